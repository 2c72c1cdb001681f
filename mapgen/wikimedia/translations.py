"""The names on a map in every language, and a measure that gives each the room of the widest.

Leader lines and discs are drawn once for all languages, so a name has one place in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Text
from mapgen.drawing.stand_ins import widest
from mapgen.labels.line_breaks import breaks, halves
from mapgen.wikimedia.editions import Edition


class Translations:
    """The lines of labels in the default language, and what other languages say in their place."""

    def __init__(self, choropleth: Choropleth, editions: Sequence[Edition], marks: Mapping[str, str]) -> None:
        self.langs = tuple(edition.lang for edition in editions)
        self._lines: dict[str, list[tuple[str, ...]]] = {}
        self._halves: dict[str, tuple[tuple[str, str], ...]] = {}
        for names in self._names(choropleth, editions, marks):
            self._add(names)

    @staticmethod
    def _names(
        choropleth: Choropleth, editions: Sequence[Edition], marks: Mapping[str, str]
    ) -> Iterator[tuple[str, ...]]:
        """Yield everything that a map may name, in each language: states, neighbours, seas and insets."""
        words = [edition.map_style.words for edition in editions]
        for code in (entry.iso3 for entry in choropleth.entries):
            mark = marks.get(code, "")
            yield tuple(one.country(code) + mark for one in words)
            if words[0].short_country(code):
                yield tuple((one.short_country(code) or one.country(code)) + mark for one in words)
        for place in choropleth.basemap.places:
            yield tuple(one.country(place.code) if place.code else one.named(place.names) for one in words)
        for inset in choropleth.region.drawn_insets:
            yield tuple(one.named(inset.names) for one in words)

    def _add(self, names: tuple[str, ...]) -> None:
        """Add a name in each language, whole and in the halves of two lines."""
        self._lines.setdefault(names[0], []).append(names)
        broken = tuple(halves(name, 1.0) or (name, "") for name in names)
        for first, second in breaks(names[0]):
            self._halves[names[0]] = broken
            for number, half in enumerate((first, second)):
                self._lines.setdefault(half, []).append(tuple(parts[number] for parts in broken))

    def width(self, text: str, bold: bool) -> float:  # noqa: FBT001 (as measured_by calls it)
        """Return the width of a line at a type size of 1: that of the widest language and typeface."""
        others = (name for names in self._lines.get(text, ()) for name in names[1:])
        return max(widest(line, bold) for line in (text, *others))

    def lines(self, texts: Sequence[Text], place: int) -> tuple[str, ...]:
        """Return what a label's lines say in the language of a place among all, an empty text for a line too many."""
        said = [text.text for text in texts if text.role != "leader"]
        rest = [text.text for text in texts if text.role == "leader"]
        whole = next((name for name in self._halves if said in map(list, breaks(name))), None)
        if whole is not None:
            return (*self._halves[whole][place], *rest) if place else (*said, *rest)
        named = (self._lines[line][0][place] if line in self._lines else line for line in said)
        return (*named, *rest)
