"""The map as a Vega-Lite specification written by hand, which vl-convert draws.

    python tests/benchmarks/peers/vega_lite.py map.svg map.png

Its shapes are those of world-atlas, beside it. It does as much as plain_geopandas.py.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import vl_convert

ATLAS = Path(__file__).parent / "node_modules" / "world-atlas" / "countries-50m.json"
# ISO 3166-1 numeric codes, which the atlas has, and where a label may stand.
STATES = {
    "Left": {"076": (-53, -10), "170": (-73, 4), "328": (-59, 5), "740": (-56, 4), "858": (-56, -33), "862": (-66, 7)},
    "Right": {
        "032": (-65, -35),
        "068": (-65, -17),
        "152": (-71, -30),
        "218": (-78, -1),
        "600": (-58, -23),
        "604": (-75, -10),
    },
}
COLOURS = {"Left": "#e8505b", "Right": "#12324f"}


def specification() -> dict[str, Any]:
    """Return the specification, its shapes in it."""
    atlas = json.loads(ATLAS.read_text(encoding="utf-8"))
    rows = [
        {"id": code, "side": side, "lon": place[0], "lat": place[1]}
        for side, states in STATES.items()
        for code, place in states.items()
    ]
    shapes = {"values": atlas, "format": {"type": "topojson", "feature": "countries"}}
    lookup = [
        {"lookup": "id", "from": {"data": {"values": rows}, "key": "id", "fields": ["side", "lon", "lat"]}},
        {"filter": "isValid(datum.side)"},
    ]
    colour = {"field": "side", "type": "nominal", "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 1080,
        "height": 1300,
        "background": "#fbfaf7",
        "title": {
            "text": "South America: six on the left, six on the right",
            "subtitle": "15 December 2025. Source: El Ciudadano. Boundaries: Natural Earth.",
            "fontSize": 32,
        },
        "projection": {"type": "azimuthalEqualArea", "rotate": [60, 20, 0]},
        "layer": [
            {
                "data": shapes,
                "transform": lookup,
                "mark": {"type": "geoshape", "stroke": "white"},
                "encoding": {"color": colour},
            },
            {
                "data": shapes,
                "transform": lookup,
                "mark": {"type": "text", "color": "white", "fontSize": 18},
                "encoding": {
                    "longitude": {"field": "lon", "type": "quantitative"},
                    "latitude": {"field": "lat", "type": "quantitative"},
                    "text": {"field": "properties.name"},
                },
            },
        ],
    }


if __name__ == "__main__":
    spec = specification()
    for name in sys.argv[1:]:
        if name.endswith(".svg"):
            Path(name).write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
        else:
            Path(name).write_bytes(vl_convert.vegalite_to_png(spec))
