"""Computed values are cached while they are valid; without the cache everything is only slower."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mapgen.disk.memo import DiskMemo

ASKING = """
import sys
from pathlib import Path
from mapgen.disk.memo import DiskMemo
asked = []
def answers(name):
    asked.append(name)
    return name.upper()
memo = DiskMemo("babel", Path(sys.argv[1]))
print([memo.of(name, lambda: answers(name)) for name in sys.argv[2:] for _ in range(2)], asked)
"""


class NewProcesses:
    """Calls of a memo in new processes; the memo depends on one file."""

    def __init__(self, folder: Path) -> None:
        self.file, self.environment = folder / "font.ttf", {"XDG_CACHE_HOME": str(folder / "caches")}
        self.file.write_text("a font")

    def __call__(self, *questions: str) -> str:
        """Return what one process printed: the value of each key, twice, and the keys that were computed."""
        call = [sys.executable, "-c", ASKING, str(self.file), *questions]
        return subprocess.run(call, env=self.environment, capture_output=True, text=True, check=True).stdout.strip()

    @property
    def cached(self) -> list[Path]:
        """The cached files."""
        return sorted(Path(self.environment["XDG_CACHE_HOME"]).glob("mapgen/answers/*"))


@pytest.fixture
def asked(tmp_path: Path) -> NewProcesses:
    """Return a function that calls a memo in new processes."""
    return NewProcesses(tmp_path)


def test_a_question_is_asked_once(asked: NewProcesses) -> None:
    """A value is computed once, in whichever process is first; only new keys are computed."""
    assert asked("a", "b") == "['A', 'A', 'B', 'B'] ['a', 'b']"
    assert asked("a", "b") == "['A', 'A', 'B', 'B'] []"
    assert asked("b", "c") == "['B', 'B', 'C', 'C'] ['c']"
    assert asked("a", "c") == "['A', 'A', 'C', 'C'] []"
    assert len(asked.cached) == 1


def test_a_file_that_changed_has_everything_asked_again(asked: NewProcesses) -> None:
    """Everything is computed again if a font or the library's version has changed."""
    asked("a")
    asked.file.write_text("another font")
    assert asked("a") == "['A', 'A'] ['a']"


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x81\xa1a", b"\x91\xa1a", b"\x81\xa1a\xc0"])
def test_a_damaged_file_is_made_anew(asked: NewProcesses, data: bytes) -> None:
    """A file that is cut short or of another kind counts as missing."""
    asked("a")
    asked.cached[0].write_bytes(data)
    assert asked("a") == "['A', 'A'] ['a']"
    assert asked("a") == "['A', 'A'] []"


def test_a_cache_that_cannot_be_written_costs_nothing_else(asked: NewProcesses) -> None:
    """The values are right and nothing is printed if the cache cannot be written."""
    Path(asked.environment["XDG_CACHE_HOME"]).write_text("a file where a folder would be")
    assert asked("a") == "['A', 'A'] ['a']"


def test_what_another_process_kept_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that write at once lose no values of each other."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    one, other = DiskMemo("babel"), DiskMemo("babel")
    assert one.of("a", lambda: 1.5) == 1.5
    assert other.of("b", lambda: "x") == "x"
    one.write()
    other.write()
    third = DiskMemo("babel")
    assert third.of("a", lambda: 0.0) == 1.5
    assert third.of("b", lambda: "") == "x"


def test_the_latest_are_kept_of_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest values stay, so that the file does not grow without limit."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for start in (0, 2000):
        many = DiskMemo("babel")
        for number in range(start, start + 2000):
            many.of(str(number), lambda: "x")
        many.write()
    last = DiskMemo("babel")
    assert last.of("3999", lambda: "asked") == "x"
    assert last.of("1000", lambda: "asked") == "x"
    assert last.of("999", lambda: "asked") == "asked"
