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
    """How an area is drawn on a map: in a state (its code), by itself, as the boundaries have it, or not at all.

    `mark` is one of CLAIM_TREATMENTS. `claim` is the region's own claim that draws the area, empty if the view does.
    `is_stated` says that the view or the user decided on it here, and not the region alone. `by_view` is how the view
    draws it, and `is_chosen` says that the user decided otherwise. `called` is what the view calls it, if it has a name
    for it.
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
        if not touches(area, how, region):
            continue
        claim = next((name for name in area.claims if name in region.claims), "")
        moved = _moved(area, how)
        stated = slug in drawn or slug in marks or by_view.mark is not None or how not in (HELD, OWN) or moved
        own = region.claims[claim] if claim else "hidden"
        yield AreaTreatment(
            area=area,
            drawn=how,
            mark=marks.get(slug) or by_view.mark or own,
            claim="" if moved else claim,
            is_stated=stated if claim else True,
            cut=_cut(area, how, region) if moved or not claim else None,
            by_view=by_view.drawn,
            is_chosen=slug in drawn,
            called={} if slug in drawn or slug in marks else by_view.called,
        )


def touches(area: DisputedArea, drawn: str, region: Region) -> bool:
    """Whether a region draws an area's land, or the state that it is drawn in.

    Of a region of divisions that is the country whose divisions they are; of own boundaries nobody knows the land.
    """
    if region.boundaries:
        return False
    if region.divisions:
        return area.inside in region.divisions or any(code in region.territories for code in area.codes)
    of_region = {*region.codes}
    return bool(of_region & {*area.codes, area.inside, drawn})


def _fitting(drawn: str, area: DisputedArea, region: Region) -> str:
    """Return how an area is drawn in a region: a state of the region has a class, and stays by itself.

    Divisions are drawn as their file has them: which of them an area would take from where, it does not say.
    """
    if region.divisions:
        return drawn if drawn == area.inside or (not area.inside and drawn in region.divisions) else HELD
    return OWN if any(code in region.states for code in area.codes) else drawn


def _moved(area: DisputedArea, drawn: str) -> bool:
    """Whether an area is drawn otherwise than the boundaries have it."""
    if drawn == HELD:
        return False
    if drawn == OWN:
        return bool(area.inside)
    return bool(area.codes) or drawn != area.inside


def _cut(area: DisputedArea, drawn: str, region: Region) -> AreaCut | None:
    """Return the cut of an area; None where the land stays and no mark could need its shape."""
    if region.divisions:
        return None
    codes = tuple(code for code in area.codes if code not in region.codes)
    if drawn == HIDDEN:
        into = ""
    elif drawn == OWN:
        into = area.codes[0] if area.codes else own_key(area.slug)
    else:
        into = area.inside if drawn == HELD else drawn
    if drawn in (HELD, OWN):
        codes = ()
    return AreaCut(area.slug, codes, area.inside, into) if codes or area.inside else None
