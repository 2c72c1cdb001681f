"""A table as a list or a record: read once, for `import`, for every command that takes a source, and for Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import InputError, Problem, shortened
from mapgen.files.documents import document_of
from mapgen.importing.classes import TableClasses
from mapgen.importing.columns import ColumnFinder
from mapgen.importing.days import rows_of_day
from mapgen.importing.first_rows import with_first_row
from mapgen.importing.governments import GovernmentReader
from mapgen.importing.head import head_questions
from mapgen.importing.list_text import list_text
from mapgen.importing.model import Columns, OpenQuestion, RowResult, TableRequest, region_of
from mapgen.importing.record_text import record_text
from mapgen.importing.rows import ReadRows, RowReader
from mapgen.record.file import read_record
from mapgen.record.model import Record
from mapgen.record.snapshot_file import read_snapshot
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.tables.model import Table
from mapgen.tables.reading import read_table


class Imported(Struct, frozen=True):
    """What was made of a table.

    `text` is that of the list or record, and `source` what it says; both are missing while there are `questions`.
    `others` is the number of rows of other days. `request` is what the user said, completed by what the table says.
    """

    table: Table
    columns: Columns
    request: TableRequest
    read: ReadRows
    questions: tuple[OpenQuestion, ...]
    text: str = ""
    source: Record | Snapshot | None = None
    others: int = 0

    @property
    def results(self) -> tuple[RowResult, ...]:
        """What was made of each row."""
        return self.read.results

    @property
    def classes(self) -> TableClasses:
        """The classes that were found."""
        return self.read.classes


def imported(table: Table, request: TableRequest) -> Imported:
    """Return what a table says: a record where it has leaders and their first days, else a list of one day.

    Raises InputError where its columns, its day or its classes cannot be told, with the option that tells them.
    """
    table = with_first_row(table, request)
    finder = ColumnFinder(table, request)
    if finder.has_governments:
        return _as_record(table, finder.columns(with_classes=False), request)
    return _as_list(table, finder.columns(), request)


def _as_list(table: Table, columns: Columns, request: TableRequest) -> Imported:
    of_day = rows_of_day(table, columns, request)
    request = replace(request, as_of=of_day.as_of, basis=_basis(table, columns, request.basis))
    read = _row_reader(table, columns, request).read(of_day.rows)
    made = Imported(table, columns, request, read, (*head_questions(request), *read.questions), others=of_day.others)
    return _with_source(made, "" if made.questions else list_text(table, request, read.results, read.classes))


def _as_record(table: Table, columns: Columns, request: TableRequest) -> Imported:
    read = _row_reader(table, columns, request).read(table.rows, spells=True)
    questions = [*head_questions(request), *read.questions]
    if not read.classes.is_standard:
        says = ", ".join(f'"{shortened(label)}"' for label in read.classes.labels.values())
        message = f"a record has the classes from left to right, and the table has {says}"
        questions.append(OpenQuestion("classes", message, '--class-label "TEXT=right" for each'))
    reader = GovernmentReader(table, columns, request.day_order)
    rows = reader.read(read.results)
    made = Imported(table, columns, request, read, (*questions, *reader.questions))
    return _with_source(made, "" if made.questions else record_text(table, request, read.results, rows))


def _row_reader(table: Table, columns: Columns, request: TableRequest) -> RowReader:
    return RowReader(table, columns, request, region_of(request))


def _with_source(made: Imported, text: str) -> Imported:
    """Return what was made with the text and what it says; what a record refuses besides becomes a question."""
    if not text:
        return made
    document = document_of(Path(made.table.name), text)
    try:
        source = read_record(document) if "record" in document.tables else read_snapshot(document)
    except InputError as error:
        questions = [OpenQuestion(made.table.name, problem.message) for problem in error.problems]
        return replace(made, questions=tuple(questions))
    return replace(made, text=text, source=source)


def _basis(table: Table, columns: Columns, asked: Basis | None) -> Basis | None:
    """Return the basis that a column of the table says in all rows, else the one asked for."""
    if "basis" not in columns.others:
        return asked
    said = {row.cells[columns.others["basis"]].casefold() for row in table.rows} - {""}
    if len(said) != 1 or not said <= set(Basis):
        return asked
    basis = Basis(said.pop())
    if asked not in {None, basis}:
        heading = table.header[columns.others["basis"]]
        raise InputError.single(f"basis {asked}", f'the table\'s column "{shortened(heading)}" says {basis}')
    return basis


def answered(path: Path, data: bytes, request: TableRequest) -> Imported:
    """Return what was made of the table in a file, where no question is left; the source's hash is that of the file.

    Raises InputError with every question, and what to write.
    """
    table = read_table(path, data)
    try:
        made = imported(table, request)
    except InputError as error:
        raise _open(path, error.problems) from None
    if made.source is None:
        raise _open(path, (question.problem for question in made.questions))
    return replace(made, source=replace(made.source, sha256=hashlib.sha256(data).hexdigest()))


def _open(path: Path, problems: Iterable[Problem]) -> InputError:
    message = f"a table that leaves questions open; answer them with `mapgen import {path}` and the options below"
    return InputError([Problem(str(path), message), *problems])
