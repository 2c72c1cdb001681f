"""A map in several languages: what is drawn once, and texts that each language has in its own words."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from mapgen.drawing.primitives import Anchor, Drawing, Text


class Line(Struct, frozen=True):
    """One line of a text as a Text is, and a `tail` in semibold after it: the count of a class."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    anchor: Anchor = "start"
    tail: str = ""

    @classmethod
    def of(cls, text: Text, words: str | None = None, tail: str = "") -> Line:
        """Return the line of a placed text, or with other words in its place."""
        said = text.text if words is None else words
        return cls(said, text.x, text.y, text.size, text.colour, text.bold, text.anchor, tail)


class Lettering(Struct, frozen=True):
    """A text of the map under a name of its own: its lines in each language, the default one first."""

    name: str
    role: str
    editions: Mapping[str, tuple[Line, ...]]


class Sheet(Struct, frozen=True):
    """A page: its drawing, whose layers have no texts, and the texts of the layers by their names."""

    drawing: Drawing
    letterings: Mapping[str, tuple[Lettering, ...]] = field(default_factory=dict)
