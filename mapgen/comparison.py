"""Two snapshots compared, state by state: one record at two dates, or two coders on a day, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from mapgen.alignments import Bloc, Scale
from mapgen.errors import InputError, listed
from mapgen.records import Reading, Record
from mapgen.regions import read_region, region_identifier
from mapgen.runs import runs_of
from mapgen.snapshots import Basis, Entry, Snapshot
from mapgen.timeline import snapshot_of

_FROM_LEFT = (Bloc.LEFT, Bloc.CENTRE, Bloc.RIGHT)


class Kind(StrEnum):
    """How two entries of a state compare.

    A `flip` is a change of bloc (on scales of one's own without blocs: of class), a `shift` one within a bloc, a
    `handover` one of the leader alone. `unplaced` is a centre that the other scale has no place for. Where either has
    no alignment (vacant, pending, no data) nothing can be compared: `unknown`, which is no flip.
    """

    FLIP = "flip"
    SHIFT = "shift"
    HANDOVER = "handover"
    SAME = "same"
    UNPLACED = "unplaced"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Why two sides place a state in different blocs.

    `basis`, `day`: a record that is asked on the other basis, or for the other's day, agrees; `both`: it takes both.
    `judgement`: it never does. `untold`: two published lists of different days or bases, of which nobody can say.
    """

    BASIS = "basis"
    DAY = "day"
    BOTH = "basis-and-day"
    JUDGEMENT = "judgement"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its snapshot, and the record that this comes from, if any."""

    snapshot: Snapshot
    record: Record | None = None

    def asked(self, day: date, basis: Basis) -> Snapshot | None:
        """Return what its record says of another day or basis; None for a list, and before the record begins."""
        if self.record is None or day < self.record.begins:
            return None
        return snapshot_of(self.record, read_region(self.record.region).states, day, basis)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which what a record shows of a state changes: its alignment, its leader, or why it has none."""

    day: date
    before: Entry
    after: Entry
    kind: Kind


@dataclass(frozen=True, slots=True)
class Difference:
    """One state in both snapshots, `one` and `other`.

    `turns` are those of a record between its two dates. `agreed` is the entry by which a record, asked on the other
    basis or day, agrees, `asked_one` whether that is the record of `one`. `readings` are what a record's own entry holds of coders who place it as the other side does.
    """

    one: Entry
    other: Entry
    kind: Kind
    turns: tuple[Turn, ...] = ()
    cause: Cause | None = None
    agreed: Entry | None = None
    asked_one: bool = False
    readings: tuple[Reading, ...] = ()

    @property
    def iso3(self) -> str:
        """The state's code."""
        return self.one.iso3

    @property
    def differs(self) -> bool:
        """Whether the two say different things of it: a state that neither can place differs if the reasons do."""
        if self.kind is Kind.UNKNOWN:
            return _shown(self.one) != _shown(self.other)
        return self.kind is not Kind.SAME

    @property
    def turn(self) -> Turn | None:
        """The last turn that brought a flipped state where it is."""
        found = [one for one in self.turns if one.after.bloc is self.other.bloc is not one.before.bloc]
        return found[-1] if found and self.kind is Kind.FLIP else None

    @property
    def steps(self) -> int | None:
        """How many blocs the other lies to the right, -2 to 2; None where either has no bloc."""
        if Bloc.NONE in {self.one.bloc, self.other.bloc}:
            return None
        return _FROM_LEFT.index(self.other.bloc) - _FROM_LEFT.index(self.one.bloc)

    @property
    def scale_steps(self) -> int | None:
        """How many classes the other lies to the right, where both have the same scale from left to right."""
        names = self.one.scale.names
        if names != self.other.scale.names or not self.one.scale.folds or None in {self.steps}:
            return None
        return names.index(str(self.other.alignment)) - names.index(str(self.one.alignment))

    @property
    def contested(self) -> bool:
        """Whether a record marks its government as contested."""
        return any(entry.government is not None and entry.government.contested for entry in (self.one, self.other))


@dataclass(frozen=True)
class Comparison:
    """All states of a region in two snapshots, in order of their codes."""

    one: Side
    other: Side
    differences: tuple[Difference, ...]

    @property
    def is_change(self) -> bool:
        """Whether it is one record at two dates on one basis."""
        return _is_change(self.one, self.other)

    @property
    def region(self) -> str:
        """The region."""
        return self.one.snapshot.region

    @property
    def days(self) -> tuple[date, date]:
        """The days of the two, in their order."""
        return self.one.snapshot.as_of, self.other.snapshot.as_of

    @property
    def differs(self) -> bool:
        """Whether the two differ in any state."""
        return any(one.differs for one in self.differences)

    @cached_property
    def by_code(self) -> dict[str, Difference]:
        """The differences by their states' codes."""
        return {one.iso3: one for one in self.differences}

    def of(self, *kinds: Kind) -> tuple[Difference, ...]:
        """Return the states that compare in one of some ways."""
        return tuple(one for one in self.differences if one.kind in kinds)

    @property
    def comparable(self) -> int:
        """How many states both sides can place."""
        return len(self.differences) - len(self.of(Kind.UNKNOWN, Kind.UNPLACED))

    @property
    def agreed(self) -> int:
        """How many of them they place in the same bloc."""
        return self.comparable - len(self.of(Kind.FLIP))


def comparison_of(one: Side, other: Side) -> Comparison:
    """Return how two sides compare.

    Raises InputError for two regions, and for scales of one's own without blocs that are not the same.
    """
    _check_comparable(one.snapshot, other.snapshot)
    turns = _turns_of(one, other) if _is_change(one, other) else {}
    differences = []
    for entry in one.snapshot.entries:
        against = other.snapshot.by_code[entry.iso3]
        kind = kind_of(entry, against)
        found = Difference(entry, against, kind, turns.get(entry.iso3, ()))
        if kind in {Kind.FLIP, Kind.UNPLACED} and not _is_change(one, other):
            found = replace(found, readings=_agreeing(entry, against))
        if kind is Kind.FLIP and not _is_change(one, other):
            found = _explained(found, one, other)
        differences.append(found)
    return Comparison(one, other, tuple(differences))


def kind_of(one: Entry, other: Entry) -> Kind:
    """Return how two entries of a state compare."""
    if one.alignment is None or other.alignment is None:
        return Kind.SAME if one.alignment is other.alignment and _shown(one) == _shown(other) else Kind.UNKNOWN
    same_scale = one.scale.names == other.scale.names
    if same_scale and not one.scale.folds:
        kind = Kind.SAME if one.alignment == other.alignment else Kind.FLIP
    elif one.bloc is not other.bloc:
        kind = Kind.UNPLACED if _unplaced(one, other.scale) or _unplaced(other, one.scale) else Kind.FLIP
    else:
        # Two lists of different classes say nothing of a shift within a bloc.
        kind = Kind.SHIFT if same_scale and one.alignment != other.alignment else Kind.SAME
    return Kind.HANDOVER if kind is Kind.SAME and one.leader and other.leader and one.leader != other.leader else kind


def _unplaced(entry: Entry, scale: Scale) -> bool:
    """Whether an entry is of the centre, and a scale has none to put it in."""
    return entry.bloc is Bloc.CENTRE and Bloc.CENTRE not in {scale.bloc(name) for name in scale.names}


def _shown(entry: Entry) -> tuple[object, ...]:
    """Return what tells an entry from another for a reader: who and where, or why there is nothing.

    Taking office after having won changes neither.
    """
    if entry.alignment is None:
        return None, entry.leader, entry.status
    return entry.alignment, entry.leader, None


def _is_change(one: Side, other: Side) -> bool:
    mine, theirs = one.snapshot, other.snapshot
    return one.record is not None and one.record == other.record and (
        mine.as_of != theirs.as_of and mine.basis == theirs.basis
    )


def _check_comparable(one: Snapshot, other: Snapshot) -> None:
    if one.region != other.region:
        mine, theirs = map(region_identifier, (one.region, other.region))
        raise InputError.single("compare", f'"{one.title}" is of {mine}, "{other.title}" of {theirs}; give one region')
    for snapshot in (one, other) if one.scale.names != other.scale.names else ():
        if not snapshot.scale.folds:
            without = listed(name for name in snapshot.scale.names if name not in snapshot.scale.blocs)
            message = f"its scale does not say which bloc {without} is in, and the other list has another scale"
            raise InputError.single(f'"{snapshot.title}"', f"{message}; give each class its `bloc` in [classes.NAME]")


def _turns_of(one: Side, other: Side) -> dict[str, tuple[Turn, ...]]:
    """Return the turns of each state between the dates of one record, in order of time."""
    first, last = sorted((one.snapshot.as_of, other.snapshot.as_of))
    basis = one.snapshot.basis
    if one.record is None or basis is None:
        return {}
    found: dict[str, list[Turn]] = {entry.iso3: [] for entry in one.snapshot.entries}
    runs = runs_of(one.record, first, last, basis)
    for before, after in zip(runs, runs[1:], strict=False):
        for entry in before.snapshot.entries:
            new = after.snapshot.by_code[entry.iso3]
            if _shown(entry) != _shown(new):
                found[entry.iso3].append(Turn(after.first, entry, new, kind_of(entry, new)))
    return {code: tuple(turns) for code, turns in found.items()}


def _explained(difference: Difference, one: Side, other: Side) -> Difference:
    """Return a difference with its cause, and the entry by which the two sides would agree."""
    iso3 = difference.iso3
    for side, against in ((one, other), (other, one)):
        for cause, day, basis in _questions(side.snapshot, against.snapshot):
            asked = side.asked(day, basis)
            found = asked.by_code[iso3] if asked else None
            if found and _agrees(found, against.snapshot.by_code[iso3]):
                return replace(difference, cause=cause, agreed=found, asked_one=side is one)
    if one.record is None and other.record is None:
        mine, theirs = one.snapshot, other.snapshot
        if mine.as_of != theirs.as_of or mine.basis != theirs.basis or mine.basis is None:
            return replace(difference, cause=Cause.UNTOLD)
    return replace(difference, cause=Cause.JUDGEMENT)


def _questions(own: Snapshot, against: Snapshot) -> Iterator[tuple[Cause, date, Basis]]:
    """Yield what else a record may be asked: the other basis, the other's day, and both."""
    basis = own.basis or Basis.OFFICE
    turned = Basis.OFFICE if basis is Basis.ELECTED else Basis.ELECTED
    yield Cause.BASIS, own.as_of, turned
    if against.as_of != own.as_of:
        yield Cause.DAY, against.as_of, basis
        yield Cause.BOTH, against.as_of, turned


def _agrees(one: Entry, other: Entry) -> bool:
    return kind_of(one, other) in {Kind.SAME, Kind.SHIFT, Kind.HANDOVER}


def _agreeing(one: Entry, other: Entry) -> tuple[Reading, ...]:
    """Return the readings that a record holds of others who place a government as the other side does."""
    return tuple(
        reading
        for own, against in ((one, other), (other, one))
        if own.government
        for reading in own.government.readings
        if own.scale.bloc(reading.alignment) is against.bloc
    )
