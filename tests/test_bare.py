"""Every kind of bare picture: nothing but maps, their names, and what tells several maps apart; and every way to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import calling
import gate
import pytest
import timelines

from mapgen.api.request import options_of
from mapgen.batch.manifest import read_manifest
from mapgen.batch.map_table import style_of_table
from mapgen.comparison.compare import Comparison, comparison_of
from mapgen.comparison.map import comparison_drawing
from mapgen.comparison.operands import operands_of
from mapgen.comparison.recreation import recreation_drawing
from mapgen.drawing.primitives import Area
from mapgen.drawing.sizes import parse_size
from mapgen.plain_options import render_options
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.locating import located_source
from mapgen.timeline.animation import AnimationOptions, animation_content
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.frames import frames_of, still_drawing_of
from mapgen.timeline.stills import StillOptions, still_drawing

FIRST, LAST = date(2018, 1, 1), date(2021, 12, 31)
SIZES = ("article", "og", "story", "400x600")


def bare(size: str) -> RenderOptions:
    """Return the options of a bare picture of a size."""
    return RenderOptions(bare=True, size=parse_size(size))


def compared(a: str, b: str) -> Comparison:
    """Return the comparison of two operands."""
    return comparison_of(*operands_of(a, b, located_source(None)))


@pytest.mark.parametrize("size", SIZES)
def test_bare_comparisons_pass_the_gate(size: str) -> None:
    """Changes and disagreements alike; of a fact-check the names of its two maps stay, and no number without a list."""
    change, facts = compared("2021-12-31", "2025-12-31"), compared("el-ciudadano-2025-12-15", "record/office")
    drawings = [comparison_drawing(change, bare(size)), comparison_drawing(facts, bare(size))]
    drawings.append(recreation_drawing(facts, bare(size)))
    for drawing in drawings:
        assert gate.is_bare(drawing)
        assert [*gate.more_than_names(drawing), *gate.off_the_page(drawing), *gate.texts_overlap(drawing)] == []
        assert drawing.metadata["description"]
    assert [text.text for text in drawings[-1].texts if text.role == "list" and text.bold] == [
        "El Ciudadano",
        "The record",
    ]


@pytest.mark.parametrize("kind", ["grid", "strip"])
@pytest.mark.parametrize("size", SIZES)
def test_bare_stills_pass_the_gate(size: str, kind: str) -> None:
    """The dates of a grid stay, and the axis, names and bars of a strip; a page that shrinks ends with them."""
    date_range = DateRange.of(timelines.record(), FIRST, LAST, Basis.OFFICE)
    drawing = still_drawing(kind, date_range, bare(size), StillOptions())
    assert gate.broken_rules(drawing) == []
    assert any(text.role in {"date", "axis"} for text in drawing.texts)
    lowest = max(text.box[3] for text in drawing.texts)
    if kind == "strip" and size == "article":
        assert drawing.height - lowest < 0.1 * drawing.height


def test_nothing_recedes_in_a_bare_grid() -> None:
    """No key says what pale colours mean, so all maps have the full ones."""
    date_range = DateRange.of(timelines.record(), FIRST, LAST, Basis.OFFICE)
    fills = [
        {mark.fill for _, mark in still_drawing("grid", date_range, options).each() if isinstance(mark, Area)}
        for options in (bare("article"), RenderOptions())
    ]
    assert fills[0] < fills[1]


@pytest.mark.parametrize("size", [None, "og", "story"])
def test_a_bare_animation_has_the_date_and_the_map(size: str | None) -> None:
    """The date stands above the map and never on it; nothing else stands still on the page, which has even sides."""
    date_range = DateRange.of(timelines.record(), FIRST, LAST, Basis.OFFICE)
    options = bare(size or "article")
    content = animation_content("webp", date_range, options, AnimationOptions(sized=size is not None))
    page = content.page
    assert not still_drawing_of(content).texts
    assert page.year[2] <= page.day[0]
    assert page.year[3] <= page.ground[1]
    frame = next(frames_of(content))
    height, width, _ = frame.pixels.shape
    assert (width, height) == page.size.pixels
    assert height % 2 == width % 2 == 0


def test_every_way_to_a_bare_map_is_the_same(tmp_path: Path) -> None:
    """A manifest and Python say what the command line says."""
    path = tmp_path / "maps.toml"
    path.write_text("[defaults]\nbare = true\n[[map]]\n[[map]]\nbare = false\n", encoding="utf-8")
    first, second = (render_options(style_of_table(table.values)) for table in read_manifest(path).tables)
    assert (first, second) == (RenderOptions(bare=True), RenderOptions())
    assert options_of({"bare": True}) == first


def test_the_command_names_its_file_and_who_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of a bare file says so; a state without room for its name is named on stderr."""
    monkeypatch.chdir(tmp_path)
    result = calling.mapgen("render", "--as-of", "2025-12-15", "--bare", "--size", "200x260", "--format", "svg")
    assert result.stdout == "outputs/south-america-2025-12-15-200x260-bare.svg\n"
    assert "the map has no room to name Suriname; its description does" in result.stderr
    assert calling.mapgen("verify", "outputs/south-america-2025-12-15-200x260-bare.svg").exit_code == 0


def test_what_a_bare_map_has_no_place_for_is_refused() -> None:
    """The message says which of the two options to leave out, and nothing is drawn."""
    result = calling.mapgen("render", "--bare", "--share", "area", "--text", "left=Red", "-o", "never.svg")
    assert result.exit_code == 2
    assert "share area: a bare map has no bars; leave one of the two out" in result.stderr
    assert 'text "left": a bare map has no key, and no captions of classes; leave one of the two out' in result.stderr


def test_a_bare_page_is_plain_by_default(tmp_path: Path) -> None:
    """It keeps its key, so that captions of classes have a meaning on it."""
    path = tmp_path / "page.html"
    arguments = ("--from", "2025-01-01", "--to", "2025-12-15", "--text", "left=Red", "-o", path)
    assert calling.mapgen("page", "--bare", *arguments).exit_code == 0
    assert '<html lang="en" data-classes="3" class="plain">' in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("small_embeds")
def test_a_bare_embed_says_day_and_source_below(tmp_path: Path) -> None:
    """The picture says neither, so the line below it is seen."""
    assert calling.mapgen("embed", "--as-of", "2025-12-15", "--bare", "--live", "-o", tmp_path).exit_code == 0
    frame = (tmp_path / "south-america-bare-frame.html").read_text(encoding="utf-8")
    caption = frame.partition("<figcaption")[2].partition("</figcaption>")[0]
    assert "Heads of government in office on 15 December 2025. Source: " in caption.replace("\u00a0", " ")
    assert "clip-path" not in caption
