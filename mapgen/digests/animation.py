"""What the digests of animations share: metadata as one text of JSON, and frames as parts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from mapgen.digests.digest import DIGEST, FilePart, digest_of, metadata_parts
from mapgen.digests.judgement import (
    NOT_OURS,
    Alteration,
    Change,
    FileMetadata,
    ForeignError,
    Judgement,
    judged,
    structured,
)

_PARTS = "parts"


def facts_text(metadata: Mapping[str, str]) -> str:
    """Return metadata as the text that an animation holds."""
    return json.dumps(dict(metadata), ensure_ascii=False)


def read_facts(text: str) -> dict[str, str]:
    """Return the metadata of a text that facts_text made; none for any other text, or one with a key twice."""

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        values = dict(pairs)
        if len(values) != len(pairs):
            raise ValueError
        return values

    try:
        read = json.loads(text, object_pairs_hook=unique)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) and all(isinstance(value, str) for value in read.values()) else {}


def digest_of_parts(parts: Sequence[FilePart], metadata: Mapping[str, str], others: Sequence[FilePart] = ()) -> str:
    """Return the digest of an animation: of its parts in order, and of its metadata and `others` that go with them."""
    return digest_of(_content(parts), {_PARTS: parts}, [*metadata_parts(metadata), *others])


def read_parts(
    kind: str,
    parts: Sequence[FilePart],
    metadata: Mapping[str, str],
    others: Sequence[FilePart] = (),
    foreign: Sequence[str] = (),
) -> FileMetadata:
    """Return the content of an animation by its parts; raises ForeignError for one that mapgen did not make."""
    if DIGEST not in metadata:
        raise ForeignError(NOT_OURS)

    def judge(digest: str) -> Judgement:
        return judged(digest, _content(parts), {_PARTS: parts}, [*metadata_parts(metadata), *others])

    return structured(kind, metadata, judge, _place, foreign)


def _content(parts: Sequence[FilePart]) -> bytes:
    return b"".join(len(part.data).to_bytes(8, "big") + part.data for part in parts)


def _place(alteration: Alteration) -> str:
    if not alteration.group:
        return "the order of its parts"
    return "a part of it" if alteration.change is Change.REMOVED else alteration.name
