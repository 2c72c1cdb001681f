"""The layers of a file of boundaries: which formats are read, and what is said of a file that cannot be."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from area_files import geojson, region_file, squares

from mapgen.errors import InputError
from mapgen.places.regions import read_region

FORMATS = ("areas.geojson", "areas.json", "areas.gpkg", "areas.shp", "areas.fgb")
CODES = ("01", "02", "03")
PARTS = ("shp", "shx", "dbf", "prj", "cpg")


def refused(folder: Path, *lines: str) -> str:
    """Return what is said of a region with some lines, without its folder."""
    with pytest.raises(InputError) as error:
        read_region(str(region_file(folder, *lines)))
    return str(error.value).replace(f"{folder}{os.sep}", "").removeprefix("mine.toml, ")


def shapefile(folder: Path, stem: str, encoding: str = "utf-8") -> list[Path]:
    """Write a shapefile and return its files."""
    squares([{"id": "01", "name": "São João"}]).to_file(folder / f"{stem}.shp", encoding=encoding)
    return [folder / f"{stem}.{part}" for part in PARTS]


@pytest.mark.parametrize("name", FORMATS)
def test_every_usual_format_is_read(tmp_path: Path, name: str) -> None:
    """The ending may be in capitals; leading zeros stay."""
    squares().to_file(tmp_path / name, driver="GeoJSON" if name.endswith("json") else None)
    lines = (f'boundaries = "{name}"', 'key = "id"', 'label = "name"')
    region = read_region(str(region_file(tmp_path, *lines)))
    assert region.states == CODES
    assert region.labels["02"] == "Middle"


def test_topojson_is_read(tmp_path: Path) -> None:
    """Its coordinates are degrees, as those of GeoJSON: it has no place to say so."""
    arc = "[[-50,-20],[-48,-20],[-48,-18],[-50,-18],[-50,-20]]"
    areas = '{"type": "Polygon", "arcs": [[0]], "properties": {"id": "x"}}'
    text = f'{{"type": "Topology", "objects": {{"areas": {{"type": "GeometryCollection", "geometries": [{areas}]}}}}'
    (tmp_path / "areas.topojson").write_text(f'{text}, "arcs": [{arc}]}}')
    region = read_region(str(region_file(tmp_path, 'boundaries = "areas.topojson"', 'key = "id"')))
    assert region.states == ("x",)


@pytest.mark.parametrize("folder", ["", "data/2022/"])
def test_a_zipped_shapefile_is_read(tmp_path: Path, folder: str) -> None:
    """Wherever in the zip it lies."""
    with ZipFile(tmp_path / "areas.zip", "w") as archive:
        for path in shapefile(tmp_path, "areas"):
            archive.write(path, f"{folder}{path.name}")
    region = read_region(str(region_file(tmp_path, 'boundaries = "areas.zip"', 'key = "id"', 'label = "name"')))
    assert region.labels == {"01": "São João"}


def test_a_shapefile_in_latin_1_keeps_its_letters(tmp_path: Path) -> None:
    """Its .cpg says how its texts are written."""
    shapefile(tmp_path, "areas", "ISO-8859-1")
    assert b"S\xe3o" in (tmp_path / "areas.dbf").read_bytes()
    region = read_region(str(region_file(tmp_path, 'boundaries = "areas.shp"', 'key = "id"', 'label = "name"')))
    assert region.labels == {"01": "São João"}


def test_a_link_is_followed(tmp_path: Path) -> None:
    """A file may lie elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    geojson(tmp_path / "elsewhere" / "data.geojson")
    (tmp_path / "areas.geojson").symlink_to(tmp_path / "elsewhere" / "data.geojson")
    assert read_region(str(region_file(tmp_path, 'boundaries = "areas.geojson"', 'key = "id"'))).states == CODES


def test_a_zip_of_two_shapefiles_is_asked_about(tmp_path: Path) -> None:
    """The message names both; `layer` chooses one."""
    with ZipFile(tmp_path / "areas.zip", "w") as archive:
        for stem in ("east", "west"):
            for path in shapefile(tmp_path, stem):
                archive.write(path, path.name)
    lines = ('boundaries = "areas.zip"', 'key = "id"')
    message = 'areas.zip: it has 2 layers: east, west; name one, such as layer = "east"'
    assert refused(tmp_path, *lines) == f"line 3, [region]: layer: {message}"
    assert read_region(str(region_file(tmp_path, *lines, 'layer = "west"'))).states == ("01",)


def test_a_layer_and_a_column_are_told_by_their_names(tmp_path: Path) -> None:
    """Where there is none of the name, the nearest is named, or all."""
    for layer in ("provinces", "cities"):
        squares().to_file(tmp_path / "areas.gpkg", layer=layer)
    first, key = 'boundaries = "areas.gpkg"', 'key = "id"'
    assert refused(tmp_path, first, key) == (
        'line 3, [region]: layer: areas.gpkg: it has 2 layers: provinces, cities; name one, such as layer = "provinces"'
    )
    assert refused(tmp_path, first, key, 'layer = "province"').endswith(
        'it has no layer "province"; did you mean "provinces"?'
    )
    assert refused(tmp_path, first, key, 'layer = "x"').endswith('it has no layer "x"; there is provinces or cities')
    layer = 'layer = "cities"'
    assert refused(tmp_path, first, layer, 'key = "idd"') == (
        'line 5, [region]: key: areas.gpkg: it has no column "idd"; did you mean "id"?'
    )
    assert refused(tmp_path, first, layer, 'key = "CD_UF"').endswith("the columns are id or name")
    assert refused(tmp_path, first, layer, key, 'label = "nome"').endswith('did you mean "name"?')
    assert refused(tmp_path, first, layer).endswith(
        "the key is missing; it names the column of the codes, which is one of id or name"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("area.geojson", 'there is no such file; did you mean "areas.geojson"?'),
        ("folder", 'this is a folder; name a file of shapes, such as boundaries = "folder/inside.gpkg"'),
        ("areas.kml", 'the ending ".kml" is of no format that is read; write .fgb, .geojson, .gpkg, .json, .shp, '),
        ("empty.geojson", "the file is empty"),
        ("words.geojson", "it is not GeoJSON, whatever its name says"),
        ("words.gpkg", "it is not a GeoPackage, whatever its name says"),
        ("words.zip", "it cannot be read as a zipped shapefile (File is not a zip file)"),
        ("none.zip", "there is no file of shapes in it; it needs one of "),
        ("alone.shp", "alone.dbf or alone.shx of the shapefile is missing; it belongs beside the .shp file"),
        ("no-rows.geojson", 'the layer "no-rows" has no rows'),
        ("/dev/null", "this is a device, a socket or a pipe, and no file; name a file of shapes"),
        ("loop.geojson", "it cannot be read ("),
        ("other.geojson", "it is not GeoJSON, whatever its name says"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, message: str) -> None:
    """With the key of the region's file, the name of the file, and what would be right."""
    geojson(tmp_path / "areas.geojson")
    geojson(tmp_path / "no-rows.geojson", [])
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside.gpkg").touch()
    (tmp_path / "empty.geojson").touch()
    (tmp_path / "loop.geojson").symlink_to("loop.geojson")
    (tmp_path / "other.geojson").write_text('{"a": 1}')
    for words in ("words.geojson", "words.gpkg", "words.zip", "areas.kml"):
        (tmp_path / words).write_text("hello, world, and whoever else reads this")
    (tmp_path / "alone.shp").write_bytes(b"\0" * 100)
    with ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    told = refused(tmp_path, f'boundaries = "{name}"', 'key = "id"')
    assert told.startswith(f"line 3, [region]: boundaries: {Path(name).name}: {message}")


def test_a_file_that_is_another_format_is_refused(tmp_path: Path) -> None:
    """GDAL would read a virtual file, which names others, under any name."""
    geojson(tmp_path / "areas.geojson")
    virtual = '<OGRVRTDataSource><OGRVRTLayer name="areas"><SrcDataSource relativeToVRT="1">areas.geojson'
    (tmp_path / "sly.json").write_text(f"{virtual}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
    told = refused(tmp_path, 'boundaries = "sly.json"', 'key = "id"')
    assert told == "line 3, [region]: boundaries: sly.json: it cannot be read as GeoJSON or TopoJSON (it is OGR_VRT)"
