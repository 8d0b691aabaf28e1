"""Self-Instruct (arXiv 2212.10560), the whole paper, as a plugin for distilabel and Argilla."""

from selfinstruct_distilabel.novelty import Admission, Match, RougeLIndex

__all__ = ["Admission", "Match", "RougeLIndex"]
