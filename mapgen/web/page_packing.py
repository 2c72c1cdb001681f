"""The data of a page as plain values for JSON, in which nothing stands twice; templates/page_data.js unpacks them.

A text is a number: its place in one list of texts for each language. What a text repeats of its entry (the country, the
leader, the party, the day, the class) is a sign in it, so that most entries share their texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from msgspec import Struct, field

from mapgen.drawing.typeface import unbroken
from mapgen.web.country_table import SourceLink
from mapgen.web.page_data import EntryTexts, PageData, PageEntry, PageState, StateTexts
from mapgen.words.wording import Wording

Plain = dict[str, Any]

# What stands in a text for a part of its entry. No text of a record holds these: records refuse control characters.
COUNTRY, LEADER, PARTY, DAY, UNBROKEN_DAY, LABEL = "\x02", "\x03", "\x04", "\x05", "\x06", "\x07"


def packed(data: PageData, words: Mapping[str, Wording]) -> Plain:
    """Return the data as plain values, with the words of each of its languages; the first one's are the fullest.

    Keys: `territories`, `order`, `texts` (by language; 0 for the first language's), `sources` (an address, or a list of
    a citation), `kinds`, `notes`, `keys`, `entries`, `states`; see the methods of _Packing for the parts of each.
    """
    return _Packing(data, words).packed()


class _Pool(Struct):
    """Repeated values, each stored once and referred to by its number."""

    values: list[Any] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, key: Any, value: Any = None) -> int:  # noqa: ANN401 (any value for JSON)
        """Return the number of a value, which is the key itself by default."""
        if key not in self.numbers:
            self.numbers[key] = len(self.values)
            self.values.append(key if value is None else value)
        return self.numbers[key]


class _Packing:
    """The pools that fill while the parts are packed."""

    def __init__(self, data: PageData, words: Mapping[str, Wording]) -> None:
        self.data, self.words = data, words
        self.texts, self.sources, self.kinds, self.notes, self.keys = (_Pool() for _ in range(5))

    def packed(self) -> Plain:
        """Return all values."""
        places = {
            number: place
            for of_basis in self.data.states.values()
            for state in of_basis
            for place, number in enumerate(state.entries)
        }
        entries = [self._entry(entry, places[number]) for number, entry in enumerate(self.data.entries)]
        states = {basis.value: self._states(of_basis) for basis, of_basis in self.data.states.items()}
        return {
            "territories": self.data.territories,
            "order": self.data.order,
            "texts": {lang: self._column(column) for column, lang in enumerate(self.words)},
            "sources": self.sources.values,
            "kinds": self.kinds.values,
            "notes": self.notes.values,
            "keys": self.keys.values,
            "entries": entries,
            "states": states,
        }

    def _column(self, column: int) -> list[str | int]:
        texts = self.texts.values
        return [text[column] if not column or text[column] != text[0] else 0 for text in texts]

    def _text(self, texts: Iterable[str]) -> int:
        """Return the number of a text in every language."""
        return self.texts.number(tuple(texts))

    def _source(self, source: SourceLink) -> int:
        address = source.address
        return self.sources.number(source, address or [source.text])

    def _entry(self, entry: PageEntry, place: int) -> list[Any]:
        """Return an entry: place, kind, leader, party, its day in the table, tips, since, readings, sources, record.

        The tips are one text for each number of classes, or one for all. The readings are texts, each with its coders.
        """
        texts = list(entry.texts.values())
        parts = [self._parts(entry, place, lang) for lang in self.words]
        tips = [
            self._text(
                _open(of_lang.tip[classes], of_parts | {LABEL: of_lang.label[classes]})
                for of_lang, of_parts in zip(texts, parts, strict=True)
            )
            for classes in entry.look
        ]
        since = self._text(_open(of_lang.since, of_parts) for of_lang, of_parts in zip(texts, parts, strict=True))
        readings = [
            [self._text(label for label, _ in of_all), *of_all[0][1]]
            for of_all in zip(*(of_lang.readings for of_lang in texts), strict=True)
        ]
        return [
            place,
            self._kind(entry, texts),
            entry.leader,
            self._text(of_lang.party for of_lang in texts),
            entry.day.isoformat() if entry.day else "",
            tips if len(set(tips)) > 1 else tips[:1],
            since,
            readings,
            list(map(self._source, entry.sources)),
            _own_terms(entry),
        ]

    def _parts(self, entry: PageEntry, place: int, lang: str) -> dict[str, str]:
        """Return what texts repeat of an entry, by its signs."""
        words = self.words[lang]
        day = words.day(entry.day) if entry.day else ""
        return {
            COUNTRY: words.country(self.data.territories[place]),
            LEADER: entry.leader,
            PARTY: entry.texts[lang].party,
            DAY: day,
            UNBROKEN_DAY: unbroken(day),
        }

    def _kind(self, entry: PageEntry, texts: Sequence[EntryTexts]) -> int:
        """Return the number of what entries share: attributes, looks, classes of CSS, and labels by number of classes.

        `dated` is the attribute that has the entry's day, if one does; that and the leader are not among the others.
        """
        labels = {str(count): self._text(of_lang.label[count] for of_lang in texts) for count in entry.look}
        kind = {
            "data": {key: value for key, value in entry.attributes.items() if key in {"bloc", "status", "alignment"}},
            "dated": next((key for key in ("since", "elected") if key in entry.attributes), ""),
            "look": {str(count): look for count, look in entry.look.items()},
            "class": {str(count): name for count, name in entry.css_class.items()},
            "label": labels,
        }
        return self.kinds.number(repr(kind), kind)

    def _states(self, states: Sequence[PageState]) -> list[list[Any]]:
        """Return each state: days since the one before, the places whose entries changed, each with its entry, texts.

        The first state's days are since 1970-01-01.
        """
        before, entries, made = date(1970, 1, 1), [-1] * len(self.data.territories), []
        for state in states:
            changes = [
                value
                for place, (old, new) in enumerate(zip(entries, state.entries, strict=True))
                if old != new
                for value in (place, new)
            ]
            made.append([(state.first - before).days, changes, *self._state_texts(list(state.texts.values()))])
            before, entries = state.first, list(state.entries)
        return made

    def _state_texts(self, texts: Sequence[StateTexts]) -> list[Any]:
        """Return the numbers of title, standfirst, alt text, source line, and lists of those of notes and keys."""
        single = [
            self._text(getattr(of_lang, name) for of_lang in texts) for name in ("title", "standfirst", "alt", "source")
        ]
        # A language may have fewer notes, as it puts two in one.
        notes = zip_longest(*(of_lang.notes for of_lang in texts), fillvalue=("", ()))
        return [*single, list(map(self._note, notes)), [self._key(texts, classes) for classes in texts[0].key]]

    def _note(self, note: Sequence[tuple[str, Sequence[str]]]) -> int:
        """Return the number of a note: its text, and the territories that it is about in any language."""
        about = sorted({code for _, codes in note for code in codes})
        text = self._text(of_lang for of_lang, _ in note)
        return self.notes.number((text, *about), [text, about])

    def _key(self, texts: Sequence[StateTexts], classes: int) -> list[int]:
        """Return the numbers of a key's lines: fills, label, count, caption."""
        numbers = []
        for of_all in zip(*(of_lang.key[classes] for of_lang in texts), strict=True):
            label, caption = (self._text(getattr(line, name) for line in of_all) for name in ("label", "caption"))
            fills, count = of_all[0].fills, of_all[0].count
            numbers.append(self.keys.number((fills, label, count, caption), [fills, label, count, caption]))
        return numbers


def _own_terms(entry: PageEntry) -> list[Any]:
    """Return a government as `mapgen show` has it: party, start, end, and days of votes won, with those of results."""
    wins = [[win.isoformat() for win in (dict.fromkeys(days))] for days in entry.wins]
    return [entry.party, entry.start, entry.end, wins]


def _open(text: str, parts: Mapping[str, str]) -> str:
    """Return a text with signs in place of its entry's parts, the longest first."""
    for sign, part in sorted(parts.items(), key=lambda item: -len(item[1])):
        if part:
            text = text.replace(part, sign)
    return text
