"""The governments of a whole record as rows, and the readings of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_records import LIST, RECORD

from mapgen.errors import InputError
from mapgen.exporting.governments import (
    flat_rows,
    government_rows,
    reading_rows,
    record_named,
    sorted_governments,
)
from mapgen.record.model import Record
from mapgen.sources.reading import read_source


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Return the record that says everything."""
    path = tmp_path / "record.toml"
    path.write_text(RECORD, encoding="utf-8")
    return record_named(read_source(path))


def test_there_is_a_row_for_each_government_of_each_country(record: Record) -> None:
    """Rows are sorted by country and start, elects come last, and states elsewhere are there, too."""
    rows = government_rows(record)
    assert [(row["iso3"], row["leader"]) for row in rows] == [
        ("BRA", "Éva Śródka"),
        ("CHL", '=Ada"; 1,5'),
        ("CHL", "One day"),
        ("CHL", "Bo"),
        ("CHL", "Never"),
        ("CHL", "Elect"),
        ("FRA", "Elsewhere"),
    ]
    assert {len(row) for row in rows} == {21}


def test_a_row_says_all_that_the_record_says_of_a_government(record: Record) -> None:
    """Votes won, days of late results, partial dates, the way in, sources and the readings with theirs."""
    row = government_rows(record)[1]
    assert row["elected"] == ["1999-05-06", "2001-05-06"]
    assert row["declared"] == ["2001-05-09"]
    assert (row["term_ends"], row["came_by"], row["bloc"]) == ("2002", "election", "left")
    assert row["sources"] == ["https://example.org/a", "A book, page 3"]
    assert (row["contested"], row["void"], row["note"]) == (True, False, "@note")
    assert row["readings"][0] == {
        "coder": "EFE",
        "alignment": "centre-left",
        "source": "a page",
        "status": "read",
        "note": "of 2000",
    }
    assert flat_rows([row])[0]["readings"] == ["EFE: centre-left", "AFP: no-data"]


def test_an_identifier_is_of_one_government(record: Record) -> None:
    """Country and start, or the last vote won; of two spells that begin on a day the later has a number."""
    assert [*sorted_governments(record)] == [
        "BRA-1999-01-01",
        "CHL-2000-01-01",
        "CHL-2002-03-01",
        "CHL-2002-03-01-2",
        "CHL-elect-2003-04-05",
        "CHL-elect-2004-04-05",
        "FRA-1999-01-01",
    ]


def test_there_is_a_row_for_each_reading(record: Record) -> None:
    """A reading has the record's own value beside the coder's, and the identifier of its government."""
    rows = reading_rows(record)
    assert [(row["coder"], row["alignment"], row["reading"], row["government"]) for row in rows] == [
        ("EFE", "left", "centre-left", "CHL-2000-01-01"),
        ("AFP", "left", "no-data", "CHL-2000-01-01"),
    ]


def test_a_list_has_no_governments(tmp_path: Path) -> None:
    """A published list is of one day, and says so."""
    path = tmp_path / "list.toml"
    path.write_text(LIST, encoding="utf-8")
    with pytest.raises(InputError, match=r'^"A list": is a published list of 2025-12-15 alone; name a record$'):
        record_named(read_source(path))
