"""Which state or area of a region a text means, and what it is called: the one answer for every list and record.

A region shows states, divisions of states, or the areas of a file of its own. The names of its own areas come first:
"Georgia" is a state of the United States in a list of these, and a country in others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mapgen.errors import listed
from mapgen.places.countries import code_of, country_name, is_code, refusal, sovereign_of, unknown_country
from mapgen.places.languages import phrases_of
from mapgen.places.region_states import UNITS
from mapgen.places.regions import Region, read_region

if TYPE_CHECKING:
    from mapgen.places.area_names import AreaNames
    from mapgen.places.names import Identified


def shows_areas(region: Region) -> bool:
    """Whether a region shows divisions of states, or areas of a file of its own, and not states alone."""
    return bool(region.divisions or region.boundaries or region.labels)


def name_in_region(region: Region, code: str, lang: str) -> str:
    """Return the name of a state or area of a region: its own, else the usual one in the language, else its code."""
    return region.label(code, lang) or country_name(code, lang)


def code_in_region(region: Region, text: str, codes: Iterable[str] | None = None) -> str | None:
    """Return the one of some codes, by default of the region's states, that a text means; None if none or several."""
    wanted = tuple(region.states if codes is None else codes)
    if not shows_areas(region):
        return code_of(text, wanted)
    return _names_of(region).code(text, wanted) or _code_of_country(text, region, wanted)


def _code_of_country(text: str, region: Region, codes: tuple[str, ...]) -> str | None:
    """Return the country among some codes that a text means, where it has no meaning in the region."""
    countries = tuple(code for code in codes if not _is_area(region, code))
    return code_of(text, countries) if countries and not _names_of(region).meant(text) else None


def identified_in_region(region: Region, text: str, system: str | None = None) -> Identified:
    """Return what a text of a table for a region means: one of its areas, else what it means anywhere.

    With a `system` the text is a code of countries in it. An area has the kind `area`. Of a text that may be several
    areas, or one that is misspelt, the hint says which.
    """
    from mapgen.places.names import Identified, identified  # noqa: PLC0415 (codes need no names)

    if not shows_areas(region) or system is not None:
        return identified(text, system)
    names = _names_of(region)
    if code := names.code(text, region.codes):
        written = text.strip().casefold()
        matched = "code" if written in {code.casefold(), code.casefold().partition("-")[2]} else "name"
        return Identified(text, code, name_in_region(region, code, "en"), matched, kind="area")
    if names.meant(text):
        return Identified(text, hint=names.hint(text))
    if code := _left_out(region, text):
        return Identified(text, code, country_name(code, "en"), "name", kind="area")
    meant = identified(text)
    if meant.iso3 in region.codes or not (hint := names.hint(text)):
        return meant
    return meant if meant.iso3 else Identified(text, hint=hint)


def unknown_in_region(region: Region, text: str, codes: Iterable[str] | None = None) -> str:
    """Return why a text names none of some codes of a region, by default its states, and what can be written."""
    wanted = tuple(region.states if codes is None else codes)
    if not shows_areas(region):
        return unknown_country(text, wanted, region.name)
    names, shown = _names_of(region), f"of the region {region.name}"
    if names.meant(text):
        return names.hint(text) or f"it is no state {shown}"
    if region.divisions:
        shown = f"of {listed(country_name(code, 'en') for code in region.divisions)}"
    kind = "division" if region.divisions else "area"
    if foreign := names.foreign(text):
        return f"{foreign}, and no {kind} {shown}"
    named = listed(f"{code} ({name_in_region(region, code, 'en')})" for code in wanted)
    hint = names.hint(text)
    return f"it is no {kind} {shown}" + (f"; {hint}" if hint else f"; there is {named}" if wanted else "")


def refusal_in_region(region: Region, text: str, codes: Iterable[str] | None = None) -> str:
    """Return what a text without a code in a region means, to follow a message that refuses it; empty if not known."""
    if not shows_areas(region):
        return refusal(text, codes)
    hint = _names_of(region).hint(text)
    return f"; {hint}" if hint else ""


# Names made before, with their region: a list of municipalities asks for them thousands of times, and a table whose
# region is sought for those of every shipped one by turns.
_KEPT: dict[tuple[int, Callable[[Region], AreaNames]], tuple[Region, AreaNames]] = {}
_MOST_KEPT = 64


def _kept(region: Region, made: Callable[[Region], AreaNames]) -> AreaNames:
    key = id(region), made  # nobody else's, as the region is kept, too
    if key not in _KEPT:
        while len(_KEPT) >= _MOST_KEPT:
            del _KEPT[next(iter(_KEPT))]
        _KEPT[key] = region, made(region)
    return _KEPT[key][1]


def _names_of(region: Region) -> AreaNames:
    return _kept(region, _own_names)


def _own_names(region: Region) -> AreaNames:
    from mapgen.places.area_names import area_names  # noqa: PLC0415 (only regions with areas have any)

    areas = tuple(code for code in region.codes if _is_area(region, code))
    return area_names(areas, _labels(region), region.divisions)


def _left_out(region: Region, text: str) -> str | None:
    """Return the area that a text means where the region shows only some of those there are, as the south of Brazil."""
    codes = _every_area(region)
    return _kept(region, _every_name).code(text, codes) if len(codes) > len(region.states) else None


def _every_area(region: Region) -> tuple[str, ...]:
    """Return the codes of all divisions of a region's countries, or of all areas of its file."""
    if region.boundaries is not None:
        from mapgen.boundary_files.rows import rows_of  # noqa: PLC0415 (only a file of one's own)

        return rows_of(region.boundaries).codes
    from mapgen.places.divisions import division_codes  # noqa: PLC0415 (only regions of divisions)

    return tuple(code for country in region.divisions for code in division_codes(country))


def _every_name(region: Region) -> AreaNames:
    from mapgen.boundary_files.rows import rows_of  # noqa: PLC0415 (only a file of one's own)
    from mapgen.places.area_names import area_names  # noqa: PLC0415 (only regions with areas have any)

    of_file = rows_of(region.boundaries).names if region.boundaries is not None else {}
    labels = tuple(pair for names in of_file.values() for pair in names.items())
    return area_names(_every_area(region), labels, region.divisions)


def _labels(region: Region) -> tuple[tuple[str, str], ...]:
    """Return the names of a region's own areas with their codes, those in each language; the usual ones come first."""
    every = (region.labels, *region.labels_by_language.values())
    return tuple(dict.fromkeys(pair for names in every for pair in names.items()))


def _is_area(region: Region, code: str) -> bool:
    """Whether a code is that of an area, and not of a state or territory; a file may call an area as a state."""
    return code in region.labels or region.boundaries is not None or not is_code(code)


def names_in(region: str, lang: str) -> Callable[[str], str]:
    """Return the names of states and areas by their codes, in a language, for the region that read_region takes.

    Only a file of one's own may have names of its own, so that no other is read.
    """
    if not region.endswith(".toml"):
        return lambda code: country_name(code, lang)
    own = read_region(region)
    return lambda code: name_in_region(own, code, lang)


def unit_of(region: Region) -> str:
    """Return what one of a region's areas is, as the files of languages call it: `state` in Brazil."""
    if region.unit or not region.divisions:
        return region.unit or "area"
    from mapgen.places.divisions import divisions  # noqa: PLC0415 (only regions of divisions)

    known = divisions()
    counts = Counter(known[code].kind for code in region.states if code in known)
    usual = counts.most_common(1)[0][0].replace(" ", "-") if counts else "area"
    if len(region.divisions) > 1 and sum(count > 1 for count in counts.values()) > 1:
        return "area"
    # The District of Columbia is no state: the United States have 51 states and districts.
    endings = {kind.split(" ")[-1] for kind in counts}
    units = [unit for ending in ("territory", "district", "city", "entity") if (unit := f"{usual}-{ending}") in UNITS]
    mixed = [unit for unit in units if unit.removeprefix(f"{usual}-") in endings]
    return next((unit for unit in (*mixed, usual) if unit in UNITS), "area")


def heading_of(region: str) -> str:
    """Return the English heading of a column of names for the region that read_region takes: `Country`, or `State`."""
    own = read_region(region)
    if not shows_areas(own):
        return "Country"
    word: str = phrases_of("en")["unit"][unit_of(own)]["one"]
    return word.capitalize()


def state_of(region: Region, code: str) -> str | None:
    """Return the alpha-3 code of the state to which a territory or a division belongs; None for areas of a file."""
    if not _is_area(region, code):
        return sovereign_of(code)
    from mapgen.places.divisions import divisions  # noqa: PLC0415 (only regions with areas)

    known = divisions().get(code) if region.boundaries is None else None
    return known.country if known else None
