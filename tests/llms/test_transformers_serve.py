"""A whole run against an independent server of OpenAI's API: `transformers serve` with a tiny random model."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

START = 120.0  # seconds that the server may take to load

_CHAT_TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama of a few thousand random weights that speaks single bytes, made here."""
    pytest.importorskip("torch", reason="the extra [serve] is not installed")
    transformers = pytest.importorskip("transformers", reason="the extra [serve] is not installed")
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    folder = tmp_path_factory.mktemp("models") / "tiny-random"
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: number for number, letter in enumerate(alphabet)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(["<end>"])
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", pad_token="<end>")
    fast.chat_template = _CHAT_TEMPLATE
    fast.save_pretrained(folder)
    transformers.set_seed(0)
    config = transformers.LlamaConfig(
        vocab_size=len(fast),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=16_384,
        bos_token_id=None,
        eos_token_id=fast.eos_token_id,
        pad_token_id=fast.pad_token_id,
    )
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def endpoint(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("serve") / "log"
    command = [
        str(Path(sys.executable).with_name("transformers")),
        "serve",
        str(model),
        "--port",
        str(port),
        "--device",
        "cpu",
    ]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "NO_PROXY": "127.0.0.1"}
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output, env=environment) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server, log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)  # between two looks; the condition is the answer
    pytest.fail(f"transformers serve did not start: {log.read_text()[-2000:]}")


@pytest.mark.parametrize("style", ["chat", "completion"])
def test_gibberish_ends_as_no_usable_instruction(endpoint: str, model: Path, tmp_path: Path, style: str) -> None:
    command = [sys.executable, "-m", "selfinstruct_distilabel", "run", "--base-url", endpoint, "--model", str(model)]
    command += ["--output", str(tmp_path / "out"), "--num-instructions", "3", "--json"]
    for task in ("generate_instructions", "identify_classification", "generate_instances"):
        command += ["--set", f"{task}.prompt_style={style}"]
    command += ["--set", "sample_demonstrations.patience=2", "--set", "sample_demonstrations.prompts_per_round=2"]
    command += ["--set", "generate_instructions.max_new_tokens=40"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 1, ended.stderr
    assert "no usable instruction" in ended.stderr
    assert "Traceback" not in ended.stderr
    summary = json.loads(ended.stdout)
    assert (summary["ended"], summary["rounds"], summary["admitted"]) == ("patience", 2, 0)
    assert summary["candidates"] == sum(summary["rejected"].values()) >= 4
