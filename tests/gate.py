"""The gate: what must hold of every drawing, read from its primitives alone. Each rule returns what breaks it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce, wraps
from itertools import combinations
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import shapely
from shapely import Polygon
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from mapgen.basemap.model import Shape
from mapgen.drawing.boxes import overlap
from mapgen.drawing.primitives import Area, Border, Box, Disc, Drawing, Patch, Picture, Strokes, Text
from mapgen.themes.tones import contrast

SMALLEST_TYPE = 11.0
LEAST_CONTRAST = 4.5
# Coordinates are rounded to hundredths of a pixel.
ROUNDING = 0.02
# The least distance of two leaders, in CSS pixels.
APART = 1.0
# A part of a label thinner than twice this many CSS pixels cannot be seen.
SLIVER = 0.75
# The least part of a label on its own shape; the longest leader, and the most of it over others, in sizes of
# type; and what counts as crossing a territory, in CSS pixels.
LEAST_INSIDE = 0.3
LONGEST_LEADER, FARTHEST_COAST, CROSSED = 5.0, 4.2, 4.0
LABEL_ROLES = {"label", "leader"}
MOST_LINES = 2
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LEAST_LARGE_CONTRAST, LARGE_TYPE = 3.0, 24.0
LARGE_ROLES = {"slogan", "count"}
BARE_ROLES = {"place", "inset"}
# What tells the maps, days or rows of a bare picture apart, by what it says of itself.
SEVERAL_MAPS = {
    "format=grid": ("date",),
    "format=strip": ("axis", "row", "bar", "holder", "band"),
    "compare=recreate": ("list",),
}
# Capitals of which the layout sets many lines close together: those with an accent, and with a tail below the line.
ACCENTED, TAILED = re.compile(r"[^A-Z0-9 .,;:!?'’-]"), re.compile("[ÇQ,;]")
T = TypeVar("T")
# What a pattern looks like: the colour of its strokes, whether they are dots, their width, and their directions.
Pattern = tuple[str, bool, float, frozenset[int]]


def broken_rules(drawing: Drawing) -> list[str]:
    """Return everything that is wrong with a drawing, in words; nothing where it may be published."""
    return [f"{rule.__name__}: {broken}" for rule in RULES for broken in rule(drawing)]


def texts_overlap(drawing: Drawing) -> Iterator[str]:
    """No two texts cover each other, and none covers a patch of the key."""
    marks = [*drawing.texts, *patches(drawing)]
    for one, other in combinations(marks, 2):
        if not (isinstance(one, Text) and overlap(one.box, other.box)):
            continue
        if box_of(one).intersection(box_of(other)).area > ROUNDING:
            if other == segment_under(one, drawing):
                continue
            yield f"{said(one)} and {said(other)}"


def off_the_page(drawing: Drawing) -> Iterator[str]:
    """Every text, every patch of the key, every leader and every shape of the map lies on the page."""
    page = shapely.box(0, 0, drawing.width, drawing.height).buffer(ROUNDING)
    for mark in (*drawing.texts, *patches(drawing)):
        if not page.contains(box_of(mark)):
            yield said(mark)
    for line in leaders(drawing):
        if not page.contains(line):
            yield f"a leader {line.wkt}"
    for name, shape in land(drawing).items():
        # A region may be drawn without the land around it.
        if not (shape.is_empty or page.contains(shape)):
            yield f"the shape {name}"


def too_small(drawing: Drawing) -> Iterator[str]:
    """No text is set in less than 11 CSS pixels."""
    return (f"{said(text)} in {text.size}" for text in drawing.texts if text.size < SMALLEST_TYPE)


def illegible(drawing: Drawing) -> Iterator[str]:
    """Every text has a contrast of 4.5 or more with its ground (a large slogan 3), and stands on the ground it says.

    A label that sticks out of its shape has it with whatever else lies under it too, or stands on a plate there.
    """
    fills = {one.path: one.fill for _, one in drawing.each() if isinstance(one, Area)}
    for text in drawing.texts:
        on_land = text.role in LABEL_ROLES and text.anchor == "middle"
        ground = fills[text.iso3] if on_land else ground_under(text, drawing)
        if segment := segment_under(text, drawing):
            ground = segment.fill
        if disc := number_disc(text, drawing):
            ground = disc.fill
        # Beside its shape a label may reach from the sea over land around the region: its letters are legible on both.
        is_beside = text.role in LABEL_ROLES and not on_land
        if text.ground != ground and not is_beside:
            yield f"{said(text)} says {text.ground} and stands on {ground}"
        large = text.role in LARGE_ROLES and text.bold and text.size >= LARGE_TYPE
        if contrast(text.colour, text.ground) < (LEAST_LARGE_CONTRAST if large else LEAST_CONTRAST):
            yield f"{said(text)} in {text.colour} on {text.ground}"
        if text.role in LABEL_ROLES and not disc:
            for colour in grounds_under(text, drawing):
                if contrast(text.colour, colour) < LEAST_CONTRAST:
                    yield f"{said(text)} in {text.colour} sticks out over {colour}"


def states_left_out(drawing: Drawing) -> list[str]:
    """Return the codes of the states that are named neither on the map nor in a list or the key."""
    texts = [text.text for text in drawing.texts if text.role not in LABEL_ROLES]
    listed = " ".join(texts).replace("\u00a0", " ")
    named = labels_of(drawing)
    counted = {code: about["name"] for code, about in drawing.attributes.items() if about["status"] != "not-applicable"}
    return [code for code, name in counted.items() if code not in named and name not in listed]


def number_disc(text: Text, drawing: Drawing) -> Disc | None:
    """Return the disc in which a number of a fact-check stands, if it stands in one."""
    marks = [one for one in drawing.layers.get("labels", ()) if isinstance(one, Disc)]
    return next((one for one in marks if shapely.Point(one.x, one.y).buffer(one.radius).contains(box_of(text))), None)


def grounds_under(text: Text, drawing: Drawing) -> set[str]:
    """Return the colours under a label that no plate covers."""
    plates = [
        shapely.LineString(line).buffer(one.width / 2)
        for one in drawing.layers.get("labels", ())
        if isinstance(one, Strokes) and one.round_caps and one.colour == text.ground
        for line in one.lines
        if line[0] != line[1]
    ]
    # Letters reach from their baseline to the height of capitals; nothing is seen of a sliver of less than a pixel.
    left, top, right, bottom = text.box
    letters = shapely.box(left, top + 0.15 * text.size, right, bottom - 0.2 * text.size)
    bare = letters.difference(shapely.unary_union(plates))
    fills = {one.path: one.fill for _, one in drawing.each() if isinstance(one, Area)}
    on_land = {name: shape.intersection(bare) for name, shape in land(drawing).items() if shape.intersects(bare)}
    under = {fills[name] for name, part in on_land.items() if name in fills and is_seen(part)}
    off_land = bare.difference(shapely.unary_union([*on_land.values()]))
    return under | ({drawing.background} if is_seen(off_land) else set())


def is_seen(part: BaseGeometry) -> bool:
    """Whether a part of a label is more than a sliver along an edge."""
    left, top, right, bottom = part.bounds
    # Nothing is left of what is narrower (of nothing at all, the bounds are no numbers): most parts need no buffer.
    return bool(min(right - left, bottom - top) > 2 * SLIVER) and not part.buffer(-SLIVER).is_empty


def labels_astray(drawing: Drawing) -> Iterator[str]:
    """No line of a label covers land of another class; a label beside its shape covers no territory at all.

    A label may stick out over land of the same colour. Lines of one label go together.
    """
    shapes, own = land(drawing), {area.path: area for area in areas(drawing)}
    for code, lines in labels_of(drawing).items():
        for label in lines:
            box = box_of(label)
            met = [area for path, area in own.items() if path != code and shapes[path].intersects(box)]
            covered = [area for area in met if is_seen(shapes[area.path].intersection(box))]
            loud = [area.iso3 for area in covered if area.fill != label.ground]
            if label.anchor == "middle":
                whole = around(lines)
                if loud or shapes[code].intersection(whole).area < LEAST_INSIDE * whole.area:
                    yield f"{said(label)} leaves its shape, over {loud}"
            elif covered or (code in own and is_seen(shapes[code].intersection(box))):
                yield f"{said(label)} covers land"
        if len(lines) > MOST_LINES or len({(line.x, line.anchor) for line in lines}) > 1:
            yield f"{code} is named in {len(lines)} places"


def leaders_astray(drawing: Drawing) -> Iterator[str]:
    """Every leader runs from its shape or disc to its label, and touches neither a text nor another leader."""
    lines, shapes = leaders(drawing), land(drawing) | discs(drawing)
    beside = {code: texts for code, texts in labels_of(drawing).items() if texts[0].anchor != "middle"}
    if len(lines) != len(beside):
        yield f"{len(lines)} leaders for {len(beside)} labels"
    for code, texts in beside.items():
        if not any(leads(line, shapes[code], texts) for line in lines):
            yield f"no leader runs from its shape to {said(texts[0])}"
    for line in lines:
        yield from (f"a leader crosses {said(text)}" for text in drawing.texts if box_of(text).intersects(line))
    for one, other in combinations(lines, 2):
        if one.distance(other) < APART:
            yield f"the leaders {one.wkt} and {other.wkt} touch"


def discs_astray(drawing: Drawing) -> Iterator[str]:
    """Every disc lies on the page, clear of other discs, of texts, and of the leaders of others."""
    page, drawn = shapely.box(0, 0, drawing.width, drawing.height), discs(drawing)
    for code, disc in drawn.items():
        if not page.contains(disc):
            yield f"the disc of {code} leaves the page"
        covering = [text for text in drawing.texts if box_of(text).intersects(disc)]
        yield from (f"{said(text)} covers the disc of {code}" for text in covering)
        inner = disc.buffer(-ROUNDING)
        yield from (f"a leader crosses the disc of {code}" for line in leaders(drawing) if line.intersects(inner))
    for one, other in combinations(drawn, 2):
        if drawn[one].intersection(drawn[other]).area > 0.15 * drawn[one].area:
            yield f"the discs of {one} and {other} overlap"


def marks_astray(drawing: Drawing) -> Iterator[str]:
    """Every number of a note leads somewhere: on a label or in a list, and to a note; and each note's to a label."""
    notes = " ".join(text.text for text in drawing.texts if text.role == "note")
    # In the notes a number stands before its sentence, after a space; on the map after a name.
    told = set(re.findall(f"(?:^|[ ])([{RAISED}]+)[ \u00a0]", notes))
    named = " ".join(text.text for text in drawing.texts if text.role in {"label", "list"})
    shown = {mark for marks in re.findall(f"[{RAISED},]*[{RAISED}]", named) for mark in marks.split(",")}
    yield from (f"nothing has the note {mark}" for mark in sorted(told - shown))
    yield from (f"there is no note {mark}" for mark in sorted(shown - told))


def texts_on_the_map(drawing: Drawing) -> Iterator[str]:
    """Headline, key and notes stand clear of the map's land and of its labels' leaders."""
    drawn = [*land(drawing).values(), *leaders(drawing)]
    marks = [*(text for text in drawing.texts if text.role not in {*LABEL_ROLES, "place"}), *patches(drawing)]
    for mark in marks:
        if any(one.intersects(box_of(mark)) for one in drawn):
            yield f"{said(mark)} covers the map"


def places_astray(drawing: Drawing) -> Iterator[str]:
    """Names of neighbours stand on land around the region, those of seas off all land; both keep in the frame."""
    marks = [*leaders(drawing), *discs(drawing).values()]
    shapes = {name: shape for name, shape in land(drawing).items() if name != "context"}
    around_region = land(drawing).get("context", Polygon())
    for text in drawing.layers.get("places", ()):
        if not isinstance(text, Text) or text.iso3:
            yield f"{text} names no place"
            continue
        box = box_of(text)
        if drawing.frame is None or not shapely.box(*drawing.frame).contains(box):
            yield f"{said(text)} leaves the frame"
        if any(one.intersects(box) for one in (*shapes.values(), *marks)):
            yield f"{said(text)} covers the map"
        if around_region.intersects(box) and not around_region.contains(box):
            yield f"{said(text)} runs over a coast"


def unexplained(drawing: Drawing) -> Iterator[str]:
    """There is a key, and it explains every colour and every pattern that a territory is drawn in.

    A poster has counts in its place, a bare map nothing.
    """
    if is_poster(drawing) or is_bare(drawing):
        yield from uncounted(drawing)
        return
    shown = [patch for patch in patches(drawing) if patch.role == "key"]
    if not shown:
        yield "there is no key"
    colours = {(patch.fill, bool(patch.image)) for patch in shown}
    patterns = [pattern for patch in shown for pattern in patterns_of(patch.hatch)]
    pictures = {one.name: one for _, one in drawing.each() if isinstance(one, Picture)}
    for segment in segments(drawing):
        # A bar's type is smaller than the key's, and its strokes with it: colour, kind and directions are the same.
        own, known = ({(one[0], one[1], one[3]) for one in some} for some in (patterns_of(segment.hatch), patterns))
        if segment.fill not in {colour for colour, _ in colours} or own - known:
            yield f"the segment {segment.fill} of a bar"
    context = {one.fill for one in drawing.layers.get("context", ()) if isinstance(one, Area)}
    for disc in small_discs(drawing):
        if disc.fill not in {colour for colour, _ in colours}:
            yield f"the colour {disc.fill} of the disc of {disc.iso3}"
        if any(not explains(patterns, pattern) for pattern in patterns_of(disc.hatch)):
            yield f"the pattern of the disc of {disc.iso3}"
    for area in areas(drawing):
        # On a dot map land is quiet.
        quiet = area.fill in context and area.iso3 in discs(drawing)
        if (area.fill, bool(area.picture)) not in colours and not quiet:
            yield f"the colour {area.fill} of {area.iso3}"
        if any(not explains(patterns, pattern) for pattern in patterns_of(area.hatch)):
            yield f"the pattern of {area.iso3}"
        if area.picture:
            picture = pictures.get(area.picture)
            if picture is None or drawing.shapes[area.path].data not in drawing.shapes[picture.path].data:
                yield f"the missing image of {area.iso3}"


def is_bare(drawing: Drawing) -> bool:
    """Whether a drawing is of a bare map, by what it says of itself."""
    return "bare=yes" in drawing.metadata.get("options", "").split()


def more_than_names(drawing: Drawing) -> Iterator[str]:
    """Nothing of headline, key or notes is on a bare picture, and no text but names and what tells its maps apart."""
    if not is_bare(drawing):
        return
    several = SEVERAL_MAPS.keys() & drawing.metadata["options"].split()
    roles = {*LABEL_ROLES, *BARE_ROLES, *(role for kind in several for role in SEVERAL_MAPS[kind])}
    for text in drawing.texts:
        if text.role not in roles or set(RAISED) & set(text.text):
            yield f"a bare map says {said(text)}"
    yield from (f"a bare map has {said(one)}" for one in patches(drawing) if one.role != "bar")


def is_poster(drawing: Drawing) -> bool:
    """Whether a drawing is a poster: it has a line at its foot in place of headline, key and notes."""
    return any(text.role == "foot" for text in drawing.texts)


def uncounted(drawing: Drawing) -> Iterator[str]:
    """Yield what a poster without slogans has no count for, in the colour of the class or with a bar above it."""
    if is_bare(drawing) or any(text.role == "slogan" for text in drawing.texts):
        return
    bars = [patch for patch in patches(drawing) if patch.role == "key"]
    colours = {text.colour for text in drawing.texts if text.role == "count"} | {bar.fill for bar in bars}
    patterns = [pattern for bar in bars for pattern in patterns_of(bar.hatch)]
    for area in areas(drawing):
        told = drawing.attributes[area.iso3]
        if told["status"] in {"in-office", "elected", "as-published"} and area.fill not in colours:
            yield f"the colour {area.fill} of {area.iso3}"
        if bars and any(not explains(patterns, pattern) for pattern in patterns_of(area.hatch)):
            yield f"the pattern of {area.iso3}"


def explains(shown: Sequence[Pattern], pattern: Pattern) -> bool:
    """Whether a pattern is among those of the key; a small shape may hold only some of its directions."""
    return any(one[:3] == pattern[:3] and one[3] >= pattern[3] for one in shown)


def claims_unexplained(drawing: Drawing) -> Iterator[str]:
    """Every pattern of a claim is in the key and no territory's, and its strokes stay within one territory."""
    shown = {patterns_of(patch.hatch) for patch in patches(drawing)}
    territories = {patterns_of(area.hatch) for area in areas(drawing)}
    shapes = [shape for name, shape in land(drawing).items() if name != "context"]
    for one in drawing.layers.get("claims", ()):
        if isinstance(one, Strokes):
            known = is_bare(drawing) or patterns_of((one,)) in shown
            if not known or patterns_of((one,)) in territories:
                yield "the pattern of a claim"
            hatching = shapely.MultiLineString(one.lines)
            near = [shape for shape in shapes if shapely.dwithin(shape, hatching, 1)]
            if not any(shape.buffer(1).contains(hatching) for shape in near):
                yield "the hatching of a claim leaves its territory"


def dots_on_claims(drawing: Drawing) -> Iterator[str]:
    """No leader's dot stands on the line of a claim."""
    placement = drawing.placement
    for one in drawing.layers.get("claims", ()):
        if isinstance(one, Border):
            lines = [[placement.page(point) for point in line] for line in drawing.shapes[one.path].lines]
            claim = shapely.MultiLineString(lines)
            for leader in leaders(drawing):
                if claim.distance(shapely.Point(leader.coords[0])) < one.width:
                    yield f"a dot at {leader.coords[0]} on {one.path}"


def shares_astray(drawing: Drawing) -> Iterator[str]:
    """No segment of a bar overlaps another, and none has two percents or names."""
    for one, other in combinations(segments(drawing), 2):
        if overlap(one.box, other.box) and box_of(one).intersection(box_of(other)).area > ROUNDING:
            yield f"{said(one)} and {said(other)} overlap"
    inside = [segment_under(text, drawing) for text in drawing.texts if text.role in {"share", "bar"}]
    numbered = [segment for segment in inside if segment]
    yield from (f"{said(one)} has two texts" for one in numbered if numbered.count(one) > 1)


def leaders_too_long(drawing: Drawing) -> Iterator[str]:
    """No leader is longer than five sizes of its type: 60 CSS pixels on an article."""
    size = max((text.size for texts in beside_of(drawing).values() for text in texts), default=0.0)
    for line in leaders(drawing):
        if line.length > LONGEST_LEADER * size + ROUNDING:
            yield f"a leader of {line.length:.1f}"


def leaders_over_others(drawing: Drawing) -> Iterator[str]:
    """No leader crosses more than one other territory, nor runs far over it to a coast on its other side."""
    shapes, own = land(drawing), {area.path for area in areas(drawing)}
    for code, texts in beside_of(drawing).items():
        line = next((line for line in leaders(drawing) if leads(line, shapes[code], texts)), None)
        if line is None:
            continue
        met = {path for path in own - {code} if shapes[path].intersects(line)}
        lengths = {path: shapes[path].intersection(line).length for path in met}
        crossed = {path: length for path, length in lengths.items() if length > CROSSED}
        if len(crossed) > 1 or sum(crossed.values()) > FARTHEST_COAST * texts[0].size:
            yield f"the leader of {code} crosses {sorted(crossed)}"


def leaders_over_insets(drawing: Drawing) -> Iterator[str]:
    """No leader cuts the frame of an inset, but for that of a state inside it."""
    for one in drawing.layers.get("context", ()):
        if isinstance(one, Border) and one.path.startswith("inset-"):
            points = [drawing.placement.page(point) for point in drawing.shapes[one.path].lines[0]]
            frame = shapely.box(*shapely.LineString(points).bounds)
            for line in leaders(drawing):
                if line.intersects(frame) and not frame.contains(shapely.Point(line.coords[0])):
                    yield f"a leader cuts {one.path}"


RULES = (
    leaders_too_long,
    leaders_over_others,
    leaders_over_insets,
    texts_overlap,
    off_the_page,
    too_small,
    illegible,
    labels_astray,
    leaders_astray,
    discs_astray,
    marks_astray,
    texts_on_the_map,
    places_astray,
    unexplained,
    claims_unexplained,
    dots_on_claims,
    shares_astray,
    more_than_names,
)


def ground_under(text: Text, drawing: Drawing) -> str:
    """Return the colour of the ground below a text that stands on no territory: land around, the sea, or the page."""
    grounds = {one.path: one.fill for one in drawing.layers.get("context", ()) if isinstance(one, Area)}
    for path in ("context", "left-context", "sea", "left-sea"):
        if path in grounds and shape_of(path, drawing).contains(box_of(text)):
            return grounds[path]
    return drawing.background


def shape_of(path: str, drawing: Drawing) -> BaseGeometry:
    """Return a path of the map as a shape on the page."""
    at = drawing.placement
    return affine_transform(filled(drawing.shapes[path].data), [at.scale, 0, 0, at.scale, at.x, at.y])


def areas(drawing: Drawing) -> list[Area]:
    """Return the areas of the territories."""
    return [one for _, one in drawing.each() if isinstance(one, Area) and one.iso3]


def discs(drawing: Drawing) -> dict[str, BaseGeometry]:
    """Return the discs of small states with their rings, by code."""
    return {one.iso3: shapely.Point(one.x, one.y).buffer(one.reach) for one in small_discs(drawing)}


def small_discs(drawing: Drawing) -> list[Disc]:
    """Return the discs of territories."""
    return [one for one in drawing.layers.get("territories", ()) if isinstance(one, Disc) and one.iso3]


def patches(drawing: Drawing) -> list[Patch]:
    """Return the patches of the key."""
    return [one for _, one in drawing.each() if isinstance(one, Patch)]


def segments(drawing: Drawing) -> list[Patch]:
    """Return the segments of bars of shares, the bars of a strip, and the patches of counts in panels."""
    return [patch for patch in patches(drawing) if patch.role in {"share", "bar", "count"}]


def segment_under(text: Text, drawing: Drawing) -> Patch | None:
    """Return the segment of a bar that a percent or a name stands in, with all its letters."""
    if text.role not in {"share", "bar"}:
        return None
    return next((one for one in segments(drawing) if box_of(one).contains(box_of(text))), None)


def beside_of(drawing: Drawing) -> dict[str, list[Text]]:
    """Return the labels beside their shapes by code."""
    return {code: texts for code, texts in labels_of(drawing).items() if texts[0].anchor != "middle"}


def labels_of(drawing: Drawing) -> dict[str, list[Text]]:
    """Return the lines of each label on the map by the code of what it names."""
    found: dict[str, list[Text]] = {}
    for text in drawing.texts:
        if text.role in LABEL_ROLES:
            found.setdefault(text.iso3, []).append(text)
    return found


def leaders(drawing: Drawing) -> list[shapely.LineString]:
    """Return the leader lines, each once: they are drawn twice, wide and pale under thin and dark."""
    strokes = [one for one in drawing.layers.get("labels", ()) if isinstance(one, Strokes) and not one.round_caps]
    return [shapely.LineString(line) for line in (strokes[0].lines if strokes else ())]


def leads(line: shapely.LineString, shape: BaseGeometry, label: Sequence[Text]) -> bool:
    """Whether a leader runs from a shape to a label, and ends less than a letter's width beside it.

    A leader to land that its dot would hide begins at the edge of that land, outside the line around it.
    """
    start, end = (shapely.Point(point) for point in line.coords)
    return bool(shape.distance(start) < 2 and around(label).distance(end) < 0.5 * label[0].size)


def of_one_drawing(made: Callable[[Drawing], T]) -> Callable[[Drawing], T]:
    """Make what depends on a drawing alone once for all rules, which ask for it at each of its texts."""
    last: list[tuple[Drawing, T]] = []

    @wraps(made)
    def kept(drawing: Drawing) -> T:
        if not last or last[0][0] is not drawing:
            last[:] = [(drawing, made(drawing))]
        return last[0][1]

    return kept


@of_one_drawing
def land(drawing: Drawing) -> Mapping[str, BaseGeometry]:
    """Return every filled shape of the map on the page: the territories, and the land around the region."""
    every = [one.path for layer in drawing.layers.values() for one in layer if isinstance(one, Area)]
    own = [path for path in every if path not in {"sea", "left-sea"}]
    drawn = [(name, name, drawing.placement) for name in own]
    for number, group in enumerate(drawing.groups):
        drawn += [
            (f"{group.kind} {number} {one.path}", one.path, group.placement)
            for one in group.members
            if isinstance(one, Area)
        ]
    shapes = {
        name: affine_transform(filled(drawing.shapes[path].data), [at.scale, 0, 0, at.scale, at.x, at.y])
        for name, path, at in drawn
    }
    shapely.prepare([*shapes.values()])
    return MappingProxyType(shapes)


@cache
def filled(data: str) -> BaseGeometry:
    """Return a path of the basemap as a shape on the grid: its rings, filled by the even-odd rule."""
    rings = shapely.make_valid([Polygon(ring) for ring in Shape(data).lines])
    if not len(rings):
        return Polygon()
    meets = np.bincount(shapely.STRtree(rings).query(rings, predicate="intersects")[0]) > 1
    # Islands, which meet no other ring, need not be filled with the others.
    whole = [*rings[~meets], reduce(shapely.symmetric_difference, rings[meets], Polygon())]
    # Where a ring touches itself, lines are left beside its land, which may be in several parts then.
    parts = shapely.get_parts(shapely.get_parts(whole))
    return shapely.disjoint_subset_union_all([part for part in parts if isinstance(part, Polygon)])


def box_of(mark: Text | Patch) -> Polygon:
    """Return the box of a text or a patch; that of large capitals ends where their letters do."""
    box: Box = mark.box
    if isinstance(mark, Text) and mark.role in LARGE_ROLES and mark.text == mark.text.upper():
        above = 0.88 if ACCENTED.search(mark.text) else 0.68
        below = 0.2 if TAILED.search(mark.text) else 0.0
        box = (box[0], mark.y - above * mark.size, box[2], mark.y + below * mark.size)
    return shapely.box(*box)


def around(texts: Sequence[Text]) -> Polygon:
    """Return the box around texts."""
    return shapely.box(*shapely.unary_union([box_of(text) for text in texts]).bounds)


def patterns_of(hatch: Sequence[Strokes]) -> tuple[Pattern, ...]:
    """Return what tells patterns from others, whatever the shape they fill, from bottom to top.

    Of the same strokes drawn twice, wide and then narrow, the wide ones are the edge.
    """
    own = [one for one, above in zip(hatch, (*hatch[1:], None), strict=False) if not above or above.lines != one.lines]
    return tuple((one.colour, one.round_caps, one.width, directions(one)) for one in own)


def directions(strokes: Strokes) -> frozenset[int]:
    """Return the directions of strokes, in degrees; dots have none."""
    return frozenset(
        round(math.degrees(math.atan2(y2 - y1, x2 - x1))) % 180
        for (x1, y1), (x2, y2) in strokes.lines
        if math.hypot(x2 - x1, y2 - y1) > 0.1
    )


def said(mark: Text | Patch) -> str:
    """Return a text or a patch in words."""
    return f'"{mark.text}"' if isinstance(mark, Text) else f"the patch {mark.fill} at {mark.box}"
