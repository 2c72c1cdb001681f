"""Shared borders: every edge that two territories have in common, each once, and no coast."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.basemap.model import GridLine, GridPoint
from mapgen.basemap.topology import borders_of

Edge = tuple[GridPoint, GridPoint]
# Territories laid on a chessboard: each letter owns a square, a dot is the sea.
boards = st.lists(st.text("ABC.", min_size=4, max_size=4), min_size=1, max_size=4)


def squares(board: list[str]) -> dict[str, list[GridLine]]:
    """Return the rings of each letter's squares on a board, ten grid steps a side."""
    rings: dict[str, list[GridLine]] = {}
    for y, row in enumerate(board):
        for x, code in enumerate(row):
            if code != ".":
                corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
                rings.setdefault(code, []).append(tuple((10 * a, 10 * b) for a, b in corners))
    return rings


def edges(lines: list[GridLine]) -> Counter[Edge]:
    """Return how often lines run along each edge, in either direction."""
    return Counter((min(pair), max(pair)) for line in lines for pair in pairwise(line))


def lines_of(borders: dict[tuple[str, str], list[GridLine]]) -> list[GridLine]:
    """Return the lines of all pairs, one after the other."""
    return [line for lines in borders.values() for line in lines]


def edge(one: GridPoint, other: GridPoint) -> Edge:
    """Return the edge between two corners of the board."""
    (a, b), (c, d) = sorted((one, other))
    return (10 * a, 10 * b), (10 * c, 10 * d)


def shared_edges(board: list[str], drawn: set[str]) -> set[Edge]:
    """Return the edges between squares of different letters of which one is drawn, by looking at each pair."""
    found = set()
    for y, row in enumerate(board):
        for x, code in enumerate(row):
            right = row[x + 1] if x + 1 < len(row) else "."
            below = board[y + 1][x] if y + 1 < len(board) else "."
            if "." not in {code, right} and code != right and {code, right} & drawn:
                found.add(edge((x + 1, y), (x + 1, y + 1)))
            if "." not in {code, below} and code != below and {code, below} & drawn:
                found.add(edge((x, y + 1), (x + 1, y + 1)))
    return found


@given(board=boards, drawn=st.sets(st.sampled_from("ABC")))
def test_borders_are_the_edges_that_two_share(board: list[str], drawn: set[str]) -> None:
    """Each of them once and no other: not the coast, nor an edge between two that are only context."""
    found = edges(lines_of(borders_of(squares(board), drawn)))
    assert set(found) == shared_edges(board, drawn)
    assert set(found.values()) <= {1}


@given(board=boards)
def test_the_same_shapes_give_the_same_lines(board: list[str]) -> None:
    """Whatever the order in which territories and rings come, and wherever a ring begins."""
    rings = squares(board)
    turned = {code: [(*ring[2:], *ring[:2]) for ring in reversed(rings[code])] for code in sorted(rings, reverse=True)}
    assert borders_of(rings, {"A", "B"}) == borders_of(turned, {"A", "B"})


@pytest.mark.parametrize(
    ("board", "expected"),
    [
        pytest.param(["AB"], [((10, 0), (10, 10))], id="one edge"),
        pytest.param(["AB", "AB", "AB"], [((10, 0), (10, 10), (10, 20), (10, 30))], id="edges joined"),
        pytest.param(["AB", "CC"], [((10, 0), (10, 10)), ((0, 10), (10, 10)), ((10, 10), (20, 10))], id="three meet"),
        pytest.param(["A.B"], [], id="sea between"),
        pytest.param(["A.", ".B"], [], id="a corner is no border"),
        pytest.param(
            ["AAA", "ABA", "AAA"], [((10, 10), (10, 20), (20, 20), (20, 10), (10, 10))], id="enclave: a closed line"
        ),
        pytest.param(
            ["BBA", "BAA", "BBA"],
            [((20, 0), (20, 10), (10, 10), (10, 20), (20, 20), (20, 30))],
            id="a bay: lines begin at their ends and not in the middle",
        ),
        pytest.param(
            ["AB", "BA"],
            [((0, 10), (10, 10)), ((10, 0), (10, 10)), ((10, 10), (10, 20)), ((10, 10), (20, 10))],
            id="a fork: lines end there",
        ),
        pytest.param(["AAB", "BBB"], [((0, 10), (10, 10), (20, 10), (20, 0))], id="round a corner"),
    ],
)
def test_edges_are_joined_into_lines(board: list[str], expected: list[GridLine]) -> None:
    """As long as they can be, from the coast or a third territory to the next; a closed one ends where it begins."""
    drawn = {"A"} if "C" not in "".join(board) else {"A", "B", "C"}
    assert lines_of(borders_of(squares(board), drawn)) == expected


def test_borders_are_told_apart_by_their_pair() -> None:
    """Where three territories meet each pair has its own line, named in the order of the codes."""
    assert borders_of(squares(["BA", "CC"]), {"A", "B", "C"}) == {
        ("A", "B"): [((10, 0), (10, 10))],
        ("A", "C"): [((10, 10), (20, 10))],
        ("B", "C"): [((0, 10), (10, 10))],
    }
