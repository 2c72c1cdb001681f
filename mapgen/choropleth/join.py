"""The join of a snapshot with the boundaries, one to one: every entry has a shape, and every shape an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Basemap
from mapgen.errors import InputError, Problem, listed
from mapgen.places.countries import country_name, sovereign_of
from mapgen.places.regions import Region
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.views.treatments import Treatments, treatments_of


class Choropleth(Struct, frozen=True):
    """A snapshot on a basemap: one entry for each territory drawn, in order of their codes.

    `claims` holds the treatment of each claim on a drawn territory, by the claim's name.
    """

    snapshot: Snapshot
    region: Region
    basemap: Basemap
    entries: tuple[Entry, ...]
    treatments: Treatments
    claims: Mapping[str, str]

    def draws(self, first: str, second: str) -> bool:
        """Whether both territories of a pair are drawn, and so the border between them.

        A territory that a view draws as part of a state has no border with it.
        """
        if self.treatments.hides(first) or self.treatments.hides(second):
            return False
        return self.treatments.state_of(first) != second and self.treatments.state_of(second) != first

    def with_status(self, status: Status) -> tuple[Entry, ...]:
        """Return the entries of a status."""
        return tuple(entry for entry in self.entries if entry.status is status)


def joined(snapshot: Snapshot, region: Region, basemap: Basemap, treatments: Treatments | None = None) -> Choropleth:
    """Return a snapshot joined with a prepared basemap, territories and claims treated as the region says by default.

    Raises InputError where the two do not match, for a territory that should follow a sovereign that the snapshot does
    not know, for a claim that lies outside the map, and for one to be hatched of which only the line is known.
    """
    treatments = treatments or treatments_of(region)
    entries = matched(snapshot, region, list(basemap.territories))
    drawn = tuple(treated(entry, snapshot, treatments) for entry in entries if not treatments.hides(entry.iso3))
    return Choropleth(snapshot, region, basemap, drawn, treatments, _claims(basemap, treatments))


def treated(entry: Entry, snapshot: Snapshot, treatments: Treatments) -> Entry:
    """Return an entry that follows a state's, where its treatment says so; raises InputError as joined does."""
    code = entry.iso3
    by_view = treatments.state_of(code)
    if not by_view and treatments.territories.get(code) != "sovereign":
        return entry
    state = by_view or sovereign_of(code)
    if state == code:
        message = f"whose {country_name(code, 'en')} is is not agreed; write neutral or hidden"
        raise InputError.single(f"territory {code}=sovereign", message)
    known = {known_entry.iso3: known_entry for known_entry in (*snapshot.sovereigns, *snapshot.entries)}
    if state not in known:
        raise InputError.single(f"territory {code}={by_view or 'sovereign'}", _unknown(state, snapshot))
    return replace(entry, follows=known[state])


def _unknown(state: str, snapshot: Snapshot) -> str:
    """Return the message that a snapshot does not know a sovereign's government, and how to give it."""
    missing = f'"{snapshot.title}" does not say who governs {country_name(state, "en")} on {snapshot.as_of}'
    if snapshot.published:
        return f"{missing}; write {state} and its alignment under [alignments], or choose neutral or hidden"
    return f'{missing}; give it a [[government]] with country = "{state}", or choose neutral or hidden'


def _claims(basemap: Basemap, treatments: Treatments) -> dict[str, str]:
    """Return the treatments of the claims on drawn territories, by name; raises InputError as joined does."""
    claims = {}
    for name, treatment in treatments.claims.items():
        parties = basemap.claims.get(name)
        if parties is None and name in treatments.chosen:
            raise InputError.single(f"claim {name}={treatment}", "it lies outside this map; leave it out")
        if parties is None or treatments.hides(parties.administered or ""):
            continue
        if treatment != "hidden" and (reason := _undrawable(name, treatment, basemap)):
            raise InputError.single(f"claim {name}={treatment}", reason)
        claims[name] = treatment
    return claims


def _undrawable(name: str, treatment: str, basemap: Basemap) -> str:
    """Return why a claim cannot be drawn as it should be, and what to do; an empty text if it can."""
    holder = basemap.claims[name].administered
    if f"claim-{name}" not in basemap.shapes:
        whose = f", on land of {country_name(holder, 'en')}," if holder else ""
        return f"its line{whose} lies outside this map; write hidden, or take it out of the claims of {basemap.region}"
    if treatment == "hatched" and f"claim-area-{name}" not in basemap.shapes:
        return "only the line is known at this scale, not what it covers; write dashed or hidden"
    return ""


def matched(snapshot: Snapshot, region: Region, shapes: Collection[str]) -> tuple[Entry, ...]:
    """Return one entry for each shape, in order of their codes.

    `shapes` are the codes of the drawn shapes. A territory of the region that is no state gets an entry with the status
    not-applicable.

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
    territories = [Entry(code, Status.NOT_APPLICABLE) for code in region.territories if code in drawn - states]
    return tuple(sorted((*snapshot.entries, *territories), key=lambda entry: entry.iso3))


def _twice(codes: Iterable[str], where: str) -> list[Problem]:
    return [Problem(where, f"{code} stands {count} times") for code, count in Counter(codes).items() if count > 1]
