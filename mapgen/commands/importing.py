"""The command `import`: from a table that somebody has to a list or a record, or to readings of a record."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.help import GroupedCommand
from mapgen.cli.messages import confirmed_change, detail, note, show_difference
from mapgen.cli.options import Day, FilePath, OutputPath, Pair, TextLine, Word, completion_of
from mapgen.cli.outputs import (
    check_outputs,
    force_option,
    outputs_to_write,
    print_written,
    write_outputs,
    writes_to_standard_output,
)
from mapgen.cli.sources import editable_record
from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import InputError, screenful, shortened
from mapgen.record.snapshots import Basis

if TYPE_CHECKING:
    from mapgen.importing.imported import Imported
    from mapgen.importing.model import TableRequest
    from mapgen.record.model import Record
    from mapgen.tables.model import Table

_SYSTEMS = ("iso3", "iso2", "iso-numeric", "cow", "gw", "vdem", "wikidata")
_DAY_ORDERS = ("day-first", "month-first")
_ENDING = ".toml"
# What is said of a table, which a file with all tables of a record says itself.
_OF_A_TABLE = (
    *("country", "class_column", "codes", "day_order", "assume", "class_labels", "skip_unknown", "as_of", "basis"),
    *("region", "begins", "coder", "source_text", "title", "licence"),
)
# A record that is changed is written again, which a stream is not.
_EDITED = FilePath(not_hyphen="only a file can be changed")


@click.command(name="import", cls=GroupedCommand)
@click.argument("path", type=FilePath(), metavar="TABLE")
@click.option("--country", default="", metavar="COLUMN", help="The column of countries: its name, number or letter.")
@click.option("--class", "class_column", default="", metavar="COLUMN", help="The column of classes.")
@click.option("--country-codes", "codes", type=Word("SYSTEM", _SYSTEMS), help="What the codes are of.")
@click.option("--sheet", default="", metavar="NAME|NUMBER", help="The sheet of a workbook [the first with a table].")
@click.option("--delimiter", default="", metavar="SIGN", help="What stands between cells [found out].")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the text [found out].")
@click.option("--dates", "day_order", type=Word("ORDER", _DAY_ORDERS), help="How to read 03/04/2026.")
@click.option("--assume", multiple=True, type=Pair("TEXT=CODE"), help="The country that a text means, or none.")
@click.option("--class-label", "class_labels", multiple=True, type=Pair("TEXT=LABEL"), help="What a class is called.")
@click.option("--skip-unknown", is_flag=True, help="Leave out rows of what is no country.")
@click.option("--as-of", type=Day(), help="The day of the list [the table's, else today].")
@click.option("--basis", type=Word("BASIS", Basis), help="Who holds office, or who has won by then.")
@click.option(
    "--region", metavar="NAME|FILE", shell_complete=completion_of("region"), help="Its region [south-america]."
)
@click.option("--begins", type=Day(), help="First day of a record [the first start].")
@click.option("--coder", type=TextLine(), help="Who made the classification [the file's name].")
@click.option("--source", "source_text", type=TextLine(), help="Address or citation [the file's name].")
@click.option("--title", type=TextLine(), help="What the list is called [the file's name].")
@click.option("--licence", type=TextLine(), help="Its licence.")
@click.option("-o", "--output", type=OutputPath(), metavar="FILE", help="List or record to write, .toml, or -.")
@click.option("--format", "form", type=Word("FORMAT", ("table", "json")), default="table", help="[table]")
@force_option
@click.option("--readings", is_flag=True, help="Add the classes to --record, as the readings of --coder.")
@click.option("--record", type=_EDITED, metavar="FILE", help="With --readings; by default the record here.")
@click.option("--dry-run", is_flag=True, help="Report, write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask; of --readings.")
def import_table(path: Path, form: str, readings: bool, **options: Any) -> None:  # noqa: ANN401, FBT001 (click's flags)
    """Make a list or a record of a table.

    TABLE is CSV, XLSX, XLS, ODS, JSON or Markdown, or - for standard input. The columns of countries and classes are
    found by their contents. It reports what each row was taken for, and writes a list, or a record where there are
    leaders with their first days, by default TABLE's name with .toml in the current folder. Nothing is written while a
    country is unknown or stands twice with two classes; the message has the option that settles it.

    \b
    Examples:
      mapgen import votes.xlsx --as-of 2025-12-15
      mapgen import panel.csv --as-of 2024-12-31 --assume "Holland=NLD"
      mapgen import scores.csv --readings --coder "A. Scholar" --source "A book"
    """
    from mapgen.tables.model import TableOptions  # noqa: PLC0415 (not needed for help)
    from mapgen.tables.reading import read_table, table_bytes  # noqa: PLC0415

    reading = TableOptions(**{name: options.pop(name) for name in ("sheet", "delimiter", "encoding")})
    _refuse_unfit(options, readings=readings)
    data = table_bytes(path)
    if not readings and reading == TableOptions() and _write_whole(path, data, options):
        return
    request = _request_of(options)
    table = read_table(path, data, reading)
    if readings:
        _add_readings(table, request, options)
        return
    _write_list(path, table, request, form, options)


def _request_of(options: MutableMapping[str, Any]) -> TableRequest:
    """Remove what is said of a table from the options, and return it."""
    from mapgen.importing.model import DEFAULT_REGION, TableRequest  # noqa: PLC0415 (not needed for help)

    basis = options.pop("basis")
    texts = ("codes", "day_order", "coder", "title", "licence")
    plain: dict[str, Any] = {name: options.pop(name) or "" for name in texts}
    plain |= {name: options.pop(name) for name in ("country", "class_column", "skip_unknown", "as_of", "begins")}
    return TableRequest(
        region=options.pop("region") or DEFAULT_REGION,
        basis=Basis(basis) if basis else None,
        source=options.pop("source_text") or "",
        assume=_each_once("--assume", options.pop("assume")),
        labels=_each_once("--class-label", options.pop("class_labels")),
        **plain,
    )


def _each_once(option: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return what an option says of texts; raises UsageError where it says two things of one."""
    said: dict[str, str] = {}
    for text, value in pairs:
        if said.setdefault(text, value) != value:
            raise click.UsageError(f'{option} says of "{shortened(text)}" both {said[text]} and {value}.')
    return said


def _refuse_unfit(options: Mapping[str, Any], *, readings: bool) -> None:
    """Raise UsageError for options that belong to readings or to lists alone."""
    names = ("output", "force", "title", "licence", "begins") if readings else ("record", "yes")
    if given := [name for name in names if options[name]]:
        belongs = "writes no list, and takes no" if readings else "alone takes"
        raise click.UsageError(f"--readings {belongs} --{given[0]}.")


def _write_whole(path: Path, data: bytes, options: Mapping[str, Any]) -> bool:
    """Write the record or list whose tables `export --whole` and `--package` wrote; return whether a file has them."""
    from mapgen.sources.reading import read_source  # noqa: PLC0415 (not needed for help)
    from mapgen.sources.whole_files import text_of_whole_file  # noqa: PLC0415

    text = text_of_whole_file(path, data)
    if text is None:
        return False
    if given := [name for name in _OF_A_TABLE if options[name]]:
        params = click.get_current_context().command.params
        option = next(param.opts[-1] for param in params if param.name == given[0])
        message = f"it has all tables of a record or list, which says this itself; leave {option} out"
        raise InputError.single(str(path), message)
    output = _output(path, options)
    check_outputs([output], (path,))
    note(f'{path}: all tables of "{read_source(path).title}"')
    if not options["dry_run"]:
        write_outputs({output: text.encode()}, force=options["force"])
        print_written([output])
    return True


def _output(path: Path, options: Mapping[str, Any]) -> Path:
    """Return where the list goes: --output, else the table's name; raises InputError for another ending."""
    stem = "table" if is_standard_input(path) else path.stem
    [output] = outputs_to_write([options["output"] or Path(f"{stem}{_ENDING}")], "toml", {"toml": _ENDING})
    if output.suffix.lower() != _ENDING:
        raise InputError.single(str(output), f'the ending "{output.suffix}" is of no list or record; write {_ENDING}')
    return output


def _write_list(path: Path, table: Table, request: TableRequest, form: str, options: Mapping[str, Any]) -> None:
    from mapgen.importing.imported import imported  # noqa: PLC0415 (not needed for help)
    from mapgen.sources.locating import region_files  # noqa: PLC0415

    output = _output(path, options)
    if form == "json" and writes_to_standard_output():
        raise click.UsageError("The report in JSON goes to standard output; give the list a file by -o.")
    made = imported(table, request)
    check_outputs([output], (path, *region_files(request.region)))
    if form == "table":
        _show(made)
    written = None if made.questions or options["dry_run"] else output
    if written:
        write_outputs({written: made.text.encode()}, force=options["force"])
    if form == "json":
        _show_json(made, written)
    elif written:
        print_written([written])
    if made.questions:
        raise InputError(question.problem for question in made.questions)


def _show(made: Imported) -> None:
    """Print on stderr what the table was taken for; with --verbose, each row."""
    from mapgen.importing.report import (  # noqa: PLC0415 (not needed for help)
        detail_lines,
        said_by_default,
        summary_lines,
        unused_lines,
    )

    for line in detail_lines(made):
        detail(line)
    for line in summary_lines(made):
        note(f"{made.table.name}: {line}")
    for line in unused_lines(made):
        note(line)
    if not made.questions and (missing := said_by_default(made)):
        note(f"not said, with what stands in: {missing}")


def _show_json(made: Imported, written: Path | None) -> None:
    import json  # noqa: PLC0415 (not needed for help)

    from mapgen.importing.report import plain_report  # noqa: PLC0415

    click.echo(json.dumps(plain_report(made, written), ensure_ascii=False, indent=2))


def _add_readings(table: Table, request: TableRequest, options: Mapping[str, Any]) -> None:
    """Add the codings of a table to a record, as `update` changes one: shown, asked about, whole or not at all."""
    from mapgen.editing.saving import change_record, proposed  # noqa: PLC0415 (not needed for help)
    from mapgen.importing.readings import with_readings  # noqa: PLC0415

    def change(text: str, record: Record) -> str:
        made = with_readings(text, record, table, request)
        for line in screenful(made.left_out):
            note(f"left out: {line}")
        if made.text == text:
            raise InputError.single(table.name, "nothing to add: the record has these readings already")
        note("1 reading is new" if made.added == 1 else f"{made.added:,} readings are new")
        return made.text

    path = editable_record(options["record"], "--record")
    if options["dry_run"]:
        show_difference(proposed(path, change))
    elif options["yes"]:
        change_record(path, change, show=show_difference, warn=note)
    else:
        change_record(path, change, confirm=confirmed_change, warn=note)
