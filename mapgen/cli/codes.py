"""The option --codes, for columns of other codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.options import F

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class CodeSystems(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """Systems of codes, with commas between them."""

    name = "SYSTEM,…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002 (as click declares it)
        """Return the systems; raises InputError for an unknown one."""
        if isinstance(value, tuple):
            return value
        from mapgen.places.codes import code_systems  # noqa: PLC0415 (most tables have no codes)

        return code_systems(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (as click declares it)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem[Any]]:
        """Return the systems that may follow those that stand there."""
        from mapgen.cli.completion import matching  # noqa: PLC0415 (only a shell asks)
        from mapgen.places.codes import CODE_SYSTEMS  # noqa: PLC0415

        begun = incomplete.rpartition(",")[0]
        return matching([f"{begun},{system}" if begun else system for system in (*CODE_SYSTEMS, "all")], incomplete)


def codes_option(command: F) -> F:
    """Add --codes, which adds a column for each of some systems of codes."""
    text = "Columns of other codes: iso2, iso-numeric, cow, gw, vdem, wikidata, or all."
    return click.option("--codes", type=CodeSystems(), default=(), metavar="SYSTEM,…", help=text)(command)
