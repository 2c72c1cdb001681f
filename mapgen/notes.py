"""The notes of a map: what a reader must know of what is uncertain, not counted, disputed or contested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapgen.disputes import treatment_notes
from mapgen.join import Choropleth
from mapgen.records import Government
from mapgen.snapshots import Entry, Status
from mapgen.wording import Wording

# A standfirst names no more of those who are to take office; the notes name all.
TAKING_OFFICE = 2
# A note names so many territories at most; of more it says how many they are.
_MOST_NAMED = 16
# Of more pending results than this one note tells.
_MOST_PENDING = 3


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know: a sentence, and the codes of the territories it is about, if any.

    A `minor` one adds to what standfirst, key or source line say, and gives way first where there is little room.
    """

    text: str
    about: tuple[str, ...] = ()
    minor: bool = False


def notes_of(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the notes a reader must have: what is uncertain, what is not counted, what is disputed."""
    pending = choropleth.with_status(Status.RESULT_PENDING)
    if len(pending) > _MOST_PENDING:
        yield _pending(pending, words)
    for entry in choropleth.entries:
        if len(pending) > _MOST_PENDING and entry in pending:
            continue
        if note := _uncertain(entry, words):
            told = entry.status is Status.ELECTED and len(choropleth.with_status(Status.ELECTED)) <= TAKING_OFFICE
            yield Note(note, (entry.iso3,), minor=told)
    if unknown := choropleth.with_status(Status.NO_DATA):
        yield Note(_unknown(unknown, words), _codes(unknown))
    yield from (Note(text, about) for text, about in treatment_notes(choropleth, words))
    if contested := [one for one in choropleth.entries if one.government and one.government.contested]:
        countries = words.series(words.country(entry.iso3) for entry in contested)
        yield Note(words.say("note.contested", countries=countries), minor=True)
    if scheduled := _scheduled(choropleth, words):
        yield Note(scheduled, minor=len(choropleth.snapshot.unreviewed) < len(choropleth.snapshot.entries))


def _pending(entries: Sequence[Entry], words: Wording) -> Note:
    """Return the note on many votes without a recorded winner: the countries, each with the day of its vote."""
    votes = (f"{words.country(one.iso3)} ({words.day(one.vote)})" for one in entries if one.vote)
    return Note(words.say("note.pending-many", votes=words.series(votes)), _codes(entries))


def image_notes(images: Mapping[str, str], choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield whose the images are."""
    for side, credit in images.items():
        bloc = words.class_label(side, choropleth.snapshot.scale)
        yield Note(words.say("note.image", bloc=bloc, credit=credit.rstrip(".")))


def _unknown(entries: Sequence[Entry], words: Wording) -> str:
    """Return of which states there is no data; of many, how many."""
    if len(entries) > _MOST_NAMED:
        return words.say("note.no-data-many", count=len(entries))
    return words.say("note.no-data", countries=words.series(words.country(entry.iso3) for entry in entries))


def _codes(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.iso3 for entry in entries)


def _uncertain(entry: Entry, words: Wording) -> str | None:
    country = words.country(entry.iso3)
    if entry.status is Status.RESULT_PENDING and entry.vote:
        return words.say("note.pending", country=country, vote=words.day(entry.vote))
    if entry.status is Status.VACANT:
        return words.say("note.vacant", country=country)
    if entry.status is Status.ELECTED and entry.government:
        return _elected(entry.government, entry.incumbent, country, words)
    return None


def _elected(government: Government, incumbent: Government | None, country: str, words: Wording) -> str:
    """Return when somebody has won and takes office, and who governs until then."""
    values = {"country": country, "leader": government.leader, "date": words.day(government.wins[-1].voted)}
    if government.start is None:
        return words.fill("note.elect", values)
    values["start"] = words.day(government.start)
    if incumbent is None or incumbent.leader == government.leader:
        return words.fill("note.takes", values)
    return words.fill("note.takes-after", {**values, "incumbent": incumbent.leader})


def _scheduled(choropleth: Choropleth, words: Wording) -> str | None:
    """Return which countries nobody has reviewed since the date shown, or that none has been."""
    snapshot = choropleth.snapshot
    late = snapshot.unreviewed
    if not late:
        return None
    if len(late) == len(snapshot.entries) and all(code in snapshot.reviewed for code in late):
        return words.say("note.scheduled")
    return words.say("note.unreviewed", countries=words.series(words.country(code) for code in late))
