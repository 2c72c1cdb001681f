"""The Python API: a map of a source, shown in a notebook, as bytes, saved, or drawn beside other charts."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from msgspec import Struct

from mapgen.api.saving import credential_for, save_drawing
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import Size
from mapgen.pens.formats import encoded
from mapgen.pipeline import drawing_of, staged
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.words.overrides import Overrides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from mapgen.pens.axes import PlottedMap

_DEFAULTS = RenderOptions()


class Map(Struct, frozen=True, dict=True):
    """A drawn map: the Snapshot that it shows, its Drawing, and the RenderOptions that it is drawn with.

    `record` is the Record that the snapshot comes from, if any. `svg` is text, `png` bytes; `alt`, `caption` and
    `description` are its texts in the map's language. A notebook shows it with its alt text.

    >>> import mapgen
    >>> made = mapgen.render(as_of="2025-12-15", basis="elected")
    >>> made
    <Map of south-america on 2025-12-15, elected: 6 left, 6 right; 640x800>
    >>> made.snapshot.by_code["CHL"].leader
    'José Antonio Kast'
    >>> [path.name for path in made.save("chile.svg", "chile.png")]
    ['chile.svg', 'chile.png']
    """

    snapshot: Snapshot
    drawing: Drawing
    options: RenderOptions = _DEFAULTS
    record: Record | None = None

    def __repr__(self) -> str:
        return f"<Map of {self.snapshot.summary}; {self.drawing.width:g}x{self.drawing.height:g}>"

    @cached_property
    def svg(self) -> str:
        """The map as an SVG document."""
        return encoded(self.drawing, ".svg").decode()

    @cached_property
    def png(self) -> bytes:
        """The map as a PNG file."""
        return encoded(self.drawing, ".png")

    @property
    def alt(self) -> str:
        """The outcome, the date and the basis in at most 250 characters, in the map's language."""
        return self.drawing.metadata["alt"]

    @property
    def caption(self) -> str:
        """Headline, standfirst and source line, as the line below a picture."""
        return self.drawing.caption

    @property
    def description(self) -> str:
        """The countries by class, the date, the basis, the notes and the source, for readers who cannot see the map."""
        return self.drawing.metadata["description"]

    @property
    def crs(self) -> str:
        """The projection that `plot` draws in, as PROJ text: what geopandas' to_crs takes."""
        return staged(self.snapshot, self.options)[0].basemap.metres.crs

    def figure(self) -> Figure:
        """Return the whole page as a new matplotlib Figure, without pyplot.

        It has the size in pixels of the PNG at 72 dpi, and is the same picture at any dpi and size: type, lines and
        layout keep their proportions. A territory's patch has its ISO 3166-1 alpha-3 code as gid.

        >>> import mapgen
        >>> figure = mapgen.render(as_of="2025-12-15").figure()
        >>> figure.set_size_inches(4, 5)
        >>> figure.savefig("small.png", dpi=150)
        """
        from mapgen.pens.figure import draw_figure  # noqa: PLC0415 (matplotlib takes 0.4 s, and an SVG needs none)

        return draw_figure(self.drawing)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        figsize: tuple[float, float] | None = None,
        key: bool = True,
        labels: bool | str = True,
    ) -> Axes:
        """Draw the map without its page into matplotlib Axes, beside other charts, and return the axes.

        Without `ax` a new figure of pyplot is made, as geopandas does; `figsize` is its width and height in inches.
        Coordinates are metres of the projection `crs`; the aspect is equal and the axes are off. Each territory is a
        PathPatch with its ISO 3166-1 alpha-3 code as gid, borders are LineCollections, labels Texts, the key a Legend.
        `labels` may also be names, leaders or codes. Slogans, images, shares, headline and notes belong to the page and
        are not drawn. Type and labels suit the size that the axes have when this is called. Raises InputError for an
        `ax` that is no Axes, and for unknown labels.

        >>> import mapgen
        >>> ax = mapgen.render(as_of="2025-12-15").plot(labels="codes")
        >>> chile = next(patch for patch in ax.patches if patch.get_gid() == "CHL")
        >>> chile.set_edgecolor("black")
        """
        from mapgen.api.plots import FigureSize, plotted  # noqa: PLC0415 (as above)

        axes_or_size = ax if figsize is None else FigureSize.of(figsize, ax)
        return plotted(self._content, self.options, axes_or_size, key=key, labels=labels)

    def _content(self, options: RenderOptions) -> PlottedMap:
        """Return the content of a plot of this map, drawn with options."""
        from mapgen.api.plots import content_of  # noqa: PLC0415 (as above)

        return content_of(self.snapshot, options)

    def save(
        self,
        *paths: Path | str | IO[Any],
        format: str | None = None,  # noqa: A002
        sign: Path | str | None = None,
        sign_key: Path | str | None = None,
        timestamp: str | None = None,
    ) -> tuple[Path, ...]:
        """Write files in the formats of their endings, all of them or none; return the paths written.

        `format` (such as "png") is that of file objects, and of paths without an ending; an SVG may go into a file
        object of text. `sign` and `sign_key` are the files of a certificate and its private key, which sign them as
        Content Credentials, with a time stamp from the server at the address `timestamp`; the passphrase of an
        encrypted key comes from MAPGEN_SIGN_PASSPHRASE. Raises InputError for another ending or format, and for a
        credential that cannot sign, OutputError where a file cannot be written.

        >>> import io, mapgen
        >>> buffer = io.BytesIO()
        >>> mapgen.render(as_of="2025-12-15").save(buffer, format="svg")
        ()
        >>> buffer.getvalue()[:4]
        b'<svg'
        """
        return save_drawing(self.drawing, paths, format, credential_for(sign, sign_key, timestamp))

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_png_(self) -> bytes:
        return self.png

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> tuple[dict[str, str | bytes], dict[str, dict[str, str | int]]]:
        """Return the map in the media types that a notebook asks for, and for each image its size and alt text."""
        by_type: dict[str, Callable[[], str | bytes]] = {
            "text/plain": lambda: self.alt,
            "image/svg+xml": lambda: self.svg,
            "image/png": lambda: self.png,
        }
        media_types = [
            kind for kind in by_type if (not include or kind in include) and (not exclude or kind not in exclude)
        ]
        about_image: dict[str, str | int] = {
            "alt": self.alt,
            "width": round(self.drawing.width),
            "height": round(self.drawing.height),
        }
        return {kind: by_type[kind]() for kind in media_types}, {
            kind: about_image for kind in media_types if kind.startswith("image/")
        }


def render(  # noqa: PLR0913 (the names are those of `mapgen render`)
    source: Any = None,  # noqa: ANN401 (as mapgen.read has it)
    *,
    as_of: date | str | None = None,
    basis: Basis | str | None = None,
    region: Path | str | None = None,
    lang: str = "en",
    theme: Path | str = "newsprint",
    size: Size | str | tuple[int, int] = "article",
    dpi: int | None = None,
    classes: int | str | None = None,
    labels: str | None = None,
    discs: str = "auto",
    key: str = "members",
    bare: bool = False,
    scale: str = "50m",
    title: str | None = None,
    subtitle: str | None = None,
    credit: str | None = None,
    texts: Mapping[str, str] | Overrides | None = None,
    patterns: bool | None = None,
    slogans: Mapping[str, str] | None = None,
    images: Mapping[str, Path | str] | None = None,
    image_credits: Mapping[str, str] | None = None,
    territories: Mapping[str, str] | None = None,
    claims: Mapping[str, str] | None = None,
    view: Path | str = "un",
    insets: bool | None = None,
    shares: str | tuple[str, ...] | list[str] = (),
    svg_text: str = "text",
    question: Question | None = None,
    options: RenderOptions | None = None,
) -> Map:
    """Return the map of a source: who governs each country of a region on a day.

    Arguments are those of `mapgen render`. `source`: a path, a mapping {"ARG": "right", "Brasil": "left"}, a DataFrame,
    a Record or a Snapshot (see mapgen.read); None for the shipped record. `as_of`: a date, "YYYY-MM-DD", "today" or
    "yesterday" in a language of the map, or a datetime or Timestamp at midnight; None for today. `basis`: "office"
    (None) or "elected". `region`: a name or file; None for the source's region, and for values in memory south-america.
    `size`: a name, "1200x1500", "120x160mm", or (width, height) in CSS pixels. `dpi`: the dots an inch of a PNG.
    `classes`: 3 or 5. `theme`: a name or file. `labels`: "names", "leaders", "codes" or "none". `discs`: "auto" (states
    too small to see), "all" or "none". `key`: the classes with "members", or "all". `bare`: whether the map and its
    names stand alone. `texts`: other texts by name, such as note, captions of classes, and names of countries by
    `name.FLK`. `slogans`, `images` and `image_credits`: by bloc, "left", "centre" or "right". `view`: whose borders
    disputed areas have, by the name of a view or its file. `territories` and `claims`: treatments by code or name, also
    of disputed areas. `shares`: "population", "area", "gdp" or "all". Words are taken in any case. A Question and
    RenderOptions may stand in for the plain arguments.
    Raises InputError, which names the argument, the value and what would be right.

    >>> import mapgen
    >>> mapgen.render({"ARG": "right", "Brasil": "left"}, as_of="2025-12-15", lang="es", size=(500, 700))
    <Map of south-america on 2025-12-15: 1 left, 1 right, 10 no-data; 500x700>
    """
    arguments = dict(locals())  # every argument by its name, as RenderOptions and Question have them
    from mapgen.api.request import request_of  # noqa: PLC0415 (the command line does not need it)

    request = request_of(arguments.pop("source"), arguments)
    drawing = drawing_of(request.snapshot, request.options)
    return Map(request.snapshot, drawing, request.options, request.record)
