"""Reading the keys of a table reports every problem at once, with key, value and what is right."""

from __future__ import annotations

from datetime import date, datetime, time
from re import escape
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.files import day_fields, fields
from mapgen.files.dates import PartialDate, exact
from mapgen.files.fields import Key, Unfit, read_table
from mapgen.files.toml_text import toml_text

if TYPE_CHECKING:
    from mapgen.errors import Problem

KEYS = (
    Key("leader", fields.text, required=True, doc="the usual name"),
    Key("start", day_fields.day, doc="first day in office"),
    Key("void", fields.flag),
)
NOON = datetime(2025, 12, 14, 12)  # noqa: DTZ001 (TOML's local datetime has no zone)

# Any value that a TOML file can hold.
toml_values = st.recursive(
    st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=12,
)


def problems_of(table: object) -> list[str]:
    """Return the problems of a table as printed messages."""
    problems: list[Problem] = []
    assert read_table(table, KEYS, "a.toml, [leader]", problems) is None
    return [str(problem) for problem in problems]


class TestTable:
    """A table as a whole."""

    def test_a_sound_table_gives_its_values(self) -> None:
        """Keys that are not required may be missing, and no problem is appended."""
        problems: list[Problem] = []
        table = {"leader": " Ada ", "start": date(2025, 12, 14)}
        assert read_table(table, KEYS, "", problems) == {"leader": "Ada", "start": date(2025, 12, 14)}
        assert not problems

    def test_every_problem_comes_at_once(self) -> None:
        """All problems of a table are reported together, so that one edit can fix them."""
        assert problems_of({"leder": "Ada", "start": "2025-12-14", "void": "no", "zzz": 1}) == [
            'a.toml, [leader]: unknown key "leder"; did you mean "leader"?',
            'a.toml, [leader]: unknown key "zzz"; the keys are leader, start or void',
            'a.toml, [leader]: the key "leader" is missing (the usual name)',
            'a.toml, [leader]: start = "2025-12-14": write the date without quotes: 2025-12-14',
            'a.toml, [leader]: void = "no": write true or false, without quotes',
        ]

    def test_problems_found_before_stay(self) -> None:
        """A valid table is read although an earlier table had problems."""
        problems: list[Problem] = []
        read_table({}, KEYS, "", problems)
        assert read_table({"leader": "Ada"}, KEYS, "", problems) == {"leader": "Ada"}
        assert len(problems) == 1

    @pytest.mark.parametrize("value", ["Ada", 3, [date(2025, 12, 14)], True])
    def test_what_is_no_table(self, value: object) -> None:
        """The message shows the value."""
        assert problems_of(value) == [f"a.toml, [leader]: {toml_text(value)} stands where a table of keys belongs"]

    @given(table=st.dictionaries(st.one_of(st.sampled_from([key.name for key in KEYS]), st.text()), toml_values))
    def test_any_table_is_read_or_refused(self, table: dict[str, Any]) -> None:
        """Every table that TOML can hold is read or refused; each message is one line of bounded length."""
        problems: list[Problem] = []
        values = read_table(table, KEYS, "", problems)
        assert (values is None) == bool(problems)
        for problem in problems:
            assert str(problem).isprintable()


class TestTomlText:
    """Values in messages."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("Perú", '"Perú"'),
            ("a\x1b[0m\n", '"a\\u001b[0m\\u000a"'),
            (True, "true"),
            (2027, "2027"),
            (1.5, "1.5"),
            (date(2025, 12, 14), "2025-12-14"),
            (NOON, "2025-12-14T12:00:00"),
            (time(12), "12:00:00"),
            ([date(2025, 12, 14), "x", [False]], '[2025-12-14, "x", [false]]'),
            ({"a": "b", "c": [1]}, '{ a = "b", c = [1] }'),
            ([[[["deep"]]]], "[[[…]]]"),
            ("x" * 79, '"' + "x" * 78 + "…"),
            ("x" * 78, '"' + "x" * 78 + '"'),
        ],
    )
    def test_a_value_is_shown_as_toml_writes_it(self, value: object, expected: str) -> None:
        """Values are cut to the length of a line."""
        assert toml_text(value) == expected

    def test_a_value_too_deep_or_too_long_for_python_is_shown(self) -> None:
        """Deeply nested tables are cut, and very large numbers are written in hexadecimal."""
        deep: dict[str, Any] = {}
        for _ in range(100_000):
            deep = {"a": deep}
        assert toml_text(deep) == "{ a = { a = { a = … } } }"
        assert toml_text(16**9000).startswith("0x1000")

    @given(toml_values)
    def test_any_value_fits_a_message(self, value: object) -> None:
        """The text of any value is printable and at most 80 characters long."""
        assert len(toml_text(value)) <= 80
        assert toml_text(value).isprintable()


class TestText:
    """One line of text."""

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (2027, "write it as text in quotes"),
            (date(2025, 12, 14), "write it as text in quotes"),
            ("", "it is empty; write the text, or leave the key out"),
            (" \t", "it is empty; write the text, or leave the key out"),
            ("x" * 2001, "it has 2,001 characters; at most 2,000 are taken"),
            ("two\nlines", "it holds the control character U+000A; write it on one line"),
            ("tab\there", "it holds the control character U+0009; write it on one line"),
            ("\x7f", "it holds the control character U+007F"),
            ("para\u2029graph", "it holds the control character U+2029"),
            ("line\u2028end", "it holds the control character U+2028"),
        ],
    )
    def test_what_is_not_one_line_of_text(self, value: object, message: str) -> None:
        """Text is in quotes, not empty, not too long, and without control characters."""
        with pytest.raises(Unfit, match=f"^{escape(message)}"):
            fields.text(value)

    def test_text_is_taken_in_one_form(self) -> None:
        """Accents written as two characters become one, so that equal names are equal."""
        assert fields.text(" Peru\u0301 ") == "Per\u00fa"
        assert len(fields.text("x" * 2000)) == 2000


class TestFlag:
    """True or false."""

    def test_true_and_false_are_flags(self) -> None:
        """True and false are returned unchanged."""
        assert fields.flag(value=True) is True
        assert fields.flag(value=False) is False

    @pytest.mark.parametrize("value", ["true", 1, 0, []])
    def test_nothing_else_is_a_flag(self, value: object) -> None:
        """Other values are refused, even those that Python treats as true or false."""
        with pytest.raises(Unfit, match=r"^write true or false, without quotes$"):
            fields.flag(value)


NO_DATE = "this is no date; write YYYY-MM-DD, such as 2025-12-14, without quotes"
NO_PARTIAL_DATE = 'this is no date; write 2027-10-24, or "2027-10" or "2027" while only that is known'


class TestDay:
    """Days, and dates of which only the month or the year is known."""

    def test_a_toml_date_is_a_day(self) -> None:
        """A day is a TOML date, without quotes."""
        assert day_fields.day(date(2025, 12, 14)) == date(2025, 12, 14)

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("2025-12-14", "write the date without quotes: 2025-12-14"),
            (NOON, "a day is wanted, without a time: 2025-12-14"),
            (time(12), NO_DATE),
            ("2025-12", "this is no day but a month; write the day as well, such as 2025-12-01, without quotes"),
            ("2025-02-30", "this is no day: February 2025 has 28 days"),
            ("28/11/2026", "this is no date; write 2026-11-28, without quotes"),
            ("yesterday", NO_DATE),
            ("", NO_DATE),
            (20251214, "this is no date; write 2025-12-14, without quotes"),
            (True, NO_DATE),
            ([date(2025, 12, 14)], NO_DATE),
        ],
    )
    def test_what_is_no_day(self, value: object, message: str) -> None:
        """The message says what to write: for a date in quotes or with a time, that very date."""
        with pytest.raises(Unfit, match=f"^{escape(message)}$"):
            day_fields.day(value)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (date(2027, 10, 24), exact(date(2027, 10, 24))),
            ("2027-10", PartialDate(date(2027, 10, 1), date(2027, 10, 31))),
            ("2027", PartialDate(date(2027, 1, 1), date(2027, 12, 31))),
        ],
    )
    def test_a_partial_day_is_a_date_or_text(self, value: object, expected: PartialDate) -> None:
        """Months and years stand in quotes, because TOML has no such values."""
        assert day_fields.partial_day(value) == expected

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("2027-10-24", "write the date without quotes: 2027-10-24"),
            (NOON, "a day is wanted, without a time: 2025-12-14"),
            ("2027-13", NO_PARTIAL_DATE),
            ("2027-02-30", "this is no day: February 2027 has 28 days"),
            ("autumn 2027", NO_PARTIAL_DATE),
            (2027, NO_PARTIAL_DATE),
            (True, NO_PARTIAL_DATE),
        ],
    )
    def test_what_is_no_partial_day(self, value: object, message: str) -> None:
        """The message shows all three forms, even if the value is a bare year."""
        with pytest.raises(Unfit, match=f"^{escape(message)}$"):
            day_fields.partial_day(value)


class TestWords:
    """Words from a fixed list."""

    def test_one_of_the_words_is_taken(self) -> None:
        """A word of the list is returned unchanged."""
        assert fields.choice(["office", "elected"])("elected") == "elected"

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("electd", 'it is not one of office or elected; did you mean "elected"?'),
            ("ofice", 'it is not one of office or elected; did you mean "office"?'),
            ("zzz", "it is not one of office or elected"),
            (3, "write one of office or elected, in quotes"),
            (["office"], "write one of office or elected, in quotes"),
        ],
    )
    def test_any_other_word_is_refused(self, value: object, message: str) -> None:
        """The message lists all words, and the nearest one."""
        with pytest.raises(Unfit, match=f"^{escape(message)}$"):
            fields.choice(["office", "elected"])(value)

    def test_words_in_order_are_taken(self) -> None:
        """Some of the words are enough, if they keep the order."""
        assert fields.in_order(["left", "centre", "right"])(["left", "right"]) == ("left", "right")

    @pytest.mark.parametrize("value", [[], ["right", "left"], ["left", "left"], ["left", "right", "left"]])
    def test_words_out_of_order_are_refused(self, value: list[str]) -> None:
        """Words in another order, or given twice, are refused."""
        message = "write one or more of left, centre, right, each once and in this order"
        with pytest.raises(Unfit, match=f"^{escape(message)}$"):
            fields.in_order(["left", "centre", "right"])(value)


class TestLists:
    """Lists and inline tables."""

    def test_a_list_is_read_item_by_item(self) -> None:
        """A list may be empty."""
        assert fields.several(fields.text)(["a", " b"]) == ("a", "b")
        assert fields.several(fields.text)([]) == ()

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (date(2025, 12, 14), "write a list, in square brackets"),
            ("2025-12-14", "write a list, in square brackets"),
            (
                [date(2025, 1, 1), "2025-12-14"],
                'item 2, "2025-12-14": write the date without quotes: 2025-12-14',
            ),
        ],
    )
    def test_the_item_that_is_wrong_is_named(self, value: object, message: str) -> None:
        """The message has the item's number and value."""
        with pytest.raises(Unfit, match=f"^{escape(message)}$"):
            fields.several(day_fields.day)(value)

    def test_an_inline_table_is_built(self) -> None:
        """`build` is called with the values of the keys."""
        assert fields.inline(KEYS, dict)({"leader": "Ada", "void": True}) == {"leader": "Ada", "void": True}

    def test_every_problem_of_an_inline_table_is_named(self) -> None:
        """One message has all problems, as the table stands in one line."""
        with pytest.raises(Unfit) as refused:
            fields.inline(KEYS, dict)({"leder": "Ada", "void": 1})
        assert str(refused.value) == (
            'unknown key "leder"; did you mean "leader"?; the key "leader" is missing (the usual name); '
            "void = 1: write true or false, without quotes"
        )

    def test_a_short_way_of_writing_stands_for_a_table(self) -> None:
        """If there is a short form, it reads every value but a table."""
        reader = fields.inline(KEYS, dict, short=lambda value: {"leader": fields.text(value)})
        assert reader("Ada") == reader({"leader": "Ada"}) == {"leader": "Ada"}
        with pytest.raises(Unfit, match=r"^write it as text in quotes$"):
            reader(3)
        with pytest.raises(Unfit, match=r'^unknown key "leder"'):
            reader({"leder": "Ada", "leader": "Ada"})

    def test_what_is_no_inline_table(self) -> None:
        """The message shows the value."""
        with pytest.raises(Unfit, match=r'^"EFE" stands where a table of keys belongs$'):
            fields.inline(KEYS, dict)("EFE")
