"""A whole record as tables of one kind of row each: with them it can be read in again, nothing lost.

`record` is the head of the file, in one row. `countries` has the day of each review. `governments`, `votes` and
`vacancies` have an identifier, by which `readings` and `sources` say what they belong to. Rows stand in the order of
countries and starts, readings and sources in the order of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mapgen.exporting.data_table import DAYS, ISO3, PARTIAL_DAY, Column, DataTable, Reference, documented, unique
from mapgen.exporting.governments import government_values, judgement_values, readings_of, sorted_governments
from mapgen.exporting.region_tables import region_text
from mapgen.places.languages import names_with_languages
from mapgen.places.region_names import names_in
from mapgen.places.regions import read_region
from mapgen.record.alignments import CLASSES, NO_DATA
from mapgen.record.keys import (
    GOVERNMENT_KEYS,
    READING_KEYS,
    RECORD_KEYS,
    SOURCE_KEYS,
    VACANCY_KEYS,
    VOTE_KEYS,
)
from mapgen.record.model import CameBy, Government, Outcome, Record, Source, SourceStatus, Vacancy, Vote

_STATUSES = tuple(status.value for status in SourceStatus)
_COUNTRY = Reference("iso3", "countries", "iso3")
_ISO3 = Column("iso3", "ISO 3166-1 alpha-3 code of the country", required=True, pattern=ISO3)
_NAME = Column("name", "the country's name in English", required=True)

Rows = list[dict[str, Any]]


def record_tables(record: Record) -> tuple[DataTable, ...]:
    """Return the tables of a record: record, countries, governments, readings, votes, vacancies, sources."""
    name = names_in(record.region, "en")
    votes = _identified([vote for history in record.histories.values() for vote in history.votes])
    vacancies = _identified([vacancy for history in record.histories.values() for vacancy in history.vacancies])
    return (
        _head(record),
        _countries(record),
        governments_table(record),
        _readings(record),
        _votes(votes, name),
        _vacancies(vacancies, name),
        _sources(record, votes, vacancies),
    )


def _identified(entries: Sequence[Vote | Vacancy]) -> dict[str, Any]:
    days = (entry.date if isinstance(entry, Vote) else entry.start for entry in entries)
    names = [f"{entry.country}-{day}" for entry, day in zip(entries, days, strict=True)]
    return dict(zip(unique(names), entries, strict=True))


def _head(record: Record) -> DataTable:
    doc = documented(RECORD_KEYS)
    columns = (
        Column("title", doc["title"], required=True),
        Column("titles", "the title in each language, as `es: Título`, separated by ` | `"),
        Column("region", doc["region"], required=True),
        Column("begins", doc["begins"], "date", required=True),
        Column("coder", doc["coder"], required=True),
        Column("licence", doc["licence"]),
        Column("scale", f"{doc['scale']}, separated by ` | `", required=True),
    )
    row = {
        "title": record.title,
        "titles": names_with_languages(record.titles),
        "region": region_text(record.region),
        "begins": record.begins.isoformat(),
        "coder": record.coder,
        "licence": record.licence or None,
        "scale": list(record.scale),
    }
    return DataTable("record", "The record: its title, region, first day, coder, licence and scale", columns, [row])


def _countries(record: Record) -> DataTable:
    states, name = read_region(record.region).states, names_in(record.region, "en")
    columns = (
        _ISO3,
        _NAME,
        Column("state", "whether it is a state of the region, and counted", "boolean", required=True),
        Column("reviewed", "the last day for which somebody saw evidence of the holder", "date"),
    )
    rows = [
        {
            "iso3": iso3,
            "name": name(iso3),
            "state": iso3 in states,
            "reviewed": str(record.reviewed[iso3]) if iso3 in record.reviewed else None,
        }
        for iso3 in sorted({*states, *record.histories})
    ]
    return DataTable(
        "countries", "The countries of the record, and how far each was reviewed", columns, rows, ("iso3",)
    )


def governments_table(record: Record) -> DataTable:
    """Return the spells at the head of the executive, one row a government, sorted by country and start."""
    name = names_in(record.region, "en")
    rows = [
        {
            "government": identifier,
            **government_values(one, name(one.country)),
            "note": one.note or None,
            **judgement_values(one),
        }
        for identifier, one in sorted_governments(record).items()
    ]
    return DataTable(
        "governments",
        "One spell at the head of the executive a row, of all countries, sorted by country and start",
        _government_columns(record),
        rows,
        ("government",),
        (_COUNTRY,),
    )


def _government_columns(record: Record) -> tuple[Column, ...]:
    doc = documented(GOVERNMENT_KEYS)
    return (
        Column("government", "the row's identifier: country and start, or the last vote won", required=True),
        _ISO3,
        _NAME,
        Column("leader", doc["leader"], required=True),
        Column("party", doc["party"]),
        Column("parties", "the party's name in each language, as `es: Partido`, separated by ` | `"),
        Column("alignment", doc["alignment"], required=True, words=(*record.scale, NO_DATA)),
        Column("bloc", "the alignment folded into left, centre and right", words=CLASSES[3]),
        Column("elected", f"{doc['elected']}, separated by ` | `", pattern=DAYS),
        Column("declared", f"{doc['declared']}, separated by ` | `", pattern=DAYS),
        Column("start", doc["start"], "date"),
        Column("end", doc["end"], "date"),
        Column("term_ends", doc["term_ends"], pattern=PARTIAL_DAY),
        Column("came_by", doc["came_by"], words=tuple(CameBy)),
        Column("note", doc["note"]),
        Column("contested", doc["contested"], "boolean", required=True),
        Column("reasoning", doc["reasoning"]),
        Column("void", doc["void"], "boolean", required=True),
    )


def _readings(record: Record) -> DataTable:
    doc = documented(READING_KEYS)
    columns = (
        Column("government", "the government that is read", required=True),
        Column("coder", doc["coder"], required=True),
        Column("alignment", doc["alignment"], required=True),
        Column("source", doc["source"], required=True),
        Column("status", doc["status"], required=True, words=_STATUSES),
        Column("note", doc["note"]),
    )
    rows = [
        {"government": identifier, **reading}
        for identifier, government in sorted_governments(record).items()
        for reading in readings_of(government)
    ]
    references = (Reference("government", "governments", "government"),)
    return DataTable(
        "readings", "What a named coder says of a government, one reading a row", columns, rows, (), references
    )


def _votes(votes: Mapping[str, Vote], name: Callable[[str], str]) -> DataTable:
    doc = documented(VOTE_KEYS)
    columns = (
        Column("vote", "the row's identifier: country and date", required=True),
        _ISO3,
        _NAME,
        Column("date", doc["date"], required=True, pattern=PARTIAL_DAY),
        Column("outcome", doc["outcome"], required=True, words=tuple(Outcome)),
        Column("note", doc["note"]),
    )
    rows = [
        {
            "vote": identifier,
            "iso3": one.country,
            "name": name(one.country),
            "date": str(one.date),
            "outcome": one.outcome.value,
            "note": one.note or None,
        }
        for identifier, one in votes.items()
    ]
    title = "Votes that decide who governs: those to come, and those without a recorded winner"
    return DataTable("votes", title, columns, rows, ("vote",), (_COUNTRY,))


def _vacancies(vacancies: Mapping[str, Vacancy], name: Callable[[str], str]) -> DataTable:
    doc = documented(VACANCY_KEYS)
    columns = (
        Column("vacancy", "the row's identifier: country and start", required=True),
        _ISO3,
        _NAME,
        Column("start", doc["start"], "date", required=True),
        Column("end", doc["end"], "date", required=True),
        Column("note", doc["note"]),
    )
    rows = [
        {
            "vacancy": identifier,
            "iso3": one.country,
            "name": name(one.country),
            "start": one.start.isoformat(),
            "end": one.end.isoformat(),
            "note": one.note or None,
        }
        for identifier, one in vacancies.items()
    ]
    title = "Days on which the record states that nobody holds office"
    return DataTable("vacancies", title, columns, rows, ("vacancy",), (_COUNTRY,))


def _sources(record: Record, votes: Mapping[str, Vote], vacancies: Mapping[str, Vacancy]) -> DataTable:
    doc = documented(SOURCE_KEYS)
    owners: Mapping[str, Mapping[str, Government | Vote | Vacancy]] = {
        "government": sorted_governments(record),
        "vote": votes,
        "vacancy": vacancies,
    }
    columns = (
        *(Column(kind, f"the {kind} that it shows, if it shows one") for kind in owners),
        Column("source", doc["source"], required=True),
        Column("status", doc["status"], required=True, words=_STATUSES),
        Column("supports", doc["supports"]),
    )
    rows = [
        {**dict.fromkeys(owners), kind: identifier, **source}
        for kind, entries in owners.items()
        for identifier, entry in entries.items()
        for source in _source_values(entry.sources)
    ]
    tables = {"government": "governments", "vote": "votes", "vacancy": "vacancies"}
    references = tuple(Reference(kind, table, kind) for kind, table in tables.items())
    return DataTable(
        "sources", "What shows a government, vote or vacancy, one source a row", columns, rows, (), references
    )


def _source_values(sources: Sequence[Source]) -> Iterator[dict[str, Any]]:
    yield from ({"source": one.source, "status": one.status.value, "supports": one.supports} for one in sources)
