"""Which columns of a table hold countries, classes and days: by their contents, and by what they are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from mapgen.errors import InputError, listed, nearest, shortened
from mapgen.importing.area_headings import kind_in, rank_in
from mapgen.importing.classes import MOST_CLASSES, has_no_data, is_mark, is_standard
from mapgen.importing.countries import NUMBERED, CountryReader
from mapgen.importing.headings import (
    heading_key,
    is_lettered,
    is_unread,
    kind_of,
    place_of_column,
    system_of,
    year_of,
)
from mapgen.importing.model import Columns, OpenQuestion, TableRequest, region_of
from mapgen.importing.region_guess import region_of_divisions
from mapgen.places.region_names import shows_areas
from mapgen.tables.model import Table

# So many different texts of a column show what it holds; so large a share of them is known where it holds countries.
_SAMPLE = 80
_MOSTLY = 0.5
_FEWEST_YEARS = 2


class ColumnFinder:
    """Finds the columns of a table; what it cannot tell is an InputError with a question."""

    def __init__(self, table: Table, request: TableRequest) -> None:
        self._table = table
        self._request = request
        self._region = region_of(request)

    @cached_property
    def _texts(self) -> Sequence[dict[str, None]]:
        """The different texts of each column, in the order of the table; nothing and no-data are left out."""
        every = (dict.fromkeys(row.cells[n] for row in self._table.rows) for n in range(len(self._table.header)))
        return [{text: None for text in texts if not has_no_data(text)} for texts in every]

    @property
    def has_governments(self) -> bool:
        """Whether the table is of leaders and their first days, and not of one day, as its column `as_of` would say."""
        kinds = {kind_of(heading) for heading in self._table.header}
        return {"leader", "start"} <= kinds and "asof" not in map(heading_key, self._table.header)

    def columns(self, *, with_classes: bool = True) -> Columns:
        """Return the columns; without `with_classes`, that of classes may be missing."""
        country, system = self._country()
        others = self._others(country)
        classes = self._classes(country, others)
        if classes is None and with_classes:
            free = self._free(country, others) or [n for n in self._all() if n != country]
            raise self._ask("no column holds the classes", "--class", free)
        others = {kind: n for kind, n in others.items() if n != classes}
        return Columns(country, classes, system, others, self._names_beside(country))

    def _names_beside(self, country: int) -> Sequence[int]:
        """Return the columns of names beside one of codes; none where the user has said which column it is."""
        called = [n for n in self._all() if n != country and self._kind(n) == "country"]
        reader = CountryReader(self._region)
        named = [n for n in called if not self._all_numbers(n) and self._share(n, reader) >= _MOSTLY]
        return [] if self._request.country else named

    def _country(self) -> tuple[int, str]:
        if self._request.country:
            chosen = self._named("--country", self._request.country)
            return chosen, self._request.codes or self._system_of(chosen)
        reader = CountryReader(self._region, self._request.codes, self._request.assume)
        shares = {n: self._share(n, reader) for n in range(len(self._table.header))}
        best = max(shares.values(), default=0.0)
        if best >= _MOSTLY:
            fitting = [n for n, share in shares.items() if share >= best - 0.1]
            chosen = min(fitting, key=lambda n: (self._rank(n, "country"), n))
            return chosen, self._request.codes or self._system_of(chosen)
        numbered = [n for n in shares if system_of(self._table.header[n]) in NUMBERED and self._all_numbers(n)]
        if numbered:
            return numbered[0], system_of(self._table.header[numbered[0]])
        codes = [n for n in shares if self._kind(n) == "country" and self._all_numbers(n)]
        if codes:
            name = self._table.header[codes[0]]
            message = f'the numbers in the column "{shortened(name)}" may be codes of ISO, COW, GW or V-Dem'
            raise OpenQuestion(self._where, message, f"--country-codes with {listed(NUMBERED)}").error
        # What is called so holds countries, even if few of them are known: each is asked about.
        if called := [n for n in shares if self._kind(n) == "country" and self._texts[n]]:
            chosen = min(called, key=lambda n: (self._rank(n, "country"), n))
            return chosen, self._request.codes or self._system_of(chosen)
        if elsewhere := region_of_divisions(self._texts):
            raise OpenQuestion(self._where, f"it names what {elsewhere} shows", f"--region {elsewhere}").error
        raise self._ask("no column holds countries", "--country", self._all())

    def _share(self, number: int, reader: CountryReader) -> float:
        """Return the share of a column's texts that are known as countries; numbers and long texts never are."""
        texts = [*self._texts[number]]
        sample = texts[:: max(1, len(texts) // _SAMPLE)][:_SAMPLE]
        if not sample or (self._all_numbers(number) and not self._may_be_numbers(number)):
            return 0.0
        if self._request.codes in NUMBERED and self._request.codes != "cow" and not self._all_numbers(number):
            return 0.0
        if is_unread(self._table.header[number]) and not self._request.codes:
            return 0.0
        # Two answers are no column of countries, even if they are those of Norway and Namibia.
        if all(text.casefold() in _ANSWERS for text in sample):
            return 0.0
        return reader.share_known(sample)

    def _may_be_numbers(self, number: int) -> bool:
        """Whether numbers may be codes: of a system that the user names, or of a region's own areas, if called so."""
        return self._request.codes in NUMBERED or (shows_areas(self._region) and self._kind(number) == "country")

    def _system_of(self, number: int) -> str:
        if shows_areas(self._region):
            return ""
        system = system_of(self._table.header[number])
        heading = self._table.header[number]
        return system if system not in NUMBERED or self._all_numbers(number) or is_lettered(heading) else ""

    def _others(self, country: int) -> dict[str, int]:
        """Return the columns of the further kinds, by what they are called: of each kind the most telling."""
        others: dict[str, int] = {}
        for number in self._all():
            kind = self._kind(number)
            if kind in {"", "country", "class"} or number == country:
                continue
            if kind not in others or self._rank(number, kind) < self._rank(others[kind], kind):
                others[kind] = number
        return others

    # The column of classes

    def _classes(self, country: int, others: Mapping[str, int]) -> int | None:
        if self._request.class_column:
            return self._named("--class", self._request.class_column)
        if (of_year := self._of_a_year()) is not None:
            return of_year
        free = self._free(country, others)
        standard = [n for n in free if is_standard(self._texts[n])]
        called = [n for n in free if self._kind(n) == "class" and self._is_few(n)]
        by_contents = [n for n in free if self._looks_like_classes(n)]
        for candidates in (standard, called):
            if candidates:
                return self._most_telling(candidates)
        if len(by_contents) > 1:
            raise self._ask("several columns may hold the classes", "--class", by_contents)
        only = [n for n in free if self._holds_words(n) or self._holds_marks(n)]
        return by_contents[0] if by_contents else only[0] if only == free and len(free) == 1 else None

    def _free(self, country: int, others: Mapping[str, int]) -> Sequence[int]:
        """Return the columns that say something else than countries and what other columns are known to hold."""
        free = [n for n in self._all() if n != country and n not in others.values()]
        return [n for n in free if self._texts[n] and self._kind(n) != "country"]

    def _of_a_year(self) -> int | None:
        """Return the column of the year asked for, of a table with a column for each year; asks where none is."""
        years = {year: n for n, heading in enumerate(self._table.header) if (year := year_of(heading))}
        if len(years) < _FEWEST_YEARS:
            return None
        if self._request.as_of and self._request.as_of.year in years:
            return years[self._request.as_of.year]
        message = f"the classes stand in a column for each year, {min(years)} to {max(years)}"
        raise OpenQuestion(self._where, message, f"--class {max(years)}, or --as-of {max(years)}-12-31").error

    def _most_telling(self, candidates: Sequence[int]) -> int:
        ranks = {n: self._rank(n, "class") for n in candidates}
        best = min(ranks.values())
        first = [n for n, rank in ranks.items() if rank == best]
        if len(first) > 1:
            raise self._ask("several columns may hold the classes", "--class", first)
        return first[0]

    def _is_few(self, number: int) -> bool:
        return len(self._texts[number]) <= MOST_CLASSES

    def _looks_like_classes(self, number: int) -> bool:
        """Whether a column has few texts that come again and again, and are no numbers."""
        count = len(self._texts[number])
        return 1 < count <= min(MOST_CLASSES, len(self._table.rows) // 2) and not self._all_numbers(number)

    def _holds_words(self, number: int) -> bool:
        """Whether a column has several texts, few enough for a map and some again, without a number or day in them."""
        texts = self._texts[number]
        again = len(texts) < sum(row.cells[number] in texts for row in self._table.rows)
        return 1 < len(texts) <= MOST_CLASSES and again and not any(map(_HAS_DIGIT.search, texts))

    def _holds_marks(self, number: int) -> bool:
        """Whether a column has nothing but a sign for yes, as one of members."""
        return len(self._texts[number]) == 1 and is_mark(next(iter(self._texts[number])))

    def _kind(self, number: int) -> str:
        return kind_in(self._region, self._table.header[number])

    # What a user writes for a column

    def _named(self, option: str, text: str) -> int:
        """Return the column of a heading, a number from 1 or letters as in a spreadsheet, in this order."""
        header = self._table.header
        if text in header:
            return header.index(text)
        same = [n for n, heading in enumerate(header) if heading.casefold() == text.casefold()]
        number = same[0] if len(same) == 1 else place_of_column(text)
        if 0 <= number < len(header):
            return number
        every = listed(f'"{shortened(one)}"' for one in header).replace(" or ", " and ")
        hint = nearest(text, header) or f"; the columns are {every}"
        raise InputError.single(f'{option} "{shortened(text)}"', f"{self._table.name} has no such column{hint}")

    def _ask(self, message: str, option: str, columns: Sequence[int]) -> InputError:
        shown = [f'"{shortened(self._table.header[n])}" ({self._examples(n)})' for n in columns]
        has = f": it has {listed(shown).replace(' or ', ' and ')}" if shown else ""
        named = f'{option} "{shortened(self._table.header[columns[0]])}"' if len(columns) == 1 else f"{option} COLUMN"
        return OpenQuestion(self._where, f"{message}{has}", named).error

    def _examples(self, number: int) -> str:
        texts = [shortened(text, 20) for text in list(self._texts[number])[:2]]
        more = ", …" if len(self._texts[number]) > len(texts) else ""
        return ", ".join(texts) + more if texts else "empty"

    @property
    def _where(self) -> str:
        return f"{self._table.name}, sheet {self._table.sheet}" if self._table.sheet else self._table.name

    def _all(self) -> Sequence[int]:
        return range(len(self._table.header))

    def _all_numbers(self, number: int) -> bool:
        return all(_is_number(text) for text in self._texts[number])

    def _rank(self, number: int, kind: str) -> int:
        return rank_in(self._region, self._table.header[number], kind)


# Words for yes and no, two of which are codes of countries as well.
_ANSWERS = frozenset(["yes", "no", "y", "n", "si", "sí", "sim", "não", "nao", "true", "false", "x", "na"])


_HAS_DIGIT = re.compile(r"\d")


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
