"""Values in memory as a source: mappings and DataFrames, by codes or names, with missing and wrong values."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

import mapgen
from mapgen import InputError, Map, Status

DAY = "2025-12-15"


def classes(made: Map) -> dict[str, str]:
    """Return the class of each state of a map that has one."""
    return {entry.iso3: entry.alignment for entry in made.snapshot.entries if entry.alignment}


def drawn(source: object, **arguments: object) -> Map:
    """Return the small map of a source on a day."""
    return mapgen.render(source, as_of=DAY, size=(300, 400), **arguments)  # type: ignore[arg-type]


def test_the_table_of_show_draws_its_own_day_and_basis() -> None:
    """The columns `as_of` and `basis` of a table are what its map is of, never today by default."""
    table = mapgen.show(as_of=DAY, basis="elected")
    for source in (
        table,
        table[["iso3", "alignment", "as_of"]].assign(basis="elected"),
        table.set_index(["iso3", "name"]),
    ):
        snapshot = mapgen.render(source, size=(300, 400)).snapshot
        assert (str(snapshot.as_of), snapshot.basis) == (DAY, mapgen.Basis.ELECTED)
        assert snapshot.by_code["CHL"].alignment == "right"


@pytest.mark.parametrize(
    ("change", "arguments", "message"),
    [
        ({}, {"as_of": "2024-01-01"}, 'as_of 2024-01-01: the table\'s column "as_of" says 2025-12-15'),
        ({}, {"basis": "office"}, 'basis office: the table\'s column "basis" says elected'),
        ({"as_of": "soon"}, {}, 'source, column "as_of" "soon": it is no date'),
        ({"basis": "both"}, {}, 'source, column "basis" "both": write office or elected'),
    ],
)
def test_a_table_of_another_day_or_basis_is_refused(
    change: dict[str, str], arguments: dict[str, str], message: str
) -> None:
    """So are days and bases that are none."""
    table = mapgen.show(as_of=DAY, basis="elected").assign(**change)
    with pytest.raises(InputError) as caught:
        mapgen.render(table, **arguments)
    assert message in str(caught.value)


def test_a_table_of_several_days_is_refused() -> None:
    """The message says how many days it has."""
    table = mapgen.show(first="2023-12-31", last="2025-12-31", every="year")
    with pytest.raises(InputError, match=r'source, column "as_of": a map shows one, and it has 3: 2023-12-31'):
        mapgen.render(table)


def test_columns_of_several_levels_or_twice_the_same_are_refused() -> None:
    """They would be read as something else than what they say."""
    table = pd.DataFrame({"iso3": ["ARG"], "alignment": ["left"]})
    with pytest.raises(InputError, match=r'source, column "iso3": it stands twice; give it once'):
        mapgen.render(pd.concat([table, table], axis=1))
    table.columns = pd.MultiIndex.from_product([["a"], table.columns])
    with pytest.raises(InputError, match="source, columns: they have several levels"):
        mapgen.render(table)


@pytest.mark.parametrize(
    "source",
    [
        {"ARG": "right", "Brasil": "left", "peru": "centre", "CHL": None, "URY": "no-data"},
        pd.DataFrame({"ISO3": ["ARG", "BRA", "PER", "CHL"], "Side": ["right", "left", "centre", np.nan]}),
        pd.DataFrame({"name": ["Argentina", "Brazil", "Perú"], "bloc": ["right", "left", "centre"], "extra": 1}),
        pd.DataFrame({"alignment": ["right", "left", "centre", pd.NA]}, index=["ARG", "Brasil", "PER", "Chile"]),
        pd.DataFrame({"country": ["ARG", "BRA", "PER", "BOL"], "class": ["right", "left", "centre", ""]}),
    ],
    ids=["mapping", "codes", "names", "index", "blank"],
)
def test_countries_may_be_codes_or_names(source: object) -> None:
    """A mapping or a table gives each state its class; states that are missing, or have no class, are no-data."""
    made = drawn(source)
    assert classes(made) == {"ARG": "right", "BRA": "left", "PER": "centre"}
    assert len(made.snapshot.entries) == 12
    assert made.snapshot.by_code["CHL"].status is Status.NO_DATA
    assert (made.snapshot.as_of, made.snapshot.basis) == (date(2025, 12, 15), None)


def test_a_geodataframe_comes_back() -> None:
    """The result of to_geodataframe draws the same map; its territories that are no states have no effect."""
    snapshot = mapgen.answer(mapgen.read(), as_of=DAY)
    assert classes(drawn(mapgen.to_geodataframe(snapshot))) == {
        entry.iso3: entry.alignment for entry in snapshot.entries if entry.alignment
    }


def test_a_region_and_a_basis_can_be_chosen() -> None:
    """The region determines the states; the standfirst names a basis, and without one the day alone."""
    made = mapgen.render(
        {"USA": "right", "Francia": "centre"}, as_of=DAY, basis="office", region="world", size=(900, 500)
    )
    assert made.snapshot.region == "world"
    assert made.drawing.metadata["standfirst"].startswith("Heads of government in office on 15 December 2025.")
    alone = drawn({"ARG": "right"})
    assert alone.drawing.metadata["standfirst"] == "As of 15 December 2025."
    assert "Source:" not in alone.drawing.metadata["source-line"]
    assert "classified" not in alone.alt


def test_without_a_day_it_is_today() -> None:
    """Values without a day are of today."""
    assert mapgen.read({"ARG": "right"}).as_of == date.today()  # type: ignore[union-attr]  # noqa: DTZ011


@pytest.mark.parametrize(
    "day",
    [
        DAY,
        date(2025, 12, 15),
        datetime(2025, 12, 15),  # noqa: DTZ001 (as people write them)
        pd.Timestamp(DAY),
        pd.Timestamp(DAY, tz="UTC"),
        np.datetime64(DAY),
    ],
    ids=lambda day: type(day).__name__,
)
def test_a_day_may_be_given_in_many_forms(day: object) -> None:
    """Text, a date, and a datetime, Timestamp or datetime64 at midnight are the same day."""
    assert mapgen.answer(None, as_of=day).as_of == date(2025, 12, 15)  # type: ignore[arg-type]


WRONG = [
    ({"ARG": "rihgt"}, 'source "ARG": "rihgt": it is not one of', 'did you mean "right"?'),
    ({"Parguay": "left"}, 'source "Parguay"', 'did you mean "PRY" (Paraguay)?'),
    ({"ARG": "left", "Argentina": "right"}, 'source "Argentina": ARG is given twice, also as "ARG"', "give it once"),
    ({"ARG": 3}, 'source "ARG": 3: write one of', "left"),
    ({5: "left"}, "source 5", "code or name as text"),
    ({"FLK": "left"}, 'source "FLK": Falkland Islands / Malvinas is no state', "territories"),
    ({}, "source: it names no country", "give one or more"),
    (pd.DataFrame({"iso": ["ARG"], "klass": ["left"]}), "source, columns: no column gives the class", '"class"'),
    (pd.DataFrame({"land": ["ARG"], "bloc": ["left"]}), "source, columns: no column gives the country", '"land"'),
    (pd.DataFrame({"iso3": ["ARG", "XXX"], "bloc": ["left", "left"]}), 'source, row 1, "XXX"', "not a state"),
    (pd.DataFrame({"iso3": ["ARG"], "bloc": ["lefft"]}), 'source, row 0, "ARG": "lefft"', 'did you mean "left"?'),
]


@pytest.mark.parametrize(("source", "where", "right"), WRONG, ids=range(len(WRONG)))
def test_an_error_names_the_wrong_row(source: object, where: str, right: str) -> None:
    """An unknown country or class, or one given twice, is an InputError that names the key or row and the nearest."""
    with pytest.raises(InputError) as caught:
        drawn(source)
    assert where in str(caught.value)
    assert right in str(caught.value)


def test_every_wrong_row_is_reported() -> None:
    """All problems come at once."""
    with pytest.raises(InputError) as caught:
        drawn({"Parguay": "left", "ARG": "rihgt"})
    assert len(caught.value.problems) == 2


def test_values_in_memory_load_no_pandas() -> None:
    """A mapping is recognised and drawn without pandas, numpy or matplotlib."""
    code = (
        f"import sys, mapgen; mapgen.render({{'ARG': 'right'}}, as_of='{DAY}').svg;"
        "print({'pandas', 'numpy', 'matplotlib', 'geopandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
