"""The shipped record is valid, without gaps, sourced, reviewed, and agrees with what a newspaper printed."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

import pytest

from mapgen.disk.shipped import shipped_path
from mapgen.places.regions import Region
from mapgen.record.model import Record, SourceStatus
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.time_rules import holder_on
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source

# The last day for which the record was collected.
COLLECTED = date(2026, 11, 23)
LISTED = date(2025, 12, 15)


@pytest.fixture(scope="module")
def listed() -> Snapshot:
    """Return El Ciudadano's list of 2025-12-15."""
    snapshot = read_source(shipped_path("snapshots/el-ciudadano-2025-12-15.toml"))
    assert isinstance(snapshot, Snapshot)
    return snapshot


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    """Return the tables of the record's file."""
    return tomllib.loads(shipped_path("records/south-america.toml").read_text(encoding="utf-8"))


def differences(record: Record, listed: Snapshot, basis: Basis) -> list[str]:
    """Return the states that the record and the list put on different sides."""
    snapshot = answer(record, Question(as_of=listed.as_of, basis=basis))
    return [code for code, entry in snapshot.by_code.items() if entry.bloc is not listed.by_code[code].bloc]


class TestTime:
    """Who governs on each day."""

    def test_it_covers_the_years_since_1998(self, shipped_record: Record) -> None:
        """The record has the twelve states since the first day of 1998, with all 99 governments collected."""
        assert shipped_record.begins == date(1998, 1, 1)
        assert shipped_record.region == "south-america"
        assert len(shipped_record.governments) == 99

    def test_no_state_has_an_undeclared_gap(self, shipped_record: Record, south_america: Region) -> None:
        """On every day somebody holds office, or the record has a vacancy."""
        first = shipped_record.begins
        days = [first + timedelta(days=number) for number in range((COLLECTED - first).days + 1)]
        for state in south_america.states:
            history = shipped_record.histories[state]
            gaps = [
                day
                for day in days
                if holder_on(history, day) is None and not any(one.covers(day) for one in history.vacancies)
            ]
            assert not gaps, state

    def test_only_ecuadors_junta_is_without_data(self, shipped_record: Record) -> None:
        """Only the junta that held power for a day has no alignment, as nobody has classified it."""
        unknown = [(one.country, str(one.start)) for one in shipped_record.governments if one.alignment == "no-data"]
        assert unknown == [("ECU", "2000-01-21")]

    def test_the_days_without_anybody_are_known(self, shipped_record: Record) -> None:
        """Vacancies are days on which nobody took over; none is longer than two days."""
        lengths = {(one.country, str(one.start)): (one.end - one.start).days for one in shipped_record.vacancies}
        assert lengths == {
            ("ARG", "2001-12-30"): 1,
            ("BOL", "2019-11-10"): 2,
            ("PER", "2000-11-21"): 1,
            ("PER", "2020-11-09"): 1,
            ("PER", "2020-11-15"): 2,
            ("PER", "2026-02-17"): 1,
        }

    def test_every_government_in_office_before_the_record_was_there_when_it_began(self, shipped_record: Record) -> None:
        """No government ended before the first day of the record."""
        assert all(one.end is None or one.end > shipped_record.begins for one in shipped_record.governments)

    def test_whoever_governs_now_has_a_scheduled_end(self, shipped_record: Record) -> None:
        """Every current term has a scheduled end, as the record needs it to go out of date.

        Only that of Venezuela's acting president has none.
        """
        without = [one.leader for one in shipped_record.governments if one.end is None and one.term_ends is None]
        assert without == ["Delcy Rodríguez"]


class TestSources:
    """The sources of every statement."""

    def test_every_government_is_sourced(self, shipped_record: Record) -> None:
        """Every government has an address or a citation, and none is marked as unsourced."""
        for one in shipped_record.governments:
            assert one.sources, one.leader
            for source in one.sources:
                assert source.status is not SourceStatus.UNSOURCED
                assert source.source.startswith(("https://", "http://")) or " " in source.source

    def test_every_source_says_what_it_shows(self, shipped_record: Record) -> None:
        """Every source says what it supports of its government."""
        assert all(source.supports for one in shipped_record.governments for source in one.sources)

    def test_every_vote_without_effect_and_every_vacancy_is_sourced(self, shipped_record: Record) -> None:
        """Votes without effect and vacancies have sources as well."""
        assert all(vacancy.sources for vacancy in shipped_record.vacancies)
        assert all(vote.sources for vote in shipped_record.votes if not vote.outcome.can_decide)

    def test_every_alignment_is_explained(self, shipped_record: Record) -> None:
        """Every alignment has a reason, which says if coders disagree."""
        assert all(one.reasoning for one in shipped_record.governments)
        contested = [one for one in shipped_record.governments if one.contested]
        assert len(contested) == 37
        assert [one.country for one in contested if len(one.readings) < 2] == ["ECU"]  # the junta of one day has none

    def test_coders_who_disagree_on_the_side_make_it_contested(self, shipped_record: Record) -> None:
        """A government is marked as contested if two readings put it on different sides."""
        for one in shipped_record.governments:
            sides = {reading.alignment.removeprefix("centre-") for reading in one.readings}
            assert one.contested or not {"left", "right"} <= sides, one.leader


class TestReviews:
    """The days of the reviews."""

    def test_every_state_was_reviewed(self, shipped_record: Record, south_america: Region) -> None:
        """Each state was reviewed on a day within the record's time, and not after it was collected."""
        assert tuple(shipped_record.reviewed) == south_america.states
        assert all(shipped_record.begins < day <= COLLECTED for day in shipped_record.reviewed.values())

    def test_a_review_is_no_older_than_what_it_saw(self, shipped_record: Record) -> None:
        """No government took office after its country's last review."""
        for one in shipped_record.governments:
            for day in (one.start, one.end, *(win.known for win in one.wins)):
                assert day is None or day <= shipped_record.reviewed[one.country], one.leader

    @pytest.mark.parametrize(("state", "day"), [("GUY", "2025-09-13"), ("SUR", "2025-12-22"), ("VEN", "2026-10-07")])
    def test_the_days_are_those_of_the_evidence(self, state: str, day: str, shipped_record: Record) -> None:
        """Guyana's and Suriname's reviews are old, because the evidence is."""
        assert shipped_record.reviewed[state].isoformat() == day

    def test_a_map_of_today_names_all_who_were_not_reviewed_since(self, shipped_record: Record) -> None:
        """A map of a day after the newest review names all twelve states as unreviewed."""
        assert len(answer(shipped_record, Question(as_of=COLLECTED)).unreviewed) == 12
        assert answer(shipped_record, Question(as_of=date(2025, 9, 13))).unreviewed == ()


class TestPublishedList:
    """El Ciudadano's list of the day after José Antonio Kast's victory."""

    def test_it_is_six_to_six(self, listed: Snapshot) -> None:
        """The list has six states on each side, as published."""
        assert Counter(entry.bloc.value for entry in listed.entries) == {"left": 6, "right": 6}
        assert listed.as_of == LISTED

    def test_counting_the_elected_all_twelve_agree(self, shipped_record: Record, listed: Snapshot) -> None:
        """The record agrees on the elected basis, which the desk inferred for the list and marked as inferred."""
        assert differences(shipped_record, listed, Basis.ELECTED) == []
        assert listed.basis is Basis.ELECTED
        assert listed.basis_inferred

    def test_counting_those_in_office_chile_alone_differs(self, shipped_record: Record, listed: Snapshot) -> None:
        """On the office basis eleven of twelve agree: Gabriel Boric was in office for three more months."""
        assert differences(shipped_record, listed, Basis.OFFICE) == ["CHL"]


class TestOtherLists:
    """The two other shipped lists, each on its own day and basis."""

    @pytest.mark.parametrize(("name", "expected"), [("globonews-2024-11-25", ["SUR"]), ("poder360-2025-12-15", [])])
    def test_a_difference_is_explained_by_a_reading(
        self, name: str, expected: list[str], shipped_record: Record
    ) -> None:
        """If a list and the record differ, the record has the list's reading of the government."""
        listed = read_source(shipped_path(f"snapshots/{name}.toml"))
        assert isinstance(listed, Snapshot)
        assert listed.basis is Basis.ELECTED
        assert listed.basis_inferred
        assert differences(shipped_record, listed, Basis.ELECTED) == expected
        drawn = answer(shipped_record, Question(as_of=listed.as_of, basis=listed.basis)).by_code
        for code in expected:
            government = drawn[code].government
            assert government is not None
            said = {reading.coder: reading.alignment for reading in government.readings}
            assert said[listed.coder] == listed.by_code[code].alignment


class TestFile:
    """The file as a person edits it."""

    def test_it_stands_in_the_order_that_its_head_promises(self, tables: dict[str, Any]) -> None:
        """Countries are sorted by code, and each country's governments from the oldest on."""
        countries = [country for country, _ in groupby(one["country"] for one in tables["government"])]
        assert countries == sorted(set(countries))
        for earlier, later in pairwise(tables["government"]):
            if earlier["country"] == later["country"]:
                assert earlier["start"] <= later["start"]

    def test_no_line_carries_an_unused_way_of_saying_nothing(self, tables: dict[str, Any]) -> None:
        """Unknown values are left out, not written as empty lists."""
        for table in ("government", "vote", "vacancy"):
            for row in tables[table]:
                assert all(value != [] for value in row.values())
