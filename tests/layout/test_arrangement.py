"""The arrangement of a page: the map's share of it, and what stands on a card."""

from __future__ import annotations

from functools import cache

import gate
import moments
import pytest
from msgspec.structs import replace
from small_states import snapshot

from mapgen.drawing.boxes import contains
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import CARDS, NAMED, Size
from mapgen.pipeline import drawing_of
from mapgen.places.languages import languages
from mapgen.render_options import RenderOptions
from mapgen.words.overrides import Overrides

WIDE = ("caribbean", "world", "oceania")
UPRIGHT = ("south-america", "europe", "africa")


@cache
def drawn(region: str, size: Size) -> Drawing:
    """Return a map of a region in which each state is in one of three classes."""
    return drawing_of(snapshot(region), RenderOptions(size=size))


def frame_share(drawing: Drawing) -> float:
    """Return the part of a page that the map's frame has."""
    assert drawing.frame is not None
    left, top, right, bottom = drawing.frame
    return (right - left) * (bottom - top) / (drawing.width * drawing.height)


@pytest.mark.parametrize("size", NAMED)
def test_the_frame_holds_the_map_and_lies_on_the_page(size: str) -> None:
    """The box of the map's ground holds every label of the map, and does not leave the page."""
    drawing = moments.drawing(moments.KAST, size)
    assert drawing.frame is not None
    assert contains((0, 0, drawing.width, drawing.height), drawing.frame)
    assert all(contains(drawing.frame, text.box) for text in drawing.texts if text.role == "label")


@pytest.mark.parametrize("region", [*WIDE, *UPRIGHT])
@pytest.mark.parametrize("size", CARDS)
def test_a_card_is_a_map_with_few_words(size: str, region: str) -> None:
    """No type too small for a phone, no list, two lines of headline, and at least its share for the map's frame."""
    drawing, card = drawn(region, CARDS[size]), CARDS[size]
    assert min(text.size for text in drawing.texts) >= card.least_type
    assert all(text.size >= card.least_label for text in drawing.texts if text.role == "label")
    roles = [text.role for text in drawing.texts]
    assert roles.count("headline") <= 2
    assert "list" not in roles
    assert frame_share(drawing) >= (0.4 if card.width > card.height else 0.45)
    assert len({text.size for text in drawing.texts}) <= 4


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", CARDS)
def test_a_card_of_elects_says_so_in_two_lines(size: str, lang: str) -> None:
    """Where the headline has no room for whose elect is counted, the standfirst says that elects are."""
    drawing = moments.drawing(moments.KAST, size, lang)
    heads = [text for text in drawing.texts if text.role == "headline"]
    said = " ".join(text.text for text in drawing.texts if text.role in {"headline", "standfirst"})
    assert len(heads) <= 2
    assert {"en": "elect", "es": "elect", "pt": "eleit"}[lang] in said
    assert "2025" in said.replace("\u00a0", " ")


def test_a_title_of_a_user_stands_whole_on_a_card() -> None:
    """Nothing replaces it, even where it takes more than two lines."""
    title = (
        "Two years of votes have turned the whole continent round, from the Caribbean coast to the Strait of Magellan"
    )
    drawing = drawing_of(
        moments.snapshot(moments.KAST), RenderOptions(size=CARDS["square"], texts=Overrides(title=title))
    )
    lines = [text.text for text in drawing.texts if text.role == "headline"]
    assert " ".join(lines).replace("\u00a0", " ") == title


@pytest.mark.parametrize("region", [*WIDE, *UPRIGHT])
@pytest.mark.parametrize("size", ["article", "phone"])
def test_every_region_begins_at_one_margin_and_ends_at_another(size: str, region: str) -> None:
    """The headline stands as far from the top as the last line from the bottom; a wide region's page is lower."""
    drawing = drawn(region, NAMED[size])
    tops = min(text.box[1] for text in drawing.texts if text.role == "headline")
    ends = max(text.y for text in drawing.texts if text.role == "note")
    expected = min(text.box[1] for text in drawn("south-america", NAMED[size]).texts if text.role == "headline")
    assert tops == pytest.approx(expected, abs=1)
    assert drawing.height - ends < 3 * tops
    assert drawing.height <= (0.9 if region in WIDE else 1) * NAMED[size].height
    assert drawing.height == int(drawing.height)


@pytest.mark.parametrize("region", WIDE)
def test_a_page_of_an_exact_size_keeps_it(region: str) -> None:
    """Only the article and the phone shrink: a size in numbers, a card and a sheet of paper are what they say."""
    for size in (Size(640, 800), NAMED["square"], NAMED["print"], replace(NAMED["article"], shrinks=False)):
        drawing = drawn(region, size)
        assert (drawing.width, drawing.height) == (size.width, size.height)


@pytest.mark.parametrize("region", [*WIDE, *UPRIGHT])
def test_an_article_is_half_map(region: str) -> None:
    """At least 45% of an article is the map's frame, whatever the region."""
    assert frame_share(drawn(region, NAMED["article"])) >= 0.45


def test_a_list_below_the_map_names_who_has_no_label() -> None:
    """It is short, names nobody whom a label names, and stands in rows after the patch of their class."""
    drawing = drawn("africa", NAMED["article"])
    listed = ", ".join(text.text for text in drawing.texts if text.role == "list").replace("\u00a0", " ")
    labelled = {text.iso3 for text in drawing.texts if text.role == "label"}
    unlabelled = {entry.iso3 for entry in snapshot("africa").entries} - labelled
    assert len([name for name in listed.split(", ") if name]) == len(unlabelled)
    assert drawing.frame is not None
    assert all(text.box[1] > drawing.frame[3] for text in drawing.texts if text.role == "list")


def test_the_world_has_no_list() -> None:
    """A list of two hundred states is for HTML: the picture has the map, as wide as the page, and its key in a line."""
    drawing = drawn("world", NAMED["article"])
    assert not [text for text in drawing.texts if text.role == "list"]
    assert drawing.frame is not None
    assert drawing.frame[2] - drawing.frame[0] == drawing.width
    assert len({round(patch.box[1]) for patch in gate.patches(drawing)}) == 1
