"""What mapgen writes as a table, it reads again: lists and records come back equal through CSV, JSON and XLSX."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import mapgen
from mapgen.disk.shipped import geodata_folder, shipped_names
from mapgen.files.documents import document_of
from mapgen.importing.imported import imported
from mapgen.importing.model import TableRequest
from mapgen.importing.readings import with_readings
from mapgen.record.file import read_record
from mapgen.record.model import Government, Reading, Record
from mapgen.record.snapshots import Snapshot
from mapgen.record.tables import cell_text, formatted, rows_of
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.tables.reading import read_table
from mapgen.tables.writing import csv_text, workbook_bytes

Rows = Sequence[Mapping[str, Any]]


def _cells(rows: Rows) -> list[list[str]]:
    return [[cell_text(value, " | ") for value in row.values()] for row in rows]


FORMS: Mapping[str, Callable[[Rows], bytes]] = {
    "csv": lambda rows: csv_text(list(rows[0]), _cells(rows)).encode(),
    "show.csv": lambda rows: formatted(rows, "csv").encode(),
    "json": lambda rows: json.dumps(rows, ensure_ascii=False).encode(),
    "xlsx": lambda rows: workbook_bytes([("Rows", list(rows[0]), _cells(rows))]),
}


def back(rows: Rows, form: str, request: TableRequest) -> Record | Snapshot:
    """Return what rows say after they were written in a form and read again."""
    path = Path(f"rows.{form}")
    source = imported(read_table(path, FORMS[form](rows)), request).source
    assert source is not None
    return source


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", shipped_names("snapshots"))
def test_a_list_comes_back(name: str, form: str) -> None:
    """Its day, its basis and the class of each state."""
    listed = read_source(geodata_folder() / "snapshots" / f"{name}.toml")
    assert isinstance(listed, Snapshot)
    again = back(rows_of(listed), form, TableRequest(region=listed.region))
    assert isinstance(again, Snapshot)
    assert (again.as_of, again.basis, again.region) == (listed.as_of, listed.basis, listed.region)
    assert {one.iso3: one.alignment for one in again.entries} == {one.iso3: one.alignment for one in listed.entries}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("basis", ["office", "elected"])
def test_a_day_of_a_record_comes_back(form: str, basis: str) -> None:
    """As the list of that day."""
    shown = answer(read_source(None), as_of="2025-12-15", basis=basis)
    again = back(rows_of(shown), form, TableRequest())
    assert isinstance(again, Snapshot)
    assert (again.as_of, str(again.basis)) == (date(2025, 12, 15), basis)
    assert {one.iso3: one.alignment for one in again.entries} == {one.iso3: one.alignment for one in shown.entries}


def spell(government: Government) -> dict[str, Any]:
    """Return a government as a row of spells."""
    wins = government.wins
    return {
        "iso3": government.country,
        "leader": government.leader,
        "party": government.party or None,
        "parties": [f"{lang}: {party}" for lang, party in government.parties.items()] or None,
        "alignment": government.alignment,
        "elected": [win.voted.isoformat() for win in wins],
        "declared": [win.known.isoformat() for win in wins if win.known != win.voted],
        "start": government.start.isoformat() if government.start else None,
        "end": government.end.isoformat() if government.end else None,
        "term_ends": str(government.term_ends) if government.term_ends else None,
        "came_by": government.came_by.value if government.came_by else None,
        "contested": government.contested,
        "reasoning": government.reasoning or None,
        "sources": [
            f"{one.source} [{one.status}{f', {one.supports}' if one.supports else ''}]" for one in government.sources
        ],
        "note": government.note or None,
        "void": government.void,
    }


def coding(government: Government, reading: Reading) -> dict[str, Any]:
    """Return a reading as a row of the long form."""
    return {
        "iso3": government.country,
        "leader": government.leader,
        "start": government.start.isoformat() if government.start else None,
        "coder": reading.coder,
        "alignment": reading.alignment,
        "source": reading.source,
        "source_status": reading.status.value,
        "note": reading.note or None,
    }


@pytest.mark.parametrize("form", [form for form in FORMS if form != "show.csv"])
@pytest.mark.parametrize("name", shipped_names("records"))
def test_the_governments_of_a_record_come_back(name: str, form: str) -> None:
    """With days, parties, ways into office, sources and notes; and the readings, from a table of their own."""
    record = read_source(geodata_folder() / "records" / f"{name}.toml")
    assert isinstance(record, Record)
    request = TableRequest(region=record.region, begins=record.begins, title=record.title, coder=record.coder)
    made = imported(read_table(Path(f"rows.{form}"), FORMS[form]([spell(one) for one in record.governments])), request)
    rows = [coding(government, one) for government in record.governments for one in government.readings]
    text, source = made.text, made.source
    assert isinstance(source, Record)
    if rows:
        codings = read_table(Path(f"readings.{form}"), FORMS[form](rows))
        text = with_readings(text, source, codings, TableRequest()).text
    again = read_record(document_of(Path("again.toml"), text))
    assert (again.title, again.coder, again.begins) == (record.title, record.coder, record.begins)
    key = lambda one: (one.country, one.start or date.max, one.leader)  # noqa: E731
    assert sorted(again.governments, key=key) == sorted(record.governments, key=key)


def test_python_takes_a_table_as_a_source(tmp_path: Path) -> None:
    """As read, render and show take a record."""
    path = tmp_path / "rows.xlsx"
    path.write_bytes(workbook_bytes([("Rows", ["country", "class"], [["Chile", "left"], ["Peru", "right"]])]))
    assert mapgen.read(str(path)).by_code["CHL"].alignment == "left"  # type: ignore[union-attr]
    drawn = mapgen.render(path, as_of="2025-12-15", size=(300, 400))
    assert drawn.snapshot.by_code["PER"].alignment == "right"
    with pytest.raises(mapgen.InputError, match="answer them with `mapgen import"):
        mapgen.render(Path(__file__).parent.parent / "data" / "tables" / "membros.ods")


def test_an_answer_takes_a_table_as_a_source(tmp_path: Path) -> None:
    """For the day of the question."""
    path = tmp_path / "rows.csv"
    path.write_text("country,class\nChile,left\nPeru,right\n", encoding="utf-8")
    snapshot = answer(path, Question(as_of=date(2025, 12, 15)))
    assert (snapshot.as_of, snapshot.by_code["CHL"].alignment, snapshot.origin) == (
        date(2025, 12, 15),
        "left",
        "rows.csv",
    )
