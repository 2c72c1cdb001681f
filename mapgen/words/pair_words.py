"""The words that complete NAME=VALUE for the territories, claims and texts of a map."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.places.regions import Region
from mapgen.places.treatment_reader import CLAIM_TREATMENTS, TERRITORY_TREATMENTS
from mapgen.record.alignments import STANDARD_SCALE
from mapgen.views.chosen import AREA_WORDS, areas_of
from mapgen.words.overrides import PREFIX, TEXTS


def pair_words(option: str, region: Region) -> Iterator[str]:
    """Yield what may stand as a value of `--territory`, `--claim` or `--text`; a text itself is the user's own."""
    if option == "--text":
        codes = (*region.codes, *region.sovereigns)
        yield from (f"{name}=" for name in (*TEXTS, *STANDARD_SCALE, *(f"{PREFIX}{code}" for code in codes)))
    names, treatments = {
        "--territory": (region.territories, TERRITORY_TREATMENTS),
        "--claim": (region.claims, CLAIM_TREATMENTS),
    }.get(option, ({}, ()))
    yield from (f"{name}={treatment}" for name in names for treatment in treatments)
    for area in areas_of(region):
        if option == "--territory":
            yield from (f"{area.slug}={treatment}" for treatment in (*AREA_WORDS, *area.parties))
        elif option == "--claim" and area.inside and area.slug not in names:
            yield from (f"{area.slug}={treatment}" for treatment in treatments)
