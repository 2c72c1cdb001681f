"""Moments that between them hold every status there is, as tests draw them; each is read and drawn once."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from mapgen.basemap.cache import prepared_basemap
from mapgen.choropleth.join import Choropleth, joined
from mapgen.disk.shipped import shipped_path
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import parse_size
from mapgen.pipeline import drawing_of
from mapgen.places.regions import read_region
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source

LIST = shipped_path("snapshots/el-ciudadano-2025-12-15.toml")
DATA = Path(__file__).resolve().parent / "data"

# What is special about each: an elect, nothing, a result that is pending, two elects, an elect chosen by a
# parliament while the office is vacant, that vacancy, another one, a published list, no data, classes of somebody's
# own, the far future, a winner whom nobody recorded.
KAST = "2025-12-15 elected"
KAST_OFFICE = "2025-12-15 office"
PENDING = "2026-11-08 elected"
NOT_RECORDED = "2026-11-23 elected"
TWO_ELECTS = "2026-07-20 elected"
SAGASTI = "2020-11-16 elected"
PERU_VACANT = "2020-11-16 office"
BOLIVIA_VACANT = "2019-11-11 office"
PUBLISHED = "published list"
NO_DATA = "no data"
OWN_CLASSES = "own classes"
FUTURE = "2031-01-01 office"
MOMENTS = (
    KAST,
    KAST_OFFICE,
    PENDING,
    TWO_ELECTS,
    SAGASTI,
    PERU_VACANT,
    BOLIVIA_VACANT,
    PUBLISHED,
    NO_DATA,
    OWN_CLASSES,
    FUTURE,
    NOT_RECORDED,
)
FILES = {PUBLISHED: LIST, NO_DATA: DATA / "four-states.toml", OWN_CLASSES: DATA / "own-classes.toml"}


@cache
def snapshot(moment: str) -> Snapshot:
    """Return the snapshot of a moment."""
    if moment in FILES:
        return answer(read_source(FILES[moment]), Question())
    day, basis = moment.split()
    return answer(read_source(None), Question(as_of=date.fromisoformat(day), basis=Basis(basis)))


@cache
def choropleth(moment: str) -> Choropleth:
    """Return a moment joined with the basemap of the article's size."""
    region = read_region("south-america").with_insets(None)
    return joined(snapshot(moment), region, prepared_basemap(region, "50m", 5000))


@cache
def drawing(moment: str, size: str = "article", lang: str = "en", classes: int = 3) -> Drawing:
    """Return the drawing of a moment; classes of somebody's own are not folded into three."""
    wanted = 5 if moment == OWN_CLASSES else classes
    return drawing_of(snapshot(moment), RenderOptions(size=parse_size(size), lang=lang, classes=wanted))
