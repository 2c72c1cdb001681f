"""The notes of a map: facts that a reader must know about uncertain, uncounted, disputed and contested territories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.record.model import Government
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.views.first_days import not_yet_states
from mapgen.words.disputes import excluded, excluded_note, treatment_notes
from mapgen.words.wording import Wording

# The most elected leaders that a standfirst names; the notes name all.
TAKING_OFFICE = 2
# The most territories that a note names; if there are more, it gives their number.
_MOST_NAMED = 16
# The most pending results that have a note each; if there are more, one note has them all.
_MOST_PENDING = 3
# The most states whose first day a note gives; if there are more, it gives the number of the others.
_MOST_DATED = 3
# The phrases on votes without a known winner.
_WITHOUT_WINNER = {Status.RESULT_PENDING: "pending", Status.NOT_RECORDED: "not-recorded"}


class Note(Struct, frozen=True):
    """A sentence that a reader must know, and the codes of the territories it is about, if any.

    A `minor` note adds to standfirst, key or source line, and is the first to be left out where there is little room.
    `full` is the sentence that names every territory, where `text` only gives their number.
    """

    text: str
    about: tuple[str, ...] = ()
    minor: bool = False
    full: str = ""


def notes_of(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the notes on uncertain, uncounted, disputed, contested and unreviewed territories."""
    yield from _uncertain_notes(choropleth, words)
    if unknown := choropleth.with_status(Status.NO_DATA):
        full = words.say("note.no-data", countries=words.series(map(words.country, words.ordered(_codes(unknown)))))
        yield _counted(full, "note.no-data-many", _codes(unknown), words)
    if codes := excluded(choropleth):
        yield _counted(excluded_note(codes, words), "note.excluded-many", codes, words)
    yield from (Note(text, about) for text, about in treatment_notes(choropleth, words))
    yield from _first_day_notes(choropleth, words)
    if countries := contested(choropleth, words):
        yield Note(words.say("note.contested", countries=words.series(countries)), minor=True)
    yield from _review_notes(choropleth.snapshot, words)


def _uncertain_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the notes on votes without a winner, vacancies and elects; one note has all such votes if they are many."""
    together: list[Entry] = []
    for status, key in _WITHOUT_WINNER.items():
        waiting = choropleth.with_status(status)
        if len(waiting) > _MOST_PENDING:
            yield _pending(waiting, key, words)
            together += waiting
    few_elects = len(choropleth.with_status(Status.ELECTED)) <= TAKING_OFFICE
    for entry in choropleth.entries:
        if entry in together:
            continue
        if text := _uncertain(entry, words):
            # The standfirst names a few elects.
            yield Note(text, (entry.iso3,), minor=few_elects and entry.status is Status.ELECTED)


def _review_notes(snapshot: Snapshot, words: Wording) -> Iterator[Note]:
    """Yield the note that the map shows scheduled terms, or the countries not reviewed since the date shown."""
    if is_scheduled(snapshot):
        yield Note(words.say("note.scheduled"))
    elif late := snapshot.unreviewed:
        full = words.say("note.unreviewed", countries=words.series(map(words.country, words.ordered(late))))
        many = len(late) > _MOST_NAMED
        text = words.say("note.unreviewed-many", count=len(late)) if many else full
        yield Note(text, minor=len(late) < len(snapshot.entries), full=full if many else "")


def _first_day_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the note on drawn states that were not yet states within today's borders on the day shown."""
    days = not_yet_states(choropleth.region, choropleth.snapshot.as_of)
    dated = {
        code: words.country(code) + words.bracketed(words.day(day))
        for code, day in days.items()
        if code in choropleth.basemap.territories
    }
    if not dated:
        return
    full = words.say("note.not-yet", states=words.series(dated.values()))
    states = words.series(dated.values())
    if (more := len(dated) - _MOST_DATED) > 1:
        states = words.say("note.not-yet-more", states=", ".join([*dated.values()][:_MOST_DATED]), count=more)
    yield Note(words.say("note.not-yet", states=states), tuple(dated), full=full)


def _pending(entries: Sequence[Entry], key: str, words: Wording) -> Note:
    """Return the note on many votes without a known winner: the countries, each with the day of its vote."""
    votes = (words.country(entry.iso3) + words.bracketed(words.day(entry.vote)) for entry in entries if entry.vote)
    return Note(words.say(f"note.{key}-many", votes=words.series(votes)), _codes(entries))


def image_notes(images: Mapping[str, str], choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield a note with the credit of each image."""
    for side, credit in images.items():
        bloc = words.class_label(side, choropleth.snapshot.scale)
        yield Note(words.say("note.image", bloc=bloc, credit=credit.rstrip(".")))


def contested(choropleth: Choropleth, words: Wording) -> list[str]:
    """Return the countries whose government some sources place in another class than the record does."""
    return [
        words.country(entry.iso3) for entry in choropleth.entries if entry.government and entry.government.contested
    ]


def is_scheduled(snapshot: Snapshot) -> bool:
    """Whether the whole map shows scheduled terms: every country has been reviewed, but none since the date shown."""
    late = snapshot.unreviewed
    return bool(late) and len(late) == len(snapshot.entries) and all(code in snapshot.reviewed for code in late)


def _counted(full: str, key: str, codes: tuple[str, ...], words: Wording) -> Note:
    """Return the note that names territories, or, if there are many, the phrase of `key` with their number."""
    if len(codes) > _MOST_NAMED:
        return Note(words.say(key, count=len(codes)), codes, full=full)
    return Note(full, codes)


def _codes(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.iso3 for entry in entries)


def _uncertain(entry: Entry, words: Wording) -> str | None:
    """Return the sentence on a vote without a known winner, a vacancy or an elect; None for any other entry."""
    country = words.country(entry.iso3)
    if entry.status in _WITHOUT_WINNER and entry.vote:
        return words.say(f"note.{_WITHOUT_WINNER[entry.status]}", country=country, vote=words.day(entry.vote))
    if entry.status is Status.VACANT:
        return words.say("note.vacant", country=country)
    if entry.status is Status.ELECTED and entry.government:
        return _elected(entry, entry.government, words)
    return None


def _elected(entry: Entry, government: Government, words: Wording) -> str:
    """Return the sentence on an elect: the days of election and start, and who governs until then."""
    values = {"country": words.country(entry.iso3), "leader": government.leader}
    values["date"] = words.day(entry.elected) if entry.elected else ""
    if government.start is None:
        return words.fill("note.elect", values)
    values["start"] = words.day(government.start)
    incumbent = entry.incumbent
    if incumbent is None or incumbent.leader == government.leader:
        return words.fill("note.takes", values)
    return words.fill("note.takes-after", {**values, "incumbent": incumbent.leader})
