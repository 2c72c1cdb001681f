"""Figures and files: the same picture at any dpi and size, and on any target."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from PIL import Image

import mapgen
from mapgen import InputError, Map, OutputError
from mapgen.errors import listed
from mapgen.pens.formats import FORMATS

# Edges of letters and lines fall on other pixels; a picture that is shifted or scaled wrongly differs by far more.
MOST = 2.0


@pytest.fixture(scope="module")
def made() -> Map:
    """Return a map with hatching, dashes, leader lines and an image."""
    return mapgen.render(as_of="2025-12-15", basis="elected", size=(576, 720), patterns=True)


def pixels(figure: Figure, **saving: Any) -> Image.Image:  # noqa: ANN401 (what savefig takes)
    """Return a figure as matplotlib saves it."""
    file = io.BytesIO()
    figure.savefig(file, format="png", **saving)
    return Image.open(file).convert("RGB")


def difference(first: Image.Image, second: Image.Image) -> float:
    """Return the mean difference, of 255, between two images of one shape, both at a width of 144 pixels."""
    small = [np.asarray(image.resize((144, 180), Image.Resampling.BOX), dtype=float) for image in (first, second)]
    return float(abs(small[0] - small[1]).mean())


@pytest.mark.parametrize("dpi", [50, 100, 300])
def test_a_figure_is_the_same_at_any_dpi(made: Map, dpi: int) -> None:
    """Saved at any dpi, a figure is the picture of the PNG, larger or smaller."""
    image = pixels(made.figure(), dpi=dpi)
    assert image.size == (8 * dpi, 10 * dpi)
    assert difference(image, Image.open(io.BytesIO(made.png)).convert("RGB")) < MOST


@pytest.mark.parametrize(("size", "dpi"), [((4, 5), 100), ((12, 15), 50)])
def test_a_figure_is_the_same_at_any_size(made: Map, size: tuple[float, float], dpi: int) -> None:
    """Set to another size, type, lines and layout keep their proportions; the first size brings the first picture."""
    figure = made.figure()
    before = pixels(figure)
    figure.set_size_inches(*size)
    assert difference(pixels(figure, dpi=dpi), before) < MOST
    figure.set_size_inches(8, 10)
    assert difference(pixels(figure), before) < 0.01


def test_another_shape_keeps_the_page_whole(made: Map) -> None:
    """In a figure that is too wide the page stands in the middle, as high as the figure."""
    figure = made.figure()
    figure.set_size_inches(10, 5)
    image = pixels(figure, dpi=100)
    page = image.crop((300, 0, 700, 500))
    assert difference(page, Image.open(io.BytesIO(made.png)).convert("RGB")) < MOST


def test_a_tight_box_moves_nothing(made: Map) -> None:
    """bbox_inches="tight" and a pad add white around the page, as they do to any figure."""
    plain = pixels(made.figure(), dpi=72)
    tight = pixels(made.figure(), dpi=72, bbox_inches="tight", pad_inches=0.5)
    left, top = (tight.width - 576) // 2, (tight.height - 720) // 2
    assert difference(tight.crop((left, top, left + 576, top + 720)), plain) < MOST


def test_a_user_s_changes_stay(made: Map) -> None:
    """A line that somebody made wider is wider at another size, too."""
    figure = made.figure()
    chile = next(patch for patch in figure.findobj(PathPatch) if patch.get_gid() == "CHL")
    chile.set_linewidth(4)
    figure.set_size_inches(figure.get_size_inches() / 2)
    assert chile.get_linewidth() == pytest.approx(2)


def test_a_user_s_settings_change_no_figure(made: Map) -> None:
    """A matplotlibrc's settings of lines, dashes and letters do not change the figure."""
    with mpl.rc_context({"lines.scale_dashes": True, "text.hinting": "force_autohint", "patch.force_edgecolor": True}):
        strange = pixels(made.figure())
    assert difference(strange, pixels(made.figure())) == 0


def test_saving_takes_file_objects(made: Map, tmp_path: Path) -> None:
    """Bytes go into a buffer, an SVG also into text; paths in the same call are written and returned."""
    binary, text = io.BytesIO(), io.StringIO()
    assert made.save(binary, format="png") == ()
    assert binary.getvalue() == made.png
    assert made.save(text, tmp_path / "a.svg", format="svg") == (tmp_path / "a.svg",)
    assert text.getvalue() == made.svg == (tmp_path / "a.svg").read_text(encoding="utf-8")
    with (tmp_path / "a.pdf").open("wb") as file:
        made.save(file, format=".PDF")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


class OnlyText:
    """A target that takes text and does not say so."""

    def write(self, text: str) -> None:
        """Refuse what is no text."""
        if not isinstance(text, str):
            raise TypeError


@pytest.mark.parametrize(
    ("targets", "form", "message"),
    [
        ((), None, 'save: name a file, such as "map.svg"'),
        (
            (io.BytesIO(),),
            None,
            f"a file object has no ending; say the format: {listed(map(repr, FORMATS))}",
        ),
        ((io.StringIO(),), "png", 'save (a StringIO): it takes text, and png is bytes; open it with "wb"'),
        ((OnlyText(),), "png", "save (a OnlyText): it does not take bytes"),
        ((io.BytesIO(),), "pgn", f'format "pgn": write {listed(FORMATS)}; did you mean "png"?'),
        ((io.BytesIO(),), 5, f"format 5: write {listed(FORMATS)}"),
        ((5,), "svg", "save 5: give paths such as"),
        (("a.png",), "svg", 'a.png: its ending is another format than "svg"'),
        (("a.jpg",), None, 'a.jpg: the ending ".jpg" is unknown'),
    ],
    ids=range(9),
)
def test_a_target_that_does_not_fit_is_refused(made: Map, targets: Any, form: Any, message: str) -> None:  # noqa: ANN401
    """A target that cannot be written to is an error that says what would be right."""
    with pytest.raises(InputError) as caught:
        made.save(*targets, format=form)
    assert message in str(caught.value)


def test_a_closed_file_is_an_output_error(made: Map) -> None:
    """A file that is closed raises OutputError, not InputError."""
    file = io.BytesIO()
    file.close()
    with pytest.raises(OutputError, match="cannot be written"):
        made.save(file, format="svg")
