"""The style of a comparison on a map (changes and disputes in full colour, the rest quiet), and its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.comparison.compare import Comparison
from mapgen.comparison.differences import Difference, DifferenceKind
from mapgen.comparison.texts import (
    JUDGEMENTS,
    both_classes,
    capital,
    phrase_key,
    split_phrase,
    transition_text,
)
from mapgen.files.vocabulary import alphabetic
from mapgen.layout.key import KeyEntry, KeyTexts, status_entries
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Fill, Theme
from mapgen.themes.tones import contrast
from mapgen.words.wording import Wording

# Patterns in the colour of operand B: a difference of judgement, one of basis or day, and a centre that the other scale
# has no class for; and the pattern of a state that only one operand places.
_JUDGED, _CIRCUMSTANTIAL, _UNPLACED, _ALONE = "bands", "dots", "level-sparse", "cross"
_OWN = {_JUDGED, _CIRCUMSTANTIAL, _UNPLACED, _ALONE}
# Arrows for a move to the right and to the left.
_RIGHT, _LEFT = "→", "←"


class Marked(Struct, frozen=True):
    """A state on a map of a comparison: its difference, its fill, and the line of the key that explains it.

    `short` replaces a label for which a narrow page has no room.
    """

    difference: Difference
    fill: Fill
    label: str
    short: str = ""


def marked_states(comparison: Comparison, map_style: MapStyle) -> tuple[Marked, ...]:
    """Return the fill and the key line of each state that either operand places."""
    states = (
        _changed(difference, map_style) if comparison.is_change else _compared(difference, comparison, map_style)
        for difference in comparison.differences
    )
    return tuple(state for state in states if state)


def comparison_style(
    comparison: Comparison, states: Sequence[Marked], map_style: MapStyle, choropleth: Choropleth
) -> MapStyle:
    """Return a map style in which each state has the fill and the label of a comparison.

    Territories that are not counted take the colour of the surrounding land: their own grey is too close to that of
    quiet classes.
    """
    uncounted = (entry.iso3 for entry in choropleth.with_status(Status.NOT_APPLICABLE) if not entry.follows)
    fills = dict.fromkeys(uncounted, Fill(map_style.theme.context))
    labels = {code: lines for code, lines in _labels(comparison, map_style) if map_style.labels != "none"}
    return replace(map_style, fills=fills | {state.difference.iso3: state.fill for state in states}, own_labels=labels)


def _changed(difference: Difference, map_style: MapStyle) -> Marked | None:
    """Return a state of a change map: in its new class, in full colour where the class changed, else quiet."""
    a, b = difference.a, difference.b
    if b.alignment is None:
        return None
    full, label, words = map_style.fill(b), drawn_class(b, map_style), map_style.words
    if a.alignment is None:
        return Marked(difference, _crossed(full, map_style), capital(words.say("compare.key.before", label=label)))
    moved = a.class_name(map_style.classes) != b.class_name(map_style.classes)
    if not moved:
        return Marked(difference, map_style.theme.quieted(full), words.say("compare.key.unchanged", label=label))
    return Marked(difference, replace(full, emphasised=True), words.say(_moved_key(difference, map_style), label=label))


def _moved_key(difference: Difference, map_style: MapStyle) -> str:
    """Return the key of the phrase for a state that moved: to a bloc, to a class of the scale, or to another."""
    if map_style.classes == len(map_style.theme.three) and difference.steps is not None:
        return phrase_key("compare.key", difference)
    new = difference.b
    return f"compare.key.{new.class_name(map_style.classes) if new.scale.is_standard else 'own'}"


def _compared(difference: Difference, comparison: Comparison, map_style: MapStyle) -> Marked | None:
    """Return a state of a disagreement map: both operands' colours where they differ, else their class, quiet."""
    a, b = difference.a, difference.b
    words = map_style.words
    placed = [entry for entry in (a, b) if entry.alignment]
    if not placed:
        return None
    fills = [_plain(entry, map_style) for entry in placed]
    if difference.kind is DifferenceKind.UNKNOWN:
        label = words.say("compare.key.unknown", label=drawn_class(placed[0], map_style))
        return Marked(difference, _crossed(fills[0], map_style), label)
    if difference.kind not in {DifferenceKind.FLIP, DifferenceKind.UNPLACED}:
        label = words.say("compare.key.agree", label=drawn_class(a, map_style))
        return Marked(difference, map_style.theme.quieted(fills[0]), label)
    return _split(difference, comparison, map_style)


def _split(difference: Difference, comparison: Comparison, map_style: MapStyle) -> Marked:
    """Return a state in both operands' colours; the pattern says why they differ."""
    fill_a, fill_b = (_plain(entry, map_style) for entry in (difference.a, difference.b))
    if difference.kind is DifferenceKind.UNPLACED:
        pattern = _UNPLACED
    else:
        pattern = _JUDGED if difference.cause in JUDGEMENTS else _CIRCUMSTANTIAL
    strokes = _apart(fill_a.colour, fill_b.colour, map_style.theme)
    fill = Fill(fill_a.colour, pattern, strokes, emphasised=pattern == _JUDGED)
    words = map_style.words
    return Marked(
        difference, fill, capital(split_phrase(difference, comparison, words)), capital(both_classes(difference, words))
    )


def _plain(entry: Entry, map_style: MapStyle) -> Fill:
    """Return the fill of an entry's class, whatever its status."""
    return map_style.class_fill(str(entry.class_name(map_style.classes)), entry.scale)


def _apart(ground: str, colour: str, theme: Theme) -> str:
    """Return a colour for strokes on a ground, or a legible one where a theme has no hues."""
    return colour if contrast(ground, colour) > 1.0 else theme.legible(ground)


def _crossed(fill: Fill, map_style: MapStyle) -> Fill:
    """Return a quiet fill with the pattern for a state that one operand does not know."""
    quiet = map_style.theme.quieted(fill)
    return replace(quiet, pattern=_ALONE, pattern_colour=map_style.theme.legible(quiet.colour))


def drawn_class(entry: Entry, map_style: MapStyle) -> str:
    """Return the name of the class in which an entry is drawn, as it stands within a line."""
    word = map_style.words.class_label(str(entry.class_name(map_style.classes)), entry.scale)
    return word.lower() if entry.scale.is_standard else word


def _labels(comparison: Comparison, map_style: MapStyle) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Yield the labels of states that differ: on a change map with the direction, else with both operands' classes."""
    words, codes = map_style.words, map_style.labels == "codes"
    for difference in comparison.of(DifferenceKind.FLIP, DifferenceKind.UNPLACED):
        name = words.code(difference.iso3) if codes else words.country(difference.iso3)
        if comparison.is_change:
            yield difference.iso3, _change_labels(difference, name, map_style)
        elif codes:
            yield difference.iso3, ((name,),)
        else:
            yield (
                difference.iso3,
                ((name, both_classes(difference, words)), (name,)),
            )


def _change_labels(difference: Difference, name: str, map_style: MapStyle) -> tuple[tuple[str, ...], ...]:
    """Return the labels of a state that moved; with leaders also the new leader and the day."""
    arrow = (_RIGHT if difference.steps > 0 else _LEFT) if difference.steps else ""
    name = f"{arrow} {name}".strip()
    if map_style.labels != "leaders" or difference.transition is None:
        return ((name,),)
    day = map_style.words.short_day(difference.transition.day)
    return (name, f"{difference.transition.after.leader}, {day}"), (name, day), (name,)


def comparison_key(
    choropleth: Choropleth, states: Sequence[Marked], map_style: MapStyle, texts: KeyTexts
) -> tuple[KeyEntry, ...]:
    """Return the lines of the key: emphasised ones first, then quiet ones, then statuses."""
    groups: dict[tuple[str, Fill], list[Marked]] = {}
    for state in states:
        groups.setdefault((state.label, replace(state.fill, pattern="", pattern_colour="")), []).append(state)
    entries = [_entry(label, members, map_style, texts) for (label, _), members in groups.items()]
    entries.sort(key=lambda pair: (pair[0], _order(pair[2])))
    # Where the map has an elect's stripes, the status explains them.
    marked = {state.difference.iso3 for state in states}
    with_status = [
        entry for entry in choropleth.entries if entry.iso3 not in marked or _has_own_pattern(entry, map_style)
    ]
    statuses = status_entries(replace(choropleth, entries=tuple(with_status)), map_style)
    return (*(entry for _, entry, _ in entries), *statuses)


def _has_own_pattern(entry: Entry, map_style: MapStyle) -> bool:
    """Whether an elect is drawn with an elect's pattern, and not with one of the comparison."""
    fill = map_style.theme.fill(entry, map_style.classes, patterns=map_style.patterns)
    return entry.status is Status.ELECTED and map_style.fills[entry.iso3].pattern == fill.pattern not in _OWN


def _order(entry: Entry) -> int:
    names = entry.scale.names
    return names.index(entry.alignment) if entry.alignment in names else len(names)


def _entry(label: str, members: Sequence[Marked], map_style: MapStyle, texts: KeyTexts) -> tuple[int, KeyEntry, Entry]:
    """Return the rank of a key line (0 for the most emphasised), the line, and the entry whose class orders it."""
    plain = min(members, key=lambda one: one.fill.pattern != "none")
    rank = 0 if plain.fill.emphasised else 1 if plain.fill.pattern in {_CIRCUMSTANTIAL, _UNPLACED} else 2
    listed = sorted(members, key=lambda one: alphabetic(map_style.words.country(one.difference.iso3)))
    short = tuple(_named(state, map_style, texts.marks) for state in listed)
    full = tuple(
        name + _transition_in_brackets(state.difference, map_style.words)
        for name, state in zip(short, listed, strict=True)
    )
    member_lists = (full, short) if full != short else (short,)
    unlabelled = tuple(
        name for name, state in zip(short, listed, strict=True) if state.difference.iso3 in texts.unlabelled
    )
    line = KeyEntry(plain.fill, label, str(len(members)), plain.short, member_lists, unlabelled=unlabelled)
    return rank, line, plain.difference.b


def _named(state: Marked, map_style: MapStyle, marks: Mapping[str, str]) -> str:
    code = state.difference.iso3
    before = f"{map_style.words.code(code)} " if map_style.labels == "codes" else ""
    return f"{before}{map_style.words.country(code)}{marks.get(code, '')}"


def _transition_in_brackets(difference: Difference, words: Wording) -> str:
    return words.bracketed(transition_text(difference.transition, words)) if difference.transition else ""
