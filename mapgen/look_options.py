"""The options that say how a map is drawn, shared by every command that draws one."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

import click

from mapgen.figures import MEASURES
from mapgen.options import F, Line, Word

if TYPE_CHECKING:
    from mapgen.pipeline import RenderOptions


def look_options(command: F) -> F:
    """Add the options of how a map is drawn; render_options makes one value of them."""
    for option in (
        click.option("--credit", type=Line(), help="Credit, after the source line."),
        click.option("--subtitle", type=Line(), help="Sentence under the headline, in place of the map's own."),
        click.option(
            "--share",
            "shares",
            multiple=True,
            type=Word("MEASURE", (*MEASURES, "all")),
            help="Bars of the classes' shares; may be given again.",
        ),
        click.option("--title", type=Line(), help="Headline, in place of the map's own."),
        click.option("--scale", default="50m", metavar="110m|50m|10m", help="Detail of the boundaries [50m]."),
        click.option("--size", default="article", metavar="NAME|WxH", help="Named size, or pixels [article]."),
        click.option("--lang", default="en", metavar="en|es|pt", help="Language of the map [en]."),
        click.option("--theme", default="newsprint", metavar="NAME|FILE", help="Colours and patterns [newsprint]."),
        click.option("--classes", type=Word("CLASSES", ("3", "5")), help="Three blocs [3], or the whole scale."),
    ):
        command = option(command)
    return command


def render_options(options: MutableMapping[str, Any]) -> RenderOptions:
    """Take what look_options added out of a command's options, and return it as one value.

    Raises InputError for an unknown size.
    """
    from mapgen.captions import Overrides  # noqa: PLC0415 (help, show and check do without maps)
    from mapgen.pipeline import RenderOptions  # noqa: PLC0415
    from mapgen.sizes import parse_size  # noqa: PLC0415

    texts = Overrides(options.pop("title"), options.pop("subtitle"), options.pop("credit"))
    size, classes = parse_size(options.pop("size")), options.pop("classes")
    look = {key: options.pop(key) for key in ("theme", "lang", "scale")}
    wanted = options.pop("shares")
    shares = MEASURES if "all" in wanted else tuple(wanted)
    return RenderOptions(classes=int(classes) if classes else None, size=size, texts=texts, shares=shares, **look)
