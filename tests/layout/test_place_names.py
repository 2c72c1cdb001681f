"""The names of neighbours and seas: in the frame, clear of everything, in each language, and on large pages alone."""

from __future__ import annotations

import moments
import pytest
import shapely
from gate import box_of, places_astray, texts_overlap

from mapgen.drawing.primitives import Drawing, Text
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions
from mapgen.themes.theme import contrast


def names(drawing: Drawing) -> list[Text]:
    """Return the names of places on a map."""
    return [mark for mark in drawing.layers["places"] if isinstance(mark, Text)]


@pytest.mark.parametrize(
    ("lang", "ocean"), [("en", "Pacific Ocean"), ("es", "Océano Pacífico"), ("pt", "Oceano Pacífico")]
)
def test_oceans_have_their_names_in_each_language(lang: str, ocean: str) -> None:
    """Beside South America, where there is room for them, each once."""
    found = [text.text for text in names(moments.drawing(moments.KAST, size="article", lang=lang))]
    assert ocean in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
@pytest.mark.parametrize("theme", ["newsprint", "dark", "print-bw"])
def test_names_are_quiet_and_clear_of_everything(theme: str, lang: str) -> None:
    """In the frame, off land, labels, leaders and discs, legible on the ground, and no territory's element."""
    drawing = drawing_of(moments.snapshot(moments.KAST), RenderOptions(theme=theme, lang=lang))
    assert names(drawing)
    assert [*places_astray(drawing), *texts_overlap(drawing)] == []
    assert drawing.frame is not None
    frame = shapely.box(*drawing.frame)
    for text in names(drawing):
        assert frame.contains(box_of(text))
        assert contrast(text.colour, text.ground) >= 4.5
        assert (text.iso3, text.bold, text.role) == ("", False, "place")


@pytest.mark.parametrize("size", ["og", "x", "square", "portrait", "story", "phone"])
def test_cards_and_phones_have_none(size: str) -> None:
    """What is read small has only the names that the map is about."""
    assert names(moments.drawing(moments.KAST, size=size)) == []


def test_a_map_without_names_has_none() -> None:
    """A reader who wants no names on the map wants none of seas."""
    assert names(drawing_of(moments.snapshot(moments.KAST), RenderOptions(labels="none"))) == []
