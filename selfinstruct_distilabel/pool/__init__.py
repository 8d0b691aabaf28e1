"""The run's database, and its only truth: what is in it happened, what is not in it did not."""

from selfinstruct_distilabel.pool.records import Completion, JudgedCandidate, JudgedInstance, Prompt
from selfinstruct_distilabel.pool.task_pool import TaskPool

__all__ = ["Completion", "JudgedCandidate", "JudgedInstance", "Prompt", "TaskPool"]
