"""What a label says in each mode, and that its lines lie in its box."""

from __future__ import annotations

from itertools import pairwise

import moments
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.drawing.primitives import Anchor
from mapgen.labels.blocks import LabelBlock, LabelLine, LabelStyle, blocks_beside, blocks_inside
from mapgen.record.snapshots import Entry
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import LABEL_MODES
from mapgen.words.wording import wording

sizes = st.floats(11, 40)
lines = st.lists(st.builds(LabelLine, st.just("x"), sizes, st.floats(1, 300), st.just("label")), min_size=1, max_size=2)


def style(mode: str, marks: dict[str, str] | None = None) -> LabelStyle:
    """Return a style in a mode of labels."""
    return LabelStyle(MapStyle(read_theme("newsprint"), 3, wording("en"), mode), 14.0, 12.0, marks or {})


def entry(code: str) -> Entry:
    """Return a territory's entry of the main map."""
    return next(one for one in moments.choropleth(moments.KAST).entries if one.iso3 == code)


def said(blocks: list[LabelBlock]) -> list[str]:
    """Return what blocks say, their lines parted by a stroke."""
    return ["/".join(line.text for line in block.lines) for block in blocks]


@given(lines, st.floats(0, 600), st.floats(0, 600), st.sampled_from(["start", "middle", "end"]))
def test_the_lines_of_a_label_fill_its_box(some: list[LabelLine], x: float, y: float, anchor: Anchor) -> None:
    """Every line lies in the box, the widest as wide as it, the first at its top and the last at its bottom."""
    block = LabelBlock("CHL", tuple(some))
    left, top, right, bottom = block.box((x, y), anchor)
    texts = block.texts((x, y), anchor, ("#000000", "#ffffff"))
    assert min(text.box[0] for text in texts) == pytest.approx(left)
    assert max(text.box[2] for text in texts) == pytest.approx(right)
    assert texts[0].box[1] == pytest.approx(top)
    assert texts[-1].box[3] == pytest.approx(bottom)
    assert all(lower.box[1] >= upper.box[3] - 1e-9 for upper, lower in pairwise(texts))


@pytest.mark.parametrize(
    ("mode", "code", "texts_inside", "texts_beside"),
    [
        ("names", "CHL", ["Chile", "Chile"], ["Chile"]),
        ("names", "GUF", ["French Guiana", "French/Guiana"], ["French Guiana", "French/Guiana"]),
        ("codes", "CHL", ["CHL", "CHL"], ["CHL"]),
        (
            "leaders",
            "CHL",
            [*["Chile/José Antonio Kast"] * 2, "Chile"],
            ["Chile/José Antonio Kast", "Chile"],
        ),
        ("leaders", "GUF", ["French Guiana", "French/Guiana"], ["French Guiana", "French/Guiana"]),
    ],
)
def test_a_label_says_what_its_mode_asks_for(
    mode: str, code: str, texts_inside: list[str], texts_beside: list[str]
) -> None:
    """The most welcome first; what has no leader has its name alone, and what is not counted has it in small type."""
    assert said(blocks_inside(entry(code), style(mode))) == texts_inside
    assert said(blocks_beside(entry(code), style(mode))) == texts_beside
    assert set(LABEL_MODES) == {"names", "leaders", "codes", "none"}
    assert (code == "GUF") == all(block.size == 12.0 for block in blocks_inside(entry(code), style(mode)))


@pytest.mark.parametrize("mode", ["names", "leaders", "codes"])
def test_a_mark_follows_the_name(mode: str) -> None:
    """The number of a note stands after the country and not after its leader."""
    marked = style(mode, {"CHL": "¹"})
    for block in (*blocks_inside(entry("CHL"), marked), *blocks_beside(entry("CHL"), marked)):
        assert block.lines[0].text.endswith("¹")
        assert not any("¹" in line.text for line in block.lines[1:])


def test_a_leader_is_set_lighter_than_the_name() -> None:
    """Two weights tell them apart; a label that leaves the leader out counts as shortened, and has the same weight."""
    full, short = blocks_beside(entry("CHL"), style("leaders"))
    assert [line.bold for line in full.lines] == [True, False]
    assert [line.bold for line in short.lines] == [True]
    assert [line.role for line in full.lines] == ["label", "leader"]
    assert (full.shortened, short.shortened) == (False, True)


def test_leaders_are_called_by_one_form_of_their_names() -> None:
    """By whole names, or by surnames, of which one may have room where two have none."""
    surnames = replace(style("leaders"), surnames=True)
    assert said(blocks_beside(entry("CHL"), surnames)) == ["Chile/Kast", "Chile"]
    assert said(blocks_beside(entry("BRA"), surnames)) == ["Brazil/Lula da Silva", "Brazil/Lula", "Brazil"]
    assert said(blocks_beside(entry("BRA"), style("leaders"))) == ["Brazil/Luiz Inácio Lula da Silva", "Brazil"]
