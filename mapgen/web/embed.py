"""The files of an embed: a map in the sizes of an article, light and dark, and the page with code to paste."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mapgen.digests.code import code_with_digest
from mapgen.disk.writing import check_folder_of_files
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.files.addresses import checked_address
from mapgen.map_style import class_count, map_style_of
from mapgen.pipeline import drawing_of, name_parts
from mapgen.places.regions import region_identifier
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.web.country_table import country_rows
from mapgen.web.inline_svg import InlineMap, inline_maps
from mapgen.web.pictures import DARK, EmbedFiles, Pictures, pictures_of
from mapgen.web.snippets import (
    EmbedFileNames,
    Texts,
    embed_page,
    embed_script,
    frame_page,
    frame_style,
    oembed,
    snippets,
)
from mapgen.web.structured_data import DataSubject

PAGE = "embed.html"
_DARK_POSTER = "poster-dark"
# The file of scripts, which all embeds of one version share.
_SCRIPT = "mapgen-embed"


class Publishing(Struct, frozen=True):
    """The naming of files: with date and a hash of their bytes, so that none ever changes, or always the same (`live`).

    `address` is the address of the files, ending in a slash; empty for the folder of the page. `scheme` is one of
    SCHEMES.
    """

    live: bool = False
    address: str = ""
    scheme: str = "light"

    @classmethod
    def of(cls, *, live: bool = False, address: str | None = None, scheme: str = "light") -> Publishing:
        """Return the naming for an address as typed; raises InputError for one that is not an http or https address."""
        if address is None:
            return cls(live, scheme=scheme)
        wanted = "write the address of the folder the files will lie in, such as https://example.org/maps/"
        return cls(live, checked_address("url", address, wanted).rstrip("/") + "/", scheme)


def embed_files(
    snapshot: Snapshot,
    options: RenderOptions,
    folder: Path,
    publishing: Publishing | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[Path, bytes]:
    """Return the files of an embed by their paths in a folder: PNG and SVG, light and dark, social cards, two pages.

    `progress` is called with the name of each file that is made. An embed ignores the size in the options. A map in a
    dark theme has no second, dark version. Raises as check_folder_of_files and drawing_of do.
    """
    check_folder_of_files(folder)
    publishing = publishing or Publishing()
    drawings = _drawings(snapshot, options)
    files = EmbedFiles(_stem(snapshot, options, live=publishing.live), publishing.live, progress)
    pictures = pictures_of(files, drawings, publishing.scheme)
    texts = _texts(snapshot, options, drawings["article"], drawings["phone"])
    names = _frame(files, pictures, texts, options.theme, publishing.address)
    light = InlineMap(drawings["article"], drawings["phone"])
    dark = InlineMap(drawings[f"article-{DARK}"], drawings[f"phone-{DARK}"]) if pictures.other else None
    inline = inline_maps(light, dark, publishing.scheme)
    code, previews = (snippets(pictures, texts, names, inline, base) for base in (publishing.address, ""))
    page = embed_page(pictures, texts, names, (code, previews), {name: len(data) for name, data in files.made.items()})
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
        variants |= {f"{name}-{DARK}": (name, dark) for name in ("article", "phone")}
    return {
        key: drawing_of(snapshot, replace(options, size=NAMED[size], theme=theme))
        for key, (size, theme) in variants.items()
    }


def dark_theme(theme: str) -> str:
    """Return the dark theme for readers in the dark who see a map in another theme: a poster stays one."""
    return _DARK_POSTER if read_theme(theme).is_poster else DARK


def _frame(files: EmbedFiles, pictures: Pictures, texts: Texts, theme: str, address: str) -> EmbedFileNames:
    """Add the frame's page, style and script, and for a known address what oEmbed reads; return their names."""
    script = files.add_as(_SCRIPT, ".js", code_with_digest(embed_script()))
    dark = dark_theme(theme) if pictures.other else theme
    look = frame_style(pictures, read_theme(theme), read_theme(dark))
    style = files.add("frame", ".css", code_with_digest(look))
    names = EmbedFileNames(script, style)
    if address:
        # The frame names the file for oEmbed, which names the frame: so its hash is that of a frame that names none.
        page = frame_page(pictures, texts, names, address)
        names = replace(names, oembed=files.name_of(f"{files.stem}-oembed", ".json", page.encode()))
    page = frame_page(pictures, texts, names, address)
    names = replace(names, frame=files.add("frame", ".html", files.with_digest(page, texts.metadata)))
    if names.oembed:
        files.put(names.oembed, oembed(pictures, texts, names, address))
    return names


def _texts(snapshot: Snapshot, options: RenderOptions, article: Drawing, phone: Drawing) -> Texts:
    """Return the texts of the snippets: of notes, those that the phone's picture lacks, which has the fewest."""
    words = map_style_of(snapshot, options).words
    rows = country_rows(snapshot, class_count(options.classes, snapshot.scale), words)
    subject = DataSubject(words.region(snapshot.region), words.lang, snapshot.licence)
    notes = phone.metadata.get("notes", "")
    return Texts(article.metadata, article.caption, notes, rows, words, subject, options.bare)
