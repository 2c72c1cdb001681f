"""Votes and reviews that cannot be meant: each is refused with what would be right."""

from __future__ import annotations

from datetime import date
from re import escape
from typing import Any

import pytest
from updates import KAST, RECORD, after, changes, partial, record_of

from mapgen.editing.model import Update
from mapgen.editing.update import updated_text
from mapgen.errors import InputError
from mapgen.files.dates import exact

TODAY = date(2026, 11, 28)
HELD = "is not scheduled any more; say what became of it by --outcome not-recorded, annulled or cancelled, or record"


def on_the_day(**values: Any) -> str:  # noqa: ANN401 (each as Update declares it)
    """Return the record after an update of Chile that is made on TODAY."""
    return updated_text(RECORD, record_of(RECORD), Update(**{"country": "CHL", **values}), today=TODAY)


@pytest.mark.parametrize(
    "values",
    [
        {"country": "PER", "vote": exact(date(2020, 1, 1))},
        {"country": "PER", "vote": partial("2026-10"), "outcome": "scheduled"},
        {"country": "CHL", "vote": exact(date(2025, 12, 14))},
        {"country": "BRA", "vote": exact(date(2026, 10, 25)), "outcome": "scheduled"},
    ],
)
def test_a_vote_of_the_past_is_not_scheduled(values: dict[str, Any]) -> None:
    """Whether it is new, or gets its day or an outcome; with another outcome it is taken."""
    with pytest.raises(InputError, match=escape(f"has passed (today is 2026-11-28) and {HELD}")):
        on_the_day(**values)
    assert on_the_day(**{**values, "outcome": "cancelled"}) != RECORD


@pytest.mark.parametrize("values", [{"vote": exact(TODAY)}, {"vote": partial("2026-11")}, {"vote": partial("2026")}])
def test_a_vote_of_today_may_still_be_scheduled(values: dict[str, Any]) -> None:
    """So may one of this month, or of this year."""
    assert on_the_day(country="PER", **values) != RECORD


def test_a_note_on_an_old_vote_needs_no_outcome() -> None:
    """Nothing is said of the vote's day then."""
    assert '+note    = "Held."' in changes(RECORD, on_the_day(vote=exact(date(2025, 11, 16)), note="Held."))


@pytest.mark.parametrize("outcome", [None, "scheduled", "not-recorded"])
@pytest.mark.parametrize("vote", [exact(date(2021, 12, 19)), exact(date(2021, 12, 20)), partial("2021-12")])
def test_a_vote_whose_winner_is_recorded_is_not_open(vote: Any, outcome: str | None) -> None:  # noqa: ANN401
    """The message names the winner and the day; nor is a day beside it another vote."""
    message = (
        f"--vote {vote}: Gabriel Boric is recorded as the winner of the vote of 2021-12-19; if that is wrong, correct"
    )
    with pytest.raises(InputError, match=escape(message)):
        after(RECORD, country="CHL", vote=vote, outcome=outcome)
    assert after(RECORD, country="CHL", vote=vote, outcome="annulled") != RECORD


def test_a_vote_is_not_won_and_open_at_once() -> None:
    """One that is recorded already is settled by its winner instead."""
    values = {"alignment": "left", "leader": "Ada"}
    with pytest.raises(InputError, match="--vote 2026-06-07: is won, as --elected 2026-06-07 says; leave --vote out"):
        after(RECORD, country="PER", vote=exact(date(2026, 6, 7)), elected=date(2026, 6, 7), **values)
    won = {**values, "leader": KAST, "vote": exact(date(2025, 12, 14)), "elected": date(2025, 12, 14)}
    assert "2025-12" not in [str(vote.date) for vote in record_of(after(RECORD, country="CHL", **won)).votes]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2017, 12, 31), "--reviewed 2017-12-31: is before the record begins (2018-01-01)"),
        (date(2025, 11, 30), "--reviewed 2025-11-30: CHL is reviewed up to 2025-12-01; if that is wrong, correct"),
    ],
)
def test_a_review_goes_forward(day: date, message: str) -> None:
    """The same day may be said again, with something else."""
    with pytest.raises(InputError, match=escape(message)):
        after(RECORD, country="CHL", reviewed=day)
    assert after(RECORD, country="CHL", reviewed=date(2025, 12, 1), party="x") == after(
        RECORD, country="CHL", party="x"
    )
