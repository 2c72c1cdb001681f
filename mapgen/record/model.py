"""The record: who governed, who has won, which votes are to come. Frozen values, no files, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from mapgen.files.dates import PartialDate


class SourceStatus(StrEnum):
    """How far a source was followed: read, only quoted elsewhere, a dataset, or without any."""

    READ = "read"
    QUOTED = "quoted"
    DATASET = "dataset"
    UNSOURCED = "unsourced"


class CameBy(StrEnum):
    """The first way into office."""

    ELECTION = "election"
    SUCCESSION = "succession"
    APPOINTMENT = "appointment"
    ACTING = "acting"
    DE_FACTO = "de-facto"


class Outcome(StrEnum):
    """What became of a vote that gave no recorded winner."""

    SCHEDULED = "scheduled"
    NOT_RECORDED = "not-recorded"
    ANNULLED = "annulled"
    CANCELLED = "cancelled"

    @property
    def can_decide(self) -> bool:
        """Whether the vote, once passed, leaves a winner to be recorded."""
        return self in {Outcome.SCHEDULED, Outcome.NOT_RECORDED}


class Source(Struct, frozen=True):
    """An address or a citation in words, how far it was followed, and which part of the office it shows."""

    source: str
    status: SourceStatus = SourceStatus.QUOTED
    supports: str | None = None


class Reading(Struct, frozen=True):
    """What a named coder says of a government's alignment."""

    coder: str
    alignment: str
    source: str
    status: SourceStatus = SourceStatus.QUOTED
    note: str = ""


class Win(Struct, frozen=True):
    """A decisive vote won: the day of the vote and the day its result was known."""

    voted: date
    known: date


class Government(Struct, frozen=True):
    """One spell at the head of the executive; `start` is None for an elect, `end` None while it lasts."""

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

    def holds(self, day: date) -> bool:
        """Whether it is in office at the end of a day: start <= day < end."""
        return self.start is not None and self.start <= day and (self.end is None or day < self.end)

    def won_by(self, day: date) -> Win | None:
        """Return the latest of its wins known by the end of a day, or None."""
        known = [win for win in self.wins if win.known <= day]
        return max(known, key=lambda win: (win.known, win.voted)) if known else None


class Vote(Struct, frozen=True):
    """A vote that decides who governs, to come or without a recorded winner."""

    country: str
    date: PartialDate
    outcome: Outcome
    note: str = ""
    sources: tuple[Source, ...] = ()


class Vacancy(Struct, frozen=True):
    """Days, start <= day < end, on which nobody holds office, on purpose."""

    country: str
    start: date
    end: date
    note: str = ""
    sources: tuple[Source, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the office is vacant at the end of a day."""
        return self.start <= day < self.end


class CountryHistory(Struct, frozen=True):
    """All that a record says of one country, governments in order of their start, elects last."""

    governments: tuple[Government, ...] = ()
    votes: tuple[Vote, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    reviewed: date | None = None


class Record(Struct, frozen=True, dict=True):
    """The file that holds a region's governments and votes.

    `reviewed` gives per country the last day for which somebody saw evidence of the holder; `sha256` is the
    hash of the file's bytes.
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

    @cached_property
    def histories(self) -> Mapping[str, CountryHistory]:
        """Return what the record says by country; a country without any entry is missing."""
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
