"""The difference between two entries of a state, and its kind."""

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

    A `flip` changes the bloc (on custom scales without blocs: the class), a `shift` changes the class within a bloc, a
    `handover` changes the leader alone. `unplaced` is a centre for which the other scale has no class. Where either
    entry has no alignment (vacant, pending, no data) nothing can be compared: `unknown`, which is not a flip.
    """

    FLIP = "flip"
    SHIFT = "shift"
    HANDOVER = "handover"
    SAME = "same"
    UNPLACED = "unplaced"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Why two operands place a state in different blocs.

    `basis`, `day`: a record agrees on the other basis, or on the other operand's day; `both`: it agrees only with both
    changed. `judgement`: it never agrees. `untold`: two published lists of different days or bases, so the cause cannot
    be known.
    """

    BASIS = "basis"
    DAY = "day"
    BOTH = "basis-and-day"
    JUDGEMENT = "judgement"
    UNTOLD = "untold"


class Transition(Struct, frozen=True):
    """A day on which a record's entry of a state changes: its alignment, its leader, or why it has none."""

    day: date
    before: Entry
    after: Entry
    kind: DifferenceKind


class Difference(Struct, frozen=True):
    """One state in both snapshots, `a` and `b`.

    `transitions` are those of a record between its two dates. `alternative` is a record's snapshot on the other basis
    or day, on which the operands agree; `alternative_of_a` tells whether it is the record of `a`. `readings` are the
    coders quoted in a record's own entry who place the state as the other operand does.
    """

    a: Entry
    b: Entry
    kind: DifferenceKind
    transitions: tuple[Transition, ...] = ()
    cause: Cause | None = None
    alternative: Snapshot | None = None
    alternative_of_a: bool = False
    readings: tuple[Reading, ...] = ()

    def __repr__(self) -> str:
        return f"<Difference {self.iso3}, {self.kind.value}: {self.a.summary}; {self.b.summary}>"

    @property
    def iso3(self) -> str:
        """The state's code."""
        return self.a.iso3

    @property
    def agreed(self) -> Entry | None:
        """The entry on which the operands agree, if a record has one."""
        return self.alternative.by_code[self.iso3] if self.alternative else None

    @property
    def differs(self) -> bool:
        """Whether the entries differ: a state that neither operand can place differs if the reasons differ."""
        if self.kind is DifferenceKind.UNKNOWN:
            return reader_key(self.a) != reader_key(self.b)
        return self.kind is not DifferenceKind.SAME

    @property
    def transition(self) -> Transition | None:
        """The last transition that brought a flipped state to the bloc of `b`."""
        transitions = [
            transition
            for transition in self.transitions
            if transition.after.bloc is self.b.bloc is not transition.before.bloc
        ]
        return transitions[-1] if transitions and self.kind is DifferenceKind.FLIP else None

    @property
    def steps(self) -> int | None:
        """How many blocs `b` lies to the right of `a`, -2 to 2; None where either has no bloc."""
        if Bloc.NONE in {self.a.bloc, self.b.bloc}:
            return None
        return _FROM_LEFT.index(self.b.bloc) - _FROM_LEFT.index(self.a.bloc)

    @property
    def scale_steps(self) -> int | None:
        """How many classes `b` lies to the right of `a`, where both have the same scale from left to right."""
        names = self.a.scale.names
        if names != self.b.scale.names or not self.a.scale.folds or self.steps is None:
            return None
        return names.index(str(self.b.alignment)) - names.index(str(self.a.alignment))

    @property
    def contested(self) -> bool:
        """Whether a record marks its government as contested."""
        return any(entry.government is not None and entry.government.contested for entry in (self.a, self.b))


def kind_of(a: Entry, b: Entry) -> DifferenceKind:
    """Return the kind of difference between two entries of a state."""
    if a.alignment is None or b.alignment is None:
        return (
            DifferenceKind.SAME
            if a.alignment is b.alignment and reader_key(a) == reader_key(b)
            else DifferenceKind.UNKNOWN
        )
    same_scale = a.scale.names == b.scale.names
    if same_scale and not a.scale.folds:
        kind = DifferenceKind.SAME if a.alignment == b.alignment else DifferenceKind.FLIP
    elif a.bloc is not b.bloc:
        kind = DifferenceKind.UNPLACED if _unplaced(a, b.scale) or _unplaced(b, a.scale) else DifferenceKind.FLIP
    else:
        # Two lists with different classes cannot show a shift within a bloc.
        kind = DifferenceKind.SHIFT if same_scale and a.alignment != b.alignment else DifferenceKind.SAME
    return (
        DifferenceKind.HANDOVER
        if kind is DifferenceKind.SAME and a.leader and b.leader and a.leader != b.leader
        else kind
    )


def _unplaced(entry: Entry, scale: Scale) -> bool:
    """Whether an entry belongs to the centre and a scale has no class for the centre."""
    return entry.bloc is Bloc.CENTRE and Bloc.CENTRE not in {scale.bloc(name) for name in scale.names}


def reader_key(entry: Entry) -> tuple[object, ...]:
    """Return what distinguishes an entry for a reader: the alignment and the leader, or why there is none.

    Taking office after winning changes neither.
    """
    if entry.alignment is None:
        return None, entry.leader, entry.status
    return entry.alignment, entry.leader, None


def agrees(a: Entry, b: Entry) -> bool:
    """Whether two entries place a state in the same bloc."""
    return kind_of(a, b) in {DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER}
