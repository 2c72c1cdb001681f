"""The disputed areas that ship with mapgen: who holds each, who claims it, and where the boundaries have it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from mapgen.disk.cache import file_stamp
from mapgen.disk.shipped import shipped_path
from mapgen.disk.shipped_tables import shipped_tables

# The table of the areas, and the file of their shapes, below the data folder.
AREAS_FILE = "boundaries/areas.toml"
AREA_SHAPES_FILE = "boundaries/areas.fgb"


class DisputedArea(Struct, frozen=True):
    """A disputed area; all codes are ISO 3166-1 alpha-3, or those that the boundaries give to what ISO does not code.

    `names` are by language, `group` the names of a larger area that it is part of. `codes` are territories of the
    boundary files that it consists of; `inside` is the state in whose shape the boundaries draw it (empty if in none),
    of which the file of shapes has its part. `held` are its holders, empty where its own authorities hold it; `claimed`
    are the others that claim it. `claims` are its lines in the claims file. `divisions` are the divisions that it
    belongs to by the law of a state that holds or claims it, by that state's code.
    """

    slug: str
    names: Mapping[str, str]
    held: tuple[str, ...]
    claimed: tuple[str, ...]
    codes: tuple[str, ...] = ()
    inside: str = ""
    claims: tuple[str, ...] = ()
    group: Mapping[str, str] = {}
    divisions: Mapping[str, str] = {}

    @property
    def parties(self) -> tuple[str, ...]:
        """Those who hold or claim it, and the state in whose shape the boundaries draw it, each once."""
        return tuple(dict.fromkeys((*self.held, *self.claimed, *([self.inside] if self.inside else []))))


def areas() -> Mapping[str, DisputedArea]:
    """Return the disputed areas by their slugs, sorted."""
    path = shipped_path(AREAS_FILE)
    return _areas(path, file_stamp(path))


def areas_called(text: str) -> tuple[DisputedArea, ...]:
    """Return the areas that a text means: by slug, by name in any language, by code, or all parts of a larger one.

    Of a name with a stroke either part will do: `malvinas`.
    """
    from mapgen.places.name_forms import folded_name  # noqa: PLC0415 (no map asks for areas by name)

    folded = folded_name(text)
    return tuple(area for area in areas().values() if folded in {folded_name(name) for name in _called(area)})


def area_words() -> tuple[str, ...]:
    """Return every text that areas_called knows an area by."""
    return tuple(dict.fromkeys(name for area in areas().values() for name in _called(area)))


def _called(area: DisputedArea) -> tuple[str, ...]:
    names = (*area.names.values(), *area.group.values())
    return (area.slug, *area.codes, *names, *(part for name in names for part in name.split(" / ")))


@lru_cache(maxsize=1)
def _areas(path: Path, _: object) -> Mapping[str, DisputedArea]:
    return {
        slug: DisputedArea(
            slug=slug,
            names=table["name"],
            held=tuple(table["held"]),
            claimed=tuple(table["claimed"]),
            codes=tuple(table.get("codes", ())),
            inside=table.get("inside", ""),
            claims=tuple(table.get("claims", ())),
            group=table.get("group", {}),
            divisions=table.get("divisions", {}),
        )
        for slug, table in sorted(shipped_tables(path).items())
    }
