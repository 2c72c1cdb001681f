"""What a library answered is kept, for as long as it may be, and costs nothing but time where it cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mapgen.files.memo import DiskMemo

ASKING = """
import sys
from pathlib import Path
from mapgen.files.memo import DiskMemo
asked = []
def answers(name):
    asked.append(name)
    return name.upper()
kept = DiskMemo("babel", Path(sys.argv[1]))
print([kept.of(name, lambda: answers(name)) for name in sys.argv[2:] for _ in range(2)], asked)
"""


class SourceRef:
    """Answers to questions in new processes, of which one file is what they depend on."""

    def __init__(self, folder: Path) -> None:
        self.file, self.environment = folder / "font.ttf", {"XDG_CACHE_HOME": str(folder / "caches")}
        self.file.write_text("a font")

    def __call__(self, *questions: str) -> str:
        """Return what one process printed: the answers, each twice, and what was really asked."""
        call = [sys.executable, "-c", ASKING, str(self.file), *questions]
        return subprocess.run(call, env=self.environment, capture_output=True, text=True, check=True).stdout.strip()

    @property
    def kept(self) -> list[Path]:
        """The files of answers."""
        return sorted(Path(self.environment["XDG_CACHE_HOME"]).glob("mapgen/answers/*"))


@pytest.fixture
def asked(tmp_path: Path) -> SourceRef:
    """Return what asks in processes of their own."""
    return SourceRef(tmp_path)


def test_a_question_is_asked_once(asked: SourceRef) -> None:
    """By one process and by those after it; what is new alone is asked."""
    assert asked("a", "b") == "['A', 'A', 'B', 'B'] ['a', 'b']"
    assert asked("a", "b") == "['A', 'A', 'B', 'B'] []"
    assert asked("b", "c") == "['B', 'B', 'C', 'C'] ['c']"
    assert asked("a", "c") == "['A', 'A', 'C', 'C'] []"
    assert len(asked.kept) == 1


def test_a_file_that_changed_has_everything_asked_again(asked: SourceRef) -> None:
    """Another font, or another version of the library, may answer otherwise."""
    asked("a")
    asked.file.write_text("another font")
    assert asked("a") == "['A', 'A'] ['a']"


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x81\xa1a", b"\x91\xa1a", b"\x81\xa1a\xc0"])
def test_a_damaged_file_is_made_anew(asked: SourceRef, data: bytes) -> None:
    """Cut short, or of another kind: it is as if there were none."""
    asked("a")
    asked.kept[0].write_bytes(data)
    assert asked("a") == "['A', 'A'] ['a']"
    assert asked("a") == "['A', 'A'] []"


def test_a_cache_that_cannot_be_written_costs_nothing_else(asked: SourceRef) -> None:
    """Nor is anything said of it."""
    Path(asked.environment["XDG_CACHE_HOME"]).write_text("a file where a folder would be")
    assert asked("a") == "['A', 'A'] ['a']"


def test_what_another_process_kept_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at work at once lose nothing of each other's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    one, other = DiskMemo("babel"), DiskMemo("babel")
    assert one.of("a", lambda: 1.5) == 1.5
    assert other.of("b", lambda: "x") == "x"
    one.keep()
    other.keep()
    third = DiskMemo("babel")
    assert third.of("a", lambda: 0.0) == 1.5
    assert third.of("b", lambda: "") == "x"


def test_the_latest_are_kept_of_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file does not grow with every day that was ever drawn."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for start in (0, 2000):
        many = DiskMemo("babel")
        for number in range(start, start + 2000):
            many.of(str(number), lambda: "x")
        many.keep()
    last = DiskMemo("babel")
    assert last.of("3999", lambda: "asked") == "x"
    assert last.of("1000", lambda: "asked") == "x"
    assert last.of("999", lambda: "asked") == "asked"
