"""A comparison in words: changes, agreement of two coders, and the cause of each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapgen.comparison.compare import Comparison, Operand
from mapgen.comparison.differences import Cause, Difference, DifferenceKind, Transition
from mapgen.record.model import Government
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.words.wording import Wording

# The causes for which the two simply say otherwise.
JUDGEMENTS = {Cause.JUDGEMENT, Cause.UNTOLD}
_WHY = {Cause.DAY: "day", Cause.BOTH: "both"}


def sentences_of(comparison: Comparison, words: Wording) -> list[str]:
    """Return the result of a comparison in sentences, the outcome first; each ends with a full stop."""
    sentences = _changes(comparison, words) if comparison.is_change else _agreement(comparison, words)
    return [capital(sentence) for sentence in sentences]


def capital(text: str) -> str:
    """Return a text with an initial capital."""
    return text[:1].upper() + text[1:]


def _changes(comparison: Comparison, words: Wording) -> Iterator[str]:
    flips = comparison.of(DifferenceKind.FLIP)
    first, last = comparison.days
    key = "compare.span" if first < last else "compare.back"
    yield words.say(key, first=words.day(first), last=words.day(last), moved=_moved(flips, words))
    yield from _country_list("shift", comparison.of(DifferenceKind.SHIFT), words)
    yield from _country_list("handover", comparison.of(DifferenceKind.HANDOVER), words)
    within_bloc = comparison.of(DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER)
    yield from _country_list("returned", [difference for difference in within_bloc if _flips(difference)], words)
    yield from _country_list("again", [difference for difference in flips if _flips(difference) > 1], words)
    yield from _unknown_sentence(comparison, words)


def _moved(flips: Sequence[Difference], words: Wording) -> str:
    """Return how many states moved, and which of them where."""
    if not flips:
        return words.say("compare.none")
    moves = words.items(_move_phrase(name, members, words) for name, members in destinations(flips))
    return words.say("compare.flip", count=len(flips), number=words.number(len(flips)), moves=moves)


def _flips(difference: Difference) -> int:
    """Return how many transitions of a state are flips."""
    return sum(transition.kind is DifferenceKind.FLIP for transition in difference.transitions)


def destinations(flips: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """Return the destinations of flips with their members: blocs, or classes without one; most members first."""
    members: dict[str, list[Difference]] = {}
    for flip in flips:
        members.setdefault(destination(flip), []).append(flip)
    order = ("left", "centre", "right")
    return sorted(members.items(), key=lambda item: (-len(item[1]), order.index(item[0]) if item[0] in order else 3))


def destination(difference: Difference) -> str:
    """Return the bloc that a flip leads to, or the class where it has no bloc."""
    new = difference.b
    return new.bloc.value if difference.steps is not None else str(new.alignment)


def phrase_key(key: str, difference: Difference) -> str:
    """Return the key of the phrase for a flip's destination: by its bloc, or by a custom class."""
    return f"{key}.{destination(difference) if difference.steps is not None else 'own'}"


def _move_phrase(name: str, members: Sequence[Difference], words: Wording) -> str:
    countries = words.series(words.countries(member.iso3 for member in members))
    label = class_word(members[0].b, words) or name
    return words.say(phrase_key("compare.to", members[0]), countries=countries, label=label)


def _agreement(comparison: Comparison, words: Wording) -> Iterator[str]:
    name_a, name_b = operand_names(comparison, words)
    if comparison.comparable:
        percent = words.percent(round(100 * comparison.agreed / comparison.comparable))
        counts = {"agreed": comparison.agreed, "percent": percent}
        both = words.series((name_a, name_b))
        yield words.say("compare.agree", count=comparison.comparable, both=both, **counts)
    else:
        yield words.say("compare.nothing", one=name_a, other=name_b)
    first, last = comparison.days
    if first != last:
        yield words.say("compare.days", first=words.day(first), last=words.day(last))
    causes = {difference.cause for difference in comparison.differences if difference.cause}
    for cause in (Cause.JUDGEMENT, Cause.BASIS, Cause.DAY, Cause.BOTH, Cause.UNTOLD):
        # Where nothing else divides the two, the sentence says so.
        key = "by.only-basis" if causes == {cause} == {Cause.BASIS} else f"by.{cause}"
        yield from _country_list(
            key, [difference for difference in comparison.differences if difference.cause is cause], words
        )
    yield from _country_list("unplaced", comparison.of(DifferenceKind.UNPLACED), words)
    yield from _country_list("handover", comparison.of(DifferenceKind.HANDOVER), words)
    yield from _unknown_sentence(comparison, words)


def _country_list(key: str, members: Sequence[Difference], words: Wording) -> Iterator[str]:
    if members:
        countries = words.series(words.countries(member.iso3 for member in members))
        yield words.say(f"compare.{key}", count=len(members), countries=countries)


def _unknown_sentence(comparison: Comparison, words: Wording) -> Iterator[str]:
    """Yield a sentence on the states that cannot be compared, each with both operands' words."""
    unknown = {difference.iso3: difference for difference in comparison.of(DifferenceKind.UNKNOWN)}
    countries = [
        words.say(
            "compare.why-not",
            country=words.country(code),
            one=class_or_status(unknown[code].a, words),
            other=class_or_status(unknown[code].b, words),
        )
        for code in words.ordered(unknown)
    ]
    if countries:
        yield words.say("compare.unknown", countries=words.series(countries))


def class_or_status(entry: Entry, words: Wording) -> str:
    """Return an entry's class in words, or why it has none."""
    word = class_word(entry, words) or words.say(f"status.{entry.status}")
    return word.lower() if entry.scale.is_standard else word


def both_classes(difference: Difference, words: Wording) -> str:
    """Return the words of both operands on a state: `right / left`."""
    return f"{class_or_status(difference.a, words)} / {class_or_status(difference.b, words)}"


def class_word(entry: Entry, words: Wording) -> str:
    """Return the class of an entry on its own scale in words; an empty text without one."""
    return words.class_label(entry.alignment, entry.scale) if entry.alignment else ""


def operand_names(comparison: Comparison, words: Wording) -> tuple[str, str]:
    """Return the names of the two operands (a coder, or the record); title, basis or day tell equal names apart."""
    operands = (comparison.a, comparison.b)
    plain = [_name(operand, words) for operand in operands]
    if comparison.a.record and comparison.b.record and comparison.a.record != comparison.b.record:
        plain = [words.title(operand.snapshot) for operand in operands]
    if plain[0] == plain[1]:
        bases = [words.say(f"basis.{operand.snapshot.basis or 'unknown'}") for operand in operands]
        plain = [words.say("compare.named", title=name, basis=basis) for name, basis in zip(plain, bases, strict=True)]
    if plain[0] == plain[1]:
        plain = [
            words.say("compare.dated", title=name, date=words.day(operand.snapshot.as_of))
            for name, operand in zip(plain, operands, strict=True)
        ]
    return plain[0], plain[1]


def _name(operand: Operand, words: Wording) -> str:
    return words.say("compare.record") if operand.record else operand.snapshot.coder or words.title(operand.snapshot)


def operands_sentence(comparison: Comparison, words: Wording) -> str:
    """Return a sentence with the day and the basis of each operand."""
    parts = []
    for name, operand in zip(operand_names(comparison, words), (comparison.a, comparison.b), strict=True):
        snapshot = operand.snapshot
        basis = basis_words(snapshot, words)
        parts.append(words.say("compare.told", name=name, date=words.day(snapshot.as_of), basis=basis))
    return f"{capital(words.items(parts))}."


def basis_words(snapshot: Snapshot, words: Wording) -> str:
    """Return the basis of a snapshot, and that the desk inferred it, in words."""
    basis = words.say(f"basis.{snapshot.basis or 'unknown'}")
    return words.say("alt.basis.inferred", basis=basis) if snapshot.basis_inferred and snapshot.basis else basis


def reason(difference: Difference, comparison: Comparison, words: Wording) -> str:
    """Return each operand's words on a state and the cause of their difference, in a few sentences."""
    name_a, name_b = operand_names(comparison, words)
    left, right = class_or_status(difference.a, words), class_or_status(difference.b, words)
    country = words.country(difference.iso3)
    sentences = [words.say("compare.why.says", country=country, one=name_a, other=name_b, left=left, right=right)]
    sentences += _reasons(difference, comparison, words)
    if difference.contested:
        sentences.append(words.say("compare.why.contested"))
    if difference.readings:
        coders = words.series(dict.fromkeys(reading.coder for reading in difference.readings))
        placed = difference.a if comparison.b.record else difference.b
        sentences.append(words.say("compare.why.readings", coders=coders, label=class_or_status(placed, words)))
    return " ".join(capital(sentence) for sentence in sentences)


def split_phrase(difference: Difference, comparison: Comparison, words: Wording) -> str:
    """Return both operands' classes of a state, and in a few words why they differ: `right or left, by the day`."""
    if difference.kind is DifferenceKind.UNPLACED:
        key = "unplaced"
    elif difference.cause in JUDGEMENTS:
        key = "differ"
    else:
        key = "by-basis" if difference.cause is Cause.BASIS else "by-day"
    name_a, name_b = operand_names(comparison, words)
    left, right = class_or_status(difference.a, words), class_or_status(difference.b, words)
    return words.fill(f"compare.key.{key}", {"left": left, "right": right, "one": name_a, "other": name_b})


def _reasons(difference: Difference, comparison: Comparison, words: Wording) -> Iterator[str]:
    """Yield the cause of a difference; nothing for one of leaders alone."""
    if difference.kind in {DifferenceKind.UNPLACED, DifferenceKind.UNKNOWN}:
        yield words.say(f"compare.why.{difference.kind}")
    cause, agreed = difference.cause, difference.agreed
    if cause in {Cause.DAY, Cause.BOTH}:
        day = words.day(comparison.days[1 if difference.alternative_of_a else 0])
        yield words.say(f"compare.why.{_WHY[cause]}", date=day, basis=_other_basis(difference, comparison, words))
    if agreed and cause in {Cause.BASIS, Cause.BOTH}:
        yield _basis_reason(difference, agreed, comparison, words)
    if cause in {Cause.JUDGEMENT, Cause.UNTOLD}:
        yield words.say(f"compare.why.{cause}")


def _basis_reason(difference: Difference, agreed: Entry, comparison: Comparison, words: Wording) -> str:
    """Return whom the operand that differs from the record counts, and whom the record counts."""
    name_a, name_b = operand_names(comparison, words)
    entry, name = (difference.a, name_b) if difference.alternative_of_a else (difference.b, name_a)
    if agreed.status is Status.ELECTED and agreed.elected and entry.leader and agreed.leader:
        values = {"leader": agreed.leader, "date": words.day(agreed.elected), "holder": entry.leader}
        return words.fill(f"compare.why.{'elect' if agreed.won_a_vote else 'chosen'}", {"name": name, **values})
    if entry.status is Status.ELECTED and entry.leader and agreed.leader:
        return words.say("compare.why.holder", name=name, holder=agreed.leader, leader=entry.leader)
    return words.say("compare.why.basis", basis=_other_basis(difference, comparison, words))


def _other_basis(difference: Difference, comparison: Comparison, words: Wording) -> str:
    """Return whom the record would count on its other basis: `counting those in office`."""
    operand = comparison.a if difference.alternative_of_a else comparison.b
    return words.say(f"alt.basis.{'elected' if operand.snapshot.basis == 'office' else 'office'}")


def transition_text(transition: Transition, words: Wording) -> str:
    """Return who follows whom and when; an entry without a leader gives its status instead."""
    before, after = (_leader_or_status(entry, words) for entry in (transition.before, transition.after))
    return words.say("compare.key.turn", before=before, after=after, date=words.day(transition.day))


def _leader_or_status(entry: Entry, words: Wording) -> str:
    government: Government | None = entry.government
    return government.leader if government else words.say(f"status.{entry.status}").lower()
