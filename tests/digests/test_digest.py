"""The structured digest: content is proven by one sum, metadata one by one, and parts say where."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from mapgen.digests.digest import FilePart, digest_of, metadata_parts
from mapgen.digests.judgement import Alteration, BrokenDigestError, Change, OlderError, judged, lost_words

PARTS = [FilePart(f"part {number}", bytes([number])) for number in range(5)]
FACTS = metadata_parts({"title": "South America", "as-of": "2025-12-15", "empty": "", "seal": "x", "whole": "y"})
DIGEST = digest_of(b"content", {"parts": PARTS}, FACTS)


def alterations(parts: Sequence[FilePart]) -> tuple[Alteration, ...]:
    """Return what is said where the content has other parts."""
    return judged(DIGEST, b"other content", {"parts": parts}, FACTS).alterations


def test_the_same_is_the_same() -> None:
    """No alteration, nothing lost; empty values and the digests themselves are no facts."""
    judgement = judged(DIGEST, b"content", {"parts": PARTS}, FACTS)
    assert (judgement.alterations, judgement.lost) == ((), 0)
    assert [fact.name for fact in FACTS] == ['the fact "title"', 'the fact "as-of"']


def test_parts_say_where() -> None:
    """Changed, added and removed ones; and where they are all there, that their order is another."""
    new = FilePart("new", b"new")
    assert alterations([*PARTS[:4], new]) == (Alteration("parts", Change.CHANGED, "new"),)
    assert alterations([new, *PARTS]) == (Alteration("parts", Change.ADDED, "new"),)
    assert alterations(PARTS[1:]) == (Alteration("parts", Change.REMOVED),)
    assert alterations([*reversed(PARTS)]) == (Alteration("", Change.CHANGED),)


def test_metadata_may_be_lost_and_not_change() -> None:
    """A value of another fact is no value of this one, and one that is there twice is there once too often."""
    assert judged(DIGEST, b"content", {"parts": PARTS}, FACTS[:1]).lost == 1
    for facts in (
        [*FACTS, *FACTS[:1]],
        metadata_parts({"title": "2025-12-15"}),
        metadata_parts({"title": "South America", "coder": "me"}),
    ):
        (alteration,) = judged(DIGEST, b"content", {"parts": PARTS}, facts).alterations
        assert alteration.group == "facts"
    assert (lost_words(1), lost_words(2)) == (
        "1 item of its metadata was removed",
        "2 items of its metadata were removed",
    )


@pytest.mark.parametrize("part", ["parts", "parts\u00e9"])
@pytest.mark.parametrize("text", ["FRAUD", "0123 ", "0" * 1000, "0123\n"])
def test_nobody_may_write_into_it(part: str, text: str) -> None:
    """Where the content is proven, what only locates changes proves nothing, and so must be digits, and as many."""
    parts = {part: text} if part == "parts" else {**json.loads(DIGEST)["parts"], part: ""}
    digest = json.dumps({**json.loads(DIGEST), "parts": parts}, separators=(",", ":"))
    assert judged(digest, b"content", {"parts": PARTS}, FACTS).alterations[-1].name == "its seal"


def test_the_time_grows_with_the_number_of_parts_alone() -> None:
    """A hundred thousand parts, all others than before: as many comparisons, and not their square."""
    was, now = ([FilePart("", f"{side}{number}".encode()) for number in range(100_000)] for side in "ab")
    digest = digest_of(b"was", {"parts": was}, ())
    assert len(judged(digest, b"now", {"parts": now}, ()).alterations) > 10_000


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "[" * 100_000, "{}", '{"all": 1}', '{"version":2,"all":"","facts":"","parts":{"a":1}}']
)
def test_what_is_no_digest(text: str) -> None:
    """Whatever somebody writes in its place."""
    with pytest.raises(BrokenDigestError):
        judged(text, b"", {}, ())


def test_an_older_digest_is_not_believed() -> None:
    """It did not cover the whole file."""
    with pytest.raises(OlderError, match="an older mapgen made it"):
        judged(json.dumps({"all": "0", "facts": "1"}), b"", {}, ())
