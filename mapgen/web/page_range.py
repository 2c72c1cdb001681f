"""The days of a page, and the file that it goes to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from mapgen.errors import InputError
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis


class PageRange(Struct, frozen=True):
    """The days of a page, first and last included, the initial day, and the initial basis."""

    first: date
    last: date
    initial: date
    basis: Basis = Basis.OFFICE

    @classmethod
    def of(
        cls, record: Record, days: tuple[date | None, date | None], initial: date | None, basis: Basis | None = None
    ) -> PageRange:
        """Return the date range of a page; by default from the record's beginning to today, with the last day initial.

        Raises InputError for an initial day outside the date range.
        """
        first, last = days
        last = last or max(initial or date.min, date.today())  # noqa: DTZ011 (the user's own calendar day is meant)
        first, initial = first or record.begins, initial or last
        if not first <= initial <= last:
            raise InputError.single(
                f"as-of {initial}", f"the page goes from {first} to {last}; give a day between them"
            )
        return cls(first, last, initial, basis or Basis.OFFICE)


def check_page_path(path: Path) -> None:
    """Raise InputError for a path that does not name an HTML file."""
    if path.suffix.lower() not in {".html", ".htm"}:
        raise InputError.single(str(path), f'the ending "{path.suffix}" is not a page\'s; write .html')
