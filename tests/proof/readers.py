"""What readers and programs get of a file, by other programs than mapgen: Chromium, Pillow, Poppler, libav, zlib.

`Readers.views` returns it by program; two files are the same to a reader where all of it is equal. A program that
refuses the file says so in words, which are compared like the rest.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from browsing import _FLAGS, _NAMES
from PIL import Image, ImageCms, ImageOps, ImageSequence
from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright
from proof.boxes import gif_blocks, riff
from proof.pdf_readers import printed
from proof.png_chunks import chunks

Views = Mapping[str, str]
_WINDOW: ViewportSize = {"width": 700, "height": 850}
# What a file may lose on its way, line by line, and what says how it is packed.
_LOSABLE = ("facts", "texts", "properties", "metadata")
_PACKING = ("boxes", "chunks", "blocks", "objects", "ends", "address")
_WAIT = 200  # milliseconds, in which an animation begins and a script runs
# The document as the browser took it: every element with its attributes, every text, and what a screen reader is told.
_TREE = """() => {
  const apart = [];
  const line = node => {
    if (node.nodeType === 3 || node.nodeType === 4) return node.data.replace(/[ \\t\\n\\r]+/g, " ").trim();
    if (node.nodeType !== 1) return "";
    if (node.localName === "metadata" && !node.querySelector("script, style, set, animate")) {
      apart.push(...[...node.children].map(one => one.outerHTML)); return "";
    }
    const attributes = [...node.attributes].filter(one => !(one.namespaceURI || "").endsWith("xmlns/"))
      .map(one => `${one.namespaceURI || ""} ${one.localName}=${one.value}`).sort();
    const inside = [...(node.shadowRoot ? node.shadowRoot.childNodes : []), ...node.childNodes,
      ...(node.content && node.content.childNodes || [])].map(line).filter(Boolean);
    return `<${node.namespaceURI} ${node.localName} ${attributes.join("|")}>${inside.join("")}</>`;
  };
  const tree = line(document.documentElement) + document.compatMode;
  return [tree, apart.join("\\n")];
}"""


def differences(first: Views, second: Views) -> list[str]:
    """Return the names of what differs."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def told_otherwise(first: Views, second: Views) -> list[str]:
    """Return the names of what differs although a file was only packed otherwise, and may have lost metadata."""
    lost = [
        name for name in _LOSABLE if set(second.get(name, "").split("\n")) <= {*first.get(name, "").split("\n"), ""}
    ]
    return [name for name in differences(first, second) if name not in (*lost, *_PACKING)]


class Readers:
    """All programs; one browser with one page reads all files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._stack: list[Callable[[], object]] = []
        self._browser: Browser | None = None
        self._pages: dict[bool, Page] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for close in reversed(self._stack):
            close()

    def views(self, kind: str, data: bytes) -> Views:
        """Return what each program gets of a file."""
        path = self.folder / f"read.{kind}"
        path.write_bytes(data)
        views = {
            "png": lambda: {**self._browsed(path), **_pixels(data), **_guarded("texts", lambda: _png_texts(data))},
            "svg": lambda: self._browsed(path),
            "html": lambda: {**self._browsed(path), **self._browsed(path, scripts=False)},
            "pdf": lambda: printed(path),
            "gif": lambda: {
                **_pixels(data),
                **_guarded("blocks", lambda: _blocks(data)),
                **_guarded("texts", lambda: _comments(data)),
            },
            "webp": lambda: {**_pixels(data), **_guarded("chunks", lambda: _held(data))},
            "mp4": lambda: {**_guarded("film", lambda: _film(data)), **_guarded("boxes", lambda: _boxes(data))},
        }
        return views[kind]()

    def _browsed(self, path: Path, *, scripts: bool = True) -> Views:
        page = self._open(scripts=scripts)
        name = "Chromium" if scripts else "Chromium without scripts"
        try:
            page.goto(path.as_uri(), wait_until="load", timeout=10_000)
            page.wait_for_timeout(_WAIT)
            views = {f"pixels in {name}": _hash(page.screenshot(full_page=path.suffix == ".html", timeout=10_000))}
            if path.suffix != ".png":
                views[f"document in {name}"], views["facts"] = page.evaluate(_TREE)
            views["address"] = page.url
        except Error as error:
            with suppress(Error):
                page.goto("about:blank")
            return {f"pixels in {name}": f"refused: {error.message[:60]}"}
        return views

    def _open(self, *, scripts: bool) -> Page:
        if self._browser is None:
            playwright = sync_playwright().start()
            path = next(filter(None, map(shutil.which, _NAMES)), None)
            self._browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
            self._stack += [playwright.stop, self._browser.close]
        if scripts not in self._pages:
            page = self._browser.new_page(viewport=_WINDOW, java_script_enabled=scripts)
            page.on("dialog", lambda dialog: dialog.dismiss())
            self._pages[scripts] = page
        return self._pages[scripts]


def _guarded(name: str, read: Callable[[], str]) -> Views:
    """Return what a program reads, or the kind of its complaint."""
    try:
        return {name: read()}
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        IndexError,
        ImageCms.PyCMSError,
        av.FFmpegError,
    ) as error:
        return {name: f"refused: {type(error).__name__}"}


def _pixels(data: bytes) -> Views:
    return _guarded("pixels in Pillow", lambda: _frames(data))


def _frames(data: bytes) -> str:
    """Return all frames, turned and in the colours that the file asks for, how long each is shown, and the loop."""
    image = Image.open(io.BytesIO(data))
    seen = [f"{image.size} {image.info.get('loop')} {image.info.get('dpi')} {image.info.get('gamma')}"]
    seen.append(f"{image.info.get('chromaticity')}")
    profile = image.info.get("icc_profile")
    for frame in ImageSequence.Iterator(image):
        pixels = ImageOps.exif_transpose(frame).convert("RGBA")
        if profile:
            rgb = ImageCms.profileToProfile(
                pixels.convert("RGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            )
            pixels = rgb.convert("RGBA") if rgb else pixels
        seen.append(f"{frame.info.get('duration')} {_hash(pixels.tobytes())}")
    return "\n".join(seen)


def _png_texts(data: bytes) -> str:
    """Return the texts of a PNG in their order, its other chunks, and how much lies behind its end."""
    texts, others = [], []
    for kind, content in chunks(data):
        keyword, _, value = content.partition(b"\0")
        if kind == b"iTXt":
            packed, value = value[:1], value[2:].split(b"\0", 2)[2]
            texts.append((keyword, zlib.decompress(value) if packed == b"\1" else value))
        elif kind in (b"tEXt", b"zTXt"):
            texts.append((keyword, zlib.decompress(value[1:]) if kind == b"zTXt" else value))
        elif kind not in (b"IDAT", b"PLTE"):
            others.append(kind)
    behind = data[data.rfind(b"IEND") + 8 :]
    return "\n".join(map(repr, [*texts, *others, *([behind] if behind else [])]))


def _blocks(data: bytes) -> str:
    """Return all of a GIF but its pictures: head, controls, words, and what lies behind its end."""
    blocks = gif_blocks(data)
    return f"{blocks[0][:13]!r} {[block for block in blocks[1:-1] if block[:1] != b','][:99]} {blocks[-1][:99]!r}"


def _comments(data: bytes) -> str:
    """Return the comments of a GIF, a line each."""
    return "\n".join(repr(block) for block in gif_blocks(data) if block[:2] == b"\x21\xfe")


def _held(data: bytes) -> str:
    """Return the kinds and lengths of a WebP's chunks, and what lies behind its end."""
    return f"{[(kind, len(content)) for kind, content in riff(data)]} {data[4:8]!r} {len(data)}"


def _boxes(data: bytes) -> str:
    """Return the content of an MP4's small boxes, and the sizes of the large."""
    return f"{data[:600]!r} {data.count(b'moov')} {len(data)} {_hash(data)}"


def _film(data: bytes) -> str:
    """Return the frames of all tracks with the time of each, the turn and shape of the picture, and the texts."""
    seen = []
    with av.open(io.BytesIO(data), metadata_errors="replace") as film:
        seen.append(f"{sorted(film.metadata.items())} {[(one.type, one.duration) for one in film.streams]}")
        for track in film.streams.video:
            seen.append(f"{track.sample_aspect_ratio} {track.time_base}")
            for frame in film.decode(track):
                turn = getattr(frame, "rotation", 0)
                seen.append(f"{frame.time} {turn} {_hash(frame.to_ndarray(format='rgb24').tobytes())}")
            film.seek(0)
    return "\n".join(seen)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
