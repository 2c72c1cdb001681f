"""Codes of states and territories in other systems than ISO alpha-3, from geodata/names/codes.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from mapgen.disk.shipped import shipped_path
from mapgen.errors import listed, nearest
from mapgen.files.arguments import wrong
from mapgen.files.vocabulary import word_of

CODES_FILE: Final = "names/codes.csv"
# ISO 3166-1 alpha-2 and numeric; the state systems of the Correlates of War and of Gleditsch and Ward; V-Dem's
# country_id; Wikidata's items. The columns of the file after `iso3`, in this order.
CODE_SYSTEMS: Final = ("iso2", "iso-numeric", "cow", "gw", "vdem", "wikidata")

# The abbreviations of the Correlates of War ("AUS" is Austria there), which are read with its numbers, never written.
_COW_LETTERS: Final = "cow-letters"

# Further codes that mean a state of today and nothing else. They are read, and never written.
_ALSO: Final[Mapping[str, Mapping[str, str]]] = {
    "iso2": {"UK": "GBR"},  # reserved by ISO 3166-1 for the United Kingdom
    "cow": {"260": "DEU", "GFR": "DEU"},  # the Federal Republic, 1955 to 1990, which is the Germany of today
    "gw": {"255": "DEU"},  # Germany to 1945
    "wikidata": {"Q756617": "DNK", "Q29999": "NLD"},  # the kingdoms with what has a code of its own
}
_NUMERIC: Final = ("iso-numeric", "cow", "gw", "vdem")


def code_systems(value: object) -> tuple[str, ...]:
    """Return the systems that a value names, each once: names with commas between them, or a list; `all` for all.

    Raises InputError for anything else, with the nearest name.
    """
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, Iterable):
        raise wrong("codes", value, f"write {listed(CODE_SYSTEMS)}, with commas between them, or all")
    found: list[str] = []
    for name in names:
        word = word_of(name.strip(), (*CODE_SYSTEMS, "all")) if isinstance(name, str) else None
        if word is None:
            hint = nearest(name.strip(), CODE_SYSTEMS) if isinstance(name, str) else ""
            raise wrong("codes", name, f"write {listed(CODE_SYSTEMS)}, with commas between them, or all{hint}")
        found += CODE_SYSTEMS if word == "all" else (word,)
    return tuple(dict.fromkeys(found))


def code_in(system: str, iso3: str) -> str | None:
    """Return the code of a state or territory in one of CODE_SYSTEMS, by its alpha-3 code; None if it has none.

    Codes are texts: Brazil's numeric code is `076`.
    """
    return _codes(system).get(iso3)


def iso3_of(system: str, code: str) -> str | None:
    """Return the alpha-3 code of the present state or territory that a code of one of CODE_SYSTEMS means.

    A code that a former state had, and no state has today, is None, such as `265` for the German Democratic Republic.
    Letters may be small, numbers may have zeros before them, and an item of Wikidata may be an address. In `cow` the
    abbreviations are read too, as `AUS` for Austria.
    """
    return _states(system).get(_plain(system, code.strip()))


def _plain(system: str, code: str) -> str:
    """Return a code as the table writes it, as far as it is one."""
    if system in _NUMERIC:
        # isdecimal() also holds for the digits of other scripts, which no such table uses.
        number = code.lstrip("0") if code.isascii() and code.isdecimal() else code.upper()
        return number.zfill(3) if system == "iso-numeric" else number
    return code.rpartition("/")[2].rpartition(":")[2].upper() if system == "wikidata" else code.upper()


@cache
def _states(system: str) -> Mapping[str, str]:
    """Return the alpha-3 code by each code of a system."""
    read = (_COW_LETTERS, system) if system == "cow" else (system,)
    return {**{code: iso3 for each in read for iso3, code in _codes(each).items()}, **_ALSO.get(system, {})}


def _codes(system: str) -> Mapping[str, str]:
    """Return the codes of a system by alpha-3 code."""
    return _table()[system]


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    from csv import DictReader  # noqa: PLC0415 (maps need no codes)

    with shipped_path(CODES_FILE).open(encoding="utf-8", newline="") as file:
        rows = list(DictReader(file))
    return {
        system: {row["iso3"]: row[system] for row in rows if row[system]} for system in (*CODE_SYSTEMS, _COW_LETTERS)
    }
