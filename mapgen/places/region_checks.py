"""Checks of a region's file that concern several of its keys, or what there is in the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mapgen.disk.shipped import shipped_path
from mapgen.disk.shipped_tables import shipped_tables
from mapgen.errors import InputError, Problem, listed, nearest, shortened
from mapgen.files.documents import Document
from mapgen.files.fields import described, text
from mapgen.places.countries import place_code

_TABLES = ("region", "inset")
# The keys that name territories by their codes.
_CODED = ("states", "territories", "left_out")


def refuse_unknown_tables(document: Document, problems: list[Problem]) -> None:
    """Append a problem for each table that no region has."""
    for table in document.tables:
        if table not in _TABLES:
            hint = nearest(table, _TABLES) or f"; a region has the tables {listed(_TABLES)}"
            problems.append(Problem(document.where(table), f'unknown table or key "{table}"{hint}'))


def refuse_unknown(document: Document) -> None:
    """Raise InputError for claims that nobody makes.

    Tests check the shipped regions, so that reading these stays fast.
    """
    problems = []
    for key, part, claim in _named(document, ("claims",)):
        if claim_name(claim) not in claim_names():
            hint = nearest(claim, claim_names()) or f"; there is {listed(claim_names())}"
            message = f'"{shortened(claim)}" is no claim{hint}'
            problems.append(Problem(document.place("region").at(key, part), message))
    if problems:
        raise InputError(problems)


@described({"type": "string", "minLength": 1})
def claim_name(value: object) -> str:
    """Read the name of a claim, in any case, with spaces or hyphens, as the claims file writes it."""
    return "-".join(text(value).casefold().replace("_", " ").replace("-", " ").split())


def claim_names() -> tuple[str, ...]:
    """Return the names of all claims that a region may draw."""
    return tuple(shipped_tables(shipped_path("boundaries/claimed.toml")))


def _named(document: Document, keys: Iterable[str]) -> Iterator[tuple[str, str | int, str]]:
    """Yield each key of a region, and each item of its list or key of its table, as the part of a path and as a name.

    Only lists and tables that were read without a fault have names.
    """
    for key in keys:
        value = document.tables["region"].get(key, ())
        parts = value if isinstance(value, Mapping) else range(len(value))
        yield from ((key, part, part if isinstance(part, str) else value[part]) for part in parts)


def refuse_both(document: Document, problems: list[Problem]) -> None:
    """Append a problem for each territory that stands in two of the lists."""
    first: dict[str, str] = {}
    table = document.tables["region"]
    # States that are divisions or areas of the region's own have codes of their own.
    coded = _CODED[1:] if "divisions" in table or "boundaries" in table else _CODED
    for key, part, name in _named(document, coded):
        code = place_code(name) or name
        if first.setdefault(code, key) != key:
            message = f"{code} stands in {first[code]} and {key}; name it in one of them"
            problems.append(Problem(document.place("region").at(key, part), message))
