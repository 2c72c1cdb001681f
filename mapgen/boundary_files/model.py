"""A file of boundaries that a region names: where it is, and which of its columns hold codes and names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from mapgen.disk.cache import file_stamp
from mapgen.disk.paths import is_file
from mapgen.errors import InputError
from mapgen.files.documents import TablePlace

# The files of a shapefile that say what it shows, in lower and in upper case.
_BESIDE = (".dbf", ".shx", ".prj", ".cpg")


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

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold the boundaries: the one named, and those that belong to a shapefile and exist."""
        if self.path.suffix.lower() != ".shp":
            return (self.path,)
        beside = (self.path.with_suffix(ending) for low in _BESIDE for ending in (low, low.upper()))
        return (self.path, *(path for path in beside if is_file(path)))

    @property
    def stamp(self) -> str:
        """A text that differs once one of the files has changed."""
        return repr([(str(path), file_stamp(path)) for path in self.files])

    def refusal(self, message: str, key: str = "boundaries") -> InputError:
        """Return the error that says what is wrong with the file, at a key of the region file."""
        if not self.place:
            return InputError.single(str(self.path), message)
        told = key if key in self.place.document.tables["region"] else "boundaries"
        return InputError.single(self.place.at(told), f"{key}: {self.path.name}: {message}")
