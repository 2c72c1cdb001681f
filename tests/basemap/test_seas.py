"""The table of seas: names in every language, outlines on the globe, and no name that states dispute."""

from __future__ import annotations

import shapely

from mapgen.basemap.boundaries import read_seas
from mapgen.places.languages import languages


def test_each_sea_has_a_name_in_every_language() -> None:
    """The languages of the words, so that none shows another's name; and no name stands twice."""
    in_words = set(languages())
    seas = read_seas()
    assert all(set(sea.names) == in_words for sea in seas)
    assert len({sea.names["en"] for sea in seas}) == len(seas)


def test_outlines_are_areas_on_the_globe() -> None:
    """None crosses itself; longitudes may pass 180 degrees where the sea does."""
    outlines = [outline for sea in read_seas() for outline in sea.outlines]
    assert all(shapely.Polygon(outline).is_valid for outline in outlines)
    assert all(-180 <= x <= 200 and -90 <= y <= 90 for outline in outlines for x, y in outline)


def test_a_disputed_name_is_not_there() -> None:
    """Neither of two names that states give to one sea: no map takes a side, and none names both."""
    named = " ".join(name for sea in read_seas() for name in sea.names.values()).casefold()
    for disputed in ("persi", "arabian gulf", "sea of japan", "japón", "japão", "east sea", "south china", "argentin"):
        assert disputed not in named
