"""The land of a region in degrees, for other programs: as a map draws it, or whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Polygon

from mapgen.basemap.antimeridian import cut_at_antimeridian, polygons, unrolled
from mapgen.basemap.grid import STANDARD, Grid
from mapgen.basemap.land import read_own_land
from mapgen.basemap.projected_land import project_land, refuse_without_shape
from mapgen.places.regions import Region

# A step of the coordinates, in degrees: a centimetre, as RFC 7946 advises.
_STEP, _DECIMALS = 1e-7, 7


def whole_land(region: Region, scale: str) -> dict[str, MultiPolygon]:
    """Return the shapes of a region's territories as the boundaries have them, by alpha-3 code.

    They are in degrees (EPSG:4326), cut at the antimeridian, valid, and their outer rings run anticlockwise, as RFC
    7946 asks. A territory that the scale lacks is left out; for a state that it lacks, raises InputError.
    """
    shapes = read_own_land(region, scale).set_index("iso3").geometry
    refuse_without_shape(region, scale, shapes.index)
    return _tidy({code: shapes[code] for code in region.codes if code in shapes.index})


def drawn_land(region: Region, scale: str, units: int) -> dict[str, MultiPolygon]:
    """Return the shapes of a region's territories as a map with `units` grid steps draws them; else like whole_land.

    The land outside the region's window is left out, lines are simplified, and islands too small to see are gone.
    Neighbours keep their common lines. A territory so small that each of its islands counts (Grid.is_tiny) has its
    whole land, unsimplified, and so are its borders in the shapes of its neighbours.
    Raises InputError as project_land does.
    """
    projected = project_land(region, scale)
    grid = Grid(projected.frame, units)
    tiny = {code for code in region.codes if code in projected.land and grid.is_tiny(projected.land[code])}
    simplified = _simplified(projected.land, tiny, STANDARD.tolerance / grid.scale)
    drawn = {
        code: shape if code in tiny else _visible(shape, grid)
        for code, shape in simplified.items()
        if code in region.codes
    }
    to_degrees = Transformer.from_crs(projected.crs, "EPSG:4326", always_xy=True)
    in_degrees = {code: _in_degrees(shape, to_degrees) for code, shape in drawn.items()}
    round_a_pole = [code for code, shape in in_degrees.items() if shape is None]
    whole = whole_land(region, scale) if round_a_pole else {}
    return _tidy({code: whole[code] if shape is None else shape for code, shape in in_degrees.items()})


def _simplified(land: Mapping[str, MultiPolygon], kept: Collection[str], tolerance: float) -> dict[str, MultiPolygon]:
    """Return shapes that meet simplified, but for those whose codes are kept, and the lines that these share."""
    others = [code for code in land if code not in kept]
    pins = [piece for code in land if code in kept for piece in _pins(land[code])]
    shapes = np.array([*(land[code] for code in others), *pins])
    return {**land, **dict(zip(others, shapely.coverage_simplify(shapes, tolerance), strict=False))}


def _pins(shape: MultiPolygon) -> list[Polygon]:
    """Return a shape in pieces, three of which meet at each of its points: coverage_simplify leaves such points."""
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(shape))
    corners = shapely.get_coordinates(triangles).reshape(-1, 4, 2)
    middles = corners[:, :3].mean(axis=1)
    sides = [np.stack([corners[:, side], corners[:, side + 1], middles], axis=1) for side in range(3)]
    return [Polygon(piece) for piece in np.concatenate(sides)]


def _visible(shape: MultiPolygon, grid: Grid) -> MultiPolygon:
    """Return a shape without its islands that are too small to see; the largest stays."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts) * grid.scale**2
    return MultiPolygon(list(parts[(areas >= STANDARD.smallest) | (areas == areas.max())]))


def _in_degrees(shape: MultiPolygon, to_degrees: Transformer) -> MultiPolygon | None:
    """Return a shape in metres of a projection in degrees, cut at the antimeridian; None for one round a pole."""
    degrees = shapely.transform(shape, lambda points: np.column_stack(to_degrees.transform(points[:, 0], points[:, 1])))
    parts = [unrolled(part) for part in degrees.geoms]
    if any(part is None for part in parts):
        return None
    return MultiPolygon([piece for part in parts if part is not None for piece in cut_at_antimeridian(part)])


def _tidy(shapes: Mapping[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    """Return shapes with coordinates of _DECIMALS, valid, and their rings in the directions of RFC 7946."""
    tidied = {}
    for code, shape in shapes.items():
        valid = shape if shape.is_valid else shapely.make_valid(shape, method="structure", keep_collapsed=False)
        rounded = MultiPolygon(polygons(shapely.set_precision(valid, _STEP)))
        exact = shapely.transform(rounded, lambda points: np.round(points, _DECIMALS) + 0.0)  # no -0.0
        tidied[code] = shapely.orient_polygons(exact)
    return tidied
