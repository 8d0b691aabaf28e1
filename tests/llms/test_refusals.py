"""Endpoints that refuse parameters, over real HTTP: the run works, the user is told once."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from loopback.openai_server import Answer, OpenAIServer, Request, choices, error, text

LoadLLM = Callable[..., Any]  # distilabel's type of an output does not know our keys

CHAT = [{"role": "user", "content": "Name a river."}]
SAMPLING: dict[str, Any] = {
    "temperature": 0.0,
    "top_p": 0.0,
    "frequency_penalty": 0.5,
    "presence_penalty": 1.5,
    "stop": ["Task:"],
    "seed": 1,
}


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The warnings of the LLM's logger."""
    return [record.message for record in caplog.records if record.levelno == logging.WARNING]


def openai_form(name: str) -> Answer:
    return error(400, f"Unsupported parameter: '{name}'.", param=name, code="unsupported_parameter")


def vllm_form(name: str) -> Answer:
    message = f"{name} must be in the right range, got 0.0."
    return Answer({"object": "error", "message": message, "param": None, "code": 400}, status=400)


def fastapi_form(name: str) -> Answer:
    # The echoed input holds every parameter: only the location tells which one is meant.
    detail = {"type": "value_error", "loc": ["body", name], "msg": "Input is bad", "input": SAMPLING}
    return Answer({"detail": [detail]}, status=422)


def mistral_form(name: str) -> Answer:
    return error(422, {"detail": [{"loc": ["body", name], "msg": "Extra inputs are not permitted"}]})  # type: ignore[arg-type]


def plain_form(name: str) -> Answer:
    return Answer(f"unknown field `{name}`".encode(), status=400, headers={"Content-Type": "text/plain"})


@pytest.mark.parametrize(
    ("form", "name"),
    [(form, "top_p") for form in (vllm_form, fastapi_form, mistral_form, plain_form)]
    + [(openai_form, name) for name in SAMPLING],
)
@pytest.mark.parametrize("prompt", ["1. Name a river.", CHAT], ids=["completions", "chat"])
def test_a_refused_parameter_is_left_out_and_told_once(
    openai_server: OpenAIServer,
    load_llm: LoadLLM,
    caplog: pytest.LogCaptureFixture,
    form: Callable[[str], Answer],
    name: str,
    prompt: Any,
) -> None:
    """One refusal costs one request; that parameter, and no other, stays away from then on."""
    openai_server.refuse(name, answer=form)
    llm = load_llm()
    outputs = [llm.generate(inputs=[prompt], **SAMPLING)[0] for _ in range(3)]
    assert [output["error"] for output in outputs] == [[""]] * 3
    sent = [set(SAMPLING) & set(request.body) for request in openai_server.requests]
    assert sent == [set(SAMPLING)] + [set(SAMPLING) - {name}] * 3
    assert len(told(caplog)) == 1
    assert f"refuses `{name}`" in told(caplog)[0]


def test_all_refused_at_once_in_a_full_batch(
    openai_server: OpenAIServer, load_llm: LoadLLM, caplog: pytest.LogCaptureFixture
) -> None:
    """With 40 prompts in flight each of six refused parameters is told once, and the next batch needs no retry."""
    openai_server.refuse(*SAMPLING)
    llm = load_llm(max_in_flight=8)
    assert [output["error"] for output in llm.generate(inputs=[CHAT] * 40, **SAMPLING)] == [[""]] * 40
    assert sorted(sentence.split("`")[1] for sentence in told(caplog)) == sorted(SAMPLING)
    before = len(openai_server.requests)
    llm.generate(inputs=[CHAT] * 10, **SAMPLING)
    assert len(openai_server.requests) == before + 10


@pytest.mark.parametrize("prompt", ["1. Name a river.", CHAT], ids=["completions", "chat"])
def test_refused_stop_sequences_are_applied_here(
    openai_server: OpenAIServer, load_llm: LoadLLM, caplog: pytest.LogCaptureFixture, prompt: Any
) -> None:
    """The text ends where the endpoint should have ended it, and the warning says so."""
    openai_server.refuse("stop")
    openai_server.respond(text("Elbe\nTask: Oder", finish_reason="length"))
    output = load_llm().generate(inputs=[prompt], stop="Task:")[0]
    assert (output["generations"], output["finish_reason"]) == (["Elbe\n"], ["stop"])
    assert "cut at the stop sequences on this side" in told(caplog)[0]


def test_refused_n_is_asked_for_one_by_one(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """Three generations arrive from an endpoint that gives one at a time."""
    openai_server.refuse("n")
    output = load_llm().generate(inputs=[CHAT], num_generations=3)[0]
    assert output["generations"] == ["echo: Name a river."] * 3
    assert len(openai_server.requests) == 4


@pytest.mark.parametrize(("set_name", "wanted"), [(0, 1), (1, 0)])
def test_the_limit_is_sent_under_the_name_that_is_asked_for(
    openai_server: OpenAIServer, load_llm: LoadLLM, caplog: pytest.LogCaptureFixture, set_name: int, wanted: int
) -> None:
    """`max_tokens` and `max_completion_tokens` are exchanged when the 400 names the other; the limit stays."""
    names = ("max_tokens", "max_completion_tokens")
    openai_server.refuse(
        names[set_name],
        answer=lambda name: error(400, f"'{name}' is not supported, use '{names[wanted]}'.", param=name),
    )
    llm = load_llm(max_tokens_parameter=names[set_name])
    for _ in range(2):
        assert llm.generate(inputs=[CHAT], max_new_tokens=50)[0]["error"] == [""]
    assert [request.body.get(names[wanted]) for request in openai_server.requests] == [None, 50, 50]
    assert len(told(caplog)) == 1


@pytest.mark.parametrize(
    ("words", "requests"),
    [
        ("max_tokens is too large: 9000.", 1),
        ("'max_tokens' or 'max_completion_tokens' is too large: your request has 9000 input tokens.", 2),
    ],
)
def test_too_large_a_limit_is_no_refusal(
    openai_server: OpenAIServer, load_llm: LoadLLM, words: str, requests: int
) -> None:
    """A prompt beyond the context is lost alone: the limit of the requests after it keeps its name."""
    openai_server.script(*[error(400, words, param="max_tokens")] * requests)
    llm = load_llm()
    assert llm.generate(inputs=[CHAT])[0]["error"] == [f"The endpoint answered HTTP 400: {words}"]
    assert len(openai_server.requests) == requests
    llm.generate(inputs=[CHAT], max_new_tokens=50)
    assert openai_server.requests[-1].body["max_tokens"] == 50


def test_the_named_parameter_counts_before_the_words(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """An error about `temperature` that recommends `top_p` costs the temperature."""
    openai_server.script(error(400, "Only the default is supported: use top_p.", param="temperature"))
    load_llm().generate(inputs=[CHAT], temperature=0.7, top_p=0.5)
    assert openai_server.requests[-1].body["top_p"] == 0.5
    assert "temperature" not in openai_server.requests[-1].body


def test_two_that_exclude_each_other_cost_the_lesser_one(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """`temperature` and `top_p` refused together: `top_p` goes, the temperature stays."""

    def answer(request: Request) -> Answer:
        if {"temperature", "top_p"} <= set(request.body):
            return error(400, "`temperature` and `top_p` cannot both be specified.")
        return choices(request, "Elbe")

    openai_server.respond(answer)
    load_llm().generate(inputs=[CHAT], temperature=0.7, top_p=0.5)
    assert openai_server.requests[-1].body["temperature"] == 0.7
    assert len(openai_server.requests) == 2


def test_nothing_is_learned_from_a_request_that_fails_anyway(
    openai_server: OpenAIServer, load_llm: LoadLLM, caplog: pytest.LogCaptureFixture
) -> None:
    """A 400 that only quotes a prompt about temperature and stops loses that row and no parameter."""
    openai_server.script(*[error(400, "Blocked: 'At which temperature does the bus stop?'")] * 3)
    llm = load_llm()
    assert llm.generate(inputs=[CHAT], **SAMPLING)[0]["error"][0].startswith("The endpoint answered HTTP 400: Blocked")
    llm.generate(inputs=[CHAT], **SAMPLING)
    assert set(SAMPLING) <= set(openai_server.requests[-1].body)
    assert not [sentence for sentence in told(caplog) if "refuses" in sentence]


def test_a_fault_between_refusals_is_tried_again(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """Retries and refusals work together: a 503 after a refusal costs one more request."""
    openai_server.script(openai_form("seed"), error(503), text("Elbe"))
    assert load_llm().generate(inputs=[CHAT], seed=1)[0]["generations"] == ["Elbe"]
    assert ["seed" in request.body for request in openai_server.requests] == [True, False, False]


def test_extra_body_can_be_refused_too(
    openai_server: OpenAIServer, load_llm: LoadLLM, caplog: pytest.LogCaptureFixture
) -> None:
    """A parameter of one endpoint that another does not know is left out like OpenAI's own."""
    openai_server.refuse("top_k")
    assert load_llm().generate(inputs=[CHAT], extra_body={"top_k": 20})[0]["error"] == [""]
    assert "refuses `top_k`" in told(caplog)[0]
