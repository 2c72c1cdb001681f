"""The marks of claims: a dashed line, or thin strokes over the claimed land, which the key explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import box_ring, is_inside
from mapgen.drawing.hatch import CLAIMED
from mapgen.drawing.primitives import Area, Border, Placement, Strokes, Text
from mapgen.layout.key import KeyEntry
from mapgen.layout.territory_layer import label_plate
from mapgen.themes.style import MapStyle, hatched
from mapgen.themes.theme import Fill
from mapgen.words.disputes import claim_label

# The dashes of a line and the widths of it and of the line under it, in CSS pixels where the key's type has 14.
_DASHES = (3.0, 2.2)
_UNDER, _OVER = 2.2, 1.0
_UNDER_AMONG, _OVER_AMONG = 3.4, 1.4
# The least longer side of an area on which a reader can tell a dashed line from a ragged border, in the same pixels.
_LEAST_SIDE = 16.0
# An area whose longer side is a smaller part of the region's is a speck.
_SPECK = 0.03


def claim_entries(choropleth: Choropleth, map_style: MapStyle) -> tuple[KeyEntry, ...]:
    """Return an entry of the key for each claimant's hatching, on the colour below it.

    Where one of several is a speck, on which nobody can tell the claimants apart, one entry says that all are disputed.
    """
    hatched_claims = [name for name, treatment in choropleth.claims.items() if treatment == "hatched"]
    labels = {name: claim_label(choropleth, name, map_style.words) for name in hatched_claims}
    if len(set(labels.values())) > 1 and any(_is_a_speck(choropleth, name) for name in hatched_claims):
        labels = dict.fromkeys(hatched_claims, map_style.words.say("claim.area.key"))
    entries: dict[tuple[str, str], KeyEntry] = {}
    for name in sorted(hatched_claims, key=lambda name: _is_a_speck(choropleth, name)):
        fill = claim_fill(choropleth, name, map_style)
        entries.setdefault((labels[name], fill.pattern_colour), KeyEntry(fill, labels[name]))
    return tuple(entries.values())


def _is_a_speck(choropleth: Choropleth, name: str) -> bool:
    """Whether a claimed area is a speck on any page, next to the whole region."""
    points = [point for ring in choropleth.basemap.shapes[f"claim-area-{name}"].lines for point in ring]
    sides = [max(axis) - min(axis) for axis in zip(*points, strict=True)] if points else [0.0]
    return max(sides) < _SPECK * max(choropleth.basemap.width, choropleth.basemap.height)


def claim_marks(
    choropleth: Choropleth, map_style: MapStyle, placement: Placement, size: float, labels: Sequence[Text]
) -> Iterator[Area | Border | Strokes]:
    """Yield the lines and strokes of claims, which keep off labels; `size` is that of the key's type in CSS pixels.

    Strokes stand on the colour of the land alone, without the pattern of its class, with which they would be a muddle.
    """
    unit = size / 14
    for name, treatment in choropleth.claims.items():
        if treatment == "hidden" or _is_too_small(choropleth, name, placement, unit):
            continue
        if treatment == "hatched":
            if map_style.patterns:
                yield Area(f"claim-area-{name}", claim_fill(choropleth, name, map_style).colour)
            yield from _hatching(choropleth, name, map_style, (placement, size), labels)
        yield from _dashed(name, map_style, unit)


def _dashed(name: str, map_style: MapStyle, unit: float) -> Iterator[Border]:
    """Yield the dashed line of a claim on a wider one of the page's colour, so that it shows on a fill of any colour.

    Among the strokes of patterns dashes would be a few strokes more: there the wider line is whole.
    """
    dashes = (_DASHES[0] * unit, _DASHES[1] * unit)
    among = map_style.patterns
    under, over = (_UNDER_AMONG, _OVER_AMONG) if among else (_UNDER, _OVER)
    yield Border(f"claim-{name}", map_style.theme.page, under * unit, () if among else dashes)
    yield Border(f"claim-{name}", map_style.theme.claim, over * unit, dashes)


def _is_too_small(choropleth: Choropleth, name: str, placement: Placement, unit: float) -> bool:
    """Whether an area that neither the region nor a user marks is too small on a page for a dashed line to be one."""
    area = choropleth.basemap.shapes.get(f"claim-area-{name}")
    if area is None or name in choropleth.region.claims or name in choropleth.treatments.chosen:
        return False
    points = [placement.page(point) for ring in area.lines for point in ring]
    sides = [max(axis) - min(axis) for axis in zip(*points, strict=True)] if points else [0.0]
    return max(sides) < _LEAST_SIDE * unit


def _hatching(
    choropleth: Choropleth, name: str, map_style: MapStyle, place: tuple[Placement, float], labels: Sequence[Text]
) -> Iterator[Strokes]:
    placement, size = place
    area = choropleth.basemap.shapes[f"claim-area-{name}"]
    rings = [[placement.page(point) for point in ring] for ring in area.lines]
    label_rings = [box_ring(label_plate([text])) for text in labels if is_inside((text.x, text.y), rings)]
    # An area too small for a stroke has only its dashed line.
    yield from hatched(claim_fill(choropleth, name, map_style), [*rings, *label_rings], size)


def claim_fill(choropleth: Choropleth, name: str, map_style: MapStyle) -> Fill:
    """Return the fill of the land claimed, with strokes in ink or page, whichever shows on it.

    The land has the colour of the state that holds it, or of surrounding land where the region has no such state.
    """
    held = choropleth.basemap.claims[name].administered
    colours = [map_style.land_fill(entry).colour for entry in choropleth.entries if entry.iso3 == held]
    colour = colours[0] if colours else map_style.theme.context
    return Fill(colour, CLAIMED, map_style.theme.legible(colour))
