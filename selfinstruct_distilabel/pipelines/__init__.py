"""Ready-made pipelines: builders in Python, and the same as YAML for `distilabel pipeline run --config`."""

from selfinstruct_distilabel.pipelines.self_instruct import build_self_instruct

__all__ = ["build_self_instruct"]
