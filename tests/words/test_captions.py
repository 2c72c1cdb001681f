"""The texts around a map follow from what it shows, and state what a reader might miss."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

import moments
import pytest
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.places.languages import languages
from mapgen.places.regions import read_region
from mapgen.record.alignments import Bloc
from mapgen.record.snapshots import Entry, Status
from mapgen.sources.given_values import snapshot_of_values
from mapgen.words.captions import Captions, bloc_counts, captions_of, outcome, status_counts
from mapgen.words.overrides import Overrides
from mapgen.words.wording import wording

NOT_STATES = {
    "en": "Not counted, as they are not states of the region: Falkland Islands / Malvinas (British, claimed by "
    "Argentina) and French Guiana (France).",
    "es": "No se cuentan, por no ser Estados de la región: Guayana Francesa (Francia) e Islas Malvinas / Falkland "
    "(británicas, reclamadas por la Argentina).",
    "pt": "Não contados, por não serem Estados da região: Guiana Francesa (França) e Ilhas Malvinas / Falkland "
    "(britânicas, reivindicadas pela Argentina).",
}


def captions(moment: str, lang: str = "en", overrides: Overrides | None = None) -> Captions:
    """Return the captions of a moment."""
    return captions_of(moments.choropleth(moment), wording(lang), overrides or Overrides())


def with_entry(choropleth: Choropleth, changed: Entry) -> Choropleth:
    """Return a map with another entry for one territory."""
    entries = tuple(changed if entry.iso3 == changed.iso3 else entry for entry in choropleth.entries)
    return replace(choropleth, entries=entries)


def texts_of(captions: Captions) -> list[str]:
    """Return every text around a map."""
    notes = [text for note in captions.notes for text in (note.whole, note.text, *note.shorter)]
    return [captions.headline, captions.short_headline, captions.standfirst, *notes, captions.source]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (moments.KAST, "South America: six on the left, six on the right, counting Chile’s president-elect"),
        (moments.KAST_OFFICE, "South America: seven on the left, five on the right"),
        (moments.PENDING, "South America: seven on the right, four on the left, one result pending"),
        (
            moments.TWO_ELECTS,
            "South America: seven on the right, five on the left, counting presidents-elect",
        ),
        (
            moments.SAGASTI,
            "South America: five on the left, five on the right, counting Peru’s president-elect",
        ),
        (
            moments.PERU_VACANT,
            "South America: five on the left, five on the right, one in the centre, one vacant",
        ),
        (moments.PUBLISHED, "South America: six on the left, six on the right"),
        (moments.OWN_CLASSES, "South America: The old left 5, Old right 3"),
        (
            moments.NO_DATA,
            "South America: two on the right, one on the left, one in the centre, eight without data",
        ),
    ],
)
def test_the_headline_states_the_finding(moment: str, expected: str) -> None:
    """Sides are in order of size, uncertain results come last, and elects are named as counted."""
    assert captions(moment).headline == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("es", "Sudamérica: seis a la izquierda, seis a la derecha, contando a quien asumirá en Chile"),
        ("pt", "América do Sul: seis à esquerda, seis à direita, contando quem tomará posse (Chile)"),
    ],
)
def test_the_headline_is_the_same_in_every_language(lang: str, expected: str) -> None:
    """Spanish and Portuguese say what English says."""
    assert captions(moments.KAST, lang).headline == expected


@pytest.mark.parametrize(
    ("moment", "lang", "expected"),
    [
        (
            moments.KAST,
            "en",
            (
                "Heads of government on 15 December 2025, counting presidents-elect. José Antonio Kast takes office in "
                "Chile on 11 March 2026."
            ),
        ),
        (
            moments.KAST,
            "es",
            (
                "Quién gobierna al 15 de diciembre de 2025, contando a los presidentes electos. José Antonio Kast "
                "asume en Chile el 11 de marzo de 2026."
            ),
        ),
        (
            moments.KAST,
            "pt",
            (
                "Quem governa em 15 de dezembro de 2025, contando os presidentes eleitos. Chile: José Antonio Kast "
                "toma posse em 11 de março de 2026."
            ),
        ),
        (moments.KAST_OFFICE, "en", "Heads of government in office on 15 December 2025."),
        (moments.PENDING, "en", "Heads of government on 8 November 2026, counting presidents-elect."),
        (
            moments.TWO_ELECTS,
            "en",
            (
                "Heads of government on 20 July 2026, counting presidents-elect. Keiko Fujimori takes office in Peru "
                "on 28 July 2026. Abelardo de la Espriella takes office in Colombia on 7 August 2026."
            ),
        ),
        (
            moments.SAGASTI,
            "en",
            (
                "Heads of government on 16 November 2020, counting presidents-elect. Francisco Sagasti takes office in "
                "Peru on 17 November 2020. Also two in the centre."
            ),
        ),
        (moments.PERU_VACANT, "en", "Heads of government in office on 16 November 2020."),
        (
            moments.PUBLISHED,
            "en",
            (
                "As classified by El Ciudadano, 15 December 2025. It does not say whether it counts presidents-elect; "
                "its list fits counting them."
            ),
        ),
        (moments.NO_DATA, "en", "As classified by The Examiner, 15 December 2025."),
    ],
)
def test_the_standfirst_gives_date_and_basis(moment: str, lang: str, expected: str) -> None:
    """It has date, basis, and who takes office when; for a published list, the coder and what was inferred."""
    assert captions(moment, lang).standfirst == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (moments.KAST, "South America, 15 December 2025, counting presidents-elect"),
        (moments.KAST_OFFICE, "South America, 15 December 2025, governments in office"),
        (moments.NO_DATA, "South America, 15 December 2025, not stated whether presidents-elect count"),
    ],
)
def test_the_short_headline_keeps_date_and_basis(moment: str, expected: str) -> None:
    """If there is no room for a standfirst, the headline has date and basis."""
    assert captions(moment).short_headline == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (moments.PENDING, "Brazil: no result yet of the vote of 25 October 2026."),
        (moments.NOT_RECORDED, "Brazil: winner of the vote of 25 October 2026 not recorded."),
        (moments.PERU_VACANT, "Peru: nobody holds office on this day."),
        (moments.BOLIVIA_VACANT, "Bolivia: nobody holds office on this day."),
        (
            moments.NO_DATA,
            "No data: Bolivia, Chile, Colombia, Ecuador, Guyana, Paraguay, Suriname and Venezuela.",
        ),
    ],
)
def test_a_note_says_what_is_uncertain(moment: str, expected: str) -> None:
    """Pending results, vacancies and missing data are explained by the first notes."""
    assert captions(moment).notes[0].text == expected


@pytest.mark.parametrize("lang", NOT_STATES)
@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_the_notes_say_what_is_not_counted_and_what_is_disputed(moment: str, lang: str) -> None:
    """Every map explains French Guiana, Malvinas/Falklands and the Essequibo line."""
    notes = [note.whole for note in captions(moment, lang).notes]
    assert NOT_STATES[lang] in notes
    assert wording(lang).say("claim.essequibo.dashed") in notes


def test_an_elect_without_a_start_has_a_note() -> None:
    """If an elect has no date for taking office, the note gives none."""
    choropleth = moments.choropleth(moments.KAST)
    chile = choropleth.snapshot.by_code["CHL"]
    assert chile.government is not None
    undated = with_entry(choropleth, replace(chile, government=replace(chile.government, start=None)))
    undated_captions = captions_of(undated, wording("en"), Overrides())
    assert (
        undated_captions.notes[0].whole
        == "Chile: José Antonio Kast, elected on 14 December 2025, has no date for taking office."
    )
    assert "takes office" not in undated_captions.standfirst


def test_a_day_after_the_last_review_is_drawn_as_scheduled() -> None:
    """On a day after all reviews, a note says so and up to when the record is checked."""
    for lang, expected in {
        "en": "Not checked since 7 October 2026; what was scheduled after that is taken as done.",
        "es": "Sin revisión desde el 7 de octubre de 2026; lo previsto después se da por hecho.",
        "pt": "Sem verificação desde 7 de outubro de 2026; o previsto depois é dado como feito.",
    }.items():
        assert captions(moments.FUTURE, lang).notes[-1].whole == expected
    assert "Record checked to 7 October 2026; Guyana only to 13 September 2025." in captions(moments.FUTURE).source


@pytest.mark.parametrize(
    ("lang", "headline", "short"),
    [
        ("en", "South America as scheduled: ", "South America as scheduled, 1 January 2031, "),
        ("es", "Sudamérica según lo previsto: ", "Sudamérica según lo previsto, 1 de enero de 2031, "),
        ("pt", "América do Sul conforme o previsto: ", "América do Sul conforme o previsto, 1º de janeiro de 2031, "),
    ],
)
def test_a_forecast_says_so_in_its_headline(lang: str, headline: str, short: str) -> None:
    """A day long after every review is only scheduled; a day soon after them, and a list of any day, is not."""
    future = captions(moments.FUTURE, lang)
    assert future.headline.startswith(headline)
    assert future.short_headline.startswith(short)
    for moment in (moments.NOT_RECORDED, moments.PUBLISHED):
        assert headline.rstrip(": ") not in captions(moment, lang).headline


def test_the_countries_not_reviewed_since_are_named() -> None:
    """If some countries are unreviewed on the day shown, the note names exactly these."""
    note = captions(moments.KAST).notes[-1]
    assert note.whole == "Last checked before this day: Guyana (13 September 2025)."
    assert note.text == "Last checked before this day: Guyana."
    assert not any("checked" in note.whole for note in captions(moments.SAGASTI).notes)


def test_a_country_never_reviewed_is_named() -> None:
    """Without any review, the note names the countries, as there is no day up to which the record is checked."""
    choropleth = moments.choropleth(moments.KAST)
    reviewed = {code: date(2020, 1, 1) for code in choropleth.snapshot.by_code if code != "URY"}
    unknown = replace(choropleth, snapshot=replace(choropleth.snapshot, reviewed=reviewed))
    note = captions_of(unknown, wording("en"), Overrides()).notes[-1].whole
    assert note.startswith("Last checked before this day: Argentina (1 January 2020), Bolivia (1 ")
    assert "Uruguay" in note


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (
            moments.KAST,
            (
                "Source: Governments of South America (mapgen). Record checked to 7 October 2026. "
                "Boundaries: Natural Earth."
            ),
        ),
        (
            moments.SAGASTI,
            (
                "Source: Governments of South America (mapgen). Record checked to 7 October 2026. "
                "Boundaries: Natural Earth."
            ),
        ),
        (
            moments.PUBLISHED,
            (
                "Source: El Ciudadano, 15 December 2025, article on Javier Milei celebrating José Antonio Kast's "
                "victory. Boundaries: Natural Earth."
            ),
        ),
        (moments.NO_DATA, "Source: The Examiner, 16 December 2025. Boundaries: Natural Earth."),
    ],
)
def test_the_source_line_says_whose_facts_these_are(moment: str, expected: str) -> None:
    """It has the record and its coder, or the published list, and the source of the boundaries."""
    assert captions(moment).source == expected


@pytest.mark.parametrize(
    ("moment", "lang", "expected"),
    [
        (moments.PUBLISHED, "en", "Source: El Ciudadano, 15 December 2025. Boundaries: Natural Earth."),
        (moments.PUBLISHED, "es", "Fuente: El Ciudadano, 15 de diciembre de 2025. Límites: Natural Earth."),
        (moments.NO_DATA, "en", "Source: The Examiner, 16 December 2025. Boundaries: Natural Earth."),
    ],
)
def test_a_picture_cites_a_list_briefly_and_with_its_own_day(moment: str, lang: str, expected: str) -> None:
    """Coder and day stand for a citation that gives the list's day; a citation of another day stays as it is."""
    assert captions(moment, lang=lang).brief_sources[0] == expected


def test_what_a_user_writes_stands_in_place_of_the_map_s_own_words() -> None:
    """A title and a subtitle replace headline and standfirst, a credit is added; the notes stay whatever is given."""
    usual = captions(moments.KAST)
    given = captions(moments.KAST, overrides=Overrides("the south turns", "Two years of votes.", "Map: A. Author."))
    assert given.headline == given.short_headline == "The south turns"
    assert given.standfirst == "Two years of votes."
    assert given.source == f"{usual.source} Map: A. Author."
    assert given.notes == usual.notes
    assert given.brief_sources[0] == f"{usual.brief_sources[0]} Map: A. Author."


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_nobody_is_called_an_elected_president(moment: str, lang: str) -> None:
    """Not all who govern were elected, and not all are presidents: no text says `elected presidents`.

    A `presidente electo` or `presidente eleito` is one who has won and has not taken office.
    """
    map_captions = captions(moment, lang)
    text = " ".join(texts_of(map_captions)).casefold()
    for words in ("elected president", "presidentes elegidos"):
        assert words not in text


@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_every_text_begins_as_a_sentence(moment: str) -> None:
    """Headline, standfirst, notes and source begin with a capital, and none is left with an empty brace."""
    map_captions = captions(moment)
    for text in texts_of(map_captions):
        assert text[0].isupper()
        assert "{" not in text


def test_counts_cover_every_state_once() -> None:
    """Blocs from left to right and statuses, without empty ones, add up to the twelve states.

    If a class of a user's scale has no bloc, the classes themselves are counted.
    """
    for moment in moments.MOMENTS:
        choropleth = moments.choropleth(moment)
        blocs, statuses = bloc_counts(choropleth), status_counts(choropleth)
        counts = [count for _, count in outcome(choropleth)]
        assert sum(counts) + sum(statuses.values()) == 12
        assert counts == sorted(counts, reverse=True)
        assert moment == moments.OWN_CLASSES or sorted(blocs.values()) == sorted(counts)
        assert list(blocs) == [bloc for bloc in Bloc if bloc in blocs]
        assert all(blocs.values())
        assert all(statuses.values())
    assert status_counts(moments.choropleth(moments.NO_DATA)) == {Status.NO_DATA: 8}


def test_an_address_is_cited_as_who_when_and_where() -> None:
    """The source line cites coder, date and site; the full address is in the metadata."""
    choropleth = moments.choropleth(moments.PUBLISHED)
    address = "https://www.example.org/mundo/2025/12/15/a-very-long-address-that-no-reader-types.html?utm=1"
    addressed = replace(choropleth, snapshot=replace(choropleth.snapshot, source=address))
    addressed_captions = captions_of(addressed, wording("en"), Overrides())
    assert (
        addressed_captions.source == "Source: El Ciudadano, 15 December 2025, example.org. Boundaries: Natural Earth."
    )


def test_who_is_elected_takes_office_and_another_governs_until_then() -> None:
    """The note on an elect has the territory, both dates, and who holds office in between."""
    (chile,) = (note for note in captions(moments.KAST).notes if note.about == ("CHL",))
    assert chile.whole == (
        "Chile: José Antonio Kast was elected on 14 December 2025; Gabriel Boric governs until 11 March 2026."
    )
    (peru,) = (note for note in captions(moments.SAGASTI).notes if note.about == ("PER",))
    assert peru.whole == "Peru: Francisco Sagasti was chosen on 16 November 2020."


@pytest.mark.parametrize(
    ("lang", "elected", "chosen"),
    [
        ("en", "elected on 14", "elected"),
        ("es", "ganó la elección del 14", "elección"),
        ("pt", "venceu a eleição de 14", "eleição"),
    ],
)
def test_only_who_came_by_election_won_one(lang: str, elected: str, chosen: str) -> None:
    """Kast won an election; Sagasti, whom a congress appointed, did not, and the key does not say so."""
    (kast,) = (note.whole for note in captions(moments.KAST, lang).notes if note.about == ("CHL",))
    (sagasti,) = (note.whole for note in captions(moments.SAGASTI, lang).notes if note.about == ("PER",))
    assert elected in kast
    assert chosen not in sagasti
    assert chosen not in wording(lang).say("status.elected").casefold()


@pytest.mark.parametrize(
    ("lang", "whole", "brief"),
    [
        (
            "en",
            "Other sources class these governments differently: Bolivia and Guyana.",
            "Classification contested: Bolivia",
        ),
        (
            "es",
            "Otras fuentes clasifican de otro modo estos gobiernos: Bolivia y Guyana.",
            "Clasificación discutida: Boliv",
        ),
        (
            "pt",
            "Outras fontes classificam de outro modo estes governos: Bolívia e Guiana.",
            "Classificação contestada: Bol",
        ),
    ],
)
def test_contested_classifications_are_named(lang: str, whole: str, brief: str) -> None:
    """The map names the governments that other sources put in another class, and no others, and speaks of no places."""
    (note,) = (note for note in captions(moments.KAST, lang).notes if note.whole == whole)
    assert note.text.startswith(brief)
    assert not any(brief[:8] in note.text for note in captions(moments.PUBLISHED, lang).notes)


def test_every_text_of_the_map_can_be_given() -> None:
    """A user can replace basis, source and review texts, add a note, and give captions to classes."""
    given = captions(
        moments.KAST,
        overrides=Overrides(
            basis="Who won.", source="Our desk.", checked="Checked on Friday.", note="A note.", classes={"left": "Red."}
        ),
    )
    assert given.standfirst == "Who won. José Antonio Kast takes office in Chile on 11 March 2026."
    assert given.source == "Source: Our desk. Checked on Friday. Boundaries: Natural Earth."
    assert given.notes[-1].text == "A note."
    assert given.classes == {"left": "Red."}


def test_many_votes_without_a_winner_are_one_note() -> None:
    """More than three votes whose winners are not recorded share one note, with the day of each vote."""
    (note,) = (one for one in captions(moments.FUTURE).notes if one.text.startswith("Winner"))
    assert note.text.startswith("Winner not recorded of these votes: Argentina (October 2027), ")
    unrecorded = moments.choropleth(moments.FUTURE).with_status(Status.NOT_RECORDED)
    assert note.about == tuple(entry.iso3 for entry in unrecorded)
    assert len(unrecorded) == 10


def own_classes(labels: dict[str, str], title: str = "") -> Captions:
    """Return the captions of a list of own classes, one more state in each than in the next."""
    snapshot = moments.snapshot(moments.OWN_CLASSES)
    names = [name for number, name in enumerate(labels) for _ in range(len(labels) - number)]
    scale = replace(
        snapshot.scale, names=tuple(labels), labels={name: {"en": label} for name, label in labels.items()}, blocs={}
    )
    entries = tuple(
        Entry(code, Status.AS_PUBLISHED, name, scale=scale) if name else Entry(code, Status.NO_DATA, scale=scale)
        for code, name in zip_longest(sorted(snapshot.by_code), names[:12])
    )
    made = replace(snapshot, scale=scale, entries=entries, title=title or snapshot.title, titled=bool(title))
    choropleth = replace(moments.choropleth(moments.OWN_CLASSES), snapshot=made, entries=entries)
    return captions_of(choropleth, wording("en"), Overrides())


def test_a_headline_of_own_classes_does_not_repeat_the_key() -> None:
    """It is the list's title; else the two largest classes in two lines; else, if they do not fit, the region."""
    labels = {"a": "Government", "b": "Allied with the government", "c": "Neutral", "d": "In opposition"}
    assert own_classes(labels, "Who backs the motion").headline == "Who backs the motion"
    assert own_classes(labels).headline == "South America: Government 4, Allied with the government 3"
    long = {
        "a": "A presidential system with strong discipline of its parties",
        "b": "A parliamentary system",
        "c": "No",
    }
    assert own_classes(long).headline == "South America"
    assert own_classes({"a": "Since 2020", "b": "Before 2020"}).headline == "South America"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((4, 5, 3), "South America: five in the centre, four on the left"),
        ((3, 6, 3), "South America: six in the centre, three on the left, three on the right"),
        ((4, 4, 4), "South America: four on the left, four in the centre, four on the right"),
    ],
)
def test_a_brief_headline_has_both_of_two_blocs_of_one_size_or_none(
    counts: tuple[int, int, int], expected: str
) -> None:
    """The shortest has the two largest blocs, and a third that is as large as the second."""
    states = sorted(moments.snapshot(moments.KAST).by_code)
    names = [name for name, count in zip(("left", "centre", "right"), counts, strict=True) for _ in range(count)]
    snapshot = snapshot_of_values(dict(zip(states, names, strict=True)), date(2026, 1, 1), None, "south-america")
    choropleth = replace(moments.choropleth(moments.KAST), snapshot=snapshot, entries=snapshot.entries)
    assert captions_of(choropleth, wording("en"), Overrides()).brief_headlines[-1] == expected


def test_a_headline_names_no_two_of_three_classes_of_one_size() -> None:
    """Two largest classes of which the second is no larger than the third leave the region alone."""
    snapshot = moments.snapshot(moments.OWN_CLASSES)
    scale = replace(snapshot.scale, names=("a", "b", "c"), labels={name: {"en": name} for name in "abc"}, blocs={})
    for names, expected in (("aaabbc", "South America: a 3, b 2"), ("aaabbcc", "South America")):
        codes = sorted(snapshot.by_code)
        entries = tuple(
            Entry(code, Status.AS_PUBLISHED, name, scale=scale) for code, name in zip(codes, names, strict=False)
        )
        made = replace(snapshot, scale=scale, entries=entries, titled=False)
        choropleth = replace(moments.choropleth(moments.OWN_CLASSES), snapshot=made, entries=entries)
        assert captions_of(choropleth, wording("en"), Overrides()).headline == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "World: 20 on the left, 2 on the right"),
        ("es", "Mundo: 20 a la izquierda, 2 a la derecha"),
        ("pt", "Mundo: 20 à esquerda, 2 à direita"),
    ],
)
def test_the_numbers_of_a_headline_are_of_one_kind(lang: str, expected: str) -> None:
    """All are words, or all are figures where one of them has no word."""
    states = read_region("world").states[:22]
    classes = {code: "left" if number < 20 else "right" for number, code in enumerate(states)}
    snapshot = snapshot_of_values(classes, date(2026, 1, 1), None, "world")
    snapshot = replace(snapshot, entries=tuple(entry for entry in snapshot.entries if entry.alignment))
    choropleth = replace(moments.choropleth(moments.KAST), snapshot=snapshot, entries=snapshot.entries)
    assert captions_of(choropleth, wording(lang), Overrides()).headline == expected
    assert wording(lang).numbers([6, 12]) == [wording(lang).number(6), wording(lang).number(12)]


@pytest.mark.parametrize("lang", languages())
def test_what_a_headline_leaves_out_stands_below_it(lang: str) -> None:
    """A headline has two lines of an article at most; the counts that have no room are in the standfirst."""
    for moment in moments.MOMENTS:
        drawing = moments.drawing(moment, lang=lang)
        assert len([text for text in drawing.texts if text.role == "headline"]) <= 2, moment
    words, sagasti = wording(lang), captions(moments.SAGASTI, lang)
    centre = words.say("headline.part.centre", number=words.number(2))
    assert centre not in sagasti.headline
    assert centre in sagasti.standfirst
