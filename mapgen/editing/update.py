"""Turn an editor's update of a country into changes of the record's lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mapgen.editing.comments import Subject
from mapgen.editing.governments import CountryGovernments
from mapgen.editing.model import Update, refuse_incomplete
from mapgen.editing.names import refuse_near_name, refuse_unmeant_rename
from mapgen.editing.refusals import refuse_unmeant
from mapgen.editing.tables import RecordTables
from mapgen.editing.votes import refuse_unmeant_review, refuse_unmeant_vote
from mapgen.errors import InputError, listed
from mapgen.files.dates import PartialDate
from mapgen.places.regions import read_region
from mapgen.record.model import Government, Outcome, Record, Source

# Keys of a government's own table that an update sets directly.
_PLAIN = ("party", "alignment", "term_ends", "came_by", "note", "end", "void")


def updated_text(
    text: str, record: Record, update: Update, *, today: date | None = None, warn: Callable[[str], None] | None = None
) -> str:
    """Return the text of a record after an update; all other lines stay as they were.

    `warn` is called for each comment that the update may make false, or that is removed with a table. Days that lie
    after `today` are refused for what has happened; without it, they are not. Raises InputError where the update does
    not say which government it means, cannot be meant, or changes nothing.
    """
    refuse_incomplete(update)
    editor = _Editor(RecordTables(text, read_region(record.region)), record, update, today)
    editor.apply()
    after = str(editor.tables)
    if after == text:
        raise InputError.single(update.country, "nothing to change: the record says so already")
    if warn is not None:
        editor.doubt_comments()
        for comment in editor.tables.text.comments:
            warn(comment)
    return after


class _Editor:
    """Apply one update to the text of one record."""

    def __init__(self, tables: RecordTables, record: Record, update: Update, today: date | None) -> None:
        self.tables = tables
        self.today = today
        self.settled: list[PartialDate] = []
        self.record = record
        self.update = update
        self.governments = CountryGovernments(record, update.country)

    def apply(self) -> None:
        """Change existing tables by their numbers first, and only then add tables that would shift the numbers."""
        update = self.update
        vote = self._vote_number(update.vote) if update.vote is not None else None
        refuse_unmeant_vote(update, self.record, None if vote is None else self.record.votes[vote], self.today)
        refuse_unmeant_review(update, self.record)
        if not self._speaks_of_government():
            refuse_unmeant(update, self.governments, None, self.today)
        if vote is not None:
            self._change_vote(vote)
        if self._speaks_of_government():
            self._government()
        if update.vote is not None and vote is None:
            self._new_vote(update.vote)
        if update.reviewed is not None:
            self.tables.review(update.country, update.reviewed)

    def doubt_comments(self) -> None:
        """Note the comments anywhere in the file that an event of the country may make false."""
        days = [getattr(self.update, name) for name in ("elected", "declared", "start", "end", "vote")]
        if self.update.void or any(days):
            said = {str(day) for day in (*days, *self.settled) if day}
            self.tables.text.doubt_about(Subject(self.update.country, sorted(said), self.record.region))

    def _speaks_of_government(self) -> bool:
        named = ("leader", "government", "rename", *_PLAIN, "elected", "declared", "start", "source")
        about_vote = {"note", "source"} if self.update.vote is not None else set()
        return any(getattr(self.update, name) is not None for name in named if name not in about_vote)

    def _government(self) -> None:
        meant = self.governments.meant(self.update)
        if meant is None:
            refuse_near_name(self.update, self.governments)
        elif self.update.new:
            message = f"{meant[1].leader} is recorded in {self.update.country} already, and not new"
            raise InputError.single("--new", message)
        refuse_unmeant(self.update, self.governments, meant[1] if meant else None, self.today)
        if meant is None:
            self._new_government()
            return
        number, government = meant
        refuse_unmeant_rename(self.update, self.governments, government)
        self._start(number, government)
        self._wins(number, government)
        self._plain_keys(number, government)

    def _new_government(self) -> None:
        update = self.update
        where = f"--leader {update.leader}"
        if update.rename is not None:
            message = f"whose name? nobody of the name {update.leader} governs {update.country}, or has won there"
            raise InputError.single(f"--rename {update.rename}", message)
        if update.alignment is None:
            message = f"is new in {update.country}; give --alignment as well: {listed(self.record.scale)}"
            raise InputError.single(where, message)
        if update.start is None and update.elected is None:
            message = f"is new in {update.country}; give --elected for an elect, or --start for one in office"
            raise InputError.single(where, message)
        if update.start is not None:
            self._close_predecessor(update.start)
        self.tables.insert("government", self._values())
        if update.elected is not None:
            self._settle(update.elected)

    def _values(self) -> dict[str, Any]:
        update = self.update
        return {name: getattr(update, name) for name in update.__struct_fields__} | {
            "elected": [update.elected] if update.elected else None,
            "declared": [update.declared] if update.declared else None,
            "term_ends": _toml_date(update.term_ends),
            "came_by": update.came_by or ("election" if update.elected else None),
            "sources": [self._source()] if update.source else None,
        }

    def _source(self) -> dict[str, str]:
        return {"source": str(self.update.source), "status": self.update.source_status or "quoted"}

    def _start(self, number: int, government: Government) -> None:
        """Bring an elect into office, or correct the start of a government that --government names."""
        day = self.update.start
        if day is None or day == government.start:
            return
        if government.start is None:
            self._close_predecessor(day)
        elif self.update.government is None:
            message = f"{government.leader} starts on {government.start}; to correct that, name it by --government"
            raise InputError.single(f"--start {day}", message)
        else:
            for index, spell in self.governments.all:
                if spell.end == government.start and spell.start != spell.end:
                    self.tables.set("government", index, "end", day)
        self.tables.set("government", number, "start", day)

    def _close_predecessor(self, day: date) -> None:
        """End the governments in office without an end on the day a successor starts."""
        for number, government in self.governments.running:
            # Who leaves on the day of their own start ends only those who were there before.
            brief = self.update.end == day and government.start == day
            if government.start and government.start <= day and not brief:
                self.tables.set("government", number, "end", day)

    def _wins(self, number: int, government: Government) -> None:
        """Add a vote won, and the day its result was known, in place of another day for the same vote."""
        update = self.update
        voted = [win.voted for win in government.wins]
        if update.elected is not None and update.elected not in voted:
            voted.append(update.elected)
            self.tables.add_day("government", number, "elected", voted)
            self._settle(update.elected)
        if update.declared is not None and all(win.known != update.declared for win in government.wins):
            vote = max((day for day in voted if day <= update.declared), default=None)
            later = {win.voted: win.known for win in government.wins if win.known != win.voted}
            others = [known for day, known in later.items() if day != vote]
            if vote in later:
                self.tables.set("government", number, "declared", sorted([*others, update.declared]))
            else:
                self.tables.add_day("government", number, "declared", [*others, update.declared])

    def _plain_keys(self, number: int, government: Government) -> None:
        update = self.update
        for key in _PLAIN:
            value = getattr(update, key)
            if value is not None and not (key == "note" and update.vote is not None):
                self.tables.set("government", number, key, _toml_date(value) if key == "term_ends" else value)
        name = update.rename or update.leader
        if name is not None:
            self.tables.set("government", number, "leader", name)
        if update.source is not None and update.vote is None:
            self._add_source("government", number, government.sources)

    def _add_source(self, table: str, number: int, known: tuple[Source, ...]) -> None:
        update = self.update
        there = next((source for source in known if source.source == update.source), None)
        if there is None:
            self.tables.append(table, number, "sources", self._source())
        elif update.source_status not in {None, there.status.value}:
            message = f"is recorded already, as {there.status.value}; change its status in the file"
            raise InputError.single(f"--source {update.source}", message)

    # Votes and reviews

    def _vote_number(self, day: PartialDate) -> int | None:
        """Return the number of the vote recorded for a day, or else for the month or year that it lies in."""
        votes = [(n, vote) for n, vote in enumerate(self.record.votes) if vote.country == self.update.country]
        matches = [(n, vote) for n, vote in votes if vote.date.first <= day.first and day.last <= vote.date.last]
        within = [vote for _, vote in votes if day.first <= vote.date.first and vote.date.last <= day.last]
        if within and not matches:
            raise InputError.single(f"--vote {day}", f"one is recorded for {within[0].date} already; name it by that")
        return min(matches, key=lambda one: one[1].date.last - one[1].date.first)[0] if matches else None

    def _change_vote(self, number: int) -> None:
        """Give a vote its exact day or its outcome."""
        update = self.update
        for key, value in (("date", _toml_date(update.vote)), ("outcome", update.outcome), ("note", update.note)):
            if value is not None:
                self.tables.set("vote", number, key, value)
        if update.source is not None:
            self._add_source("vote", number, self.record.votes[number].sources)

    def _new_vote(self, day: PartialDate) -> None:
        update = self.update
        values = {
            "country": update.country,
            "date": _toml_date(day),
            "outcome": update.outcome or Outcome.SCHEDULED.value,
            "note": update.note,
            "sources": [self._source()] if update.source else None,
        }
        self.tables.insert("vote", values)

    def _settle(self, day: date) -> None:
        """Remove the votes that a win on a day has decided: those of that day, and earlier ones still open."""
        for number, vote in reversed(list(enumerate(self.record.votes))):
            if vote.country == self.update.country and vote.outcome.can_decide and vote.date.first <= day:
                self.tables.remove("vote", number)
                self.settled.append(vote.date)


def _toml_date(value: PartialDate | None) -> date | str | None:
    """Return a partial date as the record writes it: a day, or the month or year in quotes."""
    if value is None:
        return None
    return value.first if value.is_exact else str(value)
