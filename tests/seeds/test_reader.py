"""Reading seed files: the formats, what is forgiven, and the sentence for everything that is not."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasets
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.seeds import SeedInstance, SeedTask, find_problems, read_seed_tasks

RELEASED = Path(__file__).parents[3] / "shared" / "data" / "released-seed_tasks.jsonl.gz"
Row = dict[str, Any]


def row(number: int = 0, **changes: Any) -> Row:
    """A right row, with changes; a change to `...` removes the field."""
    fields = {
        "id": f"task_{number}",
        "name": f"sort_{number}",
        "instruction": f"Sort the {number} words.",
        "instances": [{"input": f"b a {number}", "output": f"a b {number}"}],
        "is_classification": False,
    }
    return {key: value for key, value in {**fields, **changes}.items() if value is not ...}


def task_of(fields: Row) -> SeedTask:
    instances = tuple(SeedInstance(**instance) for instance in fields["instances"])
    return SeedTask(**{**fields, "instances": instances})


def as_json_lines(rows: list[Row], path: Path) -> Path:
    path = path.with_suffix(".jsonl")
    path.write_text("".join(json.dumps(fields) + "\n" for fields in rows), encoding="utf-8")
    return path


def as_json(rows: list[Row], path: Path) -> Path:
    path = path.with_suffix(".json")
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False), encoding="utf-8")
    return path


def as_json_without_suffix(rows: list[Row], path: Path) -> Path:
    return as_json(rows, path).rename(path.with_suffix(""))


def as_json_data(rows: list[Row], path: Path) -> Path:
    path = path.with_suffix(".data.json")
    path.write_text(json.dumps({"data": rows}), encoding="utf-8")
    return path


def as_json_lines_named_json(rows: list[Row], path: Path) -> Path:
    return as_json_lines(rows, path).rename(path.with_suffix(".lines.json"))


def as_parquet(rows: list[Row], path: Path) -> Path:
    path = path.with_suffix(".parquet")
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def as_parquet_without_suffix(rows: list[Row], path: Path) -> Path:
    return as_parquet(rows, path).rename(path.with_suffix(""))


def gzipped(writer: Callable[[list[Row], Path], Path]) -> Callable[[list[Row], Path], Path]:
    def write(rows: list[Row], path: Path) -> Path:
        plain = writer(rows, path)
        packed = plain.with_name(f"{plain.name}.gz")
        packed.write_bytes(gzip.compress(plain.read_bytes()))
        return packed

    return write


WRITERS = {
    "json lines": as_json_lines,
    "json": as_json,
    "json without suffix": as_json_without_suffix,
    "json data": as_json_data,
    "json lines named json": as_json_lines_named_json,
    "parquet": as_parquet,
    "parquet without suffix": as_parquet_without_suffix,
    "json lines gz": gzipped(as_json_lines),
    "json gz": gzipped(as_json),
}

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
tasks_rows = st.lists(
    st.fixed_dictionaries(
        {
            "name": texts,
            "instances": st.lists(
                st.fixed_dictionaries({"input": st.text(st.characters(codec="utf-8"), max_size=20), "output": texts}),
                min_size=1,
                max_size=3,
            ),
            "is_classification": st.booleans(),
        }
    ),
    min_size=2,
    max_size=4,
)


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=tasks_rows)
def test_every_format_gives_back_the_tasks_that_were_written(
    writer: Callable[[list[Row], Path], Path], tmp_path: Path, drawn: list[Row]
) -> None:
    """Texts come back to the character, whatever line breaks, quotes or scripts are in them, in the file's order."""
    rows = [row(number, **fields) for number, fields in enumerate(drawn)]
    assert read_seed_tasks(writer(rows, tmp_path / "seeds")) == [task_of(fields) for fields in rows]


@pytest.mark.skipif(not RELEASED.is_file(), reason="the released seed file is not here")
def test_released_file_is_read_as_it_is() -> None:
    """All 175 tasks of the paper's file are right, with every value as json reads it."""
    with gzip.open(RELEASED, "rt", encoding="utf-8") as lines:
        expected = [json.loads(line) for line in lines]
    tasks = read_seed_tasks(RELEASED)
    assert [task.model_dump(mode="json") for task in tasks] == expected
    assert sum(task.is_classification for task in tasks) == 26
    assert len(tasks) == 175


@pytest.mark.parametrize("name", ["seeds.jsonl", "train.parquet"])
def test_folder_is_read_by_datasets(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data set's folder, as it is cloned from the Hub or left by `distilabel`, is read like the data set."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    folder = tmp_path / "data_set"
    folder.mkdir()
    rows = [row(0), row(1, is_classification=True)]
    (as_json_lines if name.endswith("jsonl") else as_parquet)(rows, folder / name)
    assert read_seed_tasks(folder) == [task_of(fields) for fields in rows]


def test_folder_with_several_splits_gives_train(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a data set has more than one split, the seeds are those of `train`."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    folder = tmp_path / "data_set"
    folder.mkdir()
    as_json_lines([row(0)], folder / "test")
    as_json_lines([row(1)], folder / "train")
    assert [task.id for task in read_seed_tasks(folder)] == ["task_1"]


def test_only_split_is_taken_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data set with one split has no choice to make."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    folder = tmp_path / "data_set"
    folder.mkdir()
    as_json_lines([row(0)], folder / "test")
    assert [task.id for task in read_seed_tasks(folder)] == ["task_0"]


def test_home_directory_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is the user's home even where no shell has replaced it, as in a YAML pipeline."""
    monkeypatch.setenv("HOME", str(tmp_path))
    as_json_lines([row(0)], tmp_path / "seeds")
    assert [task.id for task in read_seed_tasks("~/seeds.jsonl")] == ["task_0"]


def test_instances_as_struct_of_lists_are_read(tmp_path: Path) -> None:
    """`datasets` keeps a Sequence of structs as a struct of lists; it means the same."""
    columns = {"input": ["1", ""], "output": ["2", "3"]}
    [task] = read_seed_tasks(as_parquet([row(instances=columns)], tmp_path / "seeds"))
    assert task.instances == (SeedInstance(input="1", output="2"), SeedInstance(output="3"))


def test_bom_crlf_and_blank_lines_are_forgiven(tmp_path: Path) -> None:
    """What editors on Windows leave in a file changes nothing, and line numbers count blank lines."""
    path = tmp_path / "seeds.jsonl"
    lines = ["", json.dumps(row(0)), "  ", json.dumps(row(1)), "", json.dumps(row(1)), ""]
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    tasks, problems = find_problems(path)
    assert [task.id for task in tasks] == ["task_0", "task_1"]
    assert [(problem.location, problem.field) for problem in problems] == [
        (f"{path}, line 6", "id"),
        (f"{path}, line 6", "instruction"),
    ]


def test_line_separators_inside_a_text_do_not_end_the_line(tmp_path: Path) -> None:
    """U+2028 and U+0085 are ordinary characters in JSON, though `str.splitlines` cuts at them."""
    path = tmp_path / "seeds.jsonl"
    path.write_text(json.dumps(row(instruction="Sort\u2028the\u0085words."), ensure_ascii=False), encoding="utf-8")
    assert read_seed_tasks(path)[0].instruction == "Sort\u2028the\u0085words."


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"name": ...}, "name", "sort_the_0_words"),
        ({"name": ""}, "name", "sort_the_0_words"),
        ({"name": None}, "name", "sort_the_0_words"),
        ({"name": ..., "instruction": "Übersetze ins Englische!"}, "name", "übersetze_ins_englische"),
        ({"instruction": " Sort the words.\n"}, "instruction", "Sort the words."),
        ({"instances": [{"output": "a"}]}, "instances", (SeedInstance(input="", output="a"),)),
        ({"instances": [{"input": None, "output": "a\n"}]}, "instances", (SeedInstance(input="", output="a\n"),)),
        ({"motivation": "a further field"}, "id", "task_0"),
    ],
)
def test_harmless_gaps_are_filled(changes: Row, field: str, value: object, tmp_path: Path) -> None:
    """A missing name is made from the instruction, a missing input is empty, further fields are ignored."""
    [task] = read_seed_tasks(as_json_lines([row(**changes)], tmp_path / "seeds"))
    assert getattr(task, field) == value


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": ...}, "id is missing; it must be a text that no other task has."),
        ({"id": 7}, "id is the number 7; it must be a text that no other task has."),
        ({"id": " "}, "id is empty; it must be a text that no other task has."),
        ({"name": True}, "name is true; it must be a text."),
        ({"instruction": ...}, "instruction is missing; it must be a text that no other task has."),
        ({"instruction": ["a"]}, 'instruction is the list ["a"]; it must be a text that no other task has.'),
        (
            {"instruction": "\ud800 a"},
            "instruction has half a surrogate pair; it must be a text that no other task has.",
        ),
        ({"name": ["\ud800"]}, 'name is the list ["\\ud800"]; it must be a text.'),
        ({"is_classification": ...}, "is_classification is missing; it must be true or false."),
        ({"is_classification": None}, "is_classification is missing; it must be true or false."),
        ({"is_classification": "true"}, 'is_classification is the text "true"; it must be true or false.'),
        ({"is_classification": 1}, "is_classification is the number 1; it must be true or false."),
        ({"instances": ...}, "instances is missing; it must be a list of at least one instance"),
        ({"instances": []}, "instances is empty; it must be a list of at least one instance"),
        ({"instances": "a"}, 'instances is the text "a"; it must be a list of at least one instance'),
        ({"instances": {"input": "a", "output": "b"}}, "instances is the object {"),
        ({"instances": {"input": ["a"], "output": []}}, "instances is the object {"),
        ({"instances": ["a"]}, 'instances[0] is the text "a"; it must be an object with "input" and "output".'),
        ({"instances": [{"input": "a"}]}, "instances[0].output is missing; it must be a text."),
        ({"instances": [{"output": " \n"}]}, "instances[0].output is empty; it must be a text."),
        (
            {"instances": [{"output": "a"}, {"input": 5, "output": "b"}]},
            'instances[1].input is the number 5; it must be a text, "" where the task needs none.',
        ),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(changes: Row, sentence: str, tmp_path: Path) -> None:
    """One wrong field gives one problem, and its sentence says where it is, what it is, and what it must be."""
    path = as_json_lines([row(0), row(1, **changes)], tmp_path / "seeds")
    tasks, [problem] = find_problems(path)
    assert [task.id for task in tasks] == ["task_0"]
    assert str(problem).startswith(f"{path}, line 2: {sentence}")
    str(problem).encode("utf-8")
    with pytest.raises(InputError) as raised:
        read_seed_tasks(path)
    assert str(raised.value) == str(problem)


def test_long_values_are_shortened_in_the_sentence(tmp_path: Path) -> None:
    """A sentence stays one line, however long the wrong value is."""
    path = as_json_lines([row(is_classification="no\n" * 1000)], tmp_path / "seeds")
    [problem] = find_problems(path)[1]
    assert len(problem.problem) < 100
    assert "\n" not in problem.problem


def test_all_problems_are_found_and_the_first_is_raised(tmp_path: Path) -> None:
    """`find_problems` goes through to the end; `read_seed_tasks` tells the first and how many more there are."""
    rows = [row(0, id=..., is_classification="no"), row(1), row(2, id=..., instances=[{"input": 1}])]
    path = as_json_lines(rows, tmp_path / "seeds")
    tasks, problems = find_problems(path)
    assert [task.id for task in tasks] == ["task_1"]
    assert [(problem.location.rpartition(", ")[2], problem.field) for problem in problems] == [
        ("line 1", "id"),
        ("line 1", "is_classification"),
        ("line 3", "id"),
        ("line 3", "instances[0].input"),
        ("line 3", "instances[0].output"),
    ]
    with pytest.raises(InputError, match=r"line 1: id is missing.*\(4 more: `selfinstruct seeds check` lists all"):
        read_seed_tasks(path)


@pytest.mark.parametrize(("writer", "place"), [(as_json_lines, "line"), (as_json, "row"), (as_parquet, "row")])
def test_repeated_ids_and_instructions_name_both_places(
    writer: Callable[[list[Row], Path], Path], place: str, tmp_path: Path
) -> None:
    """The second task of an id or instruction is the wrong one, and the sentence says where the first stands."""
    rows = [row(0), row(1), row(2, id="task_0"), row(3, instruction="Sort  the 1 words. ")]
    path = writer(rows, tmp_path / "seeds")
    tasks, problems = find_problems(path)
    assert [task.id for task in tasks] == ["task_0", "task_1"]
    assert [str(problem) for problem in problems] == [
        f'{path}, {place} 3: id is the same as in {place} 1 ("task_0"); it must be a text that no other task has.',
        f'{path}, {place} 4: instruction is the same as in {place} 2 ("Sort the 1 words."); '
        "it must be a text that no other task has.",
    ]


def test_repetition_of_a_wrong_row_is_found_too(tmp_path: Path) -> None:
    """An id counts as taken even where its row has another problem, so that mending one does not reveal the other."""
    path = as_json_lines([row(0, is_classification=...), row(1, id="task_0")], tmp_path / "seeds")
    assert [problem.field for problem in find_problems(path)[1]] == ["is_classification", "id"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b'{"id": "a", }', "it is not valid JSON ("),
        (b'{"id": "a"', "it is not valid JSON ("),
        (
            b"id,instruction",
            "it is not valid JSON (Expecting value, character 1); it must be one JSON object a line, in UTF-8",
        ),
        (
            b'{"id": "a"} {"id": "b"}',
            "it is not valid JSON (Extra data, character 13); it must be one JSON object a line",
        ),
        (b'{"id": "caf\xe9"}', "it is not UTF-8 text (character 12); it must be one JSON object a line, in UTF-8."),
        (b"[" * 100_000, "it is not usable JSON ("),
        (b"9" * 10_000, "it is not usable JSON ("),
        (b"[1, 2]", 'it is the list [1, 2]; it must be an object with "id", "instruction", "instances" and'),
        (b"null", "it is null; it must be an object with"),
    ],
)
def test_broken_lines_are_problems_of_their_line(line: bytes, sentence: str, tmp_path: Path) -> None:
    """A line that is no task does not keep the others from being read."""
    path = tmp_path / "seeds.jsonl"
    path.write_bytes(json.dumps(row(0)).encode() + b"\n" + line + b"\n" + json.dumps(row(1)).encode())
    tasks, [problem] = find_problems(path)
    assert [task.id for task in tasks] == ["task_0", "task_1"]
    assert str(problem).startswith(f"{path}, line 2: {sentence}")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("seeds.jsonl", b"", '" is empty'),
        ("seeds.jsonl", b"\xef\xbb\xbf\r\n \n", '" is empty'),
        ("seeds.jsonl.gz", gzip.compress(b""), '" is empty'),
        ("seeds.json", b"", '" is empty'),
        ("seeds.json", b"[]", '" is empty'),
        ("seeds.json", b'{"data": []}', '" is empty'),
        ("seeds.json", b'[\n  {"id": "a",}\n]', '" is not valid JSON ('),
        ("seeds.json", b'[\n  {"id": "\xff"}\n]', '" is not UTF-8 text (line 2, character 11)'),
        ("seeds.jsonl.gz", gzip.compress(b"{}" * 1000)[:20], '" cannot be read ('),
        ("seeds.jsonl.gz", b"\x1f\x8b\x08\x00 but not gzip at all", '" cannot be read ('),
        ("seeds.parquet", b"", '" is not readable as Parquet ('),
        ("seeds.parquet", b"PAR1 and no more PAR1", '" is not readable as Parquet ('),
    ],
)
def test_unreadable_files_give_one_sentence(name: str, content: bytes, sentence: str, tmp_path: Path) -> None:
    """A file that cannot be read as a whole is named, with what is wrong with it."""
    path = tmp_path / name
    path.write_bytes(content)
    for read in (read_seed_tasks, find_problems):
        with pytest.raises(InputError) as raised:
            read(path)
        assert f'"{path}{sentence}' in str(raised.value)
        assert str(raised.value).endswith(".")
        assert "\n" not in str(raised.value)


def test_json_document_names_the_row(tmp_path: Path) -> None:
    """A JSON list has rows, not lines; a document that is neither list nor `data` is taken for one row."""
    path = as_json([row(0), row(1, id=...)], tmp_path / "seeds")
    assert [problem.location for problem in find_problems(path)[1]] == [f"{path}, row 2"]
    path.write_text('{"train": []}')
    assert {problem.location for problem in find_problems(path)[1]} == {f"{path}, row 1"}


@pytest.mark.parametrize("writer", [as_json, as_json_lines, as_parquet])
def test_alpaca_style_is_refused_once_and_by_name(writer: Callable[[list[Row], Path], Path], tmp_path: Path) -> None:
    """52,002 rows of Alpaca are one problem with a way out, not three a row."""
    rows = [{"instruction": f"Sort {n}.", "input": "", "output": "a"} for n in range(50)]
    path = writer(rows, tmp_path / "alpaca")
    tasks, [problem] = find_problems(path)
    assert tasks == []
    assert str(problem).startswith(f"{path}: instances is missing in all rows, as in Alpaca-style lists")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "seeds",
        "seeds.jsonl",
        "data/seeds.jsonl",
        "data/seeds.jsonl.gz",
        "../seeds",
        "a/b/c/d",
        "~/no-such-folder/seeds.json",
        "x" * 5000,
        "seeds\0.jsonl",
        Path("owner/name"),
    ],
)
def test_missing_file_is_said_so_without_asking_the_hub(
    source: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What looks like a file, or is given as a `Path`, is no Hub data set."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"^There is no seed file "):
        read_seed_tasks(source)


@pytest.mark.parametrize("content", [None, b"an ordinary note"])
def test_folder_without_seeds_gives_one_sentence(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in which `datasets` finds nothing is named; one with other data fails at the fields."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    folder = tmp_path / "folder"
    folder.mkdir()
    if content is not None:
        (folder / "note.txt").write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_seed_tasks(folder)
    assert str(folder) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_task_made_in_code_obeys_the_same_rules() -> None:
    """`SeedTask` cannot be had in a state that no file could give, nor changed afterwards."""
    task = SeedTask(
        id="a", instruction="Sort the words.", instances=(SeedInstance(output="b"),), is_classification=False
    )
    assert task.name == "sort_the_words"
    with pytest.raises(ValidationError):
        task.id = "b"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        SeedTask(id="a", instruction="Sort.", instances=(), is_classification=False)
