"""What must hold between the rows of a record: spells in order, and no two at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mapgen.errors import Problem
from mapgen.record.model import Government, Vacancy

# A row of the file as the rules see it: where it stands, and what it says.
GovernmentRow = tuple[str, Government]
VacancyRow = tuple[str, Vacancy]


def rule_problems(governments: Sequence[GovernmentRow], vacancies: Sequence[VacancyRow]) -> list[Problem]:
    """Return every broken rule: spells that end before they start, and spells of one country that overlap."""
    problems = [problem for where, one in governments for problem in _spell_problems(where, one)]
    problems += [
        Problem(where, f"end = {one.end}: a vacancy ends after it starts ({one.start})")
        for where, one in vacancies
        if one.end <= one.start
    ]
    return problems + _overlaps(governments, vacancies)


def _spell_problems(where: str, government: Government) -> Iterable[Problem]:
    if government.end is not None and government.start is None:
        hint = "give `start`, or leave `end` out for an elect"
        yield Problem(where, f"end = {government.end}: without a start; {hint}")
    if government.start is not None and government.end is not None and government.end < government.start:
        yield Problem(where, f"end = {government.end}: before its start ({government.start})")
    if government.void and government.start is not None:
        yield Problem(where, f"void = true: but it took office on {government.start}; leave one of the two out")
    if government.start is None and not government.wins:
        yield Problem(where, "has neither `start` nor `elected`: when did it take office, or win?")


def _overlaps(governments: Sequence[GovernmentRow], vacancies: Sequence[VacancyRow]) -> list[Problem]:
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
    problems = []
    furthest = None
    for spell in sorted(spells, key=lambda spell: spell[:3]):
        country, start, end, where, later = spell
        # Held against whichever of those before it reaches furthest, which need not be the last of them.
        if furthest is None or furthest[0] != country:
            furthest = spell
            continue
        _, began, until, _, earlier = furthest
        if start < until:
            cure = "both start on that day" if began == start else f"end the earlier one with `end = {start}`"
            problems.append(Problem(where, f"{later} overlaps {earlier}; {cure}"))
        if end > until:
            furthest = spell
    return problems


def _date_range(start: date, end: date | None) -> str:
    return f"{start} to {end}" if end else f"from {start}"
