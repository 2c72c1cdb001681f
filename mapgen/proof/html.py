"""The digest of one of our HTML pages: its metadata, its markup, styles and scripts, and each part of its data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from mapgen.files.templating import script_json
from mapgen.proof.digest import (
    DIGEST,
    Alteration,
    FileMetadata,
    FilePart,
    ForeignError,
    altered_places,
    digest_of,
    metadata_parts,
)

_OPENING = '<script type="application/json" id="mapgen-facts">'
_BLOCK = re.compile(re.escape(_OPENING) + r"(.*?)</script>\n?", re.DOTALL)
_END = "</body>"
_ELEMENT = re.compile(r"<(style|script)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_DATA = 'type="application/json"'
# The most blocks of lines in the digest of the markup, so that the digest of a long page stays short.
_STRETCHES = 64


def html_with_digest(page: str, metadata: Mapping[str, str]) -> str:
    """Return one of our pages with its metadata and a digest at its end, invisible to readers."""
    held = {**metadata, DIGEST: digest_of(_groups(page, metadata))}
    before, end, after = page.rpartition(_END)
    return f"{before}{_OPENING}{script_json(held)}</script>\n{end}{after}"


def read_html(data: bytes) -> FileMetadata:
    """Return the metadata of one of our pages; raises ForeignError for any other."""
    try:
        # Programs that send or save a text may change its line ends.
        page = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ForeignError("the page is not UTF-8, as all of mapgen's are") from None
    blocks = _BLOCK.findall(page)
    metadata = _read(blocks[0]) if len(blocks) == 1 else {}
    if DIGEST not in metadata:
        raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
    groups = _groups(_BLOCK.sub("", page), metadata)
    return FileMetadata("HTML", metadata, altered_places(metadata[DIGEST], groups, _place))


def _read(block: str) -> dict[str, str]:
    try:
        metadata = json.loads(block)
    except (ValueError, RecursionError):
        return {}
    return metadata if isinstance(metadata, dict) and all(isinstance(value, str) for value in metadata.values()) else {}


def _place(alteration: Alteration) -> str:
    return alteration.name or f"a part of its {alteration.group or 'text'}"


def _groups(page: str, metadata: Mapping[str, str]) -> dict[str, Sequence[FilePart]]:
    groups: dict[str, list[FilePart]] = {
        "facts": metadata_parts(metadata),
        "styles": [],
        "scripts": [],
        "data": [],
    }
    for kind, about, text in _ELEMENT.findall(page):
        if _DATA in about:
            groups["data"] += _data(text)
        else:
            groups[f"{kind}s"].append(FilePart(f"a {kind}", f"{about}\0{text}".encode()))
    groups["markup"] = list(_markup(_ELEMENT.sub(_blanked_lines, page)))
    return dict(groups)


def _data(text: str) -> Iterator[FilePart]:
    """Yield each value of the page's data by its key."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        yield FilePart("its data", text.encode())
        return
    for key, value in values.items():
        yield FilePart(f'"{key}" in its data', json.dumps([key, value]).encode())


def _blanked_lines(element: re.Match[str]) -> str:
    """Return only the line breaks of an element, so that later lines keep their numbers."""
    return f"<{element[1]}>" + "\n" * element[0].count("\n")


def _markup(text: str) -> Iterator[FilePart]:
    lines = text.split("\n")
    step = max(1, -(-len(lines) // _STRETCHES))
    for first in range(0, len(lines), step):
        spell = lines[first : first + step]
        name = f"line {first + 1}" if step == 1 else f"lines {first + 1} to {min(first + step, len(lines))}"
        yield FilePart(f"its markup, {name}", "\n".join(spell).encode())
