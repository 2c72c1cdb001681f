"""Read theme files, shipped or a user's own, and report every problem of a file at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mapgen.disk.cache import file_stamp
from mapgen.disk.shipped import package_path
from mapgen.disk.standard_input import is_standard_input
from mapgen.drawing.hatch import PATTERNS
from mapgen.errors import InputError, Problem, listed, nearest, printable
from mapgen.files.colours import colour
from mapgen.files.documents import Document, read_document, read_shipped
from mapgen.files.fields import Key, Number, choice, inline, read_table
from mapgen.files.vocabulary import word_of
from mapgen.record.alignments import STANDARD_SCALE
from mapgen.record.snapshots import Status
from mapgen.themes.theme import LABEL_MODES, LAYOUTS, LIKE, Fill, Pattern, Theme
from mapgen.themes.tones import tone

# The width in pixels of the outline around territories if a theme gives only its colour.
_OUTLINE_WIDTH = 0.6
# The contrast to the page of a line around land that is too pale for it, if a theme does not give its colour.
_COAST_CONTRAST = 3.2


_WIDTH = Number(0, 10, "write a width in pixels, from 0 to 10")
_PAGE = (
    *(Key(name, colour, required=True, doc="a colour") for name in ("ground", "ink", "quiet")),
    Key("labels", choice(LABEL_MODES), doc="labels on the map unless the user says"),
    Key("layout", choice(LAYOUTS), doc="an article, or a poster without headline, key and notes"),
)
_LAND = (
    Key("context", colour, required=True, doc="land outside the region"),
    Key("context_border", colour, doc="borders of the neighbours"),
    Key("context_ink", colour, doc="names of the neighbours"),
    Key("sea", colour, doc="the sea, which is the map's ground"),
    Key("frame", colour, doc="a line around the map's ground"),
    Key("sea_ink", colour, doc="names of seas"),
    Key("border", colour, required=True, doc="separators between countries"),
    Key("border_width", _WIDTH, required=True, doc="their width in pixels"),
    Key("claim", colour, required=True, doc="disputed lines"),
    Key("casing", colour, doc="a wider line under separators"),
    Key("outline", colour, doc="a line around every territory"),
    Key("outline_width", _WIDTH, doc="its width in pixels"),
    Key("coast", colour, doc="a line around land too pale to be seen on the page; else a tone of the page"),
    Key("separators", choice(("all", "between-classes")), doc="where separators stand"),
)
_THREE = tuple(Key(name, colour, required=True, doc="a colour") for name in ("left", "centre", "right"))
_FIVE = tuple(Key(name, colour, required=True, doc="a colour") for name in STANDARD_SCALE)


def _pattern(pattern: str, colour: str) -> Pattern:
    return Pattern(pattern, colour)


_STROKES = inline(
    (
        Key("pattern", choice(PATTERNS[1:]), required=True, doc=listed(PATTERNS[1:])),
        Key("colour", colour, required=True, doc="the colour of its strokes"),
    ),
    _pattern,
)
PATTERN_KEYS = (Key("drawn", choice(("on-request", "always")), doc="when classes have their patterns"),)
_PATTERNS = {
    3: tuple(replace(key, read=_STROKES, doc="a pattern and its colour") for key in _THREE),
    5: tuple(replace(key, read=_STROKES, doc="a pattern and its colour") for key in _FIVE),
}
_TABLE_NAMES = {3: "three", 5: "five"}
PATTERN_TABLES = {name: _PATTERNS[number] for number, name in _TABLE_NAMES.items()}
TABLES = {"page": _PAGE, "land": _LAND, "three": _THREE, "five": _FIVE}
_OVERLAY = (
    Key("pattern", choice(PATTERNS), required=True, doc=listed(PATTERNS)),
    Key("pattern_colour", colour, doc="the colour of its strokes"),
)
_PLAIN = (
    Key("colour", colour, required=True, doc="a colour"),
    Key("pattern", choice(PATTERNS)),
    _OVERLAY[1],
)
STATUS_TABLES = {
    Status.ELECTED: _OVERLAY,
    Status.VACANT: _PLAIN,
    Status.RESULT_PENDING: _PLAIN,
    Status.NOT_RECORDED: _PLAIN,
    Status.NO_DATA: _PLAIN,
    Status.NOT_APPLICABLE: _PLAIN,
}


def theme_names() -> tuple[str, ...]:
    """Return the names of the shipped themes, sorted."""
    return tuple(sorted(path.stem for path in package_path("themes").glob("*.toml")))


def read_theme(name: str) -> Theme:
    """Return a shipped theme by its name, in any case, or a user's theme by the path of its file.

    Raises InputError for an unknown name, with the nearest one, and for a faulty file, with every problem.
    """
    if shipped := word_of(name, theme_names()):
        path = package_path(f"themes/{shipped}.toml")
        return _shipped_theme(path, file_stamp(path))
    if name.endswith(".toml") or is_standard_input(name):
        return _theme(read_document(Path(name)))
    hint = nearest(name, theme_names())
    message = f"there is no such theme; there is {listed(theme_names())}, or a file NAME.toml{hint}"
    raise InputError.single(f'theme "{name}"', message)


@lru_cache(maxsize=16)
def _shipped_theme(path: Path, _: object) -> Theme:
    return _theme(read_shipped(path))


def _theme(document: Document) -> Theme:
    problems: list[Problem] = []
    _refuse_unknown_tables(document, document.tables, [*TABLES, "patterns", "status"], problems)
    read = {
        name: read_table(document.tables.get(name, {}), keys, document.place(name), problems)
        for name, keys in TABLES.items()
    }
    patterns = _patterns(document, problems)
    statuses = _statuses(document, problems)
    if problems:
        raise InputError(problems)
    return replace(_built(document, read, statuses), **patterns)


def _patterns(document: Document, problems: list[Problem]) -> dict[str, Any]:
    """Return the Theme's fields from `[patterns]`, `[patterns.three]` and `[patterns.five]`; empty without patterns."""
    if "patterns" not in document.tables:
        return {}
    tables = document.tables["patterns"]
    where = document.place("patterns")
    if not isinstance(tables, Mapping):
        problems.append(Problem(str(where), "write [patterns.three] and [patterns.five], each a table of classes"))
        return {}
    general = {name: value for name, value in tables.items() if name not in _TABLE_NAMES.values()}
    drawn = read_table(general, PATTERN_KEYS, where, problems) or {}
    patterns = {
        number: read_table(
            tables.get(name, {}),
            _PATTERNS[number],
            document.place("patterns", name),
            problems,
        )
        for number, name in _TABLE_NAMES.items()
    }
    return {"patterns": patterns, "patterns_always": drawn.get("drawn") == "always"}


def _statuses(document: Document, problems: list[Problem]) -> dict[Status, Any]:
    """Return the values of each `[status.NAME]` by status."""
    tables = document.tables.get("status", {})
    if not isinstance(tables, Mapping):
        problems.append(Problem(document.where("status"), "write [status.elected] and so on, each a table of keys"))
        return {}
    named = {f"status.{name}": table for name, table in tables.items()}
    _refuse_unknown_tables(document, named, [f"status.{status}" for status in STATUS_TABLES], problems)
    return {
        status: read_table(
            named.get(f"status.{status}", {}),
            keys,
            document.place("status", status),
            problems,
        )
        for status, keys in STATUS_TABLES.items()
        if status not in LIKE or f"status.{status}" in named
    }


def _refuse_unknown_tables(
    document: Document, names: Iterable[str], known: Sequence[str], problems: list[Problem]
) -> None:
    for name in names:
        if name not in known:
            hint = nearest(name, known) or f"; a theme has the tables {listed(known)}"
            problems.append(Problem(document.where(*name.split(".", 1)), f'unknown table or key "{name}"{hint}'))


def _built(document: Document, read: Mapping[str, Any], statuses: Mapping[Status, Any]) -> Theme:
    page, land = read["page"], read["land"]
    return Theme(
        name=printable(document.path.stem),
        page=page["ground"],
        ink=page["ink"],
        quiet=page["quiet"],
        labels=page.get("labels", ""),
        layout=page.get("layout", LAYOUTS[0]),
        **{**_land_defaults(page, land), **land},
        three=read["three"],
        five=read["five"],
        statuses={
            status: Fill(
                values.get("colour", page["ground"]),
                values.get("pattern", "none"),
                # An elect's stripes are a tone of their class, unless a theme says otherwise.
                values.get("pattern_colour", "" if status is Status.ELECTED else page["ink"]),
            )
            for status, values in statuses.items()
        },
    )


def _land_defaults(page: Mapping[str, Any], land: Mapping[str, Any]) -> dict[str, Any]:
    """Return the width of an outline, if there is one, a line for land that is too pale, and the sea with its names."""
    width = {"outline_width": _OUTLINE_WIDTH} if "outline" in land else {}
    sea = land.get("sea", page["ground"])
    ground = {"sea": sea, "sea_ink": page["quiet"], "context_ink": page["quiet"]}
    return {"coast": tone(sea, _COAST_CONTRAST, sea, page["ink"]), **ground, **width}
