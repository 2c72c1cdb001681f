"""A contact sheet of each host: what the tests saw there, at both widths and in both browsers, side by side.

python tests/host_sheets.py [-o FOLDER]

Run `pytest tests/web/test_host_table.py` first; it leaves its pictures in .screenshots/. Look at the sheets after a
change of snippets.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from mapgen.drawing.typeface import font_path

PICTURES = Path(__file__).parent.parent / ".screenshots" / "test_host_table"
# In pixels of the pictures: the column of a page in a wide window, space, and type.
COLUMN, GAP, TYPE = 380, 16, 16
GROUND, INK = "#8a8a8a", "#111111"


def sheet(pictures: dict[str, Image.Image]) -> Image.Image:
    """Return pictures side by side, each below its name; of wide ones the middle."""
    middles = {name: _middle(one) for name, one in pictures.items()}
    wide = sum(one.width + GAP for one in middles.values()) + GAP
    page = Image.new("RGB", (wide, max(one.height for one in middles.values()) + 2 * GAP + 2 * TYPE), GROUND)
    pen, font, left = ImageDraw.Draw(page), ImageFont.truetype(str(font_path()), TYPE), GAP
    for name, one in middles.items():
        pen.text((left, GAP), name, INK, font)
        page.paste(one, (left, GAP + 2 * TYPE))
        left += one.width + GAP
    return page


def _middle(picture: Image.Image) -> Image.Image:
    left = max(0, (picture.width - COLUMN) // 2)
    return picture.crop((left, 0, picture.width - left, picture.height))


def sheets(folder: Path) -> Iterator[Path]:
    """Write the sheet of each host; yield its path."""
    folder.mkdir(parents=True, exist_ok=True)
    hosts: dict[str, dict[str, Image.Image]] = {}
    for path in sorted(PICTURES.glob("*.png")):
        if found := re.fullmatch(r"([a-z-]+?)-(\d.*-(?:chromium|firefox))", path.stem):
            hosts.setdefault(found[1], {})[found[2]] = Image.open(path)
    for host, pictures in hosts.items():
        path = folder / f"{host}.png"
        sheet(pictures).save(path)
        yield path


def main() -> None:
    """Write the sheets, and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=Path("outputs/host-sheets"), metavar="FOLDER")
    for path in sheets(parser.parse_args().output):
        print(path)


if __name__ == "__main__":
    main()
