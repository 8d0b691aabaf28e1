"""The tasks that `OfflineLLM` makes up: told apart, novel, usable, and right, whatever noise is around them."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random
from statistics import median

import pytest
from offline_prompts import (
    STYLES,
    Style,
    complete,
    instances_prompt,
    instructions_prompt,
    kept_instances,
    some_instructions,
)

from selfinstruct_distilabel import RougeLIndex
from selfinstruct_distilabel.heuristics import InstructionHeuristics, judge_instances
from selfinstruct_distilabel.llms import OfflineLLM
from selfinstruct_distilabel.llms.offline import catalogue
from selfinstruct_distilabel.llms.offline.families import FAMILIES
from selfinstruct_distilabel.llms.offline.family import Family
from selfinstruct_distilabel.parsing import Instance, parse_instances, parse_instructions
from selfinstruct_distilabel.seeds import read_seed_tasks


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_reads_back_what_it_says_and_makes_usable_instances(family: Family) -> None:
    """No family takes another's instruction, and what they make passes every filter but novelty."""
    for place in range(25):
        rng = Random(f"{family.name} {place}")
        instruction, said = family.say(rng)
        assert InstructionHeuristics().reason(instruction) is None, instruction
        found = catalogue.find(instruction)
        assert found == (family, said), instruction
        assert [other for other in FAMILIES if other.read(instruction.casefold()) is not None] == [family]
        made = family.instances(rng, said, 3)
        assert made
        judged = judge_instances([Instance(*one) for one in made])
        assert [reason for _, reason in judged if reason] == [], (instruction, made)
        if family.classification:
            assert all("\n" not in label for _, label in made)


def test_families_are_named_uniquely_and_there_are_many() -> None:
    """Kinds of tasks are plenty, about a fifth of them classification."""
    names = Counter(family.name for family in FAMILIES)
    assert max(names.values()) == 1
    assert len(names) >= 150
    assert sum(family.classification for family in FAMILIES) >= 30


def test_classification_instances_spread_over_the_labels() -> None:
    """Output-first exists so that all labels occur: three instances show more than one label, as a rule."""
    llm = OfflineLLM(noise=0)
    spread: Counter[bool] = Counter()
    for instruction in some_instructions(150, classification_only=True):
        instances = kept_instances(llm, "chat", instruction, is_classification=True)
        if len(instances) > 1:
            spread[len({instance.output for instance in instances}) > 1] += 1
    assert spread[True] > 20 * spread[False]


@pytest.mark.parametrize("style", STYLES)
def test_noise_is_never_wrong_data(style: Style) -> None:
    """With something wrong in every completion, what parser and filter keep is among the clean instances."""
    noisy, clean = OfflineLLM(noise=1), OfflineLLM(noise=0)
    kept, lost = 0, 0
    for instruction in some_instructions(500):
        known = catalogue.find(instruction)
        assert known is not None
        label = known[0].classification
        prompt = instances_prompt(style, instruction, is_classification=label)
        right = parse_instances(complete(clean, prompt), is_classification=label, parsing="strict")
        for limit in (350, 25, None) if style == "completion" else (1024, None):
            found = kept_instances(noisy, style, instruction, is_classification=label, max_new_tokens=limit)
            assert set(found) <= set(right), (instruction, found, right)
            kept, lost = kept + len(found), lost + (not found)
    assert kept > 200
    assert lost > 200


@pytest.mark.parametrize("style", STYLES)
def test_without_noise_every_instruction_gets_instances(style: Style) -> None:
    """Both parsers find all that was written."""
    llm = OfflineLLM(noise=0)
    for instruction in some_instructions(300):
        known = catalogue.find(instruction)
        assert known is not None
        label = known[0].classification
        found = kept_instances(llm, style, instruction, is_classification=label, max_new_tokens=None)
        assert found, instruction


def test_five_thousand_novel_instructions_come_out_of_the_loop() -> None:
    """With the paper's loop, on the shipped seeds: six human and two machine demonstrations, threshold 0.7."""
    llm = OfflineLLM()
    human = [task.instruction for task in read_seed_tasks()]
    machine: list[str] = []
    pool = RougeLIndex(threshold=0.7, provenance=False)
    pool.extend(human)
    heuristics = InstructionHeuristics()
    rng = Random(0)
    admitted: list[bool] = []
    while len(machine) < 5000:
        shown = rng.sample(human, 6) + rng.sample(machine or human, 2)
        rng.shuffle(shown)
        output = llm.generate([instructions_prompt("chat", shown)], max_new_tokens=1024)[0]
        if output["finish_reason"] == ["length"]:
            continue
        for candidate in parse_instructions(output["generations"][0] or ""):
            admitted.append(heuristics.reason(candidate) is None and pool.admit(candidate).admitted)
            if admitted[-1]:
                machine.append(candidate)
    early, late = sum(admitted[:1000]) / 1000, sum(admitted[-1000:]) / 1000
    assert 0.6 < early < 0.9, early
    assert 0.3 < late < early, late
    lengths = [len(instruction.split()) for instruction in machine]
    assert sum(8 <= length <= 30 for length in lengths) > 0.75 * len(machine)
    assert 0.25 < sum("?" in instruction for instruction in machine) / len(machine) < 0.75


# -- independent answers ----------------------------------------------------------------------------------------------
# Each takes what a pattern found in the instruction, and the input; written without the families' code.

_UNITS = {("miles", "kilometers"): Fraction("1.609344"), ("pounds", "kilograms"): Fraction("0.45359237"),
          ("feet", "meters"): Fraction("0.3048"), ("inches", "centimeters"): Fraction("2.54")}  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATE = r"(\d+ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{4})"


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _date(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()


def _roman(text: str) -> int:
    values = ["IVXLCDM".index(sign) for sign in text]
    worth = [(1, 5)[v % 2] * 10 ** (v // 2) for v in values]
    following = [*worth[1:], 0]
    return sum(-own if own < after else own for own, after in zip(worth, following, strict=True))


def _within(answer: str, exact: Fraction) -> bool:
    """Whether an answer is the exact value, rounded to as many places as the answer has."""
    number = re.findall(r"-?\d+(?:\.\d+)?", answer)[0]
    places = len(number.partition(".")[2])
    return abs(Fraction(number) - exact) <= Fraction(1, 2 * 10**places)


def _figures(answer: str) -> list[int]:
    """The whole numbers of an answer, without the numbers of its lines."""
    return [int(n) for n in re.findall(r"-?\d+", re.sub(r"^\d+\. |^- ", "", answer, flags=re.MULTILINE))]


Check = Callable[[re.Match[str], str, str], bool]
CHECKS: list[tuple[str, Check]] = [
    (r"^What is (\d+) times (\d+)\?$", lambda m, _, out: int(out) == int(m[1]) * int(m[2])),
    (r"Solve (\d+)x \+ (\d+) = (\d+)", lambda m, _, out: int(m[1]) * int(out[4:]) + int(m[2]) == int(m[3])),
    (r"What is (\d+)% of (\d+)\?", lambda m, _, out: int(out) * 100 == int(m[1]) * int(m[2])),
    (
        r"(?:Add|Sum up) (\d+)/(\d+) and (\d+)/(\d+)\.",
        lambda m, _, out: Fraction(out) == Fraction(int(m[1]), int(m[2])) + Fraction(int(m[3]), int(m[4])),
    ),
    (
        r"Convert (\d+) (miles|pounds|feet|inches) to (\w+),",
        lambda m, _, out: _within(out, int(m[1]) * _UNITS[m[2], m[3]]),
    ),
    (r"was born on " + _DATE + r"\. On which", lambda m, _, out: out == _DAYS[_date(m[1]).weekday()]),
    (
        r"How many days lie between " + _DATE + " and " + _DATE,
        lambda m, _, out: _date(m[1]) + timedelta(days=int(out.split()[0])) == _date(m[2]),
    ),
    (
        r"How many minutes are there from (\d\d):(\d\d) to (\d\d):(\d\d)",
        lambda m, _, out: int(out) == (int(m[3]) - int(m[1])) * 60 + int(m[4]) - int(m[2]),
    ),
    (r"Write the year (\d+) in Roman numerals", lambda m, _, out: _roman(out) == int(m[1])),
    (r"Add up (?!\d|the column|the dollar)", lambda m, text, out: _figures(out)[-1:] == [sum(_numbers(text))]),
    (r"Subtract the minimum", lambda m, text, out: _figures(out) == [max(_numbers(text)) - min(_numbers(text))]),
    (r"[Mm]edian of", lambda m, text, out: _figures(out) == [median(_numbers(text))]),
    (
        r"Count how many of .* are (?:above|greater than) (\d+)",
        lambda m, text, out: _figures(out) == [sum(n > int(m[1]) for n in _numbers(text))],
    ),
    (
        r"^(?:Sort|Arrange|.*\. Sort|.*\. Order) .* from (?:smallest to largest|the lowest value)",
        lambda m, text, out: _figures(out) == sorted(_numbers(text)),
    ),
    (r"Turn .* into running totals", lambda m, text, out: _figures(out)[-1] == sum(_numbers(text))),
    (
        r"Alphabetize .* for me",
        lambda m, text, out: (
            sorted(re.split(r", |; |\n", text), key=str.casefold)
            == re.split(r", | and |; |\n| \| ", _plain(out))
        ),
    ),
    (r"Write the word (\w+) backwards", lambda m, _, out: out[::-1] == m[1]),
    (r"How many words does", lambda m, text, out: _figures(out) == [text.count(" ") + 1]),
    (
        r"below (\d+) it is (.+?), above (\d+) it is (.+?), otherwise (.+?)\.",
        lambda m, text, out: out == (m[2] if int(text) < int(m[1]) else m[4] if int(text) > int(m[3]) else m[5]),
    ),
    (
        r"visitors under (\d+) pay as a child, from (\d+) on as a senior",
        lambda m, text, out: (
            out
            == ("child" if _numbers(text)[0] < int(m[1]) else "senior" if _numbers(text)[0] >= int(m[2]) else "adult")
        ),
    ),
    (
        r"Today is " + _DATE + r"\. Going by its due date",
        lambda m, text, out: (
            out == {0: "due today", 1: "upcoming", -1: "overdue"}[_sign((_date(text[4:]) - _date(m[1])).days)]
        ),
    ),
    (r"as 'weekday' \(Monday to Friday\) or 'weekend'", lambda m, text, out: _is_weekend(text) == (out == "weekend")),
]  # fmt: skip


def _plain(answer: str) -> str:
    """A list of words without the marks of its form."""
    if answer.startswith("["):
        return ", ".join(json.loads(answer))
    return re.sub(r"^(?:\d+\.|-) ", "", answer, flags=re.MULTILINE)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _is_weekend(text: str) -> bool:
    day = date.fromisoformat(text) if "-" in text else _date(text)
    return day.weekday() >= 5


def test_answers_are_right_by_independent_reckoning() -> None:
    """Every instance that survives a noisy run and that a checker understands is right; every checker is used."""
    llm = OfflineLLM(noise=0.3)
    used: Counter[str] = Counter()
    for instruction in some_instructions(9000):
        matching = [(pattern, check, match) for pattern, check in CHECKS if (match := re.search(pattern, instruction))]
        for pattern, check, match in matching:
            known = catalogue.find(instruction)
            label = known is not None and known[0].classification
            for instance in kept_instances(llm, "chat", instruction, is_classification=label):
                assert check(match, instance.input, instance.output), (instruction, instance)
                used[pattern] += 1
    assert [pattern for pattern, _ in CHECKS if used[pattern] < 2] == []
