"""Instances out of any form that a chat model gives them: tolerant reading."""

from collections.abc import Callable

import pytest
from chat_wrappers import WRAPPERS
from hypothesis import assume, given
from hypothesis import strategies as st

from selfinstruct_distilabel.parsing import Instance, parse_instances

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
        ("I cannot do that.", []),
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


@pytest.mark.parametrize("opening", ["```\n", "Sure, here you are:\n\n```text\n"])
def test_a_code_fence_that_a_truncated_answer_never_closes_is_no_input(opening: str) -> None:
    """Read as the input of the first label, it would give every label the input of another."""
    answer = f"{opening}Class label: formal\nDear Sir.\nClass label: informal"
    pairs = parse_instances(answer, is_classification=True)
    assert pairs == [("Dear Sir.", "formal"), ("", "informal")]
