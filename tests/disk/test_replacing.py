"""A file with several links is written where it lies: whole after every step, and mended by whatever runs next."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mapgen.cli.outputs import finish_interrupted_writes
from mapgen.disk import replacing
from mapgen.disk.locking import locked

LONG, SHORT = b"a = 1\nb = 2\nc = 3\n", b"a = 1\n"


class Killed(BaseException):
    """What a test raises in the place of a kill."""


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Return a file with two hard links."""
    path = tmp_path / "record.toml"
    path.write_bytes(LONG)
    (tmp_path / "other").mkdir()
    os.link(path, tmp_path / "other" / "link.toml")
    return path


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize(("before", "after"), [(LONG, SHORT), (SHORT, LONG)])
def test_a_kill_leaves_the_old_text_or_the_new_one(
    call: int, before: bytes, after: bytes, linked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once something is written, the file is the new text, perhaps with blank lines below, by every link."""
    linked.write_bytes(before)
    calls, real = [], os.fsync

    def killed(descriptor: int) -> None:
        calls.append(descriptor)
        real(descriptor)
        if len(calls) == call + 1:  # the first is that of the copy beside it
            raise Killed

    monkeypatch.setattr(os, "fsync", killed)
    with locked(linked, 1) as file, pytest.raises(Killed):
        replacing.put_content(file, before, after)
    assert (linked.parent / "other" / "link.toml").read_bytes().rstrip(b"\n") == after.rstrip(b"\n")
    monkeypatch.undo()
    finish_interrupted_writes([linked.parent / "map.svg"])
    assert linked.read_bytes() == after
    assert sorted(path.name for path in linked.parent.iterdir()) == ["other", "record.toml"]


def test_a_half_written_file_gets_its_earlier_text_back(linked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where even the one step was cut short, whatever writes next in the folder puts the earlier text back."""

    def cut_short(_: object, data: bytes) -> None:
        linked.write_bytes(data[:3] + LONG[3:])
        raise Killed

    monkeypatch.setattr(replacing, "_write_whole", cut_short)
    with locked(linked, 1) as file, pytest.raises(Killed):
        replacing.put_content(file, LONG, b"x = 1\n")
    monkeypatch.undo()
    finish_interrupted_writes([linked.parent / "map.svg"])
    assert linked.read_bytes() == LONG
    assert not list(linked.parent.glob(".*"))
