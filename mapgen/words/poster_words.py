"""The words of a poster: a title if the user gives one, and one line with day, basis, source and credits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from mapgen.choropleth.join import Choropleth
from mapgen.record.snapshots import Entry, Status
from mapgen.words.boundary_words import boundaries_sentence
from mapgen.words.captions import UNCERTAIN, sentence
from mapgen.words.overrides import Overrides
from mapgen.words.source_lines import source_sentence
from mapgen.words.wording import Wording

# The line names the countries of a status if they are no more than this; if there are more, it gives their number.
_MOST_NAMED = 3


class PosterWords(Struct, frozen=True):
    """The words of a poster: the user's own title and the line under it, if any, captions of classes, and its line.

    `lines` are the parts of the line, the fullest first: each shorter one says less, down to what it may not do
    without. `own` is the number of parts at the end of every line that a user has given, `bare` that of the shortest
    lines, which do not name the source.
    """

    title: str
    subtitle: str
    lines: tuple[tuple[str, ...], ...]
    own: int = 0
    bare: int = 0
    classes: Mapping[str, str] = field(default_factory=dict)


def poster_words(
    choropleth: Choropleth, classes: int, words: Wording, overrides: Overrides, image_credits: Mapping[str, str]
) -> PosterWords:
    """Return the words of a poster of 3 or 5 classes in a language; `image_credits` are by the bloc."""
    own = tuple(_own(choropleth, words, overrides, image_credits))
    sourced, bare = _lines(choropleth, classes, words, overrides)
    return PosterWords(
        title=sentence(overrides.title or ""),
        subtitle=overrides.subtitle or "",
        lines=tuple((*line, *own) for line in (*sourced, *bare)),
        own=len(own),
        bare=len(bare),
        classes=overrides.classes,
    )


_Lines = list[tuple[str, ...]]


def _lines(choropleth: Choropleth, classes: int, words: Wording, overrides: Overrides) -> tuple[_Lines, _Lines]:
    """Return the tool's own parts of the line, the fullest first: with the source, and without it."""
    snapshot = choropleth.snapshot
    sources = [] if overrides.source else [_parts(source_sentence([snapshot], words, overrides, brief=True))]
    if sources and snapshot.coder:
        sources.append(_parts(words.say("note.source", source=snapshot.coder)))
    boundaries = _parts(boundaries_sentence(snapshot.region, words))
    without_class = (*_without_class(choropleth, words), *_followers(choropleth, classes, words))
    days = [_parts(overrides.basis)] if overrides.basis else list(_days(choropleth, words))
    lines = [(*day, *without_class, *sources[0], *boundaries) for day in days if sources]
    lines += [(*day, *without_class, *source) for source in sources for day in days]
    return lines, [(*day, *without_class) for day in days]


def _days(choropleth: Choropleth, words: Wording) -> Iterator[tuple[str, ...]]:
    """Yield the day and the basis, or the countries whose elect is counted; first in full, then with a short month."""
    snapshot, elects = choropleth.snapshot, choropleth.with_status(Status.ELECTED)
    for day in (words.day(snapshot.as_of), words.short_day(snapshot.as_of)):
        if elects:
            yield day, _named(elects, "poster.elects", words)
        elif snapshot.basis:
            yield (words.say("poster.day", date=day, basis=words.say(f"basis.{snapshot.basis}")),)
        else:
            yield (day,)


def _without_class(choropleth: Choropleth, words: Wording) -> Iterator[str]:
    """Yield each status without a class with its countries."""
    for status in UNCERTAIN:
        if members := choropleth.with_status(status):
            label = words.say(f"status.{status}")
            named = words.series(words.countries(entry.iso3 for entry in members))
            yield words.labelled(label, named if len(members) <= _MOST_NAMED else str(len(members)))


def _followers(choropleth: Choropleth, classes: int, words: Wording) -> Iterator[str]:
    """Yield each class that only territories have which follow a state outside the region, with such a territory."""
    counted = {entry.class_name(classes) for entry in choropleth.entries if not entry.follows}
    for entry in choropleth.entries:
        name = entry.class_name(classes)
        if entry.follows and name and name not in counted:
            yield words.labelled(words.class_label(name, choropleth.snapshot.scale), words.country(entry.iso3))


def _named(entries: Sequence[Entry], key: str, words: Wording) -> str:
    """Return a phrase on countries: with their names, or, if they are many, with their number."""
    if len(entries) > _MOST_NAMED:
        return words.say(f"{key}-many", count=len(entries))
    named = words.series(words.countries(entry.iso3 for entry in entries))
    return words.say(key, count=len(entries), countries=named)


def _own(
    choropleth: Choropleth, words: Wording, overrides: Overrides, image_credits: Mapping[str, str]
) -> Iterator[str]:
    """Yield what stands on every poster: the user's own source, check, credit and note, and the credits of images."""
    if overrides.source:
        yield from _parts(source_sentence([choropleth.snapshot], words, overrides))
    for text in (overrides.checked, overrides.credit, overrides.note):
        yield from _parts(text)
    if image_credits:
        credited = list(dict.fromkeys(credit.rstrip(". ") for credit in image_credits.values()))
        yield words.say("poster.images", count=len(credited), credits=words.items(credited))


def _parts(text: str | None) -> tuple[str, ...]:
    """Return a text without its full stop as a part of the line; nothing for an empty text."""
    return (text.rstrip(". "),) if text else ()
