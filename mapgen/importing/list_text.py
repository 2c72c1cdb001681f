"""The text of an imported list: a file that a person can edit, with the user's own words as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mapgen.editing.text import toml_key
from mapgen.files.dates import today
from mapgen.files.texts import fault_of
from mapgen.importing.classes import TableClasses
from mapgen.importing.head import comment, head_of, joined_lines, key_lines
from mapgen.importing.model import RowOutcome, RowResult, TableRequest
from mapgen.importing.rows import counted, quoted_texts
from mapgen.record.alignments import NO_DATA
from mapgen.tables.model import Table

_LISTED = (RowOutcome.TAKEN, RowOutcome.NO_DATA)


def list_text(table: Table, request: TableRequest, results: Sequence[RowResult], classes: TableClasses) -> str:
    """Return the text of the list of results without questions; the request has its day, or it is of today."""
    head = head_of(table, request)
    values = {key: head[key] for key in ("title", "region")}
    values["as_of"] = request.as_of or today()
    values |= {"basis": request.basis.value} if request.basis else {}
    values |= {key: head[key] for key in ("coder", "source", "licence") if key in head}
    values |= {"scale": list(classes.names), "missing": NO_DATA}
    if left_out := counted(results, RowOutcome.SKIPPED):
        note = f"Left out of the table, as no country: {quoted_texts(left_out)}."
        values["note"] = f"Rows left out of the table, as no country: {len(left_out)}." if fault_of(note) else note
    return joined_lines(
        [
            comment(f"From {table.name}{f', sheet {table.sheet}' if table.sheet else ''}, by `mapgen import`."),
            comment("Behind each country stands what the table says."),
            "[snapshot]",
            *key_lines(values),
            *_class_tables(classes),
            "",
            "[alignments]",
            *_alignment_lines(results),
        ]
    )


def _class_tables(classes: TableClasses) -> Iterator[str]:
    """Yield the tables of the user's own classes."""
    for name in () if classes.is_standard else classes.names:
        yield ""
        yield f"[classes.{name}]"
        tables: Mapping[str, Mapping[str, str]] = {
            "label": classes.labels,
            "colour": classes.colours,
            "bloc": classes.blocs,
        }
        yield from key_lines({key: values[name] for key, values in tables.items() if name in values})


def _alignment_lines(results: Sequence[RowResult]) -> Iterable[str]:
    listed = sorted(counted(results, *_LISTED), key=lambda result: result.iso3 or "")
    codes = {result.iso3: result for result in reversed(listed)}
    assigned = {
        code: f'{toml_key(code)} = "{result.class_name or NO_DATA}"' for code, result in sorted(codes.items()) if code
    }
    width = max(map(len, assigned.values()), default=0)
    for code, line in assigned.items():
        result = codes[code]
        # What the table writes as the list does needs no comment.
        words = [word for word in (result.text, result.written) if word not in {"", code, result.class_name}]
        yield f"{line:<{width}}  {comment(': '.join(words))}" if words else line
