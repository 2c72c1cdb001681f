"""Prepared basemaps, kept beside the user's other caches and rebuilt without a word when what made them changes."""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path

from mapgen.basemap.model import Basemap
from mapgen.files.cache import cache_path, file_stamp, read_cached, write_cached
from mapgen.files.memo import DiskMemo
from mapgen.files.shipped import package_path, shipped_path
from mapgen.places.regions import Region
from mapgen.places.scales import BORROWED

# The code that shapes a basemap lies in this wing and here: when it changes, so does every basemap.
_OTHER_CODE = "places/scales.py"

_HASHES = DiskMemo("mapgen")


def prepared_basemap(region: Region, scale: str, units: int) -> Basemap:
    """Return the basemap of a region at a scale, `units` grid steps along its longer side: kept, or newly prepared.

    Importing geopandas is left to the case that it has to be prepared.
    """
    boundaries = _sha256(shipped_path(f"boundaries/{scale}.fgb"))
    path = cache_path("basemaps", f"{region.name}-{scale}-{units}-{_key(region, scale, units, boundaries)}.json")
    kept = _read(path, file_stamp(path))
    if kept is not None:
        return kept
    from mapgen.basemap.prepare import prepare  # noqa: PLC0415 (half a second that a prepared basemap saves)

    made = prepare(region, scale, units, boundaries)
    write_cached(path, json.dumps(made.to_plain(), separators=(",", ":")).encode())
    return made


def boundaries_hash(scale: str) -> str:
    """Return the SHA-256 of the shipped boundary file of a scale."""
    return _sha256(shipped_path(f"boundaries/{scale}.fgb"))


@cache
def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file, which is read once for as long as it stands as it does: some have megabytes."""

    def read() -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    return _HASHES.of(f"sha256 {path} {file_stamp(path)}", read)


def _key(region: Region, scale: str, units: int, boundaries: str) -> str:
    made_of = [
        boundaries,
        _sha256(shipped_path("boundaries/claims.fgb")),
        _sha256(shipped_path("boundaries/claimed.toml")),
        *(boundaries_hash(other) for code, other in BORROWED.get(scale, {}).items() if code in region.states),
        region.sha256,
        ",".join(inset.path for inset in region.drawn_insets),
        scale,
        str(units),
        *map(_sha256, _code()),
    ]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]


def _code() -> list[Path]:
    return [*sorted(Path(__file__).parent.glob("*.py")), package_path(_OTHER_CODE)]


# Many maps of one process are drawn on the same few.
@lru_cache(maxsize=8)
def _read(path: Path, _: object) -> Basemap | None:
    """Return a kept basemap; None where there is none, or it was cut short or written by something else."""
    data = read_cached(path)
    try:
        return Basemap.from_plain(json.loads(data)) if data is not None else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
