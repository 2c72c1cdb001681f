"""The canonical form of XML does not depend on how it was written."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from mapgen.files.xml_tree import Node

SPACES = "".join(one for one in map(chr, range(sys.maxunicode + 1)) if one.isspace())


@given(st.text(st.one_of(st.sampled_from(SPACES), st.sampled_from("ab\u00ad\u200b"))))
def test_space_says_nothing_of_how_much_there_is(text: str) -> None:
    """Any amount and kind of white space counts as a single space."""
    words = " ".join(text.split())
    assert Node("a", {"b": text}).opening == Node("a", {"b": words}).opening == f"\1a\0b\0{words}\0"
    assert Node("a", children=[text]).canonical == Node("a", children=[words]).canonical
