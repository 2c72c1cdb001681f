"""The key: a patch for every colour and pattern on the map, with its label and count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.primitives import Patch, Text
from mapgen.drawing.typeface import cut, text_width
from mapgen.files.vocabulary import alphabetic
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import MapStyle, fill_outline, hatched
from mapgen.themes.theme import Fill, Theme

# The statuses of a key, in its order.
STATUSES = (
    Status.ELECTED,
    Status.RESULT_PENDING,
    Status.NOT_RECORDED,
    Status.VACANT,
    Status.NO_DATA,
    Status.NOT_APPLICABLE,
)
# The key names the countries of a status that has no more members than this.
_NAMED_AT_MOST = 2
# The space between two entries of a row and from row to row, in sizes of type.
KEY_GAP = 1.3
KEY_LINE = 1.5
# The least width of a patch, of each slice of one, and the space after it, in sizes of type.
_PATCH, _SLICE, _AFTER_PATCH = 1.3, 0.75, 0.45


class KeyEntry(Struct, frozen=True):
    """A line of the key: its fill, its label, and the count in bold after it.

    `short` replaces a label that names countries where there is no room for them. `members` names the countries of a
    class, first with their leaders where a record knows them and then without, for pages with room for a list;
    `unlabelled` names those without a label on the map. `caption` is a user's text on the class. A status that the map
    has in several classes has `further` fills: its patch is divided in a slice for each.
    """

    fill: Fill
    label: str
    count: str = ""
    short: str = ""
    members: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    unlabelled: tuple[str, ...] = ()
    further: tuple[Fill, ...] = ()

    @property
    def fills(self) -> tuple[Fill, ...]:
        """The fills that its patch shows, from left to right."""
        return (self.fill, *self.further)


class KeyTexts(Struct, frozen=True):
    """Texts of the key in addition to its labels: captions of classes by name, and marks of notes by territory.

    `unlabelled` are the codes of the territories that a list must name.
    """

    captions: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    unlabelled: frozenset[str] = frozenset()


_NO_TEXTS = KeyTexts()


def key_entries(choropleth: Choropleth, map_style: MapStyle, texts: KeyTexts = _NO_TEXTS) -> tuple[KeyEntry, ...]:
    """Return an entry for every class with members, from left to right, then one for every status on the map.

    With the style's `key`, classes without members have theirs as well.
    """
    classes, words = map_style.classes, map_style.words
    scale = choropleth.snapshot.scale
    entries = []
    for name in scale.class_names(classes):
        of_class = [entry for entry in choropleth.entries if entry.class_name(classes) == name]
        members = [entry for entry in of_class if not entry.follows]
        fill, label = map_style.class_fill(name, scale), words.class_label(name, scale)
        if members:
            listed, caption = _listed(members, map_style, texts.marks), texts.captions.get(name, "")
            unlabelled = _listed([one for one in members if one.iso3 in texts.unlabelled], map_style, texts.marks)[-1]
            entries.append(KeyEntry(fill, label, str(len(members)), "", listed, caption, unlabelled))
        elif of_class:  # only territories that are not counted: the colour is explained by their names
            named = words.series(words.countries(entry.iso3 for entry in of_class))
            entries.append(KeyEntry(fill, words.labelled(label, named), short=label))
        elif map_style.key == "all":
            entries.append(KeyEntry(fill, label, "0"))
    return (*entries, *status_entries(choropleth, map_style))


def status_entries(choropleth: Choropleth, map_style: MapStyle) -> tuple[KeyEntry, ...]:
    """Return an entry for every status on the map; it names the members if they are few."""
    words, entries = map_style.words, []
    for status in STATUSES:
        if members := [entry for entry in choropleth.entries if (entry.follows or entry).status is status]:
            label, count, short = words.say(f"status.{status}"), "", ""
            if status is Status.NOT_APPLICABLE:
                pass  # they are not counted, and a note names them
            elif len(members) <= _NAMED_AT_MOST:
                short = label
                label = words.labelled(label, words.series(words.countries(entry.iso3 for entry in members)))
            else:
                count = str(len(members))
            fill, *further = status_fills(members, map_style)
            entries.append(KeyEntry(fill, label, count, short, further=tuple(further)))
    return tuple(entries)


def status_fills(members: Iterable[Entry], map_style: MapStyle) -> tuple[Fill, ...]:
    """Return the fills in which the members of a status are drawn, each once, in the order of their classes."""
    shown = sorted((entry.follows or entry for entry in members), key=lambda entry: _place(entry, map_style.classes))
    return tuple(dict.fromkeys(map_style.fill(entry) for entry in shown))


def _place(entry: Entry, classes: int) -> int:
    """Return the place of an entry's class among the classes of its scale: the last without one."""
    names, name = entry.scale.class_names(classes), entry.class_name(classes)
    return names.index(name) if name in names else len(names)


def _listed(members: Sequence[Entry], map_style: MapStyle, marks: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the names of countries in alphabetical order, with their leaders and without.

    If the map has codes, each name has its code before it.
    """
    named = sorted(
        ((map_style.words.country(entry.iso3), entry) for entry in members), key=lambda pair: alphabetic(pair[0])
    )
    before = {
        entry.iso3: f"{map_style.words.code(entry.iso3)} " if map_style.labels == "codes" else "" for entry in members
    }
    short = tuple(f"{before[entry.iso3]}{country}{marks.get(entry.iso3, '')}" for country, entry in named)
    full = tuple(
        country_line + (map_style.words.bracketed(entry.leader) if entry.leader else "")
        for country_line, (_, entry) in zip(short, named, strict=True)
    )
    return (full, short) if full != short else (short,)


def fitted(entry: KeyEntry, size: float, width: float) -> KeyEntry:
    """Return an entry no wider than a width in CSS pixels: with its short label if it has one, cut if necessary."""
    if entry_width(entry, size) <= width:
        return entry
    label = entry.short or entry.label
    room = width - entry_width(replace(entry, label=""), size)
    return replace(entry, label=cut(label, size, room))


def key_rows(entries: tuple[KeyEntry, ...], size: float, width: float) -> list[list[KeyEntry]]:
    """Return the entries in rows that are no wider than a width in CSS pixels."""
    rows: list[list[KeyEntry]] = []
    used = 0.0
    for entry in entries:
        wide = entry_width(entry, size)
        if rows and used + wide <= width:
            rows[-1].append(entry)
        else:
            rows.append([entry])
            used = 0.0
        used += wide + KEY_GAP * size
    return rows


def draw_rows(
    rows: list[list[KeyEntry]], place: tuple[float, float], size: float, theme: Theme
) -> tuple[list[Patch | Text], float]:
    """Return rows of entries drawn from a left and a top, and the y at which they end, in CSS pixels."""
    left, top = place
    drawn: list[Patch | Text] = []
    for row in rows:
        top += KEY_LINE * size
        x = left
        for entry in row:
            drawn += draw_entry(entry, x, top - 0.35 * size, size, theme)
            x += entry_width(entry, size) + KEY_GAP * size
    return drawn, top


def entry_width(entry: KeyEntry, size: float) -> float:
    """Return the width of an entry at a size of type, in CSS pixels."""
    count = text_width(f" {entry.count}", size, bold=True) + 0.1 * size if entry.count else 0.0
    return patch_width(size, entry) + text_width(entry.label, size) + count


def patch_width(size: float, entry: KeyEntry | None = None) -> float:
    """Return the width of an entry's patch, or of one without slices, and the space after it, in CSS pixels."""
    return _slice(size, entry) * (len(entry.fills) if entry else 1) + _AFTER_PATCH * size


def _slice(size: float, entry: KeyEntry | None) -> float:
    """Return the width of each slice of an entry's patch, which is the whole patch if it has one fill."""
    return (_SLICE if entry and entry.further else _PATCH) * size


def draw_patch(entry: KeyEntry, x: float, y: float, size: float, theme: Theme) -> list[Patch]:
    """Return an entry's patch, or its slices side by side, from an x; y is the baseline of the text beside it."""
    drawn, wide = [], _slice(size, entry)
    for number, fill in enumerate(entry.fills):
        box = (x + number * wide, y - 0.78 * size, x + (number + 1) * wide, y + 0.12 * size)
        outline, width = fill_outline(fill, theme)
        hatch = hatched(fill, [box_ring(box)], size)
        drawn.append(Patch(box, fill.colour, hatch, outline, round(width * size / 14, 2), fill.image))
    return drawn


def draw_entry(entry: KeyEntry, x: float, y: float, size: float, theme: Theme) -> list[Patch | Text]:
    """Return an entry's patch and texts, its text's baseline starting at y and its patch at x."""
    return [*draw_patch(entry, x, y, size, theme), *draw_label(entry, x + patch_width(size, entry), y, size, theme)]


def draw_label(entry: KeyEntry, left: float, y: float, size: float, theme: Theme) -> list[Text]:
    """Return an entry's label and count, from a left and on a baseline."""
    width = text_width(entry.label, size)
    drawn = [Text(entry.label, left, y, size, width, theme.ink, theme.page, role="key")]
    if entry.count:
        wide = text_width(entry.count, size, bold=True)
        start = left + width + text_width(" ", size, bold=True) + 0.1 * size
        drawn.append(Text(entry.count, start, y, size, wide, theme.ink, theme.page, bold=True, role="key"))
    return drawn
