"""The treatments that a user chose for a map, by the names of territories, claims and disputed areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapgen.errors import Problem, listed, nearest
from mapgen.files.vocabulary import word_of
from mapgen.places.countries import code_of, nearest_place
from mapgen.places.region_names import code_in_region, name_in_region, refusal_in_region, shows_areas
from mapgen.places.regions import Region
from mapgen.places.treatment_reader import CLAIM_TREATMENTS, TERRITORY_TREATMENTS
from mapgen.views.area_treatments import Chosen, touches
from mapgen.views.areas import DisputedArea, areas
from mapgen.views.view import HELD, HIDDEN, OWN

# How an area may be drawn, in the words of --territory: these, or a state that holds or claims it.
AREA_WORDS = {"neutral": OWN, "hidden": HIDDEN, "held": HELD}


def chosen_treatments(
    region: Region, territories: Mapping[str, str], claims: Mapping[str, str], problems: list[Problem]
) -> Chosen:
    """Return what a user chose for a region's map; every fault is added to `problems`."""
    chosen = Chosen()
    for name, treatment in territories.items():
        _choose_territory(region, name, treatment, chosen, problems)
    for name, treatment in claims.items():
        _choose_claim(region, name, treatment, chosen, problems)
    return chosen


def areas_of(region: Region) -> tuple[DisputedArea, ...]:
    """Return the areas that a user may treat on a region's map: those that touch it, or that its states claim."""
    return tuple(
        area for area in areas().values() if touches(area, "", region) or set(area.parties) & set(region.codes)
    )


def _choose_territory(region: Region, name: str, treatment: str, chosen: Chosen, problems: list[Problem]) -> None:
    code = code_in_region(region, name, region.territories)
    area = _area_of(region, name, code, treatment)
    if area:
        if how := _drawn(area, name, treatment, problems):
            _set(chosen.areas, "territory", name, area.slug, how, problems)
        return
    word = _word("territory", name, treatment, TERRITORY_TREATMENTS, problems)
    if code is None:
        problems.append(Problem(f'territory "{name}"', _unknown_territory(name, region)))
    else:
        _set(chosen.territories, "territory", name, code, word, problems)


def _area_of(region: Region, name: str, code: str | None, treatment: str) -> DisputedArea | None:
    """Return the area that a name means: by its slug, or by its territory that is to be drawn as a state."""
    among = {area.slug: area for area in areas_of(region)}
    if slug := word_of(name, among):
        return among[slug]
    if code and word_of(treatment, TERRITORY_TREATMENTS) is None:
        return next((area for area in among.values() if code in area.codes), None)
    return None


def _drawn(area: DisputedArea, name: str, treatment: str, problems: list[Problem]) -> str | None:
    """Return how an area is to be drawn, from the words of --territory; None, and a problem, for none."""
    if word := word_of(treatment, AREA_WORDS):
        return AREA_WORDS[word]
    if code := code_of(treatment, area.parties):
        return code
    words = (*AREA_WORDS, *area.parties)
    message = f"write {listed(words)}{nearest(treatment, words)}"
    if word_of(treatment, ("sovereign",)):
        message = f"whose it is is not agreed; write {listed(words)}"
    problems.append(Problem(f"territory {name}={treatment}", message))
    return None


def _choose_claim(region: Region, name: str, treatment: str, chosen: Chosen, problems: list[Problem]) -> None:
    word = _word("claim", name, treatment, CLAIM_TREATMENTS, problems)
    among = {area.slug: area for area in areas_of(region)}
    if claim := word_of(name, region.claims):
        _set(chosen.claims, "claim", name, claim, word, problems)
    elif (slug := word_of(name, among)) is None:
        problems.append(Problem(f'claim "{name}"', _unknown_claim(name, region)))
    elif not among[slug].inside:
        codes = listed(among[slug].codes)
        message = f"it is drawn by itself, as {codes}; say how with --territory {slug}=…"
        problems.append(Problem(f'claim "{name}"', message))
    elif claim := next((claim for claim in among[slug].claims if claim in region.claims), ""):
        _set(chosen.claims, "claim", name, claim, word, problems)
    else:
        _set(chosen.marks, "claim", name, slug, word, problems)


def _set(into: dict[str, str], kind: str, name: str, key: str, treatment: str, problems: list[Problem]) -> None:
    if key in into:
        problems.append(Problem(f'{kind} "{name}"', f"{key} is given twice; give it once"))
    into[key] = treatment


def _word(kind: str, name: str, treatment: str, words: Sequence[str], problems: list[Problem]) -> str:
    word = word_of(treatment, words)
    if word is None:
        problems.append(Problem(f"{kind} {name}={treatment}", f"write {listed(words)}{nearest(treatment, words)}"))
    return word or treatment


def _unknown_territory(name: str, region: Region) -> str:
    if code := code_in_region(region, name):
        what = "an area" if shows_areas(region) else "a state"
        return f"{name_in_region(region, code, 'en')} is {what} of {region.name}, and always drawn"
    slugs = [area.slug for area in areas_of(region)]
    hint = nearest(name, slugs)
    if not region.territories and not slugs:
        return f"{region.name} has states alone"
    named = [f"{code} ({name_in_region(region, code, 'en')})" for code in region.territories]
    there_is = f"there is {listed(named)}" if named else "it has none"
    also = f", and the disputed {listed(slugs)}" if slugs else ""
    meant = hint or refusal_in_region(region, name, region.territories) or nearest_place(name, region.territories)
    return f"it is no territory of {region.name}; {there_is}{also}{meant}"


def _unknown_claim(name: str, region: Region) -> str:
    slugs = [area.slug for area in areas_of(region) if area.inside]
    names = list(dict.fromkeys((*region.claims, *slugs)))
    if not names:
        return f"{region.name} draws no claims"
    return f"{region.name} has no such claim; there is {listed(names)}{nearest(name, names)}"
