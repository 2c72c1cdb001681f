"""What CLDR knows, through Babel: names of countries and regions, how a language writes dates, lists and percents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mapgen.files.memo import DiskMemo

# Babel is imported where it is asked: to load it takes a tenth of a map's time, and what it answers is kept.
# ruff: noqa: PLC0415

# What is asked is shaped here, so that another version of this file asks again.
_MEMO = DiskMemo("babel", Path(__file__))


def territory_aliases() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each alpha-3 code."""

    def ask() -> dict[str, str]:
        from babel.core import get_global

        return {code: aliases[0] for code, aliases in get_global("territory_aliases").items()}

    return _MEMO.of("territory aliases", ask)


def territory_name(code: str, locale: str) -> str:
    """Return the name of a territory by its alpha-2 or UN M49 code; nothing where it has none."""

    def ask() -> str:
        from babel import Locale

        return str(Locale.parse(locale).territories.get(code, ""))

    return _MEMO.of(f"territory {code} {locale}", ask)


def long_date(day: date, locale: str) -> str:
    """Return a day in full: `15 December 2025`."""
    return date_pattern(locale).format(d=day.day, MMMM=month_names(locale)[day.month - 1], y=day.year)


def date_pattern(locale: str) -> str:
    """Return how a day is written in full, with {d}, {MMMM} and {y}.

    Raises KeyError for a locale that writes anything else, which no language of the map does.
    """

    def ask() -> str:
        from babel import Locale

        written: str = Locale.parse(locale).date_formats["long"].format
        return written % {part: f"{{{part}}}" for part in ("d", "MMMM", "y")}

    return _MEMO.of(f"date pattern {locale}", ask)


def plural_form(count: int, locale: str) -> str:
    """Return the plural category of a whole number in a locale: zero, one, two, few, many or other."""

    def ask() -> str:
        from babel import Locale

        return str(Locale.parse(locale).plural_form(count))

    return _MEMO.of(f"plural {count} {locale}", ask)


def month_names(locale: str) -> list[str]:
    """Return the names of the twelve months, as they stand in a date."""

    def ask() -> list[str]:
        from babel.dates import get_month_names

        names = get_month_names("wide", "format", locale)
        return [names[month] for month in range(1, 13)]

    return _MEMO.of(f"month names {locale}", ask)


def medium_date(day: date, locale: str) -> str:
    """Return a day, shortened: `15 Dec 2025`."""

    def ask() -> str:
        from babel.dates import format_date

        return format_date(day, "medium", locale=locale)

    return _MEMO.of(f"medium date {day} {locale}", ask)


def skeleton_date(skeleton: str, day: date, locale: str) -> str:
    """Return the parts of a day that a skeleton of CLDR names (`yMMMM`, `MMMMd`), as the language writes them."""

    def ask() -> str:
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, day, locale=locale)

    return _MEMO.of(f"{skeleton} {day} {locale}", ask)


def series(items: Sequence[str], locale: str) -> str:
    """Return one or more items as the language lists them: `Chile and Peru`."""

    def ask() -> str:
        from babel.lists import format_list

        return format_list(items, locale=locale)

    return _MEMO.of(f"list {locale} {list(items)!r}", ask)


def percent(whole: int, locale: str) -> str:
    """Return whole percents as the language writes them: `51%`, `51 %`."""

    def ask() -> str:
        from babel.numbers import format_percent

        return format_percent(whole / 100, locale=locale)

    return _MEMO.of(f"percent {whole} {locale}", ask)
