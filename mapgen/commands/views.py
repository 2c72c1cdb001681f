"""The command `views`, which lists the disputed areas, what each view does with them, and by which source."""

from __future__ import annotations

import click

from mapgen.cli.options import NameOrFile, OpenWord, Word, completion_of
from mapgen.places.languages import languages

# A terminal shows neither sentences nor sources: they are in every other format.
_HEADINGS = {"area": "area", "held": "held by", "claimed": "claimed by", "drawn": "drawn", "mark": "mark"}


@click.command()
@click.argument(
    "name", metavar="[NAME|FILE]", required=False, type=NameOrFile(), shell_complete=completion_of("view or area")
)
@click.option("--lang", default="en", type=OpenWord("LANG", languages()), help="Language of names and sentences [en].")
@click.option(
    "--format", "form", type=Word("FORMAT", ("table", "json", "csv", "markdown")), default="table", help="[table]"
)
def views(name: str | None, lang: str, form: str) -> None:
    """List the disputed areas, and how a view draws each of them.

    With the NAME or FILE of a view, all areas as it draws them; with the NAME of an area, that area by every shipped
    view; without one, all areas by every shipped view, those alone in which a view departs from the one that it is
    based on. JSON, CSV and Markdown have a sentence on each, and
    its source.

    \b
    Examples:
      mapgen views
      mapgen views un --format markdown
      mapgen views falklands
      mapgen views my-view.toml --lang es
    """
    from mapgen.views.listing import listed_rows  # noqa: PLC0415 (not needed for help)

    rows = listed_rows(name, lang)
    if form == "table":
        from mapgen.cli.terminal import terminal_table  # noqa: PLC0415 (not needed for JSON and CSV)

        headings = {"view": "view", **_HEADINGS} if "view" in rows[0] else _HEADINGS
        click.echo(terminal_table(rows, "", headings), nl=False)
        return
    from mapgen.record.tables import formatted  # noqa: PLC0415 (not needed for a table)

    click.echo(formatted(rows, form, {key: key for key in rows[0]}), nl=False)
