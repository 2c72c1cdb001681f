"""The command `cache`: where it is, how large, and that clearing removes mapgen's own files and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.main import main
from mapgen.disk.cache import cache_folder, cache_path, write_cached


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a cache folder for this test alone, with three files in it, and return it."""
    monkeypatch.setenv("HOME", str(tmp_path))  # so that no mistake clears the cache of whoever runs the tests
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for kind, name, size in (("tables", "a.msgpack", 984), ("tables", "b.msgpack", 484), ("basemaps", "c.json", 84)):
        write_cached(cache_path(kind, name), b"x" * size)
    return cache_folder()


def cache(*arguments: str) -> Result:
    """Run `mapgen cache`."""
    return CliRunner().invoke(main, ["cache", *arguments], prog_name="mapgen")


def test_it_says_where_it_is_and_how_large(folder: Path) -> None:
    """The folder, and the number and size of the files of each kind, digests included."""
    done = cache()
    assert done.stdout.splitlines() == [
        f"{folder}: 3 files, 1.6 kB",
        "  basemaps: 1 file, 0.1 kB",
        "  tables: 2 files, 1.5 kB",
    ]
    assert json.loads(cache("--format", "json").stdout) == {
        "folder": str(folder),
        "cleared": False,
        "files": 3,
        "bytes": 1600,
        "kinds": {"basemaps": {"files": 1, "bytes": 100}, "tables": {"files": 2, "bytes": 1500}},
    }


def test_clearing_leaves_nothing(folder: Path) -> None:
    """Also of temporary files that a kill left; a second time there is nothing to remove, and no error."""
    (folder / "tables" / ".x.msgpack.mapgen-0123456789abcdef01-1").write_bytes(b"left")
    done = cache("--clear")
    assert done.stdout.splitlines()[0] == f"{folder}: 4 files, 1.6 kB removed"
    assert not folder.exists()
    assert folder.parent.exists()
    assert cache("--clear").stdout == f"{folder}: nothing is kept\n"
    plain = json.loads(cache("--clear", "--format", "json").stdout)
    assert (plain["cleared"], plain["files"]) == (True, 0)


def test_files_of_others_stay(folder: Path) -> None:
    """Neither files that mapgen does not write there, nor other folders, nor what a link leads to, are removed."""
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "d.json").write_text("mine")
    (folder / "records").symlink_to(elsewhere)
    (folder / "basemaps" / "linked.json").symlink_to(elsewhere / "d.json")
    (folder / "basemaps" / "folder.json").mkdir()
    (folder / "tables" / "notes.txt").write_text("mine")
    (folder / "other").mkdir()
    (folder / "other" / "e.json").write_text("mine")
    assert cache("--clear").stdout.splitlines()[0] == f"{folder}: 3 files, 1.6 kB removed"
    left = {str(path.relative_to(folder.parent)) for path in folder.parent.rglob("*") if not path.is_dir()}
    assert left == {
        "elsewhere/d.json",
        "mapgen/basemaps/linked.json",
        "mapgen/other/e.json",
        "mapgen/records",
        "mapgen/tables/notes.txt",
    } - ({"mapgen/records"} if (folder / "records").is_dir() else set())


def test_a_linked_cache_is_not_cleared(folder: Path) -> None:
    """The message names the link and where it leads, and nothing is removed."""
    folder.rename(folder.parent / "disk")
    folder.symlink_to("disk")
    done = cache("--clear")
    assert done.exit_code == 2
    assert done.stderr == f"mapgen: {folder}: this is a link to disk; nothing is removed through a link\n"
    assert cache().stdout.splitlines()[0] == f"{folder}: 3 files, 1.6 kB"


def test_a_file_that_cannot_be_removed_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's reason."""

    def unlink(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", unlink)
    done = cache("--clear")
    assert done.exit_code == 2
    assert done.stderr == f"mapgen: {folder}/basemaps/c.json: cannot be removed (Permission denied)\n"


def test_without_a_place_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says why nothing is kept, and what would be right."""
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/mapgen")
    expected = "nothing is kept: the system names no folder for caches; set HOME or XDG_CACHE_HOME to a full path\n"
    assert cache().stdout == cache("--clear").stdout == expected
    assert json.loads(cache("--format", "json").stdout)["folder"] is None
