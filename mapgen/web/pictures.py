"""The images of an embed: one map in the sizes of an article, light and dark, as files and as snippets show them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.digests.html import html_with_digest
from mapgen.drawing.primitives import Drawing
from mapgen.pens.formats import encoded
from mapgen.themes.theme import SCHEMES

# Pixels for each CSS pixel: the article at the densities of screens, the phone's light to load, others at their own.
_FACTORS: Mapping[str, tuple[float, ...]] = {"article": (1, 2, 3), "phone": (2,)}
DARK = "dark"


class ImageFile(Struct, frozen=True):
    """An image beside the page: its name, its size in CSS pixels, and its width in pixels."""

    name: str
    width: int
    height: int
    pixels: int

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        return self.pixels, round(self.pixels * self.height / self.width)


class SchemeImages(Struct, frozen=True):
    """The images of one scheme: the article's from the narrowest to the widest, and the phone's."""

    articles: Sequence[ImageFile]
    phone: ImageFile


class Pictures(Struct, frozen=True):
    """The images of snippets: those seen at first, those of the other scheme, and two social cards.

    `dark` is the value of `data-dark`. A map that is dark by its theme has no other images.
    """

    first: SchemeImages
    other: SchemeImages | None
    og: ImageFile
    x: ImageFile
    dark: str

    @property
    def other_scheme(self) -> str:
        """The scheme of the other images."""
        return "light" if self.dark == SCHEMES["dark"] else "dark"


class EmbedFiles(Struct):
    """The files made so far, by their names."""

    stem: str
    live: bool
    progress: Callable[[str], None]
    made: dict[str, bytes] = field(default_factory=dict)

    def name_of(self, name: str, ending: str, data: bytes) -> str:
        """Return the full name of a file: with the hash of its bytes, unless it is to change."""
        frozen = "" if self.live else f"-{hashlib.sha256(data).hexdigest()[:8]}"
        return f"{name}{frozen}{ending}"

    def put(self, full: str, data: bytes) -> str:
        """Add a file under its full name; return that."""
        self.made[full] = data
        self.progress(full)
        return full

    def add(self, name: str, ending: str, data: bytes) -> str:
        """Add a file of the map; return its full name."""
        return self.add_as(f"{self.stem}-{name}", ending, data)

    def add_as(self, name: str, ending: str, data: bytes) -> str:
        """Add a file that is not of the map alone; return its full name."""
        return self.put(self.name_of(name, ending, data), data)

    def with_digest(self, page: str, metadata: Mapping[str, str]) -> bytes:
        """Return a page with a map's metadata, the hashes of the files made so far, and a digest."""
        hashes = {name: hashlib.sha256(data).hexdigest()[:16] for name, data in self.made.items()}
        return html_with_digest(page, {**metadata, "files": json.dumps(hashes, separators=(",", ":"))})


def pictures_of(files: EmbedFiles, drawings: Mapping[str, Drawing], scheme: str) -> Pictures:
    """Encode every drawing as PNG, the article's as SVG too; return the images that the snippets show.

    `drawings` are by the names of their sizes, with `-dark` for dark ones; `scheme` is one of SCHEMES.
    """
    images = {key: _at_every_factor(files, key, drawing) for key, drawing in drawings.items()}
    for key in ("article", f"article-{DARK}"):
        if key in drawings:
            files.add(key, ".svg", encoded(drawings[key], ".svg"))
    first = SchemeImages(images["article"], images["phone"][0])
    og, x = images["og"][0], images["x"][0]
    if f"article-{DARK}" not in images:
        return Pictures(first, None, og, x, SCHEMES["dark"])
    other = SchemeImages(images[f"article-{DARK}"], images[f"phone-{DARK}"][0])
    if scheme == DARK:
        first, other = other, first
    return Pictures(first, other, og, x, SCHEMES[scheme])


def _at_every_factor(files: EmbedFiles, key: str, drawing: Drawing) -> tuple[ImageFile, ...]:
    """Encode a drawing in each of its sizes in pixels; where there are several, their names state the width."""
    size, *dark = key.split("-")
    factors = _FACTORS.get(size, (drawing.factor,))
    images = []
    for factor in factors:
        width = round(drawing.width * factor)
        name = "-".join([size, *([str(width)] if len(factors) > 1 else []), *dark])
        full = files.add(name, ".png", encoded(replace(drawing, factor=factor), ".png"))
        images.append(ImageFile(full, round(drawing.width), round(drawing.height), width))
    return tuple(images)
