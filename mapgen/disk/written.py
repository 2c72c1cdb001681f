"""Which files mapgen has written that carry no digest of their own: tables and animations, known by their bytes.

Each has an empty file in the user's state folder, named by a hash. A file that is not known there may have been edited.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

# More than a desk keeps; the oldest are forgotten first.
_MOST = 3000


def note_written(data: bytes) -> None:
    """Note the bytes of a file that mapgen has written; where nothing can be kept, it counts as edited later."""
    mark = _mark(data)
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        marks = list(mark.parent.iterdir())
        if len(marks) > _MOST:
            for old in sorted(marks, key=lambda path: path.stat().st_mtime)[: len(marks) - _MOST]:
                old.unlink(missing_ok=True)


def was_written(data: bytes) -> bool:
    """Whether mapgen has written a file of these bytes for this user."""
    with suppress(OSError):
        return _mark(data).exists()
    return False


def _mark(data: bytes) -> Path:
    import platformdirs  # noqa: PLC0415 (5 ms, only for these files)

    return platformdirs.user_state_path("mapgen", appauthor=False) / "written" / hashlib.sha256(data).hexdigest()
