"""The commands that draw the map of one day, or an HTML page of many days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from mapgen.cli.help import GroupedCommand
from mapgen.cli.messages import note, status, summary
from mapgen.cli.notices import print_unnamed, print_warnings
from mapgen.cli.options import Day, OutputPath, Word, question_of, question_options
from mapgen.cli.outputs import (
    check_outputs,
    folder_option,
    force_option,
    outputs_option,
    outputs_to_write,
    print_written,
    refuse_other_formats,
    write_outputs,
    writes_to_standard_output,
)
from mapgen.cli.signing_options import credential_of, inputs_of, note_signed, refuse_signing, signed, signing_options
from mapgen.cli.sources import read_located, source_argument
from mapgen.cli.style_options import page_style_options, style_options, style_options_without_size
from mapgen.errors import InputError, listed
from mapgen.pens.formats import ENDINGS, FORMATS
from mapgen.record.model import Record
from mapgen.themes.theme import SCHEMES

_ONE_DAY = "a published list is of one day; draw it with render or embed, or name a record"
_PICTURES = dict(zip(FORMATS, ENDINGS, strict=True))


@click.command(cls=GroupedCommand)
@source_argument
@question_options
@style_options
@signing_options
@outputs_option(f"File to write, {listed(ENDINGS)}, or - for standard output; may be given again.")
@click.option("--format", "form", type=Word("FORMAT", FORMATS), help="Of -o -, or of the one file without -o.")
@force_option
@click.option("--caption", is_flag=True, help="Print caption, alt text and description too.")
def render(
    source: str | None,
    outputs: tuple[Path, ...],
    form: str | None,
    force: bool,  # noqa: FBT001 (click passes flags by keyword)
    caption: bool,  # noqa: FBT001
    **options: Any,  # noqa: ANN401
) -> None:
    """Draw the map of one day.

    SOURCE is a record or a list, or - for standard input; without it, it is the record here, else the shipped one.
    Without -o it goes to outputs/REGION-DATE.png and .svg, at the size print to .pdf; the name has what is not the
    default: elected, size, language, theme and scale. Prints each path written; with --caption also a caption, an alt
    text and a description, in the map's language.

    \b
    Examples:
      mapgen render --as-of 2025-12-15 --basis elected
      mapgen render my-list.toml --lang es -o map.svg -o map.png
    """
    from mapgen.api.maps import Map  # noqa: PLC0415 (not needed for help, show and check)
    from mapgen.pipeline import check_endings, default_paths, drawing_of, input_files, output_files  # noqa: PLC0415
    from mapgen.plain_options import render_options  # noqa: PLC0415
    from mapgen.sources.reading import answer  # noqa: PLC0415

    outputs = outputs_to_write(outputs, form, _PICTURES)
    check_endings(outputs)
    refuse_other_formats(outputs, form, {ending: name for name, ending in _PICTURES.items()})
    credential = credential_of(options)
    map_options, question = render_options(options), question_of(options)
    source_path, record_or_list = read_located(source, question)
    snapshot = answer(record_or_list, question)
    paths = outputs or default_paths(snapshot, map_options, [_PICTURES[form]] if form else None)
    check_outputs(paths, (source_path, *input_files(snapshot, map_options), *inputs_of(credential)))
    drawn_map = Map(snapshot, drawing_of(snapshot, map_options), map_options)
    files = signed(output_files(drawn_map.drawing, paths), credential)
    write_outputs(files, force=force, today=question.as_of is None)
    print_written(paths)
    note_signed(credential)
    if caption:
        texts = f"\nCaption: {drawn_map.caption}\nAlt text: {drawn_map.alt}\nDescription: {drawn_map.description}"
        click.echo(texts, err=writes_to_standard_output())
    if map_options.shares and not drawn_map.drawing.shows_shares:
        note("the page has no room for --share; choose a larger size")
    if map_options.bare:
        print_unnamed(drawn_map.drawing, snapshot)
    print_warnings(record_or_list, snapshot.as_of, map_options.theme, map_options.classes)


@click.command(cls=GroupedCommand)
@source_argument
@question_options
@style_options_without_size
@signing_options
@click.option("--live", is_flag=True, help="Use file names that stay the same, without date and hash.")
@click.option(
    "--url", "address", metavar="ADDRESS", help="Folder on the web that will have the files, for the code to paste."
)
@click.option(
    "--scheme", type=Word("SCHEME", SCHEMES), default="light", help="Light on every page [light], dark, or auto."
)
@folder_option("embed")
@force_option
def embed(
    source: str | None,
    folder: Path,
    live: bool,  # noqa: FBT001 (click passes flags by keyword)
    address: str | None,
    scheme: str,
    force: bool,  # noqa: FBT001
    **options: Any,  # noqa: ANN401
) -> None:
    """Write the images, cards and code that an article needs.

    The images are light and dark; embed.html has the code to paste. File names have the date and a hash of the content,
    so that a published article never changes; with --live they stay the same, for a map that is to change. --scheme
    makes the map dark for all readers, or for those whose system is dark. Prints each path written.

    \b
    Examples:
      mapgen embed --as-of 2025-12-15 --basis elected -o embed
      mapgen embed my-list.toml --live --url https://example.org/maps -o live
    """
    from mapgen.exporting.formats import question_metadata  # noqa: PLC0415
    from mapgen.pipeline import input_files  # noqa: PLC0415
    from mapgen.plain_options import render_options  # noqa: PLC0415
    from mapgen.sources.reading import answer  # noqa: PLC0415
    from mapgen.web.embed import Publishing, embed_files  # noqa: PLC0415 (not needed for help)

    publishing = Publishing.of(live=live, address=address, scheme=scheme)
    credential = credential_of(options)
    map_options, question = render_options(options), question_of(options)
    source_path, record_or_list = read_located(source, question)
    snapshot = answer(record_or_list, question)
    with status("Drawing") as show:
        files = signed(embed_files(snapshot, map_options, folder, publishing, show), credential)
    check_outputs([*files], (source_path, *input_files(snapshot, map_options), *inputs_of(credential)))
    write_outputs(
        files, force=force, today=question.as_of is None, live=live, named=folder, about=question_metadata(snapshot)
    )
    print_written(files)
    note_signed(credential, ": the pictures; HTML and code carry no credentials")
    print_warnings(record_or_list, snapshot.as_of, map_options.theme, map_options.classes)


@click.command(cls=GroupedCommand)
@source_argument
@question_options
@page_style_options
@refuse_signing
@click.option("--from", "first", type=Day(), help="The first day of the slider [the record's].")
@click.option("--to", "last", type=Day(), help="The last day [today].")
@click.option("--url", "address", metavar="ADDRESS", help="The page's own address, for its head and to embed.")
@click.option(
    "-o",
    "--output",
    "output",
    required=True,
    metavar="FILE",
    type=OutputPath(),
    help="File to write, .html, or - for standard output.",
)
@force_option
def page(
    source: str | None,
    first: date | None,
    last: date | None,
    address: str | None,
    output: Path,
    force: bool,  # noqa: FBT001 (click passes flags by keyword)
    **options: Any,  # noqa: ANN401
) -> None:
    """Write one web page with every day of a record.

    It has a slider, a play button, a table and every language. It loads nothing, so it works from a disk and in an
    iframe; #2025-12-15/elected after its address shows that day on that basis. --as-of, --basis, --classes and --lang
    set what it shows first. --url adds FILE.oembed.json. Prints the path written, and its iframe as a note.

    \b
    Examples:
      mapgen page -o south-america.html
      mapgen page my-record.toml --from 2015-01-01 --lang es -o map.html
    """
    from mapgen.pipeline import input_files  # noqa: PLC0415
    from mapgen.plain_options import render_options  # noqa: PLC0415
    from mapgen.sources.reading import check_region  # noqa: PLC0415
    from mapgen.web.page import page_file  # noqa: PLC0415 (not needed for help)
    from mapgen.web.page_range import PageRange, check_page_path  # noqa: PLC0415
    from mapgen.web.page_sharing import Published, oembed_files, page_iframe, page_title  # noqa: PLC0415

    [output] = outputs_to_write([output], "html", {"html": ".html"})
    check_page_path(output)
    published = Published.of(address, None if writes_to_standard_output() else output)
    map_options, question = render_options(options), question_of(options)
    source_path, record = read_located(source, question)
    if not isinstance(record, Record):
        raise InputError.single(f'"{record.title}"', _ONE_DAY)
    check_region(record, question)
    date_range = PageRange.of(record, (first, last), question.as_of, question.basis)
    beside = oembed_files(record, map_options.lang, published)
    check_outputs([output, *beside], (source_path, *input_files(record, map_options)))
    with status("Making the page"):
        files = {output: page_file(record, map_options, date_range, published), **beside}
    write_outputs(files, force=force, today=last is None, named=output, about=_question_of(files[output], beside))
    print_written(files)
    if address or not writes_to_standard_output():
        _say_iframe(page_iframe(address or quote(output.name), page_title(record, map_options.lang)))
    print_warnings(record, date_range.initial)


def _question_of(page: bytes, beside: Mapping[Path, bytes]) -> Mapping[str, str]:
    """Return which days a page is of, if there are files beside it: that for oEmbed cannot say so."""
    from mapgen.proof import replacing  # noqa: PLC0415 (few pages have such a file)

    return replacing.question_of(page) if beside else {}


def _say_iframe(code: str) -> None:
    """Print code on a line of its own, whole: a note is cut where it is long."""
    note("the code that shows the page in another one:")
    summary(code)
