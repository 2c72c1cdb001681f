"""Files of an export, read by programs that are not ours: rows, shapes, types, metadata, and the same bytes twice."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from msgspec.structs import replace

import mapgen
from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.exporting.formats import FORMATS, exported
from mapgen.exporting.options import ExportOptions
from mapgen.places.codes import CODE_SYSTEMS
from mapgen.record.tables import rows_of, with_codes

WITH_SHAPES = ("geojson", "topojson", "gpkg", "fgb", "parquet")
LISTS = ("parties", "elected", "sources", "readings")
OPTIONS = ExportOptions(codes=CODE_SYSTEMS)
SCRIPT = """
import sys, mapgen
mapgen.export(to=[f"again.{name}" for name in sys.argv[1:]], as_of="2025-12-15", basis="elected", codes="all")
"""


@cache
def snapshot() -> mapgen.Snapshot:
    """Return the snapshot of these tests: Chile's government is elected, and French Guiana is no state."""
    return mapgen.answer(mapgen.read(), as_of="2025-12-15", basis="elected")


@cache
def files() -> Mapping[str, bytes]:
    """Return the snapshot in every format."""
    return exported(snapshot(), OPTIONS, FORMATS)


def read_back(name: str, data: bytes) -> gpd.GeoDataFrame:
    """Return a format as geopandas reads it from a disk, by territory."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{name}"
        path.write_bytes(data)
        read = gpd.read_parquet(path) if name == "parquet" else gpd.read_file(path)
    return read.set_index("iso3").sort_index()


@cache
def frame(name: str) -> gpd.GeoDataFrame:
    """Return a format of the snapshot as geopandas reads it, once."""
    return read_back(name, files()[name])


@cache
def layer(name: str) -> Mapping[str, Any]:
    """Return what GDAL says of a format of the snapshot."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{name}"
        path.write_bytes(files()[name])
        return dict(pyogrio.read_info(path))


def shown() -> dict[str, dict[str, Any]]:
    """Return the rows of `mapgen show`, by state."""
    return {row["iso3"]: row for row in with_codes(rows_of(snapshot()), CODE_SYSTEMS)}


def plain(value: object, column: str) -> object:
    """Return a value of a frame as the rows of `mapgen show` have it."""
    if value is None or (not hasattr(value, "__len__") and pd.isna(value)):  # type: ignore[call-overload]
        return None
    if column in LISTS:
        return value.split(" | ") if isinstance(value, str) else list(value)  # type: ignore[call-overload]
    return str(value)[:10] if column in ("start", "end", "as_of") else str(value)


@pytest.mark.parametrize("name", WITH_SHAPES)
def test_a_file_has_one_row_for_each_state_and_territory(name: str) -> None:
    """The twelve states, French Guiana and the Falklands stand there once each; context land does not."""
    states = set(snapshot().by_code)
    assert len(states) == 12
    assert list(frame(name).index) == sorted(states | {"GUF", "FLK"})


@pytest.mark.parametrize("name", WITH_SHAPES)
def test_rows_are_those_of_show(name: str) -> None:
    """Each state has the values of `mapgen show` under the same names, codes included: texts, lists, days, nulls."""
    for iso3, row in shown().items():
        of_file = frame(name).loc[iso3]
        wanted = {key: value for key, value in row.items() if key not in ("iso3", "name")}
        assert {key: plain(of_file[key], key) for key in wanted} == wanted
        assert of_file["name_en"] == row["name"]


@pytest.mark.parametrize("name", WITH_SHAPES)
def test_rows_have_names_in_every_language_and_more_of_the_government(name: str) -> None:
    """Names, the end of the term, how it began, parties, readings, and the territory's treatment are columns."""
    brazil, guiana = frame(name).loc["BRA"], frame(name).loc["GUF"]
    assert [brazil[column] for column in ("name_en", "name_es", "name_pt")] == ["Brazil", "Brasil", "Brasil"]
    assert [brazil[column] for column in ("term_ends", "came_by", "iso-numeric")] == ["2027-01-05", "election", "076"]
    assert plain(brazil["readings"], "readings")
    guyana = snapshot().by_code["GUY"].government
    assert guyana is not None
    assert len(guyana.parties) > 1
    assert plain(frame(name).loc["GUY"]["parties"], "parties") == [
        f"{lang}: {party}" for lang, party in guyana.parties.items()
    ]
    assert plain(brazil["treatment"], "treatment") is None
    assert [guiana[column] for column in ("status", "treatment", "sovereign")] == ["not-applicable", "neutral", "FRA"]
    assert plain(guiana["alignment"], "alignment") is None


@pytest.mark.parametrize("name", WITH_SHAPES)
def test_shapes_are_valid_and_in_degrees(name: str) -> None:
    """An independent reader finds valid shapes in EPSG:4326; TopoJSON, like GeoJSON, has no other system."""
    read = frame(name)
    assert read.crs is None if name == "topojson" else read.crs.to_epsg() == 4326
    assert read.geometry.is_valid.all()
    assert not read.geometry.is_empty.any()
    # Brasília and Cayenne.
    assert read.geometry["BRA"].contains(shapely.Point(-47.9, -15.8))
    assert read.geometry["GUF"].contains(shapely.Point(-53.0, 4.0))


def test_formats_have_the_same_shapes() -> None:
    """A shape has the same area in all formats, but for the grid of the TopoJSON, of four metres and less."""
    areas = {name: frame(name).geometry.apply(lambda shape: shape.area) for name in WITH_SHAPES}
    for name in WITH_SHAPES:
        assert areas[name].to_numpy() == pytest.approx(areas["parquet"].to_numpy(), rel=1e-4)


def test_days_and_lists_have_types_where_the_format_has_them() -> None:
    """GeoPackage has dates; GeoParquet dates and lists, also in a column without values; JSON arrays and nulls."""
    fields = dict(zip(layer("gpkg")["fields"], layer("gpkg")["ogr_types"], strict=True))
    assert [fields[name] for name in ("start", "end", "as_of", "cow")] == ["OFTDate"] * 3 + ["OFTString"]
    schema = pq.read_schema(io.BytesIO(files()["parquet"]))
    assert [schema.field(name).type for name in ("start", "end", "as_of")] == [pa.date32()] * 3
    assert [schema.field(name).type.value_type for name in LISTS] == [pa.string()] * len(LISTS)
    properties = json.loads(files()["geojson"])["features"][0]["properties"]
    assert properties["elected"] == ["2023-11-19"]
    assert properties["end"] is None


def test_metadata_are_in_the_file() -> None:
    """Title, day, basis, hash of the record and citation are found by a reader of each format."""
    wanted = {"as-of": "2025-12-15", "basis": "elected", "record-sha256": snapshot().sha256}
    found = {
        "geojson": json.loads(files()["geojson"])["metadata"],
        "topojson": json.loads(files()["topojson"])["metadata"],
        "gpkg": layer("gpkg")["layer_metadata"],
        "fgb": layer("fgb")["layer_metadata"],
        "parquet": {
            key.decode(): value.decode()
            for key, value in pq.read_schema(io.BytesIO(files()["parquet"])).metadata.items()
        },
    }
    for name, metadata in found.items():
        assert wanted.items() <= metadata.items(), name
        assert metadata["citation"] == mapgen.cite(as_of="2025-12-15", basis="elected"), name


@pytest.mark.parametrize("name", ["csv", "json", "md"])
def test_rows_without_shapes_are_the_table_of_show(name: str) -> None:
    """CSV, JSON and Markdown have what `mapgen show` writes, with the same codes."""
    data = files()[name].decode()
    assert "Q298" in data
    if name == "json":
        assert {row["iso3"]: row for row in json.loads(data)} == shown()
    if name == "csv":
        read = pd.read_csv(io.StringIO(data), dtype=str).set_index("iso3")
        assert list(read.columns[:6]) == list(CODE_SYSTEMS)
        assert read["iso-numeric"]["BRA"] == "076"


def test_the_same_inputs_are_the_same_bytes(tmp_path: Path) -> None:
    """In this process and in another, at another time, every format is the same to the byte."""
    assert exported(snapshot(), OPTIONS, FORMATS) == files()
    subprocess.run([sys.executable, "-c", SCRIPT, *FORMATS], cwd=tmp_path, check=True, capture_output=True)
    assert {name: (tmp_path / f"again.{name}").read_bytes() for name in FORMATS} == files()


@pytest.mark.parametrize("name", WITH_SHAPES)
def test_a_published_list_of_one_day_is_exported_too(name: str) -> None:
    """A list has no governments: its columns of days and leaders are there, and empty."""
    listed = mapgen.answer(mapgen.read(shipped_path("snapshots/poder360-2025-12-15.toml")))
    read = read_back(name, exported(listed, ExportOptions(), [name])[name])
    states = read[read["status"] == "as-published"]
    assert {code: entry.bloc for code, entry in listed.by_code.items()} == dict(states["bloc"])
    assert read[["leader", "start", "elected"]].isna().all(axis=None)


HOSTILE = """<b>&amp;"x"' | =1+1 ]]> \U0001f600 \u05d0 {"a": 1} --"""


@pytest.mark.parametrize("name", WITH_SHAPES)
def test_a_text_with_marks_of_the_formats_stays_as_it_is(name: str) -> None:
    """Markup, quotes, formulas and emoji of a leader, a title and a file's name are texts in every format."""
    entries = tuple(
        replace(entry, government=replace(entry.government, leader=HOSTILE)) if entry.government else entry
        for entry in snapshot().entries
    )
    hostile = replace(snapshot(), title=HOSTILE, origin=HOSTILE, entries=entries)
    read = read_back(name, exported(hostile, ExportOptions(), [name])[name])
    assert set(read["leader"].dropna()) == {HOSTILE}
    assert set(read["record"]) == {HOSTILE}


def test_a_hidden_territory_has_no_row() -> None:
    """What a map does not draw is not exported."""
    options = ExportOptions(territories={"FLK": "hidden"})
    features = json.loads(exported(snapshot(), options, ["geojson"])["geojson"])["features"]
    assert {feature["properties"]["iso3"] for feature in features} == {*snapshot().by_code, "GUF"}


def test_a_territory_drawn_as_its_sovereign_has_its_alignment() -> None:
    """As on a map; its status and government stay those of a territory. A sovereign without a class is asked for."""
    options = ExportOptions(territories={"GUF": "sovereign"})
    france = replace(snapshot().by_code["ARG"], iso3="FRA")
    known = replace(snapshot(), sovereigns=(france,))
    features = json.loads(exported(known, options, ["geojson"])["geojson"])["features"]
    (guiana,) = [one["properties"] for one in features if one["properties"]["iso3"] == "GUF"]
    assert {key: guiana[key] for key in ("alignment", "bloc", "status", "leader", "treatment", "sovereign")} == {
        "alignment": "right",
        "bloc": "right",
        "status": "not-applicable",
        "leader": None,
        "treatment": "sovereign",
        "sovereign": "FRA",
    }
    with pytest.raises(InputError, match=r"^territory GUF=sovereign: .* does not say who governs France"):
        exported(snapshot(), options, ["geojson"])
