"""The pipeline: what is built, that its YAML is the same, and that it gives the same data set however often it broke."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from distilabel.pipeline import Pipeline
from scripted_llm import ScriptedLLM

import selfinstruct_distilabel.pipelines
from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.pipelines import build_self_instruct
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.views import count, instance_rows

YAML = Path(selfinstruct_distilabel.pipelines.__file__).parent
STEPS = [
    "sample_demonstrations",
    "generate_instructions",
    "filter_instructions",
    "identify_classification",
    "generate_instances",
    "filter_instances",
]


def steps(pipeline: Pipeline) -> dict[str, Any]:
    return {name: pipeline.dag.get_step(name)["step"] for name in pipeline.dag}


def sorted_rows(rows: Any) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_options_go_to_the_steps_that_have_them() -> None:
    built = steps(
        build_self_instruct(
            pool="run.db", num_instructions=7, rouge_threshold=0.5, prompts_per_round=4, classification_only=True,
            instances_llm=ScriptedLLM(), steps={"generate_instances": {"temperature": 0.5}},
        )
    )  # fmt: skip
    assert list(built) == STEPS
    assert {step.pool for step in built.values()} == {"run.db"}
    assert built["sample_demonstrations"].num_instructions == 7
    assert built["sample_demonstrations"].classification_only
    assert built["generate_instructions"].classification_only
    assert built["filter_instructions"].rouge_threshold == 0.5
    assert built["generate_instances"].temperature == 0.5
    assert built["identify_classification"].temperature == 0
    assert (built["generate_instructions"].input_batch_size, built["filter_instructions"].input_batch_size) == (4, 4)
    assert isinstance(built["generate_instances"].llm, ScriptedLLM)
    assert not isinstance(built["generate_instructions"].llm, ScriptedLLM)


def test_a_base_model_is_read_strictly_unless_it_is_said_otherwise() -> None:
    assert steps(build_self_instruct(prompt_style="completion"))["filter_instances"].parsing == "strict"
    tolerant = build_self_instruct(prompt_style="completion", parsing="tolerant")
    assert steps(tolerant)["filter_instances"].parsing == "tolerant"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"colour": "red"}, "no step of the pipeline has a parameter 'colour'"),
        ({"temperature": 0.5}, "temperature is a parameter of generate_instructions"),
        ({"steps": {"generate": {}}}, "has no step 'generate'"),
    ],
)
def test_an_option_that_fits_no_step_or_several_is_refused(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        build_self_instruct(**options)


@pytest.mark.parametrize(
    ("name", "options"),
    [("self_instruct", {}), ("quickstart", {}), ("base_model", {"prompt_style": "completion"})],
)
def test_the_yaml_is_the_same_pipeline_as_the_builders(name: str, options: dict[str, Any]) -> None:
    from_yaml = Pipeline.from_yaml(YAML / f"{name}.yaml")
    built = build_self_instruct(pool="selfinstruct-output/pool.db", **options)
    assert from_yaml.dump()["pipeline"]["connections"] == built.dump()["pipeline"]["connections"]
    for step_name, step in steps(built).items():
        other = steps(from_yaml)[step_name]
        assert type(other) is type(step)
        wanted = {key: value for key, value in step.dump().items() if key not in ("llm", "runtime_parameters_info")}
        assert {key: value for key, value in other.dump().items() if key in wanted} == wanted


def test_a_saved_pipeline_loads_again_as_it_was(tmp_path: Path) -> None:
    built = build_self_instruct(pool="run.db", prompts_per_round=4, prompt_style="completion")
    built.save(tmp_path / "pipeline.yaml", format="yaml")
    again = Pipeline.from_yaml(tmp_path / "pipeline.yaml")
    assert [step.dump() for step in steps(again).values()] == [step.dump() for step in steps(built).values()]


def test_a_password_is_no_part_of_a_saved_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = build_self_instruct(pool="postgresql+psycopg://user:secret@127.0.0.1:1/run")
    built.save(tmp_path / "pipeline.yaml", format="yaml")
    assert "secret" not in (tmp_path / "pipeline.yaml").read_text()
    sampler = steps(Pipeline.from_yaml(tmp_path / "pipeline.yaml"))["sample_demonstrations"]
    with pytest.raises(InputError, match="SELFINSTRUCT_POOL"):
        sampler.load()
    monkeypatch.setenv("SELFINSTRUCT_POOL", str(tmp_path / "pool.db"))
    sampler.load()
    assert (tmp_path / "pool.db").exists()


def test_the_distiset_and_the_pool_hold_the_same_rows_before_and_after_going_on(tmp_path: Path) -> None:
    pool = str(tmp_path / "pool.db")

    def run(num_instructions: int) -> list[str]:
        pipeline = build_self_instruct(pool=pool, num_instructions=num_instructions, cache_dir=tmp_path / "cache")
        return sorted_rows(pipeline.run(use_cache=False)["default"]["train"])

    first = run(12)
    assert first == sorted_rows(instance_rows(TaskPool(pool)))
    asked = count(TaskPool(pool)).usage
    assert run(12) == first  # a finished run gives what it gave
    assert count(TaskPool(pool)).usage == asked  # and asks nobody
    more = run(40)
    assert set(first) < set(more)
    assert more == sorted_rows(instance_rows(TaskPool(pool)))
    assert count(TaskPool(pool)).instructions == 40


RUN = """
import sys
from selfinstruct_distilabel.llms import OfflineLLM
from selfinstruct_distilabel.pipelines import build_self_instruct
pool, cache, latency = sys.argv[1:]
build_self_instruct(
    pool=pool, num_instructions=60, cache_dir=cache, llm=OfflineLLM(latency=float(latency))
).run(use_cache=False)
"""


def _processes_of_group(group: int) -> list[str]:
    shown = subprocess.run(["ps", "-o", "stat=", "-g", str(group)], capture_output=True, text=True, check=False)
    return [line for line in shown.stdout.split("\n") if line and not line.startswith("Z")]


def test_a_pipeline_killed_in_the_middle_goes_on_and_ends_as_the_unbroken_one(tmp_path: Path) -> None:
    """Plain distilabel, no `selfinstruct run` around it: the database alone makes it whole."""

    def start(pool: Path, latency: float) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", RUN, str(pool), str(tmp_path / "cache"), str(latency)]
        return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    assert start(tmp_path / "whole.db", 0).wait(120) == 0
    broken = start(tmp_path / "broken.db", 0.3)
    while not (tmp_path / "broken.db").exists() or count(TaskPool(tmp_path / "broken.db")).instructions < 20:
        time.sleep(0.05)
        assert broken.poll() is None
    os.killpg(broken.pid, signal.SIGKILL)
    broken.wait()
    pool = TaskPool(tmp_path / "broken.db")
    before = count(pool)
    assert before.finished_instructions < 60
    assert start(tmp_path / "broken.db", 0).wait(120) == 0
    assert list(instance_rows(pool)) == list(instance_rows(TaskPool(tmp_path / "whole.db")))
    assert count(pool) == count(TaskPool(tmp_path / "whole.db"))


def test_distilabels_command_runs_the_yaml_with_typed_parameters(tmp_path: Path) -> None:
    environment = {**os.environ, "SELFINSTRUCT_POOL": str(tmp_path / "pool.db"), "HOME": str(tmp_path)}
    distilabel = [str(Path(sys.executable).with_name("distilabel")), "pipeline"]
    config = ["--config", str(YAML / "quickstart.yaml")]
    parameters = ["--param", "sample_demonstrations.num_instructions=10", "--param", "filter_instances.max_instances=1"]
    ran = subprocess.run([*distilabel, "run", *config, *parameters], env=environment, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    counts = count(TaskPool(tmp_path / "pool.db"))
    assert (counts.instructions, counts.finished_instructions) == (10, 10)
    assert counts.instances <= 10
    info = subprocess.run([*distilabel, "info", *config], env=environment, capture_output=True, text=True, check=False)
    assert info.returncode == 0
    assert "sample_demonstrations" in info.stdout
