"""Regions of areas for tests: Brazil's states, and a file of areas whose codes hold any signs."""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path

from mapgen.places.divisions import division_codes

STATES_OF_BRAZIL = division_codes("BRA")
# A number, signs of TOML, CSV, XML, CSS and file names, letters that are not ASCII, words of our own files, a country.
HOSTILE = {
    "35": "San Pedro",
    "A/B": "Ilha <b>",
    "Nº 1": "Provincia de Salta",
    "ünï": "O'Higgins & Co",
    "page": "Página",
    "all": "Todo",
    "007": "Bond",
    "q\"x<y>&'": 'La "Quinta"',
    "x=1,y:2|3": "Igual = x",
    "ARG": "Argentina Sur",
}
_CLASSES = ("left", "right", "centre")


def own_region(folder: Path, names: dict[str, str] | None = None, keys: str = "") -> Path:
    """Write a file of square areas, with these names by their codes, and a region of them; return the region's path."""
    names = HOSTILE if names is None else names
    squares = [_feature(number, code, name) for number, (code, name) in enumerate(names.items())]
    collection = {"type": "FeatureCollection", "features": squares}
    (folder / "areas.geojson").write_text(json.dumps(collection), encoding="utf-8")
    region = folder / "own.toml"
    head = '[region]\nname = "Campo"\nboundaries = "areas.geojson"\nkey = "CD"\nlabel = "NM"\n'
    region.write_text(head + keys, encoding="utf-8")
    return region


def _feature(number: int, code: str, name: str) -> dict[str, object]:
    west, south = -60 + 2 * (number % 4), -30 + 2 * (number // 4)
    ring = [[west, south], [west + 2, south], [west + 2, south + 2], [west, south + 2], [west, south]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"CD": code, "NM": name}, "geometry": shape}


def governors(folder: Path, region: str, codes: tuple[str, ...]) -> Path:
    """Write a record of a governor of each area since 2019, and of another since 2023; return its path."""
    lines = ["[record]", 'title = "Governors"', f"region = {json.dumps(region)}"]
    lines += ["begins = 2019-01-01", 'coder = "Made up"', 'scale = ["left", "centre", "right"]']
    for number, (code, side) in enumerate(zip(codes, cycle(_CLASSES), strict=False)):
        later = _CLASSES[(number + number // 3) % 3]
        country = f"country = {json.dumps(code, ensure_ascii=False)}"
        lines += ["[[government]]", country, f'leader = "Ada {number}"', f'alignment = "{side}"']
        lines += ["start = 2019-01-01", "end = 2023-01-01"]
        lines += ["[[government]]", country, f'leader = "Bo {number}"', f'alignment = "{later}"', "start = 2023-01-01"]
        lines += ["term_ends = 2027-01-01"]
    path = folder / "governors.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
