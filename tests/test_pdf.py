"""PDF files: one page of the right size, vectors, the typeface embedded, the facts in its keys, the same bytes."""

from __future__ import annotations

import re
import zlib

import moments
import pytest

from mapgen.pdf import pdf_bytes


@pytest.fixture(scope="module")
def page() -> bytes:
    """Return the main map as a PDF for print."""
    return pdf_bytes(moments.drawing(moments.KAST, size="print"))


def streams(data: bytes) -> bytes:
    """Return what the compressed streams of a PDF hold."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in found if one[:1] == b"x")


def test_it_is_one_a4_page(page: bytes) -> None:
    """A sheet of 210 by 297 millimetres, in points, to half a point."""
    boxes = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", page)
    assert len(boxes) == 1
    width, height = (float(side) for side in boxes[0])
    assert width == pytest.approx(210 / 25.4 * 72, abs=0.5)
    assert height == pytest.approx(297 / 25.4 * 72, abs=0.5)


def test_the_typeface_is_embedded(page: bytes) -> None:
    """In both weights, and no font that a reader would have to have."""
    names = set(re.findall(rb"/BaseFont /(?:[A-Z]{6}\+)?([\w-]+)", page))
    assert names == {b"SourceSans3-Regular", b"SourceSans3-Semibold"}
    assert b"/FontFile2" in page


def test_it_is_vectors(page: bytes) -> None:
    """No picture is in it, and many curves and lines are."""
    assert b"/Subtype /Image" not in page
    assert streams(page).count(b" l\n") > 1_000


def test_it_says_what_it_shows(page: bytes) -> None:
    """Title, alt text, facts and program stand in the document's keys; no time of making does."""
    assert b"/Title" in page
    assert b"/Subject (Map of South America on 15 December 2025, counting presidents-elect: 6 gov" in page
    assert "as-of=2025-12-15; basis=elected".encode("utf-16-be") in page
    assert b"/Creator (mapgen " in page
    assert b"CreationDate" not in page


def test_the_same_map_has_the_same_bytes(page: bytes) -> None:
    """Also in a document that numbers its objects and dates itself where it can."""
    assert pdf_bytes(moments.drawing(moments.KAST, size="print")) == page
