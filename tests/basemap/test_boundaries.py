"""The shipped boundaries say what an atlas says, and their files are what their provenance claims."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
import shapely.ops
from pyproj import Geod

from mapgen.basemap.boundaries import BOUNDARY_COLUMNS, CLAIM_COLUMNS, SCALES, read_boundaries, read_claims
from mapgen.errors import InputError

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "geodata" / "boundaries"
ATLAS = tomllib.loads((Path(__file__).parents[1] / "data" / "atlas.toml").read_text(encoding="utf-8"))
STATES = sorted(ATLAS["state"])
SOUTH_AMERICA = [*STATES, "FLK", "GUF"]
EXCEPTIONS = ATLAS["exception"]
TOLERANCE = 0.03
WGS84 = Geod(ellps="WGS84")

every_scale = pytest.mark.parametrize("scale", SCALES)
detailed_scales = pytest.mark.parametrize("scale", ["50m", "10m"])


@functools.cache
def boundaries(scale: str) -> gpd.GeoDataFrame:
    """Read a scale once for all tests; none of them changes it."""
    return read_boundaries(scale).set_index("iso3", drop=False)


def square_kilometres(area: shapely.Geometry) -> float:
    """Measure on the WGS84 ellipsoid, along geodesics."""
    return abs(WGS84.geometry_area_perimeter(shapely.orient_polygons(area))[0]) / 1e6


def deviation(area: float, published: float) -> float:
    """Return by which share of the published area another one differs from it."""
    return area / published - 1


def cut_off(territory: shapely.Geometry, line: shapely.Geometry) -> float:
    """Return the area of the smaller part into which a line, extended over the border, cuts a territory."""
    points = np.asarray(shapely.get_parts(line)[0].coords)
    border = territory.boundary
    start, end = (np.asarray(shapely.ops.nearest_points(border, shapely.Point(p))[0].coords) for p in points[[0, -1]])
    whole = shapely.LineString([*(2 * start - points[0]), *points, *(2 * end - points[-1])])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union(border, whole))))
    inside = [face for face in faces if territory.contains(face.representative_point())]
    return sorted((square_kilometres(face) for face in inside), reverse=True)[1]


@functools.cache
def rebuild_script() -> ModuleType:
    """Import geodata/rebuild.py, which is a script and no part of the package."""
    spec = importlib.util.spec_from_file_location("rebuild", ROOT / "geodata" / "rebuild.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["rebuild"] = module
    spec.loader.exec_module(module)
    return module


class TestTable:
    """One row per territory, with the columns that are promised."""

    @every_scale
    def test_one_row_per_territory(self, scale: str) -> None:
        """A territory stands once, under a code of three capitals; rows come in the order of the codes."""
        frame = read_boundaries(scale)
        assert tuple(frame.columns) == BOUNDARY_COLUMNS
        assert frame["iso3"].is_unique
        assert frame["iso3"].str.fullmatch("[A-Z]{3}").all()
        assert frame["iso3"].is_monotonic_increasing
        assert frame.index.equals(gpd.pd.RangeIndex(len(frame)))

    @every_scale
    def test_only_codes_years_and_figures_may_be_missing(self, scale: str) -> None:
        """Name, sovereign, continent and subregion are given for every territory."""
        frame = boundaries(scale)
        assert frame[["name", "sovereign", "continent", "subregion", "geometry"]].notna().all(axis=None)
        assert frame["iso2"].dropna().is_unique

    def test_an_unknown_scale_is_an_error(self) -> None:
        """The message names the scale and those there are."""
        with pytest.raises(InputError, match=r"'20m'.*110m, 50m, 10m"):
            read_boundaries("20m")

    @every_scale
    def test_names_are_written_out(self, scale: str) -> None:
        """No abbreviation of Natural Earth's is left, the initials of the United States aside."""
        names = boundaries(scale)["name"].str.replace("U.S. ", "", regex=False)
        assert not names[names.str.contains(".", regex=False)].tolist()

    def test_a_territory_is_the_same_at_every_scale(self) -> None:
        """The columns of a territory do not depend on the scale."""
        finest = boundaries("10m").drop(columns="geometry")
        for scale in ("110m", "50m"):
            frame = boundaries(scale).drop(columns="geometry")
            shared = frame.index.intersection(finest.index)
            assert frame.loc[shared].equals(finest.loc[shared]), scale

    @detailed_scales
    def test_french_departments_are_territories(self, scale: str) -> None:
        """The overseas departments have their own rows; France ends at Corsica."""
        frame = boundaries(scale)
        departments = frame.loc[["GLP", "GUF", "MTQ", "MYT", "REU"]]
        assert set(departments["sovereign"]) == {"FRA"}
        assert shapely.box(-6, 41, 10, 52).covers(shapely.box(*frame.loc["FRA"].geometry.bounds))

    @every_scale
    @pytest.mark.parametrize(("iso3", "sovereign"), [("GUF", "FRA"), ("FLK", "GBR")])
    def test_what_lies_in_south_america(self, scale: str, iso3: str, sovereign: str) -> None:
        """French Guiana and the Falklands are at every scale, in South America, under their administrator."""
        row = boundaries(scale).loc[iso3]
        assert (row["sovereign"], row["continent"], row["subregion"]) == (sovereign, *["South America"] * 2)

    @every_scale
    def test_the_twelve_are_sovereign(self, scale: str) -> None:
        """Each state of South America is its own sovereign and of that continent."""
        frame = boundaries(scale).loc[STATES]
        assert (frame["sovereign"] == frame["iso3"]).all()
        assert set(frame["continent"]) == {"South America"}

    @pytest.mark.parametrize(
        ("iso3", "sovereign", "continent", "subregion"),
        [
            ("BES", "NLD", "North America", "Caribbean"),
            ("CYP", "CYP", "Asia", "Western Asia"),
            ("MEX", "MEX", "North America", "Central America"),
            ("NOR", "NOR", "Europe", "Northern Europe"),
            ("PSE", "PSE", "Asia", "Western Asia"),
            ("PRI", "USA", "North America", "Caribbean"),
            ("REU", "FRA", "Africa", "Eastern Africa"),
            ("RUS", "RUS", "Europe", "Eastern Europe"),
            ("TTO", "TTO", "North America", "Caribbean"),
            ("XKX", "XKX", "Europe", "Southern Europe"),
            ("XAC", "AUS", "Oceania", "Australia and New Zealand"),
            ("ATA", "ATA", "Antarctica", "Antarctica"),
        ],
    )
    def test_who_and_where(self, iso3: str, sovereign: str, continent: str, subregion: str) -> None:
        """Where codes upstream are empty, doubled or -99, sovereign and place are right all the same."""
        row = boundaries("10m").loc[iso3]
        assert (row["sovereign"], row["continent"], row["subregion"]) == (sovereign, continent, subregion)

    @every_scale
    def test_sovereigns_are_territories(self, scale: str) -> None:
        """A sovereign can be looked up in the table at the same scale, and is its own sovereign."""
        frame = boundaries(scale)
        owners = frame.loc[frame["sovereign"].unique()]
        assert (owners["sovereign"] == owners["iso3"]).all()

    def test_figures_have_their_years(self) -> None:
        """People and GDP of every state of South America are whole numbers, each with its year."""
        frame = boundaries("50m")
        columns = ["population", "population_year", "gdp", "gdp_year"]
        assert set(frame[columns].dtypes.astype(str)) == {"Int64"}
        assert frame.loc[STATES, columns].notna().all(axis=None)
        assert frame["population"].notna().equals(frame["population_year"].notna())
        assert frame["gdp"].notna().equals(frame["gdp_year"].notna())


class TestGeometry:
    """Shapes, areas and neighbours."""

    @every_scale
    def test_every_geometry_is_valid(self, scale: str) -> None:
        """All shapes are valid, filled multipolygons within the world's degrees."""
        shapes = boundaries(scale).geometry
        assert shapes.is_valid.all()
        assert set(shapes.geom_type) == {"MultiPolygon"}
        assert not shapes.is_empty.any()
        assert shapes.crs.to_epsg() == 4326
        assert shapely.box(-180, -90, 180, 90).covers(shapely.box(*shapes.total_bounds))

    @every_scale
    def test_south_america_is_a_coverage(self, scale: str) -> None:
        """Neighbours share their border exactly: no gap, no overlap, no vertex that only one side has."""
        shapes = boundaries(scale).loc[[*SOUTH_AMERICA, "PAN"]].geometry
        assert shapely.coverage_is_valid(shapes.to_numpy())

    @every_scale
    def test_nothing_is_drawn_across_the_antimeridian(self, scale: str) -> None:
        """Each polygon stays on its side of 180 degrees; only Antarctica goes round the world."""
        parts = boundaries(scale).geometry.explode().bounds
        wide = parts[parts["maxx"] - parts["minx"] > 180]
        assert set(wide.index) == {"ATA"}

    @every_scale
    def test_antarctica_reaches_the_pole(self, scale: str) -> None:
        """The coast is closed round the pole and holds what maps give it: 12 to 14 million km²."""
        antarctica = boundaries(scale).loc["ATA"].geometry
        assert antarctica.contains(shapely.Point(0, -89.5))
        assert 12e6 < square_kilometres(antarctica) < 14e6

    @detailed_scales
    @pytest.mark.parametrize("iso3", sorted(set(STATES) - set(EXCEPTIONS)))
    def test_areas_are_those_of_the_factbook(self, scale: str, iso3: str) -> None:
        """The geodesic area of a state is within 3% of the total area that the CIA World Factbook prints."""
        measured = square_kilometres(boundaries(scale).loc[iso3].geometry)
        assert abs(deviation(measured, ATLAS["state"][iso3]["area"])) < TOLERANCE

    @detailed_scales
    @pytest.mark.parametrize("iso3", sorted(EXCEPTIONS))
    def test_an_exception_is_one(self, scale: str, iso3: str) -> None:
        """A state excepted from the rule of 3% does break it, a tenth downwards, and the cause is named."""
        measured = square_kilometres(boundaries(scale).loc[iso3].geometry)
        assert -0.12 < deviation(measured, ATLAS["state"][iso3]["area"]) < -0.10
        assert EXCEPTIONS[iso3]["cause"]

    def test_suriname_is_published_with_what_it_claims(self) -> None:
        """Suriname and the two areas that it claims make its published area, within 1%."""
        frame, lines = boundaries("10m"), read_claims().set_index("claim")
        claimed = [lines.loc[claim] for claim in EXCEPTIONS["SUR"]["counts_claims"]]
        more = sum(cut_off(frame.loc[row["administered"]].geometry, row.geometry) for row in claimed)
        total = square_kilometres(frame.loc["SUR"].geometry) + more
        assert abs(deviation(total, ATLAS["state"]["SUR"]["area"])) < 0.01

    @detailed_scales
    def test_ecuador_has_the_area_of_another_reference(self, scale: str) -> None:
        """Ecuador is within 3% of the area that Britannica prints."""
        measured = square_kilometres(boundaries(scale).loc["ECU"].geometry)
        assert abs(deviation(measured, EXCEPTIONS["ECU"]["other_area"])) < TOLERANCE

    @every_scale
    @pytest.mark.parametrize("iso3", [*STATES, "GUF"])
    def test_neighbours_are_those_of_the_atlas(self, scale: str, iso3: str) -> None:
        """The territories of the world with which a state shares a line are its neighbours in the atlas."""
        frame = boundaries(scale)
        border = shapely.intersection(frame.geometry.to_numpy(), frame.loc[iso3].geometry)
        touching = set(frame.index[shapely.length(border) > 0]) - {iso3}
        listed = (ATLAS["state"] | ATLAS["territory"])[iso3]["neighbours"]
        assert sorted(touching) == listed


class TestClaims:
    """The lines up to which states claim."""

    def test_one_row_per_claim(self) -> None:
        """A claim stands once, by its slug, as lines in degrees."""
        frame = read_claims()
        assert tuple(frame.columns) == CLAIM_COLUMNS
        assert frame["claim"].is_unique
        assert frame.crs.to_epsg() == 4326
        assert frame.geometry.is_valid.all()
        assert set(frame.geom_type) == {"MultiLineString"}

    @pytest.mark.parametrize(
        ("claim", "administered", "claimant"),
        [
            ("atacama", "CHL", "BOL"),
            ("essequibo", "GUY", "VEN"),
            ("marouini", "GUF", "SUR"),
            ("tigri", "GUY", "SUR"),
        ],
    )
    def test_claims_of_south_america(self, claim: str, administered: str, claimant: str) -> None:
        """Each lies in the land of who holds it, and names who claims it; the line is in one piece."""
        row = read_claims().set_index("claim").loc[claim]
        assert (row["administered"], row["claimant"]) == (administered, claimant)
        assert len(row.geometry.geoms) == 1
        assert boundaries("10m").loc[administered].geometry.buffer(0.05).covers(row.geometry)

    def test_the_essequibo_is_most_of_guyana(self) -> None:
        """The line cuts off what Venezuela claims, all land west of the Essequibo: two thirds of Guyana."""
        line = read_claims().set_index("claim").loc["essequibo"].geometry
        guyana = boundaries("10m").loc["GUY"].geometry
        east = cut_off(guyana, line)
        assert 0.65 < 1 - east / square_kilometres(guyana) < 0.70

    def test_codes_are_those_of_the_territories(self) -> None:
        """Who holds and who claims can be looked up in the boundaries."""
        frame = read_claims()
        named = set(frame["administered"].dropna()) | set(frame["claimant"].dropna())
        assert named <= set(boundaries("10m").index)


class TestFiles:
    """Provenance, size and notices."""

    @pytest.mark.parametrize("name", [*(f"{scale}.fgb" for scale in SCALES), "claims.fgb"])
    def test_provenance_is_of_this_file(self, name: str) -> None:
        """The note beside a file has its hash, and says package, version, home, file, licence and command."""
        note: dict[str, Any] = json.loads((FOLDER / f"{name}.source.json").read_text(encoding="utf-8"))
        assert note["sha256"] == hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        assert note["command"] == "python geodata/rebuild.py"
        assert note["date"]
        for source in note["sources"]:
            assert all(source[key] for key in ("package", "version", "home", "file", "licence"))
            assert len(source["sha256"]) == 64

    @every_scale
    def test_provenance_names_what_is_missing(self, scale: str) -> None:
        """No territory is both listed as missing and there, and the next finer scale has no unlisted one."""
        missing = json.loads((FOLDER / f"{scale}.fgb.source.json").read_text(encoding="utf-8"))["missing"]
        assert not set(missing) & set(boundaries(scale).index)
        coded = boundaries("10m").dropna(subset="iso2").index
        assert set(coded) <= set(boundaries(scale).index) | set(missing)

    def test_the_data_is_small(self) -> None:
        """The data of the world is under 15 MB, the divisions of twenty states are under 5 MB."""
        sizes = {path: path.stat().st_size for path in FOLDER.parent.rglob("*") if path.is_file()}
        divided = {path for path in sizes if path.is_relative_to(FOLDER.parent / "divisions")}
        assert sum(size for path, size in sizes.items() if path not in divided) < 15e6
        assert 0 < sum(sizes[path] for path in divided) < 5e6

    def test_notices_are_passed_on(self) -> None:
        """The licences of CLDR and of the package ask that their notices go along."""
        unicode = (FOLDER / "UNICODE-LICENSE.txt").read_text(encoding="utf-8")
        assert "COPYRIGHT AND PERMISSION NOTICE" in unicode
        assert "Permission to use, copy" in (FOLDER / "WORLD-ATLAS-LICENSE.txt").read_text(encoding="utf-8")


class TestRebuild:
    """The script that builds the files, without a network."""

    def test_help(self) -> None:
        """The rebuilding command explains itself without fetching anything."""
        done = subprocess.run(
            [sys.executable, ROOT / "geodata" / "rebuild.py", "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "--upstream" in done.stdout

    def test_a_changed_upstream_is_refused(self, tmp_path: Path) -> None:
        """A file that is not the pinned one stops the rebuild, naming both hashes."""
        script = rebuild_script()
        package = script.ATLAS
        (tmp_path / "package").mkdir()
        (tmp_path / "package" / "countries-50m.json").write_text("{}")
        subprocess.run(["tar", "-czf", package.archive, "package"], cwd=tmp_path, check=True)
        inner = script.INNER["50m"]
        with pytest.raises(script.UpstreamError, match=rf"countries-50m.*{inner.sha256}"):
            script.read_inner(inner, tmp_path)

    def test_a_missing_upstream_is_refused(self, tmp_path: Path) -> None:
        """Without the package the message names what is needed."""
        script = rebuild_script()
        with pytest.raises(script.UpstreamError, match=r"world-atlas-2\.0\.2\.tgz"):
            script.read_inner(script.INNER["50m"], tmp_path)

    def test_a_border_is_decoded_once(self) -> None:
        """The same arc, forwards in one shape and backwards in its neighbour, is the same doubles."""
        script = rebuild_script()
        topology = {
            "transform": {"scale": [0.1, 0.3], "translate": [-59.7, 3.1]},
            "arcs": [[[0, 0], [7, 3], [-2, 8]], [[5, 11], [-9, 0], [4, -11]], [[5, 11], [9, -2], [-14, -9]]],
        }
        arcs = script.decode_arcs(topology)
        west, east = script.ring(arcs, [0, 1]), script.ring(arcs, [~2, ~0])
        assert west[:3].tolist() == east[-3:][::-1].tolist()

    def test_cutting_out_goes_by_place(self) -> None:
        """A polygon within the window changes its territory; a code that keeps nothing disappears."""
        script = rebuild_script()
        home, overseas = shapely.box(0, 45, 5, 50), shapely.box(-54, 3, -52, 5)
        rule = {"iso3": "GUF", "from": "FRA", "window": [-55, 2, -51, 6]}
        assert script.cut_out({"FRA": [overseas, home]}, [rule]) == {"FRA": [home], "GUF": [overseas]}
        assert script.cut_out({"FRA": [overseas]}, [rule]) == {"GUF": [overseas]}

    def test_a_stitched_shape_is_cut_again(self) -> None:
        """A ring that jumps from 180 to -180 becomes a part on either side; the larger keeps its doubles."""
        script = rebuild_script()
        ring = [(170.1, 60), (180, 60), (-170.3, 61), (-180, 65), (175.7, 66), (170.1, 60)]
        west, east = sorted(script.cut_at_antimeridian(shapely.Polygon(ring)), key=lambda part: part.bounds)
        assert west.bounds == pytest.approx((-180, 60, -170.3, 65))
        assert (east.bounds[0], east.bounds[2]) == (170.1, 180)

    def test_an_uncoded_shape_is_known_by_its_name(self) -> None:
        """036 is Australia's and Ashmore and Cartier's upstream; an unknown number is refused."""
        script = rebuild_script()
        tables = {"uncoded": {"Ashmore and Cartier Is.": {"iso3": "XAC"}}}
        numbers = {"036": ("AUS", "AU")}
        names = ("Australia", "Ashmore and Cartier Is.")
        shapes = [{"id": "036", "properties": {"name": name}} for name in names]
        assert [script.identify(shape, tables, numbers) for shape in shapes] == ["AUS", "XAC"]
        with pytest.raises(script.UpstreamError, match="Atlantis"):
            script.identify({"properties": {"name": "Atlantis"}}, tables, numbers)

    def test_no_host_is_named(self) -> None:
        """Packages come through their clients: the script names no registry."""
        text = (ROOT / "geodata" / "rebuild.py").read_text(encoding="utf-8")
        assert not [host for host in ("registry.", "deb.debian", "unpkg", "jsdelivr", "pypi") if host in text]
