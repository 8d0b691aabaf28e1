"""The public data beside the repository, for tests that hold the package to the released code's decisions."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

__all__ = ["FOLDER", "read_data"]

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def read_data(name: str) -> list[dict[str, Any]]:
    """The rows of a file; skips the test where the file is not there."""
    path = FOLDER / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the repository in shared/data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
