"""Seals: checksums of the parts of a file, so that a change since it was made is seen, and where.

They guard against accidents and clumsy edits. They are no signature: whoever wants to can make a new one.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

# Characters of a part's checksum, which says where, and of the sum over all parts, which says whether.
_SHORT = 4
_LONG = 32
_ALL = "all"
# The name of the fact that a seal is, in every format.
DIGEST = "seal"


class Change(StrEnum):
    """What has become of a part."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class FilePart(Struct, frozen=True):
    """A part of a file: what a reader would call it, and what it says in bytes."""

    name: str
    data: bytes


class Alteration(Struct, frozen=True):
    """A part that is not as it was; `number` is its place in the group now, or where a removed one was."""

    group: str
    number: int
    change: Change
    name: str = ""


Groups = Mapping[str, Sequence[FilePart]]


class BrokenDigestError(ValueError):
    """A text is no seal."""


def digest_of(groups: Groups) -> str:
    """Return the seal of a file's parts, by groups whose order is kept."""
    tokens = {name: "".join(map(_short, parts)) for name, parts in groups.items()}
    return json.dumps({_ALL: _sum(groups), **tokens}, separators=(",", ":"))


def alterations(digest: str, groups: Groups) -> tuple[Alteration, ...]:
    """Return what is not as it was when a seal was made; raises BrokenSealError for a text that is none.

    Where the sum differs and no part does, one alteration has no group.
    """
    was = _read(digest)
    if was[_ALL] == _sum(groups):
        return ()
    names = [name for name in was if name != _ALL]
    names += [name for name in groups if name not in was]
    found = tuple(one for name in names for one in _in_group(name, was.get(name, ""), groups.get(name, ())))
    return found or (Alteration("", 0, Change.CHANGED),)


def _read(digest: str) -> dict[str, str]:
    try:
        read = json.loads(digest)
    except (ValueError, RecursionError):
        raise BrokenDigestError from None
    if not isinstance(read, dict) or _ALL not in read or not all(isinstance(one, str) for one in read.values()):
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
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            if one != other:
                yield Alteration(group, number, Change.CHANGED, parts[number].name)
        return
    for kind, first, last, new_first, new_last in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        changed = min(last - first, new_last - new_first)
        for number in range(new_first, new_last):
            change = Change.CHANGED if number < new_first + changed else Change.ADDED
            yield Alteration(group, number, change, parts[number].name)
        for _ in range(changed, last - first):
            yield Alteration(group, new_last, Change.REMOVED)


class FileMetadata(Struct, frozen=True):
    """What a file of ours carries: its facts by their names, and where it was altered, in words."""

    kind: str
    metadata: Mapping[str, str]
    altered: tuple[str, ...] = ()


def metadata_parts(metadata: Mapping[str, str]) -> list[FilePart]:
    """Return the parts that facts are, but for the seal itself, and for those that say nothing: a PDF drops them."""
    return [
        FilePart(f'the fact "{key}"', f"{key}\0{value}".encode())
        for key, value in metadata.items()
        if value and key != DIGEST
    ]


class ForeignError(Exception):
    """A file is not ours, or cannot be read; the message says why."""


def said(change: Change, place: str) -> str:
    """Return an alteration in words."""
    return place if change is Change.CHANGED else f"{place}, {change}"
