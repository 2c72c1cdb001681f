"""`mapgen init`: files of one's own, on which every command works."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.disk.shipped import shipped_path
from mapgen.editing.starter import starter_files
from mapgen.record.model import Record
from mapgen.sources.reading import read_source

Command = Callable[..., subprocess.CompletedProcess[str]]
NAMES = [
    "README.md",
    "manifest.schema.json",
    "maps.toml",
    "record.schema.json",
    "record.toml",
    "snapshot.schema.json",
    "snapshot.toml",
]


@pytest.fixture
def started(tmp_path: Path, command: Command) -> Path:
    """Return a folder that `mapgen init` has filled."""
    done = command("init", "mine")
    assert (done.returncode, done.stderr) == (0, "")
    return tmp_path / "mine"


def test_it_makes_all_that_one_edits_and_prints_each_path(tmp_path: Path, command: Command) -> None:
    """In a folder that need not be there yet."""
    done = command("init", "new/mine")
    assert sorted(done.stdout.split()) == [f"new/mine/{name}" for name in NAMES]
    assert sorted(path.name for path in (tmp_path / "new" / "mine").iterdir()) == NAMES


def test_it_fills_the_current_folder_when_none_is_named(tmp_path: Path, command: Command) -> None:
    """What is there beside stays."""
    (tmp_path / "notes.txt").write_text("mine")
    assert command("init").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*NAMES, "notes.txt"])


@pytest.mark.parametrize("name", NAMES)
def test_it_refuses_to_overwrite(name: str, tmp_path: Path, command: Command) -> None:
    """One file of those that it would make is enough; then it makes none of them."""
    (tmp_path / name).write_text("mine")
    done = command("init")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"mapgen: {name}: is there already; name another folder, or move it away\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_a_link_to_nowhere_is_there(tmp_path: Path, command: Command) -> None:
    """It is neither followed nor replaced: whoever made it had a file in mind."""
    (tmp_path / "record.toml").symlink_to("elsewhere.toml")
    done = command("init")
    assert done.returncode == 2
    assert done.stderr == "mapgen: record.toml: is there already; name another folder, or move it away\n"
    assert [path.name for path in tmp_path.iterdir()] == ["record.toml"]
    assert (tmp_path / "record.toml").is_symlink()


def test_a_file_is_no_folder(tmp_path: Path, command: Command) -> None:
    """The message says which file stands in the way."""
    (tmp_path / "mine").write_text("")
    done = command("init", "mine")
    assert done.returncode == 2
    assert "mine is a file and not a folder" in done.stderr


def test_the_record_is_the_shipped_one(shipped_record: Record) -> None:
    """But for its first line, which names the schema that lies beside it here."""
    files = starter_files(Path("mine"))
    record = files[Path("mine/record.toml")].decode().split("\n")
    shipped = shipped_path("records/south-america.toml").read_text(encoding="utf-8").split("\n")
    assert record[0] == "#:schema ./record.schema.json"
    assert record[1:] == shipped[1:]
    assert len(tomllib.loads("\n".join(record))["government"]) == len(shipped_record.governments)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".toml")])
def test_each_first_line_names_a_schema_that_lies_beside_it(name: str, started: Path) -> None:
    """So that an editor completes and checks the file at once."""
    first = (started / name).read_text(encoding="utf-8").split("\n")[0]
    assert (started / first.removeprefix("#:schema ")).is_file()


@pytest.mark.parametrize("name", ["record.toml", "snapshot.toml"])
def test_its_files_are_sound(name: str, started: Path) -> None:
    """Both can be read as they are."""
    read_source(started / name)


@pytest.mark.parametrize(
    "arguments",
    [
        "show record.toml --as-of 2025-12-15 --basis elected",
        "show snapshot.toml --format csv",
        "show record.toml --from 1998-12-31 --to 2000-12-31 --format json",
        "check record.toml --as-of 2025-12-15",
        "check snapshot.toml",
        "calendar record.toml --as-of 2025-12-15 --format ics",
        "update Chile --record record.toml --reviewed 2026-10-06 --yes",
        "update Perú --source one --yes",
        "render record.toml --as-of 2025-12-15 --scale 110m -o map.svg",
        "render snapshot.toml --scale 110m -o list.svg",
    ],
)
def test_every_command_works_on_them(arguments: str, started: Path, command: Command) -> None:
    """From the folder itself, with exit code 0."""
    done = command(*shlex.split(arguments), folder=started)
    assert done.returncode == 0, done.stderr


def test_what_its_readme_says_runs(started: Path, command: Command) -> None:
    """Each command of it, in its order; `check` may find something out of date by the day of the test."""
    commands = re.findall(r"^    mapgen (.*)$", (started / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) >= 4
    for line in commands:
        name, *arguments = shlex.split(line)
        done = command(name, *arguments, *(["--yes"] if name == "update" else []), folder=started)
        assert done.returncode in ({0, 1} if name == "check" else {0}), done.stderr


def test_its_readme_names_every_file(started: Path) -> None:
    """And no other."""
    text = (started / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`([\w.]+\.(?:toml|json))`", text)) == set(NAMES) - {"README.md"}
