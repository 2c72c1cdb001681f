"""How a map draws the territories that are not states of its region, and the disputed areas.

The region's file says how; a user may choose otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.files.vocabulary import word_of
from mapgen.places.countries import nearest_place
from mapgen.places.region_names import code_in_region, name_in_region, refusal_in_region, shows_areas
from mapgen.places.regions import Region
from mapgen.places.treatment_reader import CLAIM_TREATMENTS, TERRITORY_TREATMENTS

_NONE_CHOSEN: Mapping[str, str] = {}


class Treatments(Struct, frozen=True):
    """One of TERRITORY_TREATMENTS for each territory of a region, and one of CLAIM_TREATMENTS for each of its claims.

    `chosen` names the claims whose treatment the user chose.
    """

    territories: Mapping[str, str]
    claims: Mapping[str, str]
    chosen: frozenset[str] = frozenset()

    def hides(self, iso3: str) -> bool:
        """Whether a territory is not drawn."""
        return self.territories.get(iso3) == "hidden"


def treatments_of(
    region: Region, territories: Mapping[str, str] = _NONE_CHOSEN, claims: Mapping[str, str] = _NONE_CHOSEN
) -> Treatments:
    """Return a region's treatments, with the user's choices in place of the region's own.

    `territories` are given by code, or by name in any language of the map. Raises InputError with every name that the
    region lacks, every name given twice and every unknown treatment.
    """
    problems: list[Problem] = []
    territories = _treatments("territory", territories, TERRITORY_TREATMENTS, problems)
    claims = _treatments("claim", claims, CLAIM_TREATMENTS, problems)
    by_code = _by_code(region, territories, problems)
    claims = _by_claim(region, claims, problems)
    if problems:
        raise InputError(problems)
    return Treatments(
        {**region.territories, **by_code},
        {name: claims.get(name, own) for name, own in region.claims.items()},
        frozenset(claims),
    )


def _treatments(
    kind: str, treatments: Mapping[str, str], words: Sequence[str], problems: list[Problem]
) -> dict[str, str]:
    """Return treatments as the words that they mean, in any case."""
    meant: dict[str, str] = {}
    for name, treatment in treatments.items():
        word = word_of(treatment, words)
        if word is None:
            hint = nearest(treatment, words)
            problems.append(Problem(f"{kind} {name}={treatment}", f"write {listed(words)}{hint}"))
        meant[name] = word or treatment
    return meant


def _by_claim(region: Region, treatments_by_name: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    treatments: dict[str, str] = {}
    for name, treatment in treatments_by_name.items():
        claim = word_of(name, region.claims)
        if claim is None:
            problems.append(Problem(f'claim "{name}"', _unknown_claim(name, region)))
        elif claim in treatments:
            problems.append(Problem(f'claim "{name}"', f"{claim} is given twice; give it once"))
        else:
            treatments[claim] = treatment
    return treatments


def _by_code(region: Region, treatments_by_name: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    treatments: dict[str, str] = {}
    for name, treatment in treatments_by_name.items():
        code = code_in_region(region, name, region.territories)
        if code is None:
            problems.append(Problem(f'territory "{name}"', _unknown_territory(name, region)))
        elif code in treatments:
            problems.append(Problem(f'territory "{name}"', f"{code} is given twice; give it once"))
        else:
            treatments[code] = treatment
    return treatments


def _unknown_territory(name: str, region: Region) -> str:
    if code := code_in_region(region, name):
        what = "an area" if shows_areas(region) else "a state"
        return f"{name_in_region(region, code, 'en')} is {what} of {region.name}, and always drawn"
    if not region.territories:
        return f"{region.name} has states alone"
    named = listed(f"{code} ({name_in_region(region, code, 'en')})" for code in region.territories)
    hint = refusal_in_region(region, name, region.territories) or nearest_place(name, region.territories)
    return f"it is no territory of {region.name}; there is {named}{hint}"


def _unknown_claim(name: str, region: Region) -> str:
    if not region.claims:
        return f"{region.name} draws no claims"
    return f"{region.name} has no such claim; there is {listed(region.claims)}{nearest(name, region.claims)}"
