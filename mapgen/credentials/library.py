"""The library c2pa, which is an extra: it is loaded where something is signed, or a signed file is read."""

from __future__ import annotations

from importlib.util import find_spec
from types import ModuleType

from mapgen.files.extras import how_to_install


def library_fault() -> str:
    """Return why the library cannot be used; an empty text where it can."""
    if find_spec("c2pa") is None:
        return f"takes a library that is not installed; get it by: {how_to_install('c2pa')}"
    try:
        loaded_library()
    except (ImportError, OSError, RuntimeError) as error:
        return f"takes the library c2pa-python, which cannot be loaded ({str(error).partition(chr(10))[0][:200]})"
    return ""


def loaded_library() -> ModuleType:
    """Return the library; raises ImportError, OSError or RuntimeError where it is not there, or not for this system."""
    import c2pa  # noqa: PLC0415 (an extra, and large)

    module: ModuleType = c2pa
    return module
