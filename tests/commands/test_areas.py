"""The whole way of a list and a record of divisions, and of areas whose codes hold any signs, through the commands."""

from __future__ import annotations

import csv
import io
import json
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from made_areas import HOSTILE, STATES_OF_BRAZIL, governors, own_region

import mapgen
from mapgen.cli.main import main
from mapgen.places.countries import country_name, element_id


class Case(NamedTuple):
    """A region, the names of its areas by code, and how its areas are called in English."""

    region: str
    names: dict[str, str]
    heading: str


@pytest.fixture(params=["brazil", "own"])
def case(request: pytest.FixtureRequest, here: Path) -> Case:
    """Return Brazil, or a region of areas with hostile codes, in an empty folder that is the current one."""
    if request.param == "own":
        own_region(here)
        return Case("own.toml", HOSTILE, "Area")
    return Case("brazil", {code: country_name(code, "en") for code in STATES_OF_BRAZIL}, "State or district")


def done(*arguments: str, code: int = 0) -> str:
    """Run a command, and return what it prints; it must end with an exit code."""
    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def listed_in(case: Case) -> Path:
    """Write a list with every area by its code or its name, in turn."""
    lines = ["[snapshot]", f'region = "{case.region}"', "as_of = 2024-01-01", 'coder = "Made up"']
    lines += ['source = "A made-up list"', "[alignments]"]
    for number, pair in enumerate(case.names.items()):
        side = "left" if number % 3 else "right"
        lines.append(f'{json.dumps(pair[number % 2], ensure_ascii=False)} = "{side}"')
    path = Path("list.toml")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_list_is_drawn(case: Case) -> None:
    """SVG, PNG and page have each area once, with a valid id of its own, its code and its name; all prove unchanged."""
    path = listed_in(case)
    done("render", str(path), "-o", "a.svg", "-o", "a.png", "-o", "a.pdf")
    territories = [one for one in ET.parse("a.svg").iter() if one.get("data-iso3")]  # noqa: S314 (our own file)
    assert {one.get("data-iso3"): one.get("data-name") for one in territories} == case.names
    assert {one.get("id", "").split("-", 2)[2] for one in territories} == {element_id(code) for code in case.names}
    assert done("verify", "a.svg", "a.png", "a.pdf", "--record", str(path)).count(": unchanged") == 3
    altered = Path("a.svg").read_text(encoding="utf-8").replace("#e8505b", "#e8505c")
    Path("b.svg").write_text(altered, encoding="utf-8")
    assert "the colour of " in done("verify", "b.svg", "--record", str(path), code=1)


def test_a_list_is_refused_with_every_area_that_it_names_twice(case: Case) -> None:
    """A code and a name of one area are the same area."""
    code, name = next(iter(case.names.items()))
    path = listed_in(case)
    with path.open("a", encoding="utf-8") as file:
        file.write(f'{json.dumps(name, ensure_ascii=False)} = "left"\n')
    result = CliRunner().invoke(main, ["render", str(path), "-o", "a.svg"])
    assert result.exit_code == 2
    assert f"{code} stands twice; name it once" in result.stderr


def test_a_record_is_shown_in_every_form(case: Case) -> None:
    """Each form has every area by its code and name, and people see what the areas are."""
    path = str(governors(Path(), case.region, tuple(case.names)))
    rows = json.loads(done("show", path, "--as-of", "2024-01-01", "--format", "json"))
    assert {row["iso3"]: row["name"] for row in rows} == case.names
    cells = csv.DictReader(io.StringIO(done("show", path, "--as-of", "2024-01-01", "--format", "csv")))
    assert {row["iso3"]: row["name"] for row in cells} == case.names
    assert f"| {case.heading} |" in done("show", path, "--as-of", "2024-01-01", "--format", "markdown")
    assert f" {case.heading} " in done("show", path, "--as-of", "2024-01-01")
    years = json.loads(done("show", path, "--from", "2019-12-31", "--to", "2023-12-31", "--format", "json"))
    assert {row["iso3"]: row["name"] for row in years} == case.names
    codes = json.loads(done("show", path, "--as-of", "2024-01-01", "--codes", "all", "--format", "json"))
    assert all(row["iso2"] is None for row in codes if row["iso3"] != "ARG")


def test_an_area_s_history_is_changed_and_told(case: Case) -> None:
    """Update, log, undo, check and calendar take each area by its name, and write its code as TOML needs it."""
    path = str(governors(Path(), case.region, tuple(case.names)))
    before = Path(path).read_text(encoding="utf-8")
    for code, name in case.names.items():
        done("update", name, "--record", path, "--reviewed", "2024-06-01", "--yes")
        assert done("log", name, path).startswith(f"{name}\nGovernors, from 2019-01-01, reviewed to 2024-06-01")
        assert json.loads(done("log", code, path, "--format", "json"))[0]["leader"].startswith("Ada")
    assert set(tomllib.loads(Path(path).read_text(encoding="utf-8"))["reviewed"]) == set(case.names)
    code = next(iter(case.names))
    done("update", code, "--record", path, "--leader", "Zoë", "--elected", "2024-10-01", "--alignment", "left", "--yes")
    assert tomllib.loads(Path(path).read_text(encoding="utf-8"))["government"][2]["country"] == code
    for _ in range(len(case.names) + 1):
        done("undo", path, "--yes")
    assert Path(path).read_text(encoding="utf-8") == before
    assert "error" not in done("check", path)
    events = json.loads(done("calendar", path, "--as-of", "2024-01-01", "--format", "json"))
    assert {event["iso3"]: event["name"] for event in events} == case.names
    assert done("calendar", path, "--as-of", "2024-01-01", "--format", "ics").count("BEGIN:VEVENT") == len(case.names)


@pytest.mark.usefixtures("small_embeds")
def test_a_record_is_compared_and_drawn_over_time(case: Case) -> None:
    """Comparison, strip, grid, page and embed draw the areas, and their files prove unchanged."""
    path = str(governors(Path(), case.region, tuple(case.names)))
    days = (f"{path}@2022-12-31", f"{path}@2023-12-31")
    rows = json.loads(done("compare", *days, "--format", "json"))["countries"]
    assert {row["iso3"]: row["name"] for row in rows} == case.names
    done("compare", *days, "-o", "change.svg")
    done("timeline", path, "--from", "2019-12-31", "--to", "2024-12-31", "--format", "strip", "-o", "strip.svg")
    done("timeline", path, "--from", "2021-12-31", "--to", "2023-12-31", "--format", "grid", "-o", "grid.svg")
    done("page", path, "-o", "page.html")
    done("embed", path, "--as-of", "2024-01-01", "-o", "embed")
    files = ("change.svg", "strip.svg", "grid.svg", "page.html")
    for name in files[:3]:
        ET.parse(name)  # noqa: S314 (our own file)
    assert done("verify", *files, "--record", path).count(": unchanged") == len(files)


def test_a_record_is_exported(case: Case) -> None:
    """Features, tables and packages have every area, and a package can be read in again."""
    path = str(governors(Path(), case.region, tuple(case.names)))
    done("export", path, "--as-of", "2024-01-01", "-o", "a.geojson", "-o", "a.csv", "-o", "a.xlsx")
    features = json.loads(Path("a.geojson").read_text(encoding="utf-8"))["features"]
    assert {one["properties"]["iso3"]: one["properties"]["name_en"] for one in features} == case.names
    done("export", path, "--package", "package")
    schema = json.loads(Path("package/datapackage.json").read_text(encoding="utf-8"))
    tables = {one["name"]: one.get("schema", {"fields": []}) for one in schema["resources"]}
    fields = [field for table in tables.values() for field in table["fields"] if field["name"] == "iso3"]
    assert fields
    assert all("pattern" not in field["constraints"] for field in fields)
    done("export", path, "--whole", "-o", "whole.json")
    again = json.loads(done("show", "whole.json", "--as-of", "2024-01-01", "--format", "json"))
    assert {row["iso3"]: row["name"] for row in again} == case.names


def test_names_of_one_s_own_are_those_of_areas(case: Case) -> None:
    """`--text name.NAME=` renames an area by its name, unless it has an equals sign, which ends the name."""
    path = listed_in(case)
    code, name = next((code, name) for code, name in case.names.items() if "=" not in name)
    done("render", str(path), "--text", f"name.{name}=Elsewhere", "-o", "a.svg")
    named = {one.get("data-iso3"): one.get("data-name") for one in ET.parse("a.svg").iter()}  # noqa: S314 (our own file)
    assert named[code] == "Elsewhere"


@pytest.mark.parametrize(
    "command", [["export", "list.toml"], ["show", "list.toml"], ["export", "list.toml", "--whole"]]
)
def test_the_file_of_boundaries_is_never_written(here: Path, command: list[str]) -> None:
    """Not even by force, whichever command writes tables or shapes; nor from Python."""
    own = own_region(here)
    areas = (here / "areas.geojson").rename(here / "areas.json")
    own.write_text(own.read_text(encoding="utf-8").replace("areas.geojson", "areas.json"), encoding="utf-8")
    listed_in(Case("own.toml", HOSTILE, "Area"))
    before = areas.read_bytes()
    result = CliRunner().invoke(main, [*command, "-o", "areas.json", "--force"])
    assert result.exit_code == 2
    assert "areas.json, which is never written; name another file" in result.stderr
    with pytest.raises(mapgen.InputError, match="never written"):
        mapgen.export("list.toml", to="areas.json")
    assert areas.read_bytes() == before
