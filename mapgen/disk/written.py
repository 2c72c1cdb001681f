"""Which files without a digest of their own mapgen has written: tables, exports and animations, by their bytes.

Each has a small file in the user's state folder, named by a hash, which may say what the file is about. A file that is
not known there may have been edited.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# More than a desk keeps; the oldest are forgotten first.
_MOST = 3000


def note_written(data: bytes, about: Mapping[str, str] | None = None) -> None:
    """Note the bytes of a file that mapgen has written, and what it is about.

    Where nothing can be kept, the file counts as edited later.
    """
    mark = _mark(data)
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(json.dumps(dict(about)) if about else "", encoding="utf-8")
        marks = list(mark.parent.iterdir())
        if len(marks) > _MOST:
            for old in sorted(marks, key=lambda path: path.stat().st_mtime)[: len(marks) - _MOST]:
                old.unlink(missing_ok=True)


def was_written(data: bytes) -> bool:
    """Whether mapgen has written a file of these bytes for this user."""
    with suppress(OSError):
        return _mark(data).exists()
    return False


def written_about(data: bytes) -> Mapping[str, str] | None:
    """Return what note_written noted of a file; None where it noted nothing of it."""
    with suppress(OSError, ValueError):
        about = json.loads(_mark(data).read_text(encoding="utf-8"))
        if isinstance(about, dict):
            return {str(key): str(value) for key, value in about.items()}
    return None


def _mark(data: bytes) -> Path:
    import platformdirs  # noqa: PLC0415 (5 ms, only for these files)

    return platformdirs.user_state_path("mapgen", appauthor=False) / "written" / hashlib.sha256(data).hexdigest()
