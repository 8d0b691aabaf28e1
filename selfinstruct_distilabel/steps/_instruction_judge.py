"""The verdicts on candidate instructions: parsing, heuristics, novelty, and how many are still wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from selfinstruct_distilabel.heuristics import InstructionHeuristics, RejectionReason, is_truncated
from selfinstruct_distilabel.novelty import Admission, RougeLIndex
from selfinstruct_distilabel.parsing import Parsing, parse_instructions

__all__ = ["InstructionJudge", "Verdict"]

# A completion without candidates; it stands for itself among them.
_NO_CANDIDATE = (RejectionReason.NO_COMPLETION, RejectionReason.TRUNCATED, RejectionReason.UNPARSEABLE)


class Verdict(NamedTuple):
    """What was decided about a candidate: admitted where `reason` is None."""

    instruction: str
    reason: RejectionReason | None
    most_similar: list[dict[str, Any]]
    avg_similarity: float


class InstructionJudge:
    """Judges candidates one after the other; each verdict depends on those before it.

    Args:
        pool: the instructions that a candidate must be unlike.
        heuristics: what a candidate must be like.
        parsing: how completions are read.
        preserve_case: keep the model's case.
        threshold: the highest ROUGE-L F1 that counts as new; above 1, all do.
        tokenizer: of the ROUGE-L score.
        repeats: whether the very text that is in the pool may be admitted again, which a score does not always
            forbid: the paper's tokenizer sees no words in most scripts, and so no likeness.
    """

    def __init__(
        self,
        pool: Iterable[str],
        *,
        heuristics: InstructionHeuristics,
        parsing: Parsing,
        preserve_case: bool,
        threshold: float,
        tokenizer: Literal["ascii", "unicode"],
        repeats: bool,
    ) -> None:
        texts = list(pool)
        self._index = RougeLIndex(threshold=threshold, tokenizer=tokenizer)
        self._index.extend(texts)
        self._known = set(texts)
        self._heuristics = heuristics
        self._parsing: Parsing = parsing
        self._preserve_case = preserve_case
        self._repeats = repeats

    def judge(self, completions: Sequence[Mapping[str, Any]], *, limit: int | None = None) -> list[list[Verdict]]:
        """Judges the candidates of completions.

        Args:
            completions: rows with `raw_instructions` and perhaps `instructions_finish_reason`, in their order.
            limit: how many may be admitted; candidates after the last of them are refused for that. None: any number.

        Returns:
            The verdicts on each completion's candidates, in their order.
        """
        candidates = [self._candidates(row) for row in completions]
        texts = [text for candidate in candidates for text, reason in candidate if reason is None]
        novelty = iter(self._novelty(texts, limit))
        left = limit
        judged = []
        for of_completion in candidates:
            verdicts = []
            for text, reason in of_completion:
                if left == 0 and reason not in _NO_CANDIDATE:
                    verdict = Verdict(text, RejectionReason.TARGET_REACHED, [], 0.0)
                elif reason is not None:
                    verdict = Verdict(text, reason, [], 0.0)
                else:
                    verdict = _verdict(text, next(novelty))
                if left is not None and verdict.reason is None:
                    left -= 1
                verdicts.append(verdict)
            judged.append(verdicts)
        return judged

    def _candidates(self, row: Mapping[str, Any]) -> list[tuple[str, RejectionReason | None]]:
        """The candidates of a completion, with what the heuristics say."""
        completion = row.get("raw_instructions")
        if completion is None or completion == "" or (isinstance(completion, str) and not completion.strip()):
            return [("", RejectionReason.NO_COMPLETION)]
        if not isinstance(completion, str):  # somebody's list of generations: one bad row must not cost its batch
            return [(str(completion), RejectionReason.UNPARSEABLE)]
        if is_truncated(row.get("instructions_finish_reason")):
            return [(completion, RejectionReason.TRUNCATED)]
        texts = parse_instructions(completion, parsing=self._parsing)
        if not self._preserve_case:
            texts = [text.capitalize() for text in texts]
        return [(text, self._heuristics.reason(text)) for text in texts] or [(completion, RejectionReason.UNPARSEABLE)]

    def _novelty(self, texts: Sequence[str], limit: int | None) -> list[Admission | None]:
        """Whether each text is new, up to the last one that may be admitted; None for the same text again."""
        verdicts: list[Admission | None] = []
        while len(verdicts) < len(texts) and limit != 0:
            start = len(verdicts)
            if texts[start] in self._known and not self._repeats:
                verdicts.append(None)
                continue
            block = self._index.admit_many(texts[start : self._next_repeat(texts, start)], limit=limit)
            admitted = [text for text, verdict in zip(texts[start:], block, strict=False) if verdict.admitted]
            self._known.update(admitted)
            limit = None if limit is None else limit - len(admitted)
            verdicts += block
        return verdicts

    def _next_repeat(self, texts: Sequence[str], start: int) -> int:
        """Where the first text stands that is in the pool, or in the block before it."""
        if self._repeats:
            return len(texts)
        seen: set[str] = set()
        for place in range(start, len(texts)):
            if texts[place] in seen or texts[place] in self._known:
                return place
            seen.add(texts[place])
        return len(texts)


def _verdict(text: str, admission: Admission | None) -> Verdict:
    if admission is None:
        return Verdict(text, RejectionReason.DUPLICATE, [], 0.0)
    most_similar = [{"instruction": match.text, "score": match.score} for match in admission.nearest]
    reason = None if admission.admitted else RejectionReason.NOT_NOVEL
    return Verdict(text, reason, most_similar, admission.mean or 0.0)
