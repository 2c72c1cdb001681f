"""Animations as files: GIF and WebP by Pillow, frame after frame, never all of them in memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata, getheader

from mapgen.files.colours import rgb
from mapgen.pens.xmp import xmp_packet
from mapgen.timeline.frames import TO_COME, AnimationContent, Frame, Pixels, Region, still_of
from mapgen.timeline.strip_band import examples_of

# A GIF counts in hundredths of a second, and browsers take anything under two of them for ten.
_TICK, _LEAST = 10, 2
_COLOURS, _UNKNOWN = 256, -1
_QUALITY, _EFFORT = 82, 1
Colour = tuple[int, int, int]


class Reel(Image.Image):
    """Frames as one image of many that Pillow saves: each is made when it is sought, in order, and then forgotten."""

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
    """Return an animation as a GIF that plays once, in one palette for all frames; its facts are its comment."""
    return b"".join(_gif_blocks(content, frames))


def _gif_blocks(content: AnimationContent, frames: Iterator[Frame]) -> Iterator[bytes]:
    """Yield a GIF piece by piece, of each frame what differs from the one before.

    Pillow's own way of saving many frames keeps them all.
    """
    palette, shown = _Palette(_colours(content)), durations(content)
    before = next(frames).pixels.copy()
    part, place, milliseconds = palette.applied(before), (0, 0), shown[0]
    comment = json.dumps(dict(content.metadata), ensure_ascii=False).encode()
    yield from getheader(part, info={"comment": comment})[0]
    for frame, duration in zip(frames, shown[1:], strict=True):
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
    """Return the least region that holds all in which a frame differs from the one before; None for the same."""
    found = []
    for rows, columns in frame.fresh:
        differs = (before[rows, columns] != frame.pixels[rows, columns]).any(axis=2)
        down, across = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
        if down.size:
            top, left = rows.start or 0, columns.start or 0
            found.append((top + down[0], top + down[-1] + 1, left + across[0], left + across[-1] + 1))
    if not found:
        return None
    tops, bottoms, lefts, rights = zip(*found, strict=True)
    return slice(int(min(tops)), int(max(bottoms))), slice(int(min(lefts)), int(max(rights)))


def webp_bytes(content: AnimationContent, frames: Iterator[Frame]) -> bytes:
    """Return an animation as a WebP that plays once, with its facts in XMP."""
    packet = xmp_packet(still_of(content), {"mapgen:facts": json.dumps(dict(content.metadata), ensure_ascii=False)})
    file = io.BytesIO()
    Reel((Image.fromarray(one.pixels) for one in frames), len(content.steps)).save(
        file, "WEBP", save_all=True, duration=durations(content), loop=1, quality=_QUALITY, method=_EFFORT, xmp=packet
    )
    return file.getvalue()


def durations(content: AnimationContent) -> list[int]:
    """Return how long each step is shown, in the milliseconds of a GIF; what rounding takes the next one gets."""
    ends = [round(end * 1000 / _TICK) for end in accumulate(one.seconds for one in content.steps)]
    return [max(_LEAST, after - before) * _TICK for before, after in pairwise([0, *ends])]


class _Palette:
    """The colours of all frames, and which of them each colour that occurs is nearest to.

    Pillow's own search takes colours for each other that differ by a few levels, so that grounds would not be exact.
    """

    def __init__(self, colours: Sequence[Colour]) -> None:
        self.colours = np.array(colours, dtype=np.int32)
        self.nearest = np.full(1 << 24, _UNKNOWN, dtype=np.int16)

    def applied(self, pixels: Pixels) -> Image.Image:
        """Return pixels as an image in this palette, without dithering: its grain would move from frame to frame."""
        levels = pixels.astype(np.int32)
        codes = (levels[:, :, 0] << 16) | (levels[:, :, 1] << 8) | levels[:, :, 2]
        found = self.nearest[codes]
        if (unknown := np.unique(codes[found == _UNKNOWN])).size:
            new = np.stack([unknown >> 16, (unknown >> 8) & 255, unknown & 255], axis=1)
            far = ((new[:, None, :] - self.colours[None, :, :]) ** 2).sum(axis=2)
            self.nearest[unknown] = far.argmin(axis=1)
            found = self.nearest[codes]
        image = Image.fromarray(found.astype(np.uint8))
        image.putpalette(self.colours.astype(np.uint8).tobytes())
        return image


def _colours(content: AnimationContent) -> list[Colour]:
    """Return at most 256 colours: those drawn, and what their edges blend to on page, ink and borders."""
    theme, map_style = content.map_style.theme, content.map_style
    entries = (*examples_of(content.entries, map_style).values(), *content.choropleth.entries)
    fills = [map_style.fill(entry) for entry in entries]
    drawn = dict.fromkeys([fill.colour for fill in fills] + [one.colour for fill in fills for one in fill.patterns])
    exact = dict.fromkeys([theme.page, theme.ink, theme.quiet, theme.context, theme.border, theme.claim, *drawn])
    found = dict.fromkeys(map(rgb, exact))
    found |= dict.fromkeys(_mixed(rgb(one), rgb(theme.page), TO_COME) for one in drawn)
    grounds = dict.fromkeys((theme.page, theme.ink, theme.border))
    pairs = [(rgb(one), rgb(other)) for other in grounds for one in exact if one != other]
    steps = max(1, (_COLOURS - len(found)) // len(pairs))
    for one, other in pairs:
        found |= dict.fromkeys(_mixed(one, other, part / (steps + 1)) for part in range(1, steps + 1))
    return [*found][:_COLOURS]


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(part * mine + (1 - part) * its) for mine, its in zip(one, other, strict=True))
    return red, green, blue
