"""Who governs where, as a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapgen.errors import InputError
from mapgen.files.arguments import day_argument, name_argument, word_argument, wrong
from mapgen.files.periods import MONTHS
from mapgen.places.codes import code_systems
from mapgen.places.region_names import names_in
from mapgen.record.snapshots import Basis
from mapgen.record.tables import rows_of, with_codes
from mapgen.sources.periods import periods_of
from mapgen.sources.question import checked_question
from mapgen.sources.reading import answer, source_of
from mapgen.words.wording import wording

if TYPE_CHECKING:
    from pandas import DataFrame

_DAYS = ("start", "end", "as_of", "period_from", "day")


def show(  # noqa: PLR0913 (the names are those of `mapgen show`)
    source: Any = None,  # noqa: ANN401 (as mapgen.read has it)
    *,
    as_of: date | str | None = None,
    basis: Basis | str | None = None,
    region: Path | str | None = None,
    lang: str = "en",
    first: date | str | None = None,
    last: date | str | None = None,
    every: str | None = None,
    codes: str | Sequence[str] = (),
) -> DataFrame:
    """Return who governs where as a pandas DataFrame, a row for each state, with the columns of `mapgen show`.

    Columns: iso3, name (in `lang`), alignment, bloc, status, leader, party, start, end, elected (days of votes won),
    sources, as_of, basis. With `first` and `last` there is a row for each state and each year, or `every` quarter or
    month, and also period_from, changed, leaders and readings. `codes` names systems of codes (iso2, iso-numeric, cow,
    gw, vdem, wikidata, or all), each a column of texts after iso3. Days are datetime64, elected, sources, leaders and
    readings lists; an unknown value is None or NaT. `source`, `as_of`, `basis` and `region` are as in mapgen.render.
    Raises InputError as the command does.

    >>> import mapgen
    >>> table = mapgen.show(as_of="2025-12-15", basis="elected")
    >>> table.loc[table["iso3"] == "CHL", ["leader", "bloc"]].values.tolist()
    [['José Antonio Kast', 'right']]
    >>> years = mapgen.show(first="2015-12-31", last="2025-12-31", every="year")
    >>> years.groupby("as_of")["bloc"].value_counts().unstack().loc["2025-12-31"].to_dict()
    {'centre': nan, 'left': 7.0, 'right': 5.0}
    """
    words, systems = wording(name_argument("lang", lang)), code_systems(codes)
    question = checked_question(None, {"as_of": as_of, "basis": basis, "region": region})
    record_or_list = source_of(source, question)
    if first is None and last is None and every is None:
        return frame_of(with_codes(rows_of(answer(record_or_list, question), words.lang), systems))
    step = None if every is None else word_argument("every", every, MONTHS)
    rows = periods_of(record_or_list, question, *_ends(first, last, as_of), step)
    name = names_in(record_or_list.region, words.lang)
    return frame_of([row | {"name": name(row["iso3"])} for row in with_codes(rows, systems)])


def _ends(first: object, last: object, as_of: object) -> tuple[date, date]:
    """Return the first and the last day of a table of many days; raises InputError that names the arguments."""
    for name, day in (("first", first), ("last", last)):
        if day is None:
            message = f'a table of many days has a first and a last one; give {name}="YYYY-MM-DD" as well'
            raise InputError.single(name, message)
    if as_of is not None:
        raise wrong("as_of", as_of, "it asks for one day, and first and last for many; leave one out")
    begins, ends = day_argument("first", first), day_argument("last", last)
    if ends < begins:
        raise wrong("last", ends, f"it is before first, {begins}")
    return begins, ends


def frame_of(rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    """Return rows as a DataFrame, their days as datetime64; lists stay lists, and None stands for a missing value."""
    import pandas as pd  # noqa: PLC0415 (0.3 s that nothing else needs)

    frame = pd.DataFrame(list(rows))
    for column in _DAYS:
        if column in frame:
            frame[column] = pd.to_datetime(frame[column], format="ISO8601")
    return frame
