"""The gate: what the layout hands on may be published, whatever the size, the language and the day.

It reads drawings only, never pixels; the rules are in gate.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import gate
import moments
import pytest
import small_states
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import LAYERS, Area, Drawing, Patch, Picture, Primitive, Strokes, Text
from mapgen.drawing.sizes import CARDS, LARGEST, NAMED, SMALLEST, Size, parse_size
from mapgen.errors import InputError
from mapgen.labels.blocks import LabelStyle
from mapgen.layout import labelled_page
from mapgen.layout.content import LayoutContent
from mapgen.pipeline import drawing_of
from mapgen.places.languages import languages
from mapgen.record.snapshots import Status
from mapgen.render_options import RenderOptions
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.theme import LABEL_MODES
from mapgen.words.overrides import Overrides

WHOLE = (*NAMED, "1200x1500")
WIDE_CARDS = tuple(name for name, card in CARDS.items() if card.width > card.height)
ODD = ("400x600", "300x800", "250x250", "200x200", "8000x200", "200x8000")
# On these pages labels have little room and take a while to place: each moment is drawn in one number of classes.
CROWDED = {"phone", "400x600"}
# Every theme with and without patterns; one theme has none without.
WITH_PATTERNS_AND_WITHOUT = [
    (name, patterns)
    for name in theme_names()
    for patterns in (True, False)
    if patterns or not read_theme(name).patterns_always
]
EVERY_FILL = (moments.KAST, moments.SAGASTI, moments.PENDING, moments.PERU_VACANT, moments.NO_DATA)


def cases(size: str, lang: str) -> Iterator[tuple[str, int]]:
    """Yield moments and numbers of classes to draw: all of them in English, each moment once in the others."""
    for number, moment in enumerate(moments.MOMENTS):
        classes = (3, 5) if lang == "en" and size not in CROWDED else ((3, 5)[(number + len(lang + size)) % 2],)
        yield from ((moment, count) for count in classes)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", [*WHOLE, *ODD])
def test_every_drawing_passes_the_gate(size: str, lang: str) -> None:
    """No text overlaps, leaves the page, is too small or pale; labels and leaders keep clear; the key explains all.

    On the smallest page the key of a five-class map may leave the map no room; then it is refused, not drawn badly.
    """
    for moment, classes in cases(size, lang):
        try:
            drawing = moments.drawing(moment, size, lang, classes)
        except InputError:
            if (size, classes) != ("200x200", 5):
                raise
            continue
        assert gate.broken_rules(drawing) == [], (moment, classes)


# Between them they hold every status: elected, pending, not recorded, vacant, no data, not counted, as published, …
EVERY_STATUS = (
    moments.TWO_ELECTS,
    moments.PENDING,
    moments.NOT_RECORDED,
    moments.BOLIVIA_VACANT,
    moments.NO_DATA,
    moments.PUBLISHED,
)


@pytest.mark.parametrize("labels", LABEL_MODES)
@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", WHOLE)
def test_every_kind_of_label_passes_the_gate(size: str, lang: str, labels: str) -> None:
    """Names, names with leaders, codes or none: at every named size, in every language, with every status.

    Names in three classes are what `test_every_drawing_passes_the_gate` draws: those that it has are not drawn again.
    """
    drawn = {moment for moment, classes in cases(size, lang) if classes == 3} if labels == "names" else set()
    for moment in EVERY_STATUS:
        if moment in drawn:
            continue
        options = RenderOptions(size=parse_size(size), lang=lang, labels=labels)
        assert gate.broken_rules(drawing_of(moments.snapshot(moment), options)) == [], moment


def test_the_moments_hold_every_status() -> None:
    """The gate checks every status."""
    for sample in (moments.MOMENTS, EVERY_STATUS):
        assert {entry.status for moment in sample for entry in moments.choropleth(moment).entries} == set(Status)


@pytest.mark.parametrize(("theme", "patterns"), WITH_PATTERNS_AND_WITHOUT)
def test_every_theme_passes_the_gate(theme: str, patterns: bool) -> None:  # noqa: FBT001 (a parameter)
    """Whatever the theme, with patterns and without, texts are legible and the key explains all that is drawn."""
    for size, names in (("article", EVERY_FILL), ("og", EVERY_FILL[:2])):
        for moment in names:
            for classes in (3, 5):
                options = RenderOptions(size=NAMED[size], theme=theme, classes=classes, patterns=patterns)
                drawing = drawing_of(moments.snapshot(moment), options)
                assert gate.broken_rules(drawing) == [], (moment, classes)
                assert any(gate.patterns_of(area.hatch) for area in gate.areas(drawing)) or not patterns


@settings(max_examples=35)
@given(
    st.integers(SMALLEST, 1200),
    st.integers(SMALLEST, LARGEST),
    st.booleans(),
    st.sampled_from(moments.MOMENTS),
    st.sampled_from(list(languages())),
)
def test_any_size_passes_the_gate(short: int, long: int, wide: bool, moment: str, lang: str) -> None:  # noqa: FBT001 (drawn)
    """Whatever the page, upright or wide, a map that is drawn passes the gate; only the tiniest may be refused."""
    size = Size(max(short, long), min(short, long)) if wide else Size(min(short, long), max(short, long))
    try:
        drawing = drawing_of(moments.snapshot(moment), RenderOptions(size=size, lang=lang))
    except InputError:
        assert min(size.width, size.height) < 220
        return
    assert gate.broken_rules(drawing) == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", [*(size for size in WHOLE if size not in WIDE_CARDS), "400x600"])
def test_every_territory_is_named(size: str, lang: str) -> None:
    """At every named upright size all fourteen territories have their label, the hard ones beside the map.

    One at most has no room and stands in the list below it.
    """
    drawing = moments.drawing(moments.KAST, size, lang)
    labels = gate.labels_of(drawing)
    assert len(labels) >= 13
    assert gate.states_left_out(drawing) == []
    codes_beside = {code for code, lines in labels.items() if lines[0].anchor != "middle"}
    assert codes_beside >= {"CHL", "GUY", "SUR", "FLK"}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", WIDE_CARDS)
def test_a_wide_card_names_what_its_large_type_has_room_for(size: str, lang: str) -> None:
    """Its type is large and its map is low: most territories have their label, and no list names the others."""
    drawing = moments.drawing(moments.KAST, size, lang)
    assert len(gate.labels_of(drawing)) >= 7
    assert not [text for text in drawing.texts if text.role == "list"]


@pytest.mark.parametrize("size", WHOLE)
def test_the_map_is_the_largest_thing_on_the_page(size: str) -> None:
    """Upright the map takes at least 40% of the width and 44% of the height; on a wide page most of the height."""
    drawing = moments.drawing(moments.KAST, size)
    boxes = [gate.land(drawing)[area.iso3].bounds for area in gate.areas(drawing)]
    wide = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    high = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    if drawing.width > 1.2 * drawing.height:
        assert high > 0.85 * drawing.height
    else:
        assert wide > 0.4 * drawing.width
        assert high > 0.44 * drawing.height


@pytest.mark.parametrize("size", WHOLE)
def test_texts_stand_on_one_left_line(size: str) -> None:
    """Headline, standfirst, key and notes begin at the same left edge."""
    drawing = moments.drawing(moments.KAST, size)
    edges = {round(text.x, 1) for text in drawing.texts if text.role in {"headline", "standfirst", "note"}}
    edges.add(round(min(patch.box[0] for patch in gate.patches(drawing)), 1))
    assert len(edges) == 1


@pytest.mark.parametrize("size", WHOLE)
def test_few_sizes_of_type_are_used(size: str) -> None:
    """At most six sizes, the headline's the largest, and bold for the headline and the counts alone."""
    texts = moments.drawing(moments.KAST, size).texts
    sizes = {text.role: {one.size for one in texts if one.role == text.role} for text in texts}
    assert len(set().union(*sizes.values())) <= 6
    assert all(min(sizes["headline"]) > max(sizes[role]) for role in sizes if role != "headline")
    assert {text.role for text in texts if text.bold} == {"headline", "key"}


def test_the_layers_are_all_there() -> None:
    """A drawing has every layer and no other, and one area for each of the fourteen territories."""
    drawing = moments.drawing(moments.KAST)
    assert tuple(drawing.layers) == LAYERS
    codes = [area.iso3 for area in gate.areas(drawing)]
    assert len(codes) == len(set(codes)) == 14
    claims = [one.path for one in drawing.layers["claims"] if not isinstance(one, Text | Patch | Strokes)]
    assert claims == ["claim-essequibo"] * 2  # on a wider line of the page's colour


@pytest.mark.parametrize("size", ["article", "og", "phone"])
def test_a_long_title_still_passes_the_gate(size: str) -> None:
    """A title and a subtitle of several lines push the map down and cover nothing."""
    title = "A year of votes has turned the continent round, and the oldest parties of the region are out of office"
    texts = Overrides(title, f"{title}, {title.lower()}.", "Map: A. Author, B. Author and C. Author for The Examiner")
    drawing = drawing_of(moments.snapshot(moments.KAST), RenderOptions(size=NAMED[size], texts=texts))
    assert gate.broken_rules(drawing) == []
    assert "A year of votes" in " ".join(text.text for text in drawing.texts if text.role == "headline")


def test_a_title_that_leaves_no_room_is_refused() -> None:
    """A title that would cover the map is an error that says what to do, not a broken picture."""
    options = RenderOptions(size=NAMED["og"], texts=Overrides(title="Who governs whom in South America? " * 50))
    with pytest.raises(InputError, match=r"size 1200x630: .* leave no room for the map; shorten the title, or choose"):
        drawing_of(moments.snapshot(moments.KAST), options)


def test_a_title_that_cannot_be_set_is_refused() -> None:
    """A title with a character that the typeface lacks is an error that names it."""
    options = RenderOptions(texts=Overrides(title="南美洲"))
    with pytest.raises(InputError, match=r'the typeface Source Sans 3 has no glyph for "南" \(U\+5357\)'):
        drawing_of(moments.snapshot(moments.KAST), options)


def changed(drawing: Drawing, change: Callable[[Primitive], Primitive | None]) -> Drawing:
    """Return a drawing in which every primitive is replaced by another, or left out."""
    layers = {
        name: tuple(new for one in layer if (new := change(one)) is not None) for name, layer in drawing.layers.items()
    }
    return replace(drawing, layers=layers)


def on_label(name: str, **changes: float | str) -> Callable[[Primitive], Primitive]:
    """Return a change of the label with a name."""

    def change(primitive: Primitive) -> Primitive:
        return replace(primitive, **changes) if isinstance(primitive, Text) and primitive.text == name else primitive  # type: ignore[arg-type]

    return change


def piled(primitive: Primitive) -> Primitive:
    """Put all labels beside the coasts in one place."""
    is_beside = isinstance(primitive, Text) and primitive.role == "label" and primitive.anchor != "middle"
    return replace(primitive, x=120.0, y=400.0) if is_beside else primitive  # type: ignore[arg-type] (a text)


def short_of_a_patch(primitive: Primitive) -> Primitive | None:
    """Leave the striped patch out of the key."""
    return None if isinstance(primitive, Patch) and primitive.hatch else primitive


def repainted(primitive: Primitive) -> Primitive:
    """Paint Uruguay in a colour that is not in the key."""
    return replace(primitive, fill="#00aa00") if isinstance(primitive, Area) and primitive.iso3 == "URY" else primitive


def crossed(primitive: Primitive) -> Primitive:
    """Let two leaders cross each other."""
    if not isinstance(primitive, Strokes):
        return primitive
    (a, _b), (c, _d), *rest = primitive.lines
    return replace(
        primitive, lines=((a, (c[0] + 5, c[1] + 5)), (c, (a[0] + 5, a[1] + 5)), ((300, 300), (500, 500)), *rest)
    )


def without_hatch(primitive: Primitive) -> Primitive:
    """Draw the strokes of Uruguay's class with another width."""
    if isinstance(primitive, Area) and primitive.iso3 == "URY":
        return replace(primitive, hatch=tuple(replace(strokes, width=strokes.width + 1) for strokes in primitive.hatch))
    return primitive


def test_the_gate_closes_on_patterns_and_images(tmp_path: Path) -> None:
    """What the key lacks, an image that is not drawn, and a slogan that is pale or on land are refused."""
    Image.new("RGB", (40, 40), "#aa5533").save(tmp_path / "left.png")
    options = RenderOptions(
        patterns=True,
        slogans={"right": "La libertad avanza"},
        images={"left": tmp_path / "left.png"},
        image_credits={"left": "A. Painter"},
    )
    drawing = drawing_of(moments.snapshot(moments.KAST), options)
    assert gate.broken_rules(drawing) == []
    changes: list[tuple[Callable[[Primitive], Primitive | None], str]] = [
        (without_hatch, "unexplained: the pattern of URY"),
        (lambda one: None if isinstance(one, Picture) else one, "unexplained: the missing image of URY"),
        (lambda one: replace(one, image=b"") if isinstance(one, Patch) else one, "unexplained: the colour"),
        (on_label("La libertad", colour="#9a9a9a"), 'illegible: "La libertad"'),
        (on_label("La libertad", x=300.0), 'texts_on_the_map: "La libertad"'),
    ]
    for change, message in changes:
        assert any(one.startswith(message) for one in gate.broken_rules(changed(drawing, change))), message


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("texts_overlap", piled),
        ("off_the_page", on_label("Chile", x=10.0)),
        ("too_small", on_label("Brazil", size=10.5)),
        ("illegible", on_label("Brazil", colour="#b0404b")),
        ("illegible", on_label("Brazil", ground="#ffffff")),
        ("labels_astray", on_label("Brazil", x=560.0)),
        ("labels_astray", on_label("Uruguay", x=340.0)),
        ("leaders_astray", on_label("Uruguay", y=600.0)),
        ("leaders_astray", crossed),
        ("texts_on_the_map", on_label("Brazil", role="note")),
        ("unexplained", short_of_a_patch),
        ("unexplained", repainted),
    ],
)
def test_the_gate_closes(rule: str, change: Callable[[Primitive], Primitive | None]) -> None:
    """Each rule of the gate refuses a drawing that breaks it."""
    drawing = moments.drawing(moments.KAST)
    broken = gate.broken_rules(changed(drawing, change))
    assert any(one.startswith(f"{rule}: ") for one in broken), broken


def test_a_wide_page_lists_the_countries_of_each_class() -> None:
    """Beside the map there is room for a list, with leaders where a record knows them; an upright page has none."""
    drawing = moments.drawing(moments.KAST, size="1300x700")
    listed = " ".join(text.text for text in drawing.texts if text.role == "list").replace("\u00a0", " ")
    assert "Guyana² (Irfaan Ali)" in listed
    assert listed.count("(") == 12
    assert not [text for text in moments.drawing(moments.KAST).texts if text.role == "list"]


def test_a_list_breaks_between_countries() -> None:
    """No line of the list begins or ends in the middle of a country and its leader."""
    lines = [text.text for text in moments.drawing(moments.KAST, size="1300x700").texts if text.role == "list"]
    assert lines
    assert all(line.count("(") == line.count(")") for line in lines)


@pytest.mark.parametrize("size", ["200x338", "200x360"])
def test_a_narrow_page_cuts_its_neighbours_at_its_edge(size: str) -> None:
    """Land around the region that does not fit beside it ends at the edge of the map's frame."""
    snapshot = answer(read_source(None), as_of="2025-12-15")
    drawing = drawing_of(snapshot, RenderOptions(size=parse_size(size)))
    assert gate.broken_rules(drawing) == []
    assert drawing.frame is not None
    assert gate.land(drawing)["context"].bounds[0] == pytest.approx(drawing.frame[0], abs=0.1)


def test_captions_of_classes_stand_in_the_key() -> None:
    """Given by option, on upright and on wide pages; a class that the map does not have is refused."""
    for size in ("article", "og", "phone"):
        texts = Overrides(classes={"left": "The older half.", "right": "The newer half."})
        drawing = drawing_of(moments.snapshot(moments.KAST), RenderOptions(size=NAMED[size], texts=texts))
        assert gate.broken_rules(drawing) == []
        assert {"The older half.", "The newer half."} <= {text.text for text in drawing.texts if text.role == "list"}
    options = RenderOptions(texts=Overrides(classes={"lefft": "x"}))
    with pytest.raises(InputError, match=r'text "lefft": write title, .* or name\.CODE; did you mean "left"\?'):
        drawing_of(moments.snapshot(moments.KAST), options)


def test_an_unknown_kind_of_label_is_refused() -> None:
    """The message has the four there are."""
    with pytest.raises(InputError, match=r'labels "name": write names, leaders, codes or none; did you mean "names"\?'):
        drawing_of(moments.snapshot(moments.KAST), RenderOptions(labels="name"))


def test_a_story_keeps_its_top_and_bottom_free() -> None:
    """All texts and all land lie in the central 1080 by 1420 pixels, between the controls that a phone shows."""
    for lang in languages():
        drawing = moments.drawing(moments.TWO_ELECTS, "story", lang)
        marks = [*(gate.box_of(text) for text in drawing.texts), *gate.land(drawing).values()]
        assert min(mark.bounds[1] for mark in marks) >= 250
        assert max(mark.bounds[3] for mark in marks) <= 1670


def test_countries_without_a_label_are_listed() -> None:
    """Where a page has no room for labels, or they are codes, the countries stand below the map if they fit."""
    codes = drawing_of(moments.snapshot(moments.KAST), RenderOptions(labels="codes"))
    listed = " ".join(text.text for text in codes.texts if text.role == "list").replace("\u00a0", " ")
    assert "CHL Chile, ECU Ecuador" in listed
    assert min(text.y for text in codes.texts if text.role == "list") > codes.frame[3]
    assert {text.text for text in codes.texts if text.role == "label"} >= {"BRA", "GUY²"}
    tall = moments.drawing(moments.KAST, "300x800")
    named = gate.labels_of(tall)
    if len(named) < 14:
        assert any(text.role == "list" for text in tall.texts)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", ["article", "square", "portrait", "story"])
def test_a_headline_breaks_between_its_phrases(size: str, lang: str) -> None:
    """`six on the right` stands on one line, wherever there is room for it."""
    lines = [text.text for text in moments.drawing(moments.KAST, size, lang).texts if text.role == "headline"]
    phrases = moments.drawing(moments.KAST, size, lang).metadata["title"].split(", ")[:2]
    for phrase in (phrases[0].split(": ")[1], phrases[1]):
        assert any(phrase in line for line in lines), lines


@pytest.mark.parametrize(("region", "size"), [("latin-america", "article"), ("africa", "phone"), ("africa", "article")])
def test_a_list_names_no_state_that_has_a_label(region: str, size: str) -> None:
    """The list has those that the map does not name, and no others."""
    drawing = small_states.drawing(region, size)
    listed = " ".join(text.text for text in drawing.texts if text.role == "list").replace("\u00a0", " ")
    named = {code: drawing.attributes[code]["name"] for code in gate.labels_of(drawing)}
    assert [code for code, name in named.items() if name in re.split(", ?", listed)] == []


def test_a_page_is_arranged_no_more_than_it_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a list, with one, and with room at the sides, which is not tried again once it has lost."""
    tried: list[float] = []
    placed_page = labelled_page._placed_page

    def counted(
        choropleth: Choropleth, content: LayoutContent, style: LabelStyle, size: Size
    ) -> labelled_page.LabelledPage:
        tried.append(content.sides)
        return placed_page(choropleth, content, style, size)

    monkeypatch.setattr(labelled_page, "_placed_page", counted)
    drawing_of(small_states.snapshot("africa"), RenderOptions())
    assert len(tried) <= 3
    assert sum(side > 0 for side in tried) <= 1
