"""A map as markup inside somebody else's page: what the page's own rules for images, shapes and texts cannot change.

A presentation attribute gives way to every rule of a page, and themes of content management systems have rules such as
`svg { width: 1em }`, `path { fill: currentColor }` or `text { font-family: … !important }`. Here each element carries
its look in its own `style`, with `!important`, which no rule of a page overrides.
"""

from __future__ import annotations

import hashlib
import re

from mapgen.drawing.primitives import Drawing
from mapgen.pens.svg import svg_document

# Columns up to this many CSS pixels get the map that is drawn for phones, as the picture snippet's readers do.
NARROW = 480

_TAG = re.compile(r"""<(svg|g|path|rect|text)((?: [\w:-]+=(?:"[^"]*"|'[^']*'))*)(/?)>""")
_ATTRIBUTE = re.compile(r""" ([\w:-]+)=("[^"]*"|'[^']*')""")
_FAMILY = re.compile(r'(?<= font-family=")[^"]*')
_METADATA = re.compile(r"<metadata .*?</metadata>\n", re.DOTALL)
_STROKE = {"stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "stroke-dasharray"}
_LOOKS = {"fill", "fill-opacity", *_STROKE, "font-family", "font-size", "font-weight", "text-anchor"}
# A reader's own style sheet may set texts wider (WCAG 1.4.12): these are not insisted on.
_SPACING = {"letter-spacing", "word-spacing"}
_SHAPE = {"opacity": "1", "stroke": "none"}
_TEXT = {
    "font-style": "normal",
    "font-weight": "400",
    "opacity": "1",
    "stroke": "none",
    "letter-spacing": "normal",
    "word-spacing": "normal",
    "text-transform": "none",
    "text-anchor": "start",
}


def inline_maps(article: Drawing, phone: Drawing) -> str:
    """Return two SVG elements for one place on a page, of which a reader sees the one that fits the column.

    Without the rule that chooses, as in a page that strips it, the article's is seen. Their ids are made from the maps,
    so that several maps can stand on one page.
    """
    name = hashlib.sha256(svg_document(article).encode()).hexdigest()[:8]
    wide, narrow = f"mg-inline-{name}", f"mg-inline-{name}-narrow"
    rule = (
        f"<style>@container (max-width:{NARROW}px)"
        f"{{#{wide}{{display:none!important}}#{narrow}{{display:block!important}}}}</style>\n"
    )
    first = _guarded(svg_document(article, wide), article.width, "block")
    second = _guarded(svg_document(phone, narrow), NARROW, "none")
    # The facts are said once.
    return first.replace("<metadata ", f"{rule}<metadata ", 1) + _METADATA.sub("", second)


def _guarded(svg: str, widest: float, display: str) -> str:
    """Return a document of the SVG pen whose elements carry their look in their style."""
    root = {
        "width": "100%",
        "max-width": f"{widest:g}px",
        "height": "auto",
        "max-height": "none",
        "margin": "0",
        "padding": "0",
        "opacity": "1",
        "pointer-events": "auto",
    }

    family = _FAMILY.findall(svg)[0]

    def restyled(tag: re.Match[str]) -> str:
        name, attributes, end = tag.groups()
        values = {key: value[1:-1] for key, value in _ATTRIBUTE.findall(attributes)}
        if name == "text":
            values["font-family"] = family
        looks = {key: value for key, value in values.items() if key in _LOOKS}
        kept = _ATTRIBUTE.sub(lambda one: "" if one[1] in _LOOKS else one[0], attributes)
        if name == "svg":
            # What chooses between the two maps is a rule, so this one property must give way.
            return f'<svg{kept} style="display:{display};{_style(root)}"{end}>'
        return f'<{name}{kept} style="{_style(_map_style(name, looks, values.get("class", "")))}"{end}>'

    return _TAG.sub(restyled, svg)


def _map_style(name: str, looks: dict[str, str], classes: str) -> dict[str, str]:
    """Return the properties of an element by what it is and the presentation attributes it has."""
    if name == "text":
        return _TEXT | looks | {"font-size": f"{looks['font-size']}px"}
    if name == "g":
        # A pointer on a country's name is on the country: its tooltip shows.
        return {"opacity": "1"} | ({"pointer-events": "none"} if "mg-labels" in classes.split() else {})
    return _SHAPE | looks


def _style(properties: dict[str, str]) -> str:
    return ";".join(f"{key}:{value}{'' if key in _SPACING else '!important'}" for key, value in properties.items())
