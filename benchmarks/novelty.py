"""Time and memory of `RougeLIndex` beside rouge-score and a plain rapidfuzz scan, and `NoveltyFilter` beside MinHash.

    python benchmarks/novelty.py [--quick] [--plot FILE]

Times are CPU times. What would take days is measured on a sample and scaled: rouge-score by its time a pair, the plain scan
by its time a candidate. Nothing has to be warmed up but the imports.
"""

import argparse
import gc
import itertools
import os
import platform
import random
import resource
import sys
import time
import warnings
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
from novelty_judges import JUDGES, THRESHOLD, PlainScan, rouge_seconds_a_pair
from novelty_texts import corpus, splices

from selfinstruct_distilabel import RougeLIndex

PAPER = 52_445  # instructions that the paper's run admitted
SIZES = (1_000, 10_000, PAPER, 200_000, 1_000_000)
ROUGE_PAIRS = 20_000
ROUGE = "rouge-score (scaled)"
SCANS = 300  # candidates that the plain scan is timed with
TIMED = (100, 1_000)  # candidates that an index is timed with: a tenth of its pool, within these limits
WARM_UP = 10  # more, which are not timed
BUDGET = 3.0  # seconds after which timing ends
MEASURABLE = 10_000  # texts from which on an index stands out in the memory of the process
MINHASH_TEXTS = 5_000  # of the corpus, with --quick


class Cost(NamedTuple):
    """Of one way of judging at one size of the pool."""

    seconds: float  # CPU time a candidate
    bytes: float  # a text of the pool, beyond the text
    novel: float  # share of the candidates that are admitted


def main() -> None:
    """Runs everything and prints it as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="pools up to 52,445 and MinHash on a part of the corpus")
    parser.add_argument("--plot", type=Path, help="also draw time by pool size, into this file")
    options = parser.parse_args()
    texts, what = corpus()
    print(
        f"{len(texts):,} texts: {what}. {platform.machine()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}."
    )
    stream(texts)
    admitted = paper_run(texts)
    sizes = [size for size in SIZES if size <= PAPER or not options.quick]
    costs = by_size(admitted, sizes)
    print_by_size(costs, sizes)
    if options.plot:
        draw(costs, sizes, options.plot)
    minhash(texts[:MINHASH_TEXTS] if options.quick else texts)


def stream(texts: Sequence[str]) -> None:
    """The whole corpus, one text after the other."""
    runs = {}
    before: list[int] = []  # texts in the pool when each candidate came
    for name, provenance in (("ours, deciding", False), ("ours, provenance", True)):
        index = RougeLIndex(threshold=THRESHOLD, provenance=provenance)
        before, pool = [], []
        start = time.process_time()
        for text in texts:
            before.append(len(index))
            if index.admit(text).admitted:
                pool.append(text)
        runs[name] = time.process_time() - start
    pairs = sum(before)
    draw = random.Random(0)
    drawn = draw.choices(range(len(texts)), weights=before, k=ROUGE_PAIRS)
    rouge = pairs * rouge_seconds_a_pair([(texts[place], pool[draw.randrange(before[place])]) for place in drawn])
    scan = PlainScan(pool)
    start = time.process_time()
    for place in draw.choices(range(len(texts)), k=SCANS):
        if before[place]:
            scan.is_novel(texts[place], before[place])
    scanned = (time.process_time() - start) / SCANS * len(texts)
    runs = {ROUGE: rouge, "plain rapidfuzz scan (scaled)": scanned} | runs
    print(f"\n## The whole corpus as a stream: {len(pool):,} admitted, {pairs:,} pairs\n")
    table(
        ["", "CPU seconds", "µs a candidate", "ns a pair", "x rouge-score"],
        [
            [name, f"{s:,.1f}", f"{s / len(texts) * 1e6:,.0f}", f"{s / pairs * 1e9:,.1f}", f"{rouge / s:,.0f}"]
            for name, s in runs.items()
        ],
    )
    print(f"rouge-score from {ROUGE_PAIRS:,} pairs, the plain scan from {SCANS} candidates.")


def paper_run(texts: Sequence[str]) -> list[str]:
    """As many admitted as in the paper: the corpus, then texts spliced of what was admitted of it."""
    rows = []
    admitted: list[str] = []
    for name, provenance in (("ours, deciding", False), ("ours, provenance", True)):
        index = RougeLIndex(threshold=THRESHOLD, provenance=provenance)
        start, start_wall = time.process_time(), time.perf_counter()
        admitted = [text for text in texts if index.admit(text).admitted]
        judged = len(texts)
        for text in splices(admitted[:]):
            judged += 1
            if index.admit(text).admitted:
                admitted.append(text)
            if len(admitted) == PAPER:
                break
        cpu, wall = time.process_time() - start, time.perf_counter() - start_wall
        start = time.process_time()
        RougeLIndex(provenance=provenance).extend(admitted)
        rebuilt = time.process_time() - start
        rows.append([name, f"{judged:,}", f"{cpu:.1f}", f"{wall:.1f}", f"{rebuilt:.2f}"])
    print(f"\n## {PAPER:,} admitted: the corpus, then spliced texts\n")
    table(["", "candidates", "CPU seconds", "wall seconds", "rebuilt from its texts, CPU seconds"], rows)
    return admitted


def by_size(admitted: Sequence[str], sizes: Sequence[int]) -> dict[str, list[Cost]]:
    """Each way of judging at each size of the pool, in a process of its own."""
    candidates = list(itertools.islice(splices(admitted, seed=2), ROUGE_PAIRS))
    pairs = [(text, admitted[place % len(admitted)]) for place, text in enumerate(candidates)]
    rouge = rouge_seconds_a_pair(pairs)
    costs = {ROUGE: [Cost(rouge * size, 0.0, 0.0) for size in sizes]}
    for name in JUDGES:
        costs[name] = []
        for size in sizes:
            with get_context("spawn").Pool(1) as process:
                costs[name].append(process.apply(measure, (name, admitted, size)))
    return costs


def measure(name: str, admitted: Sequence[str], size: int) -> Cost:
    """Builds a pool of texts, those that were admitted and then spliced ones unasked, and judges candidates by it."""
    more = itertools.islice(splices(admitted, seed=1), max(0, size - len(admitted)))
    pool = [*admitted[:size], *more]
    candidates = list(itertools.islice(splices(admitted, seed=2), WARM_UP + min(max(size // 10, TIMED[0]), TIMED[1])))
    gc.collect()
    memory = resident_bytes()
    judge = JUDGES[name](pool)
    gc.collect()
    memory = resident_bytes() - memory
    for candidate in candidates[:WARM_UP]:
        judge(candidate)
    seconds, verdicts = 0.0, []
    start = time.process_time()
    for candidate in candidates[WARM_UP:]:
        verdicts.append(judge(candidate))
        seconds = time.process_time() - start
        if seconds > BUDGET:
            break
    return Cost(seconds / len(verdicts), memory / size, sum(verdicts) / len(verdicts))


def print_by_size(costs: dict[str, list[Cost]], sizes: Sequence[int]) -> None:
    """Time and memory by size of the pool, ratios to rouge-score, and how fast the time grows."""
    print("\n## By size of the pool: ms a candidate (x rouge-score)\n")
    reference = costs[ROUGE]
    table(
        ["pool", *(f"{size:,}" for size in sizes), "growth exponent"],
        [
            [
                name,
                *(
                    f"{c.seconds * 1e3:,.3f} ({r.seconds / c.seconds:,.0f})"
                    for c, r in zip(row, reference, strict=True)
                ),
                f"{exponent(sizes, row):.2f}",
            ]
            for name, row in costs.items()
        ],
    )
    shares = ", ".join(f"{cost.novel:.0%}" for cost in costs["ours, deciding"])
    print(f"\nOf the candidates, {shares} are admitted.")
    print("\n## By size of the pool: bytes a text, beyond the text\n")
    measurable = [place for place, size in enumerate(sizes) if size >= MEASURABLE]
    table(
        ["pool", *(f"{sizes[place]:,}" for place in measurable)],
        [[name, *(f"{row[place].bytes:,.0f}" for place in measurable)] for name, row in costs.items() if name != ROUGE],
    )


def exponent(sizes: Sequence[int], costs: Sequence[Cost]) -> float:
    """b of the time a · size^b that fits best, on logarithms."""
    return float(np.polyfit(np.log(sizes), np.log([cost.seconds for cost in costs]), 1)[0])


def draw(costs: dict[str, list[Cost]], sizes: Sequence[int], path: Path) -> None:
    """Time a candidate by size of the pool, both on logarithmic scales."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5), layout="constrained")
    for name, row in costs.items():
        axes.loglog(sizes, [cost.seconds * 1e3 for cost in row], marker="o", label=name)
    axes.set(xlabel="texts in the pool", ylabel="CPU ms a candidate", title="ROUGE-L against the whole pool")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=150)
    print(f"\nPlot: {path}")


def minhash(texts: Sequence[str]) -> None:
    """`NoveltyFilter` and distilabel's `MinHashDedup` on the same texts, where what the latter needs is installed."""
    warnings.simplefilter("ignore")  # pydantic's, of distilabel's steps
    try:
        from novelty_minhash import minhash_rows
    except ImportError as error:
        print(f"\nMinHashDedup is left out, for {error}: pip install datasketch==1.6.5 nltk")
        return
    print(f"\n## NoveltyFilter and MinHashDedup on {len(texts):,} texts, held to ROUGE-L {THRESHOLD}\n")
    table(
        ["", "kept", "near copies among the kept", "novel ones dropped", "CPU seconds"], minhash_rows(texts, THRESHOLD)
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a Markdown table."""
    print("| " + " | ".join(header) + " |")
    print("|---" + "|---:" * (len(header) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


def resident_bytes() -> int:
    """Memory of this process; the highest so far where the system does not tell the present."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
