"""XML files of anybody's read without harm: no entities, no depth or number of elements without bound."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct, field

_DEEPEST = 60
_MOST_ELEMENTS = 100_000


class NotXmlError(ValueError):
    """Bytes are no XML that is read; the message says why."""


class Node(Struct):
    """An element: its name and those of its attributes with namespaces (`address name`), what it holds in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    held: list[Node | str] = field(default_factory=list)

    @property
    def nodes(self) -> Iterator[Node]:
        """The elements it holds."""
        return (one for one in self.held if isinstance(one, Node))

    @property
    def text(self) -> str:
        """Its own text as it stands, without that of elements in it."""
        return "".join(one for one in self.held if isinstance(one, str))

    @property
    def canonical(self) -> str:
        """What it says whoever wrote it down: attributes by their names, space between words once, none at the ends.

        Comments, processing instructions, prefixes of namespaces and the kind of quotes say nothing.
        """
        inner = "".join(one.canonical if isinstance(one, Node) else f"{_evenly(one)}\0" for one in self.merged)
        return f"{self.opening}{inner}\2"

    @property
    def opening(self) -> str:
        """The same for its name and attributes alone."""
        attributes = "".join(f"\0{key}\0{_evenly(value)}" for key, value in sorted(self.attributes.items()))
        return f"\1{self.name}{attributes}\0"

    @property
    def merged(self) -> Iterator[Node | str]:
        """What it holds, texts in a row as one, space alone left out."""
        text = ""
        for child in self.held:
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
    """Return a text with a single space wherever it has space, and none at its ends."""
    # What is printable has no space but this one. The data of paths have thousands, and are even as they stand.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())


def read_xml(data: bytes) -> Node:
    """Return the outermost element of a document; raises NotXmlError for what is none, and for entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    document = Node("")
    path, count = [document], 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(path) > _DEEPEST or count > _MOST_ELEMENTS:
            raise NotXmlError("it has too many elements, or too many within each other")
        node = Node(name, attributes)
        path[-1].held.append(node)
        path.append(node)

    def hold(text: str) -> None:
        path[-1].held.append(text)

    def refuse(*_: object) -> None:
        raise NotXmlError("it declares entities, which are not read")

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = hold
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 (the last piece)
    except expat.ExpatError as error:
        raise NotXmlError(f"line {error.lineno}: {expat.ErrorString(error.code)}") from None
    except (UnicodeDecodeError, LookupError):
        raise NotXmlError("its encoding is unknown") from None
    return next(document.nodes)
