"""The words of a page that shows many days: its texts leave the current day open, and the page fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from mapgen.drawing.typeface import unbroken
from mapgen.files.dates import PartialDate
from mapgen.places.cldr import date_pattern, month_names
from mapgen.places.languages import locale_of
from mapgen.record.snapshots import Snapshot
from mapgen.words.wording import Wording, region_wording, wording

# Stands for the current day in a text. No text of a record can hold it, since records refuse control characters.
OPEN_DAY = "\x01"


class ShownDay(date):
    """The day of a snapshot, distinct from all other days in its texts."""


class PageWording(Wording, frozen=True):
    """The phrases of one language, in which the current day is left open."""

    def day(self, day: date | PartialDate) -> str:
        """Return a day in words, or OPEN_DAY for the current day."""
        return OPEN_DAY if isinstance(day, ShownDay) else Wording.day(self, day)


def page_wording(lang: str, region: str, names: Mapping[str, str]) -> PageWording:
    """Return the words of a language for a region, with a user's own names; raises InputError for an unknown one."""
    words = region_wording(lang, region)
    return PageWording(words.lang, words.phrases, names, words.labels, words.prefix)


def open_dated(snapshot: Snapshot) -> Snapshot:
    """Return a snapshot whose texts leave its day open."""
    day = snapshot.as_of
    return replace(snapshot, as_of=ShownDay(day.year, day.month, day.day))


def filled(text: str, day: date, words: Wording) -> str:
    """Return a text with a day filled in, which stays on one line."""
    return text.replace(OPEN_DAY, unbroken(words.day(date(day.year, day.month, day.day))))


def day_format(lang: str) -> Mapping[str, object]:
    """Return a language's format of a day (CLDR): the names of months, and a pattern with {d}, {MMMM} and {y}.

    `first` is the number of the first day of a month. The pattern has no-break spaces: a day stays on one line.
    """
    pattern = date_pattern(locale_of(lang)).replace(" ", "\u00a0")
    first = wording(lang).say("join.first-day")
    return {"months": month_names(locale_of(lang)), "pattern": pattern, "first": first}
