"""The data of a page, computed beforehand: each state of the map once, in every language, with every value there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from mapgen.choropleth.join import Choropleth, joined
from mapgen.drawing.typeface import unbroken
from mapgen.files.vocabulary import alphabetic
from mapgen.layout.key import KeyTexts, key_entries
from mapgen.pens.metadata import territory_attributes
from mapgen.record.intervals import Interval
from mapgen.record.snapshots import Basis, Entry
from mapgen.themes.style import MapStyle
from mapgen.web.country_table import SourceLink, country_row, source_link
from mapgen.web.page_style import PageLook, look_number
from mapgen.web.page_wording import open_dated
from mapgen.words.alt_text import alt_text
from mapgen.words.captions import Captions, captions_of
from mapgen.words.overrides import Overrides


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


class EntryTexts(Struct, frozen=True):
    """What a page says of an entry in a language; `tip` and `label` by the number of classes.

    `readings` are the classes in which coders place a contested government, from left to right, each with the coders.
    """

    party: str
    since: str
    tip: Mapping[int, str]
    label: Mapping[int, str]
    readings: tuple[tuple[str, tuple[str, ...]], ...]


class PageEntry(Struct, frozen=True):
    """What one territory shows for some days: the attributes of its shape, its look and CSS class by number of classes.

    `day` is that of the table: the first in office, or of the vote won. `party`, `start`, `end` and `wins` are those of
    the government in the record's own terms, as `mapgen show` has them: each win with the day on which it was known.
    Without a government they are empty, as `leader` is.
    """

    attributes: Mapping[str, str]
    look: Mapping[int, int]
    css_class: Mapping[int, str]
    sources: tuple[SourceLink, ...]
    texts: Mapping[str, EntryTexts]
    day: date | None = None
    leader: str = ""
    party: str = ""
    start: str = ""
    end: str = ""
    wins: tuple[tuple[date, date], ...] = ()


class KeyLine(Struct, frozen=True):
    """A line of the key: the numbers of its fills, its label, a count, which may be empty, and a caption."""

    fills: tuple[int, ...]
    label: str
    count: str
    caption: str


class StateTexts(Struct, frozen=True):
    """What a page says of a state in a language: each note with the territories that it is about, keys by classes."""

    title: str
    standfirst: str
    alt: str
    source: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    key: Mapping[int, tuple[KeyLine, ...]]


class PageState(Struct, frozen=True):
    """A state of the map: its first day, the number of each territory's entry, its texts by language.

    A text may leave the day open, see page_wording.
    """

    first: date
    entries: tuple[int, ...]
    texts: Mapping[str, StateTexts]


class PageData(Struct, frozen=True):
    """The states of a page by basis, and their entries.

    `territories` are codes in the order of every state's entries, `order` the places of the table's rows by language.
    """

    territories: tuple[str, ...]
    order: Mapping[str, tuple[int, ...]]
    entries: tuple[PageEntry, ...]
    states: Mapping[Basis, tuple[PageState, ...]]


def page_data(stage: PageStage, intervals: Mapping[Basis, Sequence[Interval]]) -> PageData:
    """Return the states of a page by basis, each with its first day, and their texts and entries."""
    making = _Making(stage)
    states = {basis: tuple(map(making.state, of_basis)) for basis, of_basis in intervals.items()}
    codes = tuple(entry.iso3 for entry in stage.choropleth.entries)
    order = {lang: _order(stage.choropleth, styles) for lang, styles in stage.styles.items()}
    return PageData(codes, order, tuple(making.entries), states)


def _order(choropleth: Choropleth, styles: Mapping[int, MapStyle]) -> tuple[int, ...]:
    """Return the places of the states among the territories, sorted by name."""
    words = next(iter(styles.values())).words
    states = [place for place, entry in enumerate(choropleth.entries) if entry.iso3 in choropleth.snapshot.by_code]
    return tuple(sorted(states, key=lambda place: alphabetic(words.country(choropleth.entries[place].iso3))))


class _Making:
    """The entries that become more while the states are computed."""

    def __init__(self, stage: PageStage) -> None:
        self.stage = stage
        self.entries: list[PageEntry] = []
        self.known: dict[str, list[tuple[Entry, int]]] = {}

    def state(self, interval: Interval) -> PageState:
        """Return the state of an interval."""
        first = self.stage.choropleth
        choropleth = joined(open_dated(interval.snapshot), first.region, first.basemap, first.treatments)
        texts = {lang: self._state_texts(choropleth, styles) for lang, styles in self.stage.styles.items()}
        return PageState(interval.first, tuple(self._entry(entry) for entry in choropleth.entries), texts)

    def _state_texts(self, choropleth: Choropleth, styles: Mapping[int, MapStyle]) -> StateTexts:
        """Return the texts of a state in a language, and its key for each number of classes."""
        words = next(iter(styles.values())).words
        captions = captions_of(choropleth, words, self.stage.overrides)
        return StateTexts(
            unbroken(captions.headline),
            unbroken(captions.standfirst),
            alt_text(choropleth, words),
            unbroken(captions.source),
            tuple((unbroken(note.whole), tuple(note.about)) for note in captions.notes),
            {classes: self._key(choropleth, map_style, captions) for classes, map_style in styles.items()},
        )

    def _key(self, choropleth: Choropleth, map_style: MapStyle, captions: Captions) -> tuple[KeyLine, ...]:
        numbers = {
            look.fill(map_style.theme): number
            for number, look in enumerate(self.stage.page_looks)
            if look.classes == map_style.classes or look.example.alignment is None
        }
        return tuple(
            KeyLine(tuple(numbers[fill] for fill in line.fills), line.label, line.count, line.caption)
            for line in key_entries(choropleth, map_style, KeyTexts(captions.classes))
        )

    def _entry(self, entry: Entry) -> int:
        """Return an entry's number; an equal entry before it shares its number."""
        known = self.known.setdefault(entry.iso3, [])
        for known_entry, number in known:
            if known_entry == entry:
                return number
        known.append((entry, len(self.entries)))
        self.entries.append(_page_entry(entry, self.stage))
        return len(self.entries) - 1


def _page_entry(entry: Entry, stage: PageStage) -> PageEntry:
    styles = next(iter(stage.styles.values()))
    by_classes = {count: territory_attributes(entry, map_style) for count, map_style in styles.items()}
    attributes = by_classes[stage.counts[0]]
    government = entry.government
    words = next(iter(styles.values())).words
    return PageEntry(
        {key: value for key, value in attributes.items() if key not in {"id", "class", "title", "name"}},
        {count: look_number(stage.page_looks, entry, count) for count in stage.counts},
        {count: of_count["class"] for count, of_count in by_classes.items()},
        tuple(map(source_link, entry.sources)),
        {lang: _entry_texts(entry, of_lang) for lang, of_lang in stage.styles.items()},
        country_row(entry, stage.counts[0], words).day,
        entry.leader or "",
        government.party if government else "",
        government.start.isoformat() if government and government.start else "",
        government.end.isoformat() if government and government.end else "",
        tuple((win.voted, win.known) for win in government.wins) if government else (),
    )


def _entry_texts(entry: Entry, styles: Mapping[int, MapStyle]) -> EntryTexts:
    words = next(iter(styles.values())).words
    rows = {classes: country_row(entry, classes, words) for classes in styles}
    return EntryTexts(
        words.party(entry.government) if entry.government else "",
        next(iter(rows.values())).since,
        {classes: territory_attributes(entry, map_style)["title"] for classes, map_style in styles.items()},
        {classes: row.class_label for classes, row in rows.items()},
        tuple((words.class_label(name, entry.scale), coders) for name, coders in _readings(entry)),
    )


def _readings(entry: Entry) -> list[tuple[str, tuple[str, ...]]]:
    """Return the classes in which coders place a contested government, from left to right, each with the coders."""
    government = entry.government
    if not government or not government.contested:
        return []
    placed = {
        name: [reading.coder for reading in government.readings if reading.alignment == name]
        for name in entry.scale.names
    }
    return [(name, tuple(dict.fromkeys(coders))) for name, coders in placed.items() if coders]
