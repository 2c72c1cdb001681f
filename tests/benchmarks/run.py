"""Measure mapgen against what people would use instead: whole processes, in turns, on this machine.

    python tests/benchmarks/run.py                              everything, five rounds
    python tests/benchmarks/run.py --rounds 3 --only svg png    some of it
    python tests/benchmarks/run.py --json result.json           every single run's figures, too

Run it with the Python that mapgen is installed in, on Linux or macOS, and with nothing else running: ratios hold
then, single times do not. The table goes to stdout, progress to stderr. Caches and maps lie in a temporary folder
that is removed; the user's own are not touched. These are no tests: pytest does not collect this folder.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from itertools import count
from pathlib import Path

from contests import Contest, Contestant, contests
from processes import FailedRunError, Run, run_process
from table import Runs, plain_results, table_of


class _Track:
    """Where contests are held: a temporary folder, with the caches that all but fresh runs share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()

    def hold(self, contest: Contest, rounds: int) -> Runs:
        """Return the runs of each contestant: a warm-up that does not count, then round after round in turns."""
        for name, text in contest.given.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        _say(f"{contest.title}: warm-up (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
        for contestant in contest.contestants:
            self._run(contestant)
        runs: list[list[Run]] = [[] for _ in contest.contestants]
        for number in range(rounds):
            _say(f"{contest.title}: round {number + 1} of {rounds}")
            for own, contestant in zip(runs, contest.contestants, strict=True):
                own.append(self._run(contestant))
        return runs

    def _run(self, contestant: Contestant) -> Run:
        caches = self.folder / (f"caches-{next(self.numbers)}" if contestant.fresh else "caches")
        return run_process(contestant, self.folder, caches)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _arguments(names: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=_at_least_one, default=5, help="counted runs of each tool [5]")
    parser.add_argument("--only", nargs="+", choices=names, metavar="JOB", help=f"some of: {', '.join(names)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every single run's figures")
    return parser.parse_args()


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"write a whole number from 1, not {text}")
    return int(text)


def _machine() -> dict[str, object]:
    packages = ("mapgen", "geopandas", "matplotlib")
    python = {"python": platform.python_version(), **{name: version(name) for name in packages}}
    return python | {"machine": platform.machine(), "system": platform.platform(), "cores": os.cpu_count()}


def main() -> None:
    """Hold the contests asked for and print the table; exit 1 where a tool fails."""
    every = tuple(contests())
    asked = _arguments([contest.name for contest in every])
    chosen = [contest for contest in every if not asked.only or contest.name in asked.only]
    with tempfile.TemporaryDirectory(prefix="mapgen-benchmark-") as folder:
        track = _Track(Path(folder))
        try:
            results = [(contest, track.hold(contest, asked.rounds)) for contest in chosen]
        except FailedRunError as error:
            sys.exit(str(error))
    print(table_of(results))
    if asked.json:
        result = {"machine": _machine(), "rounds": asked.rounds, "results": plain_results(results)}
        asked.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
