"""The projection of a map: chosen for the land it shows, or given by its region."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyproj import CRS

from mapgen.basemap.projected_land import project_land
from mapgen.errors import InputError
from mapgen.places.regions import read_region


def test_a_window_centres_the_map_on_what_it_shows(region_file: Callable[..., Path]) -> None:
    """Europe stands upright although Siberia is Russia's: what lies beyond the window decides nothing."""
    path = region_file("europe", ["PRT", "POL", "GRC", "RUS"], "window = [-11, 34, 45, 71]")
    operation = CRS(project_land(read_region(str(path)), "110m").crs).coordinate_operation
    assert operation
    latitude, longitude, *_ = (one.value for one in operation.params)
    assert 10 < longitude < 25
    assert 48 < latitude < 58


def test_a_projection_of_ones_own_is_used(region_file: Callable[..., Path]) -> None:
    """Any that PROJ knows, and the shapes are in it; 110m is enough."""
    region = read_region(str(region_file("polar", ["CAN"], 'projection = "+proj=stere +lat_0=90 +lon_0=-90"')))
    projected = project_land(region, "110m")
    assert projected.crs == "+proj=stere +lat_0=90 +lon_0=-90"
    assert projected.frame[3] < 0


@pytest.mark.parametrize(
    ("projection", "message"),
    [
        ("+proj=nonsense", "PROJ refuses it"),
        ("+proj=longlat", "this is no projection onto a plane"),
    ],
)
def test_a_projection_that_is_none_is_refused(projection: str, message: str, region_file: Callable[..., Path]) -> None:
    """With the file, what is wrong, and what would be right."""
    path = region_file("wrong", ["ARG"], f'projection = "{projection}"')
    with pytest.raises(InputError) as refused:
        project_land(read_region(str(path)), "110m")
    assert str(path) in str(refused.value)
    assert message in str(refused.value)
