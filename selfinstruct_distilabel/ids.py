"""Ids are hashes of content, so that the same row has the same id in every run."""

from __future__ import annotations

import hashlib
import json
from typing import Any

__all__ = ["content_id", "instance_id", "instruction_id", "prompt_id"]


def content_id(*parts: Any) -> str:
    """Hashes JSON values; 32 hexadecimal digits, the first half of their SHA-256."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def prompt_id(seed: int, round_number: int, place: int) -> str:
    """Id of the bootstrap prompt at a place of a round."""
    return content_id("prompt", seed, round_number, place)


def instruction_id(instruction: str) -> str:
    """Id of an instruction by its text."""
    return content_id("instruction", instruction)


def instance_id(instruction: str, input: str, output: str) -> str:
    """Id of an instance by its three texts."""
    return content_id("instance", instruction, input, output)
