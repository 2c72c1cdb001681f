"""PDF files as objects, for forgeries and journeys: opened and saved by pikepdf, or updated at their end by hand."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Pdf, Stream

Change = Callable[[bytes], bytes]


def saved(change: Callable[[Pdf], object], **how: object) -> Change:
    """Return a change of a file by a change of its objects; `how` is given to pikepdf's `save`."""

    def changed(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            file = io.BytesIO()
            # Nothing is added to the packet, as qpdf itself adds nothing.
            plain = {"deterministic_id": "encryption" not in how, "fix_metadata_version": False}
            pdf.save(file, **{**plain, **how})  # type: ignore[arg-type]
            return file.getvalue()

    return changed


def drawing(pdf: Pdf) -> Stream:
    """Return the longest stream of the page's contents: the map."""
    streams = list(pdf.pages[0].obj.Contents)
    return max(streams, key=lambda stream: len(stream.read_bytes()))  # type: ignore[return-value]


def redrawn(old: bytes, new: bytes, count: int = 1) -> Change:
    """Return a change of what the page draws."""

    def change(pdf: Pdf) -> None:
        stream = drawing(pdf)
        data = stream.read_bytes()
        assert old in data, old
        stream.write(data.replace(old, new, count))

    return saved(change)


def drawn_after(more: bytes) -> Change:
    """Return a change that draws more, over the map."""
    return saved(lambda pdf: drawing(pdf).write(drawing(pdf).read_bytes() + b"\n" + more))


def numbers(data: bytes) -> tuple[int, int, int]:
    """Return the numbers of the catalogue, the page, and the stream that draws the map."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.Root.objgen[0], pdf.pages[0].obj.objgen[0], drawing(pdf).objgen[0]


def page_text(data: bytes, added: bytes) -> bytes:
    """Return the page's dictionary as it stands in a file, with keys put first."""
    number = numbers(data)[1]
    found = re.search(rb"\n%d 0 obj\s*<<(.*?)endobj" % number, data, re.DOTALL)
    assert found
    return b"<< " + added + b" " + found[1]


def empty_stream(content: bytes = b"") -> bytes:
    """Return a stream as it stands in a file."""
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def updated(data: bytes, objects: Mapping[int, bytes], trailer: bytes = b"", *, linked: bool = True) -> bytes:
    """Return a file with a revision behind its end that defines objects anew."""
    start, body, entries = len(data), b"\n", []
    for number, text in objects.items():
        entries.append(b"%d 1\n%010d 00000 n \n" % (number, start + len(body)))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    root = numbers(data)[0]
    prev = b" /Prev %d" % before if linked else b""
    size = max(int(number) for number in re.findall(rb"/Size (\d+)", data)) + 10
    end = b"trailer\n<< /Size %d /Root %d 0 R%b %b >>\nstartxref\n%d\n%%%%EOF\n"
    return data + body + b"xref\n" + b"".join(entries) + end % (size, root, prev, trailer, start + len(body))


def shadowed(data: bytes, number: int, text: bytes) -> bytes:
    """Return a file whose table leads to another object of a number, while the real one stays where it was."""
    place = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    head, table = data[:place], data[place:]
    lines = table.split(b"\n")
    assert lines[1].startswith(b"0 ")
    lines[2 + number] = b"%010d 00000 n " % len(head)
    forged = b"%d 0 obj\n%b\nendobj\n" % (number, text)
    return (head + forged + b"\n".join(lines)).replace(
        b"startxref\n%d" % place, b"startxref\n%d" % (place + len(forged))
    )
