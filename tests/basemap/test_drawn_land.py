"""The land of a region for other programs: true to the boundaries, valid, and cut at the antimeridian."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely import MultiPolygon

from mapgen.basemap.drawn_land import drawn_land, whole_land
from mapgen.errors import InputError
from mapgen.places.regions import read_region

UNITS = 5000
KINDS = ("drawn", "full")
REGIONS = ("south-america", "world")


@cache
def land(kind: str, region: str, scale: str = "50m") -> dict[str, MultiPolygon]:
    """Return the land of a region once."""
    of_region = read_region(region)
    return drawn_land(of_region, scale, UNITS) if kind == "drawn" else whole_land(of_region, scale)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_shapes_are_what_rfc_7946_asks_for(kind: str, region: str) -> None:
    """Shapes are valid, in degrees, of a centimetre at best; outer rings run anticlockwise, holes clockwise."""
    shapes = np.array(list(land(kind, region).values()))
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    west, south, east, north = shapely.total_bounds(shapes)
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    polygons = [polygon for shape in shapes for polygon in shape.geoms]
    assert all(polygon.exterior.is_ccw for polygon in polygons)
    assert not any(hole.is_ccw for polygon in polygons for hole in polygon.interiors)
    written = {repr(float(number)) for number in shapely.get_coordinates(shapes).ravel()}
    assert max(len(number.partition(".")[2]) for number in written if "e" not in number) <= 7


@pytest.mark.parametrize(("region", "scale"), [("south-america", "50m"), ("world", "50m")])
def test_drawn_land_lies_where_the_land_is(region: str, scale: str) -> None:
    """No drawn shape leaves its territory by more than its simplification, nor spans the map along a parallel."""
    whole = land("full", region, scale)
    for code, shape in land("drawn", region, scale).items():
        beside = shapely.difference(shape, shapely.buffer(whole[code], 0.2)).area
        assert beside <= 0.001 * shape.area, code
        assert 0.8 * whole[code].area <= shape.area <= 1.1 * whole[code].area, code


def test_drawn_land_is_simpler_and_full_land_has_the_far_islands() -> None:
    """Easter Island and the Galápagos, outside the window, are in the full shapes alone."""
    drawn, full = land("drawn", "south-america"), land("full", "south-america")
    assert full["CHL"].bounds[0] < -105 < drawn["CHL"].bounds[0]
    assert full["ECU"].bounds[0] < -91 < drawn["ECU"].bounds[0]
    assert shapely.get_num_coordinates(drawn["BRA"]) < shapely.get_num_coordinates(full["BRA"])


@pytest.mark.parametrize("kind", KINDS)
def test_shapes_are_cut_at_180_degrees(kind: str) -> None:
    """Russia and Fiji lie on both sides, and none of their pieces reaches from one to the other."""
    for code in ("RUS", "FJI"):
        bounds = shapely.bounds(shapely.get_parts(land(kind, "world")[code]))
        assert (bounds[:, 2] - bounds[:, 0] < 180).all()
        assert bounds[:, 0].min() < -178
        assert bounds[:, 2].max() > 178


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_neighbours_share_their_border_vertex_by_vertex(kind: str, region: str) -> None:
    """Shapes meet without gaps and overlaps, simplified or not, also around states that a map draws by dots."""
    assert shapely.coverage_is_valid(np.array(list(land(kind, region).values())))


def test_a_territory_drawn_by_dots_has_its_own_land() -> None:
    """Tuvalu is nine atolls, and no circles that can be seen from afar."""
    assert land("drawn", "world")["TUV"].area == pytest.approx(land("full", "world")["TUV"].area, rel=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_without_a_shape_at_the_scale_is_refused(kind: str) -> None:
    """The message names the states that a scale lacks, and a scale that has them."""
    with pytest.raises(InputError, match=r"110m has no shape for AND .*use --scale 50m or --scale 10m"):
        land(kind, "world", "110m")


PACIFIC = ("FJI", "KIR", "NZL", "TON", "WSM", "TUV", "VUT")
# By projection, states and further keys: those across 180 degrees, round a pole, and with an origin elsewhere.
PROJECTED = {
    "the usual one": (PACIFIC, ""),
    "laea": (PACIFIC, 'projection = "laea"'),
    "equal-earth": (PACIFIC, 'projection = "equal-earth"'),
    "polar": (("CAN", "RUS", "NOR", "USA"), 'projection = "laea"\ncentre = [0.0, 90.0]'),
    "conic": (("FRA", "RUS"), 'projection = "+proj=lcc +lat_1=43 +lat_2=62 +lat_0=30 +lon_0=10"'),
    "orthographic": (("USA", "CAN"), 'projection = "+proj=ortho +lat_0=40 +lon_0=-100"'),
    "shifted": (("FJI", "NZL"), 'projection = "+proj=merc +lon_0=180 +x_0=5000000"'),
}


@pytest.mark.parametrize("name", PROJECTED)
def test_drawn_land_lies_where_the_land_is_in_every_projection(name: str, tmp_path: Path) -> None:
    """Longitudes continue where a projection's do, and its origin does not matter."""
    states, keys = PROJECTED[name]
    path = tmp_path / "region.toml"
    listed = ", ".join(f'"{code}"' for code in states)
    path.write_text(f'[region]\nname = "Drawn"\nstates = [{listed}]\n{keys}\n')
    region = read_region(str(path))
    whole = whole_land(region, "50m")
    for code, shape in drawn_land(region, "50m", UNITS).items():
        assert shape.is_valid
        beside = shapely.difference(shape, shapely.buffer(whole[code], 0.3)).area
        assert beside <= 0.001 * shape.area, code
        assert 0.8 * whole[code].area <= shape.area <= 1.1 * whole[code].area, code


def test_land_round_a_pole_is_whole(tmp_path: Path) -> None:
    """A map of the south pole has Antarctica as the boundaries have it, which reaches to 90 degrees south."""
    path = tmp_path / "pole.toml"
    path.write_text('[region]\nname = "Pole"\nstates = ["ATA"]\nprojection = "laea"\ncentre = [0.0, -90.0]\n')
    shape = drawn_land(read_region(str(path)), "50m", UNITS)["ATA"]
    assert shape.is_valid
    assert shape.bounds[1] == -90
