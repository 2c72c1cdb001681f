"""Read the source of a map, a record or a snapshot file, and resolve it to the snapshot of a day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from os import PathLike
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mapgen.disk.reading import read_bytes
from mapgen.errors import InputError, Problem
from mapgen.files.arguments import path_argument, wrong
from mapgen.files.dates import parse_day
from mapgen.files.documents import Document, document_of_bytes
from mapgen.places.regions import located_region, read_region, region_identifier
from mapgen.record.cache import cache_record, cached_record
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.time_rules import snapshot_of
from mapgen.sources.locating import origin_of, shipped_record
from mapgen.sources.question import Question, checked_question


def read(source: Any = None) -> Record | Snapshot:  # noqa: ANN401 (pandas is not loaded for a DataFrame's type)
    """Return a source, read: a Record (many days), or the Snapshot of a published list (one day).

    `source` is the path of a record or list (TOML), or of a table (CSV, XLSX, ODS, JSON, Markdown) that leaves no
    question open, None for the shipped record of South America, a mapping
    `{"ARG": "right", "Brasil": "left"}`, or a DataFrame with a column of countries (iso3, code, country or name, or
    its index) and one of classes (alignment, class, bloc or side). A mapping is of today, and so is a DataFrame
    without a column `as_of`; render, show and answer take another day. A Record or Snapshot is returned unchanged.
    Raises InputError with every problem of the source.

    >>> import mapgen
    >>> record = mapgen.read()
    >>> record.begins.year
    1998
    >>> mapgen.read({"ARG": "right", "Brasil": "left"}).by_code["BRA"].alignment
    'left'
    """
    return source_of(source, Question())


def source_of(source: Any, question: Question) -> Record | Snapshot:  # noqa: ANN401 (as read has it)
    """Return a source, read as `read` does; values in memory take the day, basis and region of the question."""
    if isinstance(source, Record | Snapshot):
        return source
    if source is None:
        return read_source(None)
    if isinstance(source, Mapping) or is_table(source):
        from mapgen.sources.given_values import snapshot_of_values  # noqa: PLC0415 (a file does not need it)

        return snapshot_of_values(source, question.as_of, question.basis, question.region)
    if isinstance(source, str) and (day := parse_day(source)):
        message = f'it is a day, and the first argument is a record or list; write as_of="{day}"'
        raise wrong("source", source, message)
    if isinstance(source, str | PathLike):
        return read_source(Path(path_argument("source", source)), question=question)
    message = "give the path of a record or list, a dict of countries, a DataFrame, a Record or a Snapshot"
    raise wrong("source", source, message)


def is_table(source: object) -> bool:
    """Whether a source is a table with columns, such as a pandas DataFrame; pandas is not loaded for this."""
    return hasattr(source, "columns") and hasattr(source, "__getitem__")


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the user's own calendar day is meant)


def read_source(
    path: Path | None,
    folder: Path | None = None,
    question: Question | None = None,
    say: Callable[[str], None] | None = None,
) -> Record | Snapshot:
    """Return the record or snapshot in a file, or the shipped record of South America for None.

    Outputs call the file by its path as given, or by its path in a folder, where one is named. A table takes the day,
    basis and region of the question. Raises InputError with every problem of the file, and with every question that a
    table leaves open.
    """
    path = path or shipped_record()
    data = read_bytes(path)
    if is_table_path(path) and (of_table := _of_table(path, data, question or Question(), say)):
        return replace(of_table, origin=origin_of(path, of_table, folder))
    source = _read(path, data)
    if isinstance(source, Record) and path != shipped_record():
        _refuse_days_to_come(path, data, source)
    return replace(source, origin=origin_of(path, source, folder))


def is_table_path(path: Path) -> bool:
    """Whether the file of a path may be a table: records and lists end in .toml, and nothing is loaded for them."""
    return path.suffix.lower() != ".toml"


def _of_table(
    path: Path, data: bytes, question: Question, say: Callable[[str], None] | None
) -> Record | Snapshot | None:
    """Return the record or list in a table; None for a file that is no table."""
    from mapgen.tables.formats import is_table_file  # noqa: PLC0415 (records and lists do without)

    if not is_table_file(path, data):
        return None
    from mapgen.sources.whole_files import text_of_whole_file  # noqa: PLC0415

    if text := text_of_whole_file(path, data):
        return replace(_read(path, text.encode()), sha256=hashlib.sha256(data).hexdigest())
    from mapgen.importing.imported import answered  # noqa: PLC0415
    from mapgen.importing.model import DEFAULT_REGION, TableRequest  # noqa: PLC0415

    region = question.region or DEFAULT_REGION
    request = TableRequest(region=region, as_of=question.as_of, basis=question.basis)
    made = answered(path, data, request)
    if say is not None:
        from mapgen.importing.report import summary_lines  # noqa: PLC0415 (only where somebody listens)

        for line in summary_lines(made):
            say(f"{path}: {line}")
    return made.source


def _read(path: Path, data: bytes) -> Record | Snapshot:
    if cached := cached_record(data):
        return cached
    document = document_of_bytes(path, data)
    if not is_record(document):
        from mapgen.record.snapshot_file import read_snapshot  # noqa: PLC0415 (a cached record needs neither reader)

        return read_snapshot(document)
    from mapgen.record.file import read_record  # noqa: PLC0415

    record = read_record(document)
    cache_record(record)
    return record


def _refuse_days_to_come(path: Path, data: bytes, record: Record) -> None:
    """Raise InputError for reviews, and for votes won, of days to come, which nobody can have seen.

    Tomorrow is left alone: somewhere it is tomorrow already. The shipped record is not looked at, so that its maps can
    be drawn where the clock is wrong.
    """
    today = _today()
    latest = today + timedelta(days=1)
    places: list[tuple[tuple[str | int, ...], str, date]] = []
    places += [(("reviewed", code), code, day) for code, day in record.reviewed.items() if day > latest]
    for number, government in enumerate(record.governments):
        for vote, win in enumerate(government.wins):
            if win.voted > latest:
                places.append((("government", number, "elected", vote), "elected", win.voted))
            elif win.known > latest:
                places.append((("government", number, "declared"), "declared", win.known))
    if not places:
        return
    from mapgen.files.value_places import line_of_value  # noqa: PLC0415 (needed only for an error)

    text = data.decode("utf-8-sig")
    hint = f"this day is yet to come (today is {today}); give it once it has come"
    raise InputError(
        Problem(f"{path}, line {line_of_value(text, place)}, [{place[0]}]", f"{key} = {day}: {hint}")
        for place, key, day in places
    )


def is_record(document: Document) -> bool:
    """Whether a document is a record and not a snapshot; raises InputError if it is neither."""
    if "snapshot" in document.tables:
        return False
    if "record" in document.tables or "government" in document.tables:
        return True
    raise InputError.single(
        str(document.path), "neither a record nor a snapshot: it has no table [record] and none [snapshot]"
    )


def answer(
    source: Any,  # noqa: ANN401 (as read has it)
    question: Question | None = None,
    *,
    as_of: date | str | None = None,
    basis: Basis | str | None = None,
    region: Path | str | None = None,
) -> Snapshot:
    """Return the snapshot that answers a question put to a source, which is anything that `read` takes.

    The question is a Question, or consists of as_of (a date or "YYYY-MM-DD", None for today), basis ("office" or
    "elected", None for office) and region. Raises InputError for values that are wrong, for a day before the record
    begins, and for a question that a published list cannot answer: another day, basis or region than its own.

    >>> import mapgen
    >>> mapgen.answer(mapgen.read(), as_of="2025-12-15", basis="elected")
    <Snapshot of south-america on 2025-12-15, elected: 6 left, 6 right>
    """
    plain = {"as_of": as_of, "basis": basis, "region": region}
    question = checked_question(question, plain)
    record_or_list = source_of(source, question)
    check_region(record_or_list, question)
    if isinstance(record_or_list, Record):
        day, states = question.as_of or _today(), read_region(record_or_list.region).states
        return snapshot_of(record_or_list, states, day, question.basis or Basis.OFFICE)
    _refuse_other_day_or_basis(record_or_list, question)
    return record_or_list


def check_region(source: Record | Snapshot, question: Question) -> None:
    """Raise InputError if a question is about another region than the source's."""
    region = located_region(question.region, Path()) if question.region else source.region
    if region != source.region:
        read_region(region)
        identifier = region_identifier(source.region)
        raise InputError.single(f'region "{question.region}"', f'"{source.title}" is of the region "{identifier}"')


def _refuse_other_day_or_basis(snapshot: Snapshot, question: Question) -> None:
    if question.as_of not in {None, snapshot.as_of}:
        raise InputError.single(
            f"date {question.as_of}",
            f'"{snapshot.title}" is a published list of {snapshot.as_of} and says nothing of another day',
        )
    if question.basis not in {None, snapshot.basis}:
        basis = f"on the {snapshot.basis} basis" if snapshot.basis else "on a basis that is not known"
        raise InputError.single(f'basis "{question.basis}"', f'"{snapshot.title}" is a published list {basis}')
