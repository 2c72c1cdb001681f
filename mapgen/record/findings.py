"""The findings of `check` in a valid record: what is out of date, and notices for its editor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from mapgen.files.dates import day_after
from mapgen.places.regions import read_region
from mapgen.record.model import CountryHistory, Record
from mapgen.record.time_rules import elect_on, holder_on, overtaken_elects, term_is_over, waiting_votes


class Level(StrEnum):
    """The weight of a finding.

    With an error the file cannot be used; stale means out of date; unfit means that a theme's colours fail the gate; a
    notice only informs.
    """

    ERROR = "error"
    STALE = "stale"
    UNFIT = "unfit"
    NOTICE = "notice"


class Finding(Struct, frozen=True):
    """One finding: its weight, where it is (a country's code, or a place in a file), and a message."""

    level: Level
    where: str
    message: str


def findings_of(record: Record, as_of: date, max_age: int | None = None) -> list[Finding]:
    """Return what is stale on a day, and the notices, sorted by weight and country.

    A country that nobody has reviewed for more than `max_age` days is stale; None sets no limit.
    """
    findings = []
    for iso3 in read_region(record.region).states:
        history = record.histories.get(iso3, CountryHistory())
        findings += [Finding(Level.STALE, iso3, message) for message in _stale(history, as_of, max_age)]
        findings += [Finding(Level.NOTICE, iso3, message) for message in _notices(history, record.begins, as_of)]
    return sorted(findings, key=lambda one: (list(Level).index(one.level), one.where))


def _stale(history: CountryHistory, as_of: date, max_age: int | None) -> Iterator[str]:
    waiting = waiting_votes(history, as_of)
    unrecorded = [vote.date for vote in history.votes if vote.outcome.can_decide]
    for vote in waiting:
        if vote in unrecorded:
            yield f"the vote of {vote} has passed and nobody is recorded as its winner"
    holder = holder_on(history, as_of)
    if holder and term_is_over(holder, as_of) and not waiting:
        yield f"the term of {holder.leader} ended on {holder.term_ends}, and no vote or successor is recorded"
    if holder and holder.start and history.reviewed and history.reviewed < holder.start:
        yield f"{holder.leader} was to take office on {holder.start}; nobody has confirmed it since"
    for elect, later in overtaken_elects(history, as_of):
        yield (
            f"{elect.leader} has won and has no `start`, but {later} since; write `void = true` for who never took "
            f"office, or the missing `start`"
        )
    if max_age is not None and (history.reviewed is None or (as_of - history.reviewed).days > max_age):
        yield f"last reviewed {history.reviewed or 'never'}, more than {max_age} days ago"


def _notices(history: CountryHistory, begins: date, as_of: date) -> Iterator[str]:
    if history.reviewed is None:
        yield "has never been reviewed; give the day in [reviewed]"
    elif history.reviewed < as_of:
        yield f"not reviewed since {history.reviewed}"
    for start, end in _gaps(history, begins, as_of):
        yield f"nobody is in office from {start} to {end}; add a government, or a [[vacancy]]"
    for government in history.governments:
        if not government.sources:
            yield f"{government.leader} has no source for holding the office"
    for voted, winners in _shared_wins(history):
        yield f"the vote of {voted} has two winners, {' and '.join(winners)}; one of them is wrong, or void"
    elect = elect_on(history, as_of)
    if elect and elect.start is None and elect not in [late for late, _ in overtaken_elects(history, as_of)]:
        yield f"{elect.leader} has won and has no `start` yet"


def _shared_wins(history: CountryHistory) -> Iterator[tuple[date, list[str]]]:
    """Yield the votes that several governments have won, with their leaders; void ones do not count."""
    winners: dict[date, list[str]] = {}
    for government in history.governments:
        for win in () if government.void else government.wins:
            winners.setdefault(win.voted, []).append(government.leader)
    yield from ((voted, leaders) for voted, leaders in winners.items() if len(leaders) > 1)


def _gaps(history: CountryHistory, begins: date, as_of: date) -> Iterator[tuple[date, date]]:
    """Yield spells of days (first day, first day after) that neither a government nor a vacancy covers."""
    spells = [(one.start, one.end or date.max) for one in history.governments if one.start is not None]
    spells += [(vacancy.start, vacancy.end) for vacancy in history.vacancies]
    spells.append((day_after(as_of), date.max))
    covered = begins
    for start, end in sorted(spells):
        if start > covered:
            yield covered, start
        covered = max(covered, end)
