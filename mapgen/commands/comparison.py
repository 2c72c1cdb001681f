"""The command `compare`, which compares two dates of a record, or two coders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.help import GroupedCommand
from mapgen.cli.messages import note, status
from mapgen.cli.options import STANDARD_OUTPUT, OperandText, Word, completion_of
from mapgen.cli.outputs import (
    check_outputs,
    echo_data,
    for_spreadsheet,
    force_option,
    outputs_option,
    outputs_to_write,
    print_written,
    purpose_option,
    write_outputs,
    writes_to_standard_output,
)
from mapgen.cli.signing_options import credential_of, inputs_of, note_signed, signed, signing_options_with_key
from mapgen.cli.style_options import comparison_style_options
from mapgen.errors import InputError, listed
from mapgen.pens.formats import ENDINGS, FORMATS

if TYPE_CHECKING:
    from mapgen.comparison.compare import Comparison
    from mapgen.credentials.credential import SigningCredential
    from mapgen.render_options import RenderOptions

# The formats of the answer, as text; those of a map, on standard output, are FORMATS.
_ANSWERS = ("table", "json", "csv", "markdown")


@click.command(cls=GroupedCommand)
@click.argument("a", metavar="A", type=OperandText(), shell_complete=completion_of("operand"))
@click.argument("b", metavar="B", type=OperandText(), shell_complete=completion_of("operand"))
@comparison_style_options
@signing_options_with_key
@click.option("--format", "form", type=Word("FORMAT", (*_ANSWERS, *FORMATS)), default=None)
@purpose_option
@outputs_option(f"Map to write, {listed(ENDINGS)}, or - for standard output; may be given again.")
@force_option
@click.option("--recreate", is_flag=True, help="Draw both maps side by side, differences numbered; needs -o.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the two differ.")
def compare(
    a: str,
    b: str,
    form: str | None,
    outputs: tuple[Path, ...],
    recreate: bool,  # noqa: FBT001 (click passes flags by keyword)
    exit_code: bool,  # noqa: FBT001
    **options: Any,  # noqa: ANN401
) -> None:
    """Compare two dates of a record, or two coders.

    A coder is the record, or a published list. A and B: each is DATE, RECORD@DATE or a file, with /office or /elected
    after a date, or the name of a shipped list; `record` is the record here, else the shipped one, which is `shipped`.
    A record without a date, or a basis, takes those of the other one. Prints what changed on which day, or where the
    two agree and why they differ; -o draws a map and prints each path written, on stderr if a --format is given.

    \b
    Examples:
      mapgen compare 2021-12-31 2025-12-31 -o change.png
      mapgen compare el-ciudadano-2025-12-15 record/office --format csv
      mapgen compare el-ciudadano-2025-12-15 record/office --recreate -o facts.png
    """
    from mapgen.comparison.compare import comparison_of  # noqa: PLC0415 (not needed for help)
    from mapgen.comparison.operands import files_of, operands_of  # noqa: PLC0415
    from mapgen.sources.locating import located_source  # noqa: PLC0415

    outputs = _maps(outputs, form)
    credential = _credential(options, outputs, recreate=recreate)
    spreadsheet = for_spreadsheet(options.pop("purpose"), [form])
    lang, force = options["lang"], options.pop("force")
    # A table does not need the code that draws.
    style_options = _style_options(options) if outputs else None
    default = located_source(None)
    comparison = comparison_of(*operands_of(a, b, default))
    for origin in dict.fromkeys(operand.snapshot.origin for operand in (comparison.a, comparison.b)):
        note(f"read {origin}")
    if outputs:
        inputs = (default, *files_of(a), *files_of(b), *inputs_of(credential))
        write = partial(_write, credential=credential, force=force)
        _draw(comparison, outputs, style_options, inputs=inputs, recreate=recreate, write=write)
        print_written(outputs, data=form is not None)
    if not writes_to_standard_output() and (form or not outputs):
        echo_data(_text(comparison, form or "table", lang, spreadsheet=spreadsheet), form)
    click.get_current_context().exit(1 if exit_code and comparison.differs else 0)


def _maps(outputs: tuple[Path, ...], form: str | None) -> tuple[Path, ...]:
    """Return the maps to draw; raises InputError as outputs_to_write does, and for a map's format without `-`.

    The answer goes to standard output anyway, so that `-` adds nothing to its formats.
    """
    if form in FORMATS and STANDARD_OUTPUT not in outputs:
        raise InputError.single(f"--format {form}", f"is of a map on standard output; add -o -, or write -o map.{form}")
    if form in _ANSWERS and outputs.count(STANDARD_OUTPUT) == 1:
        return tuple(path for path in outputs if path != STANDARD_OUTPUT)
    endings = {**dict.fromkeys(_ANSWERS, ".txt"), **{name: f".{name}" for name in FORMATS}}
    return outputs_to_write(outputs, form, endings)


def _credential(options: dict[str, Any], outputs: Sequence[Path], *, recreate: bool) -> SigningCredential | None:
    """Return what signs the maps; raises UsageError where an option is about a map and none is drawn."""
    if recreate and not outputs:
        raise click.UsageError("--recreate draws a picture; name it by -o, such as -o fact-check.png")
    credential = credential_of(options)
    if credential and not outputs:
        raise click.UsageError("--sign signs a picture; name it by -o, such as -o change.png")
    return credential


def _text(comparison: Comparison, form: str, lang: str, *, spreadsheet: bool) -> str:
    from mapgen.comparison.tables import comparison_table, comparison_text  # noqa: PLC0415 (not needed for help)

    if form != "table":
        return comparison_text(comparison, form, lang, spreadsheet=spreadsheet)
    from mapgen.cli.terminal import terminal_table  # noqa: PLC0415 (not needed for JSON and CSV)

    table = comparison_table(comparison, lang)
    drawn = f"\n{terminal_table(table.rows, table.title, table.headings)}" if table.rows else ""
    return f"{table.sentences}\n{drawn}"


def _draw(
    comparison: Any,  # noqa: ANN401 (the code that compares is not loaded yet)
    outputs: tuple[Path, ...],
    options: Any,  # noqa: ANN401 (as above)
    *,
    inputs: Sequence[Path],
    recreate: bool,
    write: Callable[[Mapping[Path, bytes]], None],
) -> None:
    from mapgen.comparison.map import comparison_drawing  # noqa: PLC0415 (not needed for tables)
    from mapgen.comparison.recreation import recreation_drawing  # noqa: PLC0415
    from mapgen.pipeline import check_endings, input_files, output_files  # noqa: PLC0415

    check_endings(outputs)
    check_outputs(outputs, (*inputs, *input_files(comparison.b.snapshot, options)))
    with status("Drawing"):
        drawing = recreation_drawing(comparison, options) if recreate else comparison_drawing(comparison, options)
        files = output_files(drawing, outputs)
    write(files)
    if options.bare and not recreate:
        from mapgen.cli.notices import print_unnamed  # noqa: PLC0415 (most maps are not bare)

        print_unnamed(drawing, comparison.b.snapshot)


def _write(files: Mapping[Path, bytes], *, credential: SigningCredential | None, force: bool) -> None:
    write_outputs(signed(files, credential), force=force)
    note_signed(credential)


def _style_options(options: dict[str, Any]) -> RenderOptions:
    from mapgen.plain_options import render_options  # noqa: PLC0415 (not needed for tables)

    return render_options(options)
