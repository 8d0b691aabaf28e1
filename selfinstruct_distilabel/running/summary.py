"""The closing summary of a run, for people."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from selfinstruct_distilabel.running.run import RunResult

__all__ = ["show_result"]


def show_result(result: RunResult, output: Path, console: Console) -> None:
    """Prints what came out; the figures of each block add up to its first line."""
    counts = result.counts
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_row("candidate instructions", str(counts.candidates))
    table.add_row("  admitted", str(counts.instructions))
    _add_reasons(table, counts.rejected_instructions)
    table.add_row("admitted instructions", str(counts.instructions))
    table.add_row("  classification", str(counts.classification))
    table.add_row("  not classification", str(counts.not_classification))
    table.add_row("  without a usable answer to that", str(counts.unknown_classification))
    if left := counts.instructions - counts.finished_instructions:
        table.add_row("  not finished", str(left))
    table.add_row("candidate instances", str(counts.candidate_instances))
    table.add_row("  kept", str(counts.instances))
    _add_reasons(table, counts.rejected_instances)
    table.add_row("requests", str(sum(usage.requests for usage in counts.usage.values())))
    for stage, usage in counts.usage.items():
        failed = f", {usage.failed} failed" if usage.failed else ""
        tokens = f"({usage.input_tokens:,} tokens in, {usage.output_tokens:,} out{failed})"
        table.add_row(f"  {stage}", f"{usage.requests}", tokens)
    console.print(table)
    console.print(
        f"result in {output}: data/ (Parquet and JSON Lines), instructions.jsonl, rejected.jsonl, summary.json"
    )


def _add_reasons(table: Table, by_reason: dict[str, int]) -> None:
    for reason, number in by_reason.items():
        table.add_row(f"  rejected: {reason}", str(number))
