"""The names of columns in spreadsheets, and what each stands for."""

from __future__ import annotations

from collections import Counter

import pytest

from mapgen.importing.headings import HEADINGS, heading_key, kind_of, rank_of, system_of, year_of


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("País", "country"),
        ("Country or Area", "country"),
        ("ISO 3166-1 alpha-3", "country"),
        ("COUNTRY_NAME", "country"),
        ("Ideología", "class"),
        ("Political regime (V-Dem)", "class"),
        ("voto_final", "class"),
        ("Jefe de Gobierno", "leader"),
        ("Head of government", "leader"),
        ("Took office", "start"),
        ("Data de início", "start"),
        ("Hasta", "end"),
        ("año", "year"),
        ("as_of", "as_of"),
        ("Leader[a]", "leader"),
        ("Took office [12]", "start"),
        ("GDP per capita", ""),
        ("", ""),
    ],
)
def test_a_heading_says_what_its_column_is(heading: str, kind: str) -> None:
    """In three languages, with accents, case and signs or without."""
    assert kind_of(heading) == kind


def test_no_name_stands_twice() -> None:
    """Each name means one kind of column."""
    names = Counter(heading_key(name) for names in HEADINGS.values() for name in names)
    assert [name for name, count in names.items() if count > 1] == []


def test_the_first_name_tells_the_most() -> None:
    """The codes of mapgen's own tables come before names, and alignment before bloc."""
    assert rank_of("iso3", "country") < rank_of("name", "country") < rank_of("price", "country")
    assert rank_of("alignment", "class") < rank_of("bloc", "class")


@pytest.mark.parametrize(
    ("heading", "system"),
    [
        ("ccode", "cow"),
        ("COWcode", "cow"),
        ("gwno", "gw"),
        ("country_id", "vdem"),
        ("M49", "iso-numeric"),
        ("code", ""),
    ],
)
def test_a_heading_names_a_system_of_codes(heading: str, system: str) -> None:
    """A heading that says no system leaves numbers ambiguous."""
    assert system_of(heading) == system


@pytest.mark.parametrize(
    ("text", "year"), [("2024", 2024), ("1815", 1815), ("24", None), ("2024-12", None), ("2124", None)]
)
def test_a_year_has_four_digits(text: str, year: int | None) -> None:
    """Other numbers are none."""
    assert year_of(text) == year
