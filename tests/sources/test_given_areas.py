"""Divisions and areas of one's own from values in memory."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from made_areas import own_region

import mapgen
from mapgen.errors import InputError


def test_a_mapping_names_divisions() -> None:
    """Codes, parts of codes and names are read in their region."""
    shown = mapgen.show({"SP": "left", "Minas Gerais": "right", "BR-BA": "centre"}, region="brazil")
    classes = shown.set_index("iso3")["alignment"].dropna()
    assert classes.to_dict() == {"BR-SP": "left", "BR-MG": "right", "BR-BA": "centre"}


def test_a_frame_names_divisions_by_their_column() -> None:
    """A column called UF is that of the states of Brazil."""
    frame = pd.DataFrame({"UF": ["SP", "RJ"], "lado": ["left", "right"]})
    shown = mapgen.show(frame, region="brazil").set_index("iso3")["alignment"].dropna()
    assert shown.to_dict() == {"BR-SP": "left", "BR-RJ": "right"}


def test_whole_numbers_are_codes_of_a_file(tmp_path: Path) -> None:
    """Pandas reads codes of digits as numbers, which mean the areas with these codes."""
    region = str(own_region(tmp_path))
    frame = pd.DataFrame({"CD": [35, 7], "side": ["left", "right"]})
    shown = mapgen.show(frame, region=region).set_index("iso3")["alignment"].dropna()
    assert shown.to_dict() == {"35": "left", "007": "right"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Sao Palo", 'source "Sao Palo": it is no division of Brazil; did you mean "BR-SP" (São Paulo)?'),
        ("Georgia", 'source "Georgia": Georgia (GEO) is a country, and no division of Brazil'),
    ],
)
def test_what_is_no_division_is_refused(name: str, message: str) -> None:
    """The message is that of lists."""
    with pytest.raises(InputError) as raised:
        mapgen.show({name: "left"}, region="brazil")
    assert str(raised.value) == message


def test_a_state_of_a_country_follows_no_sovereign() -> None:
    """A division is drawn in its own class: it is no territory that may be treated as its country."""
    with pytest.raises(InputError, match="São Paulo is an area of brazil, and always drawn"):
        mapgen.render({"SP": "left"}, region="brazil", territories={"SP": "sovereign"})
    with pytest.raises(InputError, match=r'brazil has no such area; did you mean "BR-SP" \(São Paulo\)\?'):
        mapgen.render({"SP": "left"}, region="brazil", texts=mapgen.Overrides(names={"Sao Palo": "x"}))
