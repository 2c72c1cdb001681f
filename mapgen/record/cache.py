"""A cache of valid records, so that the same bytes need not be read and checked again."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import chain
from os import scandir
from pathlib import Path

from mapgen.disk.cache import cache_path, cache_value, cached_value
from mapgen.disk.shipped import geodata_folder, package_path
from mapgen.record.model import Record

# The folders with the code that reads a record, relative to the package.
_CODE_FOLDERS = ("", "disk", "files", "places", "record")


def cached_record(data: bytes) -> Record | None:
    """Return the record of a file's bytes from the cache; None if this version of the code has not cached it."""
    sha256 = hashlib.sha256(data).hexdigest()
    record = cached_value(_path(sha256), Record)
    return record if record and record.sha256 == sha256 else None


def cache_record(record: Record) -> None:
    """Write a valid record into the cache.

    A record whose region is in a user's file is left out: the region may change although the record does not.
    """
    if not record.region.endswith(".toml"):
        cache_value(_path(record.sha256), record)


def _path(sha256: str) -> Path:
    return cache_path("records", f"{sha256[:32]}-{_code()}.msgpack")


@cache
def _code() -> str:
    """Return a hash that changes with the code that reads records, the regions, divisions, names and territories.

    It is made of the names, sizes and times of their files.
    """
    geodata = geodata_folder()
    data = (geodata / name for name in ("regions", "names", "boundaries", "divisions"))
    *code, regions, names, boundaries, divisions = (
        scandir(folder) for folder in (*map(package_path, _CODE_FOLDERS), *data)
    )
    files = [
        *(file for file in chain(*code) if file.name.endswith(".py")),
        *regions,
        *names,
        *(file for file in boundaries if file.name.endswith(".toml")),
        *(file for file in divisions if file.name.endswith(".csv")),
    ]
    about = sorted((file.name, (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files)
    return hashlib.sha256(repr(about).encode()).hexdigest()[:16]
