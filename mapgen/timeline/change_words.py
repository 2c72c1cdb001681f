"""The changes from one day to another, in words that always say where to: `Brazil, Colombia → left`, or `2 → left`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mapgen.drawing.typeface import text_width, wrap
from mapgen.files.vocabulary import alphabetic
from mapgen.record.snapshots import Entry, Snapshot
from mapgen.record.spells import drawn_class
from mapgen.themes.style import MapStyle
from mapgen.timeline.captions import class_or_status_label

_NO_BREAK = "\u00a0"
# The most lines with names of states: nobody reads more of them below a small map, or while a frame is shown.
MOST_LINES = 6


class TextRoom(Struct, frozen=True):
    """The room for lines of text: their size of type, their width in CSS pixels, and how many there may be."""

    size: float
    width: float
    lines: int
    bold: bool = False


def changes(snapshot: Snapshot, before: Snapshot | None, map_style: MapStyle) -> tuple[Entry, ...]:
    """Return the entries of states that are drawn in another class or status than in the snapshot before."""
    if before is None:
        return ()
    known = {entry.iso3: drawn_class(entry, map_style.classes) for entry in before.entries}
    return tuple(entry for entry in snapshot.entries if known[entry.iso3] != drawn_class(entry, map_style.classes))


def change_words(changed: Sequence[Entry], snapshot: Snapshot, map_style: MapStyle) -> str:
    """Return the changes in words: `Brazil, Colombia → left`."""
    words = map_style.words
    return words.items(
        words.fill("span.arrow", {"countries": ", ".join(countries), "class": label})
        for label, countries in _by_class(changed, snapshot, map_style).items()
    )


def change_lines(
    changed: Sequence[Entry], snapshot: Snapshot, map_style: MapStyle, room: TextRoom, *, apart: bool = False
) -> list[str]:
    """Return the changes in lines, with the names of states, or with their number where the names do not fit.

    Nothing is cut: where not even the numbers fit, there are no lines. `apart`, each class begins a line.
    """
    names, numbers = _forms(changed, snapshot, map_style, room, apart=apart)
    if names and len(names) <= min(MOST_LINES, room.lines):
        return names
    return numbers if len(numbers) <= room.lines else []


def lines_needed(
    changed: Sequence[Entry], snapshot: Snapshot, map_style: MapStyle, size: float, width: float
) -> tuple[int, int]:
    """Return how many lines of a size and width the changes take with names of states, and with their number.

    Names that would take too many lines count as numbers.
    """
    names, numbers = map(len, _forms(changed, snapshot, map_style, TextRoom(size, width, 0), apart=False))
    return names if names <= MOST_LINES else numbers, numbers


def _forms(
    changed: Sequence[Entry], snapshot: Snapshot, map_style: MapStyle, room: TextRoom, *, apart: bool
) -> Iterator[list[str]]:
    """Yield the lines of changes with names of states, then with their number; none where a word is too wide."""
    by_class = _by_class(changed, snapshot, map_style)
    for names in (by_class, {label: [str(len(countries))] for label, countries in by_class.items()}):
        texts = [_bound(countries, label, map_style, room) for label, countries in names.items()]
        paragraphs = texts if apart or not texts else [map_style.words.items(texts)]
        yield [line.replace(_NO_BREAK, " ") for line in _whole_lines(paragraphs, room)]


def _by_class(changed: Sequence[Entry], snapshot: Snapshot, map_style: MapStyle) -> dict[str, list[str]]:
    """Return the names of states by the label of the class or status that they have now."""
    names: dict[str, list[str]] = {}
    for entry in sorted(changed, key=lambda one: alphabetic(map_style.words.country(one.iso3))):
        label = class_or_status_label(drawn_class(entry, map_style.classes), map_style, snapshot)
        names.setdefault(label[:1].lower() + label[1:], []).append(map_style.words.country(entry.iso3))
    return names


def _bound(countries: Sequence[str], label: str, map_style: MapStyle, room: TextRoom) -> str:
    """Return a change that breaks neither in a name nor between the arrow and the class, where these fit on a line."""
    *others, last = countries
    arrow = map_style.words.fill("span.arrow", {"countries": last, "class": label})
    before, _, after = arrow.partition(last)
    alone = not others and _fits(f"{arrow};", room)
    parts = [f"{arrow};"] if alone else [*(f"{name}," for name in others), before + last, f"{after.strip()};"]
    *bound, end = (part.replace(" ", _NO_BREAK) if _fits(part, room) else part for part in parts)
    return " ".join([*bound, end.removesuffix(";")])


def _whole_lines(paragraphs: Sequence[str], room: TextRoom) -> list[str]:
    """Return paragraphs in lines; nothing where a word is wider than a line."""
    if not all(_fits(word, room) for text in paragraphs for word in text.split(" ")):
        return []
    return list(_wrapped(paragraphs, room))


def _wrapped(paragraphs: Sequence[str], room: TextRoom) -> Iterator[str]:
    for text in paragraphs:
        yield from wrap(text, room.size, room.width, bold=room.bold)


def _fits(text: str, room: TextRoom) -> bool:
    return text_width(text, room.size, bold=room.bold) <= room.width
