"""The command `timeline`, which draws many days of a record: animations, grids of small maps, strips of rows."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from mapgen.cli.help import GroupedCommand
from mapgen.cli.messages import note, shows_progress, status
from mapgen.cli.notices import print_warnings
from mapgen.cli.options import Day, Word
from mapgen.cli.outputs import (
    check_outputs,
    check_replaceable,
    force_option,
    outputs_option,
    outputs_to_write,
    print_written,
    write_outputs,
)
from mapgen.cli.signing_options import credential_of, inputs_of, note_signed, signed, signing_options_with_key
from mapgen.cli.sources import read_located, source_argument
from mapgen.cli.style_options import comparison_style_options
from mapgen.errors import InputError
from mapgen.files.periods import PERIODS_OR_TURNING
from mapgen.pens.formats import ENDINGS
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis

if TYPE_CHECKING:
    from mapgen.render_options import RenderOptions
    from mapgen.timeline.date_range import DateRange

# What checks the paths of files, with the metadata that they will have, before they are drawn.
Check = Callable[[Sequence[Path], Mapping[str, str]], None]
_ANIMATIONS, _STILLS = ("gif", "mp4", "webp"), ("grid", "strip")
# --format says what is drawn, so a grid or strip has one format there: the one that all else can be made of.
_ON_STANDARD_OUTPUT = {**{name: f".{name}" for name in _ANIMATIONS}, **dict.fromkeys(_STILLS, ".svg")}


@click.command(cls=GroupedCommand)
@source_argument
@click.option("--from", "first", type=Day(), help="The first day [the record's].")
@click.option("--to", "last", type=Day(), help="The last day [today].")
@click.option(
    "--basis", type=Word("BASIS", Basis), default=Basis.OFFICE, help="Who holds office [office], or who has won."
)
@click.option(
    "--format", "form", type=Word("FORMAT", (*_ANIMATIONS, *_STILLS)), help="What to draw [PATH's, else gif]."
)
@click.option("--every", type=Word("PERIOD", PERIODS_OR_TURNING), help="Days of a grid or animation.")
@click.option("--date", "days", type=Day(), multiple=True, help="A day of a grid; may be given again.")
@click.option("--seconds", type=float, metavar="NUMBER", help="How long an animation takes [10 to 12].")
@click.option(
    "--order", type=Word("ORDER", ("flip", "name")), help="Rows of a strip: by class and since when [flip], or name."
)
@comparison_style_options
@signing_options_with_key
@outputs_option("File to write, or - for standard output; may be given again.")
@force_option
def timeline(source: str | None, outputs: tuple[Path, ...], force: bool, **options: Any) -> None:  # noqa: ANN401, FBT001
    """Draw many days: an animation, a grid or a strip.

    An animation (a gif, a webp, or an mp4, which needs: pip install av) has a frame for each change, or sums
    some up, plays once and takes 10 to 12 seconds. A grid has a map for each year, or each of --every or --date;
    a strip has a row of governments for each country; both are written in the formats of `render`. Prints each
    path written.

    \b
    Examples:
      mapgen timeline --from 1998-01-01 --to 2026-11-23
      mapgen timeline --format strip -o strip.svg -o strip.png
      mapgen timeline --format grid --every turning --from 2018-01-01 -o grid.pdf
    """
    from mapgen.pipeline import input_files  # noqa: PLC0415 (not needed for help)

    gc.enable()  # many frames leave garbage to collect; see __main__
    form = options.pop("form")
    outputs = outputs_to_write(outputs, form, _ON_STANDARD_OUTPUT)
    form = _form(form, outputs)
    form_options = {name: options.pop(name) for name in ("every", "days", "seconds", "order")}
    _check_meant(form, form_options)
    credential = credential_of(options)
    source_path, record = read_located(source)
    days = form_options["days"] or (None,)
    first, last = options.pop("first") or min(days), options.pop("last") or max(days)
    date_range = _date_range(record, first, last, Basis(options.pop("basis")))
    sized = click.get_current_context().get_parameter_source("size") is not ParameterSource.DEFAULT
    style_options = _style_options(options)
    draw = _animation if form in _ANIMATIONS else _still

    def check(paths: Sequence[Path], metadata: Mapping[str, str]) -> None:
        check_outputs(paths, (source_path, *input_files(date_range.record, style_options), *inputs_of(credential)))
        check_replaceable(paths, metadata, force=force, today=last is None)

    files = draw(form, date_range, style_options, form_options | {"sized": sized}, outputs, check)
    write_outputs(signed(files, credential), force=force, today=last is None)
    print_written(files)
    note_signed(credential)
    print_warnings(date_range.record, date_range.last)


def _form(form: str | None, outputs: Sequence[Path]) -> str:
    """Return the form to draw; raises InputError if the outputs' endings do not fit it, or do not determine it."""
    endings = {path.suffix.lower() for path in outputs}
    if form is None:
        named = [name for name in _ANIMATIONS if f".{name}" in endings]
        if outputs and not named:
            raise InputError.single(
                str(outputs[0]), "say what to draw: --format grid or strip, or name a .gif, .mp4 or .webp"
            )
        form = named[0] if named else "gif"
    fitting = {f".{form}"} if form in _ANIMATIONS else set(ENDINGS)
    for path in outputs:
        if path.suffix.lower() not in fitting:
            message = f'the ending "{path.suffix}" does not fit --format {form}; write {" or ".join(sorted(fitting))}'
            raise InputError.single(str(path), message)
    return form


def _check_meant(form: str, form_options: dict[str, Any]) -> None:
    """Raise InputError for an option that the form does not use."""
    meant = {"every": (*_ANIMATIONS, "grid"), "days": ("grid",), "seconds": _ANIMATIONS, "order": ("strip",)}
    for name, forms in meant.items():
        if form_options[name] and form not in forms:
            option = "date" if name == "days" else name
            raise InputError.single(f"--{option}", f"a {form} has no use for it; it is for {', '.join(forms)}")


def _date_range(record: Any, first: date | None, last: date | None, basis: Basis) -> DateRange:  # noqa: ANN401
    from mapgen.timeline.date_range import DateRange  # noqa: PLC0415 (not needed for help)

    if not isinstance(record, Record):
        raise InputError.single(f'"{record.title}"', "a published list is of one day; name a record")
    today = date.today()  # noqa: DTZ011 (the user's own calendar day is meant)
    return DateRange.of(record, first or record.begins, last or today, basis)


def _still(
    form: str,
    date_range: DateRange,
    style_options: RenderOptions,
    form_options: dict[str, Any],
    outputs: Sequence[Path],
    check: Check,
) -> Mapping[Path, bytes]:
    from mapgen.pipeline import check_endings, output_files  # noqa: PLC0415 (not needed for help)
    from mapgen.timeline.stills import StillOptions, still_drawing, still_paths  # noqa: PLC0415

    check_endings(outputs)
    still = StillOptions(
        form_options["days"],
        form_options["every"] or "year",
        not form_options["sized"],
        form_options["order"] or "flip",
    )
    with status("Drawing"):
        drawing = still_drawing(form, date_range, style_options, still)
        paths = outputs or still_paths(form, date_range, style_options)
        check(paths, drawing.metadata)
        return output_files(drawing, paths)


def _animation(
    form: str,
    date_range: DateRange,
    style_options: RenderOptions,
    form_options: dict[str, Any],
    outputs: Sequence[Path],
    check: Check,
) -> Mapping[Path, bytes]:
    from mapgen.timeline.animation import (  # noqa: PLC0415 (not needed for help)
        AnimationOptions,
        animation_bytes,
        animation_content,
        animation_path,
    )
    from mapgen.timeline.frames import frames_of  # noqa: PLC0415
    from mapgen.timeline.pacing import pacing_note  # noqa: PLC0415

    content = animation_content(
        form,
        date_range,
        style_options,
        AnimationOptions(form_options["every"], form_options["seconds"], form_options["sized"]),
    )
    paths = outputs or (animation_path(form, date_range, style_options),)
    check(paths, content.metadata)
    with click.progressbar(
        frames_of(content), len(content.steps), label="Drawing", file=sys.stderr, hidden=not shows_progress()
    ) as frames:
        data = animation_bytes(form, content, iter(frames))
    if about := pacing_note(form, content.steps):
        note(about)
    return dict.fromkeys(paths, data)


def _style_options(options: dict[str, Any]) -> RenderOptions:
    from mapgen.plain_options import render_options  # noqa: PLC0415 (not needed for help)

    return render_options(options)
