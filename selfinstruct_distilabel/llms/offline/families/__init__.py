"""All families of tasks, gathered from this package's modules; see `family` for how to add one."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from selfinstruct_distilabel.llms.offline.family import Family

__all__ = ["FAMILIES"]

FAMILIES: list[Family] = [
    family
    for module in sorted(found.name for found in iter_modules(__path__))
    for family in vars(import_module(f"{__name__}.{module}")).values()
    if isinstance(family, Family)
]
"""In a fixed order: what a seed gives must not depend on the file system."""
