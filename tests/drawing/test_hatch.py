"""Patterns: strokes that lie in their shape, evenly, and line up from shape to shape."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import pytest
import shapely
import shapely.affinity
from hypothesis import given
from hypothesis import strategies as st

from mapgen.drawing.hatch import CLAIMED, HATCH_PATTERNS, PATTERNS, Point, Ring, Stroke, coverage, strokes

SQUARE: Ring = [(0, 0), (100, 0), (100, 100), (0, 100)]
HOLE: Ring = [(20, 30), (70, 30), (70, 80), (20, 80)]
ELSEWHERE: Ring = [(300, 40), (420, 40), (420, 90), (300, 90)]
ANGLES = {"stripes": {45}, "cross": {45, 135}, "level": {0}, "level-sparse": {0}, "upright": {90}, "pluses": {0, 90}}

corners = st.integers(-300, 300)


@st.composite
def stars(draw: st.DrawFn) -> list[Point]:
    """Draw a ring of any outline: points at growing angles around a centre, each at some distance."""
    x, y, number = draw(corners), draw(corners), draw(st.integers(3, 12))
    radii = draw(st.lists(st.floats(5, 200), min_size=number, max_size=number))
    turns = [2 * math.pi * one / number for one in range(number)]
    return [(x + r * math.cos(turn), y + r * math.sin(turn)) for r, turn in zip(radii, turns, strict=True)]


def length(stroke: Stroke) -> float:
    """Return the length of a stroke."""
    return math.dist(*stroke)


def direction(stroke: Stroke) -> int:
    """Return the direction of a stroke as a reader sees it: y runs downwards, so up is less."""
    (x1, y1), (x2, y2) = stroke
    return round(math.degrees(math.atan2(y1 - y2, x2 - x1))) % 180


def offset(stroke: Stroke, angle: float) -> float:
    """Return how far the line of a stroke passes from the origin."""
    (x, y), turn = stroke[0], math.radians(angle)
    return x * math.sin(turn) + y * math.cos(turn)


class TestStripes:
    """Stripes and crosses."""

    def test_no_pattern_has_no_strokes(self) -> None:
        """None is a pattern too."""
        assert strokes("none", [SQUARE], 8) == ()

    @pytest.mark.parametrize("pattern", PATTERNS)
    def test_no_shape_has_no_strokes(self, pattern: str) -> None:
        """And breaks nothing."""
        assert strokes(pattern, [], 8) == ()

    @pytest.mark.parametrize("pattern", ANGLES)
    def test_strokes_run_in_the_pattern_s_directions(self, pattern: str) -> None:
        """Stripes rise to the right; a cross falls as well."""
        assert {direction(one) for one in strokes(pattern, [SQUARE], 8)} == ANGLES[pattern]

    @given(ring=stars(), spacing=st.floats(3, 40))
    def test_strokes_are_the_parallels_cut_to_the_shape(self, ring: list[Point], spacing: float) -> None:
        """Each parallel, and all of it that lies inside: as much as shapely finds there, and nothing outside."""
        shape = shapely.make_valid(shapely.Polygon(ring))
        hatch_strokes = strokes("stripes", [ring], spacing)
        drawn = shapely.MultiLineString([shapely.LineString(one) for one in hatch_strokes if length(one) > 1e-9])
        assert drawn.difference(shape.buffer(1e-6)).length < 1e-6
        reach, turn = 1500, math.radians(45)
        across, along = (math.sin(turn), math.cos(turn)), (math.cos(turn), -math.sin(turn))
        parallels = [
            shapely.LineString(
                [(far * across[0] + t * along[0], far * across[1] + t * along[1]) for t in (-reach, reach)]
            )
            for number in range(-int(reach / spacing), int(reach / spacing) + 1)
            for far in [(number + 0.5) * spacing]
        ]
        expected = sum(shape.intersection(one).length for one in parallels)
        assert sum(map(length, hatch_strokes)) == pytest.approx(expected, rel=1e-6, abs=1e-3)

    def test_holes_stay_free(self) -> None:
        """What a ring inside a ring encloses is outside, by the even-odd rule."""
        hatch_strokes = strokes("cross", [SQUARE, HOLE], 8)
        hole = shapely.Polygon(HOLE).buffer(-1e-6)
        assert not any(shapely.LineString(one).intersects(hole) for one in hatch_strokes)
        assert sum(map(length, hatch_strokes)) < sum(map(length, strokes("cross", [SQUARE], 8)))

    @pytest.mark.parametrize("angle", [45, 135])
    def test_strokes_line_up_across_shapes(self, angle: int) -> None:
        """Wherever a shape lies, its strokes are parts of the same parallels, half a spacing off the origin."""
        hatch_strokes = [one for one in strokes("cross", [SQUARE, ELSEWHERE], 8) if direction(one) == angle]
        parted = [one for ring in (SQUARE, ELSEWHERE) for one in strokes("cross", [ring], 8) if direction(one) == angle]
        steps = {round(offset(one, angle) / 8 - 0.5, 6) for one in hatch_strokes}
        assert steps == {round(step) for step in steps}
        assert {round(offset(one, angle), 6) for one in parted} == {
            round(offset(one, angle), 6) for one in hatch_strokes
        }

    def test_ink_grows_as_the_spacing_shrinks(self) -> None:
        """The length of all strokes times their spacing is the area of the shape, or nearly."""
        for spacing in (1.0, 2.0, 5.0):
            assert sum(map(length, strokes("stripes", [SQUARE], spacing))) * spacing == pytest.approx(10_000, rel=0.02)

    def test_a_parallel_through_a_corner_is_cut_once(self) -> None:
        """A vertex on a parallel belongs to one of its two edges, or strokes would run on outside."""
        # Turned by 45°, these corners lie exactly on levels of a spacing of the square root of two.
        level = math.sqrt(2) / 2 / math.cos(math.radians(45))
        diamond = [(0.0, -level), (level, 0.0), (0.0, level), (-level, 0.0)]
        shape = shapely.Polygon(diamond).buffer(1e-9)
        assert all(shape.covers(shapely.LineString(one)) for one in strokes("cross", [diamond], math.sqrt(2)))


class TestPluses:
    """Plus signs: short level and upright strokes that cross in their middles."""

    @given(ring=stars(), spacing=st.floats(5, 40))
    def test_arms_lie_inside(self, ring: list[Point], spacing: float) -> None:
        """Each is cut to the shape, and no longer than the others."""
        shape = shapely.make_valid(shapely.Polygon(ring)).buffer(1e-6)
        for stroke in strokes("pluses", [ring], spacing):
            assert shape.covers(shapely.LineString(stroke))
            assert length(stroke) < 1.2 * spacing

    def test_every_other_square_has_its_sign(self) -> None:
        """A hundred squares of the board lie in the square: fifty whole signs, each of two arms with one middle."""
        hatch_strokes = strokes("pluses", [SQUARE], 10)
        middles = Counter(
            ((x1 + x2) / 2, (y1 + y2) / 2)
            for (x1, y1), (x2, y2) in hatch_strokes
            if length(((x1, y1), (x2, y2))) > 10.9
        )
        inner = {spot: count for spot, count in middles.items() if min(spot) > 10 and max(spot) < 90}
        assert set(inner.values()) == {2}
        assert len(inner) == 32
        assert all((int(x // 10) + int(y // 10)) % 2 == 0 for x, y in inner)

    def test_signs_line_up_across_shapes(self) -> None:
        """Two shapes have the signs that each has by itself."""
        both = strokes("pluses", [SQUARE, ELSEWHERE], 8)
        assert sorted(both) == sorted(strokes("pluses", [SQUARE], 8) + strokes("pluses", [ELSEWHERE], 8))


class TestClear:
    """Parallels that keep clear of the edge of their shape."""

    @given(ring=stars(), spacing=st.floats(5, 40), clear=st.floats(0.5, 3))
    def test_they_have_the_shape_around_them(self, ring: list[Point], spacing: float, clear: float) -> None:
        """The lines beside each, as far off as it keeps clear, lie in the shape as well; its ends stop before."""
        shape = shapely.make_valid(shapely.Polygon(ring)).buffer(1e-6)
        drawn = shapely.MultiLineString([list(one) for one in strokes("stripes", [ring], spacing, clear)])
        across = clear / math.sqrt(2)
        for by in (-across, 0.0, across):
            assert shape.covers(shapely.affinity.translate(drawn, by, by))
        whole = shapely.MultiLineString([list(one) for one in strokes("stripes", [ring], spacing)])
        assert whole.buffer(1e-6).covers(drawn)

    def test_what_is_narrower_has_no_strokes(self) -> None:
        """A strip of land through which a stroke would run from edge to edge keeps its colour."""
        strip = [(0.0, 0.0), (100.0, 100.0), (101.0, 99.0), (1.0, -1.0)]
        assert strokes("stripes", [strip], 0.3)
        assert strokes("stripes", [strip], 0.3, clear=1) == ()


@pytest.mark.parametrize("pattern", HATCH_PATTERNS)
def test_coverage_is_what_the_strokes_cover(pattern: str) -> None:
    """To three hundredths, as shapely measures it in a large square."""
    spacing, side = 10.0, 160
    square: Ring = [(0, 0), (side, 0), (side, side), (0, side)]
    width = HATCH_PATTERNS[pattern].width / HATCH_PATTERNS[pattern].spacing * spacing
    drawn = [
        shapely.Point(start).buffer(width / 2)
        if start == end
        else shapely.LineString([start, end]).buffer(width / 2, cap_style="flat")
        for start, end in strokes(pattern, [square], spacing)
    ]
    covered = shapely.union_all(drawn).intersection(shapely.Polygon(square)).area / side**2
    assert coverage(pattern) == pytest.approx(covered, abs=0.03)


class TestDots:
    """Dots: strokes of no length."""

    @given(ring=stars(), spacing=st.floats(5, 40))
    def test_dots_lie_inside(self, ring: list[Point], spacing: float) -> None:
        """Each is one point of the shape."""
        shape = shapely.make_valid(shapely.Polygon(ring)).buffer(1e-6)
        for start, end in strokes("dots", [ring], spacing):
            assert start == end
            assert shape.covers(shapely.Point(start))

    def test_dots_stand_in_staggered_rows(self) -> None:
        """Rows lie three quarters of a spacing apart; every other row is moved by half a spacing."""
        rows: dict[float, list[float]] = {}
        for (x, y), _ in strokes("dots", [SQUARE], 8):
            rows.setdefault(y, []).append(x)
        levels = sorted(rows)
        for level, following in pairwise(levels):
            assert following - level == pytest.approx(6)
            assert {round(x % 8, 6) for x in rows[level]} in ({0.0}, {4.0})
            assert {round(x % 8, 6) for x in rows[level]} != {round(x % 8, 6) for x in rows[following]}

    def test_every_place_of_the_grid_inside_has_its_dot(self) -> None:
        """None is left out between the edges, those included: 17 rows of 13 fill the square."""
        hatch_strokes = strokes("dots", [SQUARE], 8)
        assert len({dot for dot, _ in hatch_strokes}) == len(hatch_strokes)
        assert {y for (_, y), _ in hatch_strokes} == {3 + 6 * number for number in range(17)}
        assert len(hatch_strokes) == 17 * 13

    def test_dots_line_up_across_shapes(self) -> None:
        """Two shapes have the dots that each has by itself."""
        both = strokes("dots", [SQUARE, ELSEWHERE], 8)
        assert sorted(both) == sorted(strokes("dots", [SQUARE], 8) + strokes("dots", [ELSEWHERE], 8))


def test_what_is_claimed_looks_like_no_other_pattern() -> None:
    """Its strokes run one way, in which no pattern of a theme runs alone; a theme cannot give it to anything."""
    assert CLAIMED not in PATTERNS
    claimed = {direction(one) for one in strokes(CLAIMED, [SQUARE], 8)}
    assert claimed == {135}
    for pattern in PATTERNS:
        directions = {direction(one) for one in strokes(pattern, [SQUARE], 8) if length(one) > 0}
        assert directions != claimed
