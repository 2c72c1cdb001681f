"""The main map in every named size and language: the map is large, words are few, and a phone shows all type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest
from picture_measures import NOTES, Measures, drawn, measures, of_role, region_box

import mapgen
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import CARDS, NAMED
from mapgen.places.languages import languages

KAST = mapgen.Question(as_of=date(2025, 12, 15), basis=mapgen.Basis.ELECTED)
# An elect; a day in office; votes without a winner; a forecast.
QUESTIONS = (
    KAST,
    mapgen.Question(as_of=date(2025, 12, 15), basis=mapgen.Basis.OFFICE),
    mapgen.Question(as_of=date(2026, 11, 28), basis=mapgen.Basis.ELECTED),
    mapgen.Question(as_of=date(2030, 1, 1), basis=mapgen.Basis.ELECTED),
)
# The least part of a page that the map's frame must have.
LEAST_SHARE = {"article": 0.45, "og": 0.40, "x": 0.40, "square": 0.45, "portrait": 0.45, "story": 0.45}
# The least part for the box around the region itself, which is 1.33 times as high as wide: a square has texts above it.
LEAST_REGION = {"article": 0.40, "phone": 0.34, "og": 0.30, "x": 0.30, "square": 0.29, "portrait": 0.36, "story": 0.36}
# What a phone shows of type: on cards that are wider than high, on other cards, and of labels on cards.
LANDSCAPE, UPRIGHT, LABEL = 8.0, 9.3, 9.0
SIZES_AND_LANGUAGES = tuple(product(NAMED, languages()))
CARDS_AND_LANGUAGES = tuple(product(CARDS, languages()))


@cache
def drawing_of(size: str, lang: str, question: mapgen.Question = KAST) -> Drawing:
    """Return the drawing of the main map."""
    return drawn(None, question, NAMED[size], lang)


def measured(size: str, lang: str, question: mapgen.Question = KAST) -> Measures:
    """Return the measures of the main map."""
    return measures(drawing_of(size, lang, question))


def questions_of(sizes: Iterator[tuple[str, str]]) -> list[tuple[str, str, mapgen.Question]]:
    """Return the sizes and languages with every question."""
    return [(size, lang, question) for (size, lang), question in product(sizes, QUESTIONS)]


@pytest.mark.parametrize(("size", "lang"), [(size, lang) for size, lang in SIZES_AND_LANGUAGES if size in LEAST_SHARE])
def test_the_map_has_its_share_of_the_page(size: str, lang: str) -> None:
    """The map's frame has at least 45 percent of the page, on a card that is wider than high 40."""
    assert measured(size, lang).map_share >= LEAST_SHARE[size]


@pytest.mark.parametrize(("size", "lang"), [(size, lang) for size, lang in SIZES_AND_LANGUAGES if size in LEAST_REGION])
def test_the_region_fills_the_frame(size: str, lang: str) -> None:
    """The frame is no wide empty sea: the region itself is large in it."""
    assert measured(size, lang).region_share >= LEAST_REGION[size]


@pytest.mark.parametrize(("size", "lang"), SIZES_AND_LANGUAGES)
def test_the_region_lies_within_the_frame(size: str, lang: str) -> None:
    """No land of the region is cut at the frame, and the frame lies on the page."""
    drawing = drawing_of(size, lang)
    assert drawing.frame is not None
    left, top, right, bottom = region_box(drawing)
    assert drawing.frame[0] <= left < right <= drawing.frame[2]
    assert drawing.frame[1] <= top < bottom <= drawing.frame[3]
    assert min(drawing.frame) >= 0
    assert drawing.frame[2] <= drawing.width
    assert drawing.frame[3] <= drawing.height


@pytest.mark.parametrize(("size", "lang", "question"), questions_of(iter(SIZES_AND_LANGUAGES)))
def test_notes_are_few_words(size: str, lang: str, question: mapgen.Question) -> None:
    """Notes and source line have at most 30 words, on a card 15: one line of notes, and one for the source."""
    found = measured(size, lang, question)
    assert found.note_words <= NAMED[size].note_words
    if NAMED[size].is_card:
        assert found.note_lines <= 2


@pytest.mark.parametrize(("size", "lang", "question"), questions_of(iter(SIZES_AND_LANGUAGES)))
def test_the_source_stands_in_one_line(size: str, lang: str, question: mapgen.Question) -> None:
    """The last line of a page names the source, and the whole of it."""
    lines = [text.text for text in of_role(drawing_of(size, lang, question), NOTES)]
    assert sum("mapgen" in line for line in lines) == 1
    assert "mapgen" in lines[-1]


@pytest.mark.parametrize(("size", "lang", "question"), questions_of(iter(CARDS_AND_LANGUAGES)))
def test_a_phone_shows_all_type_of_a_card(size: str, lang: str, question: mapgen.Question) -> None:
    """On a phone of 390 CSS pixels, all type of a card has 8 or more, on cards that are no wider than high 9.3."""
    drawing = drawing_of(size, lang, question)
    found = measures(drawing)
    assert found.least_type >= NAMED[size].least_type
    assert found.least_label >= NAMED[size].least_label
    assert found.on_phone >= (LANDSCAPE if drawing.width > drawing.height else UPRIGHT)


@pytest.mark.parametrize(("size", "lang", "question"), questions_of(iter(CARDS_AND_LANGUAGES)))
def test_a_card_has_no_lists_and_a_short_headline(size: str, lang: str, question: mapgen.Question) -> None:
    """A card lists no countries, and its headline has at most two lines."""
    found = measured(size, lang, question)
    assert found.list_lines == 0
    assert 1 <= found.headline_lines <= 2


@pytest.mark.parametrize(("size", "lang"), SIZES_AND_LANGUAGES)
def test_what_is_cut_stands_in_the_description(size: str, lang: str) -> None:
    """The long description of every size holds the same notes in full, however few of them the picture has."""
    article, drawing = drawing_of("article", lang), drawing_of(size, lang)
    assert drawing.metadata["description"] == article.metadata["description"]
    assert len(drawing.metadata["description"].split()) > measures(drawing).note_words
