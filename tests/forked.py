"""Commands in processes of their own that are forked from one that has loaded mapgen: loading it is most of their time.

For tests of what many commands do, and not of how one starts.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

# Nothing keeps a test waiting for longer, should a process hang.
PATIENCE = 120


class Call(NamedTuple):
    """The arguments of a command, and the variables of its environment that differ from the test's."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = {}


def forked(
    calls: Sequence[Call],
    folder: Path,
    *,
    before: Callable[[], None] | None = None,
    at_once: bool = False,
    wings: Sequence[str] = (),
) -> list[subprocess.CompletedProcess[str]]:
    """Run commands in a folder, one after the other or all at once; `before` is called in the first new process.

    That process loads the command line, and the modules of some wings of mapgen.
    """
    with TemporaryDirectory() as said:
        subprocess.run(
            [sys.executable, __file__, said, "at once" if at_once else "in turn", "commands", *wings],
            cwd=folder,
            input=json.dumps(calls),
            text=True,
            preexec_fn=before,
            check=True,
            timeout=PATIENCE,
        )
        codes = json.loads(Path(said, "codes").read_text())
        return [
            _done(call, code, f"{said}/{number}") for number, (call, code) in enumerate(zip(calls, codes, strict=True))
        ]


def _done(call: Call, code: int, said: str) -> subprocess.CompletedProcess[str]:
    words = [Path(f"{said}.{name}").read_text(encoding="utf-8") for name in ("out", "err")]
    return subprocess.CompletedProcess(call.arguments, code, *words)


def _run_all(said: str, calls: Sequence[Call], *, at_once: bool) -> None:
    """Fork a process for each command, and keep its exit code and what it says in a folder."""
    running, codes = [], []
    for number, call in enumerate(calls):
        if not (pid := os.fork()):
            _become(call, f"{said}/{number}")
            return
        running.append(pid)
        if not at_once:
            codes.append(_ended(running.pop()))
    codes += map(_ended, running)
    Path(said, "codes").write_text(json.dumps(codes))


def _ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _become(call: Call, said: str) -> None:
    """Run a command in this process, which ends as any command does."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{said}.{name}", os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.environ.update(call.environment)
    from mapgen.cli.main import main

    main(call.arguments, prog_name="mapgen")


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, of which a command knows nothing
    for wing in sys.argv[3:]:
        for module in pkgutil.iter_modules(importlib.import_module(f"mapgen.{wing}").__path__):
            importlib.import_module(f"mapgen.{wing}.{module.name}")
    _run_all(sys.argv[1], [Call(*call) for call in json.load(sys.stdin)], at_once=sys.argv[2] == "at once")
