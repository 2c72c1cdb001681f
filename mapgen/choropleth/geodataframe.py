"""The join of a snapshot with the boundaries as a GeoDataFrame, for further work in pandas."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from mapgen.basemap.boundaries import read_territories
from mapgen.choropleth.join import matched
from mapgen.places.regions import read_region
from mapgen.record.snapshots import Entry, Snapshot


def to_geodataframe(snapshot: Snapshot, scale: str = "50m") -> gpd.GeoDataFrame:
    """Return one row per territory of the snapshot's region, in order of iso3, in degrees (EPSG:4326).

    Columns are those of read_boundaries and alignment, bloc, status, leader. Raises InputError where snapshot
    and boundaries do not match one to one.
    """
    region = read_region(snapshot.region)
    shapes = read_territories(scale)
    shapes = shapes[shapes["iso3"].isin(region.codes)]
    entries = pd.DataFrame([_row(entry) for entry in matched(snapshot, region, list(shapes["iso3"]))])
    merged = shapes.merge(entries, on="iso3", how="outer", validate="one_to_one")
    return merged.sort_values("iso3", ignore_index=True)


def _row(entry: Entry) -> dict[str, str | None]:
    return {
        "iso3": entry.iso3,
        "alignment": entry.alignment,
        "bloc": entry.bloc.value,
        "status": entry.status.value,
        "leader": entry.leader,
    }
