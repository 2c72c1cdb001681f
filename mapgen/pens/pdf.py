"""PDF files for print: matplotlib's vectors with the typeface embedded, and metadata in the keys and the XMP packet."""

from __future__ import annotations

import io

from msgspec.structs import replace
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from mapgen.digests.digest import DIGEST, PLACEHOLDER, WHOLE, with_whole_digest
from mapgen.digests.pdf import pdf_digest
from mapgen.drawing.primitives import Drawing
from mapgen.pens.figure import write_pdf
from mapgen.pens.xmp import xmp_packet

# A CSS pixel is a ninety-sixth of an inch, a point a seventy-second.
_POINTS = 0.75
# The metadata that are short enough for a reader's window of properties; the packet has all.
_KEYWORDS = ("as-of", "basis", "coder", "record", "record-sha256", "boundaries", "boundaries-sha256")


def pdf_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PDF file of one page, the same bytes for the same drawing.

    The page is as large as the drawing's CSS pixels are on paper: 794 by 1123 of them are an A4 sheet. Title, alt text
    and keywords are in the document's keys, all metadata in its XMP packet. The page is a figure in the map's
    language with the alt text, which screen readers speak.
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
            # The time and matplotlib's version would change the bytes of the same map.
            "CreationDate": None,
            "Producer": None,
        },
    )
    plain = PdfReader(drawn)
    pdf = PdfWriter(clone_from=plain)
    pdf.pdf_header = plain.pdf_header
    # pypdf would name itself as the producer.
    pdf.metadata = {key: value for key, value in (pdf.metadata or {}).items() if key != "/Producer"}
    _describe(pdf, pdf.pages[0], metadata.get("alt", ""), drawing.lang)
    properties = {"pdf:Keywords": keywords, **{f"mapgen:{key}": value for key, value in metadata.items()}}
    packet = _stream(xmp_packet(drawing, properties))
    packet.update(_dictionary(Type=NameObject("/Metadata"), Subtype=NameObject("/XML")))
    pdf.root_object[NameObject("/Metadata")] = _added(pdf, packet)
    # The digest is that of the document as it is written; it stands in the packet itself.
    digests = {DIGEST: pdf_digest(_written(pdf)), WHOLE: PLACEHOLDER}
    packet.set_data(xmp_packet(drawing, {**properties, **{f"mapgen:{key}": value for key, value in digests.items()}}))
    return with_whole_digest(_written(pdf))


def _written(pdf: PdfWriter) -> bytes:
    file = io.BytesIO()
    pdf.write(file)
    return file.getvalue()


def _describe(pdf: PdfWriter, page: PageObject, alt: str, lang: str) -> None:
    """Tag the whole page as one figure with an alt text, and set its language and the display of its title."""
    begin, end = _stream(b"/Figure <</MCID 0>> BDC"), _stream(b"EMC")
    drawn = [_added(pdf, begin), page.raw_get("/Contents"), _added(pdf, end)]
    page.update(_dictionary(Contents=ArrayObject(drawn), StructParents=NumberObject(0), Tabs=NameObject("/S")))
    kind = NameObject("/StructElem")
    root, document = _dictionary(Type=NameObject("/StructTreeRoot")), _dictionary(Type=kind, S=NameObject("/Document"))
    figure = _dictionary(
        Type=kind,
        S=NameObject("/Figure"),
        P=_added(pdf, document),
        Pg=page.indirect_reference or NullObject(),
        K=NumberObject(0),
        Alt=TextStringObject(alt),
    )
    tagged = ArrayObject([_added(pdf, figure)])
    parents = _dictionary(Nums=ArrayObject([NumberObject(0), tagged]))
    document.update(_dictionary(P=_added(pdf, root), K=tagged))
    root.update(
        _dictionary(
            K=ArrayObject([document.indirect_reference]),
            ParentTree=_added(pdf, parents),
            ParentTreeNextKey=NumberObject(1),
        )
    )
    pdf.root_object.update(
        _dictionary(
            StructTreeRoot=root.indirect_reference or root,
            MarkInfo=_dictionary(Marked=BooleanObject(True)),  # noqa: FBT003 (the value itself)
            Lang=TextStringObject(lang),
            ViewerPreferences=_dictionary(DisplayDocTitle=BooleanObject(True)),  # noqa: FBT003
        )
    )


def _dictionary(**values: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


def _stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    return stream


def _added(pdf: PdfWriter, pdf_object: PdfObject) -> PdfObject:
    """Add an object to the document and return a reference to it."""
    return pdf._add_object(pdf_object)  # noqa: SLF001 (as in pypdf's manual; there is no other way)
