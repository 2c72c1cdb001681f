"""What a reader gets of a picture: the map's share of the page, its words, and its smallest type on a phone.

python tests/picture_measures.py [--as-of DATE] [--basis office|elected] [SOURCE…]

Prints a table of the main map, or of other sources, in every named size and language. `test_picture_measures.py` holds
the bounds.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from datetime import date
from itertools import product

from msgspec import Struct

import mapgen
from mapgen.drawing.primitives import Area, Box, Disc, Drawing, Point, Text
from mapgen.drawing.sizes import NAMED, PHONE_WIDTH, Size
from mapgen.places.languages import languages

NOTES, LISTS = "note", "list"
HEADER = ("picture", "size", "lang", "map %", "region %", "land %", "words", "of notes", "headline", "type at 390 px")


class Measures(Struct, frozen=True):
    """Shares of the page's area from 0 to 1, numbers of words and of lines, and type in CSS pixels.

    `map_share` is that of the frame in which the map's ground is drawn, `region_share` that of the box around the
    region's own land, `land_share` that of the land itself. `least_type` is the smallest type of the page, `on_phone`
    the same where a phone shows the whole page 390 CSS pixels wide.
    """

    map_share: float
    region_share: float
    land_share: float
    words: int
    note_words: int
    note_lines: int
    headline_lines: int
    list_lines: int
    least_type: float
    least_label: float
    on_phone: float


def measures(drawing: Drawing) -> Measures:
    """Return the measures of the drawing of a whole page."""
    page, texts = drawing.width * drawing.height, drawing.texts
    box = region_box(drawing)
    sizes = [text.size for text in texts] or [math.inf]
    labels = [text.size for text in texts if text.role in {"label", "leader"}] or [math.inf]
    return Measures(
        map_share=area_of(drawing.frame or box) / page,
        region_share=area_of(box) / page,
        land_share=land_area(drawing) / page,
        words=sum(len(text.text.split()) for text in texts),
        note_words=sum(len(text.text.split()) for text in of_role(drawing, NOTES)),
        note_lines=lines_of(drawing, NOTES),
        headline_lines=lines_of(drawing, "headline"),
        list_lines=lines_of(drawing, LISTS),
        least_type=min(sizes),
        least_label=min(labels),
        on_phone=min(sizes) * min(1.0, PHONE_WIDTH / drawing.width),
    )


def of_role(drawing: Drawing, role: str) -> tuple[Text, ...]:
    """Return the texts of a role."""
    return tuple(text for text in drawing.texts if text.role == role)


def lines_of(drawing: Drawing, role: str) -> int:
    """Return the number of lines that texts of a role take on the page."""
    return len({round(text.y) for text in of_role(drawing, role)})


def area_of(box: Box) -> float:
    """Return the area of a box."""
    left, top, right, bottom = box
    return (right - left) * (bottom - top)


def rings(drawing: Drawing) -> Iterator[list[Point]]:
    """Yield the rings of the region's land on the page."""
    for _, mark in drawing.each():
        if isinstance(mark, Area) and mark.iso3:
            yield from ([drawing.placement.page(point) for point in ring] for ring in drawing.shapes[mark.path].lines)


def region_box(drawing: Drawing) -> Box:
    """Return the box around the region's land and discs on the page."""
    points = [point for ring in rings(drawing) for point in ring]
    discs = [mark for _, mark in drawing.each() if isinstance(mark, Disc)]
    points += [(disc.x + sign * disc.radius, disc.y + sign * disc.radius) for disc, sign in product(discs, (-1, 1))]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def land_area(drawing: Drawing) -> float:
    """Return the area of the region's land in square CSS pixels; lakes are no land."""
    return abs(sum(signed_area(ring) for ring in rings(drawing)))


def signed_area(ring: list[Point]) -> float:
    """Return the area of a ring by the shoelace formula, negative where it runs the other way round."""
    following = [*ring[1:], ring[0]]
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(ring, following, strict=True)) / 2


def row(name: str, size: str, lang: str, found: Measures) -> tuple[str, ...]:
    """Return the cells of a picture in the table."""
    shares = (f"{100 * share:.0f}" for share in (found.map_share, found.region_share, found.land_share))
    counts = (found.words, found.note_words, found.headline_lines)
    return (name, size, lang, *shares, *map(str, counts), f"{found.on_phone:.1f}")


def table(sources: list[str | None], question: mapgen.Question, theme: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of every named size and language of some sources."""
    for source, (name, size), lang in product(sources, NAMED.items(), languages()):
        drawing = drawn(source, question, size, lang, theme)
        yield row(source or "South America", name, lang, measures(drawing))


def drawn(source: str | None, question: mapgen.Question, size: Size, lang: str, theme: str = "newsprint") -> Drawing:
    """Return the drawing of a source in a size and a language."""
    options = mapgen.RenderOptions(size=size, lang=lang, theme=theme)
    return mapgen.render(source, question=question, options=options).drawing


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="*", default=[None])
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2025, 12, 15))
    parser.add_argument("--basis", type=mapgen.Basis, default=mapgen.Basis.ELECTED)
    parser.add_argument("--theme", default="newsprint")
    given = parser.parse_args()
    question = mapgen.Question(as_of=given.as_of, basis=given.basis) if given.source == [None] else mapgen.Question()
    for cells in (HEADER, ("---",) * len(HEADER), *table(given.source, question, given.theme)):
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
