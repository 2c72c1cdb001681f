"""The features of an export: a row and a shape for each territory, and what the whole shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from shapely import MultiPolygon

from mapgen.basemap.cache import boundaries_hash
from mapgen.basemap.drawn_land import drawn_land, whole_land
from mapgen.choropleth.join import matched, treated
from mapgen.drawing.sizes import NAMED
from mapgen.exporting.citation import citation
from mapgen.exporting.options import ExportOptions
from mapgen.pens.metadata import basis_metadata, boundaries_named, origin_metadata, view_words
from mapgen.pipeline import grid_units
from mapgen.places.languages import languages, names_with_languages
from mapgen.places.region_names import name_in_region, state_of
from mapgen.places.regions import Region, read_region
from mapgen.record.snapshots import Entry, Snapshot
from mapgen.record.tables import row_of, table_title, with_codes
from mapgen.version import __version__
from mapgen.views.treatments import Treatments, treatments_of

# Columns whose values are lists of texts; formats without lists join them, as CSV does.
LISTS = ("parties", "elected", "sources", "readings")
DAYS = ("start", "end", "as_of")


class Features(Struct, frozen=True):
    """Rows with the same keys, in order of `iso3`, a shape for each, and the metadata of the whole.

    Shapes are valid multipolygons in degrees (EPSG:4326), as RFC 7946 asks: see basemap.drawn_land.
    """

    rows: tuple[Mapping[str, Any], ...]
    shapes: tuple[MultiPolygon, ...]
    metadata: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of the rows, in order."""
        return tuple(self.rows[0])


def features_of(snapshot: Snapshot, options: ExportOptions) -> Features:
    """Return the features of a snapshot: its states, and the territories of its region that are not hidden.

    Raises InputError where snapshot and boundaries do not match, for states without a shape at the scale, and for a
    treatment that a territory cannot have.
    """
    region = read_region(snapshot.region)
    treatments = treatments_of(region, options.territories, view=options.view)
    region = treatments.cut(region)
    land = _land(region, options)
    entries = [
        treated(entry, snapshot, treatments)
        for entry in matched(snapshot, region, [*land])
        if not treatments.hides(entry.iso3)
    ]
    rows = with_codes((_row(entry, snapshot, treatments, region) for entry in entries), options.codes)
    shapes = tuple(land[entry.iso3] for entry in entries)
    return Features(tuple(rows), shapes, _metadata(snapshot, region, options, treatments))


def _land(region: Region, options: ExportOptions) -> dict[str, MultiPolygon]:
    if options.shapes == "full":
        return whole_land(region, options.scale)
    return drawn_land(region, options.scale, grid_units(NAMED["article"]))


def _row(entry: Entry, snapshot: Snapshot, treatments: Treatments, region: Region) -> dict[str, Any]:
    """Return the row of a territory: that of `mapgen show`, its names, more of its government, and how it is drawn."""
    row = row_of(entry, snapshot)
    government = entry.government
    readings = [f"{reading.coder}: {reading.alignment}" for reading in government.readings] if government else []
    known = {key: row[key] for key in ("alignment", "bloc", "status", "leader", "party", "start", "end", "elected")}
    if entry.follows:
        known |= {key: row_of(entry.follows, snapshot)[key] for key in ("alignment", "bloc")}
    return {
        "iso3": entry.iso3,
        **{f"name_{lang}": name_in_region(region, entry.iso3, lang) for lang in languages()},
        **known,
        "parties": names_with_languages(government.parties) if government else None,
        "term_ends": str(government.term_ends) if government and government.term_ends else None,
        "came_by": government.came_by.value if government and government.came_by else None,
        "sources": row["sources"],
        "readings": readings or None,
        "as_of": row["as_of"],
        "basis": row["basis"],
        "record": row["record"],
        "treatment": treatments.territories.get(entry.iso3),
        "sovereign": state_of(region, entry.iso3),
    }


def _metadata(snapshot: Snapshot, region: Region, options: ExportOptions, treatments: Treatments) -> dict[str, str]:
    """Return what the file shows, with the keys of a picture's metadata."""
    return {
        "title": table_title(snapshot),
        "as-of": snapshot.as_of.isoformat(),
        "basis": basis_metadata(snapshot),
        "coder": snapshot.coder,
        "record": snapshot.title,
        "record-sha256": snapshot.sha256,
        **origin_metadata(snapshot),
        "boundaries": boundaries_named(
            region, options.scale, f", {options.shapes}", "territories" if region.territories else ""
        ),
        "boundaries-sha256": boundaries_hash(region, options.scale),
        "view": view_words(treatments),
        "citation": citation(snapshot),
        "software": f"mapgen {__version__}",
    }
