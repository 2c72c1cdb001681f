"""PNG files carry what they show: text chunks for programs, XMP for those who read alt texts aloud."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import moments
import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

import mapgen
from mapgen import __version__
from mapgen.drawing.primitives import Patch
from mapgen.pens.pixels import drawing_pixels
from mapgen.pens.png import png_bytes
from mapgen.places.languages import languages

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"


def opened(data: bytes) -> Image.Image:
    """Return an image with all its chunks read."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def chunk_names(data: bytes) -> list[bytes]:
    """Return the names of a PNG file's chunks in order."""
    names, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        names.append(data[at + 4 : at + 8])
        at += 12 + length
    return names


def xmp(image: Image.Image) -> dict[str, Any]:
    """Return the properties of an image's XMP, as Pillow reads them: of a text in languages, by the language."""
    about = image.getxmp()["xmpmeta"]["RDF"]["Description"]
    return {
        name: {one["lang"]: one["text"] for one in value["Alt"]["li"]} if "Alt" in value else value
        for name, value in about.items()
    }


@pytest.mark.parametrize(
    ("size", "pixels"), [("article", (1280, 1600)), ("og", (1200, 630)), ("1000x1250", (1000, 1250))]
)
def test_the_image_is_opaque_and_exactly_as_large(size: str, pixels: tuple[int, int]) -> None:
    """The size's pixels in a palette, and what matplotlib drew to 3 of 255."""
    drawing = moments.drawing(moments.KAST, size)
    image = opened(png_bytes(drawing))
    assert (image.format, image.mode, image.size) == ("PNG", "P", pixels)
    assert "transparency" not in image.info
    assert np.abs(np.asarray(image.convert("RGB")).astype(int) - drawing_pixels(drawing)[:, :, :3]).max() == 3


def test_what_a_palette_cannot_hold_is_exact() -> None:
    """A map with more colours is red, green and blue, and exactly what matplotlib drew."""
    drawing = moments.drawing(moments.KAST, "400x600")
    rows, columns = np.mgrid[0:250, 0:250]
    file = io.BytesIO()
    Image.fromarray(np.dstack([rows, columns, (rows * columns) % 256]).astype(np.uint8)).save(file, "PNG")
    photo = Patch((50, 50, 300, 300), "#ffffff", image=file.getvalue())
    drawing = replace(drawing, layers={**drawing.layers, "legend": (photo,)})
    image = opened(png_bytes(drawing))
    assert image.mode == "RGB"
    assert np.array_equal(np.asarray(image), drawing_pixels(drawing)[:, :, :3])


def test_the_facts_are_in_text_chunks() -> None:
    """Every fact is there in full, accents and all; those that PNG has a keyword for under that keyword."""
    drawing = moments.drawing(moments.KAST, "400x600", "es")
    info = opened(png_bytes(drawing)).info
    metadata = dict(drawing.metadata)
    assert info["Title"] == metadata.pop("title")
    assert info["Description"] == metadata.pop("description")
    assert info["Software"] == metadata.pop("software") == f"mapgen {__version__}"
    assert {key: info[f"mapgen:{key}"] for key in metadata} == metadata
    assert "José Antonio Kast" in info["Description"]
    assert info["Title"].lang == "es"


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", ["article", "phone", "og", "x"])
def test_the_texts_are_in_the_xmp(size: str, lang: str) -> None:
    """Programs that read IPTC's or Dublin Core's properties find each text as the default one and in its language."""
    drawing = moments.drawing(moments.KAST, size, lang)
    metadata, found = drawing.metadata, xmp(opened(png_bytes(drawing)))
    for name, text in (
        ("AltTextAccessibility", metadata["alt"]),
        ("ExtDescrAccessibility", metadata["description"]),
        ("title", metadata["title"]),
        ("description", drawing.caption),
    ):
        assert found[name] == {"x-default": text, lang: text}
    assert found["language"] == {"Bag": {"li": lang}}
    assert (found["source"], found["CreatorTool"]) == (metadata["source-line"], f"mapgen {__version__}")


def test_the_xmp_is_what_the_standards_name() -> None:
    """The packet has its mark and its properties the namespaces by which readers know them, each once."""
    packet = opened(png_bytes(moments.drawing(moments.KAST, "400x600"))).info["XML:com.adobe.xmp"]
    assert packet.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert packet.endswith('<?xpacket end="w"?>')
    about = ET.fromstring(packet).find(f"{RDF}RDF/{RDF}Description")  # noqa: S314 (we wrote it)
    assert about is not None
    names = [f"{IPTC}AltTextAccessibility", f"{IPTC}ExtDescrAccessibility", f"{DC}title", f"{DC}description"]
    assert sorted(one.tag for one in about) == sorted([*names, f"{DC}language", f"{DC}source", f"{XMP}CreatorTool"])


def test_hostile_facts_stay_text() -> None:
    """What would break XML or a format string is read back as it was."""
    hostile = """</rdf:li> ]]> & " ' {0} {alt} %s <?xpacket end="r"?>"""
    drawing = moments.drawing(moments.KAST, "400x600")
    drawing = replace(drawing, metadata={**drawing.metadata, "alt": hostile, "coder": hostile})
    image = opened(png_bytes(drawing))
    assert xmp(image)["AltTextAccessibility"]["x-default"] == hostile
    assert image.info["mapgen:coder"] == hostile


def test_nothing_says_when_or_with_which_library_it_was_made() -> None:
    """No time and no version of matplotlib: they would make the same map another file."""
    data = png_bytes(moments.drawing(moments.KAST, "400x600"))
    assert b"tIME" not in chunk_names(data)
    assert b"matplotlib" not in data.lower()
    assert mpl.__version__.encode() not in data.replace(f"mapgen {__version__}".encode(), b"")
    assert set(chunk_names(data)) == {b"IHDR", b"iTXt", b"PLTE", b"IDAT", b"IEND"}


def test_a_png_does_without_what_a_pdf_needs() -> None:
    """Whoever makes a PNG does not wait for the libraries of PDF files."""
    code = "import sys, mapgen.pens.png; print([one for one in ('pypdf', 'lxml') if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_same_drawing_is_the_same_file() -> None:
    """Two encodings are equal byte for byte."""
    drawing = moments.drawing(moments.PENDING, "400x600")
    assert png_bytes(drawing) == png_bytes(drawing)


@pytest.mark.parametrize("size", ["article", "story", "x"])
def test_the_file_is_small(size: str) -> None:
    """A tenth of the 5 MB that platforms take, also with half the map in dots."""
    assert len(png_bytes(moments.drawing(moments.PENDING, size))) < 500_000


@pytest.mark.parametrize(
    ("size", "dpi", "pixels", "states"),
    [
        ("print", None, (2480, 3508), 300),
        ("print", 600, (4961, 7016), 600),
        ("120x160mm", None, (1417, 1890), 300),
        ("120x160mm", 72, (340, 454), 72),
        ("article", 192, (1280, 1600), 192),
        ("article", None, (1280, 1600), None),
    ],
)
def test_a_printed_image_states_its_density(
    size: str, dpi: int | None, pixels: tuple[int, int], states: int | None
) -> None:
    """It is as large on paper as its page, and a screen's image states none."""
    image = mapgen.render(as_of="2025-12-15", basis="elected", size=size, dpi=dpi)
    opened_image = opened(png_bytes(image.drawing))
    assert opened_image.size == pixels
    assert opened_image.info.get("dpi") == (None if states is None else pytest.approx((states, states), abs=0.02))


def test_a_sheet_is_painted_to_its_edges() -> None:
    """The last row and column, of which the page covers a part, have its colour."""
    drawing = mapgen.render(as_of="2025-12-15", size="print", dpi=72).drawing
    pixels = drawing_pixels(drawing)
    page = [int(drawing.background[at : at + 2], 16) for at in (1, 3, 5)]
    assert (pixels[-1] == [*page, 255]).all()
    assert (pixels[:, -1] == [*page, 255]).all()
