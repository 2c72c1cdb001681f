"""The words of maps of divisions and of areas of one's own: what their areas are, and no word of countries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mapgen.places.languages import languages, phrases_of
from mapgen.places.region_states import UNITS
from mapgen.words.wording import _phrases_of_areas, region_wording, wording

# Words for what governs and is governed in a country alone, which no map of provinces may say.
OF_COUNTRIES = re.compile(
    r"\bcountr|\bpaís|\bpaíses|heads? of government|jefes? de|chefes? de|president|\bEstado|\bStates\b"
)
# Keys that are about states of the world on any map, or not said on maps of areas, which have no territories.
ABOUT_COUNTRIES = ("areas", "unit", "country", "excluded", "follows", "claim", "of", "class_words", "class_letters")


def said(phrases: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield every phrase of tables by its dotted key."""
    for key, value in phrases.items():
        if isinstance(value, Mapping):
            yield from said(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield f"{above}{key}", value


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("unit", ["province", "area"])
def test_no_phrase_of_areas_speaks_of_countries(lang: str, unit: str) -> None:
    """Every phrase that a map, page, comparison or timeline of provinces may say is free of words for countries."""
    phrases = _phrases_of_areas(lang, unit)
    spoken = {key: text for key, text in said(phrases) if key.partition(".")[0] not in ABOUT_COUNTRIES}
    wrong = {key: text for key, text in spoken.items() if OF_COUNTRIES.search(re.sub(r"\{\w+\}", "", text))}
    # States alone have first days.
    assert {key for key in wrong if not key.startswith(("note.source", "note.not-yet"))} == set()


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("unit", UNITS)
def test_every_word_for_a_unit_is_filled_in(lang: str, unit: str) -> None:
    """No brace of a unit is left, and only the phrases with one differ from those for countries in their keys."""
    phrases = _phrases_of_areas(lang, unit)
    assert not [key for key, text in said(phrases) if re.search(r"\{[Uu]nits?\}", text) and not key.startswith("areas")]
    assert {key for key, _ in said(phrases)} >= {key for key, _ in said(phrases_of(lang))}


@pytest.mark.parametrize("lang", languages())
def test_areas_replace_phrases_that_there_are(lang: str) -> None:
    """Each phrase for areas stands in place of one of the language's phrases; a misspelt key would never be said."""
    known = {re.sub(r"\.(one|other)$", "", key) for key, _ in said(phrases_of(lang))}
    areas = {re.sub(r"\.(one|other)$", "", key) for key, _ in said(phrases_of(lang)["areas"])}
    assert areas <= known


@pytest.mark.parametrize(
    ("lang", "region", "expected"),
    [
        ("en", "brazil", "Last checked before this day: 3 states and districts."),
        ("es", "argentina", "Última revisión anterior a este día en 3 provincias y ciudades."),
        ("pt", "brazil", "Última verificação anterior a este dia em 3 unidades da Federação."),
        ("es", "chile", "Última revisión anterior a este día en 3 regiones."),
        ("en", "canada", "Last checked before this day: 3 provinces and territories."),
        ("es", "south-america", "Última revisión anterior a este día en 3 países."),
    ],
)
def test_counts_are_of_what_the_region_shows(lang: str, region: str, expected: str) -> None:
    """Brazil has states and a district, Argentina provinces and a city, Chile regions, and a continent its States."""
    assert region_wording(lang, region).say("note.unreviewed-many", count=3) == expected


def test_governors_are_no_heads_of_government() -> None:
    """The sentence under the headline speaks of governments; that of states stays as it is."""
    assert region_wording("en", "brazil").say("standfirst.office", date="1 May") == "Governments in office on 1 May."
    assert region_wording("en", "world") == wording("en")
    assert region_wording("en", "world").say("standfirst.office", date="1 May").startswith("Heads of government")


@pytest.mark.parametrize(("lang", "expected"), [("en", "of Brazil"), ("es", "de Brasil"), ("pt", "do Brasil")])
def test_a_region_stands_with_its_article(lang: str, expected: str) -> None:
    """`Map of` a country takes the preposition of its name."""
    assert region_wording(lang, "brazil").of_region("brazil") == expected


def test_labels_of_codes_leave_out_the_country() -> None:
    """A map of one country's divisions prints SP and not BR-SP; a map of states prints their codes."""
    assert region_wording("pt", "brazil").code("BR-SP") == "SP"
    assert region_wording("pt", "south-america").code("BRA") == "BRA"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Not counted, as it is none of the provinces and cities: X."),
        ("es", "No se cuenta, por no ser provincia o ciudad: X."),
        ("pt", "Não contado, por não ser província ou cidade: X."),
    ],
)
def test_a_territory_beside_provinces_is_no_province(lang: str, expected: str) -> None:
    """The note on what is not counted names what is: no province of Argentina is a state of a region."""
    assert region_wording(lang, "argentina").say("note.excluded", count=1, territories="X") == expected


@pytest.mark.parametrize(("name", "expected"), [("Brasil", "do Brasil"), ("Campo", "de Campo")])
def test_an_own_region_has_the_article_of_the_shipped_one_of_its_name(tmp_path: Path, name: str, expected: str) -> None:
    """A file of one's own boundaries of Brazil is a map of Brazil; of other names, no article is known."""
    own = tmp_path / "own.toml"
    own.write_text(f'[region]\nname = "{name}"\ndivisions = ["BRA"]\n', encoding="utf-8")
    assert region_wording("pt", str(own)).of_region(str(own)) == expected


@pytest.mark.parametrize(
    ("lang", "region", "codes", "expected"),
    [
        ("es", "argentina", ["AR-A", "AR-B", "AR-C", "AR-K"], ["AR-B", "AR-K", "AR-C", "AR-A"]),
        ("en", "south-america", ["PER", "PRY"], ["PRY", "PER"]),
        ("es", "south-america", ["BRA", "PER", "PRY"], ["BRA", "PRY", "PER"]),
        ("es", "world", ["DEU", "ZAF", "CAF"], ["DEU", "CAF", "ZAF"]),
        ("pt", "world", ["AUT", "AUS", "ARG", "ZAF"], ["ZAF", "ARG", "AUS", "AUT"]),
    ],
)
def test_a_sentence_names_areas_and_states_by_the_alphabet(
    lang: str, region: str, codes: list[str], expected: list[str]
) -> None:
    """The codes of areas and of states are in no order that a reader knows; accents do not count."""
    words = region_wording(lang, region)
    assert words.ordered(codes) == expected
    assert words.countries(codes) == [words.country(code) for code in expected]
