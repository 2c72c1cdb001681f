"""Default names of files tell sizes of paper and dots an inch apart."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from mapgen.cli.main import main
from mapgen.pipeline import name_parts, named_outputs
from mapgen.plain_options import render_options


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ({}, []),
        ({"size": "og"}, ["og"]),
        ({"size": "900x700"}, ["900x700"]),
        ({"size": "print"}, ["print"]),
        ({"size": "print", "dpi": 300}, ["print"]),
        ({"size": "print", "dpi": "600"}, ["print", "600dpi"]),
        ({"size": "120x160mm"}, ["120x160mm"]),
        ({"size": "12x16cm", "dpi": 150}, ["120x160mm", "150dpi"]),
        ({"dpi": 300}, ["300dpi"]),
        ({"size": "og", "dpi": 192}, ["og", "192dpi"]),
        ({"size": "900x700", "dpi": 192}, ["900x700", "192dpi"]),
    ],
)
def test_a_size_and_its_dots_have_their_parts(options: dict[str, object], parts: list[str]) -> None:
    """The name of a size, or its sides, then the dots an inch where they are not its own."""
    assert list(name_parts(render_options(dict(options)))) == parts


def test_a_picture_on_paper_is_a_pdf_by_default() -> None:
    """As the size `print` is; any other is a PNG and an SVG, whatever its dots an inch."""
    assert [path.suffix for path in named_outputs("a", render_options({"size": "120x160mm"}))] == [".pdf"]
    assert [path.suffix for path in named_outputs("a", render_options({"dpi": 300}))] == [".png", ".svg"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("render", "--dpi", "x"), 'dpi "x": write a whole number, such as 300'),
        (("render", "--dpi", "-3"), 'dpi "-3": write a whole number, such as 300'),
        (("render", "--dpi", "20"), "dpi 20: write a whole number from 36 to 960"),
        (("render", "--size", "20x40mm"), 'size "20x40mm": each side must be from 53 to 2000 mm'),
        (
            ("render", "--size", "841x1189mm", "--dpi", "300"),
            "dpi 300: write a whole number from 36 to 170; the size 841x1189mm then has up to 8000 pixels a side",
        ),
        (
            ("timeline", "--format", "gif", "--from", "2024-01-01", "--to", "2025-01-01", "--dpi", "300"),
            "dpi 300: an animation is for screens, and states none; leave it out",
        ),
    ],
)
def test_a_wrong_size_or_number_is_a_message(arguments: tuple[str, ...], message: str) -> None:
    """With the value and what would be right; nothing is drawn."""
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 2
    assert message in done.stderr
