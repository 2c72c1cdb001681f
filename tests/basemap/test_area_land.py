"""Disputed areas are cut out of the land and drawn where a view has them; the land stays whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from mapgen.basemap.area_land import cut_land, dissolved, read_area_shapes
from mapgen.basemap.boundaries import read_territories
from mapgen.basemap.land import read_own_land
from mapgen.basemap.model import Basemap
from mapgen.basemap.prepare import prepare
from mapgen.places.regions import Region, read_region
from mapgen.places.scales import SCALES
from mapgen.views.treatments import treatments_of

BLACK_SEA = ["GEO", "MDA", "ROU", "RUS", "UKR"]
WINDOW = "window = [20, 40, 48, 54]"


def seen(region: Region, view: str, scale: str = "50m", **chosen: dict[str, str]) -> Basemap:
    """Return the basemap of a region by a view."""
    return prepare(treatments_of(region, view=view, **chosen).cut(region), scale, 5000, "")


@pytest.fixture(scope="module")
def black_sea(region_file: Callable[..., Path]) -> Region:
    """Return the region of the states around the Black Sea."""
    return read_region(str(region_file("black-sea", BLACK_SEA, WINDOW)))


@pytest.mark.parametrize("scale", SCALES)
def test_no_land_is_lost_or_doubled(scale: str) -> None:
    """The land of the world by the default view is the land of the boundaries, to a millionth of a square degree."""
    land = read_territories(scale)
    world = treatments_of(read_region("world")).cut(read_region("world"))
    cut = cut_land(land, world.cuts, scale)
    assert {"crimea", "western-sahara", "golan"} <= set(cut["area"])
    assert shapely.area(cut.geometry).sum() == pytest.approx(shapely.area(land.geometry).sum(), abs=1e-6)
    whole = dissolved(cut).set_index("iso3").geometry
    assert whole.is_valid.all()
    before = land.set_index("iso3").geometry
    crimea = read_area_shapes(scale)["crimea"].area
    assert whole["UKR"].area == pytest.approx(before["UKR"].area + crimea, abs=1e-6)
    assert whole["RUS"].area == pytest.approx(before["RUS"].area - crimea, abs=1e-6)


def test_neighbours_of_a_cut_still_meet_point_by_point() -> None:
    """At 50m, where the boundaries are a coverage, the cut land is one, too."""
    world = treatments_of(read_region("world")).cut(read_region("world"))
    shapes = cut_land(read_territories("50m"), world.cuts, "50m").geometry.to_numpy()
    faults = shapely.coverage_invalid_edges(shapes)
    assert sum(fault.length for fault in faults) < 1e-6


def test_land_without_areas_is_as_it_was() -> None:
    """Without a cut no shape is touched, and no file of areas is needed."""
    land = read_territories("110m")
    cut = cut_land(land, (), "110m")
    assert (cut["area"] == "").all()
    assert (cut.geometry == land.geometry).all()


def test_a_view_moves_land_and_measures_follow(black_sea: Region) -> None:
    """By the United Nations Ukraine has Crimea: 27,000 square kilometres more, and a border fewer with Russia."""
    un, held = seen(black_sea, "un"), seen(black_sea, "de-facto")
    gained = un.territories["UKR"].area_km2 - held.territories["UKR"].area_km2
    # De facto the eastern Donbas is by itself, and not Ukraine's.
    assert gained == pytest.approx(27_000 + 17_700, rel=0.03)
    assert un.claims["crimea"].administered == "UKR"
    assert held.claims["crimea"].administered == "RUS"
    assert held.claims["donbas"].administered is None
    assert held.claims["abkhazia"].administered is None


def test_the_line_of_an_area_sets_it_off_from_the_rest_of_its_state(black_sea: Region) -> None:
    """Crimea's line in Ukraine is the isthmus, a small part of its outline."""
    basemap = seen(black_sea, "un")
    line = sum(shapely.LineString(points).length for points in basemap.shapes["claim-crimea"].lines)
    outline = sum(shapely.LinearRing(points).length for points in basemap.shapes["claim-area-crimea"].lines)
    assert 0 < line < outline / 4


def test_an_area_may_be_left_out(black_sea: Region) -> None:
    """A hidden area is no land of the map: neither Russia's nor Ukraine's."""
    hidden, held = seen(black_sea, "de-facto", territories={"crimea": "hidden"}), seen(black_sea, "de-facto")
    assert "crimea" not in hidden.claims
    assert hidden.territories["RUS"].area_km2 < held.territories["RUS"].area_km2 - 25_000
    assert hidden.territories["UKR"].area_km2 == pytest.approx(held.territories["UKR"].area_km2, rel=0.001)


def test_an_area_outside_the_region_is_surrounding_land(region_file: Callable[..., Path]) -> None:
    """Without Ukraine in the region, Crimea by the United Nations is land around it: Russia loses it."""
    region = read_region(str(region_file("russia", ["GEO", "RUS"], WINDOW)))
    un, held = seen(region, "un"), seen(region, "de-facto")
    assert un.territories["RUS"].area_km2 < held.territories["RUS"].area_km2 - 25_000
    assert un.claims["crimea"].administered is None


def test_exported_land_is_that_of_the_view() -> None:
    """The shapes of an export and of a GeoDataFrame have Western Sahara whole by the United Nations, else in two."""
    world = read_region("world")
    held = read_own_land(treatments_of(world, view="de-facto").cut(world), "50m").set_index("iso3").geometry
    un = read_own_land(treatments_of(world, view="un").cut(world), "50m").set_index("iso3").geometry
    assert un["ESH"].area > 2.5 * held["ESH"].area
    assert un["MAR"].bounds[1] == pytest.approx(27.66, abs=0.05)
    assert list(un.index) == list(held.index)


def test_views_that_change_nothing_share_a_basemap() -> None:
    """South America has one basemap by all views that ship: none of them moves land there."""
    from mapgen.basemap import cache
    from mapgen.views.view import view_names

    region = read_region("south-america")
    keys = {cache._key(treatments_of(region, view=view).cut(region), "50m", 5000) for view in view_names()}
    assert len(keys) == 1
    world = read_region("world")
    assert len({cache._key(treatments_of(world, view=view).cut(world), "50m", 5000) for view in ("un", "india")}) == 2
