"""Regions: a named set of territories with a projection and a frame, each a small file of geodata/regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mapgen.documents import read_document
from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.fields import Key, Unfit, read_table, several, text
from mapgen.shipped import shipped_names, shipped_path

_HALF_TURN = 180
Window = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """The territories of a region and how they are laid on paper.

    All codes are ISO 3166-1 alpha-3. `states` are those whose governments the map is about, `territories` the
    others it draws, as not applicable, and `left_out` those of land around the region that is not drawn at
    all. `window` is west, south, east, north in degrees: what lies outside is left out. `centre` is the
    longitude and latitude in degrees that the equal-area projection is centred on. `claims` are the disputed
    lines drawn, by their names in the claims file.
    """

    name: str
    states: tuple[str, ...]
    territories: tuple[str, ...]
    window: Window
    centre: tuple[float, float]
    claims: tuple[str, ...]
    left_out: tuple[str, ...]
    sha256: str

    @property
    def codes(self) -> tuple[str, ...]:
        """All the territories drawn in a bloc's colour or as not applicable, in alphabetical order."""
        return tuple(sorted((*self.states, *self.territories)))

    @property
    def crs(self) -> str:
        """The projection in PROJ's words: Lambert's azimuthal equal-area on the region's centre, metres."""
        longitude, latitude = self.centre
        return f"+proj=laea +lon_0={longitude} +lat_0={latitude} +datum=WGS84 +units=m +no_defs"


def _code(value: object) -> str:
    if not (isinstance(value, str) and len(value) == 3 and value.isupper()):  # noqa: PLR2004 (alpha-3)
        raise Unfit("write an ISO 3166-1 alpha-3 code such as ARG")
    return value


def _degrees(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _HALF_TURN:
        raise Unfit("write degrees, from -180 to 180")
    return float(value)


_KEYS = (
    Key("states", several(_code), required=True, doc="the codes of its states"),
    Key("territories", several(_code), doc="codes drawn as not applicable"),
    Key("window", several(_degrees), required=True, doc="west, south, east, north in degrees"),
    Key("centre", several(_degrees), required=True, doc="longitude and latitude in degrees"),
    Key("claims", several(text), doc="the disputed lines drawn"),
    Key("left_out", several(_code), doc="codes of land around it that is not drawn"),
)


def region_names() -> tuple[str, ...]:
    """Return the names of the shipped regions."""
    return shipped_names("regions")


def read_region(name: str) -> Region:
    """Return a shipped region by its name; raises InputError for an unknown one, naming the nearest."""
    if name not in region_names():
        raise InputError.single(
            f'region "{name}"',
            f"there is no such region; there is {listed(region_names())}{nearest(name, region_names())}",
        )
    document = read_document(shipped_path(f"regions/{name}.toml"))
    problems: list[Problem] = []
    values: dict[str, Any] | None = read_table(document.tables.get("region"), _KEYS, document.where("region"), problems)
    if values is None:
        raise InputError(problems)
    return Region(
        name=name,
        states=tuple(sorted(values["states"])),
        territories=tuple(sorted(values.get("territories", ()))),
        window=values["window"],
        centre=values["centre"],
        claims=values.get("claims", ()),
        left_out=values.get("left_out", ()),
        sha256=document.sha256,
    )
