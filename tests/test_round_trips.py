"""Both ways: a record or list goes out, comes in again, and is equal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from calling import mapgen
from msgspec.structs import replace
from whole_records import LIST, RECORD

from mapgen.disk.shipped import shipped_names, shipped_path
from mapgen.disk.writing import write_all
from mapgen.exporting.package import package_files
from mapgen.exporting.whole import whole_files
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.sources.reading import read_source

SHIPPED = [f"{folder}/{name}.toml" for folder in ("records", "snapshots") for name in shipped_names(folder)]
OWN = {"everything.toml": RECORD, "list.toml": LIST}


def as_json(source: Record | Snapshot, folder: Path) -> Path:
    """Write all tables as one JSON document."""
    write_all(whole_files(source, [folder / "whole.json"]))
    return folder / "whole.json"


def as_workbook(source: Record | Snapshot, folder: Path) -> Path:
    """Write all tables as a workbook."""
    write_all(whole_files(source, [folder / "whole.xlsx"]))
    return folder / "whole.xlsx"


def as_package(source: Record | Snapshot, folder: Path) -> Path:
    """Write all tables as CSV, with codes, in a package without the file of the source."""
    write_all(package_files(source, folder / "package", {}, codes=["cow"]))
    return folder / "package/datapackage.json"


@pytest.mark.parametrize("written", [as_json, as_workbook, as_package])
@pytest.mark.parametrize("name", [*SHIPPED, *OWN])
def test_a_source_comes_in_as_it_went_out(
    name: str, written: Callable[[Record | Snapshot, Path], Path], tmp_path: Path
) -> None:
    """Every shipped record and list, and those that say everything, are equal to what is read of their tables."""
    path = tmp_path / name if name in OWN else shipped_path(name)
    if name in OWN:
        path.write_text(OWN[name], encoding="utf-8")
    source = read_source(path)
    again = tmp_path / "again.toml"
    whole = written(source, tmp_path)
    assert mapgen("import", str(whole), "-o", str(again)).exit_code == 0
    assert in_order(read_source(again)) == in_order(source)
    assert in_order(read_source(whole)) == in_order(source)


def in_order(source: Record | Snapshot) -> Record | Snapshot:
    """Return a source without the name and the hash of its file, and a record's rows in the order of its countries.

    Nothing but the order of countries may differ: within one, all stand in the order of the file.
    """
    if isinstance(source, Snapshot):
        return replace(source, sha256="", origin="")
    return replace(
        source,
        sha256="",
        origin="",
        governments=tuple(sorted(source.governments, key=lambda one: one.country)),
        votes=tuple(sorted(source.votes, key=lambda one: one.country)),
        vacancies=tuple(sorted(source.vacancies, key=lambda one: one.country)),
    )
