"""The basemap as plain values: what is written is read back, and what is free of land is free of it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import asdict

from mapgen.basemap.model import Basemap, InscribedBox, LandMask, Metres, Shape, TerritoryShape, path_data
from mapgen.basemap.prepare import prepare
from mapgen.places.regions import Region

points = st.tuples(st.integers(-40_000, 40_000), st.integers(-40_000, 40_000))
lines = st.lists(st.lists(points, min_size=2, max_size=12).map(tuple), max_size=5).map(tuple)
Lines = tuple[tuple[tuple[int, int], ...], ...]

numbers = st.floats(-1e5, 1e5, allow_nan=False)
boxes = st.builds(InscribedBox, numbers, numbers, numbers, numbers)
masks = st.integers(1, 70).flatmap(
    lambda columns: st.builds(
        LandMask,
        # Quarters, so that no sum or product is rounded and both ways of asking must agree to the bit.
        left=st.integers(-400, 400).map(lambda n: n / 4),
        top=st.integers(-400, 400).map(lambda n: n / 4),
        cell=st.sampled_from([0.25, 0.5, 1.0, 2.75, 16.0]),
        columns=st.just(columns),
        rows=st.lists(st.integers(0, 2**columns - 1), max_size=12).map(tuple),
    )
)
basemaps = st.builds(
    Basemap,
    region=st.text(),
    scale=st.sampled_from(["110m", "50m", "10m"]),
    width=st.integers(1, 30_000),
    height=st.integers(1, 30_000),
    shapes=st.dictionaries(st.text(), st.builds(lambda some: Shape(path_data(some, closed=True)), lines), max_size=3),
    borders=st.dictionaries(
        st.tuples(st.text(), st.text()), st.builds(lambda some: Shape(path_data(some, closed=False)), lines), max_size=3
    ),
    territories=st.dictionaries(
        st.text(),
        st.builds(
            TerritoryShape, st.lists(boxes, max_size=3).map(tuple), st.tuples(numbers, numbers), numbers, numbers
        ),
        max_size=3,
    ),
    land=masks,
    boundaries=st.text(),
    metres=st.builds(Metres, st.text(), numbers, numbers, numbers),
)


class TestPathData:
    """Paths as SVG path data."""

    @given(some=lines, closed=st.booleans())
    @example(some=(((0, 0), (0, 0)), ((-1, -1), (1, 1))), closed=False)
    def test_what_is_written_is_read_back(self, some: Lines, closed: bool) -> None:  # noqa: FBT001 (hypothesis names it)
        """Every point of every line, in order."""
        shape = Shape(path_data(some, closed=closed))
        assert shape.lines == some
        assert shape.closed == (closed and bool(some))

    @given(some=lines, closed=st.booleans())
    def test_it_is_path_data_of_absolute_starts_and_relative_steps(self, some: Lines, closed: bool) -> None:  # noqa: FBT001
        """Read by SVG's own grammar, in which numbers are parted by a space or by their minus sign."""
        data = path_data(some, closed=closed)
        assert re.fullmatch("[-0-9Mlz ]*", data)
        parts = [part for part in re.split("(?=M)", data) if part]
        for line, part in zip(some, parts, strict=True):
            start, steps = part.removesuffix("z").removeprefix("M").split("l")
            assert tuple(map(int, start.split())) == line[0]
            expected = [number for (a, b), (c, d) in pairwise(line) for number in (c - a, d - b)]
            assert [int(number) for number in re.findall(r"-?\d+", steps)] == expected
            assert part.endswith("z") == closed

    def test_a_minus_sign_parts_by_itself(self) -> None:
        """No byte is spent on a space before it."""
        assert path_data([((1, 2), (3, 1), (0, 5), (0, 5))], closed=True) == "M1 2l2-1-3 4 0 0z"
        assert path_data([((-1, -2), (0, 0)), ((0, 0), (5, 5))], closed=False) == "M-1 -2l1 2M0 0l5 5"

    def test_nothing_is_an_empty_path(self) -> None:
        """Of no lines, neither open nor closed."""
        assert path_data([], closed=True) == ""
        assert Shape("").lines == ()
        assert not Shape("").closed


class TestPlain:
    """Keeping a basemap as JSON."""

    @given(basemap=basemaps)
    def test_what_is_kept_is_read_back(self, basemap: Basemap) -> None:
        """Through JSON, which has no tuples and no whole numbers of any length elsewhere."""
        assert asdict(Basemap.from_plain(json.loads(json.dumps(basemap.to_plain())))) == asdict(basemap)

    def test_a_real_basemap_is_read_back(self, south_america: Region) -> None:
        """As it was prepared."""
        basemap = prepare(south_america, "110m", 500, "hash")
        assert asdict(Basemap.from_plain(json.loads(json.dumps(basemap.to_plain())))) == asdict(basemap)
        assert set(basemap.territories) <= set(basemap.shapes)

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("land", None),
            ("land", [0, 0, 1]),
            ("land", [0, 0, 1, 1, ["no hexadecimal"]]),
            ("land", [0, 0, 1, 1, 5]),
            ("shapes", None),
            ("shapes", 3),
            ("shapes", ["M0 0"]),
            ("borders", [["ARG", "BOL"]]),
            ("borders", 5),
            ("territories", "none"),
            ("territories", {"ARG": [[[1, 2]], [0, 0], 1]}),
            ("territories", {"ARG": [[], 5, 1]}),
            ("territories", {"ARG": []}),
            ("claims", {"essequibo": ["GUY"]}),
            ("claims", 4),
            ("metres", 4),
            ("beyond", 4),
            ("places", [["BRA", {}]]),
            ("metres", ["+proj=laea"]),
            ("cells", 4),
            ("cells", [0.0, 0.0, 1.0]),
            ("cells", [0.0, 0.0, 1.0, {"BRA": [0, 2]}]),
        ],
    )
    def test_what_is_no_basemap_is_refused(self, key: str, value: object) -> None:
        """With one of three kinds of error, so that the cache can prepare a broken one again."""
        plain: dict[str, Any] = {
            "region": "r",
            "scale": "50m",
            "width": 1,
            "height": 1,
            "shapes": {},
            "borders": [],
            "territories": {},
            "land": [0, 0, 1, 1, ["1"]],
            "boundaries": "",
            "metres": ["+proj=laea", 0.0, 0.0, 1.0],
            "claims": {"essequibo": ["GUY", "VEN"]},
            "beyond": ["RUS"],
            "places": [["BRA", {}, [[0, 0, 4, 2]]]],
            "cells": [0.0, 0.0, 1.0, {"BRA": [0, [[0, 2]]]}],
        }
        assert Basemap.from_plain(plain).land.rows == (1,)
        with pytest.raises((KeyError, TypeError, ValueError)):
            Basemap.from_plain({**plain, key: value})
        with pytest.raises(KeyError):
            Basemap.from_plain({name: kept for name, kept in plain.items() if name != key})

    @pytest.mark.parametrize("plain", [None, [], "text", 3])
    def test_what_is_no_table_is_refused(self, plain: Any) -> None:  # noqa: ANN401 (whatever JSON can hold)
        """Likewise."""
        with pytest.raises((KeyError, TypeError, ValueError)):
            Basemap.from_plain(plain)


class TestLandMask:
    """Where there is land, on coarse cells."""

    @given(mask=masks, corners=st.tuples(*[st.integers(-800, 2400).map(lambda n: n / 4)] * 4))
    def test_a_box_is_free_where_no_cell_of_land_meets_it(
        self, mask: LandMask, corners: tuple[float, float, float, float]
    ) -> None:
        """Against looking at every cell; outside the mask nothing is known to be land."""
        (left, right), (top, bottom) = sorted(corners[:2]), sorted(corners[2:])
        land = [
            (mask.left + column * mask.cell, mask.top + row * mask.cell)
            for row, bits in enumerate(mask.rows)
            for column in range(mask.columns)
            if bits >> column & 1
        ]
        meets = any(x <= right and left < x + mask.cell and y <= bottom and top < y + mask.cell for x, y in land)
        assert mask.is_free(left, top, right, bottom) is not meets

    @given(mask=masks, x=st.integers(-800, 2400).map(lambda n: n / 4), y=st.integers(-800, 2400).map(lambda n: n / 4))
    def test_a_point_has_land_where_its_box_is_not_free(self, mask: LandMask, x: float, y: float) -> None:
        """A point is a box without width and height, inside the mask and outside of it."""
        assert mask.has_land(x, y) is not mask.is_free(x, y, x, y)

    @pytest.mark.parametrize(
        ("box", "free"),
        [
            ((11, 0, 19, 9), True),
            ((10, 0, 10, 10), False),
            ((12, 12, 13, 13), False),
            ((19, 19, 40, 19), False),
            ((20, 0, 40, 19), True),
            ((20, 0, 40, 20), False),
            ((29, 29, 40, 40), False),
            ((30, 0, 40, 40), True),
            ((0, 30, 40, 40), True),
            ((0, 12, 9, 18), True),
            ((0, 12, 40, 18), False),
            ((-9, 0, -1, 9), True),
            ((0, -9, 9, -1), True),
            ((-9, -9, 0, 0), False),
            ((500, 12, 600, 18), True),
            ((12, 500, 18, 600), True),
            ((-50, -50, 500, 500), False),
        ],
    )
    def test_land_along_the_diagonal(self, box: tuple[float, float, float, float], free: bool) -> None:  # noqa: FBT001
        """Of three by three cells, ten units a side, those of the diagonal are land; edges belong to the next cell."""
        assert LandMask(0, 0, 10, 3, (0b001, 0b010, 0b100)).is_free(*box) is free
