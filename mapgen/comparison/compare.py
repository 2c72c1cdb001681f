"""Compare two snapshots state by state and explain each difference: one record at two dates, or two coders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from mapgen.comparison.differences import Cause, Difference, DifferenceKind, Transition, agrees, kind_of, reader_key
from mapgen.errors import InputError, listed, printable
from mapgen.places.regions import read_region, region_identifier
from mapgen.record.intervals import intervals_of
from mapgen.record.model import Reading, Record
from mapgen.record.snapshots import Basis, Entry, Snapshot
from mapgen.record.time_rules import snapshot_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from mapgen.comparison.comparison_map import ComparisonMap


class Operand(Struct, frozen=True):
    """One of the two things compared: its snapshot, and the record that the snapshot comes from, if any."""

    snapshot: Snapshot
    record: Record | None = None

    def snapshot_at(self, day: date, basis: Basis) -> Snapshot | None:
        """Return the record's snapshot of another day or basis; None for a list, and before the record begins."""
        if self.record is None or day < self.record.begins:
            return None
        return snapshot_of(self.record, read_region(self.record.region).states, day, basis)


class Comparison(Struct, frozen=True, dict=True):
    """All states of a region in two snapshots, operands `a` and `b`: what changed, or where two coders disagree.

    `is_change` is true for one record at two dates. `differences` has an item for each state, in order of the codes;
    `differs` is true if any state differs.

    >>> import mapgen
    >>> change = mapgen.compare("2021-12-31", "2025-12-31")
    >>> change
    <Comparison of south-america, 2021-12-31 to 2025-12-31, office: 8 of 12 flipped>
    >>> change.to_frame().query("kind == 'flip'")["iso3"].tolist()[:3]
    ['ARG', 'BOL', 'BRA']
    >>> change.sentences("en")[0][:40]
    'Between 31 December 2021 and 31 December'
    """

    a: Operand
    b: Operand
    differences: tuple[Difference, ...]

    @property
    def is_change(self) -> bool:
        """Whether both operands are one record at two dates on one basis."""
        return _is_change(self.a, self.b)

    @property
    def region(self) -> str:
        """The region of both operands: a name, or the path of a file."""
        return self.a.snapshot.region

    @property
    def days(self) -> tuple[date, date]:
        """The days of the two operands, `a` first."""
        return self.a.snapshot.as_of, self.b.snapshot.as_of

    @property
    def differs(self) -> bool:
        """Whether the operands differ in any state."""
        return any(difference.differs for difference in self.differences)

    @cached_property
    def by_code(self) -> dict[str, Difference]:
        """The differences by the codes of their states."""
        return {difference.iso3: difference for difference in self.differences}

    def of(self, *kinds: DifferenceKind) -> tuple[Difference, ...]:
        """Return the differences of the given kinds."""
        return tuple(difference for difference in self.differences if difference.kind in kinds)

    def __repr__(self) -> str:
        return f"<Comparison of {self.summary}>"

    @property
    def summary(self) -> str:
        """The result in one line: two days and the number of flips, or two titles and the number of agreements."""
        region, (first, last) = region_identifier(self.region), self.days
        if self.is_change:
            flips = len(self.of(DifferenceKind.FLIP))
            return f"{region}, {first} to {last}, {self.a.snapshot.basis}: {flips} of {len(self.differences)} flipped"
        titles = " and ".join(
            f'"{printable(operand.snapshot.title)}" on {operand.snapshot.as_of}' for operand in (self.a, self.b)
        )
        return f"{region}, {titles}: {self.agreed} of {self.comparable} agree"

    def to_frame(self) -> DataFrame:
        """Return a pandas DataFrame with a row for each state, with the columns of `mapgen compare --format csv`.

        `day` is datetime64; turns and coders are lists; an unknown value is None or NaT. Texts are English.
        """
        from mapgen.api.data_frames import frame_of  # noqa: PLC0415
        from mapgen.comparison.tables import comparison_rows  # noqa: PLC0415 (which imports this module)
        from mapgen.words.wording import region_wording  # noqa: PLC0415

        return frame_of(comparison_rows(self, region_wording("en", self.region)))

    def sentences(self, lang: str = "en") -> list[str]:
        """Return the result in sentences, the outcome first; raises InputError for an unknown language."""
        from mapgen.comparison.texts import sentences_of  # noqa: PLC0415 (which imports this module)
        from mapgen.files.arguments import name_argument  # noqa: PLC0415
        from mapgen.words.wording import region_wording  # noqa: PLC0415

        return sentences_of(self, region_wording(name_argument("lang", lang), self.region))

    def render(self, *, recreate: bool = False, **options: Any) -> ComparisonMap:  # noqa: ANN401 (as mapgen.render)
        """Return the map of the comparison; with `recreate` both maps side by side, differences numbered.

        Options are the style options of mapgen.render (lang, theme, size, labels, title, …), except slogans, images and
        shares, which the map of a comparison does not have. Raises InputError as mapgen.render does.

        >>> import mapgen
        >>> mapgen.compare("2021-12-31", "2025-12-31").render(lang="es", size="square")
        <Map of south-america, 2021-12-31 to 2025-12-31, office: 8 of 12 flipped; 1080x1080>
        """
        from mapgen.api.request import options_of, refuse_unknown  # noqa: PLC0415
        from mapgen.comparison.comparison_map import comparison_map  # noqa: PLC0415 (which imports this module)
        from mapgen.files.arguments import flag_argument  # noqa: PLC0415
        from mapgen.plain_options import ARGUMENTS  # noqa: PLC0415

        style_options = options_of(options)
        refuse_unknown(options, ARGUMENTS, "render")
        return comparison_map(self, style_options, recreate=flag_argument("recreate", recreate))

    @property
    def comparable(self) -> int:
        """How many states both operands place in a bloc."""
        # Two operands without a class, such as two pending results, are the same and place nothing.
        placed = [entries for entries in self.differences if None not in {entries.a.alignment, entries.b.alignment}]
        return len(placed) - len(self.of(DifferenceKind.UNPLACED))

    @property
    def agreed(self) -> int:
        """How many comparable states the operands place in the same bloc."""
        return self.comparable - len(self.of(DifferenceKind.FLIP))


def comparison_of(a: Operand, b: Operand) -> Comparison:
    """Return the comparison of two operands.

    Raises InputError for two regions, and for different custom scales without blocs.
    """
    _check_comparable(a.snapshot, b.snapshot)
    transitions = _transitions_of(a, b) if _is_change(a, b) else {}
    differences = []
    for entry in a.snapshot.entries:
        against = b.snapshot.by_code[entry.iso3]
        kind = kind_of(entry, against)
        difference = Difference(entry, against, kind, transitions.get(entry.iso3, ()))
        if kind in {DifferenceKind.FLIP, DifferenceKind.UNPLACED} and not _is_change(a, b):
            difference = replace(difference, readings=_agreeing_readings(entry, against))
        if kind is DifferenceKind.FLIP and not _is_change(a, b):
            difference = _with_cause(difference, a, b)
        differences.append(difference)
    return Comparison(a, b, tuple(differences))


def _is_change(a: Operand, b: Operand) -> bool:
    first, second = a.snapshot, b.snapshot
    same_record = a.record is not None and b.record is not None and same_source(a.record, b.record)
    return same_record and first.as_of != second.as_of and first.basis == second.basis


def same_source(a: Record | Snapshot, b: Record | Snapshot) -> bool:
    """Whether two sources say the same, whatever their files are called."""
    return type(a) is type(b) and replace(a, origin="") == replace(b, origin="")


def _check_comparable(a: Snapshot, b: Snapshot) -> None:
    if a.region != b.region:
        region_a, region_b = map(region_identifier, (a.region, b.region))
        raise InputError.single("compare", f'"{a.title}" is of {region_a}, "{b.title}" of {region_b}; give one region')
    for snapshot in (a, b) if a.scale.names != b.scale.names else ():
        if not snapshot.scale.folds:
            without = listed(name for name in snapshot.scale.names if name not in snapshot.scale.blocs)
            message = f"its scale does not say which bloc {without} is in, and the other list has another scale"
            raise InputError.single(f'"{snapshot.title}"', f"{message}; give each class its `bloc` in [classes.NAME]")


def _transitions_of(a: Operand, b: Operand) -> dict[str, tuple[Transition, ...]]:
    """Return the transitions of each state between the two dates of one record, in order of time."""
    first, last = sorted((a.snapshot.as_of, b.snapshot.as_of))
    basis = a.snapshot.basis
    if a.record is None or basis is None:
        return {}
    transitions: dict[str, list[Transition]] = {entry.iso3: [] for entry in a.snapshot.entries}
    intervals = intervals_of(a.record, first, last, basis)
    for before, after in pairwise(intervals):
        for entry in before.snapshot.entries:
            new = after.snapshot.by_code[entry.iso3]
            if reader_key(entry) != reader_key(new):
                transitions[entry.iso3].append(Transition(after.first, entry, new, kind_of(entry, new)))
    return {code: tuple(transitions) for code, transitions in transitions.items()}


def _with_cause(difference: Difference, a: Operand, b: Operand) -> Difference:
    """Return a difference with its cause, and the record's snapshot on which the operands agree, if any."""
    iso3 = difference.iso3
    for operand, against in ((a, b), (b, a)):
        for cause, day, basis in _questions(operand.snapshot, against.snapshot):
            alternative = operand.snapshot_at(day, basis)
            if alternative and agrees(alternative.by_code[iso3], against.snapshot.by_code[iso3]):
                return replace(difference, cause=cause, alternative=alternative, alternative_of_a=operand is a)
    if a.record is None and b.record is None:
        first, second = a.snapshot, b.snapshot
        if first.as_of != second.as_of or first.basis != second.basis or first.basis is None:
            return replace(difference, cause=Cause.UNTOLD)
    return replace(difference, cause=Cause.JUDGEMENT)


def _questions(snapshot: Snapshot, against: Snapshot) -> Iterator[tuple[Cause, date, Basis]]:
    """Yield the other questions for a record: the other basis, the other operand's day, and both."""
    basis = snapshot.basis or Basis.OFFICE
    other_basis = Basis.OFFICE if basis is Basis.ELECTED else Basis.ELECTED
    yield Cause.BASIS, snapshot.as_of, other_basis
    if against.as_of != snapshot.as_of:
        yield Cause.DAY, against.as_of, basis
        yield Cause.BOTH, against.as_of, other_basis


def _agreeing_readings(a: Entry, b: Entry) -> tuple[Reading, ...]:
    """Return the quoted readings of a record that place a government as the other operand does."""
    return tuple(
        reading
        for entry, against in ((a, b), (b, a))
        if entry.government
        for reading in entry.government.readings
        if entry.scale.bloc(reading.alignment) is against.bloc
    )
