"""Tables for people, as wide as their terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mapgen.record.tables import TERMINAL, cell_text

# A terminal that says it is narrower, or of no width, gets lines of this many columns, which it may wrap.
_NARROWEST = 40
# Columns whose texts may wrap; fixed words and dates stay on one line.
_WRAPPED = {"leader", "party", "title", "note", "leaders", "a", "b", "text", "hint"}
# Longer words than these wrap all the same; a column that wraps has this width at least.
_LONGEST_FIXED = 24
_NARROWEST_WRAPPED = 8


# The width of a table in a file, in characters.
_FILE_WIDTH = 120


def file_table(rows: Sequence[Mapping[str, Any]], title: str, headings: Mapping[str, str] = TERMINAL) -> str:
    """Return rows as the plain text of a table for a file: the same on every terminal."""
    return _drawn(rows, title, headings, Console(file=StringIO(), width=_FILE_WIDTH, color_system=None))


def terminal_table(rows: Sequence[Mapping[str, Any]], title: str, headings: Mapping[str, str] = TERMINAL) -> str:
    """Return rows as a table as wide as the terminal, with a column for each key in `headings`."""
    console = Console()
    console.width = max(_NARROWEST, console.width)
    return _drawn(rows, title, headings, console)


def _drawn(rows: Sequence[Mapping[str, Any]], title: str, headings: Mapping[str, str], console: Console) -> str:
    """Return the table; where words and dates need more than the console's width it is wider: none of them is cut."""
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    least = 2
    for key, heading in headings.items():
        longest = max((cell_len(cell_text(row[key], ", ")) for row in rows), default=0)
        wraps = key in _WRAPPED or longest > _LONGEST_FIXED
        width = _NARROWEST_WRAPPED if wraps else max(longest, len(heading))
        table.add_column(heading, no_wrap=not wraps, overflow="fold", min_width=width)
        least += width + 2
    console.width = max(console.width, least)
    for row in rows:
        table.add_row(*(Text(cell_text(row[key], ", ")) for key in headings))
    with console.capture() as drawn:
        console.print(table)
    return drawn.get()
