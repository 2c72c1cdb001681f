"""Watch a manifest: draw again whenever it, or a file that it depends on, is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from threading import Event

from mapgen.batch.manifest import read_manifest
from mapgen.batch.plan import plan_of
from mapgen.errors import MapgenError
from mapgen.files.cache import file_stamp

# How long files must stay unchanged before they are drawn, in seconds.
_CALM = 0.3
# How often files are checked regardless of the system's events, in milliseconds: the system does not report saves made
# before the watch began, as while a batch is drawn.
_LOOK = 1000


def runs_due(manifest: Path, stop: Event | None = None) -> Iterator[None]:
    """Yield at once, and whenever a manifest, or a file that it currently depends on, has been saved since.

    A save made while the caller is busy with the last one counts. The iterator ends where stopped.
    """
    stop = stop or Event()
    while not stop.is_set():
        files = {path.resolve() for path in _files(manifest)}
        before = _stamps(files)
        yield
        _wait(files, before, stop)
        _settle(files, stop)


def _settle(files: set[Path], stop: Event) -> None:
    """Return when no file has changed for a while: an editor empties a file before it fills it."""
    last = None
    while last != (last := _stamps(files)):
        stop.wait(_CALM)


def _wait(files: set[Path], before: Mapping[Path, object], stop: Event) -> None:
    """Return as soon as a file has changed, or where stopped.

    Folders are watched, and not files: most editors save by putting a new file in the place of the old one.
    """
    from watchfiles import watch  # noqa: PLC0415 (only whoever watches needs it)

    if _stamps(files) != before:
        return
    events = watch(
        *{path.parent for path in files if path.parent.is_dir()},
        watch_filter=partial(_is_one_of, files),
        debounce=50,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        recursive=False,
        stop_event=stop,
        raise_interrupt=True,
    )
    for _ in events:
        if _stamps(files) != before:
            return


def _stamps(files: Iterable[Path]) -> Mapping[Path, object]:
    """Return a stamp of each file that changes when it is saved."""
    return {path: file_stamp(path) for path in files}


def _is_one_of(files: set[Path], _: object, path: str) -> bool:
    return Path(path).resolve() in files


def _files(manifest: Path) -> frozenset[Path]:
    """Return the files to watch; for an invalid manifest, itself and the TOML files beside it."""
    try:
        return plan_of(read_manifest(manifest)).files
    except MapgenError:
        siblings = manifest.parent.glob("*.toml")
        return frozenset({manifest, *siblings})
