"""Digests: checksums of the parts of a file, which reveal a change since it was made, and its place.

They guard against accidents and clumsy edits. They are not signatures: anyone can make a new one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from mapgen.errors import shortened
from mapgen.places.countries import country_name, is_iso

# Characters of a part's checksum, which locates a change, and of the sum over all parts, which detects it.
_SHORT = 4
_LONG = 32
_ALL = "all"
# The name of the digest in the metadata of every format.
DIGEST = "seal"


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
    """A part that has changed; `number` is its place in the group now, or the place of a removed one."""

    group: str
    number: int
    change: Change
    name: str = ""


Groups = Mapping[str, Sequence[FilePart]]


class BrokenDigestError(ValueError):
    """A text is not a digest."""


def digest_of(groups: Groups) -> str:
    """Return the digest of a file's parts, by groups in order."""
    tokens = {name: "".join(map(_short, parts)) for name, parts in groups.items()}
    return json.dumps({_ALL: _sum(groups), **tokens}, separators=(",", ":"))


def alterations(digest: str, groups: Groups) -> tuple[Alteration, ...]:
    """Return the alterations since a digest was made; raises BrokenDigestError for a text that is none.

    Where the sum differs and no part does, one alteration has no group.
    """
    was = _read(digest)
    if was[_ALL] == _sum(groups):
        return ()
    names = [name for name in was if name != _ALL]
    names += [name for name in groups if name not in was]
    altered = tuple(one for name in names for one in _in_group(name, was.get(name, ""), groups.get(name, ())))
    return altered or (Alteration("", 0, Change.CHANGED),)


def _read(digest: str) -> dict[str, str]:
    try:
        read = json.loads(digest)
    except (ValueError, RecursionError):
        raise BrokenDigestError from None
    if not isinstance(read, dict) or _ALL not in read or not all(isinstance(value, str) for value in read.values()):
        raise BrokenDigestError
    return read


def _sum(groups: Groups) -> str:
    total = hashlib.sha256()
    for name, parts in groups.items():
        total.update(f"{name}\0{len(parts)}\0".encode())
        for part in parts:
            total.update(hashlib.sha256(part.data).digest())
    return total.hexdigest()[:_LONG]


def _short(part: FilePart) -> str:
    return hashlib.sha256(part.data).hexdigest()[:_SHORT]


def _in_group(group: str, tokens: str, parts: Sequence[FilePart]) -> Iterator[Alteration]:
    was = [tokens[place : place + _SHORT] for place in range(0, len(tokens), _SHORT)]
    now = [_short(part) for part in parts]
    if len(was) == len(now):
        for number, (old, new) in enumerate(zip(was, now, strict=True)):
            if old != new:
                yield Alteration(group, number, Change.CHANGED, parts[number].name)
        return
    from difflib import SequenceMatcher  # noqa: PLC0415 (a millisecond, only where parts were added or taken away)

    for kind, first, last, new_first, new_last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        changed = min(last - first, new_last - new_first)
        for number in range(new_first, new_last):
            change = Change.CHANGED if number < new_first + changed else Change.ADDED
            yield Alteration(group, number, change, parts[number].name)
        for _ in range(changed, last - first):
            yield Alteration(group, new_last, Change.REMOVED)


class FileMetadata(Struct, frozen=True):
    """The content of one of our files: its metadata by name, and its altered places, in words."""

    kind: str
    metadata: Mapping[str, str]
    altered: tuple[str, ...] = ()


def metadata_parts(metadata: Mapping[str, str]) -> list[FilePart]:
    """Return the metadata as parts, without the digest itself and without empty values, which a PDF drops."""
    return [
        FilePart(f'the fact "{key}"', f"{key}\0{value}".encode())
        for key, value in metadata.items()
        if value and key != DIGEST
    ]


class ForeignError(Exception):
    """A file is not ours, or cannot be read; the message says why."""


class NoPictureError(ForeignError):
    """A file is of no kind that carries metadata, as pictures and pages do."""


def alteration_words(change: Change, place: str) -> str:
    """Return an alteration in words."""
    return place if change is Change.CHANGED else f"{place}, {change}"


def altered_places(digest: str, groups: Groups, place_words: Callable[[Alteration], str]) -> tuple[str, ...]:
    """Return the alterations since a digest was made in words, or that the digest itself is broken.

    `place_words` names the place of an alteration.
    """
    try:
        altered = alterations(digest, groups)
    except BrokenDigestError:
        return ("its seal",)
    return tuple(alteration_words(alteration.change, place_words(alteration)) for alteration in altered)
