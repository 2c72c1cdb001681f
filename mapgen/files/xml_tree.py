"""Read XML files from untrusted sources: without declarations of a document type, and with limits on their elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from msgspec import Struct, field

from mapgen.errors import shortened

_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_DEEPEST = 60
_MOST_ELEMENTS = 100_000
_MOST_ATTRIBUTES = 200
# The white space of XML: a no-break space is none.
SPACE = " \t\r\n"
# What a processing instruction and a comment begin with, as names of nodes.
INSTRUCTION, COMMENT = "?", "!"
# In these, by their local names, each space counts; in others, white space alone is how the file is laid out.
_TEXTUAL = {"text", "tspan", "title", "desc", "style", "script", "fact", "value"}


class NotXmlError(ValueError):
    """The bytes are not XML that mapgen reads; the message says why."""


class Node(Struct):
    """An element: its name, its attributes and its children (elements and texts) in order.

    Names with a namespace are written `address name`. A comment is a node that is called `!`, a processing instruction
    one that is called `?`, and each holds its text.
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
        """The element in a form that does not depend on how the file was written, and is another for any other content.

        Attributes are sorted by name. White space alone is left out, except in elements of text. Prefixes of
        namespaces, the kind of quotes and how signs are escaped do not count.
        """
        inner = "".join(one.canonical if isinstance(one, Node) else f"{one}\0" for one in self.merged)
        return f"{self.opening}{inner}\2"

    @property
    def opening(self) -> str:
        """The canonical form of the name and the attributes alone."""
        attributes = "".join(f"\0{key}\0{value}" for key, value in sorted(self.attributes.items()))
        return f"\1{self.name}{attributes}\0"

    @property
    def merged(self) -> Iterator[Node | str]:
        """The children, with adjacent texts joined, and without the white space that only lays out the file."""
        all_counts = self.name.rpartition(" ")[2] in _TEXTUAL
        text = ""
        for child in [*self.children, None]:
            if isinstance(child, str):
                text += child
                continue
            if text if all_counts else text.strip(SPACE):
                yield text
            text = ""
            if child is not None:
                yield child


class _TreeBuilder:
    """The target of a parser, which builds a tree below `document`."""

    def __init__(self) -> None:
        self.document = Node("")
        self._path, self._count = [self.document], 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Add an element to the innermost open element."""
        if len(attributes) > _MOST_ATTRIBUTES:
            raise NotXmlError(f"an element of it has more than {_MOST_ATTRIBUTES} attributes")
        node = Node(_name(tag), {_name(key): value for key, value in attributes.items()})
        self._add(node)
        self._path.append(node)

    def end(self, _: str) -> None:
        """Close the innermost open element."""
        self._path.pop()

    def data(self, text: str) -> None:
        """Add text to the innermost open element."""
        self._path[-1].children.append(text)

    def comment(self, text: str) -> None:
        """Add a comment."""
        self._add(Node(COMMENT, {}, [text]))

    def pi(self, target: str, data: str | None = None) -> None:
        """Add a processing instruction."""
        self._add(Node(INSTRUCTION, {}, [f"{target} {data or ''}"]))

    def close(self) -> Node:
        """Return the document."""
        return self.document

    def _add(self, node: Node) -> None:
        self._count += 1
        if len(self._path) > _DEEPEST or self._count > _MOST_ELEMENTS:
            message = f"it has more than {_MOST_ELEMENTS:,} elements, or more than {_DEEPEST} within each other"
            raise NotXmlError(message)
        self._path[-1].children.append(node)


def _name(name: str) -> str:
    return name[1:].replace("}", " ", 1) if name.startswith("{") else name


def read_xml(data: bytes) -> Node:
    """Return the outermost element of a document; raises NotXmlError as read_document."""
    document = read_document(data)
    return next(node for node in document.nodes if node.name not in {COMMENT, INSTRUCTION})


def read_document(data: bytes) -> Node:
    """Return a document: a node without a name that holds the outermost element, and what stands around it.

    Raises NotXmlError for bytes that are not XML in UTF-8, or that declare a document type: entities of a few bytes can
    expand to gigabytes, and a browser reads more of such a declaration than other programs.
    """
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 (most commands read no XML)
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415 (as above)

    _check_encoding(data)
    builder = _TreeBuilder()
    try:
        parser = DefusedXMLParser(target=builder, forbid_dtd=True)
        parser.feed(data)
        parser.close()
    except ParseError as error:
        raise NotXmlError(f"line {error.position[0]}: {str(error).partition(':')[0]}") from None
    except DefusedXmlException:
        raise NotXmlError("it declares a document type or entities, which are not read") from None
    return builder.document


def _check_encoding(data: bytes) -> None:
    """Raise NotXmlError for a document that is not in UTF-8, or says so: programs differ in which others they know."""
    declared = _ENCODING.match(data)
    name = declared[1].decode("latin-1") if declared else "utf-8"
    if name.lower() not in {"utf-8", "us-ascii"}:
        raise NotXmlError(f"it says that its encoding is {shortened(name)}; only UTF-8 is read")
    try:
        data.decode()
    except UnicodeDecodeError:
        raise NotXmlError("it is not in UTF-8") from None
