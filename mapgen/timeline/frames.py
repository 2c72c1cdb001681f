"""The frames of an animation as pixels, one after the other: equal parts are drawn once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil, floor
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth, joined
from mapgen.drawing.primitives import Box, Drawing, Primitive
from mapgen.drawing.typeface import text_width
from mapgen.files.colours import rgb
from mapgen.layout.page_drawing import page_drawing
from mapgen.pens.pixels import drawing_pixels
from mapgen.record.snapshots import Entry, Status
from mapgen.record.spells import counts_of, drawn_class
from mapgen.themes.style import MapStyle
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.frame_page import FramePage
from mapgen.timeline.frame_parts import FrameStyle, column_drawing, date_drawings, frame_placement, map_drawing
from mapgen.timeline.pacing import Step
from mapgen.timeline.strip_band import draw_band, examples_by_class
from mapgen.timeline.strip_rows import PAGE, RowStyle
from mapgen.timeline.time_axis import Axis, axis_marks

Pixels = Any  # an array of shape (height, width, 3), uint8
Region = tuple[slice, slice]  # rows and columns
# The part of its own colour that the band keeps for days to come; the width of the line of the day, in CSS pixels.
TO_COME, _HAND = 0.25, 1.6


class AnimationContent(Struct, frozen=True):
    """The content of an animation: a date range in steps, map style, page, a map of the first step, metadata."""

    date_range: DateRange
    steps: tuple[Step, ...]
    map_style: MapStyle
    page: FramePage
    choropleth: Choropleth
    metadata: Mapping[str, str]

    @property
    def passing(self) -> bool:
        """Whether there are steps without a change between those with one."""
        return not all(step.changed for step in self.steps[1:-1])

    @property
    def entries(self) -> list[Entry]:
        """Every entry of the date range."""
        return [entry for interval in self.date_range.intervals for entry in interval.snapshot.entries]


class Frame(Struct, frozen=True):
    """A frame as RGB pixels, valid until the next frame is drawn, and the regions that may differ from the last."""

    pixels: Pixels
    fresh: tuple[Region, ...]


def frames_of(content: AnimationContent) -> Iterator[Frame]:
    """Yield a frame for each step."""
    artist = _Artist(content)
    for step in content.steps:
        yield artist.frame(step)


class _Artist:
    """Draw frame after frame into one array: the map where it changes, the day, and the band's hand."""

    def __init__(self, content: AnimationContent) -> None:
        self.content = content
        first = content.choropleth
        placement, labels, discs = frame_placement(first, content.map_style, content.page)
        examples = examples_by_class(content.entries, content.map_style)
        self.style = FrameStyle(
            content.map_style, content.page, placement, labels, discs, examples, passing=content.passing
        )
        self.axis = _axis(content)
        self.pixels = _opaque(drawing_pixels(still_drawing_of(content))).copy()
        band = self._whole((self.axis.left, content.page.band[1], self.axis.right, content.page.band[3]))
        self.band = band, self._part(band).copy(), _pale(self._part(band), content.map_style.theme.page)
        self.last_change = content.steps[0]
        self.drawn: tuple[object, ...] = ()
        self.dates: dict[str, Pixels] = {}
        self.texts_in: dict[Box, str] = {}
        # The band stands on the page in full: the first hand has to redraw all of it.
        self.at = self.band[1].shape[1]

    def frame(self, step: Step) -> Frame:
        """Return the frame of a step."""
        content = self.content
        self.fresh: list[Region] = [] if self.drawn else [(slice(None), slice(None))]
        if step.changed:
            self.last_change = step
        # A change stands out as long as the words on it stand, to the next change; at the end nothing recedes.
        loud = () if step is content.steps[-1] else self.last_change.changed
        drawn = map(self._appearance, (*step.snapshot.entries, *step.snapshot.sovereigns))
        appearance = (*drawn, self.last_change.changed, loud)
        if appearance != self.drawn:
            first = content.choropleth
            choropleth = joined(step.snapshot, first.region, first.basemap, first.treatments)
            self._put(map_drawing(choropleth, loud, self.style), content.page.ground)
            if not content.page.bare:
                self._put(column_drawing(self.last_change, choropleth, self.style), content.page.column)
            self.drawn = appearance
        for text, drawing, box in date_drawings(step, self.style):
            if self.texts_in.get(box) != text:
                self._date(text, drawing, box)
        if not content.page.bare:
            self._hand(step)
        return Frame(self.pixels, tuple(self.fresh))

    def _appearance(self, entry: Entry) -> tuple[str, bool]:
        """Return the appearance of an entry: an elect has stripes on the colour of its class."""
        return drawn_class(entry, self.content.map_style.classes), entry.status is Status.ELECTED

    def _date(self, text: str, drawing: Drawing, box: Box) -> None:
        """Put a year or a day into its box; each is drawn once."""
        self.texts_in[box] = text
        if text in self.dates:
            self._part(self._whole(box))[...] = self.dates[text]
            self.fresh.append(self._region(self._whole(box)))
        else:
            self._put(drawing, box)
            self.dates[text] = self._part(self._whole(box)).copy()

    def _put(self, drawing: Drawing, box: Box) -> None:
        whole = self._whole(box)
        self._part(whole)[...] = _opaque(drawing_pixels(drawing, whole))
        self.fresh.append(self._region(whole))

    def _whole(self, box: Box) -> Box:
        """Return a box with its edges on whole pixels, in CSS pixels."""
        factor, (width, height) = self.content.page.size.factor, self.content.page.size.pixels
        left, top = (floor(side * factor) / factor for side in box[:2])
        right, bottom = (
            min(ceil(side * factor), most) / factor for side, most in zip(box[2:], (width, height), strict=True)
        )
        return left, top, right, bottom

    def _region(self, whole: Box) -> Region:
        left, top, right, bottom = (round(side * self.content.page.size.factor) for side in whole)
        return slice(top, bottom), slice(left, right)

    def _part(self, whole: Box) -> Pixels:
        return self.pixels[self._region(whole)]

    def _hand(self, step: Step) -> None:
        """Draw the band up to a day in full, the rest pale, and a line between."""
        whole, band, pale = self.band
        factor = self.content.page.size.factor
        at, width = round((self.axis.after(step.day) - whole[0]) * factor), max(1, round(_HAND * factor))
        first, last, part = max(0, min(at, self.at) - width), max(at, self.at, width), self._part(whole)
        part[:, first:at] = band[:, first:at]
        part[:, at:last] = pale[:, at:last]
        part[:, max(0, at - width) : max(width, at)] = rgb(self.content.map_style.theme.ink)
        rows, columns = self._region(whole)
        self.fresh.append((rows, slice(columns.start + first, columns.start + last)))
        self.at = at


def _pale(pixels: Pixels, page: str) -> Pixels:
    """Return pixels with only a part of their own colour on the page's."""
    mixed = TO_COME * pixels + (1 - TO_COME) * np.array(rgb(page), dtype=float)
    return mixed.round().astype(np.uint8)


def _axis(content: AnimationContent) -> Axis:
    left, _, right, _ = content.page.band
    side = text_width("12", content.page.sizes.small_label, bold=True) + 0.5 * content.page.sizes.small_label
    return Axis(content.date_range.first, content.date_range.last, left + side, right - side)


def still_drawing_of(content: AnimationContent) -> Drawing:
    """Return the parts that stand still, with the metadata: texts, the band of the whole date range and its years."""
    page, map_style, date_range = content.page, content.map_style, content.date_range
    if page.bare:
        return replace(page_drawing(page.size, map_style, PAGE, {}, {}), metadata=content.metadata)
    axis, examples = _axis(content), examples_by_class(content.entries, map_style)
    sizes, (_, top, _, bottom) = page.sizes, page.band
    order = date_range.at_last.scale.class_names(map_style.classes)
    style = RowStyle(map_style, sizes.small_label, sizes.small_label, sizes.key, sizes.margin)
    band, shapes = draw_band(
        counts_of(date_range.intervals, map_style.classes, order), examples, axis, (top, bottom), style
    )
    _, years = axis_marks(axis, (bottom + 0.35 * sizes.small_label, bottom), sizes.small_label, map_style.theme)
    layers: dict[str, tuple[Primitive, ...]] = {"territories": (band,), "labels": years, "legend": page.texts}
    return replace(page_drawing(page.size, map_style, PAGE, shapes, layers), metadata=content.metadata)


def _opaque(pixels: Any) -> Pixels:  # noqa: ANN401 (an array of shape (height, width, 4), uint8)
    return pixels[:, :, :3]
