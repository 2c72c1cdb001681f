"""What a user says of a table, and what was made of each of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field

from mapgen.errors import InputError, Problem
from mapgen.places.regions import Region, located_region, read_region
from mapgen.record.snapshots import Basis

DEFAULT_REGION = "south-america"
# What stands for no country in an option: the row is left out.
NONE = "none"


class TableRequest(Struct, frozen=True, kw_only=True):
    """What a user says of a table; what is empty or None is found out, or has a default.

    `country` and `class_column` are names, numbers (from 1) or letters of columns, `codes` the system of the codes of
    countries. `assume` gives the code of a country, or `none`, for a text of the table; `labels` the label, or the
    class of the standard scale, for a class as the table writes it. `begins` is the first day of a record. `day_order`
    says whether 03/04/2026 has the day or the month first, as table_days.DAY_ORDERS has it.
    """

    country: str = ""
    class_column: str = ""
    codes: str = ""
    region: str = DEFAULT_REGION
    as_of: date | None = None
    basis: Basis | None = None
    coder: str = ""
    source: str = ""
    title: str = ""
    licence: str = ""
    begins: date | None = None
    day_order: str = ""
    assume: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    skip_unknown: bool = False


def region_of(request: TableRequest) -> Region:
    """Return the region that a request names, or its file, from the current folder."""
    return read_region(located_region(request.region, Path()))


class RowOutcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    NO_DATA = "no-data"
    REPEATED = "repeated"
    CONTRADICTING = "contradicting"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    OUTSIDE = "outside"
    NO_STATE = "no-state"


class RowResult(Struct, frozen=True):
    """What a row says, and what was made of it.

    `text` is the country as written, `matched` and `kind` are how names.identified took it, `written` is the class as
    written, `class_name` the one in the list. `remark` says why, where that needs words.
    """

    number: int
    text: str
    iso3: str | None
    name: str
    matched: str
    kind: str
    written: str
    outcome: RowOutcome
    class_name: str | None = None
    remark: str = ""


class OpenQuestion(Struct, frozen=True):
    """What only the user can say: where it stands, what is asked, and the option that settles it."""

    where: str
    message: str
    option: str = ""

    @property
    def problem(self) -> Problem:
        """The question as a problem of the table."""
        if not self.option:
            return Problem(self.where, self.message)
        settle = " Write" if self.message.endswith("?") else "; write"
        return Problem(self.where, f"{self.message}{settle} {self.option}")

    @property
    def error(self) -> InputError:
        """The question alone, where nothing can be read before it is settled."""
        return InputError([self.problem])


class Columns(Struct, frozen=True):
    """The columns of a table by their numbers from 0.

    `system` is that of the countries' codes, or empty; `others` has the columns of further kinds, as HEADINGS calls
    them. `classes` is None where a table has none, as one of governments without their alignment. `names` are further
    columns that are called as countries, for rows whose code is none.
    """

    country: int
    classes: int | None
    system: str
    others: Mapping[str, int]
    names: Sequence[int] = ()
