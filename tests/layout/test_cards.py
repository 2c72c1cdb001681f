"""The key of a card, in few rows, and its bars of shares."""

from __future__ import annotations

import gate
import moments
import pytest

from mapgen.drawing.sizes import CARDS
from mapgen.layout.cards import packed_rows, row_width
from mapgen.layout.key import KeyEntry
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions
from mapgen.themes.theme import Fill


def test_packed_rows_are_as_few_as_can_be() -> None:
    """Each entry stands in the first row that has room for it, so that a short one after a long one needs no row."""
    short, long = KeyEntry(Fill("#aa0000"), "Left", "6"), KeyEntry(Fill("#0000aa"), "Elected, not yet in office: Chile")
    rows = packed_rows((short, long, short), 14, row_width([short, short], 14) + 1)
    assert rows == [[short, short], [long]]
    assert packed_rows((short, long, short), 14, 1000) == [[short, long, short]]


@pytest.mark.parametrize("size", CARDS)
def test_a_card_has_the_bars_of_shares_that_are_asked_for(size: str) -> None:
    """Beside the rest; what they count is said in the caption, as a card has few words."""
    options = RenderOptions(size=CARDS[size], shares=("population", "area"))
    drawing = drawing_of(moments.snapshot(moments.KAST), options)
    assert drawing.shows_shares
    assert gate.broken_rules(drawing) == []
