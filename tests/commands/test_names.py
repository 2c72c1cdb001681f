"""`mapgen names`: what it answers, in which formats, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.main import main
from mapgen.tables.writing import workbook_bytes


def names(*arguments: str, given: str | bytes | None = None) -> Result:
    """Run the command, with a text on standard input."""
    return CliRunner().invoke(main, ["names", *arguments], input=given)


def test_each_text_is_answered_in_order() -> None:
    """JSON and CSV have the same columns: text, iso3, name, matched, hint and kind."""
    texts = ("DR Congo", "CL", "USSR", "Scotland", "Chlie", "French Guiana")
    done = names(*texts, "--format", "json")
    rows = json.loads(done.stdout)
    assert list(rows[0]) == ["text", "iso3", "name", "matched", "hint", "kind"]
    assert [row["text"] for row in rows] == list(texts)
    assert [row["iso3"] for row in rows] == ["COD", "CHL", None, None, None, "GUF"]
    assert [row["kind"] for row in rows] == ["state", "state", "former state", "part", "unknown", "territory"]
    assert [row["matched"] for row in rows] == ["alias", "code", "", "", "", "name"]
    assert rows[4]["hint"] == 'did you mean "CHL" (Chile)?'
    cells = list(csv.DictReader(io.StringIO(names(*texts, "--format", "csv").stdout)))
    assert cells == [{key: value or "" for key, value in row.items()} for row in rows]


@pytest.mark.parametrize(
    ("texts", "exit_code"),
    [
        (["Chile", "152", "Guam"], 0),
        (["Chile", "USSR"], 1),
        (["Scotland"], 1),
        (["Atlantis"], 1),
    ],
)
def test_it_ends_with_1_where_a_text_means_no_present_place(texts: list[str], exit_code: int) -> None:
    """States and territories are well; a former state, a part and what is not known are not."""
    assert names(*texts).exit_code == exit_code


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Chile\nPe\0ru\n", "list, line 2: there is a NUL (U+0000), which no text has; save it as UTF-8"),
        (
            workbook_bytes([("Votes", ["country"], [["Chile"]])]),
            "list: this is a workbook; `mapgen import list --dry-run -v` says",
        ),
        (b"\x89PNG\r\n\x1a\nChile\n", "list: this is a picture (PNG); "),
        (b"<!DOCTYPE html><html><body>Chile</body></html>", "list: this is a web page (HTML)"),
    ],
)
def test_a_file_that_is_no_list_of_names_is_refused(
    data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook, a picture, a web page and damaged text have one message that says what the file is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").write_bytes(data)
    done = names("list")
    assert done.exit_code == 2
    assert f"mapgen: {message}" in done.stderr
    assert done.stdout == ""


def test_a_line_that_is_no_name_is_cut_in_the_table_alone() -> None:
    """The table for people has the beginning of a text of a million characters, JSON all of it."""
    text = "x" * 1_000_000
    assert len(names("-", given=text).stdout) < 2_000
    assert json.loads(names("-", "--format", "json", given=text).stdout)[0]["text"] == text


def test_a_file_has_a_name_on_each_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank lines, a byte-order mark and the ends of lines of any system are no names; `-` is standard input."""
    monkeypatch.chdir(tmp_path)
    data = "\ufeffChile\r\n\r\n Perú \r\nBolivia, Plurinational State of\r\n"
    (tmp_path / "list.txt").write_bytes(data.encode())
    answers = [json.loads(names("list.txt", "--format", "json").stdout)]
    answers.append(json.loads(names("-", "--format", "json", given=data).stdout))
    for rows in answers:
        assert [row["iso3"] for row in rows] == ["CHL", "PER", "BOL"]
    both = json.loads(names("Brasil", "list.txt", "--format", "json").stdout)
    assert [row["iso3"] for row in both] == ["BRA", "CHL", "PER", "BOL"]


def test_a_file_does_not_stand_in_the_way_of_a_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file called Chile is not read, as the name means a country."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Chile").write_text("Peru\n")
    assert json.loads(names("Chile", "--format", "json").stdout)[0]["iso3"] == "CHL"


def test_texts_may_be_codes_of_a_system() -> None:
    """The same number is another country to ISO and to the Correlates of War; an unknown system is refused."""
    for system, code in (("cow", "BRA"), ("iso-numeric", "CAF")):
        assert json.loads(names("140", "--codes", system, "--format", "json").stdout)[0]["iso3"] == code
    done = names("140", "--codes", "iso7")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--codes iso7: write iso2, iso-numeric, cow, gw, vdem or wikidata" in done.stderr


def test_a_table_for_people_ends_with_what_there_is() -> None:
    """The table has a row for each text, and the last line on stderr counts their kinds."""
    done = names("Chile", "Guam", "Atlantis")
    assert [line.split()[0] for line in done.stdout.splitlines() if line.strip()][2:] == ["Chile", "Guam", "Atlantis"]
    assert done.stderr == "1 state, 1 territory, 1 unknown\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "standard input"),
        (b"\n \n", "no line of it has a name"),
        (b"Chile\nPer\xfa\n", "line 2: this is no text in UTF-8; save it as UTF-8"),
    ],
)
def test_what_has_no_names_is_refused(data: bytes, message: str) -> None:
    """The message says what is wrong and where, nothing is printed, and the exit code is 2."""
    done = names("-", given=data)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_without_a_text_the_usage_is_told() -> None:
    """Exit code 2, and the way to call it."""
    done = names()
    assert done.exit_code == 2
    assert "names [OPTIONS] TEXT|FILE" in done.stderr
