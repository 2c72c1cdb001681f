"""What record files held before their changes, kept in the user's state folder so that a change can be taken back.

A copy is found by what the file holds now. So it serves whichever link or folder the file is reached by, and never
takes back more than the change that led to this very content: not the work of an editor or of somebody else.
"""

from __future__ import annotations

import hashlib
import zlib
from contextlib import suppress
from pathlib import Path

import platformdirs

from mapgen.errors import OutputError
from mapgen.files.writing import write_all

# The newest copies stay, compressed to some tens of kilobytes each.
_MOST = 200


def keep_copy(before: bytes, after: bytes) -> None:
    """Keep what a file held before it came to hold `after`; without a folder to write in, nothing is kept."""
    path = _copy_path(after)
    with suppress(OutputError, OSError):
        write_all({path: hashlib.sha256(before).digest() + zlib.compress(before)})
        newest_first = sorted(path.parent.iterdir(), key=lambda copy: copy.stat().st_mtime, reverse=True)
        for old in newest_first[_MOST:]:
            old.unlink(missing_ok=True)


def kept_copy(after: bytes) -> bytes | None:
    """Return what a file held before it came to hold `after`; None if that is not known, or the copy is damaged."""
    try:
        data = _copy_path(after).read_bytes()
        before = zlib.decompress(data[32:])
    except (OSError, zlib.error):
        return None
    return before if hashlib.sha256(before).digest() == data[:32] else None


def _copy_path(after: bytes) -> Path:
    folder = platformdirs.user_state_path("mapgen", appauthor=False)
    return folder / "undo" / hashlib.sha256(after).hexdigest()
