"""Many maps in one process, of which only the date changes; what each took is written to the file `clock`, in seconds.

    python tests/benchmarks/warm.py plain|mapgen .png|.svg

Whatever can be done once is: the plain script reads, cuts and projects its shapes before the clock runs, and mapgen
its record; a few maps are drawn before it, too.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

_MAPS, _BEFORE = 20, 3


def _days() -> Iterator[date]:
    day = date(2016, 3, 1)
    while True:
        yield day
        day += timedelta(days=100)


def plain(ending: str) -> Callable[[date], object]:
    """Return what draws a map of a day with geopandas and pyplot."""
    import matplotlib.pyplot as plt
    from plain_geopandas import draw, shapes

    land = shapes()

    def drawn(_: date) -> object:
        figure = draw(land)
        file = io.BytesIO()
        figure.savefig(file, format=ending[1:])
        plt.close(figure)
        return file

    return drawn


def mapgen(ending: str) -> Callable[[date], object]:
    """Return what draws a map of a day with mapgen."""
    from mapgen.drawing.sizes import parse_size
    from mapgen.pens.formats import encoded
    from mapgen.pipeline import drawing_of
    from mapgen.render_options import RenderOptions
    from mapgen.sources.question import Question
    from mapgen.sources.reading import answer, read_source

    record, options = read_source(None), RenderOptions(size=parse_size("1200x1500"))
    return lambda day: encoded(drawing_of(answer(record, Question(as_of=day)), options), ending)


def main() -> None:
    """Draw the maps and write what one of them took."""
    drawn = {"plain": plain, "mapgen": mapgen}[sys.argv[1]](sys.argv[2])
    days = _days()
    for _ in range(_BEFORE):
        drawn(next(days))
    begun = time.perf_counter()
    for _ in range(_MAPS):
        drawn(next(days))
    Path("clock").write_text(str((time.perf_counter() - begun) / _MAPS), encoding="ascii")


if __name__ == "__main__":
    main()
