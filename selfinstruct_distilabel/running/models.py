"""Choosing the language model by what the command line says."""

from __future__ import annotations

import difflib
import inspect
from typing import Any

from distilabel.models.llms.base import LLM
from pydantic import ValidationError

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms import OfflineLLM, OpenAICompatibleLLM
from selfinstruct_distilabel.running.settings import describe

__all__ = ["choose_llm"]


def choose_llm(name: str | None, *, model: str | None, base_url: str | None) -> LLM:
    """Makes the LLM.

    Args:
        name: `offline`, `openai` (any endpoint that speaks its API), or the name of a distilabel LLM class. None:
            `openai` where a model or a URL is given, else `offline`.
        model: the model's name at the endpoint.
        base_url: the endpoint, such as `http://127.0.0.1:8000/v1`. None: OpenAI's, or `OPENAI_BASE_URL`.

    Raises:
        InputError: for an unknown class, or one that cannot be made of this.
    """
    name = name or ("openai" if model or base_url else "offline")
    if name == "offline":
        if model or base_url:
            raise InputError("--llm offline takes no --model and no --base-url; leave them out, or use --llm openai")
        return OfflineLLM()
    given = {key: value for key, value in (("model", model), ("base_url", base_url)) if value is not None}
    if name == "openai":
        if model is None:
            raise InputError("--model is missing: name the model that the endpoint serves")
        return OpenAICompatibleLLM(model=model, base_url=base_url)
    return _distilabel_llm(name, given)


def _distilabel_llm(name: str, given: dict[str, str]) -> LLM:
    import distilabel.models.llms as known

    llm_class = getattr(known, name, None)
    if not (inspect.isclass(llm_class) and issubclass(llm_class, LLM)):
        names = ["offline", "openai", *sorted(known.__all__)]
        near = difflib.get_close_matches(name, names, n=3)
        raise InputError(f"there is no LLM {name!r}; {'did you mean ' + ' or '.join(near) if near else 'see --help'}")
    fields = llm_class.model_fields
    if "model" not in fields and "model_id" in fields and "model" in given:
        given["model_id"] = given.pop("model")
    if unknown := [key for key in given if key not in fields]:
        raise InputError(f"{name} takes no {unknown[0]}; leave out --{unknown[0].replace('_', '-')}")
    missing = [name for name, field in fields.items() if field.is_required() and name not in given]
    if missing:  # found before it is made: distilabel's half-made ones complain when they are thrown away
        raise InputError(f"{name} needs {missing[0]}; give it with --{missing[0].replace('_', '-')}")
    try:
        llm: Any = llm_class(**given)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"{name} cannot be made: {field}: {describe(error)}") from error
    except ImportError as error:
        raise InputError(f"{name} cannot be made: {error}") from error
    return llm  # type: ignore[no-any-return]
