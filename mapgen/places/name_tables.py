"""The shipped tables of names: what each name means, the codes of each place, and the names of parts of states."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from mapgen.disk.shipped import shipped_path
from mapgen.places.languages import phrases_of


class Territory(Struct, frozen=True):
    """A state or territory: its ISO codes, its kind (`state` or `territory`) and its name in English.

    An area that ISO does not code has the alpha-3 code of the boundaries, and may have neither of the others.
    """

    iso3: str
    iso2: str
    numeric: str
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.iso3})"


class Meaning(Struct, frozen=True):
    """What a name means.

    `kind` is state, territory, former state, part, either (a name that two territories share) or group (a continent or
    another set of countries). `codes` are its alpha-3 code, its successors, or those to which the part belongs.
    `matched` is name, official, alias or former. `continued` is the state with which lists go on after a former one.
    `name` is the name as written in its source.
    """

    codes: tuple[str, ...]
    kind: str
    matched: str
    continued: str
    name: str


@cache
def territories() -> Mapping[str, Territory]:
    """Return every state and territory by its alpha-3 code, called as maps in English call it."""
    of_the_press = phrases_of("en")["country"]
    rows = _rows("territories")
    return {
        code: Territory(code, iso2, numeric, kind, of_the_press.get(code, name))
        for code, iso2, numeric, kind, name in rows
    }


@cache
def iso_codes() -> Mapping[str, str]:
    """Return the alpha-3 code of each ISO code: alpha-2 and alpha-3 in capitals, and numeric with three digits."""
    return {code: row.iso3 for row in territories().values() for code in (row.iso3, row.iso2, row.numeric) if code}


def meaning_of(key: str) -> Meaning | None:
    """Return what the name with a key means; None if no table has it."""
    row = _names().get(key)
    return Meaning(tuple(row[1].split()), *row[2:]) if row else None


def part_of(key: str) -> Meaning | None:
    """Return of which states the name with a key is a part; None if CLDR has no such subdivision."""
    row = _parts().get(key)
    return Meaning(tuple(row[1].split()), "part", "", "", row[2]) if row else None


def every_meaning() -> Iterator[tuple[str, Meaning]]:
    """Yield every name, parts included, as its source writes it, with its key and what it means."""
    for keys, of in ((_names(), meaning_of), (_parts(), part_of)):
        for key in keys:
            if meaning := of(key):
                yield key, meaning


@cache
def _names() -> Mapping[str, list[str]]:
    return {row[0]: row for row in _rows("names")}


@cache
def _parts() -> Mapping[str, list[str]]:
    return {row[0]: row for row in _rows("parts")}


def _rows(name: str) -> list[list[str]]:
    with shipped_path(f"names/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
