"""The files of an embed: a map in the sizes of an article, light and dark, and the page with code to paste."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.disk.paths import exists, is_folder
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.errors import InputError
from mapgen.files.addresses import checked_address
from mapgen.map_style import class_count, map_style_of
from mapgen.pens.formats import encoded
from mapgen.pipeline import drawing_of, name_parts
from mapgen.places.regions import region_identifier
from mapgen.proof.html import html_with_digest
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.web.country_table import country_rows
from mapgen.web.inline_svg import InlineMap, inline_maps
from mapgen.web.snippets import ImageFile, Pictures, Texts, embed_page, frame_page, snippets

PAGE = "embed.html"
_DARK, _DARK_POSTER = "dark", "poster-dark"
# Pixels for each CSS pixel: the article at the densities of screens, other sizes at their own.
_FACTORS = {"article": (1, 2, 3)}


class Publishing(Struct, frozen=True):
    """The naming of files: with date and a hash of their bytes, so that none ever changes, or always the same (`live`).

    `address` is the address of the files, ending in a slash; empty for the folder of the page.
    """

    live: bool = False
    address: str = ""

    @classmethod
    def of(cls, *, live: bool = False, address: str | None = None) -> Publishing:
        """Return the naming for an address as typed; raises InputError for one that is not an http or https address."""
        if not address:
            return cls(live)
        wanted = "write the address of the folder the files will lie in, such as https://example.org/maps/"
        return cls(live, checked_address("url", address, wanted).rstrip("/") + "/")


class _Files(Struct):
    """The files made so far, by their names."""

    stem: str
    live: bool
    progress: Callable[[str], None]
    made: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, ending: str, data: bytes) -> str:
        """Add a file; return its name."""
        frozen = "" if self.live else f"-{hashlib.sha256(data).hexdigest()[:8]}"
        full = f"{self.stem}-{name}{frozen}{ending}"
        self.made[full] = data
        self.progress(full)
        return full

    def with_digest(self, page: str, metadata: Mapping[str, str]) -> bytes:
        """Return a page with a map's metadata, the hashes of the files made so far, and a digest."""
        hashes = {name: hashlib.sha256(data).hexdigest()[:16] for name, data in self.made.items()}
        return html_with_digest(page, {**metadata, "files": json.dumps(hashes, separators=(",", ":"))}).encode()


def embed_files(
    snapshot: Snapshot,
    options: RenderOptions,
    folder: Path,
    publishing: Publishing | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[Path, bytes]:
    """Return the files of an embed by their paths in a folder: PNG and SVG, light and dark, social cards, two pages.

    `progress` is called with the name of each file that is made. An embed ignores the size in the options. A map in a
    dark theme has no second, dark version. Raises InputError for a folder that is a file, and as drawing_of does.
    """
    if exists(folder) and not is_folder(folder):
        raise InputError.single(str(folder), "this is a file; name the folder that the files go to")
    publishing = publishing or Publishing()
    drawings = _drawings(snapshot, options)
    files = _Files(_stem(snapshot, options, live=publishing.live), publishing.live, progress)
    pictures = _pictures(files, drawings)
    texts = _texts(snapshot, options, drawings["article"], drawings["phone"])
    theme = read_theme(options.theme)
    dark = read_theme(dark_theme(options.theme)) if pictures.phone_dark else None
    frame = files.add("frame", ".html", files.with_digest(frame_page(pictures, texts, theme, dark), texts.metadata))
    light = InlineMap(drawings["article"], drawings["phone"])
    dark_map = InlineMap(drawings[f"article-{_DARK}"], drawings[f"phone-{_DARK}"]) if dark else None
    inline = inline_maps(light, dark_map)
    code, previews = (snippets(pictures, texts, frame, inline, base) for base in (publishing.address, ""))
    del previews["meta"]
    page = embed_page(pictures, texts, code, previews, {name: len(data) for name, data in files.made.items()})
    files.made[PAGE] = files.with_digest(page, texts.metadata)
    return {folder / name: data for name, data in files.made.items()}


def _stem(snapshot: Snapshot, options: RenderOptions, *, live: bool) -> str:
    """Return the stem of file names: REGION-DATE, then what is not the default; live ones have no date."""
    day = () if live else (snapshot.as_of.isoformat(),)
    basis = ("elected",) if snapshot.basis is Basis.ELECTED else ()
    style = name_parts(replace(options, size=RenderOptions().size))
    return "-".join([region_identifier(snapshot.region), *day, *basis, *style])


def _drawings(snapshot: Snapshot, options: RenderOptions) -> dict[str, Drawing]:
    """Return each drawing needed, once, by the name of its size, with `-dark` for the dark one."""
    variants = {name: (name, options.theme) for name in ("article", "phone", "og", "x")}
    dark = dark_theme(options.theme)
    if options.theme != dark:
        variants |= {f"{name}-{_DARK}": (name, dark) for name in ("article", "phone")}
    return {
        key: drawing_of(snapshot, replace(options, size=NAMED[size], theme=theme))
        for key, (size, theme) in variants.items()
    }


def dark_theme(theme: str) -> str:
    """Return the dark theme for readers in the dark who see a map in another theme: a poster stays one."""
    return _DARK_POSTER if read_theme(theme).is_poster else _DARK


def _pictures(files: _Files, drawings: Mapping[str, Drawing]) -> Pictures:
    """Encode every drawing as PNG, the article's as SVG too; return the images that the snippets show."""
    images = {key: _at_every_factor(files, key, drawing) for key, drawing in drawings.items()}
    for key in ("article", f"article-{_DARK}"):
        if key in drawings:
            files.add(key, ".svg", encoded(drawings[key], ".svg"))
    phone_dark = images.get(f"phone-{_DARK}")
    return Pictures(
        articles=images["article"],
        phone=images["phone"][0],
        og=images["og"][0],
        x=images["x"][0],
        articles_dark=images.get(f"article-{_DARK}", ()),
        phone_dark=phone_dark[0] if phone_dark else None,
    )


def _at_every_factor(files: _Files, key: str, drawing: Drawing) -> tuple[ImageFile, ...]:
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


def _texts(snapshot: Snapshot, options: RenderOptions, article: Drawing, phone: Drawing) -> Texts:
    """Return the texts of the snippets: of notes, those that the phone's picture lacks, which has the fewest."""
    words = map_style_of(snapshot, options).words
    rows = country_rows(snapshot, class_count(options.classes, snapshot.scale), words)
    return Texts(article.metadata, article.caption, phone.metadata.get("notes", ""), rows, words, options.bare)
