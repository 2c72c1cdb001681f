"""The digest of an SVG: of its tree, each layer's elements, each territory's colour, shape and words, its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TypeGuard

from msgspec.structs import replace

from mapgen.digests.digest import (
    DIGEST,
    PLACEHOLDER,
    WHOLE,
    FilePart,
    Groups,
    content_sum,
    digest_of,
    with_whole_digest,
)
from mapgen.digests.svg_parts import SVG, drawing_groups, element_words
from mapgen.files.xml_tree import COMMENT, INSTRUCTION, Node, read_document

_FACT = "urn:mapgen:facts fact"
# The same in RDF, for Wikimedia Commons, which refuses a file with a namespace that it does not know.
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
# The sum of the content, on the outermost element: it stays where a program removes the metadata.
CONTENT = "data-mg-content"
_CLASS = ' class="mg-map"'
END = b"</metadata>"


def svg_with_digest(document: str, *, rdf: bool = False) -> bytes:
    """Return a document as a file with its digests in its metadata, which are mapgen's own elements or `rdf`.

    Its outermost element must have the class mg-map and no other.
    """
    tree = read_document(document.encode())
    content = svg_content(tree)
    digests = {DIGEST: digest_of(content, svg_groups(tree), svg_facts(tree)), WHOLE: PLACEHOLDER}
    facts = "\n".join(
        rdf_fact(key, escape(value, quote=False))
        if rdf
        else f'<mg:fact name="{key}">{escape(value, quote=False)}</mg:fact>'
        for key, value in digests.items()
    )
    end = "</rdf:RDF>" if rdf else END.decode()
    marked = document.replace(_CLASS, f'{_CLASS} {CONTENT}="{content_sum(content)}"', 1)
    return with_whole_digest(marked.replace(end, f"{facts}\n{end}", 1).encode())


def rdf_fact(key: str, value: str) -> str:
    """Return an item of metadata as RDF; key and value are XML."""
    return f'<rdf:Description rdf:about="#{key}"><rdf:value>{value}</rdf:value></rdf:Description>'


def root_of(tree: Node) -> Node:
    """Return the outermost element of a document."""
    return next(node for node in tree.nodes if node.name not in {COMMENT, INSTRUCTION})


def _drawing(tree: Node) -> Node:
    """Return all of a document but its metadata."""
    root, metadata = root_of(tree), _metadata(root_of(tree))
    attributes = {key: value for key, value in root.attributes.items() if key != CONTENT}
    drawn = replace(root, attributes=attributes, children=[node for node in root.children if node is not metadata])
    return replace(tree, children=[drawn if node is root else node for node in tree.children])


def svg_content(tree: Node) -> bytes:
    """Return all of a document but its metadata, in a form that proves that it is the same."""
    return _drawing(tree).canonical.encode()


def svg_groups(tree: Node) -> Groups:
    """Return the parts of a document but its metadata."""
    drawing = _drawing(tree)
    return drawing_groups(drawing, root_of(drawing))


def svg_facts(tree: Node) -> list[FilePart]:
    """Return the parts of the metadata, whatever they hold, but the digests."""
    root = root_of(tree)
    metadata = _metadata(root)
    if metadata is None:
        return []
    parts = [FilePart("the metadata as a whole", metadata.opening.encode())]
    digests = {DIGEST, WHOLE}
    for one in metadata_items(root):
        if isinstance(one, str):
            parts.append(FilePart("text in its metadata", one.encode()))
        elif (
            is_fact(one)
            and fact_key(one) in digests
            and one.canonical == _fact_like(one, fact_key(one), fact_value(one))
        ):
            digests.remove(fact_key(one))
        elif is_fact(one):
            parts.append(FilePart(f'the fact "{fact_key(one)}"', one.canonical.encode()))
        else:
            parts.append(FilePart(f"{element_words(one)} in its metadata", one.canonical.encode()))
    return parts


def _metadata(root: Node) -> Node | None:
    """Return the metadata of a document; more of them are content that is not ours."""
    return next((node for node in root.nodes if node.name == f"{SVG}metadata"), None)


def metadata_items(root: Node) -> Iterator[Node | str]:
    """Yield what the metadata hold, and what the RDF in them does."""
    metadata = _metadata(root)
    for one in metadata.merged if metadata else ():
        if isinstance(one, Node) and one.name == f"{_RDF}RDF":
            yield Node(one.name, one.attributes)
            yield from one.merged
        else:
            yield one


def is_fact(one: Node | str) -> TypeGuard[Node]:
    """Return whether something in the metadata is an item of our own."""
    return isinstance(one, Node) and one.name in {_FACT, f"{_RDF}Description"}


def fact_key(fact: Node) -> str:
    """Return the name of an item of metadata."""
    return fact.attributes.get("name") or fact.attributes.get(f"{_RDF}about", "").removeprefix("#")


def fact_value(fact: Node) -> str:
    """Return the value of an item of metadata."""
    return next((node.text for node in fact.nodes if node.name == f"{_RDF}value"), fact.text)


def _fact_like(fact: Node, key: str, value: str) -> str:
    """Return the canonical form of a fact that holds nothing else, as mapgen's own element or as RDF, as another is."""
    if fact.name == _FACT:
        return Node(_FACT, {"name": key}, [value]).canonical
    return Node(fact.name, {f"{_RDF}about": f"#{key}"}, [Node(f"{_RDF}value", {}, [value])]).canonical
