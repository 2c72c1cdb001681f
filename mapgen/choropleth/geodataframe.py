"""The join of a snapshot with the boundaries as a GeoDataFrame, for further work in pandas."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from mapgen.basemap.land import read_own_land
from mapgen.choropleth.join import matched
from mapgen.files.arguments import word_argument, wrong
from mapgen.places.regions import read_region
from mapgen.places.scales import SCALES
from mapgen.record.snapshots import Entry, Snapshot
from mapgen.views.treatments import treatments_of
from mapgen.views.view import DEFAULT_VIEW


def to_geodataframe(snapshot: Snapshot, scale: str = "50m", view: str = DEFAULT_VIEW) -> gpd.GeoDataFrame:
    """Return one row per territory of the snapshot's region, in order of iso3, in degrees (EPSG:4326).

    Columns: iso3, name and others of the boundaries (Natural Earth), geometry, and alignment, bloc, status, leader.
    `scale` is the detail of the boundaries, 110m, 50m or 10m, `view` whose borders disputed areas have. Raises
    InputError for another scale, for what is no Snapshot, and where snapshot and boundaries do not match one to one.

    >>> import mapgen
    >>> made = mapgen.render(as_of="2025-12-15")
    >>> frame = mapgen.to_geodataframe(made.snapshot).to_crs(made.crs)
    >>> len(frame), frame.loc[frame["iso3"] == "BRA", "bloc"].item()
    (14, 'left')
    """
    if not isinstance(snapshot, Snapshot):
        raise wrong("snapshot", snapshot, "give a Snapshot, as mapgen.answer returns it or a Map has it")
    word_argument("scale", scale, SCALES)
    region = read_region(snapshot.region)
    region = treatments_of(region, view=view).cut(region)
    shapes = read_own_land(region, scale)
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
