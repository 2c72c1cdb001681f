"""Features as a layer of a GeoPackage or a FlatGeobuf, by GDAL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio.raw import write

from mapgen.exporting.features import DAYS, Features
from mapgen.exporting.geojson import LAYER
from mapgen.files.texts import BETWEEN_ITEMS
from mapgen.record.tables import cell_text

# GDAL writes the time into a GeoPackage; with this, it is the day that is shown, so that the bytes stay the same.
_CLOCK = "OGR_CURRENT_DATE"


def gpkg_bytes(features: Features) -> bytes:
    """Return features as a GeoPackage; days are dates, lists are texts with ` | ` between their items.

    The metadata are those of the layer, and its title and citation also the identifier and description of the table.
    """
    metadata = features.metadata
    with _clock_at(date.fromisoformat(metadata["as-of"])):
        return _written(
            features,
            "GPKG",
            DAYS,
            layer_metadata=dict(metadata),
            layer_options={"IDENTIFIER": metadata["title"], "DESCRIPTION": metadata["citation"]},
        )


def fgb_bytes(features: Features) -> bytes:
    """Return features as a FlatGeobuf, with its index, whose order is that of space; days and lists are texts."""
    metadata = features.metadata
    options = {"TITLE": metadata["title"], "DESCRIPTION": metadata["citation"]}
    return _written(features, "FlatGeobuf", (), layer_metadata=dict(metadata), layer_options=options)


def _written(features: Features, driver: str, days: tuple[str, ...], **extra: Any) -> bytes:  # noqa: ANN401 (pyogrio's own)
    fields = {column: [row[column] for row in features.rows] for column in features.columns}
    file = BytesIO()
    write(
        file,
        geometry=shapely.to_wkb(np.array(features.shapes, dtype=object)),
        field_data=[_values(values, column in days) for column, values in fields.items()],
        fields=[*fields],
        field_mask=[np.array([value is None for value in values]) for values in fields.values()],
        layer=LAYER,
        driver=driver,
        geometry_type="MultiPolygon",
        crs="EPSG:4326",
        **extra,
    )
    return file.getvalue()


def _values(values: list[Any], as_days: bool) -> np.ndarray:  # noqa: FBT001
    """Return the values of a column as an array; what stands for an unknown value is masked."""
    if as_days:
        return np.array([value or "1970-01-01" for value in values], dtype="datetime64[D]")
    return np.array([cell_text(value, BETWEEN_ITEMS) for value in values], dtype=object)


@contextmanager
def _clock_at(day: date) -> Iterator[None]:
    """Let GDAL take a day for the present time."""
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: f"{day.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})
