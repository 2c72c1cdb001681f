"""Watching a manifest: draw again whenever it, or a file that it depends on, is saved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

from mapgen.batch_plan import plan_of
from mapgen.errors import MapgenError
from mapgen.manifest import read_manifest

# How long a burst of saves is taken for one, in milliseconds.
_CALM = 300


def saves_of(manifest: Path, stop: Event | None = None) -> Iterator[None]:
    """Yield whenever a manifest, or a file that it depends on as it now stands, has been saved; ends where stopped.

    Folders are watched, and not files: most editors save by putting a new file in the place of the old one.
    """
    from watchfiles import watch  # noqa: PLC0415 (only whoever watches needs it)

    stop = stop or Event()
    while not stop.is_set():
        files = {path.resolve() for path in _files(manifest)}
        folders = {path.parent for path in files if path.parent.is_dir()}
        changes = watch(
            *folders,
            watch_filter=partial(_is_one_of, files),
            debounce=_CALM,
            recursive=False,
            stop_event=stop,
            raise_interrupt=True,
        )
        for _ in changes:
            yield
            break


def _is_one_of(files: set[Path], _: object, path: str) -> bool:
    return Path(path).resolve() in files


def _files(manifest: Path) -> frozenset[Path]:
    """Return the files to watch; of a manifest that is wrong, itself and those that it names as far as can be read."""
    try:
        return plan_of(read_manifest(manifest)).files
    except MapgenError:
        beside = manifest.parent.glob("*.toml")
        return frozenset({manifest, *beside})
