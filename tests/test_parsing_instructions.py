"""Instructions out of any list that a chat model writes: tolerant reading."""

from collections.abc import Callable

import pytest
from chat_wrappers import WRAPPERS
from hypothesis import assume, given
from hypothesis import strategies as st

from selfinstruct_distilabel.parsing import parse_instructions

WORDS = [
    "Explain", "translate", "the", "Poem", "über", "诗", "стих", "7", "1.5", "kg", "(a)", "why?", "go,", "to:", "'quoted'", "x=3", "C++",
]  # fmt: skip
sentences = st.builds(
    "{} {} {}".format, st.sampled_from(["Write", "Name", "Écris", "请写", "Напиши"]), st.lists(st.sampled_from(WORDS)).map(" ".join),
    st.sampled_from(["now.", "twice?", "today", "吧。"]),
).map(lambda text: " ".join(text.split()))  # fmt: skip
NUMBERS: list[Callable[[int], str]] = [
    "{}. ".format, "{}.".format, "{}) ".format, "({}) ".format, "{} . ".format, "{}: ".format, "**{}.** ".format, "### {}. ".format,
    "Task {}: ".format, "**Task {}:** ".format, "- {}. ".format, "{}\\. ".format, "{} - ".format, "Aufgabe {}: ".format, "任务{}：".format,
    "第{}条：".format, "[{}] ".format, "### Task {}\n".format, "{}.\n".format,
    lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)) + "．",  # full-width
    lambda n: "".join(chr(ord(digit) + 0x0630) for digit in str(n)) + ". ",  # Arabic-Indic
    lambda n: f"{n}、",
    lambda n: "- ",
    lambda n: "* ",
    lambda n: "• ",
]  # fmt: skip
PREAMBLES = [
    "", "Sure, here are more tasks:\n\n", "Here are eight tasks:\n", "Certainly! I have continued the list.\n\n", "好的，以下是任务：\n\n",
    "Конечно! Вот задания:\n", "Voici les tâches :\n\n", "Natürlich, hier sind sie:\n\n", "### Tasks\n\n", "بالتأكيد، إليك المهام:\n\n",
]  # fmt: skip
EPILOGUES = [
    "",
    "\n\nLet me know if you need more!",
    "\n\nI hope these help.",
    "\n\n希望这些对您有帮助！",
    "\n\n---\nFeel free to adjust these tasks.",
]


@given(
    st.lists(sentences, min_size=2, max_size=5, unique=True),
    st.sampled_from(NUMBERS), st.sampled_from([1, 2, 9, 98]), st.sampled_from(["\n", "\n\n"]), st.booleans(),
    st.sampled_from(PREAMBLES), st.sampled_from(EPILOGUES), st.sampled_from(WRAPPERS),
)  # fmt: skip
def test_instructions_come_back_from_any_list(
    instructions: list[str], number: Callable[[int], str], start: int, gap: str, fenced: bool,
    preamble: str, epilogue: str, wrap: Callable[[str], str],
) -> None:  # fmt: skip
    """Numbering in any style and script, from any start, fenced or not, between greetings, thinking and marks."""
    items = gap.join(number(place) + text for place, text in enumerate(instructions, start))
    text = f"```markdown\n{items}\n```" if fenced else items
    assert parse_instructions(wrap(preamble + text + epilogue)) == instructions


@given(st.lists(sentences, min_size=2, max_size=6), st.sampled_from(NUMBERS[:6]), st.integers(2, 20))
def test_the_first_instruction_may_have_no_number(
    instructions: list[str], number: Callable[[int], str], start: int
) -> None:
    """A base model goes on behind the number that the prompt ends in."""
    rest = [number(place) + text for place, text in enumerate(instructions[1:], start)]
    assert parse_instructions(" " + "\n".join([instructions[0], *rest])) == instructions


@given(
    st.lists(st.tuples(sentences, st.sampled_from([0, 0, 2, 3, 5, 12])), min_size=2, max_size=5),
    st.integers(1, 12), st.sampled_from(["", "   "]), st.booleans(),
)  # fmt: skip
def test_steps_inside_an_instruction_belong_to_it(
    items: list[tuple[str, int]], start: int, indent: str, numbered: bool
) -> None:
    """A list that starts again at 1 is part of an item, indented or not, even where it counts past the item's number."""
    last = start + len(items) - 1
    assume(indent or items[-1][1] <= last)  # else the steps of the last item could as well be the next items
    assume(numbered or (start > 1 and items[0][1] != start))  # else the next item could as well be the next step
    steps = [[f"{indent}{step}. step" for step in range(1, count + 1)] for _, count in items]
    lines = []
    for place, ((text, _), inner) in enumerate(zip(items, steps, strict=True)):
        lines += [f"{start + place}. {text}" if place or numbered else text, *inner]
    expected = [" ".join([text, *map(str.strip, inner)]) for (text, _), inner in zip(items, steps, strict=True)]
    assert parse_instructions("\n".join(lines)) == expected


@pytest.mark.parametrize(
    ("completion", "expected"),
    [
        # titles and emphasis
        ("**1. Mood:** Classify it.\n**2. Rhyme:** Find one.", ["Mood: Classify it.", "Rhyme: Find one."]),
        ("1. **Mood**: Classify it.\n2. **Rhyme**: Find one.", ["Mood: Classify it.", "Rhyme: Find one."]),
        ("**1. Mood**\nClassify it.\n\n**2. Rhyme**\nFind one.", ["Mood: Classify it.", "Rhyme: Find one."]),
        ("### Task 1: Mood\nClassify it.\n\n### Task 2: Rhyme\nFind one.", ["Mood: Classify it.", "Rhyme: Find one."]),
        ("9. **Classify it.**\n10. Make **it** bold.", ["Classify it.", "Make **it** bold."]),
        # quotes and labels around an item, none inside it
        ('9. "Classify it."\n10. “Find one.”\n11. `Sort it`', ["Classify it.", "Find one.", "Sort it"]),
        ('9. "A" or "B"?\n10. Say "hi"', ['"A" or "B"?', 'Say "hi"']),
        ("9. Instruction: Sort it.\n10. Task 10: Add it.", ["Sort it.", "Add it."]),
        # several lines
        ("9. Sort it\n   by size.\n\n10. Plan it:\n   - when\n   - where", ["Sort it by size.", "Plan it: - when - where"]),
        ("9. Read it:\n\n```\n1. x\n\n2. y\n```\n10. Add it.", ["Read it: ``` 1. x 2. y ```", "Add it."]),
        ("Plan a day that has\n- work\n- play", ["Plan a day that has - work - play"]),
        ("- Do this:\n   1. one\n   2. two\n- Do that", ["Do this: 1. one 2. two", "Do that"]),
        # numbers that are none of the list's
        ("9. Convert 3. 5 to\n1.5 kg of it\n10. Name what in\n1995. was new", [
            "Convert 3. 5 to 1.5 kg of it", "Name what in 1995. was new"]),
        ("9. Sort\n3\n1\n2\n10. Add\n11:30 and 9:15", ["Sort 3 1 2", "Add 11:30 and 9:15"]),
        ("(1) Is it so?\n10. Sort it.\n11. Add it.", ["(1) Is it so?", "Sort it.", "Add it."]),
        # numbers that are
        ("1. Sort it.\n1. Add it.\n1. Cut it.", ["Sort it.", "Add it.", "Cut it."]),
        ("9. Sort it.\n11. Add it.\n11. Cut it.", ["Sort it.", "Add it.", "Cut it."]),
        ("9.Sort it\n10.5 blind mice\n11.Add it", ["Sort it", "5 blind mice", "Add it"]),
        ("### A\n1. Sort it.\n2. Add it.\n\n### B\n1. Cut it.\n2. Mix it.", ["Sort it.", "Add it.", "Cut it.", "Mix it."]),
        ("九、排序\n十、相加\n十一、剪切", ["排序", "相加", "剪切"]),
        ("①排序\n②相加", ["排序", "相加"]),
        ("1️⃣ Sort it\n2️⃣ Add it", ["Sort it", "Add it"]),
        # JSON
        ('["Sort it.", "Add it.",]', ["Sort it.", "Add it."]),
        ('Here they are:\n```json\n[{"instruction": "Sort it.", "input": "2 1"}, {"task": "Add it."}]\n```', ["Sort it.", "Add it."]),
        ('{"tasks": [{"id": 1, "instruction": "Sort it."}]}', ["Sort it."]),
        ('{"instruction": "Sort it."}\n{"instruction": "Add it."}', ["Sort it.", "Add it."]),
        ('{"9": "Sort it.", "10": "Add it."}', ["Sort it.", "Add it."]),
        ('["b", "a"] is a list: sort it.\n10. Add it.', ['["b", "a"] is a list: sort it.', "Add it."]),
        # no list
        ("Sort it.", ["Sort it."]),
        ("Here are some tasks:\nSort it.\nAdd it.", ["Sort it.", "Add it."]),
        ("Sort it.\n\nAdd it.\n\nLet me know if you need more.", ["Sort it.", "Add it."]),
        # no instruction
        ("I'm sorry, but I can't help with that.", []),
        ("Sure! Here are eight more tasks:", []),
        ("<think>\n9. Sort it.\n10. Add it.", []),
        ("<|channel|>analysis<|message|>9. Sort it.", []),
        ("", []),
    ],
)  # fmt: skip
def test_tolerant_instructions(completion: str, expected: list[str]) -> None:
    """What chat models send, kind by kind."""
    assert parse_instructions(completion) == expected
