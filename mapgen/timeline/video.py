"""Animations as MP4: H.264 by PyAV, which is installed apart, frame after frame."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from msgspec.structs import replace

from mapgen.digests.mp4 import facts_with_room, mp4_with_digest
from mapgen.files.extras import check_installed
from mapgen.timeline.frames import AnimationContent, Frame, Region

_RATE = 25
# A player that steps through a film needs a frame now and then, even where nothing moves; in seconds.
_LONGEST = 0.5
# x264's constant rate factor (18 looks like the source), and its effort. The tune keeps no frames to look ahead: that
# would take 100 MB and save a tenth of the file.
_QUALITY, _PRESET, _TUNE = "20", "superfast", "zerolatency"
# x264 cuts frames into as many slices as it has threads: with one for each core, each machine would make another file.
# More of them take no less time.
_THREADS = 4
_BT709 = 1
_MILLISECOND = Fraction(1, 1000)


def check_video() -> None:
    """Raise InputError where PyAV is not installed."""
    check_installed("av", "format mp4")


def mp4_bytes(content: AnimationContent, frames: Iterator[Frame]) -> bytes:
    """Return an animation as an MP4 in a colour space that all players know, ready to start before it has loaded.

    Frames carry their own times, so that a held frame is encoded once. Width and height must be even.
    """
    import av  # noqa: PLC0415 (an extra)

    # To put its index first, the muxer reads its own output again, which requires a file with a name.
    with TemporaryDirectory(prefix="mapgen-") as folder:
        path = Path(folder) / "film.mp4"
        with av.open(path, "w", format="mp4", options={"movflags": "+faststart+use_metadata_tags"}) as container:
            container.metadata.update(_tags(content))
            stream = _stream(container, content)
            planes = _Planes(*content.page.size.pixels)
            for at, frame in _timed(content, frames):
                planes.take(frame)
                encoded = av.VideoFrame.from_ndarray(planes.buffer, format="yuv420p")
                encoded.pts, encoded.time_base = at, _MILLISECOND
                container.mux(stream.encode(encoded))
            container.mux(stream.encode())
        return mp4_with_digest(path.read_bytes(), content.metadata)


def _stream(container: Any, content: AnimationContent) -> Any:  # noqa: ANN401 (PyAV may not be there)
    options = {"crf": _QUALITY, "preset": _PRESET, "tune": _TUNE}
    stream = container.add_stream("libx264", rate=_RATE, options=options)
    stream.width, stream.height = content.page.size.pixels
    stream.pix_fmt, stream.time_base = "yuv420p", _MILLISECOND
    context = stream.codec_context
    context.time_base, context.colorspace, context.thread_count = _MILLISECOND, _BT709, _THREADS
    context.color_primaries = context.color_trc = _BT709
    return stream


class _Planes:
    """A frame as x264 takes it: brightness, and two planes of colour of half the width and height, in one array."""

    def __init__(self, width: int, height: int) -> None:
        self.buffer = np.empty((height * 3 // 2, width), dtype=np.uint8)
        colours = self.buffer[height:].reshape(2, height // 2, width // 2)
        self.planes = ((self.buffer[:height], 1), (colours[0], 2), (colours[1], 2))

    def take(self, frame: Frame) -> None:
        """Convert the fresh regions of a frame: to convert all of it takes as long as to encode it."""
        import av  # noqa: PLC0415 (an extra)

        for region in frame.fresh:
            top, bottom, left, right = self._even(region)
            pixels = np.ascontiguousarray(frame.pixels[top:bottom, left:right])
            part = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            part = part.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            for plane, (target, step) in zip(part.planes, self.planes, strict=True):
                taken = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[
                    :, : plane.width
                ]
                target[top // step : bottom // step, left // step : right // step] = taken

    def _even(self, region: Region) -> tuple[int, int, int, int]:
        """Return the edges of a region, top, bottom, left and right, moved out to where four pixels share a colour."""
        height, width = self.planes[0][0].shape
        rows, columns = region
        top, bottom, _ = rows.indices(height)
        left, right, _ = columns.indices(width)
        return top // 2 * 2, -(-bottom // 2) * 2, left // 2 * 2, -(-right // 2) * 2


def _timed(content: AnimationContent, frames: Iterator[Frame]) -> Iterator[tuple[int, Frame]]:
    """Yield each frame with its time in milliseconds; a long one repeatedly, and the last at its end."""
    ends = [round(1000 * end) for end in accumulate(step.seconds for step in content.steps)]
    at = 0
    for frame, end in zip(frames, ends, strict=True):
        while at < end:
            yield at, frame
            frame = replace(frame, fresh=())  # noqa: PLW2901 (shown again, nothing in it is new)
            at = min(end, at + round(1000 * _LONGEST))
    yield at, frame


def _tags(content: AnimationContent) -> dict[str, str]:
    """Return the metadata: the texts that players show, and the rest for programs to read back."""
    metadata = content.metadata
    tags = {"title": metadata["title"], "description": metadata["alt"], "copyright": metadata["source-line"]}
    return {**tags, "comment": facts_with_room(metadata)}
