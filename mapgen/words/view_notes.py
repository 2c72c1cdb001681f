"""The sentence that says whose borders a map shows, and the list of the disputed areas in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapgen.choropleth.join import Choropleth
from mapgen.views.area_treatments import AreaTreatment
from mapgen.views.view import DRAWN, HELD, HIDDEN, OWN
from mapgen.words.wording import Wording, in_language


def view_notes(choropleth: Choropleth, words: Wording) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the sentence on the view of a map, and one on what its maker chose, with the codes of the states they name.

    It names every disputed area whose land is drawn in a class, in a state that is not its holder, or by itself where
    the boundaries have it inside a state. What the region's own claims say is left to their sentences.
    """
    named = [area for area in choropleth.treatments.areas if _is_named(area, choropleth)]
    by_view, by_choice = [[area for area in named if area.is_chosen is chosen] for chosen in (False, True)]
    yield from _sentence(by_view, words.named(choropleth.treatments.view.titles), choropleth, words)
    yield from _sentence(by_choice, words.say("note.view-chosen"), choropleth, words)


def _sentence(
    named: Sequence[AreaTreatment], begin: str, choropleth: Choropleth, words: Wording
) -> Iterator[tuple[str, tuple[str, ...]]]:
    parts = [
        *_in_states(named, words),
        *_listed("note.view-own", [area for area in named if _kind(area, choropleth) == OWN], words),
        *_listed("note.view-disputed", [area for area in named if _kind(area, choropleth) == HELD], words),
        *_listed("note.view-hidden", [area for area in named if area.drawn == HIDDEN], words),
    ]
    if not parts:
        return
    codes = [code for area in named for code in (*area.area.codes, area.drawn, area.area.inside)]
    about = tuple(sorted({code for code in codes if code in choropleth.region.codes}))
    yield words.say("note.view", view=begin, parts=words.items(parts)), about


def area_name(area: AreaTreatment, words: Wording) -> str:
    """Return what a language calls an area."""
    return in_language(area.area.names, words.lang)


def _kind(area: AreaTreatment, choropleth: Choropleth) -> str:
    """Return how an area is listed: an area by itself that is a state of the region has a class, and is disputed."""
    is_state = any(code in choropleth.region.states for code in area.area.codes)
    return "called" if area.called else HELD if area.drawn == OWN and is_state else area.drawn


def _is_named(area: AreaTreatment, choropleth: Choropleth) -> bool:
    region, basemap = choropleth.region, choropleth.basemap
    if area.claim:
        says_more = bool(area.called) or area.drawn not in (HELD, OWN)
        return says_more and area.is_stated and basemap.claims.get(area.claim) is not None
    if region.divisions:
        return area.area.inside in region.divisions or area.drawn in region.divisions
    coded = [code for code in area.area.codes if code in region.codes and code in basemap.territories]
    if area.cut and area.cut.into and area.area.slug not in basemap.claims and not coded:
        return False
    if area.drawn == HIDDEN:
        return bool(coded) or area.area.inside in region.codes
    if area.drawn in DRAWN:
        # Land of a territory that is drawn in grey has no class.
        classed = {entry.iso3 for entry in choropleth.entries if entry.follows or entry.iso3 in region.states}
        return area.area.inside in classed or any(code in region.states for code in coded)
    return area.drawn in region.codes or area.area.inside in region.codes or bool(coded)


def _in_states(named: Iterable[AreaTreatment], words: Wording) -> Iterator[str]:
    """Yield the areas that are drawn in each state, or that the view has a name for, with that name in brackets."""
    by_state: dict[str, list[AreaTreatment]] = {}
    for area in named:
        if area.called:
            by_state.setdefault(words.named(area.called), []).append(area)
        elif area.drawn not in DRAWN:
            by_state.setdefault(words.country(area.drawn), []).append(area)
    parts = [words.series(_names(of_state, words)) + words.bracketed(state) for state, of_state in by_state.items()]
    if parts:
        yield words.say("note.view-part", areas=", ".join(sorted(parts)))


def _listed(key: str, named: Sequence[AreaTreatment], words: Wording) -> Iterator[str]:
    if named:
        names = _names(named, words)
        yield words.say(key, count=len(names), areas=words.series(names))


def _names(named: Iterable[AreaTreatment], words: Wording) -> list[str]:
    """Return the names of areas, sorted; several parts of a larger one by the name of the whole."""
    of_group: dict[str, list[str]] = {}
    for area in named:
        name = area_name(area, words)
        of_group.setdefault(in_language(area.area.group, words.lang) or name, []).append(name)
    return sorted(group if len(names) > 1 else names[0] for group, names in of_group.items())
