"""Odd systems: environments, streams, limits and folders under which each command draws, or refuses in words.

    python tests/campaign/systems.py [--commands render show] [--systems stdout-full]

runs each command on each system and prints what is wrong.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

# This checkout's mapgen, whichever is installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from campaign.files import ROOT
from campaign.judge import Fault, contents, malformed
from campaign.trials import Trial, lay_out
from msgspec import Struct

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "render": (
        "render",
        "full.toml",
        "--as-of=2025-12-15",
        "--scale=110m",
        "-o",
        "a.svg",
        "-o",
        "a.png",
        "-o",
        "new/a.pdf",
    ),
    "svg": ("render", "full.toml", "--as-of=2025-12-15", "--scale=110m", "-o", "a.svg"),
    "show": ("show", "full.toml", "--as-of=2025-12-15"),
    "check": ("check", "full.toml", "--as-of=2025-12-15"),
    "calendar": ("calendar", "full.toml", "--as-of=2025-12-15", "--format=ics"),
    "log": ("log", "Brazil", "full.toml"),
    "update": ("update", "Chile", "--record=record.toml", "--note=ação", "--yes"),
    "page": (
        "page",
        "full.toml",
        "--as-of=2025-12-15",
        "--from=2025-12-13",
        "--to=2025-12-31",
        "--scale=110m",
        "-o",
        "a.html",
    ),
    "embed": ("embed", "full.toml", "--as-of=2025-12-15", "--scale=110m", "-o", "out"),
    "timeline": (
        "timeline",
        "full.toml",
        "--from=2025-12-13",
        "--to=2026-01-31",
        "--scale=110m",
        "--format=strip",
        "-o",
        "a.png",
    ),
    "compare": ("compare", "full.toml@2025-12-13", "list.toml", "--scale=110m", "-o", "a.svg"),
    "batch": ("batch", "maps.toml", "--jobs=2"),
    "verify": ("verify", "map.svg", "map.png", "map.pdf", "page.html", "--record=full.toml"),
    "init": ("init", "desk"),
    "help": ("render", "--help"),
}
_NOT_AS_ROOT = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
_MB = 2**20


class System(Struct, frozen=True):
    """A system: variables (None takes one away), what happens in the new process, its streams, and its folder.

    `alike` says that files and standard output are to be the same as on an ordinary system where the command succeeds.
    """

    variables: Mapping[str, str | None] = {}
    before: Callable[[], object] | None = None
    stdout: str = "pipe"
    stderr: str = "pipe"
    folder: Callable[[Path], object] | None = None
    options: tuple[str, ...] = ()
    alike: bool = True

    @property
    def prints(self) -> bool:
        """Whether all that a command says can be written."""
        return self.stdout == self.stderr == "pipe" and "PYTHONIOENCODING" not in self.variables


def _limit(kind: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (most, most))


def _locked(mode: int, *names: str) -> Callable[[Path], None]:
    return lambda folder: [(folder / name).chmod(mode) for name in names or (".",)] and None


def _gone() -> None:
    """Remove the folder in which one stands."""
    import shutil

    shutil.rmtree(Path.cwd())


SYSTEMS: Mapping[str, System] = {
    "home-unset": System({"HOME": None}),
    "home-nowhere": System({"HOME": "/nonexistent", "XDG_CACHE_HOME": None, "MPLCONFIGDIR": None}),
    "home-null": System({"HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null", "MPLCONFIGDIR": "/dev/null"}),
    "cache-full": System({"XDG_CACHE_HOME": "/dev/full"}),
    "cache-proc": System({"XDG_CACHE_HOME": "/proc"}),
    "cache-relative": System({"XDG_CACHE_HOME": "cache"}),
    "cache-no-utf8": System({"XDG_CACHE_HOME": "/tmp/\udcff/cache"}),  # noqa: S108 (it is made nowhere)
    "temporary-nowhere": System({"TMPDIR": "/nonexistent"}),
    "lang-c": System({"LANG": "C", "LC_ALL": "C"}),
    "lang-c-no-utf8": System({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, alike=False),
    "lang-unknown": System({"LC_ALL": "xx_YY.UTF-8", "LANGUAGE": "\udcff"}),
    "cp1252": System({"PYTHONIOENCODING": "cp1252"}, alike=False),
    "ascii": System({"PYTHONIOENCODING": "ascii"}, alike=False),
    "utf-16": System({"PYTHONIOENCODING": "utf-16"}, alike=False),
    "terminal-dumb": System({"TERM": "dumb", "NO_COLOR": "1"}),
    "terminal-narrow": System({"COLUMNS": "1", "LINES": "1"}, alike=False),
    "terminal-nonsense": System({"COLUMNS": "x", "LINES": "-1", "FORCE_COLOR": "", "TERM": ""}, alike=False),
    "colour-forced": System({"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, alike=False),
    "backend-garbage": System({"MPLBACKEND": "garbage"}),
    "matplotlib-config": System({"MPLCONFIGDIR": "/proc/nothing"}),
    "matplotlibrc-here": System(
        folder=lambda folder: (folder / "matplotlibrc").write_text("savefig.dpi: x\nfont.size: 99\n")
    ),
    "zone-odd": System({"TZ": "Nowhere/Nothing"}),
    "zone-far": System({"TZ": "<+14>-14"}, options=()),
    "epoch-garbage": System({"SOURCE_DATE_EPOCH": "x"}),
    "optimized": System({"PYTHONOPTIMIZE": "2"}),
    "warnings-shown": System({"PYTHONWARNINGS": "always", "PYTHONDEVMODE": "1"}, alike=False),
    "threads": System({"OMP_NUM_THREADS": "x", "OPENBLAS_NUM_THREADS": "0"}),
    "proj-nowhere": System({"PROJ_DATA": "/nonexistent", "PROJ_LIB": "/nonexistent", "GDAL_DATA": "/nonexistent"}),
    "record-missing": System({"MAPGEN_RECORD": "missing.toml"}),
    "record-odd": System({"MAPGEN_RECORD": "\udcff"}),
    "stdout-closed": System(stdout="closed"),
    "stdout-full": System(stdout="full"),
    "stdout-broken": System(stdout="broken"),
    "stderr-closed": System(stderr="closed"),
    "stderr-full": System(stderr="full"),
    "all-closed": System(stdout="closed", stderr="closed"),
    "all-full": System(stdout="full", stderr="full"),
    "files-64": System(before=_limit(resource.RLIMIT_NOFILE, 64)),
    "files-20": System(before=_limit(resource.RLIMIT_NOFILE, 20)),
    "memory-1-gb": System(before=_limit(resource.RLIMIT_AS, 1024 * _MB)),
    "memory-300-mb": System(before=_limit(resource.RLIMIT_AS, 300 * _MB)),
    "file-size-10-kb": System(before=_limit(resource.RLIMIT_FSIZE, 10_000)),
    "file-size-0": System(before=_limit(resource.RLIMIT_FSIZE, 0)),
    "no-core-no-lock": System(before=_limit(resource.RLIMIT_MEMLOCK, 0)),
    "stack-small": System(before=_limit(resource.RLIMIT_STACK, 512 * 1024)),
    "umask-077": System(before=lambda: os.umask(0o077)),
    "umask-777": System(before=lambda: os.umask(0o777), alike=False),
    "folder-read-only": System(folder=_locked(0o555)),
    "folder-closed": System(folder=_locked(0o000)),
    "files-unreadable": System(folder=_locked(0o000, "full.toml", "record.toml", "maps.toml", "list.toml", "map.svg")),
    "files-read-only": System(folder=_locked(0o444, "full.toml", "record.toml", "maps.toml", "list.toml")),
    "folder-gone": System(before=_gone),
}


class Ended(Struct, frozen=True):
    """How a command ended: its exit code, what it said, and the files that are new or changed."""

    code: int
    stdout: bytes
    stderr: str
    files: Mapping[str, bytes | str]


def ended(command: Sequence[str], system: System, cache: Path) -> tuple[Ended, list[Fault]]:
    """Run a command on a system in a folder of its own; returns how it ended, and its faults."""
    with TemporaryDirectory(prefix="odd") as place:
        folder = Path(place).resolve() / "desk"
        folder.mkdir()
        lay_out(Trial("system", ()), folder)
        # A verdict is about files that lie there as they were made.
        before = contents(folder)
        if system.folder:
            system.folder(folder)
        before |= {path: data for path, data in contents(folder).items() if path not in before}
        done = _run([*command, *system.options], system, folder, cache)
        if folder.exists():
            folder.chmod(0o755)
        for name in ("full.toml", "record.toml", "maps.toml", "list.toml", "map.svg"):
            if (folder / name).exists():
                (folder / name).chmod(0o644)
        after = contents(folder) if folder.exists() else {}
        new = {path: data for path, data in after.items() if before.get(path) != data}
        faults = [*_faults(command[0], system, done, new, folder)]
        files = {str(Path(path).relative_to(folder.parent)): data for path, data in new.items()}
        return Ended(done.returncode, done.stdout or b"", _text(done.stderr), files), faults


def _text(data: bytes | None) -> str:
    return (data or b"").decode(errors="replace")


def _run(command: Sequence[str], system: System, folder: Path, cache: Path) -> subprocess.CompletedProcess[bytes]:
    variables: dict[str, str | None] = {
        **os.environ,
        "XDG_CACHE_HOME": str(cache),
        "MPLCONFIGDIR": f"{cache}/mpl",
        "TZ": "UTC",
    }
    variables |= {"PYTHONPATH": str(ROOT), **system.variables}
    closed = [number for number, kind in ((1, system.stdout), (2, system.stderr)) if kind == "closed"]

    def before() -> None:
        if system.before:
            system.before()
        for number in closed:
            os.close(number)

    locked = _NOT_AS_ROOT if system.folder else ()
    with _stream(system.stdout) as stdout, _stream(system.stderr) as stderr:
        return subprocess.run(
            [*locked, sys.executable, "-m", "mapgen", *command],
            cwd=folder,
            env={name: value for name, value in variables.items() if value is not None},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            preexec_fn=before,
            timeout=120,
            check=False,
        )


@contextmanager
def _stream(kind: str) -> Iterator[int | IO[bytes]]:
    if kind == "full":
        with Path("/dev/full").open("wb", buffering=0) as stream:
            yield stream
    elif kind == "broken":
        reading, writing = os.pipe()
        os.close(reading)
        yield writing
        os.close(writing)
    else:
        yield subprocess.PIPE


def _faults(
    command: str, system: System, done: subprocess.CompletedProcess[bytes], new: Mapping[str, bytes | str], folder: Path
) -> Iterator[Fault]:
    said = _text(done.stderr)
    if done.returncode not in (0, 1, 2):
        yield Fault(f"exit code {done.returncode}", said[-1500:])
    if "Traceback" in said or "Exception ignored" in said or "Warning:" in said:
        yield Fault("a traceback or a warning on stderr", said[-3000:])
    if done.returncode == 2 and not said.strip() and not done.stdout and system.stderr == "pipe":
        yield Fault("exit code 2 without a word")
    if left := [path for path in new if ".mapgen-" in path]:
        yield Fault("left behind", ", ".join(left))
    written = [path for path in new if path.startswith(f"{folder}/") and "/cache" not in path]
    # What cannot be printed was drawn all the same: it stands, whole.
    if done.returncode == 2 and written and command != "batch" and system.prints:
        yield Fault("written although refused", f"{', '.join(written)}; {said[-500:]}")
    for path in written:
        if Path(path).is_file() and (wrong := malformed(Path(path))):
            yield Fault("malformed", f"{path}: {wrong}")


def differences(usual: Ended, odd: Ended) -> Iterator[Fault]:
    """Yield what is another on an odd system although the command succeeded."""
    if odd.code != 0 or usual.code != 0:
        return
    known = {path: data for path, data in odd.files.items() if not path.startswith("desk/cache")}
    if known != dict(usual.files):
        names = sorted(path for path in {*known, *usual.files} if known.get(path) != usual.files.get(path))
        yield Fault("another file", ", ".join(names))
    if odd.stdout and odd.stdout != usual.stdout:
        yield Fault("another output", f"{odd.stdout[:300]!r} for {usual.stdout[:300]!r}")


def main() -> int:
    """Run what is asked for; returns 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    asked = parser.parse_args()
    wrong = runs = 0
    with TemporaryDirectory() as cache:
        for command in asked.commands:
            usual, faults = ended(COMMANDS[command], System(), Path(cache))
            for name in ("usual", *asked.systems):
                if name != "usual":
                    odd, faults = ended(COMMANDS[command], SYSTEMS[name], Path(cache))
                    faults += differences(usual, odd) if SYSTEMS[name].alike else ()
                runs += 1
                wrong += bool(faults)
                for fault in faults:
                    print(f"{command} on {name}: {fault.kind}\n    {fault.detail}", flush=True)
    print(f"{runs} runs of {len(asked.commands)} commands on {len(asked.systems)} systems: {wrong} with faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
