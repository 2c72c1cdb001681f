"""A scholar's codings as readings: each matched to one government, or asked about."""

from __future__ import annotations

import pytest
from made_tables import table

from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.files.documents import document_of
from mapgen.importing.model import TableRequest
from mapgen.importing.readings import ReadingsMade, with_readings
from mapgen.record.file import read_record
from mapgen.record.model import Reading, Record

PATH = shipped_path("records/south-america.toml")
TEXT = PATH.read_text(encoding="utf-8")
SCHOLAR = {"coder": "A. Scholar", "source": "A book"}


def record_of(text: str) -> Record:
    """Return the record of a text."""
    return read_record(document_of(PATH, text))


def added(header: str, *rows: str, text: str = TEXT, **said: object) -> ReadingsMade:
    """Return what becomes of codings."""
    request = TableRequest(**{**SCHOLAR, **said})  # type: ignore[arg-type]
    return with_readings(text, record_of(text), table(header, *rows), request)


def of_scholar(made: ReadingsMade) -> dict[str, Reading]:
    """Return the readings of the scholar by leader."""
    governments = record_of(made.text).governments
    return {one.leader: reading for one in governments for reading in one.readings if reading.coder == SCHOLAR["coder"]}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("country;date;class", "Brazil;2020-06-30;right"),
        ("country;year;class", "BRA;2020;derecha"),
        ("country;leader;class", "Brasil;Jair Bolsonaro;right"),
        ("country;leader;class", "Brasil;bolsonaro;R"),
    ],
)
def test_a_day_a_year_or_a_leader_finds_the_government(header: str, row: str) -> None:
    """Whichever the table has; the class is in any words of the scale."""
    another = row.replace("Brazil", "Chile").replace("BRA", "CHL").replace("Brasil", "Chile")
    another = another.replace("Jair Bolsonaro", "Salvador Nobody").replace("bolsonaro", "Nobody")
    made = added(header, row, another.replace(";R", ";L"), skip_unknown=True)
    assert of_scholar(made)["Jair Bolsonaro"].alignment == "right"


def test_all_other_lines_stay() -> None:
    """The text has new lines alone."""
    made = added("country;date;class", "Brazil;2020-06-30;right", "Chile;2015-01-01;left")
    before, after = TEXT.splitlines(), made.text.splitlines()
    assert [line for line in after if line not in before] == [
        '  { coder = "A. Scholar", alignment = "right", source = "A book", status = "dataset" },',
        '  { coder = "A. Scholar", alignment = "left", source = "A book", status = "dataset" },',
    ]
    assert [line for line in before if line not in after] == []
    assert made.added == 2


def test_what_fits_no_government_is_told() -> None:
    """Countries that the record has not stand in one line; a former state is told as such."""
    rows = ("Brazil;2020-06-30;right", "France;2020-06-30;left", "France;2021-06-30;left", "Kenya;2020-06-30;left")
    made = added("country;date;class", *rows)
    assert made.left_out == ("rows of countries of which the record has no government: France, Kenya",)
    with pytest.raises(InputError, match=r'"USSR" is a former state; its successors are .*--assume "USSR=CODE"'):
        added("country;date;class", *rows, "USSR;1980-01-01;left")


def test_sources_and_notes_of_columns() -> None:
    """Each row may have its own."""
    made = added("country;date;class;source;notes", "Brazil;2020-06-30;right;p. 7;so he says", source="")
    assert of_scholar(made)["Jair Bolsonaro"] == Reading(
        "A. Scholar", "right", "p. 7", status="dataset", note="so he says"
    )  # type: ignore[arg-type]


def test_the_years_of_a_panel_are_one_reading() -> None:
    """Rows that say the same of one government are one."""
    made = added("country;year;class", "Brazil;2020;right", "Brazil;2021;right")
    assert made.added == 1


class TestAsked:
    """What does not fit one government."""

    @pytest.mark.parametrize(
        ("header", "row", "message"),
        [
            (
                "country;year;class",
                "Peru;2020;left",
                "PER, 2020: it fits Martín Vizcarra (from 2018-03-23), Manuel Merino (from 2020-11-10) and ",
            ),
            (
                "country;date;class",
                "Peru;1990-01-01;left",
                "votes.csv, row 3: PER, 1990-01-01: it fits none; it must fit one",
            ),
            ("country;date;class", "Peru;soon;left", 'votes.csv, row 3: "soon" is no date'),
            (
                "country;date;class",
                "Qwertia;2020-01-01;left",
                '"Qwertia" is no country that mapgen knows; write --assume',
            ),
        ],
    )
    def test_rows(self, header: str, row: str, message: str) -> None:
        """With the place, what fits, and how to leave it out."""
        first = "Brazil;2020;right" if "year" in header else "Brazil;2020-06-30;right"
        with pytest.raises(InputError) as caught:
            added(header, first, row)
        assert message in str(caught.value)
        made = added(header, first, row, skip_unknown=True)
        assert (made.added, len(made.left_out)) == (1, 1)

    def test_two_classes_for_one_government(self) -> None:
        """Which of them counts only the scholar knows."""
        with pytest.raises(
            InputError, match=r"row 3: row 2 calls the same government right, and this one left; keep one"
        ):
            added("country;year;class", "Brazil;2020;right", "Brazil;2021;left")

    def test_what_the_record_has_already(self) -> None:
        """An equal reading is left alone; another one of the same coder is asked about."""
        once = added("country;year;class", "Brazil;2020;right")
        again = added("country;year;class", "Brazil;2020;right", text=once.text)
        assert (again.text, again.added) == (once.text, 0)
        assert again.left_out == ("votes.csv, row 2: Jair Bolsonaro has this reading already",)
        with pytest.raises(
            InputError, match=r"A. Scholar calls Jair Bolsonaro right in the record, left here; change one"
        ):
            added("country;year;class", "Brazil;2020;left", text=once.text)

    @pytest.mark.parametrize(
        ("header", "said", "message"),
        [
            ("country;class", {}, "no column says of which government a row speaks; it needs leaders, days or years"),
            ("country;year;class", {"source": ""}, "no column has the sources; write --source TEXT"),
            ("country;year;class", {"coder": "a\nb"}, "it holds the control character"),
        ],
    )
    def test_what_is_missing(self, header: str, said: dict[str, object], message: str) -> None:
        """A reading has a government, a coder and a source."""
        row = ";".join({"country": "Brazil", "year": "2020", "class": "right"}[name] for name in header.split(";"))
        with pytest.raises(InputError) as caught:
            added(header, row, row.replace("right", "left").replace("Brazil", "Chile"), **said)
        assert message in str(caught.value)

    def test_classes_of_ones_own(self) -> None:
        """A reading is of the scale from left to right."""
        with pytest.raises(InputError, match=r'the table has "Greens"; write --class-label "TEXT=right" for each'):
            added("country;year;class", "Brazil;2020;Greens")
        made = added("country;year;class", "Brazil;2020;Greens", labels={"Greens": "left"})
        assert of_scholar(made)["Jair Bolsonaro"].alignment == "left"
