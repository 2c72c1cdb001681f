"""The data of a page, computed beforehand: each state of the map once, in every language, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from mapgen.choropleth.join import Choropleth, joined
from mapgen.drawing.typeface import unbroken
from mapgen.files.vocabulary import alphabetic
from mapgen.layout.key import KeyTexts, key_entries
from mapgen.pens.metadata import territory_attributes
from mapgen.record.intervals import Interval
from mapgen.record.snapshots import Basis, Entry
from mapgen.themes.style import MapStyle
from mapgen.web.country_table import country_row, source_link
from mapgen.web.page_style import PageLook, look_number
from mapgen.web.page_wording import open_dated
from mapgen.words.alt_text import alt_text
from mapgen.words.captions import Captions, captions_of
from mapgen.words.overrides import Overrides

Plain = dict[str, Any]


class PageStage(Struct, frozen=True):
    """The values that all states of a page share: a map of the first, the styles by language and number of classes.

    `page_looks` are the fills of the page's style sheet; `overrides` are the texts of a user.
    """

    choropleth: Choropleth
    styles: Mapping[str, Mapping[int, MapStyle]]
    page_looks: Sequence[PageLook]
    overrides: Overrides

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers of classes that the page can show."""
        return tuple(next(iter(self.styles.values())))


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


def page_data(stage: PageStage, intervals: Mapping[Basis, Sequence[Interval]]) -> Plain:
    """Return the states of a page by basis, each with its first day, and their texts and entries.

    Keys: `territories` (codes, in the order of every state's entries), `order` (of the rows of the table, by language),
    `texts`, `sources`, `entries`, `states`. A state is its first day, the numbers of its entries, and by language the
    numbers of its texts; a text may leave the day open, see page_wording.
    """
    return _Making(stage).data(intervals)


class _Making:
    """The pools that fill while the states are computed."""

    def __init__(self, stage: PageStage) -> None:
        self.stage = stage
        self.texts, self.sources = _Pool(), _Pool()
        self.entries: list[Plain] = []
        self.known: dict[str, list[tuple[Entry, int]]] = {}

    def data(self, intervals: Mapping[Basis, Sequence[Interval]]) -> Plain:
        """Return all data of the page."""
        states = {
            basis.value: [self._state(interval) for interval in of_basis] for basis, of_basis in intervals.items()
        }
        codes = [entry.iso3 for entry in self.stage.choropleth.entries]
        return {
            "territories": codes,
            "order": {lang: self._order(of_lang) for lang, of_lang in self.stage.styles.items()},
            "texts": self.texts.values,
            "sources": self.sources.values,
            "entries": self.entries,
            "states": states,
        }

    def _order(self, styles: Mapping[int, MapStyle]) -> list[int]:
        """Return the places of the states among the territories, sorted by name."""
        words = next(iter(styles.values())).words
        choropleth = self.stage.choropleth
        states = [place for place, entry in enumerate(choropleth.entries) if entry.iso3 in choropleth.snapshot.by_code]
        return sorted(states, key=lambda place: alphabetic(words.country(choropleth.entries[place].iso3)))

    def _state(self, interval: Interval) -> list[Any]:
        first = self.stage.choropleth
        choropleth = joined(open_dated(interval.snapshot), first.region, first.basemap, first.treatments)
        texts = {lang: self._state_texts(choropleth, styles) for lang, styles in self.stage.styles.items()}
        return [interval.first.isoformat(), [self._entry(entry) for entry in choropleth.entries], texts]

    def _state_texts(self, choropleth: Choropleth, styles: Mapping[int, MapStyle]) -> Plain:
        """Return the texts of a state in a language, and its key for each number of classes."""
        words = next(iter(styles.values())).words
        captions = captions_of(choropleth, words, self.stage.overrides)
        number = self.texts.number
        return {
            "title": number(unbroken(captions.headline)),
            "standfirst": number(unbroken(captions.standfirst)),
            "alt": number(alt_text(choropleth, words)),
            "source": number(unbroken(captions.source)),
            "notes": [[number(unbroken(note.whole)), list(note.about)] for note in captions.notes],
            "key": {str(classes): self._key(choropleth, map_style, captions) for classes, map_style in styles.items()},
        }

    def _key(self, choropleth: Choropleth, map_style: MapStyle, captions: Captions) -> list[list[Any]]:
        """Return the key's entries: numbers of the fills, label, count, caption."""
        numbers = {
            look.fill(map_style.theme): number
            for number, look in enumerate(self.stage.page_looks)
            if look.classes == map_style.classes or look.example.alignment is None
        }
        return [
            [
                [numbers[fill] for fill in line.fills],
                self.texts.number(line.label),
                line.count,
                self.texts.number(line.caption),
            ]
            for line in key_entries(choropleth, map_style, KeyTexts(captions.classes))
        ]

    def _entry(self, entry: Entry) -> int:
        """Return an entry's number; an equal entry before it shares its number."""
        known = self.known.setdefault(entry.iso3, [])
        for known_entry, number in known:
            if known_entry == entry:
                return number
        known.append((entry, len(self.entries)))
        self.entries.append(self._entry_data(entry))
        return len(self.entries) - 1

    def _entry_data(self, entry: Entry) -> Plain:
        """Return the data of an entry, with the attributes of its territory."""
        map_style = next(iter(next(iter(self.stage.styles.values())).values()))
        attributes = territory_attributes(entry, map_style)
        data = {key: value for key, value in attributes.items() if key not in {"id", "class", "title", "name"}}
        return {
            "data": data,
            "look": {str(count): look_number(self.stage.page_looks, entry, count) for count in self.stage.counts},
            "class": {str(count): self._class(entry, count) for count in self.stage.counts},
            "sources": [self._source(source) for source in entry.sources],
            "said": {lang: self._entry_texts(entry, styles) for lang, styles in self.stage.styles.items()},
        }

    def _class(self, entry: Entry, classes: int) -> str:
        map_style = next(iter(self.stage.styles.values()))[classes]
        return territory_attributes(entry, map_style)["class"]

    def _source(self, source: str) -> int:
        link = source_link(source)
        return self.sources.number(source, [link.text, link.address])

    def _entry_texts(self, entry: Entry, styles: Mapping[int, MapStyle]) -> Plain:
        words = next(iter(styles.values())).words
        rows = {str(classes): country_row(entry, classes, words) for classes in styles}
        number = self.texts.number
        return {
            "party": number(words.party(entry.government) if entry.government else ""),
            "tip": {
                str(classes): number(territory_attributes(entry, map_style)["title"])
                for classes, map_style in styles.items()
            },
            "label": {classes: number(row.class_label) for classes, row in rows.items()},
            "since": number(next(iter(rows.values())).since),
            "readings": [[number(words.class_label(name, entry.scale)), coders] for name, coders in _readings(entry)],
        }


def _readings(entry: Entry) -> list[tuple[str, list[str]]]:
    """Return the classes in which coders place a contested government, from left to right, each with the coders."""
    government = entry.government
    if not government or not government.contested:
        return []
    placed = {
        name: [reading.coder for reading in government.readings if reading.alignment == name]
        for name in entry.scale.names
    }
    return [(name, list(dict.fromkeys(coders))) for name, coders in placed.items() if coders]
