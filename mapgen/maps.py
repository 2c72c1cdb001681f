"""The Python API: a map of a source, shown in a notebook, as bytes, or saved."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from mapgen.drawing.primitives import Drawing
from mapgen.files.writing import write_all
from mapgen.pens.formats import encoded
from mapgen.pipeline import check_endings, drawing_of, output_files
from mapgen.record.snapshots import Snapshot
from mapgen.record.sources import Question, answer, read_source
from mapgen.render_options import RenderOptions

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Map(Struct, frozen=True, dict=True):
    """A drawn map: what it shows and how it lies on the page."""

    snapshot: Snapshot
    drawing: Drawing

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
        """The countries by class, the date, the basis, the notes and the source, for whoever cannot see the map."""
        return self.drawing.metadata["description"]

    def figure(self) -> Figure:
        """Return the map as a matplotlib Figure."""
        from mapgen.pens.figure import draw_figure  # noqa: PLC0415 (matplotlib takes 0.4 s that an SVG does without)

        return draw_figure(self.drawing)

    def save(self, *paths: Path | str) -> tuple[Path, ...]:
        """Write files by their endings, .png, .svg or .pdf, all of them or none; return their paths.

        Raises InputError for another ending, OutputError where a file cannot be written.
        """
        wanted = tuple(Path(path) for path in paths)
        check_endings(wanted)
        write_all(output_files(self.drawing, wanted))
        return wanted

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_png_(self) -> bytes:
        return self.png

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> tuple[dict[str, str | bytes], dict[str, dict[str, str | int]]]:
        """Return what a notebook asks for, by media type, and how to show it: its width and height, its alt text."""
        made: dict[str, Callable[[], str | bytes]] = {
            "text/plain": lambda: self.alt,
            "image/svg+xml": lambda: self.svg,
            "image/png": lambda: self.png,
        }
        wanted = [kind for kind in made if (not include or kind in include) and (not exclude or kind not in exclude)]
        shown: dict[str, str | int] = {
            "alt": self.alt,
            "width": round(self.drawing.width),
            "height": round(self.drawing.height),
        }
        return {kind: made[kind]() for kind in wanted}, {kind: shown for kind in wanted if kind.startswith("image/")}


def render(
    source: Path | str | None = None,
    *,
    question: Question | None = None,
    options: RenderOptions | None = None,
) -> Map:
    """Return the map of a record or snapshot file, or of the shipped record for None.

    `question` says which day, basis and region (today, in office, by default); `options` how it is drawn. Raises
    InputError for what cannot be read or drawn.
    """
    snapshot = answer(read_source(Path(source) if source else None), question or Question())
    return Map(snapshot, drawing_of(snapshot, options or RenderOptions()))
