"""FilterInstructions: which candidates are instructions worth having, and new."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.steps.base import Step, StepInput
from pydantic import Field, PrivateAttr

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.heuristics import BLOCKED_STARTS, BLOCKED_WORDS, InstructionHeuristics
from selfinstruct_distilabel.ids import content_id, instruction_id
from selfinstruct_distilabel.parsing import Parsing
from selfinstruct_distilabel.pool import JudgedCandidate, Prompt
from selfinstruct_distilabel.pool.views import UNKNOWN, instance_rows, instruction_rows
from selfinstruct_distilabel.seeds import read_seed_tasks
from selfinstruct_distilabel.steps._instruction_judge import InstructionJudge, Verdict
from selfinstruct_distilabel.steps._llm_task import TextList
from selfinstruct_distilabel.steps._rows import Row, is_blank
from selfinstruct_distilabel.steps.pooled import PooledStep

if TYPE_CHECKING:
    from distilabel.typing import StepOutput

__all__ = ["FilterInstructions"]

# Of the completion: the pool does not know them where another step than ours asked for it.
_COMPLETION_COLUMNS = (
    "instructions_finish_reason",
    "instructions_model_name",
    "instructions_input_tokens",
    "instructions_output_tokens",
)
_CONSUMED = ("demonstrations", "raw_instructions")  # in the pool if anywhere; not copied to each instruction's row


class FilterInstructions(PooledStep, Step):
    """Split completions into candidate instructions, and admit the usable and novel ones.

    Candidates are judged in the order of prompts and of their places in the completion: first by the paper's
    heuristics, then by ROUGE-L against all instructions of the pool, human-written and machine-written, those admitted a
    moment ago included. With a pool, a round is judged when all of its prompts have come, and committed in one
    transaction with every rejection and its reason; a prompt that comes again gives back what it gave at first, and a
    row that names a judged round gives back all that the round gave. Without a pool, the step keeps its own in memory.
    It must run as one replica, since every verdict depends on those before it.

    Attributes:
        pool: SQLAlchemy URL or path of the run's database. None: a pool in memory.
        seed_tasks: seed file or Hub data set that a pool in memory starts from. None: an empty one. `"shipped"`: the
            seeds of this package. In a database those of the sampler count, and these where there is none.
        rouge_threshold: candidates with a ROUGE-L F1 above it to anything in the pool are refused; above 1 turns
            novelty off.
        tokenizer: `"ascii"` as the paper, or `"unicode"` for all languages.
        preserve_case: keep the model's case; False: as the released code, all but the first letter lowered.
        parsing: `"tolerant"` reads what chat models send, `"strict"` decides as the released code.
        min_words: fewest words.
        max_words: most words.
        blocked_words: words or phrases that refuse a candidate.
        blocked_starts: beginnings that refuse a candidate.
        allow_leading_punctuation: keep what starts with punctuation.
        allow_leading_non_ascii: keep what starts with a character outside ASCII.

    Runtime parameters:
        - `pool`: SQLAlchemy URL or path of the run's database. Defaults to `None`.
        - `seed_tasks`: seeds of a pool in memory. Defaults to `None`.
        - `rouge_threshold`: highest ROUGE-L F1 that counts as new. Defaults to `0.7`.
        - `tokenizer`: `"ascii"` or `"unicode"`. Defaults to `"ascii"`.
        - `preserve_case`: keep the model's case. Defaults to `True`.
        - `parsing`: `"tolerant"` or `"strict"`. Defaults to `"tolerant"`.
        - `min_words`: fewest words. Defaults to `4`.
        - `max_words`: most words. Defaults to `150`.
        - `blocked_words`: words that refuse a candidate. Defaults to the paper's.
        - `blocked_starts`: beginnings that refuse a candidate. Defaults to the paper's.
        - `allow_leading_punctuation`: keep what starts with punctuation. Defaults to `False`.
        - `allow_leading_non_ascii`: keep what starts with non-ASCII. Defaults to `False`.

    Input columns:
        - raw_instructions (`str`): a completion; None: the request failed.
        - instructions_finish_reason (`str`): why it ended, optional; absent or None means not truncated.
        - round (`int`): the round, optional.
        - prompt_id (`str`): the prompt's id, optional.

    Output columns:
        - instruction_id (`str`): hash of the instruction.
        - instruction (`str`): the instruction.
        - most_similar (`list[dict]`): the 10 most similar of the pool before it, as `instruction` and `score`.
        - avg_similarity (`float`): mean ROUGE-L F1 over the pool before it.
        - round (`int`): the round; -1 where it is not known.
        - prompt_id (`str`): the prompt's id; empty where it is not known.

    Categories:
        - filtering

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)

    Examples:
        Admit what is new in a completion:

        ```python
        from selfinstruct_distilabel.steps import FilterInstructions

        filter_instructions = FilterInstructions()
        filter_instructions.load()
        completion = "1. Name three rivers of Europe.\\n2. Name three rivers in Europe.\\n3. Translate the text into Dutch."
        rows = next(filter_instructions.process([{"raw_instructions": completion}]))
        print([row["instruction"] for row in rows])
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

    closes_loop: ClassVar[bool] = True

    seed_tasks: RuntimeParameter[str] | None = Field(
        default=None,
        description="Seed file or Hub data set that a pool in memory starts from; 'shipped': the package's.",
    )
    rouge_threshold: RuntimeParameter[float] = Field(
        default=0.7, ge=0, description="Highest ROUGE-L F1 that counts as new; above 1 turns novelty off."
    )
    tokenizer: RuntimeParameter[Literal["ascii", "unicode"]] = Field(
        default="ascii", description="ascii as the paper, or unicode for all languages."
    )
    preserve_case: RuntimeParameter[bool] = Field(default=True, description="Keep the model's case.")
    parsing: RuntimeParameter[Parsing] = Field(default="tolerant", description="How completions are read.")
    min_words: RuntimeParameter[int] = Field(default=4, gt=0, description="Fewest words.")
    max_words: RuntimeParameter[int] = Field(default=150, gt=0, description="Most words.")
    blocked_words: RuntimeParameter[TextList] = Field(
        default=list(BLOCKED_WORDS), description="Words that refuse a candidate."
    )
    blocked_starts: RuntimeParameter[TextList] = Field(
        default=list(BLOCKED_STARTS), description="Beginnings that refuse a candidate."
    )
    allow_leading_punctuation: RuntimeParameter[bool] = Field(
        default=False, description="Keep what starts with punctuation."
    )
    allow_leading_non_ascii: RuntimeParameter[bool] = Field(
        default=False, description="Keep what starts with a character outside ASCII."
    )

    _judge: InstructionJudge | None = PrivateAttr(None)
    _waiting: dict[str, Row] = PrivateAttr(default_factory=dict)
    _counts: Counter[str] = PrivateAttr(default_factory=Counter)

    @property
    def inputs(self) -> dict[str, bool]:
        """Columns read; those that are False may be missing."""
        return {"raw_instructions": True, "instructions_finish_reason": False, "round": False, "prompt_id": False}

    @property
    def outputs(self) -> list[str]:
        """Columns written."""
        return ["instruction_id", "instruction", "most_similar", "avg_similarity", "round", "prompt_id"]

    @property
    def counts(self) -> Counter[str]:
        """Candidates that this object has judged, by reason; `admitted` for those without one."""
        return self._counts

    def check(self) -> None:
        """Checks the parameters.

        Raises:
            InputError: for limits that refuse everything, or more than one replica.
        """
        super().check()
        if self.resources.replicas != 1:
            raise InputError(f"{self.name} must run as one replica, for every verdict depends on those before it")
        self._new_judge([])

    def load(self) -> None:
        """Opens the pool, or reads the seeds of one in memory.

        Raises:
            InputError: for parameters or seeds that cannot be used.
        """
        super().load()
        if self.pool is not None and self.seed_tasks is not None:
            self.task_pool.agree_on_seeds([task.model_dump(mode="json") for task in read_seed_tasks(self.seed_tasks)])
        if self.pool is None:
            seeds = [] if self.seed_tasks is None else read_seed_tasks(self.seed_tasks)
            self._judge = self._new_judge(task.instruction for task in seeds)

    def unload(self) -> None:
        """Says what was judged, and closes the pool."""
        if self._counts:
            self._logger.info(f"candidates by verdict: {dict(self._counts.most_common())}")
        self._judge = None
        super().unload()

    def process(self, inputs: StepInput) -> "StepOutput":  # type: ignore[override]  # distilabel's own form
        """Judges the completions.

        Args:
            inputs: rows, one a completion; those that have an `instruction_id` or are blank are passed on.

        Yields:
            A row for each admitted instruction.
        """
        if self.pool is None:
            yield self.deliver(self._judge_in_memory(inputs))
            return
        try:
            yield self.deliver(self._judge_rounds(inputs))
        except Exception:
            self._judge = None  # it may know more than was committed
            raise

    # -- without a database ---------------------------------------------------------------------------------------

    def _judge_in_memory(self, rows: Sequence[Row]) -> list[Row]:
        due = [row for row in rows if _is_due(row)]
        verdicts = iter(self._verdicts(due))
        delivered: list[Row] = []
        for row in rows:
            if not _is_due(row):
                delivered.append(row)
                continue
            known = {
                "round": -1 if row.get("round") is None else row["round"],
                "prompt_id": row.get("prompt_id") or "",
            }
            delivered += [
                {
                    **_carried(row),
                    "instruction_id": instruction_id(verdict.instruction),
                    "instruction": verdict.instruction,
                    "most_similar": verdict.most_similar,
                    "avg_similarity": verdict.avg_similarity,
                    **known,
                }
                for verdict in next(verdicts)
                if verdict.reason is None
            ]
        return delivered

    # -- with a database ------------------------------------------------------------------------------------------

    def _judge_rounds(self, rows: Sequence[Row]) -> list[Row]:
        """Passes on what is done, unfolds what is known, and judges each round of which all prompts have come."""
        delivered = [row for row in rows if not _is_due(row) and not _names_round(row)]
        rounds = [row["round"] for row in rows if _names_round(row)]
        delivered += self._give_back(instruction_rows(self.task_pool, rounds=rounds)) if rounds else []
        due = {self._prompt_id(row): row for row in rows if _is_due(row)}
        known = self.task_pool.prompts_of(due)
        self._open_foreign_round([key for key in due if key not in known])
        known = self.task_pool.prompts_of(due)
        again = [key for key in due if known[key][1]]
        delivered += self._known_instructions(again, due)
        unanswered = self._unanswered([key for key, row in due.items() if row.get("raw_instructions") is None])
        self._waiting.update({key: due[key] for key in due if key not in again and key not in unanswered})
        for number in sorted({known[key][0] for key in due if key in self._waiting}):
            prompts = self.task_pool.prompts_of_round(number)
            if all(prompt.prompt_id in self._waiting for prompt in prompts):
                round_rows = {prompt.prompt_id: self._waiting.pop(prompt.prompt_id) for prompt in prompts}
                # the target is the sampler's; a round of other people's rows has no demonstrations
                self._close_round(number, round_rows, limited=any(prompt.demonstrations for prompt in prompts))
                delivered += self._known_instructions(list(round_rows), round_rows)
        return delivered

    def _close_round(self, number: int, rows: Mapping[str, Row], *, limited: bool) -> None:
        target = self.task_pool.target if limited else None
        limit = None if target is None else max(0, target - self.task_pool.num_instructions())
        judged = zip(rows, self._verdicts(list(rows.values()), limit=limit), strict=True)
        self.task_pool.close_round(
            number,
            [
                JudgedCandidate(prompt_id, place, *verdict)
                for prompt_id, verdicts in judged
                for place, verdict in enumerate(verdicts)
            ],
        )

    def _known_instructions(self, prompt_ids: Sequence[str], rows: Mapping[str, Row]) -> list[Row]:
        found = instruction_rows(self.task_pool, prompt_ids=prompt_ids) if prompt_ids else []
        return self._give_back(found, rows)

    def _give_back(self, found: list[dict[str, Any]], rows: Mapping[str, Row] | None = None) -> list[Row]:
        """Instructions as rows: those that are finished as their instances."""
        finished = [row for row in found if row["finished"]]
        delivered: list[Row] = list(instance_rows(self.task_pool, finished)) if finished else []
        for row in found:
            if not row["finished"]:
                carried = _carried((rows or {}).get(row["prompt_id"], {}))
                untold = _COMPLETION_COLUMNS if row["instructions_model_name"] == UNKNOWN else ()
                known = {name: value for name, value in row.items() if name != "finished"}
                delivered.append(known | carried | {name: known[name] for name in known if name not in untold})
        return delivered

    def _unanswered(self, prompt_ids: Sequence[str]) -> set[str]:
        """Prompts without an answer because the run is to stop; they are judged when they have one."""
        if not prompt_ids or not self.task_pool.stop_requested:
            return set()
        return set(prompt_ids) - self.task_pool.failed("instructions", prompt_ids)

    def _prompt_id(self, row: Row) -> str:
        """The row's own, or one made of what it holds, for rows that no sampler made."""
        return str(row.get("prompt_id") or content_id("row", {key: str(value) for key, value in row.items()}))

    def _open_foreign_round(self, prompt_ids: Sequence[str]) -> None:
        if prompt_ids:
            number = self.task_pool.num_rounds()
            self.task_pool.open_round([Prompt(key, number, []) for key in prompt_ids])

    # -- judging --------------------------------------------------------------------------------------------------

    def _verdicts(self, completions: Sequence[Row], *, limit: int | None = None) -> list[list[Verdict]]:
        if self._judge is None:
            seeds = [task["instruction"] for task in self.task_pool.seeds()]
            self._judge = self._new_judge([*seeds, *(text for _, _, text in self.task_pool.instruction_texts())])
        judged = self._judge.judge(completions, limit=limit)
        self._counts.update(
            verdict.reason.value if verdict.reason else "admitted" for verdicts in judged for verdict in verdicts
        )
        return judged

    def _new_judge(self, pool: Iterable[str]) -> InstructionJudge:
        threshold = float(self.rouge_threshold or 0)
        heuristics = InstructionHeuristics(
            min_words=int(self.min_words or 1),
            max_words=int(self.max_words or 1),
            blocked_words=tuple(self.blocked_words or ()),
            blocked_starts=tuple(self.blocked_starts or ()),
            allow_leading_punctuation=bool(self.allow_leading_punctuation),
            allow_leading_non_ascii=bool(self.allow_leading_non_ascii),
        )
        return InstructionJudge(
            pool,
            heuristics=heuristics,
            parsing=self.parsing or "tolerant",
            preserve_case=bool(self.preserve_case),
            threshold=threshold,
            tokenizer=self.tokenizer or "ascii",
            repeats=self.pool is None and threshold > 1,
        )


def _is_due(row: Row) -> bool:
    """Whether the row is a completion, or the prompt of one that failed, and not judged yet."""
    return not (row.get("instruction_id") or row.get("instance_id") or is_blank(row) or _names_round(row))


def _names_round(row: Row) -> bool:
    """Whether the row stands for a round as it was judged: the sampler's, with a round and neither prompt nor content."""
    return "demonstrations" in row and all(value is None for name, value in row.items() if name != "round")


def _carried(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _CONSUMED}
