"""The files of an embed of the main map, and what their page has to copy."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import moments
import pytest

from mapgen import RenderOptions
from mapgen.drawing.primitives import Drawing
from mapgen.pens.formats import encoded
from mapgen.web.embed import PAGE, Publishing, embed_files


class Elements(HTMLParser):
    """The elements of a page in order, each with its attributes, and the text of each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append("")
        self.inside = True

    def handle_data(self, data: str) -> None:
        """Keep text with the element that began last, until one ends."""
        if self.inside:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        """Text from here on belongs to none."""
        self.inside = False

    def named(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of the elements of a name."""
        return [attributes for name, attributes in self.found if name == tag]

    def text(self, tag: str) -> list[str]:
        """Return the texts directly in elements of a name."""
        return [text for (name, _), text in zip(self.found, self.texts, strict=True) if name == tag]


@cache
def made(
    lang: str = "en", *, live: bool = False, address: str | None = None, theme: str = "newsprint", scheme: str = "light"
) -> dict[str, bytes]:
    """Return the files of an embed by their names."""
    snapshot = moments.snapshot(moments.KAST)
    publishing = Publishing.of(live=live, address=address, scheme=scheme)
    files = embed_files(snapshot, RenderOptions(lang=lang, theme=theme), Path("there"), publishing)
    assert {path.parent for path in files} == {Path("there")}
    return {path.name: data for path, data in files.items()}


def coded(lang: str = "en", **options: Any) -> dict[str, bytes]:  # noqa: ANN401 (those of `made`)
    """Return the files of an embed as `made` does, with an empty file for each image of pixels, which take long."""
    return _coded(lang, tuple(sorted(options.items())))


@cache
def _coded(lang: str, options: tuple[tuple[str, Any], ...]) -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mapgen.web.pictures.encoded", without_pixels)
        return made.__wrapped__(lang, **dict(options))


def without_pixels(drawing: Drawing, ending: str) -> bytes:
    """Return a drawing as a file, and an empty one for pixels."""
    return b"" if ending == ".png" else encoded(drawing, ending)


def page(files: dict[str, bytes], ending: str = PAGE) -> str:
    """Return the one page whose name ends so."""
    (found,) = (data.decode() for name, data in files.items() if re.search(ending, name))
    return found


def codes(files: dict[str, bytes]) -> dict[str, str]:
    """Return the code of each snippet as a browser would have it in its text field."""
    elements = Elements(page(files))
    names = [one["id"].removesuffix("-code") for one in elements.named("textarea")]
    return dict(zip(names, (text.removeprefix("\n") for text in elements.text("textarea")), strict=True))
