"""Labels beside their shapes: over the sea, clear of each other, and as near as they can be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import gate
import moments
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.drawing.primitives import Placement
from mapgen.labels import beside as labels_module
from mapgen.labels import land_places as land_module
from mapgen.labels.beside import PlacementContext, labels_beside, places_beside
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.candidate import LabelCandidate, label_requests
from mapgen.labels.land_places import _DISTANCES, LandPlace, _cost
from mapgen.labels.room import LabelRoom, TakenRoom
from mapgen.record.snapshots import Entry
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle
from mapgen.words.wording import wording

BESIDE = ("CHL", "ECU", "FLK", "GUF", "GUY", "PRY", "SUR", "URY")
slants = st.integers(-100, 100).map(lambda hundredths: hundredths / 100)
STYLE = LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en")), 14.0, 12.0)


def entries(codes: tuple[str, ...]) -> list[Entry]:
    """Return the entries of some territories."""
    return [entry for entry in moments.choropleth(moments.KAST).entries if entry.iso3 in codes]


def room(scale: float = 0.107, box: tuple[float, float, float, float] = (20, 20, 620, 620)) -> LabelRoom:
    """Return the room around the map on a page of 640 by 640 pixels."""
    return LabelRoom(moments.choropleth(moments.KAST).basemap, Placement(scale, 140, 40), box)


def beside(codes: tuple[str, ...], where: LabelRoom) -> list[LabelCandidate]:
    """Return the labels of some territories."""
    return list(labels_beside(label_requests(entries(codes), where, STYLE), where, STYLE.small, TakenRoom()))


@settings(max_examples=25)
@given(
    st.sets(st.sampled_from(BESIDE), min_size=1).map(lambda codes: tuple(sorted(codes))),
    st.floats(0.06, 0.13),
    st.integers(0, 300),
    st.integers(350, 640),
    st.integers(0, 640),
)
def test_labels_beside_keep_clear_of_everything(
    codes: tuple[str, ...], scale: float, left: int, right: int, top: int
) -> None:
    """Whatever the room, no label or leader meets another, all stay in the room, and none lies on a territory."""
    where = room(scale, (left, top, right, 640))
    candidates = beside(codes, where)
    boxes = [gate.around(one.texts) for one in candidates]
    lines = [shapely.LineString(one.leader) for one in candidates]
    land = [gate.filled(where.basemap.shapes[code].data) for code in where.basemap.territories]
    for box, line in zip(boxes, lines, strict=True):
        assert shapely.box(*where.box).contains(box)
        assert sum(line.intersects(other) for other in boxes) == 0
        on_grid = shapely.transform(box, lambda points: (points - (where.placement.x, where.placement.y)) / scale)
        assert not any(shape.intersects(on_grid) for shape in land)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert not any(one.crosses(other) for one, other in combinations(lines, 2))
    assert len({one.iso3 for one in candidates}) == len(candidates) <= len(codes)


@pytest.mark.parametrize("pair", list(combinations(BESIDE, 2)), ids="-".join)
def test_two_labels_stand_as_near_as_two_can(pair: tuple[str, str]) -> None:
    """Of two labels, the places found cost together what the best of all pairs of free places costs."""
    first, second = (
        list(places_beside(one, PlacementContext(room(), (), STYLE.small)))
        for one in label_requests(entries(pair), room(), STYLE)
    )
    best = min(
        one.cost + next((other.cost for other in second if not other.disturbs(one)), float("inf")) for one in first
    )
    assert sum(one.cost for one in beside(pair, room())) == pytest.approx(best)


@pytest.mark.parametrize("code", BESIDE)
@pytest.mark.parametrize("labels", ["names", "leaders"])
def test_places_are_found_from_the_cheapest_on(code: str, labels: str) -> None:
    """Whoever takes the first free one has the best; what a place costs is what its leader comes to, over land too."""
    style = LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en"), labels=labels), 14.0, 12.0)
    (label,) = label_requests(entries((code,)), room(), style)
    costs = [one.cost for one in places_beside(label, PlacementContext(room(), (), style.small))]
    assert costs == sorted(costs)
    assert len(costs) > (0 if code == "PRY" else 20)  # Paraguay has no coast


def test_no_more_places_are_looked_for_than_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of some five hundred to a label, most are never held against the land."""
    looked_at = []
    real = land_module._places_at

    def counted(*given: object) -> Iterator[LandPlace]:
        looked_at.append(given)
        return real(*given)  # type: ignore[arg-type] (what it was called with)

    labels_module._placed_labels.cache_clear()
    land_module.land_places.cache_clear()
    monkeypatch.setattr(land_module, "_places_at", counted)
    assert len(beside(BESIDE, room())) == len(BESIDE)
    assert len(looked_at) < len(BESIDE) * len(land_module._spots()) * 2 / 3
    # Another date is another question with the same land: nothing is held against it again.
    looked_at.clear()
    labels_module._placed_labels.cache_clear()
    assert len(beside(BESIDE, room())) == len(BESIDE)
    assert not looked_at


def test_a_leader_runs_from_its_shape_to_its_text() -> None:
    """A leader begins in its shape and ends a little beside its label, level with its letters."""
    where = room()
    for candidate in beside(BESIDE, where):
        start, end = candidate.leader
        shape = gate.filled(where.basemap.shapes[candidate.iso3].data)
        assert shape.distance(shapely.Point(where.placement.grid(start))) * where.placement.scale < 2
        (text,) = candidate.texts
        near = text.left if text.anchor == "start" else text.left + text.width
        assert abs(near - end[0]) == pytest.approx(0.3 * text.size)
        assert text.box[1] < end[1] < text.box[3]


def test_labels_are_ranked_by_area() -> None:
    """The larger state comes first, and what is not counted last, however large."""
    requests = label_requests(entries(BESIDE), room(), STYLE)
    ranked = [one.blocks[0].iso3 for one in sorted(requests, key=lambda one: -one.rank)]
    assert ranked == ["CHL", "PRY", "ECU", "GUY", "URY", "SUR", "GUF", "FLK"]


@given(st.sampled_from(_DISTANCES), slants, slants)
def test_a_short_level_leader_costs_least(distance: int, slant: float, other_slant: float) -> None:
    """Farther is dearer, steeper is dearer, up and down are the same, and twice as far is four times as dear."""
    assert _cost(distance, slant) < _cost(distance + 1, slant)
    assert _cost(distance, slant) == _cost(distance, -slant)
    assert (_cost(distance, slant) < _cost(distance, other_slant)) == (abs(slant) < abs(other_slant))
    assert _cost(2 * distance, slant) == pytest.approx(4 * _cost(distance, slant))


def test_the_same_labels_are_placed_the_same_way() -> None:
    """Nothing depends on chance or on the order of the entries' names."""
    first, second = ([one.texts for one in beside(BESIDE, room())] for _ in range(2))
    assert first == second
    assert [one.iso3 for one in beside(BESIDE, room())] == sorted(BESIDE)


def test_no_room_no_labels() -> None:
    """A room without any free place has no labels, and asks for none that overlap."""
    assert beside(BESIDE, room(box=(300, 300, 310, 310))) == []
    assert beside((), room()) == []
