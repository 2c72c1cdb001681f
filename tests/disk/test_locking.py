"""The lock of a file that several people edit: on the file and not on its name, with another where a disk has none."""

from __future__ import annotations

import errno
import fcntl
from pathlib import Path
from typing import NoReturn

import pytest

from mapgen.disk.locking import locked
from mapgen.errors import InputError, OutputError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a file, alone in its folder."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"a = 1\n")
    return path


def test_the_file_is_locked_and_not_its_name(path: Path) -> None:
    """By a symbolic or a hard link it is the same; afterwards nothing is left, and the lock is free."""
    links = [path.with_name("soft"), path.with_name("hard")]
    links[0].symlink_to(path)
    links[1].hardlink_to(path)
    with locked(path, 5) as file:
        assert (file.path, file.target) == (path, path.resolve())
        for link in links:
            with (
                pytest.raises(OutputError, match="another mapgen is writing it; gave up after 0 seconds"),
                locked(link, 0),
            ):
                pass
    with locked(links[0], 0) as file:
        assert (file.path, file.target) == (links[0], path.resolve())
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.toml", "hard", "soft"]


def test_a_file_put_in_its_place_is_another(path: Path) -> None:
    """Whoever waits for the old one locks the new one instead."""
    with locked(path, 0) as old:
        new = path.with_name("new")
        new.write_bytes(b"")
        new.replace(path)
        assert not old.is_in_place()
        with locked(path, 0) as file:
            assert file.is_in_place()
        path.unlink()
        assert not old.is_in_place()
    with pytest.raises(InputError, match=r"a\.toml: is gone: somebody took it away meanwhile"), locked(path, 0):
        pass


def test_a_disk_without_locks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beside it is the lock; it goes when the lock does, and who finds it for too long is told its name."""

    def no_locks(*_: object) -> NoReturn:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with locked(path, 5):
        assert [one.name for one in path.parent.iterdir() if one != path] == [".a.toml.lock"]
        message = r"another mapgen is writing it; gave up after 0 seconds; if none is running, remove .*\.a\.toml\.lock"
        with pytest.raises(OutputError, match=message), locked(path, 0.1):
            pass
    assert list(path.parent.iterdir()) == [path]
