"""Language models for the pipelines."""

from selfinstruct_distilabel.llms.offline import OfflineLLM
from selfinstruct_distilabel.llms.openai_compatible import OpenAICompatibleLLM

__all__ = ["OfflineLLM", "OpenAICompatibleLLM"]
