"""Commands called in this process."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from mapgen.cli.main import main


def mapgen(*arguments: str | Path) -> Result:
    """Run a command; an exception that it does not turn into a message is the test's."""
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)
