"""The paths of the data that ships with mapgen, in a checkout and in an installed package."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mapgen.disk.cache import file_stamp
from mapgen.errors import InputError

_PACKAGE = Path(__file__).resolve().parent.parent
# A wheel has geodata inside the package; an editable install or a checkout has it beside the package.
_FOLDERS = (_PACKAGE / "geodata", _PACKAGE.parent / "geodata")


def geodata_folder() -> Path:
    """Return the folder that holds boundaries, records, regions and snapshots.

    Raises InputError if the installation has lost it.
    """
    for folder in _FOLDERS:
        if (folder / "regions").is_dir():
            return folder
    raise InputError.single(str(_FOLDERS[0]), "the data of mapgen is missing; install mapgen again")


def shipped_path(name: str) -> Path:
    """Return the path of a shipped data file; `name` is relative to geodata, such as `boundaries/50m.fgb`.

    Raises InputError if there is no such file.
    """
    path = geodata_folder() / name
    if not path.is_file():
        raise InputError.single(str(path), "this file of mapgen's own data is missing; install mapgen again")
    return path


def shipped_names(folder: str, ending: str = ".toml") -> tuple[str, ...]:
    """Return the names of the shipped files in a folder of geodata, sorted and without their ending."""
    path = geodata_folder() / folder
    return _names_in(path, ending, file_stamp(path))


# Each map asks for the names of regions several times; the folder's stamp changes with its files.
@lru_cache(maxsize=16)
def _names_in(folder: Path, ending: str, _: object) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob(f"*{ending}")))


def package_path(name: str) -> Path:
    """Return the path of a file inside the package, such as `themes/newsprint.toml`."""
    return _PACKAGE / name
