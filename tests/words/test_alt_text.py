"""The alt text and the description give outcome, date and basis in words, and no colours."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import moments
import pytest
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth, joined
from mapgen.places.languages import languages
from mapgen.record.alignments import Bloc
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Entry, Status
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.words.alt_text import LONGEST_ALT, alt_text, long_description, tooltip
from mapgen.words.captions import captions_of
from mapgen.words.overrides import Overrides
from mapgen.words.wording import wording

# By language, the words that no alt text may have; a language without an entry is held to the length alone.
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
                "Map of South America on 15 December 2025, counting Chile’s president-elect: 6 governments of the "
                "left, 6 of the right. Classification contested: Bolivia and Guyana."
            ),
        ),
        (
            moments.KAST_OFFICE,
            (
                "Map of South America on 15 December 2025, counting those in office: 7 governments of the left, 5 of "
                "the right. Classification contested: Bolivia and Guyana."
            ),
        ),
        (
            moments.PENDING,
            (
                "Map of South America on 8 November 2026, counting presidents-elect: 7 governments of the right, 4 of "
                "the left, 1 result pending (Brazil). Classification contested: Bolivia, Guyana and Venezuela. "
                "Not checked since 7 October 2026."
            ),
        ),
        (
            moments.PERU_VACANT,
            (
                "Map of South America on 16 November 2020, counting those in office: 5 governments of the left, 5 of "
                "the right, 1 of the centre, 1 vacant (Peru). Classification contested: Ecuador, Guyana and Suriname."
            ),
        ),
        (
            moments.FUTURE,
            (
                "Map of South America on 1 January 2031, as scheduled, counting those in office: 1 government of the "
                "left, 1 of the right, 10 winners not recorded. Classification contested: Venezuela."
            ),
        ),
    ],
)
def test_the_alt_text_states_outcome_date_and_basis(moment: str, expected: str) -> None:
    """One sentence has the outcome, the day and the basis; others name what is contested or scheduled."""
    assert alt_text(moments.choropleth(moment), wording("en")) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "es",
            (
                "Mapa de Sudamérica al 15 de diciembre de 2025, contando a quien asumirá en Chile: 6 gobiernos de "
                "izquierda, 6 de derecha. Clasificación discutida: Bolivia y Guyana."
            ),
        ),
        (
            "pt",
            (
                "Mapa da América do Sul em 15 de dezembro de 2025, contando quem tomará posse (Chile): 6 governos de "
                "esquerda, 6 de direita. Classificação contestada: Bolívia e Guiana."
            ),
        ),
    ],
)
def test_the_alt_text_is_the_same_in_every_language(lang: str, expected: str) -> None:
    """Spanish and Portuguese say what English says."""
    assert alt_text(moments.choropleth(moments.KAST), wording(lang)) == expected


def test_the_alt_text_of_a_published_list_says_whose_it_is() -> None:
    """A published list is somebody's: the alt text names them, the date and the outcome."""
    text = alt_text(moments.choropleth(moments.PUBLISHED), wording("en"))
    assert "El Ciudadano" in text
    assert "15 December 2025" in text
    assert "counting presidents-elect (inferred)" in text
    assert "6 governments of the left, 6 of the right" in text


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_the_alt_text_is_short_and_names_no_colour(moment: str, lang: str) -> None:
    """At most 250 characters, the words of the language, and no colour, as listeners see none."""
    choropleth = moments.choropleth(moment)
    text = alt_text(choropleth, wording(lang))
    assert len(text) <= LONGEST_ALT == 250
    assert text.endswith(".")
    assert not set(COLOURS.get(lang, ())) & set(text.casefold().replace(",", " ").replace(".", " ").split())


def test_an_overlong_coder_does_not_make_the_alt_text_longer() -> None:
    """A long coder is cut between words with an ellipsis; date, basis and outcome stay."""
    choropleth = moments.choropleth(moments.PUBLISHED)
    wordy = replace(choropleth, snapshot=replace(choropleth.snapshot, coder="The Examiner and " * 40))
    text = alt_text(wordy, wording("en"))
    assert LONGEST_ALT - len("Examiner ") < len(text) <= LONGEST_ALT
    assert re.search(r"as classified by The Examiner and .*(The|Examiner|and)…, 15 December 2025, counting", text)
    assert text.endswith("6 governments of the left, 6 of the right.")


def test_labels_too_long_for_the_alt_text_are_cut_between_words() -> None:
    """Text beyond 250 characters is cut after a whole word; a longer word is cut itself."""
    choropleth = moments.choropleth(moments.OWN_CLASSES)
    scale = choropleth.snapshot.scale
    long = replace(scale, labels={name: {"en": "leaning somewhere " * 12} for name in scale.names})
    text = alt_text(replace(choropleth, snapshot=replace(choropleth.snapshot, scale=long)), wording("en"))
    assert len(text) <= LONGEST_ALT
    assert re.search(r" (leaning|somewhere)…$", text)
    endless = replace(scale, labels={name: {"en": "x" * 300} for name in scale.names})
    text = alt_text(replace(choropleth, snapshot=replace(choropleth.snapshot, scale=endless)), wording("en"))
    assert len(text) <= LONGEST_ALT
    assert text.endswith("…")


@cache
def record() -> Record:
    """Return the shipped record."""
    source = read_source(None)
    assert isinstance(source, Record)
    return source


def on(day: date, basis: Basis) -> Choropleth:
    """Return the map of a day, joined with the basemap of the moments."""
    known = moments.choropleth(moments.KAST)
    return joined(answer(record(), Question(as_of=day, basis=basis)), known.region, known.basemap)


# Every seventh week of the record and of some later years, and the days of the moments, which have every status.
DAYS = [date(1998, 1, 1) + timedelta(49 * number) for number in range(250)]
UNCERTAIN = (Status.VACANT, Status.RESULT_PENDING, Status.NOT_RECORDED, Status.NO_DATA)


def uncertain_of(choropleth: Choropleth) -> dict[Status, list[Entry]]:
    """Return the states without an outcome by their status."""
    by_status = {status: [one for one in choropleth.entries if one.status is status] for status in UNCERTAIN}
    return {status: entries for status, entries in by_status.items() if entries}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("basis", Basis)
def test_the_alt_text_says_what_is_uncertain_on_every_day(basis: Basis, lang: str) -> None:
    """In 250 characters it names, or else counts, who is elected, without an outcome or contested."""
    words = wording(lang)
    for day in DAYS:
        choropleth = on(day, basis)
        text = alt_text(choropleth, words)
        assert len(text) <= LONGEST_ALT, day
        assert text.endswith(".")
        assert "…" not in text
        for status, entries in uncertain_of(choropleth).items():
            countries = words.series(words.countries(one.iso3 for one in entries))
            counted = words.say(f"alt.{status}", count=len(entries))
            assert counted in text, day
            assert f"({countries})" in text or len(text) + len(f" ({countries})") > LONGEST_ALT, day
        contested = [one for one in choropleth.entries if one.government and one.government.contested]
        if contested:
            named = words.series(words.countries(one.iso3 for one in contested))
            counted = words.say("alt.contested-many", count=len(contested))
            assert text.count(words.say("alt.contested", countries=named)) + text.count(counted) == 1, day
        for elect in choropleth.with_status(Status.ELECTED):
            assert words.country(elect.iso3) in text, day
        late = all(choropleth.snapshot.reviewed[one.iso3] < day for one in choropleth.snapshot.entries)
        forecast = day > date(2027, 1, 7)
        unreviewed = words.say("alt.unreviewed", date=words.day(date(2026, 10, 7)))
        assert (unreviewed in text) == (late and not forecast), day
        assert (words.say("alt.basis.scheduled", basis="") in text) == forecast, day


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("basis", Basis)
def test_the_long_description_names_every_territory_on_every_day(basis: Basis, lang: str) -> None:
    """A counted country stands in the list of its class, any other territory in a sentence that says why."""
    words = wording(lang)
    for day in DAYS[::5]:
        choropleth = on(day, basis)
        text = long_description(choropleth, captions_of(choropleth, words, Overrides()), words)
        lists = text[: text.index(words.day(day))]
        for entry in choropleth.entries:
            country = words.country(entry.iso3)
            if entry.bloc is not Bloc.NONE:
                assert f"{country} ({entry.leader}" in lists, day
                assert (words.say("alt.elect", leader=entry.leader) in lists) == (entry.status is Status.ELECTED), day
            elif entry.status is not Status.NOT_APPLICABLE:
                assert country in text[len(lists) :], day
        contested = [one for one in choropleth.entries if one.government and one.government.contested]
        named = words.series(words.countries(one.iso3 for one in contested))
        assert (words.say("note.contested", countries=named) in text) == bool(contested), day


@pytest.mark.parametrize(("status", "note"), [(Status.NO_DATA, ""), (Status.NOT_APPLICABLE, "excluded-many")])
def test_the_long_description_names_all_of_many(status: Status, note: str) -> None:
    """Too many for the map's `note`, which then only counts them, or for any, are all named in the description."""
    words = wording("en")
    codes = ("AUT", "BEL", "CHE", "CZE", "DEU", "DNK", "ESP", "FIN", "FRA", "GBR", "HUN", "IRL", "ITA", "NLD", "NOR")
    entries = tuple(Entry(code, status) for code in (*codes, "POL", "PRT", "SWE"))
    choropleth = replace(moments.choropleth(moments.KAST), entries=entries)
    captions = captions_of(choropleth, words, Overrides())
    text = long_description(choropleth, captions, words)
    if note:
        assert words.say(f"note.{note}", count=18) in [one.text for one in captions.notes]
        assert words.say(f"note.{note}", count=18) not in text
    assert all(words.country(entry.iso3) in text for entry in entries)


def test_the_long_description_lists_the_countries_by_class() -> None:
    """It names every state in its class with who governs, then date, basis, notes and source."""
    words = wording("en")
    choropleth = moments.choropleth(moments.KAST)
    captions = captions_of(choropleth, words, Overrides())
    text = long_description(choropleth, captions, words)
    left, right = text.index("Left: Brazil (Luiz Inácio Lula da Silva), "), text.index("Right: Argentina (Javier")
    chile, date = text.index("Chile (José Antonio Kast, not yet in office)"), text.index(captions.standfirst)
    assert left < right < chile < date < text.index(captions.notes[0].whole) < text.index(captions.source)
    assert all(words.country(entry.iso3) in text for entry in choropleth.entries)


@pytest.mark.parametrize(
    ("moment", "iso3", "expected"),
    [
        (moments.KAST, "ARG", "Argentina: Javier Milei (La Libertad Avanza), in office since 10 December 2023. Right."),
        (moments.PENDING, "BRA", "Brazil: result pending."),
        (moments.NOT_RECORDED, "BRA", "Brazil: winner not recorded."),
        (moments.PERU_VACANT, "PER", "Peru: office vacant."),
        (moments.PUBLISHED, "CHL", "Chile: Right."),
        (moments.NO_DATA, "CHL", "Chile: no data."),
        (moments.KAST, "GUF", "French Guiana: not counted."),
    ],
)
def test_a_tooltip_says_who_governs_or_why_nobody_is_named(moment: str, iso3: str, expected: str) -> None:
    """The tooltip of a territory has its name and what is known, whatever its status."""
    entries = {entry.iso3: entry for entry in moments.choropleth(moment).entries}
    assert tooltip(entries[iso3], 3, wording("en")) == expected


def test_a_tooltip_of_an_elect_says_that_they_do_not_govern_yet() -> None:
    """A tooltip does not say that an elect governs; it has the class of the map's classes."""
    kast = moments.snapshot(moments.KAST).by_code["CHL"]
    text = tooltip(kast, 3, wording("en"))
    assert text.startswith("Chile: José Antonio Kast (")
    assert text.endswith(", elected on 14 December 2025, not yet in office. Right.")
    noboa = moments.snapshot(moments.KAST).by_code["ECU"]
    assert tooltip(noboa, 5, wording("en")).endswith("Centre-right.")


def test_a_government_without_a_party_has_a_dash() -> None:
    """A missing party leaves no empty brackets."""
    milei = moments.snapshot(moments.KAST).by_code["ARG"]
    assert milei.government is not None
    alone = replace(milei, government=replace(milei.government, party=""))
    assert "Javier Milei (–), in office" in tooltip(alone, 3, wording("en"))
