"""An LLM for tests of the tasks: answers by a function of the prompt, and records what it was asked."""

from collections.abc import Callable
from typing import Any

from distilabel.models.llms.base import LLM
from pydantic import PrivateAttr

__all__ = ["ScriptedLLM"]


class ScriptedLLM(LLM):
    """Answers `reply(prompt)`; a reply that is an exception is raised, for the whole call."""

    reply: Callable[[str], Any] = lambda prompt: "Yes"

    _asked: list[dict[str, Any]] = PrivateAttr(default_factory=list)

    @property
    def model_name(self) -> str:
        return "scripted"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """One entry a prompt of each call: the prompt and the generation arguments."""
        return self._asked

    def generate(  # type: ignore[override]
        self,
        inputs: list[Any],
        num_generations: int = 1,
        temperature: float | None = None,
        top_p: float | None = None,
        max_new_tokens: int = 16,
        stop: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Answers.

        Args:
            inputs: prompts.
            num_generations: always 1.
            temperature: recorded.
            top_p: recorded.
            max_new_tokens: recorded.
            stop: recorded.
        """
        outputs = []
        for prompt in inputs:
            arguments = {"temperature": temperature, "top_p": top_p, "max_new_tokens": max_new_tokens, "stop": stop}
            self._asked.append({"prompt": prompt, **arguments})
            text = self.reply(prompt if isinstance(prompt, str) else prompt[-1]["content"])
            if isinstance(text, Exception):
                raise text
            statistics = {"input_tokens": [7], "output_tokens": [2]}
            outputs.append({"generations": [text], "statistics": statistics, "finish_reason": ["stop"]})
        return outputs
