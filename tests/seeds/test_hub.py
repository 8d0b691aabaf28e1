"""Seeds from the Hub, read over HTTP from a server on loopback that answers as the Hub does."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.seeds import read_seed_tasks

COMMIT = "0" * 40
SOURCES = {
    "default": "owner/seeds",
    "split": "owner/seeds/test",
    "config": "owner/seeds:small",
    "config and split": "owner/seeds:default/test",
    "no such split": "owner/seeds/validation",
    "no such config": "owner/seeds:large",
    "no such data set": "owner/nothing",
}
# in a subprocess, since huggingface_hub takes the address of the Hub from the environment when it is imported
SCRIPT = """
import json, sys
from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.seeds import read_seed_tasks

def answer(source):
    try:
        return [task.id for task in read_seed_tasks(source)]
    except InputError as error:
        return str(error)

print(json.dumps({name: answer(source) for name, source in json.loads(sys.argv[1]).items()}))
"""
CARD = b"""---
configs:
- config_name: default
  data_files:
  - {split: test, path: test.jsonl}
  - {split: train, path: train.jsonl}
- config_name: small
  data_files: small.jsonl
---
"""


def _line(task_id: str) -> bytes:
    instances = [{"input": "", "output": "Done."}]
    task = {"id": task_id, "instruction": f"Do {task_id}.", "instances": instances, "is_classification": False}
    return json.dumps(task).encode() + b"\n"


class _Hub(BaseHTTPRequestHandler):
    """One data set, `owner/seeds`, with as much of the Hub's interface as reading takes."""

    files: ClassVar[dict[str, bytes]] = {
        "README.md": CARD,
        "train.jsonl": _line("of_train"),
        "test.jsonl": _line("of_test"),
        "small.jsonl": _line("of_small"),
    }

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        known = path.startswith(("/datasets/owner/seeds/", "/api/datasets/owner/seeds"))
        name = path.rpartition("/")[2]
        if known and "/resolve/" in path and name in self.files:
            self._answer(200, self.files[name])
        elif known and "/tree/" in path:
            listing = [{"type": "file", "path": n, "size": len(b), "oid": n} for n, b in self.files.items()]
            self._answer(200, json.dumps(listing).encode())
        elif known and path.startswith("/api/"):
            siblings = [{"rfilename": file} for file in self.files]
            self._answer(200, json.dumps({"id": "owner/seeds", "sha": COMMIT, "siblings": siblings}).encode())
        else:
            self._answer(404, b"", error="EntryNotFound" if known else "RepoNotFound")

    do_HEAD = do_GET  # noqa: N815 (the name http.server looks for)

    def _answer(self, status: int, body: bytes, *, error: str = "") -> None:
        self.send_response(status)
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{hash(body)}"')
        self.send_header("Content-Length", str(len(body)))
        if error:
            self.send_header("X-Error-Code", error)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the test's output stays readable."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str] | str]:
    """What each of `SOURCES` gives: the ids of the tasks, or the sentence of the error."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        **os.environ,
        "HF_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
        "HF_HOME": str(tmp_path_factory.mktemp("hub")),
        "HF_HUB_OFFLINE": "0",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(SOURCES)],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    ids_or_sentences: dict[str, list[str] | str] = json.loads(done.stdout)
    return ids_or_sentences


@pytest.mark.parametrize(
    ("name", "ids"),
    [("default", ["of_train"]), ("split", ["of_test"]), ("config", ["of_small"]), ("config and split", ["of_test"])],
)
def test_data_set_of_the_hub_is_read(name: str, ids: list[str], answers: dict[str, list[str] | str]) -> None:
    """`owner/name` is the split `train`; a configuration follows a colon, a split a slash."""
    assert answers[name] == ids


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no such split", 'The data set "owner/seeds" has no split "validation"; put one of test, train '),
        ("no such config", 'There is no such file, and the Hub data set "owner/seeds:large" cannot be loaded ('),
        ("no such data set", 'There is no such file, and the Hub data set "owner/nothing" cannot be loaded ('),
    ],
)
def test_what_the_hub_does_not_have_gives_one_sentence(
    name: str, sentence: str, answers: dict[str, list[str] | str]
) -> None:
    """A missing data set, configuration or split is named, in one line."""
    answer = answers[name]
    assert isinstance(answer, str)
    assert answer.startswith(sentence)
    assert "\n" not in answer


def test_hub_out_of_reach_gives_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the network (here: switched off by its own option) the sentence names both, file and data set."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)
    with pytest.raises(InputError, match=r'^There is no such file, and the Hub data set "owner/name" cannot be loaded'):
        read_seed_tasks("owner/name")
