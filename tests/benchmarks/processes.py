"""Whole processes measured: how long one took, how much memory it held, and how large its files are."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contests import Contestant

_LAUNCHER = Path(__file__).with_name("launch.py")


class FailedRunError(Exception):
    """A measured command failed, so there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and processor seconds, peak memory, and the bytes of its files, as they are and gzipped."""

    seconds: float
    busy: float
    peak: int
    size: int
    gzipped: int


def run_process(contestant: Contestant, folder: Path, caches: Path) -> Run:
    """Run a contestant's command in a folder, where it writes its files; they are measured and removed.

    What it keeps between runs lies below `caches`. Raises FailedRunError for an exit code other than 0 and for a
    file that is not there.
    """
    launcher = [sys.executable, "-IS", str(_LAUNCHER), *contestant.command]
    environment = _environment(caches)
    done = subprocess.run(launcher, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    seconds, busy, peak, code = done.stdout.split() if done.returncode == 0 else ("0", "0", "0", "none")
    if code != "0":
        raise FailedRunError(f"{' '.join(contestant.command)}: exit code {code}\n{done.stderr[-2000:]}")
    sizes = [_weighed(folder / name) for name in contestant.files]
    if contestant.own_clock:
        seconds = (folder / "clock").read_text(encoding="ascii")
    return Run(float(seconds), float(busy), int(peak), sum(size for size, _ in sizes), sum(small for _, small in sizes))


def _environment(caches: Path) -> Mapping[str, str]:
    """Return the environment of every run: matplotlib looks for no screen, and no user's settings interfere.

    Bytecode is kept from the warm-up on, as it is wherever a package is installed; a checkout on a machine that writes
    none would compile itself in every run.
    """
    own = {"XDG_CACHE_HOME": caches / "xdg", "MPLCONFIGDIR": caches / "matplotlib", "MPLBACKEND": "agg"}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {name: str(value) for name, value in own.items()}


def _weighed(path: Path) -> tuple[int, int]:
    """Return the bytes of a file, as it is and gzipped, and remove it, so that the next run has to write it anew."""
    if not path.is_file():
        raise FailedRunError(f"{path.name} was not written")
    data = path.read_bytes()
    path.unlink()
    return len(data), len(gzip.compress(data, mtime=0))
