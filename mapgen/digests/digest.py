"""The structured digest of a file: whether all that it holds is as mapgen wrote it, and if not, which part differs.

One sum over the content proves that it is the same, however it is packed. Checksums of the parts only locate a change.
Metadata may be lost on the way, but not change: each item has a checksum that proves it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from mapgen.errors import shortened
from mapgen.places.countries import country_name, is_iso

# Characters of a checksum that locates a change in the content; of one that proves an item of metadata; of the sum.
_SHORT, _PROVING, _LONG = 4, 16, 32
_VERSION, _ALL, _FACTS, _PARTS = "version", "all", "facts", "parts"
_WHOLE = re.compile("mapgen-sha256:[0-9a-f]{64}")
# How many more digits there may be for parts of a file that was packed anew.
_FEW = 64
# What is no digit of a checksum.
_ODD = re.compile("[^0-9a-f]")
# The present form of the digest. One without a version is of a mapgen that did not cover the whole file.
_PRESENT = 2
# The names, in the metadata of every format, of this digest and of that of the whole file (see digests/whole.py).
DIGEST, WHOLE = "seal", "whole"


# What stands before the code of an area of one's own, which may be any text: a layer, or "all", has no space.
_AREA = "area "


def group_of(code: str) -> str:
    """Return the group of a territory's parts: its code, where no other group can have that name."""
    return code if is_iso(code) else f"{_AREA}{code}"


def place_of(group: str) -> str:
    """Return the English name of the territory of a group; an empty text for other groups."""
    if group.startswith(_AREA):
        return shortened(group)
    return country_name(group, "en") if is_iso(group) else ""


class Change(StrEnum):
    """What happened to a part."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class FilePart(Struct, frozen=True):
    """A part of a file: a reader's name for it, and its content in bytes."""

    name: str
    data: bytes


class Alteration(Struct, frozen=True):
    """A part of a group that has changed, by its name now; a removed part has none."""

    group: str
    change: Change
    name: str = ""


Groups = Mapping[str, Sequence[FilePart]]


def is_whole_digest(text: str) -> bool:
    """Return whether a text could be the digest of a whole file: one that is not is somebody's own words."""
    return bool(_WHOLE.fullmatch(text))


class BrokenDigestError(ValueError):
    """A text is not a digest."""


class Judgement(Struct, frozen=True):
    """What happened to a file since its digest was made: its alterations, and how many items its metadata lack."""

    alterations: tuple[Alteration, ...]
    lost: int


def digest_of(content: bytes, groups: Groups, facts: Sequence[FilePart]) -> str:
    """Return the digest of a file: of its content, of the content's parts by groups, and of its metadata.

    `content` has all that a reader sees or a program runs, in a form that is the same however the file is packed.
    """
    proven = "".join(_token(fact, _PROVING) for fact in facts)
    digest = {_VERSION: _PRESENT, _ALL: _sum(content), _FACTS: proven, _PARTS: _tokens(groups)}
    return _json(digest)


def judged(digest: str, content: bytes, groups: Groups, facts: Sequence[FilePart]) -> Judgement:
    """Return what happened to a file since its digest was made.

    Where the content differs and no part does, one alteration has no group: parts stand in another order. Raises
    BrokenDigestError for a text that is no digest, and OlderError for the digest of an older mapgen.
    """
    was = _DigestReader.read(digest)
    proven = Counter(_split(was.facts, _PROVING))
    unproven = [fact.name for fact in facts if not _taken(proven, _token(fact, _PROVING))]
    altered = [Alteration(_FACTS, Change.CHANGED, name) for name in unproven]
    if was.all != _sum(content):
        names = dict.fromkeys((*was.parts, *groups))
        located = [one for name in names for one in _in_group(name, was.parts.get(name, ""), groups.get(name, ()))]
        altered += located or [Alteration("", Change.CHANGED)]
    elif not was.is_plain(_tokens(groups)):
        altered.append(Alteration(_FACTS, Change.CHANGED, SEAL))
    return Judgement(tuple(altered), max(0, proven.total() - len(unproven)))


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
        if not isinstance(read, dict) or not isinstance(read.get(_ALL), str):
            raise BrokenDigestError
        if _VERSION not in read:
            raise OlderError
        facts, parts = read.get(_FACTS), read.get(_PARTS)
        if type(read[_VERSION]) is not int or read[_VERSION] != _PRESENT:
            raise BrokenDigestError
        if {*read} != {_VERSION, _ALL, _FACTS, _PARTS} or digest != _json(read):
            raise BrokenDigestError
        if not (isinstance(facts, str) and isinstance(parts, dict)) or not all(map(_is_text, parts.values())):
            raise BrokenDigestError
        return cls(read[_ALL], facts, parts)

    def is_plain(self, tokens: Mapping[str, str]) -> bool:
        """Return whether nothing but checksums stands in it, of the groups of a file that has these ones now.

        How a file is packed may change them, but neither make them many more nor other than digits.
        """
        if self.parts.keys() != tokens.keys() or any(map(_ODD.search, (self.facts, *self.parts.values()))):
            return False
        return all(len(text) <= 2 * len(tokens[name]) + _FEW for name, text in self.parts.items())


def _json(digest: Mapping[str, object]) -> str:
    return json.dumps(digest, separators=(",", ":"))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_LONG]


def _tokens(groups: Groups) -> dict[str, str]:
    return {name: "".join(_token(part, _SHORT) for part in parts) for name, parts in groups.items()}


def _token(part: FilePart, length: int) -> str:
    return hashlib.sha256(part.data).hexdigest()[:length]


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
    was = Counter(_split(tokens, _SHORT))
    fresh = [part.name for part in parts if not _taken(was, _token(part, _SHORT))]
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


def metadata_parts(metadata: Mapping[str, str]) -> list[FilePart]:
    """Return the metadata as parts, without the digests themselves and without empty values, which a PDF drops."""
    return [
        FilePart(f'the fact "{key}"', f"{key}\0{value}".encode("utf-8", "surrogatepass"))
        for key, value in metadata.items()
        if value and key not in {DIGEST, WHOLE}
    ]


class ForeignError(Exception):
    """A file is not ours, or cannot be read; the message says why."""


class OlderError(ForeignError):
    """A file has the digest of an older mapgen, which did not cover the whole file."""

    def __init__(self) -> None:
        super().__init__("an older mapgen made it, whose seal did not cover the whole file; draw it again")


class NoPictureError(ForeignError):
    """A file is of no kind that carries metadata, as pictures and pages do."""


SEAL = "its seal"
NOT_OURS = "nothing in it says that mapgen made it; or its metadata was removed"
PACKED = "it was packed anew: its bytes are not those that mapgen wrote, its content is"


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
