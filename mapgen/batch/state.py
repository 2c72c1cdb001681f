"""The state of a batch: for each file that it wrote, the fingerprint and the hash, stored beside the manifest."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from mapgen.batch.plan import Job
from mapgen.disk.standard_input import is_standard_input
from mapgen.disk.writing import write_all

if sys.platform != "win32":
    from fcntl import LOCK_EX, flock

_VERSION = 1
# Why a file is due that this manifest has not made before.
NEW = "new"
# Why a file is due, by the part of its fingerprint that differs; the first such part counts.
_REASONS = {
    "facts": "the record says otherwise",
    "options": "options changed",
    "signature": "the certificate changed",
    "boundaries": "boundaries changed",
    "code": "mapgen changed",
}


class BatchState:
    """The files that a manifest's batches have written; a state file that cannot be read counts as empty.

    A manifest on standard input lies nowhere, so nothing is kept beside it: the next batch knows of no files.
    """

    def __init__(self, manifest: Path) -> None:
        self.folder, self.manifest = manifest.parent, manifest
        self.path = manifest.with_name(f".{manifest.name}.mapgen.json")
        self._kept = not is_standard_input(manifest)
        self.written: dict[str, Any] = _read(self.path) if self._kept else {}
        self._new: dict[str, Any] = {}

    def reason(self, job: Job, output: Path) -> str:
        """Return why a file is due; an empty text where it stands as the job would make it."""
        written = self.written.get(self._key(output))
        if not isinstance(written, dict) or not isinstance(written.get("made_of"), dict):
            return NEW
        if not output.is_file():
            return "missing"
        for name, reason in _REASONS.items():
            if written["made_of"].get(name) != job.fingerprint.get(name):
                return reason
        return "" if written.get("sha256") == hash_of(output) else "altered since"

    def keep(self, job: Job, output: Path, sha256: str) -> None:
        """Record a file that a job has written."""
        entry = {"made_of": dict(job.fingerprint), "sha256": sha256}
        self.written[self._key(output)] = self._new[self._key(output)] = entry

    def forgotten(self, outputs: Iterable[Path]) -> list[Path]:
        """Return files that a batch once wrote, that still exist, and that are no longer outputs of the manifest."""
        keys = {self._key(path) for path in outputs}
        return [self.folder / key for key in sorted(self.written) if key not in keys and (self.folder / key).is_file()]

    def save(self) -> None:
        """Add this batch's files to the state on disk, whole or not at all; files that no longer exist are left out.

        What other batches of the manifest have saved meanwhile stays.
        """
        if not self._kept:
            return
        with _locked(self.manifest):
            self.written = {**_read(self.path), **self._new}
            there = {key: entry for key, entry in self.written.items() if (self.folder / key).is_file()}
            text = json.dumps({"version": _VERSION, "written": there}, indent=1, sort_keys=True)
            write_all({self.path: f"{text}\n".encode()})

    def _key(self, output: Path) -> str:
        try:
            return output.relative_to(self.folder).as_posix()
        except ValueError:
            return output.as_posix()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file that all batches share, where its disk and system have locks."""
    with ExitStack() as stack:
        if sys.platform != "win32":
            with suppress(OSError):
                flock(stack.enter_context(path.open("rb")), LOCK_EX)
        yield


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    written = content.get("written") if isinstance(content, Mapping) and content.get("version") == _VERSION else None
    return dict(written) if isinstance(written, Mapping) else {}


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
