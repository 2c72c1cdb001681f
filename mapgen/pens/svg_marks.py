"""The SVG elements of single marks: areas, borders, pictures, patches, texts and strokes."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from html import escape

from mapgen.drawing.lettering import outline_data, units_per_em
from mapgen.drawing.primitives import (
    Area,
    Border,
    Box,
    Disc,
    Drawing,
    Mark,
    Patch,
    Picture,
    Placement,
    Point,
    Strokes,
    Text,
)
from mapgen.drawing.typeface import WEIGHTS
from mapgen.places.countries import element_id, is_iso

_PLAIN = re.compile("[A-Za-z0-9_-]+")
# The placement of what is drawn in CSS pixels.
_PAGE = Placement(1.0, 0.0, 0.0)


def mark_element(mark: Mark, drawing: Drawing, prefix: str) -> str:
    """Return the element of a mark, with ids that begin with a prefix, or with none."""
    match mark:
        case Area():
            element = _area(mark, drawing, prefix)
        case Disc():
            element = _disc(mark, drawing, prefix)
        case Border():
            element = _border(mark, drawing)
        case Picture():
            element = _picture(mark, drawing, prefix)
        case Patch():
            element = _patch(mark)
        case Text():
            element = _outlined(mark) if drawing.lettering == "outlines" else _text(mark)
        case Strokes():
            element = _strokes(mark)
    return element


def _area(area: Area, drawing: Drawing, prefix: str) -> str:
    # A transparent fill still receives pointer events.
    clear = ' fill-opacity="0"' if area.picture else ""
    outline = outline_attributes(area.outline, area.outline_width / drawing.placement.scale)
    path = f'<path d="{drawing.shapes[area.path].data}" fill="{area.fill}"{clear}{outline}/>'
    hatch = "".join(grid_strokes(strokes, drawing.placement) for strokes in area.hatch)
    if not area.iso3:
        return path + hatch
    attributes = dict(drawing.attributes.get(area.iso3, {}))
    code = attributes.pop("id", area.iso3.lower() if is_iso(area.iso3) else element_id(area.iso3))
    classes = attributes.pop("class", "mg-territory")
    data, title = about_attributes(attributes)
    name = identifier(prefix, code)
    return f'<g id="{name}" class="{classes}" data-iso3="{escape(area.iso3)}"{data}>{title}{path}{hatch}</g>'


def _disc(disc: Disc, drawing: Drawing, prefix: str) -> str:
    attributes = drawing.attributes.get(disc.iso3, {})
    classes, title = attributes.get("class", "mg-territory"), attributes.get("title", "")
    # Without a prefix, everything has an id that an editor can find.
    name = f"{attributes['id']}-disc" if not prefix and "id" in attributes else ""
    return disc_element(disc, drawing.placement, classes, title, name)


def disc_element(disc: Disc, placement: Placement, classes: str, title: str, name: str = "") -> str:
    """Return a disc on its ring, with its patterns, in the units of a placement.

    Its group has the classes and the title of its territory's element, and names the territory in `data-disc`. Its id
    is `name`, if that is not empty.
    """
    ring, circle = (circle_data((disc.x, disc.y), radius, placement) for radius in (disc.reach, disc.radius))
    outline = outline_attributes(disc.outline, disc.outline_width / placement.scale)
    hatch = "".join(grid_strokes(strokes, placement) for strokes in disc.hatch)
    drawn = f'<path d="{ring}" fill="{disc.ring}"/><path d="{circle}" fill="{disc.fill}"{outline}/>{hatch}'
    if not disc.iso3:
        return f"<g>{drawn}</g>"
    _, title = about_attributes({"title": title})
    own = f' id="{name}"' if name else ""
    return f'<g{own} class="{classes} mg-disc" data-disc="{disc.iso3}">{title}{drawn}</g>'


def circle_data(middle: Point, radius: float, placement: Placement) -> str:
    """Return the path data of a circle: a circle element would be a kind more for whoever reads these files."""
    x, y = placement.grid(middle)
    r = radius / placement.scale
    arc = f"a{number_text(r)} {number_text(r)} 0 1 0"
    return f"M{number_text(x - r)} {number_text(y)}{arc} {number_text(2 * r)} 0{arc} {number_text(-2 * r)} 0z"


def _border(border: Border, drawing: Drawing) -> str:
    return f'<path d="{drawing.shapes[border.path].data}"{stroke_attributes(border, drawing.placement)}/>'


def stroke_attributes(border: Border, placement: Placement) -> str:
    """Return the stroke attributes of a border, in the units of a placement, with a leading space."""
    dashes = " ".join(number_text(dash / placement.scale) for dash in border.dashes)
    ends = f' stroke-dasharray="{dashes}"' if dashes else ' stroke-linecap="round"'
    width = number_text(border.width / placement.scale)
    return f' fill="none" stroke="{border.colour}" stroke-width="{width}" stroke-linejoin="round"{ends}'


def outline_attributes(colour: str, width: float) -> str:
    """Return the stroke attributes of an outline, with a leading space; empty without a colour."""
    return f' stroke="{colour}" stroke-width="{number_text(width)}" stroke-linejoin="round"' if colour else ""


def _picture(picture: Picture, drawing: Drawing, prefix: str) -> str:
    """Return an image clipped to a path, and plates over it, in a layer that is drawn in grid units."""
    clip = identifier(prefix, f"clip-{picture.name}")
    plates = "".join(f'<rect {_place(plate, drawing.placement)} fill="{picture.ground}"/>' for plate in picture.plates)
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
    left, top, right, bottom = placement.grid_box(box)
    width, height = number_text(right - left), number_text(bottom - top)
    return f'x="{number_text(left)}" y="{number_text(top)}" width="{width}" height="{height}"'


def _patch(patch: Patch) -> str:
    place, outline = _place(patch.box), outline_attributes(patch.outline, patch.outline_width)
    drawn = f'<rect {place} fill="{patch.fill}"{outline}/>'
    if patch.image:
        # The outline lies over the image.
        above = f'<rect {place} fill="none"{outline}/>' if outline else ""
        drawn = f'<rect {place} fill="{patch.fill}"/>{_image(patch.image, patch.box)}{above}'
    drawn += "".join(_strokes(strokes) for strokes in patch.hatch)
    if not patch.about:
        return drawn
    data, title = about_attributes(patch.about)
    return f'<g class="mg-{patch.role}"{data}>{title}{drawn}</g>'


def _text(text: Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = f' font-weight="{WEIGHTS[True]}"' if text.bold else ""
    return (
        f'<text class="mg-{text.role}" x="{number_text(text.x)}" y="{number_text(text.y)}"'
        f' font-size="{number_text(text.size)}"{weight}{anchor} fill="{text.colour}"'
        f' textLength="{number_text(text.width)}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(text.text, quote=False)}</text>"
    )


def _outlined(text: Text) -> str:
    scale = text.size / units_per_em(bold=text.bold)
    return (
        f'<path class="mg-{text.role}" transform="translate({number_text(text.left)} {number_text(text.y)})'
        f' scale({scale:.6g} {-scale:.6g})" fill="{text.colour}" d="{outline_data(text)}"/>'
    )


def _strokes(strokes: Strokes) -> str:
    return _stroked(strokes, strokes.lines, strokes.width)


def grid_strokes(strokes: Strokes, placement: Placement) -> str:
    """Return strokes in grid units, on whole steps, for a layer that is drawn in them."""
    lines = [tuple((round(x), round(y)) for x, y in map(placement.grid, line)) for line in strokes.lines]
    return _stroked(strokes, lines, strokes.width / placement.scale)


def _stroked(strokes: Strokes, lines: Iterable[tuple[Point, ...]], width: float) -> str:
    data = "".join(_line_data(*line) for line in lines)
    if not data:
        return ""
    caps = ' stroke-linecap="round"' if strokes.round_caps else ""
    return f'<path d="{data}" fill="none" stroke="{strokes.colour}" stroke-width="{number_text(width)}"{caps}/>'


def _line_data(start: Point, end: Point) -> str:
    if start == end:  # a dot: a line of zero length with round caps
        return f"M{number_text(start[0])} {number_text(start[1])}h0"
    return f"M{number_text(start[0])} {number_text(start[1])}L{number_text(end[0])} {number_text(end[1])}"


def placement_transform(placement: Placement) -> str:
    """Return the attribute that carries shapes of the map onto the page."""
    return f'transform="translate({number_text(placement.x)} {number_text(placement.y)}) scale({placement.scale:.6g})"'


def number_text(value: float) -> str:
    """Return a number with at most two decimals, as short as it can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def identifier(prefix: str, name: str) -> str:
    """Return the id of what has a name, which begins with a prefix if there is one."""
    return f"{prefix}-{name}" if prefix else name


def shape_name(path: str) -> str:
    """Return the name of a shape as part of an id: that of an area of one's own may hold any sign."""
    return path if _PLAIN.fullmatch(path) else element_id(path)


def about_attributes(about: Mapping[str, str]) -> tuple[str, str]:
    """Return the data attributes of an element, and the title that is its first child."""
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in about.items() if key != "title")
    return data, f"<title>{escape(about['title'], quote=False)}</title>" if about.get("title") else ""
