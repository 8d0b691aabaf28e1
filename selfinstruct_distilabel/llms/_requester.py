"""One request to an OpenAI-compatible endpoint, repeated until it is answered or lost for good."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openai

from selfinstruct_distilabel.llms._failures import REQUEST_ERRORS, describe, without_secrets
from selfinstruct_distilabel.llms._refusals import Refusals
from selfinstruct_distilabel.llms._replies import Reply, read_reply
from selfinstruct_distilabel.llms._retries import RetryPolicy

__all__ = ["Requester"]


@dataclass(frozen=True)
class Requester:
    """The connections of one event loop to an endpoint.

    Args:
        client: the connections; its own retries are off.
        model: the model to ask.
        slots: one for each request that may be in flight.
        retries: when to try again.
        logger: where retries are told.
        secrets: what no sentence may show.
    """

    client: openai.AsyncOpenAI
    model: str
    slots: asyncio.Semaphore
    retries: RetryPolicy
    logger: logging.Logger
    secrets: tuple[str, ...]

    async def ask(self, prompt: Any, settings: Mapping[str, Any], known: Refusals) -> tuple[Reply, Refusals]:
        """The reply, and what the endpoint had to be spared for it; `known` is spared from the start.

        Args:
            prompt: a text for the completions endpoint, or messages for the chat endpoint.
            settings: the other parameters of the request by their names in the API, the least important last.
        """
        refusals = known
        while True:
            try:
                reply = await self._send_with_retries(prompt, refusals.body(settings))
            except openai.APIStatusError as error:
                one_more = refusals.after(error, settings)
                if one_more is None:
                    raise
            else:
                return reply, refusals
            refusals = one_more

    def reason(self, error: Exception) -> str:
        """Why a request failed, in one sentence that may go anywhere."""
        return without_secrets(describe(error), self.secrets)

    async def _send_with_retries(self, prompt: Any, body: dict[str, Any]) -> Reply:
        retries_done = 0
        while True:
            try:
                return await self._send(prompt, body)
            except REQUEST_ERRORS as error:
                wait = self.retries.wait(retries_done, error)
                if wait is None:
                    raise
                self.logger.info("%s Next try in %.1f s.", self.reason(error), wait)
            # The slot stays taken meanwhile: an endpoint in trouble gets fewer requests, not others.
            await asyncio.sleep(wait)
            retries_done += 1

    async def _send(self, prompt: Any, body: dict[str, Any]) -> Reply:
        # The raw responses, because the client's own reading lets anything pass that is JSON.
        if isinstance(prompt, str):
            completions = self.client.completions.with_raw_response
            text = await completions.create(model=self.model, prompt=prompt, extra_body=body)
            return read_reply(text.http_response.content)
        chat = self.client.chat.completions.with_raw_response
        message = await chat.create(model=self.model, messages=prompt, extra_body=body)
        return read_reply(message.http_response.content)
