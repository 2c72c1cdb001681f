"""Files for Wikimedia Commons: what its upload and its translation tool ask for, and what editors need."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import mwparserfromhell
import numpy as np
import pytest
from calling import mapgen
from PIL import Image

from mapgen import Basis, InputError, Question, RenderOptions, answer
from mapgen.digests.reading import metadata_in
from mapgen.disk.shipped import shipped_path
from mapgen.sources.reading import read_source
from mapgen.wikimedia.files import commons_files
from mapgen.wikimedia.model import Lettering, Line
from mapgen.wikimedia.svg_texts import lettering_element

SVG, INKSCAPE = "{http://www.w3.org/2000/svg}", "{http://www.inkscape.org/namespaces/inkscape}"
# Those of the elements of our files, among the ones that MediaWiki's upload allows; any other is refused. It allows
# elements without one, too, but beside them Inkscape writes a prefix before the name of every other.
NAMESPACES = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
}
# Scripts and styles, and elements that refer to others.
REFUSED = {"script", "handler", "stylesheet", "iframe", "style", "use", "image", "foreignobject"}
LANGS = {"en", "es", "pt"}
RECORD = shipped_path("records/south-america.toml")


def files_of(day: date, **options: object) -> dict[str, bytes]:
    """Return the files of the shipped record on a day, by their names."""
    snapshot = answer(read_source(RECORD), Question(None, day, Basis.ELECTED))
    files = commons_files(snapshot, RenderOptions(scale="110m", **options), Path("commons"))  # type: ignore[arg-type]
    return {path.name: data for path, data in files.items()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Return the files of the main map."""
    return files_of(date(2025, 12, 15))


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "bare"])
def svg(files: dict[str, bytes], request: pytest.FixtureRequest) -> ET.Element:
    """Return each SVG."""
    [data] = [data for name, data in files.items() if name.endswith(".svg") and ("only" in name) is request.param]
    return ET.fromstring(data)  # noqa: S314 (our own file)


def test_upload_allows_every_element_and_attribute(svg: ET.Element) -> None:
    """MediaWiki refuses namespaces that it does not know, scripts, handlers, style sheets and references."""
    for element in svg.iter():
        namespace, name = element.tag.removeprefix("{").split("}") if "}" in element.tag else ("", element.tag)
        assert namespace in NAMESPACES
        assert name.lower() not in REFUSED
        for key, value in element.attrib.items():
            attribute = key.split("}")[-1].lower()
            assert not attribute.startswith("on")
            assert attribute not in {"href", "style", "textlength", "lengthadjust"}
            assert "url(" not in value


def test_translation_tool_reads_every_text(svg: ET.Element) -> None:
    """Texts hold `tspan` alone, none within another; a `switch` holds texts alone, the last one for all others."""
    for switch in svg.iter(f"{SVG}switch"):
        assert {child.tag for child in switch} == {f"{SVG}text"}
        *translated, default = [text.get("systemLanguage") for text in switch]
        assert default is None
        assert set(translated) == LANGS - {"en"}
        assert len({len(text) for text in switch}) == 1
    for text in svg.iter(f"{SVG}text"):
        parts = [text, *text]
        assert {child.tag for child in text} <= {f"{SVG}tspan"}
        assert all(not len(child) for child in text)
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", part.get("id", "")) for part in parts)
        # It writes any other weight as `normal`.
        assert {part.get("font-weight") for part in parts} <= {None, "bold", "normal"}
        assert "".join(text.itertext()).strip(" ")


def test_translation_tool_takes_no_text_for_a_place_of_its_own() -> None:
    """The tool refuses a file in which a text holds what it writes for the parts of a text: `$1`."""
    lettering = Lettering("note", "note", {"en": (Line("US$100 & $x", 0.0, 0.0, 10.0, "#000"),)})
    [text] = ET.fromstring(f"<g>{lettering_element(lettering)}</g>")  # noqa: S314 (our own element)
    assert not re.search(r"\$[0-9]", str(text.text))
    assert str(text.text).replace("\u2060", "") == "US$100 & $x"


def test_ids_are_names_that_stay(files: dict[str, bytes]) -> None:
    """Each id occurs once; a country has its code in small letters, and another day has the same ids."""
    other = files_of(date(2021, 12, 31))
    ids = []
    for data in (*files.values(), *other.values()):
        if data.startswith(b"<?xml"):
            found = [element.get("id") for element in ET.fromstring(data).iter() if element.get("id")]  # noqa: S314
            assert max(Counter(found).values()) == 1
            ids.append({name for name in found if re.fullmatch("[a-z]{2}|label-.*[a-z]{2}", str(name))})
    assert {"ar", "br", "gf", "label-ar", "label-br"} <= set.intersection(*ids)
    assert {name for name in ids[0] if len(str(name)) == 2} == {name for name in ids[2] if len(str(name)) == 2}


def test_layers_have_names_in_inkscape(svg: ET.Element) -> None:
    """Every group at the top is a layer with a name."""
    groups = [child for child in svg if child.tag == f"{SVG}g"]
    assert {group.get(f"{INKSCAPE}groupmode") for group in groups} == {"layer"}
    assert all(group.get(f"{INKSCAPE}label") for group in groups)
    assert {"context", "territories", "claims", "labels"} <= {group.get("id") for group in groups}
    assert svg.find(f"{SVG}rect[@id='background']") is not None


def test_bare_map_has_nothing_around_it(files: dict[str, bytes]) -> None:
    """Without headline, key and notes it also has none of the numbers that lead to notes."""
    [bare] = [data.decode() for name, data in files.items() if name.endswith("(map only).svg")]
    assert not re.search('id="(headline|standfirst|key|note|legend)', bare)
    assert not re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]</", bare)
    assert "Argentina" in bare


def test_proof_reads_the_file_and_sees_an_edit(files: dict[str, bytes]) -> None:
    """`verify` knows the file as it was made, and names what somebody changed."""
    data = next(iter(files.values()))
    assert metadata_in(data).altered == ()
    assert metadata_in(data).metadata["as-of"] == "2025-12-15"
    edited = data.replace("Colômbia".encode(), b"Colombie")
    assert any("Colombia" in str(alteration) for alteration in metadata_in(edited).altered)


def test_description_page(files: dict[str, bytes]) -> None:
    """The page has what Commons asks for: a description in each language, a key in the map's colours, the sources."""
    whole, page = (next(name for name in files if name.endswith(end)) for end in (".svg", ".txt"))
    code = mwparserfromhell.parse(files[page].decode())
    names = [str(template.name).strip() for template in code.filter_templates()]
    assert {"Information", "own", "Translate", "self", "legend", *LANGS} <= set(names)
    [information] = code.filter_templates(matches=lambda template: template.name.matches("Information"))
    fields = ["description", "date", "source", "author", "permission", "other versions"]
    assert [str(param.name).strip() for param in information.params] == fields
    for colour in re.findall(r"\{\{legend\|(#\w+)", files[page].decode()):
        assert colour.encode() in files[whole]
    source = str(information.get("source").value)
    assert "'''Chile''': [https://" in source
    assert "CC0-1.0" in source
    assert "(map only).svg|" in str(information.get("other versions").value)


def test_command_writes_the_files(tmp_path: Path) -> None:
    """The command names its files by region, subject and day, in the language asked for; it may draw them otherwise."""
    asked = ("commons", "el-ciudadano-2025-12-15", "--scale", "110m", "--lang", "es", "-o", tmp_path)
    assert [mapgen(*asked, *more).exit_code for more in ((), ("--theme", "print-bw"), ())] == [0, 0, 0]
    name = "Sudamérica, gobiernos de izquierda y de derecha, El Ciudadano, 2025-12-15"
    ends = (".svg", ".txt", " (solo el mapa).svg", " (solo el mapa).txt")
    assert {path.name for path in tmp_path.iterdir()} == {name + end for end in ends}
    root = ET.parse(tmp_path / f"{name}.svg").getroot()  # noqa: S314 (our own file)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    assert {text.get("systemLanguage") for text in root.iter(f"{SVG}text")} == {None, "en", "pt"}


def test_posters_are_refused() -> None:
    """A poster is large type that each language breaks otherwise, so it cannot be one file."""
    with pytest.raises(InputError, match='theme "poster": it draws posters'):
        files_of(date(2025, 12, 15), theme="poster")


@pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="no rsvg-convert: apt-get install librsvg2-bin")
@pytest.mark.parametrize("lang", sorted(LANGS))
def test_librsvg_keeps_texts_on_the_page(files: dict[str, bytes], lang: str) -> None:
    """Drawn as Commons draws it, in whatever typeface is there, no text reaches the margin of the page."""
    command = ["rsvg-convert", "--accept-language", lang]
    drawn = subprocess.run(command, input=next(iter(files.values())), capture_output=True, check=True).stdout
    pixels = np.asarray(Image.open(BytesIO(drawn)).convert("RGB")).astype(int)
    around = np.concatenate([pixels[:, :19].reshape(-1, 3), pixels[:, -19:].reshape(-1, 3), pixels[-8:].reshape(-1, 3)])
    assert (around == around[0]).all()
    inside = pixels[:100, 20:-20]
    assert (abs(inside - pixels[0, 0]).sum(axis=2) > 300).mean() > 0.02  # the headline is there
