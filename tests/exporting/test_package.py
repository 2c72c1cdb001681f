"""Data packages: a library finds them valid, and finds what is damaged in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hostile_texts import DRAWN, NAMES, TEXTS
from hostile_texts import record as hostile_record
from whole_records import LIST, RECORD

from mapgen.disk.writing import write_all
from mapgen.errors import InputError
from mapgen.exporting.package import package_files
from mapgen.places.codes import CODE_SYSTEMS
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.sources.locating import located_source
from mapgen.sources.reading import read_source

SOURCES = ("shipped", "south-america-2025-12-13", "el-ciudadano-2025-12-15", "everything", "a list")


def source_of(name: str, folder: Path) -> tuple[Record | Snapshot, dict[str, bytes]]:
    """Return a source, and its file under the name that a package gives it."""
    texts = {"everything": ("record.toml", RECORD), "a list": ("list.toml", LIST)}
    if name in texts:
        path = folder / texts[name][0]
        path.write_text(texts[name][1], encoding="utf-8")
    else:
        path = located_source(name)
    source = read_source(path)
    return source, {"record.toml" if isinstance(source, Record) else "list.toml": path.read_bytes()}


def written(files: Mapping[Path, bytes]) -> frictionless.Report:
    """Write a package and return what the library says of it."""
    write_all(files)
    descriptor = next(path for path in files if path.name == "datapackage.json")
    return frictionless.validate(str(descriptor))


@pytest.mark.parametrize("codes", [(), CODE_SYSTEMS], ids=["plain", "codes"])
@pytest.mark.parametrize("name", SOURCES)
def test_the_library_finds_a_package_valid(name: str, codes: tuple[str, ...], tmp_path: Path) -> None:
    """Every source makes a package whose descriptor, schemas, keys and hashes the library of Frictionless takes."""
    source, originals = source_of(name, tmp_path)
    report = written(package_files(source, tmp_path / "package", originals, codes=codes))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == (9 if isinstance(source, Record) else 4)


def damaged(name: str, change: Callable[[list[dict[str, str]]], None], folder: Path) -> list[str]:
    """Damage a table of a package, without the hashes that would tell; return the types of errors that are found."""
    source, _ = source_of("everything", folder)
    files = {path.name: data for path, data in package_files(source, folder / "package", {}).items()}
    rows = list(csv.DictReader(io.StringIO(files[name].decode())))
    change(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    descriptor: dict[str, Any] = json.loads(files["datapackage.json"])
    for resource in descriptor["resources"]:
        del resource["hash"], resource["bytes"]
    files |= {name: text.getvalue().encode(), "datapackage.json": json.dumps(descriptor).encode()}
    report = written({folder / "package" / name: data for name, data in files.items()})
    return sorted({error for (error,) in report.flatten(["type"])})


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("governments.csv", lambda rows: rows.reverse(), []),
        ("governments.csv", lambda rows: rows[0].update(start="1999-13-01"), ["type-error"]),
        ("governments.csv", lambda rows: rows[0].update(alignment="far-left"), ["constraint-error"]),
        ("governments.csv", lambda rows: rows[0].update(leader=""), ["constraint-error"]),
        ("governments.csv", lambda rows: rows[0].update(elected="in spring"), ["constraint-error"]),
        ("governments.csv", lambda rows: rows[0].update(iso3="XXX"), ["foreign-key"]),
        ("governments.csv", lambda rows: rows.append(rows[0]), ["primary-key"]),
        ("readings.csv", lambda rows: rows[0].update(government="CHL-1900-01-01"), ["foreign-key"]),
        ("sources.csv", lambda rows: rows[0].update(status="hearsay"), ["constraint-error"]),
        ("country_years.csv", lambda rows: rows[0].update(year="MM"), ["type-error"]),
        ("countries.csv", lambda rows: rows[0].update(state="perhaps"), ["type-error"]),
    ],
)
def test_the_library_finds_what_is_damaged(
    name: str, change: Callable[[list[dict[str, str]]], None], found: list[str], tmp_path: Path
) -> None:
    """Types, constraints and keys of the schemas are such that a wrong cell, key or row does not pass."""
    assert damaged(name, change, tmp_path) == found


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    """The descriptor has the hash of each file, the file of the source included."""
    source, originals = source_of("everything", tmp_path)
    files = package_files(source, tmp_path / "package", originals)
    for name in ("votes.csv", "record.toml"):
        path = tmp_path / "package" / name
        changed = {**files, path: files[path].replace(b"scheduled", b"cancelled")}
        assert changed[path] != files[path]
        assert written(changed).flatten(["type"]) == [["hash-count"]]


def test_the_descriptor_says_what_it_is_and_how_to_cite_it(tmp_path: Path) -> None:
    """It has title, licence with its address, author, sources, version and citation; the README has them, too."""
    source, originals = source_of("everything", tmp_path)
    files = {path.name: data.decode() for path, data in package_files(source, Path("p"), originals).items()}
    descriptor = json.loads(files["datapackage.json"])
    assert descriptor["name"] == "everything-said"
    assert descriptor["version"] == f"2004-06-01+sha256.{source.sha256[:12]}"
    assert [one["path"] for one in descriptor["licenses"]] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert descriptor["contributors"] == [{"title": "A desk, with a comma", "role": "author"}]
    assert {one["path"] for one in descriptor["sources"]} == {"sources.csv", "readings.csv"}
    assert source.sha256[:12] in descriptor["citation"]
    assert files["record.toml"] == RECORD
    for part in ("## How to cite it", source.sha256, "## country_years", "`governments.government`"):
        assert part in files["README.md"]


def test_every_column_is_explained_and_none_is_missing(tmp_path: Path) -> None:
    """The fields of each schema are the header of its file, in order, each with a description."""
    source, originals = source_of("everything", tmp_path)
    files = {path.name: data for path, data in package_files(source, Path("p"), originals, codes=["cow"]).items()}
    for resource in json.loads(files["datapackage.json"])["resources"]:
        if resource["format"] == "csv":
            header = next(csv.reader(io.StringIO(files[resource["path"]].decode())))
            assert [field["name"] for field in resource["schema"]["fields"]] == header
            assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_same_source_makes_the_same_bytes(tmp_path: Path) -> None:
    """A package has no time and no path in it."""
    source, originals = source_of("shipped", tmp_path)
    first, second = (package_files(source, Path(name), originals) for name in ("a", "b"))
    assert [*first.values()] == [*second.values()]
    assert not any(str(tmp_path).encode() in data for data in first.values())


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    """Leaders of any text make a valid package, in which each is the text itself."""
    path = tmp_path / "record.toml"
    path.write_text(hostile_record(NAMES, DRAWN, TEXTS), encoding="utf-8")
    source = read_source(path)
    files = package_files(source, tmp_path / "package", {})
    report = written(files)
    assert report.valid, report.flatten(["title", "message"])
    rows = list(csv.DictReader(io.StringIO(files[tmp_path / "package/governments.csv"].decode(), newline="")))
    assert isinstance(source, Record)
    assert sorted(row["party"] for row in rows) == sorted(one.party for one in source.governments)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A package goes to a folder; a file of that name is refused."""
    path = tmp_path / "package"
    path.write_text("")
    source, _ = source_of("everything", tmp_path)
    with pytest.raises(InputError, match="this is a file; name the folder that the package goes to"):
        package_files(source, path, {})
