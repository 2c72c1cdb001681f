"""The Python API: the names that `import mapgen` offers, each loaded when it is first used."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_type_hints

import moments
import pytest
from matplotlib.figure import Figure
from PIL import Image

import mapgen
from mapgen import Basis, InputError, OutputError, Overrides, Question, RenderOptions, Size, render
from mapgen.disk.shipped import shipped_path
from mapgen.errors import listed
from mapgen.pens.formats import ENDINGS
from mapgen.views.view import read_view

SMALL = RenderOptions(size=Size(300, 400))
KAST = Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED)


def test_every_public_name_is_there() -> None:
    """Each name of __all__ exists, has a docstring, and is listed once and in order."""
    assert list(mapgen.__all__) == sorted(set(mapgen.__all__))
    assert dir(mapgen) == mapgen.__all__
    for name in mapgen.__all__:
        assert getattr(mapgen, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """An unknown name fails as in any other module."""
    with pytest.raises(AttributeError, match="module 'mapgen' has no attribute 'rander'"):
        mapgen.rander  # noqa: B018 (the access is what fails)


def test_the_version_is_there() -> None:
    """The version is a number of the usual form."""
    assert [part.isdigit() for part in mapgen.__version__.split(".")] == [True, True, True]


def test_importing_costs_nothing() -> None:
    """`import mapgen` imports nothing but itself: no library, and no module of its own."""
    code = "import sys; before = set(sys.modules); import mapgen; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    new = {name.split(".")[0] for name in done.stdout.split()}
    assert new <= {"mapgen", "__future__", "importlib", "typing", "typing_extensions"} | set(sys.stdlib_module_names)
    assert {name for name in done.stdout.split() if name.startswith("mapgen")} == {"mapgen", "mapgen.version"}


def test_annotations_can_be_resolved() -> None:
    """Tools that read type hints at run time find every one of them."""
    for public in (
        render,
        Question,
        RenderOptions,
        Overrides,
        mapgen.Snapshot,
        mapgen.answer,
        mapgen.read,
        mapgen.compare,
    ):
        assert get_type_hints(public)


def test_a_map_is_drawn_once_and_shown_in_every_way() -> None:
    """A map gives its SVG, its PNG, a figure, and itself to a notebook."""
    made = render(question=KAST, options=SMALL)
    assert made.svg.startswith("<svg ")
    assert made.svg is made.svg
    assert made._repr_svg_() == made.svg
    assert Image.open(io.BytesIO(made.png)).size == (300, 400)
    figure = made.figure()
    assert isinstance(figure, Figure)
    assert len([artist for artist in figure.get_children() if artist.get_gid()]) == 14


def test_a_map_knows_what_it_shows() -> None:
    """A map has its snapshot and its drawing, for further work."""
    made = render(question=KAST, options=SMALL)
    assert made.snapshot.by_code["CHL"].leader == "José Antonio Kast"
    assert made.drawing.metadata["as-of"] == "2025-12-15"


def test_a_source_is_a_path_or_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot file may be named by a path or by text, and keeps its day."""
    monkeypatch.chdir(tmp_path)
    by_path, by_text = (render(source, options=SMALL) for source in (moments.LIST, str(moments.LIST)))
    assert by_path.svg == by_text.svg
    assert by_path.snapshot.coder == "El Ciudadano"


def test_options_are_those_of_the_command_line() -> None:
    """Classes, language, size and texts change the map; defaults are the article in English."""
    made = render(question=KAST, options=RenderOptions(classes=5, lang="pt", texts=Overrides(title="A virada")))
    assert (made.drawing.width, made.drawing.height, made.drawing.factor) == (640, 800, 2)
    assert made.drawing.lang == "pt"
    assert made.drawing.metadata["title"] == "A virada"
    assert made.drawing.metadata["options"] == (
        f"classes=5 theme=newsprint lang=pt labels=names view=un:{read_view('un').own}"
        " territories=FLK:neutral,GUF:neutral claims=essequibo:dashed,marouini:hidden,tigri:hidden"
    )


def test_the_day_is_today_and_the_basis_office() -> None:
    """Without a question a map shows who holds office today."""
    made = render(options=SMALL)
    assert (made.snapshot.as_of, made.snapshot.basis) == (date.today(), Basis.OFFICE)  # noqa: DTZ011 (as mapgen does)


def test_saving_writes_each_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ending gives the format, in capitals too; the paths are returned as they were given."""
    monkeypatch.chdir(tmp_path)
    made = render(question=KAST, options=SMALL)
    assert made.save("a.svg", tmp_path / "deep" / "B.PNG") == (Path("a.svg"), tmp_path / "deep" / "B.PNG")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == made.svg
    assert (tmp_path / "deep" / "B.PNG").read_bytes() == made.png


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("map.gif", InputError, rf'map\.gif: the ending "\.gif" is unknown; write {re.escape(listed(ENDINGS))}'),
        (
            "map.pgn",
            InputError,
            rf'"\.pgn" is unknown; write {re.escape(listed(ENDINGS))}; did you mean "\.png"\?',
        ),
        ("map", InputError, rf'map: the ending "" is unknown; write {re.escape(listed(ENDINGS))}'),
        (".", InputError, r"this is a folder; name a file, such as map\.png"),
        ("file/map.svg", OutputError, r"file/map\.svg: cannot be written, as file is a file and not a folder"),
    ],
)
def test_a_path_that_cannot_be_saved_is_refused(
    path: str, error: type[Exception], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another ending, a folder, or a path below a file: an error that says so, and no file is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(error, match=message):
        render(question=KAST, options=SMALL).save("good.svg", path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (RenderOptions(classes=4), "classes 4: write 3 or 5"),
        (RenderOptions(scale="50"), 'scale "50": write 110m, 50m or 10m; did you mean "50m"?'),
        (RenderOptions(theme="newsprnt"), 'theme "newsprnt": there is no such theme'),
        (RenderOptions(lang="xx"), 'language "xx": there is no such language; there is '),
    ],
)
def test_options_that_cannot_be_drawn_are_refused(options: RenderOptions, message: str) -> None:
    """Options that make no map are errors that say what would be right."""
    with pytest.raises(InputError) as caught:
        render(question=KAST, options=options)
    assert str(caught.value).startswith(message)


def test_a_map_has_its_texts() -> None:
    """Alt text, caption (headline, standfirst, cut notes, source) and description are those of the metadata."""
    made = render(question=KAST, options=RenderOptions(size=Size(300, 400), lang="es"))
    metadata = made.drawing.metadata
    assert made.alt == metadata["alt"]
    assert made.description == metadata["description"]
    assert metadata["notes"]
    assert (
        made.caption == f"{metadata['title']}. {metadata['standfirst']} {metadata['notes']} {metadata['source-line']}"
    )
    titled = render(question=KAST, options=RenderOptions(size=Size(300, 400), texts=Overrides(title="Who governs?")))
    assert titled.caption.startswith(f"Who governs? {titled.drawing.metadata['standfirst']} ")


def test_a_notebook_gets_the_alt_text() -> None:
    """A notebook gets SVG and PNG with the alt text and the size in CSS pixels, and the alt text as plain text."""
    made = render(question=KAST, options=RenderOptions(size=Size(300, 400, 2)))
    data, metadata = made._repr_mimebundle_()
    assert data == {"text/plain": made.alt, "image/svg+xml": made.svg, "image/png": made.png}
    about_image = {"alt": made.alt, "width": 300, "height": 400}
    assert metadata == {"image/svg+xml": about_image, "image/png": about_image}
    assert made._repr_png_() == made.png
    assert list(made._repr_mimebundle_(include={"image/png"})[0]) == ["image/png"]
    assert "image/png" not in made._repr_mimebundle_(exclude={"image/png"})[0]


def test_a_path_without_an_ending_takes_the_format_named(tmp_path: Path) -> None:
    """As matplotlib's savefig does; a folder of that name is refused, and nothing is written."""
    drawn = render(as_of="2025-12-15", size=(300, 400))
    assert drawn.save(tmp_path / "map", format="svg") == (tmp_path / "map",)
    assert (tmp_path / "map").read_text(encoding="utf-8") == drawn.svg
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="this is a folder"):
        drawn.save(tmp_path / "folder", format="svg")
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_map_is_not_saved_over_its_record(tmp_path: Path) -> None:
    """The file that a map is made from is never written, by whatever name."""
    path = tmp_path / "record.svg"
    data = shipped_path("records/south-america-2025-12-13.toml").read_bytes()
    path.write_bytes(data)
    made = mapgen.render(path, as_of="2025-12-15")
    with pytest.raises(InputError, match=r"record\.svg: the map is made from this file, which is never written"):
        made.save(path)
    assert path.read_bytes() == data
