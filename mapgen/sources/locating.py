"""Which file a source is: the one that is named, else the record of the folder, else the one shipped with mapgen."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from mapgen.disk.paths import is_file, resolved
from mapgen.disk.shipped import geodata_folder, shipped_names, shipped_path
from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import InputError, nearest
from mapgen.places.regions import read_region
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot

# The variable of the environment with the path of a user's record, wherever a command runs.
VARIABLE = "MAPGEN_RECORD"
# The words for the record that is read where none is named, and for the one shipped with mapgen.
DEFAULT, SHIPPED = "record", "shipped"
_OF_DAY = re.compile(r", of \d{4}-\d\d-\d\d$")
_SHIPPED_RECORD = "records/south-america.toml"
# A user's own record, relative to its folder: from `mapgen init`, or in a checkout of mapgen.
_OWN_RECORDS = ("record.toml", f"geodata/{_SHIPPED_RECORD}")


def shipped_record() -> Path:
    """Return the path of the record shipped with mapgen."""
    return shipped_path(_SHIPPED_RECORD)


def own_record(folder: Path) -> Path | None:
    """Return the record of a user who works in a folder: MAPGEN_RECORD, else the folder's own; None if there is none.

    A record.toml that cannot be read, such as a link to a disk that is not there, is returned all the same: another
    record must not be taken in its place. Raises InputError if the variable names no file.
    """
    if named := os.environ.get(VARIABLE):
        path = _named_file(named)
        if path is None:
            message = f'there is no file "{named}"; name a record, or unset the variable{nearest_source(named)}'
            raise InputError.single(VARIABLE, message)
        return path
    own, of_checkout = (folder / name for name in _OWN_RECORDS)
    if os.path.lexists(own):
        return own
    return of_checkout if is_file(of_checkout) else None


def _named_file(name: str) -> Path | None:
    """Return the file of a path, or of the name of a shipped source; None if there is none."""
    if is_file(Path(name)):
        return Path(name)
    return shipped_record() if name == SHIPPED else dict(_shipped_files()).get(name)


def located_source(name: str | os.PathLike[str] | None, folder: Path = Path()) -> Path:
    """Return the file of a source: a path below a folder, or the name of a file shipped with mapgen.

    A file of exactly that name comes first. Names are `shipped`, `record` (what is read where no source is named: the
    user's own record, else the shipped one) and those of shipped records and lists. A name of no file is returned as a
    path: reading it reports the error. Raises InputError where MAPGEN_RECORD names no file.
    """
    if name is None:
        return own_record(folder) or shipped_record()
    path = folder / name
    if is_file(path):
        return path
    if os.fspath(name) == DEFAULT:
        return located_source(None, folder)
    return _named_file(os.fspath(name)) or path


def source_names() -> tuple[str, ...]:
    """Return the names that a source may have besides the paths of files."""
    return (DEFAULT, SHIPPED, *(stem for stem, _ in _shipped_files()))


def nearest_source(name: str) -> str:
    """Return `; did you mean "…"?` with the shipped source whose name is closest, or an empty text."""
    return nearest(name, source_names()) if name and os.sep not in name else ""


def origin_of(path: Path, source: Record | Snapshot, within: Path | None = None) -> str:
    """Return what outputs call the file of a source: its path as typed, or in words which one was shipped.

    A path `within` a folder is given from there. Of one that is absolute or leads upwards it is the name alone: a
    published file tells nobody's folders.
    """
    folder, file = geodata_folder().resolve(), resolved(path)
    shipped = next((name for name in ("records", "snapshots") if file.parent == folder / name), "")
    # A checkout's own record is the shipped one as long as it says the same.
    if isinstance(source, Record) and (file == folder / _SHIPPED_RECORD or source.sha256 == _sha256(shipped_record())):
        last = max(source.reviewed.values(), default=source.begins)
        return f"the record shipped with mapgen, of {last}"
    if shipped:
        return f"the {'list' if shipped == 'snapshots' else 'record'} {path.stem} shipped with mapgen"
    if within is not None and path.is_relative_to(within):
        path = path.relative_to(within)
    return path.name if path.is_absolute() or ".." in path.parts else path.as_posix()


def called(path: Path, read: Record | Snapshot) -> str:
    """Return what messages call a source: its path, or in words which shipped one it is."""
    return read.origin if "shipped with mapgen" in read.origin else os.fspath(path)


def undated(origin: str) -> str:
    """Return an origin without the day of the shipped record: on another day it is the same record."""
    return _OF_DAY.sub("", origin)


def _shipped_files() -> Iterator[tuple[str, Path]]:
    """Yield the names and paths of the shipped records and lists."""
    for folder in ("records", "snapshots"):
        for name in shipped_names(folder):
            yield name, geodata_folder() / folder / f"{name}.toml"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def region_files(name: str) -> tuple[Path, ...]:
    """Return the files of a user that make a region, by its name: its own, and that of its boundaries; none if shipped.

    Raises InputError as read_region does.
    """
    if not name.endswith(".toml"):
        return (Path(name),) if is_standard_input(name) else ()
    boundaries = read_region(name).boundaries
    return (Path(name), *(boundaries.files if boundaries else ()))
