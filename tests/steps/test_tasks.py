"""The three tasks: what they ask, whom, with which settings, and what one failure costs."""

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from loopback.openai_server import Answer, OpenAIServer, Request, choices, error
from scripted_llm import ScriptedLLM

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms import OpenAICompatibleLLM
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.views import count
from selfinstruct_distilabel.seeds import read_seed_tasks
from selfinstruct_distilabel.steps import (
    FilterInstances,
    GenerateInstances,
    GenerateInstructions,
    IdentifyClassification,
)

Task = type[GenerateInstructions] | type[IdentifyClassification] | type[GenerateInstances]
TASKS: list[Task] = [GenerateInstructions, IdentifyClassification, GenerateInstances]

DEMONSTRATIONS = ["Name three\n rivers of Europe.", "Sort these words:"]
PROMPT = {"prompt_id": "p0", "demonstrations": DEMONSTRATIONS}
ODD = {"instruction_id": "i0", "instruction": "Is the number odd or even?", "is_classification": True}
ADD: dict[str, Any] = {"instruction_id": "i1", "instruction": "Add the two numbers.", "is_classification": False}


def asked(task_class: Task, rows: Sequence[dict[str, Any]], **parameters: Any) -> list[dict[str, Any]]:
    task = task_class(**parameters)
    task.load()
    made = next(task.process([dict(row) for row in rows]))
    task.unload()
    return made


# The paper's settings (appendix, and the table in its released code), as they must go over the wire: top_p is not sent
# at temperature 0, where some servers refuse it and none heeds it.
PAPER: dict[Any, dict[str, Any]] = {
    GenerateInstructions: {
        "temperature": 0.7,
        "top_p": 0.5,
        "frequency_penalty": 0,
        "presence_penalty": 2,
        "max_tokens": 1024,
        "stop": ["\n\n", "\n16.", "\n16 ."],
    },
    IdentifyClassification: {
        "temperature": 0,
        "frequency_penalty": 0,
        "presence_penalty": 0,
        "max_tokens": 3,
        "stop": ["\n", "Task:"],
    },
    GenerateInstances: {
        "temperature": 0,
        "frequency_penalty": 0,
        "presence_penalty": 1.5,
        "max_tokens": 350,
        "stop": ["Example 6", "Task:"],
    },
}
ROWS: dict[Any, dict[str, Any]] = {
    GenerateInstructions: PROMPT,
    IdentifyClassification: {"instruction": ADD["instruction"]},
    GenerateInstances: ADD,
}


@pytest.mark.parametrize("task_class", TASKS)
def test_a_base_model_is_asked_with_the_papers_settings(openai_server: OpenAIServer, task_class: Task) -> None:
    llm = OpenAICompatibleLLM(model="base", base_url=openai_server.base_url)
    asked(task_class, [ROWS[task_class]], llm=llm, prompt_style="completion")
    (request,) = openai_server.requests
    assert request.endpoint == "completions"
    sent = {key: value for key, value in request.body.items() if key not in ("model", "prompt", "n")}
    assert sent == PAPER[task_class]


@pytest.mark.parametrize("task_class", TASKS)
def test_a_chat_model_is_never_stopped_by_text_and_may_say_more(openai_server: OpenAIServer, task_class: Task) -> None:
    llm = OpenAICompatibleLLM(model="chat", base_url=openai_server.base_url)
    asked(task_class, [ROWS[task_class]], llm=llm)
    (request,) = openai_server.requests
    assert request.endpoint == "chat"
    assert "stop" not in request.body
    assert request.body["max_tokens"] >= 64
    sampling = ("temperature", "frequency_penalty", "presence_penalty")
    assert {key: request.body[key] for key in sampling} == {key: PAPER[task_class][key] for key in sampling}


def test_demonstrations_are_numbered_and_the_list_is_left_open_for_a_base_model(openai_server: OpenAIServer) -> None:
    llm = OpenAICompatibleLLM(model="base", base_url=openai_server.base_url)
    asked(GenerateInstructions, [PROMPT], llm=llm, prompt_style="completion")
    assert openai_server.requests[0].prompt.endswith("\n\n1. Name three rivers of Europe.\n2. Sort these words\n3.")


def test_a_chat_model_is_told_where_to_go_on(openai_server: OpenAIServer) -> None:
    llm = OpenAICompatibleLLM(model="chat", base_url=openai_server.base_url)
    asked(GenerateInstructions, [PROMPT], llm=llm)
    assert "1. Name three rivers of Europe.\n2. Sort these words\n" in openai_server.requests[0].prompt
    assert "numbered 3 to 10" in openai_server.requests[0].prompt


@pytest.mark.parametrize("style", ["chat", "completion"])
def test_classification_only_asks_for_labels(style: str) -> None:
    plain, labels = ScriptedLLM(), ScriptedLLM()
    asked(GenerateInstructions, [PROMPT], llm=plain, prompt_style=style)
    asked(GenerateInstructions, [PROMPT], llm=labels, prompt_style=style, classification_only=True)
    assert "label" not in str(plain.asked[0]["prompt"])
    assert "names the possible labels" in str(labels.asked[0]["prompt"])


def test_the_classification_prompt_shows_12_classification_and_19_other_seeds() -> None:
    llm = ScriptedLLM()
    asked(IdentifyClassification, [ADD | {"is_classification": None}], llm=llm, prompt_style="completion")
    prompt = llm.asked[0]["prompt"]
    assert (prompt.count("Classification: Yes"), prompt.count("Classification: No")) == (12, 19)
    assert prompt.endswith("Task: Add the two numbers.\nClassification:")
    verdicts = {task.instruction: task.is_classification for task in read_seed_tasks()}
    for block in prompt.split("\n\n")[1:-1]:
        task, verdict = block.removeprefix("Task: ").split("\nClassification: ")
        assert verdicts[task] is (verdict == "Yes")


def test_the_order_of_input_and_output_is_chosen_row_by_row() -> None:
    llm = ScriptedLLM()
    asked(GenerateInstances, [ODD, ADD, ADD | {"is_classification": None}], llm=llm, prompt_style="completion")
    odd, add, unknown = (entry["prompt"] for entry in llm.asked)
    assert odd.endswith("Task: Is the number odd or even?")
    assert add.endswith("Task: Add the two numbers.")
    assert ("Class label:" in odd, "Class label:" in add) == (True, False)
    assert unknown == add


def test_few_shot_examples_keep_their_text_to_the_letter() -> None:
    llm = ScriptedLLM()
    asked(GenerateInstances, [ADD], llm=llm)
    seed = next(task for task in read_seed_tasks() if task.id == "seed_task_79")
    assert f"{seed.instances[0].input}\nOutput: {seed.instances[0].output}\n" in llm.asked[0]["prompt"][0]["content"]


def test_an_instruction_is_never_read_as_a_template() -> None:
    llm = ScriptedLLM()
    asked(GenerateInstances, [ADD | {"instruction": "Explain {{ 7 * 7 }} and {% raw %}."}], llm=llm)
    assert "Task: Explain {{ 7 * 7 }} and {% raw %}." in llm.asked[0]["prompt"][0]["content"]


# -- settings ---------------------------------------------------------------------------------------------------------


def test_the_llms_own_settings_win_and_none_is_not_sent() -> None:
    llm = ScriptedLLM(generation_kwargs={"temperature": 0.25})
    asked(GenerateInstances, [ADD], llm=llm, max_new_tokens=None, stop=["END"])
    (entry,) = llm.asked
    assert (entry["temperature"], entry["stop"]) == (0.25, ["END"])
    assert entry["max_new_tokens"] == 16  # the LLM's own default


def test_top_p_is_sent_when_the_temperature_is_not_zero() -> None:
    llm = ScriptedLLM()
    asked(GenerateInstances, [ADD], llm=llm)
    asked(GenerateInstances, [ADD], llm=llm, temperature=0.5, top_p=0.9)
    assert [entry["top_p"] for entry in llm.asked] == [None, 0.9]


def test_what_an_llm_does_not_take_is_left_out_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    task = GenerateInstances(llm=ScriptedLLM(), name="generate")
    task.load()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            next(task.process([dict(ADD)]))
    told = [record.getMessage() for record in caplog.records if "takes no" in record.getMessage()]
    assert told == [
        "ScriptedLLM takes no frequency_penalty: generate is run without it",
        "ScriptedLLM takes no presence_penalty: generate is run without it",
    ]


def test_runtime_parameters_arrive_typed_and_a_new_style_brings_its_settings() -> None:
    task = IdentifyClassification(llm=ScriptedLLM())
    assert (task.max_new_tokens, task.stop) == (64, None)
    task.set_runtime_parameters({"prompt_style": "completion", "temperature": "0.5", "parsing": "strict"})
    assert (task.max_new_tokens, task.stop, task.temperature) == (3, ["\n", "Task:"], 0.5)
    task.set_runtime_parameters({"stop": '["a", "b"]'})
    assert task.stop == ["a", "b"]
    task.set_runtime_parameters({"prompt_style": "chat"})
    assert (task.max_new_tokens, task.stop) == (64, ["a", "b"])  # what was set by hand stays


def test_settings_survive_a_dump_and_a_load() -> None:
    task = GenerateInstances(llm=ScriptedLLM(), prompt_style="completion", stop=None, temperature=0.1)
    again = GenerateInstances.from_dict(task.dump())
    assert (again.prompt_style, again.stop, again.temperature) == ("completion", None, 0.1)
    assert again.max_new_tokens == 350


def test_more_than_one_generation_is_refused() -> None:
    with pytest.raises(InputError, match="num_generations must be 1"):
        asked(GenerateInstances, [ADD], llm=ScriptedLLM(), num_generations=2)


# -- rows -------------------------------------------------------------------------------------------------------------


def test_columns_are_filled_for_every_llm() -> None:
    (row,) = asked(GenerateInstructions, [PROMPT], llm=ScriptedLLM(reply=lambda prompt: "9. Go."))
    assert row == {
        **PROMPT,
        "raw_instructions": "9. Go.",
        "instructions_finish_reason": "stop",
        "instructions_model_name": "scripted",
        "instructions_input_tokens": 7,
        "instructions_output_tokens": 2,
    }


@pytest.mark.parametrize(
    ("task_class", "row"),
    [
        (GenerateInstructions, PROMPT | {"raw_instructions": "done"}),
        (GenerateInstructions, {"instruction_id": "i", "instruction": "x", "demonstrations": DEMONSTRATIONS}),
        (GenerateInstructions, {"round": 3, "prompt_id": None, "demonstrations": None}),
        (IdentifyClassification, ADD),
        (IdentifyClassification, {"instance_id": "x", "instruction": "y", "is_classification": None}),
        (GenerateInstances, ADD | {"raw_instances": "done"}),
        (GenerateInstances, {"instance_id": "x", "instruction": "y", "output": "z"}),
        (GenerateInstances, {"instruction": None, "is_classification": None}),
    ],
)
def test_rows_without_the_input_or_with_the_output_are_passed_on(task_class: Task, row: dict[str, Any]) -> None:
    llm = ScriptedLLM()
    (made,) = asked(task_class, [{"other": 1, **row}], llm=llm)
    assert not llm.asked
    assert {key: value for key, value in made.items() if value is not None} == {
        key: value for key, value in {"other": 1, **row}.items() if value is not None
    }


def test_an_answer_that_is_no_verdict_goes_on_as_unknown() -> None:
    rows = [{"instruction": "Add."}, {"instruction": "Odd or even?"}]
    made = asked(
        IdentifyClassification, rows, llm=ScriptedLLM(reply=lambda prompt: "Yes." if "Odd" in prompt[-80:] else "Hm?")
    )
    assert [row["is_classification"] for row in made] == [None, True]


def test_one_raising_request_costs_its_row_alone() -> None:
    def reply(prompt: str) -> Any:
        return RuntimeError("boom") if "explode" in prompt else "Example 1\nOutput: fine"

    rows = [ADD, ADD | {"instruction": "Please explode.", "instruction_id": "i2"}, ODD]
    made = asked(GenerateInstances, rows, llm=ScriptedLLM(reply=reply))
    assert [row["raw_instances"] for row in made] == ["Example 1\nOutput: fine", None, "Example 1\nOutput: fine"]
    assert [row["instruction"] for row in made] == [row["instruction"] for row in rows]


def test_fewer_answers_than_questions_lose_no_row() -> None:
    class Miser(ScriptedLLM):
        def generate(self, inputs: list[Any], num_generations: int = 1, **_: Any) -> list[dict[str, Any]]:  # type: ignore[override]
            return super().generate(inputs)[: max(1, len(inputs) - 1)]

    made = asked(GenerateInstances, [ODD, ADD, ADD | {"instruction_id": "i3"}], llm=Miser())
    assert [row["raw_instances"] for row in made] == ["Yes"] * 3


# -- with a pool ------------------------------------------------------------------------------------------------------


def test_an_answer_is_asked_for_once_whatever_happened_since(tmp_path: Path) -> None:
    pool = str(tmp_path / "pool.db")
    first, second = ScriptedLLM(), ScriptedLLM()
    made = asked(GenerateInstances, [ODD, ADD], llm=first, pool=pool)
    again = asked(GenerateInstances, [ADD, ODD], llm=second, pool=pool)
    assert (len(first.asked), len(second.asked)) == (2, 0)
    assert again == made[::-1]


def test_answers_are_kept_as_they_come_not_when_the_batch_is_whole(tmp_path: Path, openai_server: OpenAIServer) -> None:
    pool = TaskPool(tmp_path / "pool.db")

    def second_waits_for_the_first_to_be_kept(request: Request) -> Answer:
        if "odd or even" in request.prompt[-400:]:
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline:
                if count(pool).usage:
                    return choices(request, "kept")
            return choices(request, "not kept")
        return choices(request, "first")

    openai_server.respond(second_waits_for_the_first_to_be_kept)
    llm = OpenAICompatibleLLM(model="m", base_url=openai_server.base_url)
    made = asked(GenerateInstances, [ODD, ADD], llm=llm, pool=str(tmp_path / "pool.db"))
    assert [row["raw_instances"] for row in made] == ["kept", "first"]


def test_nothing_new_is_asked_once_the_run_is_to_stop(tmp_path: Path) -> None:
    pool, llm = str(tmp_path / "pool.db"), ScriptedLLM()
    asked(GenerateInstances, [ADD], llm=llm, pool=pool)
    TaskPool(pool).request_stop("interrupted")
    made = asked(GenerateInstances, [ADD, ODD], llm=llm, pool=pool)
    assert [row["raw_instances"] for row in made] == ["Yes", None]
    assert len(llm.asked) == 1


@pytest.mark.parametrize(("status", "told"), [(401, "HTTP 401: no"), (400, "20 requests in a row failed")])
def test_an_endpoint_that_is_gone_stops_the_run_and_its_rows_stay_unasked(
    tmp_path: Path, openai_server: OpenAIServer, status: int, told: str
) -> None:
    """Whoever is refused the key is refused for all; elsewhere it takes many failures in a row to tell."""
    openai_server.respond(lambda request: error(status, "no"))
    llm = OpenAICompatibleLLM(model="m", base_url=openai_server.base_url)
    rows: list[dict[str, Any]] = [ADD | {"instruction_id": f"i{number}"} for number in range(20)]
    made = asked(GenerateInstances, rows, llm=llm, pool=str(tmp_path / "pool.db"), name="generate")
    pool = TaskPool(tmp_path / "pool.db")
    assert [row["raw_instances"] for row in made] == [None] * 20
    assert str(pool.stop_requested).startswith("generate: ")
    assert told in str(pool.stop_requested)
    assert count(pool).usage == {}  # not one of them is taken for its row's own failure


def test_a_key_that_is_refused_among_answers_in_flight_costs_no_row(
    tmp_path: Path, openai_server: OpenAIServer
) -> None:
    openai_server.script(*[error(401, "revoked")] * 3)
    llm = OpenAICompatibleLLM(model="m", base_url=openai_server.base_url)
    rows: list[dict[str, Any]] = [ADD | {"instruction_id": f"i{number}"} for number in range(8)]
    asked(GenerateInstances, rows, llm=llm, pool=str(tmp_path / "pool.db"), name="generate")
    usage = count(TaskPool(tmp_path / "pool.db")).usage["instances"]
    assert (usage.requests, usage.failed) == (5, 0)


def test_without_a_pool_a_refused_request_is_a_row_that_says_so(openai_server: OpenAIServer) -> None:
    openai_server.respond(lambda request: error(401, "no"))
    (row,) = asked(GenerateInstances, [ADD], llm=OpenAICompatibleLLM(model="m", base_url=openai_server.base_url))
    assert (row["raw_instances"], row["instances_model_name"], row["instances_output_tokens"]) == (None, "m", 0)


def test_a_row_that_the_endpoint_refuses_fails_alone(tmp_path: Path, openai_server: OpenAIServer) -> None:
    openai_server.script(error(400, "this prompt is too long"))
    llm = OpenAICompatibleLLM(model="m", base_url=openai_server.base_url)
    asked(GenerateInstances, [ADD, ODD], llm=llm, pool=str(tmp_path / "pool.db"), name="generate")
    pool = TaskPool(tmp_path / "pool.db")
    assert pool.stop_requested is None
    assert count(pool).usage["instances"].failed == 1


def test_generation_arguments_that_the_llm_does_not_take_are_refused() -> None:
    with pytest.raises(InputError, match="ScriptedLLM takes no 'bogus'; it takes max_new_tokens"):
        asked(GenerateInstances, [ADD], llm=ScriptedLLM(generation_kwargs={"bogus": 1}))


def test_a_task_that_raises_leaves_its_rows_undone_for_the_next_run(tmp_path: Path) -> None:
    """distilabel goes on with rows of None, which must not be taken for requests that failed for good."""
    pool = TaskPool(tmp_path / "pool.db")
    task = GenerateInstances(llm=ScriptedLLM(), pool=str(tmp_path / "pool.db"), name="generate")
    task.load()
    behind = FilterInstances(pool=str(tmp_path / "pool.db"))
    behind.load()
    try:
        raise OSError("the disk is full")
    except OSError:
        rows = task.impute_step_outputs([dict(ADD)])
    assert pool.stop_requested == "generate failed: the disk is full"
    assert next(behind.process(rows)) == []
    assert count(pool).rejected_instances == {}


def test_other_settings_on_a_begun_pool_are_refused_by_name(tmp_path: Path) -> None:
    from selfinstruct_distilabel.pool import Prompt

    pool = str(tmp_path / "pool.db")
    asked(GenerateInstances, [ADD], llm=ScriptedLLM(), pool=pool, name="generate")
    TaskPool(pool).open_round([Prompt("p", 0, [])])
    with pytest.raises(InputError, match=r"generate\.temperature = 0\.0, this run has 0\.5"):
        asked(GenerateInstances, [ADD], llm=ScriptedLLM(), pool=pool, name="generate", temperature=0.5)
