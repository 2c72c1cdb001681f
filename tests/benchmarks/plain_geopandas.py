"""The map as most people would write it in Python: geopandas, a merge and matplotlib.

    python tests/benchmarks/plain_geopandas.py map.png map.svg

The peer that mapgen is measured against, so nothing in it is slower than it has to be. It does less than mapgen:
labels stand where they fall, nothing is hatched, no line leads to a label, no claim is drawn, nothing is checked.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas as gpd
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

BOUNDARIES = Path(__file__).resolve().parents[2] / "geodata" / "boundaries" / "50m.fgb"
WINDOW = (-82.5, -56.2, -34.0, 13.2)
PROJECTION = "+proj=laea +lon_0=-60 +lat_0=-20"
COLOURS = {"Left": "#e8505b", "Right": "#12324f"}
ALIGNMENTS = {
    "ARG": "Right",
    "BOL": "Right",
    "BRA": "Left",
    "CHL": "Right",
    "COL": "Left",
    "ECU": "Right",
    "GUY": "Left",
    "PER": "Right",
    "PRY": "Right",
    "SUR": "Left",
    "URY": "Left",
    "VEN": "Left",
}


def shapes() -> gpd.GeoDataFrame:
    """Return the shapes of the map, cut and projected."""
    return gpd.read_file(BOUNDARIES, bbox=WINDOW).clip(WINDOW).to_crs(PROJECTION)


def draw(land: gpd.GeoDataFrame) -> Figure:
    """Return the map on a new pyplot figure of 1200 by 1500 pixels."""
    alignments = pd.DataFrame(ALIGNMENTS.items(), columns=["iso3", "alignment"])
    land = land.merge(alignments, on="iso3", how="left")
    states = land.dropna(subset="alignment")
    figure, axes = plt.subplots(figsize=(12, 15), dpi=100, facecolor="#fbfaf7")
    axes.set_axis_off()
    axes.set_title("South America: six on the left, six on the right", fontsize=24, loc="left")
    land.plot(ax=axes, color=land["alignment"].map(COLOURS).fillna("#d3cfc7"), edgecolor="white")
    for name, point in zip(states["name"], states.representative_point(), strict=True):
        axes.annotate(name, (point.x, point.y), ha="center", color="white", fontsize=12)
    counts = states["alignment"].value_counts()
    key = [Patch(color=colour, label=f"{name} {counts[name]}") for name, colour in COLOURS.items()]
    axes.legend(handles=key, loc="lower right", fontsize=16, frameon=False)
    figure.text(0.12, 0.08, "15 December 2025. Source: El Ciudadano. Boundaries: Natural Earth.", fontsize=12)
    return figure


if __name__ == "__main__":
    draw(shapes())
    for path in sys.argv[1:]:
        plt.savefig(path)
