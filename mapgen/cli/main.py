"""The entry point of the command line, which loads each command's module when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import pairwise
from time import monotonic
from typing import Any

import click

from mapgen.cli.help import EXIT_CODES, WITHOUT_COMMAND, write_commands
from mapgen.cli.messages import detail, error, message_options
from mapgen.cli.streams import own_streams, quiet_logs
from mapgen.disk.standard_input import leave_standard_input
from mapgen.errors import MapgenError, cut, nearest, printable, shortened
from mapgen.version import __version__

# The sections of the help, and the module of each command; calling a command loads that module only.
_SECTIONS = {
    "Draw maps": {
        "render": "maps",
        "compare": "comparison",
        "timeline": "timeline",
        "batch": "batch",
        "regions": "regions",
        "views": "views",
    },
    "Publish them": {"embed": "maps", "page": "maps", "commons": "commons", "cite": "cite", "verify": "proof"},
    "Ask a record": {"show": "show", "log": "editing", "calendar": "editing", "check": "record"},
    "Keep a record": {"init": "editing", "update": "editing", "undo": "editing"},
    "Tables in and out": {"import": "importing", "names": "names", "export": "export"},
    "mapgen itself": {"cache": "cache", "completion": "completion"},
}
_MODULES = {name: module for commands in _SECTIONS.values() for name, module in commands.items()}
# Those that load libraries which write logs.
_LOGGED = {"batch", "commons", "compare", "embed", "export", "page", "render", "timeline", "verify"}
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
# The variable by which a shell asks for completion.
_COMPLETE = "_MAPGEN_COMPLETE"
# What a shell reports for a process that Ctrl-C has ended.
_INTERRUPTED = 130


class _CommandGroup(click.Group):
    """A group of commands that reports a user's mistake with a message and exit code 2, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (as click declares it)
        return [*_MODULES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _MODULES and cmd_name not in self.commands:
            module = import_module(f"mapgen.commands.{_MODULES[cmd_name]}")
            commands = (one for one in vars(module).values() if isinstance(one, click.Command) and one.name == cmd_name)
            command = next(commands)
            command.params += message_options()
            self.add_command(command)
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] == "help" and not ctx.resilient_parsing:
            args = [*args[1:2], "--help"]
        name = args[0]
        if name == "--help":
            click.echo(ctx.get_help())
            ctx.exit()
        if not ctx.resilient_parsing and name not in _MODULES and not name.startswith("-"):
            ctx.fail(f'No such command "{name}"{nearest(name, _MODULES)}')
        if name in _LOGGED:
            quiet_logs()
        resolved = super().resolve_command(ctx, args)
        if resolved[1] and not ctx.resilient_parsing:
            _refuse_one_hyphen(ctx, resolved[1], args[1:])
        return resolved

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections = {
            heading: {name: command for name in names if (command := self.get_command(ctx, name))}
            for heading, names in _SECTIONS.items()
        }
        write_commands(sections, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            click.echo(WITHOUT_COMMAND, nl=False, err=True)
            ctx.exit(2)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as fault:
            raise _usage_error(fault, self.get_params(ctx)) from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (as click declares it)
        begun = monotonic()
        try:
            return super().invoke(ctx)
        except click.UsageError as fault:
            raise _usage_error(fault, fault.ctx.command.get_params(fault.ctx) if fault.ctx else ()) from None
        except KeyboardInterrupt:
            click.echo(err=True)
            error("interrupted")
            ctx.exit(_INTERRUPTED)
        finally:
            detail(f"ended after {monotonic() - begun:.2f} s")

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 (as click declares it)
        """Run a command, and end the process: with exit code 2 where it cannot be done, for whatever reason."""
        if _COMPLETE in os.environ:
            import_module("mapgen.cli.bash").register()
        leave_standard_input()
        with own_streams():
            try:
                return super().main(*args, **extra)
            except MapgenError as fault:
                error(str(fault))
            except OSError as fault:
                where = fault.filename or "the current folder"
                error(f"{printable(str(where))}: cannot be used ({fault.strerror})")
            except UnicodeEncodeError as fault:
                error(f"a name cannot be written in this system's encoding, {fault.encoding}: {fault.object}")
            except MemoryError:
                error("memory ran out; draw less at once, or a smaller map")
            sys.exit(2)


def _refuse_one_hyphen(ctx: click.Context, command: click.Command, args: list[str]) -> None:
    """Fail for a long option with one hyphen, which click would read as several short ones: `-theme` as `-t -h …`."""
    params = command.get_params(ctx)
    options = _option_names(params)
    with_value = _option_names(param for param in params if isinstance(param, click.Option) and not param.is_flag)
    for before, arg in pairwise(["", *args[: args.index("--") if "--" in args else None]]):
        name = arg.partition("=")[0]
        if before in with_value or len(name) <= len("-o") or name[0] != "-" or name[1] == "-":
            continue
        if f"-{name}" in options:
            ctx.fail(f'No such option "{name}"; did you mean "-{name}"?')
        if command.name == "compare" and name[1] in "@/":
            ctx.fail(f'No such option "{shortened(name)}"; to name standard input, write -- before it: -- {arg}')
        if name[:2] not in options:
            ctx.fail(f'No such option "{shortened(name)}"{_nearest_option(name, options)}')


def _option_names(params: Iterable[click.Parameter]) -> list[str]:
    options = (param for param in params if isinstance(param, click.Option))
    return [name for option in options for name in (*option.opts, *option.secondary_opts)]


def _nearest_option(name: str, options: Iterable[str]) -> str:
    """Return `nearest` among long options, compared without their hyphens: these alone make no two of them alike."""
    words = (option.removeprefix("--") for option in options if option.startswith("--"))
    return nearest(name.lstrip("-"), words).replace('mean "', 'mean "--')


def _usage_error(fault: click.UsageError, params: Iterable[click.Parameter]) -> click.UsageError:
    """Return a usage error with the nearest option for one that does not exist, and without control characters.

    A value may hold control characters, which a terminal would obey.
    """
    message = fault.format_message()
    if isinstance(fault, click.NoSuchOption):
        hint = _nearest_option(fault.option_name, _option_names(params))
        message = f'No such option "{fault.option_name}"{hint}'
    return click.UsageError("\n".join(cut(printable(line)) for line in message.split("\n")), fault.ctx)


@click.group(cls=_CommandGroup, context_settings=_SETTINGS, epilog=EXIT_CODES)
@click.version_option(__version__, prog_name="mapgen")
def main() -> None:
    """Draw left/right maps of who governs, for any date, from a small text file.

    \b
    Example:
      mapgen render --as-of 2025-12-15 --basis elected
    """


main.params += message_options()
