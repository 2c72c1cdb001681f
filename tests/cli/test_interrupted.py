"""Two files of a command that was killed between them: the next command, or `verify`, says so and puts it right."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]
OUTPUTS = ("-o", "a.svg", "-o", "b.svg", "--size", "400x500")
NOTE = "mapgen: {}: the command that wrote it was killed before it was in place; it is in place now"
# Runs a command that is killed when it is to move the second of its files.
KILLED = """
import os
from pathlib import Path
from mapgen.cli.main import main
real = Path.replace
def replace(self, target):
    if Path(target).name == "b.svg":
        os.kill(os.getpid(), 9)
    return real(self, target)
Path.replace = replace
main(prog_name="mapgen")
"""


@pytest.fixture
def halfway(command: Command, tmp_path: Path) -> Path:
    """Return a folder in which a.svg is of 2025 and b.svg is still of 2019, as the command was killed between them."""
    assert command("render", "shipped", "--as-of", "2019-06-01", *OUTPUTS).returncode == 0
    call = [sys.executable, "-c", KILLED, "render", "shipped", "--as-of", "2025-12-15", *OUTPUTS, "--force"]
    assert subprocess.run(call, cwd=tmp_path, check=False, capture_output=True).returncode == -signal.SIGKILL
    assert (tmp_path / "a.svg").read_bytes() != (tmp_path / "b.svg").read_bytes()
    return tmp_path


def test_verify_says_so_and_mends_it(halfway: Path, command: Command) -> None:
    """Both files are then of the same run, and nothing else is left; a second time there is nothing to say."""
    assert NOTE.format("b.svg") in command("verify", "a.svg").stderr.splitlines()
    assert (halfway / "a.svg").read_bytes() == (halfway / "b.svg").read_bytes()
    assert sorted(path.name for path in halfway.iterdir()) == ["a.svg", "b.svg"]
    assert "killed" not in command("verify", "a.svg").stderr


def test_the_next_command_says_so_and_mends_it(halfway: Path, command: Command) -> None:
    """Before it asks whether files may be replaced: the same command again finds its own two files."""
    done = command("render", "shipped", "--as-of", "2025-12-15", *OUTPUTS)
    assert done.returncode == 0, done.stderr
    assert NOTE.format("b.svg") in done.stderr.splitlines()
    assert sorted(path.name for path in halfway.iterdir()) == ["a.svg", "b.svg"]
