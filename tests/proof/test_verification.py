"""`mapgen verify`: what it says of files that are untouched, outdated, altered or somebody else's."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from matplotlib.figure import Figure
from notes import READ_SHIPPED
from PIL import Image

from mapgen.cli.main import main
from mapgen.digests.digest import PACKED
from mapgen.disk.shipped import shipped_path

KINDS = ("map.png", "map.svg", "map.pdf", "page.html")
OTHERS = ("grid.svg", "grid.png", "strip.svg", "strip.pdf", "change.svg", "change.png", "check.svg")
CHECKSUM = "not signed: a checksum shows edits, and not who made a file"
DAY = ("--as-of", "2025-12-15", "--basis", "elected")


def run(*arguments: str) -> Result:
    """Run mapgen in this process."""
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a record and a file of each kind that was made from it."""
    folder = tmp_path_factory.mktemp("made")
    record = str(folder / "record.toml")
    shutil.copy(shipped_path("records/south-america.toml"), record)
    outputs = {name: str(folder / name) for name in (*KINDS, *OTHERS)}
    date_range = ("--from", "2019-01-01", "--to", "2025-12-31")
    calls = [
        ("render", record, *DAY, *(part for name in KINDS[:3] for part in ("-o", outputs[name]))),
        ("page", record, *DAY, "--from", "2024-01-01", "--to", "2025-12-31", "-o", outputs["page.html"]),
        ("timeline", record, *date_range, "--format", "grid", "-o", outputs["grid.svg"], "-o", outputs["grid.png"]),
        ("timeline", record, *date_range, "--format", "strip", "-o", outputs["strip.svg"], "-o", outputs["strip.pdf"]),
        (
            "compare",
            f"{record}@2021-12-31",
            f"{record}@2025-12-31",
            "-o",
            outputs["change.svg"],
            "-o",
            outputs["change.png"],
        ),
        ("compare", "el-ciudadano-2025-12-15", f"{record}/office", "--recreate", "-o", outputs["check.svg"]),
    ]
    for call in calls:
        done = run(*call)
        assert done.exit_code == 0, done.stderr
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enter a folder with copies of them all."""
    folder = tmp_path / "desk"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


def verify(*arguments: str) -> Result:
    """Run `mapgen verify`, against the folder's record."""
    return run("verify", "--record", "record.toml", *arguments)


def edit(change: Callable[[str], str], path: str = "record.toml") -> None:
    """Change a text file, which must make a difference."""
    text = Path(path).read_text(encoding="utf-8")
    assert change(text) != text
    Path(path).write_text(change(text), encoding="utf-8", newline="")


def of_chile(text: str, old: str, new: str) -> str:
    """Return a record in which something is different in the government of José Antonio Kast."""
    before, mark, after = text.partition('leader    = "José Antonio Kast"')
    assert old in after
    return before + mark + after.replace(old, new, 1)


# --- Untouched --------------------------------------------------------------------------------------------------


def test_what_was_just_made_is_unchanged(desk: Path) -> None:
    """Each kind of file, in one call, with exit code 0."""
    done = verify(*KINDS, *OTHERS, "--record", str(shipped_path("snapshots/el-ciudadano-2025-12-15.toml")))
    assert (done.exit_code, done.stdout.splitlines()) == (0, [f"{name}: unchanged" for name in (*KINDS, *OTHERS)])
    assert done.stderr.splitlines()[-1] == f"11 files: 11 unchanged (11 {CHECKSUM})"
    assert desk.is_dir()


@pytest.mark.usefixtures("desk")
def test_without_a_record_the_shipped_ones_are_asked() -> None:
    """A file names its record, and of the shipped record and lists the one of that name is taken."""
    done = run("verify", *KINDS, "check.svg")
    assert (done.exit_code, done.stdout.count("unchanged")) == (0, 5)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "\n# A remark.\n",
        lambda text: text.replace('en = "Governments of South America"', 'en = "Ours"'),
        lambda text: text.replace("URY = 2026", "URY = 2025", 1),
        lambda text: re.sub(r'leader    = "Eduardo Frei Ruiz-Tagle"', 'leader    = "E. Frei"', text),
    ],
)
def test_an_edit_of_what_is_not_shown_touches_no_file(change: Callable[[str], str]) -> None:
    """A remark, another title, a review, a government of 1998, a ground given for a class: nothing shown differs."""
    edit(change)
    done = verify(*KINDS, "strip.svg", "change.png")
    assert (done.exit_code, done.stdout.count(": unchanged")) == (0, 6), done.stdout


# --- Outdated ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    ("change", "correction"),
    [
        (lambda text: of_chile(text, 'alignment = "right"', 'alignment = "centre-right"'), "Chile"),
        (lambda text: text.replace('leader    = "José Antonio Kast"', 'leader    = "J. A. Kast"'), "J. A. Kast"),
    ],
)
def test_a_correction_of_displayed_facts_is_reported(name: str, change: Callable[[str], str], correction: str) -> None:
    """With exit code 1, and both what is shown and what the record now says."""
    edit(change)
    done = verify(name)
    assert done.exit_code == 1
    first, *differences = done.stdout.splitlines()
    assert first == f"{name}: outdated"
    assert any(
        correction in line and "shown José Antonio Kast" in line and "the record now says" in line
        for line in differences
    )


@pytest.mark.usefixtures("desk")
def test_a_desk_sees_which_files_a_correction_touches() -> None:
    """A government of 2019 that was never on the map of 2025 touches the pictures of its years alone."""
    edit(lambda text: text.replace('leader    = "Sebastián Piñera"', 'leader    = "S. Piñera"'))
    done = verify("map.png", "map.svg", "grid.png", "strip.svg", "change.svg", "page.html")
    states = dict(line.split(": ") for line in done.stdout.splitlines() if not line.startswith(" "))
    assert states == {
        "map.png": "unchanged",
        "map.svg": "unchanged",
        "grid.png": "outdated",
        "strip.svg": "outdated",
        "change.svg": "outdated",
        "page.html": "unchanged",
    }
    assert done.exit_code == 1


@pytest.mark.usefixtures("desk")
def test_json_says_the_same() -> None:
    """Each file with its verdict, its differences as values and words, and what it is of."""
    edit(lambda text: of_chile(text, 'alignment = "right"', 'alignment = "centre"'))
    done = verify("map.svg", "--format", "json")
    (proof,) = json.loads(done.stdout)
    assert (done.exit_code, proof["verdict"], proof["file"]) == (1, "outdated", "map.svg")
    (correction,) = proof["corrections"]
    assert (correction["iso3"], correction["shown"]["alignment"], correction["now"]["alignment"]) == (
        "CHL",
        "right",
        "centre",
    )
    assert proof["facts"]["as-of"] == "2025-12-15"


# --- Altered ----------------------------------------------------------------------------------------------------


def _pixel(path: Path) -> None:
    image = Image.open(path)
    chunks = Image.open(path).text  # type: ignore[attr-defined] (of PNG files)
    image.load()
    image.putpixel((600, 500), (0, 255, 0))
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    for key, value in chunks.items():
        info.add_itxt(key, value)
    image.save(path, pnginfo=info)


def _cropped(path: Path) -> None:
    image = Image.open(path)
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    for key, value in image.text.items():  # type: ignore[attr-defined]
        info.add_itxt(key, value)
    image.crop((0, 0, 800, 1600)).save(path, pnginfo=info)


def _text(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        edit(lambda text: text.replace(old, new, 1), str(path))

    return change


def _colour(path: Path) -> None:
    edit(
        lambda text: re.sub(r'(data-iso3="BRA".*?fill=")#[0-9a-f]{6}', r"\1#00aa00", text, count=1, flags=re.DOTALL),
        str(path),
    )


def _datum(path: Path) -> None:
    def change(text: str) -> str:
        before, mark, after = text.partition('id="mg-data">')
        return before + mark + after.replace("Gabriel Boric", "Gabriel Borić", 1)

    edit(change, str(path))


def _pdf(path: Path) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_coalesce()
        stream = pdf.pages[0].Contents
        data = stream.read_bytes()
        stream.write(data.replace(b"0.909804", b"0.1", 1) + b"\n0 0 m 9 9 l S")
        pdf.save(path)


@pytest.mark.parametrize(
    ("name", "change", "where"),
    [
        ("map.png", _pixel, "its picture, 41 to 50% from the left and 31 to 37% from the top"),
        ("map.png", _cropped, "its size, now 800 by 1600 pixels"),
        ("map.svg", _colour, "the colour of Brazil"),
        ("map.svg", _text(">Brazil<", ">Brasil<"), 'the label "Brasil"'),
        ("map.svg", _text("six on the left, six on the right", "six on the left, seven on the right"), "the"),
        ("map.svg", _text('<mg:fact name="as-of">2025', '<mg:fact name="as-of">2024'), 'the fact "as-of"'),
        ("map.svg", _text('"all":"', '"all":"x'), "altered"),
        ("map.pdf", _pdf, "what page 1 draws"),
        ("page.html", _text("<h1", "<p>Added</p><h1"), "its markup"),
        ("page.html", _datum, "in its data"),
        ("grid.svg", _colour, "a shape of the territories"),
    ],
)
def test_an_alteration_is_reported_with_its_place(
    desk: Path, name: str, change: Callable[[Path], None], where: str
) -> None:
    """Exit code 1, and where it can be said, where."""
    change(desk / name)
    done = verify(name)
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{name}: altered\n")
    assert where in done.stdout


@pytest.mark.usefixtures("desk")
def test_an_altered_file_can_be_outdated_too() -> None:
    """Both are reported."""
    edit(lambda text: text.replace(">Brazil<", ">Brasil<", 1), "map.svg")
    edit(lambda text: of_chile(text, 'alignment = "right"', 'alignment = "centre"'))
    done = verify("map.svg")
    assert done.stdout.splitlines()[0] == "map.svg: altered"
    assert "the record now says" in done.stdout


def test_what_changes_no_content_is_re_encoded(desk: Path) -> None:
    """Ends of lines, and pixels or streams that were packed anew, change bytes, and nothing that anybody sees."""
    for name in ("map.svg", "page.html"):
        path = desk / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    _repacked(desk / "map.png")
    names = ("map.png", "map.svg", "page.html")
    done = verify(*names)
    assert (done.exit_code, done.stdout.count(": re-encoded")) == (1, len(names)), done.stdout


def test_a_pdf_that_was_packed_anew_is_re_encoded(desk: Path) -> None:
    """A verdict of its own, with exit code 1: its bytes differ, its content does not."""
    with pikepdf.open(desk / "map.pdf", allow_overwriting_input=True) as pdf:
        pdf.save(desk / "map.pdf", recompress_flate=True, linearize=True)
    done = verify("map.pdf")
    assert (done.exit_code, done.stdout) == (1, f"map.pdf: re-encoded\n  {PACKED}\n")


def _repacked(path: Path) -> None:
    """Write a PNG with its pixels packed less tightly, as an optimiser would more."""
    data, place, chunks, pixels = path.read_bytes(), 8, [], b""
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, chunk = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += 12 + length
        if kind == b"IDAT":
            pixels += chunk
        else:
            chunks.append((kind, chunk))
    chunks.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(pixels), 1)))
    written = [
        len(one).to_bytes(4, "big") + kind + one + zlib.crc32(kind + one).to_bytes(4, "big") for kind, one in chunks
    ]
    path.write_bytes(data[:8] + b"".join(written))


# --- Somebody else's --------------------------------------------------------------------------------------------


def _foreign(folder: Path) -> dict[str, str]:
    """Write files that are not ours, and return what is to be said of each."""
    figure = Figure()
    figure.savefig(folder / "theirs.png")
    figure.savefig(folder / "theirs.svg")
    figure.savefig(folder / "theirs.pdf")
    (folder / "theirs.html").write_text("<!doctype html><html><body>Hello</body></html>")
    (folder / "empty.png").write_bytes(b"")
    (folder / "binary.svg").write_bytes(os.urandom(1000))
    (folder / "cut.png").write_bytes((folder / "map.png").read_bytes()[:3000])
    (folder / "cut.svg").write_bytes((folder / "map.svg").read_bytes()[:3000])
    (folder / "bomb.svg").write_text('<!DOCTYPE x [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>')
    (folder / "folder").mkdir()
    stripped = io.BytesIO()
    Image.open(folder / "map.png").convert("RGB").save(stripped, "PNG")
    (folder / "stripped.png").write_bytes(stripped.getvalue())
    return {
        **dict.fromkeys(
            ("theirs.png", "theirs.svg", "theirs.pdf", "theirs.html", "bomb.svg"),
            "nothing in it says that mapgen made it",
        ),
        "stripped.png": "or its metadata was removed",
        "empty.png": "the file is empty",
        "binary.svg": "neither PNG, SVG, PDF, HTML, GIF, WebP nor MP4",
        "cut.svg": "the SVG cannot be read",
        "folder": "this is a folder; name the files in it",
        "nowhere.png": "there is no such file",
    }


def test_a_foreign_file_cannot_be_judged(desk: Path) -> None:
    """Exit code 2, with why, and never a traceback."""
    for name, why in _foreign(desk).items():
        done = verify(name)
        assert done.exit_code == 2, (name, done.stdout)
        assert done.stdout.startswith(f"{name}: unproven: "), name
        assert why in done.stdout, (name, done.stdout)


@pytest.mark.usefixtures("desk")
def test_the_worst_of_several_files_gives_the_exit_code() -> None:
    """All are reported, in any order."""
    edit(lambda text: text.replace(">Brazil<", ">Brasil<", 1), "map.svg")
    assert verify("map.png", "map.svg").exit_code == 1
    done = verify("nowhere.png", "map.png", "map.svg")
    assert (done.exit_code, len([line for line in done.stdout.splitlines() if line[0] != " "])) == (2, 3)
    assert done.stderr == f"{READ_SHIPPED}3 files: 1 unproven, 1 unchanged, 1 altered (2 {CHECKSUM})\n"


@pytest.mark.usefixtures("desk")
def test_a_record_that_is_not_at_hand_is_asked_for() -> None:
    """A file that shows a list is not held to a record of another kind."""
    edit(lambda text: text.replace("Governments of South America", "Ours"), "map.svg")
    done = run("verify", "map.svg")
    assert done.exit_code == 1
    assert "which is not at hand; name its file with --record" in done.stdout


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(desk: Path) -> None:
    """What a file holds is printed with all that a terminal would obey as numbers."""
    edit(lambda text: text.replace('"leader":"José Antonio Kast"', '"leader":"\\u001b[31mK"', 1), "map.svg")
    name = "odd\x1b[31m.png"
    (desk / name).write_bytes(b"x")
    done = verify("map.svg", name)
    assert "\x1b" not in done.stdout


def test_any_byte_may_be_wrong(desk: Path) -> None:
    """Whatever is cut or turned, it is an answer and never an error."""
    for name in KINDS:
        data = (desk / name).read_bytes()
        for place in range(0, len(data), max(1, len(data) // 12)):
            broken = bytearray(data)
            broken[place] ^= 0x55
            (desk / name).write_bytes(bytes(broken))
            done = verify(name)
            assert done.exception is None or isinstance(done.exception, SystemExit), (name, place)
            assert done.exit_code in {0, 1, 2}
            (desk / name).write_bytes(data[:place])
            done = verify(name)
            assert done.exception is None or isinstance(done.exception, SystemExit), (name, place)
            # What ends within its last marks still shows all it did.
            assert done.exit_code in {1, 2} or place > 0.9 * len(data), (name, place)
