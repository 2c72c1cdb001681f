"""A scholar's codings as readings of a record: each row matched to the one government that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mapgen.editing.tables import RecordTables
from mapgen.errors import InputError, listed, shortened
from mapgen.files.texts import LONGEST_NAME, LONGEST_TEXT, fault_of, line_of
from mapgen.files.vocabulary import folded
from mapgen.importing.classes import TableClasses, read_classes
from mapgen.importing.columns import ColumnFinder
from mapgen.importing.countries import CountryReader
from mapgen.importing.first_rows import with_first_row
from mapgen.importing.headings import heading_key, year_of
from mapgen.importing.model import Columns, OpenQuestion, TableRequest, region_of
from mapgen.importing.rows import why_unknown
from mapgen.importing.table_days import DayReader
from mapgen.places.name_forms import folded_name
from mapgen.record.alignments import NO_DATA
from mapgen.record.model import Government, Record, SourceStatus
from mapgen.tables.model import Table, TableRow, table_place

_STATUSES = tuple(status.value for status in SourceStatus if status is not SourceStatus.UNSOURCED)
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
    request = replace(request, region=record.region)
    matcher = _Matcher(record, with_first_row(table, request), request)
    codings = list(matcher.codings())
    if matcher.questions:
        raise InputError(question.problem for question in matcher.questions)
    tables = RecordTables(text, region_of(request))
    for coding in codings:
        tables.append("government", coding.number, "readings", coding.values)
    return ReadingsMade(str(tables), len(codings), tuple(matcher.left_out))


class _Matcher:
    """Matches rows with governments; `questions` and `left_out` say what did not fit."""

    def __init__(self, record: Record, table: Table, request: TableRequest) -> None:
        self._table = table
        self._request = request
        self._columns = _columns_of(table, request)
        self._countries = CountryReader(region_of(request), self._columns.system, request.assume)
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
        self._outside: list[str] = []

    def codings(self) -> Iterator[_Coding]:
        """Yield the codings that are new, each once; adds to `questions` and `left_out`."""
        self._refuse_incomplete()
        if self.questions:
            return
        rows = [row for row in self._table.rows if self._is_of_record(row)]
        classes = self._classes(rows)
        codings: dict[tuple[object, ...], _Coding] = {}
        for row in rows if classes else ():
            written = self._cell(row, self._columns.classes)
            # Who says that nothing is known has said something; an empty cell has not.
            said_nothing = NO_DATA if folded(written) == folded(NO_DATA) else None
            alignment = classes.name_of(written) or said_nothing if classes else None
            government = self._government(row) if alignment else None
            values = self._values(row, alignment) if alignment and government else None
            if government and values and self._is_new(row, government[1], values):
                self._add(codings, _Coding(row, government[0], values))
        if names := ", ".join(dict.fromkeys(self._outside)):
            self.left_out.append(f"rows of countries of which the record has no government: {names}")
        yield from codings.values()

    def _refuse_incomplete(self) -> None:
        others = self._columns.others
        if "leader" not in others and self._day_column is None:
            message = "no column says of which government a row speaks; it needs leaders, days or years"
            self.questions.append(OpenQuestion(self._table.name, message))
        for name, option in (("coder", "--coder NAME"), ("source", "--source TEXT")):
            if name not in others and not getattr(self._request, name):
                self.questions.append(OpenQuestion(self._table.name, f"no column has the {name}s", option))
        for name in ("coder", "source"):
            if (text := getattr(self._request, name)) and (fault := fault_of(text)):
                self.questions.append(OpenQuestion(f'{name} "{shortened(text)}"', fault))

    def _is_of_record(self, row: TableRow) -> bool:
        """Whether a row is of a country that the record has; unknown countries are asked about."""
        text = row.cells[self._columns.country]
        country = self._countries.read(text)
        if country.iso3 is None and not self._countries.left_out(text):
            self._unknown(row, why_unknown(country, region_of(self._request)), f'--assume "{shortened(text)}=CODE"')
        if country.iso3 and country.iso3 not in self._governments:
            self._outside.append(country.name)
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

    def _is_new(self, row: TableRow, government: Government, values: Mapping[str, str]) -> bool:
        """Whether the coder has no reading of a government yet; asks where there is another one.

        A coder may have several, by the sources that the table names.
        """
        coder, alignment = values["coder"], values["alignment"]
        known = [reading for reading in government.readings if reading.coder == coder]
        if "source" in self._columns.others:
            known = [reading for reading in known if reading.source == values["source"]]
        if any(reading.alignment == alignment for reading in known):
            self.left_out.append(f"{table_place(self._table, row)}: {government.leader} has this reading already")
            return False
        if known:
            message = (
                f"{self._request.coder} calls {government.leader} {known[0].alignment} in the record, {alignment} here"
            )
            self.questions.append(OpenQuestion(table_place(self._table, row), f"{message}; change one of the two"))
        return not known

    def _add(self, codings: dict[tuple[object, ...], _Coding], coding: _Coding) -> None:
        key = coding.number, coding.values["coder"], coding.values["source"]
        earlier = codings.setdefault(key, coding)
        if earlier.values["alignment"] != coding.values["alignment"]:
            says = f"{earlier.values['alignment']}, and this one {coding.values['alignment']}"
            row = f"{self._table.row_word} {earlier.row.number}"
            message = f"{row} calls the same government {says}; keep one of the rows"
            self.questions.append(OpenQuestion(table_place(self._table, coding.row), message))

    def _values(self, row: TableRow, alignment: str) -> dict[str, str] | None:
        """Return the values of a reading; adds a question for a text that none takes."""
        others = self._columns.others
        said = {name: self._cell(row, others.get(name)) for name in ("coder", "source", "source_status", "note")}
        values = {
            "coder": said["coder"] or self._request.coder,
            "alignment": alignment,
            "source": said["source"] or self._request.source,
            "status": said["source_status"] or SourceStatus.DATASET.value,
            "note": said["note"],
        }
        limits = {"coder": LONGEST_NAME}
        for key, text in values.items():
            if fault := fault_of(text, limits.get(key, LONGEST_TEXT)) if text or key != "note" else "":
                self.questions.append(
                    OpenQuestion(table_place(self._table, row), f'{key} "{shortened(text)}": {fault}')
                )
                return None
        if values["status"] not in _STATUSES:
            message = f'source status "{shortened(values["status"])}": write {listed(_STATUSES)}'
            self.questions.append(OpenQuestion(table_place(self._table, row), message))
            return None
        return {key: line_of(text) for key, text in values.items() if text}

    def _cell(self, row: TableRow, number: int | None) -> str:
        return "" if number is None else row.cells[number]


def _columns_of(table: Table, request: TableRequest) -> Columns:
    """Return the columns of codings; as mapgen writes them, `reading` is the class, and `status` the source's."""
    columns = ColumnFinder(table, request).columns(with_classes=False)
    others = dict(columns.others)
    reading = None if request.class_column else others.pop("reading", None)
    classes = columns.classes if reading is None else reading
    status = next((n for n, heading in enumerate(table.header) if heading_key(heading) == "status"), None)
    if status is not None and {row.cells[status] for row in table.rows} <= {*_STATUSES, ""}:
        others.setdefault("source_status", status)
    if classes is None:
        raise OpenQuestion(table.name, "no column holds the classes", "--class COLUMN").error
    return replace(columns, classes=classes, others=others)


def _in_office(government: Government, period: date | int) -> bool:
    """Whether a government took or held office on a day, or held it on any day of a year."""
    if isinstance(period, date):
        return period == government.start or government.holds(period)
    first, last = date(period, 1, 1), date(period, 12, 31)
    start, end = government.start, government.end
    return start is not None and start <= last and (end is None or (first < end and start < end))


def _is_called(government: Government, text: str) -> bool:
    """Whether a text is a leader's name, or words of it such as the surname."""
    words = {*folded_name(text).replace(".", " ").replace(",", " ").split()}
    return bool(words) and words <= {*folded_name(government.leader).split()}
