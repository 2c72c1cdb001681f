"""Watching a manifest: each save is drawn, whatever happened to the files before, and signals end it at once."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watching import Running

from mapgen.batch import watch
from mapgen.batch.watch import runs_due
from mapgen.disk.shipped import shipped_path

MANIFEST = (
    '[[map]]\nsource = "records/record.toml"\nas_of = 2025-12-15\nformats = "svg"\noutput = "out/{date}.{format}"\n'
)
DRAWN = "1 files of 1 maps: 1 drawn"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a manifest, and with its record in a folder below."""
    (tmp_path / "records").mkdir()
    shutil.copy(shipped_path("records/south-america.toml"), tmp_path / "records" / "record.toml")
    (tmp_path / "maps.toml").write_text(MANIFEST)
    return tmp_path


@pytest.fixture
def runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Return the runs that are due in the folder; the first one has begun."""
    monkeypatch.setattr(watch, "_LOOK", 0.01)
    runs = runs_due(folder / "maps.toml")
    next(runs)
    return runs


def appended(path: Path) -> None:
    """Save a file with another line."""
    path.write_bytes(path.read_bytes() + b"# mine\n")


def halved(path: Path) -> None:
    """Save half of a file, which is no valid one."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"[[")


def removed(path: Path) -> None:
    """Remove a file."""
    path.unlink()


def removed_with_its_folder(path: Path) -> None:
    """Remove a file and the folder that it is in."""
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("name", ["maps.toml", "records/record.toml"])
@pytest.mark.parametrize("break_it", [halved, removed])
def test_what_was_broken_and_is_mended_is_seen(
    name: str, break_it: Callable[[Path], None], folder: Path, runs: Iterator[None]
) -> None:
    """A save that breaks a file is due, and so is each that mends it, in whichever folder it is."""
    path = folder / name
    whole = path.read_bytes()
    break_it(path)
    next(runs)  # as it is no longer what it was; else this waits for ever
    path.write_bytes(whole)
    next(runs)
    appended(path)
    next(runs)


def test_a_folder_removed_and_made_again_is_seen(folder: Path, runs: Iterator[None]) -> None:
    """The system's events end with the folder; the watch does not."""
    path = folder / "records" / "record.toml"
    whole = path.read_bytes()
    removed_with_its_folder(path)
    next(runs)
    path.parent.mkdir()
    path.write_bytes(whole)
    next(runs)
    appended(path)
    next(runs)


def test_a_manifest_with_a_mistake_is_watched_with_the_files_that_it_names(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it has never been valid: the record that it names is missing, and appears."""
    monkeypatch.setattr(watch, "_LOOK", 0.01)
    path = folder / "records" / "record.toml"
    whole = path.read_bytes()
    removed(path)
    runs = runs_due(folder / "maps.toml")
    next(runs)
    path.write_bytes(whole)
    next(runs)


def test_other_files_are_no_concern(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the manifest does not depend on makes nothing due, and neither do the maps that are drawn."""
    looks = 0

    def stopped() -> bool:
        nonlocal looks
        looks += 1
        return looks > 50

    monkeypatch.setattr(watch, "_LOOK", 0.001)
    runs = runs_due(folder / "maps.toml", stopped)
    next(runs)
    (folder / "out").mkdir()
    (folder / "out" / "2025-12-15.svg").write_text("drawn")
    (folder / "notes.txt").write_text("mine")
    assert list(runs) == []


def test_a_save_made_while_maps_are_drawn_is_not_missed(folder: Path, runs: Iterator[None]) -> None:
    """The caller is still at the last run when a file is saved: another is due at once when it is done."""
    for _ in range(3):
        appended(folder / "records" / "record.toml")
        next(runs)


def test_a_desk_watches_all_day(folder: Path) -> None:
    """Mistakes end nothing; what is mended is drawn; removed folders are made again; Ctrl-C ends it."""
    record, drawn = folder / "records" / "record.toml", folder / "out" / "2025-12-15.svg"
    whole = record.read_bytes()
    with Running("batch", "maps.toml", "--jobs", "1", "--watch", folder=folder) as running:
        running.until(DRAWN)
        halved(record)
        running.until("record.toml")
        record.write_bytes(whole.replace("José Antonio Kast".encode(), b"Ada"))
        running.until("1 files of 1 maps: 1")
        removed(record)
        running.until("there is no such file")
        record.write_bytes(whole)
        running.until("1 files of 1 maps: 1")
        before = drawn.read_bytes()
        shutil.rmtree(folder / "out")
        running.until(DRAWN)
        assert drawn.read_bytes() == before
        (folder / "maps.toml").write_text(MANIFEST.replace("[[map]]", "[[map]]\nlangs = 1"))
        running.until('unknown key "langs"; did you mean "lang"?')
        code, lines = running.end(signal.SIGINT)
    assert (code, lines) == (0, ["mapgen: no longer watching"])


def test_a_watch_can_be_ended_by_the_system(folder: Path) -> None:
    """SIGTERM ends it with the exit code that shells know, and without a traceback."""
    with Running("batch", "maps.toml", "--jobs", "1", "--watch", folder=folder) as running:
        running.until(DRAWN)
        assert running.end(signal.SIGTERM) == (143, ["mapgen: no longer watching"])
