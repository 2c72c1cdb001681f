"""What `verify` says of a PDF that was altered in any way, or packed anew: judged apart from it by pdfium's pixels."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream
from pypdf import PdfWriter

from mapgen.digests.judgement import PACKED, FileMetadata, ForeignError, NoPictureError, OlderError
from mapgen.digests.reading import metadata_in

Bytes = Callable[[bytes], bytes]
# Streams stay packed as they are.
AS_IT_IS = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}


@pytest.fixture(scope="session")
def page(fresh: Mapping[str, bytes]) -> bytes:
    """Return a map as a PDF, as it was drawn."""
    return fresh["pdf"]


def pixels(data: bytes) -> bytes:
    """Return what a reader sees of the first page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return bytes(document[0].render(scale=0.4).buffer)
    finally:
        document.close()


def saved(data: bytes, change: Callable[[Pdf], object], **options: Any) -> bytes:  # noqa: ANN401 (what pikepdf takes)
    """Return a PDF with a change, as pikepdf saves it."""
    file = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(file, **options)
    return file.getvalue()


def bodies(data: bytes) -> dict[int, bytes]:
    """Return the objects of a file that pypdf wrote, as they stand between `obj` and `endobj`."""
    table = data[int(re.findall(rb"startxref\s+(\d+)", data)[-1]) :]
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", table)]
    ends = [*places[1:], len(data) - len(table)]
    found = (
        re.fullmatch(rb"(\d+) 0 obj\s(.*)\sendobj\s*", data[a:b], re.DOTALL) for a, b in zip(places, ends, strict=True)
    )
    return {int(one[1]): one[2] for one in found if one}


def rebuilt(
    objects: dict[int, bytes], of_trailer: bytes = b"", between: bytes = b"\n", places: dict[int, int] | None = None
) -> bytes:
    """Return objects as a file of one revision, its cross-reference true but for the `places` that are given."""
    file, found = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        found[number] = len(file)
        file += b"%d 0 obj\n%b\nendobj%b" % (number, body, between)
    entries = b"".join(b"%010d 00000 n \n" % (found | (places or {}))[number] for number in sorted(found))
    root = next(number for number, body in objects.items() if b"/Catalog" in body)
    info = next(number for number, body in objects.items() if b"/Creator" in body)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(found) + 1)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R %b >>\n" % (len(found) + 1, root, info, of_trailer)
    return b"%b%b%b%bstartxref\n%d\n%%%%EOF\n" % (file, head, entries, trailer, len(file))


def drawing_of(objects: dict[int, bytes]) -> int:
    """Return the number of the page's drawing: its largest stream."""
    return max(objects, key=lambda number: len(objects[number]))


def stream(data: bytes, about: bytes, length: int | None = None) -> bytes:
    """Return an object that is a stream."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (about, len(data) if length is None else length, data)


def drawn_as(pack: Callable[[bytes], bytes], about: bytes, longer: int = 0) -> Bytes:
    """Return the change that packs a page's drawing in another way."""

    def change(data: bytes) -> bytes:
        objects = bodies(data)
        number = drawing_of(objects)
        packed = objects[number].partition(b"stream\n")[2].removesuffix(b"\nendstream")
        new = pack(packed)
        objects[number] = stream(new, about, len(new) + longer)
        return rebuilt(objects)

    return change


def body(pattern: bytes, new: bytes) -> Bytes:
    """Return the change that writes something else in the one object that has a pattern."""

    def change(data: bytes) -> bytes:
        objects = bodies(data)
        (number,) = [number for number, one in objects.items() if re.search(pattern, one)]
        objects[number] = re.sub(pattern, new, objects[number], count=1)
        return rebuilt(objects)

    return change


def judged(data: bytes) -> FileMetadata:
    """Return what is said of a file, which must name a place where it says that it was altered."""
    found = metadata_in(data)
    assert found.kind == "PDF"
    assert all(found.altered)
    return found


# --- Packed anew ------------------------------------------------------------------------------------------------

OBJECT_STREAMS = {"object_stream_mode": ObjectStreamMode.generate}
PACKINGS: list[dict[str, Any]] = [
    {},
    {"recompress_flate": True},
    OBJECT_STREAMS,
    {"object_stream_mode": ObjectStreamMode.disable, "compress_streams": False},
    {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized, "compress_streams": False},
    {"linearize": True},
    {"linearize": True, "recompress_flate": True, **OBJECT_STREAMS},
    {"force_version": "1.7"},
]


def test_it_is_unchanged(page: bytes) -> None:
    """As it was written, by all of its bytes."""
    found = judged(page)
    assert (found.altered, found.re_encoded) == ((), ())
    assert found.metadata["as-of"] == "2025-12-15"
    assert {"title", "alt", "shows", "record-sha256", "seal", "whole"} <= {*found.metadata}


@pytest.mark.parametrize("options", PACKINGS, ids=lambda options: "-".join(options) or "plain")
def test_a_file_that_was_packed_anew_is_proven(page: bytes, options: dict[str, Any]) -> None:
    """All that it shows is as it was, and its metadata are there."""
    data = saved(page, lambda _: None, **options)
    found = judged(data)
    assert (found.altered, found.re_encoded) == ((), (PACKED,))
    assert found.metadata == metadata_in(page).metadata
    assert pixels(data) == pixels(page)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: rebuilt(bodies(data)),
        lambda data: rebuilt(dict(reversed(bodies(data).items()))),
        lambda data: data + b"\r\n",
        lambda data: saved(data, lambda pdf: pdf.docinfo.update({"/Producer": "X", "/ModDate": "D:20260101"})),
    ],
)
def test_neither_order_nor_the_programs_name_counts(page: bytes, change: Bytes) -> None:
    """Objects in another order, an end of line, the name of the program that packed it."""
    assert (judged(change(page)).altered, judged(change(page)).re_encoded) == ((), (PACKED,))


def test_pypdf_packs_it_anew(page: bytes) -> None:
    """Which says in the properties that it did."""
    writer = PdfWriter(clone_from=io.BytesIO(page))
    file = io.BytesIO()
    writer.write(file)
    assert judged(file.getvalue()).re_encoded == (PACKED,)


def test_lost_metadata_are_counted(page: bytes) -> None:
    """What was removed of the facts is said, and proves no alteration."""
    objects = bodies(page)
    number = next(number for number, one in objects.items() if b"<?xpacket" in one)
    packet = re.sub(rb"\n\s*<mapgen:coder>[^<]*</mapgen:coder>", b"", objects[number].partition(b"stream\n")[2][:-10])
    objects[number] = stream(packet, b"/Type /Metadata /Subtype /XML")
    found = judged(rebuilt(objects))
    assert found.re_encoded == (PACKED, "1 item of its metadata was removed")


# --- Altered: what it holds -------------------------------------------------------------------------------------


def in_drawing(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    """Return the change of the drawing's instructions."""

    def change(pdf: Pdf) -> None:
        drawing = max(pdf.pages[0].Contents, key=lambda one: len(one.read_raw_bytes()))
        data = drawing.read_bytes()
        assert old in data
        drawing.write(data.replace(old, new, 1))

    return change


def of_fonts(pdf: Pdf, name: str) -> list[Any]:
    """Return a value of each font of the page."""
    return [font.DescendantFonts[0].FontDescriptor[name] for font in pdf.pages[0].Resources.Font.values()]


def exchange_fonts(pdf: Pdf) -> None:
    """Give each font the glyphs of the next, under its own name."""
    files = of_fonts(pdf, "/FontFile2")
    raw = [(one.read_bytes(), one.Length1) for one in files]
    for one, (data, length) in zip(files, raw[1:] + raw[:1], strict=True):
        one.write(data)
        one.Length1 = length


def add_page(pdf: Pdf) -> None:
    """Add an empty page behind the map."""
    pdf.add_blank_page(page_size=(200, 200))


def attach(pdf: Pdf) -> None:
    """Attach a file."""
    pdf.attachments["a.txt"] = b"Read me"


def hide(pdf: Pdf) -> None:
    """Put the page into a layer that is hidden."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Map"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].Resources.Properties = Dictionary(L=layer)
    contents = [pdf.make_stream(b"/OC /L BDC"), *pdf.pages[0].Contents, pdf.make_stream(b"EMC")]
    pdf.pages[0].Contents = Array(contents)


def note(pdf: Pdf) -> None:
    """Lay a red rectangle over the map, as an annotation."""
    look = pdf.make_stream(b"1 0 0 rg 0 0 200 200 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 200])
    about = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[100, 100, 300, 300], F=4, AP=Dictionary(N=look))
    pdf.pages[0].Annots = Array([pdf.make_indirect(about)])


def script() -> Dictionary:
    """Return an action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def packet(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    """Return the change of the XMP packet."""

    def change(pdf: Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata.write(data.replace(old, new, 1))

    return change


def put(where: Callable[[Pdf], Any], key: str, value: Callable[[Pdf], Any]) -> Callable[[Pdf], None]:
    """Return the change that puts a value into a dictionary."""

    def change(pdf: Pdf) -> None:
        where(pdf)[key] = value(pdf)

    return change


def root(pdf: Pdf) -> Any:  # noqa: ANN401 (pikepdf's)
    """Return the document's root."""
    return pdf.Root


def first(pdf: Pdf) -> Any:  # noqa: ANN401 (pikepdf's)
    """Return the first page."""
    return pdf.pages[0].obj


def figure(pdf: Pdf) -> Any:  # noqa: ANN401 (pikepdf's)
    """Return what a screen reader is told of."""
    return pdf.Root.StructTreeRoot.K[0].K[0]


def font(pdf: Pdf) -> Any:  # noqa: ANN401 (pikepdf's)
    """Return the first font."""
    return pdf.pages[0].Resources.Font["/F1"]


PAGE, STRUCTURE, DRAWS = "page 1 (its size or additions to it)", "its structure", "what page 1 draws"
# Whether a reader sees it on the page.
SEEN, UNSEEN = True, False


@pytest.mark.parametrize(
    ("change", "where", "seen"),
    [
        (in_drawing(b"0.9333333333 0.9568627451\n0.968627451 rg", b"0 0\n0 rg"), DRAWS, SEEN),
        (in_drawing(b"\n", b" "), DRAWS, UNSEEN),
        (in_drawing(b"ET\nQ\n", b"ET\nQ\n1 0 0 rg 100 100 200 200 re f\n"), DRAWS, SEEN),
        (put(first, "/MediaBox", lambda _: [0, 0, 300, 841.889764]), PAGE, SEEN),
        (put(first, "/CropBox", lambda _: [0, 0, 300, 300]), PAGE, SEEN),
        (put(first, "/Rotate", lambda _: 180), PAGE, SEEN),
        (put(first, "/UserUnit", lambda _: 3), PAGE, UNSEEN),
        (put(first, "/Group", lambda _: Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)), PAGE, UNSEEN),
        (put(first, "/AA", lambda _: Dictionary(O=script())), PAGE, UNSEEN),
        (put(first, "/Metadata", lambda pdf: pdf.make_stream(b"<x/>")), PAGE, UNSEEN),
        (put(lambda pdf: pdf.Root.Pages, "/Rotate", lambda _: 90), STRUCTURE, SEEN),
        (put(lambda pdf: first(pdf).Resources.ExtGState.A2, "/CA", lambda _: 0.1), PAGE, SEEN),
        (note, PAGE, SEEN),
        (hide, DRAWS, SEEN),
        (add_page, "page 2 (its size or additions to it), added", UNSEEN),
        (exchange_fonts, "a font of page 1", SEEN),
        (put(font, "/ToUnicode", lambda pdf: pdf.make_stream(b"begincmap")), "a font of page 1", UNSEEN),
        (put(lambda pdf: font(pdf).DescendantFonts[0], "/W", lambda _: [32, [900]]), "a font of page 1", SEEN),
        (put(lambda pdf: font(pdf).DescendantFonts[0], "/CIDToGIDMap", lambda _: Name.Identity), "a font", SEEN),
        (put(root, "/OpenAction", lambda _: script()), STRUCTURE, UNSEEN),
        (put(root, "/Names", lambda _: Dictionary(JavaScript=Dictionary(Names=["a", script()]))), STRUCTURE, UNSEEN),
        (put(root, "/AcroForm", lambda _: Dictionary(Fields=[], NeedAppearances=True)), STRUCTURE, UNSEEN),
        (put(root, "/PageLabels", lambda _: Dictionary(Nums=[0, Dictionary(P="x")])), STRUCTURE, UNSEEN),
        (put(root, "/Lang", lambda _: "es"), STRUCTURE, UNSEEN),
        (put(root, "/Contents", lambda pdf: pdf.make_stream(b"x")), STRUCTURE, UNSEEN),
        (attach, STRUCTURE, UNSEEN),
        (put(figure, "/Alt", lambda _: "Nothing"), STRUCTURE, UNSEEN),
        (put(figure, "/S", lambda _: Name.Artifact), STRUCTURE, UNSEEN),
        (put(figure, "/Pg", lambda pdf: pdf.Root), STRUCTURE, UNSEEN),
        (put(lambda pdf: root(pdf).StructTreeRoot.ParentTree, "/Nums", lambda _: []), STRUCTURE, UNSEEN),
        (put(lambda pdf: pdf.docinfo, "/Title", lambda _: "Ours"), "its title in the document's properties", UNSEEN),
        (
            put(lambda pdf: pdf.docinfo, "/Producer", lambda pdf: pdf.make_stream(b"hidden")),
            "its producer in the document's properties",
            UNSEEN,
        ),
        (put(lambda pdf: pdf.docinfo, "/Author", lambda _: "Me"), "its author in the document's properties", UNSEEN),
        (packet(b">2025-12-15<", b">2024-12-15<"), 'the fact "as-of"', UNSEEN),
        (packet(b"<mapgen:basis>", b"<mapgen:as-of>1999-01-01</mapgen:as-of><mapgen:basis>"), '"as-of"', UNSEEN),
        (packet(b"<mapgen:seal>", b"<mapgen:seal>{}</mapgen:seal><mapgen:seal>"), "seal", UNSEEN),
        (packet(b"mapgen-sha256:", b"Other words:"), 'the fact "whole"', UNSEEN),
        (packet(b'"x-default">South', b'"x-default">North'), "its XMP packet", UNSEEN),
        (packet(b"</rdf:RDF>", b"</rdf:RDF><x/>"), "its XMP packet", UNSEEN),
    ],
)
def test_an_alteration_of_what_it_holds_is_located(
    page: bytes,
    change: Callable[[Pdf], None],
    where: str,
    seen: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    """Of all that root and properties lead to, nothing may differ, seen or not."""
    data = saved(page, change)
    found = judged(data)
    assert where in "; ".join(found.altered)
    assert (pixels(data) != pixels(page)) == seen


# --- Altered: how it is packed ----------------------------------------------------------------------------------


def again(packed: bytes) -> bytes:
    """Return what is packed, packed twice."""
    return zlib.compress(packed)


def as_hex(packed: bytes) -> bytes:
    """Return what is packed in hexadecimal digits."""
    return zlib.decompress(packed).hex().encode() + b">"


FLATE = b"/Filter /FlateDecode"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (drawn_as(zlib.decompress, b"/Filter /ASCIIHexDecode"), "packed as mapgen packs none (ASCIIHexDecode)"),
        (drawn_as(as_hex, b"/Filter /ASCIIHexDecode"), "packed as mapgen packs none (ASCIIHexDecode)"),
        (drawn_as(again, b"/Filter [ /FlateDecode /FlateDecode ]"), "packed as mapgen packs none (several filters)"),
        (drawn_as(bytes, FLATE + b" /DecodeParms << /Predictor 12 /Columns 9 >>"), "is no image is packed as one"),
        (drawn_as(bytes, FLATE + b" /DecodeParms << /Predictor 2 >> /Subtype /Image"), "(its predictor)"),
        (drawn_as(bytes, FLATE + b" /DecodeParms [ << /Name /Identity >> ]"), "(other parameters)"),
        (drawn_as(zlib.decompress, b"/DecodeParms << /Predictor 12 >>"), "not packed says how it is packed"),
        (drawn_as(zlib.decompress, FLATE), "a stream cannot be unpacked"),
        (drawn_as(lambda packed: packed[:-9], FLATE), "a stream ends before its end"),
        (drawn_as(lambda packed: packed + b"q\nQ", FLATE), "a stream holds 3 bytes after its end"),
        (drawn_as(bytes, FLATE, 7), "is not as long as it says"),
        (drawn_as(bytes, FLATE, -7), "is not as long as it says"),
        (drawn_as(lambda _: b"", b"/F (drawing.txt)"), DRAWS),
    ],
)
def test_a_stream_that_programs_may_unpack_differently_proves_nothing(page: bytes, change: Bytes, words: str) -> None:
    """Only what is deflated, completely and truly, or not packed at all, is known."""
    assert words in "; ".join(judged(change(page)).altered)


def with_object(number: int, one: bytes) -> Bytes:
    """Return the change that adds an object."""
    return lambda data: rebuilt({**bodies(data), number or len(bodies(data)) + 1: one})


def elsewhere(data: bytes) -> bytes:
    """Let the cross-reference say that the page's drawing is another stream."""
    objects = bodies(data)
    whole = rebuilt(objects)
    other = next(number for number, one in objects.items() if b"EMC" in one)
    return rebuilt(objects, places={drawing_of(objects): whole.index(b"\n%d 0 obj" % other) + 1})


def twice(data: bytes) -> bytes:
    """Put another page of the same number before the real one."""
    real = re.search(rb"\n(\d+) 0 obj\n<<\n/Type /Page\n", data)
    assert real
    fake = b"%b 0 obj\n<< /Type /Page >>\nendobj\n" % real[1]
    return rebuilt(bodies(data)).replace(b"\n", b"\n" + fake, 1)


def updated(data: bytes) -> bytes:
    """Turn the page by a second revision, as editors save."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.pages[0].rotate(180)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def replaced(old: bytes, new: bytes, **options: Any) -> Bytes:  # noqa: ANN401 (what pikepdf takes)
    """Return the change of bytes, as many, of a file that was packed anew."""

    def change(data: bytes) -> bytes:
        packed = saved(data, lambda _: None, **options)
        found = re.search(old, packed)
        assert found
        return packed[: found.start()] + new.ljust(len(found[0])) + packed[found.end() :]

    return change


def overridden(data: bytes) -> bytes:
    """Add a stream of objects that has another page of the same number."""
    objects = bodies(data)
    number = next(number for number, one in objects.items() if b"/Type /Page\n" in one)
    held = b"%d 0 << /Type /Page >>" % number
    about = b"/Type /ObjStm /N 1 /First %d" % held.index(b"<<")
    return rebuilt({**objects, len(objects) + 1: stream(held, about)})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data + b"x" * 312, "holds 312 bytes that mapgen did not write, after the end of the document"),
        (lambda data: data + b"\n" * 2000, "holds 2000 bytes that mapgen did not write, after the end"),
        (lambda data: data + b"\n%%EOF\n", "bytes that mapgen did not write, after the end of the document"),
        (updated, "holds a second revision, of "),
        (lambda data: data + data, "holds a second revision, of "),
        (with_object(0, b"<< /Hidden (text) >>"), "holds an object that nothing of it uses (object "),
        (with_object(0, b"[ 1 2"), "none that mapgen writes"),
        (twice, "two of its objects have the number"),
        (overridden, "holds an object that its cross-reference does not name"),
        (elsewhere, "its cross-reference says that the object"),
        (lambda data: rebuilt(bodies(data), places={1: 9**9}), "says that the object 1 is where it is not"),
        (lambda data: rebuilt(bodies(data), between=b"\n% words\n"), "bytes that mapgen did not write, between its"),
        (lambda data: rebuilt(bodies(data), b"/Prev 9"), "its trailer has the key /Prev"),
        (lambda data: rebuilt(bodies(data), b"/XRefStm 9"), "its trailer has the key /XRefStm"),
        (lambda data: rebuilt(bodies(data), b"/Root 2 0 R"), "has the key /Root twice"),
        (lambda data: rebuilt(bodies(data)).replace(b"/Size ", b"/Size 1", 1), "another number of objects"),
        (lambda data: data.replace(b" 65535 f", b" 00001 f", 1), "names objects that were deleted"),
        (lambda data: re.sub(rb"startxref\n\d+", b"startxref\n9", data), "points at no cross-reference"),
        (lambda data: data.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%words\n", 1), "did not write, between its objects"),
        (lambda data: data.replace(b"%PDF-1.4", b"%PDF-9.4", 1), "its first lines are none"),
        (lambda data: data[:-6], "its end is missing"),
        (body(rb"/Rotate|/Tabs /S", rb"/Tabs /S /Tabs /R"), "has the key /Tabs twice"),
        (body(rb"/Tabs /S", rb"/Tabs /S /#54abs /R"), "has the key /Tabs twice"),
        (body(rb"/Tabs /S", rb"/Tabs /S % words\n"), "none that mapgen writes"),
        (body(rb"/Tabs /S", rb"/Tabs nullified"), "none that mapgen writes"),
        (body(rb"/Lang \(en\)", rb"/Lang (e\\qn)"), "none that mapgen writes"),
        (body(rb"/Annots \d+ 0 R", rb"/Annots 999 0 R"), "refers to an object that it does not hold (object 999)"),
        (body(rb"/Annots \d+ 0 R", rb"/Annots [ 7 0 obj ]"), "none that mapgen writes"),
        (replaced(rb"/O \d+", b"/O 1", linearize=True), "what it says for the web of its own parts is not true"),
        (replaced(rb"/T \d+", b"/T 9", linearize=True), "what it says for the web of its own parts is not true"),
        (replaced(rb"/Linearized 1 /L", b"/Ordinary 1 /L", linearize=True), "points at no cross-reference"),
        (replaced(rb"/Prev \d+", b"/Prev 9", linearize=True), "does not lead to its second"),
        (replaced(rb"/N \d+ /First", b"/N 3 /First", **OBJECT_STREAMS), "stream of objects"),
    ],
)
def test_a_file_that_programs_may_read_differently_proves_nothing(page: bytes, change: Bytes, words: str) -> None:
    """One revision, one cross-reference, each object where that says and used, nothing between or after them."""
    assert words in "; ".join(judged(change(page)).altered)


# --- Not to be judged -------------------------------------------------------------------------------------------


def too_deep(pdf: Pdf) -> None:
    """Put a hundred dictionaries into each other."""
    held = Dictionary()
    for _ in range(100):
        held = Dictionary(In=held)
    pdf.Root.Held = held


def bombs(pdf: Pdf) -> None:
    """Draw with streams that unpack to a quarter of a gigabyte."""
    packed = zlib.compress(bytes(60_000_000), 9)
    streams = [Stream(pdf, packed, Filter=Name.FlateDecode) for _ in range(4)]
    pdf.pages[0].Contents = Array([pdf.make_indirect(one) for one in streams])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: saved(data, bombs, **AS_IT_IS), "unpacks to more than 150 MB, which no map does"),
        (lambda data: saved(data, too_deep), "more than 60 values within each other, which no map has"),
        (with_object(0, b"[%b]" % (b" 1" * 300_000)), "more than 100,000 values, or longer ones, which no map has"),
        (lambda data: saved(data, bool, encryption=pikepdf.Encryption(owner="x", user="")), "the PDF is encrypted"),
        (
            lambda data: saved(data, bool, encryption=pikepdf.Encryption(owner="x", user="y", R=4)),
            "the PDF is encrypted",
        ),
        (lambda data: saved(data, lambda pdf: pdf.Root.__delitem__("/Metadata")), "its metadata was removed"),
        (replaced(rb"</rdf:RDF>", b"</rdf:RDF"), "its XMP packet, which would say that mapgen made it, cannot be read"),
        (lambda data: data[:3000], "its metadata was removed"),
        (lambda data: data[:9], "nothing in it says that mapgen made it"),
    ],
)
def test_what_cannot_be_judged_says_why(page: bytes, change: Bytes, why: str) -> None:
    """Limits are said, and what a file lacks."""
    with pytest.raises(ForeignError, match=why):
        metadata_in(change(page))


def test_bytes_before_a_document_make_it_none(page: bytes) -> None:
    """As its kind is read from its first bytes."""
    with pytest.raises(NoPictureError):
        metadata_in(b"x" + page)


@pytest.mark.parametrize("change", [saved, lambda data, _: data + b"x", lambda data, _: data.replace(b"xref", b"")])
def test_the_seal_of_an_older_mapgen_is_known(page: bytes, change: Callable[..., bytes]) -> None:
    """It proves less, whether or not the file can be read."""
    older = saved(page, packet(b'"version":2,', b""))
    with pytest.raises(OlderError):
        metadata_in(change(older, lambda _: None))


def test_metadata_that_were_packed_are_found_in_a_broken_file(page: bytes) -> None:
    """So that a reader is told what it was of."""

    def pack(pdf: Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(zlib.compress(data), filter=Name.FlateDecode)

    found = judged(saved(page, pack, **AS_IT_IS) + b"x")
    assert found.metadata["as-of"] == "2025-12-15"
    broken = judged(saved(page, pack, **AS_IT_IS).replace(b"%%EOF", b""))
    assert broken.metadata["as-of"] == "2025-12-15"
    assert broken.altered
