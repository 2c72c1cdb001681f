"""The budget of words: what a picture says below its map, and what it leaves to captions and descriptions."""

from __future__ import annotations

from datetime import date
from itertools import cycle

import moments
import pytest

from mapgen.choropleth.join import joined
from mapgen.drawing.sizes import NAMED, Size
from mapgen.pipeline import drawing_of, staged
from mapgen.places.languages import languages
from mapgen.places.regions import read_region
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.given_values import snapshot_of_values
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.words.captions import Captions, Overrides, captions_of
from mapgen.words.note import Note, Weight
from mapgen.words.note_budget import count_words, within_budget
from mapgen.words.wording import wording

# Every half year of the record and some years beyond; the days of the moments have every status.
DAYS = [date(year, month, 20) for year in range(1998, 2032) for month in (1, 7)]
REGIONS = ("africa", "argentina", "asia", "caribbean", "europe", "european-union", "india", "middle-east", "world")
ON_ARTICLE, ON_CARD = 30, 15


def words_of(captions: Captions) -> int:
    """Return the words of source line and notes, with a mark for each note that may have one."""
    notes = [count_words(note.text) + bool(note.about) for note in captions.notes if not note.given]
    return count_words(captions.source) - captions.given_words + sum(notes)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("basis", Basis)
def test_the_default_map_keeps_its_budget_on_any_day(basis: Basis, lang: str) -> None:
    """At most 30 words on an article and 15 on a card, in each language; what is cut stands in the full notes."""
    record, words, drawn = read_source(None), wording(lang), moments.choropleth(moments.KAST)
    for day in DAYS:
        snapshot = answer(record, Question(as_of=day, basis=basis))
        captions = captions_of(joined(snapshot, drawn.region, drawn.basemap), words, Overrides())
        for most, on_card in ((ON_ARTICLE, False), (ON_CARD, True)):
            assert words_of(within_budget(captions, most, on_card=on_card)) <= most, day
        wholes = [note.whole for note in captions.notes]
        assert set(wholes) >= {note.whole for note in within_budget(captions, ON_ARTICLE).notes}


@pytest.mark.parametrize("region", REGIONS)
def test_lists_of_every_region_keep_their_budget(region: str) -> None:
    """However many areas are disputed, not counted or without data, and on a day before some were states."""
    *states, _ = read_region(region).states
    classes = dict(zip(states, cycle(["left", "centre", "right"]), strict=False))
    for day in (date(2026, 1, 1), date(1989, 1, 1)):
        snapshot = snapshot_of_values(classes, day, None, region)
        for lang in languages():
            choropleth, map_style = staged(snapshot, RenderOptions(lang=lang))
            captions = captions_of(choropleth, map_style.words, Overrides())
            for most, on_card in ((ON_ARTICLE, False), (ON_CARD, True)):
                kept = within_budget(captions, most, on_card=on_card)
                assert words_of(kept) <= most, (lang, day)
            if any(note.weight == Weight.DISPUTES for note in captions.notes):
                assert any(note.weight == Weight.DISPUTES for note in within_budget(captions, ON_ARTICLE).notes)


@pytest.mark.parametrize("lang", languages())
def test_the_default_map_says_first_what_nothing_else_says(lang: str) -> None:
    """What the dashed line is, what is not counted and what is disputed stand on an article, the source in a line."""
    drawing = moments.drawing(moments.KAST, lang=lang)
    notes = [text.text for text in drawing.texts if text.role == "note"]
    assert len(" ".join(notes).split()) <= ON_ARTICLE
    said, words = " ".join(notes), wording(lang)
    assert words.say("claim.essequibo.dashed-brief") in said
    assert words.country("GUF") in said
    assert "Tigri" in said
    assert notes[-1].startswith(words.say("note.source", source="")[:5])
    assert notes[-1].endswith(words.say("note.boundaries"))


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", [*NAMED.values(), Size(900, 700), Size(300, 420)])
def test_every_size_keeps_its_budget(size: Size, lang: str) -> None:
    """Cards, phones, prints and pages of one's own: no picture has more words of notes than its size may have."""
    for moment in (moments.KAST, moments.TWO_ELECTS, moments.FUTURE, moments.NO_DATA):
        drawing = drawing_of(moments.snapshot(moment), RenderOptions(size=size, lang=lang))
        notes = " ".join(text.text for text in drawing.texts if text.role == "note")
        assert len(notes.split()) <= size.note_words, moment


def test_what_a_user_gives_comes_on_top() -> None:
    """Credit, source, check and note are kept whole, and take no room from the notes."""
    usual = within_budget(captions_of(moments.choropleth(moments.KAST), wording("en"), Overrides()), ON_ARTICLE)
    long = "word " * 40
    for given in (Overrides(credit=long.strip()), Overrides(note=long.strip())):
        kept = within_budget(captions_of(moments.choropleth(moments.KAST), wording("en"), given), ON_ARTICLE)
        assert long.strip() in f"{kept.source} {kept.notes[-1].text}"
        assert [note for note in kept.notes if not note.given] == [*usual.notes]


def test_a_description_has_whole_notes_and_the_picture_short_ones() -> None:
    """The sovereignty of what is not counted, and both sides of a claim, are cut from the picture and stay in words."""
    drawing = moments.drawing(moments.KAST)
    drawn = " ".join(text.text for text in drawing.texts if text.role == "note")
    for phrase in (
        "British, claimed by Argentina",
        "what Venezuela claims in Guyana",
        "Other sources class",
        "Guyana (",
    ):
        assert phrase in drawing.metadata["description"]
        assert phrase not in drawn
    assert "Record checked to 7 October 2026" in drawing.metadata["source-line"]


NOTES = (
    Note("Late: one two three.", weight=Weight.REVIEW),
    Note("A B C D E F.", ("AAA",), full="All of A B C D E F.", shorter=("A B.", "A."), weight=Weight.NOT_COUNTED),
    Note("First.", weight=Weight.DISPUTES),
)


@pytest.mark.parametrize(
    ("most", "kept"),
    [
        (20, ["Late: one two three.", "A B C D E F.", "First."]),
        (11, ["A B C D E F.", "First."]),
        (8, ["A B.", "First."]),
        (6, ["A.", "First."]),
        (4, ["First."]),
        (1, []),
    ],
)
def test_notes_are_taken_by_weight_and_kept_in_their_order(most: int, kept: list[str]) -> None:
    """The weightiest first, with as many words as there is room for; a mark is a word; the source always stays."""
    captions = Captions("H", "H", "", NOTES, "Whole source.", brief_sources=("Brief source here", "Source"))
    within = within_budget(captions, most)
    assert [note.text for note in within.notes] == kept
    assert within.source == "Brief source here"
    assert within_budget(captions, most, on_card=True).source == "Source"
    assert all(note.whole == "All of A B C D E F." for note in within.notes if note.about)


@pytest.mark.parametrize("lang", languages())
def test_bars_of_shares_keep_the_budget(lang: str) -> None:
    """Their source takes a few words of the picture; states without a figure, and other years, stand in words."""
    options = RenderOptions(shares=("population", "area", "gdp"), lang=lang)
    drawing = drawing_of(moments.snapshot(moments.KAST), options)
    notes = " ".join(text.text for text in drawing.texts if text.role == "note")
    assert len(notes.split()) <= ON_ARTICLE
    assert "CIA World Factbook, 2024–2025." in notes.replace("\u00a0", " ")
    assert "2025 (Gu" in drawing.metadata["source-line"]
