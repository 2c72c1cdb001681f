"""The digest of a file that holds no map: a script, a style sheet, or what oEmbed reads.

It says which mapgen made the file, and not for which question: whatever is ours and unaltered gives way to ours.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Mapping

from mapgen.digests.judgement import PACKED, FileMetadata
from mapgen.version import __version__

CODE = "code"
_STARTS = (b"/*!", b"{")
# A comment that programs which make code small leave in its place.
_FIRST_LINE = re.compile(r"/\*! (mapgen \S+) ([0-9a-f]{32}) \*/\n")
_MAKER = re.compile(r"(mapgen \S+) ([0-9a-f]{32})")
# Readers of oEmbed leave out a field that they do not know.
_FIELD = "generator"


def code_with_digest(code: str) -> bytes:
    """Return a script or a style sheet with a first line that says so."""
    return f"/*! mapgen {__version__} {_sum(code)} */\n{code}".encode()


def json_with_digest(fields: Mapping[str, object]) -> bytes:
    """Return an object of JSON with a last field that says so."""
    return _signed_json(fields, f"mapgen {__version__} {_sum(_json(fields))}")


def read_code(data: bytes) -> FileMetadata | None:
    """Return the content of a file that these functions have made; None for any other."""
    if not data.removeprefix(codecs.BOM_UTF8).startswith(_STARTS):
        return None
    try:
        # Programs that send or save a text may change its line ends.
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        if found := _FIRST_LINE.match(text):
            return _metadata(found, text[found.end() :], same=text.encode() == data)
        pairs = json.loads(text, object_pairs_hook=list) if text.startswith("{") else []
    except (ValueError, RecursionError):
        return None
    fields = dict(pairs)
    maker = _MAKER.fullmatch(str(fields.pop(_FIELD, "")))
    if maker is None:
        return None
    if len(fields) != len(pairs) - 1:
        return _metadata(maker, "", same=False)
    return _metadata(maker, _json(fields), same=_signed_json(fields, maker[0]) == data)


def _metadata(maker: re.Match[str], content: str, *, same: bool) -> FileMetadata:
    metadata = {"software": maker[1]}
    if maker[2] != _sum(content):
        return FileMetadata(CODE, metadata, ("its text",))
    return FileMetadata(CODE, metadata, (), () if same else (PACKED,))


def _signed_json(fields: Mapping[str, object], maker: str) -> bytes:
    return f"{_json({**fields, _FIELD: maker})}\n".encode()


def _json(fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=1)


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
