"""The JSON Schemas of the six kinds of files that people edit.

After a change of the keys, `python -m mapgen.cli.schemas` writes the shipped schemas again; a test compares them.
"""

from __future__ import annotations

import json

from mapgen.batch.manifest import MAP_KEYS
from mapgen.disk.shipped import geodata_folder
from mapgen.files.day_fields import day
from mapgen.files.json_schema import Schema, document_schema, list_schema, table_schema, value_schema
from mapgen.places.insets import INSET_KEYS
from mapgen.places.regions import REGION_KEYS
from mapgen.record.keys import RECORD_KEYS, ROW_KEYS
from mapgen.record.snapshot_file import CLASS_KEYS, SNAPSHOT_KEYS
from mapgen.themes.file import PATTERN_KEYS, PATTERN_TABLES, STATUS_TABLES, TABLES
from mapgen.themes.theme import LIKE
from mapgen.views.areas import areas
from mapgen.views.view import AREA_KEYS, VIEW_KEYS


def record_schema() -> Schema:
    """Return the JSON Schema of a record file."""
    reviewed = {"type": "object", "additionalProperties": value_schema(day), "description": "last review per country"}
    rows = {name: list_schema(table_schema(keys)) for name, keys in ROW_KEYS.items()}
    tables = {"record": table_schema(RECORD_KEYS), "reviewed": reviewed, **rows}
    return document_schema("A record of governments", tables, ["record"])


def snapshot_schema() -> Schema:
    """Return the JSON Schema of a snapshot file."""
    tables = {
        "snapshot": table_schema(SNAPSHOT_KEYS),
        "classes": {
            "type": "object",
            "additionalProperties": table_schema(CLASS_KEYS),
            "description": "label, colour and bloc of each class of a scale of one's own",
        },
        "alignments": {"type": "object", "additionalProperties": {"type": "string"}, "description": "one per state"},
    }
    return document_schema("A snapshot: one alignment per state", tables, ["snapshot", "alignments"])


def region_schema() -> Schema:
    """Return the JSON Schema of a region file."""
    tables = {"region": table_schema(REGION_KEYS), "inset": list_schema(table_schema(INSET_KEYS))}
    return document_schema("A region: its states, and how they are laid on paper", tables, ["region"])


def theme_schema() -> Schema:
    """Return the JSON Schema of a theme file."""
    patterns = table_schema(PATTERN_KEYS)
    patterns["properties"] |= {name: table_schema(keys) for name, keys in PATTERN_TABLES.items()}
    statuses = {status.value: table_schema(keys) for status, keys in STATUS_TABLES.items()}
    status = {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, table in statuses.items() if table["required"] and name not in LIKE],
        "properties": statuses,
    }
    tables = {name: table_schema(keys) for name, keys in TABLES.items()}
    return document_schema(
        "A theme: colours and patterns", {**tables, "patterns": patterns, "status": status}, [*TABLES]
    )


def manifest_schema() -> Schema:
    """Return the JSON Schema of a manifest."""
    keys = table_schema(MAP_KEYS)
    tables = {"defaults": keys, "map": list_schema(keys) | {"minItems": 1}}
    return document_schema("A manifest: the maps that a batch makes", tables, ["map"])


def view_schema() -> Schema:
    """Return the JSON Schema of a view file."""
    by_area = {
        "type": "object",
        "propertyNames": {"enum": [*areas()]},
        "additionalProperties": table_schema(AREA_KEYS),
        "description": "how each disputed area is drawn",
    }
    return document_schema(
        "A view: whose borders a map shows", {"view": table_schema(VIEW_KEYS), "area": by_area}, ["view"]
    )


# By kind of file; the kind is also the name of the shipped schema.
SCHEMAS = {
    "record": record_schema,
    "snapshot": snapshot_schema,
    "region": region_schema,
    "theme": theme_schema,
    "manifest": manifest_schema,
    "view": view_schema,
}


def schema_files() -> dict[str, str]:
    """Return the text of each shipped schema by its file name."""
    return {
        f"{kind}.schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
        for kind, schema in SCHEMAS.items()
    }


if __name__ == "__main__":
    for name, text in schema_files().items():
        (geodata_folder() / "schemas" / name).write_text(text, encoding="utf-8")
