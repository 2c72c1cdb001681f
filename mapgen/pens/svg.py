"""The SVG pen: a drawing as a document that can be embedded, styled, read aloud and searched."""

from __future__ import annotations

import hashlib
from html import escape

from mapgen.digests.svg import svg_with_digest
from mapgen.drawing.lettering import font_faces
from mapgen.drawing.primitives import LAYERS, Area, Border, Disc, Drawing, Group, Strokes
from mapgen.drawing.typeface import STACK
from mapgen.pens.svg_marks import (
    about_attributes,
    disc_element,
    grid_strokes,
    mark_element,
    number_text,
    outline_attributes,
    placement_transform,
    shape_name,
    stroke_attributes,
)

_NAMESPACE = "urn:mapgen:facts"
# Metadata that become the document's title and description.
_ELEMENTS = ("alt", "description")
# Layers that a document without their marks does not have; it has all others.
_MAY_LACK = ("places",)


def svg_document(drawing: Drawing, prefix: str | None = None) -> str:
    """Return a drawing as an SVG document, the same for the same drawing.

    `prefix` begins every id, so that two maps can stand on one page; the default is made from metadata and size.
    """
    prefix = prefix or f"mg-{_fingerprint(drawing)}"
    drawn = (name for name in LAYERS if name not in _MAY_LACK or drawing.layers.get(name))
    layers = "\n".join(_layer(drawing, name, prefix) for name in drawn)
    return f"{_head(drawing, prefix)}{_shared(drawing, prefix)}\n{layers}\n</svg>\n"


def svg_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as an SVG file, with a digest of its parts in its metadata."""
    return svg_with_digest(svg_document(drawing))


def _fingerprint(drawing: Drawing) -> str:
    content = "\n".join(f"{key}={value}" for key, value in sorted(drawing.metadata.items()))
    content += f"\nsize={number_text(drawing.width)}x{number_text(drawing.height)}"
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def _head(drawing: Drawing, prefix: str) -> str:
    width, height = number_text(drawing.width), number_text(drawing.height)
    metadata = "".join(
        f'<mg:fact name="{escape(key)}">{escape(value, quote=False)}</mg:fact>\n'
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
        f'<title id="{prefix}-title">{escape(drawing.metadata.get("alt", ""), quote=False)}</title>\n'
        f'<desc id="{prefix}-desc">{escape(drawing.metadata.get("description", ""), quote=False)}</desc>\n'
        f'<metadata xmlns:mg="{_NAMESPACE}">\n{metadata}</metadata>\n{style}'
        f'<rect width="{width}" height="{height}" fill="{drawing.background}"/>'
    )


def _shared(drawing: Drawing, prefix: str) -> str:
    """Return the shapes that groups use, each defined once; empty without groups."""
    used = {mark.path: None for group in drawing.groups for mark in group.members if isinstance(mark, Area | Border)}
    paths = "\n".join(
        f'<path id="{prefix}-shape-{shape_name(name)}" d="{drawing.shapes[name].data}" fill-rule="evenodd"/>'
        for name in used
    )
    return f"\n<defs>\n{paths}\n</defs>" if used else ""


def _layer(drawing: Drawing, name: str, prefix: str) -> str:
    primitives = drawing.layers.get(name, ())
    on_map = any(isinstance(primitive, Area | Border) for primitive in primitives)
    transform = f' fill-rule="evenodd" {placement_transform(drawing.placement)}' if on_map else ""
    drawn = "\n".join(
        grid_strokes(primitive, drawing.placement)
        if on_map and isinstance(primitive, Strokes)
        else _group(primitive, drawing, prefix)
        if isinstance(primitive, Group)
        else mark_element(primitive, drawing, prefix)
        for primitive in primitives
    )
    return f'<g id="{prefix}-{name}" class="mg-layer mg-{name}"{transform}>\n{drawn}\n</g>'


def _group(group: Group, drawing: Drawing, prefix: str) -> str:
    """Return a group as one element: its map, drawn with shared shapes, and its other marks above it."""
    on_map, elements = [], []
    for mark in group.members:
        match mark:
            case Area():
                on_map.append(_used_area(mark, group, prefix))
            case Disc():
                about = group.attributes.get(mark.iso3, {})
                classes, title = about.get("class", "mg-territory"), about.get("title", "")
                on_map.append(disc_element(mark, group.placement, classes, title))
            case Border():
                on_map.append(_used(mark.path, stroke_attributes(mark, group.placement), prefix))
            case _:
                elements.append(mark_element(mark, drawing, prefix))
    if on_map:
        elements.insert(0, f"<g {placement_transform(group.placement)}>{''.join(on_map)}</g>")
    data, title = about_attributes(group.about)
    return f'<g class="mg-{group.kind}"{data}>{title}{"".join(elements)}</g>'


def _used(path: str, style: str, prefix: str, title: str = "") -> str:
    use = f'<use href="#{prefix}-shape-{shape_name(path)}"{style}'
    return f"{use}>{title}</use>" if title else f"{use}/>"


def _used_area(area: Area, group: Group, prefix: str) -> str:
    about = dict(group.attributes.get(area.iso3, {}))
    classes = about.pop("class", "")
    data, title = about_attributes(about)
    data = (
        (f' class="{classes}"' if classes else "") + (f' data-iso3="{escape(area.iso3)}"' if area.iso3 else "") + data
    )
    fill = f' fill="{area.fill}"{outline_attributes(area.outline, area.outline_width / group.placement.scale)}'
    if not area.hatch:
        return _used(area.path, data + fill, prefix, title)
    hatch = "".join(grid_strokes(strokes, group.placement) for strokes in area.hatch)
    return f"<g{data}>{title}{_used(area.path, fill, prefix)}{hatch}</g>"
