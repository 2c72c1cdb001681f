"""The last line of a map: the source of the facts, the day of their last check, the boundaries, the credit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapgen.files.addresses import host_of
from mapgen.places import cldr
from mapgen.places.languages import languages, locale_of
from mapgen.record.snapshots import Snapshot
from mapgen.words.boundary_words import boundaries_sentence
from mapgen.words.overrides import Overrides
from mapgen.words.wording import Wording


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
    cite = _briefly_cited if brief else _cited
    cited = (
        cite(snapshot, words) if snapshot.published else f"{words.title(snapshot)}{words.bracketed(snapshot.coder)}"
        for snapshot in snapshots
    )
    return _sentence(overrides.source or _sources(cited, words), words)


def brief_source_lines(
    snapshots: Sequence[Snapshot], words: Wording, overrides: Overrides
) -> tuple[tuple[str, str], int]:
    """Return the short last line with the boundaries and without, and how many of its words a user gave.

    It says whose record it is, and the day of its last check: `Source: mapgen record, 7 October 2026.`
    """
    cited = (
        _briefly_cited(snapshot, words)
        if snapshot.published
        else _record_of(snapshot, words, checked=not overrides.checked)
        for snapshot in snapshots
    )
    source = _sentence(overrides.source or _sources(cited, words), words)
    last = next((snapshot for snapshot in reversed(snapshots) if not snapshot.published), None)
    checked = overrides.checked or (_checked(last, words) if last and overrides.source else "")
    drawn = boundaries_sentence(snapshots[0].region, words)
    given = " ".join(filter(None, (overrides.source, overrides.checked, overrides.credit)))
    lines = (
        " ".join(part for part in (source, checked, *boundaries, overrides.credit) if part)
        for boundaries in ((drawn,), ())
    )
    full, brief = lines
    return (full, brief), len(given.split())


def _sources(cited: Iterable[str], words: Wording) -> str:
    return words.items(dict.fromkeys(citation.rstrip(".") for citation in cited if citation))


def _sentence(source: str, words: Wording) -> str:
    return words.say("note.source", source=source.rstrip(".")) if source else ""


def _record_of(snapshot: Snapshot, words: Wording, *, checked: bool) -> str:
    """Return whose record a snapshot is of, and the day of its newest review, or that there was none."""
    whose = snapshot.coder or words.title(snapshot)
    if not checked:
        return words.say("note.record", coder=whose)
    reviews = [day for code, day in snapshot.reviewed.items() if code in snapshot.by_code]
    if not reviews:
        return words.say("note.record-unchecked", coder=whose)
    return words.say("note.record-checked", coder=whose, date=words.day(max(reviews)))


def _cited(snapshot: Snapshot, words: Wording) -> str:
    """Return a published list's source; for an address, its coder, its day and the address's host."""
    host = host_of(snapshot.source)
    if host is None:
        return snapshot.source
    return f"{snapshot.coder}, {words.day(snapshot.as_of)}, {host}"


def _briefly_cited(snapshot: Snapshot, words: Wording) -> str:
    """Return a published list's source; coder and day alone of a citation in words that begins with the coder.

    A citation that does not give the list's day has another, which only the citation says: it stays whole.
    """
    if snapshot.coder and snapshot.source.startswith(f"{snapshot.coder}, "):
        days = (cldr.long_date(snapshot.as_of, locale_of(lang)) for lang in (words.lang, *languages()))
        if any(day in snapshot.source for day in days):
            return f"{snapshot.coder}, {words.day(snapshot.as_of)}"
    return _cited(snapshot, words)


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
