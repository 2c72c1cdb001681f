"""Watch a manifest: draw again whenever it, or a file that it depends on, is saved.

The files are looked at, again and again, instead of waiting for the system's events: these do not come from network
disks, nor for a folder that was removed and made again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from mapgen.batch.manifest import read_manifest
from mapgen.batch.plan import plan_of, style_files
from mapgen.disk.cache import file_stamp
from mapgen.errors import MapgenError
from mapgen.sources.locating import located_source

# How often the files are looked at, in seconds.
_LOOK = 0.1
# How often in a row they must look the same before they are drawn: an editor empties a file before it fills it.
_CALM = 3


class _Watched(Struct, frozen=True):
    """The files that a manifest depends on, and the folders that it writes to."""

    files: frozenset[Path] = frozenset()
    folders: frozenset[Path] = frozenset()


def runs_due(manifest: Path, stopped: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Yield at once, and whenever a file that a manifest depends on was saved since, or a folder of its maps removed.

    A save made while the caller is busy with the last one counts. The iterator ends soon after `stopped` returns true.
    """
    watched = _Watched()
    while not stopped():
        watched = _watched(manifest, watched)
        before = _stamps(watched.files)
        yield
        folders = {folder: number for folder in watched.folders if (number := _number(folder))}
        while not stopped() and _stamps(watched.files) == before and _as_before(folders):
            time.sleep(_LOOK)
        _settle(watched.files, stopped)


def _settle(files: Iterable[Path], stopped: Callable[[], bool]) -> None:
    """Return when no file has changed for a while, or when stopped."""
    last, calm = _stamps(files), 0
    while calm < _CALM and not stopped():
        time.sleep(_LOOK)
        calm = calm + 1 if last == (last := _stamps(files)) else 0


def _stamps(files: Iterable[Path]) -> Mapping[Path, object]:
    """Return a stamp of each file that changes when it is saved, removed or made again."""
    return {path: file_stamp(path) for path in files}


def _as_before(folders: Mapping[Path, int]) -> bool:
    return all(_number(folder) == number for folder, number in folders.items())


def _number(folder: Path) -> int | None:
    """Return the number by which the system knows a folder; another one of the same name has another number."""
    try:
        return folder.stat().st_ino
    except OSError:
        return None


def _watched(manifest: Path, last: _Watched) -> _Watched:
    """Return what to watch: also what was watched last, so that a file that is removed and made again is seen.

    For an invalid manifest, or one with an invalid source, these are the files that it names and the TOML files beside
    it: a mistake in any of them may be mended there.
    """
    files = {*last.files, manifest, manifest.parent / "record.toml"}  # the record, where the manifest names none
    try:
        plan = plan_of(read_manifest(manifest))
    except MapgenError:
        return _Watched(frozenset({*files, *_named(manifest), *manifest.parent.glob("*.toml")}), last.folders)
    return _Watched(plan.files | files, frozenset(path.parent for job in plan.jobs for path in job.outputs))


def _named(manifest: Path) -> Iterator[Path]:
    with suppress(MapgenError):
        read = read_manifest(manifest)
        for table in read.tables:
            yield from style_files(table, read.folder)
            yield located_source(table.values.get("source"), read.folder)
