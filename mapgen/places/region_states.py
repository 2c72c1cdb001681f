"""The states of a region: countries, divisions of countries, or the areas of a file of boundaries that a user has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from mapgen.boundary_files.model import BoundaryFile
from mapgen.disk.paths import resolved
from mapgen.errors import InputError, Problem, attempted, listed, nearest, shortened
from mapgen.files.documents import Document
from mapgen.files.fields import Inline, Key, Reader, Unfit, choice, described, several, text
from mapgen.files.toml_text import toml_text
from mapgen.files.vocabulary import folded
from mapgen.places.languages import languages

# The keys that say more of `boundaries`.
_OF_BOUNDARIES = ("layer", "key", "label", "crs", "boundaries_credit")


class States(Struct, frozen=True):
    """The states of a region, sorted, and where they come from; the fields are those of Region."""

    states: tuple[str, ...]
    divisions: tuple[str, ...] = ()
    boundaries: BoundaryFile | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    labels_by_language: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class _NameColumns(Struct, frozen=True):
    """A reader for the column of names, or for a table of columns by language."""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the accepted values."""
        of_column = text.schema  # type: ignore[attr-defined]  # set by `described`
        by_language = {"type": "object", "propertyNames": {"pattern": "^[a-z]{2}$"}, "additionalProperties": of_column}
        return {"anyOf": [by_language, of_column]}

    def __call__(self, value: object) -> dict[str, str]:
        """Return the columns by language; raises Unfit."""
        keys = [Key(lang, text, doc=f"the column of the names in {lang}") for lang in languages()]
        columns: dict[str, str] = Inline(keys, dict, short=lambda name: dict.fromkeys(languages(), text(name)))(value)
        return columns


class Divided(Struct, frozen=True):
    """A reader for the countries whose divisions are the states of a region; `countries` reads their codes."""

    countries: Reader

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the accepted values."""
        return dict(self.countries.schema)  # type: ignore[attr-defined]  # set by `described`

    def __call__(self, value: object) -> tuple[str, ...]:
        """Return the codes of the countries; raises Unfit."""
        from mapgen.places.divisions import divided_countries  # noqa: PLC0415 (few regions show divisions)

        codes: tuple[str, ...] = self.countries(value)
        if undivided := [code for code in codes if code not in divided_countries()]:
            shipped = listed(divided_countries())
            raise Unfit(f"the divisions of {listed(undivided)} are not shipped; those of {shipped} are")
        return codes


@described({"type": ["string", "integer"]})
def _state(value: object) -> str:
    """Read a state of divisions or own boundaries by code or name; codes may be whole numbers."""
    return text(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)


# Read in place of the states of countries, where a region names divisions or boundaries.
OF_DIVISIONS = Key("states", several(_state), doc="the codes or names of its states")

# What one of the areas of a region may be; files of languages have the words for it.
UNITS = (
    *("area", "state", "province", "region", "department", "district", "municipality", "county", "canton"),
    *("constituency", "autonomous-community", "state-territory", "province-territory"),
    *("state-district", "department-district", "province-city", "state-entity"),
)

BOUNDARY_KEYS = (
    Key("boundaries", text, doc="a file of shapes of one's own, whose areas are the states"),
    Key("layer", text, doc="the layer of that file, where it has several"),
    Key("key", text, doc="the column of that file that holds the codes"),
    Key("label", _NameColumns(), doc="the column of that file that holds the names, or one for each language"),
    Key("unit", choice(UNITS), doc="what one of its areas is, for the words of a map: area, where nobody says"),
    Key("crs", text, doc="the coordinate system of that file where it does not say, such as EPSG:4326"),
    Key("boundaries_credit", text, doc="whose boundaries that file has, for the line of sources"),
)


def keys_for(table: object, keys: Iterable[Key]) -> tuple[Key, ...]:
    """Return the keys by which a region's table is read: where it names divisions or boundaries, states may be any."""
    special = isinstance(table, Mapping) and ("divisions" in table or "boundaries" in table)
    return tuple(OF_DIVISIONS if special and key.name == "states" else key for key in keys)


def states_of(values: Mapping[str, Any], document: Document, problems: list[Problem]) -> States:
    """Return the states of a region from the values of its table; problems are appended to `problems`."""
    where = document.place("region")
    if "divisions" in values and "boundaries" in values:
        problems.append(Problem(where.at("boundaries"), "divisions and boundaries both stand here; write one of them"))
    elif "boundaries" in values:
        return _of_boundaries(values, document, problems)
    elif stray := [key for key in _OF_BOUNDARIES if key in values]:
        message = f'{listed(stray)} tells of a file of boundaries; name it: boundaries = "areas.gpkg"'
        problems.append(Problem(where.at(stray[0]), message))
    elif "divisions" in values:
        return _of_divisions(values, document, problems)
    elif "states" not in values:
        problems.append(Problem(str(where), 'the key "states" is missing (the codes of its states)'))
    return States(tuple(sorted(values.get("states", ()))))


def _of_divisions(values: Mapping[str, Any], document: Document, problems: list[Problem]) -> States:
    from mapgen.places.divisions import division_codes, division_names  # noqa: PLC0415 (few regions show divisions)

    codes = tuple(sorted(code for country in values["divisions"] for code in division_codes(country)))
    chosen = _chosen(values, document, problems, codes, division_names)
    return States(chosen, divisions=values["divisions"])


def _of_boundaries(values: Mapping[str, Any], document: Document, problems: list[Problem]) -> States:
    from mapgen.boundary_files.rows import refuse_unclear, rows_of  # noqa: PLC0415 (few regions have a file of their own)

    where = document.place("region")
    file = BoundaryFile(
        path=resolved(document.path.parent) / Path(values["boundaries"]).expanduser(),
        key=values.get("key", ""),
        layer=values.get("layer", ""),
        labels=values.get("label", {}),
        crs=values.get("crs", ""),
        credit=values.get("boundaries_credit", ""),
        place=where,
    )
    try:
        rows = rows_of(file)
    except InputError as error:
        problems += error.problems
        return States(())
    chosen = _chosen(
        values, document, problems, rows.codes, lambda code: tuple(of[code] for of in rows.names.values() if code in of)
    )
    attempted(problems, lambda: refuse_unclear(file, rows, chosen if "states" in values else None))
    if both := sorted(set(chosen) & set(values.get("territories", ()))):
        message = f"{listed(both)} stands among the codes of {file.path.name}; name it in one of them"
        problems.append(Problem(where.at("territories"), message))
    by_language = {lang: {code: of[code] for code in chosen if code in of} for lang, of in rows.names.items()}
    alone = by_language.get("en") or next(iter(by_language.values()), {})
    return States(chosen, boundaries=file, labels=alone, labels_by_language=by_language)


def _chosen(
    values: Mapping[str, Any],
    document: Document,
    problems: list[Problem],
    codes: tuple[str, ...],
    names: Callable[[str], tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the codes that the key `states` names, sorted: all where it is missing."""
    if "states" not in values:
        return tuple(sorted(codes))
    meant: dict[str, list[str]] = {}
    for code in codes:
        for spelling in {folded(spelling) for spelling in (code, *names(code))}:
            meant.setdefault(spelling, []).append(code)
    chosen: list[str] = []
    for number, written in enumerate(values["states"]):
        state, fault = _meant(written, codes, meant)
        fault = fault or (f"{state} stands twice; name it once" if state in chosen else "")
        if fault or state is None:
            place = document.place("region").at("states", number)
            problems.append(Problem(place, f"states: item {number + 1}, {toml_text(written)}: {fault}"))
        else:
            chosen.append(state)
    if not values["states"]:
        problems.append(Problem(document.place("region").at("states"), "states = []: it is empty; name one or more"))
    return tuple(sorted(chosen))


def _meant(spelling: str, codes: tuple[str, ...], meant: Mapping[str, list[str]]) -> tuple[str | None, str]:
    """Return the code that a text means, or None and what would be right."""
    if spelling in codes:
        return spelling, ""
    fitting = meant.get(folded(spelling), [])
    if len(fitting) == 1:
        return fitting[0], ""
    if fitting:
        return None, f"{listed(fitting)} have this name; write the code"
    hint = nearest(shortened(spelling), meant) or f"; there is {listed(codes)}"
    return None, f"it is the code or name of none of them{hint}"
