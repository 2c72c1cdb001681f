"""The text of a record made of a table of governments, with the user's own words as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mapgen.importing.governments import GovernmentRow, government_keys
from mapgen.importing.head import comment, head_of, joined_lines, key_lines
from mapgen.importing.model import RowOutcome, RowResult, TableRequest
from mapgen.importing.rows import counted, quoted_texts
from mapgen.record.alignments import STANDARD_SCALE
from mapgen.record.keys import GOVERNMENT_KEYS
from mapgen.tables.model import Table

_ORDER = {key.name: place for place, key in enumerate(GOVERNMENT_KEYS)}


def record_text(
    table: Table, request: TableRequest, results: Sequence[RowResult], rows: Sequence[GovernmentRow]
) -> str:
    """Return the text of the record of governments; it begins on the day asked for, else with the first of them."""
    head = head_of(table, request)
    values = {key: head[key] for key in ("title", "region")}
    values["begins"] = request.begins or min(_first_day(row) for row in rows)
    values |= {key: head[key] for key in ("coder", "licence") if key in head}
    values["scale"] = list(STANDARD_SCALE)
    skipped = counted(results, RowOutcome.SKIPPED)
    return joined_lines(
        [
            comment(f"From {table.name}{f', sheet {table.sheet}' if table.sheet else ''}, by `mapgen import`."),
            *([comment(f"Left out of the table, as no country: {quoted_texts(skipped)}.")] if skipped else []),
            "[record]",
            *key_lines(values),
            *(line for row in rows for line in _government_lines(row, request)),
        ]
    )


def _first_day(row: GovernmentRow) -> date:
    day: date = row.values.get("start") or row.values["elected"][0]
    return day


def _government_lines(row: GovernmentRow, request: TableRequest) -> Iterator[str]:
    yield ""
    yield "[[government]]"
    values = dict(sorted(government_keys(row), key=lambda pair: _ORDER[pair[0]]))
    if "sources" not in values and request.source:
        values["sources"] = [{"source": request.source, "status": "dataset"}]
    said = {"country": row.result.text, "alignment": row.result.written}
    for line in key_lines(values):
        key = line.partition(" ")[0]
        written = said.get(key, "")
        yield f"{line} {comment(written)}" if written and written != values[key] else line
