"""The rules of time agree with an independent oracle, on the shipped record and on random records.

oracle.py goes through a country's history day by day, from the plain tables of the file; mapgen reads the file into a
record and looks the days up in it. They share no code, and must give the same answer on every day.
"""

from __future__ import annotations

import json
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.files.dates import PartialDate, exact
from mapgen.files.documents import read_document
from mapgen.places.regions import Region
from mapgen.record.alignments import STANDARD_SCALE
from mapgen.record.file import read_record
from mapgen.record.model import CountryHistory, Government, Outcome, Record, Source, Vote, Win
from mapgen.record.snapshots import Basis, Entry, Status
from mapgen.record.time_rules import (
    elect_on,
    entry_of,
    holder_on,
    is_forecast,
    snapshot_of,
    term_is_over,
    turning_days,
    waiting_votes,
)

ONE_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    """Return the shipped record as plain tables."""
    return tomllib.loads(shipped_path("records/south-america.toml").read_text(encoding="utf-8"))


def said(entry: Entry) -> oracle.Answer:
    """Return an entry in the form of the oracle."""
    return entry.status.value, entry.leader, entry.alignment


def disagreements(tables: Mapping[str, Any], record: Record, country: str, days: set[date]) -> Iterator[str]:
    """Yield each day and basis on which mapgen and the oracle differ."""
    history = record.histories.get(country, CountryHistory())
    for day, chronicle in oracle.days_until(tables, country, max(days)):
        if day in days:
            for basis in Basis:
                found, expected = said(entry_of(history, country, day, basis)), chronicle.answer(basis.value)
                if found != expected:
                    yield f"{country} {day} {basis}: {found}, and the oracle says {expected}"


def changes(answers: Mapping[date, object]) -> set[date]:
    """Return those of some sorted days on which an answer differs from that of the day before."""
    following = pairwise(answers.items())
    return {later for (earlier, before), (later, after) in following if later - earlier == ONE_DAY and before != after}


# The answers for a state by day, on both bases.
Relived = dict[date, tuple[oracle.Answer, ...]]


@pytest.fixture(scope="module")
def relived(tables: dict[str, Any], shipped_record: Record, south_america: Region) -> dict[str, Relived]:
    """Return the oracle's answers for every state, from the record's first day to after the last day it mentions."""
    return {
        state: {
            day: tuple(chronicle.answer(basis.value) for basis in Basis)
            for day, chronicle in oracle.days_until(tables, state, date(2033, 1, 1))
            if day >= shipped_record.begins
        }
        for state in south_america.states
    }


class TestShippedRecord:
    """mapgen against the oracle on the shipped record."""

    def test_they_agree_on_every_day(self, relived: dict[str, Relived], shipped_record: Record) -> None:
        """They agree for every state, on both bases."""
        for state, answers in relived.items():
            history = shipped_record.histories[state]
            for number, basis in enumerate(Basis):
                wrong = [day for day in answers if said(entry_of(history, state, day, basis)) != answers[day][number]]
                assert not wrong, (state, basis)

    @pytest.mark.parametrize(("number", "basis"), list(enumerate(Basis)))
    def test_whole_snapshots_agree_around_every_turning_day(
        self, number: int, basis: Basis, relived: dict[str, Relived], shipped_record: Record, south_america: Region
    ) -> None:
        """Snapshots agree on each turning day, the day before and the day after."""
        turning = {
            when + step
            for history in shipped_record.histories.values()
            for when in turning_days(history)
            for step in (-ONE_DAY, timedelta(0), ONE_DAY)
        }
        for day in turning & relived["ARG"].keys():
            snapshot = snapshot_of(shipped_record, south_america.states, day, basis)
            assert [said(entry) for entry in snapshot.entries] == [relived[one][day][number] for one in relived]

    def test_nothing_changes_but_on_turning_days(self, relived: dict[str, Relived], shipped_record: Record) -> None:
        """The turning days include every change of every state, on both bases."""
        for state, answers in relived.items():
            assert changes(answers) <= turning_days(shipped_record.histories[state])

    @settings(max_examples=30)
    @given(data=st.data())
    def test_they_agree_on_random_days(
        self, data: st.DataObject, tables: dict[str, Any], shipped_record: Record, south_america: Region
    ) -> None:
        """They agree on random days, also far in the future."""
        day = data.draw(st.dates(shipped_record.begins, date(2060, 1, 1)))
        state = data.draw(st.sampled_from(south_america.states))
        for basis in Basis:
            snapshot = snapshot_of(shipped_record, south_america.states, day, basis)
            assert said(snapshot.by_code[state]) == oracle.answer_on(tables, state, day, basis.value)


# Random records have all their days within two months, so that days coincide: a vote on the day of a handover, a result
# known on the day of a resignation, a term that ends with its month.
FIRST = date(2001, 1, 15)
LENGTH = 50
DAYS = [FIRST + timedelta(days=number) for number in range(LENGTH + 1)]
# The last days of the months and years of `partial_days`, on which a partial date comes, and those of their counts.
FAR_DAYS = [date(2001, 3, 30), date(2001, 12, 30), date(2002, 1, 13), date(2002, 12, 30), date(2003, 1, 13)]
WATCHED = {
    *(FIRST + timedelta(days=number) for number in range(-3, LENGTH + 100)),
    *(day + timedelta(days=number) for day in FAR_DAYS for number in range(4)),
}

days = st.sampled_from(DAYS)
partial_days = st.one_of(days, st.sampled_from(["2000", "2000-12", "2001-01", "2001-02", "2001-03", "2001", "2002"]))
alignments = st.sampled_from([*STANDARD_SCALE, "no-data"])
outcomes = st.sampled_from(["scheduled", "scheduled", "not-recorded", "annulled", "cancelled"])


@st.composite
def wins(draw: st.DrawFn, at_least: int = 0) -> dict[str, list[date]]:
    """Draw votes won, in order, and for some of them the later day on which the result was declared.

    That day is before the next vote, because it would belong to that one otherwise.
    """
    votes = sorted(draw(st.lists(days, min_size=at_least, max_size=3, unique=True)))
    declared = []
    for vote, following in pairwise([*votes, date(2001, 4, 30)]):
        if draw(st.booleans()):
            length = min(12, (following - vote).days - 1)
            declared.append(vote + timedelta(days=draw(st.integers(0, length))))
    found = {"elected": votes, "declared": draw(st.permutations(declared))}
    empty_too = draw(st.booleans())
    return {key: value for key, value in found.items() if value or empty_too}


@st.composite
def country_rows(draw: st.DrawFn, country: str) -> dict[str, list[dict[str, Any]]]:
    """Draw a valid history of one country as the tables of a file.

    Spells lie between drawn and sorted days, so that no two overlap; two equal days make a spell of no length.
    """
    governments: list[dict[str, Any]] = []
    vacancies: list[dict[str, Any]] = []
    cuts = sorted(draw(st.lists(days, max_size=7)))
    for start, end in pairwise(cuts):
        kind = draw(st.sampled_from(["government", "government", "vacancy", "gap"]))
        if kind == "government":
            governments.append({"start": start, "end": end, **draw(wins())})
        elif kind == "vacancy" and start < end:
            vacancies.append({"country": country, "start": start, "end": end})
    if draw(st.booleans()) and cuts:
        governments.append({"start": cuts[-1], **draw(wins())})
    elects = draw(st.lists(st.tuples(wins(at_least=1), st.booleans()), max_size=2))
    governments += [{**won, "void": void} for won, void in elects]
    for government in governments:
        if draw(st.booleans()):
            government["term_ends"] = draw(partial_days)
    votes = [
        {"country": country, "date": draw(partial_days), "outcome": draw(outcomes)}
        for _ in range(draw(st.integers(0, 3)))
    ]
    named = [
        {"country": country, "leader": f"{country} {number}", "alignment": draw(alignments), **government}
        for number, government in enumerate(draw(st.permutations(governments)))
    ]
    return {"government": named, "vote": votes, "vacancy": vacancies}


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a valid record of two countries, as tomllib would return it."""
    one, other = draw(country_rows("ARG")), draw(country_rows("BOL"))
    head = {
        "title": "Made up",
        "region": "south-america",
        "begins": min(WATCHED),
        "coder": "hypothesis",
        "scale": list(STANDARD_SCALE),
    }
    rows = {name: draw(st.permutations(one[name] + other[name])) for name in one}
    reviewed = draw(st.dictionaries(st.sampled_from(["ARG", "BOL"]), days))
    tables = {"reviewed": reviewed, **rows}
    return {"record": head, **{name: of_table for name, of_table in tables.items() if of_table}}


def written(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(value)


def toml_of(tables: Mapping[str, Any]) -> str:
    """Return the text of a file that holds a record."""
    lines = []
    for name, content in tables.items():
        for table in content if isinstance(content, list) else [content]:
            lines.append(f"[[{name}]]" if isinstance(content, list) else f"[{name}]")
            lines += [f"{key} = {written(value)}" for key, value in table.items()]
    return "\n".join(lines)


class TestMadeUpRecords:
    """mapgen against the oracle on cases that the shipped record does not have."""

    @settings(max_examples=250)
    @given(tables=records())
    def test_they_agree_on_every_day_watched(
        self, tables: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """They agree on partial dates, late results, vacancies, votes without effect, void elects and empty spells.

        The record is written as a file and read back, so that this also tests the reading.
        """
        path = tmp_path_factory.getbasetemp() / "made-up.toml"
        path.write_text(toml_of(tables), encoding="utf-8")
        document = read_document(path)
        assert document.tables == tables
        record = read_record(document)
        for country in ("ARG", "BOL", "PER"):
            assert not list(disagreements(tables, record, country, WATCHED))
            history = record.histories.get(country, CountryHistory())
            entries = {day: tuple(entry_of(history, country, day, basis) for basis in Basis) for day in sorted(WATCHED)}
            assert changes(entries) <= turning_days(history)

    def test_partial_days_come_on_days_watched(self) -> None:
        """The days that the strategy can draw are days that the test checks."""
        for year, month in ((2001, 1), (2001, 2), (2001, 3), (2001, 12), (2002, 12)):
            last = date(year, month, monthrange(year, month)[1])
            assert {last - ONE_DAY, last, last + ONE_DAY} <= WATCHED


class TestParts:
    """What the oracle does not test: the pending vote, the government and the sources of an entry."""

    ADA = Government("ARG", "Ada", "left", start=date(2001, 1, 1), term_ends=exact(date(2001, 2, 1)))
    BO = Government("ARG", "Bo", "right", wins=(Win(date(2001, 1, 20), date(2001, 1, 25)),))
    CY = Government("ARG", "Cy", "no-data", start=date(2001, 2, 1), sources=(Source("a page"), Source("a paper")))
    MONTH = Vote("ARG", PartialDate(date(2001, 2, 1), date(2001, 2, 28)), Outcome.SCHEDULED)

    def test_the_holder_and_the_elect_are_the_record_s_own(self) -> None:
        """An entry has the record's own government; that of an elect also has the government in office until then."""
        history = CountryHistory((self.ADA, self.BO))
        assert holder_on(history, date(2001, 1, 1)) is self.ADA
        assert holder_on(history, date(2000, 12, 31)) is None
        assert elect_on(history, date(2001, 1, 24)) is None
        assert elect_on(history, date(2001, 1, 25)) is self.BO
        entry = entry_of(history, "ARG", date(2001, 1, 25), Basis.ELECTED)
        assert entry == Entry("ARG", Status.ELECTED, "right", self.BO, incumbent=self.ADA, elected=date(2001, 1, 20))

    def test_a_vote_to_come_has_elected_nobody_yet(self) -> None:
        """Before a leader's second win, the entry has the vote of the first."""
        again = replace(
            self.BO, start=date(2001, 3, 1), wins=(*self.BO.wins, Win(date(2005, 1, 20), date(2005, 1, 20)))
        )
        entry = entry_of(CountryHistory((self.ADA, again)), "ARG", date(2001, 1, 25), Basis.ELECTED)
        assert entry.elected == date(2001, 1, 20)

    def test_an_entry_carries_its_sources(self) -> None:
        """An entry has sources even if the alignment is unknown."""
        entry = entry_of(CountryHistory((self.CY,)), "ARG", date(2001, 2, 1), Basis.OFFICE)
        assert entry == Entry("ARG", Status.NO_DATA, None, self.CY, sources=("a page", "a paper"))

    def test_the_newest_vote_is_waited_for(self) -> None:
        """Of several votes without a winner, the entry has the last one, which the map names."""
        history = CountryHistory((self.ADA, self.BO), (self.MONTH,))
        assert waiting_votes(history, date(2001, 1, 24)) == [exact(date(2001, 1, 20))]
        assert waiting_votes(history, date(2001, 2, 27)) == []
        assert waiting_votes(history, date(2001, 2, 28)) == [self.MONTH.date]
        older = Vote("ARG", exact(date(2001, 2, 14)), Outcome.NOT_RECORDED)
        both = CountryHistory((self.ADA, self.BO), (self.MONTH, older))
        assert waiting_votes(both, date(2001, 2, 28)) == [older.date, self.MONTH.date]
        for basis in Basis:
            entry = entry_of(both, "ARG", date(2001, 2, 28), basis)
            assert entry == Entry("ARG", Status.RESULT_PENDING, vote=self.MONTH.date)

    def test_a_term_is_over_on_its_scheduled_end(self) -> None:
        """A term is over on its scheduled end, unless the real end is recorded or no end was scheduled."""
        assert not term_is_over(self.ADA, date(2001, 1, 31))
        assert term_is_over(self.ADA, date(2001, 2, 1))
        assert not term_is_over(replace(self.ADA, end=date(2001, 3, 1)), date(2001, 2, 1))
        assert not term_is_over(replace(self.ADA, term_ends=None), date(2001, 2, 1))

    @pytest.mark.parametrize(
        ("voted", "status"),
        [
            pytest.param(date(2000, 12, 31), Status.IN_OFFICE, id="before the holder came"),
            pytest.param(date(2001, 1, 1), Status.NOT_RECORDED, id="on the day that the holder came"),
            pytest.param(date(2001, 2, 1), Status.RESULT_PENDING, id="on the day that the term is over"),
            pytest.param(date(2001, 2, 2), Status.IN_OFFICE, id="to come"),
        ],
    )
    def test_a_term_waits_for_its_own_vote(self, voted: date, status: Status) -> None:
        """Only a vote not older than the holder's start leaves nobody known; without one the holder stays."""
        history = CountryHistory((self.ADA,), (Vote("ARG", exact(voted), Outcome.NOT_RECORDED),))
        assert entry_of(history, "ARG", date(2001, 2, 1), Basis.OFFICE).status is status

    @pytest.mark.parametrize(
        ("outcome", "reviewed", "last"),
        [
            pytest.param(Outcome.SCHEDULED, None, date(2001, 3, 14), id="for two weeks"),
            pytest.param(Outcome.NOT_RECORDED, date(2001, 3, 10), date(2001, 3, 14), id="though somebody looked later"),
            pytest.param(Outcome.SCHEDULED, date(2001, 3, 10), date(2001, 3, 24), id="as somebody saw the count"),
            pytest.param(Outcome.SCHEDULED, date(2000, 12, 5), date(2001, 3, 7), id="seen up to three months ago"),
        ],
    )
    def test_a_vote_is_counted_up_to_a_day(self, outcome: Outcome, reviewed: date | None, last: date) -> None:
        """The result is pending up to that day and the winner not recorded from the next; both turn on turning days."""
        vote = Vote("ARG", exact(date(2001, 2, 28)), outcome)
        history = CountryHistory((self.ADA,), (vote,), reviewed=reviewed)
        for basis in Basis:
            before, after = (entry_of(history, "ARG", day, basis) for day in (last, last + ONE_DAY))
            assert before == Entry("ARG", Status.RESULT_PENDING, vote=vote.date)
            assert after == Entry("ARG", Status.NOT_RECORDED, vote=vote.date)
        assert last + ONE_DAY in turning_days(history)

    def test_a_count_whose_end_is_known_lasts_until_then(self) -> None:
        """A vote whose winner became known months later is being counted all the time."""
        late = replace(self.BO, wins=(Win(date(2001, 1, 20), date(2001, 8, 1)),))
        history = CountryHistory((replace(self.ADA, term_ends=None), late), reviewed=date(2000, 1, 1))
        pending = [entry_of(history, "ARG", day, Basis.ELECTED) for day in (date(2001, 1, 20), date(2001, 7, 31))]
        assert [entry.status for entry in pending] == [Status.RESULT_PENDING] * 2

    def test_days_far_beyond_the_last_review_are_a_forecast(self) -> None:
        """A record says what is up to 92 days after its newest review, and then only what is scheduled."""
        reviewed = {"ARG": date(2001, 1, 1), "BOL": date(2000, 1, 1)}
        assert [is_forecast(reviewed, day) for day in (date(2001, 4, 3), date(2001, 4, 4))] == [False, True]
        assert not is_forecast({}, date(2030, 1, 1))
        assert not is_forecast({"ARG": date(9999, 12, 1)}, date.max)

    def test_a_snapshot_says_where_it_comes_from(self, shipped_record: Record) -> None:
        """Title, region, coder, scale, reviews and hash are the record's; states are sorted."""
        snapshot = snapshot_of(shipped_record, ["VEN", "ARG"], date(2025, 12, 15), Basis.ELECTED)
        for name in ("title", "region", "coder", "reviewed", "sha256"):
            assert getattr(snapshot, name) == getattr(shipped_record, name)
        assert snapshot.scale.names == shipped_record.scale
        assert [entry.iso3 for entry in snapshot.entries] == ["ARG", "VEN"]
        assert (snapshot.as_of, snapshot.basis) == (date(2025, 12, 15), Basis.ELECTED)
        assert not snapshot.published

    def test_a_day_before_the_record_begins_is_an_error(self, shipped_record: Record) -> None:
        """The message has the day, the record's title and the first day it covers."""
        with pytest.raises(InputError, match=r"^date 1997-12-31: before \".*\" begins; .* it covers is 1998-01-01$"):
            snapshot_of(shipped_record, ["ARG"], date(1997, 12, 31), Basis.OFFICE)
        assert snapshot_of(shipped_record, ["ARG"], shipped_record.begins, Basis.OFFICE).entries
