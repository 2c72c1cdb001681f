"""Wins and starts that cannot be beside those in the record: two winners, two elects, an elect of long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mapgen.editing.governments import CountryGovernments
from mapgen.editing.model import Update
from mapgen.editing.names import update_command
from mapgen.errors import InputError
from mapgen.record.model import Government
from mapgen.record.time_rules import LONGEST_WAIT, WITHOUT_A_VOTE, overtaken

# A first round and its runoff are a week apart at least.
BETWEEN_VOTES = timedelta(days=7)
_PAST = "a term won then is a government of its own, with its --start and --end"


def refuse_rival_wins(update: Update, governments: CountryGovernments, government: Government | None) -> None:
    """Raise InputError for a new win that cannot be beside the wins and starts recorded in the country."""
    won = update.elected
    if won is None or (government and won in {win.voted for win in government.wins}):
        return
    rivals = [rival for _, rival in governments.all if rival is not government and not rival.void]
    _refuse_two_winners(won, rivals)
    if update.void:
        return
    if update.came_by not in WITHOUT_A_VOTE:
        _refuse_near_win(won, [*rivals, *([government] if government else [])])
    # A caretaker whom a parliament has voted in takes nothing from an elect.
    if update.came_by not in WITHOUT_A_VOTE or update.start is None:
        _refuse_two_elects(won, rivals)
    start = update.start or (government.start if government else None)
    _refuse_overtaken(won, start, rivals, governments.reviewed)


def refuse_shared_start(update: Update, governments: CountryGovernments, government: Government | None) -> None:
    """Raise InputError for a start on which somebody took office who, as far as is recorded, did not leave that day."""
    start = update.start
    if start is None or (government and start == government.start) or update.end == start:
        return
    for _, rival in governments.all:
        if rival is not government and rival.start == start and rival.end != start:
            left = update_command(rival.country, government=start, leader=rival.leader, end=start)
            message = f"{rival.leader} is recorded as taking office that day; who left it again the same day: {left}"
            raise InputError.single(f"--start {start}", message)


def near_win(first: date, last: date, rivals: list[Government]) -> tuple[Government, date] | None:
    """Return the government with a win within some days or less than a week of them, and its day; None if none has."""
    return next(
        (
            (rival, win.voted)
            for rival in rivals
            for win in rival.wins
            if not rival.void and first - win.voted < BETWEEN_VOTES and win.voted - last < BETWEEN_VOTES
        ),
        None,
    )


def _refuse_two_winners(won: date, rivals: list[Government]) -> None:
    for rival in rivals:
        if won in {win.voted for win in rival.wins}:
            message = f"{rival.leader} is recorded as the winner of that vote; {_correction(rival)}"
            raise InputError.single(f"--elected {won}", message)


def _refuse_two_elects(won: date, rivals: list[Government]) -> None:
    for rival, day in _awaited(won, rivals):
        if rival.start:
            message = f"{rival.leader}, who won on {day}, has {rival.start} as start; {_correction(rival)}"
        else:
            takes = update_command(rival.country, leader=rival.leader, start="DAY")
            message = (
                f"{rival.leader}, who won on {day}, has not taken office yet; who has since: {takes}; "
                f"{_correction(rival)}"
            )
        raise InputError.single(f"--elected {won}", message)


def _awaited(won: date, rivals: list[Government]) -> Iterator[tuple[Government, date]]:
    """Yield those who have won before a day, and had not taken office on it, with the day of their win."""
    for rival in rivals:
        days = [win.voted for win in rival.wins if win.voted < won]
        if days and (rival.start is None or (rival.start > won and rival.came_by not in WITHOUT_A_VOTE)):
            yield rival, max(days)


def _refuse_near_win(won: date, rivals: list[Government]) -> None:
    if found := near_win(won, won, rivals):
        rival, day = found
        message = (
            f"is less than a week from {day}, when {rival.leader} won, and two votes are further apart; "
            f"{_correction(rival, day)}; for a vote of a parliament, give --came-by appointment"
        )
        raise InputError.single(f"--elected {won}", message)


def _refuse_overtaken(won: date, start: date | None, rivals: list[Government], reviewed: date | None) -> None:
    """Refuse a win after which others won or took office before the winner's start, or that lies long before it."""
    later = overtaken(won, start or date.max, rivals)
    if later:
        void = "" if later.government.start else f"; {_correction(later.government)}"
        message = f"{later}, after that; {_PAST}{void}"
        raise InputError.single(f"--elected {won}", message)
    if start and start - won > LONGEST_WAIT:
        raise InputError.single(f"--elected {won}", f"is more than a year before the start ({start}); {_PAST}")
    if start is None and reviewed and reviewed - won > LONGEST_WAIT:
        message = f"is more than a year before the last review ({reviewed}), and nobody waits that long; {_PAST}"
        raise InputError.single(f"--elected {won}", message)


def _correction(rival: Government, day: date | None = None) -> str:
    """Return how to correct a win that is recorded wrongly."""
    if rival.start is not None:
        return f"if {day or 'that'} is wrong, correct it in the file first"
    command = update_command(rival.country, leader=rival.leader, void=True)
    return f"if {day or 'that'} is wrong, correct it first: {command}"
