"""The difference of two texts: complete, and as difflib shows it where one table changes."""

from __future__ import annotations

import difflib
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mapgen.editing.difference import opcodes, unified_diff

PATH = Path("f")
TABLES = st.lists(st.sampled_from(["[a]\nx\n\n", "[a]\ny\n\n", "[b]\nx\nx\n", "\n", "# c\n", "z\n"]), max_size=12)


def lines(text: str) -> list[str]:
    """Return the lines of a text with their ends."""
    return text.splitlines(keepends=True)


@given(TABLES, TABLES)
def test_it_turns_one_text_into_the_other(before: list[str], after: list[str]) -> None:
    """The operations follow each other without a gap; equal lines are equal, and no two such ranges touch."""
    old, new = lines("".join(before)), lines("".join(after))
    codes = opcodes(old, new)
    at = (0, 0)
    for name, start, stop, new_start, new_stop in codes:
        assert (start, new_start) == at
        assert (name == "equal") is (old[start:stop] == new[new_start:new_stop])
        at = (stop, new_stop)
    assert at == (len(old), len(new))
    names = [code[0] for code in codes]
    assert ("equal", "equal") not in set(pairwise(names))


@given(TABLES, TABLES, TABLES)
def test_one_change_is_shown_as_difflib_shows_it(head: list[str], tail: list[str], added: list[str]) -> None:
    """Byte for byte, where something is added in one place and nothing is equal by chance."""
    before = [f"{number} {line}" for number, line in enumerate(lines("".join(head + tail)))]
    place = len(lines("".join(head)))
    after = [*before[:place], *(f"new {number}\n" for number, _ in enumerate(added)), *before[place:]]
    expected = "".join(difflib.unified_diff(before, after, "f (before)", "f (after)"))
    assert unified_diff(PATH, before, after) == expected


def test_changes_far_apart_are_shown_apart() -> None:
    """One at the top and one at the end of a long file of tables that look alike make a few lines."""
    table = '[[government]]\ncountry = "CHL"\nleader = "Leader {}"\n\n'
    before = lines("top = 1\n\n" + "".join(table.format(number % 50) for number in range(3000)))
    after = ["top = 2\n", *before[1:-2], 'leader = "Ada"\n', before[-1]]
    assert unified_diff(PATH, before, after) == (
        "--- f (before)\n+++ f (after)\n@@ -1,4 +1,4 @@\n-top = 1\n+top = 2\n \n [[government]]\n"
        ' country = "CHL"\n@@ -11998,5 +11998,5 @@\n \n [[government]]\n country = "CHL"\n'
        '-leader = "Leader 49"\n+leader = "Ada"\n \n'
    )


def test_equal_texts_have_no_difference() -> None:
    """Nothing is printed of them."""
    assert unified_diff(PATH, ["a\n"], ["a\n"]) == ""
