"""Language models for the pipelines."""

from selfinstruct_distilabel.llms.openai_compatible import OpenAICompatibleLLM

__all__ = ["OpenAICompatibleLLM"]
