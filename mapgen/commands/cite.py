"""The command `cite`, which says how to cite what a record or a list says of a day."""

from __future__ import annotations

from typing import Any

import click

from mapgen.cli.options import Word, question_of, question_options
from mapgen.cli.sources import read_located, source_argument


@click.command()
@source_argument
@question_options
@click.option("--format", "form", type=Word("FORMAT", ("text", "bibtex", "csl")), default="text", help="[text]")
def cite(source: str | None, form: str, **options: Any) -> None:  # noqa: ANN401
    """Print how to cite a map or a table of a record or list.

    The citation has the title, the coder, the day and basis, and the hash of the file, of which the text has the
    beginning.

    \b
    Examples:
      mapgen cite --as-of 2025-12-15 --basis elected
      mapgen cite my-record.toml --format bibtex
    """
    from mapgen.exporting.citation import citation_of, formatted_citation  # noqa: PLC0415 (not needed for help)
    from mapgen.sources.reading import answer  # noqa: PLC0415

    question = question_of(options)
    _, read = read_located(source, question)
    click.echo(formatted_citation(citation_of(read, answer(read, question)), form))
