"""The map inside another page says what the SVG pen drew, and every element insists on its style."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import moments
from msgspec.structs import replace

from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.pens.svg import svg_document
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions
from mapgen.web.inline_svg import inline_maps

SVG = "{http://www.w3.org/2000/svg}"
PAINTS = {"fill", "stroke", "stroke-width", "font-family", "font-size", "font-weight", "text-anchor"}


def maps(article: Drawing, phone: Drawing) -> list[ET.Element]:
    """Return the two maps of a place on a page."""
    return list(ET.fromstring(f"<figure>{inline_maps(article, phone)}</figure>"))  # noqa: S314 (we wrote it)


def pair(moment: str = moments.KAST) -> tuple[Drawing, Drawing]:
    """Return the article's drawing and the phone's."""
    return moments.drawing(moment), moments.drawing(moment, "phone")


def drawn(root: ET.Element) -> list[ET.Element]:
    """Return the elements that paint."""
    return [one for one in root.iter() if one.tag in {f"{SVG}{name}" for name in ("path", "rect", "text")}]


def style(element: ET.Element) -> dict[str, str]:
    """Return the properties of an element's style."""
    return dict(one.split(":", 1) for one in element.get("style", "").split(";"))


def test_each_element_looks_as_the_pen_drew_it() -> None:
    """Texts, shapes and order are the pen's; what it gives as attributes stands in the style, and nothing gives way."""
    for drawing, root in zip(pair(), maps(*pair()), strict=True):
        pen = ET.fromstring(svg_document(drawing))  # noqa: S314 (we wrote it)
        for was, element in zip(drawn(pen), drawn(root), strict=True):
            assert (was.tag, was.text, was.get("d"), was.get("x")) == (
                element.tag,
                element.text,
                element.get("d"),
                element.get("x"),
            )
            assert not PAINTS & element.attrib.keys()
            properties = style(element)
            for name in PAINTS & was.attrib.keys():
                unit = "px" if name == "font-size" else ""
                assert properties[name] == f"{was.get(name)}{unit}!important"
            assert properties["opacity"] == "1!important"
            assert {"fill", "stroke"} <= properties.keys()


def test_a_reader_may_set_texts_wider() -> None:
    """The spacing of texts is said, and not insisted on: WCAG 1.4.12."""
    article, _ = maps(*pair())
    for text in article.iter(f"{SVG}text"):
        assert (style(text)["letter-spacing"], style(text)["word-spacing"]) == ("normal", "normal")


def test_one_of_two_maps_is_seen() -> None:
    """The article's shows, or by the rule the phone's in a narrow column; the metadata stands there once."""
    article, phone = maps(*pair())
    assert (style(article)["display"], style(phone)["display"]) == ("block", "none")
    rule = article.findtext(f"{SVG}style") or ""
    ids = re.fullmatch(
        r"@container \(max-width:480px\)\{#(\S+)\{display:none!important\}#(\S+)\{display:block!important\}\}", rule
    )
    assert ids
    assert ids.groups() == (article.get("id"), phone.get("id"))
    assert article.find(f"{SVG}metadata") is not None
    assert phone.find(f"{SVG}metadata") is None


def test_other_maps_have_other_ids() -> None:
    """The same day in another language, or on the other basis, can stand on the same page."""
    spanish = moments.drawing(moments.KAST, lang="es")
    names = {
        article.get("id") for article, _ in (maps(*pair()), maps(spanish, pair()[1]), maps(*pair(moments.KAST_OFFICE)))
    }
    assert len(names) == 3
    every = [one.get("id") for root in maps(*pair()) for one in root.iter() if one.get("id")]
    assert len(every) == len(set(every))


def test_texts_of_a_record_stay_what_they_are() -> None:
    """What looks like an attribute inside of one is left alone."""
    article, phone = pair()
    leader = 'fill="red" \' stroke=\'blue\' <path fill="x"/>'
    hostile = replace(article, attributes={**article.attributes, "BRA": {"id": "br", "leader": leader}})
    root, _ = maps(hostile, phone)
    (brazil,) = (one for one in root.iter() if one.get("data-iso3") == "BRA")
    assert brazil.get("data-leader") == leader


def test_a_font_that_is_carried_along_is_used() -> None:
    """With embedded letters the texts name the family of the map's own font."""
    options = RenderOptions(size=NAMED["article"], svg_text="embedded")
    root, _ = maps(drawing_of(moments.snapshot(moments.KAST), options), pair()[1])
    (text, *_) = root.iter(f"{SVG}text")
    assert style(text)["font-family"].startswith(f"'{root.get('id')}-text',")
