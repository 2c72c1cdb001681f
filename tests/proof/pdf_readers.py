"""What readers and programs get of a PDF, by Poppler and qpdf."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Stream

_PACKING = frozenset(("/Length", "/Filter", "/DecodeParms"))
# The names of objects of a file's own making, and how deep they may lie in each other.
_DEEPEST = 40


def printed(path: Path) -> Mapping[str, str]:
    """Return the pages of a PDF as Poppler draws and reads them, and what runs, lies on or belongs to them."""
    calls = {
        "pages in Poppler": ("pdftoppm", "-r", "60", "-cropbox", "{}"),
        "text in Poppler": ("pdftotext", "-layout", "{}", "-"),
        "properties": ("pdfinfo", "-isodates", "{}"),
        "boxes": ("pdfinfo", "-box", "{}"),
        "structure": ("pdfinfo", "-struct-text", "{}"),
        "scripts": ("pdfinfo", "-js", "{}"),
        "addresses": ("pdfinfo", "-url", "{}"),
        "attachments": ("pdfdetach", "-list", "{}"),
        "metadata": ("pdfinfo", "-meta", "{}"),
    }
    views = {name: _run([part.replace("{}", str(path)) for part in call]) for name, call in calls.items()}
    data = path.read_bytes()
    return {
        **views,
        "objects": _objects(path),
        "ends": f"{data.count(b'%%EOF')} {len(data) - data.rfind(b'%%EOF')} {data[:5]!r}",
    }


def _run(call: list[str]) -> str:
    done = subprocess.run(call, capture_output=True, timeout=60, check=False)
    if call[0] == "pdftoppm":
        return f"{done.returncode} {hashlib.sha256(done.stdout).hexdigest()[:16]}"
    # Sizes, the version and how a file is packed are no reader's business.
    skipped = (b"File size", b"Optimized", b"PDF version", b"Producer", b"ModDate", b"CreationDate", b"Encrypted")
    lines = [line for line in done.stdout.splitlines() if not line.startswith(skipped)]
    text = b"\n".join(lines).decode(errors="replace")
    return f"{done.returncode} {text}"


def _objects(path: Path) -> str:
    """Return a hash of all objects that the document refers to, with their streams unpacked."""
    try:
        with pikepdf.open(path) as pdf:
            lines = "\n".join(_lines(pdf.Root, {}, 0))
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        return f"refused: {type(error).__name__}"
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _lines(held: object, seen: dict[tuple[int, int], int], depth: int) -> Iterator[str]:
    number = getattr(held, "objgen", (0, 0))
    if number in seen or depth > _DEEPEST:
        yield f"again {seen.get(number)}"
        return
    if number != (0, 0):
        seen[number] = len(seen)
    if isinstance(held, Array):
        yield "["
        for item in held:
            yield from _lines(item, seen, depth + 1)
        yield "]"
    elif isinstance(held, Dictionary | Stream):
        yield "<"
        for key in sorted(held.keys() - _PACKING):
            yield key
            yield from _lines(held[key], seen, depth + 1)
        yield hashlib.sha256(held.read_bytes()).hexdigest() if isinstance(held, Stream) else ">"
    else:
        yield repr(held)
