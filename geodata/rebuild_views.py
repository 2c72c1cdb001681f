"""Write the tables of views/README.md again, from the views and the areas.

    python geodata/rebuild_views.py

A test holds the tables to what this script makes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mapgen.places.countries import country_name
from mapgen.views.areas import DisputedArea, areas
from mapgen.views.listing import all_rows
from mapgen.views.view import AreaView, read_view, view_names

README = Path(__file__).resolve().parent / "views" / "README.md"
BEGIN, END = "<!-- {name}: python geodata/rebuild_views.py -->", "<!-- end of {name} -->"
WORDS = {"own": "by itself", "held": "as held", "hidden": "not drawn"}


def tables() -> dict[str, str]:
    """Return the Markdown of each table of the README by its name."""
    return {"areas": table(area_rows()), "sources": table(source_rows())}


def area_rows() -> list[dict[str, str]]:
    """Return a row for each area, with how each view draws it where the view departs from the one it is based on."""
    views = {name: read_view(name) for name in view_names()}
    return [
        {
            "area": area.names["en"],
            "held by": held(area),
            "claimed by": ", ".join(country_name(code, "en") for code in area.claimed),
            "un": drawn(views["un"].areas[slug]),
            "de-facto": drawn(views["de-facto"].areas[slug]),
            "others": "; ".join(
                f"{name}: {drawn(view.areas[slug])}"
                for name, view in views.items()
                if view.base and view.areas[slug] != views[view.base].areas[slug]
            ),
        }
        for slug, area in areas().items()
    ]


def source_rows() -> list[dict[str, str]]:
    """Return a row for each area that a view has a sentence of its own on, with the sentence and its source."""
    keys = {"area": "area", "view": "view", "says": "what it says", "source": "source", "status": "status"}
    return [{heading: row[key] for key, heading in keys.items()} for row in all_rows()]


def held(area: DisputedArea) -> str:
    """Return who holds an area."""
    return ", ".join(country_name(code, "en") for code in area.held) or "its own authorities"


def drawn(how: AreaView) -> str:
    """Return how a view draws an area, with its mark."""
    where = WORDS.get(how.drawn) or f"in {country_name(how.drawn, 'en')}"
    return f"{where}, {how.mark}" if how.mark and how.mark != "hidden" else where


def table(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as a Markdown table."""
    heads = list(rows[0])
    cells = [[row[head].replace("|", "\\|") for head in heads] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in (heads, ["---"] * len(heads), *cells))


def with_tables(text: str) -> str:
    """Return the README with its tables as they are now."""
    for name, markdown in tables().items():
        begin, end = BEGIN.format(name=name), END.format(name=name)
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n\n{markdown}\n{end}{rest.partition(end)[2]}"
    return text


def main() -> int:
    """Write the README; return the exit code."""
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
