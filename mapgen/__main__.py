"""The command line as a process of its own: `mapgen`, or `python -m mapgen`."""

from __future__ import annotations

import errno
import gc
import os
from pathlib import Path


def run() -> None:
    """Run the command line, and look for no garbage.

    Most commands end before there is any worth looking for, and to look through all that is loaded takes a twentieth of
    their time. Those that draw or read many files look for it again. Python looks once more when it ends, which takes a
    tenth; what is frozen by then is left to the system.
    """
    gc.disable()
    _ignore_invalid_folders()
    from mapgen.cli.main import main  # noqa: PLC0415 (what it loads is most of what would be looked through)

    try:
        main(prog_name="mapgen")
    finally:
        gc.freeze()


def _ignore_invalid_folders() -> None:
    """Ignore variables that name the user's folders by a relative path, as their standard says, or a circle of links.

    Libraries take them at their word: matplotlib would make a folder where the user happens to be, or raise an error.
    """
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        value = os.environ.get(name)
        if value and (not Path(value).is_absolute() or _is_circle(value)):
            del os.environ[name]


def _is_circle(path: str) -> bool:
    try:
        Path(path).stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


if __name__ == "__main__":
    run()
