"""The command `names`, which says which country each of some texts means."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.messages import summary
from mapgen.cli.options import NameOrFile, Word, completion_of
from mapgen.errors import InputError, listed, nearest, shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapgen.places.names import Identified

_COLUMNS = ("text", "iso3", "name", "matched", "hint", "kind")
_CODED = {"state", "territory", "area"}
# A list of a million names has some 20 MB.
_LARGEST = 20
# By so many bytes a web page is known.
_HEAD = 4_096


@click.command()
@click.argument("texts", metavar="TEXT|FILE…", nargs=-1, required=True, type=NameOrFile())
@click.option(
    "--codes",
    "system",
    metavar="SYSTEM",
    help="What the texts are codes of: iso2, iso-numeric, cow, gw, vdem or wikidata.",
)
@click.option(
    "--region",
    metavar="NAME|FILE",
    shell_complete=completion_of("region"),
    help="Whose divisions or areas come first, as brazil.",
)
@click.option("--format", "form", type=Word("FORMAT", ("table", "json", "csv")), default="table")
@click.pass_context
def names(ctx: click.Context, texts: tuple[str, ...], system: str | None, region: str | None, form: str) -> None:
    """Say which country each of some names or codes means.

    A FILE has a name on each line; - is standard input. Names may be in English, Spanish, Portuguese or French. Exit
    code 1 where a text means no present state or territory: a former state, a part of a state, or what is not known.

    \b
    Examples:
      mapgen names "DR Congo" "Corea del Sur" Swaziland CL
      mapgen names countries.txt --format csv
      mapgen names 155 160 --codes cow
      mapgen names SP "Distrito Federal" --region brazil
    """
    meaning = _meaning(_system(system), region)
    answers = [meaning(text) for text in _texts(texts, meaning)]
    if not answers:
        raise InputError.single(", ".join(texts), "no line of it has a name")
    click.echo(_written(answers, form), nl=False)
    counts = Counter(answer.kind for answer in answers)
    if form == "table":
        summary(", ".join(f"{count:,} {kind}" for kind, count in sorted(counts.items())))
    ctx.exit(0 if set(counts) <= _CODED else 1)


def _system(name: str | None) -> str | None:
    """Return the code system that --codes names; raises InputError for another name, with the nearest."""
    if name is None:
        return None
    from mapgen.files.vocabulary import word_of  # noqa: PLC0415 (only where texts are such codes)
    from mapgen.places.codes import CODE_SYSTEMS  # noqa: PLC0415

    system = word_of(name, CODE_SYSTEMS)
    if system is None:
        raise InputError.single(f"--codes {name}", f"write {listed(CODE_SYSTEMS)}{nearest(name, CODE_SYSTEMS)}")
    return system


def _meaning(system: str | None, region: str | None) -> Callable[[str], Identified]:
    """Return what says the meaning of a text: as a code of a system, in a region, or anywhere."""
    if region is None:
        from mapgen.places.names import identified  # noqa: PLC0415 (not needed for help)

        return lambda text: identified(text, system)
    from mapgen.places.region_names import identified_in_region  # noqa: PLC0415 (only for a region)
    from mapgen.places.regions import located_region, read_region  # noqa: PLC0415

    own = read_region(located_region(region, Path()))
    return lambda text: identified_in_region(own, text, system)


def _texts(arguments: tuple[str, ...], meaning: Callable[[str], Identified]) -> list[str]:
    """Return the texts that arguments are or name: a file's lines, but for blank ones; other texts as they are."""
    from mapgen.disk.paths import is_file  # noqa: PLC0415 (not needed for help)
    from mapgen.disk.standard_input import is_standard_input  # noqa: PLC0415

    texts: list[str] = []
    for argument in arguments:
        # A file called Chile does not stand in the way of the country.
        if is_standard_input(argument) or (meaning(argument).kind == "unknown" and is_file(Path(argument))):
            texts += _lines(Path(argument))
        else:
            texts.append(argument)
    return texts


def _lines(path: Path) -> list[str]:
    from mapgen.disk.reading import read_whole  # noqa: PLC0415 (only for a file)

    data = read_whole(path, _LARGEST, "name a text file with a name on each line")
    _refuse_no_list(path, data)
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError.single(f"{path}, line {line}", "this is no text in UTF-8; save it as UTF-8") from None
    return [line.strip() for line in lines if line.strip()]


def _refuse_no_list(path: Path, data: bytes) -> None:
    """Raise InputError for a workbook, a picture and other files that are no text, and say what to do."""
    from mapgen.tables.formats import binary_format, check_no_markup  # noqa: PLC0415 (only for a file)

    if data.strip() and binary_format(str(path), data):
        raise InputError.single(
            str(path), f"this is a workbook; `mapgen import {path} --dry-run -v` says what each of its rows means"
        )
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise InputError.single(f"{path}, line {line}", "there is a NUL (U+0000), which no text has; save it as UTF-8")
    check_no_markup(str(path), data[:_HEAD].decode("utf-8", "replace"))


def _written(answers: list[Identified], form: str) -> str:
    """Return answers as a table for people, or as JSON or CSV."""
    rows = [{column: getattr(answer, column) for column in _COLUMNS} for answer in answers]
    if form != "table":
        from mapgen.record.tables import formatted  # noqa: PLC0415 (not needed for a table)

        return formatted(rows, form)
    from mapgen.cli.terminal import terminal_table  # noqa: PLC0415 (not needed for JSON and CSV)

    rows = [{**row, "text": shortened(row["text"])} for row in rows]
    return terminal_table(rows, "", {column: column for column in _COLUMNS})
