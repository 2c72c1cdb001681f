"""The code to paste into an article: HTML of a map's files, from the templates of web/templates.

The templates escape everything that comes from a record; our own markup is passed to them as Markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from mapgen.digests.code import json_with_digest
from mapgen.drawing.typeface import unbroken
from mapgen.files.addresses import host_of
from mapgen.files.templating import rendered, script
from mapgen.places.languages import locale_of
from mapgen.themes.theme import Theme
from mapgen.web.country_table import CountryRow
from mapgen.web.pictures import Pictures
from mapgen.web.structured_data import DataSubject, PublishedImage, structured_data
from mapgen.words.wording import Wording

# In the order of the page to copy from.
SNIPPETS = ("picture", "img", "iframe", "component", "inline", "newsletter", "amp", "meta")
# What looks as the frame does, and what a browser cannot show: elements of AMP, and of a head.
_WITHOUT_PREVIEW = {"component", "amp", "meta"}
_SCRIPTS = ("flags.js", "embed_scheme.js", "embed_frame.js", "embed_component.js", "embed_host.js", "embed.js")
# The height of the closed table below the picture of a frame, in CSS pixels, and the least width that this height is
# reckoned for: without scripts, nothing reports the height.
_BELOW, _LEAST = 32, 280
# Columns up to this wide have the phone's picture.
_NARROW = 480
# As wide as programs for mail are.
_MAIL = 600


class EmbedFileNames(Struct, frozen=True):
    """The names of the files that snippets and the frame name, beside images; `oembed` only for a known address."""

    script: str
    style: str
    oembed: str = ""
    frame: str = ""


class Texts(Struct, frozen=True):
    """The texts of snippets: a map's metadata, caption and countries, the words of its language, and what it is about.

    `notes` are those that one of its pictures has no room for. A `bare` picture says neither its day nor its source.
    """

    metadata: Mapping[str, str]
    caption: str
    notes: str
    rows: Sequence[CountryRow]
    words: Wording
    subject: DataSubject
    bare: bool = False

    @property
    def below(self) -> str:
        """The line below the picture: its source, and under a bare one first its day and basis."""
        above = (self.metadata["standfirst"],) if self.bare else ()
        return " ".join((*above, self.metadata["source-line"]))


def embed_script() -> str:
    """Return the script of all embeds: for the page around a map, and for the frame that holds one."""
    return f'(function () {{\n"use strict";\n{script(*_SCRIPTS)}}})();\n'


def frame_style(pictures: Pictures, light: Theme, dark: Theme) -> str:
    """Return the style sheet of a frame, in the colours of two themes."""
    return rendered("frame.css.jinja", {"article": pictures.first.articles[0], "light": light, "dark": dark})


def frame_page(pictures: Pictures, texts: Texts, names: EmbedFileNames, address: str) -> str:
    """Return the page that an iframe shows: the picture, and the script that tells the host its height.

    Its files lie beside it; `address` is where it lies itself, for what oEmbed reads.
    """
    # The frame itself is loaded late; its picture need not be once more.
    more = {"loading": "eager", "address": address, "data": _data(pictures, texts, names, address)}
    return rendered("frame.html.jinja", _values(pictures, texts, names, "") | more)


def snippets(pictures: Pictures, texts: Texts, names: EmbedFileNames, inline: str, base: str) -> dict[str, Markup]:
    """Return the code to paste by the names of SNIPPETS, each on one line but for `meta`.

    `inline` are the SVG elements for the page itself, `base` is the prefix of file names: nothing, or an address that
    ends in a slash.
    """
    values = _values(pictures, texts, names, base)
    values |= {"svg": Markup(inline), "address": base}  # noqa: S704 (the pen escapes what it writes)
    values["data"] = _data(pictures, texts, names, base)
    code = {name: rendered(f"{name}.html.jinja", values) for name in SNIPPETS}
    return {name: text if name == "meta" else _one_line(text) for name, text in code.items()}


def _data(pictures: Pictures, texts: Texts, names: EmbedFileNames, address: str) -> Markup:
    """Return the map for programs, as JSON-LD, with the addresses of frame and images where that of files is known."""
    subject = replace(texts.subject, address=address + quote(names.frame) if address and names.frame else "")
    images = (pictures.first.articles[1], pictures.og) if address else ()
    published = [PublishedImage(*image.size, address=address + quote(image.name)) for image in images]
    return structured_data(texts.metadata, subject, published)


def _one_line(code: Markup) -> Markup:
    """Return code on one line: WordPress makes paragraphs and breaks of lines."""
    joined = re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)", "", code.strip())
    return Markup(re.sub(r"\s*\n\s*", " ", joined))  # noqa: S704 (it is our own, without line breaks)


def oembed(pictures: Pictures, texts: Texts, names: EmbedFileNames, address: str) -> bytes:
    """Return what oEmbed reads of a map whose files lie at an address, as JSON."""
    values = _values(pictures, texts, names, address)
    image = pictures.first.articles[0]
    fields = {
        "type": "rich",
        "version": "1.0",
        "title": texts.metadata["title"],
        "author_name": texts.metadata["coder"],
        "provider_name": host_of(address) or address,
        "provider_url": address,
        "html": _one_line(rendered("iframe.html.jinja", values)),
        "width": image.width,
        "height": values["frame_height"],
        "thumbnail_url": address + quote(image.name),
        "thumbnail_width": image.size[0],
        "thumbnail_height": image.size[1],
    }
    return json_with_digest({key: value for key, value in fields.items() if value})


def embed_page(
    pictures: Pictures,
    texts: Texts,
    names: EmbedFileNames,
    snippets_and_previews: tuple[Mapping[str, Markup], Mapping[str, Markup]],
    sizes: Mapping[str, int],
) -> str:
    """Return the page for an editor: snippets as code to copy, with previews, and the files with their sizes."""
    code, previews = snippets_and_previews
    shown = {key: preview for key, preview in previews.items() if key not in _WITHOUT_PREVIEW}
    more = {
        "parts": [{"key": key, "code": str(snippet), "preview": shown.get(key)} for key, snippet in code.items()],
        "files": [{"name": name, "size": size} for name, size in sizes.items()],
        "heading": unbroken(texts.metadata["title"]),
        "standfirst": unbroken(texts.metadata["standfirst"]),
        "caption": texts.caption,
        "description": texts.metadata["description"],
        "copy_script": script("copy.js"),
    }
    return rendered("embed.html.jinja", _values(pictures, texts, names, "") | more)


def _values(pictures: Pictures, texts: Texts, names: EmbedFileNames, base: str) -> dict[str, Any]:
    """Return the values that every template may use."""
    metadata, first, other = texts.metadata, pictures.first, pictures.other
    return {
        "lang": texts.words.lang,
        "locale": locale_of(texts.words.lang),
        "words": texts.words,
        "rows": texts.rows,
        "title": metadata["title"],
        "alt": metadata["alt"],
        "standfirst": metadata["standfirst"],
        "source_line": unbroken(texts.below),
        "notes": unbroken(texts.notes),
        "bare": texts.bare,
        "base": base,
        "loading": "lazy",
        "article": first.articles[1],
        "articles": first.articles,
        "phone": first.phone,
        "articles_other": other.articles if other else (),
        "phone_other": other.phone if other else None,
        "other_scheme": pictures.other_scheme,
        "data_dark": pictures.dark,
        "mail": {"width": _MAIL, "height": round(_MAIL * first.articles[1].height / first.articles[1].width)},
        "og": pictures.og,
        "x": pictures.x,
        **{name: getattr(names, name) for name in names.__struct_fields__},
        **_frame_size(pictures),
    }


def _frame_size(pictures: Pictures) -> dict[str, Any]:
    """Return the height of a frame in a wide column, and its proportions in any: with room for all that it shows."""
    article, phone = pictures.first.articles[0], pictures.first.phone
    steepest = max(image.height / image.width for image in (article, phone)) + _BELOW / _LEAST
    height = max(article.height, ceil(_NARROW * phone.height / phone.width)) + _BELOW
    return {"frame_height": height, "frame_ratio": f"{_NARROW}/{ceil(_NARROW * steepest)}"}
