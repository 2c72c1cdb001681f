"""Wins and starts beside those in the record: what cannot be is refused, and what is rare but possible is not."""

from __future__ import annotations

from datetime import date
from re import escape
from typing import Any

import pytest
from updates import ELECT, KAST, LULA, RECORD, after, changes, status_and_leader

from mapgen.errors import InputError
from mapgen.record.snapshots import Basis

ADA = {"leader": "Ada", "alignment": "left"}
PAST = "a term won then is a government of its own, with its --start and --end"
VOID = f'if that is wrong, correct it first: `mapgen update CHL --leader "{KAST}" --void`'
WAITS = f'{KAST}, who won on 2025-12-14, has not taken office yet; who has since: `mapgen update CHL --leader "{KAST}"'


class TestElectOfThePast:
    """An elect has won after everybody who has governed or won."""

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({**ADA, "elected": date(2020, 1, 1)}, "2020-01-01: Gabriel Boric won on 2021-12-19, after that; " + PAST),
            (
                {**ADA, "elected": date(2022, 1, 1)},
                "Gabriel Boric, who won on 2021-12-19, has 2022-03-11 as start; if that is",
            ),
            ({"elected": date(2018, 3, 11)}, "2018-03-11: Sebastián Piñera took office on 2018-03-11, after that; "),
            ({"elected": date(2021, 1, 1)}, "2021-01-01: is more than a year before the start (2022-03-11); " + PAST),
        ],
    )
    def test_an_older_win_is_refused(self, values: dict[str, Any], message: str) -> None:
        """For a newcomer, and for who governs: the message says who won or governed since, and where it belongs."""
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD, country="CHL", **values)

    def test_history_is_added_with_its_start_and_end(self) -> None:
        """A term of the past, of which the win is only a part."""
        bare = RECORD.replace("begins  = 2018-01-01", "begins  = 2000-01-01")
        values = {"elected": date(2013, 12, 15), "start": date(2014, 3, 11), "end": date(2018, 3, 11)}
        text = after(bare, country="CHL", **ADA, **values)
        assert "+elected   = [2013-12-15]" in changes(bare, text)

    def test_an_elect_follows_a_caretaker(self) -> None:
        """Somebody takes over for the days between a vote and the inauguration."""
        heir = {**ADA, "start": date(2025, 12, 20), "came_by": "succession"}
        text = after(RECORD, country="CHL", **heir)
        won = after(text, **ELECT)
        assert status_and_leader(won, "CHL", "2025-12-21", Basis.ELECTED) == ("elected", KAST)

    def test_nobody_waits_longer_than_a_year(self) -> None:
        """Of a vote of two years before the last review, the winner has taken office or never will."""
        values = {**ADA, "country": "PER", "elected": date(2026, 6, 7)}
        message = "--elected 2026-06-07: is more than a year before the last review (2028-01-01), and nobody waits that"
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD.replace("CHL = 2025-12-01\n", "CHL = 2025-12-01\nPER = 2028-01-01\n"), **values)
        soon = RECORD.replace("CHL = 2025-12-01\n", "CHL = 2025-12-01\nPER = 2027-01-01\n")
        assert '+leader    = "Ada"' in changes(soon, after(soon, **values))


class TestNearWins:
    """Votes are weeks apart."""

    @pytest.mark.parametrize("day", [date(2021, 12, 13), date(2021, 12, 18), date(2021, 12, 20), date(2021, 12, 25)])
    @pytest.mark.parametrize("who", [{}, ADA])
    def test_a_win_beside_another_is_refused(self, day: date, who: dict[str, str]) -> None:
        """For the same government and for another; the message has both days and the recorded winner."""
        message = (
            f"--elected {day}: is less than a week from 2021-12-19, when Gabriel Boric won, and two votes are further "
            "apart; if 2021-12-19 is wrong, correct it in the file first; for a vote of a parliament, give --came-by"
        )
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD, country="CHL", elected=day, **who)

    def test_a_first_round_and_its_runoff_are_no_less_apart(self) -> None:
        """Both may be listed."""
        text = after(RECORD, country="CHL", elected=date(2021, 11, 21))
        assert "+elected   = [2021-11-21, 2021-12-19]" in changes(RECORD, text)

    def test_a_parliament_votes_when_it_will(self) -> None:
        """Argentina's elected two presidents within ten days."""
        values = {"start": date(2021, 12, 23), "end": date(2021, 12, 24), "came_by": "appointment"}
        bare = RECORD.replace("end       = 2022-03-11", "end       = 2021-12-23")
        text = after(bare, country="CHL", **ADA, elected=date(2021, 12, 22), **values)
        assert "+elected   = [2021-12-22]" in changes(bare, text)


class TestTwoElects:
    """A country has one elect."""

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({**ADA, "elected": date(2026, 1, 18)}, WAITS),
            ({"leader": "Gabriel Boric", "elected": date(2026, 1, 18)}, WAITS),
            ({**ADA, "elected": date(2025, 12, 13)}, "is less than a week from 2025-12-14, when " + KAST),
            ({**ADA, "elected": date(2025, 11, 16)}, f"{KAST} won on 2025-12-14, after that; {PAST}; {VOID}"),
        ],
    )
    def test_a_second_is_refused_until_the_first_is_void(self, values: dict[str, Any], message: str) -> None:
        """Whoever won first; the message has the command that takes the first one back."""
        text = after(RECORD, **ELECT)
        with pytest.raises(InputError, match=escape(message)) as caught:
            after(text, country="CHL", **values)
        assert VOID.partition("correct it first: ")[2] in str(caught.value)
        void = after(text, country="CHL", void=True)
        assert after(void, country="CHL", **values) != void

    def test_who_is_to_take_office_is_awaited_too(self) -> None:
        """A start that lies after the other's win."""
        text = after(after(RECORD, **ELECT), country="CHL", leader=KAST, start=date(2026, 3, 11))
        message = f"{KAST}, who won on 2025-12-14, has 2026-03-11 as start; if that is wrong, correct it in the"
        with pytest.raises(InputError, match=escape(message)):
            after(text, country="CHL", **ADA, elected=date(2026, 2, 1))
        assert after(text, country="CHL", **ADA, elected=date(2026, 11, 1)) != text

    def test_the_holder_is_re_elected(self) -> None:
        """Where nobody else has won."""
        text = after(RECORD, country="BRA", leader=LULA, elected=date(2026, 10, 25))
        assert "+elected   = [2022-10-30, 2026-10-25]" in changes(RECORD, text)


class TestSharedStart:
    """Two governments do not start on one day, unless one of them left that day."""

    def test_the_first_is_not_ended_without_a_word(self) -> None:
        """The message has the command that ends it; after that, the second is taken."""
        values = {**ADA, "start": date(2022, 3, 11)}
        left = '`mapgen update CHL --government 2022-03-11 --leader "Gabriel Boric" --end 2022-03-11`'
        message = f"Gabriel Boric is recorded as taking office that day; who left it again the same day: {left}"
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD, country="CHL", **values)
        text = after(RECORD, country="CHL", government=date(2022, 3, 11), leader="Gabriel Boric", end=date(2022, 3, 11))
        assert status_and_leader(after(text, country="CHL", **values), "CHL", "2022-03-11") == ("in-office", "Ada")

    def test_who_came_and_went_that_day_ends_nobody(self) -> None:
        """The one who stayed stays."""
        day = date(2022, 3, 11)
        text = after(RECORD, country="CHL", **ADA, start=day, end=day)
        assert status_and_leader(text, "CHL", "2022-03-11") == ("in-office", "Gabriel Boric")
        assert all(line.startswith("+") for line in changes(RECORD, text))


class TestWinners:
    """One vote has one winner."""

    def test_a_second_winner_is_refused(self) -> None:
        """The message says who won, and how to take that back; afterwards the other is taken."""
        text = after(RECORD, **ELECT)
        jara = {**ELECT, "leader": "Jeannette Jara", "alignment": "left"}
        cure = f'if that is wrong, correct it first: `mapgen update CHL --leader "{KAST}" --void`'
        message = f"--elected 2025-12-14: {KAST} is recorded as the winner of that vote; {cure}"
        with pytest.raises(InputError, match=escape(message)):
            after(text, **jara)
        void = after(text, country="CHL", leader=KAST, void=True)
        assert status_and_leader(after(void, **jara), "CHL", "2025-12-15", Basis.ELECTED) == (
            "elected",
            "Jeannette Jara",
        )

    def test_a_winner_in_office_is_not_voided(self) -> None:
        """Who has taken office is corrected in the file."""
        with pytest.raises(InputError, match="the winner of that vote; if that is wrong, correct it in the file first"):
            after(RECORD, country="CHL", leader="Ada", alignment="left", elected=date(2021, 12, 19))

    def test_the_same_winner_again_is_no_second(self) -> None:
        """There is nothing to change, then."""
        with pytest.raises(InputError, match="nothing to change: the record says so already"):
            after(after(RECORD, **ELECT), country="CHL", leader=KAST, elected=date(2025, 12, 14))
