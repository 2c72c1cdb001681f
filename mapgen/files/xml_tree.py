"""Read XML files from untrusted sources: without entities, and with limits on depth and number of elements."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct, field

_DEEPEST = 60
_MOST_ELEMENTS = 100_000


class NotXmlError(ValueError):
    """The bytes are not XML that mapgen reads; the message says why."""


class Node(Struct):
    """An element: its name, its attributes and its children (elements and texts) in order.

    Names with a namespace are written `address name`.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def nodes(self) -> Iterator[Node]:
        """The child elements."""
        return (one for one in self.children if isinstance(one, Node))

    @property
    def text(self) -> str:
        """The element's own text, without that of elements in it."""
        return "".join(one for one in self.children if isinstance(one, str))

    @property
    def canonical(self) -> str:
        """The content of the element in a form that does not depend on how the file was written.

        Attributes are sorted by name and white space is reduced to single spaces, with none at the ends. Comments,
        processing instructions, namespace prefixes and the kind of quotes are left out.
        """
        inner = "".join(one.canonical if isinstance(one, Node) else f"{_evenly(one)}\0" for one in self.merged)
        return f"{self.opening}{inner}\2"

    @property
    def opening(self) -> str:
        """The canonical form of the name and the attributes alone."""
        attributes = "".join(f"\0{key}\0{_evenly(value)}" for key, value in sorted(self.attributes.items()))
        return f"\1{self.name}{attributes}\0"

    @property
    def merged(self) -> Iterator[Node | str]:
        """The children, with adjacent texts joined and texts of white space alone left out."""
        text = ""
        for child in self.children:
            if isinstance(child, str):
                text += child
                continue
            if text.strip():
                yield text
            text = ""
            yield child
        if text.strip():
            yield text


def _evenly(text: str) -> str:
    """Return a text with each run of white space as one space, and none at its ends."""
    # The only white space among printable characters is " ". The data of paths have thousands, always single ones.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())


class _TreeBuilder:
    """The handlers of an expat parser that build a tree below `document`."""

    def __init__(self) -> None:
        self.document = Node("")
        self._path, self._count = [self.document], 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Add an element to the innermost open element."""
        self._count += 1
        if len(self._path) > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise NotXmlError("it has too many elements, or too many within each other")
        node = Node(name, attributes)
        self._path[-1].children.append(node)
        self._path.append(node)

    def end(self, _: str) -> None:
        """Close the innermost open element."""
        self._path.pop()

    def text(self, text: str) -> None:
        """Add text to the innermost open element."""
        self._path[-1].children.append(text)

    def refuse(self, *_: object) -> None:
        """Refuse an entity: a few short ones can expand to gigabytes."""
        raise NotXmlError("it declares entities, which are not read")


def read_xml(data: bytes) -> Node:
    """Return the outermost element of a document; raises NotXmlError if it is not XML or declares entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _TreeBuilder()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 (the last piece)
    except expat.ExpatError as error:
        raise NotXmlError(f"line {error.lineno}: {expat.ErrorString(error.code)}") from None
    except (UnicodeDecodeError, LookupError):
        raise NotXmlError("its encoding is unknown") from None
    return next(builder.document.nodes)
