"""The content of a page: its facts, what proves that all else is the same, and the parts that locate a change."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from mapgen.digests.digest import DIGEST, FilePart
from mapgen.errors import shortened
from mapgen.files.html_tree import COMMENT, DOCTYPE, ELEMENT, TEXT, HtmlNode, read_page

# What the format is called, and the id of the element.
HTML, FACTS = "HTML", "mapgen-facts"
# The group of the parts that say what kind of thing differs, for where no other part does.
KINDS = "kinds"
_STYLE, _SCRIPT, _JSON = "style", "script", "application/json"
_RAW = re.compile(f"<(/?)(?:{_STYLE}|{_SCRIPT})\\b", re.IGNORECASE)
# How a tag, a comment or a declaration begins.
_TAG = re.compile(rb"<[/!?]?[a-z0-9]*")
# A browser looks for the encoding of a page in its first bytes.
_CHARSET, _SOUGHT = b"charset", 1024
# The most blocks of lines in the digest of the markup, so that the digest of a long page stays short.
_STRETCHES = 64


class Pairs(list[tuple[str, object]]):
    """An object of JSON, whose keys may be doubled."""


class Facts(Struct, frozen=True):
    """The facts that are text, and what stands beside them, in words."""

    metadata: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Facts:
        """Return the facts of a text; none where it is no JSON."""
        pairs = values_of(text)
        if not isinstance(pairs, Pairs):
            return cls()
        metadata = {key: value for key, value in pairs if _is_text(key) and isinstance(value, str) and _is_text(value)}
        times = Counter(key for key, _ in pairs)
        foreign = [f'the fact "{shortened(key)}", which is no text' for key in times if key not in metadata]
        foreign += [
            f'the fact "{shortened(key)}", which stands {count} times' for key, count in times.items() if count > 1
        ]
        return cls(metadata, tuple(foreign))


def values_of(text: str) -> object:
    """Return the values of a text of JSON, its objects as Pairs; None for any other text."""
    try:
        return json.loads(text, object_pairs_hook=Pairs)
    except (ValueError, RecursionError):
        return None


def _is_text(text: str) -> bool:
    """Whether a text can stand in a file: one without half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class PageContent(Struct, frozen=True):
    """The content of a page: its facts, the form that proves all else, the parts of that, and what is foreign."""

    facts: Facts
    proven: bytes
    groups: Mapping[str, Sequence[FilePart]]
    foreign: tuple[str, ...]

    @classmethod
    def read(cls, data: bytes) -> PageContent:
        """Return the content of a page from its bytes; raises DeepError as read_page."""
        text, foreign = _text(data)
        page, source = read_page(text), _source(data)
        places = _places_of_facts(page.nodes)
        facts, held = _facts(page.nodes, places)
        nodes = [node for place, node in enumerate(page.nodes) if place not in held]
        proven = [*nodes, HtmlNode(TEXT, page.outline), HtmlNode(TEXT, source)]
        if len(places) > 1:
            foreign += (f"{len(places)} elements for its facts",)
        groups = {**_parts(nodes), "markup": list(_markup(text)), KINDS: _kinds(nodes, page.outline, source)}
        return cls(facts, "".join(one.canonical for one in proven).encode(), groups, (*facts.foreign, *foreign))


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a page as text, and what is foreign in its bytes; programs may change the ends of its lines."""
    try:
        text, foreign = data.decode("utf-8-sig"), tuple[str, ...]()
    except UnicodeDecodeError as error:
        text, foreign = data.decode("utf-8-sig", "replace"), (f"a byte that is not UTF-8, after {error.start} bytes",)
    return text.replace("\r\n", "\n").replace("\r", "\n"), foreign


def _source(data: bytes) -> str:
    """Return what the document does not show of the source: where its encoding is said, and all its tags in order.

    Parsers drop tags where they may not stand, and browsers drop others, or other ones in their next version.
    """
    lower = data.lower()
    before, found, _ = lower[:_SOUGHT].partition(_CHARSET)
    tags = b"".join(_TAG.findall(lower))
    return f"{len(found)} {before.count(b'<')} {lower.count(_CHARSET)} {tags.decode()}"


def _places_of_facts(nodes: Sequence[HtmlNode]) -> list[int]:
    return [place for place, node in enumerate(nodes) if node.attributes.get("id") == FACTS]


def _facts(nodes: Sequence[HtmlNode], places: Sequence[int]) -> tuple[Facts, range]:
    """Return the facts of the first element that holds a digest, else of the last, and where its text stands."""
    facts, texts = Facts(), range(0)
    for place in places:
        texts = range(place + 1, _end_of_texts(nodes, place + 1))
        facts = Facts.read("".join(nodes[text].value for text in texts))
        if DIGEST in facts.metadata:
            break
    return facts, texts


def _end_of_texts(nodes: Sequence[HtmlNode], start: int) -> int:
    return next((place for place in range(start, len(nodes)) if nodes[place].kind != TEXT), len(nodes))


def _parts(nodes: Sequence[HtmlNode]) -> dict[str, Sequence[FilePart]]:
    """Return the parts of styles, scripts and data; of the facts only their element."""
    groups: dict[str, list[FilePart]] = {f"{_STYLE}s": [], f"{_SCRIPT}s": [], "data": []}
    for place, node in enumerate(nodes):
        if node.kind != ELEMENT or node.value not in {_STYLE, _SCRIPT}:
            continue
        text = "".join(one.value for one in nodes[place + 1 : _end_of_texts(nodes, place + 1)])
        if node.attributes.get("type") == _JSON or node.attributes.get("id") == FACTS:
            groups["data"].append(FilePart("the element of its data or its facts", node.canonical.encode()))
            groups["data"] += _data(text) if text else []
        else:
            groups[f"{node.value}s"].append(FilePart(f"a {node.value}", f"{node.canonical}{text}".encode()))
    return dict(groups)


def _data(text: str) -> list[FilePart]:
    """Return each value of the page's data by its key; the data as a whole where they are no object."""
    values = values_of(text)
    try:
        if isinstance(values, Pairs):
            return [FilePart(f'"{key}" in its data', json.dumps([key, value]).encode()) for key, value in values]
    except RecursionError:  # JSON that was just shallow enough to be read
        pass
    return [FilePart("its data", text.encode())]


def _kinds(nodes: Sequence[HtmlNode], outline: str, source: str) -> list[FilePart]:
    """Return a part for each kind of thing; at least one of them differs where the proven form does."""

    def values(kind: str) -> str:
        return "\0".join(node.value for node in nodes if node.kind == kind)

    elements = [f"{node.kind}{node.value if node.kind == ELEMENT else ''}" for node in nodes]
    kinds = {
        "its document type": values(DOCTYPE),
        "a comment": values(COMMENT),
        "its elements, or their order": "\0".join(elements),
        "an attribute": "".join(node.canonical for node in nodes if node.attributes),
        "a text": values(TEXT),
        "which elements are of SVG or MathML": outline,
        "its tags, some of which browsers drop, or where it says its encoding": source,
    }
    return [FilePart(name, content.encode()) for name, content in kinds.items()]


def _markup(text: str) -> Iterator[FilePart]:
    lines = _without_raw_texts(text).split("\n")
    step = max(1, -(-len(lines) // _STRETCHES))
    for first in range(0, len(lines), step):
        spell = lines[first : first + step]
        name = f"line {first + 1}" if step == 1 else f"lines {first + 1} to {min(first + step, len(lines))}"
        yield FilePart(f"its markup, {name}", "\n".join(spell).encode())


def _without_raw_texts(text: str) -> str:
    """Return a page without its styles and scripts, but with their line breaks, so that lines keep their numbers."""
    kept, start, raw = [], 0, False
    for tag in _RAW.finditer(text):
        between, start = text[start : tag.start()], tag.start()
        kept.append("\n" * between.count("\n") if raw else between)
        raw = not tag[1]
    return "".join([*kept, "" if raw else text[start:]])
