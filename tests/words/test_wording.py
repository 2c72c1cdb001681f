"""All languages say the same things: phrases, dates, lists and names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

import pytest
from babel import Locale

from mapgen.disk.shipped import package_path
from mapgen.errors import InputError, listed
from mapgen.files.dates import PartialDate, exact, month_or_year
from mapgen.places.languages import languages, locale_of
from mapgen.record.alignments import STANDARD_SCALE
from mapgen.record.snapshots import Basis, Status
from mapgen.words.wording import Wording, wording

PLURAL_FORMS = {"zero", "one", "two", "few", "many", "other"}
OTHERS = [lang for lang in languages() if lang != "en"]


def phrases_of(lang: str) -> dict[str, list[str]]:
    """Return every phrase of a language file by its dotted key, in all its forms."""
    with package_path(f"words/languages/{lang}.toml").open("rb") as file:
        return dict(flattened(tomllib.load(file)))


def flattened(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the phrases of a table; CLDR's plural forms are forms of one phrase, the last of them `other`."""
    for key, value in table.items():
        if isinstance(value, dict) and not ("other" in value and set(value) <= PLURAL_FORMS):
            yield from flattened(value, f"{above}{key}.")
        else:
            forms = value if isinstance(value, list) else [*value.values()] if isinstance(value, dict) else [value]
            yield f"{above}{key}", forms


def placeholders(phrase: str) -> set[str]:
    """Return the names in braces of a phrase; a unit may be one or several, with a capital or without."""
    names = {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}
    return {"unit" if name.lower() in {"unit", "units"} else name for name in names}


def test_every_language_of_the_map_has_a_file() -> None:
    """English, Spanish and Portuguese are among the languages, which are exactly the files."""
    assert {"en", "es", "pt"} <= set(languages())
    assert set(languages()) == {path.stem for path in package_path("words/languages").iterdir()}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_language_says_the_same_things(lang: str) -> None:
    """A language has exactly the keys of English, but for the countries that it calls otherwise than CLDR."""
    assert {*phrases_of(lang)} - {*names(lang)} == {*phrases_of("en")} - {*names("en")}


def names(lang: str) -> list[str]:
    """Return the keys of a language's own names of countries; each has one for the islands of a dispute."""
    keys = [key for key in phrases_of(lang) if key.startswith("country.")]
    assert "country.FLK" in keys
    return keys


@pytest.mark.parametrize("lang", languages())
def test_every_language_fills_in_the_same_things(lang: str) -> None:
    """A phrase has the placeholders of English in each form; the form for one may leave out the number."""
    english = phrases_of("en")
    for key, forms in phrases_of(lang).items():
        if key in names(lang):
            continue
        several = placeholders(english[key][-1])
        assert placeholders(forms[-1]) == several, key
        assert all(several - {"number"} <= placeholders(form) <= several for form in forms), key


@pytest.mark.parametrize("lang", languages())
def test_every_value_has_its_word(lang: str) -> None:
    """Each alignment, status and basis has its phrase, and no two have the same."""
    words = wording(lang)
    classes = [words.say(f"class.{name}") for name in STANDARD_SCALE]
    statuses = [words.say(f"status.{status}") for status in Status]
    bases = [words.say(f"basis.{basis}") for basis in (*Basis, "unknown")]
    assert all(len(set(group)) == len(group) and all(group) for group in (classes, statuses, bases))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["no", "one", "two", "twelve", "13"]),
        ("es", ["ninguno", "uno", "dos", "doce", "13"]),
        ("pt", ["nenhum", "um", "dois", "doze", "13"]),
    ],
)
def test_small_numbers_are_words(lang: str, expected: list[str]) -> None:
    """Numbers to twelve are words, and larger ones digits."""
    assert [wording(lang).number(number) for number in (0, 1, 2, 12, 13)] == expected


def test_the_first_of_a_month_is_written_as_the_language_writes_it() -> None:
    """Portuguese has an ordinal, in full and in short, and no other day has one; a date in numbers stays one."""
    first, eleventh = date(2026, 1, 1), date(2011, 11, 11)
    expected = {
        "en": ["1 January 2026", "1 Jan 2026", "1 January", "1 January 2026"],
        "es": ["1 de enero de 2026", "1 ene 2026", "1 de enero", "1/1/2026"],
        "pt": ["1º de janeiro de 2026", "1º de jan. de 2026", "1º de janeiro", "01/01/2026"],
    }
    for lang, written in expected.items():
        words = wording(lang)
        forms = [words.day, words.short_day, words.day_of_year, words.shortest_day]
        assert [form(first) for form in forms] == written
        assert "º" not in "".join(form(eleventh) for form in forms)
    assert wording("pt").day(exact(first)) == "1º de janeiro de 2026"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["14 December 2025", "14 December 2025", "October 2027", "2030"]),
        ("es", ["14 de diciembre de 2025", "14 de diciembre de 2025", "octubre de 2027", "2030"]),
        ("pt", ["14 de dezembro de 2025", "14 de dezembro de 2025", "outubro de 2027", "2030"]),
    ],
)
def test_days_are_written_as_the_language_writes_them(lang: str, expected: list[str]) -> None:
    """A date shows its day, its month or its year, as far as it is known."""
    day = date(2025, 12, 14)
    month, year = month_or_year("2027-10"), month_or_year("2030")
    assert isinstance(month, PartialDate)
    assert isinstance(year, PartialDate)
    assert [wording(lang).day(one) for one in (day, exact(day), month, year)] == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["", "Chile", "Chile and Peru", "Chile, Peru and Brazil"]),
        ("es", ["", "Chile", "Chile y Perú", "Chile, Perú y Brasil"]),
        ("pt", ["", "Chile", "Chile e Peru", "Chile, Peru e Brasil"]),
    ],
)
def test_lists_are_written_as_the_language_writes_them(lang: str, expected: list[str]) -> None:
    """Items are separated by commas, with one `and` before the last."""
    words = wording(lang)
    names = [words.country(code) for code in ("CHL", "PER", "BRA")]
    assert [words.series(iter(names[:number])) for number in range(4)] == expected


@pytest.mark.parametrize(
    ("lang", "region", "country", "islands"),
    [
        ("en", "South America", "Paraguay", "Falkland Islands / Malvinas"),
        ("es", "Sudamérica", "Paraguay", "Islas Malvinas / Falkland"),
        ("pt", "América do Sul", "Paraguai", "Ilhas Malvinas / Falkland"),
    ],
)
def test_names_are_the_language_s_own(lang: str, region: str, country: str, islands: str) -> None:
    """Regions and countries have names in the language; a disputed place has both, the language's own first."""
    words = wording(lang)
    assert (words.region("south-america"), words.country("PRY"), words.country("FLK")) == (region, country, islands)


def test_a_region_without_a_name_is_named_by_its_identifier() -> None:
    """A region that CLDR does not know gets its name from its identifier."""
    assert wording("es").region("southern-cone") == "Southern Cone"


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "one result pending"), (2, "two results pending"), (0, "no results pending")]
)
def test_a_phrase_has_a_form_for_one_and_for_many(count: int, expected: str) -> None:
    """One is singular, and every other number plural."""
    words = wording("en")
    assert words.say("headline.part.result-pending", count=count, number=words.number(count)) == expected


@pytest.mark.parametrize(
    ("lang", "hint"), [("ess", 'did you mean "es"?'), ("ptt", 'did you mean "pt"?'), ("klingon", None), ("", None)]
)
def test_an_unknown_language_is_refused(lang: str, hint: str | None) -> None:
    """The message lists the languages, and the nearest if one is near."""
    with pytest.raises(InputError) as caught:
        wording(lang)
    message = f'language "{lang}": there is no such language; there is {listed(languages())}'
    assert str(caught.value) == message + (f"; {hint}" if hint else "")


@pytest.mark.parametrize("lang", languages())
def test_a_phrase_takes_the_plural_form_of_its_language(lang: str) -> None:
    """Babel says by CLDR's rules which form a count takes; a form that a phrase lacks is `other`."""
    rule = Locale.parse(locale_of(lang)).plural_form
    words = Wording(lang, {"full": {form: form for form in PLURAL_FORMS}, "usual": {"one": "one", "other": "other"}})
    for count in (*range(25), 100, 101, 1_000_000):
        assert words.say("full", count=count) == rule(count)
        assert words.say("usual", count=count) == ("one" if rule(count) == "one" else "other")
