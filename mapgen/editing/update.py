"""What an update means: from what an editor says happened to the lines of the record that change."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from mapgen.editing.tables import RecordTables
from mapgen.errors import InputError, listed, nearest
from mapgen.files.dates import PartialDate
from mapgen.record.model import Government, Outcome, Record, Source

# What changes a government's own table, one key each.
_PLAIN = ("party", "alignment", "term_ends", "came_by", "note", "end", "void")


class Update(Struct, frozen=True, kw_only=True):
    """What an editor says of a country; None for what is not said.

    `government` names the one meant by its start, where it is not the running one.
    """

    country: str
    leader: str | None = None
    party: str | None = None
    alignment: str | None = None
    elected: date | None = None
    declared: date | None = None
    start: date | None = None
    end: date | None = None
    term_ends: PartialDate | None = None
    came_by: str | None = None
    source: str | None = None
    source_status: str | None = None
    note: str | None = None
    void: bool | None = None
    reviewed: date | None = None
    vote: PartialDate | None = None
    outcome: str | None = None
    government: date | None = None


def updated_text(text: str, record: Record, update: Update) -> str:
    """Return the text of a record after an update, all other lines as they were.

    Raises InputError where the update does not say which government it means, or says nothing at all.
    """
    _refuse_incomplete(update)
    editor = _Editor(RecordTables(text), record, update)
    editor.apply()
    after = str(editor.tables)
    if after == text:
        raise InputError.single(update.country, "nothing to change: the record says so already")
    return after


def _refuse_incomplete(update: Update) -> None:
    if all(getattr(update, name) is None for name in update.__struct_fields__ if name not in {"country", "government"}):
        raise InputError.single(update.country, "nothing is said of it; give an option, such as --reviewed DATE")
    if update.outcome is not None and update.vote is None:
        raise InputError.single(f"--outcome {update.outcome}", "of which vote? give --vote DATE as well")
    if update.source_status is not None and update.source is None:
        raise InputError.single(f"--source-status {update.source_status}", "of which source? give --source as well")


class _Editor:
    """Applies one update to the text of one record."""

    def __init__(self, tables: RecordTables, record: Record, update: Update) -> None:
        self.tables = tables
        self.record = record
        self.update = update
        self.own = [(n, one) for n, one in enumerate(record.governments) if one.country == update.country]
        self.running = [(n, one) for n, one in self.own if one.start is not None and one.end is None]
        self.elects = [(n, one) for n, one in self.own if one.start is None and not one.void]

    def apply(self) -> None:
        """Change what is there by its number, and only then add what would shift the numbers."""
        said = self.update
        vote = self._vote_number(said.vote) if said.vote is not None else None
        if vote is not None:
            self._change_vote(vote)
        if said.leader is not None or said.government is not None or self._speaks_of_government():
            self._government()
        if said.vote is not None and vote is None:
            self._new_vote(said.vote)
        if said.reviewed is not None:
            self.tables.review(said.country, said.reviewed)

    def _speaks_of_government(self) -> bool:
        named = (*_PLAIN, "elected", "declared", "start", "source")
        about_vote = {"note", "source"} if self.update.vote is not None else set()
        return any(getattr(self.update, name) is not None for name in named if name not in about_vote)

    # Which government is meant

    def _government(self) -> None:
        meant = self._meant()
        if meant is None:
            self._new_government()
            return
        number, government = meant
        self._start(number, government)
        self._wins(number, government)
        self._plain_keys(number, government)

    def _meant(self) -> tuple[int, Government] | None:
        """Return the government an update speaks of, with its number in the file; None for a new one."""
        said = self.update
        if said.government is not None:
            return self._named(said.government)
        if said.leader is None:
            return self._only()
        same = [(n, one) for n, one in (*self.elects, *self.running) if one.leader == said.leader]
        left = [one for _, one in self.own if one.leader == said.leader and one.end is not None]
        if not same and left and said.elected is None and said.start is None:
            starts = ", ".join(str(one.start) for one in left)
            message = f"has an `end` in {said.country}; name the spell by --government START ({starts})"
            raise InputError.single(f"--leader {said.leader}", message)
        return same[0] if same else None

    def _named(self, start: date) -> tuple[int, Government]:
        found = [(n, one) for n, one in self.own if one.start == start]
        if len(found) > 1:
            found = [(n, one) for n, one in found if one.leader == self.update.leader]
        if len(found) != 1:
            starts = ", ".join(f"{one.start} ({one.leader})" for _, one in self.own if one.start)
            message = f"{self.update.country} has not one of that start; there are {starts or 'none'}"
            raise InputError.single(f"--government {start}", message)
        return found[0]

    def _only(self) -> tuple[int, Government]:
        """Return the government meant where no leader is named: the running one, or the elect to be void or start."""
        said = self.update
        of_elect = said.void or (said.start is not None and self.elects)
        choice = self.elects if of_elect else self.running
        if len(choice) > 1:
            names = listed(one.leader for _, one in choice)
            raise InputError.single(said.country, f"has several elects; name one by --leader: {names}")
        if not choice:
            lacking = "has no elect" if of_elect else "has nobody in office without an `end`"
            raise InputError.single(said.country, f"{lacking}; name the government by --leader or --government START")
        return choice[0]

    # What changes

    def _new_government(self) -> None:
        said = self.update
        where = f"--leader {said.leader}"
        close = nearest(str(said.leader), [one.leader for _, one in (*self.elects, *self.running)])
        if said.alignment is None:
            message = f"is new in {said.country}; give --alignment as well: {listed(self.record.scale)}{close}"
            raise InputError.single(where, message)
        if said.start is None and said.elected is None:
            message = f"is new in {said.country}; give --elected for an elect, or --start for one in office{close}"
            raise InputError.single(where, message)
        if said.start is not None:
            self._close_predecessor(said.start)
        self.tables.insert("government", self._values())
        if said.elected is not None:
            self._settle(said.elected)

    def _values(self) -> dict[str, Any]:
        said = self.update
        return {name: getattr(said, name) for name in said.__struct_fields__} | {
            "elected": [said.elected] if said.elected else None,
            "declared": [said.declared] if said.declared else None,
            "term_ends": _toml_date(said.term_ends),
            "came_by": said.came_by or ("election" if said.elected else None),
            "sources": [self._source()] if said.source else None,
        }

    def _source(self) -> dict[str, str]:
        return {"source": str(self.update.source), "status": self.update.source_status or "quoted"}

    def _start(self, number: int, government: Government) -> None:
        """Bring an elect into office, or correct the day of a government that --government names."""
        day = self.update.start
        if day is None or day == government.start:
            return
        if government.start is None:
            self._close_predecessor(day)
        elif self.update.government is None:
            message = f"{government.leader} starts on {government.start}; to correct that, name it by --government"
            raise InputError.single(f"--start {day}", message)
        else:
            for other, one in self.own:
                if one.end == government.start and one.start != one.end:
                    self.tables.set("government", other, "end", day)
        self.tables.set("government", number, "start", day)

    def _close_predecessor(self, day: date) -> None:
        """End whoever is in office without an end on the day a successor starts."""
        for number, one in self.running:
            if one.start and one.start <= day:
                self.tables.set("government", number, "end", day)

    def _wins(self, number: int, government: Government) -> None:
        """Add a vote won, and the day its result was known, in place of another day for the same vote."""
        said = self.update
        voted = [win.voted for win in government.wins]
        if said.elected is not None and said.elected not in voted:
            voted.append(said.elected)
            self.tables.add_day("government", number, "elected", voted)
            self._settle(said.elected)
        if said.declared is not None and all(win.known != said.declared for win in government.wins):
            vote = max((day for day in voted if day <= said.declared), default=None)
            later = {win.voted: win.known for win in government.wins if win.known != win.voted}
            kept = [known for day, known in later.items() if day != vote]
            if vote in later:
                self.tables.set("government", number, "declared", sorted([*kept, said.declared]))
            else:
                self.tables.add_day("government", number, "declared", [*kept, said.declared])

    def _plain_keys(self, number: int, government: Government) -> None:
        said = self.update
        for key in _PLAIN:
            value = getattr(said, key)
            if value is not None and not (key == "note" and said.vote is not None):
                self.tables.set("government", number, key, _toml_date(value) if key == "term_ends" else value)
        if said.leader is not None:
            self.tables.set("government", number, "leader", said.leader)
        if said.source is not None and said.vote is None:
            self._add_source("government", number, government.sources)

    def _add_source(self, table: str, number: int, known: tuple[Source, ...]) -> None:
        said = self.update
        there = next((one for one in known if one.source == said.source), None)
        if there is None:
            self.tables.append(table, number, "sources", self._source())
        elif said.source_status not in {None, there.status.value}:
            message = f"is recorded already, as {there.status.value}; change its status in the file"
            raise InputError.single(f"--source {said.source}", message)

    # Votes and reviews

    def _vote_number(self, day: PartialDate) -> int | None:
        """Return the number of the vote recorded for a day, or else for the month or year it lies in."""
        own = [(n, vote) for n, vote in enumerate(self.record.votes) if vote.country == self.update.country]
        found = [(n, vote) for n, vote in own if vote.date.first <= day.first and day.last <= vote.date.last]
        within = [vote for _, vote in own if day.first <= vote.date.first and vote.date.last <= day.last]
        if within and not found:
            raise InputError.single(f"--vote {day}", f"one is recorded for {within[0].date} already; name it by that")
        return min(found, key=lambda one: one[1].date.last - one[1].date.first)[0] if found else None

    def _change_vote(self, number: int) -> None:
        """Give a vote its exact day, or say what became of it."""
        said = self.update
        for key, value in (("date", _toml_date(said.vote)), ("outcome", said.outcome), ("note", said.note)):
            if value is not None:
                self.tables.set("vote", number, key, value)
        if said.source is not None:
            self._add_source("vote", number, self.record.votes[number].sources)

    def _new_vote(self, day: PartialDate) -> None:
        said = self.update
        values = {
            "country": said.country,
            "date": _toml_date(day),
            "outcome": said.outcome or Outcome.SCHEDULED.value,
            "note": said.note,
            "sources": [self._source()] if said.source else None,
        }
        self.tables.insert("vote", values)

    def _settle(self, day: date) -> None:
        """Take the votes out that a win on a day has decided: those of that day, and earlier ones still open."""
        for number, vote in reversed(list(enumerate(self.record.votes))):
            if vote.country == self.update.country and vote.outcome.can_decide and vote.date.first <= day:
                self.tables.remove("vote", number)


def _toml_date(value: PartialDate | None) -> date | str | None:
    """Return a partial date as the record writes it: a day, or the month or year in quotes."""
    if value is None:
        return None
    return value.first if value.is_exact else str(value)
