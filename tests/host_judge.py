"""What is wrong with a map in a host's page, as a reader has it: seen, whole, as wide as it can be, named, and alone.

Numbers come from the browser; that the map is really there, with every line and label in its place, is judged by a
picture of the page, compared with the embed's own PNGs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from PIL import Image, ImageChops

DATA = Path(__file__).parent / "data" / "hosts"
FACTS, FRAME_FACTS = ((DATA / name).read_text(encoding="utf-8") for name in ("facts.js", "frame_facts.js"))
# How wide a map is at most, in CSS pixels; a mail's column is narrower.
WIDEST, WIDEST_IN_MAIL = 640, 600
# A picture of a page has so many pixels for each CSS pixel.
SCALE = 0.5
# Two pictures of one map, each a grid of patches. Letters are drawn a little otherwise in an SVG than in a PNG: the
# most different patch differed by 15 of 255 at most where all was in its place, and by 34 where labels had moved.
_SMALL, _PATCHES = (40, 50), (8, 10)
UNLIKE = 25
# What stands in scripts, styles and metadata, and in no sentence of ours.
_CODE = re.compile(r"function|=>|[{}]|!important|CDATA|--mg|<[a-z/!]|]]|-->|querySelector|--\w")

Facts = dict[str, Any]


class Reference(Struct, frozen=True):
    """The pictures that a map is compared with, by scheme and by their height for each pixel of width."""

    pictures: Mapping[str, Mapping[float, Image.Image]]

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Reference:
        """Return the pictures among the files of an embed."""
        pictures: dict[str, dict[float, Image.Image]] = {"light": {}, "dark": {}}
        for name, data in files.items():
            if found := re.search(r"-(article-640|phone)(-dark)?(-[0-9a-f]{8})?\.png$", name):
                image = Image.open(io.BytesIO(data)).convert("RGB")
                pictures["dark" if found[2] else "light"][image.height / image.width] = image
        return cls(pictures)

    def unlike(self, seen: Image.Image, scheme: str, proportion: float) -> float:
        """Return how much the most different patch of what is seen differs from the map, of 255.

        What is seen may be the upper part of the map: a frame is scrolled to the rest.
        """
        nearest = min(self.pictures[scheme], key=lambda known: abs(known - proportion))
        known = self.pictures[scheme][nearest]
        part = min(1.0, seen.height / (seen.width * nearest))
        known = known.crop((0, 0, known.width, round(known.height * part)))
        difference = ImageChops.difference(*(one.resize(_SMALL, Image.Resampling.BOX) for one in (seen, known)))
        patches = difference.resize(_PATCHES, Image.Resampling.BOX)
        return float(max(patch for channel in patches.split() for patch in channel.getextrema()))


class Judge(Struct, frozen=True):
    """The rules, for a page whose maps should be in a scheme.

    `scripts` says whether those of snippets run, `margins` how many pixels the page itself keeps beside a figure.
    """

    reference: Reference
    scheme: str = "light"
    scripts: bool = True
    margins: int = 0

    def faults(self, facts: Facts, frames: Sequence[Facts], picture: Image.Image | None) -> list[str]:
        """Return what is wrong in each cell of a page, one sentence each that begins with the cell's name.

        Without a picture, by numbers alone.
        """
        found = [f"page: {facts['wide']} px wider than the window"] if facts["wide"] > 0 else []
        for cell in facts["cells"]:
            found += [f"{cell['cell']}: {fault}" for fault in self._faults_of(cell, frames, picture)]
        return found

    def _faults_of(self, cell: Facts, frames: Sequence[Facts], picture: Image.Image | None) -> list[str]:
        found = text_faults(cell)
        seen = [one for one in cell["maps"] if one["width"] >= 1 and one["height"] >= 1]
        if len(seen) != 1:
            sizes = [f"{one['kind']} {one['width']:.0f}×{one['height']:.0f}" for one in cell["maps"]]
            return [*found, f"{len(seen)} maps seen, not one: {sizes}"]
        (shown,) = seen
        found += ["no accessible name"] if not shown["name"] else []
        if shown["kind"] == "iframe":
            inside = frames[shown["frame"]]
            found += self._frame_faults(shown, inside)
            if not inside["images"]:
                return found
            whole = inside | {side: shown[side] + shown["inset"][side] + inside[side] for side in ("left", "top")}
            shown = {**whole, "visible": max(0, min(inside["height"], shown["height"] - inside["top"]))}
        return found + self._map_faults(cell, shown, picture)

    def _map_faults(self, cell: Facts, shown: Facts, picture: Image.Image | None) -> list[str]:
        found = [] if shown["loaded"] else ["the image is not loaded"]
        widest = WIDEST_IN_MAIL if cell["cell"] == "newsletter" else WIDEST
        margins = self.margins if shown.get("in_figure") else 0
        expected = min(widest, cell["column"] - margins)
        if abs(shown["width"] - expected) > 1:
            found.append(f"{shown['width']:.0f} px wide, not {expected:.0f}")
        if picture is None:
            return found
        left, top = shown["left"], shown["top"]
        edges = (left, top, left + shown["width"], top + shown.get("visible", shown["height"]))
        part = picture.crop(tuple(round(edge * SCALE) for edge in edges))
        if min(part.size) < 20:
            return [*found, "hardly anything of it is seen"]
        unlike = self.reference.unlike(part, self.scheme, shown["height"] / shown["width"])
        return [*found, f"unlike the {self.scheme} map: {unlike:.0f}"] if unlike > UNLIKE else found

    def _frame_faults(self, shown: Facts, inside: Facts) -> list[str]:
        if inside["images"] != 1:
            return [f"{inside['images']} images in the frame"]
        (wide, high), (content_wide, content_high) = inside["room"], inside["content"]
        found = [f"content {content_wide} px wide in a frame of {wide}"] if content_wide > wide else []
        if self.scripts and abs(content_high - high) > 1:
            found.append(f"{high} px high, not {content_high:.0f} as its content")
        elif content_high > high + 1 and not (shown["scrolls"] and inside["scrolls"]):
            found.append(f"content {content_high:.0f} px high in a frame of {high}, and it does not scroll")
        return found


def text_faults(cell: Facts) -> list[str]:
    """Return the texts that show what no reader should see: code, and what belongs into the map."""
    found = [f"code shown as text: {text[:60]!r}" for _, text in cell["texts"] if _CODE.search(text)]
    loose = [text for around, text in cell["texts"] if not around]
    if loose and not cell["cell"].endswith("newsletter"):
        found.append(f"text beside the map: {' '.join(loose)[:80]!r}")
    return found


def width_faults(facts: Facts, frames: Sequence[Facts]) -> list[str]:
    """Return which maps in layouts are not as wide as a photograph of 640 pixels in the same layout."""
    cells = {cell["cell"]: cell["maps"] for cell in facts["cells"]}
    found = []
    for name, maps in cells.items():
        layout, kind = name.split()
        (photograph,) = cells[f"{layout} photograph"]
        seen = [one for one in maps if one["width"] >= 1 and one["height"] >= 1]
        widths = [frames[one["frame"]].get("width", 0) if one["kind"] == "iframe" else one["width"] for one in seen]
        if len(widths) != 1 or abs(widths[0] - photograph["width"]) > 1 or widths[0] < 300:
            sizes = [f"{one['kind']} {one['width']:.0f}×{one['height']:.0f}" for one in maps]
            found.append(f"{layout} {kind}: {widths} px wide, not {photograph['width']:.0f}: {sizes}")
    return found
