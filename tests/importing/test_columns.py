"""Which columns of a table hold countries and classes, and what is asked where that cannot be told."""

from __future__ import annotations

from re import escape

import pytest
from made_tables import table

from mapgen.errors import InputError
from mapgen.importing.columns import ColumnFinder
from mapgen.importing.model import Columns, TableRequest


def columns(header: str, *rows: str, **said: object) -> Columns:
    """Return the columns of a table."""
    return ColumnFinder(table(header, *rows), TableRequest(**said)).columns()  # type: ignore[arg-type]


ROWS = ("1;Chile;Yes;left", "2;Peru;No;right", "3;Kenya;Yes;left", "4;Bolivia;No;right")


class TestCountries:
    """The column whose texts are known as countries."""

    def test_by_contents(self) -> None:
        """Whatever the columns are called."""
        found = columns("a;b;c;d", *ROWS, class_column="d")
        assert (found.country, found.classes) == (1, 3)

    def test_codes_before_names(self) -> None:
        """Of two columns that name the countries, the one of codes is taken: it means one thing alone."""
        assert columns("country;code;class", "Chile;CHL;left", "Peru;PER;right").country == 1

    def test_answers_are_no_countries(self) -> None:
        """`No` is the code of Norway, and NA that of Namibia; a column of yes and no is none of countries."""
        assert columns("vote;land", "NO;Chile", "YES;Peru", class_column="vote").country == 1

    def test_a_heading_says_of_what_system_numbers_are(self) -> None:
        """Numbers of the Correlates of War are read as such, and only by their heading or the option."""
        found = columns("ccode;side", "155;L", "160;R")
        assert (found.country, found.system) == (0, "cow")
        assert columns("number;side", "155;L", "160;R", codes="cow").system == "cow"

    def test_a_heading_says_of_what_system_letters_are(self) -> None:
        """AUS is Austria to the Correlates of War; codes of a system that mapgen does not know are no codes of ISO."""
        found = columns("stateabb;side", "AUS;L", "PAR;R")
        assert (found.country, found.system) == (0, "cow")
        assert columns("x;side", "AUS;L", "PAR;R", codes="cow").country == 0
        assert columns("fips;land;side", "AU;Austria;L", "CH;China;R").country == 1

    def test_numbers_without_a_system_are_asked_about(self) -> None:
        """They may be of four systems, in which they mean different states."""
        message = (
            'votes.csv: the numbers in the column "code" may be codes of ISO, COW, GW or V-Dem; '
            "write --country-codes with iso-numeric, cow, gw or vdem"
        )
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            columns("code;side", "152;L", "32;R")

    def test_none_is_asked_about(self) -> None:
        """The columns are shown with examples."""
        message = 'votes.csv: no column holds countries: it has "a" (x, y) and "b" (1, 2); write --country COLUMN'
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            columns("a;b", "x;1", "y;2")


class TestClasses:
    """The column of classes: of the standard scale, called so, or with few texts."""

    def test_the_standard_scale_before_all(self) -> None:
        """Words from left to right are classes, whatever their column is called."""
        assert columns("country;status;x", "Chile;member;left", "Peru;member;right").classes == 2

    def test_what_is_called_so(self) -> None:
        """Of several columns with few texts, the one whose heading says classes is taken."""
        found = columns("country;colour;regime", "Chile;a;x", "Peru;b;y", "Bolivia;a;x", "Brazil;b;y")
        assert found.classes == 2

    def test_the_only_one_with_few_texts(self) -> None:
        """A column of different texts, and one of numbers, are no classes."""
        found = columns("country;city;kind;area", "Chile;A;x;1", "Peru;B;y;2", "Bolivia;C;x;3", "Brazil;D;y;4")
        assert found.classes == 2

    @pytest.mark.parametrize(
        "rows",
        [("Chile;x", "Peru;x"), ("Chile;Right", "Peru;Junta", "Brazil;Right"), ("Chile;✓", "Peru;")],
    )
    def test_the_only_one_beside_the_countries(self, rows: tuple[str, ...]) -> None:
        """In a short table, too, if its texts come again, or mark members."""
        assert columns("country;Mercosur", *rows).classes == 1
        assert columns("year;country;source;thing", *(f"2024;{row.replace(';', ';UN;')}" for row in rows)).classes == 3

    @pytest.mark.parametrize(
        "rows",
        [
            ("Chile;Santiago", "Peru;Lima"),
            ("Chile;24 October 1945", "Peru;24 October 1945", "Brazil;1 May 1950"),
            ("Chile;0.5", "Peru;0.5", "Brazil;0.1"),
        ],
    )
    def test_the_only_one_is_asked_about_by_name(self, rows: tuple[str, ...]) -> None:
        """Names of other things, days and numbers are no classes unless the user says so; other columns never are."""
        with pytest.raises(InputError, match=r'it has "what it is" \(.*\); write --class "what it is"$'):
            columns("country;year;what it is", *(row.replace(";", ";2024;") for row in rows))

    def test_a_table_of_countries_alone_has_no_classes(self) -> None:
        """The column of countries is not proposed."""
        with pytest.raises(InputError, match=r"no column holds the classes; write --class COLUMN$"):
            columns("country", "Chile", "Peru")

    def test_two_years_are_asked_about(self) -> None:
        """Even if one of them has texts that look more like classes."""
        with pytest.raises(InputError, match=r"2023 to 2024; write --class 2024, or --as-of 2024-12-31$"):
            columns("country;2023;2024", "Chile;a;a", "Peru;a;a", "Brazil;b;b", "Bolivia;b;c")

    def test_several_are_asked_about(self) -> None:
        """The message has the columns that may be meant."""
        with pytest.raises(
            InputError, match=r'several columns may hold the classes: it has "b" \(x, y\) and "c" \(1a, 2b\)'
        ):
            columns("country;b;c", "Chile;x;1a", "Peru;y;2b", "Bolivia;x;1a", "Brazil;y;2b")

    def test_two_coders_are_asked_about(self) -> None:
        """Two columns of the standard scale are two lists."""
        with pytest.raises(InputError, match=r"several columns may hold the classes.*write --class COLUMN"):
            columns("country;A;B", "Chile;left;left", "Peru;right;left")

    def test_the_table_of_show(self) -> None:
        """Alignment comes before bloc and status."""
        found = columns("iso3;name;alignment;bloc;status", "CHL;Chile;centre-left;left;in-office")
        assert (found.country, found.classes) == (0, 2)

    def test_a_column_for_each_year(self) -> None:
        """The day asked for says which; without one it is asked."""
        rows = ("Chile;a;b;c", "Peru;a;a;b")
        with pytest.raises(InputError, match=r"2022 to 2024; write --class 2024, or --as-of 2024-12-31"):
            columns("country;2022;2023;2024", *rows)
        assert columns("country;2022;2023;2024", *rows, class_column="2023").classes == 2


class TestNamed:
    """How a user names a column."""

    @pytest.mark.parametrize("name", ["d", "D", "4"])
    def test_by_name_number_or_letter(self, name: str) -> None:
        """The name comes first, then the number from 1, then the letter of a spreadsheet."""
        assert columns("w;x;y;kind", *ROWS, class_column=name).classes == 3

    @pytest.mark.parametrize("name", ["5", "0", "ZZ", "knd", "", "99999999999999999999"])
    def test_no_such_column(self, name: str) -> None:
        """The message has the nearest name, or all."""
        if name:
            with pytest.raises(InputError, match=r'--class ".*": votes.csv has no such column; '):
                columns("w;x;y;kind", *ROWS, class_column=name)
