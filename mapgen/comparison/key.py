"""How a comparison looks on a map: what changed or is disputed in full colour, the rest quiet, and the key of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.comparison.compare import Comparison
from mapgen.comparison.differences import Cause, Difference, Kind
from mapgen.comparison.texts import capital, names_of, phrase_of, said, turn_text
from mapgen.layout.key import KeyEntry, KeyTexts, status_entries
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import Look
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


def marked_states(comparison: Comparison, look: Look) -> tuple[Marked, ...]:
    """Return how each state that either side places is drawn, and what the key says of it."""
    found = (
        _changed(one, look) if comparison.is_change else _compared(one, comparison, look)
        for one in comparison.differences
    )
    return tuple(one for one in found if one)


def comparison_look(comparison: Comparison, states: Sequence[Marked], look: Look, choropleth: Choropleth) -> Look:
    """Return a look in which each state has the fill and the label of a comparison.

    What is not counted looks like the land around: its grey is too near to that of quiet classes.
    """
    uncounted = (one.iso3 for one in choropleth.with_status(Status.NOT_APPLICABLE) if not one.follows)
    fills = dict.fromkeys(uncounted, Fill(look.theme.context))
    labels = {code: lines for code, lines in _labels(comparison, look) if look.labels != "none"}
    return replace(look, fills=fills | {one.difference.iso3: one.fill for one in states}, own_labels=labels)


def _changed(difference: Difference, look: Look) -> Marked | None:
    """Return a state of a change map: in its new class, in full colour where that is a change, else quiet."""
    one, other = difference.one, difference.other
    if other.alignment is None:
        return None
    full, label, words = look.fill(other), drawn_class(other, look), look.words
    if one.alignment is None:
        return Marked(difference, _crossed(full, look), capital(words.say("compare.key.before", label=label)))
    moved = one.class_name(look.classes) != other.class_name(look.classes)
    if not moved:
        return Marked(difference, look.theme.quieted(full), words.say("compare.key.unchanged", label=label))
    by_class = look.classes != len(look.theme.three) or difference.steps is None
    key = "compare.key.own" if by_class else phrase_of("compare.key", difference)
    return Marked(difference, replace(full, emphasised=True), words.say(key, label=label))


def _compared(difference: Difference, comparison: Comparison, look: Look) -> Marked | None:
    """Return a state of a disagreement map: both sides' colours where they differ, else their class, quiet."""
    one, other = difference.one, difference.other
    words = look.words
    placed = [entry for entry in (one, other) if entry.alignment]
    if not placed:
        return None
    looks = [_plain(entry, look) for entry in placed]
    if difference.kind is Kind.UNKNOWN:
        label = words.say("compare.key.unknown", label=drawn_class(placed[0], look))
        return Marked(difference, _crossed(looks[0], look), label)
    if difference.kind not in {Kind.FLIP, Kind.UNPLACED}:
        label = words.say("compare.key.agree", label=drawn_class(one, look))
        return Marked(difference, look.theme.quieted(looks[0]), label)
    return _split(difference, comparison, look)


def _split(difference: Difference, comparison: Comparison, look: Look) -> Marked:
    """Return a state in both sides' colours; the pattern says why they differ."""
    mine, theirs = (_plain(entry, look) for entry in (difference.one, difference.other))
    if difference.kind is Kind.UNPLACED:
        pattern, key = _UNPLACED, "unplaced"
    elif difference.cause in _JUDGEMENTS:
        pattern, key = _JUDGED, "differ"
    else:
        pattern, key = _CIRCUMSTANTIAL, "by-basis" if difference.cause is Cause.BASIS else "by-day"
    fill = Fill(mine.colour, pattern, _apart(mine.colour, theirs.colour, look.theme), emphasised=key == "differ")
    one, other = names_of(comparison, look.words)
    left, right = said(difference.one, look.words), said(difference.other, look.words)
    values = {"left": left, "right": right, "one": one, "other": other}
    label = look.words.fill(f"compare.key.{key}", values)
    return Marked(difference, fill, capital(label))


def _plain(entry: Entry, look: Look) -> Fill:
    """Return the look of an entry's class, whatever its status."""
    return look.class_fill(str(entry.class_name(look.classes)), entry.scale)


def _apart(ground: str, colour: str, theme: Theme) -> str:
    """Return a colour for strokes on a ground, or the one that shows there where a theme has no hues."""
    return colour if contrast(ground, colour) > 1.0 else theme.legible(ground)


def _crossed(fill: Fill, look: Look) -> Fill:
    """Return a quiet look with the strokes of what one side does not know."""
    quiet = look.theme.quieted(fill)
    return replace(quiet, pattern=_ALONE, pattern_colour=look.theme.legible(quiet.colour))


def drawn_class(entry: Entry, look: Look) -> str:
    """Return the class that an entry is drawn in, in words within a line."""
    word = look.words.class_label(str(entry.class_name(look.classes)), entry.scale)
    return word.lower() if entry.scale.is_standard else word


def _labels(comparison: Comparison, look: Look) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Yield the labels of states that differ: on a change map with its direction, else what each side says."""
    words, codes = look.words, look.labels == "codes"
    for one in comparison.of(Kind.FLIP, Kind.UNPLACED):
        name = one.iso3 if codes else words.country(one.iso3)
        if comparison.is_change:
            yield one.iso3, _change_labels(one, name, look)
        elif codes:
            yield one.iso3, ((name,),)
        else:
            yield one.iso3, ((name, f"{said(one.one, words)} / {said(one.other, words)}"), (name,))


def _change_labels(one: Difference, name: str, look: Look) -> tuple[tuple[str, ...], ...]:
    """Return the labels of a state that moved; with leaders also who came, and when."""
    arrow = (_RIGHT if one.steps > 0 else _LEFT) if one.steps else ""
    name = f"{arrow} {name}".strip()
    if look.labels != "leaders" or one.turn is None:
        return ((name,),)
    day = look.words.short_day(one.turn.day)
    return (name, f"{one.turn.after.leader}, {day}"), (name, day), (name,)


def comparison_key(
    choropleth: Choropleth, states: Sequence[Marked], look: Look, texts: KeyTexts
) -> tuple[KeyEntry, ...]:
    """Return the lines of the key: what is emphasised first, then what is quiet, then statuses."""
    groups: dict[tuple[str, Fill], list[Marked]] = {}
    for one in states:
        groups.setdefault((one.label, replace(one.fill, pattern="", pattern_colour="")), []).append(one)
    entries = [_entry(label, members, look, texts.marks) for (label, _), members in groups.items()]
    entries.sort(key=lambda pair: (pair[0], _order(pair[2])))
    # An elect's stripes are explained by its status where the map has them.
    marked = {one.difference.iso3 for one in states}
    shown = [one for one in choropleth.entries if one.iso3 not in marked or _has_own_pattern(one, look)]
    statuses = status_entries(replace(choropleth, entries=tuple(shown)), look)
    return (*(entry for _, entry, _ in entries), *statuses)


def _has_own_pattern(entry: Entry, look: Look) -> bool:
    """Whether an elect is drawn with the pattern of one, and not with one of the comparison."""
    fill = look.theme.fill(entry, look.classes, patterns=look.patterns)
    return entry.status is Status.ELECTED and look.fills[entry.iso3].pattern == fill.pattern not in _OWN


def _order(entry: Entry) -> int:
    names = entry.scale.names
    return names.index(entry.alignment) if entry.alignment in names else len(names)


def _entry(label: str, members: Sequence[Marked], look: Look, marks: Mapping[str, str]) -> tuple[int, KeyEntry, Entry]:
    """Return a line of the key with how quiet it is, and an entry by whose class it is ordered."""
    plain = min(members, key=lambda one: one.fill.pattern != "none")
    rank = 0 if plain.fill.emphasised else 1 if plain.fill.pattern in {_CIRCUMSTANTIAL, _UNPLACED} else 2
    listed = sorted(members, key=lambda one: look.words.country(one.difference.iso3))
    short = tuple(_named(one, look, marks) for one in listed)
    full = tuple(
        f"{name} ({_turns(one.difference, look)})" if one.difference.turn else name
        for name, one in zip(short, listed, strict=True)
    )
    shown = (full, short) if full != short else (short,)
    return rank, KeyEntry(plain.fill, label, str(len(members)), members=shown), plain.difference.other


def _named(one: Marked, look: Look, marks: Mapping[str, str]) -> str:
    code = one.difference.iso3
    return f"{f'{code} ' if look.labels == 'codes' else ''}{look.words.country(code)}{marks.get(code, '')}"


def _turns(difference: Difference, look: Look) -> str:
    return turn_text(difference.turn, look.words) if difference.turn else ""
