"""Who governed at the end of each year, as a table of a package."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from whole_records import RECORD

from mapgen.exporting.country_years import country_years, last_day
from mapgen.exporting.governments import record_named, sorted_governments
from mapgen.places.regions import read_region
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.record.time_rules import snapshot_of
from mapgen.sources.reading import read_source


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Return the record that says everything."""
    path = tmp_path / "record.toml"
    path.write_text(RECORD, encoding="utf-8")
    return record_named(read_source(path))


@pytest.mark.parametrize("basis", Basis)
def test_a_row_says_who_is_drawn_on_the_last_day_of_a_year(basis: Basis) -> None:
    """Each state and year that ended by the last review has a row, with what a map of its last day says."""
    record = record_named(read_source(None))
    states, rows = read_region(record.region).states, country_years(record, basis).rows
    assert len(rows) == 12 * (2025 - 1998 + 1)
    known = sorted_governments(record)
    for row in rows:
        entry = snapshot_of(record, states, date(row["year"], 12, 31), basis).by_code[row["iso3"]]
        assert (row["status"], row["leader"], row["alignment"]) == (entry.status, entry.leader, entry.alignment)
        if entry.government:
            assert known[row["government"]].leader == entry.leader
        else:
            assert row["government"] is None


def test_the_years_end_with_the_last_review(record: Record) -> None:
    """No clock is asked: the last year is the one that ended by the last review, or by the day that is named."""
    assert last_day(record) == date(2004, 6, 1)
    assert {row["year"] for row in country_years(record, Basis.OFFICE).rows} == {2000, 2001, 2002, 2003}
    assert {row["year"] for row in country_years(record, Basis.OFFICE, date(2001, 12, 31)).rows} == {2000, 2001}
    assert country_years(record, Basis.OFFICE, date(2000, 12, 30)).rows == []


def test_a_record_without_reviews_ends_with_what_it_names(record: Record) -> None:
    """Where nobody has reviewed anything, it is the last day on which something began or ended."""
    assert last_day(replace(record, reviewed={})) == date(2003, 1, 1)
    assert last_day(replace(record, reviewed={}, governments=(), vacancies=())) == date(2000, 1, 1)
