"""Basemaps kept between runs, rebuilt silently when their code or data changes, and the notices on their files."""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from mapgen.basemap.model import Basemap
from mapgen.disk.cache import cache_path, file_stamp, read_cached, write_cached
from mapgen.disk.memo import DiskMemo
from mapgen.disk.shipped import package_path, shipped_path
from mapgen.places.regions import Region
from mapgen.places.scales import BORROWED

_CODE = "own_boundaries.py"


def boundary_notices(region: Region) -> tuple[str, ...]:
    """Return what a map of a region tells of its own boundaries; nothing for a region without.

    Raises InputError as read_own_boundaries does. Geopandas is imported only where the file has not been looked at.
    """
    if not region.boundaries:
        return ()
    file = region.boundaries
    code = file_stamp(Path(__file__).with_name(_CODE))
    key = repr(["boundary notices", file.stamp, file.layer, file.key, file.crs, region.states, code])

    def look() -> list[str]:
        from mapgen.basemap.own_boundaries import notices_on  # noqa: PLC0415 (half a second that memory saves)

        return list(notices_on(file, region.states))

    return tuple(_NOTICES.of(key, look))


# The code that shapes a basemap: this wing and these modules. When it changes, every basemap is prepared again.
_OTHER_CODE = ("places/scales.py",)

# The libraries that shape it: another version may place a point elsewhere.
_LIBRARIES = ("geopandas", "shapely", "pyproj", "pyogrio")

_NOTICES = DiskMemo("mapgen")
_HASHES = DiskMemo("mapgen")


def prepared_basemap(region: Region, scale: str, units: int) -> Basemap:
    """Return the basemap of a region at a scale, `units` grid steps along its longer side, cached or newly prepared.

    Geopandas is imported only where the basemap has to be prepared.
    """
    boundaries = boundaries_hash(region, scale)
    path = cache_path("basemaps", f"{region.name}-{scale}-{units}-{_key(region, scale, units)}.json")
    cached = _read(path, file_stamp(path))
    if cached is not None:
        return cached
    from mapgen.basemap.prepare import prepare  # noqa: PLC0415 (half a second that a prepared basemap saves)

    basemap = prepare(region, scale, units, boundaries)
    write_cached(path, json.dumps(basemap.to_plain(), separators=(",", ":")).encode())
    # The next drawing reads what was written: with the same object it finds what this one has kept for it.
    return _read(path, file_stamp(path)) or basemap


def boundaries_hash(region: Region, scale: str) -> str:
    """Return the SHA-256 of the file that a region's states come from; of several files, the hash of their hashes."""
    first, *more = _boundary_hashes(region, scale)
    return hashlib.sha256("\n".join((first, *more)).encode()).hexdigest() if more else first


def ground_hashes(region: Region, scale: str) -> tuple[str, ...]:
    """Return the SHA-256 of each file that the shapes of a region's map come from."""
    borrowed = (other for code, other in BORROWED.get(scale, {}).items() if code in region.states)
    around = (shipped_path(f"boundaries/{name}.fgb") for name in (scale, *borrowed))
    lines = map(shipped_path, ("boundaries/claims.fgb", "boundaries/claimed.toml", "boundaries/seas.toml"))
    return (*_boundary_hashes(region, scale), *map(_sha256, (*around, *lines)))


def _boundary_hashes(region: Region, scale: str) -> list[str]:
    """Return the SHA-256 of each file that a region's states come from; a user may change one while mapgen runs."""
    if region.boundaries:
        return [_hash_of(path) for path in region.boundaries.files]
    if region.divisions:
        return [_sha256(shipped_path(f"divisions/{country}.fgb")) for country in region.divisions]
    return [_sha256(shipped_path(f"boundaries/{scale}.fgb"))]


@cache
def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file that does not change while mapgen runs: of its code, or of its data."""
    return _hash_of(path)


def _hash_of(path: Path) -> str:
    """Return the SHA-256 of a file; it is read once as long as it does not change, as some have megabytes."""

    def read() -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    return _HASHES.of(f"sha256 {path} {file_stamp(path)}", read)


def _key(region: Region, scale: str, units: int) -> str:
    made_of = [
        *ground_hashes(region, scale),
        region.sha256,
        ",".join(inset.path for inset in region.drawn_insets),
        *_cuts(region),
        scale,
        str(units),
        *map(_sha256, _code()),
        *map(_installed, _LIBRARIES),
    ]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]


def _cuts(region: Region) -> tuple[str, ...]:
    """Return what a view changes of a region's land, with the shapes that it takes; nothing where it changes none."""
    if not region.cuts:
        return ()
    return (_sha256(shipped_path("boundaries/areas.fgb")), *(cut.text for cut in region.cuts))


def _installed(library: str) -> str:
    """Return a text that changes when another version of a library is installed; the library is not loaded for it."""
    spec = find_spec(library)
    return repr(file_stamp(Path(spec.origin))) if spec and spec.origin else ""


def _code() -> list[Path]:
    return [*sorted(Path(__file__).parent.glob("*.py")), *map(package_path, _OTHER_CODE)]


# One process draws many maps on few basemaps.
@lru_cache(maxsize=8)
def _read(path: Path, _: object) -> Basemap | None:
    """Return a cached basemap; None where there is none. Its name holds the code that wrote it, so its format fits."""
    content = read_cached(path)
    return Basemap.from_plain(json.loads(content)) if content is not None else None
