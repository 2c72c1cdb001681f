"""What an update means: each thing that can happen to a government, as lines of the record and days on the map."""

from __future__ import annotations

import sys
from datetime import date
from re import escape
from types import FrameType
from typing import Any

import pytest
from benchmarks.growth import long_record
from updates import (
    ELECT,
    KAST,
    LULA,
    PATH,
    RECORD,
    after,
    agree_with_oracle,
    changes,
    partial,
    record_of,
    status_and_leader,
)

from mapgen.editing.model import Update
from mapgen.editing.saving import diff_of
from mapgen.editing.update import updated_text
from mapgen.errors import InputError
from mapgen.record.snapshots import Basis


def test_the_record_these_tests_begin_with_is_sound() -> None:
    """And read alike by mapgen and by the oracle."""
    agree_with_oracle(RECORD)


def test_the_work_grows_with_the_record_and_not_with_its_square() -> None:
    """Eight times as many governments take some eight times as many calls of functions, whatever the update says."""
    updates: tuple[dict[str, Any], ...] = (
        {"source": "a page", "reviewed": date(2025, 12, 15)},
        {"leader": "Zoe", "alignment": "left", "elected": date(2025, 12, 14), "vote": partial("2033")},
    )
    for values in updates:
        short, long = (calls_of_update(long_record(count), **values) for count in (120, 960))
        assert short > 1000
        assert long < 10 * short


def calls_of_update(text: str, **values: Any) -> int:  # noqa: ANN401 (each as Update declares it)
    """Return how many functions are called to update Chile in a text, and to show the difference."""
    record, update, calls = record_of(text), Update(country="CHL", **values), 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        diff_of(PATH, text, updated_text(text, record, update))
    finally:
        sys.setprofile(before)
    return calls


class TestElect:
    """A leader with --elected and no --start has won."""

    def test_an_elect_closes_nothing_and_settles_the_votes_up_to_then(self) -> None:
        """The runoff's [[vote]] goes, and the first round's; the next election's stays."""
        text = after(RECORD, **ELECT, party="Partido Republicano", term_ends=date(2030, 3, 11))
        assert changes(RECORD, text) == [
            "-[[vote]]",
            '-country = "CHL"',
            "-date    = 2025-11-16",
            '-outcome = "scheduled"',
            "-[[vote]]",
            '-country = "CHL"',
            '-date    = "2025-12"',
            '-outcome = "scheduled"',
            '-note    = "Runoff."',
            "+[[government]]",
            '+country   = "CHL"',
            f'+leader    = "{KAST}"',
            '+party     = "Partido Republicano"',
            "+elected   = [2025-12-14]",
            "+term_ends = 2030-03-11",
            '+came_by   = "election"',
            '+alignment = "right"',
        ]
        assert status_and_leader(text, "CHL", "2025-12-15") == ("in-office", "Gabriel Boric")
        assert status_and_leader(text, "CHL", "2025-12-14", Basis.ELECTED) == ("elected", KAST)
        assert text.index("Boric") < text.index(KAST) < text.index('"2029-11"')

    def test_a_result_known_later_is_declared(self) -> None:
        """Between the two days the result is pending."""
        text = after(RECORD, **ELECT, declared=date(2025, 12, 20))
        assert "+declared  = [2025-12-20]" in changes(RECORD, text)
        assert status_and_leader(text, "CHL", "2025-12-19", Basis.ELECTED) == ("result-pending", None)
        assert status_and_leader(text, "CHL", "2025-12-20", Basis.ELECTED) == ("elected", KAST)

    def test_the_day_of_the_result_can_be_mended(self) -> None:
        """In place of the one recorded for that vote, beside those of other votes."""
        text = after(RECORD, **ELECT, declared=date(2025, 12, 20))
        again = after(text, country="CHL", leader=KAST, declared=date(2025, 12, 21))
        assert changes(text, again) == ["-declared  = [2025-12-20]", "+declared  = [2025-12-21]"]

    def test_the_elect_of_a_country_new_to_the_record_stands_in_its_order(self) -> None:
        """Countries stand in the order of their codes: Colombia after all of Chile's tables."""
        text = after(RECORD, country="COL", leader="Ada", alignment="centre", elected=date(2026, 6, 21))
        assert text.index('"2029-11"') < text.index('"COL"') < text.index("# ---- Peru")

    def test_an_elect_is_voided(self) -> None:
        """It stays in the record, and shows no more."""
        text = after(RECORD, **ELECT)
        void = after(text, country="CHL", void=True)
        assert changes(text, void) == ["+void      = true"]
        assert status_and_leader(void, "CHL", "2026-01-01", Basis.ELECTED) == ("in-office", "Gabriel Boric")
        assert void == after(text, country="CHL", leader=KAST, void=True)


class TestOffice:
    """A leader with --start is in office from that day."""

    def test_the_elect_takes_office(self) -> None:
        """Which ends the predecessor's spell that day; no more need be said."""
        text = after(RECORD, **ELECT)
        took = after(text, country="CHL", leader=KAST, start=date(2026, 3, 11))
        assert changes(text, took) == ["+end       = 2026-03-11", "+start     = 2026-03-11"]
        assert status_and_leader(took, "CHL", "2026-03-10") == ("in-office", "Gabriel Boric")
        assert status_and_leader(took, "CHL", "2026-03-11") == ("in-office", KAST)
        assert took == after(text, country="CHL", start=date(2026, 3, 11))

    def test_somebody_new_succeeds(self) -> None:
        """Without a vote: the votes to come stay as they are."""
        values = {"leader": "Ada", "alignment": "no-data", "start": date(2025, 3, 1), "came_by": "succession"}
        text = after(RECORD, country="CHL", **values)
        assert changes(RECORD, text) == [
            "+end       = 2025-03-01",
            "+[[government]]",
            '+country   = "CHL"',
            '+leader    = "Ada"',
            "+start     = 2025-03-01",
            '+came_by   = "succession"',
            '+alignment = "no-data"',
        ]

    def test_an_end_that_is_recorded_stays(self) -> None:
        """Somebody takes over after days without anybody."""
        text = after(RECORD, country="PER", leader="Ada", alignment="left", start=date(2026, 2, 18))
        assert not any(line.startswith("-") for line in changes(RECORD, text))
        assert status_and_leader(text, "PER", "2026-02-17") == ("no-data", None)

    def test_somebody_of_before_stands_before(self) -> None:
        """An older government is put between its neighbours in time."""
        values = {"leader": "Ada", "alignment": "left", "start": date(2018, 1, 1), "end": date(2018, 3, 11)}
        text = after(RECORD, country="CHL", **values)
        assert len(changes(RECORD, text)) == 6
        older = after(
            RECORD, country="BRA", **{**values, "leader": "Bo", "start": date(2020, 1, 1), "end": date(2020, 1, 1)}
        )
        assert older.index("Bolsonaro") < older.index('"Bo"') < older.index("Lula")

    def test_a_leader_leaves(self) -> None:
        """With --end alone; nobody is in office then."""
        text = after(RECORD, country="CHL", end=date(2026, 1, 5))
        assert changes(RECORD, text) == ["+end       = 2026-01-05"]
        assert status_and_leader(text, "CHL", "2026-01-05") == ("no-data", None)

    def test_the_day_of_taking_office_is_mended_on_both_sides(self) -> None:
        """Only where the government is named by its start; the predecessor who left that day leaves on the new one."""
        text = after(RECORD, country="CHL", government=date(2022, 3, 11), start=date(2022, 3, 12))
        assert changes(RECORD, text) == [
            "-end       = 2022-03-11",
            "-start     = 2022-03-11",
            "+end       = 2022-03-12",
            "+start     = 2022-03-12",
        ]

    @pytest.mark.parametrize("leader", [None, "Gabriel Boric"])
    def test_a_second_inauguration_is_no_new_start(self, leader: str | None) -> None:
        """Nobody's term is to lose its years because they were sworn in again."""
        message = "Gabriel Boric starts on 2022-03-11; to correct that, name it by --government"
        with pytest.raises(InputError, match=f"--start 2026-03-11: {message}"):
            after(RECORD, country="CHL", leader=leader, start=date(2026, 3, 11))


class TestReElection:
    """The running leader with --elected is re-elected."""

    def test_a_re_election_is_one_more_vote_won(self) -> None:
        """And takes the vote out that was waiting for it, with the comment above that."""
        text = after(RECORD, country="BRA", leader=LULA, elected=date(2026, 10, 25))
        assert changes(RECORD, text) == [
            "-elected   = [2022-10-30]",
            "-# Held, and its winner is not known here.",
            "-[[vote]]",
            '-country = "BRA"',
            "-date    = 2026-10-25",
            '-outcome = "not-recorded"',
            "+elected   = [2022-10-30, 2026-10-25]",
        ]
        assert status_and_leader(RECORD, "BRA", "2026-10-25", Basis.ELECTED) == ("result-pending", None)
        assert status_and_leader(text, "BRA", "2026-10-25", Basis.ELECTED) == ("in-office", LULA)

    def test_an_older_vote_stands_before(self) -> None:
        """`elected` goes from first to last: a first round before its runoff."""
        text = after(RECORD, country="BRA", leader=LULA, elected=date(2022, 10, 2))
        assert "+elected   = [2022-10-02, 2022-10-30]" in changes(RECORD, text)

    def test_a_new_spell_of_a_former_leader_is_a_new_government(self) -> None:
        """Who comes back comes back in a table of their own."""
        values = {"leader": "Jair Bolsonaro", "alignment": "right", "elected": date(2026, 10, 25)}
        text = after(RECORD, country="BRA", **values)
        assert '+leader    = "Jair Bolsonaro"' in changes(RECORD, text)
        assert status_and_leader(text, "BRA", "2026-10-26", Basis.ELECTED) == ("elected", "Jair Bolsonaro")


class TestVotes:
    """Votes: scheduled, dated, settled, annulled, cancelled."""

    def test_a_vote_is_scheduled(self) -> None:
        """A country's votes follow each other in time; what need not be said is scheduled."""
        text = after(RECORD, country="PER", vote=partial("2031"), note="Perhaps.", source="a page")
        assert changes(RECORD, text) == [
            "+[[vote]]",
            '+country = "PER"',
            '+date    = "2031"',
            '+outcome = "scheduled"',
            '+note    = "Perhaps."',
            "+sources = [",
            '+  { source = "a page", status = "quoted" },',
            "+]",
        ]
        between = after(RECORD, country="CHL", vote=partial("2027"))
        assert between.index('"2025-12"') < between.index('"2027"') < between.index('"2029-11"')

    def test_a_vote_gets_its_day(self) -> None:
        """The month that was known becomes the day."""
        text = after(RECORD, country="BRA", vote=date(2030, 10, 6))
        assert changes(RECORD, text) == ['-date    = "2030-10"', "+date    = 2030-10-06"]

    @pytest.mark.parametrize("outcome", ["annulled", "cancelled", "scheduled"])
    def test_what_became_of_a_vote(self, outcome: str) -> None:
        """An annulled or cancelled vote makes no result pending."""
        text = after(RECORD, country="BRA", vote=date(2026, 10, 25), outcome=outcome)
        assert changes(RECORD, text) == ['-outcome = "not-recorded"', f'+outcome = "{outcome}"']
        pending = outcome == "scheduled"
        assert (status_and_leader(text, "BRA", "2026-11-01", Basis.ELECTED)[0] == "result-pending") is pending

    def test_a_vote_has_passed_unrecorded(self) -> None:
        """Its day, its outcome, its note and its source in one go."""
        values = {"vote": date(2025, 12, 14), "outcome": "not-recorded", "note": "Held.", "source": "a page"}
        text = after(RECORD, country="CHL", **values)
        assert changes(RECORD, text) == [
            '-date    = "2025-12"',
            '-outcome = "scheduled"',
            '-note    = "Runoff."',
            "+date    = 2025-12-14",
            '+outcome = "not-recorded"',
            '+note    = "Held."',
            "+sources = [",
            '+  { source = "a page", status = "quoted" },',
            "+]",
        ]
        with pytest.raises(InputError, match="CHL: nothing to change"):
            after(text, country="CHL", **values)

    def test_the_next_vote_is_scheduled_in_the_same_breath_as_a_winner(self) -> None:
        """The vote taken out is the one that was won, and not the new one."""
        text = after(RECORD, country="BRA", leader=LULA, elected=date(2026, 10, 25), vote=partial("2026-12"))
        left = [str(vote.date) for vote in record_of(text).votes]
        assert left == ["2026-12", "2030-10", "2025-11-16", "2025-12", "2029-11"]

    def test_a_new_vote_never_shifts_the_one_that_is_settled(self) -> None:
        """A vote annulled earlier in the year is added before it, and the vote won is the one taken out."""
        values = {"vote": date(2026, 10, 4), "outcome": "annulled"}
        text = after(RECORD, country="BRA", leader=LULA, elected=date(2026, 10, 25), **values)
        left = [str(vote.date) for vote in record_of(text).votes if vote.country == "BRA"]
        assert left == ["2026-10-04", "2030-10"]

    @pytest.mark.parametrize("outcome", ["annulled", "cancelled"])
    def test_a_vote_that_came_to_nothing_is_not_settled_by_a_later_one(self, outcome: str) -> None:
        """It stays in the record as what it was."""
        text = after(RECORD, country="BRA", vote=date(2026, 10, 25), outcome=outcome)
        won = after(text, country="BRA", leader=LULA, elected=date(2026, 12, 6))
        assert "2026-10-25" in [str(vote.date) for vote in record_of(won).votes]

    def test_a_day_within_a_recorded_month_is_meant_and_not_the_other_way_round(self) -> None:
        """Naming a month for a vote whose day is recorded would make two of one."""
        with pytest.raises(InputError, match="--vote 2026-10: one is recorded for 2026-10-25 already; name it by that"):
            after(RECORD, country="BRA", vote=partial("2026-10"), outcome="cancelled")


class TestOtherFacts:
    """Reviews, sources, corrections."""

    def test_a_review(self) -> None:
        """The country's line alone, with its comment; a new country's line stands in its order."""
        text = after(RECORD, country="BRA", reviewed=date(2026, 11, 2))
        assert changes(RECORD, text) == ["-BRA = 2026-10-01 # by telephone", "+BRA = 2026-11-02 # by telephone"]
        more = after(RECORD, country="ARG", reviewed=date(2026, 11, 2))
        assert "[reviewed]\nARG = 2026-11-02\nBRA" in more

    def test_the_first_review_makes_the_table(self) -> None:
        """Below [record], when the record has none yet."""
        bare = RECORD.replace("[reviewed]\nBRA = 2026-10-01 # by telephone\nCHL = 2025-12-01\n", "")
        text = after(bare, country="CHL", reviewed=date(2026, 11, 2))
        assert changes(bare, text) == ["+[reviewed]", "+CHL = 2026-11-02"]

    def test_a_source_is_added_to_the_running_government(self) -> None:
        """As quoted, unless it is said to be read."""
        text = after(RECORD, country="BRA", source="two")
        assert changes(RECORD, text) == ['+  { source = "two", status = "quoted" },']
        assert record_of(text).governments[1].sources[1].source == "two"
        read = after(RECORD, country="BRA", source="two", source_status="read")
        assert changes(RECORD, read) == ['+  { source = "two", status = "read" },']

    def test_a_source_is_added_to_an_older_government(self) -> None:
        """Which --government names by its start."""
        text = after(RECORD, country="BRA", source="two", government=date(2019, 1, 1))
        assert record_of(text).governments[0].sources[0].source == "two"
        assert len(changes(RECORD, text)) == 3

    def test_a_source_that_is_there_is_not_added_again(self) -> None:
        """Nothing to change; nor is its status raised in passing."""
        with pytest.raises(InputError, match="BRA: nothing to change: the record says so already"):
            after(RECORD, country="BRA", source="one")
        with pytest.raises(
            InputError, match="--source one: is recorded already, as read; change its status in the file"
        ):
            after(RECORD, country="BRA", source="one", source_status="dataset")

    def test_a_source_is_compared_as_it_is_read(self) -> None:
        """A bare address in the list is the same source."""
        text = RECORD.replace('{ source = "one", status = "read" }', '"one"')
        with pytest.raises(InputError, match="nothing to change"):
            after(text, country="BRA", source="one")

    @pytest.mark.parametrize(
        ("values", "lines"),
        [
            ({"alignment": "centre"}, ['-alignment = "left"', '+alignment = "centre"']),
            ({"party": "FA"}, ['-party     = "Frente Amplio"', '+party     = "FA"']),
            ({"note": 'He said "no" # twice'}, [r'+note      = "He said \"no\" # twice"']),
            ({"came_by": "election"}, ['+came_by   = "election"']),
            ({"term_ends": partial("2026-03")}, ["-term_ends = 2026-03-11", '+term_ends = "2026-03"']),
            (
                {"government": date(2022, 3, 11), "leader": "Gabriel Boric Font"},
                ['-leader    = "Gabriel Boric"', '+leader    = "Gabriel Boric Font"'],
            ),
            (
                {"government": date(2018, 3, 11), "end": date(2022, 3, 10)},
                ["-end       = 2022-03-11", "+end       = 2022-03-10"],
            ),
        ],
    )
    def test_a_field_is_corrected(self, values: dict[str, Any], lines: list[str]) -> None:
        """In the running government, or in the one that --government names; one key, one line."""
        assert changes(RECORD, after(RECORD, country="CHL", **values)) == lines

    def test_several_things_at_once(self) -> None:
        """A whole election night in one command."""
        text = after(RECORD, **ELECT, source="a page", reviewed=date(2025, 12, 15), vote=partial("2033"))
        record = record_of(text)
        assert record.reviewed["CHL"] == date(2025, 12, 15)
        assert [str(vote.date) for vote in record.votes if vote.country == "CHL"] == ["2029-11", "2033"]

    @pytest.mark.parametrize("text", [RECORD, RECORD.removesuffix("\n"), RECORD.replace(" = ", "=")])
    def test_a_file_of_any_make(self, text: str) -> None:
        """Without a last line end, or without spaces, it changes in the same lines."""
        changed = after(text, country="BRA", reviewed=date(2026, 11, 2))
        assert len(changes(text, changed)) == 2
        assert changed.endswith("\n") is text.endswith("\n")


REFUSED = [
    (
        {"leader": KAST, "elected": date(2025, 12, 14)},
        f"--leader {KAST}: is new in CHL; give --alignment as well: left, ",
    ),
    ({"leader": KAST}, f"--leader {KAST}: is new in CHL; give --alignment as well"),
    (
        {"leader": KAST, "alignment": "right"},
        f"--leader {KAST}: is new in CHL; give --elected for an elect, or --start for one in office",
    ),
    (
        {"leader": "Gabriel Borik", "source": "x"},
        '--leader Gabriel Borik: is new in CHL; did you mean "Gabriel Boric"? If this is another person, give --new; ',
    ),
    (
        {"leader": "Gabriel Borik", "source": "x"},
        'to correct the name: `mapgen update CHL --leader "Gabriel Boric" --rename "Gabriel Borik"`',
    ),
    (
        {"leader": "Sebastián Piñera", "source": "x"},
        "--leader Sebastián Piñera: has an `end` in CHL; name the spell by --government START (2018-03-11)",
    ),
    (
        {"government": date(2020, 1, 1), "source": "x"},
        "CHL has not one of that start; there are 2018-03-11 (Sebastián Piñera), 2022-03-11 (Gabriel Boric)",
    ),
    ({}, "CHL: nothing is said of it; give an option, such as --reviewed DATE"),
    ({"government": date(2022, 3, 11)}, "CHL: nothing is said of it"),
    ({"outcome": "annulled"}, "--outcome annulled: of which vote? give --vote DATE as well"),
    ({"source_status": "read"}, "--source-status read: of which source? give --source as well"),
    ({"leader": "Gabriel Boric"}, "CHL: nothing to change: the record says so already"),
    ({"reviewed": date(2025, 12, 1)}, "CHL: nothing to change: the record says so already"),
    ({"void": True}, "CHL: has no elect; name the government by --leader or --government START"),
]


class TestRefusals:
    """Updates that do not say enough, or nothing."""

    @pytest.mark.parametrize(("values", "message"), REFUSED)
    def test_an_update_that_says_too_little(self, values: dict[str, Any], message: str) -> None:
        """The message says what to add."""
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD, country="CHL", **values)

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"alignment": "far-left"}, "it is not one of left, centre-left, centre, centre-right, right or no-data"),
            ({"end": date(2022, 3, 10)}, "end = 2022-03-10: before its start (2022-03-11)"),
            ({"leader": "Bo", "alignment": "left", "start": date(2022, 3, 10)}, "overlaps Sebastián Piñera"),
            ({"government": date(2018, 3, 11), "end": date(2022, 3, 12)}, "Gabriel Boric (from 2022-03-11) overlaps"),
            (
                {"leader": "Bo", "alignment": "left", "elected": date(2025, 1, 1), "end": date(2026, 1, 1)},
                "without a start",
            ),
            ({"declared": date(2021, 12, 18)}, "there is no vote in `elected` on or before it"),
        ],
    )
    def test_what_would_make_the_record_invalid(self, values: dict[str, Any], message: str) -> None:
        """The text that an update makes is read before it is written, and says what is wrong with it."""
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD, country="CHL", **values)
