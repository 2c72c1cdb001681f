"""The matplotlib pen: exact pixels, one patch for each territory, and no global state in or out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import gate
import matplotlib as mpl
import matplotlib.style
import moments
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from msgspec.structs import replace

from mapgen.drawing.primitives import Drawing, Strokes, Text
from mapgen.drawing.sizes import LARGEST, NAMED, SMALLEST, Size
from mapgen.drawing.typeface import text_width
from mapgen.pens.figure import SETTINGS as FIGURE
from mapgen.pens.figure import draw_figure
from mapgen.pens.pixels import drawing_pixels

# Settings with which a user's matplotlibrc could change what is drawn.
SETTINGS: list[dict[str, Any]] = [
    {"path.sketch": (1, 100, 2)},
    {"text.antialiased": False},
    {"patch.antialiased": False},
    {"figure.frameon": False},
    {"figure.dpi": 300, "savefig.dpi": 300},
    {"font.size": 30, "font.family": "monospace", "font.weight": "bold"},
    {"patch.force_edgecolor": True, "patch.linewidth": 5, "patch.edgecolor": "red"},
    {"figure.facecolor": "green", "savefig.transparent": True},
    {"path.simplify": True, "path.simplify_threshold": 1.0, "path.snap": True},
    {"lines.scale_dashes": True, "text.parse_math": True, "figure.autolayout": True},
    {"text.hinting": "force_autohint", "agg.path.chunksize": 500, "font.enable_last_resort": False},
]


def blank(size: Size) -> Drawing:
    """Return a drawing of a size with nothing on it but its ground."""
    drawing = moments.drawing(moments.KAST)
    return replace(drawing, width=size.width, height=size.height, factor=size.factor, layers={})


@pytest.mark.parametrize("size", NAMED.values(), ids=NAMED)
def test_a_named_size_has_its_exact_pixels(size: Size) -> None:
    """An image of a named size has its CSS pixels times its factor, not one more or less."""
    figure = draw_figure(blank(size))
    assert FigureCanvasAgg(figure).get_width_height() == size.pixels


@given(st.integers(SMALLEST, LARGEST), st.integers(SMALLEST, LARGEST), st.sampled_from([1, 1.5, 2, 3]))
def test_any_size_has_its_exact_pixels(width: int, height: int, factor: float) -> None:
    """Inches and dots an inch do not lose a pixel to rounding, whatever the size."""
    size = Size(width, height, factor)
    figure = draw_figure(blank(size))
    assert FigureCanvasAgg(figure).get_width_height() == size.pixels


@pytest.mark.parametrize("size", [Size(200, 200), Size(333, 257), Size(641, 799), Size(1201, 631), Size(360, 561, 3)])
def test_a_rendered_image_has_its_exact_pixels(size: Size) -> None:
    """What Agg really draws has that size too, and the page's colour to its last row and column."""
    pixels = drawing_pixels(blank(size))
    assert pixels.shape == (size.pixels[1], size.pixels[0], 4)
    assert (pixels == pixels[0, 0]).all()
    assert to_hex(pixels[0, 0] / 255) == blank(size).background


def test_there_is_one_patch_for_each_territory() -> None:
    """A territory's patch has its code as gid, for whoever goes on with the figure, and its colour."""
    drawing = moments.drawing(moments.KAST)
    found = [artist for artist in draw_figure(drawing).get_children() if artist.get_gid()]
    assert all(isinstance(artist, PathPatch) for artist in found)
    colours = {artist.get_gid(): to_hex(artist.get_facecolor()) for artist in found if isinstance(artist, PathPatch)}
    assert colours == {area.iso3: area.fill for area in gate.areas(drawing)}
    assert len(found) == 14


def test_a_territory_is_painted_where_it_lies() -> None:
    """At a point inside each country, away from its label, there is its colour."""
    drawing = moments.drawing(moments.KAST_OFFICE)
    pixels = drawing_pixels(drawing)
    covers = [gate.box_of(text).buffer(3) for text in drawing.texts]
    covers += [line.buffer(4) for line in gate.leaders(drawing)]
    covers += [
        shapely.LineString([drawing.placement.page(point) for point in line]).buffer(4)
        for line in drawing.shapes["claim-essequibo"].lines
    ]
    for area in gate.areas(drawing):
        shape = gate.land(drawing)[area.iso3].buffer(-1.5)
        for cover in covers:
            shape = shape.difference(cover)
        if not shape.is_empty:
            spot = shape.representative_point()
            found = pixels[int(spot.y * drawing.factor), int(spot.x * drawing.factor)]
            assert to_hex(found[:3] / 255) == area.fill, area.iso3


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: next(iter(settings)))
def test_a_user_s_settings_change_no_pixel(settings: dict[str, Any]) -> None:
    """Whatever matplotlib's settings are, an image has the same pixels, and the settings are left as they were."""
    drawing = moments.drawing(moments.KAST, size="400x600")
    expected = drawing_pixels(drawing)
    with mpl.rc_context(settings):
        names = set(mpl.rcParams) - {"backend"}  # asking for that one would choose one
        before = {name: mpl.rcParams[name] for name in names}
        assert np.array_equal(drawing_pixels(drawing), expected)
        assert {name: mpl.rcParams[name] for name in names} == before


@pytest.mark.parametrize("style", ["classic", "dark_background"])
def test_a_style_changes_no_pixel(style: str) -> None:
    """Nor does a style sheet in use."""
    drawing = moments.drawing(moments.KAST, size="400x600")
    expected = drawing_pixels(drawing)
    with matplotlib.style.context(style):
        assert np.array_equal(drawing_pixels(drawing), expected)


def test_a_matplotlibrc_changes_no_byte(tmp_path: Path) -> None:
    """A matplotlibrc in the current folder is read by matplotlib and heeded by no map; pyplot is never imported."""
    code = (
        "import hashlib, sys, mapgen\n"
        "made = mapgen.render(question=mapgen.Question(as_of=__import__('datetime').date(2025, 12, 15)),"
        " options=mapgen.RenderOptions(size=mapgen.Size(300, 300)))\n"
        "print(hashlib.sha256(made.png).hexdigest(), 'matplotlib.pyplot' in sys.modules)\n"
    )
    said = []
    for name, settings in (("plain", ""), ("strange", "path.sketch: 1, 100, 2\ntext.antialiased: False\n")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "matplotlibrc").write_text(settings, encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
        said.append(done.stdout.split())
    assert said[0] == said[1]
    assert said[0][1] == "False"


@pytest.mark.parametrize("moment", [moments.KAST, moments.PENDING])
def test_a_figure_has_the_pixels_of_an_image(moment: str) -> None:
    """Whoever goes on with the figure in a notebook sees what a PNG shows, to 2 of 255 in every channel."""
    drawing = moments.drawing(moment, size="og")
    with mpl.rc_context(FIGURE):
        canvas = FigureCanvasAgg(draw_figure(drawing))
        canvas.draw()
    figure = np.asarray(canvas.buffer_rgba()).astype(int)
    assert abs(figure - drawing_pixels(drawing)).max() <= 2


@pytest.mark.parametrize("size", [40.0, 400.0])
def test_no_letter_is_cut(size: float) -> None:
    """What hangs over either end of a line, stands on a capital or hangs below it is drawn, however large it is."""
    word = "jỆĄƒ"
    wide = text_width(word, size)
    text = Text(word, size, 2 * size, size, wide, "#000000", "#ffffff")
    page = replace(blank(Size(round(wide + 2 * size), round(3 * size))), layers={"notes": (text,)})
    canvas = FigureCanvasAgg(draw_figure(page))
    with mpl.rc_context(FIGURE):
        canvas.draw()
    assert abs(np.asarray(canvas.buffer_rgba()).astype(int) - drawing_pixels(page)).max() <= 2


def test_the_pixels_are_the_same_twice() -> None:
    """Drawing leaves nothing behind that a second drawing would show."""
    drawing = moments.drawing(moments.PENDING, size="og")
    assert np.array_equal(drawing_pixels(drawing), drawing_pixels(drawing))


def test_a_pattern_is_drawn() -> None:
    """Without its strokes a map has other pixels: stripes and dots are really there."""
    for moment in (moments.KAST, moments.PENDING):
        drawing = moments.drawing(moment, size="400x600")
        plain = tuple(
            one if isinstance(one, Strokes) or not hasattr(one, "hatch") else replace(one, hatch=())
            for one in drawing.layers["territories"]
        )
        without = replace(drawing, layers={**drawing.layers, "territories": plain})
        assert (drawing_pixels(drawing) != drawing_pixels(without)).any(axis=-1).sum() > 300
