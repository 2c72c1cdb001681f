"""The content of small multiples: a map for each chosen day, the headings over them, and the texts around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth, joined
from mapgen.pipeline import staged
from mapgen.record.snapshots import Entry, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.timeline.captions import class_or_status_label, counted, timeline_captions
from mapgen.timeline.change_words import change_words, changes
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.page_style import timeline_style
from mapgen.words.captions import Captions
from mapgen.words.disputes import treatment_notes
from mapgen.words.note import Note
from mapgen.words.notes import excluded_notes


class GridContent(Struct, frozen=True):
    """The content of small multiples: a map for each day, the headings over them, the texts around them all."""

    date_range: DateRange
    map_style: MapStyle
    captions: Captions
    maps: tuple[Choropleth, ...]
    headings: tuple[str, ...]

    @property
    def aspect(self) -> float:
        """The ratio of a map's width to its height."""
        return self.maps[0].basemap.width / self.maps[0].basemap.height

    @property
    def changes(self) -> tuple[tuple[Entry, ...], ...]:
        """The entries that changed from map to map; none for the first."""
        pairs = pairwise([None, *(choropleth.snapshot for choropleth in self.maps)])
        return tuple(changes(after, before, self.map_style) for before, after in pairs if after)


def grid_content(date_range: DateRange, options: RenderOptions) -> GridContent:
    """Return the maps of the days of a date range, and their texts; raises InputError as staged does."""
    map_style = replace(timeline_style(date_range, options), labels="none")
    # Small maps have no land around them, and so no sea.
    map_style = replace(map_style, theme=map_style.theme.without_sea)
    first, _ = staged(date_range.intervals[0].snapshot, options)
    maps = tuple(
        joined(interval.snapshot, first.region, first.basemap, first.treatments) for interval in date_range.intervals
    )
    further = _regular(date_range, map_style)
    captions = timeline_captions(
        date_range,
        map_style,
        options.texts,
        further=" ".join(further),
        notes=lasting_notes(maps[-1], map_style),
        maps=True,
    )
    return GridContent(date_range, map_style, captions, maps, _headings(date_range, map_style))


def _yearly(days: Sequence[date]) -> bool:
    """Whether all days are the same day of the year, except perhaps the last one."""
    return len(days) > 2 and len({(day.month, day.day) for day in days[:-1]}) == 1  # noqa: PLR2004 (two say nothing)


def _regular(date_range: DateRange, map_style: MapStyle) -> list[str]:
    """Return the sentence on the day of each year that the maps show, where there is one."""
    days = [interval.first for interval in date_range.intervals]
    if not _yearly(days):
        return []
    alike = (days[-1].month, days[-1].day) == (days[0].month, days[0].day)
    return [
        map_style.words.say(
            "span.yearly" if alike else "span.yearly-but-last", day=map_style.words.day_of_year(days[0])
        )
    ]


def _headings(date_range: DateRange, map_style: MapStyle) -> tuple[str, ...]:
    """Return each panel's date: only the year where all show the same day of the year."""
    days = [interval.first for interval in date_range.intervals]
    regular = {(days[0].month, days[0].day)} if _yearly(days) else set()
    return tuple(str(day.year) if (day.month, day.day) in regular else map_style.words.short_day(day) for day in days)


def lasting_notes(choropleth: Choropleth, map_style: MapStyle) -> list[Note]:
    """Return the notes on territories that are not counted and on disputes, which hold for every day."""
    return [*excluded_notes(choropleth, map_style.words), *treatment_notes(choropleth, map_style.words)]


def grid_description(content: GridContent) -> str:
    """Return every panel in words, its counts and changes, then date range, notes and source."""
    map_style, captions = content.map_style, content.captions
    sentences = [
        day_in_words(choropleth.snapshot.as_of, choropleth.snapshot, changed, map_style)
        for choropleth, changed in zip(content.maps, content.changes, strict=True)
    ]
    notes = (note.whole for note in captions.notes)
    return " ".join([*sentences, captions.standfirst, *notes, captions.source])


def day_in_words(day: date, snapshot: Snapshot, changed: Sequence[Entry], map_style: MapStyle) -> str:
    """Return a day in words: its counts, and its changes."""
    words = map_style.words
    counts = ", ".join(
        f"{class_or_status_label(name, map_style, snapshot)} {count}"
        for name, count in counted(snapshot, map_style).items()
    )
    values = {"date": words.day(day), "counts": counts, "changes": change_words(changed, snapshot, map_style)}
    return words.fill("span.alt.day-changes" if changed else "span.alt.day", values)
