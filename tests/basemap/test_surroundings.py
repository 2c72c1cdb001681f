"""The land around a region of divisions or own boundaries: no gap, no overlap, no sliver, and common points."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.boundaries import read_divisions, read_territories
from mapgen.basemap.surroundings import fitted
from mapgen.places.scales import SCALES

# An area in square degrees that rounding may leave between two edges: a hundredth of a square metre.
_ROUNDING = 1e-12


def frame(shapes: dict[str, BaseGeometry]) -> gpd.GeoDataFrame:
    """Return shapes by code, in degrees."""
    return gpd.GeoDataFrame({"iso3": list(shapes)}, geometry=list(shapes.values()), crs=4326)


def around(own: dict[str, BaseGeometry], world: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the land around some own land, by code."""
    rest = fitted(frame(own), frame(world), "10m")[1]
    return dict(zip(rest["iso3"], rest.geometry, strict=True))


def test_land_that_overlaps_is_cut() -> None:
    """A neighbour ends where the region's land begins; a country that the region shows is gone."""
    rest = around({"x": box(0, 0, 10, 10)}, {"OWN": box(0, 0, 9.95, 10), "NEI": box(9.95, 0, 20, 10)})
    assert rest["NEI"].equals(box(10, 0, 20, 10))
    assert set(rest) == {"NEI"}


def test_a_gap_goes_to_the_neighbour() -> None:
    """Where the country of the world reaches farther than the region, its neighbour takes what is between."""
    rest = around({"x": box(0, 0, 10, 10)}, {"OWN": box(0, 0, 10.05, 10), "NEI": box(10.05, 0, 20, 10)})
    assert rest["NEI"].equals(box(10, 0, 20, 10))


def test_a_sliver_along_a_coast_is_no_land() -> None:
    """Coasts of two hands differ, and would else have an edge of the neighbours' colour; real land beyond stays."""
    rest = around({"x": box(0, 0, 10, 10)}, {"OWN": box(-0.05, -0.05, 10, 10)})
    assert rest == {}
    rest = around({"x": box(0, 0, 10, 10)}, {"OWN": box(-0.05, 0, 10, 15)})
    assert rest["OWN"].intersects(box(2, 11, 3, 12))
    assert rest["OWN"].disjoint(box(-1, 0, 0, 9.8))


def test_a_strait_stays_open() -> None:
    """Water between the region and a neighbour is no gap, however narrow."""
    rest = around({"x": box(0, 0, 10, 10)}, {"OWN": box(0, 0, 10, 10), "NEI": box(10.02, 0, 20, 10)})
    assert rest["NEI"].equals(box(10.02, 0, 20, 10))


def test_an_enclave_is_kept() -> None:
    """A state within the region's land is around it."""
    own = box(0, 0, 10, 10).difference(box(4, 4, 6, 6))
    rest = around({"x": own}, {"OWN": box(0, 0, 10, 10).difference(box(4.01, 4, 6, 6)), "INN": box(4.01, 4, 6, 6)})
    assert rest["INN"].equals(box(4, 4, 6, 6))


def test_a_code_of_both_is_told_apart() -> None:
    """Own boundaries may call their areas as the world does."""
    rest = around({"OWN": box(0, 0, 10, 10)}, {"OWN": box(0, 0, 10, 20)})
    assert list(rest) == ["around OWN"]


def test_edges_that_meet_have_the_same_points() -> None:
    """A neighbour's border that ends within an edge of the region adds its point to that edge."""
    world = {"OWN": box(0, 0, 10, 10), "NEI": box(10, 0, 20, 4), "BOR": Polygon([(10, 4), (20, 4), (20, 10), (10, 10)])}
    own, rest = fitted(frame({"x": box(0, 0, 10, 10)}), frame(world), "10m")
    assert (10, 4) in set(map(tuple, shapely.get_coordinates(own.geometry.to_numpy())))
    assert shapely.coverage_is_valid([*own.geometry, *rest.geometry])


def _holes(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the holes of shapes together."""
    return [Polygon(ring) for part in shapely.get_parts(shapely.union_all(shapes)) for ring in part.interiors]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("country", ["BOL", "BRA"])
def test_shipped_divisions_fit_their_neighbours(country: str, scale: str) -> None:
    """Nothing overlaps, and on land nothing is left between the divisions and the states beside them."""
    divisions, world = read_divisions(country), read_territories(scale)
    own, rest = fitted(divisions, world, scale)
    land = shapely.union_all(own.geometry.to_numpy())
    shapes = rest.geometry.to_numpy()
    assert shapely.area(shapely.intersection(shapes, land)).sum() < 1e-9
    assert country not in set(rest["iso3"])
    near = shapes[shapely.dwithin(shapes, land, 0.01)]
    # Gaps along a border are holes of all land together; lakes and lagoons are holes of the world, too.
    holes = _holes([land, *near])
    known = shapely.union_all(_holes([*world.geometry]) + _holes([*divisions.geometry]))
    gaps = [hole for hole in holes if hole.disjoint(known) and hole.area > _ROUNDING]
    assert [gap.bounds for gap in gaps] == []
