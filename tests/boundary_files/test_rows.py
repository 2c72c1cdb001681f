"""The codes and names of a user's areas: what a column may hold, and how often the file is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from area_files import geojson, region_file, squares

from mapgen.boundary_files import rows
from mapgen.boundary_files.rows import code_text
from mapgen.errors import InputError
from mapgen.places.regions import Region, read_region


def region(folder: Path, *lines: str, key: str = "id") -> Region:
    """Return the region of the areas in a folder."""
    return read_region(str(region_file(folder, 'boundaries = "areas.geojson"', f'key = "{key}"', *lines)))


@pytest.mark.parametrize(
    ("value", "code"),
    [(35, "35"), (35.0, "35"), (3.5, "3.5"), ("035", "035"), (" SP ", "SP"), ("", ""), (None, ""), (float("nan"), "")],
)
def test_a_code_is_text(value: object, code: str) -> None:
    """Numbers lose their `.0`, texts keep their zeros."""
    assert code_text(value) == code


def test_numbers_are_codes(tmp_path: Path) -> None:
    """The region may name some of them, as numbers or as texts, or by a name in any case and without accents."""
    names = ("Acre", "Paraná", "Ceará")
    geojson(tmp_path / "areas.geojson", [{"id": 10 + at, "name": name} for at, name in enumerate(names)])
    assert region(tmp_path).states == ("10", "11", "12")
    assert not region(tmp_path).labels
    chosen = region(tmp_path, 'label = "name"', 'states = [10, "12", "parana"]')
    assert chosen.states == ("10", "11", "12")
    assert chosen.labels == {"10": "Acre", "11": "Paraná", "12": "Ceará"}


def test_names_may_be_in_each_language(tmp_path: Path) -> None:
    """A language without a column has the English name, or the first one that there is."""
    geojson(tmp_path / "areas.geojson", [{"id": "a", "en": "Brasilia", "pt": "Brasília", "none": None}])
    read = region(tmp_path, 'label = { en = "en", pt = "pt", es = "none" }')
    assert [read.label("a", lang) for lang in ("en", "pt", "es")] == ["Brasilia", "Brasília", "Brasilia"]


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (["a", None, " "], 'the column "id" has no code in rows 2 and 3; each area needs one'),
        (
            ["a", "b", "a"],
            'the column "id" has a code twice: "a" in rows 1 and 3; choose another column',
        ),
        (["a", "b\nc"], 'the column "id", row 2: it holds the control character U+000A; write it on one line'),
        (["inset-1"], 'the column "id", row 1: "inset-1" is a word of the drawing; choose another column'),
        (["context"], 'the column "id", row 1: "context" is a word of the drawing; choose another column'),
        ([None] * 9, 'the column "id" has no code in rows 1, 2, 3, 4, 5 and 4 more; each area needs one'),
    ],
)
def test_a_column_without_codes_is_told_with_its_rows(tmp_path: Path, codes: list[str | None], message: str) -> None:
    """A code is one line of text, and no other row has it."""
    geojson(tmp_path / "areas.geojson", [{"id": code} for code in codes])
    with pytest.raises(InputError) as error:
        region(tmp_path)
    assert str(error.value).endswith(f"line 4, [region]: key: areas.geojson: {message}")


def test_states_are_areas_of_the_file(tmp_path: Path) -> None:
    """All that are not are told at once, each with its number; so is a name of two areas, and a state named twice."""
    geojson(
        tmp_path / "areas.geojson", [{"id": code, "name": name} for code, name in (("a", "X"), ("b", "X"), ("c", "Y"))]
    )
    with pytest.raises(InputError) as error:
        region(tmp_path, 'label = "name"', 'states = ["c", "Y", "x", "Z"]')
    told = [problem.message for problem in error.value.problems]
    assert told[0] == 'states: item 2, "Y": c stands twice; name it once'
    assert told[1].startswith('states: item 3, "x": ')
    assert "a or b" in told[1]
    assert told[2].startswith('states: item 4, "Z": ')


def test_rows_that_a_region_does_not_show_may_lack_codes(tmp_path: Path) -> None:
    """Files of the world have some: what is chosen must be clear."""
    geojson(tmp_path / "areas.geojson", [{"id": code} for code in ("a", "b", "b", None)])
    assert region(tmp_path, 'states = ["a"]').states == ("a",)
    with pytest.raises(InputError, match='has a code twice: "b" in rows 2 and 3; choose another column'):
        region(tmp_path, 'states = ["a", "b"]')


def test_a_territory_is_no_area_too(tmp_path: Path) -> None:
    """A code that is in both lists would have two shapes."""
    geojson(tmp_path / "areas.geojson", [{"id": "FLK"}])
    with pytest.raises(InputError, match=r"FLK stands among the codes of areas\.geojson; name it in one of them"):
        region(tmp_path, 'territories = ["FLK"]')


def test_a_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it changes, its rows come from the cache."""
    geojson(tmp_path / "areas.geojson")
    assert region(tmp_path).states == ("01", "02", "03")
    rows._KNOWN.clear()
    with monkeypatch.context() as patch:
        patch.setattr(rows, "_read", None)
        assert region(tmp_path).states == ("01", "02", "03")
    geojson(tmp_path / "areas.geojson", [{"id": "other"}])
    assert region(tmp_path).states == ("other",)


def test_each_file_of_a_shapefile_counts(tmp_path: Path) -> None:
    """Codes stand in its .dbf: the rows are read again when that alone has changed."""
    squares().to_file(tmp_path / "areas.shp")
    lines = ('boundaries = "areas.shp"', 'key = "id"')
    read = read_region(str(region_file(tmp_path, *lines)))
    assert read.boundaries is not None
    assert {path.suffix for path in read.boundaries.files} == {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    table = (tmp_path / "areas.dbf").read_bytes()
    (tmp_path / "areas.dbf").write_bytes(table.replace(b"01", b"77"))
    assert read_region(str(region_file(tmp_path, *lines))).states == ("02", "03", "77")


def test_an_export_of_ours_needs_no_label(tmp_path: Path) -> None:
    """Names are in each language, and a territory of the export is no state; other files have names by their label."""
    rows = [
        {"iso3": "AB", "name_en": "Coast", "name_es": "Costa", "treatment": None},
        {"iso3": "FLK", "name_en": "Falkland Islands", "name_es": "Malvinas", "treatment": "neutral"},
    ]
    geojson(tmp_path / "areas.geojson", rows)
    read = region(tmp_path, key="iso3")
    assert read.states == ("AB",)
    assert [read.label("AB", lang) for lang in ("en", "es", "pt")] == ["Coast", "Costa", "Coast"]
    geojson(tmp_path / "areas.geojson", [{"iso3": row["iso3"], "name_en": row["name_en"]} for row in rows])
    assert region(tmp_path, key="iso3").states == ("AB", "FLK")
    assert not region(tmp_path, key="iso3").labels
