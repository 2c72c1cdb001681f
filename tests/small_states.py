"""Maps of regions with small states, and how much of each state a reader sees on them."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from mapgen.drawing.primitives import Area, Disc, Drawing, Primitive
from mapgen.drawing.sizes import parse_size
from mapgen.pens.pixels import drawing_pixels
from mapgen.pipeline import drawing_of
from mapgen.places.regions import read_region, region_names
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source

CLASSES = ("left", "centre", "right")
# Regions that are tested beside those that are shipped.
OWN = {
    "around-italy": ("ITA VAT SMR CHE AUT", ""),
    "gulf": ("ARE BHR IRN IRQ KWT OMN QAT SAU", ""),
    "balkans": ("ALB BGR BIH GRC HRV MKD MNE ROU SRB SVN XKX", ""),
}
# Samples across a pixel, by which the share of it in a colour is measured.
_SAMPLES = 3


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for the files of regions, which is removed at the end."""
    return tempfile.TemporaryDirectory()


@cache
def snapshot(region: str) -> Snapshot:
    """Return an invented list of a region, shipped or of OWN, its states in the classes by turns."""
    named = region
    if region not in region_names():
        states, more = OWN[region]
        path = Path(_folder().name) / f"{region}.toml"
        path.write_text(
            f'[region]\nname = {{ en = "{region}" }}\nstates = {states.split()}\n{more}\n', encoding="utf-8"
        )
        named = str(path)
    rows = [f'{code} = "{CLASSES[turn % 3]}"' for turn, code in enumerate(read_region(named).states)]
    head = f"[snapshot]\nregion = '{named}'\nas_of = 2025-12-15\ncoder = 'Test'\nsource = 'Invented for a test'"
    path = Path(_folder().name) / "list.toml"
    path.write_text("\n".join([head, "[alignments]", *rows]), encoding="utf-8")
    made = answer(read_source(path), Question())
    assert isinstance(made, Snapshot)
    return made


@cache
def drawing(region: str, size: str = "article", **options: object) -> Drawing:
    """Return the map of a region's invented list."""
    return drawing_of(snapshot(region), RenderOptions(size=parse_size(size), **options))  # type: ignore[arg-type]


def discs(drawn: Drawing) -> dict[str, Disc]:
    """Return the discs of a drawing, by code."""
    return {one.iso3: one for one in drawn.layers["territories"] if isinstance(one, Disc)}


def visible_pixels(drawn: Drawing) -> dict[str, float]:
    """Return how many pixels of its image show each territory's own fill, whatever lies above it."""
    codes = sorted({one.iso3 for one in drawn.layers["territories"] if isinstance(one, Area) and one.iso3})

    def marked(one: Primitive) -> Primitive:
        if not isinstance(one, Area | Disc) or one.iso3 not in codes:
            return one
        number = codes.index(one.iso3) + 1
        return replace(one, fill=f"#{number // 64 + 1:02x}00{number % 64 * 4:02x}", hatch=())

    layers = {**drawn.layers, "territories": tuple(map(marked, drawn.layers["territories"]))}
    pixels = drawing_pixels(replace(drawn, factor=drawn.factor * _SAMPLES, layers=layers)).astype(int)
    exact = (pixels[..., 1] == 0) & (pixels[..., 0] > 0) & (pixels[..., 2] % 4 == 0)
    numbers = ((pixels[..., 0] - 1) * 64 + pixels[..., 2] // 4)[exact]
    counts = np.bincount(numbers, minlength=len(codes) + 1) / _SAMPLES**2
    return {code: float(counts[number]) for number, code in enumerate(codes, 1)}
