"""Read the source of a map, a record or a snapshot file, and resolve it to the snapshot of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from mapgen.errors import InputError
from mapgen.files.documents import Document, document_of_bytes, read_bytes
from mapgen.files.shipped import shipped_path
from mapgen.places.regions import located_region, read_region, region_identifier
from mapgen.record.cache import cache_record, cached_record
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.record.time_rules import snapshot_of


class Question(Struct, frozen=True):
    """What to show of a source: a region by name or file, a day, a basis; None leaves it to the source."""

    region: str | None = None
    as_of: date | None = None
    basis: Basis | None = None


def read_source(path: Path | None) -> Record | Snapshot:
    """Return the record or snapshot in a file, or the shipped record of South America for None.

    Raises InputError with every problem of the file.
    """
    path = path or shipped_path("records/south-america.toml")
    data = read_bytes(path)
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


def is_record(document: Document) -> bool:
    """Whether a document is a record and not a snapshot; raises InputError if it is neither."""
    if "snapshot" in document.tables:
        return False
    if "record" in document.tables or "government" in document.tables:
        return True
    raise InputError.single(
        str(document.path), "neither a record nor a snapshot: it has no table [record] and none [snapshot]"
    )


def answer(source: Record | Snapshot, question: Question) -> Snapshot:
    """Return the snapshot of a source for the region, day and basis of a question.

    Without a day, a record gives today's snapshot; without a basis, that of the government in office. Raises InputError
    for a day before the record begins, and for another region, day or basis than those of a published list.
    """
    check_region(source, question)
    if isinstance(source, Record):
        return snapshot_of(
            source,
            read_region(source.region).states,
            question.as_of or date.today(),  # noqa: DTZ011 (the user's own calendar day is meant)
            question.basis or Basis.OFFICE,
        )
    _refuse_other_day_or_basis(source, question)
    return source


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
