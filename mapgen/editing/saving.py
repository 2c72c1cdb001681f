"""Change a record file on disk: under a lock, whole or not at all, never over another's change."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from mapgen.editing.difference import opcodes, unified_diff
from mapgen.editing.text import text_lines
from mapgen.errors import InputError, OutputError, Problem
from mapgen.files.documents import Document, document_of, read_document
from mapgen.files.writing import remove_leftovers, write_all
from mapgen.record.file import read_record
from mapgen.record.model import Record

LONGEST_WAIT = 30.0  # seconds

Change = Callable[[str, Record], str]
Confirm = Callable[[str], bool]


def change_record(path: Path, change: Change, *, confirm: Confirm | None = None, wait: float = LONGEST_WAIT) -> str:
    """Apply a change to a record file and return the difference as a unified diff.

    `change` gets the file's text and its record, and returns the new text. Without `confirm`, the file is read, changed
    and written under one lock, so that simultaneous changes all land. With `confirm`, the lock is not held while a
    person thinks: the file is written only if `confirm` accepts the diff and the file has not changed since.

    Raises InputError where the file or its new text is not a valid record, or was changed meanwhile; OutputError where
    it cannot be written, or another process holds the lock for longer than `wait` seconds.
    """
    if confirm is None:
        with _locked(path, wait):
            document, text = _changed(path, change)
            _write(path, document, text)
            return diff_of(path, document.text, text)
    document, text = _changed(path, change)
    diff = diff_of(path, document.text, text)
    if confirm(diff):
        with _locked(path, wait):
            _write(path, document, text)
    return diff


def proposed(path: Path, change: Change) -> str:
    """Return the diff that a change would make; nothing is written."""
    document, text = _changed(path, change)
    return diff_of(path, document.text, text)


def diff_of(path: Path, before: str, after: str) -> str:
    """Return the difference of two texts as a unified diff."""
    return unified_diff(path, text_lines(before), text_lines(after))


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
    """Write a text in place of a document that is unchanged on disk; a link's target, and not the link."""
    target = path.resolve()
    data = target.read_bytes() if target.is_file() else b""
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise InputError.single(str(path), "was changed meanwhile; nothing is written; run the update again")
    remove_leftovers(target)
    write_all({target: _rewritten(data, document, text)})


def _rewritten(data: bytes, document: Document, text: str) -> bytes:
    """Return a text as bytes; unchanged lines keep their own line ends, and the file its byte order mark."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    old_lines = re.split(rb"(?<=\n)", data.removeprefix(mark))
    lines = text_lines(text)
    parts = [mark]
    for what, first, stop, new_first, new_stop in opcodes(text_lines(document.text), lines):
        same = what == "equal"
        parts += old_lines[first:stop] if same else [document.encoded(line) for line in lines[new_first:new_stop]]
    return b"".join(parts)


@contextmanager
def _locked(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a record; it lies in the user's cache, so that no stray file appears beside the record."""
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    folder = Path(platformdirs.user_cache_dir("mapgen", appauthor=False)) / "locks"
    lock = FileLock(folder / f"{name}.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait)
    except Timeout:
        raise OutputError(f"{path}: another mapgen is writing it; gave up after {wait:.0f} seconds") from None
    except OSError as error:
        raise OutputError(f"{path}: cannot be locked in {folder} ({error.strerror}); nothing is written") from None
    try:
        yield
    finally:
        lock.release()
