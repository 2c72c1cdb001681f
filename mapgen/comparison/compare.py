"""Two snapshots compared, state by state: one record at two dates, or two coders on a day, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from mapgen.comparison.differences import Cause, Difference, DifferenceKind, Transition, agrees, kind_of, shown_of
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
    """One of the two: its snapshot, and the record that this comes from, if any."""

    snapshot: Snapshot
    record: Record | None = None

    def asked(self, day: date, basis: Basis) -> Snapshot | None:
        """Return what its record says of another day or basis; None for a list, and before the record begins."""
        if self.record is None or day < self.record.begins:
            return None
        return snapshot_of(self.record, read_region(self.record.region).states, day, basis)


class Comparison(Struct, frozen=True, dict=True):
    """All states of a region in two snapshots, in order of their codes: what changed, or where two coders disagree.

    `is_change` says which of the two. `differences` has an item for each state, `differs` says whether there is any.

    >>> import mapgen
    >>> change = mapgen.compare("2021-12-31", "2025-12-31")
    >>> change
    <Comparison of south-america, 2021-12-31 to 2025-12-31, office: 8 of 12 flipped>
    >>> change.to_frame().query("kind == 'flip'")["iso3"].tolist()[:3]
    ['ARG', 'BOL', 'BRA']
    >>> change.sentences("en")[0][:40]
    'Between 31 December 2021 and 31 December'
    """

    one: Operand
    other: Operand
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

    def of(self, *kinds: DifferenceKind) -> tuple[Difference, ...]:
        """Return the states that compare in one of some ways."""
        return tuple(one for one in self.differences if one.kind in kinds)

    def __repr__(self) -> str:
        return f"<Comparison of {self.summary}>"

    @property
    def summary(self) -> str:
        """What it comes to in a line: two days and how many states flipped, or two titles and how many agree."""
        region, (first, last) = region_identifier(self.region), self.days
        if self.is_change:
            flips = len(self.of(DifferenceKind.FLIP))
            return f"{region}, {first} to {last}, {self.one.snapshot.basis}: {flips} of {len(self.differences)} flipped"
        titles = " and ".join(f'"{printable(one.snapshot.title)}"' for one in (self.one, self.other))
        return f"{region}, {titles}: {self.agreed} of {self.comparable} agree"

    def to_frame(self) -> DataFrame:
        """Return a pandas DataFrame with a row for each state, with the columns of `mapgen compare --format csv`.

        `day` is datetime64; turns and coders are lists; what is not known is None or NaT. Texts are English.
        """
        from mapgen.comparison.tables import comparison_rows  # noqa: PLC0415 (which imports this module)
        from mapgen.data_frames import frame_of  # noqa: PLC0415
        from mapgen.words.wording import wording  # noqa: PLC0415

        return frame_of(comparison_rows(self, wording("en")))

    def sentences(self, lang: str = "en") -> list[str]:
        """Return what it comes to in a language, the outcome first; raises InputError for an unknown language."""
        from mapgen.comparison.texts import sentences_of  # noqa: PLC0415 (which imports this module)
        from mapgen.files.arguments import name_argument  # noqa: PLC0415
        from mapgen.words.wording import wording  # noqa: PLC0415

        return sentences_of(self, wording(name_argument("lang", lang)))

    def render(self, *, recreate: bool = False, **options: Any) -> ComparisonMap:  # noqa: ANN401 (as mapgen.render)
        """Return the map of it as a Map; with `recreate` both maps side by side, differences numbered.

        Options are those of mapgen.render that say how a map is drawn (lang, theme, size, labels, title, …), but for
        slogans, images and shares, which the map of a comparison does not have. Raises InputError as that does.

        >>> import mapgen
        >>> mapgen.compare("2021-12-31", "2025-12-31").render(lang="es", size="square")
        <Map of south-america, 2021-12-31 to 2025-12-31, office: 8 of 12 flipped; 1080x1080>
        """
        from mapgen.comparison.comparison_map import comparison_map  # noqa: PLC0415 (which imports this module)
        from mapgen.files.arguments import flag_argument  # noqa: PLC0415
        from mapgen.render_options import ARGUMENTS  # noqa: PLC0415
        from mapgen.request import options_of, refuse_unknown  # noqa: PLC0415

        drawn = options_of(options)
        refuse_unknown(options, ARGUMENTS, "render")
        return comparison_map(self, drawn, recreate=flag_argument("recreate", recreate))

    @property
    def comparable(self) -> int:
        """How many states both sides can place."""
        return len(self.differences) - len(self.of(DifferenceKind.UNKNOWN, DifferenceKind.UNPLACED))

    @property
    def agreed(self) -> int:
        """How many of them they place in the same bloc."""
        return self.comparable - len(self.of(DifferenceKind.FLIP))


def comparison_of(one: Operand, other: Operand) -> Comparison:
    """Return how two sides compare.

    Raises InputError for two regions, and for scales of one's own without blocs that are not the same.
    """
    _check_comparable(one.snapshot, other.snapshot)
    transitions = _transitions_of(one, other) if _is_change(one, other) else {}
    differences = []
    for entry in one.snapshot.entries:
        against = other.snapshot.by_code[entry.iso3]
        kind = kind_of(entry, against)
        found = Difference(entry, against, kind, transitions.get(entry.iso3, ()))
        if kind in {DifferenceKind.FLIP, DifferenceKind.UNPLACED} and not _is_change(one, other):
            found = replace(found, readings=_agreeing(entry, against))
        if kind is DifferenceKind.FLIP and not _is_change(one, other):
            found = _explained(found, one, other)
        differences.append(found)
    return Comparison(one, other, tuple(differences))


def _is_change(one: Operand, other: Operand) -> bool:
    mine, theirs = one.snapshot, other.snapshot
    return (
        one.record is not None
        and one.record == other.record
        and (mine.as_of != theirs.as_of and mine.basis == theirs.basis)
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


def _transitions_of(one: Operand, other: Operand) -> dict[str, tuple[Transition, ...]]:
    """Return the turns of each state between the dates of one record, in order of time."""
    first, last = sorted((one.snapshot.as_of, other.snapshot.as_of))
    basis = one.snapshot.basis
    if one.record is None or basis is None:
        return {}
    found: dict[str, list[Transition]] = {entry.iso3: [] for entry in one.snapshot.entries}
    intervals = intervals_of(one.record, first, last, basis)
    for before, after in pairwise(intervals):
        for entry in before.snapshot.entries:
            new = after.snapshot.by_code[entry.iso3]
            if shown_of(entry) != shown_of(new):
                found[entry.iso3].append(Transition(after.first, entry, new, kind_of(entry, new)))
    return {code: tuple(transitions) for code, transitions in found.items()}


def _explained(difference: Difference, one: Operand, other: Operand) -> Difference:
    """Return a difference with its cause, and what a record says where the two sides would agree."""
    iso3 = difference.iso3
    for operand, against in ((one, other), (other, one)):
        for cause, day, basis in _questions(operand.snapshot, against.snapshot):
            asked = operand.asked(day, basis)
            if asked and agrees(asked.by_code[iso3], against.snapshot.by_code[iso3]):
                return replace(difference, cause=cause, asked=asked, asked_one=operand is one)
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


def _agreeing(one: Entry, other: Entry) -> tuple[Reading, ...]:
    """Return the readings that a record holds of others who place a government as the other side does."""
    return tuple(
        reading
        for own, against in ((one, other), (other, one))
        if own.government
        for reading in own.government.readings
        if own.scale.bloc(reading.alignment) is against.bloc
    )
