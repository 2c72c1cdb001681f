"""Read an HTML page as a browser does that runs scripts, into nodes in the order of the document.

The parser is that of Lexbor, which builds the tree of the HTML standard. Its time and memory are not in proportion to a
hostile page: read a page from elsewhere in a process that is bounded (see `bounded_process`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

DOCTYPE, COMMENT, TEXT, ELEMENT, END, OTHER = "!", "-", "=", "<", ">", "?"
# No page of ours is half as deep.
DEEPEST = 100
_KINDS = {"-doctype": DOCTYPE, "-comment": COMMENT, "-text": TEXT}
_TEMPLATE = "template"


class DeepError(ValueError):
    """The elements of a page lie deeper in each other than in any of ours."""


class HtmlNode(Struct, frozen=True):
    """A node of a page, or where an element ends: its kind, the name of an element, or the source of all others.

    The value of a text is its exact text. That of a comment and of a document type is its markup.
    """

    kind: str
    value: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def canonical(self) -> str:
        """The node in a form that no other node has, wherever it stands: the length of each text is before it."""
        texts = [self.value, *(text for pair in sorted(self.attributes.items()) for text in pair)]
        return self.kind + "".join(f"{len(text)}:{text}" for text in texts) + ";"


class HtmlPage(Struct, frozen=True):
    """A page: its nodes in order, and its outline without scripts, which tells the namespace of every element."""

    nodes: tuple[HtmlNode, ...]
    outline: str


def read_page(text: str) -> HtmlPage:
    """Return a page; raises DeepError for one whose elements lie more than DEEPEST deep in each other."""
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser  # noqa: PLC0415 (few commands read a page)

    tree = LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS, scripting=True)
    nodes = tuple(_nodes(tree))
    for script in tree.css("script"):
        for inner in [*script.iter(include_text=True)]:
            inner.decompose()
    return HtmlPage(nodes, tree.html_pretty(html5test=True) or "")


def _nodes(tree: LexborHTMLParser) -> Iterator[HtmlNode]:
    """Yield the nodes without recursion, as a page can be deep; the content of a template is inside it."""
    document = tree.root.parent if tree.root else None
    waiting: list[LexborNode | None] = [*_children(document)] if document else []
    depth = 0
    while waiting:
        node = waiting.pop()
        if node is None:
            depth -= 1
            yield HtmlNode(END)
            continue
        yield _node(node)
        if node.is_element_node:
            depth += 1
            if depth > DEEPEST:
                raise DeepError
            waiting.append(None)
            waiting += _children(node)


def _children(node: LexborNode) -> list[LexborNode]:
    """Return what is in a node, the last first, as it is to be taken from the end of a list."""
    inner = node.template_fragments() if node.tag == _TEMPLATE else []
    parents = [node, *inner[:1]]
    children = []
    for parent in parents:
        child = parent.first_child
        while child is not None:
            children.append(child)
            child = child.next
    return children[::-1]


def _node(node: LexborNode) -> HtmlNode:
    if node.is_element_node:
        return HtmlNode(ELEMENT, node.tag or "", {name: value or "" for name, value in node.attributes.items()})
    kind = _KINDS.get(node.tag or "", OTHER)
    if kind == TEXT:
        return HtmlNode(TEXT, node.text_content or "")
    markup = node.html_pretty(full_doctype=True) if kind == DOCTYPE else node.html
    return HtmlNode(kind, markup or "")
