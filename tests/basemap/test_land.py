"""The land of regions of countries, divisions and own boundaries, and their basemaps."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import shapely
from area_files import geojson, region_file, square

from mapgen.basemap.cache import boundaries_hash, ground_hashes, prepared_basemap
from mapgen.basemap.land import read_land, read_own_land
from mapgen.disk.shipped import shipped_path
from mapgen.places.divisions import division_codes
from mapgen.places.regions import Region, read_region

UNITS = 1000
GEOMETRY = {"geopandas", "pandas", "shapely", "pyproj", "pyogrio", "numpy"}


def region(folder: Path, *lines: str) -> Region:
    """Return a region with some lines."""
    return read_region(str(region_file(folder, *lines)))


def test_divisions_are_the_land_of_their_region(tmp_path: Path) -> None:
    """All of a country, or some; the rest of the country is land around them, and territories are the world's."""
    whole = read_land(region(tmp_path, 'divisions = ["BRA"]'), "110m")
    assert {*division_codes("BRA")} <= set(whole["iso3"])
    assert "BRA" not in set(whole["iso3"])
    south = region(tmp_path, 'divisions = ["BRA"]', 'states = ["BR-RS", "Paraná"]', 'territories = ["GUF"]')
    land = read_land(south, "110m").set_index("iso3").geometry
    assert south.states == ("BR-PR", "BR-RS")
    assert {"BR-PR", "BR-RS", "GUF", "ARG"} <= set(land.index)
    assert "BR-SP" not in land.index
    sao_paulo = shapely.Point(-46.6, -23.5)
    assert list(land[land.contains(sao_paulo)].index) == ["around the states"]
    own = read_own_land(south, "110m")
    assert list(own["iso3"]) == ["BR-PR", "BR-RS", "GUF"]
    assert list(own.columns) == ["iso3", "name", "geometry"]


def test_divisions_of_several_countries_make_one_region(tmp_path: Path) -> None:
    """Their borders with each other are as whole as those within them."""
    cone = region(tmp_path, 'divisions = ["ARG", "URY"]')
    basemap = prepared_basemap(cone, "110m", UNITS)
    assert set(basemap.territories) == {*division_codes("ARG"), *division_codes("URY")}
    assert ("AR-E", "UY-SA") in basemap.borders


def test_land_left_out_is_not_around(tmp_path: Path) -> None:
    """By the code of its country."""
    lines = ('divisions = ["URY"]', 'left_out = ["ARG"]')
    assert {"ARG", "BRA"} & set(read_land(region(tmp_path, *lines), "110m")["iso3"]) == {"BRA"}


def test_own_areas_are_the_land_of_their_region(tmp_path: Path) -> None:
    """Those that the region leaves out are around them, and so is the country in which they lie."""
    geojson(tmp_path / "areas.geojson")
    mine = region(tmp_path, 'boundaries = "areas.geojson"', 'key = "id"', 'states = ["01", "03"]')
    land = read_land(mine, "110m").set_index("iso3").geometry
    assert {"01", "03", "BRA"} <= set(land.index)
    middle = square(1).centroid
    assert list(land[land.contains(middle)].index) == ["around the states"]
    beside = shapely.Point(-60, -10)
    assert list(land[land.contains(beside)].index) == ["BRA"]
    assert list(read_own_land(mine, "110m")["iso3"]) == ["01", "03"]


def test_codes_of_countries_may_be_those_of_own_areas(tmp_path: Path) -> None:
    """As in Natural Earth's countries: the world's own country of that code is not taken for the area."""
    geojson(tmp_path / "areas.geojson", [{"id": "BRA"}])
    mine = region(tmp_path, 'boundaries = "areas.geojson"', 'key = "id"')
    land = read_land(mine, "110m").set_index("iso3").geometry
    assert land["BRA"].equals(square(0))
    assert "around BRA" in land.index


def test_a_basemap_follows_the_file(tmp_path: Path) -> None:
    """It knows the file's hash, and is prepared again when the file has changed."""
    geojson(tmp_path / "areas.geojson")
    lines = ('boundaries = "areas.geojson"', 'key = "id"')
    mine = region(tmp_path, *lines)
    first = prepared_basemap(mine, "110m", UNITS)
    assert first.boundaries == sha256((tmp_path / "areas.geojson").read_bytes()).hexdigest()
    assert set(first.territories) == {"01", "02", "03"}
    before = ground_hashes(mine, "110m")
    geojson(tmp_path / "areas.geojson", [{"id": "01"}, {"id": "02"}])
    mine = region(tmp_path, *lines)
    assert ground_hashes(mine, "110m") != before
    second = prepared_basemap(mine, "110m", UNITS)
    assert set(second.territories) == {"01", "02"}
    assert second.boundaries != first.boundaries


def test_the_hash_of_divisions_is_that_of_their_files(tmp_path: Path) -> None:
    """Of one file its own; of several, one of all."""
    one_file = region(tmp_path, 'divisions = ["BRA"]')
    assert boundaries_hash(one_file, "50m") == sha256(shipped_path("divisions/BRA.fgb").read_bytes()).hexdigest()
    assert boundaries_hash(one_file, "50m") == boundaries_hash(one_file, "10m")
    assert ground_hashes(one_file, "50m") != ground_hashes(one_file, "10m")
    both = region(tmp_path, 'divisions = ["ARG", "URY"]')
    assert boundaries_hash(both, "50m") != boundaries_hash(one_file, "50m")


LIST = """[snapshot]
title = "Mine"
coder = "me"
source = "none"
as_of = 2025-12-15
region = "mine.toml"
[alignments]
01 = "left"
02 = "right"
03 = "left"
"""


@pytest.mark.parametrize("arguments", [("show", "list.toml"), ("render", "list.toml", "-o", "map.svg", "--force")])
def test_what_was_read_is_not_read_again(
    tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]], arguments: tuple[str, ...]
) -> None:
    """The second time, neither the rows nor the basemap of a file need a library of geometry."""
    geojson(tmp_path / "areas.geojson")
    region_file(tmp_path, 'boundaries = "areas.geojson"', 'key = "id"', 'label = "name"')
    (tmp_path / "list.toml").write_text(LIST)
    assert command(*arguments, folder=tmp_path).returncode == 0
    program = f"""import sys
from mapgen.cli.main import main
main({list(arguments)!r}, standalone_mode=False)
print(*sys.modules, file=sys.stderr)"""
    again = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert not GEOMETRY & set(again.stderr.split())


def test_a_map_says_whose_boundaries_it_shows(
    tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The last line and the metadata name the file, or whose it is; the land around is Natural Earth's."""
    geojson(tmp_path / "areas.geojson")
    (tmp_path / "list.toml").write_text(LIST)
    lines = ('boundaries = "areas.geojson"', 'key = "id"')
    for more, line, named in (
        ((), "Boundaries: areas.geojson; land around them: Natural Earth.", "areas.geojson; around them Natural Earth"),
        (('boundaries_credit = "IBGE 2022"',), "Boundaries: IBGE 2022; land around them", "IBGE 2022; around them Nat"),
        (('boundaries_credit = "IBGE 2022"', 'context = "none"'), "Boundaries: IBGE 2022.", "IBGE 2022; around them"),
    ):
        region_file(tmp_path, *lines, *more)
        assert command("render", "list.toml", "-o", "map.svg", "--force", folder=tmp_path).returncode == 0
        drawn = (tmp_path / "map.svg").read_text()
        assert line in " ".join(drawn.split())
        assert named in drawn
        assert sha256((tmp_path / "areas.geojson").read_bytes()).hexdigest() in drawn
