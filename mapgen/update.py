"""What an update means: from what an editor says happened to the lines of the record that change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mapgen.dates import PartialDate
from mapgen.errors import InputError
from mapgen.record_file import GOVERNMENT_KEYS, VOTE_KEYS
from mapgen.record_text import Block, RecordText
from mapgen.records import Government, Outcome, Record

_GOVERNMENT_ORDER = tuple(key.name for key in GOVERNMENT_KEYS)
_VOTE_ORDER = tuple(key.name for key in VOTE_KEYS)
# What changes a government's own table, one key each.
_PLAIN = ("party", "alignment", "term_ends", "came_by", "note", "end", "void")


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
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
    editor = _Editor(RecordText(text), record, update)
    editor.apply()
    after = str(editor.text)
    if after == text:
        raise InputError.single(update.country, "nothing to change: the record says so already")
    return after


class _Editor:
    """Applies one update to the text of one record."""

    def __init__(self, text: RecordText, record: Record, update: Update) -> None:
        self.text = text
        self.record = record
        self.update = update

    def apply(self) -> None:
        said = self.update
        if said.vote is not None:
            self._vote()
        if said.leader is not None or said.government is not None or self._speaks_of_government():
            self._government()
        if said.reviewed is not None:
            self._review()

    def _speaks_of_government(self) -> bool:
        named = (*_PLAIN, "elected", "declared", "start", "source")
        about_vote = {"note", "source"} if self.update.vote is not None else set()
        return any(getattr(self.update, name) is not None for name in named if name not in about_vote)

    # Which government is meant

    def _government(self) -> None:
        said = self.update
        meant = self._meant()
        if meant is None:
            self._new_government()
            return
        number, government = meant
        if said.start is not None and government.start is None:
            self._close_predecessor(said.start)
            self._set(number, "start", said.start)
        elif said.start is not None and said.start != government.start:
            self._set(number, "start", said.start)
        if said.elected is not None and all(win.voted != said.elected for win in government.wins):
            self._append(number, "elected", said.elected)
            self._settle(said.elected)
        if said.declared is not None and all(win.known != said.declared for win in government.wins):
            self._append(number, "declared", said.declared)
        self._plain_keys(number)

    def _meant(self) -> tuple[int, Government] | None:
        """Return the government an update speaks of, with its number in the file; None for a new one."""
        said = self.update
        own = [(n, one) for n, one in enumerate(self.record.governments) if one.country == said.country]
        if said.government is not None:
            found = [(n, one) for n, one in own if one.start == said.government]
            if not found:
                starts = ", ".join(str(one.start) for _, one in own if one.start)
                raise InputError.single(
                    f"--government {said.government}", f"{said.country} has none of that start; there are {starts}"
                )
            return found[0]
        running = [(n, one) for n, one in own if one.start is not None and one.end is None]
        elects = [(n, one) for n, one in own if one.start is None and not one.void]
        if said.leader is None:
            return self._only(running, elects)
        same = [(n, one) for n, one in (*elects, *running) if one.leader == said.leader]
        return same[0] if same else None

    def _only(
        self, running: list[tuple[int, Government]], elects: list[tuple[int, Government]]
    ) -> tuple[int, Government]:
        """Return the government meant where no leader is named: the running one, or the elect to be void or start."""
        said = self.update
        choice = elects if (said.void or said.start is not None) and elects else running
        if not choice:
            raise InputError.single(
                said.country, "nobody is in office; name the leader, or the government with --government START"
            )
        return choice[-1]

    # What changes

    def _new_government(self) -> None:
        said = self.update
        if said.alignment is None:
            raise InputError.single(
                f"--leader {said.leader}", f"is new in {said.country}; give --alignment as well, on {self._scale()}"
            )
        if said.start is None and said.elected is None:
            raise InputError.single(
                f"--leader {said.leader}",
                f"is new in {said.country}; give --elected for an elect, or --start for one in office",
            )
        if said.start is not None:
            self._close_predecessor(said.start)
        self.text.insert("government", self._values(), self._last_block())
        if said.elected is not None:
            self._settle(said.elected)

    def _scale(self) -> str:
        return ", ".join(self.record.scale)

    def _values(self) -> list[tuple[str, Any]]:
        said = self.update
        values: dict[str, Any] = {
            "country": said.country,
            "leader": said.leader,
            "party": said.party,
            "elected": [said.elected] if said.elected else None,
            "declared": [said.declared] if said.declared else None,
            "start": said.start,
            "end": said.end,
            "term_ends": _toml_date(said.term_ends),
            "came_by": said.came_by or ("election" if said.elected else None),
            "alignment": said.alignment,
            "sources": [self._source()] if said.source else None,
            "note": said.note,
        }
        return [(key, values[key]) for key in _GOVERNMENT_ORDER if values.get(key) is not None]

    def _source(self) -> dict[str, str]:
        return {"source": str(self.update.source), "status": self.update.source_status or "quoted"}

    def _close_predecessor(self, day: date) -> None:
        """End whoever is in office without an end on the day a successor starts."""
        for number, one in enumerate(self.record.governments):
            if one.country == self.update.country and one.start and one.end is None and one.start <= day:
                self._set(number, "end", day)

    def _plain_keys(self, number: int) -> None:
        said = self.update
        for key in _PLAIN:
            value = getattr(said, key)
            if value is not None and not (key == "note" and said.vote is not None):
                self._set(number, key, _toml_date(value) if key == "term_ends" else value)
        if said.leader is not None and said.government is not None:
            self._set(number, "leader", said.leader)
        if said.source is not None and said.vote is None:
            known = {source.source for source in self.record.governments[number].sources}
            if said.source not in known:
                self._append(number, "sources", self._source())

    def _vote(self) -> None:
        """Schedule a vote, give one its exact day, or say what became of it."""
        said = self.update
        assert said.vote is not None  # noqa: S101 (apply has looked)
        outcome = said.outcome or Outcome.SCHEDULED.value
        number = self._vote_number(said.vote)
        if number is None:
            values: list[tuple[str, Any]] = [
                ("country", said.country),
                ("date", _toml_date(said.vote)),
                ("outcome", outcome),
            ]
            values += [("note", said.note)] if said.note else []
            values += [("sources", [self._source()])] if said.source else []
            self.text.insert("vote", values, self._last_block())
            return
        self._set(number, "date", _toml_date(said.vote), "vote")
        if said.outcome:
            self._set(number, "outcome", said.outcome, "vote")
        if said.note:
            self._set(number, "note", said.note, "vote")
        if said.source:
            self._append(number, "sources", self._source(), "vote")

    def _vote_number(self, day: PartialDate) -> int | None:
        """Return the number of the vote recorded for a day, or for the month or year it lies in."""
        for number, vote in enumerate(self.record.votes):
            if vote.country == self.update.country and vote.date.first <= day.first and day.last <= vote.date.last:
                return number
        return None

    def _settle(self, day: date) -> None:
        """Take the votes out that a win on a day has decided: those of that day, and earlier ones still open."""
        for number, vote in reversed(list(enumerate(self.record.votes))):
            if vote.country == self.update.country and vote.outcome.can_decide and vote.date.first <= day:
                self.text.remove(self._block(number, "vote"))

    def _review(self) -> None:
        block = self.text.block("reviewed")
        if block is None:
            raise InputError.single("[reviewed]", "the record has no such table; add a line `[reviewed]` to it")
        codes = sorted({*self.record.reviewed, self.update.country})
        self.text.set(block, self.update.country, self.update.reviewed, codes)

    # Where it stands in the file

    def _set(self, number: int, key: str, value: Any, table: str = "government") -> None:  # noqa: ANN401
        self.text.set(self._block(number, table), key, value, _order(table))

    def _append(self, number: int, key: str, value: Any, table: str = "government") -> None:  # noqa: ANN401
        self.text.append(self._block(number, table), key, value, _order(table))

    def _block(self, number: int, table: str) -> Block:
        block = self.text.block(table, number)
        if block is None:
            raise InputError.single(f"[[{table}]]", "write each table under its own header; this one cannot be edited")
        return block

    def _last_block(self) -> Block | None:
        """Return the table after which a new one of the country belongs: its last government."""
        own = [n for n, one in enumerate(self.record.governments) if one.country == self.update.country]
        last = own[-1] if own else len(self.record.governments) - 1
        return self.text.block("government", last) if last >= 0 else None


def _order(table: str) -> tuple[str, ...]:
    return _GOVERNMENT_ORDER if table == "government" else _VOTE_ORDER


def _toml_date(value: PartialDate | None) -> date | str | None:
    """Return a partial date as the record writes it: a day, or the month or year in quotes."""
    if value is None:
        return None
    return value.first if value.is_exact else str(value)
