"""The style options of a map as one value, and checks of one that was built directly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from mapgen.drawing.sizes import LARGEST, NAMED, Size
from mapgen.files.arguments import (
    shown_value,
    word_argument,
    wrong,
)
from mapgen.record.alignments import CLASSES
from mapgen.views.view import DEFAULT_VIEW
from mapgen.words.overrides import TEXTS, Overrides

DEFAULT_THEME = "newsprint"


class RenderOptions(Struct, frozen=True, repr_omit_defaults=True):
    """How a snapshot is drawn; the names are those of mapgen.render, which takes plainer values for them.

    `classes` is 3 (blocs) or 5 (the whole scale); None is 3 for the standard scale, and every class of a custom scale.
    `theme` is a name or the path of a .toml file, `scale` the detail of the boundaries (110m, 50m, 10m), `labels` are
    names, leaders, codes or none (None leaves it to the theme).
    `patterns` draws each class with its pattern; None leaves it to the theme and the size. `slogans`, `images` (paths)
    and `image_credits` (one for each image) go by the bloc: `left`, `centre` or `right`.
    `territories` and `claims` replace the treatments that the region's file gives to some of them, or that `view` gives
    to disputed areas: the name of a shipped view (`mapgen views`), or the path of a .toml file.
    `discs` are the states drawn as discs: `auto` (those too small to see), `all` or `none`.
    `key` says which classes the key has: those with `members`, or `all` of the scale.
    A `bare` map has neither headline, key nor notes; its file still says what they would.
    `insets` says whether the region's insets are drawn; None leaves it to the region.
    `svg_text` is how an SVG writes its texts: `text`, `outlines`, or `embedded`, in a font that it carries.
    `shares` are measures, of `population`, `area` and `gdp`, whose shares are shown as bars where the page has room.
    A value of a wrong type, or an unknown word, raises InputError when a map is drawn with it.

    >>> import mapgen
    >>> options = mapgen.RenderOptions(lang="es", size=mapgen.Size(600, 700))
    >>> mapgen.render(as_of="2025-12-15", options=options).drawing.lang
    'es'
    """

    classes: int | None = None
    theme: str = DEFAULT_THEME
    lang: str = "en"
    size: Size = NAMED["article"]
    scale: str = "50m"
    labels: str | None = None
    discs: str = "auto"
    key: str = "members"
    bare: bool = False
    insets: bool | None = None
    texts: Overrides = field(default_factory=Overrides)
    patterns: bool | None = None
    slogans: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, Path | str] = field(default_factory=dict)
    image_credits: Mapping[str, str] = field(default_factory=dict)
    territories: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)
    view: str = DEFAULT_VIEW
    shares: tuple[str, ...] = ()
    svg_text: str = "text"


# The word for one of several, for messages.
SINGULAR = {
    "slogans": "slogan",
    "images": "image",
    "image_credits": "image credit",
    "territories": "territory",
    "claims": "claim",
}
_TYPES: Mapping[str, tuple[Any, str]] = {
    "classes": (int | None, "3, 5 or None"),
    "theme": (str, "text"),
    "lang": (str, "text"),
    "size": (Size, "a mapgen.Size"),
    "scale": (str, "text"),
    "labels": (str | None, "text or None"),
    "discs": (str, "text"),
    "key": (str, "text"),
    "bare": (bool, "True or False"),
    "insets": (bool | None, "True, False or None"),
    "texts": (Overrides, "mapgen.Overrides"),
    "patterns": (bool | None, "True, False or None"),
    **dict.fromkeys(("slogans", "images", "image_credits", "territories", "claims"), (Mapping, "a dict of text")),
    "shares": (tuple | list, "a tuple of text"),
    "svg_text": (str, "text"),
    "view": (str, "text"),
}


def check_options(options: object) -> None:
    """Raise InputError for a value that is no RenderOptions, or that was built with a value of a wrong type."""
    if not isinstance(options, RenderOptions):
        raise wrong("options", options, "give mapgen.RenderOptions, or write its values as arguments")
    for name, (kind, right) in _TYPES.items():
        value = getattr(options, name)
        if not isinstance(value, kind) or (name == "classes" and isinstance(value, bool)):
            raise wrong(name, value, f"RenderOptions takes {right}; other forms go into {name}= of mapgen.render")
        if isinstance(value, Mapping):
            _check_texts(name, value, str | Path if name == "images" else str)
    if not all(isinstance(measure, str) for measure in options.shares):
        raise wrong("shares", options.shares, "RenderOptions takes a tuple of text")
    for name in ("slogans", "images", "image_credits"):
        for bloc in getattr(options, name):
            word_argument(SINGULAR[name], bloc, CLASSES[3])
    check_size(options.size)
    check_overrides(options.texts)


def _check_texts(argument: str, table: Mapping[Any, Any], kind: Any) -> None:  # noqa: ANN401 (a type, or several)
    for name, text in table.items():
        if not isinstance(name, str) or not isinstance(text, kind):
            raise wrong(f"{argument} {shown_value(name)}", text, "both the name and its value are text")


def check_size(size: Size) -> None:
    """Raise InputError for a Size with a value of a wrong type, or out of range."""
    for name in ("width", "height", "factor", "inset"):
        value = getattr(size, name)
        kind = int if name == "inset" else float | int
        if not isinstance(value, kind) or isinstance(value, bool) or not (name == "inset" or 0 < value <= LARGEST):
            raise wrong(f"size, {name}", value, f"write a number from 1 to {LARGEST}")
    if not isinstance(size.dpi, int | None) or isinstance(size.dpi, bool) or not (size.dpi is None or size.dpi > 0):
        raise wrong("size, dpi", size.dpi, "write a whole number, or None")
    if not isinstance(size.paper, bool):
        raise wrong("size, paper", size.paper, "write True or False")


def check_overrides(texts: Overrides) -> None:
    """Raise InputError for Overrides with a value of a wrong type."""
    for name in TEXTS:
        if not isinstance(getattr(texts, name), str | None):
            raise wrong(f"text {name}", getattr(texts, name), "write it as text")
    for argument, of_what in (("classes", "captions by class"), ("names", "names by code")):
        table = getattr(texts, argument)
        if not isinstance(table, Mapping):
            raise wrong(f"texts, {argument}", table, f"write a dict of {of_what}")
        _check_texts("text", table, str)
