"""The command `timeline`: what it draws by default, which endings fit, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from mapgen.cli.main import main
from mapgen.disk.shipped import shipped_path

SHORT = ("--from", "2025-11-01", "--to", "2026-04-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enter an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def timeline(*arguments: str) -> Result:
    """Run `mapgen timeline`."""
    return CliRunner().invoke(main, ["timeline", *arguments])


def test_a_gif_is_drawn_by_default(folder: Path) -> None:
    """It is 600 by 750 pixels, in outputs/, with the days and the basis in its name."""
    done = timeline(*SHORT, "--basis", "elected")
    assert (done.exit_code, done.stdout) == (0, "outputs/south-america-2025-11-01-2026-04-01-elected.gif\n")
    with Image.open(folder / done.stdout.strip()) as image:
        assert (image.format, image.size) == ("GIF", (600, 750))


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("-o", "film.webp", "--size", "square"), ["film.webp"]),
        (("-o", "a.mp4", "-o", "b/a.mp4", "--size", "og"), ["a.mp4", "b/a.mp4"]),
        (("--format", "grid"), [f"outputs/south-america-2025-11-01-2026-04-01-grid.{end}" for end in ("png", "svg")]),
        (("--format", "strip", "-o", "s.svg", "-o", "s.pdf"), ["s.svg", "s.pdf"]),
        (("--format", "grid", "--date", "2025-12-01", "--date", "2026-03-11", "-o", "g.svg"), ["g.svg"]),
        (("--format", "grid", "--size", "print"), ["outputs/south-america-2025-11-01-2026-04-01-grid-print.pdf"]),
    ],
)
def test_each_form_is_written_where_it_should_be(folder: Path, arguments: tuple[str, ...], names: list[str]) -> None:
    """The ending sets the format of an animation; paths are printed in order."""
    done = timeline(*SHORT, *arguments)
    assert (done.exit_code, done.stdout.split()) == (0, names)
    assert all((folder / name).stat().st_size > 5000 for name in names)


def test_a_record_that_is_out_of_date_is_said_so(folder: Path) -> None:
    """The warning goes to stderr and does not change the exit code, as for render."""
    shutil.copy(shipped_path("records/south-america.toml"), folder / "mine.toml")
    done = timeline("mine.toml", "--from", "2026-06-01", "--to", "2026-11-23", "--format", "strip", "-o", "s.svg")
    assert done.exit_code == 0
    assert "out of date: BRA" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "map.png"), "map.png: say what to draw: --format grid or strip, or name a .gif, .mp4 or .webp"),
        (("--format", "strip", "-o", "a.gif"), 'a.gif: the ending ".gif" does not fit --format strip; write .pdf'),
        (("-o", "a.gif", "-o", "a.mp4"), 'a.mp4: the ending ".mp4" does not fit --format gif; write .gif'),
        (
            ("--format", "strip", "--every", "year"),
            "--every: a strip has no use for it; it is for gif, mp4, webp, grid",
        ),
        (("--order", "name"), "--order: a gif has no use for it; it is for strip"),
        (("--date", "2025-12-01"), "--date: a gif has no use for it; it is for grid"),
        (("--format", "grid", "--seconds", "5"), "--seconds: a grid has no use for it"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "from 2026-02-01: it is after the last day, 2026-01-01"),
        (("--from", "1990-01-01"), "the first day it covers is 1998-01-01"),
        (("--every", "decade"), '"decade" is not one of year, quarter, month or turning'),
        ((str(shipped_path("snapshots/poder360-2025-12-15.toml")),), "a published list is of one day; name a record"),
    ],
)
def test_mistakes_are_told(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    """The exit code is 2, the message says what would be right, and nothing is written."""
    done = timeline(*SHORT, *arguments) if arguments[0] != "--from" else timeline(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not [path for path in folder.rglob("*") if path.is_file()]
