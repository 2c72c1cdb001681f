"""The command `commons`, which writes a map for Wikimedia Commons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mapgen.cli.help import GroupedCommand
from mapgen.cli.messages import status
from mapgen.cli.notices import print_warnings
from mapgen.cli.options import question_of, question_options
from mapgen.cli.outputs import check_outputs, folder_option, force_option, print_written, write_outputs
from mapgen.cli.signing_options import credential_of, inputs_of, note_signed, signed, signing_options
from mapgen.cli.sources import read_located, source_argument
from mapgen.cli.style_options import commons_style_options


@click.command(cls=GroupedCommand)
@source_argument
@question_options
@commons_style_options
@signing_options
@folder_option("commons")
@force_option
def commons(
    source: str | None,
    folder: Path,
    force: bool,  # noqa: FBT001 (click passes flags by keyword)
    **options: Any,  # noqa: ANN401
) -> None:
    """Write a map for Wikimedia Commons, with its description page.

    Each SVG has the texts of every language, and that of --lang for all other readers; its typefaces are those of
    Commons, its texts can be changed and translated there. One has headline, key and notes, the other is the map alone.
    The .txt beside each is the wikitext of its page, to paste on upload. Prints each path written.

    \b
    Examples:
      mapgen commons --as-of 2025-12-15 --basis elected -o commons
      mapgen commons my-list.toml --lang es -o commons
    """
    from mapgen.exporting.formats import question_metadata  # noqa: PLC0415 (not needed for help)
    from mapgen.pipeline import input_files  # noqa: PLC0415
    from mapgen.plain_options import render_options  # noqa: PLC0415
    from mapgen.sources.reading import answer  # noqa: PLC0415
    from mapgen.wikimedia.files import commons_files  # noqa: PLC0415

    credential = credential_of(options)
    map_options, question = render_options(options), question_of(options)
    source_path, record_or_list = read_located(source, question)
    snapshot = answer(record_or_list, question)
    with status("Drawing"):
        files = signed(commons_files(snapshot, map_options, folder), credential)
    check_outputs([*files], (source_path, *input_files(snapshot, map_options), *inputs_of(credential)))
    write_outputs(files, force=force, today=question.as_of is None, named=folder, about=question_metadata(snapshot))
    print_written(files)
    note_signed(credential, ": the SVGs; the upload of Commons may refuse them, as it takes known namespaces alone")
    print_warnings(record_or_list, snapshot.as_of, map_options.theme, map_options.classes)
