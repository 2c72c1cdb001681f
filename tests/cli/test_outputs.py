"""Which files commands write: never an input, and over a file that exists only the same map again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from calling import mapgen
from click.testing import Result

from mapgen.disk.shipped import package_path, shipped_path

pytestmark = pytest.mark.usefixtures("here", "small_embeds")
KAST = ("--as-of", "2025-12-15", "--basis", "elected")
SMALL = ("--size", "300x400", "--scale", "110m")


def render(*arguments: str | Path) -> Result:
    """Draw a small map."""
    return mapgen("render", *KAST, *SMALL, *arguments)


# --- Default names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ((), "south-america-2025-12-15-elected"),
        (("--size", "x"), "south-america-2025-12-15-elected-x"),
        (("--size", "300x400"), "south-america-2025-12-15-elected-300x400"),
        (("--lang", "es"), "south-america-2025-12-15-elected-es"),
        (("--theme", "dark"), "south-america-2025-12-15-elected-dark"),
        (("--scale", "110m"), "south-america-2025-12-15-elected-110m"),
        (
            ("--size", "og", "--lang", "pt", "--theme", "dark", "--scale", "10m"),
            "south-america-2025-12-15-elected-og-pt-dark-10m",
        ),
    ],
)
def test_a_default_name_says_what_is_in_the_file(options: tuple[str, ...], name: str) -> None:
    """The name has region, day and basis, and the size, language, theme and scale that are not the default."""
    assert mapgen("render", *KAST, *options).stdout.splitlines() == [f"outputs/{name}.png", f"outputs/{name}.svg"]


def test_a_card_does_not_overwrite_the_article(here: Path) -> None:
    """A map in another size goes to a file of its own."""
    mapgen("render", *KAST)
    before = (here / "outputs/south-america-2025-12-15-elected.png").read_bytes()
    assert mapgen("render", *KAST, "--size", "x").exit_code == 0
    assert (here / "outputs/south-america-2025-12-15-elected.png").read_bytes() == before


# --- Files that exist ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_the_same_map_is_replaced(ending: str) -> None:
    """A file of ours with the same question is replaced, also by another size, language or theme."""
    assert render("-o", f"map.{ending}").exit_code == 0
    assert render("-o", f"map.{ending}", "--lang", "es", "--theme", "dark", "--title", "Hoy").exit_code == 0
    assert render("-o", f"map.{ending}").exit_code == 0


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_map_of_another_question_is_kept(ending: str, here: Path) -> None:
    """A map of another day is not replaced; the message says what it shows and a name that is free."""
    assert render("-o", f"map.{ending}").exit_code == 0
    before = (here / f"map.{ending}").read_bytes()
    (here / f"map-2.{ending}").touch()
    done = mapgen("render", "--as-of", "2026-04-01", *SMALL, "-o", f"map.{ending}", "-o", "new.svg")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[1] == (
        f"mapgen: map.{ending}: is there already and shows something else (the record shipped with mapgen, of "
        f"2026-10-07, south-america, 2025-12-15, elected); nothing is written. Write -o map-3.{ending}, or replace "
        "by --force"
    )
    assert (here / f"map.{ending}").read_bytes() == before
    assert not (here / "new.svg").exists()
    assert mapgen("render", "--as-of", "2026-04-01", *SMALL, "-o", f"map.{ending}", "--force").exit_code == 0
    assert (here / f"map.{ending}").read_bytes() != before


def test_the_map_of_another_record_is_kept(here: Path) -> None:
    """The map of the folder's record does not replace the shipped record's of the same day."""
    assert render("-o", "map.svg").exit_code == 0
    text = shipped_path("records/south-america.toml").read_text(encoding="utf-8")
    (here / "record.toml").write_text(f"{text}\n# Ours.\n", encoding="utf-8")
    done = render("-o", "map.svg")
    assert done.exit_code == 2
    assert "shows something else (the record shipped with mapgen" in done.stderr


def test_a_record_of_the_same_name_is_another_record(here: Path) -> None:
    """The map of b/record.toml does not replace that of a/record.toml."""
    for folder in ("a", "b"):
        (here / folder).mkdir()
        text = shipped_path("records/south-america.toml").read_text(encoding="utf-8")
        (here / folder / "record.toml").write_text(f"{text}\n# Of {folder}.\n", encoding="utf-8")
    assert mapgen("render", "a/record.toml", *KAST, *SMALL, "-o", "map.png").exit_code == 0
    done = mapgen("render", "b/record.toml", *KAST, *SMALL, "-o", "map.png")
    assert done.exit_code == 2
    assert "shows something else (a/record.toml, south-america" in done.stderr


def test_an_edited_record_replaces_its_map(here: Path) -> None:
    """The map of a record is replaced by the map of the same file after an edit."""
    path = here / "record.toml"
    text = shipped_path("records/south-america.toml").read_text(encoding="utf-8")
    path.write_text(f"{text}\n# Ours.\n", encoding="utf-8")
    assert render("-o", "map.svg").exit_code == 0
    path.write_text(text.replace("José Antonio Kast", "J. A. Kast"), encoding="utf-8")
    assert render("-o", "map.svg").exit_code == 0
    assert "J. A. Kast" in (here / "map.svg").read_text(encoding="utf-8")


def test_a_map_that_was_altered_is_kept(here: Path) -> None:
    """A map that somebody has retouched is not lost."""
    assert render("-o", "map.svg").exit_code == 0
    path = here / "map.svg"
    path.write_text(path.read_text(encoding="utf-8").replace("Chile", "CHILE"), encoding="utf-8")
    done = render("-o", "map.svg")
    assert done.exit_code == 2
    assert "map.svg: was altered since mapgen made it" in done.stderr


@pytest.mark.parametrize("content", [b"", b"not ours", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a"])
def test_a_file_that_is_not_ours_is_kept(content: bytes, here: Path) -> None:
    """A file that mapgen did not make stays as it is."""
    (here / "map.svg").write_bytes(content)
    done = render("-o", "map.svg")
    assert (done.exit_code, (here / "map.svg").read_bytes()) == (2, content)
    assert "map.svg: is there already, and mapgen did not make it" in done.stderr


def test_todays_map_is_replaced_tomorrow(here: Path) -> None:
    """Without --as-of, the map of an earlier day that was made on that day is the same one; made later, it is not."""
    assert mapgen("render", *SMALL, "--as-of", "2026-10-01", "-o", "map.svg").exit_code == 0
    made = time.mktime((2026, 10, 1, 12, 0, 0, 0, 0, -1))
    assert mapgen("render", *SMALL, "-o", "map.svg").exit_code == 2
    os.utime(here / "map.svg", (made, made))
    assert mapgen("render", *SMALL, "-o", "map.svg").exit_code == 0


STRIP = ("timeline", "--format", "strip")


@pytest.mark.parametrize(
    ("command", "first", "second", "name"),
    [
        (STRIP, ["--to", "2025-12-31"], ["--to", "2025-06-30"], "map.svg"),
        (("timeline", "--seconds", "1"), ["--to", "1999-12-31"], ["--to", "1999-06-30"], "map.gif"),
        (("timeline",), ["--to", "1999-12-31"], ["--to", "1999-06-30"], "map.webp"),
        (("timeline", "--seconds", "1"), ["--to", "1999-12-31"], ["--to", "1999-06-30"], "map.mp4"),
        (("page", "--to", "2025-12-31"), ["--from", "2025-01-01"], ["--from", "2025-06-01"], "map.html"),
        (("compare",), ["2021-12-31", "2025-12-31"], ["2022-12-31", "2025-12-31"], "map.svg"),
    ],
)
def test_other_commands_keep_files_too(
    command: tuple[str, ...], first: list[str], second: list[str], name: str
) -> None:
    """The rule is the same for timelines, pages and comparisons: the same question again, and no other."""
    more = ["--scale", "110m", "-o", name]
    assert mapgen(*command, *first, *more).exit_code == 0
    assert mapgen(*command, *first, *more, "--theme", "dark").exit_code == 0
    done = mapgen(*command, *second, *more)
    assert done.exit_code == 2
    assert f"{name}: is there already and shows something else" in done.stderr


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_table_is_replaced_by_the_same_table(ending: str, here: Path) -> None:
    """A table of the same record, day and basis is replaced; one of another day, and another file, is kept."""
    name = f"table.{ending}"
    assert mapgen("show", *KAST, "-o", name).exit_code == 0
    assert mapgen("show", *KAST, "-o", name).exit_code == 0
    done = mapgen("show", "--as-of", "2025-12-15", "-o", name)
    assert done.exit_code == 2
    assert f"{name}: is there already and shows something else (the record shipped with mapgen" in done.stderr
    (here / name).write_text("[1]", encoding="utf-8")
    done = mapgen("show", *KAST, "-o", name)
    assert (done.exit_code, (here / name).read_text(encoding="utf-8")) == (2, "[1]")


def test_a_table_that_was_edited_is_kept(here: Path) -> None:
    """A table in which somebody has written is not lost."""
    assert mapgen("show", *KAST, "-o", "table.csv").exit_code == 0
    path = here / "table.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Milei", "Milei (checked)"), encoding="utf-8")
    done = mapgen("show", *KAST, "-o", "table.csv")
    assert done.exit_code == 2
    assert "table.csv: was altered since mapgen made it (it is not as mapgen has written it here)" in done.stderr


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_an_animation_that_was_edited_is_kept(ending: str, here: Path) -> None:
    """An animation whose bytes changed is not lost, although its metadata stand."""
    name = f"map.{ending}"
    again = ("timeline", "--to", "1998-12-31", "--scale", "110m", "-o", name)
    assert mapgen(*again).exit_code == 0
    assert mapgen(*again, "--theme", "dark").exit_code == 0
    with (here / name).open("ab") as file:
        file.write(b"x")
    done = mapgen(*again)
    assert done.exit_code == 2
    assert f"{name}: was altered since mapgen made it" in done.stderr


def test_grids_of_other_days_are_other_grids() -> None:
    """A grid is called by its own first and last day; one more day between them makes another question."""
    grid = ("timeline", "--format", "grid", "--scale", "110m", "--date", "2024-01-01", "--date", "2025-01-01")
    names = [f"outputs/south-america-2024-01-01-2025-01-01-grid-110m.{ending}" for ending in ("png", "svg")]
    assert mapgen(*grid).stdout.splitlines() == names
    done = mapgen(*grid, "--date", "2024-06-01")
    assert done.exit_code == 2
    assert f"{names[0]}: is there already and shows something else" in done.stderr


def test_a_link_stays_a_link(here: Path) -> None:
    """An output that is a link is written where the link leads; a link to itself is refused in words."""
    (here / "real").mkdir()
    (here / "map.svg").symlink_to("real/map.svg")
    (here / "loop.svg").symlink_to("loop.svg")
    assert render("-o", "map.svg").exit_code == 0
    assert (here / "map.svg").is_symlink()
    assert (here / "real" / "map.svg").read_text(encoding="utf-8").startswith("<svg ")
    done = render("-o", "loop.svg")
    assert done.exit_code == 2
    assert "loop.svg: cannot be looked up" in done.stderr


def test_an_embed_proposes_another_folder() -> None:
    """The page of another embed is not replaced; a live embed of another day replaces its own."""
    embed = ("embed", "--scale", "110m", "-o", "e")
    assert mapgen(*embed, *KAST).exit_code == 0
    done = mapgen(*embed, "--as-of", "2026-04-01")
    assert done.exit_code == 2
    assert "Write -o e-2, or replace by --force" in done.stderr
    live = ("embed", "--scale", "110m", "--live", "-o", "live")
    assert mapgen(*live, "--as-of", "2025-12-15").exit_code == 0
    assert mapgen(*live, "--as-of", "2026-04-01").exit_code == 0


@pytest.mark.parametrize("path", ["", " "])
@pytest.mark.parametrize("command", ["embed -o", "commons -o", "page -o", "render -o", "export --package", "init"])
def test_an_empty_path_is_refused(command: str, path: str, here: Path) -> None:
    """A variable that is not set would mean the current folder: the message says so, and nothing is written there."""
    done = mapgen(*command.split(), path)
    assert done.exit_code == 2
    assert f'"{path}" is empty; write a path, or "." for the current folder.' in done.stderr
    assert list(here.iterdir()) == []


# --- Inputs ----------------------------------------------------------------------------------------------------


def theme(path: Path) -> str:
    """Write a theme of one's own."""
    path.write_bytes(package_path("themes/newsprint.toml").read_bytes())
    return str(path)


def test_a_source_is_never_an_output(here: Path) -> None:
    """A source, by its name, by a link or by another spelling of its path, is not written over, even with --force."""
    source = here / "s.svg"
    source.write_bytes(shipped_path("records/south-america-2025-12-13.toml").read_bytes())
    (here / "link.svg").symlink_to(source)
    os.link(source, here / "hard.svg")
    before = source.read_bytes()
    for name in ("s.svg", "link.svg", "hard.svg", "x/../s.svg", "S.svg"):
        (here / "x").mkdir(exist_ok=True)
        done = mapgen("render", "s.svg", "--as-of", "2025-12-15", *SMALL, "-o", name, "--force")
        assert done.exit_code == 2
        assert f"mapgen: {name}: it is the input s.svg, which is never written; name another file" in done.stderr
    assert source.read_bytes() == before


def test_a_page_is_not_written_over_its_record(here: Path) -> None:
    """The record of a page is never its output."""
    source = here / "p.html"
    source.write_bytes(shipped_path("records/south-america-2025-12-13.toml").read_bytes())
    done = mapgen("page", "p.html", "--force", "-o", "p.html")
    assert (done.exit_code, source.read_bytes()[:8]) == (2, b"#:schema")


def test_images_and_themes_are_never_outputs(here: Path) -> None:
    """An image that fills a side is not the output of the map."""
    assert render("-o", "photo.png").exit_code == 0
    done = render("--image", "left=photo.png", "--image-credit", "left=Us", "-o", "photo.png", "--force")
    assert done.exit_code == 2
    assert "mapgen: photo.png: it is the input photo.png" in done.stderr
    name = theme(here / "mine.toml")
    assert render("--theme", name, "-o", "map.svg").exit_code == 0


def test_a_comparison_is_not_written_over_an_operand(here: Path) -> None:
    """A file that is compared is not the output."""
    source = here / "a.svg"
    source.write_bytes(shipped_path("records/south-america-2025-12-13.toml").read_bytes())
    done = mapgen("compare", "a.svg@2025-12-13", "a.svg@2025-12-20", "-o", "a.svg", "--force")
    assert done.exit_code == 2
    assert "a.svg: it is the input a.svg" in done.stderr


@pytest.mark.parametrize("names", [("A.svg", "a.svg"), ("a.svg", "x/../a.svg"), ("a.svg", "link.svg")])
def test_two_names_of_one_file_are_one_output(names: tuple[str, str], here: Path) -> None:
    """Names that differ in case alone, detours and links count as one file: nothing is written."""
    (here / "x").mkdir()
    (here / "link.svg").symlink_to(here / "a.svg")
    done = render("-o", names[0], "-o", names[1])
    assert done.exit_code == 2
    assert f"mapgen: {names[1]}: it is the same file as {names[0]}, or is on some disks; name it once" in done.stderr
    assert not (here / "a.svg").exists()


# --- Manifests -------------------------------------------------------------------------------------------------


def batch(here: Path, text: str) -> Result:
    """Run a manifest."""
    (here / "maps").mkdir(exist_ok=True)
    (here / "maps" / "maps.toml").write_text(text, encoding="utf-8")
    return mapgen("batch", "maps/maps.toml")


HEAD = '[[map]]\nas_of = 2025-12-15\nscale = "110m"\nformats = "svg"\n'


@pytest.mark.parametrize("name", ["../../escaped", "/escaped", "x/../../../escaped"])
def test_a_name_stays_in_the_folder_of_the_manifest(name: str, here: Path) -> None:
    """The name of a map leads nowhere else."""
    done = batch(here, f'{HEAD}name = "{name}"\noutput = "{{name}}.{{format}}"\n')
    assert done.exit_code == 2
    assert "is outside the manifest's folder; its folder belongs into `output`" in done.stderr


def test_an_output_may_say_another_folder(here: Path) -> None:
    """A path in `output` may lead outside."""
    done = batch(here, f'{HEAD}name = "a"\noutput = "../elsewhere/{{name}}.{{format}}"\n')
    assert done.exit_code == 0
    assert (here / "elsewhere" / "a.svg").is_file()


def test_two_maps_of_a_manifest_are_two_files(here: Path) -> None:
    """Names that differ in case alone are two maps for one file."""
    done = batch(here, f'{HEAD}output = "a.{{format}}"\n{HEAD}output = "A.{{format}}"\n')
    assert done.exit_code == 2
    assert "two maps and [[map]] 1 would both be maps/A.svg" in done.stderr


def test_a_manifest_does_not_write_over_its_inputs(here: Path) -> None:
    """A map is not written over the record that it is drawn from."""
    (here / "maps").mkdir()
    source = here / "maps" / "r.svg"
    source.write_bytes(shipped_path("records/south-america-2025-12-13.toml").read_bytes())
    done = batch(here, f'{HEAD}source = "r.svg"\noutput = "r.{{format}}"\n')
    assert done.exit_code == 2
    assert "would be written over maps/r.svg, which the manifest reads; change `output`" in done.stderr


def test_a_manifest_keeps_a_file_that_is_not_ours(here: Path) -> None:
    """A file that no batch made is kept, and the map fails with the reason; --force draws it."""
    (here / "maps").mkdir()
    (here / "maps" / "a.svg").write_bytes(b"not ours")
    done = batch(here, f'{HEAD}output = "a.{{format}}"\n')
    assert (done.exit_code, (here / "maps" / "a.svg").read_bytes()) == (2, b"not ours")
    (line,) = [line for line in done.stderr.splitlines() if "a.svg" in line]
    assert line.startswith("mapgen: maps/a.svg: is there already, and mapgen did not make it, or")
    dry = mapgen("batch", "maps/maps.toml", "--dry-run")
    assert dry.stdout == "maps/a.svg: new; the file that is there is replaced only by the same map\n"
    assert mapgen("batch", "maps/maps.toml", "--force").exit_code == 0
