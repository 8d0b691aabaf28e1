"""How each stage asks the model: the paper's decoding settings, and what chat models need instead."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["DECODING", "Decoding", "PromptStyle", "Stage"]

PromptStyle = Literal["chat", "completion"]
Stage = Literal["instructions", "classification", "instances"]


class Decoding(NamedTuple):
    """Decoding settings of one stage."""

    temperature: float
    top_p: float
    frequency_penalty: float
    presence_penalty: float
    max_new_tokens: int
    stop: list[str] | None


# Settings of text-davinci's engines in the paper's released code, table in section "Stage settings" of its appendix.
# A chat model may begin with a blank line, a greeting or a thought, so it is never stopped by text, and it may say more
# than a word before it says Yes.
DECODING: dict[tuple[Stage, PromptStyle], Decoding] = {
    ("instructions", "completion"): Decoding(0.7, 0.5, 0.0, 2.0, 1024, ["\n\n", "\n16.", "\n16 ."]),
    ("instructions", "chat"): Decoding(0.7, 0.5, 0.0, 2.0, 1024, None),
    ("classification", "completion"): Decoding(0.0, 0.0, 0.0, 0.0, 3, ["\n", "Task:"]),
    ("classification", "chat"): Decoding(0.0, 0.0, 0.0, 0.0, 64, None),
    ("instances", "completion"): Decoding(0.0, 0.0, 0.0, 1.5, 350, ["Example 6", "Task:"]),
    ("instances", "chat"): Decoding(0.0, 0.0, 0.0, 1.5, 1024, None),
}
