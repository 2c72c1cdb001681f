"""Small files of every kind that can be signed: those that mapgen's pens write, and animations made here."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from PIL import Image, ImageDraw

import mapgen
from mapgen.drawing.sizes import Size
from mapgen.pens.formats import encoded

KINDS = ("png", "svg", "pdf", "gif", "webp", "mp4")


@cache
def drawn_map() -> mapgen.Map:
    """Return a small map."""
    options = mapgen.RenderOptions(size=Size(300, 400), scale="110m")
    return mapgen.render(as_of="2025-12-15", basis="elected", options=options)


@cache
def picture(kind: str) -> bytes:
    """Return a file of a kind."""
    if kind in {"png", "svg", "pdf"}:
        return encoded(drawn_map().drawing, f".{kind}")
    return film() if kind == "mp4" else animation(kind)


def frames() -> list[Image.Image]:
    """Return three pictures that differ."""
    made = []
    for step in range(3):
        image = Image.new("RGB", (64, 48), "white")
        ImageDraw.Draw(image).rectangle([10 * step, 5, 10 * step + 9, 40], fill="red")
        made.append(image)
    return made


def animation(kind: str) -> bytes:
    """Return a GIF or a WebP, with a comment or XMP as ours have."""
    file, (first, *others) = io.BytesIO(), frames()
    words = {"comment": b"a map"} if kind == "gif" else {"xmp": b"<x/>"}
    first.save(file, kind, save_all=True, append_images=others, duration=200, **words)
    return file.getvalue()


def film() -> bytes:
    """Return an MP4 whose tables stand before what they point to, as ours do."""
    with TemporaryDirectory() as folder:  # to put them first, the muxer reads its own output again
        path = Path(folder) / "film.mp4"
        with av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as container:
            stream = container.add_stream("libx264", rate=25)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            for image in frames() * 4:
                container.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")))
            container.mux(stream.encode())
        return path.read_bytes()
