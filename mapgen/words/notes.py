"""The notes of a map: facts that a reader must know about uncertain, uncounted, disputed and contested territories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.files.vocabulary import alphabetic
from mapgen.record.model import Government
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.views.first_days import not_yet_states
from mapgen.words.disputes import excluded, excluded_note, treatment_notes
from mapgen.words.note import Note as Note  # noqa: PLC0414 (other wings take it from here)
from mapgen.words.note import Weight, beginnings
from mapgen.words.wording import Wording

# The most elected leaders that a standfirst names; the notes name all.
TAKING_OFFICE = 2
# The most territories that a note names; if there are more, it gives their number.
_MOST_NAMED = 16
# The most pending results that have a note each; if there are more, one note has them all.
_MOST_PENDING = 3
# The phrases on votes without a known winner.
_WITHOUT_WINNER = {Status.RESULT_PENDING: "pending", Status.NOT_RECORDED: "not-recorded"}


def notes_of(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the notes on uncertain, uncounted, disputed, contested and unreviewed territories."""
    yield from _uncertain_notes(choropleth, words)
    if unknown := choropleth.with_status(Status.NO_DATA):
        full = words.say("note.no-data", countries=words.series(words.countries(_codes(unknown))))
        # Their number alone would only repeat the key.
        yield Note(full, _codes(unknown), weight=Weight.IN_THE_KEY)
    yield from excluded_notes(choropleth, words)
    yield from treatment_notes(choropleth, words)
    yield from _first_day_notes(choropleth, words)
    yield from _contested_notes(choropleth, words)
    yield from _review_notes(choropleth.snapshot, words)


def excluded_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the note on the territories that are not counted, if there are any."""
    if codes := excluded(choropleth):
        brief = words.say("note.excluded-brief", territories=", ".join(words.countries(codes)))
        many = words.say("note.excluded-many", count=len(codes))
        yield _counted(excluded_note(codes, words), brief, many, codes, Weight.NOT_COUNTED)


def _uncertain_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the notes on votes without a winner, vacancies and elects; one note has all such votes if they are many."""
    together: list[Entry] = []
    for status, key in _WITHOUT_WINNER.items():
        waiting = choropleth.with_status(status)
        if len(waiting) > _MOST_PENDING:
            yield _pending(waiting, key, words)
            together += waiting
    few_elects = len(choropleth.with_status(Status.ELECTED)) <= TAKING_OFFICE
    for entry in _in_order(choropleth.entries, words):
        if entry.status is Status.ELECTED and entry.government:
            note = _elected(entry, entry.government, words)
            # The standfirst says when a few elects take office.
            said = few_elects and entry.government.start is not None
            yield _until(note, entry, entry.government, words) if said else note
        elif entry not in together and (note_of_status := _uncertain(entry, words)):
            yield note_of_status


def _contested_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the note on the governments that some sources put in another class."""
    countries = contested(choropleth, words)
    if countries:
        full = words.say("note.contested", countries=words.series(countries))
        brief = words.say("note.contested-brief", countries=", ".join(countries))
        many = words.say("note.contested-many", count=len(countries))
        yield Note(brief, minor=True, full=full, shorter=(many,), weight=Weight.CONTESTED)


def _review_notes(snapshot: Snapshot, words: Wording) -> Iterator[Note]:
    """Yield the note that nobody has reviewed any country since the date shown, or which ones nobody has."""
    late = snapshot.unreviewed
    if is_scheduled(snapshot):
        newest = words.day(max(snapshot.reviewed.values()))
        yield Note(words.say("note.scheduled", date=newest), minor=True, weight=Weight.REVIEW)
    elif late:
        names = words.ordered(late)
        dated = [
            words.country(code) + (words.bracketed(words.day(day)) if (day := snapshot.reviewed.get(code)) else "")
            for code in names
        ]
        full = words.say("note.unreviewed", countries=words.series(dated))
        brief = words.say("note.unreviewed", countries=", ".join(map(words.country, names)))
        many = words.say("note.unreviewed-many", count=len(late))
        yield replace(_counted(full, brief, many, late, Weight.REVIEW), about=(), minor=True)


def _first_day_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the note on drawn states that were not yet states within today's borders on the day shown."""
    # The newest state comes first: where not all have room, readers miss that one most.
    days = not_yet_states(choropleth.region, choropleth.snapshot.as_of)
    dated = {
        code: words.country(code) + words.bracketed(words.day(day))
        for code, day in days.items()
        if code in choropleth.basemap.territories
    }
    if not dated:
        return
    full = words.say("note.not-yet", states=words.series(dated.values()))
    names = [*map(words.country, dated)]
    shorter = [words.say("note.not-yet-brief", states=", ".join(names))]
    for begun, left_out in beginnings(names):
        states = words.say("note.more", names=begun, count=left_out)
        shorter.append(words.say("note.not-yet-brief", states=states))
    shorter.append(words.say("note.not-yet-many", count=len(names)))
    brief = words.say("note.not-yet-brief", states=", ".join(dated.values()))
    yield Note(brief, tuple(dated), full=full, shorter=tuple(shorter), weight=Weight.BORDERS_OF_TODAY)


def _pending(entries: Sequence[Entry], key: str, words: Wording) -> Note:
    """Return the note on many votes without a known winner: the countries, each with the day of its vote."""
    entries = _in_order(entries, words)
    votes = (words.country(entry.iso3) + words.bracketed(words.day(entry.vote)) for entry in entries if entry.vote)
    names = [words.country(entry.iso3) for entry in entries]
    full = words.say(f"note.{key}-many", votes=words.series(votes))
    shorter = (words.say(f"note.{key}-many", votes=", ".join(names)),)
    return Note(full, _codes(entries), shorter=shorter, weight=Weight.NO_WINNER)


def image_notes(images: Mapping[str, str], choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield a note with the credit of each image."""
    for side, credit in images.items():
        bloc = words.class_label(side, choropleth.snapshot.scale)
        yield Note(words.say("note.image", bloc=bloc, credit=credit.rstrip(".")), given=True)


def contested(choropleth: Choropleth, words: Wording) -> list[str]:
    """Return the countries whose government some sources place in another class than the record does."""
    return words.countries(
        entry.iso3 for entry in choropleth.entries if entry.government and entry.government.contested
    )


def is_scheduled(snapshot: Snapshot) -> bool:
    """Whether the whole map shows scheduled terms: every country has been reviewed, but none since the date shown."""
    late = snapshot.unreviewed
    return bool(late) and len(late) == len(snapshot.entries) and all(code in snapshot.reviewed for code in late)


def _counted(full: str, brief: str, many: str, codes: tuple[str, ...], weight: Weight) -> Note:
    """Return a note that names territories, or, if there are many, says how many they are."""
    if len(codes) > _MOST_NAMED:
        return Note(many, codes, full=full, weight=weight)
    shorter = (many,) if len(codes) > 1 else ()
    return Note(brief, codes, full="" if brief == full else full, shorter=shorter, weight=weight)


def _in_order(entries: Iterable[Entry], words: Wording) -> list[Entry]:
    """Return entries in the order in which a sentence names their countries."""
    return sorted(entries, key=lambda entry: alphabetic(words.country(entry.iso3)))


def _codes(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.iso3 for entry in entries)


def _uncertain(entry: Entry, words: Wording) -> Note | None:
    """Return the note on a vote without a known winner, or a vacancy; None for any other entry."""
    country = words.country(entry.iso3)
    if entry.status in _WITHOUT_WINNER and entry.vote:
        text = words.say(f"note.{_WITHOUT_WINNER[entry.status]}", country=country, vote=words.day(entry.vote))
        return Note(text, (entry.iso3,), weight=Weight.NO_WINNER)
    if entry.status is Status.VACANT:
        return Note(words.say("note.vacant", country=country), (entry.iso3,), weight=Weight.IN_THE_KEY)
    return None


def _until(note: Note, entry: Entry, government: Government, words: Wording) -> Note:
    """Return the note on an elect whom the standfirst names, without what that says: who governs until then."""
    values = _values(entry, government, words)
    key, text = f"note.{_way(entry)}-said", note.text
    if entry.incumbent and entry.incumbent.leader != government.leader:
        values["incumbent"] = entry.incumbent.leader
        key, text = f"{key}-until", words.fill("note.until", values)
    return replace(note, text=text, full=words.fill(key, values), minor=True, weight=Weight.IN_THE_STANDFIRST)


def _elected(entry: Entry, government: Government, words: Wording) -> Note:
    """Return the note on an elect: the days of election and start, and who governs until then."""
    values, way = _values(entry, government, words), _way(entry)
    if government.start is None:
        return Note(words.fill(f"note.{way}", values), (entry.iso3,), weight=Weight.NO_WINNER)
    brief, incumbent = words.fill("note.takes-brief", values), entry.incumbent
    if incumbent is None or incumbent.leader == government.leader:
        full = words.fill(f"note.{way}-takes", values)
    else:
        full = words.fill(f"note.{way}-takes-after", {**values, "incumbent": incumbent.leader})
    return Note(brief, (entry.iso3,), full=full, weight=Weight.NO_WINNER)


def _values(entry: Entry, government: Government, words: Wording) -> dict[str, str]:
    """Return what phrases on an elect are filled with: the country, the leader, the days of election and start."""
    days = {"date": entry.elected, "start": government.start}
    dated = {name: words.day(day) if day else "" for name, day in days.items()}
    return {"country": words.country(entry.iso3), "leader": government.leader, **dated}


def _way(entry: Entry) -> str:
    return "elect" if entry.won_a_vote else "chosen"
