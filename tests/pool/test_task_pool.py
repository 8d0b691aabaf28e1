"""TaskPool: what was committed is there, once, for every process, and a resumed run is held to what it was begun with."""

import multiprocessing
import os
import uuid
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres import postgres_server
from sqlalchemy import create_engine, delete, text
from sqlalchemy.engine import make_url

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.heuristics import RejectionReason
from selfinstruct_distilabel.ids import instance_id, instruction_id
from selfinstruct_distilabel.pool import Completion, JudgedCandidate, JudgedInstance, Prompt, TaskPool
from selfinstruct_distilabel.pool.schema import metadata
from selfinstruct_distilabel.pool.views import INSTANCE_COLUMNS, count, instance_rows, instruction_rows, rejected_rows

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # NULs and lone surrogates too


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres_server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new pool is, in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "run" / "pool.db")
    server = make_url(request.getfixturevalue("postgres"))
    name = f"pool_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def pool(location: str) -> Iterator[TaskPool]:
    pool = TaskPool(location)
    yield pool
    pool.close()


def candidate(
    instruction: str, *, prompt: str = "p0", place: int = 0, reason: RejectionReason | None = None
) -> JudgedCandidate:
    return JudgedCandidate(prompt, place, instruction, reason, [{"instruction": "a seed", "score": 0.25}], 0.125)


def begin_round(pool: TaskPool, number: int = 0) -> None:
    pool.open_round([Prompt(f"p{number}", number, ["one", "two"])])


def test_settings_of_a_begun_run_are_held_and_the_difference_is_named(pool: TaskPool) -> None:
    pool.agree("filter_instructions", {"rouge_threshold": 0.7, "words": ("a", "b")})
    begin_round(pool)
    pool.agree("filter_instructions", {"rouge_threshold": 0.7, "words": ["a", "b"]})
    with pytest.raises(InputError, match=r"filter_instructions\.rouge_threshold = 0\.7, this run has 0\.8"):
        pool.agree("filter_instructions", {"rouge_threshold": 0.8, "words": ["a", "b"]})


def test_settings_may_change_until_the_first_round(pool: TaskPool) -> None:
    pool.agree("sampler", {"seed": 1})
    pool.agree_on_seeds([{"id": "a"}])
    pool.agree("sampler", {"seed": 2})
    pool.agree_on_seeds([{"id": "b"}])
    begin_round(pool)
    assert pool.seeds() == [{"id": "b"}]
    with pytest.raises(InputError, match="other seed tasks"):
        pool.agree_on_seeds([{"id": "a"}])


def test_a_round_is_open_until_its_verdicts_are_committed_together(pool: TaskPool) -> None:
    pool.open_round([Prompt("p0", 0, ["x"]), Prompt("p1", 0, ["y"])])
    assert [prompt.prompt_id for prompt in pool.unjudged_prompts()] == ["p0", "p1"]
    pool.close_round(
        0,
        [
            candidate("Name a river in Asia."),
            candidate("Draw it", place=1, reason=RejectionReason.TOO_SHORT),
            candidate("Add up the numbers given.", prompt="p1"),
        ],
    )
    assert not pool.has_open_round()
    assert pool.unjudged_prompts() == []
    assert [row["instruction"] for row in instruction_rows(pool)] == [
        "Name a river in Asia.",
        "Add up the numbers given.",
    ]
    counts = count(pool)
    assert (counts.candidates, counts.instructions, counts.rejected_instructions) == (3, 2, {"too_short": 1})


def test_a_completion_is_kept_once_and_found_by_its_key(pool: TaskPool) -> None:
    first = Completion("text", "stop", "model", 3, 4)
    pool.keep_completions("instances", {"k": ("row", first)})
    pool.keep_completions("instances", {"k": ("row", Completion("other", "stop", "model", 0, 0)), "l": ("row2", first)})
    assert pool.completions(["k", "l", "unknown"]) == {"k": first, "l": first}
    pool.keep_completions("instances", {"m": ("row3", Completion(None, None, "model", 0, 0, "refused"))})
    assert pool.failed("instances", ["row", "row2", "row3", "row4"]) == {"row3"}
    assert pool.failed("instructions", ["row3"]) == set()


def test_finishing_an_instruction_again_changes_nothing(pool: TaskPool) -> None:
    begin_round(pool)
    pool.close_round(0, [candidate("Add up the numbers given.")])
    key = instruction_id("Add up the numbers given.")
    judged = [JudgedInstance(0, "1, 2", "3", None), JudgedInstance(1, "1", "", RejectionReason.EMPTY_OUTPUT)]
    for _ in range(2):
        pool.finish_instructions({key: ("Add up the numbers given.", judged)})
        (row,) = instance_rows(pool)
        assert tuple(row) == INSTANCE_COLUMNS
        assert (row["input"], row["output"], row["instruction_id"]) == ("1, 2", "3", key)
        assert row["instance_id"] == instance_id("Add up the numbers given.", "1, 2", "3")
        assert [(row["reason"], row["stage"]) for row in rejected_rows(pool)] == [("empty_output", "instances")]
    assert count(pool).finished_instructions == 1


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=5, unique=True))
def test_every_text_that_a_model_can_send_comes_back_as_it_was(pool: TaskPool, texts: list[str]) -> None:
    for table in reversed(metadata.sorted_tables):
        with pool._engine.begin() as db:  # a new database for each example would take minutes
            db.execute(delete(table))
    begin_round(pool)
    pool.keep_completions("instructions", {"k": ("p0", Completion("".join(texts), texts[0], texts[-1], 0, 0))})
    pool.close_round(0, [candidate(text, place=place) for place, text in enumerate(texts)])
    pool.finish_instructions({instruction_id(texts[0]): (texts[0], [JudgedInstance(0, texts[0], texts[-1], None)])})
    assert pool.completions(["k"])["k"].text == "".join(texts)
    assert [row["instruction"] for row in instruction_rows(pool)] == texts
    assert [(row["input"], row["output"]) for row in instance_rows(pool)] == [(texts[0], texts[-1])]


def _write(location: str, worker: int) -> None:
    pool = TaskPool(location)
    for number in range(20):
        completion = Completion("x", None, "m", 1, 1)
        pool.keep_completions("instances", {f"{worker}-{number}": (f"{worker}-{number}", completion)})
        pool.request_stop(f"{worker}")
    pool.close()


def test_processes_that_open_and_write_at_once_lose_nothing(location: str) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(location, worker)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert count(TaskPool(location)).usage["instances"].requests == 80


def test_sqlite_keeps_what_was_committed_through_a_power_cut(tmp_path: Path) -> None:
    pool = TaskPool(tmp_path / "pool.db")
    (mode,), (synchronous,) = pool.read(text("PRAGMA journal_mode")), pool.read(text("PRAGMA synchronous"))
    assert (mode[0], synchronous[0]) == ("wal", 2)  # 2 is FULL: the log is on the disk when a commit returns


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("{tmp}/a file/pool.db", "cannot be opened"),
        ("nonsense://", "no database of sqlite or postgresql"),
        ("sqlite://", "in memory"),
        ("postgresql+psycopg://user:secret@127.0.0.1:1/run", "cannot be opened|driver"),
    ],
)
def test_a_pool_that_cannot_be_opened_is_told_in_one_sentence_without_its_password(
    tmp_path: Path, location: str, sentence: str
) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(InputError, match=sentence) as told:
        TaskPool(location.replace("{tmp}", str(tmp_path)))
    assert "secret" not in str(told.value)


def _write_twice(location: str, first: "Event", go_on: "Event") -> None:
    pool = TaskPool(location)
    pool.keep_completions("instances", {"first": ("first", Completion("x", None, "m", 1, 1))})
    first.set()
    go_on.wait(30)
    pool.keep_completions("instances", {"second": ("second", Completion("x", None, "m", 1, 1))})
    os._exit(0)  # as distilabel's workers end


def test_a_pool_that_is_open_while_processes_are_forked_loses_nothing(tmp_path: Path) -> None:
    """A child inherits what SQLite believes to have locked; others then take away the log into which the child writes."""
    location = str(tmp_path / "pool.db")
    open_here = TaskPool(location)
    assert open_here.num_rounds() == 0
    context = multiprocessing.get_context("fork")
    first, go_on = context.Event(), context.Event()
    writer = context.Process(target=_write_twice, args=(location, first, go_on))
    writer.start()
    assert first.wait(30)
    open_here.close()
    go_on.set()
    writer.join()
    assert count(TaskPool(location)).usage["instances"].requests == 2
