"""The key of a card: in few rows."""

from __future__ import annotations

from mapgen.layout.cards import packed_rows, row_width
from mapgen.layout.key import KeyEntry
from mapgen.themes.theme import Fill


def test_packed_rows_are_as_few_as_can_be() -> None:
    """Each entry stands in the first row that has room for it, so that a short one after a long one needs no row."""
    short, long = KeyEntry(Fill("#aa0000"), "Left", "6"), KeyEntry(Fill("#0000aa"), "Elected, not yet in office: Chile")
    rows = packed_rows((short, long, short), 14, row_width([short, short], 14) + 1)
    assert rows == [[short, short], [long]]
    assert packed_rows((short, long, short), 14, 1000) == [[short, long, short]]
