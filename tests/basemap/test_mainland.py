"""The main land of a region: what rules its frame, and the middle of it."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import pytest
import shapely

from mapgen.basemap.antimeridian import single_parts, turned
from mapgen.basemap.boundaries import read_territories
from mapgen.basemap.projection import farthest, main_parts, middle_of

Point = tuple[float, float]
ALASKA, HAWAII, FLORIDA = (-150.0, 65.0), (-155.5, 19.6), (-81.5, 28.0)


@cache
def _parts() -> gpd.GeoDataFrame:
    return single_parts(read_territories("50m").assign(area=""))


def _keeps(states: list[str], point: Point) -> bool:
    """Whether the part of some states that holds a point (in degrees, or a turn on) is of their main land."""
    parts = _parts()[_parts()["iso3"].isin(states)].reset_index(drop=True)
    parts = turned(parts, point[0])
    holds = parts.contains(shapely.Point(*point)).to_numpy()
    assert holds.sum() == 1, point
    return bool(main_parts(parts, states)[holds][0])


@pytest.mark.parametrize(
    ("states", "point", "stays"),
    [
        (["USA"], FLORIDA, True),
        (["USA"], ALASKA, False),
        (["USA"], HAWAII, False),
        (["USA", "CAN"], ALASKA, True),
        (["USA", "CAN"], HAWAII, False),
        (["NOR"], (10.0, 61.0), True),
        (["FRA"], (2.0, 47.0), True),
        (["FRA"], (9.1, 42.2), True),
        (["PRT"], (-8.0, 39.5), True),
        (["PRT"], (-25.5, 37.8), False),
        (["ESP"], (-4.0, 40.0), True),
        (["ESP"], (2.9, 39.6), True),
        (["ESP"], (-16.6, 28.3), False),
        (["CHL"], (-70.7, -33.5), True),
        (["CHL"], (-109.35, -27.12), False),
        (["ECU"], (-78.5, -1.0), True),
        (["ECU"], (-91.2, -0.7), False),
        (["RUS"], (20.6, 54.7), True),
        (["RUS"], (-173.0, 66.5), True),
        (["MYS"], (102.0, 4.0), True),
        (["MYS"], (114.5, 4.0), True),
        (["JPN"], (143.0, 43.3), True),
        (["FJI"], (179.2, -16.6), True),
        (["FJI"], (177.07, -12.5), False),
    ],
)
def test_far_off_parts_do_not_rule_the_frame(states: list[str], point: Point, stays: bool) -> None:  # noqa: FBT001
    """Alaska stays where Canada is drawn too; Corsica and Kaliningrad stay, oceanic islands do not, nor Rotuma."""
    assert _keeps(states, point) is stays


@pytest.mark.parametrize(
    ("boxes", "middle"),
    [
        ([(170, -5, 180, 5), (180, -5, 190, 5)], (180.0, 0.0)),
        ([(-190, -5, -170, 5)], (180.0, 0.0)),
        ([(-10, -5, 10, 5), (350, -5, 370, 5)], (0.0, 0.0)),
        ([(80, -5, 100, 5)], (90.0, 0.0)),
    ],
)
def test_the_middle_is_that_of_the_sphere(boxes: list[tuple[float, ...]], middle: Point) -> None:
    """Longitudes go round: the middle of land on both sides of 180 degrees is not Greenwich."""
    shapes = gpd.GeoDataFrame(
        {"iso3": ["XXX"] * len(boxes)}, geometry=[shapely.box(*box) for box in boxes], crs="EPSG:4326"
    )
    longitude, latitude = middle_of(shapes)
    assert abs(longitude) % 360 == pytest.approx(middle[0], abs=0.01)
    assert latitude == pytest.approx(middle[1], abs=0.01)


def test_how_far_land_reaches_is_measured_on_the_great_circle() -> None:
    """In degrees, over a pole too."""
    shapes = gpd.GeoDataFrame({"iso3": ["XXX"]}, geometry=[shapely.box(0, 0, 90, 80)], crs="EPSG:4326")
    assert farthest(shapes, (0.0, 0.0))[0] == pytest.approx(90)
    assert farthest(shapes, (180.0, 80.0))[0] == pytest.approx(100)
