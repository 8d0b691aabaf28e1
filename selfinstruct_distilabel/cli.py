"""The `selfinstruct` command: each subcommand reads its options and calls a function."""

from __future__ import annotations

import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from selfinstruct_distilabel.errors import InputError, SelfInstructError

__all__ = ["app", "main"]

app = typer.Typer(
    name="selfinstruct",
    help="Self-Instruct: instruction-tuning data from a few human-written tasks and a language model.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)
seeds_app = typer.Typer(help="Look at seed files.", no_args_is_help=True)
app.add_typer(seeds_app, name="seeds")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout, and nothing else there.")]


def main() -> None:
    """Runs the command; errors that a user can mend end it with one sentence on stderr."""
    # pydantic on distilabel's form of an optional runtime parameter: nothing that a user could do anything about
    warnings.filterwarnings("ignore", message=r"The '\w+' attribute with value .* was provided to the `Field\(\)`")
    try:
        app()
    except SelfInstructError as error:
        print(f"selfinstruct: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    finally:
        # distilabel's import installs tracebacks that show all variables, a pool's password among them
        sys.excepthook = sys.__excepthook__


@app.callback(invoke_without_command=True)
def _options(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if show_version:
        print(version("selfinstruct-distilabel"))
        raise typer.Exit


@app.command()
def run(
    config: Annotated[
        Path | None,
        typer.Option(
            help="Pipeline as YAML or JSON, as for distilabel pipeline run, or one of the package's: base_model."
        ),
    ] = None,
    num_instructions: Annotated[
        int | None, typer.Option(help="Instructions wanted, exactly.", show_default="100")
    ] = None,
    seeds: Annotated[
        str | None, typer.Option(help="Seed file or Hub data set.", show_default="the shipped seeds")
    ] = None,
    llm: Annotated[
        str | None, typer.Option(help="offline, openai (any compatible endpoint), or a distilabel LLM class.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="The model's name at the endpoint.")] = None,
    base_url: Annotated[str | None, typer.Option(help="The endpoint, such as http://127.0.0.1:8000/v1.")] = None,
    output: Annotated[Path, typer.Option(help="Folder of the result.")] = Path("selfinstruct-output"),
    pool: Annotated[
        str | None,
        typer.Option(
            envvar="SELFINSTRUCT_POOL",
            help="The run's database: a path or an SQLAlchemy URL.",
            show_default="OUTPUT/pool.db",
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="step.parameter=value; all.parameter=value for every step that has it, llm.parameter=value for all LLMs.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bootstrap a data set. The same command again goes on where it was broken off.

    With no option at all: the offline generator, which needs no network, and the shipped seeds.

    Examples:

      selfinstruct run

      selfinstruct run --base-url http://127.0.0.1:8000/v1 --model my-model --num-instructions 1000

      selfinstruct run --seeds my_seeds.jsonl --set generate_instructions.temperature=0.9
    """
    from selfinstruct_distilabel.running import RunRequest, run, show_result

    request = RunRequest(
        config=config,
        num_instructions=num_instructions,
        seeds=seeds,
        llm=llm,
        model=model,
        base_url=base_url,
        output=output,
        pool=pool,
        settings=tuple(settings or ()),
    )
    result = run(request, Console(stderr=True))
    if as_json:
        _print_json(result.summary)
    else:
        show_result(result, output, Console())
    if result.advice:
        print(f"selfinstruct: {result.advice}", file=sys.stderr)
    raise typer.Exit(result.exit_code)


@seeds_app.command("check")
def check_seeds(
    file: Annotated[str, typer.Argument(help="Seed file or Hub data set; shipped: the package's own.")],
    as_json: AsJson = False,
) -> None:
    """Tell what is wrong with a seed file, and what is in it.

    Example:

      selfinstruct seeds check my_seeds.jsonl
    """
    from selfinstruct_distilabel.seeds import check_seed_tasks

    report = check_seed_tasks(file)
    if as_json:
        _print_json(report.to_dict())
    else:
        Console().print(report)
    if report.problems:
        raise InputError(f"{file} cannot be used as it is; mend what is listed above")


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, indent=2))
