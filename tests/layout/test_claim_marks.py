"""The marks of claims: one entry of the key for what cannot be told apart, and marks that show among patterns."""

from __future__ import annotations

import gate
import moments
import pytest

from mapgen.drawing.primitives import Area, Border, Drawing, Text
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme

ESSEQUIBO = {"essequibo": "hatched"}
SPECKS = {"tigri": "hatched", "marouini": "hatched"}


def drawn(claims: dict[str, str], **options: object) -> Drawing:
    """Return a map with claims treated so."""
    return drawing_of(moments.snapshot(moments.KAST), RenderOptions(claims=claims, **options))  # type: ignore[arg-type]


def key(drawing: Drawing) -> list[str]:
    """Return the labels of the key."""
    return [text.text for text in drawing.texts if isinstance(text, Text) and text.role == "key"]


@pytest.mark.parametrize(
    ("claims", "labels"),
    [
        (ESSEQUIBO, ["Claimed by Venezuela"]),
        (SPECKS, ["Claimed by Suriname"]),
        (ESSEQUIBO | SPECKS, ["Disputed"]),
    ],
)
def test_specks_share_an_entry_of_the_key(claims: dict[str, str], labels: list[str]) -> None:
    """Two claimants of areas of a few pixels are two names for what looks like one; the notes tell them apart."""
    drawing = drawn(claims)
    assert [label for label in key(drawing) if label.startswith(("Claimed", "Disputed"))] == labels
    assert not [*gate.claims_unexplained(drawing)]


@pytest.mark.parametrize("options", [{"theme": "print-bw"}, {"patterns": True}], ids=str)
def test_a_dashed_line_shows_among_patterns(options: dict[str, object]) -> None:
    """It lies on a whole line of the page's colour, twice as wide, which no stroke of a class crosses."""
    drawing = drawn({}, **options)
    under, over = (one for one in drawing.layers["claims"] if isinstance(one, Border))
    assert (under.path, under.dashes) == (over.path, ())
    assert over.dashes
    assert under.width > 2 * over.width
    assert under.colour == read_theme(str(options.get("theme", "newsprint"))).page


def test_hatching_stands_on_no_other_strokes() -> None:
    """The pattern of the class below ends where the claimed land begins."""
    marks = drawn(ESSEQUIBO, theme="print-bw").layers["claims"]
    assert isinstance(marks[0], Area)
    assert marks[0].fill == read_theme("print-bw").three["left"]
    assert not any(isinstance(mark, Area) for mark in drawn(ESSEQUIBO).layers["claims"])
