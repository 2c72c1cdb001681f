"""Which labels have a place where not all have one: those of larger states."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.labels.blocks import LabelBlock, LabelLine
from mapgen.labels.candidate import LabelCandidate
from mapgen.labels.places import Places, chosen

spots = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6)), min_size=1, max_size=4)
maps = st.lists(spots, min_size=1, max_size=7)


def candidate(code: str, spot: tuple[int, int]) -> LabelCandidate:
    """Return a label of thirty by ten at a spot, its leader as short as can be."""
    x, y = 10.0 * spot[0], 6.0 * spot[1]
    block = LabelBlock(code, (LabelLine(code, 10.0, 30.0, "label"),))
    leader = ((x - 4, y), (x - 2, y))
    return LabelCandidate(block, (x, y), "start", ("#000000", "#ffffff"), (x, y - 5, x + 30, y + 5), leader, spot[0])


def placed(every: dict[str, list[LabelCandidate]], ranks: dict[str, int]) -> list[LabelCandidate]:
    """Return the places chosen for labels of these ranks."""
    places = Places({code: iter(of_code) for code, of_code in every.items()}, ranks)
    return chosen(places, [sorted(every), sorted(every, reverse=True)])


@given(maps)
def test_no_label_is_left_out_for_smaller_ones(spots_of_labels: list[list[tuple[int, int]]]) -> None:
    """Whoever is left out has at each of its places a label of higher rank in its way."""
    codes = [chr(65 + number) * 3 for number in range(len(spots_of_labels))]
    ranks = {code: number for number, code in enumerate(codes, 1)}
    every = {
        code: [candidate(code, spot) for spot in sorted(spots)]
        for code, spots in zip(codes, spots_of_labels, strict=True)
    }
    found = placed(every, ranks)
    for code in set(codes) - {one.iso3 for one in found}:
        for place in every[code]:
            assert any(one.disturbs(place) and ranks[one.iso3] > ranks[code] for one in found)


def test_of_two_labels_with_one_place_the_larger_state_has_it() -> None:
    """However cheap the place of the smaller one is."""
    every = {"BIG": [candidate("BIG", (9, 0))], "SML": [candidate("SML", (8, 0))]}
    assert [one.iso3 for one in placed(every, {"BIG": 2, "SML": 1})] == ["BIG"]
    assert [one.iso3 for one in placed(every, {"BIG": 1, "SML": 2})] == ["SML"]


@given(maps)
def test_each_label_takes_the_cheapest_place_that_is_free(spots_of_labels: list[list[tuple[int, int]]]) -> None:
    """In the order given, however much is known of the places already."""
    every = {
        chr(65 + number) * 3: [candidate(chr(65 + number) * 3, spot) for spot in sorted(spots)]
        for number, spots in enumerate(spots_of_labels)
    }
    places = Places({code: iter(of_code) for code, of_code in every.items()})
    for order in (sorted(every), sorted(every, reverse=True), sorted(every)):
        taken: list[LabelCandidate] = []
        for code in order:
            free = (place for place in every[code] if not any(place.disturbs(before) for before in taken))
            taken += [place for place in [next(free, None)] if place]
        found = places.placed(order)
        assert [places.every[found[code]] for code in order if code in found] == taken
