"""Five pictures, each looked at by a person before it became the baseline that maps are held against.

To accept a change of looks: `pytest tests/test_pictures.py --mpl-generate-path=tests/baseline/test_pictures`, look
at each picture, and commit those meant to change.
"""

from __future__ import annotations

from typing import Any

import moments
import pytest
from matplotlib.figure import Figure

from mapgen.pens.figure import SETTINGS, draw_figure

COMPARED: dict[str, Any] = {
    "baseline_dir": "baseline/test_pictures",
    # The settings that PNG files are drawn with, so that the baselines look as those do.
    "style": ["default", SETTINGS],
    "savefig_kwargs": {"dpi": 72, "pil_kwargs": {"compress_level": 9}},
    "deterministic": True,
    # The root mean square of the differences in levels. matplotlib carries its own FreeType and Agg, so that the
    # pictures are the same everywhere; 0.5 lets rounding through, while a label moved by two pixels makes about 1.
    "tolerance": 0.5,
}


@pytest.mark.mpl_image_compare(**COMPARED)
def test_the_main_map() -> Figure:
    """The day after Kast's victory, counting presidents-elect: six and six, Chile striped."""
    return draw_figure(moments.drawing(moments.KAST, "640x800"))


@pytest.mark.mpl_image_compare(**COMPARED)
def test_a_wide_map_in_spanish() -> Figure:
    """The same day on the office basis, texts beside the map: Chile still on the left."""
    return draw_figure(moments.drawing(moments.KAST_OFFICE, "og", "es"))


@pytest.mark.mpl_image_compare(**COMPARED)
def test_a_pending_result_in_portuguese() -> Figure:
    """Brazil has voted and nobody is recorded as the winner: dotted, and in no bloc."""
    return draw_figure(moments.drawing(moments.PENDING, "640x800", "pt"))


@pytest.mark.mpl_image_compare(**COMPARED)
def test_five_classes() -> Figure:
    """Five classes of alignment, with Peru's striped centre between two presidents."""
    return draw_figure(moments.drawing(moments.SAGASTI, "640x800", classes=5))


@pytest.mark.mpl_image_compare(**COMPARED)
def test_a_published_list_on_a_phone() -> Figure:
    """A newspaper's list in a narrow column, the smallest type, nearly all labels beside the map."""
    return draw_figure(moments.drawing(moments.PUBLISHED, "360x560"))
