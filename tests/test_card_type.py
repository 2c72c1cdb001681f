"""What a phone shows of comparisons and of pictures of many days: no small type, and few words of notes."""

from __future__ import annotations

from datetime import date

import pytest
import timelines

from mapgen.comparison.compare import comparison_of
from mapgen.comparison.map import comparison_drawing
from mapgen.comparison.operands import operands_of
from mapgen.comparison.recreation import recreation_drawing
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.places.languages import languages
from mapgen.render_options import RenderOptions
from mapgen.timeline.stills import still_drawing

SIZES = ("article", "phone", "og", "x", "square", "portrait", "story")
CHANGE = ("2021-12-31", "2025-12-31")
CODERS = ("el-ciudadano-2025-12-15", "record/office")


def picture(kind: str, size: str, lang: str) -> Drawing:
    """Return a comparison of two days or of two coders, a fact-check, a strip or a grid."""
    options = RenderOptions(size=NAMED[size], lang=lang)
    if kind in {"strip", "grid"}:
        date_range = timelines.date_range("office", date(2018, 1, 1))
        return still_drawing(kind, date_range, options)
    draw = recreation_drawing if kind == "fact-check" else comparison_drawing
    comparison = comparison_of(*operands_of(*(CHANGE if kind == "change" else CODERS)))
    return draw(comparison, options)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("kind", ["change", "coders", "fact-check", "strip", "grid"])
def test_all_type_is_large_enough_and_notes_are_few(kind: str, lang: str) -> None:
    """No text is smaller than its size may have, and notes have no more words than it may have, all together."""
    for name in SIZES:
        drawing, size = picture(kind, name, lang), NAMED[name]
        assert min(text.size for text in drawing.texts) >= size.least_type, name
        notes = [text.text for text in drawing.texts if text.role == "note"]
        assert len(" ".join(notes).split()) <= size.note_words, name


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", ["og", "x", "square", "portrait", "story"])
def test_a_card_of_a_fact_check_names_what_differs(size: str, lang: str) -> None:
    """Both maps name each state on which the two differ, as the card has no list."""
    drawing = picture("fact-check", size, lang)
    named = [text.text for text in drawing.texts if text.role == "label"]
    assert named == ["Chile", "Chile"]
