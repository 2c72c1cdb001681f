"""Surnames, for bars too short for a whole name; only where names are known to end in them."""

from __future__ import annotations

from functools import cache

from mapgen.places.regions import read_region

# Given names that stand second in this region's names of leaders: what follows is the surname.
_SECOND = frozenset(
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


def shorter_names(leader: str, country: str) -> tuple[str, ...]:
    """Return what a leader may be called, the whole name first, then the surnames, then the first of two.

    As custom in Latin America has it; of countries elsewhere, whose families' names may come first, only the whole.
    """
    if country not in _latin_america():
        return (leader,)
    words = leader.split()
    given = 2 if len(words) > 2 and words[1] in _SECOND else 1  # noqa: PLR2004 (a given name, a second one, a surname)
    surnames = words[given:]
    if not surnames or surnames[0] in _PARTICLES:
        return (leader,)
    return tuple(dict.fromkeys((leader, " ".join(surnames), surnames[0])))


@cache
def _latin_america() -> frozenset[str]:
    return frozenset(code for name in ("latin-america", "south-america") for code in read_region(name).states)
