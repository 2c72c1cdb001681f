"""How to cite what a file shows."""

from __future__ import annotations

from mapgen.record.snapshots import Snapshot
from mapgen.version import __version__


def citation(snapshot: Snapshot) -> str:
    """Return the citation of a snapshot in one line: whose it is, its title, day, basis, file and hash."""
    parts = [
        f"{snapshot.coder}, {snapshot.title}" if snapshot.coder else snapshot.title,
        f"as of {snapshot.as_of}",
        f"basis {snapshot.basis}" if snapshot.basis else "",
        snapshot.origin,
        f"sha256 {snapshot.sha256}" if snapshot.sha256 else "",
        f"by mapgen {__version__}",
    ]
    return ", ".join(part for part in parts if part)
