"""The manifest in a PDF: an embedded file in an update after the file's end, as the C2PA specification has it.

The bytes before the update stay as they are. c2pa's own writer would write the whole file anew.
"""

from __future__ import annotations

import re

from msgspec import Struct

_NAME = b"Content Credentials"
# What stands at the end of a PDF that pypdf has written: how many objects, the catalogue, the properties, the table.
_END = re.compile(
    rb"trailer\n<<\n/Size (?P<size>\d{1,7})\n/Root (?P<root>\d{1,7}) 0 R\n(?:/Info (?P<info>\d{1,7}) 0 R\n)?"
    rb"(?:/ID \[[^\[\]]{1,200}\]\n)?>>\nstartxref\n(?P<table>\d{1,10})\n%%EOF\n\Z"
)
_LONGEST_END = 600
_FILE_HEAD = re.compile(
    rb"(\d{1,7}) 0 obj\n<</Type/EmbeddedFile/Subtype/application#2Fc2pa/Length (\d{1,8})>>\nstream\n"
)
_MARK = b"%mapgen:c2pa\n"


class NoRoomError(ValueError):
    """A PDF of another form than mapgen's, to which no manifest can be added."""


class PdfUpdate(Struct, frozen=True):
    """A PDF with an update: its bytes, and where the manifest stands in them."""

    data: bytes
    start: int


def pdf_update(data: bytes, manifest: bytes) -> PdfUpdate:
    """Return a PDF with a manifest in an update after its end; raises NoRoomError."""
    end = _END.search(data, max(0, len(data) - _LONGEST_END))
    if not end:
        raise NoRoomError("it does not end as mapgen's do")
    size, root = int(end["size"]), int(end["root"])
    head = b"%d 0 obj\n<</Type/EmbeddedFile/Subtype/application#2Fc2pa/Length %d>>\nstream\n" % (size, len(manifest))
    specification = (
        b"%d 0 obj\n<</Type/Filespec/AFRelationship/C2PA_Manifest/Desc(%s)/F(%s)/UF(%s)"
        b"/Subtype/application#2Fc2pa/EF<</F %d 0 R>>>>\nendobj\n"
    ) % (size + 1, _NAME, _NAME, _NAME, size)
    file_at = len(data) + len(_MARK)
    specification_at = file_at + len(head) + len(manifest) + len(b"\nendstream\nendobj\n")
    root_at = specification_at + len(specification)
    catalogue = _catalogue(data, root, int(end["table"]), size + 1)
    table_at = root_at + len(catalogue)
    info = b"/Info %s 0 R" % end["info"] if end["info"] else b""
    table = (
        b"xref\n%d 1\n%010d 00000 n \n%d 2\n%010d 00000 n \n%010d 00000 n \n"
        b"trailer\n<</Size %d/Root %d 0 R%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    ) % (root, root_at, size, file_at, specification_at, size + 2, root, info, end["table"], table_at)
    parts = (data, _MARK, head, manifest, b"\nendstream\nendobj\n", specification, catalogue, table)
    return PdfUpdate(b"".join(parts), file_at + len(head))


def _catalogue(data: bytes, root: int, table: int, specification: int) -> bytes:
    """Return the catalogue of a PDF with a file attached; raises NoRoomError."""
    head = b"%d 0 obj\n<<\n" % root
    entry = re.compile(rb"xref\n0 \d{1,7}\n(?:\d{10} \d{5} [fn] ?\r?\n){%d}(\d{10}) 00000 n" % root).match(data, table)
    start = int(entry[1]) if entry else 0
    end = data.find(b"\n>>\nendobj\n", start)
    if not entry or not data.startswith(head, start) or end < 0:
        raise NoRoomError("its catalogue does not stand where its table says")
    attached = b"\n/AF [%d 0 R]\n/Names <</EmbeddedFiles <</Names [(%s) %d 0 R]>>>>" % (
        specification,
        _NAME,
        specification,
    )
    return data[start:end] + attached + b"\n>>\nendobj\n"


def pdf_put_in(data: bytes, manifest: bytes) -> bytes:
    """Return a PDF with a manifest in an update after its end; raises NoRoomError."""
    return pdf_update(data, manifest).data


def pdf_take_out(data: bytes) -> tuple[bytes, bytes] | None:
    """Return a PDF without its update, and the manifest; None where it has no update of this form."""
    at = data.rfind(b"%%EOF\n" + _MARK)
    end = at + len(b"%%EOF\n")
    head = _FILE_HEAD.match(data, end + len(_MARK)) if at >= 0 else None
    if not head:
        return None
    return data[:end], data[head.end() : head.end() + int(head[2])]
