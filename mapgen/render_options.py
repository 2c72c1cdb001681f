"""How a map is drawn, as one value, and that value from plain ones: a command's options, a manifest's keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from mapgen.drawing.sizes import NAMED, Size, parse_size
from mapgen.errors import InputError
from mapgen.files.texts import checked_line
from mapgen.places.figures import MEASURES
from mapgen.words.captions import TEXTS, Overrides


class RenderOptions(Struct, frozen=True):
    """How a snapshot is drawn; the names are those of the command line.

    `classes` is 3 (blocs) or 5 (the whole scale); None is 3 for the standard scale, and all of a scale of one's own.
    `patterns` draws each class with its pattern; None leaves it to the theme and the size. `slogans`, `images` (paths)
    and `image_credits` (one for each image) go by the bloc: `left`, `centre` or `right`.
    `territories` and `claims` say how some are treated, in place of what the region's file says; see treatments.
    `insets` says whether the region's insets are drawn; None leaves it to the region.
    `svg_text` is how an SVG writes its texts: `text`, `outlines`, or `embedded`, in a font that it carries.
    `shares` are measures, of `population`, `area` and `gdp`, whose shares are shown as bars where the page has room.
    """

    classes: int | None = None
    theme: str = "newsprint"
    lang: str = "en"
    size: Size = NAMED["article"]
    scale: str = "50m"
    labels: str | None = None
    insets: bool | None = None
    texts: Overrides = field(default_factory=Overrides)
    patterns: bool | None = None
    slogans: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, Path | str] = field(default_factory=dict)
    image_credits: Mapping[str, str] = field(default_factory=dict)
    territories: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[str, ...] = ()
    svg_text: str = "text"


def render_options(options: MutableMapping[str, Any]) -> RenderOptions:
    """Take what look_options added out of a command's options, and return it as one value.

    Raises InputError for an unknown size, and for a side, a territory or a claim given twice.
    """
    texts = _texts({name: options.pop(name, None) for name in ("title", "subtitle", "credit")}, options.pop("texts"))
    size, classes = parse_size(options.pop("size", "article")), options.pop("classes")
    named = ("theme", "lang", "scale", "labels", "patterns", "insets", "svg_text")
    map_style = {key: options.pop(key) for key in named if key in options}
    slogans, images, image_credits = (
        _by_side(name.replace("_", " "), options.pop(name, ())) for name in ("slogan", "image", "image_credit")
    )
    wanted = options.pop("shares", ())
    territories, claims = (_once(kind, options.pop(kind)) for kind in ("territories", "claims"))
    return RenderOptions(
        classes=int(classes) if classes else None,
        size=size,
        texts=texts,
        slogans=slogans,
        images=images,
        image_credits=image_credits,
        territories=territories,
        claims=claims,
        shares=MEASURES if "all" in wanted else tuple(wanted),
        **map_style,
    )


def _texts(named: Mapping[str, str | None], pairs: Iterable[tuple[str, str]]) -> Overrides:
    """Return the texts a user gives, by options of their own and by --text; other names are captions of classes."""
    given = {name: checked_line(f"text {name}", text) for name, text in pairs}
    classes = {name: text for name, text in given.items() if name not in TEXTS}
    known = {name: text for name, text in given.items() if name in TEXTS}
    return Overrides(**{**known, **{name: text for name, text in named.items() if text}}, classes=classes)


def _by_side(name: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what was given for each side; raises InputError for a side given twice, and for text that is no line."""
    found: dict[str, str] = {}
    for side, value in pairs:
        if side in found:
            raise InputError.single(f"{name} {side}", "it is given twice; give one for each side")
        found[side] = checked_line(f"{name} {side}", value)
    return found


def _once(kind: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return pairs by their names; raises InputError for a name with two values."""
    found = dict(pairs)
    for name, value in pairs:
        if found[name] != value:
            raise InputError.single(f"{kind} {name}", f"{value} and {found[name]} are asked for; give one")
    return found
