"""`LoadSeedTasks`: rows, batches and the docstring that distilabel shows."""

import json
from pathlib import Path
from typing import Any

import datasets
import pytest
from distilabel.pipeline import Pipeline
from distilabel.steps import StepInput, step
from distilabel.utils.docstring import parse_google_docstring
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.steps.load_seed_tasks import LoadSeedTasks

COLUMNS = ["task_id", "name", "instruction", "instances", "is_classification"]


@pytest.fixture(scope="module")
def seed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven tasks."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.jsonl"
    tasks = [
        {
            "id": f"task_{number}",
            "instruction": f"Count to {number}.",
            "instances": [{"input": "", "output": str(number)}, {"output": "again"}],
            "is_classification": number % 2 == 1,
        }
        for number in range(7)
    ]
    path.write_text("".join(json.dumps(task) + "\n" for task in tasks), encoding="utf-8")
    return path


def loaded(path: Path | str | None, **options: Any) -> LoadSeedTasks:
    step = LoadSeedTasks(path=None if path is None else str(path), **options)
    step.load()
    return step


def test_rows_have_the_columns_of_the_contract(seed_file: Path) -> None:
    """A row is plain types alone, so that it travels between processes and into Parquet."""
    step = loaded(seed_file)
    assert step.outputs == COLUMNS
    [(rows, is_last)] = step.process()
    assert is_last
    assert len(rows) == 7
    assert rows[3] == {
        "task_id": "task_3",
        "name": "count_to_3",
        "instruction": "Count to 3.",
        "instances": [{"input": "", "output": "3"}, {"input": "", "output": "again"}],
        "is_classification": True,
    }
    assert list(rows[3]) == COLUMNS
    assert type(rows[3]["instances"]) is list


@given(batch_size=st.integers(1, 9), offset=st.integers(0, 6))
def test_batches_are_full_in_order_and_end_with_a_row(batch_size: int, offset: int, seed_file: Path) -> None:
    """All rows behind the offset come once, in batches of `batch_size`; the last one is marked, and never empty."""
    batches = list(loaded(seed_file, batch_size=batch_size).process(offset=offset))
    ids = [row["task_id"] for rows, _ in batches for row in rows]
    assert ids == [f"task_{number}" for number in range(offset, 7)]
    assert [is_last for _, is_last in batches] == [False] * (len(batches) - 1) + [True]
    assert all(len(rows) == batch_size for rows, _ in batches[:-1])
    assert 1 <= len(batches[-1][0]) <= batch_size


def test_step_starts_again_from_the_beginning(seed_file: Path) -> None:
    """Going through the rows uses nothing up (distilabel's own LoadDataFromDicts does)."""
    step = loaded(seed_file, batch_size=3)
    assert list(step.process()) == list(step.process())


def test_shipped_seeds_are_the_default() -> None:
    """Without a path the step gives the package's own tasks."""
    rows, is_last = next(loaded(None, batch_size=2).process())
    assert [row["task_id"] for row in rows] == ["seed_task_0", "seed_task_1"]
    assert not is_last


def test_bad_file_is_told_when_the_step_is_loaded(tmp_path: Path) -> None:
    """In `load`, where distilabel reports it; a generator that raises later would never end."""
    path = tmp_path / "seeds.jsonl"
    path.write_text('{"id": "a"}\n')
    with pytest.raises(InputError, match=r"seeds\.jsonl, line 1: instruction is missing"):
        loaded(path)
    with pytest.raises(InputError, match="no seed file"):
        loaded(tmp_path / "none.jsonl")


@pytest.mark.parametrize("batch_size", [0, -1, None])
def test_batch_size_must_be_positive(batch_size: int | None, seed_file: Path) -> None:
    """A batch size that would give empty batches is refused before the first one."""
    with pytest.raises(InputError, match=r"`batch_size`.*at least 1"):
        loaded(seed_file, batch_size=batch_size)


def test_path_is_a_runtime_parameter(seed_file: Path) -> None:
    """The file can be given when the pipeline is run, as `--param load_seed_tasks.path=…` does."""
    step = LoadSeedTasks()
    assert step.runtime_parameters_names["path"] is True  # optional
    step.set_runtime_parameters({"path": str(seed_file)})
    step.load()
    assert len(next(step.process())[0]) == 7


def test_step_survives_a_dump_and_leaves_the_tasks_out(seed_file: Path) -> None:
    """In a pipeline's YAML stands where the tasks are, not what they are."""
    dumped = loaded(seed_file, batch_size=3).dump()
    assert "Count to" not in json.dumps(dumped)
    again = LoadSeedTasks.from_dict(dumped)
    assert (again.path, again.batch_size) == (str(seed_file), 3)


def test_docstring_has_the_sections_that_distilabel_parses() -> None:
    """The page in distilabel's gallery is made from it; without Citations the Distiset asks a web service."""
    sections = parse_google_docstring(LoadSeedTasks)
    assert sections["short_description"] == "Loads human-written seed tasks."
    assert list(sections["attributes"]) == ["path"]
    assert set(sections["runtime_parameters"]) == {"path", "batch_size"}
    assert list(sections["output_columns"]) == COLUMNS
    assert {name: kind for name, (kind, _) in sections["output_columns"].items()}["is_classification"] == "`bool`"
    assert sections["categories"] == ["load"]
    assert "https://arxiv.org/abs/2212.10560" in sections["references"].values()
    assert len(sections["examples"]) == 2
    [citation] = sections["citations"]
    assert citation.startswith("@inproceedings{")


@step(inputs=["task_id", "instances"], outputs=["first_output"])
def _take_output(inputs: StepInput) -> Any:
    for row in inputs:
        row["first_output"] = row["instances"][0]["output"]
    yield inputs


@pytest.mark.slow
def test_step_runs_in_a_pipeline(seed_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole distilabel run, its path given as parameter: every task arrives, with its instances as they were."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    with Pipeline(name="seeds", cache_dir=tmp_path) as pipeline:
        LoadSeedTasks(name="load_seed_tasks", batch_size=3) >> _take_output(name="take_output", input_batch_size=3)
    distiset = pipeline.run(parameters={"load_seed_tasks": {"path": str(seed_file)}}, use_cache=False)
    rows = distiset["default"]["train"].to_list()
    assert sorted(row["task_id"] for row in rows) == [f"task_{number}" for number in range(7)]
    assert {row["first_output"] for row in rows} == {str(number) for number in range(7)}
