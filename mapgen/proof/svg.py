"""The digest of an SVG: of its tree, each layer's elements, each territory's colour, shape and words, its metadata."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import escape
from itertools import chain
from typing import TypeGuard

from msgspec.structs import replace

from mapgen.errors import shortened
from mapgen.files.xml_tree import COMMENT, INSTRUCTION, Node, NotXmlError, read_document
from mapgen.proof.digest import (
    DIGEST,
    NOT_OURS,
    WHOLE,
    Alteration,
    Change,
    FileMetadata,
    FilePart,
    ForeignError,
    Groups,
    Judgement,
    digest_of,
    group_of,
    judged,
    place_of,
    structured,
)
from mapgen.proof.whole import PLACEHOLDER, with_whole_digest

KIND = "SVG"
_SVG = "http://www.w3.org/2000/svg "
_FACT = "urn:mapgen:facts fact"
# The same in RDF, for Wikimedia Commons, which refuses a file with a namespace that it does not know.
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_LAYER = "mg-layer"
# Attributes for the geometry of a shape; every other attribute of a territory's shapes is its colour.
_SHAPE = {"d", "transform", "x", "y", "width", "height", "points"}
_SHAPES = {"path", "rect", "circle", "g", "use", "line", "polyline", "image"}
_ASPECTS = ("colour", "shape", "words")
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
    tree = _read(data)
    metadata, content = svg_metadata(tree), _content(tree)
    if DIGEST in metadata:

        def judge(digest: str) -> Judgement:
            return judged(digest, content, _groups(tree), _facts(tree))

        return structured(KIND, metadata, judge, _place)
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


def _content(tree: Node) -> bytes:
    """Return all of a document but the metadata, in a form that proves that it is the same."""
    root, metadata = _root(tree), _metadata(_root(tree))
    attributes = {key: value for key, value in root.attributes.items() if key != _CONTENT}
    drawn = replace(root, attributes=attributes, children=[node for node in root.children if node is not metadata])
    return replace(tree, children=[drawn if node is root else node for node in tree.children]).canonical.encode()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HEX]


def _facts(tree: Node) -> list[FilePart]:
    """Return the parts of the metadata, whatever they hold, but the digests."""
    root = _root(tree)
    metadata = _metadata(root)
    if metadata is None:
        return []
    parts = [FilePart("the metadata as a whole", metadata.opening.encode())]
    for one in _items(root):
        if isinstance(one, str):
            parts.append(FilePart("text in its metadata", one.encode()))
        elif _is_fact(one):
            parts += [FilePart(f'the fact "{_key(one)}"', one.canonical.encode())] * (_key(one) not in {DIGEST, WHOLE})
        else:
            parts.append(FilePart(f"{_element(one)} in its metadata", one.canonical.encode()))
    return parts


def _groups(tree: Node) -> Groups:
    """Return the parts of a document but its metadata: page, layers and territories."""
    root, metadata = _root(tree), _metadata(_root(tree))
    attributes = {key: value for key, value in root.attributes.items() if key != _CONTENT}
    page = [FilePart("the page (its size, language or type)", Node(root.name, attributes).opening.encode())]
    page += [_page_part(node) for node in tree.merged if node is not root]
    groups: dict[str, list[FilePart]] = {"page": page}
    for node in root.merged:
        layer = _layer_name(node)
        if isinstance(node, Node) and layer:
            parts = groups.setdefault(layer, [])
            parts.append(FilePart(f"the layer of {layer} as a whole", node.opening.encode()))
            for code, of_territory in _layer(parts, layer, node).items():
                groups.setdefault(code, []).extend(of_territory)
        elif node is not metadata:
            page.append(_page_part(node))
    return groups


def _place(alteration: Alteration) -> str:
    """Return the place of an alteration, in words."""
    group = alteration.group
    if not group:
        return "the order of its elements"
    if country := place_of(group):
        return country if alteration.change is Change.REMOVED else f"the {alteration.name} of {country}"
    if alteration.change is Change.REMOVED:
        return "a part of the page" if group == "page" else f"an element of the {group}"
    return alteration.name


def _metadata(root: Node) -> Node | None:
    """Return the metadata of a document; more of them are content that is not ours."""
    return next((node for node in root.nodes if node.name == f"{_SVG}metadata"), None)


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


def _own_text(root: Node, name: str) -> str:
    return next((" ".join(node.text.split()) for node in root.nodes if node.name == _SVG + name), "")


def _layer_name(node: Node | str) -> str | None:
    if isinstance(node, str):
        return None
    classes = node.attributes.get("class", "").split()
    if _LAYER not in classes:
        return None
    return next((name.removeprefix("mg-") for name in classes if name != _LAYER and name.startswith("mg-")), None)


def _page_part(node: Node | str) -> FilePart:
    if isinstance(node, str):
        return FilePart("text beside the drawing", node.encode())
    known = {"title": "the alt text", "desc": "the long description", "rect": "the background"}
    return FilePart(known.get(node.name.removeprefix(_SVG), _element(node)), node.canonical.encode())


def _element(node: Node) -> str:
    """Return what an element is called that has no name of ours."""
    kind = {COMMENT: "a comment", INSTRUCTION: "a processing instruction"}
    return kind.get(node.name) or f"an element {shortened(node.name.rpartition(' ')[2])}"


def _layer(parts: list[FilePart], layer: str, node: Node) -> dict[str, list[FilePart]]:
    """Add a layer's elements to its parts; return separate groups for its territories."""
    territories: dict[str, list[FilePart]] = {}
    for element in node.merged:
        if isinstance(element, str):
            parts.append(FilePart(f"text between the {layer}", element.encode()))
        elif code := element.attributes.get("data-iso3") or element.attributes.get("data-disc"):
            territories.setdefault(group_of(code), []).extend(_territory(element))
        else:
            parts.append(FilePart(_element_name(element, layer), element.canonical.encode()))
    return territories


def _territory(node: Node) -> Iterator[FilePart]:
    aspects: dict[str, list[str]] = {aspect: [] for aspect in _ASPECTS}
    aspects["words"].append(node.opening)
    for element in node.nodes:
        if element.name == f"{_SVG}path" and not element.children:
            geometry = {key: value for key, value in element.attributes.items() if key in _SHAPE}
            style = {key: value for key, value in element.attributes.items() if key not in _SHAPE}
            aspects["shape"].append(Node(element.name, geometry).opening)
            aspects["colour"].append(Node(element.name, style).opening)
        else:
            aspects["words"].append(element.canonical)
    aspects["words"].append(node.text.strip())
    for aspect, parts in aspects.items():
        yield FilePart(aspect, "\n".join(parts).encode())


def _element_name(node: Node, layer: str) -> str:
    if node.name == f"{_SVG}switch":  # the texts of each language, the default one last
        return next((_element_name(text, layer) for text in reversed([*node.nodes])), f"a text of the {layer}")
    if node.name != f"{_SVG}text":
        is_shape = node.name.removeprefix(_SVG) in _SHAPES
        return f"a shape of the {layer}" if is_shape else f"{_element(node)} of the {layer}"
    role = node.attributes.get("class", "mg-text").removeprefix("mg-")
    text = "".join(chain([node.text], (child.text for child in node.nodes)))
    return f'the {role} "{" ".join(text.split())}"'
