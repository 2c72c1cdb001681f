"""An independent oracle of the rules of time, for tests: slow, and meant to be obviously right.

It shares no code with mapgen and is built the other way round. mapgen looks intervals up; the oracle turns a
country's part of the file into a diary of events (a vote is held, its result becomes known, somebody takes
office, …) and relives it one day at a time, from the first event to the day asked about, changing a small
state as it goes. What stands at the end of that day is the answer: "A day belongs to whoever holds office at
its end, local time."

It takes the plain dict that `tomllib.load` gives for a valid record. The rules are quoted where they are
applied.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Table = Mapping[str, Any]
Answer = tuple[str, str | None, str | None]
Event = Callable[["Chronicle"], None]
# An event with its day and its place in the order of that day.
Dated = tuple[date, tuple[Any, ...], Event]

BASES = ("office", "elected")
PENDING: Answer = ("result-pending", None, None)
UNRECORDED: Answer = ("not-recorded", None, None)
VACANT: Answer = ("vacant", None, None)
NOTHING: Answer = ("no-data", None, None)

# The order of events within one day. The state is only read at the day's end, so the order matters in three
# places: who starts today is no elect of today's result; a spell or a vacancy of no length opens before it
# closes, and so leaves nothing behind; a vote passes before its winner settles it.
ARRIVAL, DEPARTURE, TERM_OVER, VOTE_PASSED, RESULT = range(5)
# How many days a vote is counted if the record never says who won, and for how many days after a review it is believed.
DAYS_OF_COUNTING, DAYS_OF_FORESIGHT = 14, 92


def answer_on(record: Table, country: str, day: date, basis: str) -> Answer:
    """Return (status, leader or None, alignment or None) of a state of the region at the end of a day.

    Raises ValueError for an unknown basis, a day before the record begins, or two governments in office at
    once.
    """
    if basis not in BASES:
        raise ValueError(f"no such basis: {basis}")
    if day < record["record"]["begins"]:
        raise ValueError(f"{day} is before the record begins")
    return relive(record, country, day).answer(basis)


@dataclass
class Chronicle:
    """What is the case in one country at the end of the day that was relived last."""

    in_office: list[Table] = field(default_factory=list)
    # A pile of those who have won and not started: whose win became known last lies on top.
    elects: list[Table] = field(default_factory=list)
    # The votes that have passed and wait for a winner, as their first and last possible days, and the last day of the
    # count: None where the record tells the day of the result.
    waiting: list[tuple[date, date, date | None]] = field(default_factory=list)
    today: date = date.min
    # The day of the newest vote of which a winner is known.
    settled_up_to: date = date.min
    overdue: list[Table] = field(default_factory=list)
    declared_vacancies: int = 0

    def answer(self, basis: str) -> Answer:
        """Answer on a basis.

        "elected on day d: the newest government, not `void`, whose win is known by d … and which has not
        started by d. None: exactly the office result, vacancies included." And: pending wins over elect.
        """
        if basis == "elected":
            if self.waiting:
                return self.waited_for(self.waiting)
            if self.elects:
                return shown("elected", self.elects[-1])
        return self.office()

    def office(self) -> Answer:
        """Answer on the office basis.

        "office on day d: the government in office. None: `vacant` where the record declares a vacancy", else
        no-data.
        """
        if len(self.in_office) > 1:
            raise ValueError("two governments in office at once: " + str(self.in_office))
        if self.in_office:
            (holder,) = self.in_office
            votes = self.its_votes(holder)
            return self.waited_for(votes) if votes else shown("in-office", holder)
        return VACANT if self.declared_vacancies else NOTHING

    def waited_for(self, votes: list[tuple[date, date, date | None]]) -> Answer:
        """Answer for votes without a winner, of which the newest counts.

        "Votes are not counted for ever": after the last day of its count, its winner is not recorded. A vote whose
        result will be told, on any of its possible days, is the same vote.
        """
        end, begin = max((last, first) for first, last, _ in votes)
        told = any(begin <= first <= last <= end and counted is None for first, last, counted in self.waiting)
        counted = [day for first, last, day in self.waiting if (first, last) == (begin, end) and day]
        return PENDING if told or self.today <= max(counted) else UNRECORDED

    def its_votes(self, holder: Table) -> list[tuple[date, date, date | None]]:
        """Return the votes for want of whose winner nobody can say any more who governs.

        "A scheduled end of term that has passed: with its vote unrecorded, `result-pending` on both bases;
        with no vote, the holder stays." Its vote: a waiting one that is not before the holder's start.
        """
        if not any(one is holder for one in self.overdue):
            return []
        return [vote for vote in self.waiting if vote[1] >= holder["start"]]

    def take_office(self, government: Table) -> None:
        """Bring a government in: "in office on start <= day < end", and from its start no longer an elect."""
        self.in_office.append(government)
        self.elects = [one for one in self.elects if one is not government]

    def leave_office(self, government: Table) -> None:
        """Take a government out. Having come and gone in one day, it was never there at a day's end."""
        self.in_office = [one for one in self.in_office if one is not government]

    def pass_vote(self, first: date, last: date, counted: date | None) -> None:
        """Let a vote pass, which waits for a winner unless one of it, or of a later vote, is known already.

        Its winner is known if some government has an `elected` date not before its first possible day.
        """
        if self.settled_up_to < first:
            self.waiting.append((first, last, counted))

    def learn_result(self, government: Table, vote: date, day: date) -> None:
        """Let a win become known: it settles its vote and every earlier one, and makes an elect.

        A `void` winner settles the vote but is no elect; nor is one already in office ("a re-election changes
        nothing"), or back out of it.
        """
        self.settled_up_to = max(self.settled_up_to, vote)
        self.waiting = [waiting for waiting in self.waiting if waiting[0] > vote]
        if government.get("void", False) or government.get("start", date.max) <= day:
            return
        self.elects = [*(one for one in self.elects if one is not government), government]


def shown(status: str, government: Table) -> Answer:
    """Return the answer that shows a government: "`no-data`: the record … says it is not known"."""
    alignment = government["alignment"]
    if alignment == "no-data":
        return "no-data", government["leader"], None
    return status, government["leader"], alignment


def relive(record: Table, country: str, day: date) -> Chronicle:
    """Return the state of a country at the end of a day, having relived every day since its first event."""
    chronicle = Chronicle()
    for _, chronicle in days_until(record, country, day):  # noqa: B007 (the last one is wanted)
        pass
    return chronicle


def days_until(record: Table, country: str, last: date) -> Iterator[tuple[date, Chronicle]]:
    """Yield each day from a country's first event to the last one asked for, and what is the case at its end.

    It is one chronicle that changes from day to day: ask it before going on.
    """
    diary: defaultdict[date, list[tuple[tuple[Any, ...], Event]]] = defaultdict(list)
    for when, order, event in events(record, country):
        diary[when].append((order, event))
    chronicle = Chronicle()
    today = min(diary, default=last)
    while today <= last:
        for _, event in sorted(diary.get(today, ()), key=lambda entry: entry[0]):
            event(chronicle)
        chronicle.today = today
        yield today, chronicle
        today += timedelta(days=1)


def events(record: Table, country: str) -> Iterator[Dated]:
    """Yield every event of a country, in no order."""
    for number, government in enumerate(of_country(record, "government", country)):
        yield from events_of_spell(government)
        for vote, known in days_known(government):
            yield from events_of_win(government, number, vote, known)
    for vacancy in of_country(record, "vacancy", country):
        yield vacancy["start"], (ARRIVAL,), lambda then: add_vacancies(then, 1)
        yield vacancy["end"], (DEPARTURE,), lambda then: add_vacancies(then, -1)
    for decision in of_country(record, "vote", country):
        # "Annulled and cancelled votes do not" make a result pending.
        if decision["outcome"] in {"scheduled", "not-recorded"}:
            yield event_of_vote(decision, record.get("reviewed", {}).get(country), decisions_left_open(record, country))


def event_of_vote(vote: Table, reviewed: date | None, left_open: list[tuple[date, date]]) -> Dated:
    """Return the passing of a vote: a partial date has passed once its last possible day has come.

    Its count ends 14 days after it; or 14 days after a review that left it `scheduled`; and 92 days after the review
    in any case.
    """
    first, last = possible_days(vote["date"])
    end = later(last, DAYS_OF_COUNTING)
    if reviewed:
        if (first, last) in left_open:
            end = max(end, later(reviewed, DAYS_OF_COUNTING))
        end = min(end, later(reviewed, DAYS_OF_FORESIGHT))
    return last, (VOTE_PASSED,), lambda then: then.pass_vote(first, last, end)


def decisions_left_open(record: Table, country: str) -> list[tuple[date, date]]:
    """Return the possible days of the votes that the record has as `scheduled`."""
    votes = of_country(record, "vote", country)
    return [possible_days(vote["date"]) for vote in votes if vote["outcome"] == "scheduled"]


def later(day: date, days: int) -> date:
    """Return the day some days later, or the last one of the calendar."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def events_of_spell(government: Table) -> Iterator[Dated]:
    """Yield a government's coming and going; an elect has neither."""
    if "start" in government:
        yield government["start"], (ARRIVAL,), lambda then: then.take_office(government)
    if "end" in government:
        yield government["end"], (DEPARTURE,), lambda then: then.leave_office(government)
    elif "term_ends" in government:
        # A partial date has come once its last possible day has.
        _, last = possible_days(government["term_ends"])
        yield last, (TERM_OVER,), lambda then: then.overdue.append(government)


def events_of_win(government: Table, number: int, vote: date, known: date) -> Iterator[Dated]:
    """Yield a vote that a government won, and the day on which that became known.

    Of two results known on one day the later vote's counts as newer. For two winners of one vote, which no
    rule foresees, it is who starts later, or else stands later in the file.
    """
    yield vote, (VOTE_PASSED,), lambda then: then.pass_vote(vote, vote, None)
    order = (RESULT, vote, government.get("start", date.max), number)
    yield known, order, lambda then: then.learn_result(government, vote, known)


def days_known(government: Table) -> Iterator[tuple[date, date]]:
    """Yield each vote won and the day its result was known: its `elected` date, or `declared` where later.

    Each declared date belongs to the last date in `elected` on or before it.
    """
    votes = government.get("elected", [])
    later = {max(vote for vote in votes if vote <= known): known for known in government.get("declared", [])}
    for vote in votes:
        yield vote, later.get(vote, vote)


def add_vacancies(chronicle: Chronicle, change: int) -> None:
    """Open (1) or close (-1) a declared vacancy."""
    chronicle.declared_vacancies += change


def of_country(record: Table, table: str, country: str) -> list[Table]:
    """Return a country's entries of an array of tables, in the order of the file."""
    return [entry for entry in record.get(table, []) if entry["country"] == country]


def possible_days(when: date | str) -> tuple[date, date]:
    """Return the first and last possible day of a day, a month (`2027-10`) or a year (`2030`)."""
    if isinstance(when, date):
        return when, when
    year, _, month = when.partition("-")
    if month:
        _, length = monthrange(int(year), int(month))
        return date(int(year), int(month), 1), date(int(year), int(month), length)
    return date(int(year), 1, 1), date(int(year), 12, 31)
