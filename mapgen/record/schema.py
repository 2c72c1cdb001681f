"""JSON Schemas of the files a person edits, generated from the keys that the readers read.

An editor that knows TOML completes and checks a file by the schema that its first line names. After a change of the
keys, `python -m mapgen.record.schema` writes the shipped schemas anew; a test keeps them equal.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mapgen.files import fields, texts
from mapgen.files.fields import Choice, Inline, InOrder, Key, Reader, Several
from mapgen.files.shipped import geodata_folder
from mapgen.record import file as record_file
from mapgen.record import snapshot_file

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = {"type": "string", "format": "date"}
_PARTIAL = {"anyOf": [_DATE, {"type": "string", "pattern": r"^\d{4}(-\d{2})?$"}]}
_TEXT = {"type": "string", "minLength": 1, "maxLength": texts.LONGEST_TEXT}
_NAME = _TEXT | {"maxLength": texts.LONGEST_NAME}
_SIMPLE: dict[Reader, dict[str, Any]] = {
    fields.text: _TEXT,
    fields.name: _NAME,
    fields.flag: {"type": "boolean"},
    fields.day: _DATE,
    fields.partial_day: _PARTIAL,
    snapshot_file.colour: {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
    snapshot_file.scale_names: {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{snapshot_file.CLASS_NAME.pattern}$"},
        "uniqueItems": True,
        "minItems": 1,
    },
}


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record file."""
    tables = {
        "record": _table(record_file.RECORD_KEYS),
        "reviewed": {"type": "object", "additionalProperties": _DATE, "description": "last review per country"},
        **{name: {"type": "array", "items": _table(keys)} for name, keys in record_file.ROW_KEYS.items()},
    }
    return _document("A record of governments", tables, ["record"])


def snapshot_schema() -> dict[str, Any]:
    """Return the JSON Schema of a snapshot file."""
    tables = {
        "snapshot": _table(snapshot_file.SNAPSHOT_KEYS),
        "classes": {
            "type": "object",
            "additionalProperties": _table(snapshot_file.CLASS_KEYS),
            "description": "label, colour and bloc of each class of a scale of one's own",
        },
        "alignments": {"type": "object", "additionalProperties": {"type": "string"}, "description": "one per state"},
    }
    return _document("A snapshot: one alignment per state", tables, ["snapshot", "alignments"])


def _document(title: str, tables: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": tables,
    }


def _table(keys: Sequence[Key]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required],
        "properties": {key.name: _described(key) for key in keys},
    }


def _described(key: Key) -> dict[str, Any]:
    return _value(key.read) | ({"description": key.doc} if key.doc else {})


def _value(reader: Reader) -> dict[str, Any]:
    """Return the schema of what a reader reads."""
    match reader:
        case Choice():
            return {"enum": [str(word) for word in reader.words]}
        case InOrder():
            return {"type": "array", "items": {"enum": list(reader.words)}, "uniqueItems": True, "minItems": 1}
        case Several():
            return {"type": "array", "items": _value(reader.reader)}
        case Inline():
            table = _table(reader.keys)
            return {"anyOf": [table, _TEXT]} if reader.short else table
        case _:
            return _SIMPLE[reader]


def schema_files() -> dict[str, str]:
    """Return the text of each shipped schema by its file name."""
    schemas = {"record.schema.json": record_schema(), "snapshot.schema.json": snapshot_schema()}
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}


if __name__ == "__main__":
    for name, text in schema_files().items():
        (geodata_folder() / "schemas" / name).write_text(text, encoding="utf-8")
