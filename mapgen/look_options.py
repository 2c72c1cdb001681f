"""The options that say how a map is drawn, shared by every command that draws one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from mapgen.alignments import CLASSES
from mapgen.errors import InputError
from mapgen.figures import MEASURES
from mapgen.options import F, Line, Pair, Word
from mapgen.texts import checked_line

if TYPE_CHECKING:
    from mapgen.captions import Overrides
    from mapgen.pipeline import RenderOptions


def _sided(name: str, value: str, text: str) -> Callable[[F], F]:
    """Return an option that is given for a side, and may be given again for another."""
    return click.option(name, multiple=True, type=Pair(f"SIDE={value}", CLASSES[3]), help=text)


# By their parameters, in the order in which help shows them.
_OPTIONS: Mapping[str, Callable[[Any], Any]] = {
    "classes": click.option("--classes", type=Word("CLASSES", ("3", "5")), help="Three blocs [3], or the whole scale."),
    "theme": click.option(
        "--theme", default="newsprint", metavar="NAME|FILE", help="Colours and patterns [newsprint]."
    ),
    "lang": click.option("--lang", default="en", metavar="en|es|pt", help="Language of the map [en]."),
    "size": click.option("--size", default="article", metavar="NAME|WxH", help="Named size, or pixels [article]."),
    "scale": click.option("--scale", default="50m", metavar="110m|50m|10m", help="Detail of the boundaries [50m]."),
    "labels": click.option(
        "--labels",
        type=Word("LABELS", ("names", "leaders", "codes", "none")),
        help="Names of countries [names], with their leaders, codes, or none.",
    ),
    "title": click.option("--title", type=Line(), help="Headline, in place of the map's own."),
    "subtitle": click.option("--subtitle", type=Line(), help="Sentence under the headline, in place of the map's own."),
    "credit": click.option("--credit", type=Line(), help="Credit, after the source line."),
    "texts": click.option(
        "--text",
        "texts",
        multiple=True,
        type=Pair("NAME=TEXT"),
        help="Any other text: basis, source, checked, note, or the caption of a class, as left=TEXT.",
    ),
    "shares": click.option(
        "--share",
        "shares",
        multiple=True,
        type=Word("MEASURE", (*MEASURES, "all")),
        help="Bars of the classes' shares; may be given again.",
    ),
    "patterns": click.option(
        "--patterns/--no-patterns", default=None, help="A pattern for each class [theme's; on in print]."
    ),
    "slogan": _sided("--slogan", "TEXT", "Large text beside a bloc; may be given for each."),
    "image": _sided("--image", "FILE", "Fill a bloc with a PNG, JPEG or WebP image."),
    "image_credit": _sided("--image-credit", "TEXT", "Whose the image is; needed with each one."),
    "territories": click.option(
        "--territory",
        "territories",
        type=Pair("CODE=TREATMENT"),
        multiple=True,
        help="Draw what is no state neutral, as its sovereign or hidden; may be given again [the region's own].",
    ),
    "claims": click.option(
        "--claim",
        "claims",
        type=Pair("NAME=TREATMENT"),
        multiple=True,
        help="Draw a claim dashed, hatched or hidden; may be given again [the region's own].",
    ),
    "svg_text": click.option(
        "--svg-text",
        type=Word("LETTERING", ("text", "outlines", "embedded")),
        default="text",
        help="Texts of an SVG: in the reader's fonts [text], as outlines, or with the font.",
    ),
    "insets": click.option(
        "--insets/--no-insets", default=None, help="Far places in small frames [as the region says]."
    ),
}
# What the map of a comparison has no use for.
_ONE_SIDED = ("shares", "slogan", "image", "image_credit")
# What a page of many days can have: whatever holds for all of them.
_PAGE = ("classes", "theme", "lang", "scale", "title", "credit", "texts", "territories", "claims")


def look_options(command: F) -> F:
    """Add the options of how a map is drawn; render_options makes one value of them."""
    return _with(_OPTIONS, command)


def look_options_without_size(command: F) -> F:
    """Add the same without --size, for a command that draws sizes of its own."""
    return _with([name for name in _OPTIONS if name != "size"], command)


def comparison_look_options(command: F) -> F:
    """Add those of them that a map of two snapshots has a meaning for."""
    return _with([name for name in _OPTIONS if name not in _ONE_SIDED], command)


def page_look_options(command: F) -> F:
    """Add those of them that hold for every state of an interactive page."""
    return _with([name for name in _OPTIONS if name in _PAGE], command)


def _with(names: Iterable[str], command: F) -> F:
    for name in reversed(list(names)):
        command = _OPTIONS[name](command)
    return command


def _by_side(name: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what was given for each side; raises InputError for a side given twice, and for text that is no line."""
    found: dict[str, str] = {}
    for side, value in pairs:
        if side in found:
            raise InputError.single(f"{name} {side}", "it is given twice; give one for each side")
        found[side] = checked_line(f"{name} {side}", value)
    return found


def render_options(options: MutableMapping[str, Any]) -> RenderOptions:
    """Take what look_options added out of a command's options, and return it as one value.

    Raises InputError for an unknown size, and for a side, a territory or a claim given twice.
    """
    from mapgen.pipeline import RenderOptions  # noqa: PLC0415 (help, show and check do without maps)
    from mapgen.sizes import parse_size  # noqa: PLC0415

    texts = _texts({name: options.pop(name, None) for name in ("title", "subtitle", "credit")}, options.pop("texts"))
    size, classes = parse_size(options.pop("size", "article")), options.pop("classes")
    named = ("theme", "lang", "scale", "labels", "patterns", "insets", "svg_text")
    look = {key: options.pop(key) for key in named if key in options}
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
        **look,
    )


def _texts(named: Mapping[str, str | None], pairs: Iterable[tuple[str, str]]) -> Overrides:
    """Return the texts a user gives, by options of their own and by --text; other names are captions of classes."""
    from mapgen.captions import TEXTS, Overrides  # noqa: PLC0415 (as above)

    given = {name: checked_line(f"text {name}", text) for name, text in pairs}
    classes = {name: text for name, text in given.items() if name not in TEXTS}
    known = {name: text for name, text in given.items() if name in TEXTS}
    return Overrides(**{**known, **{name: text for name, text in named.items() if text}}, classes=classes)


def _once(kind: str, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return pairs by their names; raises InputError for a name with two values."""
    found = dict(pairs)
    for name, value in pairs:
        if found[name] != value:
            raise InputError.single(f"{kind} {name}", f"{value} and {found[name]} are asked for; give one")
    return found
