"""Everything that the README shows is run; its two commands for a fresh machine by `.ci/run`."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from loopback.offline_endpoint import serve_offline_model
from loopback.openai_server import OpenAIServer

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
BASH = dict(re.findall(r"```bash\n# ([^\n]+)\n(.*?)```", README, re.DOTALL))


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_python_runs(code: str, tmp_path: Path) -> None:
    (tmp_path / "shown.py").write_text(code)
    ran = subprocess.run([sys.executable, "shown.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()


def test_every_command_is_known_to_a_test() -> None:
    assert set(BASH) == {"run it", "test it", "real run", "with settings"}


@pytest.mark.parametrize("name", ["real run", "with settings"])
def test_commands_against_an_endpoint_run(name: str, openai_server: OpenAIServer, tmp_path: Path) -> None:
    serve_offline_model(openai_server)
    shown = BASH[name].replace("http://127.0.0.1:8000/v1", openai_server.base_url).replace("my-model", "test-model")
    command = shlex.split(shown.replace("\\\n", ""))
    assert command[0] == "selfinstruct"
    command = [sys.executable, "-m", "selfinstruct_distilabel", *command[1:]]
    command += [] if "--num-instructions" in command else ["--num-instructions", "20"]
    command[command.index("--num-instructions") + 1] = "20"
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
