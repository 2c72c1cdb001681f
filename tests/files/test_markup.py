"""Escape text for markup."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from mapgen.files.markup import escape, quoteattr


@given(st.text())
def test_markup_is_escaped_as_the_standard_library_does(text: str) -> None:
    """Text is escaped between tags and in attributes, as the standard library does it."""
    assert (escape(text), quoteattr(text)) == (saxutils.escape(text), saxutils.quoteattr(text))
