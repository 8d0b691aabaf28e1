"""FilterInstructions: what is admitted, what is counted, and what comes back when it is asked again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from distilabel.pipeline import Pipeline
from distilabel.steps import LoadDataFromDicts
from distilabel.steps.tasks import TextGeneration
from real_data import FOLDER, read_data
from scripted_llm import ScriptedLLM

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.pool import Prompt, TaskPool
from selfinstruct_distilabel.pool.views import count
from selfinstruct_distilabel.steps import FilterInstructions

THREE = "1. Name three rivers of Europe.\n2. Name three rivers in Europe.\n3. Translate the text into Dutch."


def loaded(**parameters: Any) -> FilterInstructions:
    step = FilterInstructions(**parameters)
    step.load()
    return step


def judged(step: FilterInstructions, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return next(step.process([dict(row) for row in rows]))


def texts(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["instruction"] for row in rows]


def test_strict_decides_as_the_released_code_on_hostile_completions() -> None:
    step = loaded(parsing="strict", rouge_threshold=1.1)
    for row in read_data("expected-instruction-filtering"):
        made = judged(
            step, [{"raw_instructions": row["completion"], "instructions_finish_reason": row["finish_reason"]}]
        )
        assert [text.lower() for text in texts(made)] == [text.lower() for text in row["expected"]]


def test_a_real_run_is_admitted_in_order_with_the_scores_that_it_had() -> None:
    rows = read_data("qwen-run-1-instructions")
    anything = {"min_words": 1, "blocked_words": [], "blocked_starts": [], "allow_leading_punctuation": True}
    step = loaded(seed_tasks=str(FOLDER / "released-seed_tasks.jsonl.gz"), parsing="strict", **anything)
    for row in rows:
        (made,) = judged(step, [{"raw_instructions": row["instruction"]}])
        assert made["instruction"] == row["instruction"]
        assert made["avg_similarity"] == pytest.approx(row["avg_similarity_score"], abs=1e-9)
        # by score: of texts that are equally similar, the released code takes any
        scores = [match["score"] for match in made["most_similar"]]
        assert scores == pytest.approx(sorted(row["most_similar"].values(), reverse=True), abs=1e-9)


def test_near_copies_of_the_pool_and_of_one_another_are_refused_and_counted() -> None:
    step = loaded(seed_tasks="shipped")
    completion = f"{THREE}\n4. Draw a cat in the garden.\n5. Go on\n6. Balance the following chemical equation."
    rows = judged(step, [{"raw_instructions": completion, "topic": "any"}])
    assert texts(rows) == ["Name three rivers of Europe.", "Translate the text into Dutch."]
    assert step.counts == {"admitted": 2, "not_novel": 2, "blocked_word": 1, "too_short": 1}
    assert rows[0]["topic"] == "any"
    assert "raw_instructions" not in rows[0]
    assert (rows[0]["round"], rows[0]["prompt_id"]) == (-1, "")
    assert len(rows[0]["most_similar"]) == 10


def test_a_round_judged_as_a_block_is_judged_as_one_by_one() -> None:
    rows = [{"raw_instructions": row["completion"]} for row in read_data("expected-instruction-filtering")]
    block, single = loaded(seed_tasks="shipped"), loaded(seed_tasks="shipped")
    assert judged(block, rows) == [made for row in rows for made in judged(single, [row])]
    assert block.counts == single.counts
    assert block.counts["not_novel"] > 50


def test_what_gave_no_candidate_is_counted_by_its_reason() -> None:
    step = loaded()
    assert (
        judged(
            step,
            [
                {"raw_instructions": None, "prompt_id": "p"},
                {"raw_instructions": "  \n"},
                {"raw_instructions": THREE, "instructions_finish_reason": "length"},
                {"raw_instructions": [THREE]},
            ],
        )
        == []
    )
    assert step.counts == {"no_completion": 2, "truncated": 1, "unparseable": 1}


def test_rows_that_are_done_or_blank_are_passed_on() -> None:
    done = {"instruction_id": "x", "instruction": "Anything.", "raw_instructions": None}
    finished = {"instance_id": "y", "instruction": "Anything.", "output": "z"}
    step = loaded()
    blank = dict.fromkeys(["round", "prompt_id", "demonstrations", "raw_instructions"])
    assert judged(step, [done, finished, blank]) == [done, finished, blank]
    assert not step.counts


@pytest.mark.filterwarnings("ignore:A text without any of a-z")
def test_the_same_text_is_refused_where_the_tokenizer_sees_no_words() -> None:
    step = loaded(allow_leading_non_ascii=True, min_words=1)
    completion = "1. 请列出三条欧洲的河流。\n2. 请列出三条欧洲的河流。"
    assert len(judged(step, [{"raw_instructions": completion}])) == 1
    assert judged(step, [{"raw_instructions": completion}]) == []
    assert step.counts == {"admitted": 1, "duplicate": 3}


def test_lowered_case_is_an_option() -> None:
    rows = judged(loaded(preserve_case=False), [{"raw_instructions": "1. Explain SQL joins to my Aunt."}])
    assert texts(rows) == ["Explain sql joins to my aunt."]


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"min_words": 9, "max_words": 3}, "max_words is 3, below min_words 9"),
        ({"seed_tasks": "nowhere.jsonl"}, "nowhere.jsonl"),
        ({"resources": {"replicas": 2}}, "one replica"),
    ],
)
def test_parameters_that_cannot_work_are_told_at_load(parameters: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        loaded(**parameters)


# -- with a pool ------------------------------------------------------------------------------------------------------


@pytest.fixture
def pool(tmp_path: Path) -> TaskPool:
    pool = TaskPool(tmp_path / "pool.db")
    pool.agree_on_seeds([{"instruction": "Name three rivers in Europe.", "instances": []}])
    pool.begin(target=3)
    pool.open_round([Prompt("p0", 0, ["x"]), Prompt("p1", 0, ["y"])])
    return pool


P0 = {
    "round": 0,
    "prompt_id": "p0",
    "raw_instructions": "1. Translate the text into Dutch.\n2. Name three rivers of Europe.",
}
P1 = {
    "round": 0,
    "prompt_id": "p1",
    "raw_instructions": "1. Sort these words.\n2. Sort the words by length and colour.\n3. Explain tides to a child.\n"
    "4. Why do cats purr at night?\n5. No.",
}


def test_a_round_is_judged_when_all_its_prompts_have_come_in_their_order(tmp_path: Path, pool: TaskPool) -> None:
    step = loaded(pool=str(tmp_path / "pool.db"))
    assert judged(step, [P1]) == []  # the first prompt is judged first, whichever comes first
    assert pool.has_open_round()
    rows = judged(step, [P0])
    assert texts(rows) == [
        "Translate the text into Dutch.",
        "Sort the words by length and colour.",
        "Explain tides to a child.",
    ]
    assert [row["prompt_id"] for row in rows] == ["p0", "p1", "p1"]
    assert not pool.has_open_round()
    counts = count(pool)
    # exactly the wanted number, and the counts add up: what comes after the last wanted one is counted as such
    assert counts.instructions == 3
    assert counts.rejected_instructions == {"not_novel": 1, "target_reached": 2, "too_short": 1}
    assert counts.candidates == 7


def test_what_comes_again_gives_what_it_gave_at_first(tmp_path: Path, pool: TaskPool) -> None:
    first = judged(loaded(pool=str(tmp_path / "pool.db")), [P0, P1])
    before = count(pool)
    again = loaded(pool=str(tmp_path / "pool.db"))
    assert judged(again, [P0, P1]) == first
    assert judged(again, [P1]) == first[1:]
    by_round = judged(again, [{"round": 0, "prompt_id": None, "demonstrations": None, "raw_instructions": None}])
    assert texts(by_round) == texts(first)
    assert count(pool) == before


def test_a_failed_prompt_is_judged_so_that_its_round_closes(tmp_path: Path, pool: TaskPool) -> None:
    step = loaded(pool=str(tmp_path / "pool.db"))
    judged(step, [P0, {**P1, "raw_instructions": None}])
    assert not pool.has_open_round()
    assert count(pool).rejected_instructions["no_completion"] == 1


def test_a_prompt_that_a_stop_left_unasked_is_not_judged(tmp_path: Path, pool: TaskPool) -> None:
    step = loaded(pool=str(tmp_path / "pool.db"))
    pool.request_stop("interrupted")
    assert judged(step, [P0, {**P1, "raw_instructions": None}]) == []
    assert pool.has_open_round()


def test_a_failing_judge_stops_the_run_and_names_itself(
    tmp_path: Path, pool: TaskPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError("no room left")

    step = loaded(pool=str(tmp_path / "pool.db"), name="filter")
    monkeypatch.setattr(TaskPool, "close_round", fail)
    rows: list[dict[str, Any]] = [P0, P1]
    try:
        judged(step, rows)
    except OSError:  # as distilabel does for a step that raised
        assert len(step.impute_step_outputs(rows)) == 2
    assert str(pool.stop_requested) == "filter failed: no room left"
    assert pool.has_open_round()


def test_rows_that_no_sampler_made_share_a_pool_across_runs(tmp_path: Path) -> None:
    location = str(tmp_path / "foreign.db")
    assert len(judged(loaded(pool=location), [{"raw_instructions": THREE}])) == 2
    later = loaded(pool=location)
    assert texts(
        judged(later, [{"raw_instructions": "1. Name three rivers of Europe!\n2. Explain tides to a child."}])
    ) == ["Explain tides to a child."]


# -- in somebody else's pipeline --------------------------------------------------------------------------------------


def test_behind_text_generation_whose_rows_carry_a_foreign_instruction(tmp_path: Path) -> None:
    """The pipeline of the README's "single steps": our filter behind distilabel's own task."""
    with Pipeline(name="foreign", cache_dir=tmp_path) as pipeline:
        topics = LoadDataFromDicts(
            data=[{"instruction": f"Write a numbered list of tasks on {topic}."} for topic in ("rivers", "nothing")]
        )
        generate = TextGeneration(llm=ScriptedLLM(reply=_list_of_tasks))
        keep = FilterInstructions(input_mappings={"raw_instructions": "generation"}, seed_tasks="shipped")
        topics >> generate >> keep
    distiset = pipeline.run(use_cache=False)
    rows = list(distiset["default"]["train"])
    assert texts(rows) == ["Name three rivers of Europe.", "Translate the text into Dutch."]
    assert all(row["instruction_id"] for row in rows)


def _list_of_tasks(prompt: str) -> str:
    return THREE if "rivers" in prompt else "I'm sorry, but I cannot help with that."
