"""The entry point of the command line, which loads each command's module when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from mapgen.cli.messages import error, message_options
from mapgen.errors import MapgenError, printable
from mapgen.version import __version__

# The module of each command; calling a command loads that module only.
_MODULES = {
    "batch": "batch",
    "calendar": "editing",
    "check": "record",
    "compare": "comparison",
    "embed": "maps",
    "init": "editing",
    "log": "editing",
    "page": "maps",
    "render": "maps",
    "show": "record",
    "timeline": "timeline",
    "update": "editing",
    "verify": "proof",
}
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _CommandGroup(click.Group):
    """A group of commands that reports a user's mistake with a message and exit code 2, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_MODULES})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _MODULES and cmd_name not in self.commands:
            module = import_module(f"mapgen.cli.{_MODULES[cmd_name]}")
            commands = (one for one in vars(module).values() if isinstance(one, click.Command) and one.name == cmd_name)
            command = next(commands)
            command.params += message_options()
            self.add_command(command)
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (as click declares it)
        try:
            return super().invoke(ctx)
        except click.UsageError as fault:
            # A value may hold control characters, which a terminal would obey.
            message = "\n".join(map(printable, fault.format_message().split("\n")))
            raise click.UsageError(message, fault.ctx) from None
        except MapgenError as fault:
            error(str(fault))
            ctx.exit(2)


@click.group(cls=_CommandGroup, context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="mapgen")
def main() -> None:
    """Draw left/right maps of who governs, for any date, from a small text file.

    \b
    Example:
      mapgen render --as-of 2025-12-15 --basis elected
    """


main.params += message_options()
