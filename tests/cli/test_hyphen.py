"""`-` in the place of a file: standard input and standard output, in every command where one file goes in or out."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from calling import mapgen
from click.testing import CliRunner, Result

import mapgen as api
from mapgen.cli.main import main
from mapgen.cli.options import FilePath, NameOrFile, OperandText, OutputPath, PairWithFile
from mapgen.digests.reading import metadata_in
from mapgen.disk.shipped import package_path, shipped_path
from mapgen.errors import InputError

pytestmark = pytest.mark.usefixtures("here", "small_embeds")
KAST = ("--as-of", "2025-12-15", "--basis", "elected")
SMALL = ("--size", "300x400", "--scale", "110m")
RENDER = ("render", "shipped", *KAST, *SMALL)
EMBED = ("embed", "shipped", *KAST, "--scale", "110m", "-o", "folder")
COMMONS = ("commons", "shipped", *KAST, "--scale", "110m", "-o", "folder")
PAGE = ("page", "shipped", "--from", "2025-01-01", "--to", "2025-12-31", "--scale", "110m")
STRIP = ("timeline", "shipped", "--from", "2025-01-01", "--to", "2025-12-31", *SMALL, "--format", "strip")
TABLE = Path(__file__).parent.parent / "data" / "tables" / "ideologia.json"
COMPARE = ("compare", "2021-12-31", "2025-12-31", *SMALL)
EXPORT = ("export", "shipped", *KAST)
IMAGE = ("--image-credit", "left=A. Painter")
MANIFEST = b"""
[[map]]
name = "desk"
source = "desk.toml"
as_of = 2025-12-15
size = "300x400"
scale = "110m"
formats = ["svg"]
"""


def record() -> bytes:
    """Return a record that is not the shipped one."""
    return b"# Of a desk.\n" + shipped_path("records/south-america.toml").read_bytes()


def theme() -> bytes:
    """Return a theme."""
    return package_path("themes/dark.toml").read_bytes()


def picture(form: str = "png") -> bytes:
    """Return a map."""
    return mapgen(*RENDER, "-o", "-", "--format", form).stdout_bytes


def view() -> bytes:
    """Return a view that changes nothing of another one."""
    return b'[view]\nname = { en = "Mine", es = "M", pt = "M" }\nbase = "argentina"\n'


def region() -> bytes:
    """Return a region of two states."""
    return b'[region]\nstates = ["NOR", "SWE"]\n'


def manifest() -> bytes:
    """Return a manifest of a map of a record that lies beside it."""
    return MANIFEST


class Read(NamedTuple):
    """A command that reads one file in the place of {}: what the file holds, and a name of it.

    The file that `-` is compared with is called "standard input" as well, so that nothing else may differ.
    """

    arguments: tuple[str, ...]
    content: Callable[[], bytes]
    file: str = "standard input"


# By command and parameter, each file that a command reads.
READ: dict[tuple[str, str], Read] = {
    ("render", "source"): Read(("render", "{}", *KAST, *SMALL, "-o", "out.svg", "-o", "out.png"), record),
    ("render", "theme"): Read((*RENDER, "--theme", "{}"), theme, "standard input.toml"),
    ("render", "view"): Read((*RENDER, "--view", "{}"), view, "standard input.toml"),
    ("render", "images"): Read((*RENDER[:6], "--image", "left={}", *IMAGE, "-o", "out.svg"), picture),
    ("embed", "source"): Read(("embed", "{}", *EMBED[2:]), record),
    ("embed", "theme"): Read((*EMBED, "--theme", "{}"), theme, "standard input.toml"),
    ("embed", "view"): Read((*EMBED, "--view", "{}"), view, "standard input.toml"),
    ("embed", "images"): Read((*EMBED, "--image", "left={}", *IMAGE), picture),
    ("commons", "source"): Read(("commons", "{}", *COMMONS[2:]), record),
    ("commons", "theme"): Read((*COMMONS, "--theme", "{}"), theme, "standard input.toml"),
    ("commons", "view"): Read((*COMMONS, "--view", "{}"), view, "standard input.toml"),
    ("page", "source"): Read(("page", "{}", *PAGE[2:], "-o", "out.html"), record),
    ("page", "theme"): Read((*PAGE, "--theme", "{}", "-o", "out.html"), theme, "standard input.toml"),
    ("page", "view"): Read((*PAGE, "--view", "{}", "-o", "out.html"), view, "standard input.toml"),
    ("timeline", "source"): Read(("timeline", "{}", *STRIP[2:], "-o", "out.svg"), record),
    ("timeline", "theme"): Read((*STRIP, "--theme", "{}", "-o", "out.svg"), theme, "standard input.toml"),
    ("timeline", "view"): Read((*STRIP, "--view", "{}", "-o", "out.svg"), view, "standard input.toml"),
    ("compare", "a"): Read(("compare", "{}", "el-ciudadano-2025-12-15", "--format", "json"), record),
    ("compare", "b"): Read(("compare", "--format", "json", "--", "2025-12-15", "{}@2021-12-31/elected"), record),
    ("compare", "theme"): Read((*COMPARE, "--theme", "{}", "-o", "out.svg"), theme, "standard input.toml"),
    ("compare", "view"): Read((*COMPARE, "--view", "{}", "-o", "out.svg"), view, "standard input.toml"),
    ("show", "source"): Read(("show", "{}", *KAST, "--format", "json"), record),
    ("check", "source"): Read(("check", "{}", "--as-of", "2026-11-23"), record),
    ("check", "theme"): Read(("check", "--theme", "{}"), theme, "standard input.toml"),
    ("export", "source"): Read(("export", "{}", *KAST, "-o", "out.geojson", "-o", "out.xlsx"), record),
    ("export", "view"): Read((*EXPORT, "--view", "{}", "-o", "out.geojson"), view, "standard input.toml"),
    ("regions", "name"): Read(("regions", "{}", "--format", "json"), region, "standard input.toml"),
    ("views", "name"): Read(("views", "{}", "--format", "json"), view, "standard input.toml"),
    ("cite", "source"): Read(("cite", "{}", *KAST, "--format", "csl"), record),
    ("calendar", "source"): Read(("calendar", "{}", "--as-of", "2026-11-23"), record),
    ("names", "texts"): Read(("names", "{}", "--format", "json"), lambda: b"Chile\nUSSR\n"),
    ("log", "source"): Read(("log", "Peru", "{}"), record),
    ("verify", "files"): Read(("verify", "{}", "--format", "json"), picture),
    ("verify", "records"): Read(("verify", "published.svg", "--record", "{}"), record),
    ("batch", "manifest"): Read(("batch", "{}", "--jobs", "1"), manifest),
    ("import", "path"): Read(("import", "{}", "--as-of", "2025-12-15", "-o", "out.toml"), TABLE.read_bytes),
}
# Of each parameter that names what is written: a command, the options for standard output, and a file of that format.
WRITTEN: dict[tuple[str, str], list[tuple[tuple[str, ...], tuple[str, ...], str]]] = {
    ("render", "outputs"): [(RENDER, ("--format", form), f"out.{form}") for form in ("png", "svg", "pdf")],
    ("show", "outputs"): [
        (("show", "shipped", *KAST), (), "out.txt"),
        *[
            (("show", "shipped", *KAST), ("--format", form), f"out.{ending}")
            for form, ending in {"table": "txt", "csv": "csv", "json": "json", "markdown": "md"}.items()
        ],
    ],
    ("export", "outputs"): [
        ((*EXPORT, "--scale", "110m") if form in {"geojson", "topojson"} else EXPORT, ("--format", form), f"out.{form}")
        for form in ("geojson", "topojson", "csv", "json", "xlsx")
    ],
    ("compare", "outputs"): [(COMPARE, ("--format", form), f"out.{form}") for form in ("png", "svg", "pdf")],
    ("timeline", "outputs"): [
        ((*STRIP[:-2], "--format", form), (), f"out.{ending}")
        for form, ending in {"gif": "gif", "webp": "webp", "strip": "svg", "grid": "svg"}.items()
    ],
    ("page", "output"): [(PAGE, (), "out.html")],
    ("import", "output"): [(("import", str(TABLE), "--as-of", "2025-12-15"), (), "out.toml")],
}
# Of each parameter of a file or folder that no stream can be: a command, and why `-` is refused.
REFUSED = {
    ("update", "path"): (("update", "Peru", "--record", "-", "--reviewed", "2026-01-01"), "only a file can be changed"),
    ("undo", "path"): (("undo", "-"), "only a file can be changed"),
    ("import", "record"): (("import", str(TABLE), "--readings", "--record", "-"), "only a file can be changed"),
    ("init", "folder"): (("init", "-"), "init makes a folder"),
    ("export", "package"): (("export", "--package", "-"), "--package writes a folder"),
    ("embed", "folder"): ((*EMBED[:-1], "-"), "embed writes a folder of files"),
    ("commons", "folder"): ((*COMMONS[:-1], "-"), "commons writes a folder of files"),
    ("verify", "trust"): (("verify", "x.svg", "--trust", "-"), "a list of certificates is read from a file"),
    **{
        (command[0], name): ((*command, option, "-"), "what signs is read from files")
        for command in (RENDER, EMBED, COMMONS, STRIP, COMPARE)
        for name, option in (("sign", "--sign"), ("sign_key", "--sign-key"))
    },
}
# The region of a source is the file that the source names, so no other file is ever taken.
NEVER_A_STREAM = {"region"}


def piped(data: bytes | str, *arguments: str) -> Result:
    """Run a command with data on standard input."""
    return CliRunner().invoke(main, list(arguments), input=data, catch_exceptions=False)


def file_parameters() -> Iterator[tuple[str, click.Parameter]]:
    """Yield the parameters of all commands that name a file: by their type, by their metavar, or by -o."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        for param in command.params:
            named = {"FILE", "PATH", "FOLDER", "DIR", "RECORD", "TABLE"} & {
                *(param.metavar or "").strip("[].").split("|")
            }
            of_type = isinstance(param.type, FilePath | NameOrFile | OperandText | PairWithFile)
            if named or of_type or "-o" in param.opts or (param.name == "source" and isinstance(param, click.Argument)):
                yield name, param


# --- Every command ---------------------------------------------------------------------------------------------


def test_every_file_of_every_command_is_a_stream_or_is_refused() -> None:
    """A file that goes in or out is tested here as a stream, or as one that cannot be; a new command joins a table."""
    found = {(name, param.name) for name, param in file_parameters() if param.name not in NEVER_A_STREAM}
    assert found == {*READ, *WRITTEN, *REFUSED}
    written = {(name, param.name) for name, param in file_parameters() if isinstance(param.type, OutputPath)}
    assert written == {*WRITTEN}


def done_in(folder: Path, data: bytes, arguments: Iterable[str]) -> tuple[int, str, str, dict[str, bytes]]:
    """Run a command in a folder; return its exit code, what it printed without its time, and the files it wrote."""
    result = piped(data, *arguments)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "standard input" not in path.name)
    stderr = result.stderr.replace(".toml", "").partition(", in ")[0]
    written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return result.exit_code, result.stdout.replace(".toml", ""), stderr, written


@pytest.mark.parametrize("read", READ.values(), ids=map(" ".join, READ))
def test_a_file_that_goes_in_may_be_standard_input(read: Read, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` does what a file called "standard input" does, byte for byte: messages, origin, files and exit code."""
    data, done = read.content(), {}
    for name in (read.file, "-"):
        folder = here / name.replace("-", "stream")
        folder.mkdir()
        monkeypatch.chdir(folder)
        mapgen(*RENDER, "-o", "published.svg")
        (folder / "desk.toml").write_bytes(record())
        if name == read.file:
            (folder / name).write_bytes(data)
        done[name] = done_in(folder, data, [argument.format(name) for argument in read.arguments])
    assert done[read.file][0] in {0, 1}
    assert done["-"] == done[read.file]


@pytest.mark.parametrize(
    ("command", "options", "file"),
    [case for cases in WRITTEN.values() for case in cases],
    ids=lambda value: value if isinstance(value, str) else " ".join(value)[:40],
)
def test_a_file_that_goes_out_may_be_standard_output(
    here: Path, command: tuple[str, ...], options: tuple[str, ...], file: str
) -> None:
    """`-o -` writes to standard output the bytes of the file, and nothing else anywhere."""
    assert mapgen(*command, "-o", file).exit_code == 0
    data = (here / file).read_bytes()
    (here / file).unlink()
    result = mapgen(*command, *options, "-o", "-")
    assert (result.exit_code, [*here.iterdir()]) == (0, [])
    assert result.stdout_bytes == data


@pytest.mark.parametrize(("arguments", "why"), REFUSED.values(), ids=map(" ".join, REFUSED))
def test_what_no_stream_can_be_is_refused(here: Path, arguments: tuple[str, ...], why: str) -> None:
    """A record to change and a folder cannot be streams: the message says why, and nothing is written."""
    result = mapgen(*arguments)
    assert (result.exit_code, [*here.iterdir()]) == (2, [])
    assert f'"-" means a stream, and {why}; name it ("./-" where it is called "-").' in result.stderr


# --- Standard input --------------------------------------------------------------------------------------------


def test_messages_and_outputs_call_it_standard_input() -> None:
    """A fault has its line and column there, and what is read is named in notes, tables and data."""
    assert piped("[record\n", "show", "-").stderr.startswith("mapgen: standard input, line 1, column 8: not valid TOML")
    wrong = record().replace(b'alignment = "right"', b'alignment = "rihgt"', 1)
    assert "mapgen: standard input, line " in piped(wrong, "show", "-").stderr
    shown = piped(record(), "show", "-", *KAST, "--format", "csv")
    assert shown.stderr == "mapgen: read standard input\n"
    assert all(line.endswith(",standard input") for line in shown.stdout.splitlines()[1:])
    drawn = piped(record(), "render", "-", *RENDER[2:], "-o", "-", "--format", "svg").stdout_bytes
    assert metadata_in(drawn).metadata["origin"] == "standard input"


def test_paths_in_it_are_relative_to_the_current_folder(here: Path) -> None:
    """A record on standard input lies nowhere, so a region that it names is looked for here."""
    region = shipped_path("regions/south-america.toml").read_bytes()
    (here / "mine.toml").write_bytes(region)
    mine = record().replace(b'"south-america"', b'"mine.toml"', 1)
    assert piped(mine, "show", "-", *KAST).exit_code == 0
    (here / "mine.toml").unlink()
    assert "mine.toml: there is no such file" in piped(mine, "show", "-", *KAST).stderr


def test_only_one_file_is_standard_input() -> None:
    """Standard input can be read once: a second `-` is refused, whichever parameters the two are."""
    for arguments in (
        ("compare", "-", "-"),
        ("verify", "-", "--record", "-"),
        ("verify", "-", "-"),
        ("render", "-", "--theme", "-"),
        ("render", "--image", "left=-", "--image", "right=-"),
    ):
        result = piped(record(), *arguments)
        assert result.exit_code == 2
        assert (
            "standard input can be read once, so only one - can be given; name a file for the other." in result.stderr
        )


def test_standard_input_on_a_day_stands_after_two_hyphens() -> None:
    """`-@DATE` would be an option: the message says how to write it, and so it works."""
    result = piped(record(), "compare", "-@2021-12-31", "2025-12-31")
    assert result.exit_code == 2
    hint = "to name standard input, write -- before it: -- -@2021-12-31"
    assert f'No such option "-@2021-12-31"; {hint}' in result.stderr
    assert piped(record(), "compare", "--", "-@2021-12-31", "2025-12-31").exit_code == 0


def test_each_command_reads_anew() -> None:
    """Two commands of one process each read their own standard input."""
    for title in ("First", "Second"):
        titled = record().replace(b"Governments of South America", title.encode(), 1)
        assert f'"{title}"' in piped(titled, "-v", "show", "-").stderr


def test_nothing_on_standard_input_is_an_error() -> None:
    """Without a byte, or with blanks alone, the message names standard input."""
    for arguments in (("show", "-"), ("check", "-"), ("render", "--theme", "-"), ("batch", "-"), ("verify", "-")):
        result = piped("", *arguments)
        assert result.exit_code == 2
        assert "standard input" in result.output
        assert "it is empty; send a file in, by < FILE or COMMAND |" in result.output
    assert "mapgen: standard input: the file is empty" in piped(" \n", "show", "-").stderr


def test_standard_input_is_read_up_to_a_bound() -> None:
    """More than the largest file of its kind is refused, in the words for a file."""
    result = piped(b"#" * 60_000_001, "show", "-")
    assert (result.exit_code, result.stderr) == (
        2,
        "mapgen: standard input: it is larger than 60 MB; nothing larger is read\n",
    )


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_a_published_file_is_verified_by_its_content(form: str) -> None:
    """What standard input holds is known by its content; an altered file is found out there as well."""
    data = picture(form)
    result = piped(data, "verify", "-")
    assert (result.exit_code, result.stdout) == (0, "standard input: unchanged\n")
    if form == "svg":
        assert piped(data.replace(b"Kast", b"Kost"), "verify", "-").stdout.startswith("standard input: altered")
    assert "neither PNG, SVG, PDF, HTML, GIF, WebP nor MP4" in piped("text", "verify", "-").stdout


def test_nothing_lies_beside_a_published_file_on_standard_input(here: Path) -> None:
    """The images beside a page that is named are checked with it; those of the folder here are not a piped page's."""
    assert mapgen(*EMBED[:-1], ".").exit_code == 0
    data = (here / "embed.html").read_bytes()
    for path in here.glob("*.png"):
        path.write_bytes(b"altered")
    assert mapgen("verify", "embed.html").stdout.startswith("embed.html: altered")
    assert piped(data, "verify", "-").stdout == "standard input: unchanged\n"


def test_a_manifest_on_standard_input_keeps_no_note_and_is_not_watched(here: Path) -> None:
    """Its maps are drawn again on each run, nothing is kept beside it, and --watch is refused."""
    (here / "desk.toml").write_bytes(record())
    for _ in range(2):
        result = piped(MANIFEST, "batch", "-", "--jobs", "1")
        assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert sorted(path.name for path in here.iterdir()) == ["desk.toml", "outputs"]
    watched = piped(MANIFEST, "batch", "-", "--watch")
    assert (watched.exit_code, watched.stderr) == (
        2,
        "mapgen: standard input: it is read once and cannot be watched; name the manifest's file\n",
    )


def test_a_file_called_hyphen_is_named_by_its_folder(here: Path) -> None:
    """`./-` is a file, to read and to write; in Python and in manifests `-` is always one."""
    (here / "-").write_bytes(record())
    assert piped("", "show", "./-", *KAST).stderr == "mapgen: read -\n"
    assert isinstance(api.read("-"), api.Record)
    (here / "-").unlink()
    with pytest.raises(InputError, match=r"^-: there is no such file"):
        api.read("-")


# --- Standard output -------------------------------------------------------------------------------------------


def test_other_files_are_written_too_and_their_paths_are_notes(here: Path) -> None:
    """With `-o - -o FILE` both are written; standard output has the data alone, the path goes to stderr."""
    for arguments in (("-o", "-", "-o", "out.png", "--format", "svg"), ("--format", "svg", "-o", "out.png", "-o", "-")):
        result = mapgen(*RENDER, *arguments)
        assert result.stdout_bytes == picture("svg")
        assert result.stderr.splitlines()[-1] == "mapgen: out.png" or "mapgen: out.png\n" in result.stderr
        assert (here / "out.png").read_bytes() == picture()


def test_captions_leave_standard_output_alone() -> None:
    """With `-o -` the texts of --caption go to stderr."""
    result = mapgen(*RENDER, "--caption", "-o", "-", "--format", "svg")
    assert result.stdout_bytes == picture("svg")
    assert "\nAlt text: Map of South America" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*RENDER, "-o", "-"), "-o -: standard output has no ending; say the format: --format png, svg or pdf"),
        (
            (*STRIP[:-2], "-o", "-"),
            "-o -: standard output has no ending; say the format: --format gif, mp4, webp, grid",
        ),
        ((*COMPARE, "-o", "-"), "-o -: standard output has no ending; say the format: --format table, json, csv"),
        ((*RENDER, "-o", "-", "-o", "-", "--format", "svg"), "-o -: is given twice; standard output takes one file"),
        (("show", "-o", "-", "-o", "-"), "-o -: is given twice; standard output takes one file"),
        ((*COMPARE, "-o", "-", "-o", "-", "--format", "json"), "-o -: is given twice; standard output takes one file"),
        ((*COMPARE, "--format", "svg"), "--format svg: is of a map on standard output; add -o -, or write -o map.svg"),
        (
            (*RENDER, "-o", "out.png", "--format", "svg"),
            "out.png: the ending means png, and --format svg; leave --format",
        ),
    ],
)
def test_what_cannot_go_to_standard_output_is_refused(here: Path, arguments: tuple[str, ...], message: str) -> None:
    """Without a format, twice, or in a format that contradicts a file, the message says what would be right."""
    result = mapgen(*arguments)
    assert (result.exit_code, result.stdout, [*here.iterdir()]) == (2, "", [])
    assert f"mapgen: {message}" in result.stderr


def test_a_comparison_sends_its_answer_or_its_map() -> None:
    """With the format of an answer `-o -` is as without -o, also beside a file; with that of a map it is the map."""
    answer = mapgen(*COMPARE, "--format", "json").stdout
    assert mapgen(*COMPARE, "--format", "json", "-o", "-").stdout == answer
    assert mapgen(*COMPARE, "--format", "json", "-o", "-", "-o", "map.svg").stdout == answer
    assert mapgen(*COMPARE, "--format", "svg", "-o", "-").stdout_bytes == Path("map.svg").read_bytes()


def test_format_without_a_path_is_that_of_the_default_file() -> None:
    """`render --format svg` writes the one file by default that has this ending."""
    assert mapgen(*RENDER, "--format", "svg").stdout.splitlines() == [
        "outputs/south-america-2025-12-15-elected-300x400-110m.svg"
    ]


def test_nothing_is_sent_where_a_file_cannot_be_written(here: Path) -> None:
    """Files are in place before the first byte goes to standard output: where one fails, there is none."""
    (here / "file").touch()
    result = mapgen(*RENDER, "-o", "-", "-o", "file/out.svg", "--format", "svg")
    assert (result.exit_code, result.stdout) == (2, "")


# --- Terminals, and streams of a process of its own --------------------------------------------------------------


def on_terminal(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a command whose standard input and output are a terminal; return its exit code and stderr."""
    main_end, terminal = pty.openpty()
    code = "from mapgen.cli.main import main; main(prog_name='mapgen')"
    command = [sys.executable, "-c", code, *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=terminal, stdout=terminal, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(main_end)
        os.close(terminal)
    return done.returncode, done.stderr


def test_a_terminal_is_not_waited_for(here: Path) -> None:
    """Where standard input is a terminal, a command says what to send instead of waiting."""
    message = "it is a terminal, where nothing waits to be read; send a file in, by < FILE or COMMAND |"
    assert on_terminal(here, "show", "-") == (2, f"mapgen: standard input: {message}\n")


def test_bytes_do_not_go_to_a_terminal(here: Path) -> None:
    """A PNG is refused on a terminal, before it is drawn; an SVG is text."""
    message = "standard output is a terminal, which shows no png; send it on, by > FILE or | COMMAND"
    assert on_terminal(here, *RENDER, "-o", "-", "--format", "png") == (2, f"mapgen: -o -: {message}\n")


def test_maps_pass_through_pipes(here: Path) -> None:
    """A shell hands a record in and a map on: redirected, through a pipe, by /dev/stdin, and to whom stops reading."""
    (here / "desk.toml").write_bytes(record())
    call = f"'{sys.executable}' -c \"from mapgen.cli.main import main; main(prog_name='mapgen')\""
    draw = f"{call} -q render - {' '.join((*KAST, *SMALL))} -o - --format svg"
    lines = (
        f"{draw} < desk.toml > one.svg",
        f"cat desk.toml | {draw} | cat > two.svg",
        f"{call} -q show /dev/stdin < desk.toml > /dev/null",
        f"{call} -q verify - < one.svg",
        f"{draw} < desk.toml | head -c 20 > /dev/null",
    )
    done = subprocess.run(["sh", "-c", " && ".join(lines)], cwd=here, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "standard input: unchanged\n", "")
    assert (here / "one.svg").read_bytes() == (here / "two.svg").read_bytes()


def test_a_file_that_is_standard_input_is_not_written(here: Path) -> None:
    """`- -o FILE < FILE` would write the file that is read: it is refused, as by its name."""
    (here / "out.csv").write_bytes(record())
    call = [sys.executable, "-c", "from mapgen.cli.main import main; main(prog_name='mapgen')"]
    with (here / "out.csv").open("rb") as file:
        done = subprocess.run(
            [*call, "-q", "show", "-", "--force", "-o", "out.csv"],
            cwd=here,
            stdin=file,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, (here / "out.csv").read_bytes()) == (2, record())
    assert done.stderr == "mapgen: out.csv: it is the input standard input, which is never written; name another file\n"
