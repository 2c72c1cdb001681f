"""From a TOML file to a Record: what each key means, and every problem of the file at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import Any

from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.files import fields
from mapgen.files.documents import Document
from mapgen.files.fields import Key
from mapgen.places.countries import unknown_country
from mapgen.places.regions import located_region, read_region
from mapgen.record.alignments import NO_DATA, STANDARD_SCALE
from mapgen.record.model import (
    CameBy,
    Government,
    Outcome,
    Reading,
    Record,
    Source,
    SourceStatus,
    Vacancy,
    Vote,
    Win,
)
from mapgen.record.rules import rule_problems

_STATUS = fields.choice(status.value for status in SourceStatus if status is not SourceStatus.UNSOURCED)

SOURCE_KEYS = (
    Key("source", fields.text, required=True, doc="an address, or a citation in words"),
    Key("status", _STATUS, doc="read, quoted or dataset"),
    Key("supports", fields.choice(("holder", "start", "end", "dates")), doc="what it shows of the office"),
)
READING_KEYS = (
    Key("coder", fields.name, required=True, doc="who says so"),
    Key("alignment", fields.choice((*STANDARD_SCALE, NO_DATA)), required=True, doc="what they say"),
    Key("source", fields.text, required=True, doc="where they say it"),
    Key("status", _STATUS, doc="read, quoted or dataset"),
    Key("note", fields.text, doc="anything a reader should know"),
)


def _bare_source(value: object) -> Source:
    """Read an address alone: one that nobody says was read."""
    return Source(fields.text(value))


def _build_source(source: str, status: str = "quoted", supports: str | None = None) -> Source:
    return Source(source, SourceStatus(status), supports)


def _build_reading(coder: str, alignment: str, source: str, status: str = "quoted", note: str = "") -> Reading:
    return Reading(coder, alignment, source, SourceStatus(status), note)


_SOURCE = fields.inline(SOURCE_KEYS, _build_source, short=_bare_source)
_SOURCES = Key("sources", fields.several(_SOURCE), doc="what shows it")
_NOTE = Key("note", fields.text, doc="anything a reader should know")
_DAYS = fields.several(fields.day)

RECORD_KEYS = (
    Key("title", fields.name, required=True, doc="what the record is called"),
    Key("region", fields.text, required=True, doc="the region whose states it covers"),
    Key("begins", fields.day, required=True, doc="the first day it covers"),
    Key("coder", fields.name, required=True, doc="who made the classification"),
    Key("licence", fields.name, doc="its licence"),
    Key("scale", fields.in_order(STANDARD_SCALE), required=True, doc="from left to right"),
)
GOVERNMENT_KEYS = (
    Key("country", fields.text, required=True, doc="ISO 3166-1 alpha-3 code"),
    Key("leader", fields.name, required=True, doc="the usual name"),
    Key("party", fields.name, doc="party or coalition"),
    Key("elected", _DAYS, doc="decisive votes won, first to last"),
    Key("declared", _DAYS, doc="results known later than the vote"),
    Key("start", fields.day, doc="first day in office; without it, an elect"),
    Key("end", fields.day, doc="first day no longer in office"),
    Key("term_ends", fields.partial_day, doc="scheduled end of the term"),
    Key("came_by", fields.choice(CameBy), doc="the first way into office"),
    Key("alignment", fields.text, required=True, doc="on the record's scale, or no-data"),
    Key("contested", fields.flag, doc="whether coders disagree"),
    Key("reasoning", fields.text, doc="why the desk decided so"),
    Key("readings", fields.several(fields.inline(READING_KEYS, _build_reading)), doc="what others say"),
    _SOURCES,
    _NOTE,
    Key("void", fields.flag, doc="an elect who never took office"),
)
VOTE_KEYS = (
    Key("country", fields.text, required=True, doc="ISO 3166-1 alpha-3 code"),
    Key("date", fields.partial_day, required=True, doc="the day, or its month or year"),
    Key("outcome", fields.choice(Outcome), required=True, doc=listed(Outcome)),
    _NOTE,
    _SOURCES,
)
VACANCY_KEYS = (
    Key("country", fields.text, required=True, doc="ISO 3166-1 alpha-3 code"),
    Key("start", fields.day, required=True, doc="first vacant day"),
    Key("end", fields.day, required=True, doc="first day no longer vacant"),
    _NOTE,
    _SOURCES,
)
ROW_KEYS = {"government": GOVERNMENT_KEYS, "vote": VOTE_KEYS, "vacancy": VACANCY_KEYS}
TABLES = ("record", "reviewed", *ROW_KEYS)


def read_record(document: Document) -> Record:
    """Return the record of a document; raises InputError with every problem found."""
    problems: list[Problem] = []
    _refuse_unknown_tables(document, problems)
    head = fields.read_table(
        document.tables.get("record", {}), RECORD_KEYS, f"{document.where('record')}, [record]", problems
    )
    if head is not None:
        head["region"] = located_region(head["region"], document.path.parent)
    states = _states(document, head, problems)
    scale = head["scale"] if head else STANDARD_SCALE
    rows = {name: _rows(document, name, keys, problems) for name, keys in ROW_KEYS.items()}
    for where, values in chain(*rows.values()):
        _refuse_unknown_country(values, where, states, problems)
    for where, values in rows["government"]:
        _refuse_off_scale(values, where, scale, problems)
    # Built whatever was found by now, so that the rules between them have their say as well.
    governments = [(where, _government(values, where, problems)) for where, values in rows["government"]]
    votes = [Vote(**{**values, "outcome": Outcome(values["outcome"])}) for _, values in rows["vote"]]
    vacancies = [(where, Vacancy(**values)) for where, values in rows["vacancy"]]
    reviewed = _reviewed(document, states, problems)
    problems += rule_problems(governments, vacancies)
    if head is None or problems:
        raise InputError(problems)
    return Record(
        **head,
        governments=tuple(government for _, government in governments),
        votes=tuple(votes),
        vacancies=tuple(vacancy for _, vacancy in vacancies),
        reviewed=reviewed,
        sha256=document.sha256,
    )


def _refuse_unknown_tables(document: Document, problems: list[Problem]) -> None:
    for name in document.tables:
        if name not in TABLES:
            hint = nearest(name, TABLES) or f"; a record has the tables {listed(TABLES)}"
            problems.append(Problem(document.where(name), f'unknown table or key "{shortened(name)}"{hint}'))


def _states(document: Document, head: Mapping[str, Any] | None, problems: list[Problem]) -> tuple[str, ...]:
    """Return the codes of the states a record may speak of; none where its region is not known.

    They are the region's, and those elsewhere that its territories may follow.
    """
    if head is None:
        return ()
    try:
        region = read_region(head["region"])
    except InputError as error:
        where = f"{document.where('record')}, [record]"
        problems.extend(Problem(where, f"{problem.where}: {problem.message}") for problem in error.problems)
        return ()
    return (*region.states, *region.sovereigns)


def _rows(
    document: Document, table: str, keys: Sequence[Key], problems: list[Problem]
) -> list[tuple[str, dict[str, Any]]]:
    """Return where each well-formed `[[table]]` stands and its values."""
    rows = document.tables.get(table, [])
    if not isinstance(rows, list):
        message = f"write [[{table}]] with two brackets: there are several"
        problems.append(Problem(document.where(table), message))
        return []
    read_rows = []
    for index, row in enumerate(rows):
        where = f"{document.where(table, index)}, [[{table}]]{_named(row)}"
        values = fields.read_table(row, keys, where, problems)
        if values is not None:
            read_rows.append((where, values))
    return read_rows


def _named(row: object) -> str:
    """Return ` (CHL, José Antonio Kast)`, so that a person sees which table a message means."""
    if not isinstance(row, Mapping):
        return ""
    names = [shortened(str(row[key])) for key in ("country", "leader") if key in row]
    return f" ({', '.join(names)})" if names else ""


def _refuse_unknown_country(
    values: Mapping[str, Any], where: str, states: Sequence[str], problems: list[Problem]
) -> None:
    country = values["country"]
    if states and country not in states:
        problems.append(Problem(where, f"country = {fields.shown(country)}: {unknown_country(country, states)}"))


def _refuse_off_scale(values: Mapping[str, Any], where: str, scale: Sequence[str], problems: list[Problem]) -> None:
    words = (*scale, NO_DATA)
    alignment = values["alignment"]
    if alignment not in words:
        message = f"alignment = {fields.shown(alignment)}: it is not one of {listed(words)}{nearest(alignment, words)}"
        problems.append(Problem(where, message))


def _government(values: Mapping[str, Any], where: str, problems: list[Problem]) -> Government:
    rest = {key: value for key, value in values.items() if key not in {"elected", "declared"}}
    if "came_by" in rest:
        rest["came_by"] = CameBy(rest["came_by"])
    wins = _wins(values.get("elected", ()), values.get("declared", ()), where, problems)
    return Government(**rest, wins=wins)


def _wins(elected: Sequence[date], declared: Sequence[date], where: str, problems: list[Problem]) -> tuple[Win, ...]:
    """Return the votes won: each declared day belongs to the last vote on or before it."""
    if any(later <= earlier for earlier, later in pairwise(elected)):
        problems.append(Problem(where, "elected: list the votes won from first to last, each once"))
    declared_of: dict[date, date] = {}
    for day in declared:
        vote = max((vote for vote in elected if vote <= day), default=None)
        if vote is None:
            message = f"declared = {day}: there is no vote in `elected` on or before it"
            problems.append(Problem(where, message))
        elif vote in declared_of:
            message = f"declared = {day}: the vote of {vote} was declared on {declared_of[vote]} already"
            problems.append(Problem(where, message))
        else:
            declared_of[vote] = day
    return tuple(Win(vote, declared_of.get(vote, vote)) for vote in elected)


def _reviewed(document: Document, states: Sequence[str], problems: list[Problem]) -> dict[str, date]:
    where = f"{document.where('reviewed')}, [reviewed]"
    table = document.tables.get("reviewed", {})
    if not isinstance(table, Mapping):
        problems.append(Problem(where, "write a table: one line `CHL = 2026-10-05` per country"))
        return {}
    days = {}
    for code, value in table.items():
        if states and code not in states:
            problems.append(Problem(where, f'"{code}": {unknown_country(code, states)}'))
            continue
        try:
            days[code] = fields.day(value)
        except fields.Unfit as error:
            problems.append(Problem(where, f"{code} = {fields.shown(value)}: {error}"))
    return days
