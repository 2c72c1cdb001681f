"""Read the metadata of one of our files, whatever its format, and find what was altered since."""

from __future__ import annotations

from pathlib import Path

from mapgen.disk.standard_input import is_standard_input, standard_input_bytes
from mapgen.errors import InputError
from mapgen.files.xml_tree import NotXmlError, read_xml
from mapgen.proof.digest import DIGEST, FileMetadata, ForeignError, NoPictureError, altered_places
from mapgen.proof.html import read_html
from mapgen.proof.svg import svg_groups, svg_metadata, svg_place

# Every one of our files is far smaller, in bytes.
LARGEST = 50_000_000
_MEGABYTE = 1_000_000
_PNG, _PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"


def file_bytes(path: Path) -> bytes:
    """Return the content of a file; raises ForeignError where it cannot be read."""
    try:
        if is_standard_input(path):
            return standard_input_bytes(LARGEST // _MEGABYTE)
        if path.is_dir():
            raise ForeignError("this is a folder; name the files in it")
        if not path.is_file():
            raise ForeignError("this is no file" if path.exists() else "there is no such file")
        if path.stat().st_size > LARGEST:
            raise ForeignError(f"the file is larger than any of mapgen's ({LARGEST // _MEGABYTE} MB at most)")
        data = path.read_bytes()
    except InputError as error:
        raise ForeignError(error.problems[0].message) from None
    except (OSError, ValueError) as error:
        raise ForeignError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if not data:
        raise ForeignError("the file is empty")
    return data


def metadata_in(data: bytes) -> FileMetadata:
    """Return the metadata of a file, by its content and not by its name; raises ForeignError for a file not ours."""
    try:
        return _metadata_in(data)
    except RecursionError:
        raise ForeignError("its parts lie too deep within each other") from None
    except MemoryError:
        raise ForeignError("it takes more memory than there is") from None


def _metadata_in(data: bytes) -> FileMetadata:
    if data.startswith(_PNG):
        from mapgen.proof.png import read_png  # noqa: PLC0415 (an SVG does without Pillow)

        return read_png(data)
    if data.startswith(_PDF):
        from mapgen.proof.pdf import read_pdf  # noqa: PLC0415 (others do without pypdf)

        return read_pdf(data)
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return read_html(data)
    if start.startswith(b"<"):
        return _read_svg(data)
    raise NoPictureError("neither PNG, SVG, PDF nor HTML")


def _read_svg(data: bytes) -> FileMetadata:
    try:
        root = read_xml(data)
    except NotXmlError as error:
        raise ForeignError(f"the SVG cannot be read ({error})") from None
    metadata = svg_metadata(root)
    if DIGEST not in metadata:
        raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
    return FileMetadata("SVG", metadata, altered_places(metadata[DIGEST], svg_groups(root), svg_place))
