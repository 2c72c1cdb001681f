"""Cached records equal records read anew, are never older than their file, and never cause an error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from mapgen.disk.cache import cache_path, write_cached
from mapgen.disk.shipped import geodata_folder, shipped_path
from mapgen.errors import InputError
from mapgen.files.documents import read_document
from mapgen.record import cache as record_cache
from mapgen.record import file as record_file
from mapgen.record.file import read_record
from mapgen.record.model import Record
from mapgen.sources.reading import read_source

SHIPPED = shipped_path("records/south-america.toml")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a cache folder for this test alone, and return its folder of records."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_path("records", "x").parent


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that gets the path of each file that is parsed from now on."""
    found: list[Path] = []
    real = record_file.read_record

    def counting(document: object) -> Record:
        found.append(document.path)  # type: ignore[attr-defined] (a Document)
        return real(document)  # type: ignore[arg-type]

    monkeypatch.setattr(record_file, "read_record", counting)
    return found


@pytest.mark.parametrize("name", ["south-america", "south-america-2025-12-13"])
def test_a_kept_record_is_the_one_that_was_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cached record has the same values and types; its file is read and checked once."""
    path = shipped_path(f"records/{name}.toml")
    found = parsed(monkeypatch)
    first, second = read_source(path), read_source(path)
    assert first == second
    assert replace(first, origin="") == read_record(read_document(path))
    assert repr(first) == repr(second)
    assert isinstance(second, Record)
    assert first.histories == second.histories  # type: ignore[union-attr] (a Record too)
    assert found == [path]


def test_an_edit_is_seen_at_once(tmp_path: Path) -> None:
    """The cache goes by the bytes, not by the name or time of a file; an error is reported each time."""
    path = tmp_path / "mine.toml"
    shutil.copy(SHIPPED, path)
    read_source(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('leader    = "José Antonio Kast"', 'leader    = "Ada"'), encoding="utf-8")
    record = read_source(path)
    assert isinstance(record, Record)
    assert "Ada" in {one.leader for one in record.governments}
    path.write_text(text.replace('alignment = "right"', 'alignment = "rigth"', 1), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match="rigth"):
            read_source(path)


def test_what_was_kept_by_other_code_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records cached by another version of the code are ignored, as it may read them otherwise."""
    read_source(SHIPPED)
    monkeypatch.setattr(record_cache, "_code", lambda: "other")
    found = parsed(monkeypatch)
    read_source(SHIPPED)
    assert found == [SHIPPED]


def test_a_shipped_region_belongs_to_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit of a shipped region makes cached records obsolete, as they may no longer be valid."""
    geodata = tmp_path / "geodata"
    for name in ("regions", "names", "boundaries", "divisions"):
        shutil.copytree(geodata_folder() / name, geodata / name, ignore=shutil.ignore_patterns("*.fgb"))
    monkeypatch.setattr(record_cache, "geodata_folder", lambda: geodata)
    before = record_cache._code.__wrapped__()
    assert record_cache._code.__wrapped__() == before
    with (geodata / "regions" / "south-america.toml").open("a") as file:
        file.write("# mine\n")
    assert record_cache._code.__wrapped__() != before


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x80", b"{}", b"\x81\xa5title\x01"])
def test_a_broken_file_is_read_anew(own_cache: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cached file that is cut short or not mapgen's is ignored."""
    record = read_source(SHIPPED)
    (kept,) = own_cache.iterdir()
    kept.write_bytes(data)
    found = parsed(monkeypatch)
    assert read_source(SHIPPED) == record
    assert found == [SHIPPED]


def test_without_a_cache_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the cache folder cannot be written, reading is only slower."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read_source(SHIPPED) == read_source(SHIPPED)


def test_a_record_of_a_region_in_a_file_is_not_kept(own_cache: Path, tmp_path: Path) -> None:
    """A record of a user's region is not cached, as the region may change while the record does not."""
    shutil.copy(shipped_path("regions/south-america.toml"), tmp_path / "own.toml")
    text = SHIPPED.read_text(encoding="utf-8").replace('= "south-america"', '= "own.toml"', 1)
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    assert isinstance(read_source(tmp_path / "mine.toml"), Record)
    assert not own_cache.exists()


def test_old_files_are_forgotten(own_cache: Path) -> None:
    """Old cached files are removed, so that an editor's many versions do not fill the disk."""
    for number in range(130):
        write_cached(own_cache / f"{number}.x", b"x")
    assert len(list(own_cache.iterdir())) == 120
