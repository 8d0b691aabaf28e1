"""SampleDemonstrations: which prompts are made, from what, and when there are no more."""

import json
from pathlib import Path
from typing import Any

import pytest
from distilabel.pipeline import Pipeline
from scripted_llm import ScriptedLLM

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.heuristics import RejectionReason
from selfinstruct_distilabel.pool import JudgedCandidate, TaskPool
from selfinstruct_distilabel.seeds import read_seed_tasks
from selfinstruct_distilabel.steps import FilterInstructions, GenerateInstructions, SampleDemonstrations

HUMAN = {task.instruction for task in read_seed_tasks()}


def sampled(**parameters: Any) -> list[list[dict[str, Any]]]:
    step = SampleDemonstrations(**parameters)
    step.load()
    batches = list(step.process())
    assert [is_last for _, is_last in batches] == [False] * (len(batches) - 1) + [True]
    return [rows for rows, _ in batches]


def rounds_with_judge(pool: Path, admitted_by_round: list[int], **parameters: Any) -> list[list[dict[str, Any]]]:
    """All rounds of a sampler whose rounds are judged here: each admits so many new instructions."""
    step = SampleDemonstrations(pool=str(pool), **parameters)
    step.load()
    judge = TaskPool(pool)
    rounds = []
    for rows, is_last in step.process():
        if is_last:
            break
        rounds.append(rows)
        number = rows[0]["round"]
        if not judge.has_open_round():
            continue
        wanted = admitted_by_round[number] if number < len(admitted_by_round) else 0
        texts = [f"machine instruction {number} {place}" for place in range(wanted)]
        prompt = rows[0]["prompt_id"]
        verdicts = [JudgedCandidate(prompt, place, text, None, [], 0.0) for place, text in enumerate(texts)]
        verdicts.append(JudgedCandidate(prompt, wanted, "no", RejectionReason.TOO_SHORT, [], 0.0))
        judge.close_round(number, verdicts)
    step.unload()
    return rounds


def test_without_a_pool_all_demonstrations_are_human_written() -> None:
    batches = sampled(max_rounds=3, prompts_per_round=4)
    assert [len(rows) for rows in batches] == [4, 4, 4]
    assert [row["round"] for rows in batches for row in rows] == [0] * 4 + [1] * 4 + [2] * 4
    for row in (row for rows in batches for row in rows):
        assert len(set(row["demonstrations"])) == 8
        assert HUMAN.issuperset(row["demonstrations"])


def test_the_same_seed_samples_the_same_and_another_seed_another() -> None:
    assert sampled(max_rounds=2, seed=5) == sampled(max_rounds=2, seed=5)
    first, other = sampled(max_rounds=2, seed=5), sampled(max_rounds=2, seed=6)
    assert first[0][0]["demonstrations"] != other[0][0]["demonstrations"]
    assert first[0][0]["prompt_id"] != other[0][0]["prompt_id"]


def test_classification_only_shows_classification_seeds_only() -> None:
    labelled = {task.instruction for task in read_seed_tasks() if task.is_classification}
    for row in sampled(max_rounds=1, classification_only=True)[0]:
        assert labelled.issuperset(row["demonstrations"])


def test_machine_instructions_of_earlier_rounds_alone_are_shown(tmp_path: Path) -> None:
    rounds = rounds_with_judge(tmp_path / "pool.db", [1, 40, 40, 40], num_instructions=120)
    machine = [[sum(text not in HUMAN for text in row["demonstrations"]) for row in rows] for rows in rounds]
    assert machine[:3] == [[0] * 8, [1] * 8, [2] * 8]
    for number, rows in enumerate(rounds):
        for text in (text for row in rows for text in row["demonstrations"] if text not in HUMAN):
            assert int(text.split()[2]) < number


def test_a_run_in_pieces_asks_what_an_unbroken_one_asks(tmp_path: Path) -> None:
    whole = rounds_with_judge(tmp_path / "whole.db", [3, 0, 5, 2, 9], num_instructions=19)
    pieces = rounds_with_judge(tmp_path / "pieces.db", [3, 0, 5, 2, 9], num_instructions=19, max_rounds=2)
    rest = rounds_with_judge(tmp_path / "pieces.db", [3, 0, 5, 2, 9], num_instructions=19)
    # what is known is delivered first, as rows that name their round and nothing else
    assert [row for rows in rest for row in rows if row["prompt_id"] is None] == [
        {"round": 0, "prompt_id": None, "demonstrations": None}
    ]
    assert pieces + [rows for rows in rest if rows[0]["prompt_id"]] == whole


@pytest.mark.parametrize(
    ("parameters", "rounds", "ended"),
    [
        ({"num_instructions": 5}, 2, "target_reached"),
        ({"max_rounds": 3}, 3, "max_rounds"),
        ({"patience": 4}, 6, "patience"),  # the last fruitful round is the second
    ],
)
def test_the_run_ends_for_one_of_three_reasons_and_says_which(
    tmp_path: Path, parameters: dict[str, int], rounds: int, ended: str
) -> None:
    made = rounds_with_judge(tmp_path / "pool.db", [2, 3], **parameters)
    assert len(made) == rounds
    assert TaskPool(tmp_path / "pool.db").ended == ended


def test_a_wish_to_stop_ends_the_wait_for_a_round(tmp_path: Path) -> None:
    step = SampleDemonstrations(pool=str(tmp_path / "pool.db"))
    step.load()
    batches = step.process()
    next(batches)
    TaskPool(tmp_path / "pool.db").request_stop("enough")
    assert next(batches)[1] is True
    assert TaskPool(tmp_path / "pool.db").ended == "enough"


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "give it a pool or max_rounds"),
        ({"max_rounds": 1, "num_human": 200}, "has 175 seed tasks, and a prompt shows 202"),
        ({"max_rounds": 1, "num_human": 24, "classification_only": True}, "has 25 classification seed tasks"),
        ({"max_rounds": 1, "num_human": 0, "num_machine": 0}, "are both 0"),
        ({"max_rounds": 1, "seed_tasks": "nowhere.jsonl"}, "nowhere.jsonl"),
    ],
)
def test_what_cannot_be_sampled_is_told_at_load(parameters: dict[str, Any], sentence: str) -> None:
    step = SampleDemonstrations(**parameters)
    with pytest.raises(InputError, match=sentence):
        step.load()


def test_a_pool_of_other_seeds_is_refused(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds.jsonl"
    tasks = [task.model_dump() for task in read_seed_tasks()][:20]
    seeds.write_text("\n".join(json.dumps(task) for task in tasks))
    rounds_with_judge(tmp_path / "pool.db", [1], max_rounds=1)
    with pytest.raises(InputError, match="begun with other seed tasks"):
        rounds_with_judge(tmp_path / "pool.db", [1], seed_tasks=str(seeds))


def test_a_loop_whose_batches_do_not_fit_is_refused_before_it_runs(tmp_path: Path) -> None:
    pool = str(tmp_path / "pool.db")
    with Pipeline(name="loop", cache_dir=tmp_path) as pipeline:
        sampler = SampleDemonstrations(name="sampler", pool=pool, prompts_per_round=8)
        generate = GenerateInstructions(name="generate", llm=ScriptedLLM(), pool=pool, input_batch_size=5)
        sampler >> generate >> FilterInstructions(name="filter", pool=pool, input_batch_size=8)
    with pytest.raises(
        InputError, match=r"generate\.input_batch_size = 5 does not divide sampler\.prompts_per_round = 8"
    ):
        pipeline.run(use_cache=False)


def test_a_round_is_a_batch_however_its_size_is_set() -> None:
    step = SampleDemonstrations(prompts_per_round=3)
    assert step.batch_size == 3
    step.set_runtime_parameters({"prompts_per_round": "5"})
    assert step.batch_size == 5
