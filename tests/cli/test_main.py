"""The command line: its output, its files, its exit codes, and a clear message for every bad input."""

from __future__ import annotations

import csv
import ctypes
import hashlib
import io
import json
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import moments
import pytest
from click.testing import CliRunner, Result
from notes import READ_SHIPPED, read_note
from PIL import Image
from signers import desk_in

from mapgen import __version__
from mapgen.cli.main import main
from mapgen.cli.options import Pair
from mapgen.disk.shipped import package_path, shipped_path
from mapgen.errors import listed
from mapgen.pens.formats import ENDINGS
from mapgen.places.languages import languages
from mapgen.themes.file import theme_names

Command = Callable[..., subprocess.CompletedProcess[str]]
BEFORE = b"what stood there before"
KAST = ("--as-of", "2025-12-15", "--basis", "elected")
HEAVY = ("geopandas", "pandas", "shapely", "pyproj", "matplotlib", "numpy", "PIL")
RECORD = """\
[record]
title  = "Cases"
region = "south-america"
begins = 2019-01-01
coder  = "tests"
scale  = ["left", "centre-left", "centre", "centre-right", "right"]

[[government]]
country   = "CHL"
leader    = "Gabriel Boric"
start     = 2022-03-11
end       = 2026-03-11
alignment = "left"

[[government]]
country   = "CHL"
leader    = "José Antonio Kast"
start     = 2026-03-11
alignment = "right"
"""
SNAPSHOT = (moments.DATA / "four-states.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run every test in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mapgen(*arguments: str | Path) -> Result:
    """Run the command line in this process; the test fails if anything but SystemExit is raised."""
    result = CliRunner().invoke(main, [*map(str, arguments)], prog_name="mapgen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(result: Result | subprocess.CompletedProcess[str], *words: str) -> None:
    """Check that a command was refused: exit code 2, a message with these words on stderr, and nothing on stdout."""
    code = result.exit_code if isinstance(result, Result) else result.returncode
    assert (code, result.stdout) == (2, ""), result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def changed(text: str, old: str, new: str) -> str:
    """Return a text with a part of it replaced; the part must be there."""
    assert old in text
    return text.replace(old, new)


# --- Maps and messages about them ------------------------------------------------------------------------------


def test_the_main_map_is_drawn_with_default_names(here: Path) -> None:
    """Without -o, outputs/REGION-DATE-elected.png and .svg are written; each path is printed on its own line."""
    result = mapgen("render", *KAST)
    names = ["outputs/south-america-2025-12-15-elected.png", "outputs/south-america-2025-12-15-elected.svg"]
    assert (result.exit_code, result.stdout.splitlines(), result.stderr) == (0, names, READ_SHIPPED)
    assert sorted(files_in(here)) == names
    with Image.open(names[0]) as image:
        assert image.size == (1280, 1600)


def test_the_office_basis_has_no_suffix(here: Path) -> None:
    """On the office basis the default name has only the date."""
    result = mapgen("render", "--as-of", "2025-12-15")
    assert result.stdout.splitlines() == [f"outputs/south-america-2025-12-15.{ending}" for ending in ("png", "svg")]
    assert len(files_in(here)) == 2


def test_a_published_list_is_drawn_of_its_own_day() -> None:
    """The snapshot file sets the day and the basis."""
    result = mapgen("render", moments.LIST, "--size", "300x400")
    assert result.stdout.splitlines()[0] == "outputs/south-america-2025-12-15-elected-300x400.png"
    assert result.exit_code == 0


def test_outputs_go_where_they_are_told(here: Path) -> None:
    """Each -o is written and printed, in the given order, missing folders are made, and nothing else is written."""
    given = ["maps/a.svg", "b.PNG", "maps/deep/c.png"]
    result = mapgen("render", *KAST, "--size", "300x400", *(word for name in given for word in ("-o", name)))
    assert (result.exit_code, result.stdout.splitlines()) == (0, given)
    assert sorted(files_in(here)) == sorted(given)
    assert files_in(here)["b.PNG"] == files_in(here)["maps/deep/c.png"]


def test_every_option_reaches_the_map() -> None:
    """Language, size, classes, title, subtitle and credit are in the picture."""
    texts = ("--title", "El sur gira", "--subtitle", "Dos años.", "--credit", "Mapa: A. Autora.")
    mapgen("render", *KAST, "--lang", "es", "--size", "og", "--classes", "5", "--scale", "110m", *texts, "-o", "m.svg")
    document = Path("m.svg").read_text(encoding="utf-8")
    for words in ('xml:lang="es"', 'viewBox="0 0 1200 630"', "mg-centre-right", "El sur gira", "Dos años."):
        assert words in document
    assert "Natural Earth. Mapa: A. Autora." in document
    assert "Natural Earth 4.1.0, 110m" in document


def test_a_map_that_is_out_of_date_says_so_beside_the_paths() -> None:
    """Paths go to stdout and the warning to stderr; the map is drawn."""
    result = mapgen("render", "--as-of", "2026-11-23", "--size", "300x400", "-o", "map.svg")
    assert (result.exit_code, result.stdout) == (0, "map.svg\n")
    assert "out of date: BRA: the vote of 2026-10-25 has passed and nobody is recorded as its winner" in result.stderr


@pytest.mark.parametrize(("lang", "word"), [("en", "Map of"), ("es", "Mapa de"), ("pt", "Mapa da")])
def test_the_caption_is_printed_on_request(lang: str, word: str) -> None:
    """--caption prints caption, alt text and description after the paths, in the map's language."""
    result = mapgen("render", *KAST, "--size", "300x400", "--lang", lang, "--caption", "-o", "map.svg")
    path, blank, caption, alt, description = result.stdout.splitlines()
    assert (path, blank) == ("map.svg", "")
    assert caption.startswith("Caption: ")
    assert "Natural Earth." in caption
    assert alt.startswith(f"Alt text: {word} ")
    assert "José Antonio Kast" in description.removeprefix("Description: ")


def test_an_existing_file_is_replaced_whole() -> None:
    """With --force a new map replaces the file that was there."""
    Path("map.svg").write_bytes(BEFORE)
    assert mapgen("render", *KAST, "--size", "300x400", "--force", "-o", "map.svg").exit_code == 0
    assert Path("map.svg").read_bytes().startswith(b"<svg ")


# --- Help ------------------------------------------------------------------------------------------------------


def test_the_version_is_printed() -> None:
    """--version prints the version of mapgen."""
    assert mapgen("--version").stdout == f"mapgen, version {__version__}\n"


def test_it_runs_as_a_module_too() -> None:
    """`python -m mapgen` is the same command line, and its messages say so."""
    done = subprocess.run([sys.executable, "-m", "mapgen", "shwo"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: mapgen [OPTIONS]")


@pytest.mark.parametrize("name", ["", *main.list_commands(click.Context(main))])
def test_every_help_has_an_example(name: str) -> None:
    """-h and --help are the same for every command, with an example that a shell understands."""
    arguments = [name] if name else []
    short, long = mapgen(*arguments, "-h"), mapgen(*arguments, "--help")
    assert short.exit_code == long.exit_code == 0
    assert short.stdout == long.stdout
    assert "Example" in short.stdout
    assert re.search(rf"^ +mapgen {name}", short.stdout, re.MULTILINE)
    assert "\b" not in short.stdout


def _matching(word: str) -> list[str]:
    return sorted(map(str, Path().glob(word))) if "*" in word else []


def examples(name: str) -> Iterator[list[str]]:
    """Yield the examples in a command's help, split as a shell splits them."""
    for line in mapgen(name, "--help").stdout.splitlines():
        if line.startswith("    mapgen "):
            yield [name for word in shlex.split(line)[1:] for name in _matching(word) or [word]]


# The examples of the other commands change files or go to files, and tests of their own run them.
@pytest.mark.parametrize(
    "name",
    sorted(
        {*main.list_commands(click.Context(main))}
        - {"batch", "calendar", "completion", "import", "init", "undo", "update"}
    ),
)
@pytest.mark.usefixtures("small_embeds")
def test_the_examples_of_the_help_work(name: str) -> None:
    """The examples run as they stand, with files of those names."""
    shutil.copy(moments.LIST, "my-list.toml")
    shutil.copy(shipped_path("records/south-america.toml"), "my-record.toml")
    Path("countries.txt").write_text("Chile\nPeru\n", encoding="utf-8")
    Path("my-view.toml").write_text('[view]\nname = "Mine"\nbase = "un"\n', encoding="utf-8")
    if name == "verify":
        mapgen("render", "my-record.toml", "-o", "map.png", "-o", "outputs/map.svg")
        mapgen("render", "my-record.toml", "-o", "published/map.svg", *desk_in(Path()).options)
    found = list(examples(name))
    assert found
    text = package_path("themes/newsprint.toml").read_text(encoding="utf-8")
    Path("my-theme.toml").write_text(text.replace("#e8505b", "#ee9999"), encoding="utf-8")
    for arguments in found:
        result = mapgen(*arguments)
        assert result.exit_code == (1 if name == "check" else 0), (arguments, result.stderr)
        assert result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["batch", "maps.toml", "--jobs", "1", "--force"],
        ["timeline", "--from", "2026-02-01", "--to", "2026-04-01", "--every", "month", "--size", "300x400"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_progress_is_shown_on_a_terminal_alone(command: Command, arguments: list[str]) -> None:
    """A terminal shows progress up to the last map; stderr in a file has none of it."""
    Path("maps.toml").write_text(
        "[[map]]\nas_of = [2024-01-01, 2025-01-01]\nformats = 'svg'\noutput = '{date}.{format}'"
    )
    assert "Drawing" not in command(*arguments).stderr
    shown = on_a_terminal(*arguments)
    assert "Drawing" in shown
    assert "100%" in shown
    assert "Drawing" not in on_a_terminal(*arguments, "--quiet")


@pytest.mark.parametrize(
    "arguments",
    [
        ["embed", *KAST, "-o", "embed"],
        ["page", "--from", "2025-01-01", "--to", "2025-12-31", "-o", "page.html"],
        ["compare", "2021-12-31", "2025-12-31", "-o", "x.svg"],
        ["timeline", "--to", "2000-01-01", "--format", "strip", "-o", "x.svg"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_long_work_says_on_a_terminal_what_it_does(command: Command, arguments: list[str]) -> None:
    """A terminal shows a line while a command works, and then clears it; with --quiet, or in a file, there is none."""
    assert "…" not in command(*arguments).stderr
    shown = on_a_terminal(*arguments)
    assert "ing" in shown.partition(" …")[0]
    assert shown.rpartition("…")[2].startswith("\r\x1b[K")
    assert "…" not in on_a_terminal(*arguments, "--quiet")


def on_a_terminal(*arguments: str) -> str:
    """Return what a command says on stderr if that is a terminal."""
    main_end, other_end = os.openpty()
    code = "from mapgen.cli.main import main; main()"
    subprocess.run([sys.executable, "-c", code, *arguments], stderr=other_end, stdout=subprocess.DEVNULL, check=True)
    os.write(other_end, b".")  # the end of what there is to read, as reading waits for something
    os.close(other_end)
    shown = os.read(main_end, 100_000).decode()
    os.close(main_end)
    return shown.removesuffix(".")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["render", "--help"],
        ["show", *KAST],
        ["show", *KAST, "--format", "json"],
        ["check"],
        ["check", "--format", "json"],
    ],
    ids=" ".join,
)
def test_help_show_and_check_pay_for_no_map(arguments: list[str]) -> None:
    """These commands import no geometry library, no matplotlib and no imaging library."""
    code = (
        "import sys\nfrom mapgen.cli.main import main\n"
        "try:\n    main(sys.argv[1:], prog_name='mapgen')\n"
        f"finally:\n    print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.stdout
    assert not set(done.stderr.split()) & set(HEAVY)


# --- Show ------------------------------------------------------------------------------------------------------


def test_show_gives_json_for_programs() -> None:
    """JSON is a list of twelve objects with stable keys; a missing value is null."""
    result = mapgen("show", *KAST, "--format", "json")
    rows = json.loads(result.stdout)
    assert (result.exit_code, result.stderr, len(rows)) == (0, READ_SHIPPED, 12)
    keys = {"iso3", "name", "alignment", "bloc", "status", "leader", "party", "start", "end", "elected", "sources"}
    assert all(keys <= row.keys() for row in rows)
    chile = next(row for row in rows if row["iso3"] == "CHL")
    assert (chile["name"], chile["alignment"], chile["bloc"], chile["status"]) == ("Chile", "right", "right", "elected")
    assert (chile["leader"], chile["start"], chile["end"]) == ("José Antonio Kast", "2026-03-11", None)
    assert chile["elected"] == ["2025-12-14"]
    assert chile["sources"]


def test_show_says_when_nothing_is_known() -> None:
    """A winner who is not recorded has null as alignment and leader."""
    rows = json.loads(mapgen("show", "--as-of", "2026-11-23", "--basis", "elected", "--format", "json").stdout)
    brazil = next(row for row in rows if row["iso3"] == "BRA")
    assert (brazil["status"], brazil["alignment"], brazil["bloc"], brazil["leader"]) == (
        "not-recorded",
        None,
        None,
        None,
    )


def test_show_gives_csv_for_spreadsheets() -> None:
    """CSV has a heading and twelve rows, which any CSV reader reads back."""
    rows = list(csv.DictReader(io.StringIO(mapgen("show", *KAST, "--format", "csv").stdout)))
    assert len(rows) == 12
    assert next(row for row in rows if row["iso3"] == "CHL")["leader"] == "José Antonio Kast"
    assert all(None not in row for row in rows)


@pytest.mark.parametrize(
    ("ending", "form"), [(".csv", "csv"), (".json", "json"), (".md", "markdown"), (".MD", "markdown")]
)
def test_show_writes_files(ending: str, form: str, here: Path) -> None:
    """-o writes what --format prints, in the format of the ending; the path alone is printed."""
    result = mapgen("show", *KAST, "-o", f"tables/who{ending}", "-o", "who.txt")
    assert (result.exit_code, result.stdout) == (0, f"tables/who{ending}\nwho.txt\n")
    assert files_in(here)[f"tables/who{ending}"].decode() == mapgen("show", *KAST, "--format", form).stdout
    table = files_in(here)["who.txt"].decode()
    assert "José Antonio Kast" in table
    assert max(map(len, table.splitlines())) <= 120


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "who.csv", "--format", "json"), "who.csv: the ending means csv, and --format json; leave --format out"),
        (
            ("-o", "who.csv", "-o", "who.xls"),
            'who.xls: the ending ".xls" has no format; write .txt, .json, .csv, .md or .xlsx',
        ),
    ],
)
def test_show_refuses_a_file_of_another_format(arguments: tuple[str, ...], message: str, here: Path) -> None:
    """An ending without a format, or against --format, is refused, and nothing is written."""
    refused(mapgen("show", *KAST, *arguments), message)
    assert files_in(here) == {}


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_for_a_spreadsheet_is_a_formula(start: str) -> None:
    """A name that a spreadsheet would run has an apostrophe before it only --for spreadsheet; programs get the name."""
    hostile = f"{start}cmd|' /C calc'!A0"
    text = changed(RECORD, "Gabriel Boric", hostile)
    Path("record.toml").write_text(text, encoding="utf-8")
    asked = ("show", "record.toml", "--as-of", "2025-12-15", "--format", "csv")
    for more, leader in (((), hostile), (("--for", "spreadsheet"), f"'{hostile}")):
        text = mapgen(*asked, *more).stdout.removeprefix("\ufeff")
        rows = {row["iso3"]: row for row in csv.DictReader(io.StringIO(text))}
        assert rows["CHL"]["leader"] == leader


def test_a_csv_for_a_spreadsheet_says_that_it_is_utf_8(here: Path) -> None:
    """Excel reads UTF-8 where a file begins with U+FEFF; a CSV for programs begins with its first column."""
    for more, start in (((), b"iso3,"), (("--for", "spreadsheet"), b"\xef\xbb\xbfiso3,")):
        assert mapgen("show", *KAST, *more, "-o", "who.csv", "--force").exit_code == 0
        assert (here / "who.csv").read_bytes().startswith(start)
        assert mapgen("show", *KAST, *more, "--format", "csv").stdout_bytes == (here / "who.csv").read_bytes()
    assert "José Antonio Kast" in (here / "who.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("more", [(), ("--format", "json"), ("-o", "who.md")])
def test_a_table_without_csv_is_for_no_spreadsheet(more: tuple[str, ...]) -> None:
    """Where nothing is written as CSV, --for spreadsheet is refused: it would change nothing."""
    for asked in (("show", *KAST), ("compare", "2021-12-31", "2025-12-31")):
        if asked[0] == "show" or "-o" not in more:
            refused(mapgen(*asked, "--for", "spreadsheet", *more), "--for spreadsheet is about a CSV; ask for one")


def test_csv_for_programs_is_utf_8_in_any_locale(command: Command) -> None:
    """In a narrow encoding a CSV that is piped on has its letters, not their numbers."""
    done = command("show", *KAST, "--format", "csv", PYTHONIOENCODING="ascii")
    assert "José Antonio Kast" in done.stdout


def test_show_gives_markdown_in_which_nothing_is_markup() -> None:
    """Markdown has twelve rows; Markdown and HTML in a name are escaped."""
    Path("record.toml").write_text(changed(RECORD, "Gabriel Boric", "A|b *c* <b>d</b> [e](f)"), encoding="utf-8")
    text = mapgen("show", "record.toml", "--as-of", "2025-12-15", "--format", "markdown").stdout
    *lines, space, source = text.splitlines()
    assert (len(lines), space, source) == (14, "", "From record.toml.")
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {len(re.findall(r"\|", lines[1]))}
    assert "A\\|b \\*c\\* &lt;b&gt;d&lt;/b&gt; \\[e\\](f)" in next(line for line in lines if "Chile" in line)


def test_show_gives_a_table_for_people() -> None:
    """The table has a title, headings and a line for each state; markup of the table in a name is shown as text."""
    Path("record.toml").write_text(changed(RECORD, "Gabriel Boric", "[red]Boric[/]"), encoding="utf-8")
    result = mapgen("show", "record.toml", "--as-of", "2025-12-15")
    assert (result.exit_code, result.stderr) == (0, read_note("record.toml"))
    assert result.stdout.startswith("Cases, 2025-12-15, basis: office")
    assert "[red]Boric[/]" in result.stdout
    assert all(name in result.stdout for name in ("Country", "Alignment", "Chile", "Uruguay"))


def test_show_can_be_printed_anywhere(command: Command) -> None:
    """A terminal without accents, or without an encoding, gets no traceback."""
    for form in ("table", "json", "csv", "markdown"):
        done = command("show", *KAST, "--format", form, PYTHONIOENCODING="ascii", NO_COLOR="1")
        assert (done.returncode, done.stderr) == (0, READ_SHIPPED)
        assert "\x1b" not in done.stdout


def test_show_stops_quietly_when_nobody_reads_on() -> None:
    """`mapgen show | head -1` ends without a traceback."""
    code = "from mapgen.cli.main import main; main(prog_name='mapgen')"
    with subprocess.Popen(
        [sys.executable, "-c", code, "show", *KAST, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


# --- Check -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "code"), [("2026-10-24", 0), ("2026-11-23", 1)])
def test_check_says_by_its_exit_code_whether_anything_is_out_of_date(day: str, code: int) -> None:
    """The exit code is 1 if a vote has passed unrecorded, else 0; findings go to stdout, the summary to stderr."""
    result = mapgen("check", "--as-of", day)
    assert result.exit_code == code
    assert ("stale   BRA: the vote of 2026-10-25 has passed" in result.stdout) == (code == 1)
    assert result.stderr.startswith(f"{READ_SHIPPED}the record shipped with mapgen, of 2026-10-07: ")


def test_check_gives_json() -> None:
    """JSON has the same findings as objects with level, place and message."""
    result = mapgen("check", "--as-of", "2026-11-23", "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {"level": "stale", "where": "BRA"}.items() <= found[0].items()
    assert all(set(one) == {"level", "where", "message"} for one in found)


def test_check_reports_every_problem_of_a_file_at_once() -> None:
    """The exit code is 2, and each problem has its line on stderr, with its place; JSON goes to stdout."""
    text = changed(changed(RECORD, '"Gabriel Boric"', "1"), 'alignment = "right"', 'alignment = "rigth"')
    Path("bad.toml").write_text(changed(text, "coder  =", "codr  ="), encoding="utf-8")
    result = mapgen("check", "bad.toml")
    refused(
        result, 'unknown key "codr"; did you mean "coder"?', "line 5", "line 10", "line 19", 'did you mean "right"?'
    )
    assert result.stderr.splitlines()[-1] == "bad.toml: 4 error"
    as_json = mapgen("check", "bad.toml", "--format", "json")
    assert as_json.exit_code == 2
    assert [one["level"] for one in json.loads(as_json.stdout)] == ["error"] * 4


def test_check_of_a_list_has_nothing_to_report() -> None:
    """A published list never goes out of date."""
    result = mapgen("check", moments.LIST, "--as-of", "2030-01-01")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("nothing to report\n")


def test_check_can_ask_for_fresh_reviews() -> None:
    """With --max-age, a country is stale if its last review is older."""
    assert mapgen("check", "--as-of", "2026-10-24", "--max-age", "100000").exit_code == 0
    result = mapgen("check", "--as-of", "2026-10-24", "--max-age", "10")
    assert result.exit_code == 1
    assert "more than 10 days ago" in result.stdout


# --- Bad input -------------------------------------------------------------------------------------------------


def record(old: str, new: str) -> bytes:
    """Return the record with a part of it replaced."""
    return changed(RECORD, old, new).encode()


def snapshot(old: str, new: str) -> bytes:
    """Return the snapshot with a part of it replaced."""
    return changed(SNAPSHOT, old, new).encode()


BORIC = "[[government]] (CHL, Gabriel Boric): "
BAD_FILES = {
    "not TOML": (b"a = 1\n[snapshot\n", ["in.toml, line 2, column 10: not valid TOML: ", "in: [snapshot"]),
    "empty": (b"", ["in.toml: the file is empty"]),
    "blank": (b" \n\t\n", ["in.toml: the file is empty"]),
    "binary": (b"\x89PNG\r\n\x1a\n\0", ["in.toml, line 1, column 1: byte 0x89 is not UTF-8 text; save the file as"]),
    "with a NUL": (b"a = 1\0", ["in.toml: this is a binary file, not a TOML text file"]),
    "of another kind": (b"a = 1", ["in.toml: neither a record nor a snapshot: it has no table [record] and none"]),
    "an unknown key": (
        record('leader    = "Gabriel', 'leadr = "Gabriel'),
        ['unknown key "leadr"; did you mean "leader"'],
    ),
    "an unknown table": (
        record("[[government]]", "[[goverment]]"),
        ['in.toml, line 8: unknown table or key "goverment"; did you mean "government"?'],
    ),
    "a misspelt country": (
        record('"CHL"', '"Chlie"'),
        ['line 9, [[government]] (Chlie, Gabriel Boric): country = "Chlie": ', 'did you mean "CHL" (Chile)?'],
    ),
    "a country elsewhere": (
        record('"CHL"', '"Spain"'),
        ['country = "Spain": Spain (ESP) is not a state of the region'],
    ),
    "a misspelt country in a list": (
        snapshot("ARG =", "Argentna ="),
        ['line 10, [alignments]: "Argentna": it is not a state', 'did you mean "ARG" (Argentina)?'],
    ),
    "a misspelt alignment": (
        record('"left"\n', '"lefty"\n'),
        [f'in.toml, line 13, {BORIC}alignment = "lefty": it is not one of left, ', 'did you mean "left"?'],
    ),
    "a misspelt alignment in a list": (
        snapshot('"right"', '"rigth"'),
        ['ARG = "rigth": it is not one of left, centre-left, centre, ', 'did you mean "right"?'],
    ),
    "a date that is no date": (
        record("= 2022-03-11", '= "yesterday"'),
        [
            f'in.toml, line 11, {BORIC}start = "yesterday": this is no date; write YYYY-MM-DD, such as ',
            "2025-12-14, without quotes",
        ],
    ),
    "a day that is in no calendar": (
        record("= 2022-03-11", "= 2022-02-30"),
        ["in.toml, line 11, column ", "not valid"],
    ),
    "a date in quotes": (
        record("= 2022-03-11", '= "2022-03-11"'),
        [f'in.toml, line 11, {BORIC}start = "2022-03-11": write the date without quotes: 2022-03-11'],
    ),
    "a moment where a day belongs": (
        record("= 2022-03-11", "= 2022-03-11T12:00:00"),
        [f"in.toml, line 11, {BORIC}start = 2022-03-11T12:00:00: a day is wanted, without a time: 2022-03-11"],
    ),
    "a moment in a list": (
        snapshot("= 2025-12-15", "= 2025-12-15T00:00:00Z"),
        ["in.toml, line 4, [snapshot]: as_of = 2025-12-15T00:00:00", "without a time: 2025-12-15"],
    ),
    "two governments at once": (
        record("end       = 2026-03-11\n", ""),
        [
            "line 17, [[government]] (CHL, José Antonio Kast): José Antonio Kast (from 2026-03-11) overlaps Gabriel ",
            "Boric (from 2022-03-11); end the earlier one with `end = 2026-03-11`",
        ],
    ),
    "an end before its start": (
        record("end       = 2026-03-11", "end = 2021-03-11"),
        [f"in.toml, line 12, {BORIC}end = 2021-03-11: before its start (2022-03-11)"],
    ),
    "a state missing": (
        snapshot('missing = "no-data"\n', ""),
        ["line 8, [alignments]: no alignment for BOL (Bolivia), CHL (Chile)", 'or write missing = "no-data" in'],
    ),
    "an unknown region": (
        record('"south-america"', '"south-amerika"'),
        [
            'line 3, [record]: region "south-amerika": there is no such region; `mapgen regions` lists ',
            'did you mean "south-america"?',
        ],
    ),
    "an unknown region in a list": (
        snapshot('"south-america"', '"south-amerika"'),
        ['line 3, [snapshot]: region "south-amerika": there is no such region', 'did you mean "south-america"?'],
    ),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused(case: str, here: Path) -> None:
    """The message has the place, the value, what would be right and the nearest name; nothing is written."""
    data, words = BAD_FILES[case]
    Path("in.toml").write_bytes(data)
    Path("map.svg").write_bytes(BEFORE)
    for arguments in (["render", "in.toml", "-o", "map.svg", "-o", "new.png"], ["show", "in.toml"]):
        result = mapgen(*arguments)
        refused(result, *words)
        assert all(line.startswith("mapgen: ") for line in result.stderr.splitlines())
    assert files_in(here) == {"in.toml": data, "map.svg": BEFORE}
    refused(mapgen("check", "in.toml"), *words)


BAD_OPTIONS = {
    "a missing file": (["nowhere.toml"], ["mapgen: nowhere.toml: there is no such file"]),
    "a folder as the source": (["."], ["mapgen: .: this is a folder; name a record or snapshot file (.toml)"]),
    "a day before the record begins": (
        ["--as-of", "1492-10-12"],
        ['mapgen: date 1492-10-12: before "Governments of South America" begins; the first day it covers is '],
    ),
    "a date that is no date": (
        ["--as-of", "15.12.2025"],
        ["'--as-of': \"15.12.2025\" is no date; write 2025-12-15"],
    ),
    "a day in no calendar": (["--as-of", "2025-02-30"], ['"2025-02-30" is no day: February 2025 has 28 days']),
    "a moment": (["--as-of", "2025-12-15T00:00"], ['"2025-12-15T00:00" is no date; write 2025-12-15']),
    "an unknown region": (
        ["--region", "south-amerika"],
        [
            'mapgen: region "south-amerika": there is no such region; `mapgen regions` lists ',
            'did you mean "south-america"?',
        ],
    ),
    "an unknown theme": (
        ["--theme", "newsprnt"],
        ['mapgen: theme "newsprnt": there is no such theme; there is ', 'did you mean "newsprint"?'],
    ),
    "a missing theme file": (["--theme", "mine.toml"], ["mapgen: mine.toml: there is no such file"]),
    "a slogan of no side": (
        ["--slogan", "lefft=La izquierda"],
        ['\'--slogan\': "lefft" is not one of left, centre or right; did you mean "left"?'],
    ),
    "two slogans of a side": (
        ["--slogan", "left=One", "--slogan", "left=Two"],
        ["mapgen: slogan left: it is given twice; give one for each side"],
    ),
    "a slogan of two lines": (["--slogan", "left=One\nTwo"], ["mapgen: slogan left: ", "control character U+000A"]),
    "a slogan of a bloc without members": (
        ["--slogan", "centre=In between"],
        ["mapgen: slogan centre: no country of this map is in that bloc; leave the slogan out"],
    ),
    "an image without a credit": (
        ["--image", "left=crowd.jpg"],
        ['mapgen: image left: say whose image it is: --image-credit left="Name, licence"'],
    ),
    "a missing image": (
        ["--image", "left=crowd.jpg", "--image-credit", "left=A. Painter"],
        ["mapgen: crowd.jpg: there is no such file"],
    ),
    "a credit without an image": (
        ["--image-credit", "left=A. Painter"],
        ["mapgen: image credit left: there is no image of that bloc to credit"],
    ),
    "no patterns where there is nothing else": (
        ["--theme", "print-bw", "--no-patterns"],
        ['mapgen: no patterns: patterns alone tell classes of the theme "print-bw" apart'],
    ),
    "an unknown language": (
        ["--lang", "ess"],
        [f'mapgen: language "ess": there is no such language; there is {listed(languages())}; did you mean "es"?'],
    ),
    "an unknown basis": (
        ["--basis", "electd"],
        ['\'--basis\': "electd" is not one of office or elected; did you mean "elected"?'],
    ),
    "an unknown size": (
        ["--size", "articel"],
        ['mapgen: size "articel": there is no such size; write article, phone, og, ', 'did you mean "article"?'],
    ),
    "too small a size": (["--size", "199x800"], ['size "199x800": each side must be from 200 to 8000 pixels']),
    "too large a size": (["--size", "800x8001"], ['size "800x8001": each side must be from 200 to 8000 pixels']),
    "an unknown number of classes": (["--classes", "4"], ["'--classes': \"4\" is not one of 3 or 5"]),
    "an unknown scale": (["--scale", "50"], ['mapgen: scale "50": write 110m, 50m or 10m; did you mean "50m"?']),
    "an empty title": (["--title", " "], ["'--title': \" \": it is empty"]),
    "a title on two lines": (["--title", "a\nb"], ["it holds the control character U+000A; write it on one line"]),
    "a title without glyphs": (["--title", "南美"], ['no glyph for "南" (U+5357); write it otherwise']),
    "an unknown option": (["--baisis", "office"], ["No such option", "--baisis", "--basis"]),
    "an unknown ending": (
        ["-o", "map.gif"],
        [f'mapgen: map.gif: the ending ".gif" is unknown; write {listed(ENDINGS)}'],
    ),
    "a misspelt ending": (
        ["-o", "map.pgn"],
        [f'the ending ".pgn" is unknown; write {listed(ENDINGS)}; did you mean ".png"?'],
    ),
    "no ending": (["-o", "map"], [f'mapgen: map: the ending "" is unknown; write {listed(ENDINGS)}']),
    "a folder as the output": (["-o", "."], ["mapgen: .: this is a folder; name a file, such as map.png"]),
    "an output below a file": (
        ["--force", "-o", "list.toml/map.svg"],
        ["mapgen: list.toml/map.svg: cannot be written, as list.toml is a file and not a folder"],
    ),
    "another day of a list": (
        ["list.toml", "--as-of", "2025-12-16"],
        ["mapgen: date 2025-12-16: ", "is a published list of 2025-12-15 and says nothing of another day"],
    ),
    "another basis of a list": (["list.toml", "--basis", "office"], ['basis "office": ', "on the elected basis"]),
}


@pytest.mark.parametrize("case", BAD_OPTIONS)
def test_a_bad_option_is_refused(case: str, here: Path) -> None:
    """The message has the option or value, what would be right and the nearest name; no output is written."""
    arguments, words = BAD_OPTIONS[case]
    shutil.copy(moments.LIST, "list.toml")
    Path("map.svg").write_bytes(BEFORE)
    before = files_in(here)
    refused(mapgen("render", *arguments, "-o", "map.svg", "-o", "new.svg"), *words)
    assert files_in(here) == before


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    """The message for a misspelt command has the nearest one."""
    refused(mapgen("rendr"), 'No such command "rendr"; did you mean "render"?')


def test_every_problem_is_on_a_line_of_its_own() -> None:
    """All problems of a file are printed together, one per line."""
    text = changed(RECORD, 'alignment = "right"', 'alignment = "rigth"')
    Path("in.toml").write_bytes(changed(text, "= 2022-03-11", '= "soon"').encode())
    result = mapgen("render", "in.toml")
    refused(result, 'alignment = "rigth"', 'start = "soon"')
    assert len(result.stderr.splitlines()) == 2


def test_a_message_cannot_command_the_terminal() -> None:
    """Control characters in a file or in its name are printed as numbers."""
    result = mapgen("render", "\x1b[31mno.toml")
    refused(result, "\\u001b[31mno.toml: there is no such file")
    assert "\x1b" not in result.stderr


# --- Errors of the system --------------------------------------------------------------------------------------


def without_privilege() -> None:
    """Drop root's right to ignore permissions (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH), as users have none."""
    if os.geteuid() == 0:
        drop = 24  # PR_CAPBSET_DROP
        library = ctypes.CDLL(None)
        for capability in (1, 2):
            library.prctl(drop, capability, 0, 0, 0)


def test_a_folder_that_cannot_be_written_is_named(here: Path, command: Command) -> None:
    """The message has the path and the reason; the folder's content does not change."""
    folder = here / "locked"
    folder.mkdir()
    (folder / "map.svg").write_bytes(BEFORE)
    folder.chmod(0o500)
    done = command("render", *KAST, "--force", "-o", "map.png", "-o", "locked/map.svg", before=without_privilege)
    refused(done, "mapgen: locked/map.svg: cannot be written (Permission denied); what stood there before is untouched")
    folder.chmod(0o700)
    assert files_in(here) == {"locked/map.svg": BEFORE}


def test_a_folder_that_cannot_be_looked_into_is_named(here: Path, command: Command) -> None:
    """An output in such a folder, or a source from it, gives no traceback."""
    folder = here / "locked"
    folder.mkdir()
    folder.chmod(0)
    output = command("render", *KAST, "-o", "locked/deep/map.svg", before=without_privilege)
    source = command("render", "locked/list.toml", before=without_privilege)
    folder.chmod(0o700)
    refused(output, "mapgen: locked/deep/map.svg: cannot be written (Permission denied)")
    refused(source, "mapgen: locked/list.toml: cannot be read (Permission denied)")
    assert files_in(here) == {}


def test_an_unreadable_file_is_named(here: Path, command: Command) -> None:
    """The message for a source without read permission has the reason."""
    path = here / "list.toml"
    shutil.copy(moments.LIST, path)
    path.chmod(0)
    for name in ("render", "show", "check"):
        refused(command(name, "list.toml", before=without_privilege), "list.toml: cannot be read (Permission denied)")


def test_a_disk_that_fills_leaves_the_old_maps(here: Path, command: Command) -> None:
    """If a map does not fit, both old files stay unchanged, and no partial or temporary file remains."""
    for name in ("map.png", "map.svg"):
        (here / name).write_bytes(BEFORE)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))

    done = command(
        "render", *KAST, "--force", "-o", "map.svg", "-o", "map.png", before=little_room, PYTHONDONTWRITEBYTECODE="1"
    )
    refused(done, "mapgen: map.png: cannot be written (File too large); what stood there before is untouched")
    assert files_in(here) == {"map.png": BEFORE, "map.svg": BEFORE}


def test_a_name_too_long_is_refused(here: Path) -> None:
    """A path that the system refuses gives a message."""
    result = mapgen("render", *KAST, "--size", "300x400", "-o", f"{'a' * 300}.svg")
    refused(result, "cannot be written (File name too long)")
    assert files_in(here) == {}


def test_interrupting_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a map is drawn ends the command with 130, and nothing is written."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mapgen.pipeline.lay_out", interrupted)
    result = CliRunner().invoke(main, ["render", *KAST])
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == f"{READ_SHIPPED}\nmapgen: interrupted\n"
    assert files_in(Path()) == {}


def test_a_map_can_be_dressed(here: Path) -> None:
    """Patterns, slogans and images are options, and the file's metadata list them."""
    Image.new("RGB", (60, 40), "#224466").save(here / "sea.png")
    result = mapgen(
        *("render", *KAST, "--patterns", "--slogan", "left=La izquierda retrocede", "--image", "right=sea.png"),
        *("--image-credit", "right=A. Painter", "-o", "map.svg"),
    )
    assert result.exit_code == 0, result.stderr
    document = (here / "map.svg").read_text(encoding="utf-8")
    digest = hashlib.sha256((here / "sea.png").read_bytes()).hexdigest()
    said = f'patterns=yes slogan.left="La izquierda retrocede" image.right=sha256:{digest}'
    assert said in document
    assert ">retrocede</text>" in document
    assert "Picture in Right: A. Painter." in document


def test_a_copy_of_a_theme_is_a_theme(here: Path) -> None:
    """A copy of each shipped theme, with one colour changed, passes the check and draws a map."""
    for name in theme_names():
        text = package_path(f"themes/{name}.toml").read_text(encoding="utf-8")
        (here / "mine.toml").write_text(re.sub(r'quiet( *)= "#\w+"', r'quiet\1= "#777777"', text), encoding="utf-8")
        assert "#777777" in (here / "mine.toml").read_text(encoding="utf-8")
        checked = mapgen("check", "--theme", "mine.toml")
        assert checked.exit_code == 1
        # A line for each ground on which the colour stands, and no line twice.
        lines = checked.stdout.splitlines()
        assert all("[page] quiet = #777777: " in line for line in lines), checked.stdout
        assert 1 <= len({line.partition(":1 to ")[2] for line in lines}) == len(lines), checked.stdout
        assert mapgen("render", *KAST, "--theme", "mine.toml", "-o", "map.svg").exit_code == 0


def test_check_holds_a_theme_to_the_gate(here: Path) -> None:
    """A theme that fails gives exit code 1, with the colour, the value and the limit; a shipped theme passes."""
    text = package_path("themes/newsprint.toml").read_text(encoding="utf-8")
    (here / "mine.toml").write_text(text.replace("#e8505b", "#ee9999"), encoding="utf-8")
    result = mapgen("check", "--theme", "mine.toml")
    assert result.exit_code == 1
    assert "unfit   mine.toml: [three] left = #ee9999: 2.08:1 to the page #fbfaf7; at least 3:1\n" in result.stdout
    assert mapgen("check", "--theme", "dark").exit_code == 0
    refused(mapgen("check", "--theme", "drak"), "there is no such theme; there is ", 'did you mean "dark"?')
    refused(mapgen("check", "--theme", "dark", "mine.toml"), "give one of the two")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("left", '"left" is no SIDE=TEXT; write a name, an equals sign and a value.'),
        ("=text", "is no SIDE=TEXT"),
        ("left= ", "is no SIDE=TEXT"),
        ("lefft=text", '"lefft" is not one of left or right; did you mean "left"?'),
    ],
)
def test_what_is_no_pair_is_refused(value: str, message: str) -> None:
    """NAME=VALUE needs both parts, and a known name."""
    with pytest.raises(click.BadParameter, match=re.escape(message)):
        Pair("SIDE=TEXT", ("left", "right")).convert(value, None, None)


def test_a_pair_is_parted_at_its_first_equals_sign() -> None:
    """The value may have further equals signs."""
    assert Pair("SIDE=TEXT", ("left", "right")).convert(" left = a=b ", None, None) == ("left", "a=b")
