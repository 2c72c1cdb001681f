"""Animations of a date range: their steps, their sizes and their kinds of file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.sizes import NAMED, Size
from mapgen.errors import InputError, listed, nearest
from mapgen.files.periods import MONTHS, TURNING
from mapgen.pens.metadata import boundary_metadata
from mapgen.pipeline import named_outputs, staged
from mapgen.proof.displayed import followed, intervals_view
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.timeline.animation_file import gif_bytes, webp_bytes
from mapgen.timeline.captions import timeline_alt, timeline_captions
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.frame_page import frame_page
from mapgen.timeline.frames import AnimationContent, Frame
from mapgen.timeline.grid_content import lasting_notes
from mapgen.timeline.metadata import timeline_metadata
from mapgen.timeline.pacing import Step, lasting, long_steps, short_steps
from mapgen.timeline.stills import timeline_name
from mapgen.timeline.strip import timeline_style
from mapgen.timeline.video import check_video, mp4_bytes

ANIMATIONS = ("gif", "webp", "mp4")
# A picture that moves by itself for more than five seconds needs a way to stop it (WCAG 2.2.2), which a GIF lacks.
_GIF_SECONDS = 5.0
_SHORTEST, _LONGEST = 0.5, 600.0
_MOST_FRAMES = 3_000
# Pixels for each CSS pixel of the article's size by default: 600 by 750, 800 by 1000, 1200 by 1500.
_FACTORS = {"gif": 0.9375, "webp": 1.25, "mp4": 1.875}


class AnimationOptions(Struct, frozen=True):
    """The steps of an animation, `every` year, quarter, month or turning day, and its length in seconds.

    None leaves it to the kind: a GIF takes 5 seconds, with as many steps as a reader can see in them; the others hold
    every change long enough to read. `sized` tells whether the options' size counts; else the kind has its own.
    """

    every: str | None = None
    seconds: float | None = None
    sized: bool = True


def animation_content(
    kind: str, date_range: DateRange, options: RenderOptions, choices: AnimationOptions | None = None
) -> AnimationContent:
    """Return the content of an animation of a kind (of ANIMATIONS) of a date range, with its metadata.

    Raises InputError for another kind, period or number of seconds, for MP4 without PyAV, for labels with leaders, and
    as grid_drawing does.
    """
    choices = choices or AnimationOptions()
    _check(kind, options, choices)
    options = replace(options, size=_size(kind, options.size, choices))
    map_style = timeline_style(date_range, options)
    steps = _steps(kind, date_range, map_style, choices)
    if len(steps) > _MOST_FRAMES:
        message = f"it has {len(steps):,} frames; at most {_MOST_FRAMES:,} are drawn, so give fewer days"
        raise InputError.single(f"animation {kind}", message)
    choropleth, _ = staged(steps[0].snapshot, options)
    further = map_style.words.say(f"span.frames.{_period(steps)}") if _period(steps) else ""
    notes = lasting_notes(choropleth, map_style)
    captions = timeline_captions(date_range, map_style, options.texts, further=further, notes=notes, maps=True)
    alt = timeline_alt("animation", date_range, map_style)
    description = " ".join([alt, captions.standfirst, *(note.whole for note in captions.notes)])
    settings = (
        f"format={kind} labels={map_style.labels} steps={len(steps)} seconds={sum(step.seconds for step in steps):.1f}"
    )
    shows = intervals_view(date_range.intervals, followed(choropleth.entries))
    metadata = {
        **timeline_metadata(date_range, captions, map_style, (alt, description), shows, settings),
        **boundary_metadata(choropleth),
    }
    return AnimationContent(
        date_range, steps, map_style, frame_page(captions, map_style.theme, options.size), choropleth, metadata
    )


def animation_bytes(kind: str, content: AnimationContent, frames: Iterator[Frame]) -> bytes:
    """Return an animation as the bytes of a file of its kind, from the frames that frames_of yields for it."""
    return {"gif": gif_bytes, "webp": webp_bytes, "mp4": mp4_bytes}[kind](content, frames)


def animation_path(kind: str, date_range: DateRange, options: RenderOptions) -> Path:
    """Return the default path of an animation: outputs/REGION-FIRST-LAST.KIND; see pipeline.named_outputs."""
    return named_outputs(timeline_name(date_range), options, (f".{kind}",))[0]


def _check(kind: str, options: RenderOptions, choices: AnimationOptions) -> None:
    if kind not in ANIMATIONS:
        raise InputError.single(f'animation "{kind}"', f"write {listed(ANIMATIONS)}{nearest(kind, ANIMATIONS)}")
    if kind == "mp4":
        check_video()
    if options.labels == "leaders":
        raise InputError.single("labels leaders", "who governs changes in an animation; write names, codes or none")
    if choices.seconds is not None and not _SHORTEST <= choices.seconds <= _LONGEST:
        raise InputError.single(f"seconds {choices.seconds:g}", f"write a number from {_SHORTEST:g} to {_LONGEST:g}")


def _size(kind: str, size: Size, choices: AnimationOptions) -> Size:
    if size.own_dpi:
        raise InputError.single(f"dpi {size.own_dpi}", "an animation is for screens, and states none; leave it out")
    if not choices.sized:
        return replace(NAMED["article"], factor=_FACTORS[kind])
    if size.paper or kind != "mp4":
        size = replace(size, factor=min(size.factor, 1.0))
    width, height = size.pixels
    if kind == "mp4" and (width % 2 or height % 2):
        message = f"an MP4 has even sides; write {width + width % 2}x{height + height % 2}"
        raise InputError.single(f"size {width}x{height}", message)
    return size


def _steps(kind: str, date_range: DateRange, map_style: MapStyle, choices: AnimationOptions) -> tuple[Step, ...]:
    if kind == "gif":
        return short_steps(date_range, map_style.classes, choices.seconds or _GIF_SECONDS, choices.every)
    # Every frame of a WebP is a whole image: the file can carry one for each change.
    every = choices.every or (TURNING if kind == "webp" else None)
    steps = long_steps(date_range, map_style.classes, every)
    return lasting(steps, choices.seconds) if choices.seconds else steps


def _period(steps: tuple[Step, ...]) -> str:
    """Return the period (of PERIODS) at whose ends all steps but the first and last are; an empty text for others."""
    days = [step.day for step in steps[1:-1]]
    if not days or not all(step.regular for step in steps):
        return ""
    apart = {(after.year - day.year) * 12 + after.month - day.month for day, after in pairwise(days)}
    return next((name for name, months in MONTHS.items() if apart == {months}), "")
