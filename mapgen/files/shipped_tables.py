"""The TOML files that ship with mapgen, parsed once: what they hold is kept until they change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, msgpack

from mapgen.files.cache import cache_path, keep, read_cached


def shipped_tables(path: Path) -> Mapping[str, Any]:
    """Return the tables of a file of mapgen's own, which holds neither dates nor times."""
    return tables_of(path.read_bytes())


def tables_of(data: bytes) -> Mapping[str, Any]:
    """Return the same of such a file's bytes."""
    place = cache_path("tables", f"{hashlib.sha256(data).hexdigest()[:32]}.msgpack")
    cached = _decoded(read_cached(place))
    if cached is not None:
        return cached
    import tomllib  # noqa: PLC0415 (what is kept needs no parser)

    tables = tomllib.loads(data.decode())
    keep(place, msgpack.encode(tables))
    return tables


def _decoded(data: bytes | None) -> dict[str, Any] | None:
    try:
        return msgpack.decode(data, type=dict[str, Any]) if data is not None else None
    except MsgspecError:  # cut short, or written by something else
        return None
