"""What record files held before their changes, kept in the user's state folder so that a change can be taken back.

A copy is found by what the file holds now. So it serves whichever link or folder the file is reached by, and never
takes back more than the change that led to this very content: not the work of an editor or of somebody else. What was
taken back is kept in the same way, so that it can be made again.
"""

from __future__ import annotations

import hashlib
import zlib
from enum import StrEnum
from pathlib import Path

import platformdirs

from mapgen.disk.writing import write_all
from mapgen.errors import OutputError

# The newest copies stay, compressed to some tens of kilobytes each.
_MOST = 200


class Way(StrEnum):
    """Which change a copy is for: the one that led to a content, or the one that was taken back from it."""

    UNDO = "undo"
    REDO = "redo"


def keep_copy(way: Way, held: bytes, now: bytes) -> bool:
    """Keep what a file held that holds something else now; return False where nothing can be kept."""
    path = _copy_path(way, now)
    try:
        write_all({path: hashlib.sha256(held).digest() + zlib.compress(held)})
        newest_first = sorted(path.parent.iterdir(), key=lambda copy: copy.stat().st_mtime, reverse=True)
        for old in newest_first[_MOST:]:
            old.unlink(missing_ok=True)
    except FileNotFoundError:  # another process has removed an old copy first
        return True
    except (OutputError, OSError):
        return False
    return True


def kept_copy(way: Way, now: bytes) -> bytes | None:
    """Return what a file held that holds `now`; None if that is not known, or the copy is damaged."""
    try:
        data = _copy_path(way, now).read_bytes()
        held = zlib.decompress(data[32:])
    except (OSError, zlib.error):
        return None
    return held if hashlib.sha256(held).digest() == data[:32] else None


def _copy_path(way: Way, now: bytes) -> Path:
    folder = platformdirs.user_state_path("mapgen", appauthor=False)
    return folder / way / hashlib.sha256(now).hexdigest()
