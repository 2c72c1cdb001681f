"""The codes and names of the areas in a file of boundaries: read by pyogrio once, and cached until the file changes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mapgen.boundary_files.model import BoundaryFile


class BoundaryRows(Struct, frozen=True):
    """The codes of a file's areas in its order, each once, and their names by language and code."""

    codes: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]


def rows_of(file: BoundaryFile) -> BoundaryRows:
    """Return the codes and names of a file's areas; raises InputError, naming the region's file and key, for faults."""
    raise NotImplementedError(file)
