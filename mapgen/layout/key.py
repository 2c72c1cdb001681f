"""The key: a patch for every colour and pattern on the map, with its label and count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import box_ring
from mapgen.drawing.hatch import HATCH_PATTERNS, strokes
from mapgen.drawing.primitives import Patch, Point, Strokes, Text
from mapgen.drawing.typeface import cut, text_width
from mapgen.files.vocabulary import alphabetic
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import MapStyle
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
_LINE = 1.5
# The edge of a pattern that interrupts that of a class, in sizes of type.
_EDGE = 0.06
# The width of the line around emphasised territories, in CSS pixels at the article's size.
EMPHASIS = 1.3
# Type larger than this has patterns that grow with it by the lesser part alone.
_LARGE, _SLOWER = 14.0, 0.4
# The width of the line around land that is too pale to be seen on the page, in the same pixels.
_COAST = 0.8


class KeyEntry(Struct, frozen=True):
    """A line of the key: its fill, its label, and the count in bold after it.

    `short` replaces a label that names countries where there is no room for them. `members` names the countries of a
    class, first with their leaders where a record knows them and then without, for pages with room for a list;
    `unlabelled` names those without a label on the map. `caption` is a user's text on the class.
    """

    fill: Fill
    label: str
    count: str = ""
    short: str = ""
    members: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    unlabelled: tuple[str, ...] = ()


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
            named = words.series(words.country(entry.iso3) for entry in of_class)
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
                named = words.ordered(entry.iso3 for entry in members)
                label = words.labelled(label, words.series(map(words.country, named)))
            else:
                count = str(len(members))
            entries.append(KeyEntry(map_style.fill(members[0]), label, count, short))
    return tuple(entries)


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
        top += _LINE * size
        x = left
        for entry in row:
            drawn += draw_entry(entry, x, top - 0.35 * size, size, theme)
            x += entry_width(entry, size) + KEY_GAP * size
    return drawn, top


def entry_width(entry: KeyEntry, size: float) -> float:
    """Return the width of an entry at a size of type, in CSS pixels."""
    count = text_width(f" {entry.count}", size, bold=True) + 0.1 * size if entry.count else 0.0
    return patch_width(size) + text_width(entry.label, size) + count


def patch_width(size: float) -> float:
    """Return the width of a patch and the space after it at a size of type, in CSS pixels."""
    return 1.3 * size + 0.45 * size


def draw_entry(entry: KeyEntry, x: float, y: float, size: float, theme: Theme) -> list[Patch | Text]:
    """Return an entry's patch and texts, its text's baseline starting at y and its patch at x."""
    box = (x, y - 0.78 * size, x + 1.3 * size, y + 0.12 * size)
    fill, unit = entry.fill, size / 14
    outline, width = fill_outline(fill, theme)
    patch = Patch(box, fill.colour, hatched(fill, [box_ring(box)], size), outline, round(width * unit, 2), fill.image)
    left = x + patch_width(size)
    width = text_width(entry.label, size)
    drawn: list[Patch | Text] = [
        patch,
        Text(entry.label, left, y, size, width, theme.ink, theme.page, role="key"),
    ]
    if entry.count:
        wide = text_width(entry.count, size, bold=True)
        start = left + width + text_width(" ", size, bold=True) + 0.1 * size
        drawn.append(Text(entry.count, start, y, size, wide, theme.ink, theme.page, bold=True, role="key"))
    return drawn


def fill_outline(fill: Fill, theme: Theme) -> tuple[str, float]:
    """Return the colour of the line around a fill, empty for none, and its width in CSS pixels of the article."""
    if fill.emphasised:
        return theme.ink, EMPHASIS
    if fill == theme.statuses.get(Status.NOT_APPLICABLE):
        return "", 0.0  # quiet, and of islands alone often
    return (fill.coast, _COAST) if fill.coast else (theme.outline, theme.outline_width)


def pattern_size(size: float) -> float:
    """Return the size of patterns where the key's type has a size: less than that of the large type of cards.

    Else a narrow country would have a stroke or two.
    """
    return size if size <= _LARGE else _LARGE + _SLOWER * (size - _LARGE)


def hatched(
    fill: Fill, rings: Sequence[Sequence[Point]], size: float, islets: Sequence[Sequence[Point]] = ()
) -> tuple[Strokes, ...]:
    """Return the strokes of a fill's patterns inside rings of the page; `size` is that of the key's type in CSS pixels.

    Key and map both use it, so that a pattern looks the same in both. A pattern above a class's pattern has an edge in
    the colour of the strokes it interrupts, so that it also shows on a background of its colour. What stays off coasts
    stays off `islets` too, further rings. An area too small for a stroke has none.
    """
    drawn = []
    size = pattern_size(size)
    for pattern in fill.patterns:
        hatch_pattern = HATCH_PATTERNS[pattern.kind]
        clear = (hatch_pattern.rim + hatch_pattern.width / 2) * size if hatch_pattern.rim else 0.0
        shape = rings if clear else (*rings, *islets)
        lines = strokes(pattern.kind, shape, hatch_pattern.spacing * size, clear)
        if not lines:
            continue
        dots, width = pattern.kind == "dots", round(hatch_pattern.width * size, 2)
        if fill.under and pattern is not fill.under and pattern.colour != fill.under.colour:
            drawn.append(Strokes(lines, fill.under.colour, round(width + 2 * _EDGE * size, 2), round_caps=dots))
        drawn.append(Strokes(lines, pattern.colour, width, round_caps=dots))
    return tuple(drawn)
