"""Names and codes of countries: from CLDR, with a few double names from the language files."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from mapgen.disk.shipped import shipped_path
from mapgen.disk.shipped_tables import shipped_tables
from mapgen.errors import listed, nearest
from mapgen.places.cldr import territory_aliases, territory_name
from mapgen.places.languages import languages, locale_of, phrases_of

# What stands between two names of a place that are part of a dispute.
_BETWEEN_NAMES = " / "


@cache
def alpha2(iso3: str) -> str:
    """Return the alpha-2 code, in lower case, of an ISO 3166-1 alpha-3 code: `ar` for `ARG`."""
    return _aliases().get(iso3, iso3).lower()


@cache
def is_code(iso3: str) -> bool:
    """Whether a code is one of ISO 3166-1 alpha-3, or one that the boundaries give to an area without such a code."""
    return iso3 in _aliases() or iso3 in _uncoded()


@cache
def _aliases() -> Mapping[str, str]:
    """Return the alpha-2 code of each alpha-3 code: CLDR's, and the European Union's XK for Kosovo, which ISO lacks."""
    return {**territory_aliases(), "XKX": "XK"}


@cache
def _uncoded() -> frozenset[str]:
    tables = shipped_tables(shipped_path("boundaries/territories.toml"))
    return frozenset(row["iso3"] for row in tables["uncoded"].values())


@cache
def country_name(iso3: str, lang: str) -> str:
    """Return a country's name as maps in a language print it; the code itself if CLDR has no name."""
    double_names: Mapping[str, str] = phrases_of(lang)["country"]
    return double_names.get(iso3) or territory_name(alpha2(iso3).upper(), locale_of(lang)) or iso3


def unknown_country(value: str, codes: Iterable[str]) -> str:
    """Return what to write instead of a wrong country code: the code of that name, or the nearest code or name."""
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
    """Return the one of some alpha-3 codes that `value` means, as a code or a name in any language; None if no one."""
    folded = folded_name(value)
    return next((code for code in codes if folded in _names_of(code)), None)


@cache
def _names_of(code: str) -> frozenset[str]:
    """Return the code and the names of a country in every language, folded; of a double name, also each half."""
    names = {code}
    for lang in languages():
        name = country_name(code, lang)
        names |= {name, *name.split(_BETWEEN_NAMES)}
        if _BETWEEN_NAMES in name:
            names.add(territory_name(alpha2(code).upper(), locale_of(lang)) or name)
    return frozenset(map(folded_name, names))


def folded_name(text: str) -> str:
    """Return a text without accents and case, so that `peru` matches Perú."""
    decomposed = unicodedata.normalize("NFD", text.strip())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def sovereign_of(iso3: str) -> str:
    """Return the alpha-3 code of the state to which a territory belongs.

    It is the territory's own code for a state, and where the sovereignty is not agreed. It equals the column
    `sovereign` of the boundaries.
    """
    return _sovereigns().get(iso3, iso3)


@cache
def _sovereigns() -> Mapping[str, str]:
    tables = shipped_tables(shipped_path("boundaries/territories.toml"))
    return {code: str(state) for code, state in tables["sovereign"].items()}
