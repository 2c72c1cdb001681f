"""The rules of time: from a record and a date to a snapshot, as the codebook of records states them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import InputError
from mapgen.files.dates import PartialDate, day_after, days_later, exact
from mapgen.record.alignments import NO_DATA, Scale
from mapgen.record.model import CameBy, CountryHistory, Government, Outcome, Record, Win
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status

_EMPTY_HISTORY = CountryHistory()
# Those who take office by these ways need no vote.
WITHOUT_A_VOTE = frozenset(CameBy) - {CameBy.ELECTION}
# Nobody waits longer for an office that they have won.
LONGEST_WAIT = timedelta(days=366)
# Votes are counted for so long, unless the record says otherwise; see status_of_vote.
COUNTING = timedelta(days=14)
# How far beyond its last review a record says what is, and no longer what is scheduled.
FORESIGHT = timedelta(days=92)


def snapshot_of(record: Record, states: Iterable[str], as_of: date, basis: Basis) -> Snapshot:
    """Return the snapshot of a record at the end of a day, with an entry for each of `states`.

    Entries of other countries in the record, which are sovereigns of the region's territories, are in `sovereigns`.
    Raises InputError for a day before the record begins.
    """
    if as_of < record.begins:
        raise InputError.single(
            f"date {as_of}", f'before "{record.title}" begins; the first day it covers is {record.begins}'
        )
    states = sorted(states)
    entries = tuple(entry_of(record.histories.get(iso3, _EMPTY_HISTORY), iso3, as_of, basis) for iso3 in states)
    others = (entry_of(history, iso3, as_of, basis) for iso3, history in record.histories.items() if iso3 not in states)
    return Snapshot(
        title=record.title,
        region=record.region,
        as_of=as_of,
        basis=basis,
        coder=record.coder,
        scale=Scale(record.scale),
        entries=entries,
        reviewed=record.reviewed,
        sha256=record.sha256,
        sovereigns=tuple(entry for entry in others if entry.status is not Status.NO_DATA or entry.government),
        origin=record.origin,
        licence=record.licence,
        titles=record.titles,
    )


def entry_of(history: CountryHistory, iso3: str, day: date, basis: Basis) -> Entry:
    """Return a country's entry at the end of a day, on a basis."""
    waiting = waiting_votes(history, day)
    if basis is Basis.ELECTED:
        if waiting:
            return _without_winner(iso3, history, waiting[-1], day)
        if elect := elect_on(history, day):
            won = elect.won_by(day)
            held = _held(iso3, elect, Status.ELECTED)
            return replace(held, incumbent=holder_on(history, day), elected=won.voted if won else None)
    return _office_entry(history, iso3, day, waiting)


def _office_entry(history: CountryHistory, iso3: str, day: date, waiting: Sequence[PartialDate]) -> Entry:
    holder = holder_on(history, day)
    if holder is None:
        vacant = any(vacancy.covers(day) for vacancy in history.vacancies)
        return Entry(iso3, Status.VACANT if vacant else Status.NO_DATA)
    if term_is_over(holder, day):
        deciding = [vote for vote in waiting if _follows(vote, holder)]
        if deciding:
            return _without_winner(iso3, history, deciding[-1], day)
    return _held(iso3, holder, Status.IN_OFFICE)


def _without_winner(iso3: str, history: CountryHistory, vote: PartialDate, day: date) -> Entry:
    return Entry(iso3, status_of_vote(history, vote, day), vote=vote)


def _held(iso3: str, government: Government, status: Status) -> Entry:
    sources = tuple(source.source for source in government.sources)
    if government.alignment == NO_DATA:
        return Entry(iso3, Status.NO_DATA, government=government, sources=sources)
    return Entry(iso3, status, government.alignment, government, sources=sources)


def holder_on(history: CountryHistory, day: date) -> Government | None:
    """Return the government in office at the end of a day, or None."""
    return next((one for one in history.governments if one.holds(day)), None)


def elect_on(history: CountryHistory, day: date) -> Government | None:
    """Return the government that most recently won by a day and has not yet started, or None."""
    elects = [
        (win.known, win.voted, number, one)
        for number, one in enumerate(history.governments)
        if not one.void and (one.start is None or day < one.start) and (win := one.won_by(day))
    ]
    return max(elects, key=lambda elect: elect[:3])[3] if elects else None


def waiting_votes(history: CountryHistory, day: date) -> list[PartialDate]:
    """Return the votes that have passed by a day and have no winner recorded by then, newest last.

    A vote has a winner once a win in it, or in a later vote, is known, even one of somebody who never took office.
    """
    won = max((win.voted for win in _wins(history) if win.known <= day), default=date.min)
    waiting = [vote for vote in deciding_votes(history) if vote.has_come(day) and won < vote.first]
    return sorted(waiting, key=lambda vote: (vote.last, vote.first))


def status_of_vote(history: CountryHistory, vote: PartialDate, day: date) -> Status:
    """Return whether a vote without a known winner is still being counted on a day, or its winner is not recorded.

    It is being counted until the day on which its winner became known, if the record has one; else for COUNTING days
    after the vote, or after a later review that left it `scheduled`. A record that has not been reviewed for longer
    than FORESIGHT knows of no count.
    """
    if any(vote.first <= win.voted <= vote.last and win.known > day for win in _wins(history)):
        return Status.RESULT_PENDING
    last_day = days_later(vote.last, COUNTING)
    if history.reviewed:
        left_open = any(one.date == vote and one.outcome is Outcome.SCHEDULED for one in history.votes)
        if left_open:
            last_day = max(last_day, days_later(history.reviewed, COUNTING))
        last_day = min(last_day, days_later(history.reviewed, FORESIGHT))
    return Status.RESULT_PENDING if day <= last_day else Status.NOT_RECORDED


def is_forecast(reviewed: Mapping[str, date], day: date) -> bool:
    """Whether a day lies so far beyond every review of a record that the record only says what is scheduled."""
    return bool(reviewed) and day > days_later(max(reviewed.values()), FORESIGHT)


def _wins(history: CountryHistory) -> Iterator[Win]:
    return (win for government in history.governments for win in government.wins)


def deciding_votes(history: CountryHistory) -> Iterator[PartialDate]:
    """Yield every vote that has a winner, or should get one: those recorded with one, and those still without."""
    yield from (exact(win.voted) for win in _wins(history))
    yield from (vote.date for vote in history.votes if vote.outcome.can_decide)


def term_is_over(holder: Government, day: date) -> bool:
    """Whether a holder's scheduled end has passed and no real end is recorded."""
    return holder.end is None and holder.term_ends is not None and holder.term_ends.has_come(day)


def _follows(vote: PartialDate, holder: Government) -> bool:
    """Whether a vote can decide who comes after a holder: whether it is not older than the holder's start."""
    return holder.start is not None and holder.start <= vote.last


def turning_days(history: CountryHistory) -> set[date]:
    """Return every day on which a country's entry, on either basis, may differ from the day before."""
    days = {day for one in history.governments for day in (one.start, one.end) if day}
    days |= {day for win in _wins(history) for day in (win.voted, win.known)}
    days |= {one.term_ends.last for one in history.governments if one.term_ends}
    days |= {vote.date.last for vote in history.votes}
    # A count that nobody ends is over on the day after its last.
    days |= {day_after(days_later(vote.date.last, COUNTING)) for vote in history.votes}
    if history.reviewed:
        days |= {day_after(days_later(history.reviewed, after)) for after in (COUNTING, FORESIGHT)}
    return days | {day for vacancy in history.vacancies for day in (vacancy.start, vacancy.end)}


# Elects whom others have overtaken


class Overtaken(Struct, frozen=True):
    """Who won, or took office, after somebody else's win, and on which day."""

    government: Government
    day: date
    took_office: bool

    def __str__(self) -> str:
        return f"{self.government.leader} {'took office' if self.took_office else 'won'} on {self.day}"


def overtaken(won: date, until: date, rivals: Iterable[Government]) -> Overtaken | None:
    """Return who first won or took office after a win and before a day; None where nobody did.

    Void wins do not count. Nor does who took office without a vote soon after the win: a caretaker, whom the elect
    follows.
    """
    found = [one for rival in rivals if not rival.void for one in _since(won, until, rival)]
    return min(found, key=lambda one: one.day, default=None)


def overtaken_elects(history: CountryHistory, as_of: date) -> Iterator[tuple[Government, Overtaken]]:
    """Yield each government that has won by a day and has no start, where somebody else has won or started since."""
    for elect in history.governments:
        if elect.void or elect.start is not None:
            continue
        win = elect.won_by(as_of)
        rivals = (one for one in history.governments if one is not elect)
        if win and (later := overtaken(win.voted, day_after(as_of), rivals)):
            yield elect, later


def _since(won: date, until: date, rival: Government) -> Iterator[Overtaken]:
    for win in rival.wins:
        if won < win.voted and win.known < until:
            yield Overtaken(rival, win.voted, took_office=False)
    if rival.start is not None and won <= rival.start < until:
        caretaker = rival.came_by in WITHOUT_A_VOTE and rival.start - won <= LONGEST_WAIT
        # Who held office for no day at all was nobody's successor.
        if not caretaker and rival.start != rival.end:
            yield Overtaken(rival, rival.start, took_office=True)
