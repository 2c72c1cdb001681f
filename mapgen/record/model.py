"""The values of a record: who governed, who has won, which votes are to come.

The values are frozen. This module reads no files and applies no rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from mapgen.errors import printable
from mapgen.files.dates import PartialDate
from mapgen.places.regions import region_identifier


class SourceStatus(StrEnum):
    """How far a source was followed: read, only quoted elsewhere, a dataset, or no source at all."""

    READ = "read"
    QUOTED = "quoted"
    DATASET = "dataset"
    UNSOURCED = "unsourced"


class CameBy(StrEnum):
    """How a government first came into office."""

    ELECTION = "election"
    SUCCESSION = "succession"
    APPOINTMENT = "appointment"
    ACTING = "acting"
    DE_FACTO = "de-facto"


class Outcome(StrEnum):
    """What became of a vote that has no recorded winner."""

    SCHEDULED = "scheduled"
    NOT_RECORDED = "not-recorded"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"

    @property
    def can_decide(self) -> bool:
        """Whether the vote, once its day has passed, has a winner that should be recorded."""
        return self in {Outcome.SCHEDULED, Outcome.NOT_RECORDED}


class Source(Struct, frozen=True):
    """An address or a citation in words, how far it was followed, and which part of a government it supports."""

    source: str
    status: SourceStatus = SourceStatus.QUOTED
    supports: str | None = None


class Reading(Struct, frozen=True):
    """A named coder's view of a government's alignment."""

    coder: str
    alignment: str
    source: str
    status: SourceStatus = SourceStatus.QUOTED
    note: str = ""


class Win(Struct, frozen=True):
    """A decisive vote won: the day of the vote, and the day its result was known."""

    voted: date
    known: date


class Government(Struct, frozen=True):
    """One spell at the head of the executive.

    `start` is the first day in office, None for an elect; `end` is the first day no longer in office, None while it
    lasts. `parties` are the names of the party by language, where it has several.
    """

    country: str
    leader: str
    alignment: str
    party: str = ""
    wins: tuple[Win, ...] = ()
    start: date | None = None
    end: date | None = None
    term_ends: PartialDate | None = None
    came_by: CameBy | None = None
    contested: bool = False
    reasoning: str = ""
    readings: tuple[Reading, ...] = ()
    sources: tuple[Source, ...] = ()
    note: str = ""
    void: bool = False
    parties: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        # Without the names by language, which a dictionary holds; equal governments have one hash all the same.
        return hash((self.country, self.leader, self.party, self.alignment, self.start, self.end))

    def __repr__(self) -> str:
        days = f"{self.start or 'elect'} to {self.end or 'now'}" if self.start else "elect"
        return f"<Government {self.country}: {printable(self.leader)}, {days}, {self.alignment}>"

    def holds(self, day: date) -> bool:
        """Whether the government is in office at the end of a day: start <= day < end."""
        return self.start is not None and self.start <= day and (self.end is None or day < self.end)

    def won_by(self, day: date) -> Win | None:
        """Return the latest of its wins that was known by the end of a day, or None."""
        known = [win for win in self.wins if win.known <= day]
        return max(known, key=lambda win: (win.known, win.voted)) if known else None


class Vote(Struct, frozen=True):
    """A vote that decides who governs: a coming one, or a past one without a recorded winner."""

    country: str
    date: PartialDate
    outcome: Outcome
    note: str = ""
    sources: tuple[Source, ...] = ()


class Vacancy(Struct, frozen=True):
    """Days (start <= day < end) on which the record states that nobody holds office."""

    country: str
    start: date
    end: date
    note: str = ""
    sources: tuple[Source, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the office is vacant at the end of a day."""
        return self.start <= day < self.end


class CountryHistory(Struct, frozen=True):
    """All that a record says of one country; governments are sorted by their start, elects last."""

    governments: tuple[Government, ...] = ()
    votes: tuple[Vote, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    reviewed: date | None = None


class Record(Struct, frozen=True, dict=True):
    """The governments and votes of a region, as one file holds them.

    `reviewed` gives, by country, the last day for which somebody saw evidence of the holder. `sha256` is the hash of
    the file's bytes, `origin` what the file is called in outputs. `histories` has by ISO 3166-1 alpha-3 code the
    governments, votes and vacancies of each country; `begins` is the first day that can be asked about. `titles` are
    its titles by language, where it has several.

    >>> import mapgen
    >>> record = mapgen.read()
    >>> record.histories["URY"].governments[-1].leader
    'Yamandú Orsi'
    """

    title: str
    region: str
    begins: date
    coder: str
    scale: tuple[str, ...]
    licence: str = ""
    governments: tuple[Government, ...] = ()
    votes: tuple[Vote, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    reviewed: Mapping[str, date] = field(default_factory=dict)
    sha256: str = ""
    origin: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        counted = f"{len(self.governments)} governments of {len(self.histories)} countries since {self.begins}"
        return f'<Record "{printable(self.title)}" of {region_identifier(self.region)}: {counted}>'

    @cached_property
    def histories(self) -> Mapping[str, CountryHistory]:
        """The history of each country by its code; a country without any entry is missing."""
        governments: dict[str, list[Government]] = {}
        votes: dict[str, list[Vote]] = {}
        vacancies: dict[str, list[Vacancy]] = {}
        for government in sorted(self.governments, key=lambda one: (one.start is None, one.start or date.max)):
            governments.setdefault(government.country, []).append(government)
        for vote in self.votes:
            votes.setdefault(vote.country, []).append(vote)
        for vacancy in self.vacancies:
            vacancies.setdefault(vacancy.country, []).append(vacancy)
        return {
            country: CountryHistory(
                tuple(governments.get(country, ())),
                tuple(votes.get(country, ())),
                tuple(vacancies.get(country, ())),
                self.reviewed.get(country),
            )
            for country in sorted({*governments, *votes, *vacancies, *self.reviewed})
        }
