"""The note that says whose borders a map shows, and the list of the disputed areas in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapgen.choropleth.join import Choropleth
from mapgen.files.vocabulary import alphabetic
from mapgen.views.area_treatments import AreaTreatment
from mapgen.views.view import DRAWN, HELD, HIDDEN, OWN, read_view
from mapgen.words.note import Note, beginnings
from mapgen.words.wording import Wording, in_language

# A claim that the region's file leaves out is named if its longer side is this part of the map's, or more.
_OVERLOOKED = 0.015


def view_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the note on the view of a map, and one on what its maker chose, with the codes of the states they name.

    It names every disputed area whose land is drawn in a class, in a state that is not its holder, or by itself where
    the boundaries have it inside a state; where there is little room, it only says that they are disputed. What the
    region's own claims say is left to their sentences.
    """
    named = _named(choropleth)
    by_view = [area for area in named if not area.is_chosen]
    titles = [_titles(area, choropleth) for area in by_view]
    # What a view leaves to the one that it is based on is said to be that one's.
    for said in sorted(
        {words.named(each) for each in titles}, key=words.named(choropleth.treatments.view.titles).__ne__
    ):
        of_view = [area for area, each in zip(by_view, titles, strict=True) if words.named(each) == said]
        yield from _sentence(of_view, said, choropleth, words)
    yield from _sentence([area for area in named if area.is_chosen], words.say("note.view-chosen"), choropleth, words)


def silent_claims(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the note on the large claims that the region's file leaves out and that no view treats, if any."""
    silent = [area for area in choropleth.treatments.areas if area.claim and _is_silent(area, choropleth)]
    if silent:
        # Its land is too small to lead to: the sentence is about the map.
        names = _names(silent, choropleth, words)
        full = words.say("note.disputed", areas=words.series(names))
        yield Note(words.say("note.disputed", areas=", ".join(names)), full=full)


def _titles(area: AreaTreatment, choropleth: Choropleth) -> Mapping[str, str]:
    """Return the titles of the view by which an area is drawn: divisions are drawn as held, whatever a view says."""
    if choropleth.region.divisions and area.drawn == HELD and area.by_view not in (HELD, OWN):
        return read_view("de-facto").titles
    return area.titles


def _sentence(named: Sequence[AreaTreatment], begin: str, choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    by_state: dict[str, list[AreaTreatment]] = {}
    for area in named:
        if area.called or area.drawn not in DRAWN:
            by_state.setdefault(words.named(area.called) if area.called else words.country(area.drawn), []).append(area)
    in_states = sorted(
        words.series(_names(areas, choropleth, words)) + words.bracketed(state) for state, areas in by_state.items()
    )
    parts = [words.say("note.view-part", areas=", ".join(in_states))] if in_states else []
    for key, kind in (("own", OWN), ("disputed", HELD), ("hidden", HIDDEN)):
        if names := _names([area for area in named if _kind(area, choropleth) == kind], choropleth, words):
            parts.append(words.say(f"note.view-{key}", count=len(names), areas=words.series(names)))
    if parts:
        codes = [code for area in named for code in (*area.area.codes, area.drawn, area.area.inside)]
        about = tuple(sorted({code for code in codes if code in choropleth.region.codes}))
        full = words.say("note.view", view=begin, parts=words.items(parts))
        yield Note(full, about, shorter=tuple(_briefly(_names(named, choropleth, words), begin, words)))


def _briefly(names: Sequence[str], begin: str, words: Wording) -> Iterator[str]:
    """Yield shorter sentences on areas of a view: the names, fewer of them, their number; then without the view."""
    named = [", ".join(names), *(words.say("note.more", names=begun, count=left) for begun, left in beginnings(names))]
    yield from (words.say("note.view-brief", view=begin, areas=areas) for areas in named)
    yield words.say("note.view-many", view=begin, count=len(names))
    yield from (words.say("note.disputed", areas=areas) for areas in named)


def area_name(area: AreaTreatment, choropleth: Choropleth, words: Wording) -> str:
    """Return what a map calls an area: as it calls the state or territory that it is, if it draws that by itself."""
    codes = area.area.codes
    if len(codes) == 1 and codes[0] in choropleth.region.codes and not area.area.inside:
        return words.country(codes[0])
    return in_language(area.area.names, words.lang)


def _kind(area: AreaTreatment, choropleth: Choropleth) -> str:
    """Return how an area is listed: an area by itself that is a state of the region has a class, and is disputed."""
    is_state = any(code in choropleth.region.states for code in area.area.codes)
    return "called" if area.called else HELD if area.drawn == OWN and is_state else area.drawn


def _named(choropleth: Choropleth) -> list[AreaTreatment]:
    hatched = {name for name in choropleth.basemap.claims if choropleth.claims.get(name) == "hatched"}
    return [
        area
        for area in choropleth.treatments.areas
        if (not area.claim and area.area.slug in hatched) or _is_named(area, choropleth)
    ]


def _is_named(area: AreaTreatment, choropleth: Choropleth) -> bool:
    region, basemap = choropleth.region, choropleth.basemap
    if area.claim:
        return _is_said_of_claim(area, choropleth)
    if region.divisions:
        is_moved = area.drawn in region.states or (area.drawn == HIDDEN and area.is_chosen)
        return area.area.inside in region.divisions or is_moved
    coded = [code for code in area.area.codes if code in region.codes and code in basemap.territories]
    if area.cut and area.cut.into and area.area.slug not in basemap.claims and not coded:
        return False
    if area.drawn == HIDDEN:
        return bool(coded) or area.area.inside in region.codes
    if area.drawn in DRAWN:
        return _may_have_class(area.area.inside, choropleth) or any(code in region.states for code in coded)
    return area.drawn in region.codes or area.area.inside in region.codes or bool(coded)


def _may_have_class(code: str | None, choropleth: Choropleth) -> bool:
    """Whether land may have the colour of a class, by the code of its territory: one that is drawn in grey has none."""
    return any(
        entry.iso3 == code and (entry.follows or code in choropleth.region.states) for entry in choropleth.entries
    )


def _names(areas: Sequence[AreaTreatment], choropleth: Choropleth, words: Wording) -> list[str]:
    """Return the names of areas, sorted; several parts of a larger one by its name, if no part of it is left out."""
    of_group: dict[str, list[AreaTreatment]] = {}
    for area in areas:
        of_group.setdefault(in_language(area.area.group, words.lang) or area_name(area, choropleth, words), []).append(
            area
        )
    every = [in_language(area.area.group, words.lang) for area in _named(choropleth)]
    names: list[str] = []
    for group, parts in of_group.items():
        is_whole = len(parts) > 1 and every.count(group) == len(parts)
        names += [group] if is_whole else [area_name(area, choropleth, words) for area in parts]
    return sorted(names, key=alphabetic)


def _is_said_of_claim(area: AreaTreatment, choropleth: Choropleth) -> bool:
    """Whether the view says more of one of the region's own claims than its own sentence does, if it has one."""
    is_treated = area.called or area.drawn not in (HELD, OWN)
    return bool(is_treated) and area.is_stated and choropleth.basemap.claims.get(area.claim) is not None


def _is_silent(area: AreaTreatment, choropleth: Choropleth) -> bool:
    """Whether the region's file leaves out a claim that no reader can overlook, and no other sentence would name it."""
    claim, shape = area.claim, choropleth.basemap.shapes.get(f"claim-area-{area.claim}")
    if choropleth.claims.get(claim) != "hidden" or claim in choropleth.treatments.chosen or shape is None:
        return False
    if area.called or area.drawn not in (HELD, OWN):
        return False
    if not _may_have_class(choropleth.basemap.claims[claim].administered, choropleth):
        return False
    points = [point for ring in shape.lines for point in ring]
    sides = [max(axis) - min(axis) for axis in zip(*points, strict=True)] if points else [0.0]
    return max(sides) >= _OVERLOOKED * max(choropleth.basemap.width, choropleth.basemap.height)
