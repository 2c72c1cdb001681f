"""Forgeries of PDF files that are written as a whole, as one revision: keys that come twice, names and lengths."""

from __future__ import annotations

import re

from proof.forgery import BROKEN, Change, enter_all
from proof.pdf_objects import empty_stream, numbers

_SQUARE = b"<< /Type /Annot /Subtype /Square /Rect [0 0 480 300] /IC [1 0 0] /C [1 0 0] /F 4 >>"
_RED = b"q 1 0 0 rg 0 0 480 300 re f Q"


def rewritten(data: bytes, changed: dict[int, bytes]) -> bytes:
    """Return a file of one revision, in which objects have other texts or are added."""
    found = re.finditer(rb"(?:^|\n)(\d+) 0 obj\s*(.*?)\s*endobj", data, re.DOTALL)
    texts = {int(one[1]): one[2] for one in found} | changed
    body, places = data[: data.index(b"1 0 obj")], {}
    for number, text in sorted(texts.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    trailer = re.findall(rb"trailer\s*<<(.*?)>>", data, re.DOTALL)[-1]
    size = max(texts) + 1
    lines = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)]
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, trailer)
    end = b"xref\n0 %d\n%btrailer\n<<%b>>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (size, b"".join(lines), trailer, len(body))


def _text(data: bytes, number: int) -> bytes:
    found = re.search(rb"(?:^|\n)%d 0 obj\s*(.*?)\s*endobj" % number, data, re.DOTALL)
    assert found
    return found[1]


def _page(first: bytes, last: bytes = b"", more: bytes = b"") -> Change:
    """Return a change that puts keys first or last into the page, with an object 900."""

    def change(data: bytes) -> bytes:
        number = numbers(data)[1]
        text = _text(data, number)
        page = b"<< " + first + text[2:-2] + b" " + last + b" >>"
        return rewritten(data, {number: page, 900: more or empty_stream(_RED)})

    return change


def _drawing(first: bytes, last: bytes = b"") -> Change:
    """Return a change that puts keys first or last into the dictionary of the drawing."""

    def change(data: bytes) -> bytes:
        number = numbers(data)[2]
        head, stream, rest = _text(data, number).partition(b"stream")
        head = head.strip()
        return rewritten(data, {number: b"<< " + first + head[2:-2] + b" " + last + b" >>\n" + stream + rest})

    return change


def _root(first: bytes, more: bytes) -> Change:
    def change(data: bytes) -> bytes:
        number = numbers(data)[0]
        return rewritten(data, {number: b"<< " + first + _text(data, number)[2:], 900: more})

    return change


enter_all(
    "pdf",
    {
        "contents-twice-first": ("a block, where the first key counts", _page(b"/Contents 900 0 R ")),
        "contents-twice-last": ("a block, where the last key counts", _page(b"", b"/Contents 900 0 R")),
        "contents-by-number": ("a block, where names are read as written", _page(b"/Cont#65nts 900 0 R ")),
        "box-twice": ("a part of the map, where the first key counts", _page(b"/MediaBox [0 0 99 99] ")),
        "turn-twice": ("it lies on its side in some programs", _page(b"/Rotate 90 ", b"/Rotate 0")),
        "resources-twice": ("no letters, where the first key counts", _page(b"/Resources << >> ")),
        "notes-twice": (
            "a block over the map, where the first key counts",
            _page(
                b"/Annots [ 900 0 R ] ",
                b"",
                b"<< /Type /Annot /Subtype /Square /Rect [0 0 480 300] /IC [1 0 0] /C [1 0 0] /F 4 >>",
            ),
        ),
        "thumbnail": ("a picture in lists of files", _page(b"/Thumb 900 0 R ")),
        "beads": ("a way of reading", _page(b"/B [ 900 0 R ] ")),
        "predictor-twice": (
            "an empty page",
            _drawing(b"/DecodeParms << /Predictor 2 /Columns 1 >> ", b"/DecodeParms null"),
        ),
        "stream-elsewhere": ("another file's drawing", _drawing(b"/F (/tmp/other) ")),
        "short-names-of-filters": ("an empty page, where short names count", _drawing(b"/F /AHx ")),
        "foreign-key-of-drawing": ("a program's own data", _drawing(b"/X (FRAUD) ")),
        "pages-twice": (
            "an error, where the first key counts",
            _root(b"/Pages 900 0 R ", b"<< /Type /Pages /Count 0 /Kids [ ] >>"),
        ),
        "action-by-number": (
            "it runs a script",
            _root(b"/Open#41ction 900 0 R ", b"<< /S /JavaScript /JS (app.alert(1)) >>"),
        ),
        "unused-object-in-table": (
            "an object that nothing refers to",
            lambda data: rewritten(data, {900: empty_stream(b"FRAUD")}),
        ),
        "permissions": (
            "a signature of a stranger",
            _root(b"/Perms << /DocMDP 900 0 R >> ", b"<< /Type /Sig /Filter /Adobe.PPKLite >>"),
        ),
        "threads": ("a way of reading", _root(b"/Threads [ 900 0 R ] ", b"<< /I << /Title (FRAUD) >> >>")),
        "dests": ("names of places", _root(b"/Dests << /a [ 900 0 R /Fit ] >> ", b"null")),
        "uri-base": ("links lead elsewhere", _root(b"/URI << /Base (https://example.org/) >> ", b"null")),
    },
)
enter_all(
    "pdf",
    {
        "filter-twice": ("an empty page, where the first key counts", _drawing(b"/Filter /ASCIIHexDecode ")),
        "metadata-twice": ("programs read another packet", _root(b"/Metadata 900 0 R ", empty_stream(b"<a/>"))),
        "length-twice": ("a part of the map, where the first key counts", _drawing(b"/Length 40 ")),
        "length-from-elsewhere": ("a part of the map", _drawing(b"", b"/Length 900 0 R")),
    },
    BROKEN,
)
