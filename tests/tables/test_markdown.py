"""Tables of Markdown, with text around them and markup inside."""

from __future__ import annotations

import pytest
from table_cases import cells, fault, read

NOTE = """# Governments

Some text | with a pipe.

| **Country** | Class |
|:------------|------:|
| [Chile](https://a.b) | `left`[^1] |
| Peru<br>(interim) | right \\| centre |
| Bolivia

[^1]: Until March.
| x | y |
|---|---|
"""


def test_the_first_table_of_a_text_is_read() -> None:
    """Links, emphasis, code and footnote marks become their text; a row may be short."""
    assert cells(read(NOTE, "note.md")) == [
        ("Country", "Class"),
        ("Chile", "left"),
        ("Peru (interim)", "right | centre"),
        ("Bolivia", ""),
    ]


def test_rows_have_the_lines_of_the_file() -> None:
    """Messages name the line that an editor shows."""
    table = read(NOTE, "note.md")
    assert (table.header_row, [row.number for row in table.rows]) == (5, [7, 8, 9])


def test_a_table_without_outer_pipes_is_one() -> None:
    """And so is one with the ends of lines of Windows, whatever the file is called."""
    assert cells(read("country | class\r\n--- | ---\r\nChile | left\r\n", "x.txt"))[1] == ("Chile", "left")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("|a|b|\n|-|-|\n" + "|x|y|\n" * 200_000, "its table has more than 1,000,000 characters; save it as CSV"),
        ("|a|b|\n|-|-|\n|" + "[" * 20_000, "note.md, line 3: it has 20,001 characters; at most 10,000 are read"),
        ("|a|b|\n|-|-|\n", "note.md, line 1: there is no row under the header (a, b)"),
    ],
)
def test_a_faulty_table_is_told(text: str, said: str) -> None:
    """Too long, with a line that is too long, or without rows."""
    assert said in fault(text, "note.md")


def test_long_lines_of_dashes_cost_nothing() -> None:
    """They are no rule under a header."""
    assert "line 2" in fault("a|b\n" + "-|" * 30_000 + "x\n", "note.md")
