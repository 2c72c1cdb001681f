"""The first days of states: the table, and which states a map of a day shows too early."""

from __future__ import annotations

from datetime import date

import pytest

from mapgen.disk.shipped import shipped_path
from mapgen.places.figures import FIGURES_FILE
from mapgen.places.regions import read_region
from mapgen.views.first_days import NEWEST, first_days, not_yet_states


def test_no_first_day_is_later_than_the_newest() -> None:
    """Maps from that day on are drawn without the table, which would say nothing of them."""
    assert max(first_days().values()) == NEWEST


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("SSD", "2011-07-09"),
        ("XKX", "2008-02-17"),
        ("MNE", "2006-06-03"),
        ("TLS", "2002-05-20"),
        ("PLW", "1994-10-01"),
        ("ERI", "1993-05-24"),
        ("CZE", "1993-01-01"),
        ("UKR", "1991-08-24"),
        ("DEU", "1990-10-03"),
        ("YEM", "1990-05-22"),
        ("NAM", "1990-03-21"),
        ("GUY", "1966-05-26"),
    ],
)
def test_first_days_are_those_that_are_known(code: str, day: str) -> None:
    """The table has the days of states that came late, which other sources give as well."""
    assert first_days()[code] == date.fromisoformat(day)


def test_every_state_of_the_table_is_one_of_the_world() -> None:
    """Each code is a territory with a figure or a state of the world, so that no row is for nothing."""
    known = {line.partition(",")[0] for line in shipped_path(FIGURES_FILE).read_text(encoding="utf-8").splitlines()}
    assert set(first_days()) <= known | set(read_region("world").states)


def test_a_day_before_names_the_states_that_were_not_there_yet() -> None:
    """The newest come first; on its first day a state is there."""
    south_america = read_region("south-america")
    assert [*not_yet_states(south_america, date(1970, 1, 1))] == ["SUR"]
    assert [*not_yet_states(south_america, date(1960, 1, 1))] == ["SUR", "GUY"]
    assert not_yet_states(south_america, date(1975, 11, 25)) == {}
    assert "SSD" in not_yet_states(read_region("world"), date(2011, 7, 8))
    assert not_yet_states(read_region("world"), date(2011, 7, 9)) == {}
