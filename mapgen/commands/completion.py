"""The command `completion`, which prints the script by which a shell completes commands and values."""

from __future__ import annotations

import os
from pathlib import Path

import click

# The line that installs the completion of each shell.
INSTALL = {
    "bash": """echo 'eval "$(mapgen completion bash)"' >> ~/.bashrc""",
    "zsh": """echo 'eval "$(mapgen completion zsh)"' >> ~/.zshrc""",
    "fish": "mapgen completion fish > ~/.config/fish/completions/mapgen.fish",
}


@click.command()
@click.argument("shell", required=False, type=click.Choice([*INSTALL], case_sensitive=False), metavar="[bash|zsh|fish]")
def completion(shell: str | None) -> None:
    """Print the script by which a shell completes commands and values.

    Without a name, it is the script of the shell in $SHELL. One line installs it; open a new shell afterwards:

    \b
      echo 'eval "$(mapgen completion bash)"' >> ~/.bashrc
      echo 'eval "$(mapgen completion zsh)"' >> ~/.zshrc
      mapgen completion fish > ~/.config/fish/completions/mapgen.fish

    \b
    Example:
      mapgen completion bash
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 (not needed for help)

    from mapgen.cli.bash import register  # noqa: PLC0415

    shell = shell or _own_shell()
    register()
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f'There is no completion for "{shell}"; name bash, zsh or fish.')
    root = click.get_current_context().find_root()
    click.echo(made(root.command, {}, "mapgen", "_MAPGEN_COMPLETE").source())
    click.echo(f"# To install it: {INSTALL[shell]}")


def _own_shell() -> str:
    name = Path(os.environ.get("SHELL", "")).name
    if name not in INSTALL:
        raise click.UsageError("Name your shell: mapgen completion bash, zsh or fish.")
    return name
