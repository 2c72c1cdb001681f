"""Population and GDP of territories, each with its year, from geodata/figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from mapgen.disk.shipped import shipped_path
from mapgen.files.vocabulary import folded
from mapgen.places.languages import languages, phrases_of

FIGURES_FILE: Final = "figures/factbook.csv"
# The measures of which a map can show shares: the figures of the file, and the area that is drawn.
MEASURES: Final = ("population", "area", "gdp")


class Figure(Struct, frozen=True):
    """A number, and the year it refers to."""

    value: int
    year: int


@cache
def read_figures(measure: str) -> Mapping[str, Figure]:
    """Return a measure's figures by ISO 3166-1 alpha-3 code.

    `population` counts people; `gdp` is real GDP at purchasing power parity in US dollars of 2021. Territories without
    a figure are left out. Source: CIA World Factbook, see geodata/figures.
    """
    from csv import DictReader  # noqa: PLC0415 (most maps show no figures)

    with shipped_path(FIGURES_FILE).open(encoding="utf-8", newline="") as file:
        return {
            row["iso3"]: Figure(int(row[measure]), int(row[f"{measure}_year"]))
            for row in DictReader(file)
            if row[measure]
        }


@cache
def measure_synonyms() -> Mapping[str, str]:
    """Return the measure for each of its names in a language of the map, folded."""
    tables = [phrases_of(lang)["share"] for lang in languages()]
    return {folded(table[measure]): measure for table in tables for measure in MEASURES}
