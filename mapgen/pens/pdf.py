"""PDF files for print: matplotlib's vectors with the typeface embedded, and what they show said as PDF says it."""

from __future__ import annotations

import io

from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf, String

from mapgen.drawing.primitives import Drawing
from mapgen.pens.figure import write_pdf
from mapgen.pens.xmp import xmp_packet
from mapgen.proof.digest import DIGEST
from mapgen.proof.pdf import pdf_digest

# A CSS pixel is a ninety-sixth of an inch, a point a seventy-second.
_POINTS = 0.75
# The facts that are short enough for a reader's window of properties; the packet has all.
_KEYWORDS = ("as-of", "basis", "coder", "record", "record-sha256", "boundaries", "boundaries-sha256")


def pdf_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PDF file of one page, the same bytes for the same drawing.

    The page is as large as the drawing's CSS pixels are on paper: 794 by 1123 of them are an A4 sheet. Title, alt text
    and keywords are in the document's keys, all facts in its XMP packet, and the page is a figure in the map's language
    with the alt text, which screen readers say.
    """
    drawn = io.BytesIO()
    metadata = drawing.metadata
    keywords = "; ".join(f"{key}={metadata[key]}" for key in _KEYWORDS if key in metadata)
    write_pdf(
        replace(drawing, factor=_POINTS),
        drawn,
        {
            "Title": metadata.get("title", ""),
            "Subject": metadata.get("alt", ""),
            "Keywords": keywords,
            "Creator": metadata.get("software", "mapgen"),
            # The time of making and matplotlib's version would make other bytes of the same map.
            "CreationDate": None,
            "Producer": None,
        },
    )
    file = io.BytesIO()
    with Pdf.open(drawn) as pdf:
        _describe(pdf, pdf.pages[0], metadata.get("alt", ""), drawing.lang)
        own = {"pdf:Keywords": keywords, **{f"mapgen:{key}": value for key, value in metadata.items()}}
        digest = pdf_digest(pdf, metadata, xmp_packet(drawing, own))
        packet = xmp_packet(drawing, {**own, f"mapgen:{DIGEST}": digest})
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        pdf.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.disable)
    return file.getvalue()


def _describe(pdf: Pdf, page: Page, alt: str, lang: str) -> None:
    """Tag the whole page as one figure with an alt text, and say its language and that its title is to be shown."""
    page.contents_add(b"/Figure <</MCID 0>> BDC", prepend=True)
    page.contents_add(b"EMC")
    page.StructParents = 0
    page.Tabs = Name.S
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    figure = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, P=document, Pg=page.obj, K=0, Alt=String(alt))
    )
    document.K = Array([figure])
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([figure])])))
    root.ParentTreeNextKey = 1
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
