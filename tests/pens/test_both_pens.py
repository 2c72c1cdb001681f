"""One drawing, two pens: the SVG, rasterised, shows what matplotlib draws.

Measured over many days and sizes, the two differ by less than 1 of 255 levels on average, and with a pixel's
tolerance by more than 64 levels nowhere, save for one pixel in small pictures. The limits are a little above; that
they are tight enough is tested by drawings with one small thing changed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import moments
import pytest
import small_states
from msgspec.structs import replace
from PIL import Image, ImageOps
from rasters import Pixels, agree, by_matplotlib, by_resvg

from mapgen.drawing.primitives import Area, Border, Drawing, Patch, Picture, Primitive, Strokes, Text
from mapgen.drawing.sizes import NAMED, parse_size
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions


@cache
def main_map() -> Pixels:
    """Return the main map as matplotlib's pixels."""
    return by_matplotlib(moments.drawing(moments.KAST))


@pytest.mark.parametrize(
    ("moment", "size", "lang", "classes"),
    [
        (moments.KAST, "article", "en", 3),
        (moments.KAST, "og", "es", 5),
        (moments.PENDING, "article", "pt", 3),
        (moments.PENDING, "phone", "es", 3),
        (moments.SAGASTI, "square", "en", 5),
        (moments.PERU_VACANT, "400x600", "es", 3),
        (moments.NO_DATA, "x", "pt", 5),
        (moments.PUBLISHED, "phone", "en", 3),
        (moments.FUTURE, "300x800", "en", 3),
        (moments.TWO_ELECTS, "250x250", "pt", 3),
    ],
)
def test_both_pens_draw_the_same(moment: str, size: str, lang: str, classes: int) -> None:
    """Whatever the day, the size and the language, both pictures agree."""
    drawing = moments.drawing(moment, size, lang, classes)
    assert agree(by_matplotlib(drawing), by_resvg(drawing))


@pytest.mark.parametrize("options", [{}, {"theme": "print-bw"}, {"discs": "all"}], ids=str)
def test_both_pens_draw_the_same_discs(options: dict[str, str]) -> None:
    """With their rings, outlines and patterns."""
    drawing = small_states.drawing("caribbean", "square", **options)
    assert len(small_states.discs(drawing)) >= 7
    assert agree(by_matplotlib(drawing), by_resvg(drawing))


def test_both_pens_leave_the_holes_of_enclaves() -> None:
    """Whichever rule a pen fills shapes by."""
    drawing = small_states.drawing("germany")
    assert agree(by_matplotlib(drawing), by_resvg(drawing))


def dressed(folder: Path, theme: str = "newsprint", size: str = "article", **options: object) -> Drawing:
    """Return a map with images in both blocs, smooth and without edges, as photographs are at most places."""
    images = {}
    for side, colours in {"left": ("#7a1020", "#f0a060"), "right": ("#102050", "#80c0e0")}.items():
        images[side] = folder / f"{side}.png"
        ramp = Image.linear_gradient("L").rotate(90 if side == "left" else 0)
        ImageOps.colorize(ramp, *colours).save(images[side])
    render_options = RenderOptions(
        theme=theme, size=parse_size(size), images=images, image_credits=dict.fromkeys(images, "A. Painter"), **options
    )  # type: ignore[arg-type]
    return drawing_of(moments.snapshot(moments.KAST), render_options)


@pytest.mark.parametrize(
    ("theme", "size", "classes"), [("print-bw", "article", 5), ("poster", "og", 3), ("dark", "phone", 5)]
)
def test_both_pens_draw_the_same_patterns(theme: str, size: str, classes: int) -> None:
    """Outlines, casings, seams, slogans and the patterns of classes."""
    slogans = {"right": "La libertad avanza"} if theme == "poster" else {}
    options = RenderOptions(theme=theme, size=parse_size(size), classes=classes, patterns=True, slogans=slogans)
    drawing = drawing_of(moments.snapshot(moments.KAST), options)
    assert agree(by_matplotlib(drawing), by_resvg(drawing))


@pytest.mark.parametrize(("theme", "size"), [("newsprint", "article"), ("poster", "og"), ("print-bw", "phone")])
def test_both_pens_draw_the_same_images(theme: str, size: str, tmp_path: Path) -> None:
    """On the map, clipped and under plates, and in the key."""
    drawing = dressed(tmp_path, theme, size)
    assert agree(by_matplotlib(drawing), by_resvg(drawing))


def without_plates(primitive: Primitive) -> Primitive:
    """Leave the plates of labels out."""
    return replace(primitive, plates=()) if isinstance(primitive, Picture) else primitive


def mirrored(primitive: Primitive) -> Primitive:
    """Show the images upside down."""
    if not isinstance(primitive, Picture):
        return primitive
    file = io.BytesIO()
    ImageOps.flip(Image.open(io.BytesIO(primitive.data))).save(file, "JPEG")
    return replace(primitive, data=file.getvalue())


def unclipped(primitive: Primitive) -> Primitive:
    """Clip the images to one country alone."""
    return replace(primitive, path="ARG") if isinstance(primitive, Picture) else primitive


def without_thumbnails(primitive: Primitive) -> Primitive:
    """Leave the images of the key out."""
    return replace(primitive, image=b"") if isinstance(primitive, Patch) else primitive


def without_outlines(primitive: Primitive) -> Primitive:
    """Draw no coast."""
    return replace(primitive, outline="") if isinstance(primitive, Area) else primitive


def painted_over(primitive: Primitive) -> Primitive:
    """Paint the areas over their images."""
    return replace(primitive, picture="") if isinstance(primitive, Area) else primitive


@pytest.mark.parametrize(
    "change", [without_plates, mirrored, unclipped, without_thumbnails, without_outlines, painted_over]
)
def test_a_small_difference_of_images_is_seen(change: Callable[[Primitive], Primitive], tmp_path: Path) -> None:
    """One thing changed in one of the two drawings, and the pictures do not agree."""
    drawing = dressed(tmp_path, "print-bw")
    layers = {name: tuple(map(change, layer)) for name, layer in drawing.layers.items()}
    altered = replace(drawing, layers=layers)
    assert altered != drawing
    assert not agree(by_matplotlib(drawing), by_resvg(altered))


@pytest.mark.parametrize("size", ["article", "phone"])
def test_both_pens_hatch_what_is_claimed(size: str) -> None:
    """Strokes over the map lie in the same place, and leaving them out of one picture is seen."""
    options = RenderOptions(size=NAMED[size], claims={"essequibo": "hatched", "tigri": "hatched"})
    drawing = drawing_of(moments.snapshot(moments.KAST), options)
    pixels = by_matplotlib(drawing)
    assert agree(pixels, by_resvg(drawing))
    bare = tuple(one for one in drawing.layers["claims"] if not isinstance(one, Strokes))
    assert not agree(pixels, by_resvg(replace(drawing, layers={**drawing.layers, "claims": bare})))


def without_hatch_on(kind: type[Primitive]) -> Callable[[Primitive], Primitive]:
    """Return a change that leaves the pattern of areas or patches out."""

    def change(primitive: Primitive) -> Primitive:
        return (
            replace(primitive, hatch=())
            if isinstance(primitive, kind) and isinstance(primitive, Area | Patch)
            else primitive
        )

    return change


def moved(text: str, x: float, y: float) -> Callable[[Primitive], Primitive]:
    """Return a change that moves a text."""

    def change(primitive: Primitive) -> Primitive:
        return (
            replace(primitive, x=primitive.x + x, y=primitive.y + y)
            if isinstance(primitive, Text) and primitive.text == text
            else primitive
        )

    return change


def painted(iso3: str, fill: str) -> Callable[[Primitive], Primitive]:
    """Return a change of one territory's colour."""

    def change(primitive: Primitive) -> Primitive:
        return replace(primitive, fill=fill) if isinstance(primitive, Area) and primitive.iso3 == iso3 else primitive

    return change


def lighter(primitive: Primitive) -> Primitive:
    """Set the headline in the other weight."""
    return replace(primitive, bold=False) if isinstance(primitive, Text) and primitive.role == "headline" else primitive


def thicker(primitive: Primitive) -> Primitive:
    """Draw the separators three times as wide."""
    return (
        replace(primitive, width=3 * primitive.width)
        if isinstance(primitive, Border) and not primitive.dashes
        else primitive
    )


def undashed(primitive: Primitive) -> Primitive:
    """Draw the claim as a line without dashes."""
    return replace(primitive, dashes=()) if isinstance(primitive, Border) else primitive


def without_leaders(primitive: Primitive) -> Primitive:
    """Leave the leaders' lines out."""
    return (
        replace(primitive, lines=primitive.lines[:0])
        if isinstance(primitive, Strokes) and not primitive.round_caps
        else primitive
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(moved("Brazil", 3, 0), id="a label 3 pixels to the right"),
        pytest.param(moved("Peru", 0, 3), id="a label 3 pixels down"),
        pytest.param(moved("6", -3, 0), id="the counts of the key 3 pixels to the left"),
        pytest.param(without_hatch_on(Area), id="no pattern on the map"),
        pytest.param(without_hatch_on(Patch), id="no pattern in the key"),
        pytest.param(painted("URY", "#12324f"), id="Uruguay in the other bloc's colour"),
        pytest.param(painted("FLK", "#e8505b"), id="the islands in a bloc's colour"),
        pytest.param(lighter, id="the headline in the other weight"),
        pytest.param(thicker, id="thicker separators"),
        pytest.param(undashed, id="the claim without dashes"),
        pytest.param(without_leaders, id="no leaders"),
    ],
)
def test_a_small_difference_is_seen(change: Callable[[Primitive], Primitive]) -> None:
    """The comparison is tight: one thing changed in one of the two drawings, and the pictures do not agree."""
    drawing = moments.drawing(moments.KAST)
    layers = {name: tuple(map(change, layer)) for name, layer in drawing.layers.items()}
    altered = replace(drawing, layers=layers)
    assert altered != drawing
    assert not agree(main_map(), by_resvg(altered))
