"""Which country each text of a table means, by the one resolver of names, and by what the user assumes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapgen.errors import InputError, Problem, shortened
from mapgen.importing.model import NONE
from mapgen.places.names import Identified
from mapgen.places.region_names import identified_in_region, shows_areas
from mapgen.places.regions import Region

# The systems whose codes are numbers: a number alone does not say in which of them it is.
NUMBERED = ("iso-numeric", "cow", "gw", "vdem")
ASSUMED = "assumed"
# Kinds of what is known, whether or not it has a class of its own.
_KNOWN = frozenset(["state", "territory", "former state", "part"])
# What is known of a region with areas of its own: "PL" is a party in Brazil, and Poland elsewhere.
_AREAS = frozenset(["area"])


class CountryReader:
    """The countries of a table's texts; each text is looked up once.

    `region` is that of the table, whose own areas come first. `system` is what its codes are of, or empty. `assume`
    gives a code, or `none`, for a text.
    """

    def __init__(self, region: Region, system: str = "", assume: Mapping[str, str] | None = None) -> None:
        self._region = region
        self._system = None if system in {"", "iso3"} else system
        self._kinds = _AREAS if shows_areas(region) else _KNOWN
        self._read: dict[str, Identified] = _assumed(region, assume or {})

    def read(self, text: str) -> Identified:
        """Return what a text means; `iso3` is None for what is no country of today."""
        if text not in self._read:
            self._read[text] = identified_in_region(self._region, text, self._system)
        return self._read[text]

    def left_out(self, text: str) -> bool:
        """Whether the user has said that a text is no country."""
        return self.read(text).matched == ASSUMED and self.read(text).iso3 is None

    def share_known(self, texts: Iterable[str]) -> float:
        """Return the share of texts, of at least one, that are known as areas of the region, or as anything."""
        known = [self.read(text).kind in self._kinds or self.read(text).matched == ASSUMED for text in texts]
        return sum(known) / len(known)


def _assumed(region: Region, assume: Mapping[str, str]) -> dict[str, Identified]:
    """Return what the user says of texts; raises InputError for each that is said to be what no country is."""
    problems: list[Problem] = []
    read: dict[str, Identified] = {}
    for text, code in assume.items():
        meant = identified_in_region(region, code)
        if code.casefold() == NONE:
            read[text] = Identified(text=text, iso3=None, name="", matched=ASSUMED, hint="", kind="unknown")
        elif meant.iso3 is None:
            right = f"write a code such as {region.states[0] if shows_areas(region) else 'ARG'}, or {NONE}"
            what = f"nothing in {region.name}" if shows_areas(region) else "no country of today"
            message = f'"{shortened(code)}" is {what}; {right}'
            problems.append(Problem(f'assume "{shortened(text)}={shortened(code)}"', message))
        else:
            read[text] = Identified(
                text=text, iso3=meant.iso3, name=meant.name, matched=ASSUMED, hint="", kind=meant.kind
            )
    if problems:
        raise InputError(problems)
    return read
