"""The notes of a map: what a reader must know of what is uncertain, not counted, disputed or contested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.record.model import Government
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.words.disputes import excluded, excluded_note, treatment_notes
from mapgen.words.wording import Wording

# A standfirst names no more of those who are to take office; the notes name all.
TAKING_OFFICE = 2
# A note names so many territories at most; of more it says how many they are.
_MOST_NAMED = 16
# Of more pending results than this one note tells.
_MOST_PENDING = 3


class Note(Struct, frozen=True):
    """What a reader must know: a sentence, and the codes of the territories it is about, if any.

    A `minor` one adds to what standfirst, key or source line say, and gives way first where there is little room.
    `full` is the sentence that names every territory, where `text` only says how many they are.
    """

    text: str
    about: tuple[str, ...] = ()
    minor: bool = False
    full: str = ""


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
        full = words.say("note.no-data", countries=words.series(words.country(entry.iso3) for entry in unknown))
        yield _counted(full, "note.no-data-many", _codes(unknown), words)
    if codes := excluded(choropleth):
        yield _counted(excluded_note(codes, words), "note.excluded-many", codes, words)
    yield from (Note(text, about) for text, about in treatment_notes(choropleth, words))
    if countries := contested(choropleth, words):
        yield Note(words.say("note.contested", countries=words.series(countries)), minor=True)
    if is_scheduled(choropleth.snapshot):
        yield Note(words.say("note.scheduled"))
    elif late := choropleth.snapshot.unreviewed:
        yield Note(
            words.say("note.unreviewed", countries=words.series(map(words.country, late))),
            minor=len(late) < len(choropleth.snapshot.entries),
        )


def _pending(entries: Sequence[Entry], words: Wording) -> Note:
    """Return the note on many votes without a recorded winner: the countries, each with the day of its vote."""
    votes = (f"{words.country(one.iso3)} ({words.day(one.vote)})" for one in entries if one.vote)
    return Note(words.say("note.pending-many", votes=words.series(votes)), _codes(entries))


def image_notes(images: Mapping[str, str], choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield whose the images are."""
    for side, credit in images.items():
        bloc = words.class_label(side, choropleth.snapshot.scale)
        yield Note(words.say("note.image", bloc=bloc, credit=credit.rstrip(".")))


def contested(choropleth: Choropleth, words: Wording) -> list[str]:
    """Return the countries whose government some sources place elsewhere than the record does."""
    return [words.country(one.iso3) for one in choropleth.entries if one.government and one.government.contested]


def is_scheduled(snapshot: Snapshot) -> bool:
    """Whether all is drawn as scheduled: every country has been reviewed, and none since the date shown."""
    late = snapshot.unreviewed
    return bool(late) and len(late) == len(snapshot.entries) and all(code in snapshot.reviewed for code in late)


def _counted(full: str, key: str, codes: tuple[str, ...], words: Wording) -> Note:
    """Return the note that names territories; of many, the phrase of `key` that says how many they are."""
    if len(codes) > _MOST_NAMED:
        return Note(words.say(key, count=len(codes)), codes, full=full)
    return Note(full, codes)


def _codes(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.iso3 for entry in entries)


def _uncertain(entry: Entry, words: Wording) -> str | None:
    country = words.country(entry.iso3)
    if entry.status is Status.RESULT_PENDING and entry.vote:
        return words.say("note.pending", country=country, vote=words.day(entry.vote))
    if entry.status is Status.VACANT:
        return words.say("note.vacant", country=country)
    if entry.status is Status.ELECTED and entry.government:
        return _elected(entry, entry.government, words)
    return None


def _elected(entry: Entry, government: Government, words: Wording) -> str:
    """Return when somebody has won and takes office, and who governs until then."""
    values = {"country": words.country(entry.iso3), "leader": government.leader}
    values["date"] = words.day(entry.elected) if entry.elected else ""
    if government.start is None:
        return words.fill("note.elect", values)
    values["start"] = words.day(government.start)
    incumbent = entry.incumbent
    if incumbent is None or incumbent.leader == government.leader:
        return words.fill("note.takes", values)
    return words.fill("note.takes-after", {**values, "incumbent": incumbent.leader})
