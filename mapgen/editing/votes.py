"""Votes and reviews that cannot be meant: a scheduled vote of long ago, one that is won, a review undone."""

from __future__ import annotations

from datetime import date

from mapgen.editing.model import Update
from mapgen.editing.wins import near_win
from mapgen.errors import InputError
from mapgen.record.model import Outcome, Record, Vote

# What a vote comes to on its day or later.
_AFTER_THE_DAY = {Outcome.NOT_RECORDED.value, Outcome.ANNULLED.value}
# A vote of which no more is known than its year may be another one than a win in that year.
_LONGEST_MONTH = 31


def refuse_unmeant_vote(update: Update, record: Record, recorded: Vote | None, today: date | None) -> None:
    """Raise InputError for a vote that has passed and is scheduled, is to come and held, or whose winner is known.

    `recorded` is the vote as it stands in the record, None for a new one. Without `today`, only winners are looked at.
    """
    vote = update.vote
    if vote is None:
        return
    outcome = update.outcome or (recorded.outcome.value if recorded else Outcome.SCHEDULED.value)
    written = recorded is None or update.outcome is not None or recorded.date != vote
    if not written:
        return
    if Outcome(outcome).can_decide and (vote.last - vote.first).days < _LONGEST_MONTH:
        governments = [one for one in record.governments if one.country == update.country]
        if won := near_win(vote.first, vote.last, governments):
            message = f"{won[0].leader} is recorded as the winner of the vote of {won[1]}; if that is wrong, correct it"
            raise InputError.single(f"--vote {vote}", f"{message} in the file first")
        if recorded is None and update.elected and vote.first <= update.elected <= vote.last:
            raise InputError.single(f"--vote {vote}", f"is won, as --elected {update.elected} says; leave --vote out")
    if today is not None and vote.last < today and outcome == Outcome.SCHEDULED.value:
        message = (
            f"has passed (today is {today}) and is not scheduled any more; say what became of it by --outcome "
            f"not-recorded, annulled or cancelled, or record its winner by --leader and --elected"
        )
        raise InputError.single(f"--vote {vote}", message)
    if today is not None and vote.first > today and update.outcome in _AFTER_THE_DAY:
        message = f"the vote of {vote} is yet to come (today is {today}); it can be scheduled or cancelled"
        raise InputError.single(f"--outcome {update.outcome}", message)


def refuse_unmeant_review(update: Update, record: Record) -> None:
    """Raise InputError for a review before the record begins, or before the last one that is recorded."""
    day, last = update.reviewed, record.reviewed.get(update.country)
    if day is None:
        return
    if day < record.begins:
        raise InputError.single(f"--reviewed {day}", f"is before the record begins ({record.begins})")
    if last is not None and day < last:
        message = f"{update.country} is reviewed up to {last}; if that is wrong, correct [reviewed] in the file"
        raise InputError.single(f"--reviewed {day}", message)
