"""`selfinstruct run`, as a user meets it: results, summary, exit codes, and one sentence for what is wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from loopback.offline_endpoint import serve_offline_model
from loopback.openai_server import OpenAIServer, choices, error

from selfinstruct_distilabel import pipelines
from selfinstruct_distilabel.cli import main
from selfinstruct_distilabel.llms import OfflineLLM
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.views import INSTANCE_COLUMNS, count
from selfinstruct_distilabel.seeds import SHIPPED_SEEDS

COMMAND = [sys.executable, "-m", "selfinstruct_distilabel"]
PATIENT = 120  # seconds
SIXTY = ["run", "--num-instructions", 60, "--set", "sample_demonstrations.prompts_per_round=2"]  # of several rounds
SLOWLY = ["--set", "llm.latency=0.3"]


def selfinstruct(*arguments: Any, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [*COMMAND, *(str(argument) for argument in arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENT,
        check=False,
    )


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Gives the command, in this process, in an empty folder, and returns the one sentence with which it is refused."""
    monkeypatch.chdir(tmp_path)

    def give(*arguments: Any) -> str:
        monkeypatch.setattr(sys, "argv", ["selfinstruct", *(str(argument) for argument in arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert ended.value.code == 2, said.err
        assert said.out == ""
        assert said.err.startswith("selfinstruct: ")
        assert said.err.count("\n") == 1
        return said.err

    return give


def start(*arguments: Any, cwd: Path) -> "subprocess.Popen[str]":
    command = [*COMMAND, *(str(argument) for argument in arguments)]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def contents(output: Path) -> dict[str, bytes]:
    files = ["data/instances.jsonl", "instructions.jsonl", "rejected.jsonl", "summary.json"]
    return {name: (output / name).read_bytes() for name in files}


def sentence(ended: "subprocess.CompletedProcess[str]") -> str:
    """The last line on stderr, with no traceback before it."""
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.stderr.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one unbroken offline run of 60 instructions."""
    folder = tmp_path_factory.mktemp("whole")
    ended = selfinstruct(*SIXTY, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return folder / "selfinstruct-output"


def test_the_result_has_every_column_as_parquet_and_as_json_lines(whole: Path) -> None:
    table = pq.read_table(whole / "data/instances.parquet")
    assert tuple(table.column_names) == INSTANCE_COLUMNS
    rows = lines(whole / "data/instances.jsonl")
    assert table.to_pylist() == rows
    assert {row["is_classification"] for row in rows} == {True, False}
    assert all(row["model_name"] == OfflineLLM().model_name and row["instances_output_tokens"] > 0 for row in rows)
    assert len({row["instance_id"] for row in rows}) == len(rows)


def test_the_summary_adds_up_and_agrees_with_the_files(whole: Path) -> None:
    summary = json.loads((whole / "summary.json").read_text())
    instructions, rejected = lines(whole / "instructions.jsonl"), lines(whole / "rejected.jsonl")
    assert summary["admitted"] == len(instructions) == 60
    by_stage = {stage: [row for row in rejected if row["stage"] == stage] for stage in ("instructions", "instances")}
    assert summary["candidates"] == 60 + len(by_stage["instructions"]) == 60 + sum(summary["rejected"].values())
    assert summary["instances"] == len(lines(whole / "data/instances.jsonl"))
    assert summary["candidate_instances"] == summary["instances"] + len(by_stage["instances"])
    assert sum(summary["rejected_instances"].values()) == len(by_stage["instances"])
    kinds = ("classification", "not_classification", "unknown_classification")
    assert sum(summary[kind] for kind in kinds) == 60
    assert summary["usage"]["classification"]["requests"] == summary["usage"]["instances"]["requests"] == 60


def test_the_same_command_on_a_finished_output_changes_nothing(whole: Path) -> None:
    def state() -> dict[Path, tuple[int, bytes]]:
        return {
            path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
            for path in (whole, *whole.rglob("*"))
        }

    before = state()
    ended = selfinstruct(*SIXTY, cwd=whole.parent)
    assert ended.returncode == 0
    assert "60" in ended.stdout
    assert state() == before


def test_the_same_run_gives_the_same_rows_and_another_seed_others(whole: Path, tmp_path: Path) -> None:
    assert selfinstruct(*SIXTY, cwd=tmp_path).returncode == 0
    assert contents(tmp_path / "selfinstruct-output") == contents(whole)
    other = selfinstruct(*SIXTY, "--output", "other", "--set", "sample_demonstrations.seed=1", cwd=tmp_path)
    assert other.returncode == 0
    assert contents(tmp_path / "other")["instructions.jsonl"] != contents(whole)["instructions.jsonl"]


def _descendants(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    children: dict[int, list[int]] = {}
    for line in found.stdout.splitlines():
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    waiting, descendants = [pid], []
    while waiting:
        descendants += children.get(waiting[0], [])
        waiting += children.get(waiting.pop(0), [])
    return descendants


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait_for_instructions(output: Path, number: int, process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENT

    def look(ready: Callable[[], bool]) -> None:
        while not ready():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)  # between two looks

    look((output / "pool.db").exists)
    pool = TaskPool(output / "pool.db")
    look(lambda: count(pool).instructions >= number)
    pool.close()


def test_a_killed_run_goes_on_and_ends_as_the_unbroken_one(whole: Path, tmp_path: Path) -> None:
    command = [*SIXTY, *SLOWLY]
    broken = start(*command, cwd=tmp_path)
    _wait_for_instructions(tmp_path / "selfinstruct-output", 20, broken)
    processes = _descendants(broken.pid)
    assert processes
    broken.kill()
    broken.wait()
    deadline = time.monotonic() + 10
    while any(_is_running(pid) for pid in processes):
        assert time.monotonic() < deadline, "processes were left behind"
        time.sleep(0.05)
    assert not (tmp_path / "selfinstruct-output/summary.json").exists()
    ended = selfinstruct(*command, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert contents(tmp_path / "selfinstruct-output") == contents(whole)  # the requests in the summary too: none twice


def test_ctrl_c_stops_in_order_and_the_same_command_goes_on(whole: Path, tmp_path: Path) -> None:
    command = [*SIXTY, *SLOWLY]
    process = start(*command, cwd=tmp_path)
    _wait_for_instructions(tmp_path / "selfinstruct-output", 10, process)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENT)
    assert process.returncode == 130
    assert "nothing is lost, give the same command again" in told
    assert "Traceback" not in told
    summary = json.loads((tmp_path / "selfinstruct-output/summary.json").read_text())
    assert summary["ended"] == "interrupted"
    assert 10 <= summary["admitted"] < 60
    assert selfinstruct(*command, cwd=tmp_path).returncode == 0
    assert contents(tmp_path / "selfinstruct-output") == contents(whole)


def test_a_killed_worker_ends_the_run_and_the_same_command_goes_on(whole: Path, tmp_path: Path) -> None:
    """distilabel alone would wait for the worker's batch for ever."""
    process = start(*SIXTY, *SLOWLY, cwd=tmp_path)
    _wait_for_instructions(tmp_path / "selfinstruct-output", 10, process)
    workers = _descendants(process.pid)
    os.kill(workers[-1], signal.SIGKILL)
    _, told = process.communicate(timeout=PATIENT)
    assert process.returncode == 1
    assert "a worker process was killed" in told
    assert "Traceback" not in told
    assert not any(_is_running(pid) for pid in workers)
    assert selfinstruct(*SIXTY, *SLOWLY, cwd=tmp_path).returncode == 0
    assert contents(tmp_path / "selfinstruct-output") == contents(whole)


def test_a_second_run_on_the_same_output_is_told_who_is_there(tmp_path: Path, refused: Callable[..., str]) -> None:
    process = start(*SIXTY, *SLOWLY, cwd=tmp_path)
    _wait_for_instructions(tmp_path / "selfinstruct-output", 4, process)
    assert f"process {process.pid} is running" in refused(*SIXTY)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENT)
    assert process.returncode == 130


def test_an_output_may_have_its_pool_elsewhere_but_not_another_runs(
    tmp_path: Path, refused: Callable[..., str]
) -> None:
    command = ["run", "--num-instructions", 4, "--pool", tmp_path / "elsewhere.db"]
    assert selfinstruct(*command, cwd=tmp_path).returncode == 0
    (tmp_path / "selfinstruct-output" / "summary.json").unlink()  # killed before it was written
    assert selfinstruct(*command, cwd=tmp_path).returncode == 0
    before = contents(tmp_path / "selfinstruct-output")
    assert "holds the result of the pool" in refused("run", "--num-instructions", 4, "--pool", tmp_path / "third.db")
    assert contents(tmp_path / "selfinstruct-output") == before


def test_json_is_one_object_and_nothing_else(tmp_path: Path) -> None:
    ended = selfinstruct("run", "--num-instructions", 4, "--json", cwd=tmp_path)
    assert json.loads(ended.stdout)["admitted"] == 4


def test_classification_only_gives_classification_tasks(tmp_path: Path) -> None:
    ended = selfinstruct(
        "run", "--num-instructions", 12, "--set", "all.classification_only=true", "--json", cwd=tmp_path
    )
    summary = json.loads(ended.stdout)
    assert summary["classification"] > summary["not_classification"]


# -- an endpoint ------------------------------------------------------------------------------------------------------


def test_a_run_against_an_endpoint(openai_server: OpenAIServer, tmp_path: Path) -> None:
    """The command of the README's first real run."""
    serve_offline_model(openai_server)
    ended = selfinstruct(
        "run", "--base-url", openai_server.base_url, "--model", "test-model", "--num-instructions", 20, cwd=tmp_path
    )
    assert ended.returncode == 0, ended.stderr
    rows = lines(tmp_path / "selfinstruct-output/data/instances.jsonl")
    assert {row["model_name"] for row in rows} == {"test-model"}
    assert all(row["instances_finish_reason"] == "stop" for row in rows)


@pytest.mark.parametrize(
    "wrap",
    [
        "<think>\nThe list should go on at 9.\n1. First I think.\n</think>\n\n{}",
        "Sure, here you are:\n\n{}\n\nLet me know if you need more!",
    ],
)
def test_a_chat_model_that_thinks_aloud_or_greets_is_read(
    openai_server: OpenAIServer, tmp_path: Path, wrap: str
) -> None:
    serve_offline_model(openai_server, wrap=wrap)
    arguments = ["--base-url", openai_server.base_url, "--model", "test-model", "--num-instructions", 12]
    ended = selfinstruct("run", *arguments, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    said = (tmp_path / "selfinstruct-output/instructions.jsonl").read_text()
    assert "think" not in said
    assert "Let me know" not in said


def test_a_server_that_refuses_parameters_is_served_without_them_and_the_user_is_told_once(
    openai_server: OpenAIServer, tmp_path: Path
) -> None:
    serve_offline_model(openai_server)
    openai_server.refuse("presence_penalty", "frequency_penalty", "stop", "top_p")
    arguments = ["--base-url", openai_server.base_url, "--model", "test-model", "--num-instructions", 12]
    ended = selfinstruct("run", "--config", "base_model", *arguments, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    for parameter in ("presence_penalty", "stop"):
        told = [line for line in ended.stderr.splitlines() if parameter in line]
        assert 1 <= len(told) <= 3  # once by each of the three tasks that were refused it


def test_an_endpoint_that_goes_away_ends_the_run_with_what_there_is(
    openai_server: OpenAIServer, tmp_path: Path
) -> None:
    serve_offline_model(openai_server, requests=30)
    arguments = ["--base-url", openai_server.base_url, "--model", "test-model", "--num-instructions", 80]
    ended = selfinstruct("run", *arguments, cwd=tmp_path)
    assert ended.returncode == 1
    assert "HTTP 404: gone" in sentence(ended)
    serve_offline_model(openai_server)
    again = selfinstruct("run", *arguments, "--json", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "no_completion" not in json.loads(again.stdout)["rejected_instances"]


# -- what is wrong ----------------------------------------------------------------------------------------------------


def seed_file(folder: Path, edit: Any = None, number: int = 20) -> Path:
    tasks = [json.loads(line) for line in SHIPPED_SEEDS.read_text(encoding="utf-8").splitlines()[:number]]
    if edit:
        edit(tasks)
    path = folder / "seeds.jsonl"
    path.write_text("".join(json.dumps(task) + "\n" for task in tasks))
    return path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--seeds", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--num-instructions", "0"], "num_instructions"),
        (["--num-instructions", "-5"], "num_instructions"),
        (["--set", "sample_demonstrations.prompts_per_round=0"], "prompts_per_round"),
        (["--set", "sample_demonstration.seed=1"], "sample_demonstrations"),
        (["--set", "filter_instructions.rogue_threshold=1"], "rouge_threshold"),
        (["--set", "filter_instructions.rouge_threshold=high"], "rouge_threshold"),
        (["--set", "nonsense"], "step.parameter=value"),
        (["--set", "sample_demonstrations.name=foo"], "keeps its name"),
        (["--set", "sample_demonstrations.pool=x.db"], "--pool"),
        (["--set", 'llm.generation_kwargs={"bogus": 1}'], "takes no 'bogus'"),
        (["--llm", "MistralLLM"], "--model"),
        (["--config", "typo.yaml"], "rouge_treshold"),
        (["--config", "value.yaml"], "rouge_threshold"),
        (["--config", "short.yaml"], "FilterInstances"),
        (["--config", "empty.yaml"], "empty.yaml"),
        (["--set", "generate_instructions.input_batch_size=5"], "does not divide"),
        (["--config", "base_model"], "has no model"),
        (["--llm", "GPT9"], "GPT9"),
        (["--base-url", "http://127.0.0.1:9/v1"], "--model"),
        (["--base-url", "http://127.0.0.1:9/v1", "--model", "m"], "127.0.0.1:9"),
        (["--config", "nowhere.yaml"], "nowhere.yaml"),
        (["--output", "a-file"], "a-file"),
        (["--output", "a-file/deeper"], "a-file"),
        (["--output", "full"], "full"),
        (["--pool", "a-file/pool.db"], "a-file/pool.db"),
        (["--pool", "nonsense://x"], "nonsense"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence_and_nothing_is_made(
    tmp_path: Path, refused: Callable[..., str], arguments: Sequence[str], told: str
) -> None:
    (tmp_path / "a-file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("")
    quickstart = (Path(pipelines.__file__).parent / "quickstart.yaml").read_text()
    (tmp_path / "typo.yaml").write_text(quickstart.replace("rouge_threshold", "rouge_treshold"))
    (tmp_path / "value.yaml").write_text(quickstart.replace("rouge_threshold: 0.7", "rouge_threshold: high"))
    short = yaml.safe_load(quickstart)
    del short["pipeline"]["steps"][5], short["pipeline"]["connections"][5]
    short["pipeline"]["connections"][4]["to"] = []
    (tmp_path / "short.yaml").write_text(yaml.safe_dump(short))
    (tmp_path / "empty.yaml").write_text("")
    assert told in refused("run", *arguments)
    assert not list(tmp_path.rglob("pool.db"))
    assert not (tmp_path / "selfinstruct-output").exists()


def _no_instruction(tasks: list[dict[str, Any]]) -> None:
    del tasks[3]["instruction"]


def _same_ids(tasks: list[dict[str, Any]]) -> None:
    tasks[5]["id"] = tasks[2]["id"]


def _mistyped(tasks: list[dict[str, Any]]) -> None:
    tasks[1]["is_classification"] = "true"


def _few(tasks: list[dict[str, Any]]) -> None:
    del tasks[5:]


def _none(tasks: list[dict[str, Any]]) -> None:
    tasks.clear()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (_no_instruction, "line 4"),
        (_same_ids, "line 6"),
        (_mistyped, "line 2"),
        (_few, "has 5 seed tasks"),
        (_none, "seeds.jsonl"),
    ],
)
def test_a_seed_file_that_cannot_be_used_names_its_line(
    tmp_path: Path, refused: Callable[..., str], edit: Any, told: str
) -> None:
    assert told in refused("run", "--seeds", seed_file(tmp_path, edit))


def test_broken_json_names_its_line(tmp_path: Path, refused: Callable[..., str]) -> None:
    path = seed_file(tmp_path)
    path.write_text(path.read_text().replace('{"id": "seed_task_7"', '{"id" "seed_task_7"'))
    assert "line 8" in refused("run", "--seeds", path)


def test_a_wrong_key_and_an_unknown_model_are_told_before_anything_runs(
    openai_server: OpenAIServer, tmp_path: Path, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "test-model" in refused("run", "--base-url", openai_server.base_url, "--model", "tset-model")
    openai_server.models = error(401, "no")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    told = refused("run", "--base-url", openai_server.base_url, "--model", "test-model")
    assert "OPENAI_API_KEY" in told
    assert "sk-secret" not in told
    assert not (tmp_path / "selfinstruct-output").exists()


def test_an_output_of_other_settings_is_left_alone(whole: Path) -> None:
    before = contents(whole)
    ended = selfinstruct(*SIXTY, "--set", "filter_instructions.rouge_threshold=0.6", cwd=whole.parent)
    assert ended.returncode == 2
    assert "rouge_threshold = 0.7, this run has 0.6" in sentence(ended)
    assert contents(whole) == before


def test_a_model_without_a_usable_line_ends_after_patience_rounds(openai_server: OpenAIServer, tmp_path: Path) -> None:
    openai_server.respond(lambda request: choices(request, "###"))
    arguments = ["--base-url", openai_server.base_url, "--model", "test-model"]
    ended = selfinstruct("run", *arguments, "--set", "sample_demonstrations.patience=3", "--json", cwd=tmp_path)
    assert ended.returncode == 1
    assert "no usable instruction came" in sentence(ended)
    assert json.loads(ended.stdout)["rounds"] == 3


def test_seeds_check_tells_what_is_in_a_file_and_what_is_wrong(tmp_path: Path) -> None:
    good = selfinstruct("seeds", "check", "shipped", "--json", cwd=tmp_path)
    assert good.returncode == 0
    assert json.loads(good.stdout)["num_tasks"] == 175
    bad = selfinstruct("seeds", "check", seed_file(tmp_path, _same_ids), cwd=tmp_path)
    assert bad.returncode == 2
    assert "line 6" in bad.stdout
