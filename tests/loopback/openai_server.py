"""The one stand-in for a model behind an endpoint: an HTTP server on 127.0.0.1 that speaks OpenAI's API.

It knows `/v1/completions`, `/v1/chat/completions` and `/v1/models`, records every request, and answers as it is
told: a script of answers for the next requests, a responder for all others, parameters that it refuses.
"""

import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Answer", "OpenAIServer", "Request", "choices", "error", "reset", "text"]

# Seconds for which gathered requests stay in flight.
_LINGER = 0.05
_PATHS = {"/v1/completions": "completions", "/v1/chat/completions": "chat"}


@dataclass(frozen=True)
class Request:
    """One request for a completion as it arrived; `arrived` is in seconds of `time.monotonic`."""

    endpoint: str
    headers: dict[str, str]
    body: dict[str, Any]
    arrived: float

    @property
    def prompt(self) -> str:
        """The text to continue, or the content of the last message."""
        if self.endpoint == "completions":
            return str(self.body["prompt"])
        return str(self.body["messages"][-1]["content"])


@dataclass(frozen=True)
class Answer:
    """What goes over the wire.

    Args:
        body: bytes as they are, or anything else as JSON.
        missing_bytes: how much less than announced is sent before the connection closes.
        is_reset: send nothing and reset the connection.
        wait_for: wait for this event first (a hung server).
    """

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    missing_bytes: int = 0
    is_reset: bool = False
    wait_for: threading.Event | None = None

    def payload(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Responder = Callable[[Request], Answer]


def choices(
    request: Request, *texts: str | list[Any] | None, finish_reason: str | None = "stop", **extra: Any
) -> Answer:
    """A completion with one choice for each of `texts`, with OpenAI's usage figures; `extra` joins the body."""
    key, kind = ("text", "text_completion") if request.endpoint == "completions" else ("message", "chat.completion")
    body = {
        "id": "cmpl-1",
        "object": kind,
        "created": 1,
        "model": request.body["model"],
        "choices": [
            {
                "index": index,
                key: {"role": "assistant", "content": content} if key == "message" else content,
                "finish_reason": finish_reason,
                "logprobs": None,
            }
            for index, content in enumerate(texts)
        ],
        "usage": {"prompt_tokens": 7, "completion_tokens": 5 * len(texts), "total_tokens": 7 + 5 * len(texts)},
    }
    return Answer(body | extra)


def text(content: str, **settings: Any) -> Responder:
    """Answer every choice with `content`."""
    return lambda request: choices(request, *[content] * request.body.get("n", 1), **settings)


def error(status: int, message: str = "scripted", *, headers: dict[str, str] | None = None, **fields: Any) -> Answer:
    """An error in OpenAI's form; `fields` are `param`, `code`, `type`."""
    return Answer({"error": {"message": message, **fields}}, status=status, headers=headers or {})


def reset() -> Answer:
    return Answer(is_reset=True)


class OpenAIServer:
    """The server; use it as a context manager, or the fixture `openai_server`."""

    def __init__(self, models: Sequence[str] = ("test-model",)) -> None:
        self.models: Answer = Answer({"object": "list", "data": [{"id": name, "object": "model"} for name in models]})
        self.requests: list[Request] = []
        self.most_in_flight = 0
        self._in_flight = 0
        self._script: deque[Answer | Responder] = deque()
        self._responder: Responder = lambda request: text(f"echo: {request.prompt}")(request)
        self._refused: dict[str, Callable[[str], Answer]] = {}
        self._gate: threading.Barrier | None = None
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def script(self, *answers: Answer | Responder) -> None:
        """Answer the next requests so, in the order in which they arrive."""
        self._script.extend(answers)

    def respond(self, responder: Responder) -> None:
        """Answer all requests beyond the script so."""
        self._responder = responder

    def refuse(self, *parameters: str, answer: Callable[[str], Answer] | None = None) -> None:
        """Answer 400 to requests with one of `parameters`, in OpenAI's form or as `answer` makes it of the name."""
        for name in parameters:
            self._refused[name] = answer or _unsupported

    def gather(self, count: int, timeout: float = 10.0) -> None:
        """Hold requests back until `count` are in flight, then let these go; 500 for those that wait in vain.

        They linger a moment longer, for a request too many to show.
        """
        self._gate = threading.Barrier(count, timeout=timeout)

    def __enter__(self) -> "OpenAIServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def arrive(self, request: Request) -> Answer:
        """Record `request` and choose its answer; called by the handler, in the request's thread."""
        with self._lock:
            self.requests.append(request)
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
            scripted = self._script.popleft() if self._script else None
        try:
            if self._gate:
                self._gate.wait()
                time.sleep(_LINGER)
        except threading.BrokenBarrierError:
            return error(500, "too few requests in flight")
        if scripted is not None:
            return scripted if isinstance(scripted, Answer) else scripted(request)
        refused = next((name for name in request.body if name in self._refused), None)
        return self._refused[refused](refused) if refused else self._responder(request)

    def leave(self) -> None:
        """The answer to one request is about to go out."""
        with self._lock:
            self._in_flight -= 1


def _unsupported(name: str) -> Answer:
    message = f"Unsupported parameter: '{name}' is not supported with this model."
    if name == "max_tokens":
        message += " Use 'max_completion_tokens' instead."
    return error(400, message, param=name, type="invalid_request_error", code="unsupported_parameter")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256  # the default of 5 would refuse a burst of connections


def _handler(server: OpenAIServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._send(server.models if self.path == "/v1/models" else error(404, "no such page"))

        def do_POST(self) -> None:
            arrived = time.monotonic()
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path not in _PATHS:
                self._send(error(404, "no such page"))
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = server.arrive(Request(_PATHS[self.path], headers, body, arrived))
            if answer.wait_for:
                answer.wait_for.wait()
            server.leave()
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            if answer.is_reset:
                # With a linger time of zero, closing sends RST in place of FIN.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            payload = answer.payload()
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            try:
                self.wfile.write(payload[: len(payload) - answer.missing_bytes])
            except OSError:
                self.close_connection = True  # the client has given up
            if answer.missing_bytes:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the test's output clean."""

    return Handler
