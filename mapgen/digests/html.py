"""The digest of one of our HTML pages: its parsed document, its facts, and each part of its data.

Pages are parsed by Lexbor (selectolax) because it is the parser nearest to browsers: of 20 fragments on which parsers
differ, it built the tree of Chromium for all, html5lib for 19 in thirty times the time, lxml.html, which reads HTML 4,
for 9; html.parser builds no tree.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from mapgen.digests.digest import DIGEST, PLACEHOLDER, WHOLE, digest_of, metadata_parts, with_whole_digest
from mapgen.digests.html_content import FACTS, HTML, PageContent
from mapgen.digests.html_process import PageAnswer
from mapgen.digests.judgement import NOT_OURS, FileMetadata, ForeignError, OlderError
from mapgen.files.bounded_process import Bounds, run_bounded

KIND = HTML
_OPENING, _CLOSING = f'<script type="application/json" id="{FACTS}">', "</script>"
_END = "</body>"
# A page of the whole world takes 0.3 s and 70 MB. What takes many times as much is hostile.
_BOUNDS = Bounds(megabytes=400, seconds=3)
_TOO_MUCH = f"reading it takes more than {_BOUNDS.megabytes} MB or {_BOUNDS.seconds} seconds, as no page of mapgen does"


def html_with_digest(page: str, metadata: Mapping[str, str]) -> bytes:
    """Return one of our pages as a file, with its metadata and its digests at its end, invisible to readers."""
    from mapgen.files.templating import script_json  # noqa: PLC0415 (a page that is read needs no templates)

    def filled(facts: Mapping[str, str]) -> str:
        before, end, after = page.rpartition(_END)
        return f"{before}{_OPENING}{script_json(facts)}{_CLOSING}\n{end}{after}"

    content = PageContent.read(filled({}).encode())
    digest = digest_of(content.proven, content.groups, metadata_parts(metadata))
    return with_whole_digest(filled({**metadata, DIGEST: digest, WHOLE: PLACEHOLDER}).encode())


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a page whose bytes are those that mapgen wrote; raises ForeignError for none."""
    _, opening, after = data.rpartition(_OPENING.encode())
    try:
        return msgspec.json.decode(after.partition(_CLOSING.encode())[0] if opening else b"", type=dict[str, str])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise ForeignError(NOT_OURS) from None


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a page whose bytes are others; raises ForeignError for one that mapgen did not make.

    A few bytes of HTML can make a tree of millions of elements, so another process parses it.
    """
    if FACTS.encode() not in data:
        raise ForeignError(NOT_OURS)
    try:
        done = run_bounded("mapgen.digests.html_process", data, _BOUNDS)
        answer = msgspec.json.decode(done.output, type=PageAnswer) if done.well else PageAnswer(foreign=_TOO_MUCH)
    except OSError as error:
        raise ForeignError(f"the process that reads pages cannot start ({error.strerror or error})") from None
    if answer.older:
        raise OlderError
    if answer.page is None:
        raise ForeignError(answer.foreign)
    return answer.page
