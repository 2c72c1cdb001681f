"""One rule for every command: the source that is given, else the user's own record, else the shipped one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import moments
import pytest
from calling import mapgen
from notes import READ_SHIPPED, read_note

from mapgen.digests.reading import metadata_in
from mapgen.disk.shipped import shipped_path

pytestmark = pytest.mark.usefixtures("here")
SMALL = ("--size", "300x400", "--scale", "110m")
# A command for each way of reading a record, without a SOURCE.
READERS = {
    "render": ["render", "--as-of", "2025-12-15", *SMALL, "-o", "out.svg"],
    "embed": ["embed", "--as-of", "2025-12-15", "--scale", "110m", "-o", "out"],
    "commons": ["commons", "--as-of", "2025-12-15", "--scale", "110m", "-o", "out"],
    "page": ["page", "--from", "2025-12-01", "--to", "2025-12-31", "--scale", "110m", "-o", "out.html"],
    "show": ["show", "--as-of", "2025-12-15"],
    "show of many days": ["show", "--from", "2025-12-01", "--to", "2025-12-31", "--every", "month"],
    "check": ["check", "--as-of", "2025-12-15"],
    "calendar": ["calendar", "--as-of", "2025-12-15"],
    "log": ["log", "Chile"],
    "timeline": ["timeline", "--from", "2025-12-01", "--to", "2025-12-31", "--format", "strip", "-o", "out.svg"],
    "compare": ["compare", "2025-12-01", "2025-12-31"],
}


def own_record(path: Path) -> Path:
    """Write the record of the day before Chile's runoff, in which another coder calls it their own."""
    text = shipped_path("records/south-america-2025-12-13.toml").read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace('coder   = "mapgen"', 'coder   = "Our desk"'), encoding="utf-8")
    return path


@pytest.mark.parametrize("arguments", READERS.values(), ids=READERS)
def test_every_command_reads_the_record_of_the_folder(arguments: list[str], here: Path) -> None:
    """A record.toml in the current folder is read by every command, which says so on stderr."""
    own_record(here / "record.toml")
    done = mapgen(*arguments)
    assert done.exit_code in {0, 1}, done.stderr
    assert done.stderr.splitlines()[0] == read_note("record.toml").strip()


@pytest.mark.parametrize("arguments", READERS.values(), ids=READERS)
def test_without_one_the_shipped_record_is_read_by_its_name(arguments: list[str]) -> None:
    """In an empty folder every command reads the shipped record, and says its name and day."""
    done = mapgen(*arguments)
    assert done.exit_code in {0, 1}, done.stderr
    assert done.stderr.splitlines()[0] == READ_SHIPPED.strip()


def test_the_variable_names_a_record_for_every_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MAPGEN_RECORD comes before the record of the folder; `shipped` in it means the shipped one."""
    own_record(here / "record.toml")
    elsewhere = own_record(here / "desk" / "governments.toml")
    monkeypatch.setenv("MAPGEN_RECORD", str(elsewhere))
    assert mapgen("show", "--as-of", "2025-12-15").stderr == read_note(elsewhere)
    monkeypatch.setenv("MAPGEN_RECORD", "shipped")
    assert mapgen("show", "--as-of", "2025-12-15").stderr == READ_SHIPPED


def test_a_variable_that_names_no_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable and its value; the shipped record is not taken in its place."""
    monkeypatch.setenv("MAPGEN_RECORD", "gone.toml")
    done = mapgen("show")
    assert done.exit_code == 2
    assert done.stderr == 'mapgen: MAPGEN_RECORD: there is no file "gone.toml"; name a record, or unset the variable\n'


def test_the_variable_takes_the_names_of_shipped_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """MAPGEN_RECORD may name a shipped record as SOURCE does."""
    monkeypatch.setenv("MAPGEN_RECORD", "south-america-2025-12-13")
    said = "mapgen: read the record south-america-2025-12-13 shipped with mapgen\n"
    assert mapgen("show", "--as-of", "2025-12-15").stderr == said


@pytest.mark.parametrize("kind", ["dangling link", "folder"])
def test_a_record_that_cannot_be_read_is_not_replaced_by_another(kind: str, here: Path) -> None:
    """A record.toml that is a link to nowhere or a folder is refused: the shipped record is not guessed."""
    if kind == "folder":
        (here / "record.toml").mkdir()
    else:
        (here / "record.toml").symlink_to("unmounted/record.toml")
    done = mapgen("show")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("mapgen: record.toml: ")


def test_a_list_by_the_variable_has_no_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the list that the variable names."""
    monkeypatch.setenv("MAPGEN_RECORD", str(moments.LIST))
    assert f"mapgen: {moments.LIST}: a snapshot knows one day only" in mapgen("calendar").stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("shipped", READ_SHIPPED),
        ("record", read_note("record.toml")),
        ("el-ciudadano-2025-12-15", "mapgen: read the list el-ciudadano-2025-12-15 shipped with mapgen\n"),
        ("south-america-2025-12-13", "mapgen: read the record south-america-2025-12-13 shipped with mapgen\n"),
    ],
)
def test_shipped_sources_have_names(name: str, said: str, here: Path) -> None:
    """`shipped`, `record` and the names of shipped records and lists are sources of every command."""
    own_record(here / "record.toml")
    assert mapgen("show", name, "--as-of", "2025-12-15").stderr == said


def test_a_file_comes_before_a_name(here: Path) -> None:
    """A file of exactly the name is read, and not the shipped source."""
    own_record(here / "shipped")
    assert mapgen("show", "shipped", "--as-of", "2025-12-15").stderr == read_note("shipped")


def test_a_misspelt_name_gets_the_nearest() -> None:
    """A source that is neither a file nor a name is refused, with the nearest name."""
    done = mapgen("show", "el-ciudadano-2025-12-16")
    assert done.exit_code == 2
    assert done.stderr == (
        'mapgen: el-ciudadano-2025-12-16: there is no such file; did you mean "el-ciudadano-2025-12-15"?\n'
    )


def test_an_update_and_the_next_map_are_of_one_record(here: Path) -> None:
    """In a folder from init, what update has recorded is what show then shows."""
    assert mapgen("init").exit_code == 0
    assert mapgen("update", "Chile", "--reviewed", "2026-10-06", "--note", "Seen.", "--yes").exit_code == 0
    assert "Seen." in (here / "record.toml").read_text(encoding="utf-8")
    done = mapgen("check", "--as-of", "2026-10-24")
    assert "CHL: not reviewed since 2026-10-06" in done.stdout
    assert done.stderr.splitlines()[0] == "mapgen: read record.toml"


def test_outputs_say_which_record_they_show(here: Path) -> None:
    """Metadata of pictures and rows of tables name the record: the file without its folders, or the shipped one."""
    own_record(here / "record.toml")
    assert mapgen(*READERS["render"]).exit_code == 0
    assert metadata_in((here / "out.svg").read_bytes()).metadata["origin"] == "record.toml"
    rows = json.loads(mapgen("show", "shipped", "--as-of", "2025-12-15", "--format", "json").stdout)
    assert {row["record"] for row in rows} == {READ_SHIPPED.removeprefix("mapgen: read ").strip()}


def test_words_of_a_comparison_follow_the_rule(here: Path) -> None:
    """A date alone and `record` are of the record of the folder, `shipped` is the shipped one."""
    own_record(here / "record.toml")
    done = mapgen("compare", "record@2025-12-15", "shipped@2025-12-15")
    assert done.stderr == read_note("record.toml") + READ_SHIPPED
    assert mapgen("compare", "2025-12-10", "2025-12-15").stderr == read_note("record.toml")


def test_a_manifest_takes_the_record_beside_it(here: Path) -> None:
    """A map without a source is of the record in the manifest's folder, wherever the command runs."""
    own_record(here / "maps" / "record.toml")
    manifest = here / "maps" / "maps.toml"
    manifest.write_text('[[map]]\nas_of = 2025-12-15\nscale = "110m"\noutput = "a.{format}"\nformats = "svg"\n')
    done = mapgen("batch", manifest)
    assert done.exit_code == 0
    assert done.stderr.startswith(read_note(here / "maps" / "record.toml"))
    assert metadata_in((here / "maps" / "a.svg").read_bytes()).metadata["coder"] == "Our desk"


def test_a_file_is_verified_against_the_record_that_it_names(here: Path) -> None:
    """A map of the folder's record is checked against that, one of the shipped record against the shipped one."""
    shutil.copy(shipped_path("records/south-america.toml"), here / "record.toml")
    text = (here / "record.toml").read_text(encoding="utf-8")
    (here / "record.toml").write_text(text.replace("José Antonio Kast", "J. A. Kast"), encoding="utf-8")
    kast = ("--as-of", "2025-12-15", "--basis", "elected", *SMALL)
    assert mapgen("render", *kast, "-o", "own.svg").exit_code == 0
    assert mapgen("render", "shipped", *kast, "-o", "shipped.svg").exit_code == 0
    done = mapgen("verify", "own.svg", "shipped.svg")
    assert done.exit_code == 0, done.stdout
    assert "own.svg: unchanged" in done.stdout
    assert "read record.toml" in done.stderr
    assert READ_SHIPPED in done.stderr


def test_a_list_is_a_source_by_its_path() -> None:
    """A shipped list given by its path is called by its name."""
    assert mapgen("show", moments.LIST).stderr == "mapgen: read the list el-ciudadano-2025-12-15 shipped with mapgen\n"
