"""The files that `mapgen init` puts into a folder for a user to edit."""

from __future__ import annotations

from pathlib import Path

from mapgen.disk.shipped import package_path, shipped_path

_TEMPLATES = ("snapshot.toml", "maps.toml", "README.md")
_SCHEMAS = ("record.schema.json", "snapshot.schema.json", "manifest.schema.json")


def starter_files(folder: Path) -> dict[Path, bytes]:
    """Return the files of a new folder by their paths: the shipped record, and templates for the others."""
    record = shipped_path("records/south-america.toml").read_bytes()
    # The schema lies beside the record here, but in its own folder where it is shipped.
    files = {folder / "record.toml": record.replace(b"../schemas/", b"./", 1)}
    files |= {folder / name: package_path(f"editing/starter_files/{name}").read_bytes() for name in _TEMPLATES}
    return files | {folder / name: shipped_path(f"schemas/{name}").read_bytes() for name in _SCHEMAS}
