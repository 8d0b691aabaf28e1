"""`check_endpoint`: before a run starts, one sentence about what would make it fail."""

import socket
import time
from collections.abc import Iterator

import pytest
from loopback.openai_server import Answer, OpenAIServer, error

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms import OpenAICompatibleLLM, openai_compatible


def models(*names: str) -> Answer:
    return Answer({"object": "list", "data": [{"id": name} for name in names]})


def check(server: OpenAIServer, model: str = "test-model") -> None:
    OpenAICompatibleLLM(model=model, base_url=server.base_url, api_key="sk-4711-secret").check_endpoint()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_good_endpoint_passes(openai_server: OpenAIServer) -> None:
    """The model is listed: nothing is said, and no completion is asked for."""
    check(openai_server)
    assert openai_server.requests == []


@pytest.mark.parametrize(
    ("listing", "model"),
    [
        (error(404), "any"),
        (error(405), "any"),
        (error(500), "any"),
        (error(501), "any"),
        (error(429), "any"),
        (Answer({"object": "list", "data": []}), "any"),
        (Answer({"models": ["other"]}), "any"),
        (Answer([{"id": "a"}, {"id": "b"}]), "b"),
        (models("llama3:latest"), "llama3"),
        (models("models/gemini-pro"), "gemini-pro"),
        (models("org/model"), "org/model:fast-provider"),
    ],
)
def test_what_tells_nothing_against_the_model_passes(openai_server: OpenAIServer, listing: Answer, model: str) -> None:
    """No list, an empty one, another form of list, and the short forms of names that servers take."""
    openai_server.models = listing
    check(openai_server, model)


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        (
            models("qwen-7b-instruct", "llama-8b"),
            "no model 'qwen-7b-instrukt': give one that it lists, such as qwen-7b",
        ),
        (models("alpha", "beta"), "such as alpha, beta."),
        (Answer([{"id": "gamma"}]), "such as gamma."),
        (models("llama3:8b"), "such as llama3:8b."),
        (error(401, "bad key sk-4711-secret"), r"refuses the API key \(HTTP 401\): set OPENAI_API_KEY"),
        (error(403), r"refuses the API key \(HTTP 403\): set OPENAI_API_KEY"),
        (error(503), r"is not ready \(HTTP 503\)"),
        (
            Answer(b"<html>Welcome</html>", headers={"Content-Type": "text/html"}),
            "check base_url, which mostly ends in /v1",
        ),
    ],
)
def test_what_would_fail_is_told_in_one_sentence(openai_server: OpenAIServer, listing: Answer, words: str) -> None:
    """The sentence names the endpoint and the way out, and never the key."""
    openai_server.models = listing
    with pytest.raises(InputError, match=words) as raised:
        check(openai_server, "qwen-7b-instrukt")
    assert openai_server.base_url in str(raised.value)
    assert "4711" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_nobody_there(openai_server: OpenAIServer) -> None:
    """A refused connection names the URL without the password in it, and says what to do."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(InputError, match=f"No endpoint answers at http://127.0.0.1:{port}/v1, start the server"):
            OpenAICompatibleLLM(model="m", base_url=f"http://me:pass@127.0.0.1:{port}/v1").check_endpoint()


def test_a_silent_endpoint_costs_seconds(
    openai_server: OpenAIServer, silent_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that never answers is given up after the preflight's own timeout, not the LLM's two minutes."""
    assert openai_compatible.PREFLIGHT_TIMEOUT <= 5
    monkeypatch.setattr(openai_compatible, "PREFLIGHT_TIMEOUT", 0.2)
    begun = time.monotonic()
    with pytest.raises(InputError, match="did not answer in time"):
        OpenAICompatibleLLM(model="m", base_url=f"http://127.0.0.1:{silent_port}/v1").check_endpoint()
    assert time.monotonic() - begun < 5


def test_url_and_key_are_checked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenAI's own endpoint without a key is told without a request."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(InputError, match="wants an API key: set OPENAI_API_KEY"):
        OpenAICompatibleLLM(model="m", base_url="https://api.openai.com/v1").check_endpoint()
