"""The README of a data package: what it is, how to cite it, and what each table and column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapgen.exporting.citation import Citation, bibtex, citation_text
from mapgen.exporting.data_table import Column, DataTable
from mapgen.record.tables import markdown_text


def readme(cited: Citation, tables: Sequence[DataTable], descriptor: Mapping[str, Any]) -> str:
    """Return the README of a package as Markdown."""
    return "\n".join([*_head(cited, descriptor), *_files(descriptor), *_codebook(tables)]) + "\n"


def _head(cited: Citation, descriptor: Mapping[str, Any]) -> Iterator[str]:
    licence = f" Licence: {markdown_text(cited.licence)}." if cited.licence else ""
    yield f"# {markdown_text(cited.title)}"
    yield ""
    yield f"Version {descriptor['version']}.{licence} `datapackage.json` describes every table for programs"
    yield "(a [Frictionless data package](https://specs.frictionlessdata.io/data-package/))."
    yield ""
    yield "## How to cite it"
    yield ""
    yield markdown_text(citation_text(cited))
    yield ""
    yield from (f"    {line}" for line in bibtex(cited).splitlines())
    yield ""


def _files(descriptor: Mapping[str, Any]) -> Iterator[str]:
    yield "## Files"
    yield ""
    yield "| file | what it is |"
    yield "| --- | --- |"
    for resource in descriptor["resources"]:
        yield f"| [{resource['path']}]({resource['path']}) | {resource['title']} |"
    yield ""
    yield "CSV in UTF-8, a comma between the cells, an empty cell where there is nothing to say."


def _codebook(tables: Sequence[DataTable]) -> Iterator[str]:
    for table in tables:
        yield ""
        yield f"## {table.name}"
        yield ""
        yield f"{table.title}. Rows: {len(table.rows)}."
        yield ""
        yield "| column | type | what it holds |"
        yield "| --- | --- | --- |"
        yield from (_column(column, table) for column in table.columns)


def _column(column: Column, table: DataTable) -> str:
    references = [f"`{one.table}.{one.foreign}`" for one in table.references if one.column == column.name]
    words = f": {', '.join(f'`{word}`' for word in column.words)}" if column.words else ""
    refers = f"; stands in {references[0]}" if references else ""
    return f"| `{column.name}` | {column.type} | {column.doc.replace('|', chr(92) + '|')}{words}{refers} |"
