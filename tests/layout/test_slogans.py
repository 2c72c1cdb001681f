"""Slogans stand in large type over free sea by the land of their bloc, or are refused with advice."""

from __future__ import annotations

from re import escape

import gate
import moments
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from mapgen.drawing.primitives import Drawing, Text
from mapgen.drawing.sizes import NAMED, parse_size
from mapgen.errors import InputError
from mapgen.layout.big_type import breaks
from mapgen.layout.page_texts import TypeSizes
from mapgen.pipeline import drawing_of
from mapgen.places.languages import languages
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.tones import contrast

BOTH = {"left": "La izquierda retrocede", "right": "La libertad avanza"}


def drawn(
    slogans: dict[str, str], size: str = "article", theme: str = "poster", moment: str = moments.KAST, lang: str = "en"
) -> Drawing:
    """Return a map with slogans."""
    options = RenderOptions(slogans=slogans, size=parse_size(size), theme=theme, lang=lang)
    return drawing_of(moments.snapshot(moment), options)


def slogans_of(drawing: Drawing) -> list[Text]:
    """Return the lines of the slogans."""
    return [text for text in drawing.texts if text.role == "slogan"]


def lines_of(drawing: Drawing, slogan: str) -> list[Text]:
    """Return the lines of one slogan: each is a part of it, and together all of it; in capitals on a poster."""
    lines = slogans_of(drawing)
    slogan = slogan.upper() if gate.is_poster(drawing) else slogan
    for start in range(len(lines)):
        for end in range(start + 1, len(lines) + 1):
            if " ".join(text.text for text in lines[start:end]) == slogan:
                return lines[start:end]
    raise AssertionError(slogan)


def bloc_land(drawing: Drawing, bloc: str) -> BaseGeometry:
    """Return the land of a bloc on the page."""
    shapes = gate.land(drawing)
    codes = [entry.iso3 for entry in moments.snapshot(moments.KAST).entries if entry.bloc == bloc]
    return shapely.union_all([shapes[code] for code in codes])


def test_there_is_none_by_default() -> None:
    """In no theme: the tool has nothing to say for a side."""
    for theme in theme_names():
        assert slogans_of(drawn({}, theme=theme)) == []


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("lang", languages())
def test_the_two_slogan_look_passes_the_gate(size: str, lang: str) -> None:
    """At every named size both slogans stand whole, clear of land and texts, semibold and in one size of type."""
    drawing = drawn(BOTH, size, lang=lang)
    assert gate.broken_rules(drawing) == []
    lines = slogans_of(drawing)
    assert sum(len(lines_of(drawing, slogan)) for slogan in BOTH.values()) == len(lines)
    assert len({text.size for text in lines}) == 1
    assert all(text.bold for text in lines)


@pytest.mark.parametrize("size", ["article", "square", "portrait", "og", "x", "phone", "print"])
def test_a_slogan_stands_by_the_land_of_its_bloc(size: str) -> None:
    """In its colour, and nearer to its own bloc's land than to the other's."""
    drawing, three = drawn(BOTH, size), read_theme("poster").three
    for side, opposite in (("left", "right"), ("right", "left")):
        lines = lines_of(drawing, BOTH[side])
        box = shapely.union_all([gate.box_of(text) for text in lines]).envelope
        assert bloc_land(drawing, side).distance(box) <= bloc_land(drawing, opposite).distance(box) + 1
        if lines[0].size >= 24:
            assert {text.colour for text in lines} == {three[side]}


@pytest.mark.parametrize("size", ["article", "square", "story", "print"])
def test_it_is_large(size: str) -> None:
    """Larger than an article's headline: what a poster is for."""
    drawing = drawn(BOTH, size)
    assert slogans_of(drawing)[0].size > 1.3 * TypeSizes.of(parse_size(size)).headline


@pytest.mark.parametrize("theme", theme_names())
def test_every_theme_takes_a_slogan(theme: str) -> None:
    """Beside labels and leaders too, which go first; a class whose colour would be illegible has it in ink."""
    drawing = drawn(BOTH, theme=theme)
    assert gate.broken_rules(drawing) == []
    for text in slogans_of(drawing):
        assert contrast(text.colour, drawing.background) >= (3 if text.size >= 24 else 4.5)
    if theme == "print-bw":
        assert {text.colour for text in slogans_of(drawing)} == {"#000000"}


def test_labels_go_first() -> None:
    """With a slogan or without, the labels stand where they stood."""
    with_slogans, without = drawn(BOTH, theme="newsprint"), drawn({}, theme="newsprint")
    assert gate.labels_of(with_slogans) == gate.labels_of(without)


def test_a_bloc_without_a_coast_of_its_own_still_has_its_slogan() -> None:
    """The centre of 2020 is Guyana, Suriname and Peru's elect; whatever the coast, there is a place."""
    drawing = drawn({"centre": "En medio"}, moment=moments.SAGASTI)
    assert gate.broken_rules(drawing) == []
    assert [text.text for text in lines_of(drawing, "En medio")]


def test_a_slogan_without_a_bloc_is_refused() -> None:
    """There is no land it could stand by, and to leave it out without a word would not be what was asked."""
    with pytest.raises(
        InputError, match=r"^slogan centre: no country of this map is in that bloc; leave the slogan out$"
    ):
        drawn({"centre": "En medio"})


def test_a_slogan_without_room_is_refused() -> None:
    """The message says what would help."""
    long = "Una consigna " * 150
    with pytest.raises(InputError, match=escape("over the sea; shorten it, choose a larger size, or leave out labels")):
        drawn({"left": long.strip()}, theme="newsprint")


def test_a_slogan_that_cannot_be_set_is_refused() -> None:
    """A character that the typeface lacks is named."""
    with pytest.raises(InputError, match=r'has no glyph for "左"'):
        drawn({"left": "左"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La libertad avanza", ["La libertad avanza", "La libertad|avanza"]),
        ("Avanza", ["Avanza"]),
        ("uno dos tres cuatro", ["uno dos tres cuatro", "uno dos tres|cuatro"]),
        ("mucho más Brasil", ["mucho más Brasil", "mucho|más Brasil"]),
        ("Ahora o ya", ["Ahora o ya", "Ahora|o ya"]),
        ("Ahora vamos ya", ["Ahora vamos ya", "Ahora|vamos ya"]),
    ],
)
def test_lines_are_broken_evenly(text: str, expected: list[str]) -> None:
    """In each number of lines the widest is as narrow as it can be; no short word has a line of its own."""
    assert ["|".join(lines) for lines in breaks(text)] == expected
