"""The SVG pen: a drawing as a document that can be embedded, styled, read aloud and searched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

from mapgen.drawing.lettering import font_faces, outline_data, units_per_em
from mapgen.drawing.primitives import (
    LAYERS,
    Area,
    Border,
    Box,
    Drawing,
    Group,
    Mark,
    Patch,
    Picture,
    Placement,
    Point,
    Strokes,
    Text,
)
from mapgen.drawing.typeface import STACK, WEIGHTS
from mapgen.files.markup import escape, quoteattr
from mapgen.proof.svg import svg_with_digest

_NAMESPACE = "urn:mapgen:facts"
# Facts that are the document's own title and description.
_ELEMENTS = ("alt", "description")
# Of what is drawn in CSS pixels.
_PAGE = Placement(1.0, 0.0, 0.0)


def svg_document(drawing: Drawing, prefix: str | None = None) -> str:
    """Return a drawing as an SVG document, the same for the same drawing.

    `prefix` begins every id, so that two maps can stand on one page; without one it is made from the facts shown and
    the size.
    """
    prefix = prefix or f"mg-{_fingerprint(drawing)}"
    layers = "\n".join(_layer(drawing, name, prefix) for name in LAYERS)
    return f"{_head(drawing, prefix)}{_shared(drawing, prefix)}\n{layers}\n</svg>\n"


def svg_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as an SVG file, with a digest of its parts in its metadata."""
    return svg_with_digest(svg_document(drawing)).encode()


def _fingerprint(drawing: Drawing) -> str:
    said = "\n".join(f"{key}={value}" for key, value in sorted(drawing.metadata.items()))
    said += f"\nsize={_number(drawing.width)}x{_number(drawing.height)}"
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def _head(drawing: Drawing, prefix: str) -> str:
    width, height = _number(drawing.width), _number(drawing.height)
    metadata = "".join(
        f"<mg:fact name={quoteattr(key)}>{escape(value)}</mg:fact>\n"
        for key, value in drawing.metadata.items()
        if key not in _ELEMENTS
    )
    family = f"{prefix}-text"
    embedded = drawing.lettering == "embedded"
    style = f"<style>{font_faces(drawing.texts, family)}</style>\n" if embedded else ""
    stack = f"'{family}',{STACK}" if embedded else STACK
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{prefix}" class="mg-map" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-labelledby="{prefix}-title {prefix}-desc"'
        f' xml:lang="{drawing.lang}" font-family="{stack}">\n'
        f'<title id="{prefix}-title">{escape(drawing.metadata.get("alt", ""))}</title>\n'
        f'<desc id="{prefix}-desc">{escape(drawing.metadata.get("description", ""))}</desc>\n'
        f'<metadata xmlns:mg="{_NAMESPACE}">\n{metadata}</metadata>\n{style}'
        f'<rect width="{width}" height="{height}" fill="{drawing.background}"/>'
    )


def _shared(drawing: Drawing, prefix: str) -> str:
    """Return the shapes of groups, each once, for whoever uses them; nothing where there are none."""
    used = {one.path: None for group in drawing.groups for one in group.members if isinstance(one, Area | Border)}
    paths = "\n".join(
        f'<path id="{prefix}-shape-{name}" d="{drawing.shapes[name].data}" fill-rule="evenodd"/>' for name in used
    )
    return f"\n<defs>\n{paths}\n</defs>" if used else ""


def _layer(drawing: Drawing, name: str, prefix: str) -> str:
    primitives = drawing.layers.get(name, ())
    on_map = any(isinstance(one, Area | Border) for one in primitives)
    transform = f' fill-rule="evenodd" {_transform(drawing.placement)}' if on_map else ""
    drawn = "\n".join(
        _grid_strokes(one, drawing.placement)
        if on_map and isinstance(one, Strokes)
        else _group(one, drawing, prefix)
        if isinstance(one, Group)
        else _mark(one, drawing, prefix)
        for one in primitives
    )
    return f'<g id="{prefix}-{name}" class="mg-layer mg-{name}"{transform}>\n{drawn}\n</g>'


def _transform(placement: Placement) -> str:
    return f'transform="translate({_number(placement.x)} {_number(placement.y)}) scale({placement.scale:.6g})"'


def _group(group: Group, drawing: Drawing, prefix: str) -> str:
    """Return a group as one element: its map, drawn with the shapes that groups share, and over it the rest."""
    on_map, others = [], []
    for one in group.members:
        match one:
            case Area():
                on_map.append(_used_area(one, group, prefix))
            case Border():
                on_map.append(_used(one.path, _stroke(one, group.placement), prefix))
            case _:
                others.append(_mark(one, drawing, prefix))
    if on_map:
        others.insert(0, f"<g {_transform(group.placement)}>{''.join(on_map)}</g>")
    data, title = _about(group.about)
    return f'<g class="mg-{group.kind}"{data}>{title}{"".join(others)}</g>'


def _used(path: str, style: str, prefix: str, title: str = "") -> str:
    use = f'<use href="#{prefix}-shape-{path}"{style}'
    return f"{use}>{title}</use>" if title else f"{use}/>"


def _used_area(area: Area, group: Group, prefix: str) -> str:
    about = dict(group.attributes.get(area.iso3, {}))
    classes = about.pop("class", "")
    data, title = _about(about)
    data = (f' class="{classes}"' if classes else "") + (f' data-iso3="{area.iso3}"' if area.iso3 else "") + data
    fill = f' fill="{area.fill}"{_outline(area.outline, area.outline_width / group.placement.scale)}'
    if not area.hatch:
        return _used(area.path, data + fill, prefix, title)
    hatch = "".join(_grid_strokes(one, group.placement) for one in area.hatch)
    return f"<g{data}>{title}{_used(area.path, fill, prefix)}{hatch}</g>"


def _about(about: Mapping[str, str]) -> tuple[str, str]:
    """Return what an element says of itself: data attributes, and a title as its first child."""
    data = "".join(f" data-{key}={quoteattr(value)}" for key, value in about.items() if key != "title")
    return data, f"<title>{escape(about['title'])}</title>" if about.get("title") else ""


def _mark(one: Mark, drawing: Drawing, prefix: str) -> str:
    match one:
        case Area():
            return _area(one, drawing, prefix)
        case Border():
            return _border(one, drawing)
        case Picture():
            return _picture(one, drawing, prefix)
        case Patch():
            return _patch(one)
        case Text():
            return _outlined(one) if drawing.lettering == "outlines" else _text(one)
        case Strokes():
            return _strokes(one)


def _area(area: Area, drawing: Drawing, prefix: str) -> str:
    # A fill that is not painted still answers to the pointer.
    clear = ' fill-opacity="0"' if area.picture else ""
    outline = _outline(area.outline, area.outline_width / drawing.placement.scale)
    path = f'<path d="{drawing.shapes[area.path].data}" fill="{area.fill}"{clear}{outline}/>'
    hatch = "".join(_grid_strokes(one, drawing.placement) for one in area.hatch)
    if not area.iso3:
        return path + hatch
    attributes = dict(drawing.attributes.get(area.iso3, {}))
    code = attributes.pop("id", area.iso3.lower())
    classes = attributes.pop("class", "mg-territory")
    data, title = _about(attributes)
    return f'<g id="{prefix}-{code}" class="{classes}" data-iso3="{area.iso3}"{data}>{title}{path}{hatch}</g>'


def _border(border: Border, drawing: Drawing) -> str:
    return f'<path d="{drawing.shapes[border.path].data}"{_stroke(border, drawing.placement)}/>'


def _stroke(border: Border, placement: Placement) -> str:
    dashes = " ".join(_number(dash / placement.scale) for dash in border.dashes)
    ends = f' stroke-dasharray="{dashes}"' if dashes else ' stroke-linecap="round"'
    width = _number(border.width / placement.scale)
    return f' fill="none" stroke="{border.colour}" stroke-width="{width}" stroke-linejoin="round"{ends}'


def _outline(colour: str, width: float) -> str:
    return f' stroke="{colour}" stroke-width="{_number(width)}" stroke-linejoin="round"' if colour else ""


def _picture(picture: Picture, drawing: Drawing, prefix: str) -> str:
    """Return an image clipped to a path, and plates over it, in a layer that is drawn in grid units."""
    clip = f"{prefix}-clip-{picture.name}"
    plates = "".join(f'<rect {_place(one, drawing.placement)} fill="{picture.ground}"/>' for one in picture.plates)
    return (
        f'<clipPath id="{clip}"><path d="{drawing.shapes[picture.path].data}" clip-rule="evenodd"/></clipPath>'
        f'<g class="mg-picture"><g clip-path="url(#{clip})">{_image(picture.data, picture.box, drawing.placement)}</g>'
        f"{plates}</g>"
    )


def _image(data: bytes, box: Box, placement: Placement = _PAGE) -> str:
    encoded = base64.b64encode(data).decode()
    return f'<image {_place(box, placement)} preserveAspectRatio="none" href="data:image/jpeg;base64,{encoded}"/>'


def _place(box: Box, placement: Placement = _PAGE) -> str:
    """Return a box of the page as attributes, in the units of a placement."""
    (left, top), (right, bottom) = placement.grid(box[:2]), placement.grid(box[2:])
    return f'x="{_number(left)}" y="{_number(top)}" width="{_number(right - left)}" height="{_number(bottom - top)}"'


def _patch(patch: Patch) -> str:
    rect = f'<rect {_place(patch.box)} fill="{patch.fill}"{_outline(patch.outline, patch.outline_width)}/>'
    image = _image(patch.image, patch.box) if patch.image else ""
    drawn = rect + image + "".join(_strokes(one) for one in patch.hatch)
    if not patch.about:
        return drawn
    data, title = _about(patch.about)
    return f'<g class="mg-{patch.role}"{data}>{title}{drawn}</g>'


def _text(text: Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = f' font-weight="{WEIGHTS[True]}"' if text.bold else ""
    return (
        f'<text class="mg-{text.role}" x="{_number(text.x)}" y="{_number(text.y)}"'
        f' font-size="{_number(text.size)}"{weight}{anchor} fill="{text.colour}"'
        f' textLength="{_number(text.width)}" lengthAdjust="spacingAndGlyphs">{escape(text.text)}</text>'
    )


def _outlined(text: Text) -> str:
    scale = text.size / units_per_em(bold=text.bold)
    return (
        f'<path class="mg-{text.role}" transform="translate({_number(text.left)} {_number(text.y)})'
        f' scale({scale:.6g} {-scale:.6g})" fill="{text.colour}" d="{outline_data(text)}"/>'
    )


def _strokes(strokes: Strokes) -> str:
    return _stroked(strokes, [(one, other) for one, other in strokes.lines], strokes.width)


def _grid_strokes(strokes: Strokes, placement: Placement) -> str:
    """Return strokes inside a layer that is drawn in grid units, on whole steps of it."""
    lines = [tuple((round(x), round(y)) for x, y in map(placement.grid, line)) for line in strokes.lines]
    return _stroked(strokes, lines, strokes.width / placement.scale)


def _stroked(strokes: Strokes, lines: Iterable[tuple[Point, ...]], width: float) -> str:
    data = "".join(_line_data(*line) for line in lines)
    caps = ' stroke-linecap="round"' if strokes.round_caps else ""
    return f'<path d="{data}" fill="none" stroke="{strokes.colour}" stroke-width="{_number(width)}"{caps}/>'


def _line_data(start: Point, end: Point) -> str:
    if start == end:  # a dot: a line of no length has round caps
        return f"M{_number(start[0])} {_number(start[1])}h0"
    return f"M{_number(start[0])} {_number(start[1])}L{_number(end[0])} {_number(end[1])}"


def _number(value: float) -> str:
    """Return a number with at most two decimals, as short as it can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
