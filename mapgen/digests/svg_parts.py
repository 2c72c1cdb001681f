"""The parts of an SVG that locate a change: its page, each layer's elements, each territory's colour, shape, words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mapgen.digests.digest import FilePart, Groups, group_of, place_of
from mapgen.digests.judgement import Alteration, Change
from mapgen.errors import shortened
from mapgen.files.xml_tree import COMMENT, INSTRUCTION, Node

SVG = "http://www.w3.org/2000/svg "
_LAYER = "mg-layer"
# Attributes for the geometry of a shape; every other attribute of a territory's shapes is its colour.
_SHAPE = {"d", "transform", "x", "y", "width", "height", "points"}
_SHAPES = {"path", "rect", "circle", "g", "use", "line", "polyline", "image"}
_ASPECTS = ("colour", "shape", "words")


def drawing_groups(tree: Node, root: Node) -> Groups:
    """Return the parts of a document without metadata, with the outermost element `root`: page, layers, territories."""
    page = [FilePart("the page (its size, language or type)", root.opening.encode())]
    page += [_page_part(node) for node in tree.merged if node is not root]
    groups: dict[str, list[FilePart]] = {"page": page}
    for node in root.merged:
        layer = _layer_name(node)
        if isinstance(node, Node) and layer:
            parts = groups.setdefault(layer, [])
            parts.append(FilePart(f"the layer of {layer} as a whole", node.opening.encode()))
            for code, of_territory in _layer(parts, layer, node).items():
                groups.setdefault(code, []).extend(of_territory)
        else:
            page.append(_page_part(node))
    return groups


def place_words(alteration: Alteration) -> str:
    """Return the place of an alteration, in words."""
    group = alteration.group
    if not group:
        return "the order of its elements"
    if country := place_of(group):
        return country if alteration.change is Change.REMOVED else f"the {alteration.name} of {country}"
    if alteration.change is Change.REMOVED:
        return "a part of the page" if group == "page" else f"an element of the {group}"
    return alteration.name


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
    return FilePart(known.get(node.name.removeprefix(SVG), element_words(node)), node.canonical.encode())


def element_words(node: Node) -> str:
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
        if element.name == f"{SVG}path" and not element.children:
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
    if node.name == f"{SVG}switch":  # the texts of each language, the default one last
        return next((_element_name(text, layer) for text in reversed([*node.nodes])), f"a text of the {layer}")
    if node.name != f"{SVG}text":
        is_shape = node.name.removeprefix(SVG) in _SHAPES
        return f"a shape of the {layer}" if is_shape else f"{element_words(node)} of the {layer}"
    role = node.attributes.get("class", "mg-text").removeprefix("mg-")
    text = "".join(chain([node.text], (child.text for child in node.nodes)))
    return f'the {role} "{" ".join(text.split())}"'
