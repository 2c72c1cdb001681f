"""Editing a record's text: what is not touched stays byte for byte, and what cannot be edited safely is refused."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.disk.shipped import shipped_path
from mapgen.editing.blocks import TableBlock, text_lines
from mapgen.editing.text import RecordText, toml
from mapgen.errors import InputError
from mapgen.record.keys import GOVERNMENT_KEYS

ORDER = tuple(key.name for key in GOVERNMENT_KEYS)
SHIPPED = shipped_path("records/south-america.toml").read_text(encoding="utf-8")
GOVERNMENTS = tomllib.loads(SHIPPED)["government"]
# Two governments, each line of them with something that an edit elsewhere must not disturb.
TWO = """\
#:schema x
[record] # the head
begins=2000-01-01

[[government]]   # the first
# what follows is not sorted
leader    = 'Ada'   # in single quotes
country   = "CHL"

start     =  2001-01-01
sources   = [
    "one", # seen
    "two"  # not seen
]
# below the first

# ---- a banner

[[government]]
country = "PER"
leader = "Bo"
"""


def government(text: RecordText, number: int = 0) -> TableBlock:
    """Return a government's table."""
    block = text.block("government", number)
    assert block
    return block


def edited(text: str, key: str, value: object, number: int = 0) -> str:
    """Return a text in which a government's key is set."""
    changed = RecordText(text)
    changed.set(government(changed, number), key, value, ORDER)
    return str(changed)


def appended(text: str, key: str, value: object, number: int = 0) -> str:
    """Return a text in which an item is added to a government's list."""
    changed = RecordText(text)
    changed.append(government(changed, number), key, value, ORDER)
    return str(changed)


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines between the common beginning and the common end of two texts."""
    old, new = before.split("\n"), after.split("\n")
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


WORDS = st.text(st.sampled_from("aé \"'\\#[]{}=,\u2028"), min_size=1, max_size=12).map(lambda word: f"x{word}")
HEADERS = st.sampled_from(["[[government]]", "# [[vote]] #", "a = 1", "'''", '"""'])
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
VALUES = {
    **dict.fromkeys(("leader", "party", "alignment", "reasoning", "note"), WORDS | HEADERS),
    **dict.fromkeys(("start", "end"), DAYS),
    "term_ends": DAYS | st.just("2030-10"),
    "void": st.booleans(),
    "elected": st.lists(DAYS, min_size=1, max_size=3),
}


@st.composite
def edits(draw: st.DrawFn) -> tuple[int, str, Any]:
    """Return a government's number, one of its keys, and a value for that."""
    key = draw(st.sampled_from(sorted(VALUES)))
    return draw(st.integers(0, len(GOVERNMENTS) - 1)), key, draw(VALUES[key])


class TestShippedRecord:
    """Random edits of the shipped record."""

    @settings(max_examples=30)
    @given(edits())
    def test_only_the_lines_of_the_key_change(self, edit: tuple[int, str, Any]) -> None:
        """Every other line stays, and the file then says what it said, but for that key."""
        number, key, value = edit
        after = edited(SHIPPED, key, value, number)
        expected = tomllib.loads(SHIPPED)
        expected["government"][number][key] = value
        assert tomllib.loads(after) == expected
        removed, added = difference(SHIPPED, after)
        assert set(tomllib.loads("\n".join(removed))) <= {key}
        assert set(tomllib.loads("\n".join(added))) <= {key}

    @settings(max_examples=15)
    @given(st.integers(0, len(GOVERNMENTS) - 1), st.sampled_from(["sources", "elected"]), WORDS, DAYS)
    def test_an_item_is_one_more_line_or_one_changed(self, number: int, key: str, word: str, day: date) -> None:
        """A list with a line for each item gets one more; a list on one line changes that."""
        value: Any = day if key == "elected" else {"source": word, "status": "read"}
        after = appended(SHIPPED, key, value, number)
        expected = tomllib.loads(SHIPPED)
        expected["government"][number].setdefault(key, []).append(value)
        assert tomllib.loads(after) == expected
        removed, added = difference(SHIPPED, after)
        assert all(line.startswith(key) for line in removed)
        assert removed == [] or len(removed) == len(added) == 1

    @settings(max_examples=8)
    @given(st.integers(0, len(GOVERNMENTS) - 1))
    def test_taking_a_table_out_leaves_the_rest(self, number: int) -> None:
        """All other tables stay, and no line appears that was not there."""
        text = RecordText(SHIPPED)
        text.remove(government(text, number))
        expected = tomllib.loads(SHIPPED)
        del expected["government"][number]
        assert tomllib.loads(str(text)) == expected
        _, added = difference(SHIPPED, str(text))
        assert added == []

    @settings(max_examples=8)
    @given(st.integers(0, len(GOVERNMENTS) - 1), WORDS)
    def test_a_new_table_is_added_and_nothing_moves(self, number: int, leader: str) -> None:
        """After the table it is put after; not a line is taken away."""
        text = RecordText(SHIPPED)
        text.insert("[[government]]", [("country", "CHL"), ("leader", leader)], government(text, number))
        expected = tomllib.loads(SHIPPED)
        expected["government"].insert(number + 1, {"country": "CHL", "leader": leader})
        assert tomllib.loads(str(text)) == expected
        removed, added = difference(SHIPPED, str(text))
        assert removed == []
        assert len(added) == 4

    def test_reading_it_changes_nothing(self) -> None:
        """The text of a text is that text, and each table is found once."""
        text = RecordText(SHIPPED)
        assert str(text) == SHIPPED
        assert [text.row(one) for one in text.blocks() if one.name == "government"] == GOVERNMENTS


class TestLook:
    """How a changed line looks."""

    @pytest.mark.parametrize(
        ("key", "value", "removed", "added"),
        [
            ("leader", "Bo", "leader    = 'Ada'   # in single quotes", 'leader    = "Bo"   # in single quotes'),
            ("start", date(2001, 1, 2), "start     =  2001-01-01", "start     =  2001-01-02"),
        ],
    )
    def test_spacing_and_comments_stay(self, key: str, value: object, removed: str, added: str) -> None:
        """Around the value of a line that changes."""
        assert difference(TWO, edited(TWO, key, value)) == ([removed], [added])

    def test_a_value_that_is_there_already_stays_as_it_is_written(self) -> None:
        """Its quotes included: nothing has changed."""
        assert edited(TWO, "leader", "Ada") == TWO

    def test_a_new_key_stands_where_the_order_has_it(self) -> None:
        """After the last of the keys before it, with its equals sign in their column."""
        after = edited(TWO, "end", date(2002, 1, 1))
        assert difference(TWO, after) == ([], ["end       = 2002-01-01"])
        assert "start     =  2001-01-01\nend       = 2002-01-01\n" in after

    def test_where_nothing_is_aligned_a_new_key_is_not(self) -> None:
        """One space on either side, when the others have that."""
        assert edited(TWO, "end", date(2002, 1, 1), 1).endswith('leader = "Bo"\nend = 2002-01-01\n')

    def test_an_indented_table_stays_indented(self) -> None:
        """A new key is set in as far as its neighbours."""
        text = '[[government]]\n  country = "CHL"\n  leader  = "Ada"\n'
        assert edited(text, "party", "A") == text + '  party   = "A"\n'
        assert edited(text, "leader", "Bo") == text.replace("Ada", "Bo")

    def test_quoted_keys_are_keys(self) -> None:
        """TOML allows quotes around them."""
        text = '[["government"]]\n"country" = "CHL"\n\'leader\' = "Ada"\n'
        assert edited(text, "leader", "Bo") == text.replace("Ada", "Bo")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("[]", '["x"]'),
            ('["a"]', '["a", "x"]'),
            ('["a", "b"] # both', '["a", "b", "x"] # both'),
            ("[ 'a' ]", "[ 'a', \"x\" ]"),
            ('[\n\t"a", # first\n]', '[\n\t"a", # first\n\t"x",\n]'),
            ('[\n  "a"\n]', '[\n  "a",\n  "x",\n]'),
            ("[\n  # none yet\n]", '[\n  # none yet\n  "x",\n]'),
            ("[\n]", '[\n  "x",\n]'),
            ('[\n    "a", # first\n    "b" # last\n] # end', '[\n    "a", # first\n    "b", # last\n    "x",\n] # end'),
        ],
    )
    def test_an_item_joins_a_list_as_the_list_is_written(self, before: str, after: str) -> None:
        """On its line, or on a line of its own, set in like the others; the comments stay."""
        text = f'[[government]]\nsources = {before}\nnote = "y"\n'
        assert appended(text, "sources", "x") == text.replace(before, after)

    def test_the_first_item_makes_the_list(self) -> None:
        """A list that is not there yet is put where the order has it; one of tables has a line for each."""
        after = appended(TWO, "sources", {"source": "a", "status": "read"}, 1)
        assert after == TWO + 'sources = [\n  { source = "a", status = "read" },\n]\n'

    def test_a_list_of_many_lines_may_be_replaced(self) -> None:
        """By a value on one line; what stands below it stays."""
        removed, added = difference(TWO, edited(TWO, "sources", ["three"]))
        assert (len(removed), added) == (4, ['sources   = ["three"]'])

    def test_a_new_table_has_its_equals_signs_in_a_column(self) -> None:
        """With a blank line above, below a comment that ends the table before it."""
        text = RecordText(TWO)
        text.insert("[[vote]]", [("country", "CHL"), ("date", "2030-10")], government(text))
        table = '\n[[vote]]\ncountry = "CHL"\ndate    = "2030-10"\n'
        assert str(text) == TWO.replace("# below the first\n", f"# below the first\n{table}")

    def test_a_comment_above_the_next_table_stays_with_that(self) -> None:
        """Without a blank line between, it is the next table's."""
        text = RecordText('[[government]]\nleader = "Ada"\n# of Bo\n[[government]]\nleader = "Bo"\n')
        text.insert("[[vote]]", [("date", "2030")], government(text))
        assert str(text).endswith('date = "2030"\n# of Bo\n[[government]]\nleader = "Bo"\n')

    def test_a_table_taken_out_leaves_its_comments(self) -> None:
        """And takes the blank line above it along."""
        text = RecordText(TWO)
        text.remove(government(text))
        assert str(text).startswith(
            "#:schema x\n[record] # the head\nbegins=2000-01-01\n# what follows is not sorted\n"
        )
        assert "# below the first\n\n# ---- a banner\n" in str(text)

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ('a "b" \\', '"a \\"b\\" \\\\"'),
            (date(2026, 1, 2), "2026-01-02"),
            (True, "true"),
            ([date(2026, 1, 2)], "[2026-01-02]"),
            ({"source": "a", "status": "read"}, '{ source = "a", status = "read" }'),
        ],
    )
    def test_values_are_written_as_toml(self, value: object, written: str) -> None:
        """And read back as what they were."""
        assert toml(value) == written
        assert tomllib.loads(f"a = {written}") == {"a": value}


class TestEndings:
    """Where a file, or a line, ends."""

    @pytest.mark.parametrize("key", ["leader", "party", "country"])
    def test_a_missing_last_line_end_stays_missing(self, key: str) -> None:
        """Unless something is added below; then the line above gets its end."""
        text = TWO.removesuffix("\n")
        after = edited(text, key, "x", 1)
        assert after.endswith("\n") is (key == "party")
        assert edited(text, "leader", "Cy") == text.replace("'Ada'", '"Cy"')

    def test_a_table_at_the_end_of_such_a_file_begins_on_a_line_of_its_own(self) -> None:
        """The last line is not run together with it."""
        text = RecordText(TWO.removesuffix("\n"))
        text.insert("[[vote]]", [("date", "2030")], None)
        assert str(text) == TWO + '\n[[vote]]\ndate = "2030"\n'

    def test_only_a_line_feed_ends_a_line(self) -> None:
        """TOML allows U+2028, U+0085 and others in comments and strings."""
        text = '# a\u2028[[government]]\n[[government]]\nleader = "A\x85b" # c\u2029d\n'
        assert text_lines(text) == ["# a\u2028[[government]]\n", "[[government]]\n", 'leader = "A\x85b" # c\u2029d\n']
        assert edited(text, "leader", "Bo") == '# a\u2028[[government]]\n[[government]]\nleader = "Bo" # c\u2029d\n'


TRICKS = {
    "in a string of many lines": '"""\\\n[[government]] # """',
    "in a literal string of many lines": "'''\n[[government]]\n'''",
    "a key in a string of many lines": '"""\\\nleader = "Bo" \\\n"""',
    "comment signs in a string of many lines": '"""\\\n# not a comment \\\n\n# """',
    "in a list": "[\n[true]\n]",
    "in quotes": '"[[government]]"',
    "after a comment sign in quotes": '"# [[government]]"',
    "in a list of strings": '[\n"""\n[[vote]]\n""",\n# [[government]]\n]',
}


class TestTricks:
    """What looks like a header, a key or a comment and is none."""

    @pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
    def test_what_looks_like_a_table_is_not_mistaken_for_one(self, trick: str) -> None:
        """The right table is changed, and the text around stays."""
        text = f'[[government]]\nleader = "Ada"\nreasoning = {trick}\n\n[[government]]\nleader = "Cy"\nvoid = true\n'
        assert edited(text, "leader", "Di", 1) == text.replace('"Cy"', '"Di"')
        assert edited(text, "leader", "Di", 0) == text.replace('"Ada"', '"Di"')
        assert difference(text, edited(text, "note", "x", 0)) == ([], ['note = "x"'])

    @pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
    def test_it_may_be_replaced_itself(self, trick: str) -> None:
        """By a plain value, whole."""
        text = f'[[government]]\nleader = "Ada"\nreasoning = {trick}\n\n[[government]]\nleader = "Cy"\n'
        assert edited(text, "reasoning", "x") == text.replace(trick, '"x"')

    def test_the_keys_of_a_subtable_are_not_those_of_its_table(self) -> None:
        """`[[government.readings]]` has an alignment of its own."""
        text = '[[government]]\nalignment = "left"\n\n[[government.readings]]\nalignment = "right"\n'
        assert edited(text, "alignment", "centre") == text.replace("left", "centre")
        assert edited(text, "note", "x").startswith('[[government]]\nalignment = "left"\nnote      = "x"\n\n[[')

    def test_a_table_goes_with_its_subtables(self) -> None:
        """Where it is taken out, or another put after it."""
        text = '[[government]]\nleader = "Ada"\n[[government.sources]]\nsource = "x"\n[[vote]]\ndate = "2030"\n'
        changed = RecordText(text)
        changed.insert("[[government]]", [("leader", "Bo")], government(changed))
        assert str(changed) == text.replace("[[vote]]", '\n[[government]]\nleader = "Bo"\n[[vote]]')
        changed.remove(government(changed))
        assert tomllib.loads(str(changed)) == {"government": [{"leader": "Bo"}], "vote": [{"date": "2030"}]}


def test_a_list_that_an_edit_has_made_takes_more_items() -> None:
    """Each on its own line, however many follow in one edit."""
    text = RecordText('[[government]]\nleader = "Ada"\n')
    for number in range(3):
        text.append(government(text), "sources", {"source": str(number)}, ORDER)
    items = "".join(f'  {{ source = "{number}" }},\n' for number in range(3))
    assert str(text) == f'[[government]]\nleader = "Ada"\nsources = [\n{items}]\n'


class TestRefusals:
    """What cannot be edited line by line."""

    def test_a_list_of_subtables_is_refused(self) -> None:
        """Adding to it as a list would make the file invalid; the message says what to write instead."""
        text = '[[government]]\nleader = "Ada"\n[[government.sources]]\nsource = "x"\n'
        with pytest.raises(
            InputError, match=r"\[\[government\]\], sources: cannot be edited where it stands; write it"
        ):
            appended(text, "sources", "y")

    def test_tables_written_as_a_list_are_refused(self) -> None:
        """They have no lines of their own; other tables of the file can be edited all the same."""
        text = RecordText('vote = [{ date = "2030" }]\n[[government]]\nleader = "Ada"\n')
        with pytest.raises(InputError, match='the tables "vote": cannot be edited, as they do not each stand under'):
            text.block("vote")
        with pytest.raises(InputError, match='the tables "vote": cannot be edited'):
            text.insert("[[vote]]", [("date", "2031")], None)
        text.set(government(text), "leader", "Bo", ORDER)
        assert str(text).endswith('leader = "Bo"\n')

    def test_a_table_that_is_not_there_is_none(self) -> None:
        """By its name, or by its number."""
        assert RecordText(TWO).block("vote") is None
        assert RecordText(TWO).block("government", 2) is None
