"""Rules between the rows of a record: each spell is in order, and no two spells of a country overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mapgen.errors import Problem
from mapgen.files.documents import TablePlace
from mapgen.files.fields import key_place
from mapgen.record.model import Government, Vacancy

# A row of the file: its place, for messages, and its values.
GovernmentRow = tuple[TablePlace | str, Government]
VacancyRow = tuple[TablePlace | str, Vacancy]
# Its country, first day, first day after, place in the file, and description for a message.
_Spell = tuple[str, date, date, TablePlace | str, str]


def rule_problems(governments: Sequence[GovernmentRow], vacancies: Sequence[VacancyRow]) -> list[Problem]:
    """Return every broken rule: spells that end before they start, and spells of one country that overlap."""
    problems = [problem for where, one in governments for problem in _spell_problems(where, one)]
    problems += [
        Problem(key_place(where, "end"), f"end = {one.end}: a vacancy ends after it starts ({one.start})")
        for where, one in vacancies
        if one.end <= one.start
    ]
    return problems + _overlaps(governments, vacancies)


def _spell_problems(where: TablePlace | str, government: Government) -> Iterable[Problem]:
    if government.end is not None and government.start is None:
        hint = "give `start`, or leave `end` out for an elect"
        yield Problem(key_place(where, "end"), f"end = {government.end}: without a start; {hint}")
    if government.start is not None and government.end is not None and government.end < government.start:
        yield Problem(key_place(where, "end"), f"end = {government.end}: before its start ({government.start})")
    if government.void and government.start is not None:
        yield Problem(
            key_place(where, "void"), f"void = true: but it took office on {government.start}; leave one of the two out"
        )
    if government.start is None and not government.wins:
        yield Problem(str(where), "has neither `start` nor `elected`: when did it take office, or win?")


def _spells(governments: Sequence[GovernmentRow], vacancies: Sequence[VacancyRow]) -> list[_Spell]:
    """Return the spells that cover a day at least, sorted by country and days."""
    spells = [
        (one.country, one.start, one.end or date.max, where, f"{one.leader} ({_date_range(one.start, one.end)})")
        for where, one in governments
        if one.start is not None and (one.end is None or one.start < one.end)
    ]
    spells += [
        (one.country, one.start, one.end, where, f"the vacancy ({_date_range(one.start, one.end)})")
        for where, one in vacancies
        if one.start < one.end
    ]
    return sorted(spells, key=lambda spell: spell[:3])


def _overlaps(governments: Sequence[GovernmentRow], vacancies: Sequence[VacancyRow]) -> list[Problem]:
    problems = []
    furthest = None
    for spell in _spells(governments, vacancies):
        country, start, end, where, later = spell
        # Compare with the earlier spell that ends last, which need not be the previous one.
        if furthest is None or furthest[0] != country:
            furthest = spell
            continue
        _, began, until, _, earlier = furthest
        if start < until:
            cure = "both start on that day" if began == start else f"end the earlier one with `end = {start}`"
            problems.append(Problem(key_place(where, "start"), f"{later} overlaps {earlier}; {cure}"))
        if end > until:
            furthest = spell
    return problems


def _date_range(start: date, end: date | None) -> str:
    return f"{start} to {end}" if end else f"from {start}"
