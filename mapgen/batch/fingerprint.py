"""The fingerprint of a map of a manifest: a hash for each kind of input, by which the next run knows what changed."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path

from msgspec import to_builtins

from mapgen.basemap.cache import ground_hashes
from mapgen.disk.shipped import package_path, shipped_path
from mapgen.places.regions import read_region
from mapgen.proof.displayed import DisplayedEntry
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.views.view import read_view

# The libraries that draw: their versions are part of a map's fingerprint.
_LIBRARIES = ("matplotlib", "pillow", "fonttools", "babel", "numpy")
_CODE = ("*.py", "*/*.py", "themes/*.toml", "words/languages/*.toml", "drawing/fonts/*")
# Ground data besides the boundaries of countries: claims, and the figures that shares add up.
_GROUND = (
    "boundaries/areas.fgb",
    "boundaries/areas.toml",
    "boundaries/first_days.toml",
    "figures/factbook.csv",
)


def snapshot_hash(snapshot: Snapshot) -> str:
    """Return the hash of the values that a map shows of its source: edits of other values do not change it."""
    entries = [
        [entry.iso3, DisplayedEntry.of(entry).plain, entry.sources]
        for entry in (*snapshot.sovereigns, *snapshot.entries)
    ]
    scale = to_builtins(snapshot.scale)
    about = [
        snapshot.title,
        snapshot.region,
        snapshot.coder,
        snapshot.source,
        snapshot.published,
        snapshot.basis_inferred,
    ]
    reviewed = {code: day.isoformat() for code, day in snapshot.reviewed.items()}
    return _hashed([about, snapshot.as_of.isoformat(), snapshot.basis, scale, reviewed, entries])


def fingerprint_of(region: str, options: RenderOptions) -> dict[str, str]:
    """Return a hash of the options, of the boundaries, and of the code that draws."""
    shown = read_region(region)
    ground = [shown.sha256, read_view(options.view).sha256, *ground_hashes(shown, options.scale), *_ground_hashes()]
    own_files = (*_own_file(options.theme), *_own_file(options.view))
    files = [_file_hash(Path(path)) for path in (*options.images.values(), *own_files)]
    return {
        "options": _hashed([to_builtins(options, enc_hook=str), files]),
        "boundaries": _hashed(ground),
        "code": code_hash(),
    }


@cache
def _ground_hashes() -> tuple[str, ...]:
    return tuple(_file_hash(shipped_path(name)) for name in _GROUND)


def _own_file(name: str) -> tuple[str, ...]:
    """Return the path of a user's theme or view; nothing for a shipped one."""
    return (name,) if name.endswith(".toml") else ()


@cache
def code_hash() -> str:
    """Return the hash of mapgen's drawing code and data, and of the versions of the drawing libraries."""
    root = package_path("")
    files = sorted(path for pattern in _CODE for path in root.glob(pattern))
    return _hashed([[_file_hash(path) for path in files], [version(name) for name in _LIBRARIES]])


def _file_hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""  # drawing with the file reports the error


def _hashed(plain: object) -> str:
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
