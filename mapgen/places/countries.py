"""Names and codes of countries: from CLDR, with a few double names from the language files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from mapgen.disk.shipped import shipped_path
from mapgen.disk.shipped_tables import shipped_tables
from mapgen.errors import listed, nearest
from mapgen.places.cldr import territory_aliases, territory_name
from mapgen.places.languages import languages, locale_of, phrases_of
from mapgen.places.name_tables import territories

# A code of ISO 3166-1 alpha-3, or of ISO 3166-2.
_USUAL_CODE = re.compile(r"[A-Z]{3}|[A-Z]{2}-[A-Z0-9]{1,3}")


# The letters of a text from which the nearest name is looked for.
_LEAST_NEAR = 4


@cache
def alpha2(iso3: str) -> str:
    """Return the alpha-2 code, in lower case, of an ISO 3166-1 alpha-3 code: `ar` for `ARG`."""
    return _aliases().get(iso3, iso3).lower()


def is_code(iso3: str) -> bool:
    """Whether a code is one of ISO 3166-1 alpha-3, or one that the boundaries give to an area without such a code."""
    return iso3 in territories()


@cache
def _aliases() -> Mapping[str, str]:
    """Return the alpha-2 code of each alpha-3 code: CLDR's, and the European Union's XK for Kosovo, which ISO lacks."""
    return {**territory_aliases(), "XKX": "XK"}


@cache
def country_name(iso3: str, lang: str) -> str:
    """Return the name of a country, or of a shipped division such as BR-SP, as maps in a language print it.

    It is the code itself if it has no name.
    """
    if "-" in iso3:
        from mapgen.places.divisions import division_name  # noqa: PLC0415 (no state has such a code)

        return division_name(iso3, lang) or iso3
    double_names: Mapping[str, str] = phrases_of(lang)["country"]
    return double_names.get(iso3) or territory_name(alpha2(iso3).upper(), locale_of(lang)) or iso3


def is_iso(code: str) -> bool:
    """Whether a code has the form of ISO 3166-1 alpha-3, or of ISO 3166-2; those of a file of one's own may be any."""
    return bool(_USUAL_CODE.fullmatch(code))


def element_id(code: str) -> str:
    """Return the name of an element for the shape of a code: `ar` for ARG, `br-sp` for BR-SP, `area-35` for others.

    It holds letters of ASCII, digits, hyphens and underscores alone, as any id or CSS selector may, and no two codes
    have the same.
    """
    if is_iso(code):
        return alpha2(code)
    return "area-" + "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}_" for c in code)


def unknown_country(value: str, codes: Iterable[str], region: str = "") -> str:
    """Return why a text names no state of a region with these codes, and what can be written instead.

    `region` is the region's name for the message.
    """
    from mapgen.places.names import identified  # noqa: PLC0415 (not needed for codes)

    codes, place = tuple(codes), f"the region {region}" if region else "the region"
    meant = identified(value)
    if meant.iso3:
        return f"{meant.name} ({meant.iso3}) is not a state of {place}"
    return f"it is not a state of {place}{refusal(value, codes) or f'; they are {listed(codes)}'}"


def refusal(value: str, codes: Iterable[str] | None = None) -> str:
    """Return what a text without a code means, to follow a message that refuses it; an empty text if that is not known.

    It is a former state, a part, or misspelt: then what it can mean is said if it is certain, and one of the codes.
    """
    from mapgen.places.names import identified  # noqa: PLC0415 (not needed for codes)

    meant = identified(value)
    if meant.kind != "unknown":
        return f", but a {meant.kind}; {meant.hint}" if meant.hint else ""
    told = meant.hint and (codes is None or any(f'"{code}"' in meant.hint for code in codes))
    return f"; {meant.hint}" if told else ""


def nearest_place(value: str, codes: Iterable[str] | None = None) -> str:
    """Return `; did you mean "GGY" (Guernsey)?` for the nearest name of one of some codes, or of all; else empty.

    It may well be wrong, and so serves only where a person reads the message. Any name is near a very short text.
    """
    if len(value) < _LEAST_NEAR:
        return ""
    spelled = {spelling: code for code in codes or territories() for spelling in (code, *_shown_names(code))}
    hint = nearest(value, spelled)
    if not hint:
        return ""
    code = spelled[hint.split('"')[1]]
    return f'; did you mean "{code}" ({country_name(code, "en")})?'


def code_of(value: str, codes: Iterable[str]) -> str | None:
    """Return the one of some alpha-3 codes that `value` means by an ISO code or a name; None if it means no one."""
    codes = tuple(codes)
    code = value.strip().upper()
    if code in codes:
        return code
    if meant := place_code(value):
        return meant if meant in codes else None
    return next((code for code in codes if _folded(value) in _names_of(code)), None)


def place_code(value: str) -> str | None:
    """Return the alpha-3 code of the state or territory that a text means by an ISO code or a name; None if of none."""
    code = value.strip().upper()
    if is_code(code):
        return code
    from mapgen.places.names import identified  # noqa: PLC0415 (not needed for codes)

    return identified(value).iso3


def _shown_names(code: str) -> list[str]:
    return [country_name(code, lang) for lang in languages()]


@cache
def _names_of(code: str) -> frozenset[str]:
    """Return the names of a country in the languages of the maps, folded: a language may be a user's own."""
    return frozenset(map(_folded, _shown_names(code)))


def _folded(name: str) -> str:
    from mapgen.places.name_forms import folded_name  # noqa: PLC0415 (not needed for codes)

    return folded_name(name)


def is_sovereign(iso3: str) -> bool:
    """Whether a code is that of a member of the United Nations: no dependent area, and no land in dispute."""
    return iso3 not in _sovereigns()


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
