"""How a map draws the territories that are not states of its region, its claims, and the disputed areas.

The region's file and the view say how; a user may choose otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import InputError, Problem
from mapgen.places.regions import Region
from mapgen.views.area_treatments import AreaTreatment, Chosen, area_treatments
from mapgen.views.areas import areas
from mapgen.views.view import DEFAULT_VIEW, DRAWN, BorderView, read_view

_NONE_CHOSEN: Mapping[str, str] = {}


class Treatments(Struct, frozen=True):
    """The treatment of each territory of a region, of each of its claims, and of each area that touches it.

    A territory has one of TERRITORY_TREATMENTS, or the code of the state as which it is drawn; a claim, and an area
    that can have a mark, one of CLAIM_TREATMENTS. `chosen` names the claims and areas whose mark the user chose. `view`
    says whose borders the areas show.
    """

    territories: Mapping[str, str]
    claims: Mapping[str, str]
    view: BorderView
    areas: tuple[AreaTreatment, ...] = ()
    chosen: frozenset[str] = frozenset()

    def hides(self, iso3: str) -> bool:
        """Whether a territory is not drawn."""
        return self.territories.get(iso3) == "hidden"

    def state_of(self, iso3: str) -> str | None:
        """Return the state as which the view, or the user, has a territory drawn; None for none."""
        treatment = self.territories.get(iso3, "")
        return treatment if treatment.isupper() else None

    @property
    def by_view(self) -> frozenset[str]:
        """The claims and areas whose mark the view gave, and no user or region."""
        marks = {name for area in self.areas if area.is_stated for name in (area.claim, area.area.slug)}
        return frozenset(marks - self.chosen)

    def cut(self, region: Region) -> Region:
        """Return a region with the disputed areas to be cut out of its land; itself where there are none."""
        cuts = tuple(area.cut for area in self.areas if area.cut)
        return replace(region, cuts=cuts) if cuts else region


def treatments_of(
    region: Region,
    territories: Mapping[str, str] = _NONE_CHOSEN,
    claims: Mapping[str, str] = _NONE_CHOSEN,
    view: str = DEFAULT_VIEW,
) -> Treatments:
    """Return the treatments of a region's map by a view; the user's choices stand before the region's and the view's.

    `territories` are given by code or by name in any language of the map, or by the slug of a disputed area; `claims`
    by the claim's name or an area's slug. Raises InputError for an unknown view, and with every name that the region
    lacks, every name given twice and every unknown treatment.
    """
    read = read_view(view)
    chosen = _chosen(region, territories, claims)
    treated = area_treatments(region, read, chosen)
    by_claim = {area.claim: area.mark for area in treated if area.claim and area.is_stated}
    moved = {name for area in treated if not area.claim and area.cut for name in areas()[area.area.slug].claims}
    return Treatments(
        territories={**region.territories, **_states(treated, region, chosen), **chosen.territories},
        claims={
            **{name: own for name, own in region.claims.items() if name not in moved},
            **by_claim,
            **chosen.claims,
            **{area.area.slug: area.mark for area in treated if area.cut and area.cut.into},
        },
        view=read,
        areas=treated,
        chosen=frozenset((*chosen.claims, *chosen.marks)),
    )


def _chosen(region: Region, territories: Mapping[str, str], claims: Mapping[str, str]) -> Chosen:
    if not territories and not claims:
        return Chosen()
    from mapgen.views.chosen import chosen_treatments  # noqa: PLC0415 (most maps are drawn as region and view say)

    problems: list[Problem] = []
    chosen = chosen_treatments(region, territories, claims, problems)
    if problems:
        raise InputError(problems)
    return chosen


def _states(treated: tuple[AreaTreatment, ...], region: Region, chosen: Chosen) -> dict[str, str]:
    """Return the territories of a region that are drawn as a state, or not at all, because their area is."""
    return {
        code: area.drawn
        for area in treated
        for code in area.area.codes
        if code in region.territories
        and code not in chosen.territories
        and (area.drawn == "hidden" or (area.drawn not in DRAWN and area.drawn in region.states))
    }
