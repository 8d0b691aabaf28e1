"""Faults of an endpoint, over real HTTP: what is tried again, what is lost, and that nothing else is lost with it."""

import gzip
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from loopback.openai_server import Answer, OpenAIServer, Request, choices, error, reset, text

LoadLLM = Callable[..., Any]  # distilabel's type of an output does not know our keys

CHAT = [{"role": "user", "content": "Name a river."}]
HTML = Answer(b"<html><body>Bad gateway</body></html>", headers={"Content-Type": "text/html"})


def only(llm: Any, **settings: Any) -> Any:
    """The output for one chat."""
    return llm.generate(inputs=[CHAT], **settings)[0]


@pytest.mark.parametrize(
    "fault",
    [
        error(500),
        error(503),
        error(429),
        error(408),
        reset(),
        Answer({"choices": []}, missing_bytes=4),
        Answer(b'{"choices": [{"mess'),
        Answer(b"[" * 100_000),
        Answer(b""),
        Answer({"choices": []}),
        Answer({"choices": None}),
        Answer({"choices": [{"message": "Elbe"}]}),
        Answer({"error": {"message": "upstream is gone", "code": 502}}),
        Answer(b"not gzip", headers={"Content-Encoding": "gzip"}),
        HTML,
    ],
    ids=lambda fault: str(fault.status) + str(fault.body)[:30] + "reset" * fault.is_reset,
)
def test_a_passing_fault_is_tried_again(openai_server: OpenAIServer, load_llm: LoadLLM, fault: Answer) -> None:
    """One bad answer of any kind, then a good one: the row has its text, after exactly two requests."""
    openai_server.script(fault, text("The Elbe."))
    assert only(load_llm())["generations"] == ["The Elbe."]
    assert len(openai_server.requests) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 422, 501])
def test_a_lasting_fault_is_not_tried_again(openai_server: OpenAIServer, load_llm: LoadLLM, status: int) -> None:
    """What would fail the same way again is asked once, and the row says why."""
    openai_server.script(error(status, "no\n such   luck."))
    output = only(load_llm(), num_generations=2)
    assert output == {
        "generations": [None, None],
        "statistics": {"input_tokens": [0], "output_tokens": [0]},
        "finish_reason": [None, None],
        "error": [f"The endpoint answered HTTP {status}: no such luck."] * 2,
        "endpoints_fault": [status in (401, 403, 404)] * 2,  # others would have failed so too
    }
    assert len(openai_server.requests) == 1


def test_the_endpoints_word_on_retries_counts(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """`x-should-retry: false` on a 429 (quota used up) ends it; `true` on a 400 does not."""
    openai_server.script(error(429, "quota", headers={"x-should-retry": "false"}))
    llm = load_llm()
    assert only(llm)["error"] == ["The endpoint answered HTTP 429: quota."]
    openai_server.script(error(400, "warming up", headers={"x-should-retry": "true"}))
    assert only(llm)["error"] == [""]
    assert len(openai_server.requests) == 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (error(503, "x" * 500_000), "HTTP 503"),
        (reset(), "The connection to the endpoint failed (ReadError"),
        (HTML, "not JSON"),
        (Answer({"choices": []}), "holds no completion."),
        (Answer({"error": {"message": "upstream is gone"}}), "holds no completion: upstream is gone."),
    ],
    ids=["status", "reset", "html", "no choices", "error in a 200"],
)
def test_retries_end(openai_server: OpenAIServer, load_llm: LoadLLM, fault: Answer, reason: str) -> None:
    """After `max_retries` more tries the row is lost, with a short reason of one line."""
    openai_server.respond(lambda request: fault)
    output = only(load_llm(max_retries=2))
    assert output["generations"] == [None]
    assert reason in output["error"][0]
    assert len(output["error"][0]) < 300
    assert len(openai_server.requests) == 3


def test_a_hung_endpoint_times_out(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """No answer within `timeout` is a fault like others: the second try gets the text."""
    end = threading.Event()
    openai_server.script(Answer(wait_for=end), text("The Elbe."))
    try:
        assert only(load_llm(timeout=1))["generations"] == ["The Elbe."]
    finally:
        end.set()


def test_nobody_there(load_llm: LoadLLM) -> None:
    """A port on which nobody listens loses the row with a reason, not the batch."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        output = only(load_llm(base_url=f"http://127.0.0.1:{unused.getsockname()[1]}/v1", max_retries=1))
    assert output["error"][0].startswith("The connection to the endpoint failed (ConnectError")


@pytest.mark.parametrize(
    "headers", [{"Retry-After": "0.7"}, {"retry-after-ms": "700"}], ids=["seconds", "milliseconds"]
)
def test_retry_after_is_waited_for(openai_server: OpenAIServer, load_llm: LoadLLM, headers: dict[str, str]) -> None:
    """The next try comes no sooner than asked (own back-off would be half a second at most), nor much later."""
    openai_server.script(error(429, headers=headers))
    only(load_llm(max_retry_wait=60))
    first, second = openai_server.requests
    assert 0.7 <= second.arrived - first.arrived < 5


def test_retry_after_has_a_cap(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """An endpoint that asks for an hour is tried again after `max_retry_wait` seconds."""
    openai_server.script(error(429, headers={"Retry-After": "3600"}), text("The Elbe."))
    assert only(load_llm(max_retry_wait=0.05))["generations"] == ["The Elbe."]


def test_one_of_ten_fails_for_good(
    openai_server: OpenAIServer, load_llm: LoadLLM, caplog: pytest.LogCaptureFixture
) -> None:
    """Nine texts and one None, in the order of the inputs; the log says it once."""

    def answer(request: Request) -> Answer:
        return error(500, "not this one") if request.prompt == "river 3" else choices(request, request.prompt)

    openai_server.respond(answer)
    outputs = load_llm(max_retries=1).generate(inputs=[f"river {number}" for number in range(10)])
    assert [output["generations"][0] for output in outputs] == [
        None if number == 3 else f"river {number}" for number in range(10)
    ]
    assert [bool(output["error"][0]) for output in outputs] == [number == 3 for number in range(10)]
    warnings = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert warnings == ["A request to 'test-model' failed for good. The endpoint answered HTTP 500: not this one."]


def test_mixed_faults_lose_nothing(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """Every third request fails in another way, 60 prompts all get their own text."""
    faults = [error(500), reset(), error(429), HTML, Answer({"choices": []}), Answer(b'{"a": 1}', missing_bytes=3)]
    openai_server.script(
        *(faults[i // 3 % 6] if i % 3 == 0 else lambda request: choices(request, request.prompt) for i in range(80))
    )
    openai_server.respond(lambda request: choices(request, request.prompt))
    prompts = [f"river {number}" for number in range(60)]
    outputs = load_llm().generate(inputs=prompts)
    assert [output["generations"] for output in outputs] == [[prompt] for prompt in prompts]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ""),
        ([{"type": "text", "text": "The "}, {"type": "text", "text": "Elbe."}], "The Elbe."),
        ([{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "The Elbe."}], "The Elbe."),
        ("half a pair \ud800 and a whole one \U0001f600", "half a pair \ufffd and a whole one \U0001f600"),
    ],
    ids=["empty", "parts", "parts with a thought", "lone surrogate"],
)
def test_content_in_other_forms(openai_server: OpenAIServer, load_llm: LoadLLM, content: Any, expected: str) -> None:
    """An empty text is a text; parts are joined without thoughts; half a surrogate pair cannot reach a file."""
    openai_server.script(lambda request: choices(request, content))
    output = only(load_llm())
    assert output["generations"] == [expected]
    assert output["error"] == [""]


@pytest.mark.parametrize("content", [None, [], [{"type": "thinking", "thinking": "Hm."}]])
def test_no_content_is_no_text(openai_server: OpenAIServer, load_llm: LoadLLM, content: Any) -> None:
    """A model that only thought gives None, its finish reason and why; it is paid for, so it is not asked again."""
    message = {"role": "assistant", "content": content, "reasoning_content": "Rivers are …"}
    openai_server.script(Answer({"choices": [{"message": message, "finish_reason": "length"}]}))
    output = only(load_llm())
    assert output["generations"] == [None]
    assert output["finish_reason"] == ["length"]
    assert output["error"] == ["The model gave no text (finish reason: length)."]
    assert len(openai_server.requests) == 1


def test_a_content_type_that_lies_is_read(openai_server: OpenAIServer, load_llm: LoadLLM) -> None:
    """A good body counts whatever its Content-Type says, compressed too."""
    body = gzip.compress(b'{"choices": [{"message": {"content": "The Elbe."}}]}')
    openai_server.script(Answer(body, headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"}))
    assert only(load_llm())["generations"] == ["The Elbe."]
