"""The words of the map in a language: phrases from words/languages; dates, lists and region names from CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.disk.cache import file_stamp
from mapgen.errors import printable
from mapgen.files.dates import PartialDate
from mapgen.files.vocabulary import alphabetic, word_of
from mapgen.places import cldr
from mapgen.places.countries import alpha2, country_name
from mapgen.places.languages import languages, locale_of, phrases_of
from mapgen.places.region_names import shows_areas, unit_of
from mapgen.places.regions import read_region, region_identifier, region_names
from mapgen.record.alignments import Scale
from mapgen.record.model import Government
from mapgen.record.snapshots import Snapshot


class Wording(Struct, frozen=True):
    """The phrases of one language.

    `names` are those that a user gives to countries, by their codes, `labels` those that a region's own file gives
    to its areas. `prefix` is what the codes of a region of one country's divisions begin with, `BR-`, else an empty
    text.
    """

    lang: str
    phrases: Mapping[str, Any]
    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def say(self, key: str, *, count: int = 1, **values: object) -> str:
        """Return the phrase of a dotted key (`note.vacant`), in the plural form for a count, filled with values."""
        return self.fill(key, {"count": count, **values}, count=count)

    def fill(self, key: str, values: Mapping[str, object], *, count: int = 1) -> str:
        """Return the phrase of a dotted key in the plural form for a count, filled with values of any names."""
        phrase: Any = self.phrases
        for part in key.split("."):
            phrase = phrase[part]
        if not isinstance(phrase, str):
            phrase = phrase.get(cldr.plural_form(count, locale_of(self.lang)), phrase["other"])
        return str(phrase).format_map(values)

    def number(self, count: int) -> str:
        """Return a small number as a word, and a larger one in digits."""
        words = self.phrases["numbers"]
        return str(words[count]) if count < len(words) else str(count)

    def numbers(self, counts: Sequence[int]) -> list[str]:
        """Return the numbers of one sentence: all as words, or all in digits if one of them has no word."""
        in_words = all(count < len(self.phrases["numbers"]) for count in counts)
        return [self.number(count) if in_words else str(count) for count in counts]

    def percent(self, whole: int) -> str:
        """Return whole percents as the language writes them: `51%`, `51 %`."""
        return cldr.percent(whole, locale_of(self.lang))

    def day(self, day: date | PartialDate) -> str:
        """Return a date in full, or its month or year if only that is known: `15 December 2025`, `October 2027`."""
        locale = locale_of(self.lang)
        if isinstance(day, PartialDate):
            if not day.is_exact:
                skeleton = "yMMMM" if day.first.month == day.last.month else "y"
                return cldr.skeleton_date(skeleton, day.first, locale)
            day = day.first
        return self._ordinal(cldr.long_date(day, locale), day)

    @property
    def longest_day(self) -> int:
        """The most characters that a day of a year of four digits has."""
        return _longest_day(self.lang)

    def short_day(self, day: date) -> str:
        """Return a day with a short month: `15 Dec 2025`."""
        return self._ordinal(cldr.medium_date(day, locale_of(self.lang)), day)

    def shortest_day(self, day: date) -> str:
        """Return a day in numbers, `07/10/2026`, or in words where readers do not all read numbers alike."""
        return cldr.skeleton_date(self.say("join.shortest-day"), day, locale_of(self.lang))

    def day_of_year(self, day: date) -> str:
        """Return a day without its year: `31 December`."""
        return self._ordinal(cldr.skeleton_date("MMMMd", day, locale_of(self.lang)), day)

    def _ordinal(self, text: str, day: date) -> str:
        """Return a day in words with the number of a first of a month as the language writes it: `1º de janeiro`."""
        return re.sub(r"\b1\b", self.say("join.first-day"), text, count=1) if day.day == 1 else text

    def month(self, day: date) -> str:
        """Return the month and year of a day, shortened: `Dec 2025`."""
        return cldr.skeleton_date("yMMM", day, locale_of(self.lang))

    def series(self, items: Iterable[str]) -> str:
        """Return items as the language lists them (`Chile and Peru`); an empty text if there are none."""
        listed = list(items)
        return cldr.series(listed, locale_of(self.lang)) if listed else ""

    def labelled(self, label: str, text: str) -> str:
        """Return a text after its label: `No data: Peru`."""
        return self.say("join.label", label=label, text=text)

    def bracketed(self, text: str) -> str:
        """Return a text in brackets, with the space that sets it off from the text before it: ` (Essequibo)`."""
        return self.say("join.brackets", text=text)

    def items(self, texts: Iterable[str]) -> str:
        """Return texts one after the other, where each may hold commas: `The record; El Ciudadano, 2025`."""
        return self.say("join.items").join(texts)

    def class_label(self, name: str, scale: Scale) -> str:
        """Return the label of a class: the scale's own label, else the language's word, else its name."""
        labels = scale.labels.get(name, {})
        if labels:
            return labels.get(self.lang) or next(iter(labels.values()))
        known = self.phrases["class"].get(name)
        return str(known) if known else name.replace("-", " ").capitalize()

    def country(self, iso3: str) -> str:
        """Return a country's name: the user's own, else the region's, else that of the language; else its code."""
        return self.names.get(iso3) or self.labels.get(iso3) or country_name(iso3, self.lang)

    def short_country(self, iso3: str) -> str | None:
        """Return the short form of a country's name, which the language prints where the name has no room."""
        own_name = self.names.get(iso3) or self.labels.get(iso3)
        return None if own_name else self.phrases["country-short"].get(iso3)

    def ordered(self, codes: Iterable[str]) -> list[str]:
        """Return codes in the order in which a sentence names their countries: by name, where accents do not count."""
        return sorted(codes, key=lambda code: alphabetic(self.country(code)))

    def countries(self, codes: Iterable[str]) -> list[str]:
        """Return the names of countries in the order in which a sentence names them."""
        return [self.country(code) for code in self.ordered(codes)]

    def code(self, iso3: str) -> str:
        """Return a code as a map prints it: that of a division without its country's, where all are of that country."""
        return iso3.removeprefix(self.prefix)

    def region(self, name: str) -> str:
        """Return a region's name: CLDR's, else its own, else its identifier in words."""
        return _region_name(name, self.lang, file_stamp(Path(name)) if name.endswith(".toml") else None)

    def of_region(self, name: str) -> str:
        """Return a region's name as it follows `Map of`: some languages contract the preposition with the article."""
        called = self.region(name)
        known = name
        if name.endswith(".toml"):
            from mapgen.places.region_lookup import region_named  # noqa: PLC0415 (only for a region of one's own)

            # A user's own `Brasil` has its article as the shipped one has.
            known = region_named(called)
        return self.fill(f"of.{known}" if known in self.phrases["of"] else "of.any", {"region": called})

    def title(self, source: Snapshot) -> str:
        """Return what a record or list is called in this language."""
        return self.named(source.titles) or source.title

    def party(self, government: Government) -> str:
        """Return the party of a government as this language calls it; an empty text if it is not known."""
        return self.named(government.parties) or government.party

    def named(self, names: Mapping[str, str]) -> str:
        """Return the name in this language from names by language, else the first one, else an empty text."""
        return in_language(names, self.lang)


@cache
def _longest_day(lang: str) -> int:
    return max(len(cldr.long_date(date(2000, month, 28), locale_of(lang))) for month in range(1, 13))


# Each map names its region several times; a user's file may change while a batch watches it.
@lru_cache(maxsize=64)
def _region_name(name: str, lang: str, _: object) -> str:
    region = read_region(name) if name in region_names() or name.endswith(".toml") else None
    if region and region.m49:
        return cldr.territory_name(region.m49, locale_of(lang))
    own_name = in_language(region.names, lang) if region else ""
    return own_name or printable(region_identifier(name)).replace("-", " ").title()


def in_language(names: Mapping[str, str], lang: str) -> str:
    """Return the name in a language, else the first one; an empty text if there is none."""
    return names.get(lang) or next(iter(names.values()), "")


def region_wording(lang: str, region: str) -> Wording:
    """Return the Wording of a language for a region: with the phrases for its areas, and the names that its file has.

    A region of states has the phrases for countries.
    """
    words, own = wording(lang), read_region(region)
    if not shows_areas(own):
        return words
    labels = {code: own.label(code, words.lang) or code for code in own.labels}
    prefix = f"{alpha2(own.divisions[0]).upper()}-" if len(own.divisions) == 1 else ""
    return replace(words, phrases=_phrases_of_areas(words.lang, unit_of(own)), labels=labels, prefix=prefix)


@cache
def _phrases_of_areas(lang: str, unit: str) -> Mapping[str, Any]:
    """Return the phrases of a language with those for areas in place, in which the words for a unit are filled in."""
    phrases = phrases_of(lang)
    one, other = phrases["unit"][unit]["one"], phrases["unit"][unit]["other"]
    words = {"{unit}": one, "{units}": other, "{Unit}": _capital(one), "{Units}": _capital(other)}
    return _overlaid(phrases, phrases["areas"], words)


def _overlaid(phrases: Mapping[str, Any], areas: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    merged = dict(phrases)
    for key, phrase in areas.items():
        if isinstance(phrase, Mapping):
            merged[key] = _overlaid(phrases[key], phrase, words)
        else:
            for name, word in words.items():
                phrase = phrase.replace(name, word)  # noqa: PLW2901 (one word after the other)
            merged[key] = phrase
    return merged


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def wording(lang: str) -> Wording:
    """Return the Wording of a language, given in any case; raises InputError for an unknown one, with the nearest."""
    lang = word_of(lang, languages()) or lang
    return Wording(lang, phrases_of(lang))
