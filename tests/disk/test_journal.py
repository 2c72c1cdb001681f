"""What a killed process leaves is finished or removed by the next one; living processes are left alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mapgen.disk import journal as journal_module
from mapgen.disk.journal import Journal, finish_interrupted
from mapgen.disk.writing import remove_leftovers, write_all

# Writes two files, in the folders that it is given, and is killed where the name of a function says.
KILLED = """
import os, sys
from pathlib import Path
from unittest.mock import patch
from mapgen.disk.writing import write_all
moves = int(sys.argv[1])
real = Path.replace
def replace(self, target):
    global moves
    if moves == 0:
        os.kill(os.getpid(), 9)
    moves -= 1
    return real(self, target)
with patch("pathlib.Path.replace", replace):
    write_all({Path(path): b"new" for path in sys.argv[2:]})
"""


def killed_after(moves: int, *paths: Path) -> None:
    """Write new files to paths in a process that is killed when it has moved some of them."""
    call = [sys.executable, "-c", KILLED, str(moves), *map(str, paths)]
    assert subprocess.run(call, check=False).returncode == -signal.SIGKILL


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_begun_moves_are_finished(tmp_path: Path) -> None:
    """If a process is killed between two moves, the next one makes the rest, and says which file it moved."""
    paths = [tmp_path / name for name in ("a.png", "b.svg", "c.svg")]
    for path in paths[:2]:
        path.write_bytes(b"old")
    killed_after(1, *paths)
    assert [path.read_bytes() for path in paths[:2]] == [b"new", b"old"]
    assert finish_interrupted(tmp_path) == [tmp_path / "b.svg", tmp_path / "c.svg"]
    assert contents(tmp_path) == dict.fromkeys(("a.png", "b.svg", "c.svg"), b"new")


def test_files_in_two_folders_are_finished_from_either(tmp_path: Path) -> None:
    """Each folder's journal lists all moves, by paths that stay right if the folders are moved together."""
    for folder in ("x", "y"):
        (tmp_path / "desk" / folder).mkdir(parents=True)
    killed_after(0, tmp_path / "desk" / "x" / "a.png", tmp_path / "desk" / "y" / "b.svg")
    (tmp_path / "desk").rename(tmp_path / "moved")
    folders = [tmp_path / "moved" / name for name in ("x", "y")]
    assert len(finish_interrupted(folders[1])) == 2
    assert finish_interrupted(folders[0]) == []
    assert [contents(folder) for folder in folders] == [{"a.png": b"new"}, {"b.svg": b"new"}]


@pytest.mark.parametrize("first", [0, 1])
def test_a_kill_between_two_journals_moves_nothing(first: int, tmp_path: Path) -> None:
    """Of two folders one has a list and the other none: whichever is cleared up first, both end alike."""
    folders = [tmp_path / name for name in ("x", "y")]
    dead, moves = [], []
    for folder in folders:
        folder.mkdir()
        dead.append(Journal(folder))
        moves.append((dead[-1].temporary(folder / "a.png"), folder / "a.png"))
        moves[-1][0].write_bytes(b"new")
    dead[0].commit(moves, durable=False)
    for journal in dead:
        os.close(journal._descriptor)
    finish_interrupted(folders[first])
    finish_interrupted(folders[1 - first])
    assert [contents(folder) for folder in folders] == [{} if first else {"a.png": b"new"}] * 2


def test_a_single_file_stays_the_old_one(tmp_path: Path) -> None:
    """A single file killed before its only move leaves the old file; the next write removes what it left."""
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    killed_after(0, path)
    assert len(contents(tmp_path)) == 3
    write_all({tmp_path / "b.svg": b"another"})
    assert contents(tmp_path) == {"a.png": b"old", "b.svg": b"another"}


def test_what_was_put_there_since_stays(tmp_path: Path) -> None:
    """A file that somebody else has replaced since the kill is newer than the one left behind."""
    paths = tmp_path / "a.png", tmp_path / "b.svg"
    killed_after(1, *paths)
    paths[1].write_bytes(b"newer")
    assert finish_interrupted(tmp_path) == []
    assert contents(tmp_path) == {"a.png": b"new", "b.svg": b"newer"}


def test_files_of_a_living_process_are_left(tmp_path: Path) -> None:
    """A write under way in the same folder keeps its journal and its temporary files, whoever clears up."""
    under_way = Journal(tmp_path)
    temporary = under_way.temporary(tmp_path / "a.png")
    temporary.write_bytes(b"half")
    remove_leftovers(tmp_path / "a.png")
    write_all({tmp_path / "a.png": b"whole"})
    assert temporary.read_bytes() == b"half"
    temporary.unlink()
    under_way.end()
    assert contents(tmp_path) == {"a.png": b"whole"}


def test_files_of_ones_own_are_left(tmp_path: Path) -> None:
    """Only names that mapgen gives to temporary files are removed, and those of earlier versions at this path."""
    own = [
        ".a.toml-backup",
        ".maps.toml.mapgen.json",
        ".mapgen-notes",
        ".a.toml.mapgen-x7f2",
        ".b.toml.mapgen-x7f2ab_9",
    ]
    for name in (*own, ".a.toml.mapgen-x7f2ab_9", ".b.toml.mapgen-0123456789abcdef01-3"):
        (tmp_path / name).write_bytes(b"x")
    remove_leftovers(tmp_path / "a.toml")
    assert set(contents(tmp_path)) == set(own)


@pytest.mark.parametrize("content", [b"", b"[[", b"\xff"])
def test_a_list_that_is_not_whole_is_no_list(content: bytes, tmp_path: Path) -> None:
    """A process killed while it wrote its list had moved nothing: its files are removed."""
    dead = Journal(tmp_path)
    dead.temporary(tmp_path / "a.png").write_bytes(b"new")
    os.write(dead._descriptor, content)
    os.close(dead._descriptor)
    assert finish_interrupted(tmp_path) == []
    assert contents(tmp_path) == {}


def test_another_hosts_journal_is_left_for_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network disks hold locks for each host apart, so that a living process may seem dead."""
    dead = Journal(tmp_path)
    os.close(dead._descriptor)
    monkeypatch.setattr(journal_module, "_HOST", "000000")
    finish_interrupted(tmp_path)
    assert list(tmp_path.iterdir()) == [dead._path]
    os.utime(dead._path, (0, 0))
    finish_interrupted(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_locks_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be locked, files are written all the same, and nobody's journal is taken for dead."""

    def flock(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(journal_module.fcntl, "flock", flock)
    under_way = Journal(tmp_path)
    write_all({tmp_path / "a.png": b"new"})
    assert under_way._path.exists()
    under_way.end()
    assert contents(tmp_path) == {"a.png": b"new"}


def test_a_link_is_no_journal(tmp_path: Path) -> None:
    """A link by the name of a journal is not followed: the file that it leads to could be anything."""
    (tmp_path / "target").write_text('[["target", "stolen", null]]')
    (tmp_path / ".mapgen-0123456789abcdef01").symlink_to("target")
    assert finish_interrupted(tmp_path) == []
    assert (tmp_path / "target").exists()


def test_the_longest_names_have_temporary_files(tmp_path: Path) -> None:
    """A name of 255 bytes can be written: the temporary name is cut, between letters if need be."""
    name = "ñ" * 125 + ".svg"
    write_all({tmp_path / name: b"new"})
    assert contents(tmp_path) == {name: b"new"}
    under_way = Journal(tmp_path)
    assert re.fullmatch(r"\.ñ{30}\.mapgen-[0-9a-f]{18}-1", under_way.temporary(tmp_path / name).name)
    under_way.end()
