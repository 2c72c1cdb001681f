"""Regions: a named set of territories with a projection and a frame, each a small file of geodata/regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mapgen.documents import read_document
from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.fields import Key, Reader, Unfit, choice, read_table, several, shown, text
from mapgen.shipped import shipped_names, shipped_path
from mapgen.sovereigns import sovereign_of

# How a territory that is no state is drawn: as not applicable, as the state it belongs to, or not at all; and how a
# claim is: as a line, as an area, or not at all. The first of each is what a list of names alone means.
TERRITORY_TREATMENTS = ("neutral", "sovereign", "hidden")
CLAIM_TREATMENTS = ("dashed", "hatched", "hidden")
_HALF_TURN = 180
Window = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """The territories of a region and how they are laid on paper.

    All codes are ISO 3166-1 alpha-3. `states` are those whose governments the map is about, `territories` the
    others with how each is drawn (one of TERRITORY_TREATMENTS) unless somebody chooses otherwise, and `left_out`
    those of land around the region that is not drawn at all. `window` is west, south, east, north in degrees:
    what lies outside is left out. `centre` is the longitude and latitude in degrees that the equal-area
    projection is centred on. `claims` are the disputed areas, by their names in the claims file, with how each is
    drawn (one of CLAIM_TREATMENTS).
    """

    name: str
    states: tuple[str, ...]
    territories: Mapping[str, str]
    window: Window
    centre: tuple[float, float]
    claims: Mapping[str, str]
    left_out: tuple[str, ...]
    sha256: str

    @property
    def codes(self) -> tuple[str, ...]:
        """All the territories drawn in a bloc's colour or as not applicable, in alphabetical order."""
        return tuple(sorted((*self.states, *self.territories)))

    @property
    def sovereigns(self) -> tuple[str, ...]:
        """The states elsewhere that its territories belong to, in alphabetical order."""
        return tuple(sorted({sovereign_of(code) for code in self.territories} - set(self.codes)))

    @property
    def crs(self) -> str:
        """The projection in PROJ's words: Lambert's azimuthal equal-area on the region's centre, metres."""
        longitude, latitude = self.centre
        return f"+proj=laea +lon_0={longitude} +lat_0={latitude} +datum=WGS84 +units=m +no_defs"


def _code(value: object) -> str:
    if not (isinstance(value, str) and len(value) == 3 and value.isupper()):  # noqa: PLR2004 (alpha-3)
        raise Unfit("write an ISO 3166-1 alpha-3 code such as ARG")
    return value


@dataclass(frozen=True, slots=True)
class _Treated:
    """A reader for a table of names and how each is treated, or a list of names, all treated in the first way."""

    name: Reader
    words: tuple[str, ...]

    def __call__(self, value: object) -> dict[str, str]:
        """Read it, in the order of the names."""
        if isinstance(value, list):
            return dict.fromkeys(sorted(several(self.name)(value)), self.words[0])
        if not isinstance(value, Mapping):
            raise Unfit(f'write a table, one line `NAME = "{self.words[0]}"` for each')
        read = choice(self.words)
        found = {}
        for name, treatment in sorted(value.items()):
            try:
                found[self.name(name)] = read(treatment)
            except Unfit as error:
                raise Unfit(f"{name} = {shown(treatment)}: {error}") from None
        return found


def _degrees(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _HALF_TURN:
        raise Unfit("write degrees, from -180 to 180")
    return float(value)


_KEYS = (
    Key("states", several(_code), required=True, doc="the codes of its states"),
    Key("territories", _Treated(_code, TERRITORY_TREATMENTS), doc="codes of what is no state, and how each is drawn"),
    Key("window", several(_degrees), required=True, doc="west, south, east, north in degrees"),
    Key("centre", several(_degrees), required=True, doc="longitude and latitude in degrees"),
    Key("claims", _Treated(text, CLAIM_TREATMENTS), doc="the disputed areas, and how each is drawn"),
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
        territories=values.get("territories", {}),
        window=values["window"],
        centre=values["centre"],
        claims=values.get("claims", {}),
        left_out=values.get("left_out", ()),
        sha256=document.sha256,
    )
