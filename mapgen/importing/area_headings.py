"""What columns are called in tables of divisions, or of areas of one's own, besides their names in any table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mapgen.importing.headings import heading_key, kind_of, names_in_text, rank_of
from mapgen.places.region_names import shows_areas
from mapgen.places.regions import Region

# What such a table calls its areas: in others "region" is a continent, and "area" a size.
_HEADINGS = names_in_text(
    "iso 3166 2, uf, sigla, sigla uf, codigo uf, cd uf, nm uf, unidade federativa, unidade da federacao, estado, "
    "state, state code, abbreviation, provincia, province, bundesland, land, departamento, department, departement, "
    "region, regiao, distrito, district, comunidad autonoma, ccaa, entidad federativa, entidad, jurisdiccion, "
    "division, area, municipio, municipality, county, canton, territorio, territory"
)


def kind_in(region: Region, heading: str) -> str:
    """Return the kind of column that a heading means in a table for a region, as kind_of does.

    Where the region shows areas, it is `country` for what these are called, and for the columns of its own boundaries.
    """
    if shows_areas(region) and (heading_key(heading) in _ranks() or _is_own(region, heading)):
        return "country"
    return kind_of(heading)


def rank_in(region: Region, heading: str, kind: str) -> int:
    """Return how telling a heading is for a kind of column in a table for a region, the smaller the more."""
    if kind != "country" or not shows_areas(region):
        return rank_of(heading, kind)
    if _is_own(region, heading):
        return -1
    return _ranks().get(heading_key(heading), len(_HEADINGS) + rank_of(heading, kind))


def _is_own(region: Region, heading: str) -> bool:
    own = region.boundaries
    return own is not None and heading in {own.key, *own.labels.values()}


@cache
def _ranks() -> Mapping[str, int]:
    return {heading_key(name): rank for rank, name in enumerate(_HEADINGS)}
