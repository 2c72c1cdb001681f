"""The join of a snapshot with the boundaries: both ways, one to one, every territory accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mapgen.basemap import Basemap
from mapgen.errors import InputError, Problem, listed
from mapgen.regions import Region
from mapgen.snapshots import Entry, Snapshot, Status


@dataclass(frozen=True, slots=True)
class Choropleth:
    """A snapshot on a basemap: one entry for each territory drawn, in order of their codes."""

    snapshot: Snapshot
    region: Region
    basemap: Basemap
    entries: tuple[Entry, ...]

    def with_status(self, status: Status) -> tuple[Entry, ...]:
        """Return the entries of a status."""
        return tuple(entry for entry in self.entries if entry.status is status)


def joined(snapshot: Snapshot, region: Region, basemap: Basemap) -> Choropleth:
    """Return a snapshot joined with a prepared basemap; raises InputError where the two do not match."""
    return Choropleth(snapshot, region, basemap, matched(snapshot, region, list(basemap.territories)))


def matched(snapshot: Snapshot, region: Region, shapes: Collection[str]) -> tuple[Entry, ...]:
    """Return one entry for each shape, in order of their codes.

    `shapes` are the codes of what is drawn. A territory of the region that is no state gets an entry of its
    own, not-applicable.

    Raises InputError for a state without a shape, a shape without a state, or a code given twice.
    """
    problems = [
        *_twice([entry.iso3 for entry in snapshot.entries], f'the entries of "{snapshot.title}"'),
        *_twice(shapes, f"the boundaries of {region.name}"),
    ]
    states, drawn = set(snapshot.by_code), set(shapes)
    if missing := sorted(states - drawn):
        problems.append(Problem(f'"{snapshot.title}"', f"there is no shape for {listed(missing)}"))
    if nameless := sorted(drawn - states - set(region.territories)):
        problems.append(Problem(f"region {region.name}", f"no entry says who governs {listed(nameless)}"))
    if problems:
        raise InputError(problems)
    others = [Entry(code, Status.NOT_APPLICABLE) for code in region.territories if code in drawn - states]
    return tuple(sorted((*snapshot.entries, *others), key=lambda entry: entry.iso3))


def _twice(codes: Iterable[str], where: str) -> list[Problem]:
    return [Problem(where, f"{code} stands {count} times") for code, count in Counter(codes).items() if count > 1]
