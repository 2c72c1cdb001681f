"""A guard on work, without a clock: what each command loads, how often a map is laid out, drawn and packed.

Ceilings are what was there when they were set, with a little room; whoever needs more says here what for. Every command
loads three modules for the command line alone: its groups of options, its messages, and standard input as a file. All
that read a region load the table of the codes of states, and not those of names; and what finds its states, which may
be divisions or areas of a user's file, but not what reads such a file. A map loads the view, the disputed areas and
what they change, though not what reads a user's choices; and a theme loads what makes tones of its colours. What few
maps have, as bars of shares or names of a user's own, is loaded for them, and completion when a shell asks.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from mapgen import pipeline
from mapgen.choropleth.join import Choropleth
from mapgen.cli.main import main
from mapgen.disk.shipped import package_path
from mapgen.drawing.sizes import Size
from mapgen.labels import beside
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.candidate import LabelCandidate
from mapgen.labels.placing import place_labels
from mapgen.layout import labelled_page as layout
from mapgen.layout import page
from mapgen.layout.content import LayoutContent
from mapgen.pens import pixels, png, svg
from mapgen.pens.svg import svg_document
from mapgen.sources import reading

KAST = ("--as-of", "2025-12-15", "--basis", "elected")
# What reads or mends geometry, draws pixels, or speaks to a network: none of it without need.
GEOMETRY = {"geopandas", "pandas", "shapely", "pyproj", "pyogrio"}
PIXELS = {"matplotlib", "numpy"}
NETWORK = {"urllib.request", "http.client", "ssl", "email", "socket"}
# matplotlib's figures, for which its Agg has no use; what reads files that are kept, and what fills pages.
FIGURES = {"matplotlib.pyplot", "matplotlib.figure", "matplotlib.axes", "matplotlib.style"}
PARSERS = {"tomllib", "PIL.ImageOps", "jinja2", "mapgen.record.file", "mapgen.record.snapshot_file"}
# What answered everything the first time.
ASKED = {"babel", "PIL.ImageFont"}
CALLED = """
from mapgen.cli.main import main
try:
    main({arguments!r}, standalone_mode=False)
except SystemExit:
    pass
"""
LOADED = "import sys\nprint(*sorted(sys.modules), file=sys.stderr)\n"


def loaded(*arguments: str, folder: Path, without: set[str]) -> set[str]:
    """Return the modules that a command has loaded when it ends, in a process of its own, once all is in the caches.

    That is the second time. Where another test's process has just replaced what this command had cached, it is one of
    the next.
    """
    code = CALLED.format(arguments=list(arguments)) + LOADED
    modules = without
    for time in range(5):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)
        modules = set(done.stderr.splitlines()[-1].split())
        if time and not modules & without:
            break
    return modules


@pytest.mark.parametrize(
    ("arguments", "without", "ours"),
    [
        (("show", *KAST, "--format", "json"), GEOMETRY | PIXELS | NETWORK | ASKED | {"PIL", "rich", "jinja2"}, 52),
        (("check", "--as-of", "2026-10-24"), GEOMETRY | PIXELS | NETWORK | ASKED | {"PIL", "rich", "jinja2"}, 48),
        (("render", *KAST, "-o", "x.svg"), GEOMETRY | PIXELS | NETWORK | PARSERS | ASKED | {"PIL", "fontTools"}, 132),
        (("render", *KAST, "-o", "x.png"), GEOMETRY | FIGURES | PARSERS | {"babel"}, 133),
        (
            ("compare", "2021-12-31", "2025-12-31", "--format", "json"),
            GEOMETRY | PIXELS | NETWORK | ASKED | {"PIL"},
            62,
        ),
        (
            ("timeline", "--to", "2000-01-01", "--format", "strip", "-o", "x.svg"),
            GEOMETRY | PIXELS | NETWORK | ASKED | {"PIL"},
            152,
        ),
    ],
)
def test_a_command_loads_what_it_needs(
    arguments: tuple[str, ...], without: set[str], ours: int, tmp_path: Path
) -> None:
    """No library that it does without, and no more modules of ours than when this was set, wings aside."""
    modules = loaded(*arguments, folder=tmp_path, without=without)
    assert not modules & without
    wings = {path.parent.name for path in package_path("").glob("*/__init__.py")}
    own = {name for name in modules if name.startswith("mapgen.")} - {f"mapgen.{wing}" for wing in wings}
    assert len(own) <= ours, len(own)


def test_each_map_is_laid_out_drawn_and_packed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PNG and an SVG of one map come from one layout; its pixels are made once, and packed once."""
    calls: Counter[str] = Counter()

    def counted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            calls[name] += 1
            return real(*arguments, **options)

        return call

    monkeypatch.setattr(pipeline, "lay_out", counted("layout", pipeline.lay_out))
    monkeypatch.setattr(pipeline, "prepared_basemap", counted("basemap", pipeline.prepared_basemap))
    monkeypatch.setattr(layout, "place_labels", counted("labels", place_labels))
    monkeypatch.setattr(svg, "svg_document", counted("svg", svg_document))
    monkeypatch.setattr(png, "drawing_pixels", counted("pixels", png.drawing_pixels))
    monkeypatch.setattr(png, "_encoded", counted("packed", png._encoded))
    outputs = [part for ending in ("png", "svg") for part in ("-o", str(tmp_path / f"x.{ending}"))]
    with pytest.raises(SystemExit):
        main(["render", *KAST, *outputs])
    assert calls.pop("labels") <= 2  # once more where a note's number has changed a label
    assert calls == {"layout": 1, "basemap": 1, "svg": 1, "pixels": 1, "packed": 1}


def test_no_page_is_arranged_that_cannot_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for labels at the map's sides is tried only where enough states have no label to be worth it."""
    sides: list[float] = []
    placed_page = layout._placed_page

    def counted(choropleth: Choropleth, content: LayoutContent, style: LabelStyle, size: Size) -> layout.LabelledPage:
        sides.append(content.sides)
        return placed_page(choropleth, content, style, size)

    monkeypatch.setattr(layout, "_placed_page", counted)
    snapshot = reading.answer(reading.read_source(None), reading.Question(as_of=date(2024, 3, 1)))
    for codes, is_tried in (({"GUY"}, False), ({"GUY", "SUR", "URY"}, True)):
        sides.clear()
        for module in (layout, page):
            monkeypatch.setattr(module, "unnamed", lambda *_, codes=codes: frozenset(codes))
        pipeline.drawing_of(snapshot, pipeline.RenderOptions())
        assert any(sides) is is_tried


def test_maps_that_differ_in_their_date_share_their_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels beside shapes are placed once, lines of letters that stand where they stood are drawn once."""
    placed: list[object] = []

    class Counted(beside.Places):
        def __init__(
            self, places: Mapping[str, Iterator[LabelCandidate]], ranks: Mapping[str, int] | None = None
        ) -> None:
            placed.append(places)
            super().__init__(places, ranks)

    monkeypatch.setattr(beside, "Places", Counted)
    beside._placed_labels.cache_clear()
    pixels._letters.cache_clear()
    record = reading.read_source(None)
    for day in (date(2024, 3, 1), date(2024, 3, 2)):
        snapshot = reading.answer(record, reading.Question(as_of=day))
        pixels.drawing_pixels(pipeline.drawing_of(snapshot, pipeline.RenderOptions()))
    assert len(placed) == 1
    letters = pixels._letters.cache_info()
    assert letters.hits >= 0.8 * letters.misses


@pytest.mark.parametrize(
    ("arguments", "collects"),
    [
        (("render", *KAST, "-o", "x.svg"), False),
        (("show", *KAST), False),
        (("timeline", "--to", "2000-01-01", "--format", "strip", "-o", "x.svg"), True),
        (("batch", "maps.toml", "--jobs", "1"), True),
        (("verify", "x.svg"), True),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_a_process_looks_for_garbage_where_it_makes_some(
    arguments: tuple[str, ...],
    collects: bool,  # noqa: FBT001 (by parametrize)
    tmp_path: Path,
) -> None:
    """One map and a process ends; whoever draws or reads many collects what they leave."""
    (tmp_path / "maps.toml").write_text('[[map]]\nas_of = 2025-12-15\nformats = "svg"\n')
    (tmp_path / "x.svg").write_text("<svg/>")
    code = (
        f"import atexit, gc, sys\nsys.argv[1:] = {list(arguments)!r}\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0, file=sys.stderr))\n"
        "from mapgen.__main__ import run\nrun()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    # Whatever it did, what is left at its end is left to the system.
    assert done.stderr.splitlines()[-1] == f"{collects} True"


def test_files_are_no_heavier_than_they_were(tmp_path: Path) -> None:
    """The map of the README, with everything in it: an SVG of 60 kB, a PNG of 1200 by 1500 pixels of 110 kB."""
    paths = tmp_path / "x.svg", tmp_path / "x.png"
    for path, size in zip(paths, ("article", "1200x1500"), strict=True):
        with pytest.raises(SystemExit):
            main(["render", *KAST, "--size", size, "-o", str(path)])
    assert all(path.stat().st_size <= most for path, most in zip(paths, (60_000, 110_000), strict=True))
