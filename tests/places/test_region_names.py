"""Which area of a region a text means: divisions, and the areas of a file of one's own, come before countries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_areas import HOSTILE, own_region

from mapgen.places.countries import country_name, element_id, unknown_country
from mapgen.places.divisions import division_names, divisions
from mapgen.places.languages import languages, phrases_of
from mapgen.places.region_names import (
    code_in_region,
    heading_of,
    identified_in_region,
    name_in_region,
    names_in,
    shows_areas,
    state_of,
    unit_of,
    unknown_in_region,
)
from mapgen.places.region_states import UNITS
from mapgen.places.regions import read_region, region_names

OF_DIVISIONS = [name for name in region_names() if read_region(name).divisions]


@pytest.mark.parametrize(
    ("region", "text", "code"),
    [
        ("brazil", "BR-SP", "BR-SP"),
        ("brazil", "br-sp", "BR-SP"),
        ("brazil", "SP", "BR-SP"),
        ("brazil", "35", "BR-SP"),
        ("brazil", "São Paulo", "BR-SP"),
        ("brazil", "Sao Paulo", "BR-SP"),
        ("brazil", "Estado de São Paulo", "BR-SP"),
        ("brazil", "São Paulo (SP)", "BR-SP"),
        ("brazil", "SP - São Paulo", "BR-SP"),
        ("brazil", "São Paulo, Brasil", "BR-SP"),
        ("brazil", "Distrito Federal", "BR-DF"),
        ("brazil", "Amazonas", "BR-AM"),
        ("colombia", "Amazonas", "CO-AMA"),
        ("peru", "Amazonas", "PE-AMA"),
        ("venezuela", "Amazonas", "VE-Z"),
        ("argentina", "La Rioja", "AR-F"),
        ("spain", "La Rioja", "ES-RI"),
        ("argentina", "Córdoba", "AR-X"),
        ("colombia", "Córdoba", "CO-COR"),
        ("united-states", "Georgia", "US-GA"),
        ("united-states", "Georgia, USA", "US-GA"),
        ("world", "Georgia", "GEO"),
        ("germany", "Bayern", "DE-BY"),
        ("germany", "Bavaria", "DE-BY"),
    ],
)
def test_a_name_means_an_area_of_its_region(region: str, text: str, code: str) -> None:
    """One name means other areas in other regions."""
    assert code_in_region(read_region(region), text) == code


@pytest.mark.parametrize("region", OF_DIVISIONS)
def test_every_spelling_of_a_division_means_it(region: str) -> None:
    """Each code and each spelling that the shipped table has is read as that division, in its own region."""
    shown = read_region(region)
    meant = {name: code_in_region(shown, name) for code in shown.states for name in (code, *division_names(code))}
    wrong = {
        name: code
        for name, code in meant.items()
        if code is None or (code != name and name not in division_names(code))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("region", "text", "message"),
    [
        ("brazil", "Sao Palo", 'it is no division of Brazil; did you mean "BR-SP" (São Paulo)?'),
        (
            "brazil",
            "Rio Grande",
            'it is no division of Brazil; did you mean "BR-RN" (Rio Grande do Norte) or "BR-RS" (Rio Grande do Sul)?',
        ),
        ("brazil", "Chile", "Chile (CHL) is a country, and no division of Brazil"),
        ("brazil", "Georgia", "Georgia (GEO) is a country, and no division of Brazil"),
        ("brazil", "US-GA", "Georgia (US-GA) is a division of another country, and no division of Brazil"),
        (
            "brazil",
            "Scotland",
            '"Scotland" is elsewhere (it belongs to United Kingdom (GBR)), and no division of Brazil',
        ),
    ],
)
def test_what_is_no_division_is_said_so(region: str, text: str, message: str) -> None:
    """The message names the nearest of the region, both of two, or says that the text is a country's name."""
    shown = read_region(region)
    assert code_in_region(shown, text) is None
    assert unknown_in_region(shown, text) == message


def test_what_is_like_nothing_is_told_what_there_is() -> None:
    """A text that is near no name gets the list of the region's divisions."""
    message = unknown_in_region(read_region("brazil"), "xyz")
    assert message.startswith("it is no division of Brazil; there is BR-AC (Acre), BR-AL (Alagoas), ")


def test_regions_of_states_answer_as_before() -> None:
    """A region without areas of its own reads countries, and refuses the divisions of one as its part."""
    region = read_region("south-america")
    assert not shows_areas(region)
    assert code_in_region(region, "Brasil") == "BRA"
    assert code_in_region(region, "Georgia") is None
    assert unknown_in_region(region, "Chlie") == unknown_country("Chlie", region.states, region.name)
    assert unknown_in_region(region, "BR-SP").endswith("but a part; it belongs to Brazil (BRA)")


@pytest.mark.parametrize("code", HOSTILE)
def test_any_code_of_a_file_means_its_area(tmp_path: Path, code: str) -> None:
    """A code is read as it stands, in any case, and the area's name is that of the file in every language."""
    region = read_region(str(own_region(tmp_path)))
    assert code_in_region(region, code) == code
    assert code_in_region(region, code.swapcase()) == code
    assert code_in_region(region, HOSTILE[code]) == code
    assert {name_in_region(region, code, lang) for lang in languages()} == {HOSTILE[code]}
    assert names_in(str(tmp_path / "own.toml"), "es")(code) == HOSTILE[code]


def test_names_of_a_file_are_read_as_people_write_them(tmp_path: Path) -> None:
    """A name goes without what the area is, and a number without its zeros; no country has a place in the region."""
    region = read_region(str(own_region(tmp_path)))
    assert code_in_region(region, "Salta") == "Nº 1"
    assert code_in_region(region, "7") == "007"
    assert code_in_region(region, "Argentina") is None
    assert unknown_in_region(region, "Chile") == "Chile (CHL) is a country, and no area of the region own"
    assert (
        unknown_in_region(region, "Saltaa")
        == 'it is no area of the region own; did you mean "Nº 1" (Provincia de Salta)?'
    )


def test_of_two_areas_of_a_name_neither_is_taken(tmp_path: Path) -> None:
    """A name that two areas have is a question with both codes."""
    region = read_region(str(own_region(tmp_path, {"1": "San Pedro", "2": "San Pedro", "3": "San Juan"})))
    assert code_in_region(region, "San Pedro") is None
    assert unknown_in_region(region, "San Pedro") == "it may be 1 (San Pedro) or 2 (San Pedro); write the code"
    assert identified_in_region(region, "San Pedro").hint == "it may be 1 (San Pedro) or 2 (San Pedro); write the code"


def test_an_area_is_identified_with_its_name() -> None:
    """A table's text has the kind `area`, and a country's stays a country."""
    region = read_region("united-states")
    georgia, chile = identified_in_region(region, "Georgia"), identified_in_region(region, "Chile")
    assert (georgia.iso3, georgia.name, georgia.kind, georgia.matched) == ("US-GA", "Georgia", "area", "name")
    assert (chile.iso3, chile.kind) == ("CHL", "state")
    assert identified_in_region(region, "GA").matched == "code"


def test_each_id_is_valid_and_of_one_code_alone() -> None:
    """An element's id holds letters of ASCII, digits, hyphens and underscores; two codes never have the same."""
    codes = [*HOSTILE, *(code.upper() for code in HOSTILE), "BR-SP", "BRA", "CHL", *divisions()]
    ids = {code: element_id(code) for code in codes}
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", name) for name in ids.values())
    assert len(set(ids.values())) == len(ids)
    assert (ids["BRA"], ids["BR-SP"], ids["35"]) == ("br", "br-sp", "area-35")


def test_a_division_has_the_name_of_each_language() -> None:
    """A division's name is that of the language, or its own; a code that is none stays as it is."""
    assert country_name("DE-BY", "en") == "Bavaria"
    assert country_name("BR-SP", "en") == "São Paulo"
    assert country_name("BR-XX", "en") == "BR-XX"


@pytest.mark.parametrize(
    ("region", "unit", "heading"),
    [
        ("germany", "state", "State"),
        ("united-states", "state-district", "State or district"),
        ("mexico", "state-entity", "Federal entity"),
        ("argentina", "province-city", "Province or city"),
        ("colombia", "department-district", "Department or district"),
        ("chile", "region", "Region"),
        ("uruguay", "department", "Department"),
        ("canada", "province-territory", "Province or territory"),
        ("spain", "autonomous-community", "Community or city"),
        ("world", "area", "Country"),
    ],
)
def test_a_region_says_what_its_areas_are(region: str, unit: str, heading: str) -> None:
    """Words follow the kind of most divisions and of a district that is none; states of the world are countries."""
    assert unit_of(read_region(region)) == unit
    assert heading_of(region) == heading


def test_a_region_s_own_file_may_say_what_its_areas_are(tmp_path: Path) -> None:
    """Without the key `unit` they are areas."""
    plain = own_region(tmp_path)
    assert heading_of(str(plain)) == "Area"
    assert heading_of(str(own_region(tmp_path, keys='unit = "municipality"\n'))) == "Municipality"


def test_every_unit_has_its_words() -> None:
    """Each language has words for exactly the units that a region may have."""
    assert {lang: set(phrases_of(lang)["unit"]) for lang in languages()} == {lang: set(UNITS) for lang in languages()}


def test_a_division_belongs_to_its_country(tmp_path: Path) -> None:
    """A territory has its sovereign, a division its country, and an area of a file no state that we know."""
    assert state_of(read_region("south-america"), "GUF") == "FRA"
    assert state_of(read_region("brazil"), "BR-SP") == "BRA"
    assert state_of(read_region(str(own_region(tmp_path))), "ARG") is None
