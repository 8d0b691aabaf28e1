"""Reasons to reject: the released code's decisions on its own data and on any text, and what each reason means."""

import re
import string
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_data import read_data

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.heuristics import (
    BLOCKED_STARTS,
    BLOCKED_WORDS,
    InstructionHeuristics,
    RejectionReason,
    is_truncated,
    judge_instances,
)
from selfinstruct_distilabel.parsing import Instance, parse_instances, parse_instructions

# The paper's words in upper and lower case, characters whose capital is another or longer, every kind of white space.
FRAGMENTS = [
    *BLOCKED_WORDS, *BLOCKED_STARTS, "write A PROGRAM", "GO  TO", "ImageS", "imageſ", "maps_", "ß", "ŉ", "ı", "ſ", "ﬁ",
    "İ", "K", "é", "你", "a", "b c", " ", "\t", "\n", "\x1c", "\x85", "\xa0", "\u3000", ".", "-", '"', "1", "", "word " * 150,
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join) | st.text(max_size=40)
instances = st.lists(st.builds(Instance, *[st.sampled_from(["", "a", "b", "c:", "d: "])] * 2), max_size=8)


def released_keeps(instruction: str) -> bool:
    """The paper's rules in the order and with the expressions of its released code, told from the facts."""
    text = re.sub(r"\s+", " ", instruction).strip().capitalize()
    if text == "" or len(text.split()) <= 3 or len(text.split()) > 150:
        return False
    words = [
        "image",
        "images",
        "graph",
        "graphs",
        "picture",
        "pictures",
        "file",
        "files",
        "map",
        "maps",
        "draw",
        "plot",
    ]
    if any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in [*words, "go to"]):
        return False
    return not text.startswith("Write a program") and text[0] not in string.punctuation and text[0].isascii()


def kept(row: dict[str, Any]) -> list[list[str]]:
    found = parse_instances(row["raw_instances"], is_classification=row["is_classification"], parsing="strict")
    verdicts = judge_instances(found, truncated=row["finish_reason"] == "length", max_instances=None)
    return [list(instance) for instance, reason in verdicts if reason is None]


def test_keeps_the_instructions_that_the_released_code_keeps() -> None:
    """On hostile completions; the released code lowercases, we do not."""
    heuristics = InstructionHeuristics()
    for row in read_data("expected-instruction-filtering"):
        found = [] if row["finish_reason"] == "length" else parse_instructions(row["completion"], parsing="strict")
        assert [text.lower() for text in found if heuristics.reason(text) is None] == [
            text.lower() for text in row["expected"]
        ]


@pytest.mark.parametrize("name", ["expected-instance-filtering", "qwen-run-1-instances"])
def test_keeps_the_instances_that_the_released_code_keeps(name: str) -> None:
    """On hostile completions and on those of a real run; the released code leaves the order to the hash seed."""
    for row in read_data(name):
        assert sorted(kept(row)) == row["expected"]


@given(texts)
def test_decides_on_any_instruction_as_the_released_code(instruction: str) -> None:
    """Whatever its case, script and white space."""
    assert (InstructionHeuristics().reason(instruction) is None) == released_keeps(instruction)


@pytest.mark.parametrize(
    ("instruction", "reason"),
    [
        ("Name three rivers in Europe.", None),
        ("", RejectionReason.EMPTY),
        (" \n\t", RejectionReason.EMPTY),
        ("Name three rivers.", RejectionReason.TOO_SHORT),
        ("word " * 150, None),
        ("word " * 151, RejectionReason.TOO_LONG),
        ("Describe the PICTURE in detail.", RejectionReason.BLOCKED_WORD),
        ("Explain where to go\nto and why.", RejectionReason.BLOCKED_WORD),
        ("Explain the mapping of names to values.", None),
        ("write A Program that adds two numbers.", RejectionReason.BLOCKED_START),
        ("Explain how to write a program in Ada.", None),
        ("(Optional) name three rivers in Europe.", RejectionReason.STARTS_WITH_PUNCTUATION),
        ("Écris une phrase à propos du chat.", RejectionReason.STARTS_WITH_NON_ASCII),
        ("ßtrange but capitalized to an ASCII letter", None),
    ],
)
def test_reason(instruction: str, reason: RejectionReason | None) -> None:
    """One reason, the first that holds."""
    assert InstructionHeuristics().reason(instruction) is reason


def test_limits_and_words_can_be_set() -> None:
    """Other languages, other words: each setting moves the decision it is named after."""
    assert InstructionHeuristics(min_words=1, allow_leading_non_ascii=True).reason("写一首关于海的诗") is None
    assert InstructionHeuristics(max_words=4).reason("one two three four five") is RejectionReason.TOO_LONG
    assert InstructionHeuristics(blocked_words=()).reason("Draw a map of it.") is None
    assert InstructionHeuristics(blocked_starts=()).reason("Write a program that adds.") is None
    assert InstructionHeuristics(blocked_starts=("give ME",)).reason("Give me three of them.") is (
        RejectionReason.BLOCKED_START
    )
    assert InstructionHeuristics(allow_leading_punctuation=True).reason('"Ecce homo" means what?') is None


def test_blocked_words_are_literal_and_whole() -> None:
    """A word is no regular expression, and one that ends in punctuation is found as a whole word too."""
    heuristics = InstructionHeuristics(blocked_words=("c++", "a.c"))
    assert heuristics.reason("Explain templates in C++ to me.") is RejectionReason.BLOCKED_WORD
    assert heuristics.reason("Explain the word abc to me.") is None


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"min_words": 0}, "min_words"),
        ({"min_words": 10, "max_words": 9}, "max_words"),
        ({"max_words": -1}, "max_words"),
        ({"blocked_words": ("image", " ")}, "blocked_words"),
        ({"blocked_words": "image"}, "blocked_words"),
        ({"blocked_starts": ("",)}, "blocked_starts"),
    ],
)
def test_impossible_settings_are_refused_by_name(settings: dict[str, Any], name: str) -> None:
    """A setting that no instruction, or every one, would pass is a mistake and says which."""
    with pytest.raises(InputError, match=name):
        InstructionHeuristics(**settings)


def test_reasons_are_stored_as_their_values() -> None:
    """What a database, a file or a message gets is the value."""
    assert str(RejectionReason.NOT_NOVEL) == f"{RejectionReason.NOT_NOVEL}" == "not_novel"
    assert RejectionReason("over_max_instances") is RejectionReason.OVER_MAX_INSTANCES
    assert all(reason.value == reason.name.lower() for reason in RejectionReason)


@pytest.mark.parametrize(
    ("instance", "reason"),
    [
        (Instance("", "out"), None),
        (Instance("in", ""), RejectionReason.EMPTY_OUTPUT),
        (Instance("", ""), RejectionReason.EMPTY_OUTPUT),
        (Instance("same", "same"), RejectionReason.INPUT_EQUALS_OUTPUT),
        (Instance("in: ", "out"), RejectionReason.ENDS_WITH_COLON),
        (Instance("in", "out:"), RejectionReason.ENDS_WITH_COLON),
    ],
)
def test_reason_of_one_instance(instance: Instance, reason: RejectionReason | None) -> None:
    """What is wrong with an instance by itself."""
    assert judge_instances([instance]) == [(instance, reason)]


def reasons(*pairs: tuple[str, str], **options: Any) -> list[RejectionReason | None]:
    return [reason for _, reason in judge_instances([Instance(*pair) for pair in pairs], **options)]


def test_instances_are_judged_together() -> None:
    """Truncation takes the last one, a conflict all that are left, a duplicate its repetition, the cap the rest."""
    assert reasons(("a", "1"), ("b", "2"), truncated=True) == [None, RejectionReason.TRUNCATED]
    assert reasons(("a", "1"), ("a", "2"), ("b", ""), ("c", "3")) == [
        RejectionReason.CONFLICTING_OUTPUTS,
        RejectionReason.CONFLICTING_OUTPUTS,
        RejectionReason.EMPTY_OUTPUT,
        RejectionReason.CONFLICTING_OUTPUTS,
    ]
    assert reasons(("a", "1"), ("", "2"), ("", "3"), ("a", "1")) == [None, None, None, RejectionReason.DUPLICATE]
    assert reasons(("a", "1"), ("a", "1"), ("b", "2"), ("c", "3"), max_instances=2) == [
        None,
        RejectionReason.DUPLICATE,
        None,
        RejectionReason.OVER_MAX_INSTANCES,
    ]


def test_a_truncated_instance_conflicts_with_none() -> None:
    """The last instance of a truncated completion is gone before outputs are compared."""
    assert reasons(("a", "1"), ("a", "one and"), truncated=True) == [None, RejectionReason.TRUNCATED]


def test_max_instances_must_leave_one() -> None:
    """None means no limit; zero is a mistake."""
    with pytest.raises(InputError, match="max_instances"):
        judge_instances([], max_instances=0)


@given(instances, st.booleans(), st.none() | st.integers(1, 4))
def test_every_instance_comes_back_in_its_place(
    found: list[Instance], truncated: bool, max_instances: int | None
) -> None:
    """The counts add up, and what is kept is valid, distinct, free of conflicts and within the cap."""
    verdicts = judge_instances(found, truncated=truncated, max_instances=max_instances)
    assert [instance for instance, _ in verdicts] == found
    good = [instance for instance, reason in verdicts if reason is None]
    assert all(instance.output and instance.input != instance.output for instance in good)
    assert max(Counter(good).values(), default=0) <= 1
    assert max(Counter(instance.input for instance in good if instance.input).values(), default=0) <= 1
    assert max_instances is None or len(good) <= max_instances
    assert not (truncated and found) or verdicts[-1][1] is RejectionReason.TRUNCATED


@pytest.mark.parametrize(
    ("finish_reason", "truncated"),
    [("length", True), ("MAX_TOKENS", True), ("stop", False), ("", False), (None, False)],
)
def test_unknown_finish_reasons_mean_that_the_completion_is_whole(finish_reason: str | None, truncated: bool) -> None:
    """Only what endpoints say of too long completions counts."""
    assert is_truncated(finish_reason) is truncated
