"""The rows of a table of governments: each a spell of one leader, with its place for messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from msgspec import Struct

from mapgen.errors import Problem, listed, shortened
from mapgen.files.dates import day_after, month_or_year, today
from mapgen.files.texts import LONGEST_NAME, LONGEST_TEXT, fault_of, line_of, without_footnote_marks
from mapgen.importing.model import Columns, OpenQuestion, RowOutcome, RowResult
from mapgen.importing.table_days import DayReader, is_of_order, is_still
from mapgen.places.languages import languages
from mapgen.record.alignments import NO_DATA
from mapgen.record.model import CameBy, Government, Win
from mapgen.record.rules import rule_problems
from mapgen.tables.model import Table, table_place

# The kinds of columns that hold days.
_DATED = {"start", "end", "elected", "declared", "term_ends"}
# A source with its status and with what it supports, as mapgen writes it into a cell.
_TOLD = re.compile(
    r"(?P<source>.*\S) \[(?P<status>read|quoted|dataset)(?:, (?P<supports>holder|start|end|dates))?\]", re.DOTALL
)
# What stands between the items of a list in a cell.
_BETWEEN_ITEMS = "|"
# How people list days, as the Markdown of `mapgen export` does; a comma stands inside of days in words, too.
_BETWEEN_DAYS = re.compile(r"[;,]\s*(?=[0-9]{4}-[0-9]{2}-[0-9]{2})")
# A party's name in a language, as mapgen writes it into a cell.
_IN_LANGUAGE = re.compile(r"([a-z]{2}): (.*\S)", re.DOTALL)
_TRUE, _FALSE = {"true", "yes", "1", "x"}, {"false", "no", "0", ""}
_LINES: Mapping[str, int] = {
    "leader": LONGEST_NAME,
    "party": LONGEST_NAME,
    "reasoning": LONGEST_TEXT,
    "note": LONGEST_TEXT,
}


class GovernmentRow(Struct, frozen=True):
    """A row of governments: its result, and the values of the record's keys."""

    result: RowResult
    values: dict[str, Any]


class _Fault(Struct, frozen=True):
    """Why a cell cannot be read."""

    message: str


class GovernmentReader:
    """Reads the governments of a table's rows; `questions` has what cannot be read."""

    def __init__(self, table: Table, columns: Columns, day_order: str = "") -> None:
        self._table = table
        self._columns = {kind: number for kind, number in columns.others.items() if kind in self._READERS}
        dated = [number for kind, number in self._columns.items() if kind in _DATED]
        cells = (without_footnote_marks(row.cells[number]) for row in table.rows for number in dated)
        texts = (part for cell in cells for part in _items(cell))
        self._days = DayReader(texts, day_order)
        self._rows = {row.number: row for row in table.rows}
        self.questions: list[OpenQuestion] = []

    def read(self, results: Sequence[RowResult]) -> list[GovernmentRow]:
        """Return the governments of results that are taken, each once, by country and first day."""
        rows: dict[tuple[object, ...], GovernmentRow] = {}
        for result in results:
            if result.outcome in {RowOutcome.TAKEN, RowOutcome.NO_DATA}:
                row = GovernmentRow(result, self._values(result))
                key = tuple(str(row.values.get(name)) for name in ("country", "leader", "start", "elected"))
                if rows.setdefault(key, row).values != row.values:
                    earlier = f"{self._table.row_word} {rows[key].result.number}"
                    message = f"the same government stands in {earlier} with other values; keep one of the rows"
                    self.questions.append(OpenQuestion(self._place(result), message))
        ordered = sorted(rows.values(), key=lambda row: (row.values["country"], row.values.get("start") or date.max))
        if not self.questions:
            self.questions += [OpenQuestion(one.where, one.message) for one in self._broken(ordered)]
        return ordered

    def _values(self, result: RowResult) -> dict[str, Any]:
        """Return the values of the record's keys in a row; what is wrong becomes a question."""
        values: dict[str, Any] = {"country": result.iso3, "alignment": result.class_name or NO_DATA}
        for kind, number in self._columns.items():
            text = self._rows[result.number].cells[number]
            value = self._READERS[kind](self, kind, text)
            if isinstance(value, _Fault):
                if is_of_order(value.message) and any(is_of_order(one.message) for one in self.questions):
                    continue
                where = table_place(self._table, result.number, self._table.header[number])
                self.questions.append(OpenQuestion(where, value.message))
            elif value is not None:
                values[kind] = value
        if "parties" in values:
            values["party"] = values.pop("parties")
        if "end" not in self._columns and self._is_over(values.get("term_ends")):
            values["end"] = values.pop("term_ends")
        if "leader" not in values:
            self.questions.append(OpenQuestion(self._place(result), "the row names no leader"))
        return values

    @staticmethod
    def _is_over(term_ends: object) -> bool:
        """Whether an end of a term has come: in a table without a column of ends, it is that of the spell."""
        return isinstance(term_ends, date) and term_ends <= today()

    def _place(self, result: RowResult) -> str:
        return table_place(self._table, result.number)

    def _broken(self, rows: Sequence[GovernmentRow]) -> list[Problem]:
        """Return the rules of time that rows break, such as spells that overlap."""
        return rule_problems([(self._place(row.result), _government(row.values)) for row in rows], [])

    # Readers of cells: each returns a value, None for none, or a _Fault

    def _day(self, kind: str, text: str) -> Any:  # noqa: ANN401 (what a record's key holds)
        if not text or (kind == "end" and is_still(text)):
            return None
        day = self._days.read(without_footnote_marks(text))
        return day if isinstance(day, date) else _Fault(day)

    def _several_days(self, kind: str, text: str) -> Any:  # noqa: ANN401
        days = [self._day(kind, part) for part in _items(_BETWEEN_DAYS.sub(_BETWEEN_ITEMS, text))]
        days = [_seen(day) if isinstance(day, date) else day for day in days]
        fault = next((day for day in days if isinstance(day, _Fault)), None)
        return fault or sorted(set(days)) or None

    def _partial(self, _: str, text: str) -> Any:  # noqa: ANN401
        if is_still(text) or month_or_year(text):
            return None if is_still(text) else text
        day = self._days.read(text)
        return day if isinstance(day, date) else _Fault(day)

    def _name(self, kind: str, text: str) -> Any:  # noqa: ANN401
        return self._line(kind, without_footnote_marks(text))

    def _parties(self, _: str, text: str) -> Any:  # noqa: ANN401
        names = {match[1]: match[2] for item in _items(text) if (match := _IN_LANGUAGE.fullmatch(item))}
        if len(names) < len(_items(text)) or not names.keys() <= set(languages()):
            return _Fault(f'"{shortened(text)}": write each name with its language, as `es: Partido | pt: Partido`')
        lines = {lang: self._name("party", name) for lang, name in names.items()}
        return next((line for line in lines.values() if isinstance(line, _Fault)), lines or None)

    def _line(self, kind: str, text: str) -> Any:  # noqa: ANN401
        if not text:
            return None
        fault = fault_of(text, _LINES[kind])
        return _Fault(f'"{shortened(text)}": {fault}') if fault else line_of(text)

    def _way(self, _: str, text: str) -> Any:  # noqa: ANN401
        word = text.casefold().replace(" ", "-")
        if not word or word in set(CameBy):
            return word or None
        return _Fault(f'"{shortened(text)}" is none of {listed(CameBy)}')

    def _flag(self, _: str, text: str) -> Any:  # noqa: ANN401
        word = text.casefold()
        return (
            True if word in _TRUE else None if word in _FALSE else _Fault(f'"{shortened(text)}": write true or false')
        )

    def _sources(self, _: str, text: str) -> Any:  # noqa: ANN401
        items = _items(text)
        faults = [f'"{shortened(item)}": {fault}' for item in items if (fault := fault_of(item))]
        if faults:
            return _Fault(faults[0])
        sources = [_source(line_of(item)) for item in items]
        plain = [source["source"] for source in sources]
        return sources if any(len(source) > 1 for source in sources) else plain or None

    _READERS: ClassVar[Mapping[str, Callable[[GovernmentReader, str, str], Any]]] = {
        **dict.fromkeys(("leader", "party"), _name),
        "parties": _parties,
        **dict.fromkeys(("reasoning", "note"), _line),
        **dict.fromkeys(("start", "end"), _day),
        **dict.fromkeys(("elected", "declared"), _several_days),
        **dict.fromkeys(("contested", "void"), _flag),
        "term_ends": _partial,
        "came_by": _way,
        "source": _sources,
    }


def _source(item: str) -> dict[str, str]:
    """Return a source as the record has it: behind a citation may stand what it is and shows, `[read, start]`."""
    if match := _TOLD.fullmatch(item):
        return {key: value for key, value in match.groupdict().items() if value}
    return {"source": item}


def _seen(day: date) -> date | _Fault:
    """Return a day on which something has happened, or why it cannot have; tomorrow has come somewhere already."""
    return _Fault(f'"{day}": this day is yet to come; leave it out until it has') if day > day_after(today()) else day


def _items(text: str) -> list[str]:
    """Return the items of a list in a cell."""
    return [part for item in text.split(_BETWEEN_ITEMS) if (part := item.strip())]


def _government(values: Mapping[str, Any]) -> Government:
    """Return a government with what the rules of time look at."""
    wins = tuple(Win(day, day) for day in values.get("elected", ()))
    return Government(
        values["country"],
        values.get("leader", ""),
        values["alignment"],
        wins=wins,
        start=values.get("start"),
        end=values.get("end"),
        void=values.get("void", False),
    )


def government_keys(row: GovernmentRow) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of a government as a record's file has them."""
    for key, value in row.values.items():
        yield ("sources" if key == "source" else key), value
