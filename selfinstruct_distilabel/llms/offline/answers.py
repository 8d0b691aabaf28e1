"""Completions for each stage, from a prompt that was read."""

from __future__ import annotations

import re
from random import Random

from selfinstruct_distilabel.llms.offline import catalogue
from selfinstruct_distilabel.llms.offline.noise import CANNOT, Block, Noise
from selfinstruct_distilabel.llms.offline.prompts import Request, Stage

__all__ = ["answer"]

# How many instances a task is given: the paper's released data has 1.6 on average.
_INSTANCE_COUNTS = (1, 1, 2, 2, 3)
# In an instruction from elsewhere, what suggests that the answer is one of a few labels: a verb of choice, or the labels.
_LABEL_CUES = re.compile(
    r"\b(?:classif\w+|categori\w+|sentiment|choos(?:e|ing)|pick the|label the|multiple.choice|true or false|yes or no)\b"
    r"|\b(?:decide|detect|determine|identify|say|tell(?: me)?|verify) (?:if|whether)\b"
    r"|\b\w+(?:, [\w ]{2,25})+,? or [\w ]+[.?]|\b\w+ or \w+(?:\?|: )",
    re.IGNORECASE,
)
_GREETING = (
    "This is the offline model of selfinstruct_distilabel, a rule-based generator for trials and tests and not a language "
    "model. It answers the prompts of Self-Instruct and nothing else:"
)


def answer(request: Request, rng: Random, noise: Noise) -> str:
    """The completion of a prompt.

    Args:
        request: the prompt, read.
        rng: decides on the content.
        noise: decides on what goes wrong with it.
    """
    match request.stage:
        case Stage.INSTRUCTIONS:
            return _instructions(request, rng, noise)
        case Stage.CLASSIFICATION:
            return _classification(request, noise)
        case Stage.INPUT_FIRST | Stage.OUTPUT_FIRST:
            return _instances(request, rng, noise)
        case Stage.OTHER:
            return _other(request, rng)


def _instructions(request: Request, rng: Random, noise: Noise) -> str:
    items = [
        noise.candidate(catalogue.say(rng, classification_only=request.classification_only), request.demonstrations)
        for _ in request.numbers
    ]
    items[-1] += noise.runs_away()
    lines = [f"{number}. {item}" for number, item in zip(request.numbers, items, strict=True)]
    if not request.chat:
        return "\n".join(lines).removeprefix(f"{request.numbers[0]}.")  # the prompt ends in the first number
    return noise.manners(
        "\n".join(lines),
        preamble=f"Sure, here are {len(items)} new tasks for the collection:",
        bold=lambda text: re.sub(r"^(\d+)\.", r"**\1.**", text, flags=re.MULTILINE),
    )


def _classification(request: Request, noise: Noise) -> str:
    known = catalogue.find(request.instruction)
    labelling = known[0].classification if known else _LABEL_CUES.search(request.instruction) is not None
    word = "Yes" if labelling else "No"
    if (odd := noise.odd_answer()) is not None:
        word = odd
    if not request.chat:
        return f" {word}"
    return noise.manners(word, preamble="Sure, here is my answer.", bold=lambda text: f"**{text}**.")


def _instances(request: Request, rng: Random, noise: Noise) -> str:
    known = catalogue.find(request.instruction)
    if known is None:
        return CANNOT
    family, bound = known
    count = min(rng.choice(_INSTANCE_COUNTS), max(request.max_instances, 1))
    label_first = request.stage is Stage.OUTPUT_FIRST
    if label_first and not family.classification:
        return CANNOT
    made = family.instances(rng, bound, count)
    blocks = noise.blocks(made, label_first=label_first)
    if not blocks:
        return CANNOT
    if runaway := noise.runs_away():
        blocks = [*blocks, (blocks[0][0], blocks[0][1] + runaway)]
    text = _output_first(blocks) if label_first else _input_first(blocks)
    if not request.chat:
        return f"\n{text}"  # the prompt ends behind the instruction
    if runaway:
        return text
    return noise.manners(
        text,
        preamble="Sure, here are the examples:",
        bold=lambda text: re.sub(r"^(Example \d+|Output:|Class label:)", r"**\1**", text, flags=re.MULTILINE),
    )


def _input_first(blocks: list[Block]) -> str:
    return "\n".join(
        "\n".join([f"Example {number}", *filter(None, [text]), f"Output: {output}"])
        for number, (text, output) in enumerate(blocks, 1)
    )


def _output_first(blocks: list[Block]) -> str:
    return "\n".join("\n".join([f"Class label: {output}", *filter(None, [text])]) for text, output in blocks)


def _other(request: Request, rng: Random) -> str:
    """An instruction of ours that needs no input is answered; anything else is told what this is."""
    known = catalogue.find(request.text)
    made = known[0].instances(rng, known[1], 1) if known else []
    return made[0][1] if made and not made[0][0] else _GREETING
