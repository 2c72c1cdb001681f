"""Many maps, one command at a time or as one batch: `many_maps.py single|batch COUNT [JOBS]`, in an empty folder.

Each map is of another year, language, size and theme, as PNG and SVG. A batch forgets what it drew before.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import islice, product
from pathlib import Path

_MAPGEN = str(Path(sys.executable).with_name("mapgen"))
_LANGS, _SIZES, _THEMES = ("en", "es", "pt"), ("article", "x"), ("newsprint", "dark")
_FIRST, _LAST = 2001, 2025


def _single(count: int) -> None:
    every = product(range(_FIRST, _LAST + 1), _LANGS, _SIZES, _THEMES)
    for number, (year, lang, size, theme) in enumerate(islice(every, count)):
        map_style = ("--lang", lang, "--size", size, "--theme", theme)
        outputs = ("-o", f"single/{number}.png", "-o", f"single/{number}.svg")
        subprocess.run(
            (_MAPGEN, "render", "--as-of", f"{year}-12-31", *map_style, *outputs), check=True, capture_output=True
        )


def _batch(count: int, jobs: int) -> None:
    years = -(-count // (len(_LANGS) * len(_SIZES) * len(_THEMES)))
    days = ", ".join(f"{year}-12-31" for year in range(_FIRST, _FIRST + years))
    lists = "\n".join(
        f"{key} = {list(values)}" for key, values in (("lang", _LANGS), ("size", _SIZES), ("theme", _THEMES))
    )
    Path("maps.toml").write_text(f"[[map]]\nas_of = [{days}]\n{lists}\n", encoding="utf-8")
    subprocess.run((_MAPGEN, "batch", "maps.toml", "--force", "--jobs", str(jobs)), check=True, capture_output=True)


if __name__ == "__main__":
    kind, wanted, *processes = sys.argv[1:]
    if kind == "single":
        _single(int(wanted))
    else:
        _batch(int(wanted), int(processes[0]))
