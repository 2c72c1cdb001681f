"""The canonical form of XML does not depend on how a document was written, and is another for any other content."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.files.xml_tree import Node, NotXmlError, read_document, read_xml

# What XML takes as it stands: no control characters, and no ends of lines, which it makes all alike.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1)


@given(TEXTS, TEXTS)
def test_a_text_is_told_from_every_other(text: str, other: str) -> None:
    """No-break spaces, and all other signs, count as they are."""
    forms = {Node("text", {"b": one}, [one]).canonical for one in (text, other)}
    assert len(forms) == len({text, other})
    written = f"<text b={quoteattr(text)}>{escape(text)}</text>"
    assert read_xml(written.encode()).canonical == Node("text", {"b": text}, [text]).canonical


@pytest.mark.parametrize(
    "written",
    [
        '<g a="1" xmlns="urn:x" b="é"><h/></g>',
        "<x:g b='&#233;' a='1' xmlns:x='urn:x'>\r\n\t<x:h></x:h>\n</x:g>",
        '\ufeff<?xml version="1.0" encoding="UTF-8"?><g xmlns="urn:x" a="1" b="é" xmlns:y="urn:y"> <h/> </g>\n',
    ],
)
def test_one_document_has_one_form(written: str) -> None:
    """Quotes, prefixes, the order of attributes, empty elements and layout say nothing."""
    assert read_document(written.encode()).canonical == "\1\0\1urn:x g\0a\0001\0b\0é\0\1urn:x h\0\2\2\2"


@pytest.mark.parametrize(
    "written",
    [
        '<g xmlns="urn:x"/>',
        "<g><!-- c --></g>",
        "<g/><!-- c -->",
        "<?a b?><g/>",
        "<g>a</g>",
        "<g>\u00a0</g>",
        '<g a=""/>',
        "<g><title> </title></g>",
        "<g><title/></g>",
        "<h/>",
    ],
)
def test_other_content_has_another_form(written: str) -> None:
    """A name, a namespace, a comment, an instruction, a text, an attribute, and space where it is read."""
    assert read_document(written.encode()).canonical != read_document(b"<g/>").canonical


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<!DOCTYPE g><g/>", "it declares a document type or entities"),
        (b"<g>\xff</g>", "it is not in UTF-8"),
        ("<g/>".encode("utf-16"), "it is not in UTF-8"),
        (b'<?xml version="1.0" encoding="unicode_escape"?><g/>', "unicode_escape; only UTF-8 is read"),
        (b"<g>" * 61 + b"</g>" * 61, "more than 60 within each other"),
        (b"<g>" + b"<h/>" * 100_000 + b"</g>", "more than 100,000 elements"),
        (b"<g", "line 1"),
        (b"", "line 1"),
        (b"<g a='1' a='2'/>", "line 1: duplicate attribute"),
    ],
)
def test_what_is_not_read(data: bytes, why: str) -> None:
    """The message says why."""
    with pytest.raises(NotXmlError, match=why):
        read_document(data)
