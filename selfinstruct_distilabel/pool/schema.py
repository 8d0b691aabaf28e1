"""The tables of the pool."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

__all__ = ["completions", "facts", "instances", "instructions", "metadata", "prompts", "rejections", "seeds"]

_ESCAPE = "\x10"  # DATA LINK ESCAPE
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")
_ESCAPED = re.compile("\x10([0-9a-f]{4})")


class AnyText(TypeDecorator[str]):
    """Text of any Python string: models send NULs and lone surrogates, which no database keeps as they are."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return _UNSTORABLE.sub(lambda match: f"{_ESCAPE}{ord(match[0]):04x}", value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or _ESCAPE not in value:
            return value
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)


metadata = MetaData()

facts = Table(
    "facts",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("value", JSON, nullable=False),
    comment="what is true of the run as a whole: each step's settings, the target, why it ended, a wish to stop",
)

seeds = Table(
    "seeds",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("task", JSON, nullable=False),
    comment="the human-written tasks, in the order of their file",
)

prompts = Table(
    "prompts",
    metadata,
    Column("prompt_id", String(64), primary_key=True),
    Column("round", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("demonstrations", JSON, nullable=False),
    Column("judged", Boolean, nullable=False, default=False, index=True),
    UniqueConstraint("round", "place"),
    comment="the bootstrap prompts of each round; judged together with their whole round",
)

completions = Table(
    "completions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True, comment="hash of the stage, the row and all that was asked"),
    Column("stage", String(20), nullable=False),
    Column("row_id", String(64), nullable=False, comment="prompt_id or instruction_id"),
    Column("text", AnyText, comment="null: the request failed for good"),
    Column("finish_reason", AnyText),
    Column("model_name", AnyText, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("error", AnyText),
    Index("completions_by_row", "row_id", "stage"),
    comment="what the language model answered, as it was paid for",
)

instructions = Table(
    "instructions",
    metadata,
    Column("position", Integer, primary_key=True, comment="order of admission"),
    Column("instruction_id", String(64), nullable=False, unique=True),
    Column("instruction", AnyText, nullable=False),
    Column("round", Integer, nullable=False, index=True),
    Column("prompt_id", String(64), nullable=False, index=True),
    Column("most_similar", JSON, nullable=False),
    Column("avg_similarity", Float, nullable=False),
    Column("is_classification", Boolean),
    Column("finished", Boolean, nullable=False, default=False, comment="its instances have been filtered"),
    comment="the admitted machine-written instructions",
)

instances = Table(
    "instances",
    metadata,
    Column("instance_id", String(64), primary_key=True),
    Column("instruction_id", String(64), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("input", AnyText, nullable=False),
    Column("output", AnyText, nullable=False),
    comment="the instances that passed the filter",
)

rejections = Table(
    "rejections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stage", String(20), nullable=False),
    Column("reason", String(50), nullable=False),
    Column("owner_id", String(64), nullable=False, comment="prompt_id or instruction_id"),
    Column("place", Integer, nullable=False, comment="place in the completion"),
    Column("instruction", AnyText),
    Column("input", AnyText),
    Column("output", AnyText),
    Column("nearest", AnyText, comment="the pool's instruction that it resembles"),
    Column("nearest_score", Float),
    Index("rejections_by_owner", "stage", "owner_id"),
    comment="what was dropped, and why",
)
