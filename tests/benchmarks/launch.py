"""Run one command and print its wall and its processor seconds, its peak memory in bytes and its exit code.

    python -IS launch.py COMMAND [ARGUMENT ...]

A process of its own, and as small as python gets: a child's peak memory counts that of the process it was forked
from, so a benchmark that forked by itself would report its own size for every small command.
"""

import os
import sys
import time

# Linux counts in kilobytes, macOS in bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def _launch(command: list[str]) -> tuple[float, float, int, int]:
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    began = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - began
    busy = usage.ru_utime + usage.ru_stime
    return seconds, busy, usage.ru_maxrss * _MEMORY_UNIT, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    print(*_launch(sys.argv[1:]))
