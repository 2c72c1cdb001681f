"""Tables as lists and records: their texts are valid, keep the user's words, and hold nothing that attacks."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import hostile_texts
import pytest
from made_tables import made, table
from msgspec.structs import replace

from mapgen.errors import InputError
from mapgen.files.texts import LONGEST_NAME, fault_of
from mapgen.importing.classes import MOST_CLASSES
from mapgen.importing.imported import answered, imported
from mapgen.importing.model import TableRequest
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.sources.reading import read_source
from mapgen.tables.model import TableRow

TABLES = Path(__file__).parent.parent / "data" / "tables"
DAY = date(2025, 12, 15)


class TestList:
    """The text of a list."""

    def test_keeps_the_words_of_the_table(self) -> None:
        """Each country has its name and its class as written, as a comment."""
        text = made(
            "país;lado", "Argentina (Rep.);Derecha", "Chile;s/d", assume={"Argentina (Rep.)": "ARG"}, as_of=DAY
        ).text
        assert 'ARG = "right"    # Argentina (Rep.): Derecha\nCHL = "no-data"  # Chile: s/d\n' in text

    def test_has_the_head_that_the_user_gives(self) -> None:
        """And else the name of the file, the day and no basis."""
        rows = ("Chile;left", "Peru;right")
        head = {"title": "T", "coder": "C", "source": "S", "licence": "L", "basis": Basis.ELECTED, "as_of": DAY}
        given = tomllib.loads(made("country;class", *rows, **head).text)["snapshot"]
        assert {key: given[key] for key in head} == head
        alone = tomllib.loads(made("country;class", *rows, as_of=DAY).text)["snapshot"]
        assert (alone["title"], alone["coder"], alone["source"]) == ("votes", "votes.csv", "votes.csv")
        assert "basis" not in alone

    @pytest.mark.parametrize("key", ["title", "coder", "source", "licence"])
    def test_refuses_texts_that_are_no_line(self, key: str) -> None:
        """From Python they come unchecked."""
        result = made("country;class", "Chile;left", "Peru;right", **{key: "a\nb"})
        assert [question.where.split(" ")[0] for question in result.questions] == [key]

    def test_the_basis_of_its_column(self) -> None:
        """Another one that is asked for is refused."""
        rows = ("CHL;left;elected", "PER;right;elected")
        assert made("iso3;class;basis", *rows).request.basis is Basis.ELECTED
        with pytest.raises(InputError, match=r'basis office: the table\'s column "basis" says elected'):
            made("iso3;class;basis", *rows, basis=Basis.OFFICE)


@pytest.mark.parametrize("cell", ["Partido", "es: Partido | pt Partido", "xx: Parti", "es: Partido | xx: Parti"])
def test_names_of_a_party_have_their_languages(cell: str) -> None:
    """A cell of such names says the language of each; the message says how."""
    found = made("country;leader;start;class;parties", f"Chile;Ada;2022-03-11;left;{cell}")
    assert [one.message for one in found.questions] == [
        f'"{cell}": write each name with its language, as `es: Partido | pt: Partido`'
    ]


class TestRecord:
    """A table of leaders with their first days."""

    HEADER = "country;leader;party;start;end;elected;side"
    ROWS = (
        "Chile;A;P;2018-03-11;2022-03-11;2017-12-17;right",
        "Chile;B;;2022-03-11;2026-03-11;2021-12-19;izquierda",
        "Chile;C;Q;;;2025-12-14;right",
    )

    def test_is_a_record(self) -> None:
        """With spells, elects, parties and wins, from the first start on."""
        record = made(self.HEADER, *self.ROWS).source
        assert isinstance(record, Record)
        assert record.begins == date(2018, 3, 11)
        governments = record.histories["CHL"].governments
        assert [(one.leader, one.alignment, one.start) for one in governments] == [
            ("A", "right", date(2018, 3, 11)),
            ("B", "left", date(2022, 3, 11)),
            ("C", "right", None),
        ]
        assert governments[2].wins[0].voted == date(2025, 12, 14)

    def test_begins_on_a_day_that_the_user_gives(self) -> None:
        """As governments may start before the record."""
        record = made(self.HEADER, *self.ROWS, begins=date(2020, 1, 1)).source
        assert isinstance(record, Record)
        assert record.begins == date(2020, 1, 1)

    def test_the_end_of_a_term_is_that_of_a_spell(self) -> None:
        """In a table that has no column of ends, once the day has come."""
        rows = (
            "Chile;B;2022-03-11;2026-03-11;left",
            "Chile;C;2026-03-11;9990-03-11;right",
            "Peru;D;2026-07-28;Incumbent;right",
        )
        record = made("country;president;term start;term end;side", *rows).source
        assert isinstance(record, Record)
        ends = [(str(one.end), str(one.term_ends)) for one in record.governments]
        assert ends == [("2026-03-11", "None"), ("None", "9990-03-11"), ("None", "None")]

    @pytest.mark.parametrize("between", [" | ", ", ", ","])
    def test_several_days_stand_in_a_cell(self, between: str) -> None:
        """Between bars, as in the CSV of mapgen, or between commas, as in its Markdown."""
        days = between.join(("2013-12-15", "2017-12-17"))
        record = made(self.HEADER, f"Chile;A;P;2018-03-11;;{days};right").source
        assert isinstance(record, Record)
        assert [win.voted for win in record.governments[0].wins] == [date(2013, 12, 15), date(2017, 12, 17)]

    def test_a_source_for_all(self) -> None:
        """Where no column has sources, --source is that of each government, as a dataset."""
        record = made(self.HEADER, *self.ROWS, source="A book").source
        assert isinstance(record, Record)
        assert {(one.source, one.status.value) for gov in record.governments for one in gov.sources} == {
            ("A book", "dataset")
        }

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            (
                "Chile;D;;2021-01-01;;;left",
                "votes.csv, row 5: D (from 2021-01-01) overlaps A (2018-03-11 to 2022-03-11)",
            ),
            ("Chile;D;;2030;;;left", 'votes.csv, row 5, column start: "2030" is no day but a year'),
            ("Chile;;;2026-03-11;;;left", "votes.csv, row 5: the row names no leader"),
            ("Chile;D;;;;;left", "votes.csv, row 5: has neither `start` nor `elected`"),
            ("Chile;D;;2026-04-01;2026-03-01;;left", "votes.csv, row 5: end = 2026-03-01: before its start"),
            (
                "Chile;B;X;2022-03-11;2026-03-11;2021-12-19;left",
                "votes.csv, row 5: the same government stands in row 3",
            ),
            (
                "Chile;D;;2026-04-01;;9999-01-01;left",
                'votes.csv, row 5, column elected: "9999-01-01": this day is yet to come',
            ),
            ("Qwertia;D;;2026-04-01;;;left", 'votes.csv, row 5, column country: "Qwertia" is no country'),
        ],
    )
    def test_what_is_wrong_is_told_with_its_row(self, row: str, message: str) -> None:
        """Overlaps, days that are none, and rows that contradict each other."""
        result = made(self.HEADER, *self.ROWS, row)
        assert message in "\n".join(str(question.problem) for question in result.questions)
        assert not result.text

    def test_the_order_of_day_and_month_is_asked_about_once(self) -> None:
        """One option settles all days, and a day that is none is told besides."""
        rows = ("Chile;A;;03/04/2020;05/06/2021;;left", "Chile;B;;05/06/2021;;;left", "Peru;C;;2020-02-31;;;left")
        asked = [one.message for one in made(self.HEADER, *rows).questions]
        assert [("--dates" in message) for message in asked] == [True, False]
        assert made(self.HEADER, *rows[:2], day_order="day-first").text

    def test_a_row_that_stands_twice_is_taken_once(self) -> None:
        """If it says the same."""
        record = made(self.HEADER, *self.ROWS, self.ROWS[0]).source
        assert isinstance(record, Record)
        assert len(record.governments) == 3

    def test_its_classes_are_of_the_standard_scale(self) -> None:
        """A record has no other one; without a column of classes it has no data."""
        own = made(self.HEADER, *(row.replace("right", "Greens") for row in self.ROWS))
        assert "a record has the classes from left to right, and the table has" in str(own.questions[0].problem)
        without = made("country;leader;start", "Chile;A;2018-03-11").source
        assert isinstance(without, Record)
        assert without.governments[0].alignment == "no-data"


@pytest.mark.parametrize("part", range(4))
def test_no_text_gets_out_of_its_place(part: int) -> None:
    """Texts that attack, as countries, classes, leaders and names of files, stay texts in a valid file."""
    texts = [text for text in hostile_texts.ALL if text][part::4]
    rows = [("Chile", "left"), *((text, "right") for text in texts)]
    cells = table("country;class", *("x;y" for _ in rows))
    lines = tuple(replace(row, cells=pair) for row, pair in zip(cells.rows, rows, strict=True))
    result = imported(
        replace(cells, rows=lines, name="a\n[snapshot]\n.csv"), TableRequest(skip_unknown=True, as_of=DAY)
    )
    assert set(tomllib.loads(result.text)) == {"snapshot", "alignments"}
    assert set(tomllib.loads(result.text)["alignments"]) <= {*hostile_texts.STATES, *result.source.by_code}  # type: ignore[union-attr]


@pytest.mark.parametrize("part", range(4))
def test_no_leader_gets_out_of_its_place(part: int) -> None:
    """Nor in a record, as a leader, a party, a source or a note: what its file does not take is told with its row."""
    texts = hostile_texts.ALL[part::4]
    kinds = ("country", "leader", "start", "party", "source", "note")
    rows = tuple(
        TableRow(number, ("Chile", text, f"{1000 + number}-01-01", text, text, text))
        for number, text in enumerate(texts)
    )
    of_table = replace(table(";".join(kinds), ""), rows=rows)
    refused = {f"{question.where}," for question in imported(of_table, TableRequest()).questions}
    kept = tuple(row for row in rows if not any(f"row {row.number}," in where for where in refused))
    # Without an end each overlaps the one before; what is asked then is of the rules of time, not of a text.
    ended = [(*row.cells, f"{1000 + row.number}-12-31") for row in kept]
    lines = tuple(replace(row, cells=cells) for row, cells in zip(kept, ended, strict=True))
    made_record = imported(replace(of_table, header=(*kinds, "end"), rows=lines), TableRequest())
    record = tomllib.loads(made_record.text)
    assert set(record) == {"record", "government"}
    assert all(set(one) <= {*kinds, "sources", "end", "alignment"} for one in record["government"])
    assert len(record["government"]) == len(kept) > 10


def test_no_class_gets_out_of_its_place() -> None:
    """Nor as the label of a class, of which a file holds as many as a map has."""
    texts = [text for text in hostile_texts.ALL if not fault_of(text, LONGEST_NAME)]
    for number in range(0, len(texts), MOST_CLASSES):
        some = texts[number : number + MOST_CLASSES]
        of_table = table("country;class", *("x;y" for _ in some))
        rows = tuple(
            replace(row, cells=(hostile_texts.STATES[n], text))
            for n, (row, text) in enumerate(zip(of_table.rows, some, strict=True))
        )
        try:
            result = imported(replace(of_table, rows=rows), TableRequest(as_of=DAY))
        except InputError:  # a text that is near a word of the scale, or says no data
            continue
        read = tomllib.loads(result.text)
        assert set(read) <= {"snapshot", "alignments", "classes"}
        assert (
            set(read.get("classes", {})) == set(read["snapshot"]["scale"]) - {"left", "right"}
            or not result.classes.labels
        )


class TestTablesOfEveryDress:
    """Tables that look like those of the public, with made-up values: each becomes a map."""

    @pytest.mark.parametrize(
        ("name", "said", "summary"),
        [
            ("un-vote.csv", {}, "south-america on 2025-12-15: 1 no, 1 abstaining, 8 yes, 2 non-voting"),
            (
                "un-vote.csv",
                {"region": "world"},
                "world on 2025-12-15: 6 abstaining, 3 no, 17 yes, 2 non-voting, 169 no-data",
            ),
            ("regimes.xlsx", {"as_of": date(2024, 12, 31)}, "1 class-0, 3 class-1, 6 class-2, 2 class-3"),
            ("formas-de-gobierno.csv", {}, "7 presidencialismo, 2 presidencia-elegida-por-el-par, "),
            ("membros.ods", {"class_column": "Mercosul"}, "5 mercosul, 7 no-data"),
            ("mercosul.tsv", {}, "5 membro, 1 suspenso, 6 associado"),
            ("ideologia.json", {}, "7 left, 4 right, 1 no-data"),
            ("panel.tsv", {"as_of": date(2023, 12, 31)}, "7 left, 1 centre, 4 right"),
            ("wide.csv", {"as_of": date(2024, 12, 31)}, "8 free, 3 partly-free, 1 not-free"),
        ],
    )
    def test_is_a_list(self, name: str, said: dict[str, object], summary: str) -> None:
        """The classes of the map are those of the table."""
        path = TABLES / name
        source = answered(path, path.read_bytes(), TableRequest(**{"as_of": DAY, **said})).source  # type: ignore[arg-type]
        assert isinstance(source, Snapshot)
        assert summary in source.summary

    def test_is_a_record(self) -> None:
        """A table of a wiki, with the days in words and leaders who are still in office."""
        record = read_source(TABLES / "wiki.md")
        assert isinstance(record, Record)
        assert [str(one.end) for one in record.histories["CHL"].governments] == ["2026-03-11", "None"]
        assert record.histories["ARG"].governments[1].alignment == "right"

    def test_the_hash_is_that_of_the_file(self) -> None:
        """So that a picture can be proved."""
        path = TABLES / "ideologia.json"
        assert read_source(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

    def test_questions_name_the_command_that_answers_them(self) -> None:
        """A command that draws says what to write."""
        with pytest.raises(
            InputError, match=r"open; answer them with `mapgen import .*membros.ods` and the options below\n.*--class"
        ):
            read_source(TABLES / "membros.ods")


def test_a_comment_has_plain_spaces() -> None:
    """Of a text with spaces that do not break, as web pages have them, a person sees no numbers of characters."""
    assert 'BRA = "left-wing"  # Brazil: left wing' in made("c;side", "Brazil\u00a0;left\u202fwing", country="c").text
