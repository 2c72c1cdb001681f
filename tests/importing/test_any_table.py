"""Whatever a table holds, it is read, or refused in words."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.errors import InputError
from mapgen.importing.imported import imported
from mapgen.importing.model import TableRequest
from mapgen.importing.report import detail_lines, plain_report, said_by_default, summary_lines
from mapgen.tables.model import Table, TableRow

HEADINGS = st.sampled_from(
    (
        "country",
        "iso3",
        "class",
        "alignment",
        "leader",
        "start",
        "end",
        "elected",
        "year",
        "as_of",
        "basis",
        "ccode",
        "2022",
        "x",
    )
)
CELLS = st.one_of(
    st.sampled_from(
        ("Chile", "PER", "Kenya", "USSR", "French Guiana", "155", "", "NA", "n/a", "left", "R", "L", "izquierda")
    ),
    st.sampled_from(
        ("far right", "Greens", "x", "1", "0", "2022", "2023", "2023-12-10", "03/04/2023", "31/12/2023", "present")
    ),
    st.sampled_from(
        ("no", "-1", "1e400", "inf", "²", "١٩٩٩", "\u202e", '"', "#", "a\\", "office", "🇨🇱", "[classes.x]")
    ),
    st.text(max_size=6),
)
REQUESTS = st.builds(
    TableRequest,
    country=st.sampled_from(("", "", "1", "B")),
    class_column=st.sampled_from(("", "", "2", "C")),
    codes=st.sampled_from(("", "", "cow")),
    region=st.sampled_from(("south-america", "world")),
    skip_unknown=st.booleans(),
    labels=st.sampled_from(({}, {"1": "left", "0": "right"}, {"Greens": "no-data"})),
    assume=st.sampled_from(({}, {"x": "CHL", "": "none"})),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table with some columns and rows."""
    header = tuple(dict.fromkeys(draw(st.lists(HEADINGS, min_size=1, max_size=6))))
    rows = draw(st.lists(st.tuples(*(CELLS for _ in header)), min_size=1, max_size=8))
    return Table("t.csv", "", header, tuple(TableRow(number, cells) for number, cells in enumerate(rows, 2)))


@given(tables(), REQUESTS)
@settings(max_examples=400, deadline=None)
def test_any_table(table: Table, request: TableRequest) -> None:
    """The text is a valid list or record, or there are questions; the report is made in any case."""
    try:
        made = imported(table, request)
    except InputError:
        return
    assert bool(made.questions) == (made.source is None)
    assert not made.text or tomllib.loads(made.text)
    assert [*summary_lines(made), *detail_lines(made), said_by_default(made), plain_report(made, None)]
