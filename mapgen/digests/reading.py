"""Read the metadata of one of our files, whatever its format, and find what was altered since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from mapgen.digests import svg_reading
from mapgen.digests.code import read_code
from mapgen.digests.digest import is_whole
from mapgen.digests.judgement import FileMetadata, ForeignError, NoPictureError
from mapgen.disk.standard_input import is_standard_input, standard_input_bytes
from mapgen.errors import InputError

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


class FileFormat(Protocol):
    """The module of a format."""

    KIND: str

    def whole_metadata(self, data: bytes) -> Mapping[str, str]:
        """Return the metadata of a file whose bytes are those that mapgen wrote; raises ForeignError for none."""

    def read_altered(self, data: bytes) -> FileMetadata:
        """Return the content of a file whose bytes are others; raises ForeignError for one that mapgen did not make."""


def metadata_in(data: bytes) -> FileMetadata:
    """Return the content of a file, by its bytes and not by its name; raises ForeignError for a file not ours."""
    if code := read_code(data):
        return code
    form = _format(data)
    try:
        if is_whole(data):
            return FileMetadata(form.KIND, form.whole_metadata(data))
        return form.read_altered(data)
    except RecursionError:
        raise ForeignError("its parts lie too deep within each other") from None
    except MemoryError:
        raise ForeignError("it takes more memory than there is") from None


def _format(data: bytes) -> FileFormat:
    if data.startswith(_PNG):
        from mapgen.digests import png_reading  # noqa: PLC0415 (an SVG does without Pillow)

        return png_reading
    if data.startswith(_PDF):
        from mapgen.digests import pdf  # noqa: PLC0415 (others do without pypdf)

        return pdf
    if animation := _animation(data):
        return animation
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        from mapgen.digests import html  # noqa: PLC0415 (as above)

        return html
    if start.startswith(b"<"):
        return svg_reading
    raise NoPictureError("neither PNG, SVG, PDF, HTML, GIF, WebP nor MP4")


def _animation(data: bytes) -> FileFormat | None:
    if data.startswith(b"GIF8"):
        from mapgen.digests import gif  # noqa: PLC0415 (most files are of one day)

        return gif
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        from mapgen.digests import webp  # noqa: PLC0415 (as above)

        return webp
    if data[4:8] == b"ftyp":
        from mapgen.digests import mp4  # noqa: PLC0415 (as above)

        return mp4
    return None
