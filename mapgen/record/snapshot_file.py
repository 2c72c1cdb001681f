"""Read a snapshot from a hand-written TOML file: `country = alignment`, on a date, by one coder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.files import day_fields, fields
from mapgen.files.colours import colour
from mapgen.files.documents import Document
from mapgen.files.fields import Key
from mapgen.files.toml_text import toml_text
from mapgen.places.languages import NamesReader, name_in_languages
from mapgen.places.region_names import code_in_region, name_in_region, unknown_in_region
from mapgen.places.regions import Region, located_region, read_region
from mapgen.record.alignments import BLOC_OF, CLASSES, NO_DATA, STANDARD_SCALE, Bloc, Scale, class_synonyms
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status

CLASS_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@fields.described(
    {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{CLASS_NAME.pattern}$"},
        "uniqueItems": True,
        "minItems": 1,
    }
)
def scale_names(value: object) -> tuple[str, ...]:
    """Read the names of a scale: some of the standard scale in its order, or a user's own."""
    names: tuple[str, ...] = fields.several(fields.text)(value)
    if all(name in STANDARD_SCALE for name in names):
        return fields.in_order(STANDARD_SCALE)(value)
    for name in names:
        if not CLASS_NAME.fullmatch(name) or name == NO_DATA:
            raise fields.Unfit(
                f'"{name}" is no name of a class; write small letters, digits and hyphens, and its label in [classes]'
                f"{nearest(name, STANDARD_SCALE)}"
            )
    if len(set(names)) < len(names):
        raise fields.Unfit("write each name once")
    return names


# As many as there are in categories.CATEGORY_PALETTE.
_MOST_WITHOUT_COLOURS = 12
CLASS_KEYS = (
    Key("label", NamesReader(alone="en"), doc="what it is called, in one language or in each"),
    Key("colour", colour, doc="#rrggbb"),
    Key("bloc", fields.Choice(CLASSES[3], class_synonyms), doc="left, centre or right, where it has a side"),
)
SNAPSHOT_KEYS = (
    Key("title", NamesReader(), doc="what the list is called, in one language or in each"),
    Key("region", fields.text, required=True, doc="the region whose states it names"),
    Key("as_of", day_fields.day, required=True, doc="the day it speaks of"),
    Key("basis", fields.choice(Basis), doc="office or elected, where it is known"),
    Key("basis_inferred", fields.flag, doc="whether the desk inferred the basis"),
    Key("coder", fields.name, required=True, doc="who made the classification"),
    Key("source", fields.text, required=True, doc="an address, or a citation in words"),
    Key("licence", fields.name, doc="its licence"),
    Key("scale", scale_names, doc="from left to right, or in an order of your own"),
    Key("missing", fields.Choice((NO_DATA,), class_synonyms), doc="what the states that are not named are"),
    Key("note", fields.text, doc="anything a reader should know"),
)
TABLES = ("snapshot", "classes", "alignments")


def read_snapshot(document: Document) -> Snapshot:
    """Return the snapshot of a document; raises InputError with every problem found."""
    problems: list[Problem] = []
    _refuse_unknown_tables(document, problems)
    head, region = _head(document, problems)
    names = _names(document)
    scale = _scale(document, names, problems) if names else Scale()
    alignments = _alignments(
        document,
        fields.Choice((*names, NO_DATA), class_synonyms) if names else fields.text,
        region,
        problems,
    )
    if head is not None and region and "missing" not in head:
        _refuse_missing(document, region, alignments, problems)
    if head is None or region is None or problems:
        raise InputError(problems)
    drawn = _snapshot(head, scale, {code: alignments.get(code, NO_DATA) for code in region.states}, document.sha256)
    others = {code: alignments[code] for code in region.sovereigns if code in alignments}
    return replace(drawn, sovereigns=_entries(head, scale, others))


def _head(document: Document, problems: list[Problem]) -> tuple[dict[str, Any] | None, Region | None]:
    """Return the values of [snapshot], and its region; each is None if there is a problem."""
    where = document.place("snapshot")
    head = fields.read_table(document.tables.get("snapshot", {}), SNAPSHOT_KEYS, where, problems)
    if head is None:
        return None, None
    head["region"] = located_region(head["region"], document.path.parent)
    name_in_languages(head, "title", "titles")
    try:
        return head, read_region(head["region"])
    except InputError as error:
        problems.extend(Problem(where.at("region"), str(problem)) for problem in error.problems)
        return head, None


def _refuse_unknown_tables(document: Document, problems: list[Problem]) -> None:
    for name in document.tables:
        if name not in TABLES:
            hint = nearest(name, TABLES) or f"; a snapshot has the tables {listed(TABLES)}"
            problems.append(Problem(document.where(name), f'unknown table or key "{shortened(name)}"{hint}'))


def _names(document: Document) -> tuple[str, ...] | None:
    """Return the names of the scale even if other keys of [snapshot] are wrong; None if the scale itself is wrong."""
    head = document.tables.get("snapshot")
    if not isinstance(head, Mapping) or "scale" not in head:
        return STANDARD_SCALE
    try:
        return scale_names(head["scale"])
    except fields.Unfit:
        return None


def _scale(document: Document, names: tuple[str, ...], problems: list[Problem]) -> Scale:
    """Return the scale, with the label, colour and bloc that [classes.NAME] gives to each of its names."""
    classes = _classes(document, names, problems)
    values_by_key = {
        key: {name: table[key] for name, table in classes.items() if key in table}
        for key in ("label", "colour", "bloc")
    }
    blocs = BLOC_OF | {name: Bloc(bloc) for name, bloc in values_by_key["bloc"].items()}
    scale = Scale(names, blocs, values_by_key["label"], values_by_key["colour"])
    without = [name for name in names if name not in scale.colours]
    if len(without) > _MOST_WITHOUT_COLOURS:
        where = document.place("snapshot").at("scale")
        some = f"there are colours for {_MOST_WITHOUT_COLOURS} classes"
        message = f"{some}, and {len(without)} have none; give more of them their own"
        problems.append(Problem(where, message))
    return scale


def _classes(document: Document, names: tuple[str, ...], problems: list[Problem]) -> dict[str, Mapping[str, Any]]:
    """Return the values of each [classes.NAME] by name; those of a faulty table are empty."""
    classes: dict[str, Mapping[str, Any]] = {}
    tables = document.tables.get("classes", {})
    if not isinstance(tables, Mapping):
        problems.append(Problem(document.where("classes"), "write one table [classes.NAME] for each class"))
        tables = {}
    for name, table in tables.items():
        where = document.place("classes", name)
        if name not in names:
            problems.append(Problem(str(where), f"the scale has no class of that name; it has {listed(names)}"))
        classes[name] = fields.read_table(table, CLASS_KEYS, where, problems) or {}
    return classes


def _entries(head: Mapping[str, Any], scale: Scale, alignments: Mapping[str, str]) -> tuple[Entry, ...]:
    return tuple(
        Entry(code, Status.NO_DATA, scale=scale)
        if alignment == NO_DATA
        else Entry(code, Status.AS_PUBLISHED, alignment, sources=(head["source"],), scale=scale)
        for code, alignment in sorted(alignments.items())
    )


def _snapshot(head: Mapping[str, Any], scale: Scale, alignments: Mapping[str, str], sha256: str) -> Snapshot:
    return Snapshot(
        titled="title" in head,
        title=head.get("title", f"{head['coder']}, {head['as_of']}"),
        region=head["region"],
        as_of=head["as_of"],
        basis=Basis(head["basis"]) if "basis" in head else None,
        coder=head["coder"],
        scale=scale,
        entries=_entries(head, scale, alignments),
        basis_inferred=head.get("basis_inferred", False),
        source=head["source"],
        published=True,
        sha256=sha256,
        licence=head.get("licence", ""),
        note=head.get("note", ""),
        titles=head.get("titles", {}),
    )


def _alignments(
    document: Document, read: fields.Reader, region: Region | None, problems: list[Problem]
) -> dict[str, str]:
    """Return the alignment of each state by code; the file may name a state of the region by its code or its name."""
    where = document.place("alignments")
    table = document.tables.get("alignments")
    if not isinstance(table, Mapping):
        problems.append(Problem(str(where), 'the table is missing; write one line `ARG = "right"` per state'))
        return {}
    known = (*region.states, *region.sovereigns) if region else ()
    alignments_read: dict[str, str] = {}
    for name, value in table.items():
        code = code_in_region(region, name, known) if region else name
        if code is None:
            why = unknown_in_region(region, name, known) if region else ""
            problems.append(Problem(where.at(name), f'"{shortened(name)}": {why}'))
        elif code in alignments_read:
            problems.append(Problem(where.at(name), f'"{name}": {code} stands twice; name it once'))
        else:
            try:
                alignments_read[code] = read(value)
            except fields.Unfit as error:
                alignments_read[code] = NO_DATA
                problems.append(Problem(where.at(name), f"{shortened(name)} = {toml_text(value)}: {error}"))
    return alignments_read


def _refuse_missing(document: Document, region: Region, alignments: Mapping[str, str], problems: list[Problem]) -> None:
    missing = [code for code in region.states if code not in alignments]
    if missing and isinstance(document.tables.get("alignments"), Mapping):
        where = str(document.place("alignments"))
        named = listed(f"{code} ({name_in_region(region, code, 'en')})" for code in missing).replace(" or ", " and ")
        problems.append(
            Problem(where, f'no alignment for {named}; name them, or write missing = "no-data" in [snapshot]')
        )
