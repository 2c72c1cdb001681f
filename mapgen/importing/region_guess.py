"""The shipped region that has the most of a table's countries, or of the divisions of states that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from mapgen.importing.model import RowResult
from mapgen.places.region_names import code_in_region, shows_areas
from mapgen.places.regions import Region, read_region, region_names

# So large a share of a column's texts is known where it holds divisions.
_MOSTLY = 0.5


class RegionGuess(Struct, frozen=True):
    """A shipped region, how many of a table's texts name a state of it, and whether it shows divisions of states."""

    name: str
    count: int
    shows_areas: bool


def best_region(results: Iterable[RowResult]) -> RegionGuess:
    """Return the region that has the most of what rows name; of several, the one with the fewest states."""
    results = tuple(results)
    codes = {result.iso3 for result in results if result.iso3}
    texts = {result.text for result in results if result.text}
    regions = [read_region(name) for name in region_names()]
    counts = {region.name: _count(region, codes, texts) for region in regions}
    best = min(regions, key=lambda region: (-counts[region.name], len(region.states), region.name))
    return RegionGuess(best.name, counts[best.name], shows_areas(best))


def _count(region: Region, codes: Collection[str], texts: Collection[str]) -> int:
    if not shows_areas(region):
        return len({*codes} & {*region.states})
    return len({code for text in texts if (code := code_in_region(region, text))})


def region_of_divisions(columns: Iterable[Collection[str]]) -> str:
    """Return the region whose divisions half of the texts of some column name; an empty text if there is none.

    Numbers and single letters, which are codes in some states, name nothing by themselves.
    """
    regions = [region for region in map(read_region, region_names()) if shows_areas(region)]
    filled = [texts for texts in columns if texts]
    shares = {
        region.name: max((sum(_names_one(region, text) for text in texts) / len(texts) for texts in filled), default=0)
        for region in regions
    }
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] >= _MOSTLY else ""


def _names_one(region: Region, text: str) -> bool:
    return len(text) > 1 and not text.isdigit() and code_in_region(region, text) is not None
