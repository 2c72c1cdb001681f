"""The command line as a process of its own: `mapgen`, or `python -m mapgen`."""

from __future__ import annotations

import gc


def run() -> None:
    """Run the command line, and look for no garbage.

    Most commands end before there is any worth looking for, and to look through all that is loaded takes a twentieth of
    their time. Those that draw or read many files look for it again. Python looks once more when it ends, which takes a
    tenth; what is frozen by then is left to the system.
    """
    gc.disable()
    from mapgen.cli.main import main  # noqa: PLC0415 (what it loads is most of what would be looked through)

    try:
        main(prog_name="mapgen")
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
