"""Data from CLDR, through Babel: names of territories, and how a language writes dates, lists and percents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mapgen.disk.memo import DiskMemo

# Babel is imported only inside the functions that compute a value: loading it takes a tenth of a map's time, and the
# values are cached.
# ruff: noqa: PLC0415

_SOUND_OF_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)

# This file determines the form of the cached values, so a change of it makes them obsolete.
_MEMO = DiskMemo("babel", Path(__file__))


def territory_aliases() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each alpha-3 code."""

    def compute() -> dict[str, str]:
        from babel.core import get_global

        return {code: aliases[0] for code, aliases in get_global("territory_aliases").items()}

    return _MEMO.of("territory aliases", compute)


def territory_name(code: str, locale: str) -> str:
    """Return a territory's name by its alpha-2 or UN M49 code; an empty text if CLDR has no name."""

    def compute() -> str:
        from babel import Locale

        return str(Locale.parse(locale).territories.get(code, ""))

    return _MEMO.of(f"territory {code} {locale}", compute)


def long_date(day: date, locale: str) -> str:
    """Return a day in full: `15 December 2025`."""
    return date_pattern(locale).format(d=day.day, MMMM=month_names(locale)[day.month - 1], y=day.year)


def date_pattern(locale: str) -> str:
    """Return the pattern of a date in full, with the fields {d}, {MMMM} and {y}.

    Raises KeyError for a locale whose pattern has other fields; no language of the map has one.
    """

    def compute() -> str:
        from babel import Locale

        written: str = Locale.parse(locale).date_formats["long"].format
        return written % {part: f"{{{part}}}" for part in ("d", "MMMM", "y")}

    return _MEMO.of(f"date pattern {locale}", compute)


def plural_form(count: int, locale: str) -> str:
    """Return the plural category of a whole number in a locale: zero, one, two, few, many or other."""

    def compute() -> str:
        from babel import Locale

        return str(Locale.parse(locale).plural_form(count))

    return _MEMO.of(f"plural {count} {locale}", compute)


def month_names(locale: str) -> list[str]:
    """Return the names of the twelve months, in the form they have inside a date."""

    def compute() -> list[str]:
        from babel.dates import get_month_names

        names = get_month_names("wide", "format", locale)
        return [names[month] for month in range(1, 13)]

    return _MEMO.of(f"month names {locale}", compute)


def medium_date(day: date, locale: str) -> str:
    """Return a day in CLDR's medium form: `15 Dec 2025`."""

    def compute() -> str:
        from babel.dates import format_date

        return format_date(day, "medium", locale=locale)

    return _MEMO.of(f"medium date {day} {locale}", compute)


def skeleton_date(skeleton: str, day: date, locale: str) -> str:
    """Return a day with the fields of a CLDR skeleton (`yMMMM`, `MMMMd`), in the language's own order."""

    def compute() -> str:
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, day, locale=locale)

    return _MEMO.of(f"{skeleton} {day} {locale}", compute)


def series(items: Sequence[str], locale: str) -> str:
    """Return one or more items as the language lists them: `Chile and Peru`."""

    def compute() -> str:
        from babel.lists import format_list

        listed = format_list(items, locale=locale)
        # CLDR's rule for Spanish, which Babel leaves out: `y` is `e` before the sound of an i.
        if locale.startswith("es") and len(items) > 1 and _SOUND_OF_I.match(items[-1]):
            return f"{listed.removesuffix(f' y {items[-1]}')} e {items[-1]}"
        return listed

    return _MEMO.of(f"list {locale} {list(items)!r}", compute)


def percent(whole: int, locale: str) -> str:
    """Return whole percents as the language writes them: `51%`, `51 %`."""

    def compute() -> str:
        from babel.numbers import format_percent

        return format_percent(whole / 100, locale=locale)

    return _MEMO.of(f"percent {whole} {locale}", compute)
