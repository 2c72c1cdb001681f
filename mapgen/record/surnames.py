"""Surnames, where there is no room for a whole name; only where names are known to end with the surname."""

from __future__ import annotations

from functools import cache

from mapgen.places.regions import read_region

# Second given names of leaders of this region: the names after them are surnames.
_SECOND_NAMES = frozenset(
    [
        "Ángel",
        "Antonio",
        "Carlos",
        "Eduardo",
        "Enrique",
        "Ernesto",
        "Henrique",
        "Ignacio",
        "Inácio",
        "José",
        "Juan",
        "Luis",
        "Manuel",
        "María",
        "Miguel",
        "Pablo",
    ]
)
_PARTICLES = frozenset({"da", "de", "del", "do", "dos", "la", "las", "los", "van", "von"})

_BEGINNINGS = (["de", "la"], ["de", "las"], ["de", "los"])


def shorter_names(leader: str, country: str) -> tuple[str, ...]:
    """Return the names a leader may be called: the whole name, then the surnames, then the first surname.

    This follows the custom of Latin America. Leaders of other countries, where the surname may come first, have the
    whole name only.
    """
    if country not in _latin_america():
        return (leader,)
    words = leader.split()
    given = 2 if len(words) > 2 and words[1] in _SECOND_NAMES else 1  # noqa: PLR2004 (a given name, a second one, a surname)
    surnames = words[given:]
    if not surnames or surnames[0] in _PARTICLES:
        # `de la` begins a surname; after `de` alone may follow what a junta or a council is for.
        return (leader, " ".join(surnames)) if surnames[:2] in _BEGINNINGS else (leader,)
    return tuple(dict.fromkeys((leader, " ".join(surnames), surnames[0])))


@cache
def _latin_america() -> frozenset[str]:
    return frozenset(code for name in ("latin-america", "south-america") for code in read_region(name).states)
