"""The sentence that says whose borders a map shows, and the list of the disputed areas in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapgen.choropleth.join import Choropleth
from mapgen.views.area_treatments import AreaTreatment
from mapgen.views.view import DRAWN, HELD, HIDDEN, OWN
from mapgen.words.wording import Wording, in_language


def view_note(choropleth: Choropleth, words: Wording) -> tuple[str, tuple[str, ...]] | None:
    """Return the sentence on the view of a map, and the codes of the states it is about; None if it treats no area.

    It names every disputed area whose land is drawn in a class, in a state that is not its holder, or by itself where
    the boundaries have it inside a state. What the region's own claims say is left to their sentences.
    """
    named = [area for area in choropleth.treatments.areas if _is_named(area, choropleth)]
    parts = [
        *_in_states(named, words),
        *_listed("note.view-own", [area for area in named if _kind(area, choropleth) == OWN], words),
        *_listed("note.view-disputed", [area for area in named if _kind(area, choropleth) == HELD], words),
        *_listed("note.view-hidden", [area for area in named if area.drawn == HIDDEN], words),
    ]
    if not parts:
        return None
    view = words.named(choropleth.treatments.view.titles)
    codes = [code for area in named for code in (*area.area.codes, area.drawn, area.area.inside)]
    about = tuple(sorted({code for code in codes if code in choropleth.region.codes}))
    return words.say("note.view", view=view, parts=words.items(parts)), about


def area_name(area: AreaTreatment, words: Wording) -> str:
    """Return what a language calls an area."""
    return in_language(area.area.names, words.lang)


def _kind(area: AreaTreatment, choropleth: Choropleth) -> str:
    """Return how an area is listed: an area by itself that is a state of the region has a class, and is disputed."""
    is_state = any(code in choropleth.region.states for code in area.area.codes)
    return HELD if area.drawn == OWN and is_state else area.drawn


def _is_named(area: AreaTreatment, choropleth: Choropleth) -> bool:
    region, basemap = choropleth.region, choropleth.basemap
    if area.claim:
        return area.is_stated and basemap.claims.get(area.claim) is not None and area.drawn not in (HELD, OWN)
    coded = [code for code in area.area.codes if code in region.codes and code in basemap.territories]
    if area.cut and area.cut.into and area.area.slug not in basemap.claims and not coded:
        return False
    if area.drawn == HIDDEN:
        return bool(coded) or area.area.inside in region.codes
    if area.drawn in DRAWN:
        return area.area.inside in region.codes or any(code in region.states for code in coded)
    return area.drawn in region.codes or area.area.inside in region.codes or bool(coded)


def _in_states(named: Iterable[AreaTreatment], words: Wording) -> Iterator[str]:
    """Yield the areas that are drawn in each state, with its name in brackets."""
    by_state: dict[str, list[AreaTreatment]] = {}
    for area in named:
        if area.drawn not in DRAWN:
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
