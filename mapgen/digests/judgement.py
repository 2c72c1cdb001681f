"""What happened to a file since its digest was made: what was altered, and where; or that it was only packed anew."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum

from msgspec import Struct

from mapgen.digests.digest import (
    ALL,
    DIGEST,
    FACTS,
    PARTS,
    PRESENT,
    PROVING,
    SHORT,
    VERSION,
    WHOLE,
    FilePart,
    Groups,
    content_sum,
    is_whole_digest,
    token_of,
    tokens_of,
    written_digest,
)

SEAL = "its seal"
NOT_OURS = "nothing in it says that mapgen made it; or its metadata was removed"
PACKED = "it was packed anew: its bytes are not those that mapgen wrote, its content is"
# How many more digits there may be for parts of a file that was packed anew.
_FEW = 64
# What is no digit of a checksum.
_ODD = re.compile("[^0-9a-f]")


class Change(StrEnum):
    """What happened to a part."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Alteration(Struct, frozen=True):
    """A part of a group that has changed, by its name now; a removed part has none."""

    group: str
    change: Change
    name: str = ""


class BrokenDigestError(ValueError):
    """A text is not a digest."""


class Judgement(Struct, frozen=True):
    """What happened to a file since its digest was made: its alterations, and how many items its metadata lack."""

    alterations: tuple[Alteration, ...]
    lost: int


def judged(digest: str, content: bytes, groups: Groups, facts: Sequence[FilePart]) -> Judgement:
    """Return what happened to a file since its digest was made.

    Where the content differs and no part does, one alteration has no group: parts stand in another order. Raises
    BrokenDigestError for a text that is no digest, and OlderError for the digest of an older mapgen.
    """
    was = _DigestReader.read(digest)
    proven = Counter(_split(was.facts, PROVING))
    unproven = [fact.name for fact in facts if not _taken(proven, token_of(fact, PROVING))]
    altered = [Alteration(FACTS, Change.CHANGED, name) for name in unproven]
    if was.all != content_sum(content):
        names = dict.fromkeys((*was.parts, *groups))
        located = [one for name in names for one in _in_group(name, was.parts.get(name, ""), groups.get(name, ()))]
        altered += located or [Alteration("", Change.CHANGED)]
    elif not was.is_plain(tokens_of(groups)):
        altered.append(Alteration(FACTS, Change.CHANGED, SEAL))
    return Judgement(tuple(altered), max(0, proven.total() - len(unproven)))


def refuse_older(digest: str) -> None:
    """Raise OlderError for the digest of an older mapgen; whatever else is wrong with it is found later."""
    with suppress(BrokenDigestError):
        _DigestReader.read(digest)


class _DigestReader(Struct, frozen=True):
    """A digest, read."""

    all: str
    facts: str
    parts: Mapping[str, str]

    @classmethod
    def read(cls, digest: str) -> _DigestReader:
        try:
            read = json.loads(digest)
        except (ValueError, RecursionError):
            raise BrokenDigestError from None
        if not isinstance(read, dict) or not isinstance(read.get(ALL), str):
            raise BrokenDigestError
        if VERSION not in read:
            raise OlderError
        facts, parts = read.get(FACTS), read.get(PARTS)
        if type(read[VERSION]) is not int or read[VERSION] != PRESENT:
            raise BrokenDigestError
        if {*read} != {VERSION, ALL, FACTS, PARTS} or digest != written_digest(read):
            raise BrokenDigestError
        if not (isinstance(facts, str) and isinstance(parts, dict)) or not all(map(_is_text, parts.values())):
            raise BrokenDigestError
        return cls(read[ALL], facts, parts)

    def is_plain(self, tokens: Mapping[str, str]) -> bool:
        """Return whether nothing but checksums stands in it, of the groups of a file that has these ones now.

        How a file is packed may change them, but neither make them many more nor other than digits.
        """
        if self.parts.keys() != tokens.keys() or any(map(_ODD.search, (self.facts, *self.parts.values()))):
            return False
        return all(len(text) <= 2 * len(tokens[name]) + _FEW for name, text in self.parts.items())


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _split(tokens: str, length: int) -> list[str]:
    return [tokens[place : place + length] for place in range(0, len(tokens), length)]


def _taken(tokens: Counter[str], token: str) -> bool:
    """Take a token out of those that are left; return whether it was there."""
    if tokens[token] <= 0:
        return False
    tokens[token] -= 1
    return True


def _in_group(group: str, tokens: str, parts: Sequence[FilePart]) -> Iterator[Alteration]:
    """Yield the alterations of a group, whatever the order of its parts: in time that grows with their number alone."""
    was = Counter(_split(tokens, SHORT))
    fresh = [part.name for part in parts if not _taken(was, token_of(part, SHORT))]
    gone = was.total()
    for number, name in enumerate(fresh):
        yield Alteration(group, Change.CHANGED if number < gone else Change.ADDED, name)
    for _ in range(len(fresh), gone):
        yield Alteration(group, Change.REMOVED)


class FileMetadata(Struct, frozen=True):
    """The content of one of our files: its metadata by name, its altered places in words, and how it was re-encoded.

    A file with neither is, byte for byte, as mapgen wrote it.
    """

    kind: str
    metadata: Mapping[str, str]
    altered: tuple[str, ...] = ()
    re_encoded: tuple[str, ...] = ()


class ForeignError(Exception):
    """A file is not ours, or cannot be read; the message says why."""


class OlderError(ForeignError):
    """A file has the digest of an older mapgen, which did not cover the whole file."""

    def __init__(self) -> None:
        super().__init__("an older mapgen made it, whose seal did not cover the whole file; draw it again")


class NoPictureError(ForeignError):
    """A file is of no kind that carries metadata, as pictures and pages do."""


def altered_words(alteration: Alteration, place: str) -> str:
    """Return an alteration in words."""
    return place if alteration.change is Change.CHANGED else f"{place}, {alteration.change}"


def lost_words(lost: int) -> str:
    """Return in words that a number of items of metadata were lost."""
    return f"{lost} item{'' if lost == 1 else 's'} of its metadata {'was' if lost == 1 else 'were'} removed"


def structured(
    kind: str,
    metadata: Mapping[str, str],
    judge: Callable[[str], Judgement],
    place_words: Callable[[Alteration], str],
    foreign: Sequence[str] = (),
) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote.

    `judge` judges it by its digest, `place_words` names the place of an alteration; `foreign` says what it holds that
    no reading of its content covers. Raises OlderError for a file with the digest of an older mapgen.
    """
    if WHOLE in metadata and not is_whole_digest(metadata[WHOLE]):
        foreign = (*foreign, "its digest of the whole file, which is none")
    try:
        judgement = judge(metadata[DIGEST])
    except BrokenDigestError:
        return FileMetadata(kind, metadata, (SEAL, *foreign))
    altered = [altered_words(alteration, place_words(alteration)) for alteration in judgement.alterations]
    if altered or foreign:
        return FileMetadata(kind, metadata, (*altered, *dict.fromkeys(foreign)))
    return FileMetadata(kind, metadata, (), (PACKED, lost_words(judgement.lost)) if judgement.lost else (PACKED,))
