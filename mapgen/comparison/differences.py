"""What differs between two entries of a state, and what kind of difference that is."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from mapgen.record.alignments import Bloc, Scale
from mapgen.record.model import Reading
from mapgen.record.snapshots import Entry, Snapshot

_FROM_LEFT = (Bloc.LEFT, Bloc.CENTRE, Bloc.RIGHT)


class DifferenceKind(StrEnum):
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


class Transition(Struct, frozen=True):
    """A day on which what a record shows of a state changes: its alignment, its leader, or why it has none."""

    day: date
    before: Entry
    after: Entry
    kind: DifferenceKind


class Difference(Struct, frozen=True):
    """One state in both snapshots, `one` and `other`.

    `turns` are those of a record between its two dates. `asked` is what a record says on the other basis or day, by
    which the sides agree, `asked_one` whether that is the record of `one`. `readings` are what a record's own entry
    holds of coders who place it as the other side does.
    """

    one: Entry
    other: Entry
    kind: DifferenceKind
    transitions: tuple[Transition, ...] = ()
    cause: Cause | None = None
    asked: Snapshot | None = None
    asked_one: bool = False
    readings: tuple[Reading, ...] = ()

    @property
    def iso3(self) -> str:
        """The state's code."""
        return self.one.iso3

    @property
    def agreed(self) -> Entry | None:
        """The entry by which the sides agree, if a record has one."""
        return self.asked.by_code[self.iso3] if self.asked else None

    @property
    def differs(self) -> bool:
        """Whether the two say different things of it: a state that neither can place differs if the reasons do."""
        if self.kind is DifferenceKind.UNKNOWN:
            return shown_of(self.one) != shown_of(self.other)
        return self.kind is not DifferenceKind.SAME

    @property
    def transition(self) -> Transition | None:
        """The last turn that brought a flipped state where it is."""
        found = [one for one in self.transitions if one.after.bloc is self.other.bloc is not one.before.bloc]
        return found[-1] if found and self.kind is DifferenceKind.FLIP else None

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
        if names != self.other.scale.names or not self.one.scale.folds or self.steps is None:
            return None
        return names.index(str(self.other.alignment)) - names.index(str(self.one.alignment))

    @property
    def contested(self) -> bool:
        """Whether a record marks its government as contested."""
        return any(entry.government is not None and entry.government.contested for entry in (self.one, self.other))


def kind_of(one: Entry, other: Entry) -> DifferenceKind:
    """Return how two entries of a state compare."""
    if one.alignment is None or other.alignment is None:
        return (
            DifferenceKind.SAME
            if one.alignment is other.alignment and shown_of(one) == shown_of(other)
            else DifferenceKind.UNKNOWN
        )
    same_scale = one.scale.names == other.scale.names
    if same_scale and not one.scale.folds:
        kind = DifferenceKind.SAME if one.alignment == other.alignment else DifferenceKind.FLIP
    elif one.bloc is not other.bloc:
        kind = (
            DifferenceKind.UNPLACED
            if _unplaced(one, other.scale) or _unplaced(other, one.scale)
            else DifferenceKind.FLIP
        )
    else:
        # Two lists of different classes say nothing of a shift within a bloc.
        kind = DifferenceKind.SHIFT if same_scale and one.alignment != other.alignment else DifferenceKind.SAME
    return (
        DifferenceKind.HANDOVER
        if kind is DifferenceKind.SAME and one.leader and other.leader and one.leader != other.leader
        else kind
    )


def _unplaced(entry: Entry, scale: Scale) -> bool:
    """Whether an entry is of the centre, and a scale has none to put it in."""
    return entry.bloc is Bloc.CENTRE and Bloc.CENTRE not in {scale.bloc(name) for name in scale.names}


def shown_of(entry: Entry) -> tuple[object, ...]:
    """Return what tells an entry from another for a reader: who and where, or why there is nothing.

    Taking office after having won changes neither.
    """
    if entry.alignment is None:
        return None, entry.leader, entry.status
    return entry.alignment, entry.leader, None


def agrees(one: Entry, other: Entry) -> bool:
    """Whether two entries place a state in the same bloc."""
    return kind_of(one, other) in {DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER}
