"""The content of an SVG whose bytes are not those that mapgen wrote, and the metadata of any."""

from __future__ import annotations

from mapgen.digests.digest import DIGEST, content_sum
from mapgen.digests.judgement import NOT_OURS, FileMetadata, ForeignError, Judgement, judged, structured
from mapgen.digests.svg import (
    CONTENT,
    END,
    fact_key,
    fact_value,
    is_fact,
    metadata_items,
    root_of,
    svg_content,
    svg_facts,
    svg_groups,
)
from mapgen.digests.svg_parts import SVG, place_words
from mapgen.files.xml_tree import Node, NotXmlError, read_document

KIND = "SVG"
_BARE = "all of its metadata was removed; its content is as mapgen wrote it"


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a file whose bytes are those that mapgen wrote; they stand before the drawing."""
    end = data.find(END) + len(END)
    return svg_metadata(_read(data[:end] + b"</svg>"))


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote; raises ForeignError for any other."""
    if CONTENT.encode() not in data and DIGEST.encode() not in data:
        raise ForeignError(NOT_OURS)
    tree = _read(data)
    metadata, content = svg_metadata(tree), svg_content(tree)
    if DIGEST in metadata:

        def judge(digest: str) -> Judgement:
            return judged(digest, content, svg_groups(tree), svg_facts(tree))

        return structured(KIND, metadata, judge, place_words)
    if not (of_content := root_of(tree).attributes.get(CONTENT)):
        raise ForeignError(NOT_OURS)
    if of_content == content_sum(content) and not svg_facts(tree):
        return FileMetadata(KIND, {}, (), (_BARE,))
    return FileMetadata(KIND, {}, ("its content; what would say where was removed with its metadata",))


def svg_metadata(tree: Node) -> dict[str, str]:
    """Return the metadata of a document; alt text and description are its title and its description."""
    root = root_of(tree)
    texts = {"alt": _own_text(root, "title"), "description": _own_text(root, "desc")}
    metadata = {fact_key(fact): fact_value(fact) for fact in metadata_items(root) if is_fact(fact)}
    return {**{key: text for key, text in texts.items() if text}, **metadata} if metadata else {}


def _read(data: bytes) -> Node:
    try:
        return read_document(data)
    except NotXmlError as error:
        raise ForeignError(f"the SVG cannot be read ({error})") from None


def _own_text(root: Node, name: str) -> str:
    return next((" ".join(node.text.split()) for node in root.nodes if node.name == SVG + name), "")
