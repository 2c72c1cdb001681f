"""The map for whoever cannot see it says outcome, date and basis in words, and no colours."""

from __future__ import annotations

from dataclasses import replace

import moments
import pytest

from mapgen.alt_text import LONGEST_ALT, alt_text, long_description, tooltip
from mapgen.captions import Overrides, captions_of
from mapgen.countries import LOCALES
from mapgen.wording import wording

COLOURS = {
    "en": ("red", "blue", "purple", "grey", "gray", "navy", "pink", "violet"),
    "es": ("rojo", "azul", "morado", "gris", "violeta", "rosa"),
    "pt": ("vermelho", "azul", "roxo", "cinza", "violeta", "rosa"),
}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (
            moments.KAST,
            (
                "Map of South America on 15 December 2025, counting presidents-elect: 6 governments of the left, 6 of "
                "the right."
            ),
        ),
        (
            moments.KAST_OFFICE,
            "Map of South America on 15 December 2025, in office: 7 governments of the left, 5 of the right.",
        ),
        (
            moments.PENDING,
            (
                "Map of South America on 23 November 2026, counting presidents-elect: 7 governments of the right, 4 of "
                "the left, 1 result pending."
            ),
        ),
        (
            moments.PERU_VACANT,
            (
                "Map of South America on 16 November 2020, in office: 5 governments of the left, 5 of the right, 1 of "
                "the centre, 1 vacant."
            ),
        ),
        (
            moments.FUTURE,
            (
                "Map of South America on 1 January 2031, in office: 1 government of the left, 1 of the right, 10 "
                "results pending."
            ),
        ),
    ],
)
def test_the_alt_text_states_outcome_date_and_basis(moment: str, expected: str) -> None:
    """One sentence says what the map shows, of which day and on which basis."""
    assert alt_text(moments.choropleth(moment), wording("en")) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "es",
            (
                "Mapa de Sudamérica el 15 de diciembre de 2025, contando los gobiernos electos: 6 gobiernos de "
                "izquierda, 6 de derecha."
            ),
        ),
        (
            "pt",
            (
                "Mapa da América do Sul em 15 de dezembro de 2025, contando os governos eleitos: 6 governos de "
                "esquerda, 6 de direita."
            ),
        ),
    ],
)
def test_the_alt_text_is_the_same_in_every_language(lang: str, expected: str) -> None:
    """Spanish and Portuguese say what English says."""
    assert alt_text(moments.choropleth(moments.KAST), wording(lang)) == expected


def test_the_alt_text_of_a_published_list_says_whose_it_is() -> None:
    """A published list is somebody's: the alt text names them, the date and the outcome."""
    said = alt_text(moments.choropleth(moments.PUBLISHED), wording("en"))
    assert "El Ciudadano" in said
    assert "15 December 2025" in said
    assert "6 governments of the left, 6 of the right" in said


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_the_alt_text_is_short_and_names_no_colour(moment: str, lang: str) -> None:
    """At most 250 characters, the words of the language, and no colour: whoever hears it sees none."""
    choropleth = moments.choropleth(moment)
    said = alt_text(choropleth, wording(lang))
    assert len(said) <= LONGEST_ALT == 250
    assert said.endswith(".")
    assert not set(COLOURS[lang]) & set(said.casefold().replace(",", " ").replace(".", " ").split())


def test_an_overlong_coder_does_not_make_the_alt_text_longer() -> None:
    """Whatever is in the file, the alt text keeps to its length, and an ellipsis says that it was cut."""
    choropleth = moments.choropleth(moments.PUBLISHED)
    wordy = replace(choropleth, snapshot=replace(choropleth.snapshot, coder="The Examiner and " * 40))
    said = alt_text(wordy, wording("en"))
    assert len(said) == LONGEST_ALT
    assert said.endswith("…")


def test_the_long_description_lists_the_countries_by_class() -> None:
    """It names every state in its class, with who governs, then date, basis, notes and source."""
    words = wording("en")
    choropleth = moments.choropleth(moments.KAST)
    captions = captions_of(choropleth, words, Overrides())
    said = long_description(choropleth, captions, words)
    left, right = said.index("Left: Brazil (Luiz Inácio Lula da Silva), "), said.index("Right: Argentina (Javier")
    chile, date = said.index("Chile (José Antonio Kast)"), said.index(captions.standfirst)
    assert left < right < chile < date < said.index(captions.notes[0].text) < said.index(captions.source)
    assert all(words.country(entry.iso3) in said for entry in choropleth.entries)


@pytest.mark.parametrize(
    ("moment", "iso3", "expected"),
    [
        (moments.KAST, "ARG", "Argentina: Javier Milei (La Libertad Avanza), in office since 10 December 2023. Right."),
        (moments.PENDING, "BRA", "Brazil: result pending."),
        (moments.PERU_VACANT, "PER", "Peru: office vacant."),
        (moments.PUBLISHED, "CHL", "Chile: Right."),
        (moments.NO_DATA, "CHL", "Chile: no data."),
        (moments.KAST, "GUF", "French Guiana: not counted."),
    ],
)
def test_a_tooltip_says_who_governs_or_why_nobody_is_named(moment: str, iso3: str, expected: str) -> None:
    """Pointing at a territory shows its name and what is known of it, whatever its status."""
    entries = {entry.iso3: entry for entry in moments.choropleth(moment).entries}
    assert tooltip(entries[iso3], 3, wording("en")) == expected


def test_a_tooltip_of_an_elect_says_that_they_do_not_govern_yet() -> None:
    """Who has won is not said to be in office; and the class is that of the map's classes."""
    kast = moments.snapshot(moments.KAST).by_code["CHL"]
    said = tooltip(kast, 3, wording("en"))
    assert said.startswith("Chile: José Antonio Kast (")
    assert said.endswith(", elected on 14 December 2025, not yet in office. Right.")
    noboa = moments.snapshot(moments.KAST).by_code["ECU"]
    assert tooltip(noboa, 5, wording("en")).endswith("Centre-right.")


def test_a_government_without_a_party_has_a_dash() -> None:
    """A missing party leaves no empty brackets."""
    milei = moments.snapshot(moments.KAST).by_code["ARG"]
    assert milei.government is not None
    alone = replace(milei, government=replace(milei.government, party=""))
    assert "Javier Milei (–), in office" in tooltip(alone, 3, wording("en"))
