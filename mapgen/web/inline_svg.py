"""A map as markup inside another page, protected from that page's rules for images, shapes and texts.

Every rule of a page overrides a presentation attribute, and themes of content management systems have rules such as
`svg { width: 1em }`, `path { fill: currentColor }` or `text { font-family: … !important }`. Here each element has its
style in its own `style`, with `!important`, which no rule of a page overrides.
"""

from __future__ import annotations

import hashlib
import re

from mapgen.drawing.primitives import Drawing
from mapgen.pens.svg import svg_document

# Columns up to this many CSS pixels wide get the map for phones, as in the picture snippet.
NARROW = 480

_TAG = re.compile(r"""<(svg|g|path|rect|text)((?: [\w:-]+=(?:"[^"]*"|'[^']*'))*)(/?)>""")
_ATTRIBUTE = re.compile(r""" ([\w:-]+)=("[^"]*"|'[^']*')""")
_FAMILY = re.compile(r'(?<= font-family=")[^"]*')
_METADATA = re.compile(r"<metadata .*?</metadata>\n", re.DOTALL)
_STROKE = {"stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "stroke-dasharray"}
_PRESENTATION = {"fill", "fill-opacity", *_STROKE, "font-family", "font-size", "font-weight", "text-anchor"}
# A reader's own style sheet may space texts wider (WCAG 1.4.12), so these are not `!important`.
_SPACING = {"letter-spacing", "word-spacing"}
# Layers of texts on the map.
_UNTOUCHED = {"mg-labels", "mg-places"}
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
_ROOT = {
    "width": "100%",
    "max-width": "none",
    "height": "auto",
    "max-height": "none",
    "margin": "0",
    "padding": "0",
    "opacity": "1",
    "pointer-events": "auto",
}


def inline_maps(article: Drawing, phone: Drawing) -> str:
    """Return two SVG elements for one place on a page; the reader sees the one that fits the column.

    Where a page strips the rule that chooses, the article's is seen. Their ids derive from the maps, so that several
    maps can stand on one page.
    """
    name = hashlib.sha256(svg_document(article).encode()).hexdigest()[:8]
    wide, narrow = f"mg-inline-{name}", f"mg-inline-{name}-narrow"
    rule = (
        f"<style>@container (max-width:{NARROW}px)"
        f"{{#{wide}{{display:none!important}}#{narrow}{{display:block!important}}}}</style>\n"
    )
    first = _guarded(svg_document(article, wide), article.width, "block")
    second = _guarded(svg_document(phone, narrow), NARROW, "none")
    # The metadata stands in the first map alone.
    return first.replace("<metadata ", f"{rule}<metadata ", 1) + _METADATA.sub("", second)


def _guarded(svg: str, widest: float, display: str) -> str:
    """Return a document of the SVG pen whose elements have their style in their own `style`."""
    # A rule chooses between the two maps, so it must be able to override this one property.
    root = f"display:{display};{_style(_ROOT | {'max-width': f'{widest:g}px'})}"
    family = _FAMILY.findall(svg)[0]

    def restyled(tag: re.Match[str]) -> str:
        name, attributes, end = tag.groups()
        values = {key: value[1:-1] for key, value in _ATTRIBUTE.findall(attributes)}
        if name == "text":
            values["font-family"] = family
        presentation = {key: value for key, value in values.items() if key in _PRESENTATION}
        other_attributes = _ATTRIBUTE.sub(lambda match: "" if match[1] in _PRESENTATION else match[0], attributes)
        if name == "svg":
            return f'<svg{other_attributes} style="{root}"{end}>'
        style = _style(_element_style(name, presentation, values.get("class", "")))
        return f'<{name}{other_attributes} style="{style}"{end}>'

    return _TAG.sub(restyled, svg)


def _element_style(name: str, presentation: dict[str, str], classes: str) -> dict[str, str]:
    """Return the style properties of an element from its name and its presentation attributes."""
    if name == "text":
        return _TEXT | presentation | {"font-size": f"{presentation['font-size']}px"}
    if name == "g":
        # A pointer on a country's name is on the country: its tooltip shows.
        return {"opacity": "1"} | ({} if _UNTOUCHED.isdisjoint(classes.split()) else {"pointer-events": "none"})
    return _SHAPE | presentation


def _style(properties: dict[str, str]) -> str:
    return ";".join(f"{key}:{value}{'' if key in _SPACING else '!important'}" for key, value in properties.items())
