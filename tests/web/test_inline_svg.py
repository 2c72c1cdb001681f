"""The map inside another page says what the SVG pen drew, and no rule, policy or sanitizer of that page changes it."""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree as ET

import moments
import pytest
from browsing import Watch
from msgspec.structs import replace
from playwright.sync_api import Page

from mapgen.drawing.sizes import NAMED
from mapgen.pens.svg import svg_document
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions
from mapgen.web.guarded_svg import attribute, character_data
from mapgen.web.inline_svg import InlineMap, inline_maps

SVG = "{http://www.w3.org/2000/svg}"
PAINTS = {"fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor"}
# What a text of a record may hold, and no parser may take for its own.
HOSTILE = "a<b>c&amp;d]]>e\"f'g<![CDATA[h]]i</title><script>j\nk & l"
# Where WordPress's kses cuts a text (wp_kses_split): it removes each of these that it does not know.
KSES = re.compile(r"<!--.*?(?:-->|$)|<[^>]*(?:>|$)|>", re.DOTALL)
# What WordPress's wpautop sets paragraphs around, in an SVG too; it minds capitals.
BLOCKS = re.compile(
    r"</?(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|"
    r"address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|"
    r"details|menu|summary)[\s/>]"
)


@cache
def pair(moment: str = moments.KAST, theme: str = "newsprint", lang: str = "en") -> InlineMap:
    """Return a map in both of its forms."""
    options = RenderOptions(theme=theme, lang=lang)
    article, phone = (
        drawing_of(moments.snapshot(moment), replace(options, size=NAMED[size])) for size in ("article", "phone")
    )
    return InlineMap(article, phone)


@cache
def markup(scheme: str = "light", theme: str = "newsprint") -> str:
    """Return the elements of the main map, light and dark."""
    return inline_maps(pair(theme=theme), pair(theme="dark"), scheme)


def tree(text: str) -> ET.Element:
    """Return markup as XML's parser reads it."""
    return ET.fromstring(f"<figure>{text}</figure>")  # noqa: S314 (we wrote it)


def maps(text: str) -> list[ET.Element]:
    """Return the maps of markup."""
    return [one for one in tree(text).iter(f"{SVG}svg") if one.get("class") == "mg-map"]


def drawn(root: ET.Element) -> list[ET.Element]:
    """Return the elements that paint."""
    return [one for one in root.iter() if one.tag in {f"{SVG}{name}" for name in ("path", "rect", "text")}]


def style(element: ET.Element, values: dict[str, str] | None = None) -> dict[str, str]:
    """Return the properties of an element's style, with values for its variables, or else what holds without them."""
    text = re.sub(
        r"var\((--[\w-]+),([^()]*)\)", lambda found: (values or {}).get(found[1], found[2]), element.get("style", "")
    )
    return dict(one.split(":", 1) for one in text.split(";"))


def rules(text: str) -> str:
    """Return the rules that stand beside the maps, as CSS reads them."""
    found = re.search(r"<STYLE>(.*?)</STYLE>", text)
    assert found
    return found[1].replace(r"-\-", "--")


def looks(text: str, look: InlineMap, values: dict[str, str] | None = None) -> None:
    """Assert that maps look as the pen draws them, with values for their variables."""
    for drawing, root in zip((look.article, look.phone), maps(text), strict=True):
        pen = ET.fromstring(svg_document(drawing))  # noqa: S314 (we wrote it)
        for was, element in zip(drawn(pen), drawn(root), strict=True):
            assert [was.tag, was.text, *map(was.get, "dxy")] == [element.tag, element.text, *map(element.get, "dxy")]
            properties = style(element, values)
            for name in PAINTS & was.attrib.keys():
                unit = "px" if name == "font-size" else ""
                assert properties[name] == f"{was.get(name)}{unit}!important"
                assert values or element.get(name) == was.get(name)
            assert properties["opacity"] == "1!important"
            assert {"fill", "stroke"} <= properties.keys()


# --- What is drawn ---------------------------------------------------------------------------------------------


def test_each_element_looks_as_the_pen_drew_it() -> None:
    """Texts, shapes and order are the pen's; its attributes are there, and again in the style, where none gives way."""
    looks(markup(), pair())


@pytest.mark.parametrize("scheme", ["light", "auto", "dark"])
def test_the_other_scheme_is_a_matter_of_variables(scheme: str) -> None:
    """Asked for on the figure, or by the reader's system under `auto`, every colour is that of the other map."""
    text, there = markup(scheme), rules(markup(scheme))
    first, other = (pair(), pair(theme="dark")) if scheme != "dark" else (pair(theme="dark"), pair())
    asked, system = ("true", "dark") if scheme != "dark" else ("false", "light")
    (name, declared) = re.findall(rf"\}}figure\[data-dark={asked}\] (\.mg-\w+)\{{(.*?)\}}", there)[0]
    assert f"@media (prefers-color-scheme:{system}){{figure[data-dark=auto] {name}{{{declared}}}}}" in there
    looks(text, first)
    looks(text, other, dict(one.split(":") for one in declared.split(";")))


def test_maps_of_other_shapes_stand_beside_each_other() -> None:
    """Patterns that the dark map lacks make it another map: one of four is seen, without styles too."""
    text = markup(theme="print-bw")
    first, other = tree(text)[1:]
    assert [len(one) for one in (first, other)] == [2, 2]
    assert (style(first)["display"], style(other)["display"]) == ("block!important", "none!important")
    assert (first.get("hidden"), other.get("hidden")) == (None, "")
    switched = {"--mg-first": "none", "--mg-other": "block"}
    assert (style(first, switched)["display"], style(other, switched)["display"]) == (
        "none!important",
        "block!important",
    )
    assert ";".join(map(":".join, switched.items())) in rules(text)


def test_a_map_without_a_dark_one_has_no_variables_of_colours() -> None:
    """One that is dark itself stays as it is, whatever a page asks for."""
    assert not re.search(r"var\(--mg\d|data-dark", inline_maps(pair(theme="dark")))


def test_a_reader_may_set_texts_wider() -> None:
    """The spacing of texts is said, and not insisted on: WCAG 1.4.12."""
    for text in maps(markup())[0].iter(f"{SVG}text"):
        assert (style(text)["letter-spacing"], style(text)["word-spacing"]) == ("normal", "normal")


def test_one_of_two_maps_is_seen() -> None:
    """The article's, or by the rule the phone's in a narrow column; without any style the article's alone."""
    article, phone = maps(markup())
    assert (style(article)["display"], style(phone)["display"]) == ("block!important", "none!important")
    assert (article.get("display"), phone.get("display")) == (None, "none")
    assert [one.get("width") for one in (article, phone)] == ["100%", "100%"]
    narrow = re.search(
        r"@container \(max-width:480px\)\{\.(mg-\w+) svg\{(--mg-wide:none;--mg-narrow:block)\}\}", rules(markup())
    )
    assert narrow
    assert narrow[1] == tree(markup())[1].get("class")
    set_by_it = dict(one.split(":") for one in narrow[2].split(";"))
    assert [style(one, set_by_it)["display"] for one in (article, phone)] == ["none!important", "block!important"]


def test_a_map_is_named_and_described() -> None:
    """Each of the two has its alt text, its description, and a tooltip for each territory."""
    for drawing, root in zip((pair().article, pair().phone), maps(markup()), strict=True):
        assert (root.get("role"), root.get("aria-label")) == ("img", drawing.metadata["alt"])
        assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (
            drawing.metadata["alt"],
            drawing.metadata["description"],
        )
        titled = [one for one in root.iter() if one.get("data-iso3") and one.findtext(f"{SVG}title")]
        assert len(titled) == 14


def test_a_page_from_right_to_left_does_not_turn_it() -> None:
    """Map and texts have a direction of their own, with styles and without."""
    for root in maps(markup()):
        assert root.get("direction") == "ltr"
        assert {style(one)["direction"] for one in (root, *root.iter(f"{SVG}text"))} == {"ltr!important"}


# --- What hosts do to it ---------------------------------------------------------------------------------------


def test_a_map_may_stand_in_a_page_twice() -> None:
    """No id and nothing that refers to one; other maps have other names for their rules."""
    assert not re.search(r' id=| aria-labelledby=|url\(|href=|"#[a-z]', re.sub(r'(fill|stroke)="#\w+"', "", markup()))
    others = (pair(lang="es"), pair(moments.KAST_OFFICE))
    names = {tree(text)[1].get("class") for text in (markup(), *map(inline_maps, others))}
    assert len(names) == 3


def test_wordpress_makes_no_paragraphs_of_it() -> None:
    """One line, and inside of an SVG no element that wpautop takes for a block."""
    assert "\n" not in markup()
    assert not BLOCKS.search("".join(re.findall(r"<svg.*?</svg>", markup())))


def test_words_without_their_tags_are_not_seen() -> None:
    """Where kses takes the tags of a map, its names, tooltips and rules stand in elements in which text has no size."""
    assert KSES.sub("", markup())
    assert [(style(one).get("font-size"), one.tail) for one in tree(markup())] == [("0", None), ("0", None)]
    assert not tree(markup()).text


def test_wordpress_writes_no_rule_anew() -> None:
    """In the rules is nothing that wptexturize makes signs of, and nowhere the end of a CDATA section."""
    (there,) = re.findall(r"<STYLE>(.*?)</STYLE>", markup())
    assert not re.search(r"""['"&]|--|\.\.\.|\dx\d| - |\((c|r|tm)\)""", there)
    assert "]]>" not in markup()


def test_texts_are_the_same_to_every_parser() -> None:
    """XML reads the text as it was; no line break is left in it."""
    text = character_data(HOSTILE)
    assert ET.fromstring(f"<t>{text}</t>").text == HOSTILE  # noqa: S314 (we wrote it)
    assert "\n" not in text


@pytest.mark.parametrize("value", ["plain", '{"a": "b"}', "it's", "both \"'", HOSTILE])
def test_an_attribute_is_the_same_to_every_parser(value: str) -> None:
    """Whatever its quotes and line breaks are, it ends where it should, for kses too."""
    written = attribute("data-x", value)
    assert ET.fromstring(f"<t{written}/>").attrib == {"data-x": value}  # noqa: S314 (we wrote it)
    assert KSES.sub("", f"<t{written}/>") == ""
    assert "\n" not in written


def test_texts_of_a_record_stay_what_they_are() -> None:
    """What looks like markup inside of one is left alone, in an attribute, a tooltip and the metadata."""
    article = pair().article
    attributes = {**article.attributes, "BRA": {"id": "br", "leader": HOSTILE, "title": HOSTILE}}
    hostile = replace(article, attributes=attributes, metadata={**article.metadata, "coder": HOSTILE})
    text = inline_maps(InlineMap(hostile, pair().phone))
    (brazil,) = (one for one in maps(text)[0].iter() if one.get("data-iso3") == "BRA")
    assert (brazil.get("data-leader"), brazil.findtext(f"{SVG}title")) == (HOSTILE.replace("\n", " "), HOSTILE)
    (metadata,) = tree(text).iter(f"{SVG}metadata")
    assert metadata.get("data-coder") == HOSTILE
    assert "\n" not in text


def test_a_font_that_is_carried_along_is_used() -> None:
    """With embedded letters the texts name the family of the map's own font, which the rules beside it hold."""
    options = RenderOptions(size=NAMED["article"], svg_text="embedded")
    text = inline_maps(InlineMap(drawing_of(moments.snapshot(moments.KAST), options), pair().phone))
    root = maps(text)[0]
    family = style(root)["--mg-type"].split(",")[0]
    assert style(next(root.iter(f"{SVG}text")))["font-family"] == "var(--mg-type)!important"
    assert f"font-family:{family}" in rules(text)


# --- In a browser ----------------------------------------------------------------------------------------------

# Parents that are as wide as what they hold, around a figure with a map.
PARENTS = {
    "float": '<div style="float:left">{}</div>',
    "inline block": '<div style="display:inline-block">{}</div>',
    "inline flex": '<div style="display:inline-flex">{}</div>',
    "flex item": '<div style="display:flex"><div>{}</div></div>',
    "flex itself": '<div style="display:flex;flex-direction:column;align-items:center">{}</div>',
    "auto column": '<div style="display:grid;grid-template-columns:auto 1fr"><div>{}</div><p></p></div>',
    "start of a grid": '<div style="display:grid;justify-items:start">{}</div>',
    "cell": '<table style="border-spacing:0"><tr><td style="padding:0">{}</td></tr></table>',
    "absolute": '<div style="position:relative;height:900px"><div style="position:absolute">{}</div></div>',
    "fit content": '<div style="width:fit-content">{}</div>',
}
# The map that is seen in each section: the width of its view box, its own, and the width that the section needs.
SEEN = """() => Object.fromEntries([...document.querySelectorAll("section")].map(part => {
  const seen = [...part.querySelectorAll(".mg-map")].filter(one => one.checkVisibility());
  const widths = seen.flatMap(one => [one.viewBox.baseVal.width, Math.round(one.getBoundingClientRect().width)]);
  return [part.title, [...widths, part.scrollWidth]];
}))"""
FILLS = """() => [...document.querySelectorAll(".mg-map")].map(
  map => [...map.querySelectorAll("rect, path, text")].map(one => getComputedStyle(one).fill))"""


def shown(page: Page, body: str, head: str = "") -> None:
    """Show a page whose body is given."""
    page.set_content(f"<!doctype html><html lang=en><title>Host</title>{head}<body style='margin:0'>{body}")


def figure(text: str, dark: str = "false") -> str:
    """Return a figure with maps, as snippets have it, under `data-dark`."""
    style = "display:block;width:auto;max-width:640px;margin:0"
    return f'<figure dir="ltr" data-dark="{dark}" style="{style}">{text}</figure>'


def test_a_map_has_a_width_in_any_parent(page: Page) -> None:
    """As wide as the column, up to its own width, where a parent takes its width from what it holds; the right form."""
    sections = (
        f'<section title="{name}" style="overflow:hidden">{parent.format(figure(markup()))}</section>'
        for name, parent in PARENTS.items()
    )
    shown(page, "".join(sections))
    for width, seen in ((1280, [640, 640, 1280]), (390, [360, 390, 390])):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SEEN) == dict.fromkeys(PARENTS, seen)


def test_a_page_switches_the_scheme_by_an_attribute(page: Page) -> None:
    """No script: the attribute of the figure is enough, and under `auto` the reader's system; each map for itself."""
    shown(page, figure(markup()) + figure(markup(), "true"))
    light, _, dark, _ = page.evaluate(FILLS)
    assert light != dark
    assert light.count("rgb(0, 0, 0)") == 0
    for asked, system, expected in (("true", "light", dark), ("auto", "dark", dark), ("auto", "light", light)):
        page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
        page.evaluate("asked => { document.querySelector('figure').dataset.dark = asked; }", asked)
        first, _, second, _ = page.evaluate(FILLS)
        assert (first, second) == (expected, dark)


def test_a_policy_without_styles_leaves_the_map(page: Page, watch: Watch) -> None:
    """The attributes draw it: one of two maps, in its colours, as wide as its column."""
    shown(page, figure(markup()))
    looks_right = page.evaluate(FILLS)[0]
    policy = "<meta http-equiv=Content-Security-Policy content=\"style-src 'none'\">"
    shown(page, f'<section title="policy">{figure(markup())}</section>', policy)
    assert page.evaluate(FILLS)[0] == looks_right
    (view, width, _), column = (
        page.evaluate(SEEN)["policy"],
        page.evaluate("document.querySelector('figure').clientWidth"),
    )
    assert (view, width) == (640, column)
    assert watch.take("Content Security Policy")
