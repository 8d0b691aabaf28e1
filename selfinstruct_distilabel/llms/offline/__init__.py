"""The offline LLM: a rule-based generator of small tasks with computed answers."""

from selfinstruct_distilabel.llms.offline.llm import OfflineLLM

__all__ = ["OfflineLLM"]
