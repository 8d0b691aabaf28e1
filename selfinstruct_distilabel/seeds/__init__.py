"""The package's own 175 seed tasks, and the reader and checker of seed files."""

from selfinstruct_distilabel.seeds.check import SeedReport, check_seed_tasks
from selfinstruct_distilabel.seeds.reader import (
    SHIPPED_SEEDS,
    SeedInstance,
    SeedProblem,
    SeedTask,
    find_problems,
    read_seed_tasks,
)

__all__ = [
    "SHIPPED_SEEDS",
    "SeedInstance",
    "SeedProblem",
    "SeedReport",
    "SeedTask",
    "check_seed_tasks",
    "find_problems",
    "read_seed_tasks",
]
