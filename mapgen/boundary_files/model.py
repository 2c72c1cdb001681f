"""A file of boundaries that a region names: where it is, and which of its columns hold codes and names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from mapgen.errors import InputError
from mapgen.files.documents import TablePlace


class BoundaryFile(Struct, frozen=True):
    """A file of areas, its layer ("" for its only one) and columns, as a region file names them.

    `key` is the column of codes, `labels` the column of names by language, empty if none is given. `crs` says in which
    coordinates the shapes are, where the file does not. `credit` is whose boundaries they are, or an empty text.
    `place` is where the region file says all that, for messages.
    """

    path: Path
    key: str
    layer: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    credit: str = ""
    place: TablePlace | None = None

    @property
    def name(self) -> str:
        """What a map calls the boundaries: whose they are, or the name of the file."""
        return self.credit or self.path.name

    def refusal(self, message: str, key: str = "boundaries") -> InputError:
        """Return the error that says what is wrong with the file, at a key of the region file."""
        where = self.place.at(key) if self.place else str(self.path)
        return InputError.single(where, f"{key}: {self.path.name}: {message}")
