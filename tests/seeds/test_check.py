"""The report on a seed file: problems, counts, lengths, near-duplicates, remarks, on screen and as JSON."""

import gzip
import io
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rouge_score import rouge_scorer

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.seeds import SeedReport, check_seed_tasks

RELEASED = Path(__file__).parents[3] / "shared" / "data" / "released-seed_tasks.jsonl.gz"


def seed_file(path: Path, *rows: dict[str, Any]) -> Path:
    """A seed file of rows that differ from a right one by what is given."""
    path = path / "seeds.jsonl"
    lines = []
    for number, changes in enumerate(rows):
        task = {
            "id": f"task_{number}",
            "instruction": f"Unrelated request {number}: {chr(97 + number) * 3} {chr(98 + number) * 4} please now",
            "instances": [{"input": "", "output": f"answer {number}"}],
            "is_classification": False,
        }
        lines.append(json.dumps({**task, **changes}) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    return path


def rendered(report: SeedReport) -> str:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(report)
    return console.export_text()


def test_counts_and_lengths(tmp_path: Path) -> None:
    """Words are what white space separates; empty inputs are counted, and left out of the lengths of inputs."""
    path = seed_file(
        tmp_path,
        {"instruction": "One two three", "instances": [{"input": "a b", "output": "x y z"}]},
        {
            "instruction": "Four  five",
            "instances": [{"input": "", "output": "x"}, {"input": "a\nb c d", "output": "yes"}],
        },
        {"instruction": "Six seven eight nine ten eleven twelve", "is_classification": True},
    )
    report = check_seed_tasks(path)
    assert report.ok
    counts = (report.num_tasks, report.num_classification, report.num_other)
    assert (*counts, report.num_instances, report.num_without_input) == (3, 1, 2, 4, 2)
    lengths = report.to_dict()["lengths"]
    assert lengths["instruction"] == {"count": 3, "min": 2, "median": 3.0, "mean": 4.0, "max": 7}
    assert lengths["input"] == {"count": 2, "min": 2, "median": 3.0, "mean": 3.0, "max": 4}
    assert lengths["output"] == {"count": 4, "min": 1, "median": 1.5, "mean": 1.75, "max": 3}


def test_problems_do_not_hide_what_is_in_the_file(tmp_path: Path) -> None:
    """A file with a wrong line is not ok, and its right lines are reported on all the same."""
    report = check_seed_tasks(seed_file(tmp_path, {}, {"is_classification": "no"}, {}))
    assert not report.ok
    assert [problem.field for problem in report.problems] == ["is_classification"]
    assert report.num_tasks == 2
    assert report.to_dict()["ok"] is False


def test_file_without_a_right_task_is_reported_on(tmp_path: Path) -> None:
    """Nothing is divided by zero tasks."""
    report = check_seed_tasks(seed_file(tmp_path, {"id": 1}))
    assert (report.num_tasks, len(report.problems)) == (0, 1)
    assert report.lengths == {"instruction": None, "input": None, "output": None}
    assert "id is the number 1" in rendered(report)


def test_near_duplicates_are_pairs_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Four of five words are 0.8: at a threshold of 0.8 they are near-duplicates, above it not; they are no problem."""
    path = seed_file(
        tmp_path, {"instruction": "Sort these five short words"}, {}, {"instruction": "Sort these five long words"}
    )
    report = check_seed_tasks(path, threshold=0.8)
    [pair] = report.near_duplicates
    assert (pair.first_id, pair.second_id) == ("task_0", "task_2")
    assert pair.score == pytest.approx(0.8)
    assert report.ok
    assert check_seed_tasks(path, threshold=0.81).near_duplicates == ()


@pytest.mark.skipif(not RELEASED.is_file(), reason="the released seed file is not here")
def test_near_duplicates_of_the_released_seeds_are_those_of_rouge_score() -> None:
    """Pairs and scores agree with the reference on real seeds, at a threshold that many of them reach."""
    with gzip.open(RELEASED, "rt", encoding="utf-8") as lines:
        texts = {task["id"]: task["instruction"] for task in map(json.loads, lines)}
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    scores = {
        (first, second): scorer.score(texts[first], texts[second])["rougeL"].fmeasure
        for first, second in combinations(texts, 2)
    }
    report = check_seed_tasks(RELEASED, threshold=0.5)
    found = {(pair.first_id, pair.second_id): pair.score for pair in report.near_duplicates}
    assert found == pytest.approx({pair: score for pair, score in scores.items() if score >= 0.5})
    assert len(found) >= 5


@pytest.mark.skipif(not RELEASED.is_file(), reason="the released seed file is not here")
def test_released_seeds_have_the_known_figures() -> None:
    """175 tasks, 26 for classification, 50 without input, and two tasks that answer "false"."""
    report = check_seed_tasks(RELEASED)
    counts = (report.num_tasks, report.num_classification, report.num_other)
    assert (*counts, report.num_instances, report.num_without_input) == (175, 26, 149, 175, 50)
    assert [(same.output, len(same.ids)) for same in report.shared_outputs] == [("false", 2)]
    assert report.ok


@pytest.mark.parametrize("threshold", [0, -0.1, 1.1, float("nan")])
def test_threshold_out_of_range_is_refused(threshold: float, tmp_path: Path) -> None:
    """A threshold that every pair or no pair could reach is a mistake."""
    with pytest.raises(InputError, match=r"above 0 and at most 1"):
        check_seed_tasks(seed_file(tmp_path, {}), threshold=threshold)


def test_instructions_that_a_model_may_not_write_are_remarked_on(tmp_path: Path) -> None:
    """People may break the heuristics: it is said with the reason, and is no problem."""
    report = check_seed_tasks(
        seed_file(tmp_path, {"instruction": "Sort it"}, {}, {"instruction": "Describe the picture of a horse"})
    )
    assert [(refused.id, refused.reason) for refused in report.refused] == [
        ("task_0", "too_short"),
        ("task_2", "blocked_word"),
    ]
    assert report.ok


def test_outputs_of_several_tasks_are_listed_once(tmp_path: Path) -> None:
    """An output counts once a task, however many of its instances have it."""
    yes = {"instances": [{"input": "", "output": "Yes"}]}
    no_twice = {"instances": [{"input": "a", "output": "No"}, {"input": "b", "output": "No"}]}
    path = seed_file(tmp_path, yes, no_twice, yes)
    [same] = check_seed_tasks(path).shared_outputs
    assert (same.output, same.ids) == ("Yes", ("task_0", "task_2"))


def test_report_is_json(tmp_path: Path) -> None:
    """`to_dict` is what `--json` prints: everything in it survives JSON, and nothing of the report is missing."""
    yes = {"instances": [{"input": "", "output": "Yes"}]}
    report = check_seed_tasks(seed_file(tmp_path, yes, yes, {"id": "task_0"}, {"instruction": "Sort it"}))
    again = json.loads(json.dumps(report.to_dict()))
    assert again["source"] == str(tmp_path / "seeds.jsonl")
    assert again["problems"][0]["field"] == "id"
    assert again["refused"] == [{"id": "task_3", "reason": "too_short"}]
    assert again["shared_outputs"] == [{"output": "Yes", "ids": ["task_0", "task_1"]}]
    assert set(again) == {"ok", *SeedReport.__dataclass_fields__}


def test_screen_shows_the_users_text_as_it_is(tmp_path: Path) -> None:
    """Square brackets in a seed file are text, not rich's markup."""
    path = seed_file(tmp_path, {"id": "[red]a[/red]"}, {"id": "[red]a[/red]"}, {"instances": [{"input": "a"}]})
    text = rendered(check_seed_tasks(path))
    assert '("[red]a[/red]")' in text
    assert "instances[0].output is missing" in text
    assert "Problems: 2" in text


def test_screen_shows_figures_and_verdict(tmp_path: Path) -> None:
    """What the report knows stands on the screen, with a clear last line."""
    text = rendered(check_seed_tasks(seed_file(tmp_path, {}, {"is_classification": True})))
    assert "2 tasks (1 classification, 1 not), 2 instances (2 without input)" in text
    assert "instruction" in text
    assert text.rstrip().endswith("Nothing is wrong with these seeds.")


def test_long_lists_are_cut_on_the_screen_alone(tmp_path: Path) -> None:
    """A file of wrong lines does not scroll away its own figures; the report has every problem."""
    report = check_seed_tasks(seed_file(tmp_path, *[{"is_classification": 0}] * 25))
    assert len(report.problems) == 25
    text = rendered(report)
    assert "Problems: 25" in text
    assert "… and 5 more" in text
    assert "line 20: is_classification" in text
    assert "line 21: is_classification" not in text
