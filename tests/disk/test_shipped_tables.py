"""The tables of shipped files are parsed once, and always match the file."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from mapgen.disk.cache import cache_path
from mapgen.disk.shipped import geodata_folder, package_path
from mapgen.disk.shipped_tables import shipped_tables

FILES = [
    *(path for folder in ("words/languages", "themes") for path in package_path(folder).glob("*.toml")),
    *(geodata_folder() / "regions").glob("*.toml"),
    geodata_folder() / "boundaries" / "territories.toml",
]


@pytest.fixture(autouse=True)
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a cache folder for this test alone, and return its folder of tables."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_path("tables", "x").parent


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_cached_is_what_the_file_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsed or cached, the tables are the same; the file is parsed once."""
    expected = tomllib.loads(path.read_text(encoding="utf-8"))
    assert shipped_tables(path) == expected
    monkeypatch.setattr(tomllib, "loads", None)
    assert shipped_tables(path) == expected


def test_an_edit_is_seen_at_once(tmp_path: Path) -> None:
    """The cache goes by the bytes of the file."""
    path = tmp_path / "es.toml"
    shutil.copy(package_path("words/languages/es.toml"), path)
    shipped_tables(path)
    path.write_text(path.read_text(encoding="utf-8") + '\n[mine]\nown = "yes"\n', encoding="utf-8")
    assert shipped_tables(path)["mine"] == {"own": "yes"}


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x80\x80", b"[]", b"\x93\x01\x02\x03"])
def test_a_broken_file_is_parsed_anew(cached: Path, data: bytes) -> None:
    """A cached file that is cut short or not mapgen's is ignored."""
    path = package_path("words/languages/en.toml")
    expected = shipped_tables(path)
    (one,) = cached.iterdir()
    one.write_bytes(data)
    assert shipped_tables(path) == expected
