"""The shipped divisions: every one has a shape, a name and a code of ISO 3166-2, and lies where its city does."""

from __future__ import annotations

import csv
import functools
import hashlib
import importlib
import json
import tomllib
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from mapgen.disk.shipped import geodata_folder, shipped_path
from mapgen.places.divisions import (
    divided_countries,
    division_codes,
    division_kind,
    division_name,
    division_names,
    divisions,
    is_division,
)
from mapgen.places.name_forms import name_key
from mapgen.places.name_tables import territories
from mapgen.places.regions import read_region, region_names

FOLDER = geodata_folder() / "divisions"
CITIES = Path(__file__).parents[1] / "data" / "division_cities.csv"
# How many there are by each state's constitution or law.
COUNTS = {
    "ARG": 24,
    "AUS": 8,
    "BOL": 9,
    "BRA": 27,
    "CAN": 13,
    "CHL": 16,
    "COL": 33,
    "DEU": 16,
    "ECU": 24,
    "ESP": 19,
    "GUY": 10,
    "IND": 36,
    "ITA": 20,
    "MEX": 32,
    "PER": 26,
    "PRY": 18,
    "SUR": 10,
    "URY": 19,
    "USA": 51,
    "VEN": 25,
}
every_country = pytest.mark.parametrize("country", COUNTS)


@functools.cache
def shapes(country: str) -> gpd.GeoDataFrame:
    """Read a state's divisions once for all tests; none of them changes it."""
    return gpd.read_file(shipped_path(f"divisions/{country}.fgb")).set_index("code", drop=False)


def script(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 (a script's module)
    """Import geodata/rebuild_divisions.py, which is a script and not part of the package."""
    monkeypatch.syspath_prepend(str(geodata_folder()))
    return importlib.import_module("rebuild_divisions")


class TestFiles:
    """What lies in geodata/divisions."""

    @pytest.mark.parametrize("name", [*(f"{country}.fgb" for country in COUNTS), "names.csv"])
    def test_a_file_is_the_one_that_was_built(self, name: str) -> None:
        """Its hash is that of its provenance, which names every source with its licence."""
        path = shipped_path(f"divisions/{name}")
        about = json.loads(path.with_name(f"{name}.source.json").read_text(encoding="utf-8"))
        assert hashlib.sha256(path.read_bytes()).hexdigest() == about["sha256"]
        assert about["command"] == "python geodata/rebuild_divisions.py"
        assert all({"licence", "gives", "file"} <= set(source) for source in about["sources"])

    def test_every_state_of_the_table_has_its_files(self) -> None:
        """The table that is written by hand, the names and the shapes have the same states, which are coded states."""
        written = tomllib.loads((FOLDER / "divisions.toml").read_text(encoding="utf-8"))
        built = {path.stem for path in FOLDER.glob("*.fgb")}
        assert set(written) == built == set(divided_countries())
        assert {country: row["iso2"] for country, row in written.items()} == {
            country: territories()[country].iso2 for country in written
        }

    def test_the_licences_of_the_packages_ship(self) -> None:
        """Each notice that the provenance names lies beside it."""
        about = json.loads((FOLDER / "names.csv.source.json").read_text(encoding="utf-8"))
        named = {source["licence"].partition("(")[2].rstrip(")") for source in about["sources"]}
        files = {name for name in named if name.endswith("LICENSE.txt")}
        assert len(files) >= 3
        assert all((FOLDER / name).is_file() or (FOLDER.parent / "boundaries" / name).is_file() for name in files)

    def test_another_package_is_refused(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A wheel other than the pinned one stops the rebuild; the message has both hashes."""
        module = script(monkeypatch)
        (tmp_path / module.KINDS.archive).write_bytes(b"other")
        found = hashlib.sha256(b"other").hexdigest()
        with pytest.raises(module.UpstreamError, match=rf"{found}.*{module.KINDS_SHA256}"):
            module.Sources(tmp_path)


class TestShapes:
    """What the shapes are."""

    @every_country
    def test_divisions_are_those_of_the_names(self, country: str) -> None:
        """A division has one shape and one name, in the order of codes, and there are as many as by law."""
        frame = shapes(country)
        assert tuple(frame["code"]) == division_codes(country)
        assert len(frame) == COUNTS[country]
        assert frame["name"].to_dict() == {code: divisions()[code].name for code in frame["code"]}

    @every_country
    def test_shapes_are_sound(self, country: str) -> None:
        """They are valid multipolygons in degrees of WGS 84 with some land each."""
        frame = shapes(country)
        assert frame.crs == "EPSG:4326"
        assert set(frame.geom_type) == {"MultiPolygon"}
        assert frame.is_valid.all()
        assert not frame.is_empty.any()

    @every_country
    def test_neighbours_share_their_borders(self, country: str) -> None:
        """No two overlap, and between two there is no gap: the edges of one are edges of the other."""
        assert shapely.coverage_is_valid(shapes(country).geometry.to_numpy())

    @every_country
    def test_a_state_is_in_one_piece(self, country: str) -> None:
        """Divisions have neighbours: each but islands and exclaves touches another one along a line."""
        frame = shapes(country)
        alone = {
            code
            for code, area in frame.geometry.items()
            if not any(area.boundary.intersection(other.boundary).length > 0 for other in frame.geometry.drop(code))
        }
        assert alone <= {
            *("AR-V", "AU-TAS", "CA-PE", "CO-SAP", "EC-W", "ES-CE", "ES-CN", "ES-IB", "ES-ML", "IN-AN", "IN-LD"),
            *("IT-82", "IT-88", "US-AK", "US-HI", "VE-O", "VE-W"),
        }

    def test_each_lies_where_its_largest_city_does(self) -> None:
        """So no code stands on another one's shape: each city lies in its division, or on the coast beside it."""
        with CITIES.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["code"] for row in rows} == set(divisions())
        points = gpd.points_from_xy(*([float(row[side]) for row in rows] for side in ("longitude", "latitude")))
        wrong = [
            (row["code"], row["city"])
            for row, point in zip(rows, points, strict=True)
            if shapes(divisions()[row["code"]].country).geometry[row["code"]].distance(point) > 0.02
        ]
        assert wrong == []


class TestNames:
    """What divisions are called."""

    def test_codes_are_those_of_iso(self) -> None:
        """A code begins with its state's alpha-2 code, and has one to three letters or digits after a hyphen."""
        for code, row in divisions().items():
            prefix, hyphen, rest = code.partition("-")
            assert (prefix, hyphen) == (territories()[row.country].iso2, "-")
            assert 1 <= len(rest) <= 3
            assert rest.isalnum()
            assert is_division(code)

    @every_country
    def test_a_spelling_means_one_division(self, country: str) -> None:
        """No two divisions of a state share a spelling, as lists are compared: a list's word is never ambiguous."""
        owners: dict[str, str] = {}
        for code in division_codes(country):
            for text in division_names(code):
                assert owners.setdefault(name_key(text), code) == code, text

    @pytest.mark.parametrize(
        ("code", "own", "en", "es", "pt"),
        [
            ("BR-SP", "São Paulo", "São Paulo", "São Paulo", "São Paulo"),
            ("BR-DF", "Distrito Federal", "Federal District", "Distrito Federal", "Distrito Federal"),
            ("MX-CMX", "Ciudad de México", "Mexico City", "Ciudad de México", "Cidade do México"),
            ("DE-BY", "Bayern", "Bavaria", "Baviera", "Baviera"),
            ("ES-CT", "Cataluña", "Catalonia", "Cataluña", "Catalunha"),
            ("IT-25", "Lombardia", "Lombardy", "Lombardía", "Lombardia"),
            ("AR-B", "Buenos Aires", "Buenos Aires", "Buenos Aires", "Buenos Aires"),
            (
                "AR-C",
                "Ciudad de Buenos Aires",
                "City of Buenos Aires",
                "Ciudad de Buenos Aires",
                "Cidade de Buenos Aires",
            ),
            ("IN-TS", "Telangana", "Telangana", "Telangana", "Telangana"),
            ("VE-X", "La Guaira", "La Guaira", "La Guaira", "La Guaira"),
            ("CA-QC", "Quebec", "Quebec", "Quebec", "Quebec"),
            ("SR-PM", "Paramaribo", "Paramaribo", "Paramaribo", "Paramaribo"),
        ],
    )
    def test_names_are_the_languages_own(self, code: str, own: str, en: str, es: str, pt: str) -> None:
        """A division has its name in the language of the map, and else in that of its state."""
        assert [division_name(code, lang) for lang in ("xx", "en", "es", "pt")] == [own, en, es, pt]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("CABA", "AR-C"),
            ("Ciudad Autónoma de Buenos Aires", "AR-C"),
            ("Capital Federal", "AR-C"),
            ("Provincia de Buenos Aires", "AR-B"),
            ("Tierra del Fuego, Antártida e Islas del Atlántico Sur", "AR-V"),
            ("SP", "BR-SP"),
            ("35", "BR-SP"),
            ("06", "US-CA"),
            ("16", "CL-NB"),
            ("Estado do Rio de Janeiro", "BR-RJ"),
            ("Región de Ñuble", "CL-NB"),
            ("Libertador General Bernardo O'Higgins", "CL-LI"),
            ("Bogotá, D.C.", "CO-DC"),
            ("CDMX", "MX-CMX"),
            ("DF", "MX-CMX"),
            ("Edomex", "MX-MEX"),
            ("NRW", "DE-NW"),
            ("Baden-Wuerttemberg", "DE-BW"),
            ("Freistaat Bayern", "DE-BY"),
            ("Euskadi", "ES-PV"),
            ("Comunidad de Madrid", "ES-MD"),
            ("Comunidad Autónoma de Aragón", "ES-AR"),
            ("Orissa", "IN-OD"),
            ("Washington State", "US-WA"),
            ("State of Sucre", "VE-R"),
            ("Vargas", "VE-X"),
            ("Region 4", "GY-DE"),
            ("Lima Provincias", "PE-LIM"),
            ("Lima Province", "PE-LMA"),
            ("Trentino-Alto Adige/Südtirol", "IT-32"),
        ],
    )
    def test_lists_may_write(self, text: str, code: str) -> None:
        """What journalists' lists write is a spelling of the division that they mean."""
        assert name_key(text) in {name_key(name) for name in division_names(code)}

    @pytest.mark.parametrize(
        ("country", "kind"),
        [("BRA", "state"), ("ARG", "province"), ("COL", "department"), ("CHL", "region"), ("SUR", "district")],
    )
    def test_most_divisions_of_a_state_are_of_a_kind(self, country: str, kind: str) -> None:
        """The word for what a state is divided into is that of most of its divisions."""
        assert division_kind(country) == kind

    def test_what_is_no_division_has_no_name(self) -> None:
        """A state's code, a part of a division and an empty text are none."""
        assert [division_name(code, "en") for code in ("BRA", "ES-SE", "")] == [None, None, None]
        assert division_names("BRA") == ()
        assert division_codes("BR") == ()
        assert not is_division("IT-MI")


@every_country
def test_every_divided_state_has_a_region(country: str) -> None:
    """The divisions of each state are a region, which has all of them."""
    regions = [region for name in region_names() if (region := read_region(name)).divisions == (country,)]
    assert [region.states for region in regions] == [division_codes(country)]
