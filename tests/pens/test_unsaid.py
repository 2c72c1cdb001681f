"""What a picture has no room for stands in its caption, and in the embed."""

from __future__ import annotations

import pytest

import mapgen
from mapgen.pipeline import staged
from mapgen.places.languages import languages
from mapgen.words.captions import captions_of


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", ["article", "phone", "og", "story"])
@pytest.mark.parametrize("day", ["2025-12-15", "2026-11-28", "2020-11-16", "1998-01-01"])
def test_each_note_is_on_the_picture_or_in_the_caption(lang: str, size: str, day: str) -> None:
    """Of each note the picture has the text, or the caption the whole sentence."""
    made = mapgen.render(as_of=day, basis="elected", lang=lang, size=size)
    choropleth, style = staged(made.snapshot, made.options)
    drawn = " ".join(" ".join(text.text for text in made.drawing.texts).split())
    for note in captions_of(choropleth, style.words, made.options.texts).notes:
        assert note.text in drawn or note.whole in made.caption, note


def test_a_caption_repeats_no_note_of_the_picture() -> None:
    """A note in full on the picture is not in the caption once more: the two stand side by side."""
    made = mapgen.render(as_of="2025-12-15", basis="elected")
    assert "Dashed" not in made.caption
    assert "Boric governs until" in made.caption


def test_a_caption_does_not_say_twice_who_takes_office() -> None:
    """The standfirst says when the elect takes office; the note after it says when he was elected."""
    made = mapgen.render(as_of="2025-12-15", basis="elected")
    assert made.caption.count("takes office") == 1
    assert made.description.count("takes office") == 1
