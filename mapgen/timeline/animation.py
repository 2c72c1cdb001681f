"""Animations of a date range: their steps, their sizes and their kinds of file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.sizes import NAMED, Size
from mapgen.errors import InputError, listed, nearest
from mapgen.files.periods import MONTHS
from mapgen.layout.note_marks import within_lines
from mapgen.pens.metadata import boundary_metadata, unsaid_metadata
from mapgen.pipeline import named_outputs, staged
from mapgen.proof.displayed import followed, intervals_view
from mapgen.record.intervals import Interval
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.timeline.animation_file import gif_bytes, webp_bytes
from mapgen.timeline.captions import timeline_alt, timeline_captions
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.frame_page import bare_frame_page, frame_page
from mapgen.timeline.frames import AnimationContent, Frame
from mapgen.timeline.grid_content import day_in_words, lasting_notes
from mapgen.timeline.metadata import timeline_metadata
from mapgen.timeline.pacing import Pace, Step, pace_of
from mapgen.timeline.page_style import timeline_style
from mapgen.timeline.stills import timeline_name
from mapgen.timeline.video import check_video, mp4_bytes
from mapgen.words.captions import Captions, sentence

ANIMATIONS = ("gif", "webp", "mp4")
_SHORTEST, _LONGEST = 0.5, 600.0
_MOST_FRAMES = 3_000
# The phrases for the months that a frame sums up; more of them are a number of years.
_SUMMED_UP = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
# Pixels for each CSS pixel of the article's size by default: 600 by 750, 800 by 1000, 1200 by 1500.
_FACTORS = {"gif": 0.9375, "webp": 1.25, "mp4": 1.875}


class AnimationOptions(Struct, frozen=True):
    """The steps of an animation, `every` year, quarter, month or turning day, and its length in seconds.

    None leaves it to pacing.pace_of: a step for each change, or for as many as can be held within 12 seconds. `sized`
    tells whether the options' size counts; else the kind has its own.
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
    pace = pace_of(date_range, map_style.classes, choices.seconds, choices.every)
    if len(pace.steps) > _MOST_FRAMES:
        message = f"it has {len(pace.steps):,} frames; at most {_MOST_FRAMES:,} are drawn, so give fewer days"
        raise InputError.single(f"animation {kind}", message)
    choropleth, _ = staged(pace.steps[0].snapshot, options)
    captions = _captions(pace, date_range, options, choropleth, map_style)
    alt = _alt(pace, date_range, map_style)
    texts = alt, _description(alt, captions, pace, map_style)
    settings = f"format={kind} labels={map_style.labels} steps={len(pace.steps)} seconds={pace.seconds:.1f}"
    shows = intervals_view(date_range.intervals, followed(choropleth.entries))
    metadata = {
        **timeline_metadata(date_range, captions, map_style, texts, shows, settings),
        **boundary_metadata(choropleth),
    }
    scale, words = date_range.at_last.scale, map_style.words
    labels = [words.class_label(name, scale) for name in scale.class_names(map_style.classes)]
    size = options.size
    if map_style.bare:
        page = bare_frame_page(choropleth.basemap.width / choropleth.basemap.height, size)
    else:
        page = within_lines(
            captions,
            size,
            lambda brief: frame_page(brief, labels, map_style.theme, size),
            lambda page: [text for text in page.texts if text.role == "note"],
        )
    metadata |= unsaid_metadata(captions, page.texts)
    return AnimationContent(date_range, pace.steps, map_style, page, choropleth, metadata)


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


def _captions(
    pace: Pace, date_range: DateRange, options: RenderOptions, first: Choropleth, map_style: MapStyle
) -> Captions:
    """Return the texts that stand still; `first` is the map of the first step.

    The headline names region and years alone: what only one frame shows stands in that frame.
    """
    captions = timeline_captions(
        date_range,
        map_style,
        options.texts,
        further=_frames_words(pace, map_style),
        notes=lasting_notes(first, map_style),
        maps=True,
    )
    if options.texts.title:
        return captions
    words, years = map_style.words, dict.fromkeys((str(date_range.first.year), str(date_range.last.year)))
    headline = words.say("span.title", region=words.region(date_range.record.region), years="–".join(years))
    return replace(captions, headline=sentence(headline), short_headline=sentence(headline))


def _frames_words(pace: Pace, map_style: MapStyle) -> str:
    """Return the sentence on what a frame stands for; an empty text where each change has its own."""
    words = map_style.words
    if pace.every in MONTHS:
        return words.say(f"span.frames.{pace.every}")
    if not pace.months:
        return ""
    period = _SUMMED_UP.get(pace.months, "years")
    return words.say(f"span.summed-up.{period}", number=words.number(pace.months // MONTHS["year"]))


def _alt(pace: Pace, date_range: DateRange, map_style: MapStyle) -> str:
    """Return the alt text: region, days, basis, and a story that is true of the frames."""
    days = tuple(Interval(step.day, step.day, step.snapshot) for step in pace.steps)
    return timeline_alt("animation", DateRange(date_range.record, date_range.basis, days), map_style)


def _description(alt: str, captions: Captions, pace: Pace, map_style: MapStyle) -> str:
    """Return the alt text, every change in words with its day and the counts then, and the texts around the map."""
    notes = (note.whole for note in captions.notes)
    return " ".join([alt, *_days(pace.steps, map_style), captions.standfirst, *notes])


def _days(steps: Sequence[Step], map_style: MapStyle) -> Iterator[str]:
    """Yield the first step, each with a change, and the last, each day once."""
    for number, step in enumerate(steps):
        if step.changed or number == 0 or (step.day != steps[number - 1].day and step is steps[-1]):
            yield day_in_words(step.day, step.snapshot, step.changed, map_style)
