"""The command `regions`, which says which regions there are, and what can be chosen in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from mapgen.cli.messages import summary
from mapgen.cli.options import NameOrFile, OpenWord, Word, completion_of
from mapgen.places.languages import languages

_LIST = {
    "region": "Region",
    "name": "Name",
    "states": "States",
    "territories": "Territories",
    "claims": "Claims",
    "insets": "Insets",
}
# A table on a terminal names so many territories, claims or insets of a region.
_FEW = 5
_PARTS = {"part": "Part", "code": "Code", "name": "Name", "drawn": "Drawn", "belongs_to": "Belongs to"}


@click.command()
@click.argument(
    "name", metavar="[NAME|FILE]", required=False, type=NameOrFile(), shell_complete=completion_of("region")
)
@click.option("--lang", default="en", type=OpenWord("LANG", languages()), help="Language of the names [en].")
@click.option(
    "--format", "form", type=Word("FORMAT", ("table", "json", "csv", "markdown")), default="table", help="[table]"
)
def regions(name: str | None, lang: str, form: str) -> None:
    """List the regions there are, and what can be chosen in each.

    With NAME, the states, territories, claims and insets of one region. A region is known by its name in English,
    Spanish or Portuguese, in any case; a FILE is a region of your own.

    \b
    Examples:
      mapgen regions
      mapgen regions europa --lang es
      mapgen regions south-america --format json
    """
    from mapgen.exporting.region_tables import part_rows, region_rows  # noqa: PLC0415 (not needed for help)
    from mapgen.places.regions import located_region, read_region  # noqa: PLC0415

    if name is None:
        rows, headings = region_rows(lang), _LIST
    else:
        rows, headings = part_rows(read_region(located_region(name, Path())), lang), _PARTS
    if form != "table":
        from mapgen.record.tables import formatted  # noqa: PLC0415 (not needed for a table)

        click.echo(formatted(rows, form, headings), nl=False)
        return
    click.echo("\n".join(_tables(rows, headings)), nl=False)
    summary(f"{len(rows)} regions" if name is None else f"{sum(row['part'] == 'state' for row in rows)} states")


def _tables(rows: Sequence[Mapping[str, Any]], headings: Mapping[str, str]) -> Iterator[str]:
    """Yield a table for each group of regions, with its title, or one for the parts of a region."""
    from mapgen.cli.terminal import terminal_table  # noqa: PLC0415 (not needed for other formats)

    for title, group in groupby(rows, key=lambda row: f"Regions of {row['of']}" if "of" in row else ""):
        yield terminal_table([{key: _cell(row[key]) for key in headings} for row in group], title, headings)


def _cell(value: object) -> object:
    """Return a value for a table on a terminal: of a long list its length, as `mapgen regions NAME` has all of it."""
    return str(len(value)) if isinstance(value, list) and len(value) > _FEW else value
