"""The antimeridian: what is cut there is joined, and world maps are cut where they end."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from mapgen.basemap.antimeridian import cut_opposite, single_parts, turned
from mapgen.basemap.boundaries import read_territories
from mapgen.basemap.prepare import prepare
from mapgen.places.regions import Region


@cache
def _parts(scale: str = "110m") -> gpd.GeoDataFrame:
    return single_parts(read_territories(scale).assign(area=""))


def test_russia_is_one_land_across_180_degrees() -> None:
    """Chukotka belongs to the same polygon as Moscow, and so no line is drawn along the meridian."""
    parts = turned(_parts("50m")[_parts("50m")["iso3"] == "RUS"], 100.0)
    holds = [parts.contains(shapely.Point(*point)).to_numpy() for point in ((37.0, 55.0), (185.0, 67.0))]
    assert (holds[0] == holds[1]).all()
    assert holds[0].sum() == 1


@pytest.mark.parametrize(("code", "islands"), [("FJI", 179.9), ("RUS", 180.0), ("USA", 180.0), ("NZL", 180.0)])
def test_a_state_on_both_sides_lies_together(code: str, islands: float) -> None:
    """Turned to the meridian, no part of it ends there, and it is less than half the world wide."""
    parts = turned(_parts("50m")[_parts("50m")["iso3"] == code], islands)
    bounds = parts.bounds
    assert not ((bounds["minx"] - 180).abs() < 1e-3).any()
    assert not ((bounds["maxx"] - 180).abs() < 1e-3).any()
    assert bounds["maxx"].max() - bounds["minx"].min() < 175


def test_what_is_not_cut_keeps_its_coordinates() -> None:
    """To the bit, so that neighbours still share their borders."""
    raw = read_territories("110m")
    brazil = raw.loc[raw["iso3"] == "BRA", "geometry"].iloc[0]
    shipped = _parts()[_parts()["iso3"] == "BRA"]
    assert shapely.get_parts(brazil).tolist() == shipped.geometry.tolist()


@given(middle=st.integers(-1800, 1800).map(lambda tenths: tenths / 10))
@examples(max_examples=25)
def test_a_world_cut_at_any_meridian_is_whole(middle: float) -> None:
    """Every part lies within half a turn, short of it, and no land is lost."""
    cut = cut_opposite(_parts(), middle)
    assert cut.total_bounds[0] > middle - 180
    assert cut.total_bounds[2] < middle + 180
    before, after = (shapely.area(one.geometry.to_numpy()).sum() for one in (_parts(), cut))
    assert after == pytest.approx(before, rel=1e-6)


@pytest.mark.parametrize("longitude", [11.0, 0.0, 150.0, -100.0, 10.0])
def test_no_line_runs_across_a_map_of_the_world(longitude: float) -> None:
    """No segment is longer than a tenth of the width, which the 49th parallel and the cut end of Asia are not."""
    codes = tuple(sorted(set(_parts()["iso3"]) - {"ATA"}))
    world = Region(
        name="world",
        states=codes,
        territories={},
        window=None,
        centre=(longitude, 0.0),
        claims={},
        left_out=("ATA",),
        sha256="",
        projection="equal-earth",
        context="whole",
    )
    basemap = prepare(world, "110m", 2500, "")
    paths = [*basemap.shapes.values(), *basemap.borders.values()]
    rings = [(*line, line[0]) if shape.closed else line for shape in paths for line in shape.lines]
    longest = max(abs(bx - ax) for ring in rings for (ax, _), (bx, _) in pairwise(ring))
    assert longest < 0.1 * basemap.width
