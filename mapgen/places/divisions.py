"""The first divisions of states, as Brazil's states: their ISO 3166-2 codes, names and kinds, from a shipped table."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from mapgen.disk.shipped import shipped_path

_LANGS = ("en", "es", "pt")


class Division(Struct, frozen=True):
    """A division of a state: a row of geodata/divisions/names.csv.

    `country` is the alpha-3 code of its state, and `kind` what it is, in English words. `name` is its short name in the
    state's own language. `names` are its names in the languages of the maps, by language. `aliases` are its other names
    and its codes in other systems.
    """

    code: str
    country: str
    kind: str
    name: str
    names: Mapping[str, str]
    aliases: tuple[str, ...]


@cache
def divisions() -> Mapping[str, Division]:
    """Return every shipped division by its code."""
    with shipped_path("divisions/names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {row[0]: _division(row) for row in rows}


def divided_countries() -> tuple[str, ...]:
    """Return the alpha-3 codes of the states whose divisions are shipped, sorted."""
    return tuple(sorted(_by_country()))


def division_codes(country: str) -> tuple[str, ...]:
    """Return the codes of the divisions of a state, by its alpha-3 code, sorted; none if they are not shipped."""
    return _by_country().get(country, ())


def is_division(code: str) -> bool:
    """Whether a code is that of a shipped division, such as `BR-SP`."""
    return code in divisions()


def division_name(code: str, lang: str) -> str | None:
    """Return the name of a division in a language, or else in its state's own; None if it is no shipped division."""
    row = divisions().get(code)
    return row.names.get(lang, row.name) if row else None


def division_names(code: str) -> tuple[str, ...]:
    """Return every spelling of a division that a list may use, each once; none if it is no shipped division."""
    row = divisions().get(code)
    return tuple(dict.fromkeys((row.name, *row.names.values(), *row.aliases))) if row else ()


def division_kind(country: str) -> str:
    """Return what most divisions of a state are, in English words: `state` for BRA.

    Raises KeyError if the divisions of the state are not shipped.
    """
    kinds = Counter(divisions()[code].kind for code in _by_country()[country])
    return kinds.most_common(1)[0][0]


@cache
def _by_country() -> Mapping[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = {}
    for row in divisions().values():
        codes.setdefault(row.country, []).append(row.code)
    return {country: tuple(sorted(found)) for country, found in codes.items()}


def _division(row: list[str]) -> Division:
    code, country, kind, name, *translated, aliases = row
    names = {lang: text for lang, text in zip(_LANGS, translated, strict=True) if text}
    return Division(code, country, kind, name, names, tuple(aliases.split("|")) if aliases else ())
