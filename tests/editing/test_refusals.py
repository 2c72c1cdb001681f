"""Updates that cannot be meant: each is refused with what would be right, and what may be meant is not refused."""

from __future__ import annotations

from datetime import date
from re import escape
from typing import Any

import pytest
from updates import ELECT, KAST, LULA, RECORD, after, changes, partial, record_of, status_and_leader

from mapgen.editing.model import Update
from mapgen.editing.update import updated_text
from mapgen.errors import InputError
from mapgen.files.dates import exact

TODAY = date(2025, 12, 20)
TOMORROW = date(2025, 12, 21)


def on(today: date, text: str = RECORD, **values: Any) -> str:  # noqa: ANN401 (each as Update declares it)
    """Return a text after an update of Chile that is made on a day."""
    return updated_text(text, record_of(text), Update(**{"country": "CHL", **values}), today=today)


class TestDaysToCome:
    """What has happened has happened by today."""

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"reviewed": TOMORROW}, "--reviewed 2025-12-21: this day is yet to come (today is 2025-12-20); it is the"),
            (
                {**ELECT, "elected": TOMORROW},
                "--elected 2025-12-21: this day is yet to come (today is 2025-12-20); a vote",
            ),
            (
                {**ELECT, "declared": TOMORROW},
                "--declared 2025-12-21: this day is yet to come (today is 2025-12-20); it is",
            ),
            ({"leader": "Ada", "alignment": "left", "start": TOMORROW}, "--start 2025-12-21: this day is yet to come"),
            ({"end": TOMORROW}, "--end 2025-12-21: this day is yet to come (today is 2025-12-20); a scheduled end is"),
            (
                {"vote": partial("2029-11"), "outcome": "not-recorded"},
                "--outcome not-recorded: the vote of 2029-11 is yet to come (today is 2025-12-20); it can be",
            ),
            (
                {"vote": partial("2029-11"), "outcome": "annulled"},
                "--outcome annulled: the vote of 2029-11 is yet to come",
            ),
        ],
    )
    def test_what_has_not_happened_is_not_recorded(self, values: dict[str, Any], message: str) -> None:
        """The message has both days; on that day, or without a clock, the same is taken."""
        with pytest.raises(InputError, match=escape(message)):
            on(TODAY, **values)
        later = date(2029, 12, 1) if "vote" in values else TOMORROW
        assert on(later, **values) == after(RECORD, **{"country": "CHL", **values})

    def test_what_is_scheduled_may_be_to_come(self) -> None:
        """An elect's start, which ends the predecessor's spell; an announced succession; votes; ends of terms."""
        elect = on(TODAY, **ELECT, term_ends=partial("2030-03"))
        assert "+start     = 2026-03-11" in changes(elect, on(TODAY, elect, leader=KAST, start=date(2026, 3, 11)))
        heir = {"leader": "Ada", "alignment": "left", "start": TOMORROW, "came_by": "succession"}
        assert status_and_leader(on(TODAY, **heir), "CHL", "2025-12-21") == ("in-office", "Ada")
        assert '"2029-11"' not in on(TODAY, vote=exact(date(2029, 11, 18)))
        assert "cancelled" in on(TODAY, vote=partial("2029-11"), outcome="cancelled")

    def test_an_end_may_be_to_come_where_a_successor_is_recorded(self) -> None:
        """It is then no more than the scheduled day of the handover."""
        text = on(TODAY, on(TODAY, **ELECT), leader=KAST, start=date(2026, 3, 11))
        values = {"government": date(2022, 3, 11), "end": date(2026, 3, 10)}
        assert "+end       = 2026-03-10" in changes(text, on(TODAY, text, **values))


class TestOrder:
    """Days that cannot have followed each other."""

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            (
                {**ELECT, "start": date(2025, 12, 1)},
                "--start 2025-12-01: is before the vote won (2025-12-14); who took",
            ),
            ({**ELECT, "declared": date(2025, 12, 13)}, "--declared 2025-12-13: is before the vote (2025-12-14)"),
            (
                {**ELECT, "start": date(2026, 3, 11), "term_ends": partial("2026-02")},
                "--term-ends 2026-02: is before the start",
            ),
            ({"term_ends": date(2022, 3, 10)}, "--term-ends 2022-03-10: is before the start (2022-03-11)"),
            (
                {"government": date(2022, 3, 11), "start": date(2021, 12, 18)},
                "--start 2021-12-18: is before the vote won",
            ),
            (
                {"government": date(2018, 3, 11), "elected": date(2025, 12, 14)},
                "--elected 2025-12-14: Sebastián Piñera left office on 2022-03-11; a later win is a new government",
            ),
        ],
    )
    def test_an_impossible_order_is_refused(self, values: dict[str, Any], message: str) -> None:
        """The message has both days."""
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD, **{"country": "CHL", **values})

    def test_an_elect_does_not_start_before_the_vote(self) -> None:
        """Nor where only the start is given."""
        with pytest.raises(InputError, match="--start 2025-12-13: is before the vote won"):
            after(after(RECORD, **ELECT), country="CHL", leader=KAST, start=date(2025, 12, 13))

    @pytest.mark.parametrize("way", ["succession", "appointment", "acting", "de-facto"])
    def test_who_came_another_way_may_win_later(self, way: str) -> None:
        """A vice-president who takes over, and is elected in the next vote."""
        values = {"leader": "Ada", "alignment": "left", "start": date(2024, 1, 1), "came_by": way}
        text = after(RECORD, country="CHL", **values, elected=date(2025, 12, 14))
        assert "+elected   = [2025-12-14]" in changes(RECORD, text)
        heir = after(RECORD, country="CHL", **values)
        assert after(heir, country="CHL", leader="Ada", elected=date(2025, 12, 14)) == text


VOTE = '[[vote]]\ncountry = "BRA"\ndate    = 2026-10-25\noutcome = "not-recorded"\n'


class TestComments:
    """Comments that an update makes false."""

    def warned(self, text: str, **values: Any) -> tuple[str, list[str]]:  # noqa: ANN401 (each as Update declares it)
        """Return a text after an update of Brazil, and what is said of its comments."""
        comments: list[str] = []
        update = Update(**{"country": "BRA", **values})
        return updated_text(text, record_of(text), update, warn=comments.append), comments

    def test_a_comment_above_a_table_goes_with_it_and_is_told(self) -> None:
        """It speaks of that table: a blank line stands below, or the file ends there."""
        for before in (RECORD, RECORD[: RECORD.index(VOTE)] + VOTE):
            text, comments = self.warned(before, leader=LULA, elected=date(2026, 10, 25))
            assert "not known here" not in text
            assert comments == ["removed with its table: Held, and its winner is not known here."]

    @pytest.mark.parametrize(
        ("above", "below", "told"),
        [
            ("# Two votes:\n", "# of 2030\n", ["may be false now: Two votes:"]),
            ("# ---- Votes\n# to come\n", "\n", ["may be false now: to come"]),
            ("# Of Lula.\n\n", "\n", []),
        ],
    )
    def test_a_comment_that_may_speak_of_more_stays(self, above: str, below: str, told: list[str]) -> None:
        """Where another table follows at once, or it is a heading; one further above is not meant at all."""
        before = RECORD.replace("# Held, and its winner is not known here.\n" + VOTE + "\n", above + VOTE + below)
        text, comments = self.warned(before, leader=LULA, elected=date(2026, 10, 25))
        assert above.strip() in text
        assert comments == told

    def test_comments_within_a_removed_table_stay_and_are_told(self) -> None:
        """They may hold what somebody wants to keep."""
        before = RECORD.replace(VOTE, VOTE.replace("date ", "# After a recount.\ndate "))
        text, comments = self.warned(before, leader=LULA, elected=date(2026, 10, 25))
        assert "# After a recount.\n" in text
        assert comments[0] == "may be false now: After a recount."

    def test_a_comment_within_a_table_is_told_where_an_event_is_recorded(self) -> None:
        """It stays, and is not told where only a source is added."""
        before = RECORD.replace("start     = 2023-01-01\n", "start     = 2023-01-01\n# He may stand again.\n")
        text, comments = self.warned(before, leader=LULA, elected=date(2026, 10, 25))
        assert "# He may stand again.\n" in text
        assert comments[0] == "may be false now: He may stand again."
        assert self.warned(before, source="two")[1] == []

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"reviewed": date(2026, 11, 2)}, ["may be false now: by telephone"]),
            ({"term_ends": partial("2027-02")}, ["may be false now: moved by an amendment"]),
            (
                {"vote": date(2026, 10, 25), "outcome": "cancelled"},
                ["may be false now: Held, and its winner is not known here."],
            ),
            ({"party": "PT"}, []),
            ({"source": "two"}, []),
        ],
    )
    def test_a_comment_at_what_changes_is_told(self, values: dict[str, Any], told: list[str]) -> None:
        """On the line of a value that changes, or above a table of which an event is recorded; it stays."""
        if isinstance(values.get("vote"), date):
            values = {**values, "vote": exact(values["vote"])}
        text, comments = self.warned(RECORD, **values)
        assert comments == told
        assert all(comment.removeprefix("may be false now: ") in text for comment in comments)
