"""Manifests: TOML files that define the maps to make; each table makes one map per combination of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

from msgspec import Struct

from mapgen.batch.map_table import MapTable
from mapgen.drawing.sizes import NAMED, parse_size
from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.files import day_fields, fields
from mapgen.files.dates import RELATIVE, relative_day
from mapgen.files.documents import Document, TablePlace, read_document
from mapgen.files.fields import Key, Reader, Unfit, described
from mapgen.files.json_schema import Schema, list_schema, value_schema
from mapgen.files.periods import PERIODS_OR_TURNING
from mapgen.files.vocabulary import word_of
from mapgen.pens.formats import BY_DEFAULT, FORMATS, LETTERINGS
from mapgen.places.figures import MEASURES, measure_synonyms
from mapgen.places.languages import languages
from mapgen.places.scales import SCALES
from mapgen.record.alignments import CLASSES
from mapgen.record.snapshots import Basis
from mapgen.themes.file import theme_names
from mapgen.themes.theme import DISC_MODES, KEY_MODES, LABEL_MODES

# What stands for a value that may hold a private key.
_KEY_ITSELF = "-----"
# The placeholders of an output pattern.
PLACEHOLDERS = ("name", "source", "region", "date", "basis", "lang", "size", "theme", "format")
_PATTERN = "outputs/{name}-{date}-{basis}-{lang}-{size}-{theme}.{format}"


class OneOrMore(Struct, frozen=True):
    """A reader for one value or a list of values, each read by `reader`; it returns a tuple without duplicates."""

    reader: Reader

    @property
    def schema(self) -> Schema:
        """The JSON Schema of the accepted values."""
        value = value_schema(self.reader)
        return {"anyOf": [value, list_schema(value) | {"minItems": 1}]}

    def __call__(self, value: object) -> tuple[Any, ...]:
        """Return the values; raises Unfit."""
        values = fields.several(self.reader)(value if isinstance(value, list) else [value])
        if not values:
            raise Unfit("the list is empty; write one value or more")
        return tuple(dict.fromkeys(values))


@described({"anyOf": [value_schema(day_fields.day), {"enum": [*RELATIVE]}]})
def _day(value: object) -> date | str:
    word = relative_day(value) if isinstance(value, str) else None
    return word or day_fields.day(value)


# A pattern and not the list of languages: a language is one file, and no schema changes with it.
@described({"type": "string", "pattern": "^[a-z]{2}$"})
def _lang(value: object) -> str:
    return fields.choice(languages())(value)


@described(value_schema(fields.name))
def _size(value: object) -> str:
    size = fields.name(value)
    try:
        parse_size(size)
    except InputError as error:
        raise Unfit(error.problems[0].message) from None
    return word_of(size, NAMED) or size


# What a size can have is checked where the size is known.
_TOO_MANY_DOTS = 100_000


@described({"type": "integer", "minimum": 1})
def _dpi(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < _TOO_MANY_DOTS:
        raise Unfit("write a whole number, such as 300")
    return value


@described(value_schema(fields.text))
def _theme(value: object) -> str:
    name = fields.text(value)
    return word_of(name, theme_names()) or name


@described({"enum": list(CLASSES)})
def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or value not in CLASSES:
        raise Unfit(f"write {listed(map(str, CLASSES))}")
    return str(value)


@described({"type": "object", "additionalProperties": value_schema(fields.text)})
def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise Unfit('write a table, such as { left = "…" }')
    return tuple((fields.name(key), fields.text(text)) for key, text in value.items())


@described(value_schema(fields.text))
def _key_path(value: object) -> str:
    """Read the path of a private key: a message repeats what a reader refuses, so text is refused where it is used."""
    if isinstance(value, bool | int | float):
        raise Unfit("write it as text in quotes")
    return value if isinstance(value, str) else _KEY_ITSELF


@described(value_schema(fields.text))
def _pattern(value: object) -> str:
    pattern = fields.text(value)
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        raise Unfit("a brace in it is not closed; write names in braces, such as {date}") from None
    for _, name, form, conversion in parts:
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            raise Unfit(
                f"{{{name}}} is no part of a map; write {{{'}, {'.join(PLACEHOLDERS)}}}{nearest(name, PLACEHOLDERS)}"
            )
    if "{format}" not in pattern.rpartition(".")[2]:
        raise Unfit("it must end in .{format}")
    return pattern


MAP_KEYS = (
    Key("name", fields.name, doc="what the outputs are called"),
    Key("source", fields.text, doc="a record or snapshot file; without it, the shipped record"),
    Key("as_of", OneOrMore(_day), doc='days, "today" or "yesterday"'),
    Key("every", fields.choice(PERIODS_OR_TURNING), doc="the end of each, or each turning day, from `from` to `to`"),
    Key("from", _day, doc="the first day of `every`"),
    Key("to", _day, doc="its last day, today without it"),
    Key("basis", OneOrMore(fields.choice(Basis)), doc="office, elected or both"),
    Key("lang", OneOrMore(_lang), doc="languages"),
    Key("size", OneOrMore(_size), doc="sizes"),
    Key("theme", OneOrMore(_theme), doc="themes, by name or file"),
    Key("formats", OneOrMore(fields.choice(FORMATS)), doc=", ".join(FORMATS)),
    Key("output", _pattern, doc="where each goes"),
    Key("classes", _number, doc=listed(map(str, CLASSES))),
    Key("scale", fields.choice(SCALES), doc="the detail of the boundaries"),
    Key("labels", fields.choice(LABEL_MODES), doc="labels on the map"),
    Key("dpi", _dpi, doc="dots an inch of a PNG"),
    Key("discs", fields.choice(DISC_MODES), doc="the states drawn as discs"),
    Key("key", fields.choice(KEY_MODES), doc="the classes in the key: those with members, or all"),
    *(Key(name, fields.text, doc="a text of the map") for name in ("title", "subtitle", "credit")),
    Key("text", _pairs, doc="other texts, by name"),
    Key("share", OneOrMore(fields.Choice((*MEASURES, "all"), measure_synonyms)), doc="bars of shares"),
    *(Key(name, fields.flag, doc="true or false") for name in ("bare", "patterns", "insets")),
    *(Key(name, _pairs, doc="by side") for name in ("slogan", "image", "image_credit")),
    *(Key(name, _pairs, doc="treatments") for name in ("territory", "claim")),
    Key("view", fields.text, doc="whose borders disputed areas have, by name or file"),
    Key("svg_text", fields.choice(LETTERINGS), doc="how an SVG writes its texts"),
    Key("sign", fields.text, doc="the certificate that signs it, a PEM file"),
    Key("sign_key", _key_path, doc="the file of its private key"),
    Key("timestamp", fields.text, doc="the address of a server of time stamps"),
)
_TABLES = ("defaults", "map")
_DEFAULTS: Mapping[str, Any] = {
    "basis": (Basis.OFFICE.value,),
    "lang": ("en",),
    "size": ("article",),
    "theme": ("newsprint",),
    "formats": tuple(ending.removeprefix(".") for ending in BY_DEFAULT),
    "output": _PATTERN,
}


class Manifest(Struct, frozen=True):
    """A manifest: the path of its file, and its tables in order."""

    path: Path
    tables: tuple[MapTable, ...]

    @property
    def folder(self) -> Path:
        """The folder to which its paths are relative."""
        return self.path.parent


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file; raises InputError with every problem found."""
    document = read_document(path)
    problems: list[Problem] = []
    for name in document.tables:
        if name not in _TABLES:
            hint = nearest(name, _TABLES) or f"; a manifest has the tables {listed(_TABLES)}"
            problems.append(Problem(document.where(name), f'unknown table or key "{shortened(name)}"{hint}'))
    where = document.place("defaults")
    defaults = fields.read_table(document.tables.get("defaults", {}), MAP_KEYS, where, problems) or {}
    tables = _tables(document, dict.fromkeys(defaults, where), defaults, problems)
    if problems:
        raise InputError(problems)
    return Manifest(path, tables)


def _tables(
    document: Document, places: Mapping[str, TablePlace], defaults: Mapping[str, Any], problems: list[Problem]
) -> tuple[MapTable, ...]:
    rows = document.tables.get("map", [])
    if not isinstance(rows, list) or not rows:
        problems.append(Problem(str(document.path), "it makes no map; write one table [[map]] or more"))
        return ()
    tables = []
    for number, table in enumerate(rows):
        where = document.place("map", number, note=f" {number + 1}")
        values_given = fields.read_table(table, MAP_KEYS, where, problems)
        if values_given is not None:
            places_given = {**places, **dict.fromkeys(values_given, where)}
            values = {**_DEFAULTS, **_without_rivals(defaults, values_given), **values_given}
            _check_days(values, where, problems)
            tables.append(MapTable(number, where, values, places_given))
    return tuple(tables)


def _without_rivals(defaults: Mapping[str, Any], table_values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the defaults, without their days if the table gives days."""
    days = {"as_of", "every", "from", "to"}
    return {key: value for key, value in defaults.items() if not (key in days and days & table_values.keys())}


def _check_days(values: Mapping[str, Any], where: TablePlace, problems: list[Problem]) -> None:
    if "as_of" in values and "every" in values:
        problems.append(Problem(where.at("every"), "`as_of` and `every` both say which days; write one of them"))
    if "every" not in values:
        without = [name for name in ("from", "to") if name in values]
        problems += [
            Problem(where.at(name), f"`{name}` needs `every`, one of {listed(PERIODS_OR_TURNING)}") for name in without
        ]
    if "every" in values and "from" not in values:
        problems.append(Problem(where.at("every"), "`every` needs `from`, the first day"))
