"""The cached CLDR data equal what Babel returns."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale
from babel.dates import format_date

from mapgen.drawing import typeface
from mapgen.places import cldr
from mapgen.places.languages import languages, locale_of

DAYS = [date(1998, 1, 1) + timedelta(days=37 * number) for number in range(400)]


@pytest.mark.parametrize("locale", [locale_of(lang) for lang in languages()])
def test_a_date_in_full_is_written_as_babel_writes_it(locale: str) -> None:
    """The filled-in pattern equals Babel's long date, for every day of the year and for years of few digits."""
    for day in (*DAYS, *(date(2024, 1, 1) + timedelta(days=number) for number in range(366)), date(987, 6, 5)):
        assert cldr.long_date(day, locale) == format_date(day, "long", locale=locale)


@pytest.mark.parametrize("locale", [locale_of(lang) for lang in languages()])
def test_territories_have_the_names_of_babel(locale: str) -> None:
    """Each territory has Babel's name in its language; one without a name has an empty text."""
    names = Locale.parse(locale).territories
    assert {code: cldr.territory_name(code, locale) for code in ("AR", "GF", "005")} == {
        code: names[code] for code in ("AR", "GF", "005")
    }
    assert cldr.territory_name("ZZZ", locale) == ""


def test_what_differs_is_asked_apart() -> None:
    """Two languages, two days, two lists or two skeletons never share a cached value."""
    day = date(2025, 12, 15)
    assert cldr.medium_date(day, "es") == "15 dic 2025"
    assert cldr.medium_date(day, "pt_BR") == "15 de dez. de 2025"
    assert cldr.medium_date(day + timedelta(days=1), "es") == "16 dic 2025"
    assert cldr.skeleton_date("yMMMM", day, "es") == "diciembre de 2025"
    assert cldr.skeleton_date("MMMMd", day, "es") == "15 de diciembre"
    assert cldr.series(["a", "b"], "es") == "a y b"
    assert cldr.series(["a, b"], "es") == "a, b"
    assert cldr.series(["a", "b"], "pt_BR") == "a e b"
    assert cldr.percent(51, "es") == "51\u00a0%"
    assert cldr.percent(51, "pt_BR") == "51%"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["Francia", "Irlanda"], "Francia e Irlanda"),
        (["Guyana", "Islas Malvinas / Falkland"], "Guyana e Islas Malvinas / Falkland"),
        (["Chile", "Irak", "Irán"], "Chile, Irak e Irán"),
        (["Catamarca", "Ílhavo"], "Catamarca e Ílhavo"),
        (["Jujuy", "Hidalgo"], "Jujuy e Hidalgo"),
        (["agua", "hielo"], "agua y hielo"),
        (["Irán", "Chile"], "Irán y Chile"),
        (["Irán"], "Irán"),
    ],
)
def test_spanish_has_e_before_the_sound_of_an_i(items: list[str], expected: str) -> None:
    """`y` becomes `e` before a word that begins with the sound, and stays before a diphthong."""
    assert cldr.series(items, "es") == expected


@pytest.mark.parametrize("module", [cldr, typeface])
def test_another_version_of_what_asks_asks_again(module: ModuleType) -> None:
    """The cache depends on the module that shapes the values, so that a change of the module empties it."""
    assert Path(str(module.__file__)) in module._MEMO.files
