"""A command's files are written whole, all or none, and nothing else is left behind."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.disk.writing import check_places, write_all
from mapgen.errors import OutputError

BEFORE = b"what stood there before"


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too, by its relative path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_files_are_written_and_folders_made(tmp_path: Path) -> None:
    """Each file replaces the earlier one at its path, and missing folders are made."""
    (tmp_path / "old.svg").write_bytes(BEFORE)
    write_all({tmp_path / "old.svg": b"new", tmp_path / "a" / "b" / "map.png": b"\x89PNG"})
    assert everything_in(tmp_path) == {"old.svg": b"new", str(Path("a", "b", "map.png")): b"\x89PNG"}


@given(contents=st.lists(st.binary(max_size=50), max_size=4))
def test_whatever_the_bytes_they_arrive(contents: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any number of files with any bytes are written exactly."""
    folder = tmp_path_factory.mktemp("written")
    write_all({folder / f"{number}.bin": data for number, data in enumerate(contents)})
    assert list(everything_in(folder).values()) == contents


def test_nothing_to_write_is_nothing_written(tmp_path: Path) -> None:
    """Writing no files is not an error."""
    write_all({})
    assert everything_in(tmp_path) == {}


def test_permissions_are_kept(tmp_path: Path) -> None:
    """A replaced file keeps its permissions."""
    path = tmp_path / "map.svg"
    path.write_bytes(BEFORE)
    path.chmod(0o640)
    write_all({path: b"new"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    """A new file has the user's default permissions, not those of a temporary file."""
    (tmp_path / "other").write_bytes(b"")
    write_all({tmp_path / "map.svg": b"new"})
    assert (tmp_path / "map.svg").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A path that is a folder is refused, and no other file is written."""
    (tmp_path / "maps").mkdir()
    with pytest.raises(OutputError) as caught:
        write_all({tmp_path / "map.svg": b"new", tmp_path / "maps": b"new"})
    assert str(caught.value) == f"{tmp_path / 'maps'}: this is a folder; name a file in it"
    assert everything_in(tmp_path) == {}


@pytest.mark.parametrize("below", ["map.svg", "a/b/map.svg"])
def test_a_file_is_no_folder(below: str, tmp_path: Path) -> None:
    """A path below a file is refused with the name of that file, and nothing changes."""
    blocking = tmp_path / "outputs"
    blocking.write_bytes(BEFORE)
    with pytest.raises(OutputError) as caught:
        write_all({tmp_path / "map.png": b"new", blocking / below: b"new"})
    said = f"{blocking / below}: cannot be written, as {blocking} is a file and not a folder"
    assert str(caught.value) == said
    assert everything_in(tmp_path) == {"outputs": BEFORE}


def test_a_name_too_long_is_said_to_be(tmp_path: Path) -> None:
    """The message has the reason that the system gives for refusing a path."""
    with pytest.raises(OutputError, match="cannot be written \\(File name too long\\)"):
        write_all({tmp_path / f"{'a' * 300}.svg": b"new"})
    assert everything_in(tmp_path) == {}


@pytest.mark.parametrize("place", ["file/map.svg", "file/a/b/map.svg", "loop/map.svg", f"{'a' * 300}/map.svg"])
def test_a_folder_of_no_use_is_found_before_anything_is_drawn(place: str, tmp_path: Path) -> None:
    """The check made before a long drawing says what writing would say, and a good place has nothing left in it."""
    (tmp_path / "file").write_bytes(BEFORE)
    (tmp_path / "loop").symlink_to("loop")
    check_places([tmp_path / "map.svg", tmp_path / "new/deep/map.svg"])
    with pytest.raises(OutputError) as early:
        check_places([tmp_path / "map.svg", tmp_path / place])
    with pytest.raises(OutputError) as late:
        write_all({tmp_path / place: b"new"})
    reason = str(early.value).removesuffix("; what stood there before is untouched")
    assert str(late.value).startswith(reason if "loop" not in place else reason.partition(" (")[0])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_full_disk_leaves_everything_as_it_was(failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one file does not fit, all earlier files stay and no temporary file remains."""
    paths = [tmp_path / name for name in ("map.png", "map.svg", "new.svg")]
    for path in paths[:2]:
        path.write_bytes(BEFORE)
    calls = 0

    def fsync(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("mapgen.disk.writing.os.fsync", fsync)
    with pytest.raises(OutputError) as caught:
        write_all(dict.fromkeys(paths, b"new"))
    reason = "cannot be written (No space left on device); what stood there before is untouched"
    assert str(caught.value) == f"{paths[failing - 1]}: {reason}"
    assert everything_in(tmp_path) == {"map.png": BEFORE, "map.svg": BEFORE}


def test_a_real_limit_on_the_size_of_files_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """A process with a limit of a few bytes per file reports it and changes nothing."""
    (tmp_path / "map.png").write_bytes(BEFORE)
    (tmp_path / "map.svg").write_bytes(BEFORE)
    code = (
        "import sys; from pathlib import Path; from mapgen.disk.writing import check_places, write_all\n"
        "write_all({Path(sys.argv[1]): b'x' * 100, Path(sys.argv[2]): b'x' * 10_000})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "map.svg", tmp_path / "map.png"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{tmp_path / 'map.png'}: cannot be written (File too large); what stood there before" in done.stderr
    assert everything_in(tmp_path) == {"map.png": BEFORE, "map.svg": BEFORE}


def test_a_second_file_that_cannot_be_put_brings_the_first_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the second file cannot be moved, the first one's predecessor is restored, or the new file removed."""
    old, new, last = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "c.png"
    old.write_bytes(b"before")
    put = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == last:
            raise PermissionError(1, "Operation not permitted")
        return put(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OutputError, match=r"c\.png: cannot be written \(Operation not permitted\)"):
        write_all({old: b"after", new: b"after", last: b"after"})
    assert old.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
