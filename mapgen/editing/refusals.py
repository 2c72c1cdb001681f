"""Updates that cannot be meant: days to come for what has happened, two winners of one vote, a misspelt name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from mapgen.editing.governments import CountryGovernments
from mapgen.editing.model import Update
from mapgen.errors import InputError
from mapgen.places.countries import folded_name
from mapgen.record.model import CameBy, Government, Outcome

# How alike two names are that may be one, misspelt: "Gabriel Borik" and "Gabriel Boric" share 0.92 of their letters.
_ALIKE = 0.84
# Those who take office by these ways need no vote.
_WITHOUT_A_VOTE = {way.value for way in CameBy} - {CameBy.ELECTION.value}
# What a vote comes to on its day or later.
_AFTER_THE_DAY = {Outcome.NOT_RECORDED.value, Outcome.ANNULLED.value}


def refuse_unmeant(
    update: Update, governments: CountryGovernments, government: Government | None, today: date | None
) -> None:
    """Raise InputError for an update of a government, None for a new one or none, that cannot be meant.

    Without `today`, days to come are not refused.
    """
    _refuse_two_winners(update, governments, government)
    _refuse_disorder(update, government)
    if today is not None:
        _refuse_days_to_come(update, today)
        _refuse_unscheduled(update, governments, government, today)


def refuse_near_name(update: Update, governments: CountryGovernments) -> None:
    """Raise InputError for a new leader whose name is nearly, or a part of, that of one recorded in the country."""
    leader = str(update.leader)
    names = {government.leader for _, government in governments.all}
    if update.new or leader in names:
        return
    if near := _nearly_equal(leader, names):
        message = (
            f'is new in {update.country}; did you mean "{near}"? If this is another person, give --new; '
            f'to correct the name, give --leader "{near}" --rename "{leader}"'
        )
        raise InputError.single(f"--leader {leader}", message)


def _nearly_equal(name: str, names: Iterable[str]) -> str | None:
    """Return the name that differs in its accents or in few letters, or of which one is a part of the other."""
    by_folded = {" ".join(_words(known)): known for known in sorted(names)}
    words = _words(name)
    for known in by_folded.values():
        if set(words) <= set(_words(known)) or set(_words(known)) <= set(words):
            return known
    matches = get_close_matches(" ".join(words), by_folded, n=1, cutoff=_ALIKE)
    return by_folded[matches[0]] if matches else None


def _words(name: str) -> list[str]:
    return folded_name(name).replace("-", " ").replace(".", " ").split()


def _refuse_two_winners(update: Update, governments: CountryGovernments, government: Government | None) -> None:
    for _, rival in governments.all:
        if rival is not government and not rival.void and update.elected in {win.voted for win in rival.wins}:
            cure = (
                "correct that in the file first"
                if rival.start
                else f'if that is wrong, correct it first: --leader "{rival.leader}" --void, or --rename'
            )
            message = f"{rival.leader} is recorded as the winner of that vote; {cure}"
            raise InputError.single(f"--elected {update.elected}", message)


def _refuse_disorder(update: Update, government: Government | None) -> None:
    """Refuse days in an order in which they cannot have been."""
    start = update.start or (government.start if government else None)
    recorded = [win.voted for win in government.wins] if government else []
    won = min([*recorded, *([update.elected] if update.elected else [])], default=None)
    if update.elected and update.declared and update.declared < update.elected:
        raise InputError.single(f"--declared {update.declared}", f"is before the vote ({update.elected})")
    if update.start and won and update.start < won and _begins_with_a_win(update, government):
        hint = "; who took office another way, and won later, has --came-by succession, appointment or acting"
        raise InputError.single(f"--start {update.start}", f"is before the vote won ({won}){hint}")
    end = government.end if government else None
    if update.elected and end and end <= update.elected:
        message = f"{government.leader if government else ''} left office on {end}; a later win is a new government"
        raise InputError.single(f"--elected {update.elected}", message)
    term_ends = update.term_ends or (government.term_ends if government else None)
    if start and term_ends and (update.start or update.term_ends) and term_ends.last < start:
        raise InputError.single(f"--term-ends {term_ends}", f"is before the start ({start})")


def _begins_with_a_win(update: Update, government: Government | None) -> bool:
    """Whether a government owes its office to its first win, and not to another way before that."""
    came_by = update.came_by or (government.came_by if government else None)
    if came_by in _WITHOUT_A_VOTE:
        return False
    if government is None or government.start is None:
        return True
    return any(win.voted <= government.start for win in government.wins)


def _refuse_days_to_come(update: Update, today: date) -> None:
    """Refuse days to come for what is recorded only once it has happened."""
    reasons = {
        "reviewed": "it is the last day for which you saw evidence of the holder",
        "elected": "a vote to come is scheduled by --vote",
        "declared": "it is the day on which a result was known",
    }
    for name, reason in reasons.items():
        day = getattr(update, name)
        if day is not None and day > today:
            raise InputError.single(f"--{name} {day}", f"this day is yet to come (today is {today}); {reason}")
    if update.vote is not None and update.vote.first > today and update.outcome in _AFTER_THE_DAY:
        message = f"the vote of {update.vote} is yet to come (today is {today}); it can be scheduled or cancelled"
        raise InputError.single(f"--outcome {update.outcome}", message)


def _refuse_unscheduled(
    update: Update, governments: CountryGovernments, government: Government | None, today: date
) -> None:
    """Refuse a start or an end to come that nothing in the record schedules."""
    if update.start and update.start > today:
        came_by = update.came_by or (government.came_by if government else None)
        if not update.elected and not (government and government.wins) and came_by not in _WITHOUT_A_VOTE:
            message = (
                f"this day is yet to come (today is {today}); who has won has --elected, who follows has --came-by"
            )
            raise InputError.single(f"--start {update.start}", message)
    if update.end and update.end > today:
        starts = [known.start for _, known in governments.all if known.start and known is not government]
        if not any(update.end <= start for start in starts):
            message = f"this day is yet to come (today is {today}); a scheduled end is --term-ends"
            raise InputError.single(f"--end {update.end}", message)
