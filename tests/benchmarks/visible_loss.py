"""What the thinning of shapes costs the eye: the default map against the same boundaries in full detail.

python tests/benchmarks/visible_loss.py

Both are South America at 50m on a page of 1280 by 1600 pixels, drawn by matplotlib: once from the basemap that every
map is drawn from, once from all vertices of the boundary file on a grid of a hundredth of a pixel. What differs is how
far a coast or a border has moved (the Hausdorff distance of the two outlines of each territory, islands left out
aside), which islands are left out, and how many pixels of the pictures are not the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from msgspec.structs import replace

import mapgen
from mapgen.api.maps import Map
from mapgen.basemap.cache import boundaries_hash
from mapgen.basemap.grid import STANDARD, Simplification
from mapgen.basemap.model import Basemap, Shape
from mapgen.basemap.prepare import prepare
from mapgen.drawing.sizes import NAMED
from mapgen.pens.pixels import drawing_pixels
from mapgen.pipeline import drawing_of, grid_units
from mapgen.places.regions import read_region
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions

REGION, SCALE, SIZE = "south-america", "50m", NAMED["article"]
ALL = Simplification(tolerance=0.0, smallest=0.0)
FINE = 30  # times as fine a grid


@dataclass(frozen=True, slots=True)
class Loss:
    """What thinning costs: in pixels, square pixels, and parts of all pixels that differ by more than some levels."""

    moved: float
    islands: int
    largest_island: float
    differing: dict[int, float]
    mean: float


def basemaps() -> tuple[Basemap, Basemap]:
    """Return the basemap that maps are drawn from, and one in full detail on a grid FINE times as fine."""
    region, units = read_region(REGION), grid_units(SIZE)
    sha256 = boundaries_hash(region, SCALE)
    return prepare(region, SCALE, units, sha256, STANDARD), prepare(region, SCALE, units * FINE, sha256, ALL)


def polygons(shape: Shape, scale: float) -> list[shapely.Polygon]:
    """Return the rings of a path as polygons, in pixels of the page."""
    return [shapely.Polygon(np.array(ring) * scale) for ring in shape.lines]


def moved_and_lost(thinned: Basemap, full: Basemap, scale: float) -> tuple[float, list[float]]:
    """Return how far outlines moved at most, in pixels, and the areas of islands left out, in square pixels."""
    furthest, lost = 0.0, []
    for code in thinned.territories:
        kept = polygons(thinned.shapes[code], scale)
        land = shapely.union_all([shapely.make_valid(one) for one in kept])
        rings = [shapely.make_valid(ring) for ring in polygons(full.shapes[code], scale / FINE)]
        shown = [ring for ring in rings if land.intersection(ring).area > ring.area / 2]
        lost += [ring.area for ring in rings if land.intersection(ring).area <= ring.area / 2]
        both = [land.boundary, shapely.union_all(shown).boundary]
        furthest = max(furthest, shapely.hausdorff_distance(*both, densify=0.02))
    return furthest, lost


def pixels(basemap: Basemap, found: Map) -> np.ndarray:
    """Return a map's pixels, drawn on a basemap in place of its own."""
    drawing = found.drawing
    shrink = drawing.placement.scale * found_height(found) / basemap.height
    placement = replace(drawing.placement, scale=shrink)
    shapes = {**drawing.shapes, **basemap.shapes, "borders": basemap.borders_between()}
    return drawing_pixels(replace(drawing, shapes=shapes, placement=placement))[:, :, :3].astype(int)


def found_height(found: Map) -> int:
    """Return the height of the grid that a map was drawn on."""
    region = read_region(found.snapshot.region)
    return prepare(region, SCALE, grid_units(SIZE), boundaries_hash(region, SCALE)).height


def measured() -> Loss:
    """Return what the thinning of the default map costs."""
    question = mapgen.Question(as_of=date(2025, 12, 15), basis=Basis.OFFICE)
    snapshot = mapgen.answer(mapgen.read(), question)
    found = Map(snapshot, drawing_of(snapshot, RenderOptions()))
    thinned, full = basemaps()
    scale = found.drawing.placement.scale * found.drawing.factor
    moved, lost = moved_and_lost(thinned, full, scale)
    difference = np.abs(pixels(thinned, found) - pixels(full, found)).max(axis=-1)
    differing = {level: float((difference > level).mean()) for level in (2, 16, 64, 128)}
    return Loss(moved, len(lost), max(lost, default=0.0), differing, float(difference.mean()))


def main() -> None:
    """Measure, and print the figures."""
    loss = measured()
    print(f"outlines moved by at most {loss.moved:.2f} pixels")
    print(f"islands left out: {loss.islands}, the largest of {loss.largest_island:.2f} square pixels")
    for level, part in loss.differing.items():
        print(f"pixels that differ by more than {level} of 255 levels: {100 * part:.3f}%")
    print(f"mean difference: {loss.mean:.3f} levels")


if __name__ == "__main__":
    main()
