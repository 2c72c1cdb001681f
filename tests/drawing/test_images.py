"""Images of blocs: upright, cut to cover, small enough to embed, credited, and refused with a reason."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from re import escape

import gate
import moments
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mapgen.drawing.images import BlocImage, read_image
from mapgen.drawing.primitives import Border, Drawing, Patch, Picture
from mapgen.drawing.sizes import NAMED, Size
from mapgen.errors import InputError
from mapgen.pens.svg import svg_document
from mapgen.pipeline import drawing_of
from mapgen.render_options import RenderOptions


def saved(path: Path, size: tuple[int, int] = (60, 40), colour: str = "#aa5533", **how: object) -> Path:
    """Save an image of one colour."""
    Image.new("RGB", size, colour).save(path, **how)  # type: ignore[arg-type]
    return path


def noisy(path: Path, size: tuple[int, int] = (1500, 1500)) -> Path:
    """Save the hardest image to make small."""
    Image.effect_noise(size, 200).convert("RGB").save(path)
    return path


def drawn(images: dict[str, Path], size: Size = NAMED["article"], **options: object) -> Drawing:
    """Return a map with images, each with its credit."""
    image_credits = {side: f"{side.capitalize()} Painter, CC BY 4.0" for side in images}
    render_options = RenderOptions(images=images, image_credits=image_credits, size=size, **options)  # type: ignore[arg-type]
    return drawing_of(moments.snapshot(moments.KAST), render_options)


def pictures(drawing: Drawing) -> list[Picture]:
    """Return the images on the map."""
    return [one for _, one in drawing.each() if isinstance(one, Picture)]


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_three_formats_are_read(ending: str, tmp_path: Path) -> None:
    """By what is in the file, whatever its name; the hash is the file's."""
    path = saved(tmp_path / f"one.{ending}")
    path.rename(tmp_path / "one.data")
    image = read_image(tmp_path / "one.data", "A. Painter", "#ffffff")
    assert (image.image.size, image.image.mode, image.credit) == ((60, 40), "RGB", "A. Painter")
    assert image.sha256 == hashlib.sha256((tmp_path / "one.data").read_bytes()).hexdigest()


def test_an_image_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    """EXIF orientation 6: the camera was held upright, so that what is stored wide is shown high."""
    exif = Image.Exif()
    exif[0x0112] = 6
    path = saved(tmp_path / "one.jpg", exif=exif)
    assert read_image(path, "", "#ffffff").image.size == (40, 60)


def test_a_moving_image_stands_still(tmp_path: Path) -> None:
    """Its first picture is taken."""
    first, second = Image.new("RGB", (30, 20), "#ff0000"), Image.new("RGB", (30, 20), "#0000ff")
    first.save(tmp_path / "one.webp", save_all=True, append_images=[second], lossless=True)
    assert read_image(tmp_path / "one.webp", "", "#ffffff").image.getpixel((5, 5)) == (255, 0, 0)


def test_the_bloc_shows_through_what_is_transparent(tmp_path: Path) -> None:
    """A hole in an image has the colour of its bloc."""
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(tmp_path / "one.png")
    assert read_image(tmp_path / "one.png", "", "#e8505b").image.getpixel((5, 5)) == (0xE8, 0x50, 0x5B)


def bytes_of(path: Path, data: bytes) -> Path:
    """Write a file."""
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("made", "message"),
    [
        pytest.param(lambda path: path, "one.png: there is no such file", id="missing"),
        pytest.param(lambda path: path.parent, "this is a folder; name a PNG, JPEG or WebP image", id="folder"),
        pytest.param(lambda path: bytes_of(path, b"GIF89a"), "this is no PNG, JPEG or WebP image", id="no image"),
        pytest.param(lambda path: bytes_of(path, b""), "this is no PNG, JPEG or WebP image", id="empty"),
        pytest.param(
            lambda path: bytes_of(path, saved(path).read_bytes()[:60]), "the image is damaged (", id="cut short"
        ),
        pytest.param(
            lambda path: saved(path, (7100, 7100)),
            "the image has 7,100 by 7,100 pixels; at most 50,000,000 are taken, and at most 20,000 on a side, so make "
            "it smaller",
            id="large",
        ),
        pytest.param(
            lambda path: saved(path, (14000, 14000)),
            "the image has too many pixels; at most 50,000,000 are taken, so make it smaller",
            id="larger than Pillow opens",
        ),
        pytest.param(
            lambda path: saved(path, (20_001, 1)),
            "the image has 20,001 by 1 pixels; at most 50,000,000 are taken, and at most 20,000 on a side",
            id="long",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(made: object, message: str, tmp_path: Path) -> None:
    """The message names the file and what would be right."""
    path = made(tmp_path / "one.png")  # type: ignore[operator]
    with pytest.raises(InputError, match=escape(message)):
        read_image(path, "A. Painter", "#ffffff")


@settings(max_examples=10)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(2_000, 40_000))
def test_a_covering_image_keeps_to_its_budget(width: int, height: int, most: int) -> None:
    """It has the aspect of the given size, is as large as the bytes allow, and is the same each time."""
    image = BlocImage(Image.effect_noise((300, 200), 200).convert("RGB"), "", "")
    data = image.covering((width, height), most)
    assert len(data) <= most
    cover = Image.open(io.BytesIO(data))
    assert cover.width <= width
    assert abs(cover.width * height - cover.height * width) <= max(width, height) * 8
    assert image.covering((width, height), most) == data


def test_an_image_is_cut_around_its_middle() -> None:
    """Not squeezed: of a wide image a square shows the middle."""
    wide = Image.new("RGB", (300, 100), "#0000ff")
    wide.paste("#ff0000", (100, 0, 200, 100))
    image = Image.open(io.BytesIO(BlocImage(wide, "", "").covering((90, 90), 50_000)))
    for spot in ((6, 45), (45, 45), (84, 45)):
        red, _, blue = image.getpixel(spot)  # type: ignore[misc]
        assert (red > 200, blue < 60) == (True, True)


@pytest.mark.parametrize("size", ["article", "og", "phone", "story", "print"])
def test_a_map_with_images_passes_the_gate(size: str, tmp_path: Path) -> None:
    """Labels stand on plates of their bloc's colour, and the key shows what fills it."""
    images = {"left": saved(tmp_path / "left.png"), "right": saved(tmp_path / "right.jpg", colour="#224466")}
    drawing = drawn(images, NAMED[size])
    assert gate.broken_rules(drawing) == []
    assert [one.name for one in pictures(drawing)] == ["left", "right"]
    inside = [text for texts in gate.labels_of(drawing).values() for text in texts if text.anchor == "middle"]
    assert inside
    plates = [plate for one in pictures(drawing) for plate in one.plates]
    for text in inside:
        assert any(gate.shapely.box(*plate).contains(gate.box_of(text)) for plate in plates)


def test_an_image_covers_its_bloc(tmp_path: Path) -> None:
    """All of it, from the westernmost to the easternmost shore, and nothing that is not its own."""
    drawing = drawn({"left": saved(tmp_path / "left.png")})
    (picture,) = pictures(drawing)
    members = [entry.iso3 for entry in moments.snapshot(moments.KAST).entries if entry.bloc == "left"]
    assert {area.iso3 for area in gate.areas(drawing) if area.picture} == set(members)
    land = gate.shapely.union_all([gate.land(drawing)[code] for code in members])
    assert picture.box == pytest.approx(land.bounds, abs=0.01)
    assert gate.filled(drawing.shapes[picture.path].data).area == pytest.approx(
        sum(gate.filled(drawing.shapes[code].data).area for code in members)
    )


def test_elects_keep_their_stripes(tmp_path: Path) -> None:
    """Chile's are drawn above the image."""
    drawing = drawn({"right": saved(tmp_path / "right.png")})
    chile = next(area for area in gate.areas(drawing) if area.iso3 == "CHL")
    assert chile.picture == "right"
    assert chile.hatch
    order = [one for _, one in drawing.each()]
    assert order.index(pictures(drawing)[0]) < order.index(chile)


@pytest.mark.parametrize(("lang", "bloc"), [("en", "Left"), ("es", "Izquierda"), ("pt", "Esquerda")])
def test_the_notes_say_whose_it_is(lang: str, bloc: str, tmp_path: Path) -> None:
    """In the words of the language; the metadata name the file by its hash."""
    path = saved(tmp_path / "left.png")
    drawing = drawn({"left": path}, lang=lang)
    notes = " ".join(text.text for text in drawing.texts if text.role == "note")
    assert f"{bloc}: Left Painter, CC BY 4.0." in notes
    assert f"image.left=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" in drawing.metadata["options"]


@pytest.mark.parametrize("theme", ["newsprint", "poster", "poster-dark"])
def test_the_coast_of_an_image_is_seen(theme: str, tmp_path: Path) -> None:
    """A white image on a white page has a line around its land in the colour of its bloc, below it and both images."""
    images = {side: saved(tmp_path / f"{side}.png", colour="#ffffff") for side in ("left", "right")}
    marks = drawn(images, theme=theme).layers["territories"]
    first = min(number for number, one in enumerate(marks) if isinstance(one, Picture))
    lines = {one.path: (one.colour, one.width) for one in marks[:first] if isinstance(one, Border)}
    for picture in (one for one in marks if isinstance(one, Picture)):
        colour, width = lines[picture.path]
        assert colour == picture.ground
        assert width / 2 >= 0.9  # half of it lies below the image


def test_an_svg_with_images_stays_under_a_megabyte(tmp_path: Path) -> None:
    """Whatever the images: two of pure noise, on the page made for print."""
    images = {side: noisy(tmp_path / f"{side}.png") for side in ("left", "right")}
    drawing = drawn(images, NAMED["print"])
    patches = [one for _, one in drawing.each() if isinstance(one, Patch) and one.image]
    document = svg_document(drawing)
    assert len(document.encode()) < 1_000_000
    assert document.count("<clipPath") == 2
    assert document.count("data:image/jpeg;base64,") == 2 + len(
        patches
    )  # each once, and in the patches of the key and of the list
    assert len(patches) >= 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"images": {"left": "left.png"}}, "image left: say whose image it is: --image-credit left="),
        ({"images": {"left": "left.png"}}, 'in Python, image_credits={"left": "Name, licence"}'),
        ({"image_credits": {"left": "A. Painter"}}, "image credit left: there is no image of that bloc to credit"),
        (
            {"images": {"left": "left.png"}, "image_credits": {"left": "A"}, "classes": 5},
            "image left: images fill blocs; draw the map in 3 classes",
        ),
        (
            {"images": {"centre": "left.png"}, "image_credits": {"centre": "A"}},
            "image centre: no country of this map is in that bloc; leave the image out",
        ),
        (
            {"images": {"left": "left.png"}, "image_credits": {"left": "A"}, "size": Size(240, 240)},
            "size 240x240: no note fits on it, and images must be credited there; choose a larger size",
        ),
    ],
)
def test_an_image_that_this_map_cannot_have_is_refused(
    options: dict[str, object], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a credit, without an image, in five classes, without a bloc, or where the credit has no room."""
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "left.png")
    given = {**options, "images": {side: Path(str(one)) for side, one in dict(options.get("images", {})).items()}}  # type: ignore[call-overload]
    with pytest.raises(InputError, match=escape(message)):
        drawing_of(moments.snapshot(moments.KAST), RenderOptions(**given))
