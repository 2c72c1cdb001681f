"""Same inputs, same bytes: in any process, folder, time zone, language and with any hash seed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

ARGUMENTS = ("render", "--as-of", "2026-11-23", "--basis", "elected", "--size", "og", "--lang", "es")
FILES = ("map.svg", "map.png")
Command = Callable[..., subprocess.CompletedProcess[str]]


def rendered(command: Command, folder: Path, **environment: str) -> list[bytes]:
    """Return the bytes of the map as SVG and PNG, drawn in a process of its own in a new folder."""
    folder.mkdir(parents=True)
    done = command(*ARGUMENTS, "-o", FILES[0], "-o", FILES[1], folder=folder, **environment)
    assert done.returncode == 0, done.stderr
    return [(folder / name).read_bytes() for name in FILES]


def test_every_process_draws_the_same_bytes(tmp_path: Path, command: Command) -> None:
    """SVG and PNG are the same files whatever surrounds the process: seed, folder, time zone, locale, settings."""
    environments: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
        {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "COLUMNS": "40", "NO_COLOR": "1"},
        {"PYTHONOPTIMIZE": "2", "SOURCE_DATE_EPOCH": "1"},
    ]
    drawn = [
        rendered(command, tmp_path / "as deep as" / str(number), **environment)
        for number, environment in enumerate(environments)
    ]
    assert all(one == drawn[0] for one in drawn)


def test_a_basemap_from_the_cache_draws_the_same_bytes(tmp_path: Path, command: Command) -> None:
    """The first map in a cache prepares the basemap, the second reads it: both are the same files."""
    cache = tmp_path / "cache"
    cold = rendered(command, tmp_path / "cold", XDG_CACHE_HOME=str(cache))
    assert list((cache / "mapgen" / "basemaps").glob("*.json"))
    warm = rendered(command, tmp_path / "warm", XDG_CACHE_HOME=str(cache))
    assert cold == warm
