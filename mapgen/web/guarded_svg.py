"""A document of the SVG pen as markup for a page of others: no rule, policy or sanitizer of the page changes its look.

Each element has its style as attributes and again, with `!important`, in its own `style`. Every text has its size, so
that one which loses its tags can be given none. There are no ids, so that a map can stand twice on a page, no line
breaks, which WordPress's wpautop would turn into `<br>` and `<p>`, and no CDATA sections: WordPress writes another end
for them, and programs that make HTML smaller leave them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from msgspec import Struct, field

from mapgen.files.xml_tree import Node

SVG = "http://www.w3.org/2000/svg"
# What stands outside of the map: styles, which wpautop would tear out, clips, which work only where the element around
# them is displayed, and metadata.
_OUTSIDE = {"style", "clipPath", "metadata"}
_TEXTUAL = {"title", "desc", "text"}
_STROKE = {"stroke-width": "1", "stroke-linejoin": "miter", "stroke-linecap": "butt", "stroke-dasharray": "none"}
_INITIAL = {"fill-opacity": "1", **_STROKE}
_PRESENTATION = {"fill", "stroke", "font-size", "font-weight", "text-anchor", *_INITIAL}
# A reader's own style sheet may space texts wider (WCAG 1.4.12), so these are not `!important`.
_SPACING = {"letter-spacing", "word-spacing"}
# Layers of texts on the map.
_UNTOUCHED = {"mg-labels", "mg-places"}
_SHAPE = {"opacity": "1", "stroke": "none"}
# The root's style has the family once: it is long, and every text insists on it.
_FAMILY = "--mg-type"
_TEXT = {
    "font-family": f"var({_FAMILY})",
    "font-style": "normal",
    "font-weight": "400",
    "opacity": "1",
    "stroke": "none",
    "letter-spacing": "normal",
    "word-spacing": "normal",
    "text-transform": "none",
    "text-anchor": "start",
    "direction": "ltr",
}
_ROOT = {
    "width": "100%",
    "max-width": "none",
    "min-width": "0",
    "height": "auto",
    "max-height": "none",
    "min-height": "0",
    "margin": "0",
    "padding": "0",
    "position": "static",
    "float": "none",
    "transform": "none",
    "opacity": "1",
    "direction": "ltr",
    "pointer-events": "auto",
    "forced-color-adjust": "none",
}
_BREAKS = {ord(sign): f"&#{ord(sign)};" for sign in "\r\n\t"}


class Variables(Struct):
    """The values that differ between two schemes: the name of each pair of them."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def value(self, first: str, other: str) -> str:
        """Return a value of CSS that is the first one until a rule sets its variable to the other one."""
        if first == other:
            return first
        name = self.names.setdefault((first, other), f"--mg{len(self.names)}")
        return f"var({name},{first})"

    @property
    def declarations(self) -> str:
        """What sets every variable to the value of the other scheme."""
        return ";".join(f"{name}:{other}" for (_, other), name in self.names.items())


class Outside(Struct, frozen=True):
    """What stands outside of a map: the text of its style elements, and the markup of its clips."""

    styles: str
    clips: str


def same_shapes(first: Node, other: Node) -> bool:
    """Return whether two documents differ in colours and the looks of lines alone; metadata does not count."""
    if _local(first) == _local(other) == "metadata":
        return True
    if first.name != other.name or _plain(first) != _plain(other) or len(first.children) != len(other.children):
        return False
    pairs = zip(first.children, other.children, strict=True)
    return all(
        same_shapes(one, its) if isinstance(one, Node) and isinstance(its, Node) else one == its for one, its in pairs
    )


def outside(document: Node) -> Outside:
    """Return what of a document has to stand outside of it."""
    nodes = list(_descendants(document))
    styles = "".join(node.text for node in nodes if _local(node) == "style")
    return Outside(styles, "".join(_as_it_is(node) for node in nodes if _local(node) == "clipPath"))


def guarded(document: Node, other: Node, variables: Variables, display: Mapping[str, str]) -> str:
    """Return a document as markup; `other` is the same one in the other scheme.

    `display` is that of the root, as an attribute and in its style. The markup lacks the metadata, all ids, and what
    `outside` returns.
    """
    family = document.attributes["font-family"]
    attributes = {
        "xmlns": SVG,
        **{key: document.attributes[key] for key in ("class", "viewBox", "role", "font-family")},
        "width": "100%",
        "aria-label": next((node.text for node in document.nodes if _local(node) == "title"), ""),
        "direction": "ltr",
        **({"display": display["attribute"]} if display["attribute"] else {}),
        "style": _style({_FAMILY: family, "display": display["style"], **_ROOT}),
    }
    return _tag("svg", attributes, _children(document, other, variables))


def attribute(name: str, value: str) -> str:
    """Return an attribute as HTML and XML both read it, with a leading space and without a line break."""
    quote = "'" if '"' in value and "'" not in value else '"'
    written = escape(value, quote=False).replace(quote, "&quot;")
    return f" {name}={quote}{written.translate(_BREAKS)}{quote}"


def character_data(text: str) -> str:
    """Return a text as HTML's and XML's parsers read it in an SVG, without a line break."""
    return escape(text, quote=False).translate(_BREAKS)


def _children(node: Node, other: Node, variables: Variables) -> str:
    if _local(node) in _TEXTUAL:
        return character_data(node.text)
    pairs = zip(node.children, other.children, strict=True)
    return "".join(
        _element(one, its, variables) for one, its in pairs if isinstance(one, Node) and isinstance(its, Node)
    )


def _element(node: Node, other: Node, variables: Variables) -> str:
    name = _local(node)
    if name in _OUTSIDE:
        return ""
    attributes = {key: value for key, value in node.attributes.items() if key != "id"}
    if name in _TEXTUAL - {"text"}:
        return _tag(name, attributes, _children(node, other, variables))
    style, its = _element_style(node), _element_style(other)
    keys = [*style, *(key for key in its if key not in style)]
    values = {key: variables.value(*(one.get(key, _INITIAL.get(key, "")) for one in (style, its))) for key in keys}
    return _tag(
        name, {**attributes, "style": _style(values)} if values else attributes, _children(node, other, variables)
    )


def _element_style(node: Node) -> dict[str, str]:
    """Return the style properties of an element."""
    presentation = {key: value for key, value in node.attributes.items() if key in _PRESENTATION}
    match _local(node):
        case "text":
            return _TEXT | presentation | {"font-size": f"{presentation['font-size']}px"}
        case "g":
            # A pointer on a country's name is on the country: its tooltip shows.
            untouched = not _UNTOUCHED.isdisjoint(node.attributes.get("class", "").split())
            return {"opacity": "1"} | ({"pointer-events": "none"} if untouched else {})
        case "image":
            return {"opacity": "1"}
    return _SHAPE | presentation


def _style(properties: Mapping[str, str]) -> str:
    return ";".join(
        f"{key}:{value}{'' if key in _SPACING or key == _FAMILY else '!important'}" for key, value in properties.items()
    )


def _tag(name: str, attributes: Mapping[str, str], content: str) -> str:
    written = "".join(attribute(key, value) for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _as_it_is(node: Node) -> str:
    return _tag(_local(node), node.attributes, "".join(map(_as_it_is, node.nodes)))


def _plain(node: Node) -> dict[str, str]:
    """Return the attributes that are not a matter of style."""
    return {key: value for key, value in node.attributes.items() if key not in _PRESENTATION}


def _local(node: Node) -> str:
    return node.name.rpartition(" ")[2]


def _descendants(node: Node) -> Iterator[Node]:
    for child in node.nodes:
        yield child
        yield from _descendants(child)
