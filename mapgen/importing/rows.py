"""What each row of a table means for a list: taken, elsewhere, unknown, twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.errors import listed, shortened
from mapgen.importing.classes import TableClasses, has_no_data, read_classes
from mapgen.importing.countries import CountryReader
from mapgen.importing.model import NONE, Columns, OpenQuestion, RowOutcome, RowResult, TableRequest
from mapgen.importing.region_guess import best_region
from mapgen.places.names import Identified
from mapgen.places.region_names import shows_areas
from mapgen.places.regions import Region
from mapgen.tables.model import Table, TableRow, table_place

_DRAWN = {RowOutcome.TAKEN, RowOutcome.NO_DATA}
# What a hint for an unknown text says that it can mean.
_LIKELY = re.compile(r'did you mean "([^"]+)" \([^"]*\)\?$')
_WITHOUT_A_CLASS = "it has no class"


class ReadRows(Struct, frozen=True):
    """The results of a table's rows in their order, its classes, and the questions that are left."""

    results: tuple[RowResult, ...]
    classes: TableClasses
    questions: tuple[OpenQuestion, ...]


class RowReader:
    """Reads the rows of a table for a region."""

    def __init__(self, table: Table, columns: Columns, request: TableRequest, region: Region) -> None:
        self._table = table
        self._columns = columns
        self._request = request
        self._region = region
        self._countries = CountryReader(region, columns.system, request.assume)
        self._names = CountryReader(region, "", request.assume)
        self._listed = {*region.states, *region.sovereigns}

    def read(self, rows: Iterable[TableRow], *, spells: bool = False) -> ReadRows:
        """Return what rows mean; of `spells`, each country may have several.

        Raises InputError where the classes cannot be read, with a question.
        """
        results = [result for row in rows if (result := self._result(row))]
        texts = [result.written for result in results if result.outcome is RowOutcome.TAKEN]
        column = self._columns.classes
        heading = "" if column is None else self._table.header[column]
        classes = read_classes(texts, self._request.labels, heading)
        results = [_classed(result, classes) for result in results]
        if not spells:
            results = list(_compared(results, self._table.row_word))
        return ReadRows(tuple(results), classes, tuple(self._questions(results)))

    def country(self, text: str) -> Identified:
        """Return what a text means."""
        return self._countries.read(text)

    def _result(self, row: TableRow) -> RowResult | None:
        """Return the result of a row before classes are read; None for one without a country and a class."""
        country = self._country(row)
        text = country.text
        written = "" if self._columns.classes is None else row.cells[self._columns.classes]
        if not text and has_no_data(written):
            return None
        outcome, remark = self._outcome(country, written)
        return RowResult(
            row.number, text, country.iso3, country.name, country.matched, country.kind, written, outcome, None, remark
        )

    def _country(self, row: TableRow) -> Identified:
        """Return what the country of a row is: by its code, or by its name beside a code that is none."""
        country = self._countries.read(row.cells[self._columns.country])
        if country.iso3 or self._countries.left_out(country.text):
            return country
        beside = [self._names.read(row.cells[number]) for number in self._columns.names if row.cells[number]]
        return next((name for name in beside if name.iso3), beside[0] if beside else country)

    def _outcome(self, country: Identified, written: str) -> tuple[RowOutcome, str]:
        code = country.iso3
        if code is None:
            return self._outcome_of_no_country(country, written)
        if code in self._listed:
            return (RowOutcome.NO_DATA if has_no_data(written) else RowOutcome.TAKEN), ""
        return (RowOutcome.NO_STATE if code in self._region.territories else RowOutcome.OUTSIDE), ""

    def _outcome_of_no_country(self, country: Identified, written: str) -> tuple[RowOutcome, str]:
        if self._countries.left_out(country.text):
            return RowOutcome.SKIPPED, "as you said"
        if self._request.skip_unknown:
            return RowOutcome.SKIPPED, why_unknown(country, self._region)
        if has_no_data(written) and self._columns.classes is not None:
            return RowOutcome.SKIPPED, _WITHOUT_A_CLASS
        if country.states and not {*country.states} & {*self._region.states, *self._region.territories}:
            return RowOutcome.OUTSIDE, why_unknown(country, self._region)
        return RowOutcome.UNKNOWN, why_unknown(country, self._region)

    def _questions(self, results: Sequence[RowResult]) -> Iterable[OpenQuestion]:
        """Yield the questions about rows; of rows with one unknown text the first alone.

        A table of another region has that one question.
        """
        if elsewhere := self._of_areas_elsewhere(results):
            yield elsewhere
            return
        asked: set[str] = set()
        heading = "" if self._columns.names else self._table.header[self._columns.country]
        for result in results:
            where = table_place(self._table, result.number, heading)
            if result.outcome is RowOutcome.UNKNOWN and result.text not in asked:
                asked.add(result.text)
                # What cannot be shown whole cannot be typed either.
                likely = _LIKELY.search(result.remark)
                meant = f'--assume "{result.text}={likely[1] if likely else "CODE"}" (or ={NONE}), or '
                assume = meant if _is_typed(result.text) else ""
                yield OpenQuestion(where, result.remark, f"{assume}--skip-unknown")
            if result.outcome is RowOutcome.CONTRADICTING:
                yield OpenQuestion(where, result.remark)
        if results and not any(result.iso3 in self._region.states for result in results):
            yield self._elsewhere(results)

    def _elsewhere(self, results: Sequence[RowResult]) -> OpenQuestion:
        """Return the question for a table that names no state of the region: which shipped region has most of them."""
        best = best_region(results)
        message = f"no row names a state of {self._region.name}"
        if not best.count:
            return OpenQuestion(self._table.name, message)
        return OpenQuestion(self._table.name, f"{message}; {best.count} are of {best.name}", f"--region {best.name}")

    def _of_areas_elsewhere(self, results: Sequence[RowResult]) -> OpenQuestion | None:
        """Return the question for a table of the divisions of a state, where the region has other states or divisions.

        More of its texts must name these divisions than countries: Georgia alone is no table of the United States.
        """
        texts = {result.text for result in results}
        known = {result.text for result in results if result.iso3}
        if len(known) == len(texts):
            return None
        best = best_region(results)
        if not best.shows_areas or best.name == self._region.name or best.count <= max(len(known), len(texts) // 2):
            return None
        message = f"{best.count} of {len(texts)} are of {best.name}, and not of {self._region.name}"
        return OpenQuestion(self._table.name, message, f"--region {best.name}")


def _classed(result: RowResult, classes: TableClasses) -> RowResult:
    if result.outcome is not RowOutcome.TAKEN:
        return result
    name = classes.name_of(result.written)
    return replace(result, class_name=name) if name else replace(result, outcome=RowOutcome.NO_DATA)


def _compared(results: Sequence[RowResult], row_word: str) -> Iterable[RowResult]:
    """Yield the results with what stands twice: alike is taken once, and of two classes none is."""
    first: dict[str, RowResult] = {}
    for result in sorted(results, key=lambda one: one.outcome is not RowOutcome.TAKEN):
        if result.outcome in _DRAWN and result.iso3:
            first.setdefault(result.iso3, result)
    for result in results:
        earlier = first.get(result.iso3 or "")
        if earlier is None or earlier is result or result.outcome not in _DRAWN:
            yield result
        elif result.class_name in {None, earlier.class_name}:
            yield replace(result, outcome=RowOutcome.REPEATED, remark=f"as in {row_word} {earlier.number}")
        else:
            yield replace(result, outcome=RowOutcome.CONTRADICTING, remark=_contradiction(earlier, result, row_word))


def _contradiction(earlier: RowResult, result: RowResult, row_word: str) -> str:
    stand = f'"{shortened(earlier.text)}" in {row_word} {earlier.number} and "{shortened(result.text)}" here'
    says = f'"{shortened(earlier.written)}" and "{shortened(result.written)}"'
    right = "keep one of the rows"
    if earlier.text != result.text:
        right += f', or write --assume "{shortened(result.text)}={NONE}"'
    return f"{result.iso3} stands twice, as {stand}, with {says}; {right}"


def _is_typed(text: str) -> bool:
    return bool(text) and shortened(text) == text and '"' not in text


def why_unknown(country: Identified, region: Region) -> str:
    """Return why a text is no country of today, or nothing in a region of divisions or areas."""
    if not country.text:
        return "the row names no country"
    kinds = {"former state": "is a former state", "part": "is a part of a state"}
    unknown = f"is nothing in {region.name}" if shows_areas(region) else "is no country that mapgen knows"
    hint = f"; {country.hint}" if country.hint else ""
    return f'"{shortened(country.text)}" {kinds.get(country.kind, unknown)}{hint}'


def counted(results: Iterable[RowResult], *outcomes: RowOutcome) -> list[RowResult]:
    """Return the results of some outcomes."""
    return [result for result in results if result.outcome in outcomes]


def quoted_texts(results: Iterable[RowResult]) -> str:
    """Return the countries of results as written, each once, as a readable list."""
    texts = dict.fromkeys(f'"{shortened(result.text, 40)}"' for result in results)
    return listed(texts).replace(" or ", " and ")
