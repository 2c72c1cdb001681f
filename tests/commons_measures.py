"""Print how alike programs draw the SVG for Wikimedia Commons in the typefaces that stand in for ours.

    python tests/commons_measures.py dejavu=FOLDER noto=FOLDER liberation=FOLDER [PROGRAM|REGION …]

Without words all programs draw South America. Each folder holds the files of one typeface, as Debian's
fonts-dejavu-core, fonts-noto-core and fonts-liberation have them; a program that draws sees those alone. `map` is the
part of the map's pixels that differ by more than a sixth from those of our PNG, texts left out. `outside` are pixels of
letters outside of the boxes that the layout has for them, `empty` lines of text of which nothing is drawn. The pictures
are left in .screenshots/commons/: look at them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import small_states
from msgspec.structs import replace
from PIL import Image

from mapgen import Basis, Question, RenderOptions, answer
from mapgen.disk.shipped import shipped_path
from mapgen.drawing.boxes import overlap
from mapgen.drawing.primitives import LAYERS, Box
from mapgen.drawing.stand_ins import widest
from mapgen.pens.png import png_bytes
from mapgen.pipeline import staged
from mapgen.sources.reading import read_source
from mapgen.wikimedia.editions import editions_of
from mapgen.wikimedia.model import Line, Sheet
from mapgen.wikimedia.sheet import SIZE, full_sheet, map_alone
from mapgen.wikimedia.svg import sheet_svg

LANGS = ("en", "es", "pt")
OUT = Path(".screenshots/commons")
# Image pixels for each CSS pixel; how much a channel differs where pixels differ; the pixels around a box of letters.
FACTOR, FAR, AROUND = 2, 42, 3
FONTS = '<?xml version="1.0"?><fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>'
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.int16]]


class Task(NamedTuple):
    """A drawing of a file: in a language, to a PNG, with an environment, and a folder for what a program keeps."""

    svg: Path
    lang: str
    png: Path
    env: Mapping[str, str]
    folder: Path
    size: tuple[int, int]


def librsvg(task: Task) -> list[str]:
    """Return the command of librsvg, which Commons runs."""
    return ["rsvg-convert", "-z", str(FACTOR), "-l", task.lang, "-o", str(task.png), str(task.svg)]


def inkscape(task: Task) -> list[str]:
    """Return the command of Inkscape."""
    return ["inkscape", str(task.svg), "-w", str(task.size[0] * FACTOR), "-o", str(task.png)]


def chromium(task: Task) -> list[str]:
    """Return the command of Chromium."""
    shown = ["--hide-scrollbars", f"--force-device-scale-factor={FACTOR}", "--window-size={},{}".format(*task.size)]
    head = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={task.folder}/chromium"]
    return [
        *head,
        *shown,
        f"--lang={task.lang}",
        f"--accept-lang={task.lang}",
        f"--screenshot={task.png}",
        str(task.svg),
    ]


def firefox(task: Task) -> list[str]:
    """Return the command of Firefox, with a profile for the language and a file of the picture's size.

    Its screenshots have one pixel for each CSS pixel.
    """
    profile, large = task.folder / f"firefox-{task.lang}", task.folder / "large.svg"
    profile.mkdir(exist_ok=True)
    (profile / "user.js").write_text(f'user_pref("intl.accept_languages", "{task.lang}");', encoding="utf-8")
    size, (width, height) = 'width="{}" height="{}" xml:lang', (side * FACTOR for side in task.size)
    small = task.svg.read_text(encoding="utf-8")
    large.write_text(small.replace(size.format(*task.size), size.format(width, height), 1), encoding="utf-8")
    head = ["firefox-esr", "--headless", "--profile", str(profile), f"--window-size={width},{height}"]
    return [*head, "--screenshot", str(task.png), large.as_uri()]


PROGRAMS: Mapping[str, tuple[str, Callable[[Task], list[str]]]] = {
    "librsvg": ("rsvg-convert", librsvg),
    "inkscape": ("inkscape", inkscape),
    "chromium": ("chromium", chromium),
    "firefox": ("firefox-esr", firefox),
}


def drawn(program: str, task: Task) -> Pixels:
    """Return a file as a program draws it."""
    env = {**os.environ, **task.env, "LANGUAGE": task.lang, "HOME": str(task.folder)}
    subprocess.run(PROGRAMS[program][1](task), env=env, check=True, capture_output=True, timeout=180)
    return pixels_of(Image.open(task.png), task.size)


def pixels_of(image: Image.Image, size: tuple[int, int]) -> Pixels:
    """Return the pixels of the page's corner of an image, as large as the page."""
    width, height = (side * FACTOR for side in size)
    return np.asarray(image.convert("RGB").crop((0, 0, width, height))).astype(np.int16)


def differing(first: Pixels, second: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return where two pictures differ."""
    result: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = np.abs(first - second).max(axis=2) > FAR
    return result


def lines_of(sheet: Sheet, lang: str) -> Iterator[Line]:
    """Yield every line of text in a language."""
    for letterings in sheet.letterings.values():
        for lettering in letterings:
            yield from lettering.editions[lang]


def box_of(line: Line) -> Box:
    """Return the box that a line has in the widest typeface."""
    width = widest(line.text, line.bold) * line.size
    width += (widest(line.tail, True) + 0.35) * line.size if line.tail else 0.0  # noqa: FBT003 (as widest has it)
    left = line.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor]
    return left, line.y - 0.92 * line.size, left + width, line.y + 0.26 * line.size


def check_layout(sheet: Sheet) -> None:
    """Stop where a text leaves the page, or meets another, in a language."""
    for lang in LANGS:
        boxes = [box_of(line) for line in lines_of(sheet, lang)]
        narrow = [(box[0], box[1] + 0.2 * (box[3] - box[1]), box[2], box[3]) for box in boxes]
        assert all(box[0] >= 0 and box[2] <= sheet.drawing.width and box[3] <= sheet.drawing.height for box in boxes)
        assert not any(overlap(first, second) for first, second in combinations(narrow, 2))


def measures(sheet: Sheet, lang: str, pictures: tuple[Pixels, Pixels, Pixels]) -> tuple[float, int, int]:
    """Return the part of the map that differs, pixels of letters outside of boxes, and lines without any.

    `pictures` are with texts, without them, and ours without them.
    """
    whole, silent, own = pictures
    left, top, right, bottom = (round(side * FACTOR) for side in sheet.drawing.frame or (0, 0, 1, 1))
    differs = differing(silent, own)[top:bottom, left:right].mean()
    ink = differing(whole, silent)
    outside, empty = ink.copy(), 0
    for line in lines_of(sheet, lang):
        x, y, end, base = (round(side * FACTOR) for side in box_of(line))
        rows, columns = slice(max(0, y - AROUND), base + AROUND), slice(max(0, x - AROUND), end + AROUND)
        empty += not ink[rows, columns].any()
        outside[rows, columns] = False
    return float(differs), int(outside.sum()), empty


def sheets(region: str) -> Iterator[tuple[str, Sheet]]:
    """Yield the two pages of a region: of the main map, or of states that are left, centre and right in turn."""
    question = Question(None, date(2025, 12, 15), Basis.ELECTED)
    record = shipped_path("records/south-america.toml")
    snapshot = answer(read_source(record), question) if region == record.stem else small_states.snapshot(region)
    options = RenderOptions(size=SIZE)
    choropleth, _ = staged(snapshot, options)
    editions = editions_of(snapshot, choropleth, options)
    yield f"{region}-whole", full_sheet(choropleth, editions)
    yield f"{region}-bare", map_alone(choropleth, editions)


def main() -> None:
    """Print the table."""
    OUT.mkdir(parents=True, exist_ok=True)
    folders = dict(argument.split("=", 1) for argument in sys.argv[1:] if "=" in argument)
    words = [argument for argument in sys.argv[1:] if "=" not in argument]
    programs = [name for name in PROGRAMS if name in words] or [*PROGRAMS]
    regions = [word for word in words if word not in PROGRAMS] or ["south-america"]
    print(f"{'page':24}{'program':10}{'typeface':12}{'lang':5}{'map':>9}{'outside':>9}{'empty':>7}")
    with TemporaryDirectory() as temporary:
        for name, sheet in (page for region in regions for page in sheets(region)):
            check_layout(sheet)
            page = Page(name, sheet, Path(temporary))
            for program in programs:
                for row in page.rows(program, folders):
                    print(row, flush=True)


class Page:
    """A page that programs draw."""

    def __init__(self, name: str, sheet: Sheet, folder: Path) -> None:
        self.name, self.sheet, self.folder = name, sheet, folder
        self.size = (round(sheet.drawing.width), round(sheet.drawing.height))
        self.own = pixels_of(Image.open(BytesIO(png_bytes(replace(sheet.drawing, factor=FACTOR)))), self.size)

    def rows(self, program: str, folders: Mapping[str, str]) -> Iterator[str]:
        """Yield a line of the table for each typeface and language; without texts the page is drawn once."""
        silent = None
        for font, folder in folders.items():
            config = self.folder / f"{font}.conf"
            config.write_text(FONTS.format(folder=folder, cache=self.folder / f"cache-{font}"), encoding="utf-8")
            for lang in LANGS:
                way = (program, f"{font}-{lang}", lang)
                silent = self._drawn(Sheet(self.sheet.drawing), way, config) if silent is None else silent
                whole = self._drawn(self.sheet, way, config)
                differs, outside, empty = measures(self.sheet, lang, (whole, silent, self.own))
                yield f"{self.name:24}{program:10}{font:12}{lang:5}{differs:9.3%}{outside:9}{empty:7}"

    def _drawn(self, sheet: Sheet, way: tuple[str, str, str], config: Path) -> Pixels:
        """Return a page as a program draws it."""
        program, name, lang = way
        svg = self.folder / f"{self.name}.svg"
        svg.write_bytes(sheet_svg(sheet, {layer: layer for layer in LAYERS}))
        png = OUT.resolve() / f"{self.name}-{program}-{name}.png"
        return drawn(program, Task(svg, lang, png, {"FONTCONFIG_FILE": str(config)}, self.folder, self.size))


if __name__ == "__main__":
    main()
