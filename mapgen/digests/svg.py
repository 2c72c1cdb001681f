"""The digest of an SVG: of its tree, each layer's elements, each territory's colour, shape and words, its metadata."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import escape
from typing import TypeGuard

from msgspec.structs import replace

from mapgen.digests.digest import (
    DIGEST,
    NOT_OURS,
    WHOLE,
    FileMetadata,
    FilePart,
    ForeignError,
    Groups,
    Judgement,
    digest_of,
    judged,
    structured,
)
from mapgen.digests.svg_parts import SVG, drawing_groups, element_words, place_words
from mapgen.digests.whole import PLACEHOLDER, with_whole_digest
from mapgen.files.xml_tree import COMMENT, INSTRUCTION, Node, NotXmlError, read_document

KIND = "SVG"
_FACT = "urn:mapgen:facts fact"
# The same in RDF, for Wikimedia Commons, which refuses a file with a namespace that it does not know.
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
# The sum of the content, on the outermost element: it stays where a program removes the metadata.
_CONTENT = "data-mg-content"
_CLASS = ' class="mg-map"'
_HEX = 32
_END = b"</metadata>"
_BARE = "all of its metadata was removed; its content is as mapgen wrote it"


def svg_with_digest(document: str, *, rdf: bool = False) -> bytes:
    """Return a document as a file with its digests in its metadata, which are mapgen's own elements or `rdf`.

    Its outermost element must have the class mg-map and no other.
    """
    tree = read_document(document.encode())
    content = _content(tree)
    digests = {DIGEST: digest_of(content, _groups(tree), _facts(tree)), WHOLE: PLACEHOLDER}
    facts = "\n".join(
        rdf_fact(key, escape(value, quote=False))
        if rdf
        else f'<mg:fact name="{key}">{escape(value, quote=False)}</mg:fact>'
        for key, value in digests.items()
    )
    end = "</rdf:RDF>" if rdf else _END.decode()
    marked = document.replace(_CLASS, f'{_CLASS} {_CONTENT}="{_sum(content)}"', 1)
    return with_whole_digest(marked.replace(end, f"{facts}\n{end}", 1).encode())


def rdf_fact(key: str, value: str) -> str:
    """Return an item of metadata as RDF; key and value are XML."""
    return f'<rdf:Description rdf:about="#{key}"><rdf:value>{value}</rdf:value></rdf:Description>'


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a file whose bytes are those that mapgen wrote; they stand before the drawing."""
    end = data.find(_END) + len(_END)
    return svg_metadata(_read(data[:end] + b"</svg>"))


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote; raises ForeignError for any other."""
    if _CONTENT.encode() not in data and DIGEST.encode() not in data:
        raise ForeignError(NOT_OURS)
    tree = _read(data)
    metadata, content = svg_metadata(tree), _content(tree)
    if DIGEST in metadata:

        def judge(digest: str) -> Judgement:
            return judged(digest, content, _groups(tree), _facts(tree))

        return structured(KIND, metadata, judge, place_words)
    if not (of_content := _root(tree).attributes.get(_CONTENT)):
        raise ForeignError(NOT_OURS)
    if of_content == _sum(content) and not _facts(tree):
        return FileMetadata(KIND, {}, (), (_BARE,))
    return FileMetadata(KIND, {}, ("its content; what would say where was removed with its metadata",))


def svg_metadata(tree: Node) -> dict[str, str]:
    """Return the metadata of a document; alt text and description are its title and its description."""
    root = _root(tree)
    texts = {"alt": _own_text(root, "title"), "description": _own_text(root, "desc")}
    metadata = {_key(fact): _value(fact) for fact in _items(root) if _is_fact(fact)}
    return {**{key: text for key, text in texts.items() if text}, **metadata} if metadata else {}


def _read(data: bytes) -> Node:
    try:
        return read_document(data)
    except NotXmlError as error:
        raise ForeignError(f"the SVG cannot be read ({error})") from None


def _root(tree: Node) -> Node:
    return next(node for node in tree.nodes if node.name not in {COMMENT, INSTRUCTION})


def _drawing(tree: Node) -> Node:
    """Return all of a document but its metadata."""
    root, metadata = _root(tree), _metadata(_root(tree))
    attributes = {key: value for key, value in root.attributes.items() if key != _CONTENT}
    drawn = replace(root, attributes=attributes, children=[node for node in root.children if node is not metadata])
    return replace(tree, children=[drawn if node is root else node for node in tree.children])


def _content(tree: Node) -> bytes:
    """Return all of a document but its metadata, in a form that proves that it is the same."""
    return _drawing(tree).canonical.encode()


def _groups(tree: Node) -> Groups:
    drawing = _drawing(tree)
    return drawing_groups(drawing, _root(drawing))


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HEX]


def _facts(tree: Node) -> list[FilePart]:
    """Return the parts of the metadata, whatever they hold, but the digests."""
    root = _root(tree)
    metadata = _metadata(root)
    if metadata is None:
        return []
    parts = [FilePart("the metadata as a whole", metadata.opening.encode())]
    digests = {DIGEST, WHOLE}
    for one in _items(root):
        if isinstance(one, str):
            parts.append(FilePart("text in its metadata", one.encode()))
        elif _is_fact(one) and _key(one) in digests and one.canonical == _fact_like(one, _key(one), _value(one)):
            digests.remove(_key(one))
        elif _is_fact(one):
            parts.append(FilePart(f'the fact "{_key(one)}"', one.canonical.encode()))
        else:
            parts.append(FilePart(f"{element_words(one)} in its metadata", one.canonical.encode()))
    return parts


def _metadata(root: Node) -> Node | None:
    """Return the metadata of a document; more of them are content that is not ours."""
    return next((node for node in root.nodes if node.name == f"{SVG}metadata"), None)


def _items(root: Node) -> Iterator[Node | str]:
    """Yield what the metadata hold, and what the RDF in them does."""
    metadata = _metadata(root)
    for one in metadata.merged if metadata else ():
        if isinstance(one, Node) and one.name == f"{_RDF}RDF":
            yield Node(one.name, one.attributes)
            yield from one.merged
        else:
            yield one


def _is_fact(one: Node | str) -> TypeGuard[Node]:
    return isinstance(one, Node) and one.name in {_FACT, f"{_RDF}Description"}


def _key(fact: Node) -> str:
    return fact.attributes.get("name") or fact.attributes.get(f"{_RDF}about", "").removeprefix("#")


def _value(fact: Node) -> str:
    return next((node.text for node in fact.nodes if node.name == f"{_RDF}value"), fact.text)


def _fact_like(fact: Node, key: str, value: str) -> str:
    """Return the canonical form of a fact that holds nothing else, as mapgen's own element or as RDF, as another is."""
    if fact.name == _FACT:
        return Node(_FACT, {"name": key}, [value]).canonical
    return Node(fact.name, {f"{_RDF}about": f"#{key}"}, [Node(f"{_RDF}value", {}, [value])]).canonical


def _own_text(root: Node, name: str) -> str:
    return next((" ".join(node.text.split()) for node in root.nodes if node.name == SVG + name), "")
