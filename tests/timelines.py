"""Spans of the shipped record, as tests of pictures of many days draw them; each is read once."""

from __future__ import annotations

from datetime import date
from functools import cache

from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import parse_size
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.reading import read_source
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.stills import StillOptions, still_drawing

FIRST, LAST, FUTURE = date(1998, 1, 1), date(2026, 11, 25), date(2028, 12, 31)


@cache
def record() -> Record:
    """Return the shipped record."""
    source = read_source(None)
    assert isinstance(source, Record)
    return source


@cache
def date_range(basis: str = "office", first: date = FIRST, last: date = LAST) -> DateRange:
    """Return a date range of the shipped record."""
    return DateRange.of(record(), first, last, Basis(basis))


def still(kind: str, way: str = "", choices: StillOptions | None = None) -> Drawing:
    """Return a still as words say it: a size, a language, a theme, 5 classes, the elected basis, the future."""
    words = way.split()
    size = next(
        (word for word in words if word not in {"elected", "future", "5", "en", "es", "pt", *THEMES}), "article"
    )
    options = RenderOptions(
        size=parse_size(size),
        lang=next((word for word in words if word in {"es", "pt"}), "en"),
        theme=next((word for word in words if word in THEMES), "newsprint"),
        classes=5 if "5" in words else 3,
    )
    basis = "elected" if "elected" in words else "office"
    return still_drawing(kind, date_range(basis, FIRST, FUTURE if "future" in words else LAST), options, choices)


THEMES = ("dark", "print-bw", "poster", "wikimedia")
