"""The prompts that the tasks send, and what the offline LLM answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from selfinstruct_distilabel.heuristics import judge_instances
from selfinstruct_distilabel.llms import OfflineLLM
from selfinstruct_distilabel.parsing import Instance, Parsing, parse_instances, parse_instructions
from selfinstruct_distilabel.steps import GenerateInstances, GenerateInstructions, IdentifyClassification

Style = Literal["chat", "completion"]
STYLES: tuple[Style, ...] = ("chat", "completion")
STOP = ["\n\n", "\n16.", "\n16 ."]  # the paper's, for base models
SEEDS = [
    "Suggest three names for a ship.",
    "Explain to a child why the sky is blue.",
    "Is the given sentence a question?",
    "Put the verbs into the past tense.",
    "Write a toast for a retirement party.",
    "What is the capital of Norway?",
    "Turn the list into a Markdown table.",
    "Find the spelling mistakes in the letter.",
]


@cache
def _task(kind: str, style: Style, classification_only: bool = False) -> Any:
    if kind == "instructions":
        return GenerateInstructions(llm=OfflineLLM(), prompt_style=style, classification_only=classification_only)
    if kind == "classification":
        return IdentifyClassification(llm=OfflineLLM(), prompt_style=style)
    return GenerateInstances(llm=OfflineLLM(), prompt_style=style)


def instructions_prompt(
    style: Style, demonstrations: Sequence[str] = SEEDS, *, classification_only: bool = False
) -> Any:
    """What `GenerateInstructions` sends."""
    return _task("instructions", style, classification_only).format_input({"demonstrations": list(demonstrations)})


def classification_prompt(style: Style, instruction: str) -> Any:
    """What `IdentifyClassification` sends."""
    return _task("classification", style).format_input({"instruction": instruction})


def instances_prompt(style: Style, instruction: str, *, is_classification: bool) -> Any:
    """What `GenerateInstances` sends."""
    row = {"instruction": instruction, "is_classification": is_classification}
    return _task("instances", style).format_input(row)


def complete(llm: OfflineLLM, prompt: Any, **arguments: Any) -> str:
    """The one completion of a prompt."""
    text = llm.generate([prompt], **arguments)[0]["generations"][0]
    assert text is not None
    return text


def some_instructions(count: int, *, llm: OfflineLLM | None = None, classification_only: bool = False) -> list[str]:
    """Clean instructions of the offline LLM, in the order in which it writes them."""
    llm = llm or OfflineLLM(noise=0)
    found: list[str] = []
    while len(found) < count:
        demonstrations = [*SEEDS[1:], f"Count to {len(found)}."]
        prompt = instructions_prompt("chat", demonstrations, classification_only=classification_only)
        found += parse_instructions(complete(llm, prompt))
    return found[:count]


def kept_instances(
    llm: OfflineLLM, style: Style, instruction: str, *, is_classification: bool, max_new_tokens: int | None = 350
) -> list[Instance]:
    """The instances of an instruction that parser and filter keep, read strictly in the completion style."""
    prompt = instances_prompt(style, instruction, is_classification=is_classification)
    output = llm.generate([prompt], max_new_tokens=max_new_tokens, stop=["Example 6", "Task:"])[0]
    parsing: Parsing = "strict" if style == "completion" else "tolerant"
    text = output["generations"][0]
    assert text is not None
    found = parse_instances(text, is_classification=is_classification, parsing=parsing)
    judged = judge_instances(found, truncated=output["finish_reason"][0] == "length")
    return [instance for instance, reason in judged if reason is None]
