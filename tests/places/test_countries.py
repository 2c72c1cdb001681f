"""Names and codes of countries: the names a map prints, and the country a person means."""

from __future__ import annotations

import re

import pytest

from mapgen.places.countries import alpha2, code_of, country_name, place_code, unknown_country
from mapgen.places.languages import languages, phrases_of
from mapgen.places.name_tables import territories
from mapgen.places.regions import Region

every_language = pytest.mark.parametrize("lang", languages())


@pytest.mark.parametrize(("iso3", "expected"), [("ARG", "ar"), ("GUF", "gf"), ("FLK", "fk"), ("BBB", "bbb")])
def test_an_alpha3_code_has_an_alpha2_code(iso3: str, expected: str) -> None:
    """The alpha-2 code is in lower case; a code that CLDR does not know stays the same."""
    assert alpha2(iso3) == expected


@pytest.mark.parametrize(
    ("iso3", "lang", "expected"),
    [
        ("BRA", "en", "Brazil"),
        ("BRA", "es", "Brasil"),
        ("BRA", "pt", "Brasil"),
        ("PER", "en", "Peru"),
        ("PER", "es", "Perú"),
        ("GUF", "pt", "Guiana Francesa"),
        ("SUR", "es", "Surinam"),
        ("FLK", "en", "Falkland Islands / Malvinas"),
        ("FLK", "es", "Islas Malvinas / Falkland"),
        ("FLK", "pt", "Ilhas Malvinas / Falkland"),
        ("COD", "en", "DR Congo"),
        ("COD", "es", "República Democrática del Congo"),
        ("COD", "pt", "República Democrática do Congo"),
        ("COG", "en", "Congo-Brazzaville"),
        ("HKG", "es", "Hong Kong"),
        ("MMR", "pt", "Mianmar"),
        ("TTO", "en", "Trinidad and Tobago"),
        ("SAU", "es", "Arabia Saudita"),
        ("TUR", "en", "Turkey"),
        ("BBB", "en", "BBB"),
    ],
)
def test_a_country_is_named_in_the_language_of_the_map(iso3: str, lang: str, expected: str) -> None:
    """Names are CLDR's, or newspapers'; a disputed place has both names, the language's own first."""
    assert country_name(iso3, lang) == expected


@every_language
def test_a_country_is_named_as_newspapers_name_it(lang: str) -> None:
    """No name has the marks of a menu: a hyphen between spaces, an ampersand, a second name, a state's code."""
    named = {code: country_name(code, lang) for code in territories() if code != "FLK"}
    of_menus = re.compile(r" - |[&()/]|\bSAR\b|\bRAE\b|EE\. ?UU\.")
    assert {code: name for code, name in named.items() if of_menus.search(name)} == {}


@every_language
def test_no_two_places_have_one_name(lang: str) -> None:
    """A name of its own for one place is not the name of another, and means that place where it is typed."""
    shown = [country_name(code, lang) for code in territories()]
    assert len(set(shown)) == len(shown)
    assert {code: place_code(country_name(code, lang)) for code in phrases_of(lang)["country"]} == {
        code: code for code in phrases_of(lang)["country"]
    }


@every_language
def test_every_territory_of_the_region_has_a_name(lang: str, south_america: Region) -> None:
    """No territory lacks a name, so that no map prints a bare code."""
    assert all(len(country_name(code, lang)) > 3 for code in south_america.codes)


@every_language
def test_a_country_is_found_by_code_or_name(lang: str, south_america: Region) -> None:
    """A country is found in every language of the maps, in upper or lower case."""
    for code in south_america.codes:
        for text in (code, code.lower(), country_name(code, lang), f" {country_name(code, lang).upper()} "):
            assert code_of(text, south_america.codes) == code


@pytest.mark.parametrize("text", ["peru", "Perú", "PERÚ", "Peru\u0301"])
def test_accents_do_not_matter(text: str, south_america: Region) -> None:
    """A name is found with or without accents, in any Unicode normalisation."""
    assert code_of(text, south_america.states) == "PER"
    assert code_of("curacao", ["CUW"]) == "CUW"


@pytest.mark.parametrize("text", ["", "Chil", "P", "USA", "France"])
def test_what_is_no_state_of_the_region_is_not_guessed(text: str, south_america: Region) -> None:
    """Only a whole code or a whole name matches."""
    assert code_of(text, south_america.states) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("España", "Spain (ESP) is not a state of the region", id="elsewhere"),
        pytest.param("DR Congo", "DR Congo (COD) is not a state of the region", id="once told as COG"),
        pytest.param("UK", "United Kingdom (GBR) is not a state of the region", id="once told as Ukraine"),
        pytest.param("S. Sudan", "South Sudan (SSD) is not a state of the region", id="once told as Sudan"),
        pytest.param("French Guiana", "French Guiana (GUF) is not a state of the region", id="once told as Guyana"),
        pytest.param(
            "Gran Colombia",
            "it is not a state of the region, but a former state; its successors are Colombia (COL), Ecuador (ECU), "
            "Panama (PAN) and Venezuela (VEN)",
            id="former state",
        ),
        pytest.param(
            "Escocia",
            "it is not a state of the region, but a part; it belongs to United Kingdom (GBR)",
            id="part",
        ),
        pytest.param(
            "XXX",
            "it is not a state of the region; they are ARG, BOL, BRA, CHL, COL, ECU, GUY, PER, PRY, SUR, URY or VEN",
            id="nothing near",
        ),
        pytest.param(
            "VEM",
            "it is not a state of the region; they are ARG, BOL, BRA, CHL, COL, ECU, GUY, PER, PRY, SUR, URY or VEN",
            id="a code as near to VEN as to YEM",
        ),
    ],
)
def test_a_wrong_country_brings_the_right_code(text: str, expected: str, south_america: Region) -> None:
    """The message says what the text means, names the successors of a former state, or lists the codes."""
    assert unknown_country(text, south_america.states) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Chlie", "CHL", id="name"),
        pytest.param("Venezuella", "VEN", id="letter"),
        pytest.param("Urugu", "URY", id="start of a name"),
    ],
)
def test_a_misspelt_name_brings_the_code_and_a_name(text: str, code: str, south_america: Region) -> None:
    """The message has the code and the name, where the text can mean nothing else."""
    message = f'it is not a state of the region; did you mean "{code}" ({country_name(code, "en")})?'
    assert unknown_country(text, south_america.states) == message


@pytest.mark.parametrize("code", ["GUF", "FLK"])
def test_a_territory_is_no_state(code: str, south_america: Region) -> None:
    """French Guiana and the Falklands are drawn, but a record holds no governments of theirs."""
    message = f"({code}) is not a state of the region south-america"
    assert unknown_country(code, south_america.states, south_america.name).endswith(message)
