"""The rows of one day of a table of many, and the days in its cells."""

from __future__ import annotations

from datetime import date

import pytest
from made_tables import made, table

from mapgen.errors import InputError
from mapgen.importing.columns import ColumnFinder
from mapgen.importing.days import RowsOfDay, rows_of_day
from mapgen.importing.model import TableRequest
from mapgen.importing.table_days import DAY_FIRST, MONTH_FIRST, DayReader, is_still

PANEL = ("Chile;2022;left", "Chile;2023;right", "Peru;2022;left", "Peru;2023;left")


def of_day(header: str, *rows: str, **said: object) -> RowsOfDay:
    """Return the rows of a day of a table."""
    request = TableRequest(**said)  # type: ignore[arg-type]
    of_table = table(header, *rows)
    return rows_of_day(of_table, ColumnFinder(of_table, request).columns(), request)


def test_the_year_of_the_day_asked_for() -> None:
    """Of a panel, only the rows of the year are read; how many are of others is kept."""
    chosen = of_day("country;year;class", *PANEL, as_of=date(2023, 6, 30))
    assert ([row.cells[1] for row in chosen.rows], chosen.as_of, chosen.others) == (["2023"] * 2, date(2023, 6, 30), 2)


def test_several_years_are_asked_about() -> None:
    """The message has the years there are, and the option."""
    with pytest.raises(InputError, match=r'"year" has 2022 and 2023; a list is of one day; write --as-of 2023-12-31'):
        of_day("country;year;class", *PANEL)


def test_a_year_that_is_missing_is_said() -> None:
    """A neighbouring year is never taken for it."""
    with pytest.raises(InputError, match=r'"year" has 2022 and 2023, and none of 2024-01-01; '):
        of_day("country;year;class", *PANEL, as_of=date(2024, 1, 1))


def test_many_years_are_counted() -> None:
    """A panel of a century does not fill the screen."""
    rows = [f"Chile;{year};left" for year in range(1900, 2000)]
    with pytest.raises(InputError, match=r"has 1900 to 1999 \(100 different ones\); "):
        of_day("country;year;class", *rows)


def test_one_year_is_the_day_of_the_list() -> None:
    """The list is of its last day."""
    assert of_day("country;year;class", "Chile;2019;left", "Peru;2019;right").as_of == date(2019, 12, 31)


def test_the_column_as_of_says_the_day() -> None:
    """As in the tables that mapgen writes; another day that is asked for is refused."""
    rows = ("CHL;left;2025-12-15", "PER;right;2025-12-15")
    assert of_day("iso3;alignment;as_of", *rows).as_of == date(2025, 12, 15)
    with pytest.raises(InputError, match=r'as-of 2024-01-01: the table\'s column "as_of" says 2025-12-15'):
        of_day("iso3;alignment;as_of", *rows, as_of=date(2024, 1, 1))


def test_days_of_each_row_say_nothing_of_the_list() -> None:
    """Where no country stands twice, a column of dates is about each country."""
    assert of_day("country;class;date", "Chile;left;2020-01-01", "Peru;right;2021-01-01").as_of is None


def test_the_column_of_a_year_says_the_day() -> None:
    """A wide table is of the year of its column."""
    made_list = made("country;2021;2022;2023", "Chile;left;left;right", "Peru;left;right;left", class_column="2022")
    assert made_list.request.as_of == date(2022, 12, 31)


class TestCells:
    """Days as spreadsheets and people write them."""

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2023-12-10", date(2023, 12, 10)),
            ("10 December 2023", date(2023, 12, 10)),
            ("10 de diciembre de 2023", date(2023, 12, 10)),
            ("31/12/2023", date(2023, 12, 31)),
            ("10.12.2023", date(2023, 12, 10)),
            ("2023-12-10 00:00:00", date(2023, 12, 10)),
        ],
    )
    def test_what_can_mean_one_day_alone(self, text: str, day: date) -> None:
        """It is read as that."""
        assert DayReader([text]).read(text) == day

    def test_one_cell_tells_the_order_of_all(self) -> None:
        """31/12 has the day first, so 03/04 has as well."""
        assert DayReader(["03/04/2023", "31/12/2023"]).read("03/04/2023") == date(2023, 4, 3)
        assert DayReader(["03/04/2023", "12/31/2023"]).read("03/04/2023") == date(2023, 3, 4)

    def test_an_order_that_nothing_tells_is_asked_about(self) -> None:
        """And so is one of which cells say both."""
        for texts in (["03/04/2023"], ["03/04/2023", "31/12/2023", "12/31/2023"]):
            answer = DayReader(texts).read("03/04/2023")
            assert str(answer).endswith(
                "write 2023-04-03 or 2023-03-04; --dates says which comes first: day-first or month-first"
            )
        assert DayReader(["03/04/2023"], DAY_FIRST).read("03/04/2023") == date(2023, 4, 3)
        assert DayReader(["03/04/2023"], MONTH_FIRST).read("03/04/2023") == date(2023, 3, 4)

    @pytest.mark.parametrize("text", ["2023", "soon", "2023-02-30", "31/02/2023"])
    def test_no_day(self, text: str) -> None:
        """The answer says why."""
        assert str(DayReader([text]).read(text)).startswith(f'"{text}" is no ')

    @pytest.mark.parametrize("text", ["", "Incumbent", "present", "actual", "hoje", "–"])
    def test_what_has_not_ended(self, text: str) -> None:
        """In the languages of the map."""
        assert is_still(text)
