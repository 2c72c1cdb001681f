"""Tests of completion in a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from mapgen.cli.main import main
from mapgen.commands.completion import INSTALL
from mapgen.disk.shipped import shipped_names
from mapgen.drawing.sizes import NAMED
from mapgen.places.languages import languages
from mapgen.places.regions import region_names
from mapgen.sources.locating import source_names
from mapgen.themes.file import theme_names
from mapgen.views.view import view_names


def completed(*words: str) -> list[str]:
    """Return what a shell would offer for the last of the words."""
    *arguments, incomplete = words
    items = ShellComplete(main, {}, "mapgen", "_MAPGEN_COMPLETE").get_completions(arguments, incomplete)
    return [item.value for item in items if item.type == "plain"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run every test in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("rend",), ["render"]),
        (("render", "--size", ""), [*NAMED]),
        (("render", "--size", "O"), ["og"]),
        (("render", "--theme", ""), [*theme_names()]),
        (("check", "--theme", "pr"), ["print-bw"]),
        (("render", "--lang", ""), [*languages()]),
        (("render", "--region", ""), [*region_names()]),
        (("render", "--view", ""), [*view_names()]),
        (("views", "ti"), ["tigri"]),
        (("render", "--scale", ""), ["110m", "50m", "10m"]),
        (("render", "--basis", "el"), ["elected"]),
        (("render", "--labels", "c"), ["codes"]),
        (("render", ""), [*source_names(), "-"]),
        (("show", "--codes", "cow,v"), ["cow,vdem"]),
        (("export", "--codes", "iso"), ["iso2", "iso-numeric"]),
        (("export", "--shapes", ""), ["drawn", "full"]),
        (("compare", "record/"), ["record/office", "record/elected"]),
        (("compare", "record", ""), [*source_names(), "-", "record/office", "record/elected"]),
        (("compare", "record", "el-c"), [name for name in shipped_names("snapshots") if name.startswith("el-c")]),
        (("update", "BR"), ["BRA"]),
        (("update", "bras"), ["Brasil"]),
        (("log", "peru"), ["Peru"]),
        (("update", "Chile", "--alignment", "no"), ["no-data"]),
        (("show", "--format", "m"), ["markdown"]),
        (("completion", ""), [*INSTALL]),
        (("completion", "Z"), ["zsh"]),
        (("render", "--territory", "flk"), ["FLK=neutral", "FLK=sovereign", "FLK=hidden"]),
        (("render", "--claim", "tigri=h"), ["tigri=hatched", "tigri=hidden"]),
        (("page", "--text", "name.fl"), ["name.FLK="]),
        (("render", "--text", "ce"), ["centre-left=", "centre=", "centre-right="]),
    ],
)
def test_values_are_completed(words: tuple[str, ...], offered: list[str]) -> None:
    """A shell is offered the values that begin as typed, in any case."""
    assert completed(*words) == offered


def test_files_are_completed(here: Path) -> None:
    """SOURCE, a region and a theme may be a TOML file, also in another folder; other files are left to the shell."""
    (here / "desk").mkdir()
    for name in ("mine.toml", "mine.png", "desk/mine.toml"):
        (here / name).touch()
    assert completed("render", "mi") == ["mine.toml"]
    assert completed("render", "desk/") == ["desk/mine.toml"]
    assert completed("render", "--theme", "m") == ["mine.toml"]
    assert completed("render", "nowhere/x") == []
    items = ShellComplete(main, {}, "mapgen", "_MAPGEN_COMPLETE").get_completions(["render"], "desk")
    assert [(item.type, item.value) for item in items] == [("file", "desk")]


def test_a_name_with_a_space_is_completed_by_its_code() -> None:
    """Countries are those of the record's region; bash would split a name with a space."""
    keys = "title = 'C'\nregion = 'central-america'\nbegins = 2020-01-01\ncoder = 'c'\nscale = ['left', 'right']\n"
    Path("record.toml").write_text(f"[record]\n{keys}")
    assert completed("update", "costa") == ["CRI"]
    assert completed("update", "--record", "nothing.toml", "brazi") == ["Brazil"]


@pytest.mark.parametrize("shell", INSTALL)
def test_the_script_says_how_to_install_it(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Script, help and manual have the same line; without a name it is the user's own shell."""
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    script = CliRunner().invoke(main, ["completion"], prog_name="mapgen")
    assert script.exit_code == 0
    assert script.stdout == CliRunner().invoke(main, ["completion", shell], prog_name="mapgen").stdout
    assert f"_MAPGEN_COMPLETE={shell}_complete" in script.stdout
    assert script.stdout.splitlines()[-1] == f"# To install it: {INSTALL[shell]}"
    assert INSTALL[shell] in CliRunner().invoke(main, ["completion", "-h"], prog_name="mapgen").stdout


@pytest.mark.parametrize("shell", ["BASH", "Fish"])
def test_a_shell_is_named_in_any_case(shell: str) -> None:
    """The script is that of the shell."""
    script = CliRunner().invoke(main, ["completion", shell], prog_name="mapgen")
    assert f"_MAPGEN_COMPLETE={shell.lower()}_complete" in script.stdout


def test_an_unknown_shell_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name, and with a shell that has no completion, the message lists the shells."""
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    result = CliRunner().invoke(main, ["completion"], prog_name="mapgen")
    assert result.exit_code == 2
    assert "Name your shell: mapgen completion bash, zsh or fish." in result.stderr


def test_bash_completes_a_command_line(here: Path) -> None:
    """A real bash that has sourced the script completes commands and values, also where a file would fit."""
    command = here / "mapgen"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m mapgen "$@"\n')
    command.chmod(0o755)
    (here / "mine.toml").touch()
    (here / "two words.toml").touch()
    lines = {
        "mapgen rend": "render",
        "mapgen render --size po": "portrait",
        "mapgen render min": "mine.toml",
        "mapgen render two": "two words.toml",
        "mapgen render --size = po": "portrait",
        "mapgen render --territory FLK = n": "neutral",
        "mapgen render --territory = FLK = h": "hidden",
        "mapgen render --text ti": "title=",
    }
    for line, word in lines.items():
        words = line.split()
        script = f"""
        eval "$(mapgen completion bash)"
        COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; COMP_LINE="{line}"
        _mapgen_completion mapgen "{words[-1]}" "{words[-2]}" 2>/dev/null
        echo "${{COMPREPLY[@]}}"
        complete -p mapgen
        """
        done = subprocess.run(
            ["bash", "--norc", "-c", script],
            env={**os.environ, "PATH": f"{here}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines() == [word, "complete -o nosort -F _mapgen_completion mapgen"]
