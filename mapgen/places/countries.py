"""Names and codes of countries, from CLDR, and the few double names from the files of the languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from mapgen.errors import listed, nearest
from mapgen.files.shipped import shipped_path
from mapgen.files.shipped_tables import shipped_tables
from mapgen.places.cldr import territory_aliases, territory_name
from mapgen.places.languages import languages, locale_of, phrases_of


@cache
def alpha2(iso3: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of an alpha-3 code, in lower case: `ar` for `ARG`."""
    return _aliases().get(iso3, iso3).lower()


@cache
def is_code(iso3: str) -> bool:
    """Whether a territory has a code: one of ISO 3166-1, or one of those that the boundaries give to other areas."""
    return iso3 in _aliases() or iso3 in _uncoded()


@cache
def _aliases() -> Mapping[str, str]:
    """Return CLDR's alpha-2 codes of alpha-3 ones, and the European Union's of Kosovo, which ISO does not code."""
    return {**territory_aliases(), "XKX": "XK"}


@cache
def _uncoded() -> frozenset[str]:
    tables = shipped_tables(shipped_path("boundaries/territories.toml"))
    return frozenset(row["iso3"] for row in tables["uncoded"].values())


@cache
def country_name(iso3: str, lang: str) -> str:
    """Return a country's name as a map of that language prints it; the code itself where CLDR has none."""
    double_names: Mapping[str, str] = phrases_of(lang)["country"]
    return double_names.get(iso3) or territory_name(alpha2(iso3).upper(), locale_of(lang)) or iso3


def unknown_country(value: str, codes: Iterable[str]) -> str:
    """Return what is right where a country's code is wrong: the code its name stands for, or the nearest."""
    codes = tuple(codes)
    if code := code_of(value, codes):
        return f'write its code, "{code}"'
    names = {country_name(code, lang): code for lang in languages() for code in codes}
    hint = nearest(value.upper(), codes)
    if close := nearest(value, names):
        name = close.split('"')[1]
        hint = f'; did you mean "{names[name]}" ({name})?'
    return f"it is not a state of the region{hint or f'; they are {listed(codes)}'}"


def code_of(value: str, codes: Iterable[str]) -> str | None:
    """Return which of some alpha-3 codes a code or a name in English, Spanish or Portuguese stands for."""
    folded = _folded(value)
    for code in codes:
        if folded in {_folded(code), *(_folded(country_name(code, lang)) for lang in languages())}:
            return code
    return None


def _folded(text: str) -> str:
    """Return text without accents and case, so that `peru` finds Perú."""
    decomposed = unicodedata.normalize("NFD", text.strip())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
