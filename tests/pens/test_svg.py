"""The SVG is a document: structured, accessible, safe to embed, and small."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import gate
import moments
import pytest
from PIL import Image

from mapgen.disk.shipped import shipped_path
from mapgen.drawing.primitives import LAYERS, Drawing
from mapgen.drawing.sizes import NAMED, Size
from mapgen.drawing.typeface import STACK
from mapgen.pens.svg import svg_document
from mapgen.pipeline import drawing_of
from mapgen.places.countries import alpha2
from mapgen.places.languages import languages
from mapgen.proof.displayed import DisplayedFacts
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme, theme_names
from mapgen.words.overrides import Overrides

SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"
FACT = "{urn:mapgen:facts}fact"
RIGHT = {"ARG", "BOL", "CHL", "ECU", "PER", "PRY"}
LEFT = {"BRA", "COL", "GUY", "SUR", "URY", "VEN"}
HOSTILE = """</script><script>alert("1")</script> ' & < > ]]> <!-- --> &amp; onload="x" {0} %s"""


def parsed(document: str) -> ET.Element:
    """Return the root of a document of our own."""
    return ET.fromstring(document)  # noqa: S314 (we wrote it)


def root_of(moment: str = moments.KAST, size: str = "article", lang: str = "en", classes: int = 3) -> ET.Element:
    """Return the root of a moment's document."""
    return parsed(svg_document(moments.drawing(moment, size, lang, classes)))


def territories(root: ET.Element) -> dict[str, ET.Element]:
    """Return the elements of the territories by their code."""
    return {element.get("data-iso3", ""): element for element in root.iter() if "data-iso3" in element.attrib}


def fills(root: ET.Element) -> dict[str, str]:
    """Return the colour of each territory's shape."""
    shapes = {code: element.find(f"{SVG}path") for code, element in territories(root).items()}
    return {code: shape.get("fill", "") for code, shape in shapes.items() if shape is not None}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", ["article", "og", "phone"])
def test_the_root_says_what_it_is(size: str, lang: str) -> None:
    """Its size and view box, its role and language, and what names and describes it: its first two children."""
    root = root_of(size=size, lang=lang)
    width, height = str(NAMED[size].width), str(NAMED[size].height)
    prefix = root.get("id")
    assert root.tag == f"{SVG}svg"
    assert (root.get("viewBox"), root.get("width"), root.get("height")) == (f"0 0 {width} {height}", width, height)
    assert (root.get("role"), root.get(f"{XML}lang")) == ("img", lang)
    assert root.get("aria-labelledby") == f"{prefix}-title {prefix}-desc"
    title, description = root[0], root[1]
    assert (title.tag, title.get("id")) == (f"{SVG}title", f"{prefix}-title")
    assert (description.tag, description.get("id")) == (f"{SVG}desc", f"{prefix}-desc")


def test_title_and_description_are_the_alt_texts() -> None:
    """A screen reader says the alt text, and on request the long description."""
    drawing = moments.drawing(moments.KAST)
    root = root_of()
    assert root[0].text == drawing.metadata["alt"]
    assert root[1].text == drawing.metadata["description"]


def test_the_layers_are_named_and_in_order() -> None:
    """Each layer is a group with its own id and class, so that a page can style or leave it out."""
    root = root_of()
    groups = [child for child in root if child.tag == f"{SVG}g"]
    assert [group.get("id") for group in groups] == [f"{root.get('id')}-{name}" for name in LAYERS]
    assert [group.get("class") for group in groups] == [f"mg-layer mg-{name}" for name in LAYERS]
    assert set(LAYERS) >= {"territories", "claims", "labels", "legend", "notes"}


def test_the_page_has_a_ground() -> None:
    """A rectangle of the page's colour lies under everything, for programs that show transparency as black."""
    root = root_of()
    background = next(child for child in root if child.tag in {f"{SVG}rect", f"{SVG}g"})
    assert background.attrib == {"width": "640", "height": "800", "fill": read_theme("newsprint").page}


@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_each_territory_is_one_element(moment: str) -> None:
    """Fourteen territories, one element each, with the id of its alpha-2 code, in the layer of territories."""
    root = root_of(moment)
    elements = [element for element in root.iter() if "data-iso3" in element.attrib]
    assert len(elements) == len(territories(root)) == 14
    layer = next(child for child in root if child.get("id") == f"{root.get('id')}-territories")
    assert [child for child in layer if "data-iso3" in child.attrib] == elements
    for code, element in territories(root).items():
        assert element.tag == f"{SVG}g"
        assert element.get("id") == f"{root.get('id')}-{alpha2(code)}"


@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_ids_are_unique(moment: str) -> None:
    """No id stands twice, and every one begins with the document's own prefix."""
    root = root_of(moment)
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(root.get("id", "")) for one in ids)


def test_a_territory_carries_its_facts() -> None:
    """Classes and data attributes say alignment, bloc, status, leader and since when, for scripts and style sheets."""
    by_code = territories(root_of())
    argentina, chile, guiana = by_code["ARG"].attrib, by_code["CHL"].attrib, by_code["GUF"].attrib
    assert argentina == {
        "id": argentina["id"],
        "class": "mg-territory mg-right",
        "data-iso3": "ARG",
        "data-name": "Argentina",
        "data-bloc": "right",
        "data-status": "in-office",
        "data-alignment": "right",
        "data-leader": "Javier Milei",
        "data-since": "2023-12-10",
    }
    assert (chile["data-status"], chile["data-elected"], chile["data-leader"]) == (
        "elected",
        "2025-12-14",
        "José Antonio Kast",
    )
    assert "data-since" not in chile
    assert (guiana["class"], guiana["data-bloc"], guiana["data-status"]) == (
        "mg-territory mg-not-applicable",
        "none",
        "not-applicable",
    )


@pytest.mark.parametrize(
    ("moment", "iso3", "expected"),
    [
        (moments.NOT_RECORDED, "BRA", ("mg-territory mg-not-recorded", "none", "not-recorded")),
        (moments.PENDING, "BRA", ("mg-territory mg-result-pending", "none", "result-pending")),
        (moments.PERU_VACANT, "PER", ("mg-territory mg-vacant", "none", "vacant")),
        (moments.NO_DATA, "CHL", ("mg-territory mg-no-data", "none", "no-data")),
        (moments.PUBLISHED, "CHL", ("mg-territory mg-right", "right", "as-published")),
        (moments.SAGASTI, "PER", ("mg-territory mg-centre", "centre", "elected")),
    ],
)
def test_every_status_is_said(moment: str, iso3: str, expected: tuple[str, str, str]) -> None:
    """What has no alignment has no bloc and the class of its status."""
    element = territories(root_of(moment))[iso3]
    assert (element.get("class"), element.get("data-bloc"), element.get("data-status")) == expected


def test_with_five_classes_the_class_is_the_alignment() -> None:
    """The class follows what is drawn, the bloc stays one of three."""
    bolivia = territories(root_of(classes=5))["BOL"]
    assert bolivia.get("class") == "mg-territory mg-centre-right"
    assert (bolivia.get("data-alignment"), bolivia.get("data-bloc")) == ("centre-right", "right")


def test_a_territory_has_its_tooltip() -> None:
    """The first child of each territory is its title, which browsers show on pointing at it."""
    drawing = moments.drawing(moments.KAST)
    for code, element in territories(root_of()).items():
        assert element[0].tag == f"{SVG}title"
        assert element[0].text == drawing.attributes[code]["title"]


def test_the_main_map_has_the_right_colours() -> None:
    """On 15 December 2025, counting presidents-elect: six on the right, Chile among them, and six on the left."""
    theme, colours = read_theme("newsprint"), fills(root_of())
    assert {code for code, fill in colours.items() if fill == theme.three["right"]} == RIGHT
    assert {code for code, fill in colours.items() if fill == theme.three["left"]} == LEFT


def test_on_the_office_basis_chile_is_left() -> None:
    """Kast had won and not taken office: Boric governed that day."""
    theme, colours = read_theme("newsprint"), fills(root_of(moments.KAST_OFFICE))
    assert {code for code, fill in colours.items() if fill == theme.three["right"]} == RIGHT - {"CHL"}
    assert {code for code, fill in colours.items() if fill == theme.three["left"]} == LEFT | {"CHL"}


def test_the_published_list_draws_the_same_map() -> None:
    """El Ciudadano's list and the record agree on that day; only the marks of who is elect differ."""
    assert fills(root_of(moments.PUBLISHED)) == fills(root_of())


@pytest.mark.parametrize("classes", [3, 5])
@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_what_is_not_counted_is_never_in_a_neighbour_s_colour(moment: str, classes: int) -> None:
    """French Guiana and the islands have their own grey on every map, and belong to no bloc."""
    theme, root = read_theme("newsprint"), root_of(moment, classes=classes)
    colours = fills(root)
    counted_colours = {fill for code, fill in colours.items() if code not in {"GUF", "FLK"}}
    sides = {*theme.three.values(), *theme.five.values()}
    for code in ("GUF", "FLK"):
        assert territories(root)[code].get("data-bloc") == "none"
        assert colours[code] not in counted_colours | sides | {theme.context}


@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_nothing_in_it_is_active_or_elsewhere(moment: str) -> None:
    """No script, style sheet, event handler, link or reference of any kind: what a sanitizer would take out."""
    document = svg_document(moments.drawing(moment))
    root = parsed(document)
    drawn = {"svg", "title", "desc", "metadata", "rect", "g", "path", "text"}
    assert {element.tag for element in root.iter()} == {FACT} | {f"{SVG}{name}" for name in drawn}
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name.rsplit("}")[-1] not in {"href", "src", "style"}
            assert "url(" not in value
    assert set(re.findall(r'xmlns(?::\w+)?="([^"]*)"', document)) == {SVG[1:-1], FACT[1:-5]}
    assert "<!" not in document
    assert "<?" not in document


def test_an_image_is_in_the_document(tmp_path: Path) -> None:
    """As data, never an address; the only reference is to the outline that it is clipped to, by an id of the prefix."""
    Image.new("RGB", (60, 40), "#aa5533").save(tmp_path / "left.png")
    options = RenderOptions(images={"left": tmp_path / "left.png"}, image_credits={"left": HOSTILE})
    root = parsed(svg_document(drawing_of(moments.snapshot(moments.KAST), options)))
    ids = {element.get("id") for element in root.iter()}
    images = [element.get("href", "") for element in root.iter(f"{SVG}image")]
    assert len(images) == 2
    assert all(href.startswith("data:image/jpeg;base64,") for href in images)
    clips = [element.get("clip-path") for element in root.iter() if "clip-path" in element.attrib]
    assert clips == [f"url(#{root.get('id')}-clip-left)"]
    assert f"{root.get('id')}-clip-left" in ids
    assert {element.get("fill-opacity") for element in territories(root)["BRA"].iter(f"{SVG}path")} == {"0"}


@pytest.mark.parametrize("theme", theme_names())
def test_patterns_are_small_too(theme: str) -> None:
    """With strokes on every country the file is still far under what sanitizers take."""
    for size in ("article", "print"):
        options = RenderOptions(theme=theme, size=NAMED[size], patterns=True, classes=5)
        document = svg_document(drawing_of(moments.snapshot(moments.KAST), options))
        assert len(document.encode()) < 130_000
        assert len(list(parsed(document).iter())) < 250


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("moment", [moments.KAST, moments.PENDING, moments.FUTURE])
def test_it_is_small(moment: str, size: str) -> None:
    """Far under what sanitizers take (1 MB and 5,000 nodes), also with half the map in dots."""
    document = svg_document(moments.drawing(moment, size))
    assert len(document.encode()) < 130_000
    assert len(list(parsed(document).iter())) < 250


def test_the_main_map_is_smaller_than_a_photograph() -> None:
    """The default map has less than 70 kB, and less than 24 kB as a server sends it."""
    document = svg_document(moments.drawing(moments.KAST)).encode()
    assert len(document) < 70_000
    assert len(gzip.compress(document, 9, mtime=0)) < 24_000


def test_the_largest_and_most_detailed_map_keeps_to_the_limits() -> None:
    """At 8000 pixels and 1:10m it has less than half a megabyte."""
    options = RenderOptions(size=Size(8000, 8000), scale="10m")
    document = svg_document(drawing_of(moments.snapshot(moments.PENDING), options))
    assert len(document.encode()) < 500_000
    assert len(list(parsed(document).iter())) < 5_000


def test_two_maps_can_stand_on_one_page() -> None:
    """Another day, language, number of classes, title or size is another prefix; the same map has the same one."""
    overrides = RenderOptions(texts=Overrides(title="The south turns"))
    drawings = [
        moments.drawing(moments.KAST),
        moments.drawing(moments.KAST_OFFICE),
        moments.drawing(moments.KAST, lang="es"),
        moments.drawing(moments.KAST, classes=5),
        moments.drawing(moments.KAST, size="phone"),
        drawing_of(moments.snapshot(moments.KAST), overrides),
    ]
    prefixes = [parsed(svg_document(drawing)).get("id", "") for drawing in drawings]
    assert len(set(prefixes)) == len(drawings)
    assert all(re.fullmatch(r"mg-[0-9a-f]{8}", prefix) for prefix in prefixes)
    assert svg_document(drawings[0]) == svg_document(drawing_of(moments.snapshot(moments.KAST), RenderOptions()))


def test_a_prefix_can_be_given() -> None:
    """Whoever embeds a map may name its ids; nothing else changes."""
    drawing = moments.drawing(moments.KAST)
    default = svg_document(drawing)
    prefix = parsed(default).get("id", "")
    assert svg_document(drawing, "kast") == default.replace(prefix, "kast")


def hostile_drawing(tmp_path: Path) -> Drawing:
    """Return a map of a record whose names, sources and title try to break out of the document."""
    text = shipped_path("records/south-america.toml").read_text(encoding="utf-8")
    for name in ('"José Antonio Kast"', '"Javier Milei"', '"La Libertad Avanza"', '"mapgen"'):
        assert name in text
        text = text.replace(name, json.dumps(HOSTILE))
    path = tmp_path / "hostile.toml"
    path.write_text(text, encoding="utf-8")
    snapshot = answer(read_source(path), Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED))
    options = RenderOptions(size=Size(2000, 2000), texts=Overrides(title=HOSTILE, subtitle=HOSTILE, credit=HOSTILE))
    return drawing_of(snapshot, options)


def test_hostile_names_are_text_and_nothing_else(tmp_path: Path) -> None:
    """Whatever a record says of a leader, a party or a coder, and whatever the title, it is shown and never obeyed."""
    drawing = hostile_drawing(tmp_path)
    document = svg_document(drawing)
    root = parsed(document)
    by_code = territories(root)
    assert by_code["ARG"].get("data-leader") == by_code["CHL"].get("data-leader") == HOSTILE
    assert HOSTILE in (by_code["ARG"][0].text or "")
    metadata = {fact.get("name"): fact.text for fact in root.iter(FACT)}
    assert metadata["coder"] == HOSTILE
    texts = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert HOSTILE in texts
    assert "<script" not in document
    assert "]]>" not in document
    assert Counter(element.tag for element in root.iter()).keys() == Counter(e.tag for e in root_of().iter()).keys()


@pytest.mark.parametrize("moment", moments.MOMENTS)
def test_every_text_has_the_width_that_was_measured(moment: str) -> None:
    """With another font on the reader's side the layout holds: each text keeps its place, size and width."""
    drawing = moments.drawing(moment)
    elements = list(parsed(svg_document(drawing)).iter(f"{SVG}text"))
    assert len(elements) == len(drawing.texts)
    for element, text in zip(elements, drawing.texts, strict=True):
        assert element.text == text.text
        assert float(element.get("textLength", "nan")) == pytest.approx(text.width, abs=0.006)
        assert element.get("lengthAdjust") == "spacingAndGlyphs"
        assert float(element.get("font-size", "nan")) == text.size
        assert element.get("text-anchor", "start") == text.anchor
        assert (element.get("font-weight") == "600") == text.bold
        assert element.get("fill") == text.colour


def test_the_typeface_is_named_and_not_embedded() -> None:
    """The shipped family comes first in a stack that exists everywhere; no font travels in the document."""
    document = svg_document(moments.drawing(moments.KAST))
    assert parsed(document).get("font-family") == STACK
    assert "base64" not in document
    assert "@font-face" not in document


def test_the_facts_are_in_the_metadata() -> None:
    """What the map shows and what made it stands there, word for word; alt text and description once, for readers."""
    drawing, root = moments.drawing(moments.KAST), root_of()
    metadata = {fact.get("name"): fact.text for fact in root.iter(FACT)}
    assert metadata | {"alt": root[0].text, "description": root[1].text} == dict(drawing.metadata)
    assert not {"alt", "description"} & metadata.keys()
    assert (metadata["as-of"], metadata["basis"], metadata["coder"]) == ("2025-12-15", "elected", "mapgen")
    (view,) = DisplayedFacts.read(metadata["shows"] or "").views
    assert view.at(date(2025, 12, 15))["CHL"].leader == "José Antonio Kast"
    assert len(json.loads(metadata["sources"] or "")) > 12
    assert len(metadata["record-sha256"] or "") == len(metadata["boundaries-sha256"] or "") == 64


def test_the_facts_of_a_published_list_say_what_was_inferred() -> None:
    """A basis that the desk inferred is not passed off as the publisher's."""
    metadata = moments.drawing(moments.PUBLISHED).metadata
    assert (metadata["basis"], metadata["coder"]) == ("elected (inferred)", "El Ciudadano")
    assert moments.drawing(moments.NO_DATA).metadata["basis"] == "unknown"


def test_a_pattern_belongs_to_its_territory() -> None:
    """Chile's stripes are drawn within Chile's element, so that hiding one hides both."""
    by_code = territories(root_of())
    assert len(by_code["CHL"].findall(f"{SVG}path")) == 2
    assert len(by_code["ARG"].findall(f"{SVG}path")) == 1


def test_the_map_is_placed_by_one_transform() -> None:
    """Shapes keep the grid of the basemap, so that they are the same at every size; each layer carries them over."""
    drawing = moments.drawing(moments.KAST)
    root = root_of()
    for name in ("context", "territories", "claims"):
        layer = next(child for child in root if child.get("id") == f"{root.get('id')}-{name}")
        match = re.fullmatch(r"translate\((\S+) (\S+)\) scale\((\S+)\)", layer.get("transform", ""))
        assert match is not None
        expected = [drawing.placement.x, drawing.placement.y, drawing.placement.scale]
        assert [float(one) for one in match.groups()] == pytest.approx(expected, 1e-4)
    shape = territories(root)["ARG"].find(f"{SVG}path")
    assert shape is not None
    assert shape.get("d") == drawing.shapes["ARG"].data
    assert gate.filled(shape.get("d", "")).area > 0


def test_the_claim_is_a_dashed_line() -> None:
    """The Essequibo line is dashed, in its own layer, on a wider one of the page's colour, and fills nothing."""
    root = root_of()
    layer = next(child for child in root if child.get("id") == f"{root.get('id')}-claims")
    casing, line = layer
    assert (line.get("fill"), "stroke-dasharray" in line.attrib) == ("none", True)
    assert (casing.get("d"), casing.get("stroke-dasharray")) == (line.get("d"), line.get("stroke-dasharray"))
    assert float(casing.get("stroke-width", "0")) > float(line.get("stroke-width", "0"))
