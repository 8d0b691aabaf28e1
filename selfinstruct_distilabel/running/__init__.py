"""What `selfinstruct run` does: settings, the pipeline in a process of its own, the progress view, and the result."""

from selfinstruct_distilabel.running.request import RunRequest
from selfinstruct_distilabel.running.run import RunResult, run
from selfinstruct_distilabel.running.summary import show_result

__all__ = ["RunRequest", "RunResult", "run", "show_result"]
