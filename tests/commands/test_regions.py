"""`mapgen regions`: what there is, what can be chosen, in which formats and languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.main import main
from mapgen.places.regions import read_region, region_names


def regions(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["regions", *arguments])


def test_every_region_is_listed_with_what_can_be_chosen() -> None:
    """JSON and CSV have a row for each shipped region, those of countries before those of divisions."""
    rows = json.loads(regions("--format", "json").stdout)
    assert sorted(row["region"] for row in rows) == sorted(region_names())
    groups = [row["of"] for row in rows]
    assert groups == sorted(groups)
    for row in rows:
        region = read_region(row["region"])
        assert row["states"] == len(region.states)
        assert row["territories"] == list(region.territories)
        assert row["claims"] == list(region.claims)
        assert len(row["insets"]) == len(region.insets)
    cells = list(csv.DictReader(io.StringIO(regions("--format", "csv").stdout)))
    assert [row["region"] for row in cells] == [row["region"] for row in rows]
    assert {row["region"]: row for row in cells}["south-america"]["insets"] == "Galápagos | Easter Island"


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_names_are_in_the_language_asked_for(lang: str) -> None:
    """Of regions, states and insets alike."""
    rows = {row["region"]: row for row in json.loads(regions("--lang", lang, "--format", "json").stdout)}
    called = {"en": "European Union", "es": "Unión Europea", "pt": "União Europeia"}
    hawaii = {"en": "Hawaii", "es": "Hawái", "pt": "Havaí"}
    assert rows["european-union"]["name"] == called[lang]
    assert rows["north-america"]["insets"] == [hawaii[lang]]
    germany = {"en": "Germany", "es": "Alemania", "pt": "Alemanha"}
    assert f"| DEU | state | {germany[lang]} |" in regions("europe", "--lang", lang, "--format", "markdown").stdout


def test_one_region_is_shown_with_its_parts() -> None:
    """States, territories and whose they are, claims and insets, and how each is drawn."""
    rows = json.loads(regions("América do Sul", "--format", "json").stdout)
    by_name = {(row["part"], row["code"] or row["name"]): row for row in rows}
    assert len([row for row in rows if row["part"] == "state"]) == 12
    assert by_name["territory", "GUF"] == {
        "part": "territory",
        "code": "GUF",
        "name": "French Guiana",
        "drawn": "neutral",
        "belongs_to": "FRA",
    }
    assert by_name["claim", "essequibo"]["drawn"] == "dashed"
    assert by_name["claim", "tigri"]["drawn"] == "hidden"
    assert by_name["inset", "Galápagos"]["drawn"] == "with --insets"


def test_a_region_of_ones_own_is_shown(here: Path) -> None:
    """By its file, as lists name it."""
    (here / "nordic.toml").write_text('[region]\nname = "N"\nstates = ["Norway", "SWE"]\n', encoding="utf-8")
    rows = json.loads(regions("nordic.toml", "--format", "json").stdout)
    assert [row["code"] for row in rows] == ["NOR", "SWE"]


def test_the_table_for_people_is_in_groups_and_short() -> None:
    """A long list of territories is their number; `mapgen regions world` has them all."""
    shown = regions()
    assert shown.stdout.startswith("Regions of countries")
    (world,) = [line.split() for line in shown.stdout.splitlines() if line.startswith((" world", "world"))]
    assert world == ["world", "world", "197", "46"]
    assert f"{len(region_names())} regions" in shown.stderr
    assert regions("world").stdout.count(" neutral ") == 46


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["eurpe"], 'region "eurpe": there is no such region; `mapgen regions` lists '),
        (["América"], 'region "América": it may be latin-america, north-america or south-america'),
        (["--lang", "xx"], 'language "xx": there is no such language; there is en, es or pt'),
        (["nowhere.toml"], "nowhere.toml: there is no such file"),
        (["--format", "xml"], '"xml" is not one of table, json, csv or markdown'),
    ],
)
def test_what_there_is_not_is_refused(here: Path, arguments: list[str], message: str) -> None:
    """With what would be right, and exit code 2."""
    result = regions(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not list(here.iterdir())
