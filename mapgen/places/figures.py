"""Figures of territories: people and GDP, each with the year that it is of, from geodata/figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from mapgen.files.shipped import shipped_path

FIGURES_FILE: Final = "figures/factbook.csv"
# What a map can show shares of: figures, and the area that is drawn.
MEASURES: Final = ("population", "area", "gdp")


class Figure(Struct, frozen=True):
    """A number and the year that it is of."""

    value: int
    year: int


@cache
def read_figures(measure: str) -> Mapping[str, Figure]:
    """Return a measure's figures by ISO 3166-1 alpha-3 code.

    `population` counts people, `gdp` is real GDP at purchasing power parity in dollars of 2021. A territory without a
    figure is left out.
    """
    from csv import DictReader  # noqa: PLC0415 (most maps show no figures)

    with shipped_path(FIGURES_FILE).open(encoding="utf-8", newline="") as file:
        return {
            row["iso3"]: Figure(int(row[measure]), int(row[f"{measure}_year"]))
            for row in DictReader(file)
            if row[measure]
        }
