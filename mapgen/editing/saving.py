"""Change a record file on disk: under a lock, whole or not at all, never over another's change."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from mapgen.editing.copies import keep_copy, kept_copy
from mapgen.editing.difference import opcodes, unified_diff
from mapgen.editing.text import text_lines
from mapgen.errors import InputError, Problem
from mapgen.files.documents import Document, document_of, document_of_bytes, read_bytes
from mapgen.files.locking import LockedFile, locked
from mapgen.files.replacing import ChangedMeanwhileError, mend, put_content, refuse_read_only
from mapgen.record.file import read_record
from mapgen.record.model import Record

LONGEST_WAIT = 30.0  # seconds
# How often a change is made anew, upon what an editor has saved meanwhile.
_ATTEMPTS = 5

Change = Callable[[str, Record], str]
Confirm = Callable[[str], bool]


class _Edit(Struct, frozen=True):
    """The bytes of a file before and after a change, and their difference as a unified diff."""

    before: bytes
    after: bytes
    diff: str


def change_record(path: Path, change: Change, *, confirm: Confirm | None = None, wait: float = LONGEST_WAIT) -> str:
    """Apply a change to a record file and return the difference as a unified diff.

    `change` gets the file's text and its record, and returns the new text. Without `confirm`, the file is read, changed
    and written under one lock, so that simultaneous changes all land; a change that an editor has saved over is made
    anew. With `confirm`, the lock is not held while a person thinks: the file is written only if `confirm` accepts the
    diff and the file has not changed since.

    Raises InputError where the file or its new text is not a valid record, or was changed meanwhile; OutputError where
    it is read-only, cannot be written, or another process holds the lock for longer than `wait` seconds.
    """
    _prepare(path, wait)
    if confirm is None:
        return _change_at_once(path, change, wait)
    edit = _edit(path, change)
    if confirm(edit.diff):
        with locked(path, wait) as file:
            _write(file, edit)
    return edit.diff


def undo_change(path: Path, *, confirm: Confirm | None = None, wait: float = LONGEST_WAIT) -> str:
    """Take the last change of a record file back and return the difference as a unified diff.

    Raises InputError where the file is not as a change by this user has left it, and what change_record raises.
    """
    _prepare(path, wait)
    after = read_bytes(path)
    before = kept_copy(after)
    if before is None:
        message = "is not as a `mapgen update` of yours has left it: it was edited since, or never updated; "
        raise InputError.single(str(path), f"{message}nothing is written")
    edit = _Edit(after, before, diff_of(path, _text(after), _text(before)))
    if confirm is None or confirm(edit.diff):
        with locked(path, wait) as file:
            put_content(file, edit.before, edit.after)
    return edit.diff


def kept_for_undo(path: Path) -> bool:
    """Whether the content that a file had before its last change is kept."""
    return kept_copy(read_bytes(path)) is not None


def proposed(path: Path, change: Change) -> str:
    """Return the diff that a change would make; nothing is written."""
    return _edit(path, change).diff


def diff_of(path: Path, before: str, after: str) -> str:
    """Return the difference of two texts as a unified diff."""
    return unified_diff(path, text_lines(before), text_lines(after))


def _prepare(path: Path, wait: float) -> None:
    """Refuse a file that cannot be changed before anybody is asked, and mend one that was half written."""
    refuse_read_only(path)
    with locked(path, wait) as file:
        mend(file)


def _change_at_once(path: Path, change: Change, wait: float) -> str:
    """Change a file under its lock; where an editor saves it meanwhile, change what the editor has saved."""
    attempts = 0
    while True:
        attempts += 1
        # The lock is taken anew each time: the editor may have put another file in its place.
        with locked(path, wait) as file:
            edit = _edit(path, change)
            try:
                _write(file, edit)
            except ChangedMeanwhileError:
                if attempts == _ATTEMPTS:
                    raise
            else:
                return edit.diff


def _edit(path: Path, change: Change) -> _Edit:
    data = read_bytes(path)
    document = document_of_bytes(path, data)
    text = change(document.text, read_record(document))
    try:
        read_record(document_of(path, text))
    except InputError as error:
        refused = Problem(str(path), "nothing is written, as this would make it invalid")
        raise InputError([refused, *error.problems]) from None
    return _Edit(data, _rewritten(data, document, text), diff_of(path, document.text, text))


def _write(file: LockedFile, edit: _Edit) -> None:
    """Write a file, and keep what it held, for `undo_change`."""
    keep_copy(edit.before, edit.after)
    put_content(file, edit.before, edit.after)


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


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")
