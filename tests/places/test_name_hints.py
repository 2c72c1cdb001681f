"""Hints are given only where they can be nothing else."""

from __future__ import annotations

import pytest

from mapgen.places.name_hints import hint_for


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chlie", "CHL"),
        ("Venezuella", "VEN"),
        ("Argentna", "ARG"),
        ("Parguay", "PRY"),
        ("Azerbajian", "AZE"),
        ("Unted Kingdom", "GBR"),
        ("Urugu", "URY"),
        ("Kazakhs", "KAZ"),
        ("Bosnia and Herzegowna", "BIH"),
    ],
)
def test_a_slip_has_a_hint(text: str, code: str) -> None:
    """A wrong or swapped letter, two in a long name, or an unfinished word."""
    assert hint_for(text).startswith(f'did you mean "{code}" (')


@pytest.mark.parametrize(
    "text",
    [
        "Bolvia",  # one letter from Bolivia, and two from Bosnia
        "Ira",  # Iran, Iraq
        "Nigeri",  # Nigeria unfinished, or Niger and a letter
        "Austrlia",  # Australia with a letter less, or Austria with one more
        "Dominican",  # Dominica's people too
        "Chinese",
        "Turkish",
        "Belgian",
        "Guinee Equatoriale Bissau",
        "Repub",
        "Griekenland",  # is Greece, and two letters from Greenland
        "Hithpania",
        "Yugoslavija",  # a former state is no hint
        "Scotlandd",
        "VEM",
        "12345",
        "Central African",
        "Southern Mariana Islands",  # is two letters from the Northern ones
        "Western Cyprus",
        "Dominica, Rep.",  # is Dominica, or one letter from the Dominican Republic
        "Federation of Niger",  # begins Federation of Nigeria
        "British Guinea",  # is one letter from British Guiana
        "turco",  # is Turkish, and begins Turcomenistão
    ],
)
def test_what_can_be_another_has_no_hint(text: str) -> None:
    """Short texts, people, what is near two names, former states, parts, and names in other languages."""
    assert hint_for(text) == ""
