"""The TOML files that ship with mapgen, parsed once: their tables are cached until the files change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mapgen.disk.cache import cache_path, cache_value, cached_value


def shipped_tables(path: Path) -> Mapping[str, Any]:
    """Return the tables of a shipped TOML file, which must hold neither dates nor times."""
    return tables_of(path.read_bytes())


def tables_of(data: bytes) -> Mapping[str, Any]:
    """Return the tables of a shipped TOML file from its bytes; it must hold neither dates nor times."""
    path = cache_path("tables", f"{hashlib.sha256(data).hexdigest()[:32]}.msgpack")
    cached = cached_value(path, dict[str, Any])
    if cached is not None:
        return cached
    import tomllib  # noqa: PLC0415 (cached tables need no parser)

    tables = tomllib.loads(data.decode())
    cache_value(path, tables)
    return tables
