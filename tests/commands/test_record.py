"""The command `check` on the colours of a list, and the note on them when it is drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import mapgen

HEAD = """\
[snapshot]
region = "south-america"
as_of = 2026-11-01
coder = "The desk"
source = "x"
missing = "no-data"
scale = ["yes", "no", "away"]
[classes.yes]
label = "In favour"
colour = "#1b7f79"
[classes.no]
colour = "{no}"
[classes.away]
colour = "#e8c468"
[alignments]
ARG = "yes"
BRA = "no"
CHL = "away"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run every test in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("no", "finding"),
    [
        ("#1b7f79", 'class yes "In favour" (#1b7f79) and class no (#1b7f79) have one colour; give each its own'),
        ("#8c8c8a", "class no (#8c8c8a) and no-data (#8c8c8a) have one colour; give each its own"),
    ],
)
def test_colours_that_nobody_can_tell_apart_are_reported(here: Path, no: str, finding: str) -> None:
    """By the check, whose exit code is 1, and on stderr where the list is drawn, as it is all the same."""
    (here / "list.toml").write_text(HEAD.format(no=no), encoding="utf-8")
    result = mapgen("check", "list.toml")
    assert (result.exit_code, result.stdout) == (1, f"unfit   colours: {finding}\n")
    report = json.loads(mapgen("check", "list.toml", "--format", "json").stdout)
    assert report == [{"level": "unfit", "where": "colours", "message": finding}]
    drawn = mapgen("render", "list.toml", "-o", "list.svg")
    assert drawn.exit_code == 0
    assert f"colours: {finding}" in " ".join(drawn.stderr.split())
    assert (here / "list.svg").exists()


def test_colours_that_a_map_does_not_show_are_not_spoken_of(here: Path) -> None:
    """Black ink has no use for them; and sound ones have nothing to report."""
    (here / "list.toml").write_text(HEAD.format(no="#1b7f79"), encoding="utf-8")
    assert "colours" not in mapgen("render", "list.toml", "--theme", "print-bw", "-o", "a.svg").stderr
    (here / "list.toml").write_text(HEAD.format(no="#b5532a"), encoding="utf-8")
    assert mapgen("check", "list.toml").exit_code == 0
    assert "colours" not in mapgen("render", "list.toml", "-o", "b.svg").stderr
