"""What commands say on stderr about the source that they read."""

from __future__ import annotations

from pathlib import Path

from mapgen.sources.locating import shipped_record
from mapgen.sources.reading import read_source

READ_SHIPPED = f"mapgen: read {read_source(shipped_record()).origin}\n"


def read_note(path: Path | str) -> str:
    """Return the note on a source that a user named."""
    return f"mapgen: read {path}\n"
