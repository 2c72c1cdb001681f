"""The map of a comparison as a Map: shown in a notebook, saved, or drawn beside other charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapgen.api.maps import Map
from mapgen.comparison.compare import Comparison
from mapgen.comparison.key import comparison_key, comparison_style, marked_states
from mapgen.comparison.map import comparison_drawing, staged_comparison
from mapgen.comparison.recreation import recreation_drawing
from mapgen.layout.claim_marks import claim_entries
from mapgen.layout.key import KeyTexts
from mapgen.render_options import RenderOptions

if TYPE_CHECKING:
    from mapgen.pens.axes import PlottedMap


class ComparisonMap(Map, frozen=True, dict=True, kw_only=True):
    """A Map of a comparison; its snapshot is that of the second operand."""

    comparison: Comparison

    def __repr__(self) -> str:
        return f"<Map of {self.comparison.summary}; {self.drawing.width:g}x{self.drawing.height:g}>"

    def _content(self, options: RenderOptions) -> PlottedMap:
        """Return the content of a plot: the second operand, with the differences in the colours of the comparison."""
        from mapgen.pens.axes import PlottedMap  # noqa: PLC0415 (matplotlib takes 0.4 s, and an SVG needs none)

        choropleth, plain = staged_comparison(self.comparison, options)
        states = marked_states(self.comparison, plain)
        map_style = comparison_style(self.comparison, states, plain, choropleth)
        key = comparison_key(choropleth, states, map_style, KeyTexts())
        return PlottedMap(choropleth, map_style, (*key, *claim_entries(choropleth, map_style)))


def comparison_map(comparison: Comparison, options: RenderOptions, *, recreate: bool) -> ComparisonMap:
    """Return the map of a comparison, or with `recreate` both maps side by side; raises InputError as render does."""
    drawing = (recreation_drawing if recreate else comparison_drawing)(comparison, options)
    b = comparison.b
    return ComparisonMap(b.snapshot, drawing, options, b.record, comparison=comparison)
