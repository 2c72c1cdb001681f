"""Optional libraries, which are not installed with mapgen: the error for a missing one says how to get it."""

from __future__ import annotations

from importlib.util import find_spec

from mapgen.errors import InputError

# By its import name, each library's name where it is published.
EXTRAS = {"av": "av", "c2pa": "c2pa-python", "pyarrow": "pyarrow"}


def how_to_install(library: str) -> str:
    """Return the command that installs a library of EXTRAS."""
    return f"pip install {EXTRAS[library]}"


def check_installed(library: str, where: str) -> None:
    """Raise InputError at `where` if a library of EXTRAS is not there."""
    if find_spec(library) is None:
        raise InputError.single(where, f"needs a library that is not installed; get it by: {how_to_install(library)}")
