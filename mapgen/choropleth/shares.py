"""Shares of the classes in a measure of all states of a map (population, area, GDP), in whole percents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.errors import InputError, listed, nearest
from mapgen.places.figures import MEASURES, read_figures
from mapgen.places.region_names import shows_areas
from mapgen.record.snapshots import Entry, Status

# The statuses of states without a class, in the key's order.
_STATUSES = (Status.RESULT_PENDING, Status.NOT_RECORDED, Status.VACANT, Status.NO_DATA)


class ClassShare(Struct, frozen=True):
    """The part of a measure that belongs to a class (by its name), or to the states of a status.

    `amount` is in people, square kilometres or dollars, `percent` whole; `states` are the codes counted.
    """

    name: str
    amount: float
    percent: int
    states: tuple[str, ...]


class Share(Struct, frozen=True):
    """A measure's parts in the order of the key; their percents sum to 100.

    `years` is the year of each state's figure (empty for areas, which are measured on the drawn shapes), `without` the
    states that have no figure and are not counted. If no state has a figure there are no parts.
    """

    measure: str
    parts: tuple[ClassShare, ...]
    years: Mapping[str, int]
    without: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Share of {self.measure}: {', '.join(f'{part.name} {part.percent}%' for part in self.parts)}>"


def checked_measures(measures: Iterable[str]) -> tuple[str, ...]:
    """Return measures in the order of MEASURES, each once; raises InputError for an unknown one, naming the nearest."""
    requested = set(measures)
    for name in sorted(requested - set(MEASURES)):
        raise InputError.single(f'share "{name}"', f"write {listed(MEASURES)}{nearest(name, MEASURES)}")
    return tuple(name for name in MEASURES if name in requested)


def share_of(choropleth: Choropleth, measure: str, classes: int) -> Share:
    """Return the share of each class in a measure, of 3 classes or of the whole scale; only states are counted.

    Raises InputError for figures that are of states alone, on a map of divisions or of areas of one's own.
    """
    if measure != "area" and shows_areas(choropleth.region):
        message = f"there are no figures for what {choropleth.region.name} shows; write area, which is measured"
        raise InputError.single(f'share "{measure}"', message)
    states = [entry for entry in choropleth.entries if entry.status is not Status.NOT_APPLICABLE]
    amounts, years = _amounts(choropleth, measure)
    groups = _grouped([entry for entry in states if entry.iso3 in amounts], choropleth, classes)
    sums = {name: sum(amounts[code] for code in codes) for name, codes in groups.items()}
    percents = whole_percents(tuple(sums.values()))
    return Share(
        measure=measure,
        parts=tuple(
            ClassShare(name, sums[name], whole, groups[name]) for name, whole in zip(sums, percents, strict=False)
        ),
        years={entry.iso3: years[entry.iso3] for entry in states if entry.iso3 in years},
        without=tuple(entry.iso3 for entry in states if entry.iso3 not in amounts),
    )


def _amounts(choropleth: Choropleth, measure: str) -> tuple[Mapping[str, float], Mapping[str, int]]:
    """Return a measure's amounts by code, and the years of those that have one."""
    if measure == "area":
        return {code: shape.area_km2 for code, shape in choropleth.basemap.territories.items()}, {}
    figures = read_figures(measure)
    amounts = {code: figure.value for code, figure in figures.items()}
    return amounts, {code: figure.year for code, figure in figures.items()}


def _grouped(states: Sequence[Entry], choropleth: Choropleth, classes: int) -> dict[str, tuple[str, ...]]:
    """Return the codes of states by class, or by status where they have none, in the key's order; none is empty."""
    names = (*choropleth.snapshot.scale.class_names(classes), *_STATUSES)
    groups = {
        name: tuple(entry.iso3 for entry in states if (entry.class_name(classes) or entry.status) == name)
        for name in names
    }
    return {str(name): codes for name, codes in groups.items() if codes}


def whole_percents(amounts: Sequence[float]) -> tuple[int, ...]:
    """Return amounts as whole percents that sum to 100, by the method of the largest remainder; none for no amounts.

    Of equal remainders the first is rounded up.
    """
    total = sum(amounts)
    if not total:
        return ()
    exact = [100 * amount / total for amount in amounts]
    whole = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: whole[i] - exact[i])
    for i in by_remainder[: 100 - sum(whole)]:
        whole[i] += 1
    return tuple(whole)
