"""The options for the style of a map, which all commands that draw maps share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from mapgen.cli.options import F, NameOrFile, OpenWord, Pair, PairWithFile, TextLine, Word, completion_of
from mapgen.cli.signing_options import KeyModeOrFile
from mapgen.pens.formats import LETTERINGS
from mapgen.places.figures import MEASURES, measure_synonyms
from mapgen.places.languages import languages
from mapgen.places.scales import SCALES
from mapgen.record.alignments import CLASSES
from mapgen.themes.theme import DISC_MODES, LABEL_MODES


def _sided(names: tuple[str, str], value: str, text: str, pair: type[Pair] = Pair) -> Callable[[F], F]:
    """Return an option whose value is for one side, and which may be given again for another side."""
    return click.option(*names, multiple=True, type=pair(f"SIDE={value}", CLASSES[3]), help=text)


# By the names of their parameters, in the order of the help.
_OPTIONS: Mapping[str, Callable[[Any], Any]] = {
    "classes": click.option(
        "--classes", type=Word("CLASSES", map(str, CLASSES)), help="Three blocs [3], or the whole scale."
    ),
    "theme": click.option(
        "--theme",
        default="newsprint",
        type=NameOrFile(),
        metavar="NAME|FILE",
        shell_complete=completion_of("theme"),
        help="Colours and patterns [newsprint].",
    ),
    "lang": click.option(
        "--lang",
        default="en",
        type=OpenWord("LANG", languages()),
        help="Language of the map [en].",
    ),
    "size": click.option(
        "--size",
        default="article",
        metavar="NAME|WxH",
        shell_complete=completion_of("size"),
        help="Named size, pixels, or paper such as 120x160mm [article].",
    ),
    "dpi": click.option("--dpi", metavar="N", help="Dots an inch of a PNG [300 on paper, else as the size says]."),
    "scale": click.option(
        "--scale",
        default="50m",
        type=OpenWord("SCALE", SCALES),
        help="Detail of the boundaries [50m].",
    ),
    "labels": click.option(
        "--labels",
        type=Word("LABELS", LABEL_MODES),
        help="Names of countries [names], with their leaders, codes, or none.",
    ),
    "discs": click.option(
        "--discs",
        default="auto",
        type=Word("DISCS", DISC_MODES),
        help="States drawn as discs: those too small to see [auto], all, or none.",
    ),
    "key": click.option(
        "--key",
        default="members",
        type=KeyModeOrFile(),
        help="Classes in the key: those with members [members], or all.",
    ),
    "bare": click.option("--bare", is_flag=True, help="Only the map with its names: no headline, key or notes."),
    "title": click.option("--title", type=TextLine(), help="Headline, in place of the map's own."),
    "subtitle": click.option(
        "--subtitle", type=TextLine(), help="Sentence under the headline, in place of the map's own."
    ),
    "credit": click.option("--credit", type=TextLine(), help="Credit, after the source line."),
    "texts": click.option(
        "--text",
        "texts",
        multiple=True,
        type=Pair("NAME=TEXT"),
        shell_complete=completion_of("--text"),
        help="Any other text: basis, source, checked, note, a caption (left=TEXT) or a name (name.FLK=TEXT).",
    ),
    "shares": click.option(
        "--share",
        "shares",
        multiple=True,
        type=Word("MEASURE", (*MEASURES, "all"), measure_synonyms),
        help="Bars of the classes' shares; may be given again.",
    ),
    "patterns": click.option(
        "--patterns/--no-patterns", default=None, help="A pattern for each class [theme's; on in print]."
    ),
    "slogans": _sided(("--slogan", "slogans"), "TEXT", "Large text beside a bloc; may be given for each."),
    "images": _sided(("--image", "images"), "FILE", "Fill a bloc with a PNG, JPEG or WebP image.", PairWithFile),
    "image_credits": _sided(("--image-credit", "image_credits"), "TEXT", "Credit of the image; each image needs one."),
    "territories": click.option(
        "--territory",
        "territories",
        type=Pair("CODE=TREATMENT"),
        shell_complete=completion_of("--territory"),
        multiple=True,
        help="Draw a territory neutral, as its sovereign or hidden, or a disputed area as a state's.",
    ),
    "claims": click.option(
        "--claim",
        "claims",
        type=Pair("NAME=TREATMENT"),
        shell_complete=completion_of("--claim"),
        multiple=True,
        help="Draw a claim or disputed area dashed, hatched or hidden; may be given again.",
    ),
    "view": click.option(
        "--view",
        default="un",
        type=NameOrFile(),
        metavar="NAME|FILE",
        shell_complete=completion_of("view"),
        help="Whose borders disputed areas have [un]; `mapgen views` lists them.",
    ),
    "svg_text": click.option(
        "--svg-text",
        type=Word("LETTERING", LETTERINGS),
        default="text",
        help="Texts of an SVG: in the reader's fonts [text], as outlines, or with the font.",
    ),
    "insets": click.option(
        "--insets/--no-insets", default=None, help="Far places in small frames [as the region says]."
    ),
}
# Options without a meaning on the map of a comparison.
_NOT_FOR_COMPARISON = ("key", "shares", "slogans", "images", "image_credits")
# Options of an interactive page, which apply to all its days.
_PAGE = (
    *("classes", "theme", "lang", "scale", "discs", "bare"),
    *("title", "credit", "texts", "territories", "claims", "view"),
)
# Options of a map in every language at once: no text of one's own, and no image, whose rights are another's.
_COMMONS = (
    *("lang", "classes", "labels", "discs", "key", "scale", "insets", "view", "territories", "claims"),
    *("theme", "patterns"),
)
# Options of an export, which has shapes and no picture.
_EXPORT = ("scale", "territories", "view")


def style_options(command: F) -> F:
    """Add the options for the style of a map; render_options turns their values into RenderOptions."""
    return _with(_OPTIONS, command)


def style_options_without_size(command: F) -> F:
    """Add the style options without --size and --dpi, for a command that draws sizes of its own."""
    return _with([name for name in _OPTIONS if name not in ("size", "dpi")], command)


def comparison_style_options(command: F) -> F:
    """Add the style options that have a meaning on a map of two snapshots."""
    return _with([name for name in _OPTIONS if name not in _NOT_FOR_COMPARISON], command)


def page_style_options(command: F) -> F:
    """Add the style options that apply to all days of an interactive page."""
    return _with([name for name in _OPTIONS if name in _PAGE], command)


def commons_style_options(command: F) -> F:
    """Add the style options that have a meaning for a map in every language."""
    return _with([name for name in _OPTIONS if name in _COMMONS], command)


def export_style_options(command: F) -> F:
    """Add the style options that have a meaning for shapes without a picture."""
    return _with(_EXPORT, command)


def _with(names: Iterable[str], command: F) -> F:
    for name in reversed(list(names)):
        command = _OPTIONS[name](command)
    return command
