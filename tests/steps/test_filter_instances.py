"""FilterInstances: which instances are kept, and that what is dropped is counted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from real_data import read_data

from selfinstruct_distilabel.ids import instance_id, instruction_id
from selfinstruct_distilabel.pool import Completion, JudgedCandidate, Prompt, TaskPool
from selfinstruct_distilabel.pool.views import INSTANCE_COLUMNS, count
from selfinstruct_distilabel.steps import FilterInstances

ADD = "Add the two numbers."
TWO = "Example 1\n2 and 3\nOutput: 5\nExample 2\n4 and 4\nOutput: 8"


def loaded(**parameters: Any) -> FilterInstances:
    step = FilterInstances(**parameters)
    step.load()
    return step


def judged(step: FilterInstances, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return next(step.process([dict(row) for row in rows]))


@pytest.mark.parametrize("name", ["expected-instance-filtering", "qwen-run-1-instances"])
def test_strict_keeps_what_the_released_code_keeps(name: str) -> None:
    step = loaded(parsing="strict", max_instances=None)
    for row in read_data(name):
        given = {key: row[key] for key in ("instruction", "is_classification", "raw_instances")}
        made = judged(step, [{**given, "instances_finish_reason": row["finish_reason"]}])
        assert sorted([item["input"], item["output"]] for item in made) == row["expected"]


def test_each_instance_is_a_row_with_an_id_of_its_content_and_what_the_row_carried() -> None:
    (first, second) = judged(
        loaded(), [{"instruction": ADD, "is_classification": False, "raw_instances": TWO, "topic": "sums"}]
    )
    assert (first["input"], first["output"], first["topic"]) == ("2 and 3", "5", "sums")
    assert second["instance_id"] == instance_id(ADD, "4 and 4", "8")


def test_labels_come_first_in_a_classification_task() -> None:
    rows = judged(
        loaded(),
        [
            {
                "instruction": "Odd or even?",
                "is_classification": True,
                "raw_instances": "Class label: odd\n7\nClass label: even\n8",
            }
        ],
    )
    assert [(row["input"], row["output"]) for row in rows] == [("7", "odd"), ("8", "even")]


def test_an_unknown_verdict_counts_as_no_classification() -> None:
    rows = judged(loaded(), [{"instruction": ADD, "is_classification": None, "raw_instances": TWO}])
    assert [row["is_classification"] for row in rows] == [False, False]


def test_the_first_instances_are_kept_and_all_others_counted() -> None:
    completion = "\n".join(f"Example {number}\n{number} and 1\nOutput: {number + 1}" for number in range(1, 9))
    step = loaded(max_instances=3)
    rows = judged(step, [{"instruction": ADD, "is_classification": False, "raw_instances": completion}])
    assert [row["input"] for row in rows] == ["1 and 1", "2 and 1", "3 and 1"]
    assert step.counts == {"kept": 3, "over_max_instances": 5}


def test_the_last_instance_of_a_truncated_completion_is_dropped_and_unknown_means_whole() -> None:
    row = {"instruction": ADD, "is_classification": False, "raw_instances": TWO}
    assert len(judged(loaded(), [{**row, "instances_finish_reason": "length"}])) == 1
    assert len(judged(loaded(), [{**row, "instances_finish_reason": None}])) == 2
    assert len(judged(loaded(), [row])) == 2


def test_a_completion_that_failed_or_held_nothing_is_counted() -> None:
    step = loaded()
    row = {"instruction": ADD, "is_classification": True}
    assert judged(step, [{**row, "raw_instances": None}, {**row, "raw_instances": "I cannot do that."}]) == []
    assert judged(step, [{**row, "raw_instances": ["a list"]}]) == []
    assert step.counts == {"no_completion": 1, "unparseable": 2}


def test_rows_that_are_done_or_blank_are_passed_on() -> None:
    done = {"instance_id": "x", "instruction": ADD, "input": "", "output": "5"}
    blank = dict.fromkeys(["instruction_id", "instruction", "raw_instances", "round"])
    assert judged(loaded(), [done, blank]) == [done, blank]


def test_with_a_pool_verdicts_are_committed_and_rows_are_what_it_says(tmp_path: Path) -> None:
    pool = TaskPool(tmp_path / "pool.db")
    pool.open_round([Prompt("p0", 0, ["x"])])
    pool.close_round(0, [JudgedCandidate("p0", 0, ADD, None, [{"instruction": "Subtract.", "score": 0.5}], 0.25)])
    key = instruction_id(ADD)
    pool.keep_completions("instances", {"k": (key, Completion(TWO, "stop", "a-model", 11, 12))})
    row = {"instruction_id": key, "instruction": ADD, "is_classification": None, "raw_instances": TWO, "extra": 1}
    step = loaded(pool=str(tmp_path / "pool.db"))
    rows = judged(step, [row])
    assert [tuple(row) for row in rows] == [(*INSTANCE_COLUMNS, "extra")] * 2
    assert rows[0]["model_name"] == "a-model"
    assert rows[0]["instances_output_tokens"] == 12
    assert judged(step, [row]) == rows
    counts = count(pool)
    assert (counts.instances, counts.finished_instructions) == (2, 1)


def test_an_instruction_that_a_stop_left_unasked_stays_unfinished(tmp_path: Path) -> None:
    pool = TaskPool(tmp_path / "pool.db")
    pool.open_round([Prompt("p0", 0, ["x"])])
    pool.close_round(0, [JudgedCandidate("p0", 0, ADD, None, [], 0.0)])
    pool.request_stop("interrupted")
    row = {"instruction_id": instruction_id(ADD), "instruction": ADD, "is_classification": None, "raw_instances": None}
    assert judged(loaded(pool=str(tmp_path / "pool.db")), [row]) == []
    assert count(pool).finished_instructions == 0
