"""Who governs where, as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapgen.errors import cut, screenful
from mapgen.files.texts import BETWEEN_ITEMS
from mapgen.places.region_names import heading_of, names_in
from mapgen.record.alignments import Bloc
from mapgen.record.findings import Finding, Level
from mapgen.record.snapshots import Entry, Snapshot, Status, from_file

_HEADINGS = {
    "name": "Country",
    "alignment": "Alignment",
    "status": "Status",
    "leader": "Leader",
    "party": "Party",
    "start": "Since",
    "elected": "Elected",
}
TERMINAL = {key: heading for key, heading in _HEADINGS.items() if key != "elected"}
# Characters with a meaning in GitHub's Markdown or in HTML.
_MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]|#~$!^]")


def headings_in(region: str, headings: Mapping[str, str] = _HEADINGS) -> dict[str, str]:
    """Return headings for a region, whose column of names is called as its areas are."""
    return {key: heading_of(region) if key == "name" else heading for key, heading in headings.items()}


def rows_of(snapshot: Snapshot, lang: str = "en") -> list[dict[str, Any]]:
    """Return one row per state, sorted by code; a value is None if there is nothing to say.

    Keys: iso3 name alignment bloc status leader party start end elected sources as_of basis record. Dates are
    `YYYY-MM-DD`; `elected` lists the votes won that were known by the day; `sources` lists the sources for the
    government; `record` is what the file of the source is called.
    """
    name = names_in(snapshot.region, lang)
    return [row_of(entry, snapshot, name(entry.iso3)) for entry in snapshot.entries]


def row_of(entry: Entry, snapshot: Snapshot, name: str = "") -> dict[str, Any]:
    """Return the row of one entry of a snapshot, which has a name, with the keys of rows_of."""
    government = entry.government
    wins = [win.voted.isoformat() for win in government.wins if win.known <= snapshot.as_of] if government else []
    return {
        "iso3": entry.iso3,
        "name": name,
        "alignment": entry.alignment,
        "bloc": entry.bloc.value if entry.bloc is not Bloc.NONE else None,
        "status": entry.status.value,
        "leader": government.leader if government else None,
        "party": (government.party or None) if government else None,
        "start": government.start.isoformat() if government and government.start else None,
        "end": government.end.isoformat() if government and government.end else None,
        "elected": wins or None,
        "sources": list(entry.sources) or None,
        "as_of": snapshot.as_of.isoformat(),
        "basis": snapshot.basis.value if snapshot.basis else None,
        "record": snapshot.origin or snapshot.title,
    }


def with_codes(rows: Iterable[Mapping[str, Any]], systems: Iterable[str]) -> list[dict[str, Any]]:
    """Return rows with the codes of their countries in some of CODE_SYSTEMS, a column for each after `iso3`."""
    if not (systems := tuple(systems)):
        return [dict(row) for row in rows]
    from mapgen.places.codes import code_in  # noqa: PLC0415 (most tables have no codes)

    return [
        {"iso3": row["iso3"], **{system: code_in(system, row["iso3"]) for system in systems}, **row} for row in rows
    ]


def code_headings(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the headings of the columns that with_codes added to rows: the names of the systems."""
    columns = [*rows[0]] if rows else []
    return {column: column for column in columns[1 : columns.index("name")]} if "name" in columns else {}


def formatted(
    rows: Sequence[Mapping[str, Any]],
    form: str,
    headings: Mapping[str, str] = _HEADINGS,
    *,
    spreadsheet: bool = False,
) -> str:
    """Return rows as JSON, CSV or Markdown (with one column per heading), with a line break at the end.

    A CSV has the values as they are. For a `spreadsheet`, it begins with U+FEFF, by which Excel knows UTF-8, and an
    apostrophe marks as text what would be run as a formula.
    """
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        return csv_of(list(rows[0] if rows else headings), rows, spreadsheet=spreadsheet)
    return _markdown(rows, {**code_headings(rows), **headings})


def csv_of(header: Sequence[str], rows: Iterable[Mapping[str, Any]], *, spreadsheet: bool = False) -> str:
    """Return rows as a CSV with a column for each name of the header, plain or for a `spreadsheet`."""
    from mapgen.tables.writing import csv_text  # noqa: PLC0415 (only for CSV)

    cells = ([cell_text(row[name], BETWEEN_ITEMS) for name in header] for row in rows)
    return csv_text(header, cells, spreadsheet=spreadsheet)


def workbook_of(tables: Mapping[str, tuple[Sequence[str], Iterable[Mapping[str, Any]]]]) -> bytes:
    """Return tables, each a header and rows by its name, as a workbook with a sheet for each.

    A list is a text with ` | ` between its items, a day a text; no cell is a formula. Raises InputError for more than a
    sheet or a cell of a workbook holds.
    """
    from mapgen.tables.writing import workbook_bytes  # noqa: PLC0415 (only for workbooks)

    return workbook_bytes(
        (name, header, ([_workbook_cell(row[column]) for column in header] for row in rows))
        for name, (header, rows) in tables.items()
    )


def _workbook_cell(value: object) -> str | int | bool | None:
    return value if value is None or isinstance(value, bool | int) else cell_text(value, BETWEEN_ITEMS)


def cell_text(value: object, separator: str) -> str:
    """Return a value as the text of a cell: a list as its items, None as an empty text."""
    if isinstance(value, list):
        return separator.join(map(str, value))
    return "" if value is None else str(value)


def _markdown(rows: Sequence[Mapping[str, Any]], headings: Mapping[str, str]) -> str:
    lines = [list(headings.values()), ["---"] * len(headings)]
    lines += [[markdown_text(cell_text(row[key], ", ")) for key in headings] for row in rows]
    record = f"\nFrom {markdown_text(rows[0]['record'])}.\n" if rows and "record" in rows[0] else ""
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + record


def markdown_text(cell: str) -> str:
    """Return a text in which nothing is Markdown or HTML."""
    from html import escape  # noqa: PLC0415 (it loads the names of all characters, and only Markdown needs it)

    return _MARKDOWN_SIGNS.sub(r"\\\g<0>", escape(cell, quote=False))


def table_title(snapshot: Snapshot) -> str:
    """Return the title of a snapshot's table: source, day, basis, the states without a known winner, and the file."""
    basis = f", basis: {snapshot.basis}" if snapshot.basis else ""
    inferred = " (inferred)" if snapshot.basis_inferred else ""
    waiting = ""
    for status, words in ((Status.RESULT_PENDING, "result pending"), (Status.NOT_RECORDED, "winner not recorded")):
        codes = [entry.iso3 for entry in snapshot.entries if entry.status is status]
        waiting += f"; {words}: {', '.join(codes)}" if codes else ""
    return f"{snapshot.title}, {snapshot.as_of}{basis}{inferred}{waiting}{from_file(snapshot)}"


def findings_text(findings: Sequence[Finding], form: str) -> str:
    """Return findings as text, one line each and twenty of each weight at most, or all of them as JSON."""
    if form == "json":
        plain = [{"level": one.level.value, "where": one.where, "message": one.message} for one in findings]
        return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
    by_level = [[one for one in findings if one.level is level] for level in Level]
    lines = [
        line
        for of_level in by_level
        for line in screenful(
            [f"{one.level:<6}  {cut(f'{one.where}: {one.message}')}" for one in of_level],
            "; --format json has them all",
        )
    ]
    return "".join(f"{line}\n" for line in lines)
