"""Tests of what commands say on stderr."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mapgen.cli import messages
from mapgen.cli.main import main
from mapgen.sources.locating import shipped_record

STALE = ("render", "--as-of", "2027-06-01", "-o", "x.svg")


@pytest.mark.parametrize("arguments", [("-q", *STALE), (*STALE, "-q"), (*STALE, "--quiet")])
def test_quiet_leaves_errors_only(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --quiet, before or after the command, a note that is printed without it does not appear; an error does."""
    monkeypatch.chdir(tmp_path)
    assert "mapgen: out of date" in CliRunner().invoke(main, STALE).stderr
    assert CliRunner().invoke(main, arguments).stderr == ""
    assert "there is no such file" in CliRunner().invoke(main, ["-q", "render", "nothing.toml"]).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), ["note"]), (("-q",), []), (("-v",), ["note", "detail"]), (("-q", "-v"), ["note", "detail"])],
)
def test_details_need_verbose(arguments: tuple[str, ...], said: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A note appears unless --quiet, a detail only with --verbose, an error always; the last option counts."""
    with main.make_context("mapgen", [*arguments, "show"]):
        messages.note("note")
        messages.detail("detail")
        messages.error("error")
    assert capsys.readouterr().err == "".join(f"mapgen: {word}\n" for word in [*said, "error"])


def test_messages_are_printable(capsys: pytest.CaptureFixture[str]) -> None:
    """Each line of a message begins with `mapgen:`, and a control character is written as its number."""
    messages.note("a\nb\x1b[2J")
    assert capsys.readouterr().err == "mapgen: a\nmapgen: b\\u001b[2J\n"


def test_verbose_says_what_was_read_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --verbose, stderr has the file that was read, each file written with its size, and how long it took."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["render", "-v", "--as-of", "2025-12-15", "-o", "x.svg"])
    size = (tmp_path / "x.svg").stat().st_size
    assert done.stdout == "x.svg\n"
    read, source, wrote, ended = done.stderr.splitlines()
    assert read.startswith("mapgen: read the record shipped with mapgen")
    assert source.endswith("of the region south-america: " + str(shipped_record()))
    assert wrote == f"mapgen: wrote x.svg: {size:,} bytes"
    assert ended.startswith("mapgen: ended after ")


def test_quiet_holds_for_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quiet batch says on stderr only which maps failed; it prints the paths that it drew as always."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "maps.toml").write_text('[[map]]\nas_of = 2025-12-15\nformats = "svg"\noutput = "x.{format}"\n')
    done = CliRunner().invoke(main, ["batch", "maps.toml", "--jobs", "1", "-q"])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "x.svg\n", "")
