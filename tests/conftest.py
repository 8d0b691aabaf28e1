"""Fixtures that tests of several modules share."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import datasets
import hypothesis
import pytest
from distilabel.utils.logging import stop_logging
from loopback.openai_server import OpenAIServer

from selfinstruct_distilabel.llms import OpenAICompatibleLLM

# No deadlines: a test is no benchmark, and the machine may be busy.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test meets the user's cache of data sets, a pool by environment, or the logging that a pipeline left behind."""
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path / "datasets"))
    monkeypatch.delenv("SELFINSTRUCT_POOL", raising=False)
    handlers = logging.getLogger().handlers[:]
    yield
    stop_logging()
    logging.getLogger().handlers[:] = handlers


@pytest.fixture
def openai_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    """A running OpenAI-compatible endpoint on loopback, with no key and no proxy in the environment."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    with OpenAIServer() as server:
        yield server


@pytest.fixture
def load_llm(openai_server: OpenAIServer) -> Iterator[Callable[..., OpenAICompatibleLLM]]:
    """Makes loaded `OpenAICompatibleLLM`s of the loopback endpoint, with waits before retries near zero."""
    loaded = []

    def load(**settings: Any) -> OpenAICompatibleLLM:
        defaults = {"model": "test-model", "base_url": openai_server.base_url, "max_retry_wait": 0.01}
        llm = OpenAICompatibleLLM(**{**defaults, **settings})
        llm.load()
        loaded.append(llm)
        return llm

    yield load
    for llm in loaded:
        llm.unload()
