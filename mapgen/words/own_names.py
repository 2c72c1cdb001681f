"""Names that a user gives to countries and territories, in place of those of the map's language."""

from __future__ import annotations

from collections.abc import Mapping

from mapgen.errors import InputError, Problem
from mapgen.places.region_names import code_in_region, refusal_in_region, shows_areas
from mapgen.places.regions import Region
from mapgen.words.overrides import PREFIX


def own_names(names: Mapping[str, str], region: Region) -> dict[str, str]:
    """Return a user's names by the codes of a region; a country may be given by its code, or by its usual name.

    Raises InputError with every country that the region lacks, and every one given twice.
    """
    problems: list[Problem] = []
    by_code: dict[str, str] = {}
    what = "area" if shows_areas(region) else "country or territory"
    codes = (*region.codes, *region.sovereigns)
    for country, name in names.items():
        code = code_in_region(region, country, codes)
        where = f'text "{PREFIX}{country}"'
        if code is None:
            hint = refusal_in_region(region, country, codes) or "; write its code or name, as name.BRA"
            problems.append(Problem(where, f"{region.name} has no such {what}{hint}"))
        elif code in by_code:
            problems.append(Problem(where, f"{code} is named twice; name it once"))
        else:
            by_code[code] = name
    if problems:
        raise InputError(problems)
    return by_code
