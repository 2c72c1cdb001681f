"""The code to paste into an article: HTML of a map's files, from the templates of web/templates.

The templates escape everything that comes from a record; our own markup is passed to them as Markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from mapgen.drawing.typeface import unbroken
from mapgen.files.templating import rendered, script
from mapgen.places.languages import locale_of
from mapgen.themes.theme import Theme
from mapgen.web.country_table import CountryRow
from mapgen.words.wording import Wording

# The height of the closed table below the picture of a frame, in CSS pixels: without scripts, nothing reports the
# height.
_BELOW = 32


class ImageFile(Struct, frozen=True):
    """An image beside the page: its name, its size in CSS pixels, and its width in pixels."""

    name: str
    width: int
    height: int
    pixels: int


class Pictures(Struct, frozen=True):
    """The images of snippets: the article's from the narrowest to the widest, the phone's, two social cards.

    The dark ones are missing where the map itself is dark.
    """

    articles: Sequence[ImageFile]
    phone: ImageFile
    og: ImageFile
    x: ImageFile
    articles_dark: Sequence[ImageFile] = ()
    phone_dark: ImageFile | None = None


class Texts(Struct, frozen=True):
    """The texts of snippets: a map's metadata, its caption, its countries, the words of its language.

    `notes` are those that one of its pictures has no room for. A `bare` picture says neither its day nor its source.
    """

    metadata: Mapping[str, str]
    caption: str
    notes: str
    rows: Sequence[CountryRow]
    words: Wording
    bare: bool = False

    @property
    def below(self) -> str:
        """The line below the picture: its source, and under a bare one first its day and basis."""
        above = (self.metadata["standfirst"],) if self.bare else ()
        return " ".join((*above, self.metadata["source-line"]))


def frame_page(pictures: Pictures, texts: Texts, theme: Theme, dark: Theme | None) -> str:
    """Return the page that an iframe shows: the picture, and the script that tells the host its height."""
    # The frame itself is loaded late; its picture need not be once more.
    values = _values(pictures, texts, "") | {"loading": "eager"}
    picture = rendered("picture.html.jinja", values)
    more = {"picture": picture, "frame_script": script("frame.js"), "colours": theme, "dark_colours": dark}
    return rendered("frame.html.jinja", values | more)


def snippets(pictures: Pictures, texts: Texts, frame: str, inline: str, base: str) -> dict[str, Markup]:
    """Return the code to paste: `picture`, `iframe`, `inline` and `meta`.

    `frame` is the name of the frame's page, `inline` the SVG elements for the page itself, `base` the prefix of file
    names: nothing, or an address that ends in a slash.
    """
    values = _values(pictures, texts, base) | {
        "frame": frame,
        "frame_height": pictures.articles[0].height + _BELOW,
        "listener": script("listener.js"),
        "svg": Markup(inline),  # noqa: S704 (the pen escapes what it writes)
    }
    return {name: rendered(f"{name}.html.jinja", values) for name in ("picture", "iframe", "inline", "meta")}


def embed_page(
    pictures: Pictures,
    texts: Texts,
    code: Mapping[str, Markup],
    previews: Mapping[str, Markup],
    sizes: Mapping[str, int],
) -> str:
    """Return the page for an editor: snippets as code to copy, with previews, and the files with their sizes."""
    parts = [{"key": key, "code": str(snippet), "preview": previews.get(key)} for key, snippet in code.items()]
    more = {
        "parts": parts,
        "files": [{"name": name, "size": size} for name, size in sizes.items()],
        "heading": unbroken(texts.metadata["title"]),
        "standfirst": unbroken(texts.metadata["standfirst"]),
        "caption": texts.caption,
        "description": texts.metadata["description"],
        "copy_script": script("copy.js"),
        "listener": script("listener.js"),
    }
    return rendered("embed.html.jinja", _values(pictures, texts, "") | more)


def _values(pictures: Pictures, texts: Texts, base: str) -> dict[str, Any]:
    """Return the values that every template may use."""
    metadata = texts.metadata
    return {
        "lang": texts.words.lang,
        "locale": locale_of(texts.words.lang),
        "words": texts.words,
        "rows": texts.rows,
        "title": metadata["title"],
        "alt": metadata["alt"],
        "standfirst": metadata["standfirst"],
        "source_line": texts.below,
        "notes": texts.notes,
        "bare": texts.bare,
        "base": base,
        "loading": "lazy",
        "article": pictures.articles[1],
        "articles": pictures.articles,
        "articles_dark": pictures.articles_dark,
        "phone": pictures.phone,
        "phone_dark": pictures.phone_dark,
        "og": pictures.og,
        "x": pictures.x,
    }
