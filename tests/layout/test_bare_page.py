"""A bare map: the map with its names alone, for a page that has its own headline; its file still says the rest."""

from __future__ import annotations

from typing import Any

import gate
import moments
import pytest
import small_states

from mapgen.drawing.boxes import bounding_box, contains
from mapgen.drawing.primitives import Area, Border, Box, Drawing
from mapgen.drawing.sizes import NAMED, parse_size
from mapgen.errors import InputError
from mapgen.pipeline import drawing_of, name_parts
from mapgen.render_options import RenderOptions
from mapgen.words.overrides import Overrides

# The part of a page's width or height that the land of South America takes at least: the rest is margin, and on a wide
# page sea.
FILLED = 0.9
SIZES = ("article", "phone", "og", "square", "story")
FIXED = ("og", "square", "story")
# What the file of a map says beside its pictures.
SAID = ("title", "standfirst", "source-line", "alt", "description", "sources", "shows", "record-sha256")


def drawn(moment: str = moments.KAST, size: str = "article", **options: Any) -> Drawing:  # noqa: ANN401 (any option)
    """Return the drawing of a bare map of a moment."""
    return drawing_of(moments.snapshot(moment), RenderOptions(size=parse_size(size), bare=True, **options))


def land_box(drawing: Drawing) -> Box:
    """Return the box of the page around the land of the states."""
    names = [mark.path for _, mark in drawing.each() if isinstance(mark, Area) and mark.iso3]
    points = [drawing.placement.page(point) for name in names for ring in drawing.shapes[name].lines for point in ring]
    return bounding_box(points)


@pytest.mark.parametrize("size", [*SIZES, "400x600", "800x300"])
def test_a_bare_map_passes_the_gate(size: str) -> None:
    """Nothing but the map and names is on it, and these keep every rule, whatever the size."""
    moment, lang = (moments.KAST, "en") if size in FIXED else (moments.PERU_VACANT, "es")
    drawing = drawn(moment, size, lang=lang)
    assert gate.is_bare(drawing)
    assert gate.broken_rules(drawing) == []


@pytest.mark.parametrize(
    "options",
    [
        {"theme": "poster"},
        {"theme": "poster", "labels": "names"},
        {"theme": "print-bw"},
        {"theme": "dark", "classes": 5},
        {"patterns": True, "labels": "leaders"},
        {"labels": "codes", "insets": True},
        {"labels": "none", "claims": {"essequibo": "hatched"}},
    ],
    ids=str,
)
def test_every_style_of_a_bare_map_passes_the_gate(options: dict[str, Any]) -> None:
    """Themes, patterns, labels, insets and marks of claims are drawn as on other maps."""
    drawing = drawn(**options)
    assert gate.broken_rules(drawing) == []
    assert any(isinstance(mark, Border) for mark in drawing.layers["claims"]) or "hatched" in str(options)


@pytest.mark.parametrize("size", SIZES)
def test_the_map_fills_the_page(size: str) -> None:
    """The land reaches from edge to edge in one direction, but for a margin and what the page keeps free."""
    drawing, named = drawn(size=size), NAMED[size]
    left, top, right, bottom = land_box(drawing)
    assert max((right - left) / drawing.width, (bottom - top) / (drawing.height - 2 * named.inset)) > FILLED
    assert contains((0, named.inset, drawing.width, drawing.height - named.inset), (left, top, right, bottom))


@pytest.mark.parametrize("size", [*SIZES, "640x800"])
def test_a_size_keeps_its_pixels_unless_it_shrinks(size: str) -> None:
    """A card has the pixels that its network asks for; a picture in an article is no higher than its map."""
    drawing, named = drawn(size=size), parse_size(size)
    assert drawing.width == named.width
    assert drawing.height <= named.height if named.shrinks else drawing.height == named.height


def test_a_wide_region_is_cropped_to_its_map() -> None:
    """No empty band is above or below a map that is wider than high."""
    drawing = small_states.drawing("caribbean", bare=True)
    _, top, _, bottom = land_box(drawing)
    assert drawing.height < small_states.drawing("caribbean").height
    assert bottom - top > 0.9 * drawing.height


def test_a_bare_file_says_what_its_picture_does_not() -> None:
    """Headline, alt text, description, sources and what `verify` reads are those of the whole map; notes are added."""
    whole, bare = moments.drawing(moments.KAST), drawn()
    assert {name: bare.metadata[name] for name in SAID} == {name: whole.metadata[name] for name in SAID}
    assert bare.attributes == whole.attributes
    assert "Essequibo" in bare.metadata["notes"]
    assert bare.caption.startswith(whole.metadata["title"])


def test_the_texts_of_a_user_are_in_the_file() -> None:
    """A title of one's own is no headline of a bare map, but the title of its file and the start of its caption."""
    made = drawn(texts=Overrides(title="Mine", credit="Ana"))
    assert made.caption.startswith("Mine. ")
    assert "Ana" in made.caption
    assert not [text for text in made.texts if "Mine" in text.text or "Ana" in text.text]


def test_options_without_a_meaning_are_refused() -> None:
    """What a bare map would leave out without a word is refused, all of it at once."""
    image = {"images": {"right": "a.png"}, "image_credits": {"right": "Ana"}}
    options = RenderOptions(bare=True, key="all", shares=("area",), slogans={"left": "HI"}, **image)  # type: ignore[arg-type]
    with pytest.raises(InputError) as refused:
        drawing_of(moments.snapshot(moments.KAST), options)
    assert [str(problem) for problem in refused.value.problems][:4] == [
        "key all: a bare map has no key; leave one of the two out",
        "share area: a bare map has no bars; leave one of the two out",
        "slogan left: a bare map has no words but names; leave one of the two out",
        "image right: a bare map has no line for its credit; leave one of the two out",
    ]


def test_the_name_of_a_file_says_that_it_is_bare() -> None:
    """Two files of the same day, the one bare, have two names."""
    assert [*name_parts(RenderOptions(bare=True, lang="es"))] == ["es", "bare"]
