"""Updates of a government that cannot be meant: days out of order, days to come for what has happened, rival wins."""

from __future__ import annotations

from datetime import date

from mapgen.editing.governments import CountryGovernments
from mapgen.editing.model import Update
from mapgen.editing.wins import refuse_rival_wins, refuse_shared_start
from mapgen.errors import InputError
from mapgen.record.model import Government
from mapgen.record.time_rules import WITHOUT_A_VOTE


def refuse_unmeant(
    update: Update, governments: CountryGovernments, government: Government | None, today: date | None
) -> None:
    """Raise InputError for an update of a government, None for a new one or none, that cannot be meant.

    Without `today`, days to come are not refused.
    """
    _refuse_disorder(update, government)
    refuse_rival_wins(update, governments, government)
    refuse_shared_start(update, governments, government)
    if today is not None:
        _refuse_days_to_come(update, today)
        _refuse_unscheduled(update, governments, government, today)


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
    if came_by in WITHOUT_A_VOTE:
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


def _refuse_unscheduled(
    update: Update, governments: CountryGovernments, government: Government | None, today: date
) -> None:
    """Refuse a start or an end to come that nothing in the record schedules."""
    if update.start and update.start > today:
        came_by = update.came_by or (government.came_by if government else None)
        if not update.elected and not (government and government.wins) and came_by not in WITHOUT_A_VOTE:
            message = (
                f"this day is yet to come (today is {today}); who has won has --elected, who follows has --came-by"
            )
            raise InputError.single(f"--start {update.start}", message)
    if update.end and update.end > today:
        starts = [known.start for _, known in governments.all if known.start and known is not government]
        if not any(update.end <= start for start in starts):
            message = f"this day is yet to come (today is {today}); a scheduled end is --term-ends"
            raise InputError.single(f"--end {update.end}", message)
