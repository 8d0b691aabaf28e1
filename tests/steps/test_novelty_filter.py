"""NoveltyFilter: which rows of any data set are kept, and what they tell of those kept before."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from distilabel.pipeline import Pipeline
from distilabel.steps import KeepColumns, LoadDataFromDicts
from distilabel.utils.docstring import parse_google_docstring
from real_data import read_data

from selfinstruct_distilabel import RougeLIndex
from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.steps.novelty_filter import NoveltyFilter

RIVERS, SAME_RIVERS, DUTCH = (
    "Name three rivers of Europe.",
    "Name three rivers in Europe.",
    "Translate the text into Dutch.",
)


def loaded(**parameters: Any) -> NoveltyFilter:
    step = NoveltyFilter(**parameters)
    step.load()
    return step


def kept(step: NoveltyFilter, texts: Sequence[str | None]) -> list[dict[str, Any]]:
    return next(step.process([{"text": text} for text in texts]))


def test_near_copies_are_dropped_and_the_rest_tells_its_nearest() -> None:
    step = loaded()
    assert next(step.process([{"text": text, "topic": 1} for text in (RIVERS, SAME_RIVERS, DUTCH, "Name it.")])) == [
        {"text": RIVERS, "topic": 1, "nearest_text": "", "nearest_score": 0.0},
        {"text": DUTCH, "topic": 1, "nearest_text": "", "nearest_score": 0.0},
        {"text": "Name it.", "topic": 1, "nearest_text": RIVERS, "nearest_score": pytest.approx(2 / 7)},
    ]
    assert step.counts == {"kept": 3, "dropped": 1}


def test_batches_are_compared_with_those_before_and_a_new_run_with_none() -> None:
    step = loaded()
    assert [len(kept(step, [RIVERS])), len(kept(step, [SAME_RIVERS]))] == [1, 0]
    step.unload()
    step.load()
    assert len(kept(step, [SAME_RIVERS])) == 1


def test_real_instructions_are_kept_as_the_index_admits_them_whatever_the_batch() -> None:
    texts = [row["instruction"] for row in read_data("instruction-corpus")[:1200]]
    step, index = loaded(), RougeLIndex()
    rows = [row for start in range(0, len(texts), 50) for row in kept(step, texts[start : start + 50])]
    for text in texts:
        admission = index.admit(text)
        if admission.admitted:
            row = rows.pop(0)
            assert row["text"] == text
            assert row["nearest_score"] == max((match.score for match in admission.nearest), default=0.0)
    assert not rows


def test_rows_without_a_text_are_kept() -> None:
    step = loaded()
    rows = next(step.process([{"text": text, "number": 1} for text in (None, "", None)]))
    assert [(row["text"], row["nearest_text"], row["nearest_score"]) for row in rows] == [
        (None, "", 0.0),
        ("", "", 0.0),
        (None, "", 0.0),
    ]
    assert step.counts == {"without_text": 3}


def test_threshold_and_tokenizer_are_runtime_parameters() -> None:
    step = NoveltyFilter()
    step.set_runtime_parameters({"threshold": 0.85, "tokenizer": "unicode"})
    step.load()
    assert len(kept(step, [RIVERS, SAME_RIVERS, "写一首诗", "写一首诗"])) == 3


@pytest.mark.parametrize("in_the_middle", [False, True])
def test_a_pipeline_ends_where_the_last_batches_hold_nothing_new(tmp_path: Path, in_the_middle: bool) -> None:
    instructions = [RIVERS, DUTCH, SAME_RIVERS, RIVERS, DUTCH, DUTCH]
    with Pipeline(name="deduplicate", cache_dir=tmp_path) as pipeline:
        load = LoadDataFromDicts(data=[{"instruction": text} for text in instructions], batch_size=2)
        novel = NoveltyFilter(input_mappings={"text": "instruction"}, input_batch_size=2)
        load >> novel
        if in_the_middle:
            novel >> KeepColumns(columns=["instruction"], input_batch_size=2)
    distiset = pipeline.run(use_cache=False)
    rows = list(distiset["default"]["train"])
    assert [row["instruction"] for row in rows if row["instruction"] is not None] == [RIVERS, DUTCH]
    assert in_the_middle or len(rows) == 2


def test_a_second_replica_is_refused() -> None:
    with pytest.raises(InputError, match="one replica"):
        loaded(resources={"replicas": 2})


def test_a_column_without_texts_is_named_once_and_its_rows_are_kept(caplog: pytest.LogCaptureFixture) -> None:
    """A raise would cost the batch: distilabel passes it on with nothing in the step's columns."""
    step = loaded(input_mappings={"text": "messages"})
    rows = [{"text": [{"role": "user", "content": "Hello"}]}, {"text": [{"role": "user", "content": "Hello"}]}]
    with caplog.at_level(logging.WARNING):
        kept = next(step.process(rows))
    assert [row["text"] for row in kept] == [row["text"] for row in rows]
    told = [record.getMessage() for record in caplog.records if "holds list" in record.getMessage()]
    assert len(told) == 1
    assert "column messages" in told[0]
    assert step.counts == {"without_text": 2}


def test_the_docstring_is_a_page_of_the_gallery() -> None:
    page = parse_google_docstring(NoveltyFilter)
    assert set(page["input_columns"]) == set(NoveltyFilter(name="a").inputs)
    assert set(page["output_columns"]) == set(NoveltyFilter(name="b").outputs)
    assert page["categories"] == ["filtering"]
    assert page["citations"]
