"""A scholar's codings as readings of a record: each row matched to the one government that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from mapgen.editing.tables import RecordTables
from mapgen.errors import InputError, listed, shortened
from mapgen.files.texts import fault_of, line_of
from mapgen.importing.classes import TableClasses, read_classes
from mapgen.importing.columns import ColumnFinder
from mapgen.importing.countries import CountryReader
from mapgen.importing.headings import year_of
from mapgen.importing.model import OpenQuestion, TableRequest
from mapgen.importing.table_days import DayReader
from mapgen.places.name_forms import folded_name
from mapgen.record.model import Government, Record, SourceStatus
from mapgen.tables.model import Table, TableRow, table_place

_Numbered = tuple[int, Government]


class ReadingsMade(Struct, frozen=True):
    """What became of a table's codings: the record's text with those that are new, and what was left out, in words."""

    text: str
    added: int
    left_out: tuple[str, ...]


class _Coding(Struct, frozen=True):
    """A row's coding of one government, by its number in the record."""

    row: TableRow
    number: int
    values: dict[str, str]


def with_readings(text: str, record: Record, table: Table, request: TableRequest) -> ReadingsMade:
    """Return the text of a record with the codings of a table as readings of one coder; other lines stay.

    Raises InputError with every row that speaks of no government, or of several, unless unknown rows are to be skipped;
    and for codings that contradict each other, or what the record holds of the coder.
    """
    matcher = _Matcher(record, table, request)
    codings = list(matcher.codings())
    if matcher.questions:
        raise InputError(question.problem for question in matcher.questions)
    tables = RecordTables(text)
    for coding in codings:
        tables.append("government", coding.number, "readings", coding.values)
    return ReadingsMade(str(tables), len(codings), tuple(matcher.left_out))


class _Matcher:
    """Matches rows with governments; `questions` and `left_out` say what did not fit."""

    def __init__(self, record: Record, table: Table, request: TableRequest) -> None:
        self._table = table
        self._request = request
        self._columns = ColumnFinder(table, request).columns()
        self._countries = CountryReader(self._columns.system, request.assume)
        self._governments: dict[str, list[_Numbered]] = {}
        for number, government in enumerate(record.governments):
            self._governments.setdefault(government.country, []).append((number, government))
        self._day_column = next(
            (n for kind, n in self._columns.others.items() if kind in {"as_of", "year", "start"}), None
        )
        texts = [] if self._day_column is None else [row.cells[self._day_column] for row in table.rows]
        self._days = DayReader(texts, request.day_order)
        self.questions: list[OpenQuestion] = []
        self.left_out: list[str] = []

    def codings(self) -> Iterator[_Coding]:
        """Yield the codings that are new, each once; adds to `questions` and `left_out`."""
        self._refuse_incomplete()
        if self.questions:
            return
        rows = [row for row in self._table.rows if self._is_of_record(row)]
        classes = self._classes(rows)
        codings: dict[int, _Coding] = {}
        for row in rows if classes else ():
            alignment = classes.name_of(self._cell(row, self._columns.classes)) if classes else None
            government = self._government(row) if alignment else None
            if alignment and government and self._is_new(row, government[1], alignment):
                coding = _Coding(row, government[0], self._values(row, alignment))
                self._add(codings, coding)
        yield from codings.values()

    def _refuse_incomplete(self) -> None:
        others = self._columns.others
        if "leader" not in others and self._day_column is None:
            message = "no column says of which government a row speaks; it needs leaders, days or years"
            self.questions.append(OpenQuestion(self._table.name, message))
        if "source" not in others and not self._request.source:
            self.questions.append(OpenQuestion(self._table.name, "no column has the sources", "--source TEXT"))
        for name in ("coder", "source"):
            if (text := getattr(self._request, name)) and (fault := fault_of(text)):
                self.questions.append(OpenQuestion(f'{name} "{shortened(text)}"', fault))

    def _is_of_record(self, row: TableRow) -> bool:
        """Whether a row is of a country that the record has; unknown countries are asked about."""
        text = row.cells[self._columns.country]
        country = self._countries.read(text)
        if country.iso3 is None and not self._countries.left_out(text):
            self._unknown(
                row, f'"{shortened(text)}" is no country that mapgen knows', f'--assume "{shortened(text)}=CODE"'
            )
        return country.iso3 in self._governments

    def _classes(self, rows: Sequence[TableRow]) -> TableClasses | None:
        column = self._columns.classes or 0
        classes = read_classes([row.cells[column] for row in rows], self._request.labels, self._table.header[column])
        if classes.is_standard:
            return classes
        says = listed(f'"{shortened(label)}"' for label in classes.labels.values()).replace(" or ", " and ")
        message = f"a reading is of the scale from left to right, and the table has {says}"
        self.questions.append(OpenQuestion("classes", message, '--class-label "TEXT=right" for each'))
        return None

    def _government(self, row: TableRow) -> _Numbered | None:
        """Return the one government of which a row speaks; adds a question where it is none, or one of several."""
        country = self._countries.read(row.cells[self._columns.country]).iso3 or ""
        fitting = self._governments[country]
        day_text = self._cell(row, self._day_column)
        leader = self._cell(row, self._columns.others.get("leader"))
        if day_text:
            period = year_of(day_text) or self._days.read(day_text)
            if isinstance(period, str):
                self._unknown(row, period, "")
                return None
            fitting = [pair for pair in fitting if _in_office(pair[1], period)]
        if leader:
            fitting = [pair for pair in fitting if _is_called(pair[1], leader)]
        if len(fitting) == 1:
            return fitting[0]
        said = ", ".join(filter(None, (country, day_text, leader)))
        names = (
            listed(f"{one.leader} (from {one.start or 'the vote'})" for _, one in fitting[:4]) if fitting else "none"
        )
        self._unknown(row, f"{said}: it fits {names.replace(' or ', ' and ')}; it must fit one government", "")
        return None

    def _unknown(self, row: TableRow, message: str, option: str) -> None:
        where = table_place(self._table, row)
        if self._request.skip_unknown:
            self.left_out.append(f"{where}: {message}")
        else:
            self.questions.append(OpenQuestion(where, message, f"{option} or --skip-unknown".removeprefix(" or ")))

    def _is_new(self, row: TableRow, government: Government, alignment: str) -> bool:
        """Whether the coder has no reading of a government yet; asks where there is another one."""
        known = [reading for reading in government.readings if reading.coder == self._request.coder]
        if any(reading.alignment == alignment for reading in known):
            self.left_out.append(f"{table_place(self._table, row)}: {government.leader} has this reading already")
            return False
        if known:
            message = (
                f"{self._request.coder} calls {government.leader} {known[0].alignment} in the record, {alignment} here"
            )
            self.questions.append(OpenQuestion(table_place(self._table, row), f"{message}; change one of the two"))
        return not known

    def _add(self, codings: dict[int, _Coding], coding: _Coding) -> None:
        earlier = codings.setdefault(coding.number, coding)
        if earlier.values["alignment"] != coding.values["alignment"]:
            message = (
                f"row {earlier.row.number} calls the same government {earlier.values['alignment']}, and this one"
                f" {coding.values['alignment']}; keep one of the rows"
            )
            self.questions.append(OpenQuestion(table_place(self._table, coding.row), message))

    def _values(self, row: TableRow, alignment: str) -> dict[str, str]:
        source = self._cell(row, self._columns.others.get("source")) or self._request.source
        note = self._cell(row, self._columns.others.get("note"))
        if fault := next(filter(None, (fault_of(text) for text in (source, note) if text)), None):
            self.questions.append(OpenQuestion(table_place(self._table, row), fault))
        values = {"coder": line_of(self._request.coder), "alignment": alignment, "source": line_of(source)}
        values["status"] = SourceStatus.DATASET.value
        return {**values, "note": line_of(note)} if note else values

    def _cell(self, row: TableRow, number: int | None) -> str:
        return "" if number is None else row.cells[number]


def _in_office(government: Government, period: date | int) -> bool:
    """Whether a government held office on a day, or on any day of a year."""
    if isinstance(period, date):
        return government.holds(period)
    first, last = date(period, 1, 1), date(period, 12, 31)
    start, end = government.start, government.end
    return start is not None and start <= last and (end is None or (first < end and start < end))


def _is_called(government: Government, text: str) -> bool:
    """Whether a text is a leader's name, or words of it such as the surname."""
    words = {*folded_name(text).replace(".", " ").replace(",", " ").split()}
    return bool(words) and words <= {*folded_name(government.leader).split()}


def summary_of(made: ReadingsMade, coder: str) -> dict[str, Any]:
    """Return what became of the codings as plain values."""
    return {"coder": coder, "added": made.added, "left_out": list(made.left_out)}
