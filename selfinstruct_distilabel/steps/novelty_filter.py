"""NoveltyFilter: a data set without near copies, by exact ROUGE-L, on any column."""

from collections import Counter
from typing import TYPE_CHECKING, Literal

from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.steps.base import Step, StepInput
from pydantic import Field, PrivateAttr

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.novelty import Match, RougeLIndex
from selfinstruct_distilabel.steps._rows import Row, RowStep, is_blank

if TYPE_CHECKING:
    from distilabel.typing import StepOutput

__all__ = ["NoveltyFilter"]

THRESHOLD = 0.7  # the paper's


class NoveltyFilter(RowStep, Step):
    """Keep the rows whose text is novel, by ROUGE-L with all texts kept before.

    The rule by which Self-Instruct admits an instruction to its pool, on any column of any data set and in one pass:
    rows come in order, and a row is dropped when the ROUGE-L F1 of its text with that of a kept row exceeds the threshold.
    Scores are exact, those of `rouge-score`. Each kept row tells the most similar row kept before it. Rows without a
    text cannot be compared and are kept.

    Attributes:
        threshold: the highest ROUGE-L F1 with a row kept before. Above 1 no row is dropped.
        tokenizer: `"ascii"` sees words of a-z and 0-9 only, as `rouge-score`; `"unicode"` those of every script.

    Runtime parameters:
        - `threshold`: the highest ROUGE-L F1 with a row kept before. Defaults to `0.7`.
        - `tokenizer`: `"ascii"` or `"unicode"`. Defaults to `"ascii"`.

    Input columns:
        - text (`str`): the text that has to be novel; map any column to it with `input_mappings`.

    Output columns:
        - nearest_text (`str`): the most similar text kept before; empty where none has a word in common.
        - nearest_score (`float`): its ROUGE-L F1 with the row's text, 0.0 where there is none.

    Categories:
        - filtering

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)
        - [rouge-score](https://github.com/google-research/google-research/tree/master/rouge)

    Examples:
        Keep what is novel:

        ```python
        from selfinstruct_distilabel.steps import NoveltyFilter

        novelty_filter = NoveltyFilter()
        novelty_filter.load()
        rows = [
            {"text": "Name three rivers of Europe."},
            {"text": "Name three rivers in Europe."},
            {"text": "Translate the text into Dutch."},
        ]
        print([row["text"] for row in next(novelty_filter.process(rows))])
        ```

        Deduplicate the instructions of a pipeline, in any script:

        ```python
        from distilabel.pipeline import Pipeline
        from distilabel.steps import LoadDataFromHub
        from selfinstruct_distilabel.steps import NoveltyFilter

        with Pipeline() as pipeline:
            load = LoadDataFromHub(repo_id="my-org/my-instructions")
            load >> NoveltyFilter(tokenizer="unicode", input_mappings={"text": "instruction"})
        ```

    Citations:
        ```
        @inproceedings{wang2023selfinstruct,
            title={Self-Instruct: Aligning Language Models with Self-Generated Instructions},
            author={Wang, Yizhong and Kordi, Yeganeh and Mishra, Swaroop and Liu, Alisa and Smith, Noah A. and
                Khashabi, Daniel and Hajishirzi, Hannaneh},
            booktitle={Proceedings of ACL 2023},
            year={2023},
        }
        ```
    """

    threshold: RuntimeParameter[float] = Field(
        default=THRESHOLD, ge=0, description="The highest ROUGE-L F1 with a row kept before; above 1 no row is dropped."
    )
    tokenizer: RuntimeParameter[Literal["ascii", "unicode"]] = Field(
        default="ascii",
        description="ascii sees words of a-z and 0-9 only, as rouge-score; unicode those of every script.",
    )

    _index: RougeLIndex | None = PrivateAttr(None)
    _counts: Counter[str] = PrivateAttr(default_factory=Counter)
    _told: bool = PrivateAttr(False)

    @property
    def inputs(self) -> list[str]:
        """Columns read."""
        return ["text"]

    @property
    def outputs(self) -> list[str]:
        """Columns written."""
        return ["nearest_text", "nearest_score"]

    @property
    def counts(self) -> Counter[str]:
        """Rows by what was done with them: `kept`, `dropped`, or `without_text`, which are kept too."""
        return self._counts

    def load(self) -> None:
        """Starts with nothing kept.

        Raises:
            InputError: the step has more than one replica, each of which would know a part of the rows only.
        """
        super().load()
        if self.resources.replicas != 1:
            raise InputError(f"step {self.name} must have one replica: a row is compared with all rows kept before it")
        threshold = THRESHOLD if self.threshold is None else self.threshold
        self._index = RougeLIndex(threshold=threshold, tokenizer=self.tokenizer or "ascii")
        self._counts.clear()

    def unload(self) -> None:
        """Says how many rows were kept, and forgets them."""
        super().unload()
        if self._counts:
            self._logger.info(f"rows by novelty: {dict(self._counts.most_common())}")
        self._index = None

    def process(self, inputs: StepInput) -> "StepOutput":  # type: ignore[override]  # distilabel's own form
        """Keeps the novel rows.

        Args:
            inputs: rows with a `text`.

        Yields:
            The rows that are kept, in order; blank ones are passed on.
        """
        judged = [(row, {} if is_blank(row) else self._judge(row)) for row in inputs]
        columns = dict.fromkeys([*inputs[0], *self.outputs]) if inputs else {}
        yield self.deliver([columns | row | nearest for row, nearest in judged if nearest is not None], columns)

    def _judge(self, row: Row) -> Row | None:
        """What a kept row gains; None where it is dropped."""
        text = row.get("text")
        if not isinstance(text, str) or not text:
            if text is not None and not isinstance(text, str) and not self._told:
                self._told = True
                column = self.input_mappings.get("text", "text")
                self._logger.warning(
                    f"column {column} of step {self.name} holds {type(text).__name__}, not text: such rows cannot be "
                    "compared and are kept; map a column of texts to it by input_mappings"
                )
            self._counts["without_text"] += 1
            return {"nearest_text": "", "nearest_score": 0.0}
        assert self._index is not None, "the step is not loaded"  # noqa: S101
        admission = self._index.admit(text)
        self._counts["kept" if admission.admitted else "dropped"] += 1
        if not admission.admitted:
            return None
        nearest = admission.nearest[0] if admission.nearest else Match("", 0.0)
        return {"nearest_text": nearest.text if nearest.score else "", "nearest_score": nearest.score}
