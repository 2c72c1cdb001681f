"""mapgen: left/right maps of who governs, for any date, from a small text file.

import mapgen
mapgen.render(options=mapgen.RenderOptions(lang="es")).save("map.svg")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mapgen.version import __version__

if TYPE_CHECKING:
    from mapgen.choropleth.geodataframe import to_geodataframe
    from mapgen.drawing.sizes import Size, parse_size
    from mapgen.errors import InputError, MapgenError, OutputError
    from mapgen.maps import Map, render
    from mapgen.pipeline import shares_of
    from mapgen.record.snapshots import Basis, Snapshot, Status
    from mapgen.record.sources import Question, answer, read_source
    from mapgen.render_options import RenderOptions
    from mapgen.words.captions import Overrides

# Where each public name lives: loaded when first used, so that `import mapgen` costs nothing.
_PLACES = {
    "Basis": "record.snapshots",
    "InputError": "errors",
    "Map": "maps",
    "MapgenError": "errors",
    "OutputError": "errors",
    "Overrides": "words.captions",
    "Question": "record.sources",
    "RenderOptions": "render_options",
    "Size": "drawing.sizes",
    "Snapshot": "record.snapshots",
    "Status": "record.snapshots",
    "answer": "record.sources",
    "parse_size": "drawing.sizes",
    "read_source": "record.sources",
    "render": "maps",
    "shares_of": "pipeline",
    "to_geodataframe": "choropleth.geodataframe",
}
__all__ = [
    "Basis",
    "InputError",
    "Map",
    "MapgenError",
    "OutputError",
    "Overrides",
    "Question",
    "RenderOptions",
    "Size",
    "Snapshot",
    "Status",
    "__version__",
    "answer",
    "parse_size",
    "read_source",
    "render",
    "shares_of",
    "to_geodataframe",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any public name)
    if name not in _PLACES:
        raise AttributeError(f"module 'mapgen' has no attribute {name!r}")
    return getattr(import_module(f"mapgen.{_PLACES[name]}"), name)
