"""The last line of a map: the source of the facts, the day of their last check, the boundaries, the credit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from mapgen.files.addresses import host_of
from mapgen.record.snapshots import Snapshot
from mapgen.words.boundary_words import boundaries_sentence
from mapgen.words.overrides import Overrides
from mapgen.words.wording import Wording, wording


def source_line(snapshots: Sequence[Snapshot], words: Wording, overrides: Overrides, *, boundaries: bool = True) -> str:
    """Return the last line of a map of some snapshots: sources, day of the last check, boundaries if drawn, credit."""
    source = source_sentence(snapshots, words, overrides)
    last = next((snapshot for snapshot in reversed(snapshots) if not snapshot.published), None)
    checked = overrides.checked or (_checked(last, words) if last else "")
    drawn = boundaries_sentence(snapshots[0].region, words) if boundaries else ""
    return " ".join(part for part in (source, checked, drawn, overrides.credit) if part)


def source_sentence(snapshots: Sequence[Snapshot], words: Wording, overrides: Overrides, *, brief: bool = False) -> str:
    """Return the sentence on the sources of a map of some snapshots; an empty text where there is none.

    In `brief`, a published list's citation is as short as in a picture.
    """
    cited = (
        _cited(snapshot, words, brief=brief)
        if snapshot.published
        else f"{words.title(snapshot)}{words.bracketed(snapshot.coder)}"
        for snapshot in snapshots
    )
    return _sentence(overrides.source or _sources(cited, words), words)


def brief_source_lines(
    snapshots: Sequence[Snapshot], words: Wording, overrides: Overrides
) -> tuple[tuple[str, str, str], int]:
    """Return the short last line with the boundaries, without them and without days, and how many words a user gave.

    It says whose record it is, and the day of its last check: `Source: mapgen record, 7 October 2026.`
    """
    last = next((snapshot for snapshot in reversed(snapshots) if not snapshot.published), None)
    checked = overrides.checked or (_checked(last, words) if last and overrides.source else "")
    drawn = boundaries_sentence(snapshots[0].region, words)
    given = " ".join(filter(None, (overrides.source, overrides.checked, overrides.credit)))
    whose = [_whose(snapshot, words) for snapshot in snapshots]
    lines = (
        " ".join(part for part in (source, checked, *boundaries, overrides.credit) if part)
        for source, boundaries in (
            (_brief_source(snapshots, words, overrides, words.shortest_day), (drawn,)),
            # A card has the room of one line, which the day in full does not take from a note.
            (_brief_source(snapshots, words, overrides, words.day), ()),
            (
                _sentence(overrides.source or _sources(whose, words), words),
                (),
            ),
        )
    )
    full, brief, shortest = lines
    return (full, brief, shortest), len(given.split())


def _whose(snapshot: Snapshot, words: Wording) -> str:
    """Return whose a list or a record is, or what it cites if that is not known."""
    if snapshot.published:
        return snapshot.coder or _cited(snapshot, words, brief=True)
    return words.say("note.record", coder=snapshot.coder or words.title(snapshot))


def _brief_source(
    snapshots: Sequence[Snapshot], words: Wording, overrides: Overrides, short_day: Callable[[date], str]
) -> str:
    """Return the sentence on the sources that says whose record it is, and the day of its last check."""
    cited = (
        _cited(snapshot, words, brief=True)
        if snapshot.published
        else _record_of(snapshot, words, None if overrides.checked else short_day)
        for snapshot in snapshots
    )
    return _sentence(overrides.source or _sources(cited, words), words)


def _sources(cited: Iterable[str], words: Wording) -> str:
    return words.items(dict.fromkeys(citation.rstrip(".") for citation in cited if citation))


def _sentence(source: str, words: Wording) -> str:
    return words.say("note.source", source=source.rstrip(".")) if source else ""


def _record_of(snapshot: Snapshot, words: Wording, short_day: Callable[[date], str] | None) -> str:
    """Return whose record a snapshot is of, and the day of its newest review, or that there was none.

    `short_day` writes the day; without it, the day is not said.
    """
    whose = snapshot.coder or words.title(snapshot)
    if short_day is None:
        return words.say("note.record", coder=whose)
    reviews = [day for code, day in snapshot.reviewed.items() if code in snapshot.by_code]
    if not reviews:
        return words.say("note.record-unchecked", coder=whose)
    newest = max(reviews)
    return words.say("note.record-checked", coder=whose, date=short_day(newest))


def _cited(snapshot: Snapshot, words: Wording, *, brief: bool = False) -> str:
    """Return a published list's source; for an address, its coder, its day and the address's host.

    A citation in words that begins with the coder and the list's day has that day in the map's language; a brief one
    has no more than those.
    """
    dated = f"{snapshot.coder}, {words.day(snapshot.as_of)}"
    host = host_of(snapshot.source)
    if host is not None:
        return f"{dated}, {host}"
    begun = f"{snapshot.coder}, {wording('en').day(snapshot.as_of)}"
    if not (snapshot.coder and snapshot.source.startswith(begun)):
        return snapshot.source
    return dated if brief else dated + snapshot.source.removeprefix(begun)


def _checked(snapshot: Snapshot, words: Wording) -> str:
    """Return the sentence on the day up to which the record was checked.

    If no country was checked by the day shown, the sentence also names the one whose check is oldest; of some that were
    not, a note has the days.
    """
    reviews = sorted((day, code) for code, day in snapshot.reviewed.items() if code in snapshot.by_code)
    if not reviews:
        return words.say("note.unchecked")
    (oldest, first), (newest, _) = reviews[0], reviews[-1]
    if newest >= snapshot.as_of or oldest == newest:
        return words.say("note.checked", date=words.day(newest))
    values = {"newest": words.day(newest), "oldest": words.day(oldest), "first": words.country(first)}
    return words.fill("note.checked-between", values)
