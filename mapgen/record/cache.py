"""Records that were read and found valid, kept so that the same bytes need not be read and checked again."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import chain
from os import scandir
from pathlib import Path

import msgspec

from mapgen.files.cache import cache_path, keep, read_cached
from mapgen.files.shipped import geodata_folder, package_path
from mapgen.record.model import Record

# Where the code lies that reads a record.
_CODE = ("", "files", "places", "record")


def cached_record(data: bytes) -> Record | None:
    """Return the record of a file's bytes as it was kept; None where this mapgen has not kept it."""
    sha256 = hashlib.sha256(data).hexdigest()
    cached = read_cached(_path(sha256))
    if cached is None:
        return None
    try:
        record = msgspec.msgpack.decode(cached, type=Record)
    except msgspec.MsgspecError:  # cut short, or written by something else
        return None
    return record if record.sha256 == sha256 else None


def cache_record(record: Record) -> None:
    """Keep a record that is valid by itself: not one of a region in a file, which may change without it."""
    if not record.region.endswith(".toml"):
        keep(_path(record.sha256), msgspec.msgpack.encode(record))


def _path(sha256: str) -> Path:
    return cache_path("records", f"{sha256[:32]}-{_code()}.msgpack")


@cache
def _code() -> str:
    """Return what tells this mapgen from one that reads records otherwise: its files, by their sizes and times.

    Its code, its regions, and the territories that a record may name.
    """
    geodata = geodata_folder()
    folders = (*map(package_path, _CODE), geodata / "regions", geodata / "boundaries")
    *code, regions, boundaries = (scandir(folder) for folder in folders)
    files = [
        *(file for file in chain(*code) if file.name.endswith(".py")),
        *regions,
        *(file for file in boundaries if file.name.endswith(".toml")),
    ]
    about = sorted((file.name, (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files)
    return hashlib.sha256(repr(about).encode()).hexdigest()[:16]
