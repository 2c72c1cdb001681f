"""A map as markup inside another page, drawn alike whatever the page's rules, its policy and its sanitizer are.

`web/guarded_svg.py` writes each map. Two stand in one place: the article's, and the phone's for a narrow column. Where
a policy drops all styles, the article's is seen, by its attributes alone. A colour that is another one in the dark is a
variable, which a rule sets below a figure with `data-dark`: no script is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from msgspec import Struct

from mapgen.drawing.primitives import Drawing
from mapgen.files.xml_tree import Node, read_xml
from mapgen.pens.svg import svg_document
from mapgen.web.guarded_svg import SVG, Variables, attribute, guarded, outside, same_shapes

# Columns up to this many CSS pixels wide get the map for phones, as in the picture snippet.
NARROW = 480
# How narrow a parent may become that is only as wide as what it holds.
_LEAST = 240
# The `display` of the two maps and of the two schemes, where the schemes have maps of their own.
_ARTICLE = {"attribute": "", "style": "var(--mg-wide,block)"}
_PHONE = {"attribute": "none", "style": "var(--mg-narrow,none)"}
_FIRST, _OTHER = "var(--mg-first,block)", "var(--mg-other,none)"
_SWITCHED = "--mg-first:none;--mg-other:block"
# WordPress's kses takes the tags of a map and leaves its words, and this style around them: nobody sees them.
_WORDLESS = "font-size:0;line-height:0"
# Two hyphens as CSS reads them, and wptexturize does not.
_ESCAPED = r"-\-"


class InlineMap(Struct, frozen=True):
    """A map in its two forms: for the column of an article, and for one as narrow as a phone."""

    article: Drawing
    phone: Drawing


def inline_maps(light: InlineMap, dark: InlineMap | None = None, scheme: str = "light") -> str:
    """Return a map's elements, to stand in a figure that has a `data-dark`; the reader sees what fits the column.

    `scheme` is the one that the figure has at first: `light`, `dark` or `auto`. Without a dark map nothing changes. The
    markup is one line, and the same map may stand in a page twice.
    """
    first, other = (dark, light) if dark and scheme == "dark" else (light, dark or light)
    name = f"mg-{_fingerprint(first, other)}"
    trees, others = _trees(first, name), _trees(other, name)
    variables = Variables()
    if all(map(same_shapes, trees, others)):
        blocks = _block(name, "block", _pair(trees, others, variables))
        outer, declarations = trees, variables.declarations
    else:
        others = _trees(other, f"{name}-other")
        blocks = _block(name, _FIRST, _pair(trees, trees, variables))
        blocks += _block(name, _OTHER, _pair(others, others, variables))
        outer, declarations = [*trees, *others], _SWITCHED
    apart = [outside(tree) for tree in outer]
    rules = "".join(one.styles for one in apart) + _rules(name, declarations, "light" if first is dark else "dark")
    clips = "".join(one.clips for one in apart)
    return _spacer(first.article.width, rules, clips, first.article.metadata) + blocks


def _fingerprint(*maps: InlineMap) -> str:
    documents = (svg_document(drawing, "mg") for one in maps for drawing in (one.article, one.phone))
    return hashlib.sha256("\n".join(documents).encode()).hexdigest()[:8]


def _trees(one: InlineMap, prefix: str) -> list[Node]:
    drawings = ((one.article, f"{prefix}-wide"), (one.phone, f"{prefix}-narrow"))
    return [read_xml(svg_document(drawing, ids).encode()) for drawing, ids in drawings]


def _pair(first: Sequence[Node], other: Sequence[Node], variables: Variables) -> str:
    return "".join(
        guarded(mine, its, variables, display)
        for mine, its, display in zip(first, other, (_ARTICLE, _PHONE), strict=True)
    )


def _block(name: str, display: str, maps: str) -> str:
    """Return maps in an element as wide as the column, which the rule measures.

    Where styles are dropped, the attribute `hidden` hides the maps of the other scheme.
    """
    hidden = ' hidden=""' if display == _OTHER else ""
    return f'<div class="{name}"{hidden} style="display:{display}!important;{_WORDLESS}">{maps}</div>'


def _rules(name: str, declarations: str, scheme: str) -> str:
    """Return the rules that choose by the width of the column, and by `data-dark` if a scheme is declared."""
    rules = (
        f".{name}{{container-type:inline-size!important}}"
        f"@container (max-width:{NARROW}px){{.{name} svg{{--mg-wide:none;--mg-narrow:block}}}}"
    )
    if not declarations:
        return rules
    asked = "true" if scheme == "dark" else "false"
    return rules + (
        f"figure[data-dark={asked}] .{name}{{{declarations}}}"
        f"@media (prefers-color-scheme:{scheme}){{figure[data-dark=auto] .{name}{{{declarations}}}}}"
    )


def _spacer(width: float, rules: str, clips: str, metadata: Mapping[str, str]) -> str:
    """Return an element without height, that gives the figure its width in parents as wide as what they hold.

    Its percentage lets it shrink, as an image does; the maps themselves stand in an element whose content does not
    count. It holds the rules: in capitals, as wpautop takes a `<style>` for a paragraph, and so that wptexturize leaves
    them alone: without quotes, and with a hyphen of two escaped, which would become a dash.
    """
    style = f"display:block!important;width:{width:g}px!important;min-width:{_LEAST}px!important;"
    style += "max-width:100%!important;height:0!important;margin:0!important"
    facts = "".join(
        attribute(f"data-{key}", value) for key, value in metadata.items() if key not in {"alt", "description"}
    )
    written = rules.replace("--", _ESCAPED)
    hidden = 'width="0" height="0"' if clips else 'display="none"'
    return (
        f'<div style="height:0;overflow:hidden;{_WORDLESS}">'
        f'<svg xmlns="{SVG}" {hidden} aria-hidden="true" style="{style}">'
        f"<metadata{facts}/><STYLE>{written}</STYLE>"
        f"{f'<defs>{clips}</defs>' if clips else ''}</svg></div>"
    )
