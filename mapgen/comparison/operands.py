"""The operands of a comparison as a person types them: a record at a date on a basis, or a published list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from msgspec import Struct

from mapgen.comparison.compare import Comparison, Operand, comparison_of, same_source
from mapgen.disk.paths import is_file
from mapgen.errors import InputError, listed, nearest
from mapgen.files.arguments import day_argument, wrong
from mapgen.files.dates import day_fault, likely_day, typed_day
from mapgen.files.vocabulary import word_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.sources.locating import DEFAULT, located_source, source_names
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, is_table, read, read_source

_FORMS = "a date, RECORD@DATE, RECORD@DATE/BASIS, a file, or the name of a shipped list"


class SourceRef(Struct, frozen=True):
    """A source reference: a source with the day and the basis that a person gave for it, if any."""

    source: Record | Snapshot
    day: date | None = None
    basis: Basis | None = None


def compare(a: Any, b: Any) -> Comparison:  # noqa: ANN401 (pandas is not loaded for a DataFrame's type)
    """Return how A and B compare: one record at two days, or two coders, such as the record and a published list.

    Each is text as `mapgen compare` takes it (a date, RECORD@DATE, RECORD@DATE/BASIS, a file, the name of a shipped
    list, or `record`, which is the shipped one here), a date, a Map, or anything that mapgen.read
    takes. A record without a day, or a basis, takes those of the other. Raises InputError for any other value, and for
    two regions.

    >>> import mapgen
    >>> mapgen.compare("2021-12-31", "2025-12-31")
    <Comparison of south-america, 2021-12-31 to 2025-12-31, office: 8 of 12 flipped>
    >>> mapgen.compare("el-ciudadano-2025-12-15", "record/office").sentences("en")[0]
    'El Ciudadano and the record agree on 11 of 12 countries (92%).'
    """
    return comparison_of(*operands_of(a, b))


def operands_of(a: Any, b: Any, default: Path | None = None) -> tuple[Operand, Operand]:  # noqa: ANN401 (as compare has them)
    """Return the two operands of a comparison.

    `default` is the record of a date or basis alone, and of the word `record`: None for the shipped one.
    A record without a date takes the day of the other operand, and without a basis the other's basis: so a list is
    compared with the record on the day of the list. Where neither operand gives one, the day is today and the basis is
    office. Raises InputError for a text that is neither a file, a date, nor a shipped list, for a list with another day
    or basis than its own, and for a day before a record begins.
    """
    ref_a, ref_b = _ref_of("a", a, default), _ref_of("b", b, default)
    same = same_source(ref_a.source, ref_b.source)
    return _operand(ref_a, ref_b, same=same), _operand(ref_b, ref_a, same=same)


def _ref_of(argument: str, value: Any, default: Path | None) -> SourceRef:  # noqa: ANN401 (as compare has it)
    """Return the source reference of an operand: of typed text, a date, a Map, or anything that `read` takes."""
    if isinstance(value, str):
        return source_ref(value, default)
    from mapgen.api.maps import Map  # noqa: PLC0415 (a comparison as a table needs nothing that draws)

    if isinstance(value, Map):
        snapshot = value.snapshot
        return SourceRef(value.record, snapshot.as_of, snapshot.basis) if value.record else SourceRef(snapshot)
    if isinstance(value, date):
        return SourceRef(read_source(default), day_argument(argument, value))
    if value is None or not (isinstance(value, Record | Snapshot | Mapping | PathLike) or is_table(value)):
        raise wrong(argument, value, f"write {_FORMS}, or give a Map, a Record, a Snapshot, a dict or a DataFrame")
    return SourceRef(read(value))


def _operand(ref: SourceRef, opposite: SourceRef, *, same: bool) -> Operand:
    source = ref.source
    if isinstance(source, Snapshot):
        return Operand(answer(source, Question(as_of=ref.day, basis=ref.basis)))
    # Where both operands are one record on one basis, the operand without a date is of today.
    day = ref.day or (None if same and opposite.basis == ref.basis else _day(opposite))
    basis = ref.basis or _basis(opposite)
    return Operand(answer(source, Question(as_of=day, basis=basis)), source)


def _day(opposite: SourceRef) -> date | None:
    return opposite.source.as_of if isinstance(opposite.source, Snapshot) else opposite.day


def _basis(opposite: SourceRef) -> Basis | None:
    return opposite.source.basis if isinstance(opposite.source, Snapshot) else opposite.basis


def source_ref(text: str, default: Path | None = None) -> SourceRef:
    """Return the source reference of a text; a file of that name comes first. `default` is as operands_of has it."""
    if _is_file(text):
        return SourceRef(read_source(Path(text)))
    rest, basis = _split_basis(text)
    if basis and _is_file(rest):
        return SourceRef(read_source(Path(rest), question=Question(basis=basis)), basis=basis)
    name, at, day_text = rest.rpartition("@")
    day = typed_day(day_text)
    if at and day_text and day is None and _named(name, default) is not None:
        raise InputError.single(f'"{text}"', f'"{day_text}" {day_fault(day_text)}')
    if day is None:
        name = rest.removesuffix("@")
    source = _named(name, default, day, basis) if text else None
    if source is None and likely_day(text):
        raise InputError.single(f'"{text}"', f"it {day_fault(text)}")
    if source is None:
        raise InputError.single(f'"{text}"', f"there is no such file; write {_FORMS}{_hint(text)}")
    return SourceRef(source, day, basis)


def _named(
    name: str, default: Path | None, day: date | None = None, basis: Basis | None = None
) -> Record | Snapshot | None:
    """Return the source of a name: the default record for an empty name or `record`, a file, or a shipped source.

    A table is read for the day and the basis.
    """
    if not _is_file(name) and name in {"", DEFAULT}:
        return read_source(default)
    path = located_source(name)
    return read_source(path, question=Question(as_of=day, basis=basis)) if is_file(path) else None


def files_of(text: str) -> Iterator[Path]:
    """Yield the files that the text of an operand may name."""
    rest, slash, last = text.rpartition("/")
    parts = [text, rest if slash and last in set(Basis) else text]
    yield from (Path(name) for name in (*parts, parts[1].rpartition("@")[0]) if _is_file(name))


def _split_basis(text: str) -> tuple[str, Basis | None]:
    """Return a text without the basis at its end, and the basis; a slash within a path separates none."""
    rest, slash, last = text.rpartition("/")
    if slash and (basis := word_of(last, Basis)):
        return rest, Basis(basis)
    if slash and typed_day(rest.rpartition("@")[2]):
        raise InputError.single(f'"{text}"', f'"{last}" is no basis; write {listed(Basis)}{nearest(last, Basis)}')
    return text, None


def _is_file(name: str) -> bool:
    return bool(name) and is_file(Path(name))


def _hint(text: str) -> str:
    return nearest(text, source_names())
