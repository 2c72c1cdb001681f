"""Which government of a country an update means."""

from __future__ import annotations

from datetime import date

from mapgen.editing.model import Update
from mapgen.errors import InputError, listed
from mapgen.record.model import Government, Record

Numbered = tuple[int, Government]  # a government with its number in the file


class CountryGovernments:
    """The governments of a country with their numbers in the file.

    `running` are those in office without an end, `elects` those without a start that are not void; `reviewed` is the
    last day for which the holder is known.
    """

    def __init__(self, record: Record, country: str) -> None:
        self.country = country
        self.reviewed = record.reviewed.get(country)
        self.all: list[Numbered] = [
            (number, government)
            for number, government in enumerate(record.governments)
            if government.country == country
        ]
        self.running = [pair for pair in self.all if pair[1].start is not None and pair[1].end is None]
        self.elects = [pair for pair in self.all if pair[1].start is None and not pair[1].void]

    @property
    def open(self) -> list[Numbered]:
        """The governments without an end: elects, then running ones."""
        return [*self.elects, *self.running]

    def meant(self, update: Update) -> Numbered | None:
        """Return the government that an update means; None for a new one.

        Raises InputError where that is none, or more than one.
        """
        if update.government is not None:
            return self._started(update.government, update.leader)
        if update.leader is None:
            return self._only(update)
        same = [pair for pair in self.open if pair[1].leader == update.leader]
        ended = [pair[1] for pair in self.all if pair[1].leader == update.leader and pair[1].end is not None]
        if not same and ended and update.elected is None and update.start is None:
            starts = ", ".join(str(government.start) for government in ended)
            message = f"has an `end` in {self.country}; name the spell by --government START ({starts})"
            raise InputError.single(f"--leader {update.leader}", message)
        return same[0] if same else None

    def _started(self, start: date, leader: str | None) -> Numbered:
        """Return the government of a start; of several the one with a leader."""
        matches = [pair for pair in self.all if pair[1].start == start]
        if len(matches) > 1:
            matches = [pair for pair in matches if pair[1].leader == leader]
        if len(matches) != 1:
            known = [f"{government.start} ({government.leader})" for _, government in self.all if government.start]
            message = f"{self.country} has not one of that start; there are {', '.join(known) or 'none'}"
            raise InputError.single(f"--government {start}", message)
        return matches[0]

    def _only(self, update: Update) -> Numbered:
        """Return the government meant by an update without a leader: the running one, or an elect to void or start."""
        for_elect = update.void or (update.start is not None and self.elects)
        choice = self.elects if for_elect else self.running
        if len(choice) > 1:
            names = listed(government.leader for _, government in choice)
            raise InputError.single(self.country, f"has several elects; name one by --leader: {names}")
        if not choice:
            lacking = "has no elect" if for_elect else "has nobody in office without an `end`"
            raise InputError.single(self.country, f"{lacking}; name the government by --leader or --government START")
        return choice[0]
