"""The shipped regions as tables: what there is, and what can be chosen in each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mapgen.places.countries import sovereign_of
from mapgen.places.insets import Inset
from mapgen.places.region_lookup import region_name
from mapgen.places.region_names import name_in_region
from mapgen.places.regions import Region, read_region, region_identifier, region_names

# What each group of the list is called, by whether its regions show divisions of countries.
GROUPS = {False: "countries", True: "divisions of a country"}


def region_rows(lang: str) -> list[dict[str, Any]]:
    """Return one row for each shipped region: regions of countries first, then those of divisions, each by its name.

    Keys: region, name (in a language), of (a value of GROUPS), states (their number), territories, claims and insets
    (what can be chosen, as lists).
    """
    regions = sorted(map(read_region, region_names()), key=lambda region: (bool(region.divisions), region.name))
    return [_row(region, lang) for region in regions]


def _row(region: Region, lang: str) -> dict[str, Any]:
    return {
        "region": region.name,
        "name": region_name(region, lang) or region.name,
        "of": GROUPS[bool(region.divisions)],
        "states": len(region.states),
        "territories": list(region.territories),
        "claims": list(region.claims),
        "insets": [_inset_name(inset, lang) for inset in region.insets],
    }


def part_rows(region: Region, lang: str) -> list[dict[str, Any]]:
    """Return one row for each state, territory, claim and inset of a region.

    Keys: part (one of these four words), code (for a claim its name, for an inset an empty text), name (in a language),
    drawn (how a territory or claim is drawn unless somebody chooses otherwise, and whether insets are) and belongs_to
    (the code of a territory's sovereign, if that is another).
    """
    return [*_places(region, lang), *_claims_and_insets(region, lang)]


def _places(region: Region, lang: str) -> Iterator[dict[str, Any]]:
    for code in region.states:
        yield _part("state", code, name_in_region(region, code, lang), "in its class")
    for code, treatment in region.territories.items():
        sovereign = sovereign_of(code)
        yield _part(
            "territory", code, name_in_region(region, code, lang), treatment, "" if sovereign == code else sovereign
        )


def _claims_and_insets(region: Region, lang: str) -> Iterator[dict[str, Any]]:
    for claim, treatment in region.claims.items():
        yield _part("claim", claim, claim.replace("-", " ").title(), treatment)
    for inset in region.insets:
        yield _part("inset", "", _inset_name(inset, lang), "always" if region.shows_insets else "with --insets")


def _part(part: str, code: str, name: str, drawn: str, belongs_to: str = "") -> dict[str, Any]:
    return {"part": part, "code": code, "name": name, "drawn": drawn, "belongs_to": belongs_to}


def _inset_name(inset: Inset, lang: str) -> str:
    return inset.names.get(lang) or next(iter(inset.names.values()))


def region_text(region: str) -> str:
    """Return what a table calls a region: its name, or the name of its file without the folders of its owner."""
    return f"{region_identifier(region)}.toml" if region.endswith(".toml") else region
