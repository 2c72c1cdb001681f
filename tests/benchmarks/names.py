"""How many names of countries are recognised, and how many wrongly, next to other packages.

    python tests/benchmarks/names.py                    the names of 24 public lists in tests/data
    python tests/benchmarks/names.py FILE.csv           another file with the columns name, kind and iso3
    python tests/benchmarks/names.py --list             also each name that mapgen does not recognise

country_converter and pycountry are measured too, where they are installed. A name counts as right with the code of its
state, as wrong with another code, and as wrong for a former state with any code at all. For a territory or part, only
the code of a state is wrong: a territory has a code of its own. English is told from the other two by a mark on a
letter, or by what CLDR calls the state there.
"""

from __future__ import annotations

import argparse
import csv
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mapgen.places.cldr import territory_name
from mapgen.places.countries import alpha2
from mapgen.places.name_tables import territories
from mapgen.places.names import identified

_NAMES = Path(__file__).parents[1] / "data" / "country_names.csv"
_LOCALES = ("es", "es_419", "pt", "pt_PT")
Row = Mapping[str, str]
# A resolver takes a name and returns an alpha-3 code, or None.
Resolver = Callable[[str], str | None]


def _resolvers() -> Iterator[tuple[str, Resolver]]:
    yield "mapgen", lambda name: identified(name).iso3
    if find_spec("country_converter"):
        logging.disable(logging.CRITICAL)  # it warns of each name that it does not know
        try:
            converter = import_module("country_converter").CountryConverter()
        except TypeError:
            print("country_converter is left out: its version 1.3.2 needs pandas below 3")
        else:
            yield "country_converter", lambda name: _one(converter.convert(name, to="ISO3", not_found=None), name)
    if find_spec("pycountry"):
        yield "pycountry", _of_pycountry(import_module("pycountry"))


def _one(found: Any, name: str) -> str | None:  # noqa: ANN401 (a list where it finds several)
    return found if isinstance(found, str) and found != name else None


def _of_pycountry(pycountry: Any) -> Resolver:  # noqa: ANN401 (a module that may not be there)
    def resolve(name: str) -> str | None:
        try:
            return str(pycountry.countries.lookup(name).alpha_3)
        except LookupError:
            return None

    return resolve


def _is_english(row: Row) -> bool:
    """Whether a name is not one in Spanish or Portuguese alone."""
    others = {territory_name(alpha2(row["iso3"]).upper(), locale) for locale in _LOCALES}
    english = territory_name(alpha2(row["iso3"]).upper(), "en")
    return row["name"] == english or (row["name"].isascii() and row["name"] not in others)


def _is_wrong(row: Row, code: str | None) -> bool:
    if code is None or row["kind"] == "state":
        return code not in {None, row["iso3"]}
    return row["kind"] == "former state" or (code in territories() and territories()[code].kind == "state")


def _groups(rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    states = [row for row in rows if row["kind"] == "state"]
    return {
        "all states": states,
        "English": [row for row in states if _is_english(row)],
        "Spanish, Portuguese": [row for row in states if not _is_english(row)],
    }


def _measured(rows: Sequence[Row], resolve: Resolver) -> tuple[Mapping[str, str | None], float]:
    begun = time.perf_counter()
    answers = {row["name"]: resolve(row["name"]) for row in rows}
    return answers, time.perf_counter() - begun


def _wrong_hints(rows: Sequence[Row]) -> list[str]:
    """Return the unknown names whose hint is of another country, or of any where there is none."""
    answers = [(row, identified(row["name"])) for row in rows]
    return [
        f"{row['name']}: {answer.hint}"
        for row, answer in answers
        if answer.kind == "unknown" and answer.hint and (not row["iso3"] or f'"{row["iso3"]}"' not in answer.hint)
    ]


def main() -> None:
    """Print the shares, the wrong answers, and the time that each package took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=_NAMES)
    parser.add_argument("--list", action="store_true", help="print what mapgen does not recognise")
    options = parser.parse_args()
    with options.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups = _groups(rows)
    print(f"| tool | {' | '.join(f'{name} ({len(group)})' for name, group in groups.items())} | wrong | ms |")
    print(f"| --- {'| ---: ' * (len(groups) + 2)}|")
    for tool, resolve in _resolvers():
        answers, seconds = _measured(rows, resolve)
        right = {name: sum(answers[row["name"]] == row["iso3"] for row in group) for name, group in groups.items()}
        shares = (f"{100 * right[name] / max(len(group), 1):.1f} %" for name, group in groups.items())
        wrong = [f"{row['name']} → {answers[row['name']]}" for row in rows if _is_wrong(row, answers[row["name"]])]
        print(f"| {tool} | {' | '.join(shares)} | {len(wrong)} | {seconds * 1000:.0f} |")
        if options.list:
            print("\n".join(f"  wrong: {line}" for line in wrong))
    print(f"\nmapgen's wrong hints: {_wrong_hints(rows) or 'none'}")
    refused = [row for row in rows if row["kind"] == "former state"]
    told = sum(identified(row["name"]).kind == "former state" for row in refused)
    print(f"former states told as such: {told} of {len(refused)}")
    if options.list:
        unknown = [row["name"] for row in rows if identified(row["name"]).kind == "unknown"]
        print(f"unknown to mapgen: {', '.join(unknown) or 'none'}")


if __name__ == "__main__":
    main()
