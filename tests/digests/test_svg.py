"""SVG: what a reader could see or a program could run otherwise is altered; what is only written otherwise is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mapgen.digests.judgement import PACKED, FileMetadata, ForeignError
from mapgen.digests.reading import metadata_in

Edit = Callable[[str], str]


def after(mark: str, added: str) -> Edit:
    """Return an edit that adds a text after the first mark."""
    return lambda text: text.replace(mark, mark + added, 1)


def instead(old: str, new: str) -> Edit:
    """Return an edit that replaces the first such text."""
    return lambda text: text.replace(old, new, 1)


def edited(drawn: Path, edit: Edit) -> FileMetadata:
    """Return the content of the map after an edit, which must make a difference."""
    text = (drawn / "map.svg").read_text(encoding="utf-8")
    assert edit(text) != text
    return metadata_in(edit(text).encode())


def _swapped(text: str) -> str:
    """Return the document with its last two layers the other way round."""
    layers = re.findall(r'<g [^>]*class="mg-layer .*?\n</g>\n', text, flags=re.DOTALL)
    return text.replace(layers[-2] + layers[-1], layers[-1] + layers[-2])


FAKE = '<g class="mg-layer mg-labels"><rect width="999" height="999"/><text>Fake</text><style>*{fill:red}</style></g>'
ALTERED: dict[str, tuple[Edit, str]] = {
    "a style in the metadata": (
        instead("</metadata>", "<style>*{fill:red}</style></metadata>"),
        "an element style in its metadata",
    ),
    "a script in the metadata": (
        instead("</metadata>", "<script>a()</script></metadata>"),
        "an element script in its metadata",
    ),
    "an animation in the metadata": (
        instead("</metadata>", '<set attributeName="fill"/></metadata>'),
        "an element set in its metadata",
    ),
    "an attribute of the metadata": (instead("<metadata", '<metadata onload="a()"'), "the metadata as a whole"),
    "other metadata": (after("</metadata>", "<metadata><script>a()</script></metadata>"), "an element metadata, added"),
    "other metadata first": (instead("<metadata", "<metadata/><metadata"), "its content"),
    "a layer put before": (instead("<g id", f"{FAKE}<g id"), 'the text "Fake", added'),
    "a layer behind": (instead("</svg>", f"{FAKE}</svg>"), "an element style of the labels, added"),
    "a layer twice": (
        lambda text: re.sub(r'(<g [^>]*mg-layer mg-labels".*?</g>)', r"\1\1", text, count=1, flags=re.DOTALL),
        "the layer of labels as a whole, added",
    ),
    "layers in another order": (_swapped, "the order of its elements"),
    "a style sheet": (lambda text: '<?xml-stylesheet href="a.css"?>' + text, "a processing instruction, added"),
    "a style sheet behind": (lambda text: text + '<?xml-stylesheet href="a.css"?>', "a processing instruction, added"),
    "a comment": (instead("</svg>", "<!-- mine --></svg>"), "a comment, added"),
    "no-break spaces": (instead("</title>", "\u00a0" * 40 + "</title>"), "the alt text"),
    "ideographic spaces": (instead(">Brazil<", ">Brazil\u3000<"), "the label"),
    "a space in a text": (instead(">Brazil<", "> Brazil<"), "the label"),
    "text of the drawing": (instead("</svg>", "mine</svg>"), "text beside the drawing, added"),
    "space kept": (instead("<svg ", '<svg xml:space="preserve" '), "the page"),
    "an event": (instead("<svg ", '<svg onload="a()" '), "the page"),
    "a size": (instead(' width="640"', ' width="64"'), "the page"),
    "a link": (instead("</svg>", '<a href="x"><rect width="9" height="9"/></a></svg>'), "an element a, added"),
    "an element of another namespace": (instead("</svg>", '<rect xmlns="urn:x"/></svg>'), "an element rect, added"),
    "HTML": (
        instead("</svg>", '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>'),
        "an element foreignObject",
    ),
    "a use": (instead("</svg>", '<use href="#x"/></svg>'), "an element use, added"),
    "a territory twice": (instead("</svg>", '<g data-iso3="BRA"/></svg>'), "an element g, added"),
    "a tooltip": (instead("<title>Brazil", "<title>Brasil"), "the words of Brazil"),
    "a fact": (instead('name="as-of">2025', 'name="as-of">2024'), 'the fact "as-of"'),
    "a fact twice": (
        instead("</metadata>", '<mg:fact name="as-of">2024-01-01</mg:fact></metadata>'),
        'the fact "as-of"',
    ),
    "its seal": (instead('"version":2', '"version":[2'), "its seal"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_is_altered_has_a_place(drawn: Path, name: str) -> None:
    """Each alteration is one, and something is said of where."""
    edit, place = ALTERED[name]
    content = edited(drawn, edit)
    assert any(place in words for words in content.altered), content.altered
    assert not content.re_encoded


def _serialised(text: str) -> str:
    """Return the document as another program writes it: other prefixes, other quotes, empty elements."""
    return ET.tostring(ET.fromstring(text), encoding="unicode", short_empty_elements=False)  # noqa: S314 (our own)


RE_ENCODED: dict[str, Edit] = {
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "a declaration": lambda text: '<?xml version="1.0" encoding="UTF-8"?>\n' + text,
    "another serialisation": _serialised,
    "laid out otherwise": lambda text: text.replace("<path ", "\n\t <path "),
    "attributes in another order": lambda text: re.sub(r'<rect (width="\d+") (height="\d+")', r"<rect \2 \1", text),
    "numbers for signs": lambda text: text.replace(">Brazil<", ">&#66;razil<"),
}


@pytest.mark.parametrize("name", RE_ENCODED)
def test_what_is_written_otherwise_is_re_encoded(drawn: Path, name: str) -> None:
    """Nothing that anybody sees or a program runs differs."""
    content = edited(drawn, RE_ENCODED[name])
    assert (content.altered, content.re_encoded) == ((), (PACKED,))
    assert content.metadata["as-of"] == "2025-12-15"


def test_metadata_may_be_lost(drawn: Path) -> None:
    """Some of it, or all: the content is proven by what stands on the outermost element."""
    some = edited(drawn, lambda text: re.sub(r'<mg:fact name="(coder|sources|whole)">.*?</mg:fact>\n', "", text))
    assert (some.altered, some.re_encoded) == ((), (PACKED, "2 items of its metadata were removed"))
    bare = edited(drawn, lambda text: re.sub(r"<metadata.*</metadata>", "", text, flags=re.DOTALL))
    assert (bare.altered, bare.metadata) == ((), {})
    assert bare.re_encoded == ("all of its metadata was removed; its content is as mapgen wrote it",)
    both = edited(
        drawn, lambda text: re.sub(r"<metadata.*</metadata>", "", text, flags=re.DOTALL).replace(">Brazil<", ">B<")
    )
    assert both.altered == ("its content; what would say where was removed with its metadata",)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda text: "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + text, "it declares a document type or entities"),
        (lambda text: "<?xml version='1.0' encoding = 'latin-1'?>" + text, "its encoding is latin-1"),
        (lambda text: "<!DOCTYPE svg>" + text, "it declares a document type or entities"),
        (lambda text: '<?xml version="1.0" encoding="utf-16"?>' + text, "its encoding is utf-16; only UTF-8 is read"),
        (lambda text: '<?xml version="1.0" encoding="x-none"?>' + text, "its encoding is x-none; only UTF-8 is read"),
        (lambda text: text.replace("</svg>", "<g>" * 70), "more than 60 within each other"),
        (lambda text: text.replace("</svg>", "<g/>" * 100_001 + "</svg>"), "more than 100,000 elements"),
        (lambda text: text[:-9], "cannot be read (line"),
    ],
)
def test_what_is_not_read(drawn: Path, edit: Edit, why: str) -> None:
    """Programs read such documents in different ways, or without end; the message says why."""
    text = (drawn / "map.svg").read_text(encoding="utf-8")
    with pytest.raises(ForeignError, match=re.escape(why)):
        metadata_in(edit(text).encode())


def test_many_elements_take_time_in_proportion(drawn: Path) -> None:
    """Thirty thousand new ones are found one by one."""
    content = edited(drawn, instead("</svg>", '<g class="mg-layer mg-labels">' + "<path/>" * 30_000 + "</g></svg>"))
    assert len(content.altered) == 30_001
