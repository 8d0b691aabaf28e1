"""The package's own seed tasks: their number and kinds, and that they are varied, tidy and nobody else's."""

import functools
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from pathlib import Path

import pytest
from rouge_score import rouge_scorer, tokenize

from selfinstruct_distilabel.seeds import SHIPPED_SEEDS, SeedTask, find_problems, read_seed_tasks

RELEASED = Path(__file__).parents[3] / "shared" / "data" / "released-seed_tasks.jsonl.gz"
THRESHOLD = 0.7  # the paper's, for "the same instruction"
COPY_WORDS = 8  # shorter inputs and outputs (labels, numbers, names) may coincide

needs_released = pytest.mark.skipif(not RELEASED.is_file(), reason="the released seed file is not here")


@pytest.fixture(scope="module")
def tasks() -> list[SeedTask]:
    return read_seed_tasks()


@pytest.fixture(scope="module")
def released() -> list[SeedTask]:
    return read_seed_tasks(RELEASED)


@functools.cache
def words_of(text: str) -> tuple[Counter[str], int]:
    """The words that rouge-score sees in a text, and how many they are."""
    words = Counter(tokenize.tokenize(text, None))
    return words, words.total()


def close_pairs(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """The pairs with a ROUGE-L F1 of `THRESHOLD` and above, by rouge-score.

    Scored are only pairs that can reach it: a common subsequence is no longer than the words in common.
    """
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    close = []
    for first, second in pairs:
        (words_a, length_a), (words_b, length_b) = words_of(first), words_of(second)
        needed = THRESHOLD * (length_a + length_b) / 2
        if min(length_a, length_b) >= needed and (words_a & words_b).total() >= needed:
            score = scorer.score(first, second)["rougeL"].fmeasure
            if score >= THRESHOLD:
                close.append((first, second, score))
    return close


def long_texts(tasks: Sequence[SeedTask]) -> list[str]:
    """All inputs and outputs of over `COPY_WORDS` words."""
    texts = [text for task in tasks for instance in task.instances for text in (instance.input, instance.output)]
    return [text for text in texts if len(text.split()) > COPY_WORDS]


def test_numbers_are_the_papers(tasks: list[SeedTask]) -> None:
    """175 tasks with one instance each, 25 of them classification, about 50 without an input."""
    assert len(tasks) == 175
    assert Counter(task.is_classification for task in tasks) == {True: 25, False: 150}
    assert {len(task.instances) for task in tasks} == {1}
    assert 45 <= sum(not task.instances[0].input for task in tasks) <= 55


def test_nothing_is_wrong_with_the_file() -> None:
    """The file passes its own checker, and holds the fields of the released format in its order, and no others."""
    assert find_problems(SHIPPED_SEEDS)[1] == []
    for line in SHIPPED_SEEDS.read_text(encoding="utf-8").splitlines():
        task = json.loads(line)
        assert list(task) == ["id", "name", "instruction", "instances", "is_classification"]
        assert [list(instance) for instance in task["instances"]] == [["input", "output"]]


def test_ids_and_names(tasks: list[SeedTask]) -> None:
    """Prompts refer to the ids, so they are fixed and in order; names are unique and in snake_case."""
    assert [task.id for task in tasks] == [f"seed_task_{number}" for number in range(175)]
    assert len({task.name for task in tasks}) == 175
    assert [task.name for task in tasks if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", task.name)] == []


def test_no_two_instructions_are_near_duplicates(tasks: list[SeedTask]) -> None:
    """The pool starts with instructions that it would all have admitted."""
    assert close_pairs(combinations([task.instruction for task in tasks], 2)) == []


@needs_released
def test_no_instruction_is_a_released_one(tasks: list[SeedTask], released: list[SeedTask]) -> None:
    """The tasks are our own writing: none is near to a released instruction."""
    assert close_pairs(product([task.instruction for task in tasks], [task.instruction for task in released])) == []


@needs_released
def test_no_input_or_output_is_a_released_one(tasks: list[SeedTask], released: list[SeedTask]) -> None:
    """The instances are our own writing too, wherever they are more than a few words."""
    assert close_pairs(product(long_texts(tasks), long_texts(released))) == []


@needs_released
def test_comparison_with_the_released_file_finds_a_copy(released: list[SeedTask]) -> None:
    """The two tests before this one can fail: a released text with one word changed is found."""
    with gzip.open(RELEASED, "rt", encoding="utf-8") as lines:
        instruction = json.loads(next(lines))["instruction"]
    copy = instruction.replace("breakfast", "lunch")
    assert [pair[1] for pair in close_pairs(product([copy], [task.instruction for task in released]))] == [instruction]


def test_texts_are_tidy(tasks: list[SeedTask]) -> None:
    """No white space around a text, none but single blanks in an instruction, no control characters."""
    for task in json.loads(f"[{','.join(SHIPPED_SEEDS.read_text(encoding='utf-8').splitlines())}]"):
        texts = [task["name"], task["instruction"], *(text for pair in task["instances"] for text in pair.values())]
        for text in texts:
            assert text == text.strip(), task["id"]
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]", text), task["id"]
    for seed in tasks:
        assert seed.instruction == " ".join(seed.instruction.split()), seed.id


def test_instructions_start_as_the_heuristics_want_it(tasks: list[SeedTask]) -> None:
    """An English letter or digit stands first, in instructions as in names: models imitate what they are shown."""
    assert [task.instruction for task in tasks if not re.match(r"[A-Za-z0-9]", task.instruction)] == []


def test_inputs_and_outputs_would_pass_the_filters(tasks: list[SeedTask]) -> None:
    """Seeds set the example: output not the input, no text that ends where it should go on."""
    for task in tasks:
        for instance in task.instances:
            assert instance.input != instance.output, task.id
            assert not instance.input.endswith(":"), task.id
            assert not instance.output.endswith(":"), task.id


def test_classification_outputs_are_labels(tasks: list[SeedTask]) -> None:
    """A label is a few words on one line, and several different ones occur."""
    labels = [task.instances[0].output for task in tasks if task.is_classification]
    assert all("\n" not in label and len(label.split()) <= 6 for label in labels)
    assert len(set(labels)) >= 12
    assert all(task.instances[0].input for task in tasks if task.is_classification)


def test_instructions_are_short_and_long_questions_and_commands(tasks: list[SeedTask]) -> None:
    """The model continues what it is shown: the seeds must not all sound alike."""
    instructions = [task.instruction for task in tasks]
    words = [len(text.split()) for text in instructions]
    assert sum(count < 8 for count in words) >= 10
    assert sum(count > 30 for count in words) >= 10
    questions = [text for text in instructions if text.endswith("?")]
    assert len(questions) >= 15
    assert len(instructions) - len(questions) >= 100
    first_words = Counter(text.split()[0].lower() for text in instructions)
    assert len(first_words) >= 40
    assert max(first_words.values()) <= 20


def test_instances_hold_prose_code_tables_and_numbers(tasks: list[SeedTask]) -> None:
    """Every form that a user of the data would miss occurs more than once, and outputs are short and long."""
    outputs = [task.instances[0].output for task in tasks]
    code = re.compile(r"^\s*(def|class|import|SELECT|return|function|const|for|public|fn)\b", re.MULTILINE)
    table_row = re.compile(r"^\|.*\|$", re.MULTILINE)
    assert sum(bool(code.search(text)) for text in outputs) >= 8
    assert sum(bool(table_row.search(text)) for text in outputs) >= 8
    assert sum(len(re.findall(r"\d+", text)) >= 8 for text in outputs) >= 20
    assert sum(not re.search(r"[\d|{}`]|^- ", text) and len(text.split()) >= 40 for text in outputs) >= 15  # prose
    assert sum(len(text.split()) <= 3 for text in outputs) >= 20
    assert sum(len(text.split()) >= 100 for text in outputs) >= 10
    assert sum("\n" in text for text in outputs) >= 60
