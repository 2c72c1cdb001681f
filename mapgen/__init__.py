"""mapgen: left/right maps of who governs, for any date, from a small text file.

import mapgen
mapgen.render(as_of="2025-12-15", basis="elected", lang="es").save("map.svg")
"""

from __future__ import annotations

from importlib import import_module as _import_module
from typing import TYPE_CHECKING
from typing import Any as _Any

from mapgen.version import __version__

if TYPE_CHECKING:
    from mapgen.api.data_frames import show
    from mapgen.api.maps import Map, render
    from mapgen.api.plots import plot
    from mapgen.api.shares import shares_of
    from mapgen.choropleth.geodataframe import to_geodataframe
    from mapgen.comparison.compare import Comparison
    from mapgen.comparison.operands import compare
    from mapgen.drawing.sizes import Size
    from mapgen.errors import InputError, MapgenError, OutputError
    from mapgen.exporting.citation import cite
    from mapgen.exporting.saving import export
    from mapgen.record.model import Record
    from mapgen.record.snapshots import Basis, Snapshot, Status
    from mapgen.render_options import RenderOptions
    from mapgen.sources.question import Question
    from mapgen.sources.reading import answer, read
    from mapgen.words.overrides import Overrides

# Where each public name lives: loaded when first used, so that `import mapgen` costs nothing.
_PLACES = {
    "Basis": "record.snapshots",
    "Comparison": "comparison.compare",
    "InputError": "errors",
    "Map": "api.maps",
    "MapgenError": "errors",
    "OutputError": "errors",
    "Overrides": "words.overrides",
    "Question": "sources.question",
    "Record": "record.model",
    "RenderOptions": "render_options",
    "Size": "drawing.sizes",
    "Snapshot": "record.snapshots",
    "Status": "record.snapshots",
    "answer": "sources.reading",
    "cite": "exporting.citation",
    "compare": "comparison.operands",
    "export": "exporting.saving",
    "plot": "api.plots",
    "read": "sources.reading",
    "render": "api.maps",
    "shares_of": "api.shares",
    "show": "api.data_frames",
    "to_geodataframe": "choropleth.geodataframe",
}
__all__ = [
    "Basis",
    "Comparison",
    "InputError",
    "Map",
    "MapgenError",
    "OutputError",
    "Overrides",
    "Question",
    "Record",
    "RenderOptions",
    "Size",
    "Snapshot",
    "Status",
    "__version__",
    "answer",
    "cite",
    "compare",
    "export",
    "plot",
    "read",
    "render",
    "shares_of",
    "show",
    "to_geodataframe",
]


def __getattr__(name: str) -> _Any:  # noqa: ANN401 (any public name)
    if name not in _PLACES:
        raise AttributeError(f"module 'mapgen' has no attribute {name!r}")
    return getattr(_import_module(f"mapgen.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
