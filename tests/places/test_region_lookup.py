"""Regions by what people call them, in three languages."""

from __future__ import annotations

from pathlib import Path
from re import escape

import pytest

from mapgen.errors import InputError
from mapgen.places.languages import languages
from mapgen.places.region_lookup import region_name, regions_named
from mapgen.places.regions import located_region, read_region, region_names
from mapgen.words.wording import wording


@pytest.mark.parametrize("name", [name for name in region_names() if not read_region(name).divisions])
def test_a_region_is_known_by_its_name_in_every_language(name: str) -> None:
    """In any case, with accents or without; and it is what maps call it."""
    region = read_region(name)
    for lang in languages():
        called = region_name(region, lang)
        assert called == wording(lang).region(name)
        for spelling in (called, called.upper(), called.casefold().replace(" ", "-"), f" {called}"):
            assert located_region(spelling, Path()) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("América del Sur", "south-america"),
        ("america do sul", "south-america"),
        ("União Europeia", "european-union"),
        ("UE", "european-union"),
        ("europa", "europe"),
        ("Oriente Medio", "middle-east"),
        ("ORIENTE PRÓXIMO", "middle-east"),
        ("the Caribbean", "caribbean"),
        ("CELAC", "latin-america"),
        ("150", "europe"),
    ],
)
def test_other_usual_names_are_known(text: str, name: str) -> None:
    """A region's file has them, and CLDR has its code."""
    assert regions_named(text) == (name,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("América", "it may be latin-america, north-america or south-america; write one of them"),
        ("Europpe", 'did you mean "europe"?'),
        ("Unión Europa", 'did you mean "european-union"?'),
        ("Atlantis", "there is no such region; `mapgen regions` lists those that there are"),
    ],
)
def test_a_text_that_means_no_region_or_several_is_refused(text: str, message: str) -> None:
    """With those that it may mean, or with the nearest one."""
    with pytest.raises(InputError, match=escape(message)):
        read_region(located_region(text, Path()))


def test_no_two_regions_share_a_name_of_their_own() -> None:
    """What is said of several, as América, is an alias alone: every region can be asked for in each language."""
    for name in region_names():
        for lang in languages():
            if called := region_name(read_region(name), lang):
                assert regions_named(called) == (name,), called
