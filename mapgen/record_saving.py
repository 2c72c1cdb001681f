"""Changing a record file on disk: under a lock, whole or not at all, never over another's change."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from mapgen.documents import Document, document_of, read_document
from mapgen.errors import InputError, OutputError, Problem
from mapgen.record_file import read_record
from mapgen.records import Record
from mapgen.write import remove_leftovers, write_all

LONGEST_WAIT = 30.0  # seconds

Change = Callable[[str, Record], str]
Confirm = Callable[[str], bool]


def change_record(path: Path, change: Change, *, confirm: Confirm | None = None) -> str:
    """Apply a change to a record file and return the difference as a unified diff.

    `change` gets the file's text and its record, and returns the new text. Without `confirm`, it is read, changed and
    written under one lock, so that changes made at once all land. With it, the lock is not held while a person
    thinks: the file is written only if `confirm` says yes to the diff and it is still what it was.

    Raises InputError where the file or its new text is not a valid record, or was changed meanwhile; OutputError where
    it cannot be written, or another process holds the lock for more than 30 seconds.
    """
    if confirm is None:
        with _locked(path):
            document, text = _changed(path, change)
            _write(path, document, text)
            return diff_of(path, document.text, text)
    document, text = _changed(path, change)
    diff = diff_of(path, document.text, text)
    if confirm(diff):
        with _locked(path):
            if read_document(path).sha256 != document.sha256:
                raise InputError.single(str(path), "was changed meanwhile; nothing is written; run the update again")
            _write(path, document, text)
    return diff


def proposed(path: Path, change: Change) -> str:
    """Return the diff that a change would make, writing nothing."""
    document, text = _changed(path, change)
    return diff_of(path, document.text, text)


def diff_of(path: Path, before: str, after: str) -> str:
    """Return the difference of two texts as a unified diff."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return "".join(difflib.unified_diff(old, new, fromfile=f"{path} (before)", tofile=f"{path} (after)"))


def _changed(path: Path, change: Change) -> tuple[Document, str]:
    document = read_document(path)
    text = change(document.text, read_record(document))
    try:
        read_record(document_of(path, text))
    except InputError as error:
        refused = Problem(str(path), "nothing is written, as this would make it invalid")
        raise InputError([refused, *error.problems]) from None
    return document, text


def _write(path: Path, document: Document, text: str) -> None:
    remove_leftovers(path)
    write_all({path: document.encoded(text)})


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of a record; it lies in the user's cache, so that no stray file stands beside the record."""
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    folder = Path(platformdirs.user_cache_dir("mapgen", appauthor=False)) / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{name}.lock", timeout=LONGEST_WAIT):
            yield
    except Timeout:
        raise OutputError(f"{path}: another mapgen is writing it; gave up after {LONGEST_WAIT:.0f} seconds") from None
