"""OfflineLLM: a distilabel LLM without a language model."""

import hashlib
import json
import re
import time
from itertools import islice
from random import Random

from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.models.llms.base import LLM
from distilabel.typing import FormattedInput
from pydantic import Field, NonNegativeInt, validate_call

from selfinstruct_distilabel.llms._outputs import Outcome
from selfinstruct_distilabel.llms.offline.answers import answer
from selfinstruct_distilabel.llms.offline.noise import Noise
from selfinstruct_distilabel.llms.offline.prompts import Request, read_prompt

__all__ = ["OfflineLLM"]

_TOKEN = re.compile(r"\w+|[^\w\s]")


class OfflineLLM(LLM):
    """A rule-based generator for trying out, tests and teaching; not a language model, and without weights or network.

    It answers the prompts of Self-Instruct in both styles: it makes up small tasks (sorting, arithmetic, rewriting,
    extraction, labelling by rule, units, dates, tables), and computes their answers, which are therefore right. Around
    them it makes the mistakes that real models make: repeats, too short or blocked instructions, odd answers, malformed
    and truncated completions. The same prompt always gets the same completion. Of a task that it did not write it says
    that it cannot do it.

    Attributes:
        seed: another seed gives another data set.
        noise: how often something goes wrong, from 0 (never) to 1.
        latency: seconds that a call takes, whatever the number of its inputs, as if they were asked concurrently.
        fail_rate: share of the prompts that get no completion, however often they are asked.

    Runtime parameters:
        - `seed`: another seed gives another data set. Defaults to `0`.
        - `noise`: how often something goes wrong, from 0 to 1. Defaults to `0.2`.
        - `latency`: seconds that a call takes. Defaults to `0.0`.
        - `fail_rate`: share of the prompts that get no completion. Defaults to `0.0`.

    Examples:
        Let it continue a list of tasks:

        ```python
        from selfinstruct_distilabel.llms import OfflineLLM

        llm = OfflineLLM(noise=0)
        llm.load()
        prompt = "A list of tasks:\n\n1. Name three rivers.\n2. Spell the word seven.\n3."
        print(llm.generate([prompt], stop=["\n5."])[0]["generations"][0])
        ```
    """

    seed: RuntimeParameter[int] = Field(default=0, description="Another seed gives another data set.")
    noise: RuntimeParameter[float] = Field(
        default=0.2, ge=0, le=1, description="How often something goes wrong, from 0 to 1."
    )
    latency: RuntimeParameter[float] = Field(default=0.0, ge=0, description="Seconds that a call takes.")
    fail_rate: RuntimeParameter[float] = Field(
        default=0.0, ge=0, le=1, description="Share of the prompts that get no completion."
    )

    @property
    def model_name(self) -> str:
        """The name by which data sets know it."""
        return "offline-selfinstruct"

    @validate_call
    def generate(  # type: ignore[override]
        self,
        inputs: list[FormattedInput],
        num_generations: int = 1,
        max_new_tokens: NonNegativeInt | None = None,
        temperature: float | None = None,
        top_p: float | None = None,
        frequency_penalty: float | None = None,
        presence_penalty: float | None = None,
        stop: str | list[str] | None = None,
    ) -> list[Outcome]:
        """Answers prompts, each by itself: the batch it comes in and the order make no difference.

        Args:
            inputs: texts to continue, or messages of which the last one of the user is answered.
            num_generations: how many different completions each gets.
            max_new_tokens: where a completion is cut; a token is a word or a punctuation mark. None: nowhere.
            temperature: accepted and without effect, like the next three.
            top_p: without effect.
            frequency_penalty: without effect.
            presence_penalty: without effect.
            stop: texts that end a completion before they are written.

        Returns:
            For each input `generations`, token counts under `statistics`, `finish_reason` (`stop`, `length`, None for no
            completion) and `error`, lists with an entry for each generation.
        """
        if self.latency:
            time.sleep(self.latency)
        stops = [stop] if isinstance(stop, str) else stop or []
        return [self._outcome(prompt, num_generations, max_new_tokens, stops) for prompt in inputs]

    def _outcome(self, prompt: FormattedInput, count: int, max_new_tokens: int | None, stops: list[str]) -> Outcome:
        request = read_prompt(prompt)
        key = prompt if isinstance(prompt, str) else json.dumps(prompt)
        ends = [self._completion(request, key, place, max_new_tokens, stops) for place in range(count)]
        return {
            "generations": [text for text, _ in ends],
            "statistics": {
                "input_tokens": [_count(request.text)] * count,
                "output_tokens": [_count(text or "") for text, _ in ends],
            },
            "finish_reason": [reason for _, reason in ends],
            "error": ["" if reason else "the offline model was told to fail" for _, reason in ends],
            "endpoints_fault": [False] * count,
        }

    def _completion(
        self, request: Request, key: str, place: int, max_new_tokens: int | None, stops: list[str]
    ) -> tuple[str | None, str | None]:
        """Text and finish reason; both are functions of the seed, the prompt and the generation's place."""
        digest = hashlib.sha256(f"{self.seed}\n{place}\n{key}".encode()).digest()
        content, mishaps, failure = digest[:12], digest[12:24], digest[24:]
        if int.from_bytes(failure, "big") < (self.fail_rate or 0) * 2**64:
            return None, None
        noise = Noise(int.from_bytes(mishaps, "big"), self.noise or 0)
        return _cut(answer(request, Random(int.from_bytes(content, "big")), noise), max_new_tokens, stops)


def _cut(text: str, max_new_tokens: int | None, stops: list[str]) -> tuple[str, str]:
    """The text as an endpoint sends it, and why it ends."""
    found = [at for stop in stops if stop and (at := text.find(stop)) >= 0]
    text = text[: min(found)] if found else text
    if max_new_tokens is None or len(text) <= max_new_tokens:
        return text, "stop"
    beyond = next(islice(_TOKEN.finditer(text), max_new_tokens, None), None)
    return (text, "stop") if beyond is None else (text[: beyond.start()], "length")


def _count(text: str) -> int:
    """Tokens, counted as for `max_new_tokens`."""
    return len(_TOKEN.findall(text))
