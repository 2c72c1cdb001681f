"""How a comparison looks on a map: what changed or is disputed in full colour, the rest quiet, and the key of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.comparison.compare import Comparison
from mapgen.comparison.differences import Cause, Difference, DifferenceKind
from mapgen.comparison.texts import capital, names_of, phrase_of, said, transition_text
from mapgen.layout.key import KeyEntry, KeyTexts, status_entries
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Fill, Theme, contrast

# The pattern, in the other side's colour, of a difference of judgement, of one of basis or day, and of a centre that
# the other has no class for; and that of a state which one side alone places.
_JUDGED, _CIRCUMSTANTIAL, _UNPLACED, _ALONE = "bands", "dots", "level-sparse", "cross"
_OWN = {_JUDGED, _CIRCUMSTANTIAL, _UNPLACED, _ALONE}
_JUDGEMENTS = {Cause.JUDGEMENT, Cause.UNTOLD}
# Arrows of a move to the right and to the left.
_RIGHT, _LEFT = "→", "←"


class Marked(Struct, frozen=True):
    """A state on a map of a comparison: its difference, the fill it has, the line of the key that explains it."""

    difference: Difference
    fill: Fill
    label: str


def marked_states(comparison: Comparison, map_style: MapStyle) -> tuple[Marked, ...]:
    """Return how each state that either side places is drawn, and what the key says of it."""
    found = (
        _changed(one, map_style) if comparison.is_change else _compared(one, comparison, map_style)
        for one in comparison.differences
    )
    return tuple(one for one in found if one)


def comparison_style(
    comparison: Comparison, states: Sequence[Marked], map_style: MapStyle, choropleth: Choropleth
) -> MapStyle:
    """Return a look in which each state has the fill and the label of a comparison.

    What is not counted looks like the land around: its grey is too near to that of quiet classes.
    """
    uncounted = (one.iso3 for one in choropleth.with_status(Status.NOT_APPLICABLE) if not one.follows)
    fills = dict.fromkeys(uncounted, Fill(map_style.theme.context))
    labels = {code: lines for code, lines in _labels(comparison, map_style) if map_style.labels != "none"}
    return replace(map_style, fills=fills | {one.difference.iso3: one.fill for one in states}, own_labels=labels)


def _changed(difference: Difference, map_style: MapStyle) -> Marked | None:
    """Return a state of a change map: in its new class, in full colour where that is a change, else quiet."""
    one, other = difference.one, difference.other
    if other.alignment is None:
        return None
    full, label, words = map_style.fill(other), drawn_class(other, map_style), map_style.words
    if one.alignment is None:
        return Marked(difference, _crossed(full, map_style), capital(words.say("compare.key.before", label=label)))
    moved = one.class_name(map_style.classes) != other.class_name(map_style.classes)
    if not moved:
        return Marked(difference, map_style.theme.quieted(full), words.say("compare.key.unchanged", label=label))
    by_class = map_style.classes != len(map_style.theme.three) or difference.steps is None
    key = "compare.key.own" if by_class else phrase_of("compare.key", difference)
    return Marked(difference, replace(full, emphasised=True), words.say(key, label=label))


def _compared(difference: Difference, comparison: Comparison, map_style: MapStyle) -> Marked | None:
    """Return a state of a disagreement map: both sides' colours where they differ, else their class, quiet."""
    one, other = difference.one, difference.other
    words = map_style.words
    placed = [entry for entry in (one, other) if entry.alignment]
    if not placed:
        return None
    looks = [_plain(entry, map_style) for entry in placed]
    if difference.kind is DifferenceKind.UNKNOWN:
        label = words.say("compare.key.unknown", label=drawn_class(placed[0], map_style))
        return Marked(difference, _crossed(looks[0], map_style), label)
    if difference.kind not in {DifferenceKind.FLIP, DifferenceKind.UNPLACED}:
        label = words.say("compare.key.agree", label=drawn_class(one, map_style))
        return Marked(difference, map_style.theme.quieted(looks[0]), label)
    return _split(difference, comparison, map_style)


def _split(difference: Difference, comparison: Comparison, map_style: MapStyle) -> Marked:
    """Return a state in both sides' colours; the pattern says why they differ."""
    mine, theirs = (_plain(entry, map_style) for entry in (difference.one, difference.other))
    if difference.kind is DifferenceKind.UNPLACED:
        pattern, key = _UNPLACED, "unplaced"
    elif difference.cause in _JUDGEMENTS:
        pattern, key = _JUDGED, "differ"
    else:
        pattern, key = _CIRCUMSTANTIAL, "by-basis" if difference.cause is Cause.BASIS else "by-day"
    fill = Fill(mine.colour, pattern, _apart(mine.colour, theirs.colour, map_style.theme), emphasised=key == "differ")
    one, other = names_of(comparison, map_style.words)
    left, right = said(difference.one, map_style.words), said(difference.other, map_style.words)
    values = {"left": left, "right": right, "one": one, "other": other}
    label = map_style.words.fill(f"compare.key.{key}", values)
    return Marked(difference, fill, capital(label))


def _plain(entry: Entry, map_style: MapStyle) -> Fill:
    """Return the look of an entry's class, whatever its status."""
    return map_style.class_fill(str(entry.class_name(map_style.classes)), entry.scale)


def _apart(ground: str, colour: str, theme: Theme) -> str:
    """Return a colour for strokes on a ground, or the one that shows there where a theme has no hues."""
    return colour if contrast(ground, colour) > 1.0 else theme.legible(ground)


def _crossed(fill: Fill, map_style: MapStyle) -> Fill:
    """Return a quiet look with the strokes of what one side does not know."""
    quiet = map_style.theme.quieted(fill)
    return replace(quiet, pattern=_ALONE, pattern_colour=map_style.theme.legible(quiet.colour))


def drawn_class(entry: Entry, map_style: MapStyle) -> str:
    """Return the class that an entry is drawn in, in words within a line."""
    word = map_style.words.class_label(str(entry.class_name(map_style.classes)), entry.scale)
    return word.lower() if entry.scale.is_standard else word


def _labels(comparison: Comparison, map_style: MapStyle) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Yield the labels of states that differ: on a change map with its direction, else what each side says."""
    words, codes = map_style.words, map_style.labels == "codes"
    for one in comparison.of(DifferenceKind.FLIP, DifferenceKind.UNPLACED):
        name = one.iso3 if codes else words.country(one.iso3)
        if comparison.is_change:
            yield one.iso3, _change_labels(one, name, map_style)
        elif codes:
            yield one.iso3, ((name,),)
        else:
            yield one.iso3, ((name, f"{said(one.one, words)} / {said(one.other, words)}"), (name,))


def _change_labels(one: Difference, name: str, map_style: MapStyle) -> tuple[tuple[str, ...], ...]:
    """Return the labels of a state that moved; with leaders also who came, and when."""
    arrow = (_RIGHT if one.steps > 0 else _LEFT) if one.steps else ""
    name = f"{arrow} {name}".strip()
    if map_style.labels != "leaders" or one.transition is None:
        return ((name,),)
    day = map_style.words.short_day(one.transition.day)
    return (name, f"{one.transition.after.leader}, {day}"), (name, day), (name,)


def comparison_key(
    choropleth: Choropleth, states: Sequence[Marked], map_style: MapStyle, texts: KeyTexts
) -> tuple[KeyEntry, ...]:
    """Return the lines of the key: what is emphasised first, then what is quiet, then statuses."""
    groups: dict[tuple[str, Fill], list[Marked]] = {}
    for one in states:
        groups.setdefault((one.label, replace(one.fill, pattern="", pattern_colour="")), []).append(one)
    entries = [_entry(label, members, map_style, texts.marks) for (label, _), members in groups.items()]
    entries.sort(key=lambda pair: (pair[0], _order(pair[2])))
    # An elect's stripes are explained by its status where the map has them.
    marked = {one.difference.iso3 for one in states}
    shown = [one for one in choropleth.entries if one.iso3 not in marked or _has_own_pattern(one, map_style)]
    statuses = status_entries(replace(choropleth, entries=tuple(shown)), map_style)
    return (*(entry for _, entry, _ in entries), *statuses)


def _has_own_pattern(entry: Entry, map_style: MapStyle) -> bool:
    """Whether an elect is drawn with the pattern of one, and not with one of the comparison."""
    fill = map_style.theme.fill(entry, map_style.classes, patterns=map_style.patterns)
    return entry.status is Status.ELECTED and map_style.fills[entry.iso3].pattern == fill.pattern not in _OWN


def _order(entry: Entry) -> int:
    names = entry.scale.names
    return names.index(entry.alignment) if entry.alignment in names else len(names)


def _entry(
    label: str, members: Sequence[Marked], map_style: MapStyle, marks: Mapping[str, str]
) -> tuple[int, KeyEntry, Entry]:
    """Return a line of the key with how quiet it is, and an entry by whose class it is ordered."""
    plain = min(members, key=lambda one: one.fill.pattern != "none")
    rank = 0 if plain.fill.emphasised else 1 if plain.fill.pattern in {_CIRCUMSTANTIAL, _UNPLACED} else 2
    listed = sorted(members, key=lambda one: map_style.words.country(one.difference.iso3))
    short = tuple(_named(one, map_style, marks) for one in listed)
    full = tuple(
        f"{name} ({_transitions(one.difference, map_style)})" if one.difference.transition else name
        for name, one in zip(short, listed, strict=True)
    )
    shown = (full, short) if full != short else (short,)
    return rank, KeyEntry(plain.fill, label, str(len(members)), members=shown), plain.difference.other


def _named(one: Marked, map_style: MapStyle, marks: Mapping[str, str]) -> str:
    code = one.difference.iso3
    before = f"{code} " if map_style.labels == "codes" else ""
    return f"{before}{map_style.words.country(code)}{marks.get(code, '')}"


def _transitions(difference: Difference, map_style: MapStyle) -> str:
    return transition_text(difference.transition, map_style.words) if difference.transition else ""
