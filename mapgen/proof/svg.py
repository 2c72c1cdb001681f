"""The digest of an SVG: each layer's elements, each territory's colour, shape and words, each item of metadata."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain

from mapgen.files.xml_tree import Node, read_xml
from mapgen.proof.digest import DIGEST, Alteration, Change, FilePart, Groups, digest_of, group_of, place_of

_SVG = "http://www.w3.org/2000/svg "
_FACT = "urn:mapgen:facts fact"
# The same in RDF, for Wikimedia Commons, which refuses a file with a namespace that it does not know.
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
_LAYER = "mg-layer"
# Attributes for the geometry of a shape; every other attribute of a territory's shapes is its colour.
_SHAPE = {"d", "transform", "x", "y", "width", "height", "points"}
_ASPECTS = ("colour", "shape", "words")


def svg_with_digest(document: str, *, rdf: bool = False) -> str:
    """Return a document with a digest in its metadata, which are mapgen's own elements or `rdf`."""
    digest = escape(digest_of(svg_groups(read_xml(document.encode()))), quote=False)
    fact, end = (
        (rdf_fact(DIGEST, digest), "</rdf:RDF>")
        if rdf
        else (f'<mg:fact name="{DIGEST}">{digest}</mg:fact>', "</metadata>")
    )
    return document.replace(end, f"{fact}\n{end}", 1)


def rdf_fact(key: str, value: str) -> str:
    """Return an item of metadata as RDF; key and value are XML."""
    return f'<rdf:Description rdf:about="#{key}"><rdf:value>{value}</rdf:value></rdf:Description>'


def svg_metadata(root: Node) -> dict[str, str]:
    """Return the metadata of a document; alt text and description are its title and its description."""
    texts = {"alt": _own_text(root, "title"), "description": _own_text(root, "desc")}
    metadata = {_key(fact): _value(fact) for fact in _metadata(root)}
    return {**{key: text for key, text in texts.items() if text}, **metadata} if metadata else {}


def svg_groups(root: Node) -> Groups:
    """Return the parts of a document: its metadata, page, layers and territories."""
    groups: dict[str, list[FilePart]] = {
        "page": [FilePart("the page (its size, language or type)", root.opening.encode())]
    }
    metadata = [fact for fact in _metadata(root) if _key(fact) != DIGEST]
    groups["facts"] = [FilePart(f'the fact "{_key(fact)}"', fact.canonical.encode()) for fact in metadata]
    for node in root.nodes:
        layer = _layer_name(node)
        if layer:
            groups[layer] = [FilePart(f"the layer of {layer} as a whole", node.opening.encode())]
            groups |= _layer(groups[layer], layer, node)
        elif node.name != f"{_SVG}metadata":
            groups["page"].append(FilePart(_page_name(node), node.canonical.encode()))
    return groups


def svg_place(alteration: Alteration) -> str:
    """Return the place of an alteration of an SVG, in words."""
    group = alteration.group
    if country := place_of(group):
        return country if alteration.change is Change.REMOVED else f"the {alteration.name} of {country}"
    if alteration.change is Change.REMOVED:
        return {"facts": "a fact of the metadata", "page": "a part of the page"}.get(
            group, f"an element of the {group}"
        )
    return alteration.name


def _metadata(root: Node) -> Iterator[Node]:
    metadata = (node for node in root.nodes if node.name == f"{_SVG}metadata")
    for node in chain.from_iterable(one.nodes for one in metadata):
        if node.name == _FACT:
            yield node
        elif node.name == f"{_RDF}RDF":
            yield from (fact for fact in node.nodes if fact.name == f"{_RDF}Description")


def _key(fact: Node) -> str:
    return fact.attributes.get("name") or fact.attributes.get(f"{_RDF}about", "").removeprefix("#")


def _value(fact: Node) -> str:
    return next((node.text for node in fact.nodes if node.name == f"{_RDF}value"), fact.text)


def _own_text(root: Node, name: str) -> str:
    return next((" ".join(node.text.split()) for node in root.nodes if node.name == _SVG + name), "")


def _layer_name(node: Node) -> str | None:
    classes = node.attributes.get("class", "").split()
    if _LAYER not in classes:
        return None
    return next((name.removeprefix("mg-") for name in classes if name != _LAYER and name.startswith("mg-")), None)


def _page_name(node: Node) -> str:
    name = node.name.removeprefix(_SVG)
    return {"title": "the alt text", "desc": "the long description", "rect": "the background"}.get(
        name, f"an element {name}"
    )


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
        return f"a shape of the {layer}"
    role = node.attributes.get("class", "mg-text").removeprefix("mg-")
    text = "".join(chain([node.text], (child.text for child in node.nodes)))
    return f'the {role} "{" ".join(text.split())}"'
