"""Lists below the classes: in columns where there is room, broken between countries, a caption in their place."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mapgen.drawing.primitives import Patch, Text
from mapgen.layout.key import KeyEntry
from mapgen.layout.key_lists import ListStyle, draw_columns, draw_list, draw_paragraphs
from mapgen.themes.file import read_theme
from mapgen.themes.theme import Fill

STYLE = ListStyle(14.0, 12.0, read_theme("newsprint"))
LEFT = KeyEntry(Fill("#aa0000"), "Left", "2", members=(("Brazil (Lula)", "Uruguay (Orsi)"), ("Brazil", "Uruguay")))
RIGHT = KeyEntry(Fill("#0000aa"), "Right", "1", members=(("Chile",),), caption="They hold the south.")
OTHER = KeyEntry(Fill("#cccccc"), "Not counted")


def listed(drawn: list[Patch | Text]) -> list[Text]:
    """Return the lines of the lists."""
    return [one for one in drawn if isinstance(one, Text) and one.role == "list"]


def test_a_caption_stands_in_place_of_the_countries() -> None:
    """What a user says of a class is what is written below it."""
    drawn, _ = draw_list((LEFT, RIGHT), (0, 0), 300, STYLE)
    assert [text.text for text in listed(drawn)] == ["Brazil (Lula), Uruguay (Orsi)", "They hold the south."]


def test_who_has_no_label_stands_in_a_paragraph_after_the_patch() -> None:
    """One for each class that has such countries; its lines break between countries and stay within the width."""
    some = replace(LEFT, unlabelled=("Antigua & Barbuda", "Brazil", "Cuba", "Uruguay"))
    drawn, end = draw_paragraphs((some, replace(RIGHT, unlabelled=("Chile",))), (10, 20), 150, STYLE)
    patches = [one for one in drawn if isinstance(one, Patch)]
    lines = [text.text for text in listed(drawn)]
    assert len(patches) == 2
    assert lines == ["Antigua & Barbuda,", "Brazil, Cuba, Uruguay", "Chile"]
    assert len({text.x for text in listed(drawn)}) == 1
    assert max(text.box[2] for text in listed(drawn)) <= 160
    assert max(one.box[3] for one in drawn) <= end


@pytest.mark.parametrize(("width", "columns"), [(170, 1), (400, 2), (2000, 2)])
def test_classes_stand_side_by_side_where_there_is_room(width: float, columns: int) -> None:
    """As many columns as are not too narrow, no more than classes; what has no list follows below them all."""
    drawn, end = draw_columns((LEFT, RIGHT, OTHER), (10, 20), width, STYLE)
    patches = [one for one in drawn if isinstance(one, Patch)]
    assert len({patch.box[1] for patch in patches[:2]}) == 3 - columns
    assert patches[2].box[0] == 10
    assert patches[2].box[1] > max(text.box[3] for text in listed(drawn))
    assert max(one.box[2] for one in drawn) <= 10 + width
    assert end >= max(one.box[3] for one in drawn)
    # Beside each other they are no higher than one below the other.
    assert end <= draw_list((LEFT, RIGHT, OTHER), (10, 20), width, STYLE)[1]
