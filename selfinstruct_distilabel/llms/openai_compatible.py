"""distilabel's `OpenAILLM` with what a long run against any OpenAI-compatible endpoint needs."""

import asyncio
import math
import os
from typing import Annotated, Any, Literal

import openai
from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.models.llms import OpenAILLM
from distilabel.models.llms.utils import prepare_output
from distilabel.typing import FormattedInput
from pydantic import Field, NonNegativeFloat, NonNegativeInt, PositiveInt, PrivateAttr, validate_call

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms._failures import REQUEST_ERRORS, is_endpoints_fault, without_secrets
from selfinstruct_distilabel.llms._outputs import Collected, Outcome, with_outcome
from selfinstruct_distilabel.llms._preflight import check_model, checked_key, checked_url, shown_url
from selfinstruct_distilabel.llms._refusals import Refusals
from selfinstruct_distilabel.llms._replies import Reply
from selfinstruct_distilabel.llms._requester import Requester
from selfinstruct_distilabel.llms._retries import RetryPolicy

__all__ = ["OpenAICompatibleLLM"]

OPENAI_URL = "https://api.openai.com/v1"
# For connecting and for answering each, so that the preflight is over within ten seconds.
PREFLIGHT_TIMEOUT = 5.0
# The openai client keeps no more connections.
MOST_IN_FLIGHT = 1000
# What the parent's structured generation takes beside the limit and the number.
_STRUCTURED_SETTINGS = {
    *("temperature", "top_p", "presence_penalty", "frequency_penalty"),
    *("stop", "logprobs", "top_logprobs", "response_format"),
}


class OpenAICompatibleLLM(OpenAILLM):
    """Any endpoint that speaks OpenAI's API: vLLM, Ollama, llama.cpp, OpenAI itself and its kin.

    It is `OpenAILLM` with `stop` and `seed` on both endpoints, the finish reason of each generation, a cap on the
    requests in flight, retries that honour `Retry-After`, and failures for each request instead of each batch. A
    parameter that the endpoint refuses is left out from then on and told once. A text goes to the completions
    endpoint, messages go to the chat endpoint.

    Beside the generations, each output has `finish_reason` (None: not told) and `error` (why there is no generation,
    else empty) with one entry for each generation, and `endpoints_fault` (whether any request would have failed so); a
    task makes them the columns `llm_<task>_finish_reason` and so on.

    Attributes:
        model: the model's name at the endpoint.
        max_in_flight: the most requests under way at once, those waiting for a retry included. A step asks for one
            batch at a time, so its `input_batch_size` has to be well above this to keep the endpoint busy.
        max_retry_wait: the longest wait before one retry, in seconds, also when `Retry-After` asks for more.
        max_tokens_parameter: the name under which the chat endpoint takes `max_new_tokens`; the other one is tried
            when the endpoint asks for it.
        default_headers: headers for each request; never saved with a pipeline, as they may hold secrets.

    Runtime parameters:
        - `model`: the model's name at the endpoint.
        - `max_in_flight`: the most requests under way at once. Defaults to `64`.
        - `max_retry_wait`: the longest wait before one retry, in seconds. Defaults to `300`.
        - `max_tokens_parameter`: `max_tokens` or `max_completion_tokens`. Defaults to `max_tokens`.

    Icon:
        `:simple-openai:`

    Examples:
        Continue a text on a local server, which needs no API key:

        ```python
        from selfinstruct_distilabel.llms import OpenAICompatibleLLM

        llm = OpenAICompatibleLLM(model="my-base-model", base_url="http://localhost:8000/v1")
        llm.check_endpoint()
        llm.load()
        output = llm.generate_outputs(inputs=["1. Sort these names."], stop=["\\n2."])[0]
        output["generations"], output["finish_reason"], output["error"]
        ```
    """

    # None, as for every required runtime parameter: a pipeline names it before it runs.
    model: RuntimeParameter[str] = Field(default=None, description="The model's name at the endpoint.")  # type: ignore[assignment]
    max_in_flight: RuntimeParameter[Annotated[int, Field(ge=1, le=MOST_IN_FLIGHT)]] = Field(
        default=64, description="The most requests under way at once, those waiting for a retry included."
    )
    max_retry_wait: RuntimeParameter[NonNegativeFloat] = Field(
        default=300.0,
        description="The longest wait before one retry, in seconds, also when Retry-After asks for more.",
    )
    max_tokens_parameter: RuntimeParameter[Literal["max_tokens", "max_completion_tokens"]] = Field(
        default="max_tokens", description="The name under which the chat endpoint takes the limit on new tokens."
    )
    default_headers: RuntimeParameter[dict[str, str]] | None = Field(
        default=None,
        exclude=True,
        repr=False,
        description="Headers for each request; never saved with a pipeline, as they may hold secrets.",
    )

    # Connections and slots belong to one event loop; distilabel makes its own, a caller of `agenerate` has another.
    _requesters: dict[asyncio.AbstractEventLoop, Requester] = PrivateAttr(default_factory=dict)
    # The two endpoints of one server take different parameters.
    _refusals: dict[str, Refusals] = PrivateAttr(default_factory=dict)

    @property
    def model_name(self) -> str:
        """The model's name at the endpoint; empty before it is named."""
        return self.model or ""

    def load(self) -> None:
        """Check model, URL and key and make the clients; may be called again after `unload`.

        Raises:
            InputError: no model is named, the URL is none, OpenAI's own lacks a key, or offline batch generation is
                asked for.
        """
        self._check_model_is_named()
        if self.use_offline_batch_generation:
            raise InputError(
                f"{type(self).__name__} does no offline batch generation: turn use_offline_batch_generation off."
            )
        self.api_key = checked_key(self.api_key, self._url)
        super().load()

    def unload(self) -> None:
        """Close the connections and let go of all that cannot be pickled; the settings stay."""
        loop, is_ours = self._event_loop, self._new_event_loop
        if is_ours and not loop.is_closed():
            clients = [requester.client for other, requester in self._requesters.items() if other is loop]
            for client in [*clients, self._aclient]:
                loop.run_until_complete(client.close())
            loop.close()
        # None is what distilabel itself calls "not loaded", whatever its annotations say.
        self._event_loop = self._client = self._aclient = None  # type: ignore[assignment]
        self._new_event_loop = False
        self._requesters = {}

    def check_endpoint(self) -> None:
        """Ask the endpoint for its models, within ten seconds and without `load`.

        Raises:
            InputError: no model is named, nobody answers, the key is refused, or the model is not among those listed.
        """
        self._check_model_is_named()
        with openai.OpenAI(**self._client_settings() | {"timeout": PREFLIGHT_TIMEOUT}) as client:
            check_model(client, self.model_name)

    def _check_model_is_named(self) -> None:
        if not self.model:
            raise InputError(f"{type(self).__name__} has no model: name the one that the endpoint serves.")

    @validate_call
    async def agenerate(  # type: ignore[override]
        self,
        input: FormattedInput,
        num_generations: PositiveInt = 1,
        max_new_tokens: NonNegativeInt = 128,
        temperature: float | None = None,
        top_p: float | None = None,
        frequency_penalty: float | None = None,
        presence_penalty: float | None = None,
        stop: str | list[str] | None = None,
        seed: int | None = None,
        logprobs: bool = False,
        top_logprobs: PositiveInt | None = None,
        response_format: dict[str, Any] | None = None,
        extra_body: dict[str, Any] | None = None,
    ) -> Outcome:
        """Generates `num_generations` completions of one input; what is None is not sent.

        Args:
            input: a text for the completions endpoint, or messages for the chat endpoint.
            num_generations: the number of completions of the input. Defaults to `1`.
            max_new_tokens: the most tokens of a completion. Defaults to `128`.
            temperature: the sampling temperature. Defaults to `None`.
            top_p: the probability mass that nucleus sampling keeps. Defaults to `None`.
            frequency_penalty: the penalty on tokens by how often they stand in the text. Defaults to `None`.
            presence_penalty: the penalty on tokens that stand in the text at all. Defaults to `None`.
            stop: one or more sequences that end a completion and are not part of it. An endpoint that does not heed
                them costs tokens, but the completion is cut here. Defaults to `None`.
            seed: the seed of the sampling, for endpoints that have one. Defaults to `None`.
            logprobs: whether to return log probabilities, on the chat endpoint. Defaults to `False`.
            top_logprobs: the number of most likely tokens to return for each position. Defaults to `None`.
            response_format: the form of the answer, on the chat endpoint, e.g. `{"type": "json_object"}`. Defaults
                to `None`.
            extra_body: parameters of this endpoint alone, e.g. `{"top_k": 20}`. Defaults to `None`.

        Returns:
            The generations, None for each that failed, with statistics, `finish_reason` and `error`.
        """
        prompt = input[0] if isinstance(input, tuple) and input[1] is None else input
        stops = [sequence for sequence in ([stop] if isinstance(stop, str) else stop or []) if sequence]
        # By their names in the API, the least important last: it is the first to go when the endpoint minds two.
        settings: dict[str, Any] = {
            "max_tokens" if isinstance(prompt, str) else self.max_tokens_parameter or "max_tokens": max_new_tokens,
            "temperature": temperature,
            "stop": stops or None,
            "n": num_generations,
            "top_p": top_p,
            "presence_penalty": presence_penalty,
            "frequency_penalty": frequency_penalty,
            "seed": seed,
        }
        if isinstance(prompt, str):
            settings |= {"logprobs": top_logprobs}
        else:
            settings |= {"response_format": response_format, "logprobs": logprobs or None, "top_logprobs": top_logprobs}
        settings = {name: value for name, value in settings.items() if value is not None} | (extra_body or {})

        if isinstance(prompt, tuple) or (self.structured_output and not isinstance(prompt, str)):
            return await self._generate_structured(prompt, num_generations, max_new_tokens, settings)
        collected = Collected(wanted=num_generations)
        requester = self._requester()
        try:
            # Many endpoints take `n` and give one choice: the rest is asked for again.
            while collected.missing:
                collected.add(await self._ask(requester, prompt, settings | {"n": collected.missing}))
        except REQUEST_ERRORS as error:
            collected.failure = self._lost(requester, error)
            collected.endpoints_fault = is_endpoints_fault(error)
        return collected.output(stops=stops, with_logprobs="logprobs" in settings)

    async def _ask(self, requester: Requester, prompt: Any, settings: dict[str, Any]) -> Reply:
        endpoint = "completions" if isinstance(prompt, str) else "chat"
        async with requester.slots:
            # Read with the slot in hand: what the requests before this one have learned counts for it.
            reply, refusals = await requester.ask(prompt, settings, self._refusals.get(endpoint, Refusals()))
        known = self._refusals.get(endpoint, Refusals())
        for news in (refusals - known).sentences():
            url = shown_url(self._url)
            self._logger.warning(without_secrets(f"The {endpoint} endpoint at {url} {news}.", requester.secrets))
        self._refusals[endpoint] = known | refusals
        return reply

    async def _generate_structured(
        self, prompt: Any, num_generations: int, max_new_tokens: int, settings: dict[str, Any]
    ) -> Outcome:
        """The parent's way through `instructor`, which repeats requests itself and tells no finish reason."""
        settings = {name: value for name, value in settings.items() if name in _STRUCTURED_SETTINGS}
        requester = self._requester()
        failure, endpoints_fault = "", False
        try:
            async with requester.slots:
                if isinstance(prompt, tuple):
                    # For such inputs the parent wraps its client each time; instructor refuses one that is wrapped.
                    self._aclient = getattr(self._aclient, "client", self._aclient)
                output = await self._generate_chat_completion(prompt, num_generations, max_new_tokens, **settings)
        except Exception as error:  # instructor raises errors of its own, and a raise would cost the whole batch
            failure, endpoints_fault = self._lost(requester, error), is_endpoints_fault(error)
            output = prepare_output([None] * num_generations, input_tokens=[0], output_tokens=[0])
        count = len(output["generations"])
        return with_outcome(
            output, finish_reason=[None] * count, error=[failure] * count, endpoints_fault=endpoints_fault
        )

    def _lost(self, requester: Requester, error: Exception) -> str:
        reason = requester.reason(error)
        self._logger.warning(f"A request to {self.model!r} failed for good. {reason}")
        return reason

    def _requester(self) -> Requester:
        """The connections of the running event loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._requesters:
            client_settings = self._client_settings()
            alive = {other: requester for other, requester in self._requesters.items() if not other.is_closed()}
            self._requesters = alive | {
                loop: Requester(
                    # Without the default client's destructor, which would close a dead loop's connections on a live one.
                    client=openai.AsyncOpenAI(**client_settings, http_client=openai.DefaultAsyncHttpxClient()),
                    model=self.model_name,
                    slots=asyncio.Semaphore(self.max_in_flight or MOST_IN_FLIGHT),
                    retries=RetryPolicy(
                        self.max_retries or 0, math.inf if self.max_retry_wait is None else self.max_retry_wait
                    ),
                    logger=self._logger,
                    secrets=(client_settings["api_key"], *(self.default_headers or {}).values()),
                )
            }
        return self._requesters[loop]

    def _client_settings(self) -> dict[str, Any]:
        return {
            "base_url": self._url,
            "api_key": checked_key(self.api_key, self._url).get_secret_value(),
            "timeout": self.timeout,
            "max_retries": 0,
            "default_headers": self.default_headers,
        }

    @property
    def _url(self) -> str:
        return checked_url(self.base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI_URL)
