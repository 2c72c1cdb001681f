"""A record or list as a Frictionless data package: tables as CSV with a schema for each, the file itself, a README."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from mapgen.disk.paths import exists, is_folder
from mapgen.errors import InputError
from mapgen.exporting.citation import Citation, citation_of, citation_text
from mapgen.exporting.country_years import country_years, last_day
from mapgen.exporting.data_table import Column, DataTable
from mapgen.exporting.licences import LICENCES
from mapgen.exporting.package_readme import readme
from mapgen.exporting.whole import table_with_codes, whole_tables, with_area_codes
from mapgen.files.addresses import host_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.tables import csv_of

DESCRIPTOR: Final = "datapackage.json"
_WITH_CODES: Final = {"countries", "country_years", "alignments"}


def original_name(source: Record | Snapshot, path: Path) -> str:
    """Return what a package calls the file of its source: record.toml, list.toml, or original and its own ending."""
    kind = "record" if isinstance(source, Record) else "list"
    ending = path.suffix.lower()
    return f"{kind}.toml" if ending == ".toml" else f"original{ending}"


def package_files(
    source: Record | Snapshot,
    folder: Path,
    originals: Mapping[str, bytes],
    *,
    years: tuple[Basis, date | None] = (Basis.OFFICE, None),
    codes: Sequence[str] = (),
) -> dict[Path, bytes]:
    """Return the files of a package by their paths in a folder: the descriptor, a README, tables, and the originals.

    `originals` are the files of the source, by their names. `years` are the basis and the last day of the table of who
    governed at the end of each year of a record; without a day, that of the last review. `codes` are the systems whose
    codes stand in the tables of countries and of years. Same source, same bytes. Raises InputError for a folder that is
    a file.
    """
    if exists(folder) and not is_folder(folder):
        raise InputError.single(str(folder), "this is a file; name the folder that the package goes to")
    tables = whole_tables(source)
    if isinstance(source, Record):
        tables = (*tables, with_area_codes(country_years(source, *years), source.region))
    tables = tuple(table_with_codes(table, codes) if table.name in _WITH_CODES else table for table in tables)
    files = {f"{table.name}.csv": csv_of(table.header, table.rows).encode() for table in tables}
    files |= originals
    cited = citation_of(source)
    descriptor = _descriptor(source, cited, tables, files)
    files = {
        DESCRIPTOR: (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode(),
        "README.md": readme(cited, tables, descriptor).encode(),
        **files,
    }
    return {folder / name: data for name, data in files.items()}


def _descriptor(
    source: Record | Snapshot, cited: Citation, tables: Sequence[DataTable], files: Mapping[str, bytes]
) -> dict[str, Any]:
    by_file = {f"{table.name}.csv": table for table in tables}
    return {
        "profile": "data-package",
        "name": _slug(source.title),
        "title": source.title,
        "description": f"{_described(source)} {citation_text(cited)}",
        "version": f"{cited.dated}+sha256.{source.sha256[:12]}" if source.sha256 else str(cited.dated),
        **_licence(cited.licence),
        "contributors": [{"title": source.coder or "mapgen", "role": "author"}],
        "sources": _sources(source),
        "citation": citation_text(cited),
        "resources": [_resource(name, data, by_file.get(name)) for name, data in files.items()],
    }


def _described(source: Record | Snapshot) -> str:
    if isinstance(source, Record):
        return f"Who governed each country from {source.begins} to {last_day(source)}, and on which side they stand."
    return f"Which class each country has on {source.as_of}."


def _licence(name: str) -> dict[str, Any]:
    if not name:
        return {}
    known = LICENCES.get(name)
    return {"licenses": [{"name": name, "title": known[0], "path": known[1]} if known else {"name": name}]}


def _sources(source: Record | Snapshot) -> list[dict[str, str]]:
    """Return where the facts come from: each has its source in a table, or the list its own."""
    if isinstance(source, Record):
        return [
            {"title": "What shows each government, vote and vacancy", "path": "sources.csv"},
            {"title": "What named coders say of each government", "path": "readings.csv"},
        ]
    address = {"path": source.source} if host_of(source.source) else {}
    return [{"title": source.source, **address}] if source.source else []


def _resource(name: str, data: bytes, table: DataTable | None) -> dict[str, Any]:
    stem, _, ending = name.rpartition(".")
    about = {"path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
    if table is None:
        media = {"mediatype": "application/toml", "encoding": "utf-8"} if ending == "toml" else {}
        name, title = _slug(f"{stem}-{ending}"), "The file from which the tables were made"
        return {"name": name, "title": title, "profile": "data-resource", **about, "format": ending, **media}
    return {
        "name": table.name,
        "title": table.title,
        "profile": "tabular-data-resource",
        **about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": table_schema(table),
    }


def table_schema(table: DataTable) -> dict[str, Any]:
    """Return the Table Schema of a table: types, constraints, missing values, and keys."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [one.column], "reference": {"resource": one.table, "fields": [one.foreign]}}
            for one in table.references
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.words:
        constraints["enum"] = list(column.words)
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.doc}
    if column.type == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    return {**field, "constraints": constraints} if constraints else field


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "governments"
