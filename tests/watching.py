"""A command that runs on in a process of its own, and whose lines are read as they come."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

# Nothing keeps a test waiting for longer, should a process hang.
PATIENCE = 60
_CODE = "from mapgen.cli.main import main; main(prog_name='mapgen')"


class Running:
    """A running command; it is killed at the end of its `with` if it still runs then."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CODE, *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, text: str) -> list[str]:
        """Wait for a line that holds a text, and return the lines up to it."""
        lines = [self._lines.get(timeout=PATIENCE)]
        while text not in lines[-1]:
            lines.append(self._lines.get(timeout=PATIENCE))
        return lines

    def end(self, number: signal.Signals) -> tuple[int, list[str]]:
        """Send a signal to the process alone; return its exit code and the lines that were still to come."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        lines = []
        while not self._lines.empty():
            lines.append(self._lines.get())
        return code, lines

    def members(self) -> set[int]:
        """Return the numbers of all processes that the command has begun, itself included, and that still run."""
        fields = {
            int(path.name): (path / "stat").read_text().rpartition(")")[2].split()
            for path in Path("/proc").iterdir()
            if path.name.isdecimal() and (path / "stat").exists()
        }
        return {
            number
            for number, (state, _, group, *_) in fields.items()
            if int(group) == self.process.pid and state != "Z"
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()
