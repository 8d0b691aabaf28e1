"""Reading completions: strictly as the released code does, tolerantly whatever chat models make of a list."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from real_data import read_data

from selfinstruct_distilabel.parsing import (
    Instance,
    Parsing,
    parse_classification,
    parse_instances,
    parse_instructions,
)

MODES: tuple[Parsing, ...] = ("strict", "tolerant")
FRAGMENTS = [
    "\n", "\r\n", " ", "\t", "\n\n", "9. ", "\n10. ", "\n1.5 kg", "11 . ", "(1) ", "1) ", "第三条：", "٣. ", "①", "- ", "* ", "• ", "#", "**",
    "```", "```python\n", "~~~", "---", "Task 9: ", "Sure, here are two tasks:", "Let me know if you need more!", "I'm sorry, but I can't",
    "<think>", "</think>", "<|channel|>", "</s>", "Example", "Example 1", "Example 2.", "Input:", "Input 2 :", "Output:", "output：", "Output 1 :",
    "Class label:", "Label: ", "Task:", "None", "[", "]", "{", "}", '"', ",", ":", '{"input": "a", "output": "b"}', "[1, 2]", "Yes", "no", "是", "不是",
    "classification", "is a ", "not ", "answer: ", "word", "Write a poem.", "\ud800", "\x00", "\x1c", "\x85", "\ufeff", "\u200b", "\u2028", "İ",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join) | st.text(max_size=60)

# ---------------------------------------------------------------------------------------------------- strict


def released_pairs(text: str) -> list[tuple[str, str]]:
    """Input-first completions by the paper's rules, told from the facts."""
    if "Example" in text:
        parts = re.split(r"Example\s?\d*\.?", text)
    else:
        parts = [text] if re.search(r"Output\s*\d*\s*:", text) else []
    pairs = []
    for part in parts:
        if part.strip():
            before, *outputs = re.split(r"Output\s*\d*\s*:", part)
            input_, output = (before, outputs[0]) if outputs else ("", before)
            output = re.split(r"Input\s*\d*\s*:", output)[0]
            pairs.append((re.sub(r"^Input\s*\d*\s*:", "", input_.strip()).strip(), output.strip()))
    return pairs


@given(texts)
def test_strict_splits_any_completion_as_the_released_code(text: str) -> None:
    """Instructions at list numbers, instances at the words that the paper's prompts elicit, wherever they stand."""
    numbered = re.split(r"\n\d+\s?\. ", text)
    assert parse_instructions(text, parsing="strict") == [
        re.sub(r"\s+", " ", item).strip() for item in numbered if item.strip()
    ]
    assert parse_instances(text, is_classification=False, parsing="strict") == released_pairs(text)
    labelled = [part.strip().split("\n", 1) for part in text.split("Class label:")[1:]]
    assert parse_instances(text, is_classification=True, parsing="strict") == [
        (rest[0].strip() if rest else "", label.strip()) for label, *rest in labelled
    ]


@given(texts)
def test_strict_leaves_its_own_candidates_alone(text: str) -> None:
    """A candidate is one line without list numbers, so that reading it again changes nothing."""
    for candidate in parse_instructions(text, parsing="strict"):
        assert parse_instructions(candidate, parsing="strict") == [candidate]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(" Yes", True), ("yes\n", True), ("YES", True), ("No", False), (" no", False), ("NO", False)]
    + [(answer, None) for answer in ("", "Yes.", "yEs", "No, it is not", "Maybe", None)],
)
def test_strict_classification(answer: str | None, expected: bool | None) -> None:
    """The released code's three cases of yes; of the rest, no is told from what is no usable answer."""
    assert parse_classification(answer, parsing="strict") is expected


# -------------------------------------------------------------------------------- both modes, on any text


@given(texts)
def test_any_text_is_read(text: str) -> None:
    """No text raises; candidates are single lines that are not empty, and what tolerant reads can be stored as UTF-8."""
    for parsing in MODES:
        candidates = parse_instructions(text, parsing=parsing)
        assert all(candidate and candidate == " ".join(candidate.split()) for candidate in candidates)
        assert parse_classification(text, parsing=parsing) in (True, False, None)
        found = [parse_instances(text, is_classification=kind, parsing=parsing) for kind in (True, False)]
        assert all(isinstance(instance, Instance) for pairs in found for instance in pairs)
        if parsing == "tolerant":
            "".join([*candidates, *(part for pairs in found for pair in pairs for part in pair)]).encode()


@pytest.mark.parametrize(
    "unit",
    [" ", "\n", "\t", "*", "#", "`", "1", "\n1. ", "\n1. a\n1. b\n2. c", "\n2) a\n1. b", "[", "{", '\n{"a":1}', "<think>",
     "\n<think>x</think>", "</s> ", "Output ", "\nOutput:", "Output 1 ", "Example ", "\nExample 1: a", "\nInput: a", "Class label:",
     "\n\nTask:", "\n```", "\n---", "\n**", "no ", "is a ", "\nSure!", "\n\nLet me know"],
)  # fmt: skip
def test_time_grows_with_the_length_alone(unit: str) -> None:
    """Repeated, each of these made a naive pattern backtrack for minutes; a hundredth of the bound is usual."""
    text = unit * (60_000 // len(unit)) + "x"
    started = time.process_time()
    for parsing in MODES:
        parse_instructions(text, parsing=parsing)
        parse_classification(text, parsing=parsing)
        parse_instances(text, is_classification=True, parsing=parsing)
        parse_instances(text, is_classification=False, parsing=parsing)
    assert time.process_time() - started < 60


# ------------------------------------------------------------------------------ tolerant: instructions

WORDS = [
    "Explain",
    "translate",
    "the",
    "Poem",
    "über",
    "诗",
    "стих",
    "7",
    "1.5",
    "kg",
    "(a)",
    "why?",
    "go,",
    "to:",
    "'quoted'",
    "x=3",
    "C++",
]
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
WRAPPERS: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: f"<think>\n1. Think of it\n2. Done\n</think>\n\n{text}",
    lambda text: f"so the list goes on\n</think>\n{text}",
    lambda text: f"\ufeff{text}\u200b\n\n",
    lambda text: f"{text}<|im_end|>",
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
    # without a space, "9.7 …" is a decimal number in the first item, and after a colon a time
    assume(number(1)[-1] not in ".．:" or not any(text[0].isdigit() for text in instructions))
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


def test_tolerant_reads_plain_lists_as_strict_does() -> None:
    """On the hostile completions the two differ only in bullets and quotes before an item, and other styles of number."""
    for row in read_data("expected-instruction-filtering"):
        strict = parse_instructions(row["completion"], parsing="strict")
        plain = not any(re.match(r"[-*(]", item) for item in strict)
        if plain and not re.search(r"\n\s*\d+(?:\s?\)|\s?\.(?! ))", row["completion"]):
            assert parse_instructions(row["completion"]) == strict


# ---------------------------------------------------------------------------- tolerant: classification


@pytest.mark.parametrize(
    ("expected", "answers"),
    [
        (True, [
            "Yes", " yes\n", "YES", "Yes.", "**Yes**", "`Yes`", "Answer: Yes", "**Answer:** Yes", "yes, because the labels are given",
            "Yes - it has no open output", "Is it classification? Yes", "Answer (Yes or No): Yes", "The answer is yes.", "I would say yes.",
            "This is a classification task.", "It's clearly a classification task, not a generation task.", "Classification",
            "<think>No? Wait.</think>\n\nYes", "no, hm\n</think>Yes", '{"is_classification": true}', '```json\n{"answer": "Yes"}\n```', "True",
            "ＹＥＳ", "Oui", "Sí, es una tarea de clasificación.", "Ja", "Да.", "Sim", "是", "是的，这是分类任务。", "这是一个分类任务", "はい", "네", "نعم",
        ]),
        (False, [
            "No", "no.", "**No**", "Answer: No", "No - it asks for a text", "No, this isn't a classification task.", "No because it is open",
            "This is not a classification task", "Not a classification task", "It cannot be considered a classification task.",
            "A non-classification task", "Therefore, no.", "<think>Yes?</think>No", '{"is_classification": false}', "Non", "Nein", "Нет", "否",
            "不是", "不是分类任务", "いいえ", "아니요", "não",
        ]),
        (None, [
            "", "\n", "Maybe", "I don't know", "None of the above", "Nothing", "It depends.", "I'm sorry, but I can't help with that.", "No idea",
            "Yes and no", "Yes/No", "Yes or no?", "Yes\nNo", "Answer: Yes\nAnswer: No", "Yes, this is not a classification task.",
            "No, this is a classification task", "If this is a classification task, it has labels", "<think>Yes", "是否", "There is no clear answer",
        ]),
    ],
)  # fmt: skip
def test_tolerant_classification(expected: bool | None, answers: list[str]) -> None:
    """Yes and no in every dress; what says neither, or both, is no usable answer."""
    assert [answer for answer in answers if parse_classification(answer) is not expected] == []


# ---------------------------------------------------------------------------------- tolerant: instances

OUTPUTS = [
    "Paris", "def f(x):\n    if x:\n        return 1\n\n    return 0", "- one\n- two", "The output: three.", "9. nine\n10. ten", "输出 不错",
    "```python\nprint('Output: 1')\n# Example 2\n```", "| a | b |\n|---|---|\n| 1 | 2 |", "An example of it is this.", "{\"a\": [1, 2]}",
]  # fmt: skip
INPUTS = ["", "2 1 3", "Text: a b\n\nc d", "x = [1,\n     2]", "Sentence: Is the input: clear?", "你好"]
pairs_ = st.lists(st.builds(Instance, st.sampled_from(INPUTS), st.sampled_from(OUTPUTS)), min_size=1, max_size=4)
FIELDS = [
    ("Input: ", "Output: "), ("Input:\n", "Output:\n"), ("**Input:** ", "**Output:** "), ("**Input**: ", "**Output**:\n"), ("input: ", "output: "),
    ("Input 1 : ", "Output 1 : "), ("### Input\n", "### Output\n"), ("- Input: ", "- Output: "), ("输入：", "输出："), ("Entrada: ", "Salida: "),
]  # fmt: skip
HEADINGS = [
    "Example {}\n",
    "Example {}.\n",
    "### Example {}\n",
    "**Example {}:**\n",
    "Example {}: a title\n",
    "## Example {} (easy)\n\n",
    "示例 {}：\n",
]


def render(instance: Instance, fields: tuple[str, str], none: str) -> str:
    return f"{fields[0]}{instance.input or none}\n{fields[1]}{instance.output}\n"


@given(
    pairs_, st.sampled_from(FIELDS), st.sampled_from([*HEADINGS, ""]), st.sampled_from(["", "None", "N/A", "<noinput>", "(no input)"]),
    st.sampled_from(["\n", "\n---\n\n"]), st.sampled_from(["", "Sure! Here are some examples:\n\n"]),
    st.sampled_from(["", "\n\nLet me know if you need more examples!"]), st.booleans(), st.sampled_from(WRAPPERS),
)  # fmt: skip
def test_instances_come_back_from_any_form(
    instances: list[Instance], fields: tuple[str, str], heading: str, none: str, gap: str, preamble: str, epilogue: str,
    fenced: bool, wrap: Callable[[str], str],
) -> None:  # fmt: skip
    """Headings, fields and separators in any style, between greetings and thinking; white space inside is kept."""
    blocks = [heading.format(place) + render(instance, fields, none) for place, instance in enumerate(instances, 1)]
    text = gap.join(blocks)
    if fenced and "```" not in text:
        text = f"```\n{text}```"
    assert parse_instances(wrap(preamble + text + epilogue), is_classification=False) == instances


@given(
    pairs_.filter(lambda pairs: all(pair.input for pair in pairs)),
    st.sampled_from(["Class label: ", "**Class Label:** ", "class label：", "Label: ", "Class label:\n", "类别标签："]),
    st.sampled_from([*HEADINGS, ""]), st.sampled_from(["", "Input: ", "**Input:** "]), st.booleans(), st.sampled_from(WRAPPERS),
)  # fmt: skip
def test_labels_come_back_from_any_form(
    instances: list[Instance], label: str, heading: str, field: str, label_first: bool, wrap: Callable[[str], str]
) -> None:
    """The label before its input as asked for, or after it."""
    assume(label_first or field or "title" not in heading)  # else the title could as well begin the input
    instances = [Instance(instance.input, f"label {place}") for place, instance in enumerate(instances, 1)]
    blocks = []
    for place, (input_, output) in enumerate(instances, 1):
        parts = [f"{label}{output}\n", f"{field}{input_}\n"]
        blocks.append(heading.format(place) + "".join(parts if label_first else parts[::-1]))
    assert parse_instances(wrap("\n".join(blocks)), is_classification=True) == instances


@pytest.mark.parametrize(
    ("completion", "expected"),
    [
        # forms of the parts
        ("Input: 5 Output: 25", [("5", "25")]),
        ("Example Input: [1]\nExpected Output: 2", [("[1]", "2")]),
        ("Example 1 Input: a\nExample 1 Output: b\nExample 2 Input: c\nExample 2 Output: d", [("a", "b"), ("c", "d")]),
        ("1. Input: a\n   Output: b\n2. Input: c\n   Output: d", [("a", "b"), ("c", "d")]),
        ("1.\n**Input:** a\n**Output:** b\n\n2.\n**Input:** c\n**Output:** 42", [("a", "b"), ("c", "42")]),
        ("Example 1\n```\nInput: a\nOutput: b\n```\nExample 2\n```\nInput: c\nOutput: d\n```", [("a", "b"), ("c", "d")]),
        ("Input: a\nAnswer: b", [("a", "b")]),
        ("Output:\n    def f():\n        return 1", [("", "def f():\n    return 1")]),
        # which text is whose
        ("Sentence: a\nOutput: b", [("Sentence: a", "b")]),
        ("Context: a\nInput: b\nOutput: c", [("Context: a\nInput: b", "c")]),
        ("Input 1: 3\nInput 2: 5\nOutput: 8", [("3\nInput 2: 5", "8")]),
        ("Output 1: a\nOutput 2: b", [("", "a")]),
        ("a\nOutput: b\n\nExample 2\nc\nOutput: d", [("a", "b"), ("c", "d")]),
        ("Example 1\na\nExample 2\nb", [("", "a"), ("", "b")]),
        ("Task: Add.\nInput: a\nOutput: b\n\nTask: Sort.\nInput: c\nOutput: d", [("a", "b")]),
        ("Input: a\nOutput:", [("a", "")]),
        # words that are no marks
        ("Input: x\nOutput: Two:\nExample 1: a rose\nExample 2: a star", [("x", "Two:\nExample 1: a rose\nExample 2: a star")]),
        ("def f():\n    print('Output:')\n    return", [("", "def f():\n    print('Output:')\n    return")]),
        ("Output: 3  # Output: 4 is wrong\n# Output: 5 too", [("", "3  # Output: 4 is wrong\n# Output: 5 too")]),
        ("We add: 2 + 2.\n\nAnswer: 4", [("", "We add: 2 + 2.\n\nAnswer: 4")]),
        # JSON
        ('[{"input": "a", "output": "b"}, {"input": null, "output": {"x": "é"}}]', [("a", "b"), ("", '{"x": "é"}')]),
        ('{"examples": [{"text": "a", "n": 1, "output": 2}]}', [("Text: a\nN: 1", "2")]),
        ('{"name": "x"}', [("", '{"name": "x"}')]),
        # direct answers, and none
        ("Paris.", [("", "Paris.")]),
        ("```python\nx = 1\n```", [("", "```python\nx = 1\n```")]),
        ("Here is the poem:\n\nA rose\n  is red\n\nI hope this helps!", [("", "A rose\n  is red")]),
        ("I'm sorry for being late. It won't happen again.", [("", "I'm sorry for being late. It won't happen again.")]),
        ("I'm sorry, but I can't help with that.", []),
        ("I cannot provide instructions for that.", []),
        ("Unfortunately, I'm unable to see images.", []),
        ("I'm sorry, but as an AI language model, I have no friends.", []),
        ("As an AI language model, I have no friends.", []),
        ("Lo siento, pero no puedo ayudar con eso.", []),
        ("К сожалению, я не могу помочь.", []),
        ("抱歉，我无法回答。", []),
        ("Sure, here are some examples:", []),
        ("", []),
    ],
)  # fmt: skip
def test_tolerant_instances(completion: str, expected: list[tuple[str, str]]) -> None:
    """What models send instead of the form asked for, kind by kind."""
    assert parse_instances(completion, is_classification=False) == expected


def test_tolerant_reads_an_ordinary_run_as_strict_does() -> None:
    """Where a base model kept to the form, the two differ on no more than one completion in fifty of a real run."""
    # strict glues the next task to an output, leaves ": …" of "Example: …", and cuts at "Output" inside a line
    unusual = re.compile(r"Example(?!\s*\d*\.?\n)|Task|Output\s*(?:#|：)|[\0-\x08\x0e-\x1f]")
    ordinary = [row for row in read_data("qwen-run-1-instances") if not unusual.search(row["raw_instances"])]
    agreed = [kept(row, "strict") == kept(row, "tolerant") for row in ordinary if kept(row, "strict")]
    assert len(agreed) > 90
    assert sum(agreed) >= 0.98 * len(agreed)


def kept(row: dict[str, Any], parsing: Parsing) -> list[Instance]:
    found = parse_instances(row["raw_instances"], is_classification=row["is_classification"], parsing=parsing)
    verdicts = judge_instances(found, truncated=row["finish_reason"] == "length")
    return [instance for instance, reason in verdicts if reason is None]
