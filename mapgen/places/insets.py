"""Insets, which show far places of a region in frames of their own, and readers for degrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mapgen.errors import Problem
from mapgen.files.documents import Document
from mapgen.files.fields import Choice, Key, Number, Unfit, described, read_table, several
from mapgen.files.toml_text import toml_text
from mapgen.places.languages import NamesReader

_DEGREES = Number(-180, 180, "write degrees, from -180 to 180")
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
Window = tuple[float, float, float, float]
Degrees = tuple[float, float]


class Inset(Struct, frozen=True):
    """A far place of a region, drawn in a small frame in free sea.

    `window` is west, south, east, north in degrees: the frame shows the land in it. `place` is the centre of the frame,
    as longitude and latitude on the main map, or a corner of the map. `magnify` is the frame's scale as a multiple of
    the main map's. `names` are its names by language.
    """

    name: str
    names: Mapping[str, str]
    window: Window
    place: Degrees | str
    magnify: float = 1.0

    @property
    def path(self) -> str:
        """The name of its frame among the shapes of a basemap."""
        return f"inset-{self.name}"


def _degrees_schema(count: int) -> dict[str, Any]:
    degrees = {"type": "number", "minimum": _DEGREES.least, "maximum": _DEGREES.most}
    return {"type": "array", "items": degrees, "minItems": count, "maxItems": count}


@described(_degrees_schema(4))
def window(value: object) -> Window:
    """Read west, south, east and north in degrees; west may be greater than east, across the antimeridian."""
    degrees: tuple[float, ...] = several(_DEGREES)(value)
    if len(degrees) != 4 or not -90 <= degrees[1] < degrees[3] <= 90 or degrees[0] in {degrees[2], degrees[2] + 360}:  # noqa: PLR2004
        raise Unfit("write west, south, east, north in degrees, south below north, such as [-82.5, -56.2, -34, 13.2]")
    return degrees


@described(_degrees_schema(2))
def centre(value: object) -> Degrees:
    """Read longitude and latitude in degrees."""
    degrees: tuple[float, ...] = several(_DEGREES)(value)
    if len(degrees) != 2 or abs(degrees[1]) > 90:  # noqa: PLR2004 (longitude and latitude)
        raise Unfit("write longitude and latitude in degrees, such as [-60, -20]")
    return degrees


@described({"anyOf": [{"enum": list(CORNERS)}, centre.schema]})  # type: ignore[attr-defined]  # set by `described`
def _place(value: object) -> Degrees | str:
    return Choice(CORNERS)(value) if isinstance(value, str) else centre(value)


# The minimum is above zero, because an inset at scale zero would show nothing.
_MAGNIFY = Number(0.01, 100, "write how many times the scale of the main map, such as 1.5")
INSET_KEYS = (
    Key("name", NamesReader(), required=True, doc="what it is called, in one language or in each"),
    Key("window", window, required=True, doc="west, south, east, north in degrees"),
    Key("place", _place, required=True, doc="longitude and latitude of the main map, or a corner such as bottom-left"),
    Key("magnify", _MAGNIFY, doc="how many times the scale of the main map"),
)


def read_insets(document: Document, problems: list[Problem]) -> tuple[Inset, ...]:
    """Return the insets of a region file in its order; problems are appended to `problems`."""
    rows = document.tables.get("inset", [])
    if not isinstance(rows, list):
        problems.append(Problem(document.where("inset"), f"write [[inset]] with two brackets, not {toml_text(rows)}"))
        return ()
    insets = []
    for index, row in enumerate(rows):
        values = read_table(row, INSET_KEYS, document.place("inset", index), problems)
        if values is not None:
            insets.append(Inset(str(index + 1), values.pop("name"), **values))
    return tuple(insets)
