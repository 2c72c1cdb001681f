"""Forgeries of PDF files by their bytes: revisions, tables, keys and objects that come twice, what lies outside."""

from __future__ import annotations

import re

from proof.forgery import BROKEN, UNSEEN, Change, enter_all, forgery
from proof.pdf_objects import empty_stream, numbers, page_text, shadowed, updated

_RED = b"q 1 0 0 rg 0 0 480 300 re f Q"
_TABLE = (
    b"901 0 obj\n<< /Type /XRef /Size 902 /W [1 4 2] /Index [%d 1] /Root %d 0 R%b /Length %d >>\n"
    b"stream\n%b\nendstream\nendobj\n"
)
_ANY = BROKEN | UNSEEN


def _revised(content: bytes, **how: bool) -> Change:
    return lambda data: updated(data, {numbers(data)[2]: empty_stream(content)}, **how)


def _page_with(added: bytes) -> Change:
    return lambda data: updated(data, {numbers(data)[1]: page_text(data, added)})


enter_all(
    "pdf",
    {
        "revision-empty": ("an empty page", _revised(b"")),
        "revision-block": ("a block and no map", _revised(_RED)),
        "revision-of-page": ("the map lies on its side", _page_with(b"/Rotate 90")),
        "revision-of-key-twice": ("an empty page where the first key counts", _page_with(b"/Contents 9999 0 R")),
        "revision-with-note": (
            "a block over the map",
            lambda data: updated(
                data,
                {
                    numbers(data)[1]: re.sub(rb"/Annots \d+ 0 R", b"/Annots [ 900 0 R ]", page_text(data, b"")),
                    900: b"<< /Type /Annot /Subtype /Square /Rect [0 0 480 300] /IC [1 0 0] /C [1 0 0] /F 4 >>",
                },
            ),
        ),
        "revision-of-catalogue": (
            "it runs a script",
            lambda data: updated(
                data, {900: b"<< /S /JavaScript /JS (app.alert(1)) >>", numbers(data)[0]: _catalogue(data)}
            ),
        ),
        "shadowed-drawing": ("a block and no map", lambda data: shadowed(data, numbers(data)[2], empty_stream(_RED))),
        "shadowed-page": (
            "the map lies on its side",
            lambda data: shadowed(data, numbers(data)[1], page_text(data, b"/Rotate 90")),
        ),
        "after-end": ("312 bytes of a stranger", lambda data: data + b"x" * 312),
        "second-file": ("another document at the end", lambda data: data + data.replace(b"0.909804", b"0.109804")),
        "markup-after-end": ("a browser may run it", lambda data: data + b"<script>alert(1)</script>"),
        "hidden-object": (
            "an object that nothing refers to",
            lambda data: updated(data, {900: empty_stream(b"FRAUD" * 99)}),
        ),
    },
)
enter_all(
    "pdf",
    {
        "cut-in-half": ("an error, or a part", lambda data: data[: len(data) // 2]),
        "revision-unlinked": ("an error, or a block", _revised(_RED, linked=False)),
        "table-lost": (
            "a block, where readers look for objects themselves",
            lambda data: (
                re.sub(rb"startxref\s+\d+", b"startxref\n0", data)
                + b"%d 0 obj\n%b\nendobj\n" % (numbers(data)[2], empty_stream(_RED))
            ),
        ),
        "junk-before": ("the same", lambda data: b"<html>FRAUD</html>\n" + data),
        "length-too-short": ("a part of the map", lambda data: _length(data, 400)),
        "encrypted-in-name": ("an error", lambda data: data.replace(b"/Root ", b"/Encrypt 900 0 R /Root ", 1)),
        "loop-of-tables": (
            "the same, or an error",
            lambda data: data.replace(
                b"/Root ", b"/Prev %d /Root " % int(re.findall(rb"startxref\s+(\d+)", data)[-1]), 1
            ),
        ),
    },
    BROKEN,
)
enter_all(
    "pdf",
    {
        "revision-of-nothing": ("the same", lambda data: updated(data, {})),
        "without-end": ("the same", lambda data: data[: data.rindex(b"%%EOF")]),
        "table-lost-alone": ("the same", lambda data: re.sub(rb"startxref\s+\d+", b"startxref\n0", data)),
        "spaces-after-end": ("the same", lambda data: data + b"\n" * 40),
        "version-in-head": ("the same", lambda data: data.replace(b"%PDF-1.4", b"%PDF-1.7", 1)),
        "comment-in-head": ("the same", lambda data: data.replace(b"%", b"#", 2).replace(b"#", b"%", 2) + b"%FRAUD\n"),
        "hybrid-table": ("another drawing for newer readers", lambda data: updated(data, {}, b"/XRefStm 15")),
    },
    _ANY,
)


@forgery("pdf", "a block, where a newer table is read")
def hybrid_tables(data: bytes) -> bytes:
    """Put a table as a stream beside the old one, which leads newer readers to another drawing."""
    number = numbers(data)[2]
    forged = b"\n%d 0 obj\n%b\nendobj\n" % (number, empty_stream(_RED))
    place = len(data) + 1
    table = len(data) + len(forged)
    entry = b"\x01" + place.to_bytes(4, "big") + b"\0\0"
    body = data + forged + _TABLE % (number, numbers(data)[0], b"", len(entry), entry)
    old = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    end = b"xref\n0 0\ntrailer\n<< /Size 902 /Root %d 0 R /Prev %d /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (numbers(data)[0], old, table, len(body))


@forgery("pdf", "a block, drawn from a table that is a stream")
def revision_by_stream(data: bytes) -> bytes:
    """Update the drawing by a table that is a stream."""
    number = numbers(data)[2]
    forged = b"\n%d 0 obj\n%b\nendobj\n" % (number, empty_stream(_RED))
    entry = b"\x01" + (len(data) + 1).to_bytes(4, "big") + b"\0\0"
    old = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    place = len(data) + len(forged)
    body = data + forged + _TABLE % (number, numbers(data)[0], b" /Prev %d" % old, len(entry), entry)
    return body + b"startxref\n%d\n%%%%EOF\n" % place


def _catalogue(data: bytes) -> bytes:
    found = re.search(rb"\n%d 0 obj\s*<<(.*?)endobj" % numbers(data)[0], data, re.DOTALL)
    assert found
    return b"<< /OpenAction 900 0 R " + found[1]


def _length(data: bytes, length: int) -> bytes:
    """Give the drawing a shorter length, written as wide as the true one."""
    found = re.search(rb"\n%d 0 obj\s*<<[^>]*?/Length (\d+)" % numbers(data)[2], data)
    assert found
    return data[: found.start(1)] + (b"%d" % length).ljust(len(found[1])) + data[found.end(1) :]
