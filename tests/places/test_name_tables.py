"""The shipped tables of names: made of what lies beside them, sound, and read in a few milliseconds."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import tomllib

import pytest

from mapgen.disk.shipped import geodata_folder, shipped_path
from mapgen.places.name_forms import name_key
from mapgen.places.name_tables import every_meaning, iso_codes, meaning_of, territories
from mapgen.places.regions import read_region

_TABLES = ("names", "parts", "territories")


@pytest.mark.parametrize("name", _TABLES)
def test_a_table_is_the_one_that_was_built(name: str) -> None:
    """Its hash and its number of rows are those of its provenance."""
    path = shipped_path(f"names/{name}.csv")
    about = json.loads(path.with_name(f"{path.name}.source.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(path.read_bytes()).hexdigest() == about["sha256"]
    with path.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) - 1 == about["rows"]
    assert all({"licence", "gives", "file"} <= set(source) for source in about["sources"])


def test_every_name_has_the_key_that_the_code_makes() -> None:
    """The tables are rebuilt when the forms in which names are compared change."""
    assert [meaning.name for key, meaning in every_meaning() if name_key(meaning.name) != key] == []


def test_every_code_of_a_name_is_of_a_place() -> None:
    """Of states, successors and what parts belong to, too; a state has one code, and its own kind."""
    for _, meaning in every_meaning():
        assert all(code in territories() for code in meaning.codes), meaning
        assert not meaning.continued or meaning.continued in meaning.codes, meaning
        if meaning.kind in {"state", "territory"}:
            assert [territories()[code].kind for code in meaning.codes] == [meaning.kind]


def test_states_are_those_of_the_world() -> None:
    """The same 197 as in the region of the world, and all else is a territory."""
    states = {place.iso3 for place in territories().values() if place.kind == "state"}
    assert states == set(read_region("world").states)


def test_written_names_are_in_the_table() -> None:
    """What stands in the files by hand was built into the tables."""
    folder = geodata_folder() / "names"
    spellings = tomllib.loads((folder / "spellings.toml").read_text(encoding="utf-8"))
    for table in (spellings["alias"], spellings["former"], spellings["official"]["own"]):
        for code, names in table.items():
            assert all(meaning_of(name_key(name)).codes == (code,) for name in names), code


def test_a_code_is_resolved_without_the_tables_of_names() -> None:
    """Whoever writes codes, as the shipped records do, does not load names or hints."""
    script = (
        "import sys\n"
        "from mapgen.places.countries import code_of, is_code\n"
        "from mapgen.places import name_tables\n"
        "assert code_of('chl', ['CHL']) == 'CHL' and is_code('PER')\n"
        "print(name_tables._names.cache_info().currsize, *(m for m in sys.modules if 'mapgen.places' in m))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded, *modules = done.stdout.split()
    assert loaded == "0"
    assert not {"mapgen.places.names", "mapgen.places.name_hints", "mapgen.places.codes"} & set(modules)


def test_no_abbreviation_is_the_code_of_another_place() -> None:
    """Codes are read before names, but not if they are written "Ru": then the abbreviation must be no other place's."""
    for key, meaning in every_meaning():
        if (iso3 := iso_codes().get(key.upper())) and meaning.kind in {"state", "territory"}:
            assert meaning.codes == (iso3,), key
