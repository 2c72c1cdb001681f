"""Read a record from a TOML file, and report every problem of the file at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import Any

from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.files import day_fields, fields
from mapgen.files.documents import Document, TablePlace
from mapgen.files.fields import Key
from mapgen.files.toml_text import toml_text
from mapgen.places.languages import name_in_languages
from mapgen.places.region_names import code_in_region, unknown_in_region
from mapgen.places.regions import Region, located_region, read_region
from mapgen.record.alignments import NO_DATA, STANDARD_SCALE, class_synonyms
from mapgen.record.keys import RECORD_KEYS, ROW_KEYS
from mapgen.record.model import CameBy, Government, Outcome, Record, Vacancy, Vote, Win
from mapgen.record.rules import rule_problems

TABLES = ("record", "reviewed", *ROW_KEYS)


def read_record(document: Document) -> Record:
    """Return the record of a document; raises InputError with every problem found, for a list with that one alone."""
    if "snapshot" in document.tables and "record" not in document.tables:
        raise InputError.single(str(document.path), "this is a list of one day, and no record; name a record")
    problems: list[Problem] = []
    _refuse_unknown_tables(document, problems)
    head = _head(document, problems)
    region = _region(document, head, problems)
    scale = head["scale"] if head else STANDARD_SCALE
    rows = {name: _rows(document, name, keys, problems) for name, keys in ROW_KEYS.items()}
    for where, values in chain(*rows.values()):
        _read_country(values, where, region, problems)
    for where, values in rows["government"]:
        _read_alignment(values, where, scale, problems)
    # These are built even if there are problems already, so that broken rules between rows are reported as well.
    governments = [(where, _government(values, where, problems)) for where, values in rows["government"]]
    votes = [Vote(**{**values, "outcome": Outcome(values["outcome"])}) for _, values in rows["vote"]]
    vacancies = [(where, Vacancy(**values)) for where, values in rows["vacancy"]]
    reviewed = _reviewed(document, region, problems)
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


def _head(document: Document, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the values of [record], with the region as read_region takes it; None if there is a problem."""
    where = document.place("record")
    head = fields.read_table(document.tables.get("record", {}), RECORD_KEYS, where, problems)
    if head is not None:
        head["region"] = located_region(head["region"], document.path.parent)
        name_in_languages(head, "title", "titles")
    return head


def _refuse_unknown_tables(document: Document, problems: list[Problem]) -> None:
    for name in document.tables:
        if name not in TABLES:
            hint = nearest(name, TABLES) or f"; a record has the tables {listed(TABLES)}"
            problems.append(Problem(document.where(name), f'unknown table or key "{shortened(name)}"{hint}'))


def _region(document: Document, head: Mapping[str, Any] | None, problems: list[Problem]) -> Region | None:
    """Return the region of a record; None if it cannot be read, and then no country of it is known."""
    if head is None:
        return None
    try:
        return read_region(head["region"])
    except InputError as error:
        where = document.place("record").at("region")
        problems.extend(Problem(where, f"{problem.where}: {problem.message}") for problem in error.problems)
        return None


def _rows(
    document: Document, table: str, keys: Sequence[Key], problems: list[Problem]
) -> list[tuple[TablePlace, dict[str, Any]]]:
    """Return the place (for messages) and the values of each valid `[[table]]`."""
    rows = document.tables.get(table, [])
    if not isinstance(rows, list):
        message = f"write [[{table}]] with two brackets: there are several"
        problems.append(Problem(document.where(table), message))
        return []
    read_rows = []
    for index, row in enumerate(rows):
        where = document.place(table, index, note=_named(row))
        values = fields.read_table(row, keys, where, problems)
        if values is not None:
            read_rows.append((where, values))
    return read_rows


def _named(row: object) -> str:
    """Return ` (CHL, José Antonio Kast)`, which shows a person the table that a message is about."""
    if not isinstance(row, Mapping):
        return ""
    names = [shortened(name) for key in ("country", "leader") if isinstance(name := row.get(key), str)]
    return f" ({', '.join(names)})" if names else ""


def _read_country(values: dict[str, Any], where: TablePlace, region: Region | None, problems: list[Problem]) -> None:
    """Put the code in place of a row's country, which may be a name, or add a problem."""
    country = values["country"]
    if region is None:
        return
    if code := _code(country, region):
        values["country"] = code
    else:
        message = f"country = {toml_text(country)}: {unknown_in_region(region, country, _known(region))}"
        problems.append(Problem(where.at("country"), message))


def _known(region: Region) -> tuple[str, ...]:
    """Return the codes that a record may name: of the states, and of those elsewhere to which territories belong."""
    return (*region.states, *region.sovereigns)


def _code(name: str, region: Region) -> str | None:
    return code_in_region(region, name, _known(region))


def _read_alignment(values: dict[str, Any], where: TablePlace, scale: Sequence[str], problems: list[Problem]) -> None:
    """Put the word of the record's scale in place of a government's alignment, or add a problem."""
    try:
        values["alignment"] = fields.Choice((*scale, NO_DATA), class_synonyms)(values["alignment"])
    except fields.Unfit as error:
        problems.append(Problem(where.at("alignment"), f"alignment = {toml_text(values['alignment'])}: {error}"))


def _government(values: Mapping[str, Any], where: TablePlace, problems: list[Problem]) -> Government:
    rest = {key: value for key, value in values.items() if key not in {"elected", "declared"}}
    if "came_by" in rest:
        rest["came_by"] = CameBy(rest["came_by"])
    name_in_languages(rest, "party", "parties")
    wins = _wins(values.get("elected", ()), values.get("declared", ()), where, problems)
    return Government(**rest, wins=wins)


def _wins(
    elected: Sequence[date], declared: Sequence[date], where: TablePlace, problems: list[Problem]
) -> tuple[Win, ...]:
    """Return the votes won; each declared day belongs to the last vote on or before it."""
    if any(later <= earlier for earlier, later in pairwise(elected)):
        problems.append(Problem(where.at("elected"), "elected: list the votes won from first to last, each once"))
    declared_of: dict[date, date] = {}
    for day in declared:
        vote = max((vote for vote in elected if vote <= day), default=None)
        if vote is None:
            message = f"declared = {day}: there is no vote in `elected` on or before it"
            problems.append(Problem(where.at("declared"), message))
        elif vote in declared_of:
            message = f"declared = {day}: the vote of {vote} was declared on {declared_of[vote]} already"
            problems.append(Problem(where.at("declared"), message))
        else:
            declared_of[vote] = day
    return tuple(Win(vote, declared_of.get(vote, vote)) for vote in elected)


def _reviewed(document: Document, region: Region | None, problems: list[Problem]) -> dict[str, date]:
    where = document.place("reviewed")
    table = document.tables.get("reviewed", {})
    if not isinstance(table, Mapping):
        problems.append(Problem(str(where), "write a table: one line `CHL = 2026-10-05` per country"))
        return {}
    days: dict[str, date] = {}
    for name, value in table.items():
        code = _code(name, region) if region else name
        if code is None:
            why = unknown_in_region(region, name, _known(region)) if region else ""
            problems.append(Problem(where.at(name), f'"{shortened(name)}": {why}'))
        elif code in days:
            problems.append(Problem(where.at(name), f'"{name}": {code} stands twice; name it once'))
        else:
            try:
                days[code] = day_fields.day(value)
            except fields.Unfit as error:
                problems.append(Problem(where.at(name), f"{shortened(name)} = {toml_text(value)}: {error}"))
    return days
