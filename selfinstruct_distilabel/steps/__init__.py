"""The steps and tasks of Self-Instruct, each usable alone and in any distilabel pipeline."""

from selfinstruct_distilabel.steps.filter_instances import FilterInstances
from selfinstruct_distilabel.steps.filter_instructions import FilterInstructions
from selfinstruct_distilabel.steps.generate_instances import GenerateInstances
from selfinstruct_distilabel.steps.generate_instructions import GenerateInstructions
from selfinstruct_distilabel.steps.identify_classification import IdentifyClassification
from selfinstruct_distilabel.steps.load_seed_tasks import LoadSeedTasks
from selfinstruct_distilabel.steps.novelty_filter import NoveltyFilter
from selfinstruct_distilabel.steps.sample_demonstrations import SampleDemonstrations

__all__ = [
    "FilterInstances",
    "FilterInstructions",
    "GenerateInstances",
    "GenerateInstructions",
    "IdentifyClassification",
    "LoadSeedTasks",
    "NoveltyFilter",
    "SampleDemonstrations",
]
