"""Themes: colours, patterns and line weights, each a TOML file; no positions and no sizes of type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapgen.alignments import CLASSES, STANDARD, STANDARD_SCALE, Scale
from mapgen.documents import Document, read_document
from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.fields import Key, Unfit, choice, read_table
from mapgen.hatch import PATTERNS
from mapgen.shipped import package_path
from mapgen.snapshots import Entry, Status

# Which of the five colours a scale of a user's own takes, by its length.
_SPREAD = {
    1: ("left",),
    2: ("left", "right"),
    3: CLASSES[3],
    4: ("left", "centre-left", "centre-right", "right"),
    5: STANDARD_SCALE,
}
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area looks: its colour, and a pattern of strokes in another (`none` for none)."""

    colour: str
    pattern: str = "none"
    pattern_colour: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of a map; every colour is `#rrggbb`, widths are CSS pixels at the article's size."""

    name: str
    page: str
    ink: str
    quiet: str
    context: str
    border: str
    border_width: float
    claim: str
    three: Mapping[str, str]
    five: Mapping[str, str]
    statuses: Mapping[Status, Fill]

    def class_colour(self, name: str, classes: int, scale: Scale = STANDARD) -> str:
        """Return the colour of a class: the scale's own, or the theme's for 3 classes or 5.

        The classes of a user's scale without colours of their own take the theme's five in order.
        """
        if name in scale.colours:
            return scale.colours[name]
        if classes == len(self.three):
            return self.three[name]
        if scale.is_standard:
            return self.five[name]
        return self.five[_SPREAD[len(scale.names)][scale.names.index(name)]]

    def fill(self, entry: Entry, classes: int) -> Fill:
        """Return how an entry is drawn: its class's colour, and what its status adds."""
        if entry.follows:
            return self.fill(entry.follows, classes)
        own = self.statuses.get(entry.status)
        name = entry.class_name(classes)
        if name is None:
            return own or self.statuses[Status.NO_DATA]
        colour = self.class_colour(name, classes, entry.scale)
        return Fill(colour, own.pattern, own.pattern_colour) if own else Fill(colour)

    def legible(self, ground: str) -> str:
        """Return whichever of ink and page reads better on a ground."""
        return max((self.ink, self.page), key=lambda colour: contrast(colour, ground))


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (sRGB)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _colour(value: object) -> str:
    if not isinstance(value, str) or not _HEX.fullmatch(value.lower()):
        raise Unfit('write a colour as "#rrggbb"')
    return value.lower()


def _width(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 10:  # noqa: PLR2004
        raise Unfit("write a width in pixels, from 0 to 10")
    return float(value)


_PAGE = tuple(Key(name, _colour, required=True, doc="a colour") for name in ("ground", "ink", "quiet"))
_LAND = (
    Key("context", _colour, required=True, doc="land outside the region"),
    Key("border", _colour, required=True, doc="separators between countries"),
    Key("border_width", _width, required=True, doc="their width in pixels"),
    Key("claim", _colour, required=True, doc="disputed lines"),
)
_THREE = tuple(Key(name, _colour, required=True, doc="a colour") for name in ("left", "centre", "right"))
_FIVE = tuple(Key(name, _colour, required=True, doc="a colour") for name in STANDARD_SCALE)
_TABLES = {"page": _PAGE, "land": _LAND, "three": _THREE, "five": _FIVE}
_OVERLAY = (
    Key("pattern", choice(PATTERNS), required=True, doc=listed(PATTERNS)),
    Key("pattern_colour", _colour, doc="the colour of its strokes"),
)
_PLAIN = (
    Key("colour", _colour, required=True, doc="a colour"),
    Key("pattern", choice(PATTERNS)),
    _OVERLAY[1],
)
_STATUSES = {
    Status.ELECTED: _OVERLAY,
    Status.VACANT: _PLAIN,
    Status.RESULT_PENDING: _PLAIN,
    Status.NO_DATA: _PLAIN,
    Status.NOT_APPLICABLE: _PLAIN,
}


def theme_names() -> tuple[str, ...]:
    """Return the names of the shipped themes."""
    return tuple(sorted(path.stem for path in package_path("themes").glob("*.toml")))


def read_theme(name: str) -> Theme:
    """Return a shipped theme by its name, or a user's by the path of its file.

    Raises InputError for an unknown name, naming the nearest, and with every problem of a file.
    """
    if name in theme_names():
        return _theme(read_document(package_path(f"themes/{name}.toml")))
    if name.endswith(".toml"):
        return _theme(read_document(Path(name)))
    hint = nearest(name, theme_names())
    message = f"there is no such theme; there is {listed(theme_names())}, or a file NAME.toml{hint}"
    raise InputError.single(f'theme "{name}"', message)


def _theme(document: Document) -> Theme:
    problems: list[Problem] = []
    _refuse_unknown_tables(document, document.tables, [*_TABLES, "status"], problems)
    read = {
        name: read_table(document.tables.get(name, {}), keys, f"{document.where(name)}, [{name}]", problems)
        for name, keys in _TABLES.items()
    }
    statuses = _statuses(document, problems)
    if problems:
        raise InputError(problems)
    return _built(document, read, statuses)


def _statuses(document: Document, problems: list[Problem]) -> dict[Status, Any]:
    """Return what each `[status.NAME]` says."""
    tables = document.tables.get("status", {})
    if not isinstance(tables, Mapping):
        problems.append(Problem(document.where("status"), "write [status.elected] and so on, each a table of keys"))
        return {}
    named = {f"status.{name}": table for name, table in tables.items()}
    _refuse_unknown_tables(document, named, [f"status.{status}" for status in _STATUSES], problems)
    return {
        status: read_table(
            named.get(f"status.{status}", {}),
            keys,
            f"{document.where(f'status.{status}')}, [status.{status}]",
            problems,
        )
        for status, keys in _STATUSES.items()
    }


def _refuse_unknown_tables(
    document: Document, names: Iterable[str], known: Sequence[str], problems: list[Problem]
) -> None:
    for name in names:
        if name not in known:
            hint = nearest(name, known) or f"; a theme has the tables {listed(known)}"
            problems.append(Problem(document.where(name), f'unknown table or key "{name}"{hint}'))


def _built(document: Document, read: Mapping[str, Any], statuses: Mapping[Status, Any]) -> Theme:
    page, land = read["page"], read["land"]
    return Theme(
        name=document.path.stem,
        page=page["ground"],
        ink=page["ink"],
        quiet=page["quiet"],
        **land,
        three=read["three"],
        five=read["five"],
        statuses={
            status: Fill(
                values.get("colour", page["ground"]),
                values.get("pattern", "none"),
                values.get("pattern_colour", page["ink"]),
            )
            for status, values in statuses.items()
        },
    )
