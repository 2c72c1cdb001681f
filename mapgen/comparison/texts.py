"""A comparison in words: what changed, where two coders agree, and for each difference why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapgen.comparison.compare import Comparison, Operand
from mapgen.comparison.differences import Cause, Difference, DifferenceKind, Transition
from mapgen.record.model import Government
from mapgen.record.snapshots import Entry, Status
from mapgen.words.wording import Wording


def sentences_of(comparison: Comparison, words: Wording) -> list[str]:
    """Return what a comparison comes to, the outcome first; each sentence ends with its stop."""
    told = _changes(comparison, words) if comparison.is_change else _agreement(comparison, words)
    return [capital(one) for one in told]


def capital(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]


def _changes(comparison: Comparison, words: Wording) -> Iterator[str]:
    flips = comparison.of(DifferenceKind.FLIP)
    first, last = comparison.days
    date_range = words.say(
        f"compare.{'span' if first < last else 'back'}", first=words.day(first), last=words.day(last)
    )
    if flips:
        counted = words.say("compare.flip", count=len(flips), number=words.number(len(flips)))
        moves = ", ".join(_moved(name, members, words) for name, members in destinations(flips))
        yield f"{date_range} {counted}: {moves}."
    else:
        yield f"{date_range} {words.say('compare.none')}."
    yield from _listed("shift", comparison.of(DifferenceKind.SHIFT), words)
    yield from _listed("handover", comparison.of(DifferenceKind.HANDOVER), words)
    turned = [
        (one, sum(transition.kind is DifferenceKind.FLIP for transition in one.transitions))
        for one in comparison.differences
    ]
    returned = (DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER)
    yield from _listed("returned", [one for one, flips_of in turned if flips_of and one.kind in returned], words)
    yield from _listed("again", [one for one, many in turned if many > 1 and one.kind is DifferenceKind.FLIP], words)
    yield from _unknown(comparison, words)


def destinations(flips: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """Return where flips lead, with their members: blocs, or classes without one; most members first."""
    found: dict[str, list[Difference]] = {}
    for one in flips:
        found.setdefault(destination(one), []).append(one)
    order = ("left", "centre", "right")
    return sorted(found.items(), key=lambda item: (-len(item[1]), order.index(item[0]) if item[0] in order else 3))


def destination(difference: Difference) -> str:
    """Return the bloc that a flip leads to, or the class where it has no bloc."""
    other = difference.other
    return other.bloc.value if difference.steps is not None else str(other.alignment)


def phrase_of(key: str, difference: Difference) -> str:
    """Return the key of a phrase on where a flip leads: by its bloc, or by a class of somebody's own."""
    return f"{key}.{destination(difference) if difference.steps is not None else 'own'}"


def _moved(name: str, members: Sequence[Difference], words: Wording) -> str:
    countries, label = words.series(words.country(one.iso3) for one in members), class_word(members[0].other, words)
    return words.say(phrase_of("compare.to", members[0]), countries=countries, label=label or name)


def _agreement(comparison: Comparison, words: Wording) -> Iterator[str]:
    one, other = names_of(comparison, words)
    if comparison.comparable:
        percent = words.percent(round(100 * comparison.agreed / comparison.comparable))
        counts = {"agreed": comparison.agreed, "percent": percent}
        yield words.say("compare.agree", count=comparison.comparable, one=one, other=other, **counts)
    else:
        yield words.say("compare.nothing", one=one, other=other)
    first, last = comparison.days
    if first != last:
        yield words.say("compare.days", first=words.day(first), last=words.day(last))
    for cause in (Cause.JUDGEMENT, Cause.BASIS, Cause.DAY, Cause.BOTH, Cause.UNTOLD):
        yield from _listed(f"by.{cause}", [one for one in comparison.differences if one.cause is cause], words)
    yield from _listed("unplaced", comparison.of(DifferenceKind.UNPLACED), words)
    yield from _listed("handover", comparison.of(DifferenceKind.HANDOVER), words)
    yield from _unknown(comparison, words)


def _listed(key: str, members: Sequence[Difference], words: Wording) -> Iterator[str]:
    if members:
        yield words.say(f"compare.{key}", countries=words.series(words.country(one.iso3) for one in members))


def _unknown(comparison: Comparison, words: Wording) -> Iterator[str]:
    """Yield the states that cannot be compared, each with what either side has of it."""
    told = [
        words.say(
            "compare.why-not", country=words.country(one.iso3), one=said(one.one, words), other=said(one.other, words)
        )
        for one in comparison.of(DifferenceKind.UNKNOWN)
    ]
    if told:
        yield words.say("compare.unknown", countries=words.series(told))


def said(entry: Entry, words: Wording) -> str:
    """Return what an entry says of its state in a word or two: its class, or why it has none."""
    word = class_word(entry, words) or words.say(f"status.{entry.status}")
    return word.lower() if entry.scale.is_standard else word


def class_word(entry: Entry, words: Wording) -> str:
    """Return the class of an entry on its own scale in words; nothing without one."""
    return words.class_label(entry.alignment, entry.scale) if entry.alignment else ""


def names_of(comparison: Comparison, words: Wording) -> tuple[str, str]:
    """Return what the two sides are called: a coder, the record; two alike by what tells them apart."""
    operands = (comparison.one, comparison.other)
    plain = [_name(operand, words) for operand in operands]
    if comparison.one.record and comparison.other.record and comparison.one.record != comparison.other.record:
        plain = [operand.snapshot.title for operand in operands]
    if plain[0] == plain[1]:
        bases = [words.say(f"basis.{operand.snapshot.basis or 'unknown'}") for operand in operands]
        plain = [words.say("compare.named", title=one, basis=basis) for one, basis in zip(plain, bases, strict=True)]
    if plain[0] == plain[1]:
        plain = [
            words.say("compare.dated", title=one, date=words.day(operand.snapshot.as_of))
            for one, operand in zip(plain, operands, strict=True)
        ]
    return plain[0], plain[1]


def _name(operand: Operand, words: Wording) -> str:
    return words.say("compare.record") if operand.record else operand.snapshot.coder or operand.snapshot.title


def sides_told(comparison: Comparison, words: Wording) -> str:
    """Return of which day and on which basis each side is, in a sentence."""
    told = []
    for name, operand in zip(names_of(comparison, words), (comparison.one, comparison.other), strict=True):
        snapshot = operand.snapshot
        basis = words.say(f"basis.{snapshot.basis or 'unknown'}")
        if snapshot.basis_inferred and snapshot.basis:
            basis = words.say("alt.basis.inferred", basis=basis)
        told.append(words.say("compare.told", name=name, date=words.day(snapshot.as_of), basis=basis))
    return f"{capital(told[0])}; {told[1]}."


def reason(difference: Difference, comparison: Comparison, words: Wording) -> str:
    """Return what the two sides say of a state and why they differ, in a few sentences."""
    one, other = names_of(comparison, words)
    left, right = said(difference.one, words), said(difference.other, words)
    country = words.country(difference.iso3)
    told = [words.say("compare.why.says", country=country, one=one, other=other, left=left, right=right)]
    told += _why(difference, comparison, words)
    if difference.contested:
        told.append(words.say("compare.why.contested"))
    if difference.readings:
        coders = words.series(dict.fromkeys(reading.coder for reading in difference.readings))
        placed = difference.one if comparison.other.record else difference.other
        told.append(words.say("compare.why.readings", coders=coders, label=said(placed, words)))
    return " ".join(capital(one) for one in told)


def _why(difference: Difference, comparison: Comparison, words: Wording) -> Iterator[str]:
    """Yield the reason of a difference; none for one of leaders alone."""
    if difference.kind in {DifferenceKind.UNPLACED, DifferenceKind.UNKNOWN}:
        yield words.say(f"compare.why.{difference.kind}")
    cause, agreed = difference.cause, difference.agreed
    if cause in {Cause.DAY, Cause.BOTH}:
        day = comparison.days[1 if difference.asked_one else 0]
        yield words.say("compare.why.both" if cause is Cause.BOTH else "compare.why.day", date=words.day(day))
    if agreed and cause in {Cause.BASIS, Cause.BOTH}:
        yield _on_basis(difference, agreed, comparison, words)
    if cause in {Cause.JUDGEMENT, Cause.UNTOLD}:
        yield words.say(f"compare.why.{cause}")


def _on_basis(difference: Difference, agreed: Entry, comparison: Comparison, words: Wording) -> str:
    """Return whom the side that differs from the record counts, and whom the record does."""
    one, other = names_of(comparison, words)
    own, name = (difference.one, other) if difference.asked_one else (difference.other, one)
    if agreed.status is Status.ELECTED and agreed.elected and own.leader and agreed.leader:
        values = {"leader": agreed.leader, "date": words.day(agreed.elected), "holder": own.leader}
        return words.fill("compare.why.elect", {"name": name, **values})
    if own.status is Status.ELECTED and own.leader and agreed.leader:
        return words.say("compare.why.holder", name=name, holder=agreed.leader, leader=own.leader)
    operand = comparison.one if difference.asked_one else comparison.other
    basis = "elected" if operand.snapshot.basis == "office" else "office"
    return words.say("compare.why.basis", basis=words.say(f"basis.{basis}"))


def transition_text(transition: Transition, words: Wording) -> str:
    """Return who follows whom and when; where a side has no leader, what it says instead."""
    before, after = (_held_by(entry, words) for entry in (transition.before, transition.after))
    return words.say("compare.key.turn", before=before, after=after, date=words.day(transition.day))


def _held_by(entry: Entry, words: Wording) -> str:
    government: Government | None = entry.government
    return government.leader if government else words.say(f"status.{entry.status}").lower()
