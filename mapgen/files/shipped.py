"""Where the data that ships with mapgen lies, in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

from mapgen.errors import InputError

_PACKAGE = Path(__file__).resolve().parent.parent
# A wheel carries geodata inside the package; an editable install or a checkout has it beside the package.
_PLACES = (_PACKAGE / "geodata", _PACKAGE.parent / "geodata")


def geodata_folder() -> Path:
    """Return the folder that holds boundaries, records, regions and snapshots.

    Raises InputError where an installation has lost it.
    """
    for place in _PLACES:
        if (place / "regions").is_dir():
            return place
    raise InputError.single(str(_PLACES[0]), "the data of mapgen is missing; install mapgen again")


def shipped_path(name: str) -> Path:
    """Return the path of a shipped data file, `name` relative to geodata (`boundaries/50m.fgb`).

    Raises InputError where there is no such file.
    """
    path = geodata_folder() / name
    if not path.is_file():
        raise InputError.single(str(path), "this file of mapgen's own data is missing; install mapgen again")
    return path


def shipped_names(folder: str, ending: str = ".toml") -> tuple[str, ...]:
    """Return the names, without ending and in order, of the shipped files in a folder of geodata."""
    return tuple(sorted(path.stem for path in (geodata_folder() / folder).glob(f"*{ending}")))


def package_path(name: str) -> Path:
    """Return the path of a file inside the package itself, such as `themes/newsprint.toml`."""
    return _PACKAGE / name
