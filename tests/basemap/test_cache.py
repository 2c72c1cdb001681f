"""A prepared basemap is cached, saves loading geopandas, and is silently prepared again when the cache is wrong."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from mapgen.basemap import cache as basemap_cache
from mapgen.basemap.cache import boundaries_hash, prepared_basemap
from mapgen.disk.shipped import shipped_path
from mapgen.places.regions import Region
from mapgen.places.scales import SCALES

UNITS = 2000
HEAVY = ("geopandas", "pandas", "shapely", "pyproj", "pyogrio")
# What draws a map as SVG in a fresh process, and prints which of the geometry libraries it took.
DRAW = f"""
import sys, mapgen
mapgen.render(options=mapgen.RenderOptions(size=mapgen.Size(400, 600))).svg
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test its own cache, and return the folder of its basemaps."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mapgen" / "basemaps"


def imported_by_drawing() -> list[str]:
    """Return which geometry libraries a process imports that draws one map."""
    done = subprocess.run([sys.executable, "-c", DRAW], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


def test_a_prepared_basemap_imports_no_geometry_library(folder: Path) -> None:
    """The first map imports geopandas to prepare its basemap; the next one does without."""
    assert imported_by_drawing() == list(HEAVY)
    assert list(folder.iterdir())
    assert imported_by_drawing() == []


def test_a_cached_basemap_is_the_one_that_was_prepared(folder: Path, south_america: Region) -> None:
    """It is prepared and read once, and has one file: what labels have found on it is found again."""
    prepared = prepared_basemap(south_america, "110m", UNITS)
    (path,) = folder.iterdir()
    before = path.stat().st_mtime_ns
    assert prepared_basemap(south_america, "110m", UNITS) is prepared
    assert list(folder.iterdir()) == [path]
    assert path.stat().st_mtime_ns == before


def truncated(path: Path) -> None:
    """Cut a file short, as a full disk would."""
    path.write_bytes(path.read_bytes()[:-1000])


def emptied(path: Path) -> None:
    """Leave nothing in a file."""
    path.write_bytes(b"")


def garbled(path: Path) -> None:
    """Write what is neither text nor JSON."""
    path.write_bytes(bytes(range(256)) * 40)


def flipped(path: Path) -> None:
    """Change one digit of a coordinate: what is left is a basemap, and another one."""
    data = path.read_bytes()
    place = data.index(b"1", len(data) // 2)
    path.write_bytes(data[:place] + b"2" + data[place + 1 :])


@pytest.mark.parametrize("spoil", [truncated, emptied, garbled, flipped])
def test_a_damaged_basemap_is_prepared_again(
    spoil: Callable[[Path], None], folder: Path, south_america: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the cached file contains, the map is drawn silently, and the file is correct again."""
    prepared = prepared_basemap(south_america, "110m", UNITS)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    spoil(path)
    assert prepared_basemap(south_america, "110m", UNITS).to_plain() == prepared.to_plain()
    assert path.read_bytes() == whole
    assert list(folder.iterdir()) == [path]
    assert capsys.readouterr() == ("", "")


def test_what_makes_a_basemap_is_in_its_key(folder: Path, south_america: Region) -> None:
    """Another scale, another grid, another region file: another basemap, and the first one stays."""
    prepared_basemap(south_america, "110m", UNITS)
    prepared_basemap(south_america, "50m", UNITS)
    prepared_basemap(south_america, "110m", UNITS + 1)
    prepared_basemap(replace(south_america, sha256="changed"), "110m", UNITS)
    names = {path.name for path in folder.iterdir()}
    assert len(names) == 4
    assert len({name.rsplit("-", 1)[1] for name in names}) == 4


@pytest.mark.parametrize("changed", ["prepare.py", "topology.py", "model.py", "110m.fgb", "claims.fgb"])
def test_a_change_of_its_makers_makes_it_anew(
    changed: str, folder: Path, south_america: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the code that shapes a basemap or the data it is made from changes, the cached one is not used."""
    prepared_basemap(south_america, "110m", UNITS)
    from mapgen.basemap import cache as basemap_cache

    real = basemap_cache._sha256
    monkeypatch.setattr(basemap_cache, "_sha256", lambda path: "changed" if path.name == changed else real(path))
    prepared_basemap(south_america, "110m", UNITS)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("library", ["geopandas", "shapely", "pyproj", "pyogrio"])
def test_another_version_of_a_library_makes_it_anew(
    library: str, folder: Path, south_america: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one version of a library has shaped is not taken for what another one would."""
    prepared_basemap(south_america, "110m", UNITS)
    real = basemap_cache._installed
    monkeypatch.setattr(basemap_cache, "_installed", lambda name: "changed" if name == library else real(name))
    prepared_basemap(south_america, "110m", UNITS)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("blocked", ["file", "missing"])
def test_a_cache_that_cannot_be_written_costs_time_and_not_the_map(
    blocked: str, tmp_path: Path, south_america: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cache's folder cannot be made, the basemap is prepared each time."""
    place = tmp_path / "file" if blocked == "file" else Path("/proc/mapgen-has-no-cache-here")
    if blocked == "file":
        place.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    first = prepared_basemap(south_america, "110m", UNITS)
    assert prepared_basemap(south_america, "110m", UNITS).to_plain() == first.to_plain()
    assert [path.name for path in tmp_path.iterdir()] == (["file"] if blocked == "file" else [])


def test_what_is_kept_is_for_the_user_alone(folder: Path, south_america: Region) -> None:
    """Whatever the umask: a cached record may be a draft."""
    before = os.umask(0)
    try:
        prepared_basemap(south_america, "110m", UNITS)
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


def test_a_disk_that_fills_while_keeping_leaves_nothing_behind(
    folder: Path, south_america: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A basemap that cannot be cached as a whole is not cached in part."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mapgen.disk.writing.os.fdopen", full)
    assert prepared_basemap(south_america, "110m", UNITS).region == "south-america"
    assert list(folder.iterdir()) == []


def test_a_file_is_hashed_once_and_again_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time, size and path say whether it is the same."""
    path = tmp_path / "50m.fgb"
    path.write_bytes(b"one")
    first = basemap_cache._sha256(path)
    basemap_cache._sha256.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr("hashlib.file_digest", None)
        assert basemap_cache._sha256(path) == first == hashlib.sha256(b"one").hexdigest()
    basemap_cache._sha256.cache_clear()
    path.write_bytes(b"another")
    assert basemap_cache._sha256(path) == hashlib.sha256(b"another").hexdigest()


def test_a_basemap_knows_its_boundaries(south_america: Region) -> None:
    """The hash in a map's metadata is that of the shipped boundary file."""
    for scale in SCALES:
        expected = hashlib.sha256(shipped_path(f"boundaries/{scale}.fgb").read_bytes()).hexdigest()
        assert boundaries_hash(south_america, scale) == expected
    assert prepared_basemap(south_america, "110m", UNITS).boundaries == boundaries_hash(south_america, "110m")
