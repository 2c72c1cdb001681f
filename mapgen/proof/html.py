"""The seal of an HTML page of ours: of its facts, its markup, styles and scripts, and each part of its data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from mapgen.files.templating import script_json
from mapgen.proof.digest import (
    DIGEST,
    BrokenDigestError,
    FileMetadata,
    FilePart,
    ForeignError,
    alterations,
    digest_of,
    metadata_parts,
    said,
)

_OPENING = '<script type="application/json" id="mapgen-facts">'
_BLOCK = re.compile(re.escape(_OPENING) + r"(.*?)</script>\n?", re.DOTALL)
_END = "</body>"
_ELEMENT = re.compile(r"<(style|script)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_DATA = 'type="application/json"'
# The markup is sealed in so many stretches of lines at most, so that the seal of a long page stays short.
_STRETCHES = 64


def html_with_digest(page: str, metadata: Mapping[str, str]) -> str:
    """Return a page of ours with facts and a seal of it all, which no reader sees, at its end."""
    held = {**metadata, DIGEST: digest_of(_groups(page, metadata))}
    before, end, after = page.rpartition(_END)
    return f"{before}{_OPENING}{script_json(held)}</script>\n{end}{after}"


def read_html(data: bytes) -> FileMetadata:
    """Return what a page of ours carries; raises ForeignError for any other."""
    try:
        # Whoever sends or saves a text may change how its lines end.
        page = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ForeignError("the page is not UTF-8, as all of mapgen's are") from None
    blocks = _BLOCK.findall(page)
    metadata = _read(blocks[0]) if len(blocks) == 1 else {}
    if DIGEST not in metadata:
        raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
    return FileMetadata("HTML", metadata, tuple(_altered(_BLOCK.sub("", page), metadata)))


def _read(block: str) -> dict[str, str]:
    try:
        metadata = json.loads(block)
    except (ValueError, RecursionError):
        return {}
    return metadata if isinstance(metadata, dict) and all(isinstance(one, str) for one in metadata.values()) else {}


def _altered(page: str, metadata: Mapping[str, str]) -> Iterator[str]:
    try:
        found = alterations(metadata[DIGEST], _groups(page, metadata))
    except BrokenDigestError:
        yield "its seal"
        return
    yield from (said(one.change, one.name or f"a part of its {one.group or 'text'}") for one in found)


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
    groups["markup"] = list(_markup(_ELEMENT.sub(_kept_lines, page)))
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


def _kept_lines(element: re.Match[str]) -> str:
    """Return the lines of an element without what stands in them, so that lines keep their numbers."""
    return f"<{element[1]}>" + "\n" * element[0].count("\n")


def _markup(text: str) -> Iterator[FilePart]:
    lines = text.split("\n")
    step = max(1, -(-len(lines) // _STRETCHES))
    for first in range(0, len(lines), step):
        spell = lines[first : first + step]
        name = f"line {first + 1}" if step == 1 else f"lines {first + 1} to {min(first + step, len(lines))}"
        yield FilePart(f"its markup, {name}", "\n".join(spell).encode())
