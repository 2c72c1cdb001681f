"""The words of a picture of many days: headline from the metadata, standfirst, notes, source line, alt text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from mapgen.record.alignments import Bloc
from mapgen.record.snapshots import Snapshot
from mapgen.record.spells import Count, counts_of, drawn_class
from mapgen.themes.style import MapStyle
from mapgen.timeline.date_range import DateRange
from mapgen.words.captions import UNCERTAIN, Captions, sentence
from mapgen.words.note import Note, Weight
from mapgen.words.overrides import Overrides
from mapgen.words.source_lines import brief_source_lines, source_line


class Moment(Struct, frozen=True):
    """A day, and the classes that hold most states on it, with how many each; several when they are level."""

    day: date
    names: tuple[str, ...]
    count: int


def story_of(counts: Sequence[Count], classes: Sequence[str]) -> tuple[Moment, ...]:
    """Return the first day, the last, and between them the peak day of a class that does not lead on the last.

    The first is left out where it adds nothing: the class that leads is the one that leads at the next moment.
    """
    first, last = _leading(counts[0], classes), _leading(counts[-1], classes, at_end=True)
    others = [name for name in classes if name not in last.names]
    peaks = [Moment(one.first, (name,), one.of[name]) for one in counts for name in others if name in one.of]
    peak = max(peaks, key=lambda one: (one.count, -one.day.toordinal()), default=None)
    if peak is None or peak.count < _most(counts, peak):
        return _distinct(first, last)
    return _distinct(first, peak, last)


def _most(counts: Sequence[Count], peak: Moment) -> int:
    """Return the count of the class that leads on the day of a peak."""
    of = next(count.of for count in counts if count.first == peak.day)
    return max(of.values())


def _leading(count: Count, classes: Sequence[str], *, at_end: bool = False) -> Moment:
    of = {name: count.of[name] for name in classes if name in count.of}
    most = max(of.values(), default=0)
    return Moment(count.last if at_end else count.first, tuple(name for name in of if of[name] == most), most)


def _distinct(*moments: Moment) -> tuple[Moment, ...]:
    """Return moments with a lead, without one before another of its year, or a first one with the same lead."""
    leading = [moment for moment in moments if moment.names]
    if len(leading) > 1 and leading[0].names == leading[1].names and leading[1] is not leading[-1]:
        leading = leading[1:]
    return tuple(moment for moment, after in pairwise([*leading, None]) if moment and not _same_year(moment, after))


def _same_year(moment: Moment, after: Moment | None) -> bool:
    return after is not None and moment.day.year == after.day.year


def story_words(date_range: DateRange, map_style: MapStyle) -> str:
    """Return the story in words: `eight on the right in 1998, ten on the left in 2009, eight on the right in 2026`."""
    scale = date_range.at_last.scale
    classes = story_classes(map_style, date_range)
    counts = counts_of(date_range.intervals, 3 if scale.folds else map_style.classes, classes)
    # Where no state ever has a class, the story is of why not.
    moments = story_of(counts, classes) or story_of(counts, UNCERTAIN)
    numbers = map_style.words.numbers([moment.count for moment in moments])
    return ", ".join(
        map_style.words.say("span.at", counts=_lead(moment, number, map_style, date_range), year=moment.day.year)
        for moment, number in zip(moments, numbers, strict=True)
    )


def story_classes(map_style: MapStyle, date_range: DateRange) -> tuple[str, ...]:
    """Return the classes of the story: blocs, or those of a scale without blocs."""
    scale = date_range.at_last.scale
    return scale.class_names(3 if scale.folds else map_style.classes)


def _lead(moment: Moment, number: str, map_style: MapStyle, date_range: DateRange) -> str:
    words, scale = map_style.words, date_range.at_last.scale
    blocs = {bloc.value for bloc in Bloc}
    parts = [
        words.say(f"headline.part.{name}", count=moment.count, number=number)
        if name in UNCERTAIN or (scale.folds and name in blocs)
        else words.say("headline.part.own", count=moment.count, label=words.class_label(name, scale))
        for name in moment.names
    ]
    return words.series(parts)


def timeline_captions(
    date_range: DateRange,
    map_style: MapStyle,
    overrides: Overrides,
    *,
    further: str = "",
    notes: Sequence[Note] = (),
    maps: bool = False,
) -> Captions:
    """Return the texts of a picture of many days; `further` follows date and basis in the standfirst.

    `notes` come after those on the date range itself; only a picture of `maps` names their boundaries.
    """
    words, record = map_style.words, date_range.record
    region = words.region(record.region)
    headline = overrides.title or words.say("headline.plain", region=region, counts=story_words(date_range, map_style))
    basis = words.say(f"basis.{date_range.basis}")
    short = words.say("span.short", region=region, first=date_range.first.year, last=date_range.last.year, basis=basis)
    dated = words.say(f"span.{date_range.basis}", first=words.day(date_range.first), last=words.day(date_range.last))
    standfirst = overrides.subtitle or " ".join(part for part in (overrides.basis or dated, further) if part)
    brief_sources, given_words = brief_source_lines([date_range.at_last], words, overrides)
    return Captions(
        headline=sentence(headline),
        short_headline=sentence(overrides.title or short),
        standfirst=standfirst,
        notes=(*_notes(date_range, map_style), *notes, *([Note(overrides.note, given=True)] if overrides.note else [])),
        source=source_line([date_range.at_last], words, overrides, boundaries=maps),
        classes=overrides.classes,
        # A picture without maps names no boundaries.
        brief_sources=brief_sources if maps else brief_sources[1:2],
        given_words=given_words,
    )


def _notes(date_range: DateRange, map_style: MapStyle) -> Iterator[Note]:
    if date_range.checked:
        scheduled = map_style.words.say("span.scheduled", date=map_style.words.day(date_range.checked))
        yield Note(scheduled, weight=Weight.NO_WINNER)
    contested = {
        (one.iso3, one.government.leader, one.government.start)
        for interval in date_range.intervals
        for one in interval.snapshot.entries
        if one.government and one.government.contested
    }
    if contested:
        yield Note(map_style.words.say("span.contested", count=len(contested)), minor=True, weight=Weight.CONTESTED)


def timeline_alt(kind: str, date_range: DateRange, map_style: MapStyle, count: int = 0) -> str:
    """Return the alt text of a `grid` of `count` maps, or of a `strip`: its kind, days, basis and story."""
    words = map_style.words
    return words.say(
        f"span.alt.{kind}",
        count=count,
        region=words.of_region(date_range.record.region),
        first=words.day(date_range.first),
        last=words.day(date_range.last),
        basis=words.say(f"alt.basis.{date_range.basis}"),
        story=story_words(date_range, map_style),
    )


def counted(snapshot: Snapshot, map_style: MapStyle) -> dict[str, int]:
    """Return the number of states in each class that has any, from left to right, and in each status without one."""
    names = snapshot.scale.class_names(map_style.classes)
    occurring = [drawn_class(entry, map_style.classes) for entry in snapshot.entries]
    in_order = dict.fromkeys((*names, *sorted(set(occurring))))
    return {name: occurring.count(name) for name in in_order if name in occurring}


def class_or_status_label(name: str, map_style: MapStyle, snapshot: Snapshot) -> str:
    """Return the name of a class or a status."""
    if name in snapshot.scale.class_names(map_style.classes):
        return map_style.words.class_label(name, snapshot.scale)
    return map_style.words.say(f"status.{name}")
