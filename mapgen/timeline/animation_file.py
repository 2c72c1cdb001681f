"""Animations as files: Pillow writes GIF and WebP frame after frame, and never holds all of them in memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from math import floor

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata, getheader

from mapgen.digests.animation import facts_text
from mapgen.digests.gif import gif_with_digest
from mapgen.digests.webp import webp_with_digest
from mapgen.files.colours import rgb
from mapgen.pens.xmp import xmp_packet
from mapgen.timeline.frames import TO_COME, AnimationContent, Frame, Pixels, Region, still_drawing_of
from mapgen.timeline.strip_band import examples_by_class

# A GIF counts in hundredths of a second, and browsers read anything under two of them as ten.
_TICK, _LEAST = 10, 2
# What sums of seconds may miss by, in units of a GIF.
_NOISE = 1e-6
_COLOURS, _UNKNOWN = 256, -1
_QUALITY, _EFFORT = 82, 1
Colour = tuple[int, int, int]


class Reel(Image.Image):
    """Frames as one image that Pillow saves: it makes each when Pillow seeks it, in order, and then drops it."""

    def __init__(self, frames: Iterator[Image.Image], count: int) -> None:
        super().__init__()
        self.frames, self.n_frames, self.at = frames, count, 0
        self._take(next(frames))

    def _take(self, frame: Image.Image) -> None:
        self._mode, self._size, self.im, self.palette = frame.mode, frame.size, frame.im, frame.palette

    def seek(self, frame: int) -> None:
        """Go to the next frame; raises EOFError after the last one."""
        if frame >= self.n_frames:
            raise EOFError
        while self.at < frame:
            self._take(next(self.frames))
            self.at += 1

    def tell(self) -> int:
        """Return the number of the frame."""
        return self.at


def gif_bytes(content: AnimationContent, frames: Iterator[Frame]) -> bytes:
    """Return an animation as a GIF that plays once, in one palette for all frames; its comment holds the metadata."""
    return gif_with_digest(b"".join(_gif_blocks(content, frames)), content.metadata)


def _gif_blocks(content: AnimationContent, frames: Iterator[Frame]) -> Iterator[bytes]:
    """Yield a GIF piece by piece, of each frame only the region that differs from the frame before.

    Pillow's own way of saving many frames keeps them all.
    """
    palette, milliseconds_of = _Palette(_colours(content)), durations(content)
    before = next(frames).pixels.copy()
    part, place, milliseconds = palette.applied(before), (0, 0), milliseconds_of[0]
    yield from getheader(part, info={"comment": facts_text(content.metadata).encode()})[0]
    for frame, duration in zip(frames, milliseconds_of[1:], strict=True):
        here = _differing(before, frame)
        if here is None:
            milliseconds += duration
            continue
        yield from getdata(part, place, duration=milliseconds, disposal=1)
        part, milliseconds = palette.applied(frame.pixels[here]), duration
        place = here[1].start, here[0].start
        before[here] = frame.pixels[here]
    yield from getdata(part, place, duration=milliseconds, disposal=1)
    yield b";"


def _differing(before: Pixels, frame: Frame) -> Region | None:
    """Return the smallest region that holds all differences from the frame before; None for equal frames."""
    boxes = []
    for rows, columns in frame.fresh:
        differs = (before[rows, columns] != frame.pixels[rows, columns]).any(axis=2)
        down, across = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
        if down.size:
            top, left = rows.start or 0, columns.start or 0
            boxes.append((top + down[0], top + down[-1] + 1, left + across[0], left + across[-1] + 1))
    if not boxes:
        return None
    tops, bottoms, lefts, rights = zip(*boxes, strict=True)
    return slice(int(min(tops)), int(max(bottoms))), slice(int(min(lefts)), int(max(rights)))


def webp_bytes(content: AnimationContent, frames: Iterator[Frame]) -> bytes:
    """Return an animation as a WebP that plays once, with its metadata in XMP."""
    file = io.BytesIO()
    # The packet that Pillow writes makes room for ours.
    Reel((Image.fromarray(frame.pixels) for frame in frames), len(content.steps)).save(
        file, "WEBP", save_all=True, duration=durations(content), loop=1, quality=_QUALITY, method=_EFFORT, xmp=b" "
    )
    return webp_with_digest(file.getvalue(), content.metadata, partial(xmp_packet, still_drawing_of(content)))


def durations(content: AnimationContent) -> list[int]:
    """Return the duration of each step in milliseconds, in units of a GIF; what is left over goes to the next step."""
    # Rounded down, no step gets shorter than its own seconds in whole units.
    ends = [floor(end * 1000 / _TICK + _NOISE) for end in accumulate(step.seconds for step in content.steps)]
    return [max(_LEAST, after - before) * _TICK for before, after in pairwise([0, *ends])]


class _Palette:
    """The colours of all frames, and the nearest of them to each colour that occurs.

    Pillow's own search confuses colours that differ by a few levels, so that grounds would not be exact.
    """

    def __init__(self, colours: Sequence[Colour]) -> None:
        self.colours = np.array(colours, dtype=np.int32)
        self.nearest = np.full(1 << 24, _UNKNOWN, dtype=np.int16)

    def applied(self, pixels: Pixels) -> Image.Image:
        """Return pixels as an image in this palette, without dithering: its grain would move from frame to frame."""
        levels = pixels.astype(np.int32)
        codes = (levels[:, :, 0] << 16) | (levels[:, :, 1] << 8) | levels[:, :, 2]
        indices = self.nearest[codes]
        if (unknown := np.unique(codes[indices == _UNKNOWN])).size:
            new = np.stack([unknown >> 16, (unknown >> 8) & 255, unknown & 255], axis=1)
            far = ((new[:, None, :] - self.colours[None, :, :]) ** 2).sum(axis=2)
            self.nearest[unknown] = far.argmin(axis=1)
            indices = self.nearest[codes]
        image = Image.fromarray(indices.astype(np.uint8))
        image.putpalette(self.colours.astype(np.uint8).tobytes())
        return image


def _colours(content: AnimationContent) -> list[Colour]:
    """Return at most 256 colours: those drawn, and their blends with page, sea, ink and borders at edges."""
    theme, map_style = content.map_style.theme, content.map_style
    entries = (*examples_by_class(content.entries, map_style).values(), *content.choropleth.entries)
    fills = [map_style.fill(entry) for entry in entries]
    fills += [theme.quieted(fill) for fill in fills]
    drawn = dict.fromkeys([fill.colour for fill in fills] + [one.colour for fill in fills for one in fill.patterns])
    on_map = (theme.sea, theme.context, *([theme.context_border] if theme.context_border else []))
    exact = dict.fromkeys([theme.page, theme.ink, theme.quiet, *on_map, theme.border, theme.claim, *drawn])
    colours = dict.fromkeys(map(rgb, exact))
    colours |= dict.fromkeys(_mixed(rgb(colour), rgb(theme.page), TO_COME) for colour in drawn)
    grounds = dict.fromkeys((theme.page, theme.ink, theme.border, theme.sea))
    pairs = [(rgb(one), rgb(other)) for other in grounds for one in exact if one != other]
    steps = max(1, (_COLOURS - len(colours)) // len(pairs))
    for colour, ground in pairs:
        colours |= dict.fromkeys(_mixed(colour, ground, part / (steps + 1)) for part in range(1, steps + 1))
    return [*colours][:_COLOURS]


def _mixed(colour: Colour, ground: Colour, part: float) -> Colour:
    red, green, blue = (round(part * mine + (1 - part) * its) for mine, its in zip(colour, ground, strict=True))
    return red, green, blue
