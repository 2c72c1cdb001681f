"""Regions: sets of territories with a projection and a frame, each in a small file, shipped or a user's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from mapgen.boundary_files.model import BoundaryFile
from mapgen.disk.cache import file_stamp
from mapgen.disk.paths import resolved
from mapgen.disk.shipped import shipped_names, shipped_path
from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.files.documents import Document, read_document, read_shipped
from mapgen.files.fields import Key, Unfit, choice, described, flag, read_table, several, text
from mapgen.files.vocabulary import word_of
from mapgen.places.area_cuts import AreaCut
from mapgen.places.countries import nearest_place, place_code, refusal, sovereign_of
from mapgen.places.insets import Degrees, Inset, Window, centre, read_insets, window
from mapgen.places.languages import NamesReader
from mapgen.places.region_checks import claim_name, refuse_both, refuse_unknown, refuse_unknown_tables
from mapgen.places.region_states import BOUNDARY_KEYS, Divided, keys_for, states_of
from mapgen.places.treatment_reader import CLAIM_TREATMENTS, TERRITORY_TREATMENTS, TreatmentReader

_ENDING = ".toml"
_PROJECTIONS = ("laea", "equal-earth")
Context = Literal["whole", "cropped", "none"]


class Region(Struct, frozen=True):
    """The territories of a region, and how they are laid out on the page.

    `states` are the codes of the states whose governments the map shows: countries by ISO 3166-1 alpha-3, divisions by
    ISO 3166-2 (`BR-SP`), or areas of its own boundaries by the codes of their file. `territories` are the others, by
    alpha-3 code, each with its default treatment. `left_out` are the codes of surrounding land that is not drawn.

    `divisions` are the alpha-3 codes of the countries whose first-level divisions the states are; empty if the states
    are no divisions. `boundaries` is the file of the region's own boundaries, if it names one, and `labels` the names
    of its areas by code, empty where the file has no column of names; see also label. `unit` is what one of them is
    (one of UNITS), empty where the region does not say.

    `window` is west, south, east, north in degrees; land outside it is left out, and west is greater than east if the
    window spans the antimeridian. `centre` is the longitude and latitude in degrees of the projection's centre.
    `projection` is laea, equal-earth or a PROJ string. Each of these three that is None is computed from the shapes.
    `context` says how surrounding land is drawn: `whole` (only the pieces that lie whole within reach of the region),
    `cropped` (cut at the edges of the map's place on the page) or `none`. `claims` are the disputed areas, by their
    names in the claims file, each with how it is drawn by default (one of CLAIM_TREATMENTS). `cuts` are those whose
    land a view draws elsewhere than the boundaries have it, or may have to mark.

    `names` are the region's own names by language, if any; `m49` is the UN M49 code under which CLDR names it, if any.
    `aliases` are further names of a shipped one. `document` is its file, for messages, and `sha256` the file's hash.
    """

    name: str
    states: tuple[str, ...]
    territories: Mapping[str, str]
    window: Window | None
    centre: Degrees | None
    claims: Mapping[str, str]
    left_out: tuple[str, ...]
    sha256: str
    projection: str | None = None
    context: Context = "cropped"
    names: Mapping[str, str] = field(default_factory=dict)
    m49: str = ""
    aliases: tuple[str, ...] = ()
    insets: tuple[Inset, ...] = ()
    shows_insets: bool = False
    document: Document | None = None
    divisions: tuple[str, ...] = ()
    boundaries: BoundaryFile | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    labels_by_language: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unit: str = ""
    cuts: tuple[AreaCut, ...] = ()

    @property
    def where(self) -> str:
        """The file and line of the region, for messages."""
        return str(self.document.place("region")) if self.document else f"region {self.name}"

    @property
    def codes(self) -> tuple[str, ...]:
        """All territories drawn in the colour of a class or as not applicable, sorted."""
        return tuple(sorted((*self.states, *self.territories)))

    @property
    def sovereigns(self) -> tuple[str, ...]:
        """The states outside the region to which its territories belong, sorted."""
        return tuple(sorted({sovereign_of(code) for code in self.territories} - set(self.codes)))

    def label(self, code: str, lang: str) -> str | None:
        """Return what the region's own boundaries call an area in a language; None where they have no name for it."""
        return self.labels_by_language.get(lang, self.labels).get(code) or self.labels.get(code)

    @property
    def drawn_insets(self) -> tuple[Inset, ...]:
        """The insets to draw: all of them, or none if the region does not show insets."""
        return self.insets if self.shows_insets else ()

    def with_insets(self, drawn: bool | None) -> Region:  # noqa: FBT001 (None means the region's own choice)
        """Return the region with its insets drawn or not; None keeps the region's own choice."""
        return self if drawn is None else replace(self, shows_insets=drawn)


_CODE_SCHEMA = {"type": "string", "minLength": 2}


@described(_CODE_SCHEMA)
def _code(value: object) -> str:
    """Read a state or territory, by an ISO code or a name, as its alpha-3 code."""
    if not isinstance(value, str):
        raise Unfit("write a country's code or name, such as ARG or Argentina")
    if code := place_code(value):
        return code
    raise Unfit(f"it is the code or name of no territory{refusal(value) or nearest_place(value)}")


@described({"type": "string", "pattern": r"^\d{3}$"})
def _m49(value: object) -> str:
    if not (isinstance(value, str) and re.fullmatch(r"\d{3}", value)):
        raise Unfit('write a UN M49 code, three digits in quotes, such as "005"')
    return value


@described({"type": "array", "items": _CODE_SCHEMA, "uniqueItems": True})
def _codes(value: object) -> tuple[str, ...]:
    codes: tuple[str, ...] = several(_code)(value)
    if twice := [code for code, count in Counter(codes).items() if count > 1]:
        raise Unfit(f"{listed(twice)} stands twice; name it once")
    return codes


@described({"type": "array", "items": _CODE_SCHEMA, "uniqueItems": True, "minItems": 1})
def _states(value: object) -> tuple[str, ...]:
    if not (codes := _codes(value)):
        raise Unfit("it is empty; name one state or more")
    return codes


@described({"anyOf": [{"enum": list(_PROJECTIONS)}, {"type": "string", "pattern": "^\\+proj="}]})
def _projection(value: object) -> str:
    if not (projection := text(value)).startswith("+proj=") and projection not in _PROJECTIONS:
        raise Unfit(f'write {listed(_PROJECTIONS)}, or a PROJ string "+proj=…"{nearest(projection, _PROJECTIONS)}')
    return projection


REGION_KEYS = (
    Key("name", NamesReader(), doc="what it is called, in one language or in each"),
    Key("m49", _m49, doc="the UN M49 code by which CLDR names it in every language"),
    Key("aliases", several(text), doc="further names by which commands know it"),
    Key("states", _states, doc="the codes of its states"),
    Key("divisions", Divided(_states), doc="the countries whose first-level divisions are its states"),
    *BOUNDARY_KEYS,
    Key("territories", TreatmentReader(_code, TERRITORY_TREATMENTS), doc="what is no state, and how each is drawn"),
    Key("projection", _projection, doc="laea, equal-earth or a PROJ string"),
    Key("window", window, doc="west, south, east, north in degrees"),
    Key("centre", centre, doc="longitude and latitude in degrees"),
    Key("claims", TreatmentReader(claim_name, CLAIM_TREATMENTS), doc="the disputed areas, and how each is drawn"),
    Key("left_out", _codes, doc="codes of land around it that is not drawn"),
    Key("context", choice(("whole", "cropped", "none")), doc="how land around it is drawn"),
    Key("insets", flag, doc="whether its insets are drawn when nobody says"),
)


def region_names() -> tuple[str, ...]:
    """Return the names of the shipped regions."""
    return shipped_names("regions")


def located_region(name: str, folder: Path) -> str:
    """Return the name to give to read_region: for a user's file, named relative to `folder`, its absolute path."""
    if name.endswith(_ENDING):
        return str(resolved(folder / name))
    if word := name if is_standard_input(name) else word_of(name, region_names()):
        return word
    from mapgen.places.region_lookup import region_named  # noqa: PLC0415 (only for a name in another language)

    return region_named(name)


def region_identifier(name: str) -> str:
    """Return what file names call a region: its name, or the name of its file without ending."""
    return Path(name).stem if name.endswith(_ENDING) else name


def read_region(name: str) -> Region:
    """Return a shipped region by its name, or a user's region by the path of its file, which ends in .toml.

    Raises InputError for an unknown name, with the nearest one, and for a faulty file, with every problem.
    """
    if name.endswith(_ENDING) or is_standard_input(name):
        document = read_document(Path(name))
        region = _region(document, region_identifier(name))
        refuse_unknown(document)
        return region
    if name not in region_names():
        from mapgen.places.region_lookup import unknown_region  # noqa: PLC0415 (only for an error)

        raise unknown_region(name)
    path = shipped_path(f"regions/{name}{_ENDING}")
    return _shipped_region(name, path, file_stamp(path))


@lru_cache(maxsize=64)
def _shipped_region(name: str, path: Path, _: object) -> Region:
    return _region(read_shipped(path), name)


def _region(document: Document, name: str) -> Region:
    problems: list[Problem] = []
    if "region" in document.tables:
        refuse_unknown_tables(document, problems)
    table, where = document.tables.get("region"), document.place("region")
    values: dict[str, Any] | None = read_table(table, keys_for(table, REGION_KEYS), where, problems)
    insets = read_insets(document, problems)
    if values is not None:
        refuse_both(document, problems)
        states = states_of(values, document, problems)
    if values is None or problems:
        raise InputError(problems)
    return Region(
        name=name,
        territories=values.get("territories", {}),
        window=values.get("window"),
        centre=values.get("centre"),
        claims=values.get("claims", {}),
        left_out=values.get("left_out", ()),
        sha256=document.sha256,
        projection=values.get("projection"),
        context=values.get("context", "cropped"),
        names=values.get("name", {}),
        m49=values.get("m49", ""),
        aliases=values.get("aliases", ()),
        insets=insets,
        shows_insets=values.get("insets", False),
        document=document,
        unit=values.get("unit", ""),
        **asdict(states),
    )
