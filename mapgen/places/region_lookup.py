"""Shipped regions by what people call them: in every language of the map, in any case, with accents or without."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mapgen.disk.shipped import shipped_names
from mapgen.errors import InputError, listed, nearest
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


def unknown_region(text: str) -> InputError:
    """Return the error that a text names no region, or no single one, and what can be written instead."""
    known = shipped_names("regions")
    if several := regions_named(text):
        message = f"it may be {listed(several)}; write one of them"
    else:
        hint = nearest(text, known) or _near_name(text)
        message = f"there is no such region; `mapgen regions` lists those that there are{hint}"
    return InputError.single(f'region "{text}"', message)


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
