"""An SVG that looks the same without the typeface: as outlines, or with an embedded subset."""

from __future__ import annotations

import base64
import io
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import moments
import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from msgspec.structs import replace
from rasters import agree, by_matplotlib, by_resvg

from mapgen import InputError, RenderOptions
from mapgen.cli.main import main
from mapgen.pens.formats import LETTERINGS
from mapgen.pens.svg import svg_document
from mapgen.pipeline import drawing_of

SVG = "{http://www.w3.org/2000/svg}"


@cache
def document(lettering: str) -> str:
    """Return the main map's SVG with a lettering."""
    return svg_document(replace(moments.drawing(moments.KAST), lettering=lettering))


def test_outlines_show_what_the_other_pen_draws() -> None:
    """Letters as paths stand where matplotlib sets them, kerning included, with no font at hand."""
    drawing = replace(moments.drawing(moments.KAST, "og"), lettering="outlines")
    assert agree(by_resvg(drawing), by_matplotlib(drawing))


def test_outlines_need_no_text_and_say_the_same() -> None:
    """There is a path for each text and no text; title, description and territories are what they were."""
    plain, outlined = (ET.fromstring(document(one)) for one in ("text", "outlines"))  # noqa: S314 (our own document)
    assert not outlined.findall(f".//{SVG}text")
    assert len(outlined.findall(f".//{SVG}path[@class='mg-label']")) == len(
        plain.findall(f".//{SVG}text[@class='mg-label']")
    )
    assert (outlined[0].text, outlined[1].text) == (plain[0].text, plain[1].text)
    assert len(outlined.findall(".//*[@data-iso3]")) == 14


def test_an_embedded_font_has_the_letters_and_no_others() -> None:
    """Text stays text; the first family is the document's own, whose two weights hold each letter that they draw."""
    text = document("embedded")
    root = ET.fromstring(text)  # noqa: S314 (our own document)
    family = root.get("font-family", "").split(",")[0]
    faces = re.findall(r"font-family:('[^']+');font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)", text)
    assert [(name, weight) for name, weight, _ in faces] == [(family, "400"), (family, "600")]
    assert family.strip("'").startswith(root.get("id", ""))
    drawn = moments.drawing(moments.KAST).texts
    for _, weight, data in faces:
        letters = {ord(letter) for one in drawn if one.bold == (weight == "600") for letter in one.text}
        assert set(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()) == letters


@pytest.mark.parametrize("lettering", LETTERINGS)
def test_every_lettering_fits_a_sanitizer(lettering: str) -> None:
    """Below a megabyte and 5,000 elements, without scripts, nothing from elsewhere, and the same bytes again."""
    text = document(lettering)
    assert len(text.encode()) < 400_000
    assert text.count("<") < 5_000
    assert "<script" not in text
    assert all(one.startswith("data:") for one in re.findall(r"url\(([^#)][^)]*)\)", text))
    assert text == svg_document(replace(moments.drawing(moments.KAST), lettering=lettering))


def test_the_lettering_is_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--svg-text reaches the SVG and its metadata; another word is refused, in Python too."""
    monkeypatch.chdir(tmp_path)
    asked = ("render", "--as-of", "2025-12-15", "--size", "300x400", "-o", "map.svg", "--svg-text")
    assert CliRunner().invoke(main, [*asked, "outlines"]).exit_code == 0
    written = Path("map.svg").read_text(encoding="utf-8")
    assert "svg-text=outlines" in written
    assert "<text" not in written
    refused = CliRunner().invoke(main, [*asked, "outline"])
    assert refused.exit_code == 2
    assert 'did you mean "outlines"?' in refused.stderr
    with pytest.raises(InputError, match='svg text "paths": write text, outlines or embedded'):
        drawing_of(moments.snapshot(moments.KAST), RenderOptions(svg_text="paths"))
