"""Judge a page whose bytes are not those that mapgen wrote, in a process of its own whose memory and time are bounded.

`main` takes the bytes of a page on its standard input, and writes the answer as JSON.
"""

from __future__ import annotations

import sys

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from mapgen.digests.digest import DIGEST, metadata_parts
from mapgen.digests.html_content import HTML, KINDS, PageContent
from mapgen.digests.judgement import (
    NOT_OURS,
    Alteration,
    FileMetadata,
    ForeignError,
    Judgement,
    OlderError,
    judged,
    structured,
)
from mapgen.files.html_tree import DEEPEST, DeepError


class PageAnswer(Struct, frozen=True, omit_defaults=True):
    """What this process says: the content of a page of ours, or why it is none; or that an older mapgen made it."""

    page: FileMetadata | None = None
    foreign: str = ""
    older: bool = False


def main() -> None:
    """Answer for the page on the standard input."""
    sys.stdout.buffer.write(msgspec.json.encode(answer_for(sys.stdin.buffer.read())))


def answer_for(data: bytes) -> PageAnswer:
    """Return the answer for a page that mapgen did not write as it is; its time and memory may be without bounds."""
    try:
        return PageAnswer(_judged(PageContent.read(data)))
    except DeepError:
        return PageAnswer(foreign=f"its elements lie more than {DEEPEST} deep in each other, as in no page of mapgen")
    except OlderError:
        return PageAnswer(older=True)
    except ForeignError as error:
        return PageAnswer(foreign=str(error))


def _judged(content: PageContent) -> FileMetadata:
    metadata = content.facts.metadata
    if DIGEST not in metadata:
        raise ForeignError(NOT_OURS)

    def judge(digest: str) -> Judgement:
        judgement = judged(digest, content.proven, content.groups, metadata_parts(metadata))
        return replace(judgement, alterations=tuple(_located(judgement.alterations)))

    page = structured(HTML, metadata, judge, _place, content.foreign)
    return replace(page, altered=tuple(place.encode(errors="backslashreplace").decode() for place in page.altered))


def _located(alterations: tuple[Alteration, ...]) -> list[Alteration]:
    """Return alterations with the first kind of thing that differs only where no part locates the change."""
    kinds = [one for one in alterations if one.group == KINDS]
    located = [one for one in alterations if one.group not in {KINDS, "facts"}]
    return [one for one in alterations if one.group != KINDS] + ([] if located else kinds[:1])


def _place(alteration: Alteration) -> str:
    return alteration.name or f"a part of its {alteration.group or 'text'}"
