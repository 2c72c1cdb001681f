"""Which country a text means: right, or told as nothing; never a wrong one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.places.countries import place_code
from mapgen.places.name_forms import name_key
from mapgen.places.name_shortening import lengthened
from mapgen.places.name_tables import Meaning, every_meaning, meaning_of, part_of, territories
from mapgen.places.names import Identified, identified

_FILE = Path(__file__).parents[1] / "data" / "country_names.csv"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def public_names() -> list[dict[str, str]]:
    """Return the names of public lists, each with its kind and code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


STATES = [row for row in public_names() if row["kind"] == "state"]
SPANISH_OR_PORTUGUESE = set("áéíóúâêôãõçñü")


def _right(rows: list[dict[str, str]]) -> float:
    return sum(identified(row["name"]).iso3 == row["iso3"] for row in rows) / len(rows)


def test_names_of_public_lists_are_recognised() -> None:
    """At least 98 % of the present states of 24 public lists, in each kind of spelling."""
    marked = [row for row in STATES if SPANISH_OR_PORTUGUESE & set(row["name"].lower())]
    assert len(marked) >= 100
    assert _right(marked) >= 0.98
    assert _right([row for row in STATES if row not in marked]) >= 0.98


def test_no_name_of_public_lists_is_another_country() -> None:
    """None is taken for a wrong country, and no hint names one."""
    for row in public_names():
        answer = identified(row["name"])
        if row["kind"] == "state":
            assert answer.iso3 in {row["iso3"], None}, answer
            assert not answer.hint or f'"{row["iso3"]}"' in answer.hint, answer
        else:
            assert answer.kind != "state", answer


def test_former_states_and_parts_of_public_lists_are_told_as_such() -> None:
    """A former state has no code and names its successors; a part has none, unless it is a territory with a code."""
    for row in public_names():
        answer = identified(row["name"])
        if row["kind"] == "former state":
            assert (answer.kind, answer.iso3) == ("former state", None), answer
            assert answer.hint.startswith(("its successor is ", "its successors are ")), answer
        elif row["kind"] == "territory or part":
            assert answer.kind in {"territory", "part"}, answer
            assert (answer.iso3 is None) == (answer.kind == "part"), answer


@pytest.mark.parametrize(
    ("text", "iso3", "matched"),
    [
        ("CL", "CHL", "code"),
        ("cl", "CHL", "code"),
        ("chl", "CHL", "code"),
        (" CHL ", "CHL", "code"),
        ("152", "CHL", "code"),
        ("76", "BRA", "code"),
        ("076", "BRA", "code"),
        ("4", "AFG", "code"),
        ("Perú", "PER", "name"),
        ("PERU", "PER", "name"),
        ("Peru\u0301", "PER", "name"),
        ("The Gambia", "GMB", "name"),
        ("Bahamas (Las)", "BHS", "name"),
        ("os Países Baixos", "NLD", "name"),
        ("Côte d’Ivoire", "CIV", "name"),
        ("Cote d'Ivoire", "CIV", "name"),
        ("St Lucia", "LCA", "name"),
        ("St. Vincent & the Grenadines", "VCT", "name"),
        ("Sao Tome y Principe", "STP", "name"),
        ("Venezuela, Bolivarian Republic of", "VEN", "name"),
        ("República Bolivariana de Venezuela", "VEN", "name"),
        ("Kingdom of Norway", "NOR", "official"),
        ("Reino da Noruega", "NOR", "official"),
        ("République gabonaise", "GAB", "official"),
        ("Dem. Rep. Congo", "COD", "name"),
        ("DR Congo", "COD", "alias"),
        ("Congo, Dem. Rep.", "COD", "name"),
        ("Egypt, Arab Rep.", "EGY", "official"),
        ("Korea, Rep.", "KOR", "name"),
        ("UK", "GBR", "alias"),
        ("EE.UU.", "USA", "alias"),
        ("U.S.A.", "USA", "code"),
        ("Burma", "MMR", "former"),
        ("Suazilandia", "SWZ", "former"),
        ("Macedonia", "MKD", "former"),
        ("Alto Volta", "BFA", "former"),
        ("Zaire", "COD", "former"),
        ("Kosovo*", "XKX", "name"),
        ("Kosovo [1]", "XKX", "name"),
        ("Kosovo[note 2][citation needed]", "XKX", "name"),
        ("Niger[123]†", "NER", "name"),
        ("NGA[b]", "NGA", "code"),
    ],
)
def test_a_code_or_a_name_of_any_form_is_recognised(text: str, iso3: str, matched: str) -> None:
    """Codes of three systems; names whatever their case, accents, punctuation, articles, order and abbreviations."""
    answer = identified(text)
    assert answer.iso3 == iso3
    if text != "U.S.A.":
        assert answer.matched == matched


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Guinea", "GIN"),
        ("Equatorial Guinea", "GNQ"),
        ("Guinea-Bissau", "GNB"),
        ("Papua New Guinea", "PNG"),
        ("French Guinea", "GIN"),
        ("Guyana", "GUY"),
        ("Guiana", "GUY"),
        ("French Guiana", "GUF"),
        ("Guyane", "GUF"),
        ("Dutch Guiana", "SUR"),
        ("Congo", "COG"),
        ("Republic of the Congo", "COG"),
        ("Democratic Republic of the Congo", "COD"),
        ("North Korea", "PRK"),
        ("Korea, People's Republic of", "PRK"),
        ("Republic of Korea", "KOR"),
        ("Dominica", "DMA"),
        ("Commonwealth of Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Samoa", "WSM"),
        ("American Samoa", "ASM"),
        ("Sudan", "SDN"),
        ("South Sudan", "SSD"),
        ("Ireland", "IRL"),
        ("Georgia", "GEO"),
        ("Micronesia", "FSM"),
        ("Republic of China", "TWN"),
        ("People's Republic of China", "CHN"),
        ("Virgin Islands, U.S.", "VIR"),
        ("British Virgin Islands", "VGB"),
        ("Mauritania", "MRT"),
        ("Mauritius", "MUS"),
    ],
)
def test_likenesses_stay_apart(text: str, iso3: str) -> None:
    """Names that share a word, or nearly all letters, are each its own country."""
    assert identified(text).iso3 == iso3


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Burkina Faso (Upper Volta)", "BFA"),
        ("Myanmar (Burma)", "MMR"),
        ("Burma/Myanmar", "MMR"),
        ("Russia (Soviet Union)", "RUS"),
        ("Italy/Sardinia", "ITA"),
        ("Samoa/Western Samoa", "WSM"),
        ("Congo/Zaire", "COD"),
        ("Turkey (Ottoman Empire)", "TUR"),
        ("Eswatini (formerly Swaziland)", "SWZ"),
        ("Iran - Persia", "IRN"),
        ("Greenland (Denmark)", "GRL"),
        ("Denmark (Greenland)", "GRL"),
        ("Falkland Islands / Malvinas", "FLK"),
    ],
)
def test_a_name_with_a_second_one_is_the_place_that_both_mean(text: str, iso3: str) -> None:
    """In brackets, after a slash or a dash; a territory beside its sovereign is the territory."""
    assert identified(text).iso3 == iso3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Serbia (Yugoslavia)", "former state"),
        ("Yemen (South Yemen)", "former state"),
        ("United Kingdom (Scotland)", "part"),
        ("Georgia (USA)", "part"),
        ("Georgia, United States", "part"),
        ("Chile (Peru)", "unknown"),
        ("France/Spain", "unknown"),
        ("Chile (Atlantis)", "unknown"),
    ],
)
def test_two_names_that_disagree_are_no_country(text: str, kind: str) -> None:
    """The former state or the part is told; two states are none."""
    answer = identified(text)
    assert (answer.kind, answer.iso3) == (kind, None)


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("Tschechoslowakei", "unknown", ""),
        ("Czechoslovakia", "former state", "its successors are Czechia (CZE) and Slovakia (SVK)"),
        ("RDA", "former state", "its successor is Germany (DEU)"),
        ("Alemanha Oriental", "former state", "its successor is Germany (DEU)"),
        ("URSS", "former state", "its successors are Armenia (ARM), Azerbaijan (AZE), "),
        ("SUN", "former state", "its successors are Armenia (ARM), "),
        ("Korea", "former state", "its successors are South Korea (KOR) and North Korea (PRK)"),
        ("Escócia", "part", "it belongs to United Kingdom (GBR)"),
        ("Zanzíbar", "part", "it belongs to Tanzania (TZA)"),
        ("Hokkaido Prefecture", "part", "it belongs to Japan (JPN)"),
        ("Minas Gerais", "part", "it belongs to Brazil (BRA)"),
        ("Virgin Islands", "part", "write British Virgin Islands (VGB) or U.S. Virgin Islands (VIR)"),
        ("Africa", "unknown", ""),
        ("European Union", "unknown", ""),
        ("", "unknown", ""),
        ("?", "unknown", ""),
        ("n/a", "unknown", ""),
        ("x" * 10_000, "unknown", ""),
    ],
)
def test_what_is_no_country_of_today_is_told(text: str, kind: str, hint: str) -> None:
    """It has no code; the hint has what to write instead, and nothing where that is not certain."""
    answer = identified(text)
    assert (answer.kind, answer.iso3) == (kind, None)
    assert answer.hint.startswith(hint)
    assert bool(answer.hint) == bool(hint)


@pytest.mark.parametrize(
    ("text", "successor"),
    [
        ("Yugoslavia (1991-2003)", "Serbia (SRB)"),
        ("USSR [1922–1991]", "Russia (RUS)"),
        ("Sudan (1956-2011)", "South Sudan (SSD)"),
        ("Ethiopia (pre-1993)", "Eritrea (ERI)"),
        ("Germany (until 1990)", "Germany (DEU)"),
        ("ex-Jugoslávia", "Serbia (SRB)"),
        ("Yemen, former Democratic", "Yemen (YEM)"),
        ("Netherlands Antilles (former)", "Curaçao (CUW)"),
    ],
)
def test_a_name_of_the_past_is_a_former_state(text: str, successor: str) -> None:
    """Years that have ended, or a word that says so, make a name that of a former state."""
    answer = identified(text)
    assert (answer.kind, answer.iso3) == ("former state", None)
    assert successor in answer.hint


@pytest.mark.parametrize(
    ("text", "iso3"), [("ex-Burma", "MMR"), ("Former Zaire", "COD"), ("former Chile", None), ("Antigua", None)]
)
def test_a_former_name_of_a_state_is_the_state(text: str, iso3: str | None) -> None:
    """What is no former name, and no former state, does not become one."""
    assert identified(text).iso3 == iso3


@pytest.mark.parametrize("text", ["no", "it", "de", "in", "La", "Cl", "000", "1234", "7x", "ÁR"])
def test_a_short_word_is_no_code(text: str) -> None:
    """Words of the four languages in small letters, and codes that ISO has not, are no countries."""
    assert identified(text).iso3 is None


def test_codes_of_a_system_are_read_as_that_system_has_them() -> None:
    """155 is Chile to the Correlates of War; as an ISO code it is nobody's, and names are no codes."""
    assert identified("155", "cow") == Identified("155", "CHL", "Chile", "code", "", "state")
    assert identified("155").iso3 is None
    assert identified("Chile", "cow").kind == "unknown"
    assert identified("265", "cow").iso3 is None


def test_every_territory_is_found_by_its_codes_and_its_name() -> None:
    """Each of the 250 and more, and it is called what its codes are called."""
    for place in territories().values():
        for text in filter(None, (place.iso3, place.iso2, place.numeric, place.name)):
            answer = identified(text)
            assert (answer.iso3, answer.kind, answer.name) == (place.iso3, place.kind, place.name), text
        assert place_code(place.name) == place.iso3


NAMES = [meaning for _, meaning in every_meaning() if meaning.kind in {"state", "territory"}]


@given(st.sampled_from(NAMES), st.data())
@settings(max_examples=400, deadline=None)
def test_a_wrong_letter_makes_no_other_country(meaning: Meaning, data: st.DataObject) -> None:
    """One letter left out, put in, replaced or swapped: no match but a name itself, cut short or not; no wrong hint."""
    name, code = meaning.name, meaning.codes[0]
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(_LETTERS))
    rest = name[at + 1 :]
    edited = data.draw(
        st.sampled_from([name[:at] + rest, name[:at] + letter + name[at:], name[:at] + letter + rest])
        | st.just(name[:at] + rest[:1] + name[at] + rest[1:])
    )
    answer = identified(edited)
    if answer.iso3 not in {None, code}:
        listed = meaning_of(name_key(edited)) or lengthened(edited)
        assert answer.matched == "code" or (listed and listed.codes == (answer.iso3,)), answer
    if answer.kind == "unknown":
        assert not answer.hint or f'"{code}"' in answer.hint, answer


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever characters it has, it is answered, and a code comes with a name and a way in which it was matched."""
    answer = identified(text)
    assert answer.text == text
    assert (answer.iso3 is not None) == bool(answer.matched) == (answer.kind in {"state", "territory"})
    assert answer.iso3 is None or answer.name


def test_a_subdivision_is_never_in_the_way_of_a_country() -> None:
    """Georgia, Luxembourg and Niger are countries, though subdivisions elsewhere have these names too."""
    for name, code in (("Georgia", "GEO"), ("Luxembourg", "LUX"), ("Niger", "NER")):
        assert part_of(name_key(name)) is not None
        assert identified(name).iso3 == code
