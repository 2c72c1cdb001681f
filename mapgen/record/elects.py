"""Elects that others have overtaken: somebody else has won, or taken office, since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from mapgen.files.dates import day_after
from mapgen.record.model import CameBy, CountryHistory, Government

# Those who take office by these ways need no vote.
WITHOUT_A_VOTE = frozenset(CameBy) - {CameBy.ELECTION}
# Nobody waits longer for an office that they have won.
LONGEST_WAIT = timedelta(days=366)


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
    found = [one for rival in rivals if not rival.void for one in _later(won, until, rival)]
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


def _later(won: date, until: date, rival: Government) -> Iterator[Overtaken]:
    for win in rival.wins:
        if won < win.voted and win.known < until:
            yield Overtaken(rival, win.voted, took_office=False)
    if rival.start is not None and won <= rival.start < until:
        caretaker = rival.came_by in WITHOUT_A_VOTE and rival.start - won <= LONGEST_WAIT
        # Who held office for no day at all was nobody's successor.
        if not caretaker and rival.start != rival.end:
            yield Overtaken(rival, rival.start, took_office=True)
