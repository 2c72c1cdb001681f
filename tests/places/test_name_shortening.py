"""Words cut short by a full stop."""

from __future__ import annotations

import re

import pytest

from mapgen.places.name_forms import name_key
from mapgen.places.name_tables import every_meaning, meaning_of
from mapgen.places.names import identified


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Bolivia (Plur. State of)", "BOL"),
        ("United Arab Emir.", "ARE"),
        ("E. Árabes Unidos", "ARE"),
        ("R. Checa", "CZE"),
        ("P. Bajos", "NLD"),
        ("N. Zelanda", "NZL"),
        ("S. Marino", "SMR"),
        ("Iran (Islam. Rep.)", "IRN"),
        ("Equat. Guin.", "GNQ"),
        ("Papua New Guin.", "PNG"),
        ("Fr. Guinea", "GIN"),
        ("Br. Guiana", "GUY"),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(text: str, iso3: str) -> None:
    """Each word with a full stop begins one word of the name, and the others stand in it."""
    assert identified(text).iso3 == iso3


@pytest.mark.parametrize(
    "text",
    [
        "Guin.",
        "Equat.",
        "Nige.",
        "Aust.",
        "P. Guinea",
        "N. Guinea",
        "E. Guinea",
        "S. Martin",
        "D. Republic",
        "Dem. Rep.",
        "United A.",
        "M. Jordan",
        "Dr. Chad",
    ],
)
def test_what_two_names_can_be_cut_to_is_neither(text: str) -> None:
    """Nor is a text of common words, or one whose letter could be a direction."""
    assert identified(text).iso3 is None


def test_no_name_is_lengthened_to_another_country() -> None:
    """Any name whose longest word is cut in half is itself, or nothing; one with a code never gets another's."""
    named = [meaning for _, meaning in every_meaning() if meaning.kind != "group"]
    for meaning in named[::7]:
        longest = max(re.findall(r"\w+", meaning.name), key=len)
        text = meaning.name.replace(longest, f"{longest[: len(longest) // 2 + 1]}.", 1)
        if meaning_of(name_key(text)):
            continue
        answer = identified(text)
        code = meaning.codes[0] if meaning.kind in {"state", "territory"} else None
        assert answer.iso3 in {code, None}, answer
