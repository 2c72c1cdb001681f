"""A poster: the map, slogans or counts beside their blocs, one quiet line at the foot, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from re import escape

import gate
import moments
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from mapgen.drawing.primitives import Area, Drawing, Patch
from mapgen.drawing.sizes import NAMED, Size, parse_size
from mapgen.errors import InputError
from mapgen.pipeline import drawing_of
from mapgen.places.languages import languages
from mapgen.record.snapshots import Status
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme
from mapgen.words.overrides import Overrides

SLOGANS = {
    "en": {"left": "The left in retreat", "right": "Liberty on the march"},
    "es": {"left": "La izquierda retrocede", "right": "La libertad avanza"},
    "pt": {"left": "A esquerda recua", "right": "A liberdade avança"},
}
CLASS_WORDS = {
    "en": ("LEFT", "RIGHT"),
    "es": ("IZQUIERDA", "DERECHA"),
    "pt": ("ESQUERDA", "DIREITA"),
}
ELECT = {"en": "Chile: president-elect", "es": "Chile: aún sin asumir", "pt": "Chile: aguarda posse"}
every_size = pytest.mark.parametrize("size", NAMED)
every_lang = pytest.mark.parametrize("lang", languages())


def drawn(moment: str = moments.KAST, size: str = "article", **options: object) -> Drawing:
    """Return the drawing of a poster; one whose options are all words is made once."""
    plain = all(isinstance(value, str) for value in options.values())
    return kept(moment, size, **options) if plain else made(moment, size, **options)


def made(moment: str, size: str, **options: object) -> Drawing:
    """Return a poster that is drawn anew."""
    given = {"theme": "poster", "size": parse_size(size), **options}
    return drawing_of(moments.snapshot(moment), RenderOptions(**given))  # type: ignore[arg-type]


kept = cache(made)


def said(drawing: Drawing, role: str) -> list[str]:
    """Return the texts of a role."""
    return [text.text for text in drawing.texts if text.role == role]


def foot(drawing: Drawing) -> str:
    """Return the line at the foot."""
    return " ".join(said(drawing, "foot"))


def land_box(drawing: Drawing) -> tuple[float, float, float, float]:
    """Return the box around the map's land."""
    return shapely.unary_union(list(gate.land(drawing).values())).bounds  # type: ignore[no-any-return]


def free_height(size: Size) -> float:
    """Return the height of a page without the parts that stay free."""
    return size.height - 2 * size.inset


@every_lang
@every_size
@pytest.mark.parametrize("with_slogans", [True, False])
def test_it_passes_the_gate(size: str, lang: str, with_slogans: bool) -> None:  # noqa: FBT001 (a parameter)
    """Large type, land, and the line at the foot keep clear of each other, on the page, legible and large enough."""
    drawing = drawn(size=size, lang=lang, slogans=SLOGANS[lang] if with_slogans else {})
    assert gate.broken_rules(drawing) == []
    assert min(text.size for text in drawing.texts) >= NAMED[size].least_type


@every_lang
@every_size
def test_there_is_nothing_else(size: str, lang: str) -> None:
    """No headline, no standfirst, no key, no notes, no names: slogans or counts in one size, and one line."""
    for slogans in (SLOGANS[lang], {}):
        drawing = drawn(size=size, lang=lang, slogans=slogans)
        assert {text.role for text in drawing.texts} == {"foot", "slogan" if slogans else "count"}
        assert not gate.patches(drawing)
        assert len(said(drawing, "foot")) == 1
        if slogans:
            assert len({text.size for text in drawing.texts if text.role == "slogan"}) == 1
    assert sorted(said(drawing, "count")) == sorted(["6", "6", *CLASS_WORDS[lang]])
    assert len({text.size for text in drawing.texts if text.role == "count"}) == 2


@every_lang
@every_size
def test_the_map_has_three_quarters_of_the_height(size: str, lang: str) -> None:
    """At least 0.72 of the page's height, where a wide page allows it too."""
    page = NAMED[size]
    for slogans in (SLOGANS[lang], {}):
        _, top, _, bottom = land_box(drawn(size=size, lang=lang, slogans=slogans))
        assert (bottom - top) / free_height(page) >= 0.72


def bloc_land(drawing: Drawing, bloc: str, moment: str = moments.KAST) -> BaseGeometry:
    """Return the land of a bloc on the page."""
    shapes = gate.land(drawing)
    codes = [entry.iso3 for entry in moments.snapshot(moment).entries if entry.bloc == bloc]
    return shapely.union_all([shapes[code] for code in codes])


@every_lang
@every_size
def test_each_count_stands_by_its_bloc_in_its_colour(size: str, lang: str) -> None:
    """Nearer to its own land than to the other's; the west on the left of the page, the east on its right."""
    drawing, three = drawn(size=size, lang=lang), read_theme("poster").three
    boxes, slack = {}, 0.005 * max(drawing.width, drawing.height)
    for side, opposite in (("left", "right"), ("right", "left")):
        texts = [text for text in drawing.texts if text.role == "count" and text.colour == three[side]]
        assert len(texts) == 2
        boxes[side] = gate.around(texts)
        assert (
            bloc_land(drawing, side).distance(boxes[side]) <= bloc_land(drawing, opposite).distance(boxes[side]) + slack
        )
    assert boxes["right"].bounds[2] < boxes["left"].bounds[0]


@every_lang
@pytest.mark.parametrize("size", ["article", "print", "square", "portrait", "story"])
def test_two_counts_stand_on_one_line(size: str, lang: str) -> None:
    """On a page that is no wider than it is high; in Spanish they are a little smaller for it."""
    lines = [text.y for text in drawn(size=size, lang=lang).texts if text.role == "count" and text.text.isalpha()]
    assert len(lines) == 2
    assert lines[0] == pytest.approx(lines[1], abs=1)


@pytest.mark.parametrize("size", ["article", "phone", "print", "square", "og"])
def test_a_long_slogan_stands_by_its_bloc_too(size: str) -> None:
    """That of the west begins at the left edge and that of the east ends at the right one, below the map or beside."""
    slogans = {"left": "A esquerda recua", "right": "A direita avança em toda a costa do Pacífico"}
    drawing, three = drawn(size=size, lang="pt", slogans=slogans), read_theme("poster").three
    sides = {
        side: gate.around([text for text in drawing.texts if text.role == "slogan" and text.colour == three[side]])
        for side in slogans
    }
    assert sides["right"].bounds[0] < sides["left"].bounds[0]
    assert sides["right"].bounds[2] < sides["left"].bounds[2]


@every_lang
@every_size
def test_no_line_is_one_short_word(size: str, lang: str) -> None:
    """No `La`, no `The` alone: a slogan's lines have at least four letters."""
    lines = said(drawn(size=size, lang=lang, slogans=SLOGANS[lang]), "slogan")
    assert all(len(line) > 3 and line == line.upper() for line in lines)
    assert sorted(" ".join(lines).split()) == sorted(" ".join(SLOGANS[lang].values()).upper().split())


@every_lang
def test_an_elect_is_solid_and_named_in_the_line(lang: str) -> None:
    """Chile has the plain colour of the right, and the line says what it stands for."""
    drawing = drawn(lang=lang)
    fills = {area.iso3: (area.fill, area.hatch) for area in gate.areas(drawing)}
    assert fills["CHL"] == fills["ARG"] == (read_theme("poster").three["right"], ())
    assert ELECT[lang] in foot(drawing)


@pytest.mark.parametrize(
    ("moment", "code", "expected"),
    [
        (moments.PENDING, "BRA", "Brazil"),
        (moments.PERU_VACANT, "PER", "Office vacant: Peru"),
        (moments.NO_DATA, "", "No data: "),
    ],
)
def test_countries_without_a_class_are_quiet_and_named(moment: str, code: str, expected: str) -> None:
    """One grey without any pattern for pending, vacant and unknown; the line says which countries they are."""
    drawing = drawn(moment)
    assert gate.broken_rules(drawing) == []
    unclassed = [one.iso3 for one in moments.snapshot(moment).entries if one.alignment is None]
    quiet = read_theme("poster").statuses[Status.NO_DATA].colour
    assert code in {*unclassed, ""}
    assert {(area.fill, area.hatch) for area in gate.areas(drawing) if area.iso3 in unclassed} == {(quiet, ())}
    assert expected in foot(drawing)


def test_three_blocs_have_three_counts() -> None:
    """Each number has its class's word below it."""
    drawing = drawn(moments.SAGASTI)
    assert gate.broken_rules(drawing) == []
    assert [text for text in said(drawing, "count") if not text.isdigit()] == ["LEFT", "CENTRE", "RIGHT"]


@every_lang
@pytest.mark.parametrize("size", ["og", "x"])
def test_on_a_wide_page_the_third_count_stays_by_the_land(size: str, lang: str) -> None:
    """It has no edge of the page to move from: the right of 2020 stands in the Pacific, by Chile."""
    drawing = drawn("2020-11-16 office", size, lang=lang)
    assert gate.broken_rules(drawing) == []
    colour = read_theme("poster").three["right"]
    texts = [text for text in drawing.texts if text.role == "count" and text.colour == colour]
    shapes = shapely.union_all(list(gate.land(drawing).values()))
    assert shapes.distance(gate.around(texts)) < max(text.size for text in texts)


@pytest.mark.parametrize("size", ["article", "phone", "og", "square"])
def test_five_classes_stand_in_rows(size: str) -> None:
    """More than three numbers stand in order, none over another or over land."""
    drawing = drawn(size=size, classes=5)
    assert gate.broken_rules(drawing) == []
    assert len(said(drawing, "count")) == 2 * 4


def test_patterns_are_explained_by_bars() -> None:
    """With --patterns each number has a bar with the pattern of its class; a page for print has none by itself."""
    drawing = drawn(patterns=True)
    assert gate.broken_rules(drawing) == []
    assert len([one for one in gate.patches(drawing) if one.hatch]) == 2
    assert not any(one.hatch for _, one in drawn(size="print").each() if isinstance(one, (Area, Patch)))


def test_a_title_is_the_users_own() -> None:
    """The tool writes none; with one, a line under it, a credit and a note, all of them stand on the page."""
    texts = Overrides(title="The tide", subtitle="In one picture", credit="Map: Ana.", note="Read on.", source="Desk.")
    drawing = drawn(texts=texts)
    assert gate.broken_rules(drawing) == []
    assert (said(drawing, "headline"), said(drawing, "standfirst")) == (["The tide"], ["In one picture"])
    assert foot(drawing).endswith("Source: Desk · Map: Ana · Read on")
    assert drawing.metadata["title"] == "The tide"


def test_captions_and_metadata_say_all_that_the_picture_leaves_out() -> None:
    """Title, standfirst, source line, alt text and description are those of the same map in another theme."""
    poster, article = drawn(), drawn(theme="newsprint")
    same = ("title", "standfirst", "source-line", "alt", "description", "shows", "sources", "as-of", "basis")
    assert [poster.metadata[name] for name in same] == [article.metadata[name] for name in same]


@every_size
def test_long_credits_break_the_line_and_are_never_cut(size: str) -> None:
    """What a user gives stands whole, in as many lines as it needs, and the tool's own parts give way first."""
    credit = "Photograph: " + "Ana Pérez and the staff of the archive " * 5
    drawing = drawn(size=size, texts=Overrides(credit=credit.strip()))
    assert gate.broken_rules(drawing) == []
    assert credit.strip() in foot(drawing)
    assert "Natural Earth" not in foot(drawing)


def test_pictures_are_credited_at_the_foot(tmp_path: Path) -> None:
    """The credits of both images stand in the line, once each."""
    from PIL import Image

    for name in ("one", "other"):
        Image.new("RGB", (900, 900), "#804040").save(tmp_path / f"{name}.png")
    images = {"left": str(tmp_path / "one.png"), "right": str(tmp_path / "other.png")}
    drawing = drawn(size="square", images=images, image_credits={"left": "Ana Pérez.", "right": "Juan Gómez"})
    assert foot(drawing).endswith("Pictures: Ana Pérez; Juan Gómez")
    assert "Source: mapgen" in foot(drawing)
    assert len(said(drawing, "foot")) <= 2
    assert drawn(images=images, image_credits={"left": "Ana", "right": "Ana"}).texts[-1].text.endswith("Picture: Ana")


def test_a_claim_is_quiet_and_never_hatched() -> None:
    """Its dashed line has the colour of separators; hatching, which only a key could explain, is refused."""
    theme = read_theme("poster")
    assert {one.colour for one in drawn().layers["claims"]} == {theme.page, theme.border}
    message = escape("claim essequibo=hatched: a poster draws it dashed or hidden; choose one of them")
    with pytest.raises(InputError, match=f"^{message}$"):
        drawn(claims={"essequibo": "hatched"})


def test_a_territory_in_the_class_of_no_country_is_explained() -> None:
    """French Guiana as France is the only one of the centre: the line says so."""
    options = RenderOptions(theme="poster", territories={"GUF": "sovereign"})
    drawing = drawing_of(answer(read_source(moments.DATA / "with-sovereigns.toml"), Question()), options)
    assert gate.broken_rules(drawing) == []
    assert "Centre: French Guiana" in foot(drawing)


def test_bars_of_shares_are_refused() -> None:
    """There is no room for them by design, and to leave them out without a word would not be what was asked."""
    with pytest.raises(InputError, match=r'^share area: the theme "poster" draws posters, which have no bars'):
        drawn(shares=("area",))


def test_a_page_without_room_is_refused() -> None:
    """With advice, and no picture of texts alone."""
    message = (
        "^size 200x200: title and line at the foot leave no room for the map; shorten them, or choose a larger size$"
    )
    with pytest.raises(InputError, match=message):
        drawn(size="200x200", texts=Overrides(title=("A title " * 60).strip()))


@pytest.mark.parametrize("size", ["300x800", "1600x400", "250x250"])
@pytest.mark.parametrize("moment", [moments.KAST, moments.SAGASTI])
def test_odd_pages_pass_the_gate(size: str, moment: str) -> None:
    """Long, thin and small pages too."""
    assert gate.broken_rules(drawn(moment, size)) == []


@pytest.mark.parametrize("theme", ["poster", "poster-dark"])
@every_lang
def test_type_of_the_classes_is_never_ink(theme: str, lang: str) -> None:
    """The colours on both grounds are legible in any size, so that large type tells its bloc by its colour."""
    drawing = drawn(theme=theme, size="phone", lang=lang)
    assert read_theme(theme).ink not in {text.colour for text in drawing.texts if text.role == "count"}


@every_lang
@pytest.mark.parametrize("size", ["og", "x"])
def test_on_a_wide_page_counts_stand_close_to_the_land(size: str, lang: str) -> None:
    """No farther than the height of a number."""
    drawing = drawn(size=size, lang=lang)
    shapes = shapely.union_all(list(gate.land(drawing).values()))
    for colour in read_theme("poster").three.values():
        texts = [text for text in drawing.texts if text.role == "count" and text.colour == colour]
        assert not texts or shapes.distance(gate.around(texts)) < max(text.size for text in texts)
