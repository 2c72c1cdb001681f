"""The tables of disputed areas: what each view does, and by which source."""

from __future__ import annotations

import runpy
from pathlib import Path

from mapgen.views.areas import areas
from mapgen.views.listing import all_rows, area_rows
from mapgen.views.view import read_view, view_names

GEODATA = Path(__file__).parents[2] / "geodata"


def test_a_view_has_a_row_for_every_area() -> None:
    """A row says who holds the area, who claims it, how it is drawn, in a sentence and by a source."""
    rows = {row["area"]: row for row in area_rows("un")}
    assert list(rows) == list(areas())
    crimea = rows["crimea"]
    assert (crimea["held"], crimea["claimed"], crimea["drawn"]) == ("Russia", "Ukraine", "Ukraine")
    assert "68/262" in crimea["source"]
    assert rows["somaliland"]["held"] == "its own authorities"
    assert {row["area"]: row["held"] for row in area_rows("un", "es")}["somaliland"] == "sus propias autoridades"


def test_all_views_are_listed_without_what_they_take_over() -> None:
    """A view that is based on another one has rows for those areas alone that it draws otherwise."""
    rows = all_rows()
    assert {row["view"] for row in rows} == set(view_names())
    assert [row["area"] for row in rows if row["view"] == "argentina"] == ["falklands"]
    assert len([row for row in rows if row["view"] == "un"]) == len(areas())


def test_the_tables_of_the_readme_are_current() -> None:
    """`python geodata/rebuild_views.py` writes them again after a change."""
    with_tables = runpy.run_path(str(GEODATA / "rebuild_views.py"))["with_tables"]
    text = (GEODATA / "views" / "README.md").read_text(encoding="utf-8")
    assert with_tables(text) == text


def test_the_readme_names_every_view() -> None:
    """Each shipped view has a row that says whose borders it has."""
    text = (GEODATA / "views" / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in view_names())
    assert all(read_view(name).base in ("", "un") for name in view_names())
