"""Codes of other systems: complete, unambiguous, and never of another state."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest

from mapgen.disk.shipped import shipped_path
from mapgen.places.codes import CODE_SYSTEMS, CODES_FILE, code_in, iso3_of
from mapgen.places.countries import alpha2
from mapgen.places.regions import read_region


def rows() -> list[dict[str, str]]:
    """Return the rows of the shipped table."""
    with shipped_path(CODES_FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_table_is_the_one_that_its_provenance_describes() -> None:
    """The provenance names the bytes and the number of codes of each system."""
    source = json.loads(shipped_path(f"{CODES_FILE}.source.json").read_text(encoding="utf-8"))
    assert source["sha256"] == hashlib.sha256(shipped_path(CODES_FILE).read_bytes()).hexdigest()
    assert source["codes"] == {
        system: sum(bool(row[system]) for row in rows()) for system in ("iso3", *CODE_SYSTEMS, "cow-letters")
    }


@pytest.mark.parametrize("system", CODE_SYSTEMS)
def test_every_code_leads_back_to_the_state_that_has_it(system: str) -> None:
    """A code means one state, and is read as that state."""
    codes = {row["iso3"]: row[system] for row in rows() if row[system]}
    assert len(set(codes.values())) == len(codes)
    assert {iso3: code_in(system, iso3) for iso3 in codes} == codes
    assert {iso3: iso3_of(system, code) for iso3, code in codes.items()} == {iso3: iso3 for iso3 in codes}


def test_alpha2_codes_are_those_of_the_maps() -> None:
    """The table and CLDR's aliases have the same alpha-2 codes."""
    assert {row["iso3"]: row["iso2"] for row in rows() if row["iso2"]} == {
        row["iso3"]: alpha2(row["iso3"]).upper() for row in rows() if row["iso2"]
    }


@pytest.mark.parametrize("system", ["iso2", "iso-numeric", "wikidata"])
def test_every_state_of_the_world_has_a_code_of_iso_and_wikidata(system: str) -> None:
    """No state of the region `world` lacks a usual key, but that ISO has no number for Kosovo."""
    lacking = {iso3 for iso3 in read_region("world").states if code_in(system, iso3) is None}
    assert lacking <= ({"XKX"} if system == "iso-numeric" else set())


@pytest.mark.parametrize(
    ("system", "code", "iso3"),
    [
        ("cow", "155", "CHL"),
        ("cow", "002", "USA"),
        ("cow", "255", "DEU"),
        ("cow", "260", "DEU"),
        ("cow", "AUS", "AUT"),
        ("cow", "aul", "AUS"),
        ("cow", "GFR", "DEU"),
        ("cow", "PAR", "PRY"),
        ("cow", "GDR", None),
        ("cow", "CZE", None),  # Czechoslovakia; Czechia is CZR
        ("cow", "AUT", None),  # ISO's code of Austria
        ("gw", "AUS", None),
        ("cow", "345", "SRB"),
        ("cow", "679", "YEM"),
        ("cow", "816", "VNM"),
        ("gw", "255", "DEU"),
        ("gw", "260", "DEU"),
        ("gw", "340", "SRB"),
        ("gw", "678", "YEM"),
        ("gw", "816", "VNM"),
        ("gw", "972", "TON"),
        ("vdem", "43", "XKX"),
        ("vdem", "198", "SRB"),
        ("iso2", "uk", "GBR"),
        ("iso2", " cl ", "CHL"),
        ("iso-numeric", "76", "BRA"),
        ("iso-numeric", "076", "BRA"),
        ("wikidata", "q298", "CHL"),
        ("wikidata", "http://www.wikidata.org/entity/Q298", "CHL"),
        ("wikidata", "wd:Q756617", "DNK"),
    ],
)
def test_codes_of_a_present_state_are_read_as_people_write_them(system: str, code: str, iso3: str) -> None:
    """Case, zeros, blanks and addresses do not matter, and a state's second code is known."""
    assert iso3_of(system, code) == iso3


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ("cow", "265"),  # German Democratic Republic
        ("cow", "315"),  # Czechoslovakia
        ("cow", "327"),  # Papal States
        ("cow", "340"),  # no code of this system
        ("cow", "678"),  # Yemen Arab Republic
        ("cow", "680"),  # Yemen People's Republic
        ("cow", "817"),  # Republic of Vietnam
        ("gw", "345"),  # Yugoslavia
        ("gw", "396"),  # Abkhazia
        ("gw", "680"),  # South Yemen
        ("gw", "817"),  # Republic of Vietnam
        ("vdem", "128"),  # West Bank
        ("vdem", "138"),  # Gaza
        ("vdem", "236"),  # Zanzibar
        ("vdem", "361"),  # Papal States
        ("iso2", "SU"),  # USSR
        ("iso2", "CHL"),
        ("iso-numeric", "²"),
        ("iso-numeric", ""),
        ("cow", ""),
        ("cow", "0"),
        ("cow", "-155"),
        ("cow", "155.5"),
        ("cow", "١٥٥"),
        ("wikidata", "Q2"),  # the Earth
        ("wikidata", ""),
    ],
)
def test_codes_of_former_states_and_parts_are_nobodys(system: str, code: str) -> None:
    """What means no present state is None, never the state that followed."""
    assert iso3_of(system, code) is None


def test_states_without_a_code_have_none() -> None:
    """A territory that a system does not know has no code there."""
    assert code_in("cow", "GUF") is None
    assert code_in("vdem", "PSE") is None
    assert code_in("iso2", "XNC") is None
    assert code_in("iso2", "ZZZ") is None
