"""Features as GeoJSON (RFC 7946) and as TopoJSON, lists and unknown values as JSON has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shapely.geometry import mapping

from mapgen.exporting.features import Features

# Steps of the grid of a TopoJSON along each side of its frame: 4 m at most, on a map of the world.
_STEPS = 10_000_000
# What the layer of features is called in every format that has a name for it.
LAYER = "governments"


def geojson_bytes(features: Features) -> bytes:
    """Return features as a GeoJSON, one feature a line, with a further member `metadata`."""
    lines = [
        _compact({"type": "Feature", "properties": row, "geometry": mapping(shape)})
        for row, shape in zip(features.rows, features.shapes, strict=True)
    ]
    head = f'{{"type":"FeatureCollection","name":"{LAYER}","metadata":{_compact(features.metadata)},"features":[\n'
    return (head + ",\n".join(lines) + "\n]}\n").encode()


def topojson_bytes(features: Features) -> bytes:
    """Return features as a TopoJSON, in which neighbours share their common lines, with a further member `metadata`."""
    from topojson.core.topology import Topology  # noqa: PLC0415 (only this format needs it)

    topology = Topology(list(features.shapes), object_name=LAYER, prequantize=_STEPS, shared_coords=True).to_dict()
    geometries = topology["objects"][LAYER]["geometries"]
    for geometry, row in zip(geometries, features.rows, strict=True):
        geometry.pop("id", None)
        geometry["properties"] = row
    return (_compact({**topology, "metadata": features.metadata}) + "\n").encode()


def _compact(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
