"""A whole run of as many instructions as the paper's, through the real pipeline, with a model that takes no time.

    python benchmarks/full_run.py                             # 52,445 instructions, rounds of 64 prompts
    python benchmarks/full_run.py --instructions 2000 --prompts-per-round 8

The model draws its candidates from the instruction corpus of `../shared/data` and splices new ones from pairs of them; where
the corpus is missing, texts are generated, and that is said. Printed are the wall time, the CPU time of each process of the
pipeline by step, and the largest resident memory of the main process.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import random
import re
import resource
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from distilabel.models.llms.base import LLM
from novelty_texts import corpus, splices

from selfinstruct_distilabel import RougeLIndex
from selfinstruct_distilabel.pipelines import build_self_instruct
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.views import count
from selfinstruct_distilabel.running.output import write_result

PAPER = 52_445  # instructions of the paper's data set
SPLICED = 0.7  # share of the candidates that are made of two instructions of the corpus


class CorpusLLM(LLM):
    """Answers at once: candidates by the prompt's hash, a label for every tenth instruction, one instance each."""

    @property
    def model_name(self) -> str:
        return "corpus"

    def generate(  # type: ignore[override]
        self, inputs: list[Any], num_generations: int = 1, temperature: float | None = None
    ) -> list[dict[str, Any]]:
        """Answers.

        Args:
            inputs: messages.
            num_generations: always 1.
            temperature: without effect.
        """
        return [
            {
                "generations": [answer(prompt[-1]["content"])],
                "statistics": {"input_tokens": [0], "output_tokens": [0]},
                "finish_reason": ["stop"],
            }
            for prompt in inputs
        ]


def answer(prompt: str) -> str:
    """What the model says to a chat prompt of the three tasks."""
    rng = random.Random(prompt)
    if "\nTask: " not in prompt:
        texts = _corpus()
        return "\n".join(f"{number}. {_candidate(rng, texts)}" for number in range(9, 17))
    if "Classification:" in prompt:
        return "Yes" if rng.random() < 0.1 else "No"
    number = rng.randrange(10**6)
    if "Class label:" in prompt:
        return f"Class label: even\n{2 * number}\nClass label: odd\n{2 * number + 1}"
    return f"Example 1\n{number}\nOutput: {number + 1}\nExample 2\n{number + 2}\nOutput: {number + 3}"


def _candidate(rng: random.Random, texts: list[str]) -> str:
    if rng.random() < SPLICED:
        return next(splices(rng.sample(texts, 8), rng.randrange(2**32)))
    return re.sub(r"\s+", " ", rng.choice(texts))


@cache
def _corpus() -> list[str]:
    return corpus()[0]


def _run(pool: str, cache_dir: str, instructions: int, prompts_per_round: int, report: Any) -> None:
    pipeline = build_self_instruct(
        llm=CorpusLLM(),
        pool=pool,
        num_instructions=instructions,
        prompts_per_round=prompts_per_round,
        cache_dir=cache_dir,
    )
    said = _CpuTimes()
    pipeline.run(use_cache=False, logging_handlers=[said])
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = {"main process": own.ru_utime + own.ru_stime, **said.by_step}
    cpu["distilabel's manager and the rest"] = workers.ru_utime + workers.ru_stime - sum(said.by_step.values())
    report.send((cpu, own.ru_maxrss, workers.ru_maxrss))


class _CpuTimes(logging.Handler):
    """Reads what the steps say of their CPU time when they end."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.by_step: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if said := re.fullmatch(r"step (\w+) used ([\d.]+) s of CPU time", record.getMessage()):
            self.by_step[said[1]] = float(said[2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instructions", type=int, default=PAPER)
    parser.add_argument("--prompts-per-round", type=int, default=64)
    arguments = parser.parse_args()
    print(f"Candidates from {corpus()[1]}.\n")
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "pool.db")
        receiver, sender = multiprocessing.Pipe(duplex=False)
        run = multiprocessing.get_context("fork").Process(
            target=_run,
            args=(location, folder, arguments.instructions, arguments.prompts_per_round, sender),
            name="MainProcess",
        )
        started = time.monotonic()
        run.start()
        sender.close()
        cpu, main_memory, worker_memory = receiver.recv()
        run.join()
        ran = time.monotonic() - started
        pool = TaskPool(location)
        counts = count(pool)
        started = time.monotonic()
        write_result(pool, Path(folder) / "result", counts.to_dict())
        wrote = time.monotonic() - started
        size = Path(location).stat().st_size
        started = time.process_time()
        index = RougeLIndex()
        index.extend(task["instruction"] for task in pool.seeds())
        index.extend(text for _, _, text in pool.instruction_texts())
        rebuilt = time.process_time() - started
    print("| | |\n|---|---:|")
    print(f"| instructions admitted, of candidates | {counts.instructions:,} of {counts.candidates:,} |")
    print(f"| instances kept | {counts.instances:,} |")
    print(f"| rounds of {arguments.prompts_per_round} prompts | {counts.rounds:,} |")
    print(f"| wall time of the pipeline | {ran:,.0f} s |")
    print(f"| wall time of writing the files | {wrote:,.0f} s |")
    for process, seconds in cpu.items():
        print(f"| CPU time: {process} | {seconds:,.0f} s |")
    print(f"| largest memory of the main process | {main_memory / 1024:,.0f} MB |")
    print(f"| largest memory of a worker | {worker_memory / 1024:,.0f} MB |")
    print(f"| index of {len(index):,} rebuilt from the pool, CPU time | {rebuilt:.1f} s |")
    print(f"| pool on disk | {size / 1e6:,.0f} MB |")


if __name__ == "__main__":
    main()
