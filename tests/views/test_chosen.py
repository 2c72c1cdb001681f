"""What a user chooses for disputed areas comes before the view, the view before the region; every fault is told."""

from __future__ import annotations

import re

import pytest

from mapgen.errors import InputError
from mapgen.places.regions import Region, read_region
from mapgen.views.area_treatments import AreaTreatment
from mapgen.views.treatments import Treatments, treatments_of
from mapgen.words.pair_words import pair_words

SOUTH_AMERICA = read_region("south-america")
WORLD = read_region("world")


def of_area(treatments: Treatments, slug: str) -> AreaTreatment:
    """Return the treatment of one area."""
    return next(area for area in treatments.areas if area.area.slug == slug)


def cuts(region: Region, **options: object) -> dict[str, str]:
    """Return under which code each area that is cut out of the land is drawn."""
    return {cut.slug: cut.into for cut in treatments_of(region, **options).cut(region).cuts}  # type: ignore[arg-type]


def test_south_america_is_treated_as_its_file_says() -> None:
    """Neither the default view nor any other one but those on it adds to its claims and territories."""
    for view in ("un", "de-facto", "china"):
        treatments = treatments_of(SOUTH_AMERICA, view=view)
        assert treatments.claims == SOUTH_AMERICA.claims
        assert treatments.territories == SOUTH_AMERICA.territories
        assert treatments.cut(SOUTH_AMERICA) is SOUTH_AMERICA


def test_a_view_comes_before_the_region_and_a_user_before_the_view() -> None:
    """The Essequibo is dashed by the region, hatched by Venezuela's view, hidden by the user."""
    assert treatments_of(SOUTH_AMERICA).claims["essequibo"] == "dashed"
    assert treatments_of(SOUTH_AMERICA, view="venezuela").claims["essequibo"] == "hatched"
    assert treatments_of(SOUTH_AMERICA, {}, {"essequibo": "hidden"}, "venezuela").claims["essequibo"] == "hidden"
    assert treatments_of(SOUTH_AMERICA, view="argentina").territories["FLK"] == "ARG"
    assert treatments_of(SOUTH_AMERICA, {"FLK": "neutral"}, view="argentina").territories["FLK"] == "neutral"


def test_the_world_by_the_united_nations() -> None:
    """Land goes to the state that their documents name; what is a state of the region stays by itself."""
    moved = cuts(WORLD)
    assert moved["crimea"] == "UKR"
    assert moved["golan"] == "SYR"
    assert moved["western-sahara"] == "ESH"
    assert moved["northern-cyprus"] == "CYP"
    assert moved["somaliland"] == "SOM"
    assert not {"kosovo", "taiwan", "palestine"} & set(moved)
    assert "northern-cyprus" not in cuts(WORLD, view="de-facto")
    assert cuts(WORLD, view="de-facto")["crimea"] == "RUS"
    assert cuts(WORLD, view="de-facto")["abkhazia"] == "area-abkhazia"


def test_an_area_is_treated_alone() -> None:
    """By its slug or its territory, drawn in a state, by itself, as held or not at all; other areas stay."""
    assert cuts(WORLD, territories={"crimea": "RUS"})["crimea"] == "RUS"
    assert cuts(WORLD, territories={"Crimea": "Russia"})["crimea"] == "RUS"
    assert cuts(WORLD, territories={"crimea": "neutral"})["crimea"] == "area-crimea"
    assert cuts(WORLD, territories={"crimea": "hidden"})["crimea"] == ""
    assert cuts(WORLD, territories={"golan": "held"})["golan"] == "ISR"
    assert cuts(WORLD, territories={"golan": "held"})["crimea"] == "UKR"
    assert treatments_of(SOUTH_AMERICA, {"FLK": "ARG"}).territories["FLK"] == "ARG"
    assert treatments_of(SOUTH_AMERICA, {"falklands": "hidden"}).hides("FLK")


def test_a_moved_area_has_a_mark_of_its_own() -> None:
    """Where the Essequibo is drawn in Venezuela, the region's claim on Guyana is gone, and the area is cut out."""
    treatments = treatments_of(SOUTH_AMERICA, {"essequibo": "VEN"})
    assert of_area(treatments, "essequibo").claim == ""
    assert [cut.into for cut in treatments.cut(SOUTH_AMERICA).cuts] == ["VEN"]


@pytest.mark.parametrize(
    ("territories", "claims", "says"),
    [
        ({"crimea": "sovereign"}, {}, "crimea=sovereign: whose it is is not agreed; write neutral, hidden, held, RUS"),
        ({"crimea": "FRA"}, {}, "territory crimea=FRA: write neutral, hidden, held, RUS or UKR"),
        ({"crimea": "neutrl"}, {}, 'did you mean "neutral"'),
        ({"crimia": "neutral"}, {}, 'territory "crimia"'),
        ({"crimia": "neutral"}, {}, 'did you mean "crimea"?'),
        ({"crimea": "RUS", "Crimea": "UKR"}, {}, "crimea is given twice; give it once"),
        ({}, {"crimea": "dotted"}, "claim crimea=dotted: write dashed, hatched or hidden"),
        ({}, {"crimia": "dashed"}, 'claim "crimia": world has no such claim; there is abkhazia'),
        ({}, {"kosovo": "hatched"}, 'claim "kosovo": it is drawn by itself, as XKX; say how with --territory kosovo=…'),
        ({"FRA": "neutral"}, {}, "France is a state of world, and always drawn"),
    ],
)  # fmt: skip
def test_a_fault_is_told(territories: dict[str, str], claims: dict[str, str], says: str) -> None:
    """The message names the value, and what would be right."""
    with pytest.raises(InputError, match=re.escape(says)):
        treatments_of(WORLD, territories, claims)


def test_areas_are_completed() -> None:
    """A shell offers the areas of a region with their treatments, those with a shape alone for marks."""
    territories, claims = set(pair_words("--territory", WORLD)), set(pair_words("--claim", WORLD))
    assert {"crimea=UKR", "crimea=neutral", "kosovo=held", "FLK=neutral"} <= territories
    assert "crimea=hatched" in claims
    assert "kosovo=hatched" not in claims
    assert "crimea=UKR" not in set(pair_words("--territory", SOUTH_AMERICA))
