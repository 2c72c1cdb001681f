"""A snapshot: one alignment and status per territory, on one date, on one basis, by one coder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from mapgen.errors import printable
from mapgen.files.dates import PartialDate
from mapgen.places.regions import region_identifier
from mapgen.record.alignments import STANDARD, Bloc, Scale
from mapgen.record.model import CameBy, Government, Record


class Basis(StrEnum):
    """Who counts: the government in office on a day, or the one that has won by that day.

    >>> import mapgen
    >>> mapgen.Basis("elected") is mapgen.Basis.ELECTED
    True
    """

    OFFICE = "office"
    ELECTED = "elected"


class Status(StrEnum):
    """What is known about the territory of an entry.

    Result-pending is a vote that is being counted, not-recorded one whose winner nobody has written down; see
    time_rules. A published list says as-published; not-applicable are territories that are no states.

    >>> import mapgen
    >>> snapshot = mapgen.answer(mapgen.read(), as_of="2025-12-15", basis="elected")
    >>> [entry.iso3 for entry in snapshot.entries if entry.status is mapgen.Status.ELECTED]
    ['CHL']
    """

    IN_OFFICE = "in-office"
    ELECTED = "elected"
    VACANT = "vacant"
    RESULT_PENDING = "result-pending"
    NOT_RECORDED = "not-recorded"
    NO_DATA = "no-data"
    NOT_APPLICABLE = "not-applicable"
    AS_PUBLISHED = "as-published"


class Entry(Struct, frozen=True):
    """One territory of a snapshot.

    `government` is the one in office or elected, if a record names one. `vote` is the vote whose winner is not known.
    `incumbent` is the government in office while another is elected, and `elected` the day of the vote that the latter
    won. `sources` are addresses or citations in words. `follows` is the entry of the state to which the territory
    belongs, if the territory is drawn like that state; it then has no alignment of its own and is not counted.
    """

    iso3: str
    status: Status
    alignment: str | None = None
    government: Government | None = None
    vote: PartialDate | None = None
    sources: tuple[str, ...] = ()
    scale: Scale = STANDARD
    incumbent: Government | None = None
    elected: date | None = None
    follows: Entry | None = None

    def __repr__(self) -> str:
        return f"<Entry {self.iso3}: {self.summary}>"

    @property
    def summary(self) -> str:
        """The class or status, and the leader if there is one, on one line."""
        words = self.alignment or self.status.value
        return f"{words}, {printable(self.leader)}" if self.leader else words

    @property
    def bloc(self) -> Bloc:
        """The bloc of the alignment; Bloc.NONE if there is no alignment."""
        return self.scale.bloc(self.alignment)

    def class_name(self, classes: int) -> str | None:
        """Return its class on a map of 3 classes or of the whole scale; None if it has no class."""
        if self.follows:
            return self.follows.class_name(classes)
        return self.scale.class_of(self.alignment, classes)

    @property
    def leader(self) -> str | None:
        """The leader, if a record names one."""
        return self.government.leader if self.government else None

    @property
    def won_a_vote(self) -> bool:
        """Whether the government came by an election: one that a parliament chose to fill a gap did not."""
        return self.government is not None and self.government.came_by in {None, CameBy.ELECTION}


class Snapshot(Struct, frozen=True, dict=True):
    """The alignment and status of every state of a region, sorted by their codes.

    `reviewed` gives, by country, the last day for which somebody saw evidence of the holder; it is empty for a
    published list, which alone may have a `note`, and be `titled` by its maker. `sha256` is the hash of the source
    file, `origin` what the file is called in outputs. `sovereigns` are entries of states elsewhere to which territories
    of the region belong; they are never counted or listed. `titles` are the titles by language, where the source has
    several.
    `entries` and `by_code` (ISO 3166-1 alpha-3) hold an Entry for each state: status, alignment, bloc, leader, sources.

    >>> import mapgen
    >>> snapshot = mapgen.answer(mapgen.read(), as_of="2025-12-15", basis="elected")
    >>> snapshot
    <Snapshot of south-america on 2025-12-15, elected: 6 left, 6 right>
    >>> snapshot.by_code["CHL"].alignment
    'right'
    """

    title: str
    region: str
    as_of: date
    basis: Basis | None
    coder: str
    scale: Scale
    entries: tuple[Entry, ...]
    basis_inferred: bool = False
    source: str = ""
    published: bool = False
    reviewed: Mapping[str, date] = field(default_factory=dict)
    sha256: str = ""
    sovereigns: tuple[Entry, ...] = ()
    origin: str = ""
    licence: str = ""
    note: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    titled: bool = False

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        """The entries by ISO 3166-1 alpha-3 code."""
        return {entry.iso3: entry for entry in self.entries}

    def __repr__(self) -> str:
        return f"<Snapshot of {self.summary}>"

    @property
    def summary(self) -> str:
        """What it shows in a line: `south-america on 2025-12-15, elected: 6 left, 6 right`."""
        folds = self.scale.folds
        names = [
            str(one.bloc if folds else one.alignment) if one.alignment else str(one.status) for one in self.entries
        ]
        order = [*(Bloc if folds else self.scale.names), *Status]
        counts = [f"{names.count(name)} {name}" for name in order if name in names]
        basis = f", {self.basis}" if self.basis else ""
        return f"{region_identifier(self.region)} on {self.as_of}{basis}: {', '.join(counts)}"

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """The states that nobody has reviewed since the date of the snapshot; none for a published list."""
        if self.published:
            return ()
        return tuple(entry.iso3 for entry in self.entries if self.reviewed.get(entry.iso3, date.min) < self.as_of)


def from_file(source: Record | Snapshot) -> str:
    """Return `; from record.toml`: the file of a source as the end of a title, nothing for values in memory."""
    return f"; from {source.origin}" if source.origin else ""
