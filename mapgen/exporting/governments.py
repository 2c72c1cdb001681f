"""The governments of a whole record as rows, one for each, and what others read in them, one row for each reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapgen.errors import InputError
from mapgen.exporting.data_table import unique
from mapgen.places.languages import names_with_languages
from mapgen.places.region_names import names_in
from mapgen.record.alignments import Scale
from mapgen.record.model import Government, Record
from mapgen.record.snapshots import Snapshot

GOVERNMENT_HEADINGS = {
    "name": "Country",
    "leader": "Leader",
    "party": "Party",
    "alignment": "Alignment",
    "start": "Start",
    "end": "End",
    "came_by": "Came by",
}
READING_HEADINGS = {
    "name": "Country",
    "leader": "Leader",
    "start": "Start",
    "alignment": "Record",
    "coder": "Coder",
    "reading": "Reading",
}


def record_named(source: Record | Snapshot) -> Record:
    """Return a source that is a record; raises InputError for a published list."""
    if isinstance(source, Record):
        return source
    raise InputError.single(f'"{source.title}"', f"is a published list of {source.as_of} alone; name a record")


def sorted_governments(record: Record) -> dict[str, Government]:
    """Return all governments, sorted by country and start, elects last, by identifiers of their own.

    An identifier is `CHL-2022-03-11`, country and start, or `CHL-elect-2025-12-14` with the last vote that an elect
    has won. Where two would be alike, the later has a number.
    """
    governments = [one for history in record.histories.values() for one in history.governments]
    return dict(zip(unique(map(_identifier, governments)), governments, strict=True))


def _identifier(government: Government) -> str:
    if government.start:
        return f"{government.country}-{government.start}"
    won = max((win.voted for win in government.wins), default=None)
    return f"{government.country}-elect-{won}" if won else f"{government.country}-elect"


def government_rows(record: Record, lang: str = "en") -> list[dict[str, Any]]:
    """Return one row per government of all countries, sorted by country and start; a value is None if there is none.

    Keys: iso3 name leader party parties alignment bloc elected declared start end term_ends came_by sources note
    contested reasoning void readings government record. Dates are `YYYY-MM-DD`, of `term_ends` perhaps only month or
    year. `parties` lists the party's names as `es: Partido`, where it has several; `elected` the votes won, `declared`
    the days of results known later, `sources` what shows it, `readings` has coder, alignment, source, status and note
    of each; `government` is the row's identifier.
    """
    name = names_in(record.region, lang)
    return [
        {
            **government_values(one, name(one.country)),
            "sources": [source.source for source in one.sources] or None,
            "note": one.note or None,
            **judgement_values(one),
            "readings": list(readings_of(one)) or None,
            "government": identifier,
            "record": record.origin or record.title,
        }
        for identifier, one in sorted_governments(record).items()
    ]


def government_values(government: Government, name: str) -> dict[str, Any]:
    """Return who governs where, since when and how, as plain values by name; `name` is that of the country."""
    bloc = Scale().bloc(government.alignment)
    return {
        "iso3": government.country,
        "name": name,
        "leader": government.leader,
        "party": government.party or None,
        "parties": names_with_languages(government.parties),
        "alignment": government.alignment,
        "bloc": bloc.value if bloc.value != "none" else None,
        "elected": [win.voted.isoformat() for win in government.wins] or None,
        "declared": [win.known.isoformat() for win in government.wins if win.known != win.voted] or None,
        "start": government.start.isoformat() if government.start else None,
        "end": government.end.isoformat() if government.end else None,
        "term_ends": str(government.term_ends) if government.term_ends else None,
        "came_by": government.came_by.value if government.came_by else None,
    }


def judgement_values(government: Government) -> dict[str, Any]:
    """Return what the desk says of a government's alignment, and whether it never took office."""
    return {"contested": government.contested, "reasoning": government.reasoning or None, "void": government.void}


def flat_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of government_rows for cells: each reading as `coder: alignment`, with no parts of its own."""
    return [
        {**row, "readings": [f"{one['coder']}: {one['alignment']}" for one in row["readings"] or ()] or None}
        for row in rows
    ]


def reading_rows(record: Record, lang: str = "en") -> list[dict[str, Any]]:
    """Return one row per reading, in the order of the governments: what a named coder says of one.

    Keys: iso3 name leader start end alignment (the record's own) coder reading source status note government record.
    """
    name = names_in(record.region, lang)
    return [
        {
            **{key: values[key] for key in ("iso3", "name", "leader", "start", "end", "alignment")},
            **{"reading" if key == "alignment" else key: value for key, value in reading.items()},
            "government": identifier,
            "record": record.origin or record.title,
        }
        for identifier, government in sorted_governments(record).items()
        for values in (government_values(government, name(government.country)),)
        for reading in readings_of(government)
    ]


def readings_of(government: Government) -> Iterator[dict[str, Any]]:
    """Yield the readings of a government: coder, alignment, source, status, note."""
    for reading in government.readings:
        yield {
            "coder": reading.coder,
            "alignment": reading.alignment,
            "source": reading.source,
            "status": reading.status.value,
            "note": reading.note or None,
        }
