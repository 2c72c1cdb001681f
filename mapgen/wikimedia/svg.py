"""The SVG of a sheet for Wikimedia Commons: layers for Inkscape, ids that stay, texts that people can change.

It has what the upload of Commons allows (no element of an own namespace, no style sheet, no reference) and what its
tool SVG Translate reads: texts of `tspan` alone, in `switch` elements that hold nothing else, each with an id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from mapgen.digests.svg import rdf_fact, svg_with_digest
from mapgen.drawing.primitives import LAYERS, Area, Border, Drawing, Mark, Patch, Primitive, Strokes
from mapgen.drawing.stand_ins import STACK
from mapgen.pens.svg_marks import grid_strokes, mark_element, number_text, placement_transform, shape_name
from mapgen.wikimedia.model import Sheet
from mapgen.wikimedia.svg_texts import lettering_element

_SVG, _INKSCAPE = "http://www.w3.org/2000/svg", "http://www.inkscape.org/namespaces/inkscape"
_RDF, _CC = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://creativecommons.org/ns#"
_DC = "http://purl.org/dc/elements/1.1/"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
# Metadata that become the document's title and description.
_ELEMENTS = ("alt", "description")
# What the land around is called: its layer has the name of its shape.
_LAND = {"context": "land-around"}
# What a group of strokes is called.
_STROKES = {"labels": "leader-lines", "claims": "claim-hatching"}


def sheet_svg(sheet: Sheet, layer_names: Mapping[str, str]) -> bytes:
    """Return a sheet as an SVG file with a digest of its parts; `layer_names` are those that an editor shows."""
    drawing = sheet.drawing
    drawn = [name for name in LAYERS if drawing.layers.get(name) or sheet.letterings.get(name)]
    layers = "\n".join(_layer(sheet, name, layer_names[name]) for name in drawn)
    document = f"{_head(drawing)}\n{layers}\n</svg>\n"
    return svg_with_digest(document, rdf=True)


def _head(drawing: Drawing) -> str:
    width, height = number_text(drawing.width), number_text(drawing.height)
    title, description = (escape(drawing.metadata.get(name, ""), quote=False) for name in _ELEMENTS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="{_SVG}" xmlns:inkscape="{_INKSCAPE}" class="mg-map" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" xml:lang="{drawing.lang}" font-family="{STACK}">\n'
        f'<title id="title">{title}</title>\n<desc id="desc">{description}</desc>\n'
        f'<metadata id="metadata">\n<rdf:RDF xmlns:rdf="{_RDF}" xmlns:cc="{_CC}" xmlns:dc="{_DC}">\n{_work(drawing)}\n'
        f"{_facts(drawing)}</rdf:RDF>\n</metadata>\n"
        f'<rect id="background" width="{width}" height="{height}" fill="{drawing.background}"/>'
    )


def _work(drawing: Drawing) -> str:
    """Return what editors and Commons read of a work: its title, its day, its licence."""
    title, day = (escape(drawing.metadata.get(name, ""), quote=False) for name in ("title", "as-of"))
    return (
        f'<cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format><dc:title>{title}</dc:title>'
        f'<dc:coverage>{day}</dc:coverage><cc:license rdf:resource="{CC0}"/></cc:Work>'
    )


def _facts(drawing: Drawing) -> str:
    """Return the metadata as RDF."""
    # The upload refuses a namespace that it does not know, and beside elements without one Inkscape writes a prefix
    # before the name of every other.
    return "".join(
        f"{rdf_fact(escape(key), escape(value, quote=False))}\n"
        for key, value in drawing.metadata.items()
        if key not in _ELEMENTS
    )


def _layer(sheet: Sheet, name: str, label: str) -> str:
    marks = sheet.drawing.layers.get(name, ())
    on_map = any(isinstance(mark, Area | Border) for mark in marks)
    transform = f' fill-rule="evenodd" {placement_transform(sheet.drawing.placement)}' if on_map else ""
    drawn = [
        *_groups(marks, sheet.drawing, name, on_map=on_map),
        *(lettering_element(lettering) for lettering in sheet.letterings.get(name, ())),
    ]
    inner = "\n".join(drawn)
    return (
        f'<g id="{name}" class="mg-layer mg-{name}" inkscape:groupmode="layer" inkscape:label="{escape(label)}"'
        f"{transform}>\n{inner}\n</g>"
    )


def _groups(marks: Sequence[Primitive], drawing: Drawing, layer: str, *, on_map: bool) -> Iterator[str]:
    """Yield the marks of a layer; those of one name, such as the two lines of a claim, as one group with an id."""
    used: dict[str, int] = {}
    for name, group in groupby(marks, key=lambda mark: _name(mark, layer)):
        drawn = "".join(_element(mark, drawing, on_map=on_map) for mark in group)
        if not drawn:
            continue
        used[name] = number = used.get(name, 0) + 1
        yield f'<g id="{name}{f"-{number}" if number > 1 else ""}">{drawn}</g>' if name else drawn


def _element(mark: Primitive, drawing: Drawing, *, on_map: bool) -> str:
    if on_map and isinstance(mark, Strokes):
        return grid_strokes(mark, drawing.placement)
    return mark_element(mark, drawing, "") if isinstance(mark, Mark) else ""


def _name(mark: Primitive, layer: str) -> str:
    """Return the name of a mark's group: of its shape, or its kind; none for a territory."""
    match mark:
        case Area(iso3="") | Border():
            return _LAND.get(mark.path, shape_name(mark.path))
        case Strokes():
            return _STROKES.get(layer, f"{layer}-lines")
        case Patch():
            return "key-patches"
        case _:
            return ""
