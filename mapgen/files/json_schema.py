"""JSON Schemas made from Keys: an editor that knows TOML completes and checks files with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mapgen.files.fields import Choice, Inline, InOrder, Key, Number, Reader, Several, text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def document_schema(title: str, tables: Mapping[str, Schema], required: Sequence[str]) -> Schema:
    """Return the schema of a file with these tables by name; those named in `required` must be there."""
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": dict(tables),
    }


def table_schema(keys: Sequence[Key]) -> Schema:
    """Return the schema of a table with these keys."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required and len(key.spellings) == 1],
        "properties": {name: _described(key) for key in keys for name in key.spellings},
        **_one_spelling(keys),
    }


def _one_spelling(keys: Sequence[Key]) -> Schema:
    """Return what a schema says of keys that may be written in two ways: one of them, and not both."""
    rules = []
    for key in keys:
        if len(key.spellings) > 1:
            one_each: list[Schema] = [{"required": [name]} for name in key.spellings]
            rules.append({"oneOf": one_each} if key.required else {"not": {"required": list(key.spellings)}})
    return {"allOf": rules} if rules else {}


def list_schema(items: Schema) -> Schema:
    """Return the schema of a list, such as `[[table]]`, from the schema of its items."""
    return {"type": "array", "items": items}


def _described(key: Key) -> Schema:
    return value_schema(key.read) | ({"description": key.doc} if key.doc else {})


def value_schema(reader: Reader) -> Schema:
    """Return the schema of the values that a reader accepts.

    Readers other than the classes of `fields` carry it as their attribute `schema`.
    """
    match reader:
        case Choice():
            return {"enum": [str(word) for word in reader.words]}
        case InOrder():
            return {"type": "array", "items": {"enum": list(reader.words)}, "uniqueItems": True, "minItems": 1}
        case Several():
            return list_schema(value_schema(reader.reader))
        case Number():
            return {"type": "number", "minimum": reader.least, "maximum": reader.most}
        case Inline():
            table = table_schema(reader.keys)
            return {"anyOf": [table, value_schema(text)]} if reader.short else table
        case _:
            return dict(reader.schema)  # type: ignore[attr-defined]  # set by `described`, or a property
