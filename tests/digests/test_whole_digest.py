"""The digest of the whole file: any byte that differs shows, and none of its own place can hide one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.digests.digest import PLACEHOLDER, is_whole, with_whole_digest
from mapgen.digests.judgement import FileMetadata
from mapgen.digests.reading import metadata_in

FILES = ("map.svg", "map.png", "days.gif", "days.webp", "days.mp4")


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_one(drawn: Path, name: str) -> None:
    """And its metadata are read from it."""
    data = (drawn / name).read_bytes()
    content = metadata_in(data)
    assert is_whole(data)
    assert isinstance(content, FileMetadata)
    assert content.metadata["software"].startswith("mapgen ")


@pytest.mark.parametrize("name", FILES)
def test_no_byte_may_differ(drawn: Path, name: str) -> None:
    """Bytes all over a file, among them those of the digest and of its chunk, turned, added and taken away."""
    data = (drawn / name).read_bytes()
    digest = data.index(b"mapgen-sha256:")
    places = {*range(0, len(data), len(data) // 20), *range(digest - 40, digest + 90, 3), len(data) - 1}
    for place in sorted(place for place in places if place < len(data)):
        turned = bytes([data[place] ^ 1])
        assert not is_whole(data[:place] + turned + data[place + 1 :]), place
        assert not is_whole(data[:place] + data[place + 1 :]), place
        assert not is_whole(data[:place] + b"x" + data[place:]), place


def test_a_text_like_a_digest_is_none() -> None:
    """A map may be called so; its own digest is the one that fits."""
    data = with_whole_digest(f"{PLACEHOLDER} {PLACEHOLDER} mapgen-sha256: {PLACEHOLDER} mapgen-sha256:".encode())
    assert is_whole(data)
    assert not is_whole(data + b"mapgen-sha256:")
    assert is_whole(with_whole_digest(b"mapgen-sha256: " * 100 + PLACEHOLDER.encode() + b" mapgen-sha256:"))
    assert is_whole(with_whole_digest(b"mapgen-sha256: " + PLACEHOLDER.encode() + b" mapgen-sha256:" * 100))
    assert not is_whole(PLACEHOLDER.encode())
    assert not is_whole(b"mapgen-sha256:" * 100_000)
