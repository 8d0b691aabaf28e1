"""`OpenAICompatibleLLM` with the real openai client over real HTTP: what is sent, what comes back, what is kept."""

import asyncio
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from distilabel.pipeline import Pipeline
from distilabel.steps import LoadDataFromDicts
from distilabel.steps.tasks import TextGeneration
from loopback.openai_server import Answer, OpenAIServer, Request, choices, error, text

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms import OpenAICompatibleLLM

LoadLLM = Callable[..., Any]  # distilabel's type of an output does not know our keys

KEY = "sk-loopback-4711-secret"
TEXT = "1. Name a river."
CHAT = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Name a river."}]
SAMPLING = {
    "temperature": 0.7,
    "top_p": 0.5,
    "frequency_penalty": 0.25,
    "presence_penalty": 2.0,
    "stop": ["\n\n", "16."],
    "seed": 42,
}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (TEXT, {"prompt": TEXT, "max_tokens": 33}),
        (CHAT, {"messages": CHAT, "max_tokens": 33}),
    ],
    ids=["completions", "chat"],
)
def test_every_setting_arrives_and_nothing_else(
    openai_server: OpenAIServer, load_llm: LoadLLM, prompt: Any, expected: dict[str, Any]
) -> None:
    """Both endpoints get each setting under its name in the API, extra parameters too, and no other."""
    load_llm().generate_outputs(inputs=[prompt], max_new_tokens=33, extra_body={"top_k": 20}, **SAMPLING)
    assert openai_server.requests[0].body == {"model": "test-model", "n": 1, "top_k": 20, **SAMPLING, **expected}


@pytest.mark.parametrize("prompt", [TEXT, CHAT], ids=["completions", "chat"])
def test_what_is_none_is_not_sent(openai_server: OpenAIServer, load_llm: LoadLLM, prompt: Any) -> None:
    """Settings left at None, and an empty list of stop sequences, are left to the endpoint."""
    load_llm().generate_outputs(inputs=[prompt], stop=[])
    assert set(openai_server.requests[0].body) == {
        "model",
        "n",
        "max_tokens",
        "prompt" if prompt == TEXT else "messages",
    }


def test_the_limit_has_the_name_that_is_set(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """`max_tokens_parameter` renames the limit on the chat endpoint; completions only know `max_tokens`."""
    llm = load_llm(max_tokens_parameter="max_completion_tokens")
    llm.generate_outputs(inputs=[CHAT, TEXT], max_new_tokens=9)
    limits = {request.endpoint: request.body for request in openai_server.requests}
    assert limits["chat"]["max_completion_tokens"] == 9
    assert "max_tokens" not in limits["chat"]
    assert limits["completions"]["max_tokens"] == 9


@pytest.mark.parametrize("prompt", [TEXT, CHAT], ids=["completions", "chat"])
@pytest.mark.parametrize("finish_reason", ["stop", "length", None])
def test_finish_reason_and_usage_come_back(
    openai_server: OpenAIServer, load_llm: LoadLLM, prompt: Any, finish_reason: str | None
) -> None:
    """Each generation has its finish reason; the statistics are the usage that the endpoint tells."""
    openai_server.respond(text("The Elbe.", finish_reason=finish_reason))
    assert load_llm().generate_outputs(inputs=[prompt]) == [
        {
            "generations": ["The Elbe."],
            "statistics": {"input_tokens": [7], "output_tokens": [5]},
            "finish_reason": [finish_reason],
            "error": [""],
            "endpoints_fault": [False],
        }
    ]


@pytest.mark.parametrize("usage", [None, {}, "many"])
def test_no_usage_counts_zero_tokens(openai_server: OpenAIServer, load_llm: LoadLLM, usage: Any) -> None:
    """Like distilabel: an endpoint that tells no usage gives 0, and an odd one does not cost the completion."""
    openai_server.respond(text("The Elbe.", usage=usage))
    output = load_llm().generate_outputs(inputs=[CHAT])[0]
    assert output["statistics"] == {"input_tokens": [0], "output_tokens": [0]}
    assert output["generations"] == ["The Elbe."]


@pytest.mark.parametrize("prompt", [TEXT, CHAT], ids=["completions", "chat"])
def test_stop_that_the_endpoint_ignores_is_cut_here(
    openai_server: OpenAIServer, load_llm: LoadLLM, prompt: Any
) -> None:
    """The text ends before the earliest stop sequence in it, and then the finish reason is "stop"."""
    openai_server.respond(text("Elbe\nTask: Oder\n\nRhine", finish_reason="length"))
    output = load_llm().generate_outputs(inputs=[prompt], stop=["\n\n", "Task:"])[0]
    assert output["generations"] == ["Elbe\n"]
    assert output["finish_reason"] == ["stop"]


@pytest.mark.parametrize("choices_given", [1, 2, 3, 5])
def test_n_generations_whatever_the_endpoint_gives(
    openai_server: OpenAIServer, load_llm: LoadLLM, choices_given: int
) -> None:
    """An endpoint that ignores `n` is asked again for the rest; the tokens of all requests are counted."""
    openai_server.respond(lambda request: choices(request, *["Elbe"] * choices_given))
    output = load_llm().generate_outputs(inputs=[CHAT], num_generations=3)[0]
    assert output["generations"] == ["Elbe"] * 3
    assert output["finish_reason"] == ["stop"] * 3
    asked = [request.body["n"] for request in openai_server.requests]
    assert asked == list(range(3, 0, -choices_given))
    assert output["statistics"]["input_tokens"] == [7 * len(asked)]


def test_generations_before_a_failure_are_kept(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """Of three generations asked for one by one, the first stays when the second request fails for good."""
    openai_server.script(lambda request: choices(request, "Elbe"), error(403, "enough for today"))
    output = load_llm().generate_outputs(inputs=[CHAT], num_generations=3)[0]
    assert output["generations"] == ["Elbe", None, None]
    assert output["finish_reason"] == ["stop", None, None]
    assert output["error"] == ["", *["The endpoint answered HTTP 403: enough for today."] * 2]


def test_logprobs_have_distilabels_form(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """`top_logprobs` of both endpoints come as a list of likely tokens for each position."""
    likely = {"token": "Elbe", "logprob": -0.5}
    chat_choice = {"message": {"content": "Elbe"}, "logprobs": {"content": [{"top_logprobs": [likely]}]}}
    text_choice = {"text": "Elbe", "logprobs": {"top_logprobs": [None, {"Elbe": -0.5}]}}
    openai_server.script(Answer({"choices": [chat_choice]}), Answer({"choices": [text_choice]}))
    llm = load_llm()
    assert llm.generate(inputs=[CHAT], logprobs=True, top_logprobs=1)[0]["logprobs"] == [[[likely]]]
    assert llm.generate(inputs=[TEXT], top_logprobs=1)[0]["logprobs"] == [[None, [likely]]]
    assert openai_server.requests[0].body["logprobs"] is True
    assert openai_server.requests[1].body["logprobs"] == 1


@pytest.mark.parametrize("cap", [2, 8])
def test_requests_in_flight_reach_the_cap_and_not_more(
    openai_server: OpenAIServer, load_llm: LoadLLM, cap: int
) -> None:
    """24 prompts at once keep exactly `max_in_flight` requests under way: fewer would never pass the gate."""
    openai_server.gather(cap)
    outputs = load_llm(max_in_flight=cap, max_retries=0).generate_outputs(inputs=[TEXT] * 24)
    assert [output["error"] for output in outputs] == [[""]] * 24
    assert openai_server.most_in_flight == cap


def test_event_loops_come_and_go(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """`generate` and several `asyncio.run`s on one LLM work, also when requests had to wait for a slot."""
    llm = load_llm(max_in_flight=2)

    async def ask_all() -> list[Any]:
        return await asyncio.gather(*(llm.agenerate(input=TEXT) for _ in range(6)))

    outputs = [*llm.generate(inputs=[TEXT] * 6), *asyncio.run(ask_all()), *asyncio.run(ask_all())]
    outputs += llm.generate(inputs=[TEXT] * 6)
    assert [output["error"] for output in outputs] == [[""]] * 24


def test_load_after_unload_keeps_the_settings(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """`unload` lets go of connections, not of settings, and a second `load` works."""
    llm = load_llm(default_headers={"X-Team": "rivers"})
    for _ in range(2):
        llm.generate_outputs(inputs=[TEXT])
        llm.unload()
        llm.load()
    llm.generate_outputs(inputs=[TEXT])
    assert [request.headers["x-team"] for request in openai_server.requests] == ["rivers"] * 3


def test_settings_from_a_command_line_arrive_typed(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """Strings, as `--param` brings them, become numbers, in attributes and in generation settings."""
    llm = load_llm()
    llm.set_runtime_parameters({"max_in_flight": "3", "max_retry_wait": "1.5", "max_retries": "2"})
    assert (llm.max_in_flight, llm.max_retry_wait, llm.max_retries) == (3, 1.5, 2)
    llm.generate(inputs=[TEXT], temperature="0.5", max_new_tokens="12", seed="3")
    body = openai_server.requests[0].body
    assert (body["temperature"], body["max_tokens"], body["seed"]) == (0.5, 12, 3)


def test_runtime_parameters_are_described() -> None:
    """`distilabel pipeline info` shows a description for each setting, those of `agenerate` too."""
    llm = OpenAICompatibleLLM(model="test-model")
    info = {entry["name"]: entry for entry in llm.get_runtime_parameters_info()}
    assert info["max_in_flight"]["description"]
    keys = {entry["name"]: entry.get("description") for entry in info["generation_kwargs"]["keys"]}
    assert {*SAMPLING, "max_new_tokens", "extra_body"} <= set(keys)
    assert all(keys.values())


@pytest.mark.parametrize("for_each_input", [True, False])
def test_structured_output_goes_the_parents_way(
    openai_server: OpenAIServer, load_llm: LoadLLM, for_each_input: bool
) -> None:
    """With `instructor`, a schema for the LLM or for each input gives JSON; a failure is that row's alone."""
    pytest.importorskip("instructor", reason="structured output needs the optional package instructor")
    schema = {"title": "River", "type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    structure = {"schema": schema, "format": "json"}
    call = {"id": "1", "type": "function", "function": {"name": "River", "arguments": '{"name": "Elbe"}'}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m"}
    good = Answer(body | {"choices": [{"index": 0, "finish_reason": "stop", "message": message}]})
    openai_server.script(good, error(400, "no"), good)
    llm = load_llm(max_in_flight=1, structured_output=None if for_each_input else structure)
    outputs = llm.generate(inputs=[(CHAT, structure) if for_each_input else CHAT] * 3)
    assert [output["generations"] for output in outputs] == [['{"name":"Elbe"}'], [None], ['{"name":"Elbe"}']]
    assert [bool(output["error"][0]) for output in outputs] == [False, True, False]


def test_offline_batches_are_refused(load_llm: LoadLLM) -> None:
    """OpenAI's batch API is not this LLM's: asking for it is told at load."""
    with pytest.raises(InputError, match="use_offline_batch_generation"):
        load_llm(use_offline_batch_generation=True)


def test_a_local_endpoint_needs_no_key(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """Without any key the request goes out with a harmless one."""
    load_llm().generate_outputs(inputs=[TEXT])
    assert openai_server.requests[0].headers["authorization"] == "Bearer no-key-needed"


def test_the_key_of_the_environment_is_sent(
    openai_server: OpenAIServer, load_llm: LoadLLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPENAI_API_KEY is used, without the line break that it has from a file."""
    monkeypatch.setenv("OPENAI_API_KEY", f"{KEY}\n")
    load_llm().generate_outputs(inputs=[TEXT])
    assert openai_server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"base_url": "https://api.openai.com/v1"}, "OPENAI_API_KEY"),
        ({"base_url": "https://eu.api.openai.com/v1", "api_key": " "}, "OPENAI_API_KEY"),
        ({"base_url": "http://localhost:8000/v1", "api_key": "sk-ключ"}, "OPENAI_API_KEY"),
        ({"base_url": "localhost:8000/v1"}, "http://localhost:8000/v1"),
        ({"base_url": "http://[half/v1"}, "base_url"),
    ],
)
def test_unusable_url_and_key_are_told_at_load(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], message: str
) -> None:
    """OpenAI's own URL without a key, a key no header can carry, and what is no URL: one sentence each."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(InputError, match=message) as raised:
        OpenAICompatibleLLM(model="test-model", **settings).load()
    assert "sk-" not in str(raised.value)


def test_no_secret_leaves(
    openai_server: OpenAIServer, load_llm: LoadLLM, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Key and headers stand in no repr, dump, log or error, although the endpoint repeats them in its own words."""
    caplog.set_level("DEBUG")
    header = "header-0815-secret"
    words = f"bad key {KEY} and header {header}"
    openai_server.script(error(500, words), error(400, f"no top_p here, {words}"), text("fine"), error(401, words))
    llm = load_llm(api_key=KEY, default_headers={"X-Secret": header})
    outputs = llm.generate(inputs=[TEXT], top_p=0.5) + llm.generate(inputs=[TEXT])
    assert [output["error"] for output in outputs] == [
        [""],
        ["The endpoint answered HTTP 401: bad key *** and header ***."],
    ]
    assert openai_server.requests[0].headers["authorization"].endswith(KEY)
    openai_server.models = error(401, words)
    with pytest.raises(InputError) as raised:
        llm.check_endpoint()
    llm.save(tmp_path / "llm.json")
    seen = [repr(llm), str(llm), llm.dump(), outputs, caplog.text, raised.value, (tmp_path / "llm.json").read_text()]
    assert [secret for secret in (KEY, header) if secret in str(seen)] == []


def test_the_llm_pickles(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """A pipeline sends its LLMs to other processes: before `load`, and after use and `unload`."""
    used = load_llm(api_key=KEY)
    used.generate_outputs(inputs=[TEXT])
    used.unload()
    copy = pickle.loads(pickle.dumps(used))
    copy.load()
    assert copy.generate_outputs(inputs=[TEXT])[0]["error"] == [""]
    assert openai_server.requests[-1].headers["authorization"] == f"Bearer {KEY}"
    copy.unload()


def test_a_pipeline_survives_yaml_without_its_key(openai_server: OpenAIServer, tmp_path: Path) -> None:
    """`Pipeline.save` and `from_yaml` keep every setting of the LLM, and the key out of the file."""
    settings = {"max_in_flight": 5, "max_retry_wait": 2.5, "max_tokens_parameter": "max_completion_tokens"}
    settings |= {"timeout": 9, "generation_kwargs": SAMPLING, "base_url": openai_server.base_url}
    with Pipeline(name="rivers", cache_dir=tmp_path) as pipeline:
        TextGeneration(name="generate", llm=OpenAICompatibleLLM(model="test-model", api_key=KEY, **settings))
    file = tmp_path / "pipeline.yaml"
    pipeline.save(file, format="yaml")
    assert KEY not in file.read_text()
    llm = Pipeline.from_yaml(file).dag.get_step("generate")["step"].llm
    assert isinstance(llm, OpenAICompatibleLLM)
    assert {name: getattr(llm, name) for name in settings} == settings
    assert llm.api_key is None


def test_as_the_llm_of_a_task(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """distilabel's own `TextGeneration` runs on it alone and gets finish reason and error as columns."""
    openai_server.respond(_all_but_rhine)
    task = TextGeneration(name="generate", llm=load_llm())
    task.load()
    rows = next(task.process([{"instruction": "Elbe"}, {"instruction": "Rhine"}]))
    assert [row["generation"] for row in rows] == ["about Elbe", None]
    assert [row["llm_generate_finish_reason"] for row in rows] == ["length", None]
    assert [row["llm_generate_error"] for row in rows] == ["", "The endpoint answered HTTP 400: no Rhine."]


def test_inside_a_pipeline(openai_server: OpenAIServer, tmp_path: Path) -> None:
    """A real run in worker processes: the failed row is one row of ten, and comes after those with an error of ""."""
    instructions = [f"river {number}" for number in range(9)] + ["Rhine"]
    openai_server.respond(_all_but_rhine)
    with Pipeline(name="rivers", cache_dir=tmp_path) as pipeline:
        load = LoadDataFromDicts(data=[{"instruction": instruction} for instruction in instructions], batch_size=5)
        llm = OpenAICompatibleLLM(model="test-model", base_url=openai_server.base_url, api_key=KEY)
        load >> TextGeneration(name="generate", llm=llm, input_batch_size=5)
    rows = pipeline.run(use_cache=False)["default"]["train"]
    assert [row["generation"] for row in rows] == [f"about river {number}" for number in range(9)] + [None]
    assert rows[0]["llm_generate_finish_reason"] == "length"
    assert rows[9]["llm_generate_error"] == "The endpoint answered HTTP 400: no Rhine."
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY.encode() in content for content in files)


def _all_but_rhine(request: Request) -> Answer:
    if request.prompt == "Rhine":
        return error(400, "no Rhine")
    return choices(request, f"about {request.prompt}", finish_reason="length")
