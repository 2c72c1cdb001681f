"""The history of one country in a record: governments, vacancies, votes without a winner, and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from mapgen.places.region_names import names_in
from mapgen.record.model import CountryHistory, Government, Reading, Record, Source, Vacancy, Vote
from mapgen.record.snapshots import from_file

_INDENT = "    "
_CAME_BY = {
    "election": "Came by election.",
    "succession": "Came by succession.",
    "appointment": "Was appointed.",
    "acting": "Acting.",
    "de-facto": "Took power de facto.",
}
_OUTCOMES = {
    "scheduled": "Vote to come",
    "not-recorded": "Vote; its winner is not recorded",
    "annulled": "Vote, annulled",
    "cancelled": "Vote, cancelled",
}


def history_rows(record: Record, iso3: str) -> list[dict[str, Any]]:
    """Return all that a record says of a country, in order of time: governments, vacancies, votes without a winner.

    Keys of every row: kind (`government`, `vacancy`, `vote`), start, end, note, sources. A government also has leader,
    party, alignment, came_by, elected, term_ends, contested, void, reasoning, readings. A vote also has outcome, and
    its date is in `start`. Dates are `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` if only that is known; an end is the first
    day after.
    """
    history = record.histories.get(iso3, CountryHistory())
    dated = [
        *((_begins(one), _government(one)) for one in history.governments),
        *((one.start, _vacancy(one)) for one in history.vacancies),
        *((one.date.first, _vote(one)) for one in history.votes),
    ]
    return [row for _, row in sorted(dated, key=lambda one: one[0])]


def _begins(government: Government) -> date:
    """Return the day by which a government is sorted: its start, or else its last vote won."""
    return government.start or max((win.voted for win in government.wins), default=date.max)


def _government(government: Government) -> dict[str, Any]:
    return {
        "kind": "government",
        "start": _iso(government.start),
        "end": _iso(government.end),
        "leader": government.leader,
        "party": government.party or None,
        "alignment": government.alignment,
        "came_by": government.came_by.value if government.came_by else None,
        "elected": [win.voted.isoformat() for win in government.wins] or None,
        "term_ends": str(government.term_ends) if government.term_ends else None,
        "contested": government.contested,
        "void": government.void,
        "reasoning": government.reasoning or None,
        "readings": [_reading(reading) for reading in government.readings] or None,
        **_evidence(government.note, government.sources),
    }


def _vacancy(vacancy: Vacancy) -> dict[str, Any]:
    return {
        "kind": "vacancy",
        "start": _iso(vacancy.start),
        "end": _iso(vacancy.end),
        **_evidence(vacancy.note, vacancy.sources),
    }


def _vote(vote: Vote) -> dict[str, Any]:
    evidence = _evidence(vote.note, vote.sources)
    return {"kind": "vote", "start": str(vote.date), "end": None, "outcome": vote.outcome.value, **evidence}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _evidence(note: str, sources: Iterable[Source]) -> dict[str, Any]:
    rows = [{"source": one.source, "status": one.status.value, "supports": one.supports} for one in sources]
    return {"note": note or None, "sources": rows}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "coder": reading.coder,
        "alignment": reading.alignment,
        "source": reading.source,
        "note": reading.note or None,
    }


def history_text(record: Record, iso3: str, width: int) -> str:
    """Return the history as text for people, in lines of up to `width` characters; addresses are never broken."""
    reviewed = record.reviewed.get(iso3)
    known = f"reviewed to {reviewed}" if reviewed else "never reviewed"
    lines = [names_in(record.region, "en")(iso3), f"{record.title}, from {record.begins}, {known}{from_file(record)}"]
    rows = history_rows(record, iso3)
    for row in rows:
        lines += ["", _heading(row), *_row_lines(row, width)]
    return "\n".join(lines if rows else [*lines, "", "The record says nothing of it."]) + "\n"


def _heading(row: Mapping[str, Any]) -> str:
    if row["kind"] == "vote":
        return f"{row['start']}  {_OUTCOMES[row['outcome']]}"
    days = f"{row['start']} to {row['end']}" if row["end"] else f"{row['start']} on"
    if row["kind"] == "vacancy":
        return f"{days}  Nobody in office"
    if row["start"] is None:
        days = "Never took office" if row["void"] else "Not yet in office"
    party = f" ({row['party']})" if row["party"] else ""
    return f"{days}  {row['leader']}{party}, {row['alignment']}"


def _row_lines(row: Mapping[str, Any], width: int) -> Iterator[str]:
    for sentence in _sentences(row):
        yield from _wrapped(sentence, width)
    if not row["sources"]:
        yield f"{_INDENT}No source."
    for source in row["sources"]:
        supports = f", for {source['supports']}" if source["supports"] else ""
        yield from _wrapped(f"{source['source']} ({source['status']}{supports})", width)


def _wrapped(text: str, width: int) -> Sequence[str]:
    inner = _INDENT + "  "
    return wrap(
        text,
        max(width, 40),
        initial_indent=_INDENT,
        subsequent_indent=inner,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _sentences(row: Mapping[str, Any]) -> Iterator[str]:
    if row.get("came_by"):
        yield _CAME_BY[row["came_by"]]
    if row.get("elected"):
        yield f"Won on {', '.join(row['elected'])}."
    if row.get("term_ends") and row["end"] is None:
        yield f"The term ends {row['term_ends']}."
    if row.get("reasoning"):
        yield f"{'Contested' if row['contested'] else 'Why'}: {row['reasoning']}"
    elif row.get("contested"):
        yield "Contested."
    for reading in row.get("readings") or ():
        note = f" ({reading['note']})" if reading["note"] else ""
        yield f"{reading['coder']} reads it as {reading['alignment']}{note}: {reading['source']}"
    if row["note"]:
        yield f"Note: {row['note']}"
