"""Kill a command at any of the steps by which it changes files, and judge what is left.

    python tests/kills.py --seed 1 --kills 200

A step is a call of the system that makes, writes, moves, locks or removes a file, as Python's audit events tell. The
process kills itself with SIGKILL just before a step, so that each kill can be had again by its number.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

# Runs a command, counts its steps, and kills itself before one of them; the number 0 stands for none.
_RUNNER = """
import atexit, os, signal, sys
at, report = int(sys.argv[1]), sys.argv[2]
del sys.argv[1:3]
count = 0
def step():
    global count
    count += 1
    if count == at:
        os.kill(os.getpid(), signal.SIGKILL)
EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link", "os.symlink",
          "os.truncate", "os.utime", "fcntl.flock", "fcntl.lockf"}
def heard(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in EVENTS:
        step()
def counted(real):
    def call(*arguments, **options):
        step()
        return real(*arguments, **options)
    return call
from mapgen.cli.main import main
def told():
    global at
    at, total = 0, count
    with open(report, "w") as file:
        file.write(str(total))
atexit.register(told)
os.write, os.fsync = counted(os.write), counted(os.fsync)
sys.addaudithook(heard)
main(prog_name="mapgen")
"""
_UPDATE = ("update", "CHL", "--record", "record.toml", "--yes")
_OUTPUTS = ("-o", "a.svg", "-o", "maps/b.svg", "--force")


class Scenario(Struct, frozen=True):
    """A command that is killed, the one that made what it replaces, and the one that runs after the kill."""

    before: tuple[str, ...]
    command: tuple[str, ...]
    afterwards: tuple[str, ...]
    # Whether all files are to be of one run once what was begun is finished; a batch draws each map on its own.
    together: bool = True


SCENARIOS: Mapping[str, Scenario] = {
    "render": Scenario(
        ("render", "shipped", "--as-of", "2019-06-01", *_OUTPUTS),
        ("render", "shipped", "--as-of", "2025-12-15", *_OUTPUTS),
        ("render", "shipped", "--as-of", "2025-12-15", *_OUTPUTS),
    ),
    "timeline": Scenario(
        ("timeline", "shipped", "--to", "1999-01-01", "--format", "strip", *_OUTPUTS),
        ("timeline", "shipped", "--to", "2000-01-01", "--format", "strip", *_OUTPUTS),
        ("timeline", "shipped", "--to", "2000-01-01", "--format", "strip", *_OUTPUTS),
    ),
    "update": Scenario(
        (*_UPDATE, "--source", "first"), (*_UPDATE, "--source", "second"), (*_UPDATE, "--source", "third")
    ),
    "batch": Scenario(
        ("batch", "old.toml", "--jobs", "1"),
        ("batch", "maps.toml", "--jobs", "1", "--force"),
        ("batch", "maps.toml", "--jobs", "1", "--force"),
        together=False,
    ),
}
_MANIFEST = """\
[[map]]
source = "shipped"
as_of = [{days}]
formats = "svg"
output = "a/{{date}}.{{format}}"
"""
Files = dict[str, bytes]


class Kills:
    """A scenario in a folder of its own: what is there before, and what the command makes of it."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario, self.folder, self._work = scenario, folder, folder / "work"
        self._prepare()
        self._run(scenario.before)
        self._before = shutil.copytree(self._work, folder / "before")
        self._run(scenario.command)
        self.old, self.new = visible(self._before), visible(self._work)
        self._restore()
        self.steps = int(self._run(scenario.command))  # with everything in the cache, as it is when it is killed
        assert self.old != self.new

    def _prepare(self) -> None:
        from mapgen.disk.shipped import shipped_path

        (self._work / "maps").mkdir(parents=True)
        shutil.copy(shipped_path("records/south-america.toml"), self._work / "record.toml")
        (self._work / "maps.toml").write_text(_MANIFEST.format(days="2025-12-15, 2025-12-16, 2026-03-11"))
        (self._work / "old.toml").write_text(_MANIFEST.format(days="2025-12-15"))

    def _restore(self) -> None:
        shutil.rmtree(self._work)
        shutil.copytree(self._before, self._work)

    def _run(self, command: Sequence[str], at: int = 0) -> str:
        """Run a command, and return the number of its steps; empty where it was killed."""
        report = self.folder / "steps"
        report.unlink(missing_ok=True)
        call = [sys.executable, "-c", _RUNNER, str(at), str(report), *command]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "XDG_CACHE_HOME": str(self.folder / "cache")}
        done = subprocess.run(call, cwd=self._work, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == -signal.SIGKILL:
            return ""
        assert done.returncode == 0, done.stderr
        return report.read_text()

    def faults(self, at: int) -> Iterator[str]:
        """Kill the command before a step, run the one that comes afterwards, and yield what is not as it must be."""
        self._restore()
        if self._run(self.scenario.command, at):
            yield "it was not killed"
        left = visible(self._work)
        yield from (f"{name} is neither old nor new" for name, data in left.items() if not self._is_known(name, data))
        yield from (f"{name} is gone" for name in self.old if name not in left)
        self._finish()
        left = visible(self._work)
        if self.scenario.together and left not in (self.old, self.new):
            yield "some files are old and some are new"
        yield from (f"{name} is left once all is finished" for name in leftovers(self._work))
        self._run(self.scenario.afterwards)
        if self.scenario.afterwards == self.scenario.command and visible(self._work) != self.new:
            yield "the next run does not end as if nothing had been"
        yield from (f"{name} is left after the next run" for name in leftovers(self._work))

    def _is_known(self, name: str, data: bytes) -> bool:
        return data in (self.old.get(name), self.new.get(name))

    def _finish(self) -> None:
        from mapgen.disk.journal import finish_interrupted

        for folder in [self._work, *(path for path in self._work.rglob("*") if path.is_dir())]:
            finish_interrupted(folder)


def visible(folder: Path) -> Files:
    """Return the files below a folder that a user sees, by their relative paths."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def leftovers(folder: Path) -> list[str]:
    """Return the hidden files below a folder, the state of a batch aside."""
    names = (path.name for path in folder.rglob(".*"))
    return sorted(name for name in names if not name.endswith(".toml.mapgen.json"))


def main() -> None:
    """Kill all scenarios in turns at steps chosen by chance; print figures, and exit 1 where anything is at fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    chance, kills, faults = random.Random(asked.seed), Counter[str](), 0  # noqa: S311 (no secret)
    with tempfile.TemporaryDirectory(prefix="mapgen-kills-") as folder:
        scenarios = {name: Kills(scenario, Path(folder, name)) for name, scenario in SCENARIOS.items()}
        for number in range(asked.kills):
            name = list(scenarios)[number % len(scenarios)]
            step = chance.randint(1, scenarios[name].steps)
            for fault in scenarios[name].faults(step):
                faults += 1
                print(f"{name}, killed before step {step} of {scenarios[name].steps}: {fault}")
            kills[name] += 1
    print(f"{kills.total()} kills ({', '.join(f'{name} {count}' for name, count in kills.items())}): {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
