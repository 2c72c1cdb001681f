"""Change a record file on disk: under a lock, whole or not at all, never over another's change."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from mapgen.disk.locking import LockedFile, locked
from mapgen.disk.reading import read_bytes
from mapgen.disk.replacing import ChangedMeanwhileError, mend, put_content, refuse_read_only
from mapgen.editing.blocks import text_lines
from mapgen.editing.copies import Way, keep_copy, kept_copy
from mapgen.editing.difference import opcodes, unified_diff
from mapgen.errors import InputError, Problem
from mapgen.files.documents import Document, document_of, document_of_bytes
from mapgen.record.file import read_record
from mapgen.record.model import Record

LONGEST_WAIT = 30.0  # seconds
# How often a change is made anew, upon what an editor has saved meanwhile.
_ATTEMPTS = 5

Change = Callable[[str, Record], str]
Confirm = Callable[[str], bool]
Show = Callable[[str], None]


class _Edit(Struct, frozen=True):
    """The bytes of a file before and after a change, and their difference as a unified diff."""

    before: bytes
    after: bytes
    diff: str


def change_record(
    path: Path,
    change: Change,
    *,
    confirm: Confirm | None = None,
    show: Show | None = None,
    warn: Show | None = None,
    wait: float = LONGEST_WAIT,
) -> str:
    """Apply a change to a record file and return the difference as a unified diff.

    `change` gets the file's text and its record, and returns the new text. Without `confirm`, the file is read, changed
    and written under one lock, so that simultaneous changes all land; a change that an editor has saved over is made
    anew. With `confirm`, the lock is not held while a person thinks: the file is written only if `confirm` accepts the
    diff and the file has not changed since. `show` gets the diff before anything is written: what it raises keeps the
    file as it is. `warn` is called where undo_change will not find the change.

    Raises InputError where the file or its new text is not a valid record, or was changed meanwhile; OutputError where
    it is read-only, cannot be written, or another process holds the lock for longer than `wait` seconds.
    """
    _prepare(path, wait)
    if confirm is None:
        edit, is_kept = _change_at_once(path, change, wait, show)
    else:
        edit = _edit(path, change)
        is_kept = not confirm(edit.diff) or _write(path, edit, wait, Way.UNDO)
    if warn is not None and not is_kept:
        warn("this change cannot be taken back by `mapgen undo`: no copy of the record before it could be kept")
    return edit.diff


def undo_change(
    path: Path,
    *,
    redo: bool = False,
    confirm: Confirm | None = None,
    show: Show | None = None,
    wait: float = LONGEST_WAIT,
) -> str:
    """Take the last change of a record file back, or make one again that was taken back; return the diff.

    Raises InputError where the file is not as this user has left it, and what change_record raises.
    """
    _prepare(path, wait)
    now = read_bytes(path)
    way, back = (Way.REDO, Way.UNDO) if redo else (Way.UNDO, Way.REDO)
    held = kept_copy(way, now)
    if held is None:
        message = (
            f"is not as a `mapgen {'undo' if redo else 'update'}` of yours has left it: it was edited since, or never"
        )
        raise InputError.single(str(path), f"{message} {'undone' if redo else 'updated'}; nothing is written")
    edit = _Edit(now, held, diff_of(path, _text(now), _text(held)))
    if show is not None:
        show(edit.diff)
    if confirm is None or confirm(edit.diff):
        _write(path, edit, wait, back)
    return edit.diff


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


def _change_at_once(path: Path, change: Change, wait: float, show: Show | None) -> tuple[_Edit, bool]:
    """Change a file under its lock; where an editor saves it meanwhile, change what the editor has saved."""
    attempts = 0
    while True:
        attempts += 1
        # The lock is taken anew each time: the editor may have put another file in its place.
        with locked(path, wait) as file:
            edit = _edit(path, change)
            if show is not None:
                show(edit.diff)
            try:
                return edit, _put(file, edit, Way.UNDO)
            except ChangedMeanwhileError:
                if attempts == _ATTEMPTS:
                    raise


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


def _write(path: Path, edit: _Edit, wait: float, way: Way) -> bool:
    with locked(path, wait) as file:
        return _put(file, edit, way)


def _put(file: LockedFile, edit: _Edit, way: Way) -> bool:
    """Write a locked file; return whether what it held is kept."""
    is_kept = keep_copy(way, edit.before, edit.after)
    put_content(file, edit.before, edit.after)
    return is_kept


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
