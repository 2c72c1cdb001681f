"""Features as GeoParquet, by geopandas and pyarrow, which is installed apart."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from mapgen.exporting.features import DAYS, LISTS, Features
from mapgen.files.extras import check_installed


def parquet_bytes(features: Features) -> bytes:
    """Return features as a GeoParquet; days are dates, lists are lists, and the metadata are those of the schema.

    Raises InputError where pyarrow is not installed.
    """
    check_installed("pyarrow", "format parquet")
    import geopandas as gpd  # noqa: PLC0415 (after the check, which needs none of it)
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    import pyarrow.parquet as pq  # noqa: PLC0415

    columns = {name: [row[name] for row in features.rows] for name in features.columns}
    for name in DAYS:
        columns[name] = [date.fromisoformat(value) if value else None for value in columns[name]]
    frame = gpd.GeoDataFrame(columns, geometry=list(features.shapes), crs="EPSG:4326")
    plain = BytesIO()
    frame.to_parquet(plain, index=False)
    table = pq.read_table(plain)
    metadata = {**(table.schema.metadata or {}), **features.metadata}
    described = BytesIO()
    typed = [_typed(table[name], name, pa) for name in table.column_names]
    table = pa.table(dict(zip(table.column_names, typed, strict=True)), metadata=metadata)
    pq.write_table(table, described, compression="zstd")
    return described.getvalue()


def _typed(column: Any, name: str, pa: Any) -> Any:  # noqa: ANN401 (pyarrow's own, which may not be there)
    """Return a column whose type does not depend on its values: one without any has the type null."""
    if not pa.types.is_null(column.type):
        return column
    usual = pa.date32() if name in DAYS else pa.list_(pa.string()) if name in LISTS else pa.string()
    return pa.nulls(len(column), usual)
