"""A whole published list as tables: its head in one row, its classes, and its alignments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mapgen.exporting.data_table import ISO3, Column, DataTable, documented
from mapgen.exporting.region_tables import region_text
from mapgen.places.languages import names_with_languages
from mapgen.places.region_names import names_in
from mapgen.record.alignments import CLASSES, NO_DATA, Scale
from mapgen.record.snapshot_file import CLASS_KEYS, SNAPSHOT_KEYS
from mapgen.record.snapshots import Basis, Entry, Snapshot


def list_tables(snapshot: Snapshot) -> tuple[DataTable, ...]:
    """Return the tables of a list: list, classes, alignments."""
    return _head(snapshot), _classes(snapshot.scale), _alignments(snapshot)


def _head(snapshot: Snapshot) -> DataTable:
    doc = documented(SNAPSHOT_KEYS)
    columns = (
        Column("title", doc["title"], required=True),
        Column("titles", "the title in each language, as `es: Título`, separated by ` | `"),
        Column("region", doc["region"], required=True),
        Column("as_of", doc["as_of"], "date", required=True),
        Column("basis", doc["basis"], words=tuple(Basis)),
        Column("basis_inferred", doc["basis_inferred"], "boolean", required=True),
        Column("coder", doc["coder"]),
        Column("source", doc["source"]),
        Column("licence", doc["licence"]),
        Column("scale", f"{doc['scale']}, separated by ` | `", required=True),
        Column("note", doc["note"]),
    )
    row = {
        "title": snapshot.title,
        "titles": names_with_languages(snapshot.titles),
        "region": region_text(snapshot.region),
        "as_of": snapshot.as_of.isoformat(),
        "basis": snapshot.basis.value if snapshot.basis else None,
        "basis_inferred": snapshot.basis_inferred,
        "coder": snapshot.coder or None,
        "source": snapshot.source or None,
        "licence": snapshot.licence or None,
        "scale": list(snapshot.scale.names),
        "note": snapshot.note or None,
    }
    title = "The list: its title, region, day, basis, coder, source, licence, scale and note"
    return DataTable("list", title, columns, [row])


def _classes(scale: Scale) -> DataTable:
    doc = documented(CLASS_KEYS)
    languages = sorted({lang for labels in scale.labels.values() for lang in labels})
    columns = (
        Column("class", "the name of the class", required=True),
        Column("bloc", doc["bloc"], words=CLASSES[3]),
        Column("colour", doc["colour"]),
        *(Column(f"label_{lang}", f"what it is called in the language {lang}") for lang in languages),
    )
    rows = [
        {
            "class": name,
            "bloc": scale.blocs[name].value if name in scale.blocs else None,
            "colour": scale.colours.get(name),
            **{f"label_{lang}": scale.labels.get(name, {}).get(lang) for lang in languages},
        }
        for name in scale.names
    ]
    return DataTable("classes", "The classes of the list, in the order of its scale", columns, rows, ("class",))


def _alignments(snapshot: Snapshot) -> DataTable:
    columns = (
        Column("iso3", "ISO 3166-1 alpha-3 code", required=True, pattern=ISO3),
        Column("name", "the country's name in English", required=True),
        Column("state", "whether it is a state of the region, and counted", "boolean", required=True),
        Column("alignment", "its class, or no-data", required=True, words=(*snapshot.scale.names, NO_DATA)),
    )
    name = names_in(snapshot.region, "en")
    rows = [*_rows(snapshot.entries, name, state=True), *_rows(snapshot.sovereigns, name, state=False)]
    title = "Which class each country has"
    return DataTable("alignments", title, columns, rows, ("iso3",))


def _rows(entries: Iterable[Entry], name: Callable[[str], str], *, state: bool) -> list[dict[str, Any]]:
    return [
        {
            "iso3": entry.iso3,
            "name": name(entry.iso3),
            "state": state,
            "alignment": entry.alignment or NO_DATA,
        }
        for entry in entries
    ]
