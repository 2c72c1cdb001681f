"""Where in a JSON value its table lies, and in which of the usual shapes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# The columns of a mapping: what each entry is called, and its value.
_KEY, _VALUE = "key", "value"
# A single list or object is a cover around the table.
_SEVERAL = 2


def entries_of(value: Any) -> list[Any] | None:  # noqa: ANN401 (JSON has any type)
    """Return the entries of the table in a value: all objects, or all lists; None where there is no table.

    What lies least deep comes first; at one depth a list of objects comes first, and a list of lists last. Of a GeoJSON
    or TopoJSON, they are the properties of its features.
    """
    if features := _features(value):
        return [properties for entry in features if isinstance(properties := entry.get("properties"), dict)] or None
    level = [value] if isinstance(value, (list, dict)) else []
    while level:
        for take in (_list_of_objects, _columns_by_name, _objects_by_name, _mapping, _list_of_lists):
            if entries := next(filter(None, map(take, level)), None):
                return entries
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, (list, dict))]
    return None


def _features(value: Any) -> list[Any]:  # noqa: ANN401
    """Return the features of a GeoJSON or TopoJSON; none for anything else."""
    if not isinstance(value, dict):
        return []
    features = value.get("features") if value.get("type") == "FeatureCollection" else None
    layers = value.get("objects") if value.get("type") == "Topology" else None
    if isinstance(layers, dict):
        features = [feature for layer in layers.values() for feature in _geometries(layer)]
    return (features and _list_of_objects(features)) or []


def _geometries(layer: Any) -> list[Any]:  # noqa: ANN401
    geometries = layer.get("geometries") if isinstance(layer, dict) else None
    return geometries if isinstance(geometries, list) else []


def _inside(value: Any) -> Iterable[Any]:  # noqa: ANN401
    return value.values() if isinstance(value, dict) else value


def _list_of_objects(value: Any) -> list[Any] | None:  # noqa: ANN401
    return value if isinstance(value, list) and all(isinstance(entry, dict) for entry in value) else None


def _list_of_lists(value: Any) -> list[Any] | None:  # noqa: ANN401
    return value if isinstance(value, list) and all(isinstance(entry, list) for entry in value) else None


def _columns_by_name(value: Any) -> list[Any] | None:  # noqa: ANN401
    """Return the rows of `{"country": ["Chile", …], "class": […]}`; pandas writes `{"0": "Chile", …}` for a list."""
    if not isinstance(value, dict) or len(value) < _SEVERAL or not all(value.values()):
        return None
    columns = [list(column.values()) if _is_numbered(column) else column for column in value.values()]
    plain = all(isinstance(column, list) and not any(isinstance(v, (list, dict)) for v in column) for column in columns)
    if not plain or len({len(column) for column in columns}) != 1:
        return None
    return [dict(zip(value, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _is_numbered(column: Any) -> bool:  # noqa: ANN401
    return isinstance(column, dict) and all(key == str(i) for i, key in enumerate(column))


def _objects_by_name(value: Any) -> list[Any] | None:  # noqa: ANN401
    if not isinstance(value, dict) or len(value) < _SEVERAL or not all(isinstance(v, dict) for v in value.values()):
        return None
    if not set.intersection(*map(set, value.values())):
        return None  # such as the head and the results of an answer
    key = _KEY if all(_KEY not in entry for entry in value.values()) else f"{_KEY} of the entry"
    return [{key: name, **entry} for name, entry in value.items()]


def _mapping(value: Any) -> list[Any] | None:  # noqa: ANN401
    if not isinstance(value, dict) or any(isinstance(entry, (list, dict)) for entry in value.values()):
        return None
    return [{_KEY: key, _VALUE: entry} for key, entry in value.items()]
