"""The oracle agrees with known facts of the real record, and with rules that the record does not exercise."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import oracle
import pytest
from oracle import NOTHING, PENDING, UNRECORDED, VACANT, answer_on

RECORD = Path(__file__).parents[2] / "geodata" / "records" / "south-america.toml"
SIDE = {"left": "left", "centre-left": "left", "centre": "centre", "centre-right": "right", "right": "right"}
STATES = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """Return the shipped record as plain tables."""
    return tomllib.loads(RECORD.read_text(encoding="utf-8"))


def sides(record: dict[str, Any], day: date, basis: str) -> dict[str, list[str]]:
    """Return the states by the side of their government."""
    found: dict[str, list[str]] = {}
    for state in STATES:
        _, _, alignment = answer_on(record, state, day, basis)
        found.setdefault(SIDE[alignment or ""], []).append(state)
    return found


def test_shares_no_code_with_mapgen() -> None:
    """The oracle imports nothing of mapgen, or it would repeat its mistakes."""
    source = Path(oracle.__file__).read_text(encoding="utf-8")
    assert "import mapgen" not in source
    assert "from mapgen" not in source


def test_day_after_kasts_victory_is_six_to_six_counting_the_elected(record: dict[str, Any]) -> None:
    """On 2025-12-15 the elected basis gives the map that newspapers drew that day."""
    assert sides(record, date(2025, 12, 15), "elected") == {
        "right": ["ARG", "BOL", "CHL", "ECU", "PER", "PRY"],
        "left": ["BRA", "COL", "GUY", "SUR", "URY", "VEN"],
    }


def test_day_after_kasts_victory_is_five_to_seven_in_office(record: dict[str, Any]) -> None:
    """On the same day, Chile still has a government of the left."""
    assert sides(record, date(2025, 12, 15), "office") == {
        "right": ["ARG", "BOL", "ECU", "PER", "PRY"],
        "left": ["BRA", "CHL", "COL", "GUY", "SUR", "URY", "VEN"],
    }


@pytest.mark.parametrize(
    ("country", "day", "office", "elected"),
    [
        pytest.param("CHL", "2025-12-13", "in-office Boric", "in-office Boric", id="before the vote"),
        pytest.param("CHL", "2025-12-14", "in-office Boric", "elected Kast", id="known on its night"),
        pytest.param("CHL", "2026-03-10", "in-office Boric", "elected Kast", id="last day as elect"),
        pytest.param("CHL", "2026-03-11", "in-office Kast", "in-office Kast", id="takes office"),
        pytest.param("PER", "2020-11-09", "vacant", "vacant", id="removed in the evening"),
        pytest.param("PER", "2020-11-14", "in-office Merino", "in-office Merino", id="succession"),
        pytest.param("PER", "2020-11-15", "vacant", "vacant", id="resigned"),
        pytest.param("PER", "2020-11-16", "vacant", "elected Sagasti", id="elected into a vacancy"),
        pytest.param("PER", "2020-11-17", "in-office Sagasti", "in-office Sagasti", id="vacancy over"),
        pytest.param("PER", "2021-07-18", "in-office Sagasti", "result-pending", id="six weeks of counting"),
        pytest.param("PER", "2021-07-19", "in-office Sagasti", "elected Castillo", id="declared"),
        pytest.param("PER", "2025-12-15", "in-office Jerí", "in-office Jerí", id="nobody's elect"),
        pytest.param("PER", "2026-02-17", "vacant", "vacant", id="censured"),
        pytest.param("PER", "2026-02-18", "in-office Balcázar", "in-office Balcázar", id="elected and sworn"),
        pytest.param("PER", "2026-06-07", "in-office Balcázar", "result-pending", id="voted, not declared"),
        pytest.param("PER", "2026-07-03", "in-office Balcázar", "elected Fujimori", id="declared in 2026"),
        pytest.param("BOL", "2019-10-21", "in-office Morales", "in-office Morales", id="annulled vote"),
        pytest.param("BOL", "2019-11-11", "vacant", "vacant", id="whole line resigned"),
        pytest.param("BOL", "2019-11-12", "in-office Áñez", "in-office Áñez", id="acting"),
        pytest.param("GUY", "2020-06-01", "in-office Granger", "result-pending", id="five months' count"),
        pytest.param("GUY", "2020-08-02", "in-office Ali", "in-office Ali", id="declared and sworn in"),
        pytest.param("GUY", "2025-09-03", "in-office Ali", "result-pending", id="re-election being counted"),
        pytest.param("GUY", "2025-09-06", "in-office Ali", "in-office Ali", id="re-election changes nothing"),
        pytest.param("URY", "2019-11-27", "in-office Vázquez", "result-pending", id="too close to call"),
        pytest.param("URY", "2019-11-28", "in-office Vázquez", "elected Pou", id="second count"),
        pytest.param("SUR", "2025-07-06", "in-office Santokhi", "elected Geerlings-Simons", id="by parliament"),
        pytest.param("VEN", "2026-01-02", "in-office Maduro", "in-office Maduro", id="the day before"),
        pytest.param("VEN", "2026-01-03", "in-office Rodríguez", "in-office Rodríguez", id="court's order"),
        pytest.param("BRA", "2026-10-24", "in-office Silva", "in-office Silva", id="before the runoff"),
        pytest.param("BRA", "2026-11-08", "in-office Silva", "result-pending", id="two weeks of counting"),
        pytest.param("BRA", "2026-11-09", "in-office Silva", "not-recorded", id="nobody counts any more"),
        pytest.param("BRA", "2026-11-23", "in-office Silva", "not-recorded", id="winner not recorded"),
        pytest.param("BRA", "2027-01-04", "in-office Silva", "not-recorded", id="last day of the term"),
        pytest.param("BRA", "2027-02-01", "not-recorded", "not-recorded", id="term over, winner unknown"),
    ],
)
def test_known_days(record: dict[str, Any], country: str, day: str, office: str, elected: str) -> None:
    """The real record gives the right government on days that were checked by hand."""
    for basis, expected in (("office", office), ("elected", elected)):
        status, leader, alignment = answer_on(record, country, date.fromisoformat(day), basis)
        assert " ".join([status, *(leader or "").split()[-1:]]) == expected
        assert (alignment is None) == (leader is None)


def test_every_day_is_accounted_for(record: dict[str, Any]) -> None:
    """From its beginning to late 2026, the shipped record has no undeclared gap and no overlap."""
    first, last = record["record"]["begins"].toordinal(), date(2026, 11, 23).toordinal()
    for state in STATES:
        # A gap or an overlap can only start on a day on which a spell starts or ends.
        edges = {
            entry[key].toordinal()
            for table in ("government", "vacancy")
            for entry in oracle.of_country(record, table, state)
            for key in ("start", "end")
            if key in entry
        }
        for edge in {first, last, *(day for day in edges if first <= day <= last)}:
            assert answer_on(record, state, date.fromordinal(edge), "office") != NOTHING


def test_days_before_the_record_and_unknown_bases_are_errors(record: dict[str, Any]) -> None:
    """A day before the record begins is an error, not a gap."""
    with pytest.raises(ValueError, match="before the record begins"):
        answer_on(record, "BRA", date(1997, 12, 31), "office")
    with pytest.raises(ValueError, match="no such basis"):
        answer_on(record, "BRA", date(2019, 1, 1), "won")


def made(*governments: dict[str, Any], **tables: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a record of one made-up country."""
    rows = [{"country": "AAA", "alignment": "left", **one} for one in governments]
    others = {name: [{"country": "AAA", **one} for one in entries] for name, entries in tables.items()}
    return {"record": {"begins": date(2000, 1, 1)}, "government": rows, **others}


def both(record: dict[str, Any], day: date) -> tuple[oracle.Answer, oracle.Answer]:
    """Return the answers on both bases."""
    return answer_on(record, "AAA", day, "office"), answer_on(record, "AAA", day, "elected")


def test_undeclared_gap_is_no_data() -> None:
    """A gap is vacant only if the record declares a vacancy."""
    gone = {"leader": "Ada", "start": date(2001, 1, 1), "end": date(2002, 1, 1)}
    vacancy = {"start": date(2002, 1, 1), "end": date(2002, 1, 2)}
    assert both(made(gone), date(2002, 1, 1)) == (NOTHING, NOTHING)
    assert both(made(gone, vacancy=[vacancy]), date(2002, 1, 1)) == (VACANT, VACANT)
    assert both(made(gone, vacancy=[vacancy]), date(2002, 1, 2)) == (NOTHING, NOTHING)


def test_overdue_holder_without_a_vote_stays() -> None:
    """Without a vote, the holder stays after the end of the term; a vote before the term does not count."""
    late = {"leader": "Ada", "start": date(2001, 1, 1), "term_ends": "2002"}
    stays = ("in-office", "Ada", "left")
    assert both(made(late), date(2003, 1, 1)) == (stays, stays)
    older = made(late, vote=[{"date": "2000-12", "outcome": "not-recorded"}])
    assert both(older, date(2003, 1, 1)) == (stays, UNRECORDED)
    newer = made(late, vote=[{"date": date(2002, 12, 20), "outcome": "scheduled"}])
    assert both(newer, date(2002, 12, 30)) == (stays, PENDING)
    assert both(newer, date(2002, 12, 31)) == (PENDING, PENDING)


def test_votes_are_not_counted_for_ever() -> None:
    """A result is pending for 14 days; a later review that leaves the vote scheduled adds 14; 92 days end it."""
    holder, vote = {"leader": "Ada", "start": date(2001, 1, 1)}, {"date": date(2004, 2, 8)}
    last_days = {
        ("scheduled", None): date(2004, 2, 22),
        ("not-recorded", None): date(2004, 2, 22),
        ("scheduled", date(2004, 3, 1)): date(2004, 3, 15),
        ("not-recorded", date(2004, 3, 1)): date(2004, 2, 22),
        ("scheduled", date(2003, 11, 15)): date(2004, 2, 15),
        ("scheduled", date(2003, 1, 1)): date(2004, 2, 7),
    }
    for (outcome, reviewed), last in last_days.items():
        record = made(holder, vote=[{**vote, "outcome": outcome}]) | (
            {"reviewed": {"AAA": reviewed}} if reviewed else {}
        )
        days = [date.fromordinal(last.toordinal() + step) for step in (0, 1)]
        expected = [PENDING if day >= vote["date"] else ("in-office", "Ada", "left") for day in days[:1]]
        assert [both(record, day)[1] for day in days] == [*expected, UNRECORDED]


def test_partial_vote_passes_on_its_last_possible_day() -> None:
    """A vote in a month has passed on the last day of the month; a win on any day of it settles it."""
    holder = {"leader": "Ada", "start": date(2001, 1, 1)}
    vote = {"date": "2004-02", "outcome": "scheduled"}
    in_office, elect = ("in-office", "Ada", "left"), ("elected", "Bo", "left")
    assert both(made(holder, vote=[vote]), date(2004, 2, 28)) == (in_office, in_office)
    assert both(made(holder, vote=[vote]), date(2004, 2, 29)) == (in_office, PENDING)
    settled = made(holder, {"leader": "Bo", "elected": [date(2004, 2, 8)]}, vote=[vote])
    assert both(settled, date(2004, 2, 29)) == (in_office, elect)


@pytest.mark.parametrize("outcome", ["annulled", "cancelled"])
def test_votes_without_effect_leave_nothing_pending(outcome: str) -> None:
    """Annulled and cancelled votes never make a result pending."""
    record = made({"leader": "Ada", "start": date(2001, 1, 1)}, vote=[{"date": "2002", "outcome": outcome}])
    assert both(record, date(2003, 1, 1)) == (("in-office", "Ada", "left"),) * 2


def test_void_winner_settles_the_vote_and_is_no_elect() -> None:
    """An elect who never took office is not drawn, but the vote has its winner."""
    record = made(
        {"leader": "Ada", "start": date(2001, 1, 1)},
        {"leader": "Bo", "elected": [date(2002, 5, 1)], "void": True},
    )
    assert both(record, date(2002, 6, 1)) == (("in-office", "Ada", "left"),) * 2


def test_newest_known_win_makes_the_elect() -> None:
    """Of two elects, the one whose win became known last is drawn."""
    record = made(
        {"leader": "Ada", "elected": [date(2002, 5, 1)]},
        {"leader": "Bo", "elected": [date(2002, 7, 1)], "declared": [date(2002, 7, 9)]},
    )
    assert answer_on(record, "AAA", date(2002, 6, 1), "elected") == ("elected", "Ada", "left")
    assert answer_on(record, "AAA", date(2002, 7, 8), "elected") == PENDING
    assert answer_on(record, "AAA", date(2002, 7, 9), "elected") == ("elected", "Bo", "left")


def test_spell_of_no_length_is_never_in_office() -> None:
    """A spell with `start = end` stays in the record, but its government holds no day."""
    noon = date(2001, 6, 1)
    record = made(
        {"leader": "Ada", "start": date(2001, 1, 1), "end": noon},
        {"leader": "Bo", "start": noon, "end": noon},
        {"leader": "Cy", "start": noon},
    )
    assert both(record, noon) == (("in-office", "Cy", "left"),) * 2


def test_unknown_alignment_is_no_data_with_a_leader() -> None:
    """With an unknown alignment, the entry is no-data and still has the leader."""
    record = made({"leader": "Ada", "start": date(2001, 1, 1), "alignment": "no-data"})
    assert both(record, date(2001, 1, 1)) == (("no-data", "Ada", None),) * 2


def test_two_in_office_at_once_are_refused() -> None:
    """The oracle refuses invalid records."""
    record = made(
        {"leader": "Ada", "start": date(2001, 1, 1)},
        {"leader": "Bo", "start": date(2001, 2, 1)},
    )
    with pytest.raises(ValueError, match="two governments in office"):
        answer_on(record, "AAA", date(2001, 2, 1), "office")
