"""A contact sheet of the main map: every named size in every language, one sheet for each theme.

python tests/contact_sheet.py [-o FOLDER]

Look at the sheets after a change of layout, words or colours; each map stands above its size and language.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import mapgen
from mapgen.drawing.sizes import NAMED
from mapgen.drawing.typeface import font_path
from mapgen.places.languages import languages
from mapgen.themes.file import theme_names

KAST = mapgen.Question(as_of=date(2025, 12, 15), basis=mapgen.Basis.ELECTED)
# In pixels: how high a map is on the sheet, the space between maps, and the type below them.
HEIGHT, GAP, TYPE = 640, 24, 18
GROUND, INK = "#8a8a8a", "#111111"
Job = tuple[str, str, str]  # a theme, a language, the name of a size


def drawn(job: Job) -> Image.Image:
    """Return the main map in a theme, a language and a size, as high as the sheet's maps are."""
    theme, lang, size = job
    found = mapgen.render(question=KAST, options=mapgen.RenderOptions(theme=theme, lang=lang, size=NAMED[size]))
    image = Image.open(io.BytesIO(found.png)).convert("RGB")
    return image.resize((round(image.width * HEIGHT / image.height), HEIGHT), Image.Resampling.LANCZOS)


def sheet(maps: dict[Job, Image.Image]) -> Image.Image:
    """Return the maps of a theme in rows of a language and columns of a size, each with its name below it."""
    columns = {size: max(maps[job].width for job in maps if job[2] == size) for size in NAMED}
    row = HEIGHT + GAP + 2 * TYPE
    page = Image.new("RGB", (sum(columns.values()) + GAP * (len(NAMED) + 1), row * len(languages()) + GAP), GROUND)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(font_path()), TYPE)
    for number, lang in enumerate(languages()):
        left, top = GAP, GAP + number * row
        for size, wide in columns.items():
            image = next(image for job, image in maps.items() if job[1:] == (lang, size))
            page.paste(image, (left, top))
            pen.text((left, top + HEIGHT + TYPE // 2), f"{size}, {lang}", INK, font)
            left += wide + GAP
    return page


def sheets(folder: Path) -> Iterator[tuple[Path, int]]:
    """Write the sheet of each theme; yield its path and how many maps are on it."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for theme in theme_names():
            jobs = [(theme, lang, size) for lang, size in product(languages(), NAMED)]
            maps = dict(zip(jobs, pool.map(drawn, jobs), strict=True))
            path = folder / f"{theme}.png"
            sheet(maps).save(path)
            yield path, len(maps)


def main() -> None:
    """Draw the sheets, and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=Path("outputs/contact-sheet"), metavar="FOLDER")
    total = 0
    for path, count in sheets(parser.parse_args().output):
        total += count
        print(path)
    print(f"{total} maps")


if __name__ == "__main__":
    main()
