"""How each disputed area is treated on the map of a region: by the view, unless a user chose otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from mapgen.places.area_cuts import AreaCut, own_key
from mapgen.places.regions import Region
from mapgen.views.areas import DisputedArea, areas
from mapgen.views.view import HELD, HIDDEN, OWN, AreaView, BorderView


class Chosen(Struct, frozen=True):
    """What a user chose: for territories by code, claims by name, and areas by slug, how drawn and how marked."""

    territories: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)


class AreaTreatment(Struct, frozen=True):
    """How an area is drawn on a map: in a state or division (its code), by itself, as held, or not at all.

    `mark` is one of CLAIM_TREATMENTS. `claim` is the region's own claim that draws the area, empty if the view does.
    `is_stated` says that the view or the user decided on it here, and not the region alone. `by_view` is how the view
    draws it, and `is_chosen` says that the user decided otherwise. `called` is what the view calls it, if it has a name
    for it. `titles` are those of the view that says how it is drawn: the one asked for, or the one that it is based on.
    """

    area: DisputedArea
    drawn: str
    mark: str
    claim: str
    is_stated: bool
    cut: AreaCut | None
    by_view: str
    is_chosen: bool = False
    called: Mapping[str, str] = {}
    titles: Mapping[str, str] = {}

    def is_treated_in(self, region: Region) -> bool:
        """Whether more than the region's own file says how the area is drawn there, or it is a state of the region."""
        if self.claim:
            return self.is_stated
        is_state = any(code in region.states for code in self.area.codes)
        return bool(self.cut or region.divisions or is_state or self.drawn not in (HELD, OWN))


def area_treatments(region: Region, view: BorderView, chosen: Chosen) -> tuple[AreaTreatment, ...]:
    """Return the treatment of each area that touches a region, in order of their slugs."""
    return tuple(_treatments(region, view, chosen.areas, chosen.marks))


def _treatments(
    region: Region, view: BorderView, drawn: Mapping[str, str], marks: Mapping[str, str]
) -> Iterator[AreaTreatment]:
    for slug, area in areas().items():
        by_view = view.areas.get(slug, AreaView(HELD, None, {}, "", ""))
        how = _fitting(drawn.get(slug, by_view.drawn), area, region)
        mark = marks.get(slug) or by_view.mark
        if not touches(area, how, region) and not _is_hatched_beside(area, mark, region):
            continue
        claim = next((name for name in area.claims if name in region.claims), "")
        moved = _moved(area, how)
        stated = slug in drawn or slug in marks or by_view.mark is not None or how not in (HELD, OWN) or moved
        own = region.claims[claim] if claim else "hidden"
        yield AreaTreatment(
            area=area,
            drawn=how,
            mark=mark or own,
            claim="" if moved else claim,
            is_stated=stated if claim else True,
            cut=_cut(area, how, mark, region) if moved or not claim else None,
            by_view=by_view.drawn,
            is_chosen=slug in drawn,
            called={} if slug in drawn or slug in marks else by_view.called,
            titles=by_view.titles or view.titles,
        )


def touches(area: DisputedArea, drawn: str, region: Region) -> bool:
    """Whether a region draws an area's land, or the state that it is drawn in.

    Of a region of divisions that is the country whose divisions they are; of own boundaries nobody knows the land.
    """
    if region.boundaries:
        return False
    if region.divisions:
        is_land = area.inside in region.divisions or any(code in region.territories for code in area.codes)
        return is_land or drawn in region.states
    of_region = {*region.codes}
    return bool(of_region & {*area.codes, area.inside, drawn})


def _is_hatched_beside(area: DisputedArea, mark: str | None, region: Region) -> bool:
    """Whether an area is land around a region that is hatched for a state of it, or for that of its divisions."""
    claimants = region.divisions or region.states
    return mark == "hatched" and not region.boundaries and any(code in claimants for code in area.claimed)


def _fitting(drawn: str, area: DisputedArea, region: Region) -> str:
    """Return how an area is drawn in a region: a state of the region has a class, and stays by itself.

    On a map of divisions it is drawn in the one that it belongs to by the law of the state in which it is drawn; where
    no table says which that is, as their file has it.
    """
    if region.divisions:
        if drawn in region.divisions and (division := area.divisions.get(drawn)) in region.states:
            return str(division)
        is_alone = drawn in (OWN, HIDDEN) and any(code in region.territories for code in area.codes)
        return drawn if drawn == area.inside or is_alone else HELD
    return OWN if any(code in region.states for code in area.codes) else drawn


def _moved(area: DisputedArea, drawn: str) -> bool:
    """Whether an area is drawn otherwise than the boundaries have it."""
    if drawn == HELD:
        return False
    if drawn == OWN:
        return bool(area.inside)
    return bool(area.codes) or drawn != area.inside


def _cut(area: DisputedArea, drawn: str, mark: str | None, region: Region) -> AreaCut | None:
    """Return the cut of an area; None where the land stays and no mark could need its shape."""
    codes = tuple(code for code in area.codes if code not in region.codes)
    if region.divisions:
        if drawn in region.states:
            return AreaCut(area.slug, codes, area.inside, drawn) if codes or area.inside else None
        return _beside(area, mark, region)
    if drawn == HELD and (beside := _beside(area, mark, region)):
        return beside
    if drawn == HIDDEN:
        into = ""
    elif drawn == OWN:
        into = area.codes[0] if area.codes else own_key(area.slug)
    else:
        into = area.inside if drawn == HELD else drawn
    if drawn in (HELD, OWN):
        codes = ()
    return AreaCut(area.slug, codes, area.inside, into) if codes or area.inside else None


def _beside(area: DisputedArea, mark: str | None, region: Region) -> AreaCut | None:
    """Return the cut of an area that is hatched on the land around a region; None for any other one."""
    if not _is_hatched_beside(area, mark, region) or area.inside in ("", *region.divisions, *region.codes):
        return None
    return AreaCut(area.slug, (), area.inside, area.inside, is_framed=True)
