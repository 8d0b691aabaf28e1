"""Yes or no out of any answer that a chat model gives: tolerant reading."""

import pytest

from selfinstruct_distilabel.parsing import parse_classification


@pytest.mark.parametrize(
    ("expected", "answers"),
    [
        (True, [
            "Yes", " yes\n", "YES", "Yes.", "**Yes**", "`Yes`", "Answer: Yes", "**Answer:** Yes", "yes, because the labels are given",
            "Yes - it has no open output", "Is it classification? Yes", "Answer (Yes or No): Yes", "The answer is yes.", "I would say yes.",
            "This is a classification task.", "It's clearly a classification task, not a generation task.", "Classification",
            "<think>No? Wait.</think>\n\nYes", "no, hm\n</think>Yes", '{"is_classification": true}', '```json\n{"answer": "Yes"}\n```', "True",
            "Yes\n\nTask: Add.\nClassification: No", "ＹＥＳ", "Oui", "Sí, es una tarea de clasificación.", "Ja", "Да.", "Sim", "是", "是的，这是分类任务。", "这是一个分类任务", "はい", "네", "نعم",
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
