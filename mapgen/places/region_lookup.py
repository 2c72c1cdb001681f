"""Shipped regions by what people call them: in every language of the map, in any case, with accents or without."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mapgen.disk.shipped import shipped_names
from mapgen.errors import listed, nearest
from mapgen.files.vocabulary import folded
from mapgen.places.cldr import territory_name
from mapgen.places.countries import country_name
from mapgen.places.languages import languages, locale_of
from mapgen.places.regions import Region, read_region


def region_name(region: Region, lang: str) -> str:
    """Return what a region is called in a language: by CLDR, by its file, or as the country whose divisions it shows.

    An empty text if none of them has a name for it.
    """
    if region.m49:
        return territory_name(region.m49, locale_of(lang))
    own_name = region.names.get(lang) or next(iter(region.names.values()), "")
    return own_name or (country_name(region.divisions[0], lang) if len(region.divisions) == 1 else "")


def regions_named(text: str) -> tuple[str, ...]:
    """Return the names of the shipped regions that a text means, sorted: none, one, or several that share a name."""
    return _by_name().get(folded(text), ())


def region_named(text: str) -> str:
    """Return the name of the one shipped region that a text means; the text itself if it means none, or several."""
    meant = regions_named(text)
    return meant[0] if len(meant) == 1 else text


def unknown_region(text: str) -> str:
    """Return why a text names no region, or no single one, and what can be written instead."""
    if several := regions_named(text):
        return f"it may be {listed(several)}; write one of them"
    known = shipped_names("regions")
    hint = nearest(text, known) or _near_name(text)
    return f"there is no such region; there is {listed(known)}{hint}"


def _near_name(text: str) -> str:
    """Return the nearest region by its names in the languages, as `; did you mean "europe"?`."""
    spelled = {" ".join(spelling.casefold().split()): names for names, spelling in _spellings()}
    hint = nearest(text, spelled)
    return f'; did you mean "{spelled[hint.split(chr(34))[1]]}"?' if hint else ""


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    meant: dict[str, set[str]] = {}
    for name, spelling in _spellings():
        meant.setdefault(folded(spelling), set()).add(name)
    return {spelling: tuple(sorted(names)) for spelling, names in meant.items()}


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """Return every spelling of each shipped region's name, after the region's name."""
    spellings = []
    for name in shipped_names("regions"):
        region = read_region(name)
        called = {name, region.m49, *region.aliases, *region.names.values()}
        called |= {region_name(region, lang) for lang in languages()}
        spellings += [(name, spelling) for spelling in sorted(called) if spelling]
    return tuple(spellings)
