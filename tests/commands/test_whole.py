"""The commands `show --spells`, `show --readings`, `export --package`, `export --whole` and `cite`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import mapgen
from python_calamine import CalamineWorkbook
from whole_records import LIST, RECORD

from mapgen.sources.reading import read_source


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a record and a list that say everything."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    Path("own.toml").write_text(RECORD, encoding="utf-8")
    Path("list.toml").write_text(LIST, encoding="utf-8")
    return tmp_path


def rows_of_csv(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_spells_are_a_row_for_each_government_in_every_format() -> None:
    """The shipped record has 99 governments: so many rows have CSV, JSON, Markdown and a workbook."""
    assert len(rows_of_csv(mapgen("show", "--spells", "--format", "csv").stdout)) == 99
    rows = json.loads(mapgen("show", "--spells", "--format", "json").stdout)
    assert len(rows) == 99
    assert rows[0]["readings"][0].keys() == {"coder", "alignment", "source", "status", "note"}
    assert mapgen("show", "--spells", "--format", "markdown").stdout.count("\n| ") == 100
    assert mapgen("show", "--spells", "-o", "x.xlsx").exit_code == 0
    book = CalamineWorkbook.from_path("x.xlsx")
    assert book.sheet_names == ["governments"]
    sheet = book.get_sheet_by_name("governments").to_python()
    assert (len(sheet), sheet[0][:4]) == (100, ["iso3", "name", "leader", "party"])
    table = mapgen("show", "--spells").stdout
    assert "99 governments, from 1989-07-08" in table
    assert "Came by" in table


def test_readings_are_a_row_each_in_long_form() -> None:
    """A row has coder, reading and source; codes of other systems stand after iso3, as in every table."""
    rows = rows_of_csv(mapgen("show", "own.toml", "--readings", "--codes", "cow", "--format", "csv").stdout)
    assert [(row["iso3"], row["cow"], row["coder"], row["reading"]) for row in rows] == [
        ("CHL", "155", "EFE", "centre-left"),
        ("CHL", "155", "AFP", "no-data"),
    ]
    assert mapgen("show", "own.toml", "--spells", "--readings", "--format", "csv").stdout.count("\n") == 3


def test_a_record_without_readings_is_a_header() -> None:
    """A table without rows is written, with the names of its columns."""
    text = (
        RECORD.replace("readings  = [", "# [")
        .replace("  { coder", "  # { coder")
        .replace("]\nsources   = [\n  {", "sources = [\n  {", 1)
    )
    Path("bare.toml").write_text(text, encoding="utf-8")
    done = mapgen("show", "bare.toml", "--readings", "-o", "r.csv", "-o", "r.xlsx", "-o", "r.json")
    assert done.exit_code == 0, done.output
    assert Path("r.csv").read_text(encoding="utf-8").startswith("name,leader,")
    assert json.loads(Path("r.json").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--spells", "--as-of", "2001-01-01"), "--as-of: --spells is a table of the whole record, of all its days"),
        (("--readings", "--every", "year"), "--every: --readings is a table of the whole record, of all its days"),
        (("--spells", "--region", "central-america"), 'region "central-america"'),
    ],
)
def test_a_whole_table_has_no_day(arguments: tuple[str, ...], message: str) -> None:
    """What asks for a day, a basis or another region beside --spells is refused."""
    done = mapgen("show", "own.toml", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_list_has_no_spells() -> None:
    """A published list is of one day."""
    done = mapgen("show", "list.toml", "--spells")
    assert done.exit_code == 2
    assert '"A list": is a published list of 2025-12-15 alone; name a record' in done.stderr


def test_a_table_of_the_record_is_replaced_by_itself_alone() -> None:
    """Governments are replaced by governments, in a workbook too; readings and tables of a day are something else."""
    for name in ("t.csv", "t.json", "t.xlsx"):
        assert mapgen("show", "own.toml", "--spells", "-o", name).exit_code == 0
        Path("own.toml").write_text(RECORD.replace("One day", "Another"), encoding="utf-8")
        assert mapgen("show", "own.toml", "--spells", "-o", name).exit_code == 0
        for other in (("--readings",), ("--as-of", "2001-01-01")):
            done = mapgen("show", "own.toml", *other, "-o", name)
            assert done.exit_code == 2
            assert f"{name}: is there already and shows something else (own.toml, all governments)" in done.stderr


def test_a_package_is_a_folder_of_tables_and_the_record() -> None:
    """Every path is printed; the record in it is the file itself, byte by byte."""
    done = mapgen("export", "own.toml", "--package", "package")
    names = ["datapackage.json", "README.md", *(f"{table}.csv" for table in TABLES), "record.toml"]
    assert (done.exit_code, done.stdout.splitlines()) == (0, [f"package/{name}" for name in names])
    assert Path("package/record.toml").read_bytes() == Path("own.toml").read_bytes()
    years = rows_of_csv(Path("package/country_years.csv").read_text(encoding="utf-8"))
    assert {row["year"] for row in years} == {"2000", "2001", "2002", "2003"}


TABLES = ("record", "countries", "governments", "readings", "votes", "vacancies", "sources", "country_years")


def test_a_region_of_ones_own_is_in_the_package() -> None:
    """A record of a region in a file is whole only with that file."""
    region = '[region]\nname = "Three"\nstates = ["BRA", "CHL", "FRA"]\nprojection = "laea"\n'
    Path("three.toml").write_text(region, encoding="utf-8")
    text = RECORD.replace('"south-america"', '"three.toml"')
    Path("own.toml").write_text(text, encoding="utf-8")
    done = mapgen("export", "own.toml", "--package", "package")
    assert done.exit_code == 0, done.stderr
    assert Path("package/three.toml").read_text(encoding="utf-8") == region
    read = read_source(Path("package/record.toml"))
    assert read.title == 'Everything | "said"'


def test_a_package_is_replaced_by_itself_alone() -> None:
    """The package of a record that was edited takes its place; another one, or a file that somebody edited, stays."""
    for _ in range(2):
        assert mapgen("export", "own.toml", "--package", "package").exit_code == 0
        Path("own.toml").write_text(RECORD.replace("One day", "Another"), encoding="utf-8")
    before = {path: path.read_bytes() for path in Path("package").iterdir()}
    done = mapgen("export", "list.toml", "--package", "package")
    assert done.exit_code == 2
    assert (
        "package/datapackage.json: is there already and shows something else (own.toml, a data package)" in done.stderr
    )
    assert "Write --package package-2, or replace by --force" in done.stderr
    Path("package/README.md").write_text("mine")
    done = mapgen("export", "own.toml", "--package", "package", "--basis", "elected")
    assert done.exit_code == 2
    assert "package/README.md: is there already, and mapgen did not make it" in done.stderr
    assert {path: path.read_bytes() for path in before} == before | {Path("package/README.md"): b"mine"}
    assert mapgen("export", "list.toml", "--package", "package", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--package", "p", "-o", "x.csv"), "--package DIR writes a folder of files; leave -o and --whole out"),
        (("--package", "p", "--whole"), "--package DIR writes a folder of files; leave -o and --whole out"),
        (("--whole",), "Missing option -o; name a file, such as -o record.xlsx."),
        (("--whole", "-o", "x.csv"), 'x.csv: the ending ".csv" holds no several tables; write .xlsx or .json'),
        (("--whole", "-o", "x.json", "--as-of", "2001-01-01"), "--as-of has no meaning for a whole record"),
        (("--package", "p", "--shapes", "full"), "--shapes has no meaning for a whole record"),
        (("--package", "p", "--for", "spreadsheet"), "--for spreadsheet is about a CSV"),
        (("--package", "own.toml"), "own.toml: this is a file; name the folder that the package goes to"),
        (("--package", "p", "--as-of", "1990-01-01"), "the first day it covers is 2000-01-01"),
        (("--whole", "-o", "own.json", "-o", "OWN.json"), "it is the same file as own.json"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], message: str, here: Path) -> None:
    """Each message says what would be right, and nothing is written."""
    before = sorted(here.rglob("*"))
    done = mapgen("export", "own.toml", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert sorted(here.rglob("*")) == before


def test_a_package_that_cannot_be_written_leaves_nothing(here: Path) -> None:
    """All files of a package are written, or none."""
    Path("package/votes.csv").mkdir(parents=True)
    done = mapgen("export", "own.toml", "--package", "package", "--force")
    assert done.exit_code == 2
    assert [path.name for path in (here / "package").iterdir()] == ["votes.csv"]


def test_the_whole_is_one_file() -> None:
    """A workbook has a sheet for each table, JSON an object with the rows of each."""
    done = mapgen("export", "own.toml", "--whole", "-o", "w.xlsx", "-o", "w.json")
    assert (done.exit_code, done.stdout) == (0, "w.xlsx\nw.json\n")
    whole = json.loads(Path("w.json").read_text(encoding="utf-8"))
    book = CalamineWorkbook.from_path("w.xlsx")
    assert [*whole] == book.sheet_names == [name for name in TABLES if name != "country_years"]
    for name, rows in whole.items():
        assert len(book.get_sheet_by_name(name).to_python()) == len(rows) + 1


def test_a_workbook_goes_to_standard_output_only_where_that_is_asked_for() -> None:
    """With -o - and --format the bytes of the file go to standard output; a workbook is no text to print."""
    assert mapgen("export", "own.toml", "--whole", "-o", "w.xlsx", "-o", "w.json").exit_code == 0
    for form in ("xlsx", "json"):
        done = mapgen("export", "own.toml", "--whole", "-o", "-", "--format", form)
        assert done.stdout_bytes == Path(f"w.{form}").read_bytes()
    assert mapgen("show", "own.toml", "--spells", "-o", "s.xlsx").exit_code == 0
    done = mapgen("show", "own.toml", "--spells", "-o", "-", "--format", "xlsx")
    assert done.stdout_bytes == Path("s.xlsx").read_bytes()
    done = mapgen("show", "own.toml", "--spells", "--format", "xlsx")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--format xlsx: is no text; write -o FILE.xlsx, or -o - and send it on" in done.stderr


def test_a_citation_is_printed_and_nothing_else() -> None:
    """The line, the entry and the JSON go to stdout, the note on the source to stderr."""
    digest = read_source(Path("own.toml")).sha256
    done = mapgen("cite", "own.toml", "--as-of", "2001-01-01")
    assert (done.exit_code, done.stderr) == (0, "mapgen: read own.toml\n")
    assert done.stdout.count("\n") == 1
    assert f"sha256 {digest[:12]}, CC-BY-4.0. As of 2001-01-01, basis: office." in done.stdout
    assert mapgen("cite", "own.toml", "--format", "bibtex", "--as-of", "2001-01-01").stdout.startswith("@misc{mapgen-")
    (item,) = json.loads(mapgen("cite", "own.toml", "--format", "csl", "--as-of", "2001-01-01").stdout)
    assert digest in item["note"]
