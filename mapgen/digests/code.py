"""The digest of a file that holds no map: a script, a style sheet, or what oEmbed reads.

It says which mapgen made the file, and not for which question: whatever is ours and unaltered gives way to ours.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from mapgen.digests.judgement import FileMetadata
from mapgen.version import __version__

# A comment that programs which make code small leave in its place.
_FIRST_LINE = re.compile(r"/\*! (mapgen \S+) ([0-9a-f]{32}) \*/\n")
# Readers of oEmbed leave out a field that they do not know.
_FIELD = "generator"


def code_with_digest(code: str) -> bytes:
    """Return a script or a style sheet with a first line that says so."""
    return f"/*! mapgen {__version__} {_sum(code)} */\n{code}".encode()


def json_with_digest(fields: Mapping[str, object]) -> bytes:
    """Return an object of JSON with a last field that says so."""
    maker = f"mapgen {__version__} {_sum(_json(fields))}"
    return f"{_json({**fields, _FIELD: maker})}\n".encode()


def read_code(data: bytes) -> FileMetadata | None:
    """Return the metadata of a file that these functions have made; None for any other."""
    try:
        # Programs that send or save a text may change its line ends.
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        if found := _FIRST_LINE.match(text):
            return _metadata(found[1], found[2], text[found.end() :])
        fields = json.loads(text) if text.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    maker = re.fullmatch(r"(mapgen \S+) ([0-9a-f]{32})", str(fields.pop(_FIELD, ""))) if fields else None
    return _metadata(maker[1], maker[2], _json(fields)) if maker else None


def _metadata(software: str, digest: str, content: str) -> FileMetadata:
    altered = () if digest == _sum(content) else ("its text",)
    return FileMetadata("code", {"software": software}, altered)


def _json(fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=1)


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
