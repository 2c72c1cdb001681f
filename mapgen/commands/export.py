"""The command `export`, which writes who governs where for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from mapgen.cli.codes import codes_option
from mapgen.cli.help import GroupedCommand
from mapgen.cli.notices import print_warnings
from mapgen.cli.options import Word, question_of, question_options
from mapgen.cli.outputs import (
    check_outputs,
    for_spreadsheet,
    force_option,
    outputs_option,
    outputs_to_write,
    print_written,
    purpose_option,
    refuse_other_formats,
    write_outputs,
)
from mapgen.cli.sources import read_located, source_argument
from mapgen.cli.style_options import export_style_options
from mapgen.commands.whole import export_whole, exports_whole, whole_options
from mapgen.errors import listed
from mapgen.exporting.formats import ENDINGS, EXAMPLE, FORMATS

# The ending of each format, called as `mapgen show` calls it.
_ENDINGS = {"markdown" if name == "md" else name: f".{name}" for name in FORMATS}


@click.command(cls=GroupedCommand)
@source_argument
@question_options
@export_style_options
@click.option(
    "--shapes", type=Word("SHAPES", ("drawn", "full")), default="drawn", help="As on a map [drawn], or in full."
)
@codes_option
@whole_options
@click.option("--format", "form", type=Word("FORMAT", _ENDINGS), help="Format at -o - [PATH's].")
@purpose_option
@outputs_option(f"File to write, {listed(ENDINGS)}, or - for standard output; may be given again.")
@force_option
def export(
    source: str | None,
    outputs: tuple[Path, ...],
    form: str | None,
    force: bool,  # noqa: FBT001 (click passes flags by keyword)
    **options: Any,  # noqa: ANN401
) -> None:
    """Write who governs where, with shapes, for GIS and notebooks.

    The ending of each file gives its format. GeoJSON, TopoJSON, GeoPackage, FlatGeobuf and GeoParquet have a shape in
    degrees for each territory, with names in every language and all of its row; CSV, JSON and Markdown have the rows of
    `mapgen show`. --package and --whole write the whole record instead: all governments, readings, votes and vacancies.
    Prints each path written.

    \b
    Examples:
      mapgen export --as-of 2025-12-15 --basis elected -o elected.geojson
      mapgen export --as-of 2025-12-15 --codes cow,vdem --shapes full -o map.gpkg
      mapgen export --package south-america
    """
    from mapgen.exporting.formats import exported_files, question_metadata  # noqa: PLC0415 (not needed for help)
    from mapgen.exporting.options import export_options  # noqa: PLC0415
    from mapgen.pipeline import check_endings  # noqa: PLC0415
    from mapgen.sources.locating import region_files  # noqa: PLC0415
    from mapgen.sources.reading import answer  # noqa: PLC0415

    outputs = outputs_to_write(outputs, form, _ENDINGS)
    spreadsheet = for_spreadsheet(options.pop("purpose"), [path.suffix.lower().lstrip(".") for path in outputs])
    if exports_whole(options, outputs):
        export_whole(source, outputs, options, force=force)
        return
    del options["package"], options["whole"]
    if not outputs:
        raise click.UsageError(f"Missing option -o; name a file, such as -o {EXAMPLE}.")
    check_endings(outputs, ENDINGS, EXAMPLE)
    refuse_other_formats(outputs, form, {ending: name for name, ending in _ENDINGS.items()})
    question = question_of(options)
    chosen = replace(export_options(**options), spreadsheet=spreadsheet)
    source_path, record_or_list = read_located(source, question)
    snapshot = answer(record_or_list, question)
    check_outputs(outputs, (source_path, *region_files(snapshot.region)))
    files = exported_files(snapshot, chosen, outputs)
    write_outputs(files, force=force, today=question.as_of is None, about=question_metadata(snapshot))
    print_written(files)
    print_warnings(record_or_list, snapshot.as_of)
