"""The shapes of a user's own boundaries: which are taken, where they are mended, and what is said of the others."""

from __future__ import annotations

import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from area_files import ROWS, region_file, square, squares
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from mapgen.basemap import own_boundaries
from mapgen.basemap.cache import boundary_notices
from mapgen.basemap.own_boundaries import OwnBoundaries, read_own_boundaries
from mapgen.errors import InputError
from mapgen.places.regions import Region, read_region

BOW_TIE = Polygon([(-54, -15), (-53, -14), (-53, -15), (-54, -14)])
ACROSS = Polygon([(178, -18), (182, -18), (182, -16), (178, -16)])


def region(folder: Path, frame: gpd.GeoDataFrame, *lines: str) -> Region:
    """Return the region of some areas, written as a GeoPackage."""
    (folder / "areas.gpkg").unlink(missing_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of shapes without a coordinate system
        frame.to_file(folder / "areas.gpkg")
    return read_region(str(region_file(folder, 'boundaries = "areas.gpkg"', 'key = "id"', 'label = "name"', *lines)))


def own(folder: Path, frame: gpd.GeoDataFrame, *lines: str) -> OwnBoundaries:
    """Return what is read of some areas."""
    file = region(folder, frame, *lines).boundaries
    assert file is not None
    return read_own_boundaries(file)


def refused(folder: Path, frame: gpd.GeoDataFrame, *lines: str) -> str:
    """Return what is said of some areas, from the key on."""
    with pytest.raises(InputError) as error:
        own(folder, frame, *lines)
    return str(error.value).partition("[region]: ")[2]


@pytest.mark.parametrize("crs", [4326, 4674, 3857, 31982, 5880, "ESRI:102033"])
def test_shapes_come_in_degrees(tmp_path: Path, crs: object) -> None:
    """Whichever coordinates a file has, degrees, Mercator's, UTM's or an equal-area projection's."""
    areas = own(tmp_path, squares().to_crs(crs)).areas
    assert list(areas.columns) == ["iso3", "name", "geometry"]
    assert areas.crs == "EPSG:4326"
    assert list(areas["name"]) == ["West", "Middle", "East"]
    away = shapely.hausdorff_distance(areas.geometry.to_numpy(), [square(at) for at in range(3)])
    assert (away < 1e-6).all()


def test_heights_are_left_out(tmp_path: Path) -> None:
    """A map has two dimensions."""
    frame = squares()
    frame["geometry"] = shapely.force_3d(frame.geometry.to_numpy(), 5.0)
    assert not shapely.has_z(own(tmp_path, frame).areas.geometry.to_numpy()).any()


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (None, "no shape stands there; each row needs an area"),
        (MultiPolygon(), "no shape stands there; each row needs an area"),
        (LineString([(0, 0), (1, 1)]), "a line stands where an area belongs; choose a layer of polygons"),
        (Point(0, 0), "a point stands where an area belongs; choose a layer of polygons"),
        (GeometryCollection([Point(0, 0)]), "a collection without areas stands where an area belongs; choose a layer"),
        (Polygon([(0, 0), (1, 1), (0, 0)]), "no area is left when its crossing lines are mended"),
        (Polygon([(0, 0), (float("inf"), 1), (1, 0)]), "a coordinate is no number"),
    ],
)
def test_a_shape_that_is_no_area_is_told_with_its_code(
    tmp_path: Path, shape: BaseGeometry | None, message: str
) -> None:
    """The message names the row by its code."""
    told = refused(tmp_path, squares(row_1=shape))
    assert told.startswith(f'boundaries: areas.gpkg: the row of "02": {message}')


def test_a_row_that_the_region_does_not_show_needs_no_area(tmp_path: Path) -> None:
    """It is left out."""
    file = region(tmp_path, squares(row_1=None), 'states = ["01", "03"]').boundaries
    assert file is not None
    assert list(read_own_boundaries(file, ("01", "03")).areas["iso3"]) == ["01", "03"]


def test_areas_are_taken_out_of_collections(tmp_path: Path) -> None:
    """A point or line beside an area changes nothing."""
    mixed = GeometryCollection([square(1), Point(0, 0), GeometryCollection([LineString([(0, 0), (1, 1)])])])
    areas = own(tmp_path, squares(row_1=mixed)).areas
    assert areas.geometry.iloc[1].equals(square(1))


def test_crossing_lines_are_mended_and_told(tmp_path: Path) -> None:
    """The shape becomes valid; the notice names it, and is the same when nothing is read again."""
    read = region(tmp_path, squares(row_1=BOW_TIE))
    assert read.boundaries is not None
    assert read_own_boundaries(read.boundaries).areas.is_valid.all()
    notice = "areas.gpkg: the shapes of 02 cross themselves, and are mended"
    assert boundary_notices(read)[0] == notice
    own_boundaries._TOLD.clear()
    assert boundary_notices(read)[0] == notice


def test_overlaps_are_told_and_drawn(tmp_path: Path) -> None:
    """The notice names the neighbours; those that only meet are no overlap."""
    assert own(tmp_path, squares()).notices == ()
    told = own(tmp_path, squares(row_1=square(1).buffer(0.1))).notices
    assert told == ("areas.gpkg: the shapes of 01 and 02, 02 and 03 overlap",)


def test_a_hole_is_an_enclave(tmp_path: Path) -> None:
    """A state within another one is no overlap."""
    outer = square(0).difference(square(0).buffer(-0.3))
    read = own(tmp_path, squares(ROWS[:2], row_0=outer, row_1=square(0).buffer(-0.3)))
    assert read.notices == ()
    assert shapely.get_num_interior_rings(read.areas.geometry.iloc[0].geoms[0]) == 1


def test_coordinates_that_nobody_knows_are_asked_for(tmp_path: Path) -> None:
    """The message tells what they look like; `crs` in the region's file says what they are."""
    asked = "crs: areas.gpkg: it does not say in which coordinates its shapes are; "
    degrees = squares(crs=None)
    assert refused(tmp_path, degrees) == f'{asked}they look like degrees: write crs = "EPSG:4326"'
    assert own(tmp_path, degrees, 'crs = "EPSG:4674"').areas.geometry.iloc[0].equals(square(0))
    metres = squares().to_crs(31982).set_crs(None, allow_override=True)
    assert refused(tmp_path, metres) == f'{asked}say it, as in crs = "EPSG:31983"'
    assert own(tmp_path, metres, 'crs = "EPSG:31982"').areas.geometry.iloc[0].hausdorff_distance(square(0)) < 1e-6
    assert refused(tmp_path, degrees, 'crs = "EPSG:99999"').endswith(
        '"EPSG:99999" is no coordinate system that PROJ knows; write one such as "EPSG:4326"'
    )


def test_coordinates_of_another_kind_are_told(tmp_path: Path) -> None:
    """Metres said to be degrees, degrees said to be metres, and latitude before longitude, beyond 90 or at sea."""
    metres = squares().to_crs(3857).set_crs(4326, allow_override=True)
    assert (
        'are no degrees, as WGS 84 would have them; say which coordinates they are, such as crs = "EPSG:3857"'
        in refused(tmp_path, metres)
    )
    degrees = squares().set_crs(3857, allow_override=True)
    assert refused(tmp_path, degrees) == (
        "crs: areas.gpkg: its coordinates look like degrees, and not like WGS 84 / Pseudo-Mercator; "
        'write crs = "EPSG:4326"'
    )
    exchanged = squares()
    exchanged["geometry"] = shapely.transform(exchanged.geometry.to_numpy(), lambda points: points[:, ::-1])
    assert refused(tmp_path, exchanged).startswith("boundaries: areas.gpkg: its shapes lie in the sea, and on land if")
    exchanged["geometry"] = shapely.transform(exchanged.geometry.to_numpy(), lambda points: points * [1, 3])
    assert "latitude seems to stand before longitude; exchange them" in refused(tmp_path, exchanged)


@pytest.mark.parametrize(
    "crossing",
    [
        pytest.param(lambda points: points, id="beyond 180"),
        pytest.param(lambda points: np.column_stack([(points[:, 0] + 180) % 360 - 180, points[:, 1]]), id="jumping"),
    ],
)
def test_a_shape_across_180_degrees_is_cut_there(tmp_path: Path, crossing: object) -> None:
    """Its longitudes may go on beyond 180, or jump to -180 within a ring."""
    crossed = shapely.transform(ACROSS, crossing)  # type: ignore[arg-type]  # a function of coordinates
    areas = own(tmp_path, squares(ROWS[:1], row_0=crossed)).areas
    assert areas.total_bounds.tolist() == [-180, -18, 180, -16]
    assert areas.is_valid.all()
    assert len(areas.geometry.iloc[0].geoms) == 2


def test_many_points_are_simplified_as_a_whole(tmp_path: Path) -> None:
    """Neighbours still meet point by point, at most a twenty-thousandth of the map's side from where they were."""
    frame = squares()
    frame["geometry"] = shapely.set_precision(
        shapely.segmentize(frame.geometry.to_numpy(), 1e-3), 1e-6, mode="pointwise"
    )
    file = region(tmp_path, frame).boundaries
    assert file is not None
    simple = read_own_boundaries(file, ("01", "02", "03"), 1000).areas.geometry.to_numpy()
    assert shapely.get_num_coordinates(simple).sum() < 300
    assert shapely.coverage_is_valid(simple)
    assert shapely.get_num_coordinates(read_own_boundaries(file).areas.geometry.to_numpy()).sum() > 10_000
