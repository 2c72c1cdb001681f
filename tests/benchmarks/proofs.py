"""What `mapgen verify` takes: 300 files as mapgen wrote them, 300 packed anew, and the largest page, whole and altered.

`python tests/benchmarks/proofs.py [COMMAND]` prints a table in Markdown: the medians of three runs, by the clock and of
the processor, and the most memory. COMMAND is the mapgen to measure, by default that of this Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

_FILES = 300
_DAY = ("--as-of", "2025-12-15", "--basis", "elected")
_RUNS = 3
# The chunk of a PNG which says that its colours are sRGB; a header of 33 bytes stands before it.
_SRGB = bytes.fromhex("000000017352474200aece1ce9")


def main() -> None:
    """Draw what is proven, copy it, and print the table."""
    command = sys.argv[1:] or [str(Path(sys.executable).with_name("mapgen"))]
    with TemporaryDirectory(prefix="mapgen-proofs-") as name:
        folder = Path(name)
        made = _made(command, folder)
        print("| what | files | seconds | of the processor | MB |\n| --- | --- | --- | --- | --- |")
        for words, paths in _cases(folder, made).items():
            runs = [_measured([*command, "verify", *map(str, paths)], folder) for _ in range(_RUNS)]
            seconds, busy = (median(run[number] for run in runs) for number in range(2))
            print(f"| {words} | {len(paths)} | {seconds:.2f} | {busy:.2f} | {max(run[2] for run in runs):.0f} |")


def _made(command: Sequence[str], folder: Path) -> Mapping[str, bytes]:
    calls = {
        "map.svg": ("render", *_DAY),
        "map.png": ("render", *_DAY),
        "map.pdf": ("render", *_DAY, "--size", "print"),
        "card.png": ("render", *_DAY, "--size", "og"),
        "map.html": ("page", *_DAY),
    }
    for name, call in calls.items():
        subprocess.run([*command, *call, "-o", name], cwd=folder, check=True, capture_output=True)
    return {name: (folder / name).read_bytes() for name in calls}


def _cases(folder: Path, made: Mapping[str, bytes]) -> dict[str, list[Path]]:
    page = made["map.html"]
    return {
        "files as they were written": _copies(folder / "whole", made, bytes),
        "the same, packed anew (PDF: altered)": _copies(folder / "packed", made, _packed),
        "a page": _copies(folder / "page", {"map.html": page}, bytes, 1),
        "a page of which a word is another": _copies(
            folder / "altered", {"map.html": page}, lambda data: data.replace(b"Boric", b"Borik", 1), 1
        ),
    }


def _copies(
    folder: Path, made: Mapping[str, bytes], change: Callable[[bytes], bytes], count: int = _FILES
) -> list[Path]:
    folder.mkdir()
    names = [*made]
    paths = [folder / f"{number}-{names[number % len(names)]}" for number in range(count)]
    changed = {name: change(data) for name, data in made.items()}
    for number, path in enumerate(paths):
        path.write_bytes(changed[names[number % len(names)]])
    return paths


def _packed(data: bytes) -> bytes:
    """Return a file with other line ends, or a PNG which says that its colours are sRGB; a PDF is altered."""
    if data.startswith(b"\x89PNG"):
        return data[:33] + _SRGB + data[33:]
    return data.replace(b"\n", b"\r\n")


def _measured(command: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Return the seconds that a command takes, by the clock and of the processor, and the most megabytes it holds."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


if __name__ == "__main__":
    main()
