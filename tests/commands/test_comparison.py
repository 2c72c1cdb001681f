"""The command `compare`: its tables agree in every format, its pictures, its exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.main import main

CHANGE = ("2021-12-31", "2025-12-31")
BY_BASIS = ("el-ciudadano-2025-12-15", "record/office")


def compare(*arguments: str) -> Result:
    """Run `mapgen compare`."""
    return CliRunner().invoke(main, ["compare", *arguments])


@pytest.mark.parametrize("operands", [CHANGE, BY_BASIS])
def test_every_format_says_the_same(operands: tuple[str, str]) -> None:
    """JSON, CSV and Markdown have the same states, kinds and days; the table has only the differences."""
    plain = json.loads(compare(*operands, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(compare(*operands, "--format", "csv").stdout)))
    last = "day" if plain["question"] == "change" else "cause"
    assert [(row["iso3"], row["kind"], row[last]) for row in rows] == [
        (row["iso3"], row["kind"], row[last] or "") for row in plain["countries"]
    ]
    markdown = compare(*operands, "--format", "markdown").stdout
    table = compare(*operands).stdout
    for row in plain["countries"]:
        assert f"| {row['name']} | {row['kind']} |" in markdown
        assert (row["kind"] != "same") == any(line.startswith(f" {row['name']} ") for line in table.splitlines())
    sentences = " ".join(plain["sentences"])
    assert markdown.startswith(sentences)
    assert table.startswith(sentences)


def test_the_json_says_who_differs_and_why() -> None:
    """A change has who, from what, to what and when; two coders have the reason in words and as a value."""
    change = json.loads(compare(*CHANGE, "--format", "json").stdout)
    (chile,) = (row for row in change["countries"] if row["iso3"] == "CHL")
    assert (chile["leader_a"], chile["leader_b"], chile["day"]) == ("Sebastián Piñera", "Gabriel Boric", "2022-03-11")
    assert (chile["bloc_a"], chile["bloc_b"], chile["steps"], chile["kind"]) == ("right", "left", -2, "flip")
    two = json.loads(compare(*BY_BASIS, "--format", "json").stdout)
    (chile,) = (row for row in two["countries"] if row["iso3"] == "CHL")
    assert (two["question"], two["agreed"], two["comparable"], chile["cause"]) == ("agreement", 11, 12, "basis")
    assert "Kast" in chile["reason"]


@pytest.mark.parametrize(("lang", "word"), [("en", "moved"), ("es", "cambiaron de bloque"), ("pt", "mudaram de bloco")])
def test_the_sentence_is_in_three_languages(lang: str, word: str) -> None:
    """--lang sets the language of sentences and names."""
    assert word in compare(*CHANGE, "--lang", lang).stdout


def test_it_exits_with_1_only_where_asked() -> None:
    """With --exit-code the exit code is 1 if the two differ, and 0 otherwise."""
    assert compare(*CHANGE).exit_code == 0
    assert compare(*CHANGE, "--exit-code").exit_code == 1
    assert compare("2025-12-20", "2025-12-21", "--exit-code").exit_code == 0


def test_pictures_are_written_where_they_are_named(tmp_path: Path) -> None:
    """Each path is printed, on stderr where data are asked for, and `verify` finds the files unchanged."""
    paths = [str(tmp_path / f"map{ending}") for ending in (".svg", ".png", ".pdf")]
    done = compare(*BY_BASIS, *(part for path in paths for part in ("-o", path)))
    assert done.stdout.split() == paths
    checked = str(tmp_path / "check.svg")
    both = compare(*BY_BASIS, "--recreate", "-o", checked, "--format", "csv")
    assert both.stdout.startswith("iso3,")
    assert f"mapgen: {checked}\n" in both.stderr
    found = CliRunner().invoke(main, ["verify", *paths, checked])
    assert (found.exit_code, found.stdout.count(": unchanged")) == (0, 4)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("2021-12-31",), "Missing argument 'B'"),
        (("2021-12-31", "nowhere"), '"nowhere": there is no such file; write a date, RECORD@DATE'),
        ((*BY_BASIS, "--recreate"), "--recreate draws a picture; name it by -o, such as -o fact-check.png"),
        ((*CHANGE, "-o", "map.gif"), 'the ending ".gif" is unknown; write'),
        ((*CHANGE, "--format", "text"), "table"),
        ((*CHANGE, "--slogan", "left=Si"), "No such option"),
    ],
)
def test_mistakes_are_told(arguments: tuple[str, ...], message: str) -> None:
    """The exit code is 2, the message says what is wrong and what would be right, and nothing is written."""
    done = compare(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
