"""The JSON Schemas, which editors use to complete and check files, agree with the readers."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mapgen.cli.schemas import SCHEMAS, schema_files
from mapgen.disk.shipped import geodata_folder, package_path
from mapgen.record.keys import ROW_KEYS

GEODATA = geodata_folder()
RECORDS = sorted(GEODATA.glob("records/*.toml"))
STARTER = package_path("editing/starter_files/snapshot.toml")
REGIONS = sorted(GEODATA.glob("regions/*.toml"))
SNAPSHOTS = sorted(GEODATA.glob("snapshots/*.toml"))
VALIDATORS = {
    name: Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for name, schema in ((kind, build()) for kind, build in SCHEMAS.items())
}


def plain(value: Any) -> Any:  # noqa: ANN401 (what TOML holds)
    """Return a value with each TOML date as its ISO text, as an editor passes it to a schema."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def tables(path: Path) -> dict[str, Any]:
    """Return the tables of a file as its schema sees them."""
    found: dict[str, Any] = plain(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def faults(kind: str, value: object) -> list[str]:
    """Return the messages of a schema about a value."""
    return [error.message for error in VALIDATORS[kind].iter_errors(value)]


@pytest.fixture
def record() -> dict[str, Any]:
    """Return a small valid record."""
    return {
        "record": {"title": "x", "region": "x", "begins": "2000-01-01", "coder": "x", "scale": ["left"]},
        "reviewed": {"CHL": "2000-01-01"},
        "government": [{"country": "CHL", "leader": "Ada", "start": "2000-01-01", "alignment": "left"}],
        "vote": [{"country": "CHL", "date": "2027-10", "outcome": "scheduled"}],
        "vacancy": [{"country": "CHL", "start": "2001-01-01", "end": "2001-01-02"}],
    }


def test_the_shipped_schemas_are_the_models() -> None:
    """The shipped schemas are current; `python -m mapgen.cli.schemas` writes them again after a change."""
    shipped = {path.name: path.read_text(encoding="utf-8") for path in (GEODATA / "schemas").glob("*.json")}
    assert shipped == schema_files()


@pytest.mark.parametrize("kind", VALIDATORS)
def test_each_is_a_schema(kind: str) -> None:
    """Each schema is valid in its own dialect."""
    Draft202012Validator.check_schema(VALIDATORS[kind].schema)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        *(("region", path) for path in REGIONS),
        *(("theme", path) for path in sorted(package_path("themes").glob("*.toml"))),
        ("manifest", package_path("editing/starter_files/maps.toml")),
    ],
    ids=lambda value: value if isinstance(value, str) else value.stem,
)
def test_the_shipped_regions_themes_and_manifest_pass(kind: str, path: Path) -> None:
    """Each shipped file passes, and fails with an unknown key in its first table."""
    found = tables(path)
    assert faults(kind, found) == []
    first = next(iter(found.values()))
    first["colur"] = "red"
    assert faults(kind, found)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_the_shipped_record_passes(path: Path) -> None:
    """The shipped record passes, with its dates as ISO text."""
    assert faults("record", tables(path)) == []


@pytest.mark.parametrize("path", [*SNAPSHOTS, STARTER], ids=lambda path: path.stem)
def test_the_shipped_snapshots_pass(path: Path) -> None:
    """Shipped snapshots pass, and so does the one of `mapgen init`, which names countries in words."""
    assert faults("snapshot", tables(path)) == []


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        *(("record", path) for path in RECORDS),
        *(("snapshot", path) for path in SNAPSHOTS),
        *(("region", path) for path in REGIONS),
    ],
    ids=lambda value: value if isinstance(value, str) else value.stem,
)
def test_the_first_line_names_the_schema(kind: str, path: Path) -> None:
    """The first line of a shipped data file has a relative path to the schema of its kind."""
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert first == f"#:schema ../schemas/{kind}.schema.json"
    assert (path.parent / first.removeprefix("#:schema ")).is_file()


def test_a_sound_record_passes(record: dict[str, Any]) -> None:
    """The record that the tests below change one key at a time is valid."""
    assert faults("record", record) == []


@pytest.mark.parametrize("table", ROW_KEYS)
def test_an_unknown_key_is_a_fault(table: str, record: dict[str, Any]) -> None:
    """An unknown key is a fault in every table, and so is an unknown table."""
    record[table][0]["leadr"] = "x"
    record["governments"] = []
    assert len(faults("record", record)) == 2
    assert any("'leadr' was unexpected" in fault for fault in faults("record", record))


@pytest.mark.parametrize(
    ("table", "key"), [(table, key.name) for table, keys in ROW_KEYS.items() for key in keys if key.required]
)
def test_a_missing_key_is_a_fault(table: str, key: str, record: dict[str, Any]) -> None:
    """Each key that the reader requires is required by the schema."""
    del record[table][0][key]
    assert faults("record", record) == [f"'{key}' is a required property"]


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("government", "start", 2000),
        ("government", "start", "2000-13-01"),
        ("government", "leader", ["Ada"]),
        ("government", "leader", ""),
        ("government", "void", "yes"),
        ("government", "elected", "2000-01-01"),
        ("government", "came_by", "elections"),
        ("government", "readings", [{"coder": "x", "alignment": "left"}]),
        ("government", "readings", ["x"]),
        ("government", "sources", [{"source": "x", "status": "unsourced"}]),
        ("government", "term_ends", "2027-1"),
        ("vote", "date", "soon"),
        ("vote", "outcome", "held"),
        ("vacancy", "start", "2001"),
    ],
)
def test_a_wrong_value_is_a_fault(table: str, key: str, value: object, record: dict[str, Any]) -> None:
    """A wrong type, a value that is no date, or an unknown word is a fault."""
    record[table][0][key] = value
    assert len(faults("record", record)) == 1


@pytest.mark.parametrize("value", ["2027-10-24", "2027-10", "2027"])
def test_a_date_may_be_less_than_a_day(value: str, record: dict[str, Any]) -> None:
    """A partial date may be a month or a year."""
    record["vote"][0]["date"] = value
    assert faults("record", record) == []


def test_a_source_may_be_an_address_alone(record: dict[str, Any]) -> None:
    """A source is an address, or a table with more about it."""
    record["government"][0]["sources"] = ["a page", {"source": "a page", "status": "read"}]
    assert faults("record", record) == []


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"snapshot": {"as_of": "2025-12-15"}}, 1),
        ({"alignments": {"CHL": 1}}, 1),
        ({"alignment": {}}, 1),
        ({"snapshot": None}, 1),
    ],
)
def test_a_spoilt_snapshot_is_a_fault(change: dict[str, Any], count: int) -> None:
    """A missing key, a wrong type and an unknown table are faults."""
    sound = {
        "snapshot": {"region": "x", "as_of": "2025-12-15", "coder": "x", "source": "x"},
        "alignments": {"CHL": "left"},
    }
    assert faults("snapshot", sound) == []
    spoilt = sound | change
    assert len({fault.split(" is ")[-1] for fault in faults("snapshot", spoilt)}) == count
