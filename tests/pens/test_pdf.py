"""PDF files: one page of the right size, vectors, the typeface embedded, the facts in its keys, the same bytes."""

from __future__ import annotations

import io
import os
import re
import zlib

import moments
import pytest
from pikepdf import Name, Pdf, parse_content_stream

import mapgen
from mapgen.pens.pdf import pdf_bytes
from mapgen.places.languages import languages

IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"


@pytest.fixture(scope="module")
def page() -> bytes:
    """Return the main map as a PDF for print."""
    return pdf_bytes(moments.drawing(moments.KAST, size="print"))


def streams(data: bytes) -> bytes:
    """Return what the compressed streams of a PDF hold."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in found if one[:1] == b"x")


def test_it_is_one_a4_page(page: bytes) -> None:
    """A sheet of 210 by 297 millimetres, in points, to a tenth of a millimetre."""
    boxes = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", page)
    assert len(boxes) == 1
    width, height = (float(side) for side in boxes[0])
    assert width == pytest.approx(210 / 25.4 * 72, abs=0.28)
    assert height == pytest.approx(297 / 25.4 * 72, abs=0.28)


def test_the_typeface_is_embedded(page: bytes) -> None:
    """In both weights, and no font that a reader would have to have."""
    names = set(re.findall(rb"/BaseFont /(?:[A-Z]{6}\+)?([\w-]+)", page))
    assert names == {b"SourceSans3-Regular", b"SourceSans3-Semibold"}
    assert b"/FontFile2" in page


def test_it_is_vectors(page: bytes) -> None:
    """No picture is in it, and many curves and lines are."""
    assert b"/Subtype /Image" not in page
    assert streams(page).count(b" l\n") > 1_000


def test_its_keys_say_what_it_shows(page: bytes) -> None:
    """Title, alt text, short facts and program stand in the document's keys; no time of making does."""
    metadata = moments.drawing(moments.KAST, size="print").metadata
    with Pdf.open(io.BytesIO(page)) as pdf:
        keys = {name: str(value) for name, value in pdf.docinfo.items()}
    assert keys.keys() == {"/Title", "/Subject", "/Keywords", "/Creator"}
    assert (keys["/Title"], keys["/Subject"], keys["/Creator"]) == (
        metadata["title"],
        metadata["alt"],
        metadata["software"],
    )
    assert keys["/Keywords"].startswith("as-of=2025-12-15; basis=elected; coder=mapgen; record=Governments of South")
    assert f"record-sha256={metadata['record-sha256']}; " in keys["/Keywords"]


def test_its_packet_has_every_fact(page: bytes) -> None:
    """Texts by the names that programs know, and each fact by its own, for programs to read back."""
    drawing = moments.drawing(moments.KAST, size="print")
    with Pdf.open(io.BytesIO(page)) as pdf, pdf.open_metadata() as found:
        assert {key: found[f"{{urn:mapgen:facts}}{key}"] for key in drawing.metadata} == drawing.metadata
        assert found["dc:title"] == drawing.metadata["title"]
        assert found["dc:description"] == drawing.caption
        assert found[f"{IPTC}AltTextAccessibility"] == drawing.metadata["alt"]
        assert found[f"{IPTC}ExtDescrAccessibility"] == drawing.metadata["description"]
        assert found["pdf:Keywords"] == str(pdf.docinfo["/Keywords"])


@pytest.mark.parametrize("lang", languages())
def test_a_screen_reader_says_the_alt_text(lang: str) -> None:
    """The page is one tagged figure with the alt text, in the map's language; windows show the title."""
    drawing = moments.drawing(moments.PENDING, size="print", lang=lang)
    with Pdf.open(io.BytesIO(pdf_bytes(drawing))) as pdf:
        figure = pdf.Root.StructTreeRoot.K[0].K[0]
        assert (figure.S, str(figure.Alt), figure.K) == (Name.Figure, drawing.metadata["alt"], 0)
        assert figure.Pg.objgen == pdf.pages[0].objgen
        assert pdf.Root.StructTreeRoot.ParentTree.Nums[1][0].objgen == figure.objgen
        assert (str(pdf.Root.Lang), pdf.Root.MarkInfo.Marked) == (lang, True)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        marks = [str(operator) for _, operator in parse_content_stream(pdf.pages[0]) if str(operator) in {"BDC", "EMC"}]
        assert marks == ["BDC", "EMC"]
        assert not pdf.check_pdf_syntax()


def test_the_same_map_has_the_same_bytes(page: bytes) -> None:
    """Also in a document that numbers its objects and dates itself where it can."""
    assert pdf_bytes(moments.drawing(moments.KAST, size="print")) == page


@pytest.mark.parametrize("epoch", ["1", "x", "-1", "9" * 30])
def test_no_epoch_changes_it(monkeypatch: pytest.MonkeyPatch, page: bytes, epoch: str) -> None:
    """The file has no date: whatever SOURCE_DATE_EPOCH says, it has the same bytes, and the variable stays."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert pdf_bytes(moments.drawing(moments.KAST, size="print")) == page
    assert os.environ["SOURCE_DATE_EPOCH"] == epoch


@pytest.mark.parametrize(
    ("size", "dpi", "millimetres"),
    [("print", None, (210, 297)), ("120x160mm", 96, (120, 160)), ("5x7in", 600, (127, 177.8))],
)
def test_a_page_of_paper_has_its_size(size: str, dpi: int | None, millimetres: tuple[float, float]) -> None:
    """To a tenth of a millimetre, whatever the dots an inch of its images would be."""
    drawing = mapgen.render(as_of="2025-12-15", size=size, dpi=dpi).drawing
    with Pdf.open(io.BytesIO(pdf_bytes(drawing))) as pdf:
        box = [float(side) / 72 * 25.4 for side in pdf.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, *millimetres], abs=0.1)
