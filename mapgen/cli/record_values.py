"""Types of the values that an editor gives for a record: classes, and days that may be known in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.options import TextLine
from mapgen.files.dates import PartialDate, day_fault, exact, month_or_year, typed_day
from mapgen.files.vocabulary import word_of
from mapgen.record.alignments import NO_DATA, STANDARD_SCALE, class_synonyms

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_ALIGNMENTS = (*STANDARD_SCALE, NO_DATA)


class Alignment(TextLine):
    """A class of the standard scale or no-data, also in words of another language; any other text is unchanged."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the class; whether it is on a record's scale is for the record to say."""
        text = super().convert(value, param, ctx)
        return word_of(text, _ALIGNMENTS, class_synonyms()) or text

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (as click declares it)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem[Any]]:
        """Return the classes that begin as the incomplete one does."""
        from mapgen.cli.completion import matching  # noqa: PLC0415 (only a shell asks)

        return matching(_ALIGNMENTS, incomplete)


class PartialDay(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A day written YYYY-MM-DD, or YYYY-MM or YYYY if only that is known."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        """Return the partial date; fails with a message that says what would be right."""
        if isinstance(value, PartialDate):
            return value
        day = typed_day(str(value))
        partial = exact(day) if day else month_or_year(str(value))
        if partial is None:
            form = "write 2027-10-24, or 2027-10 or 2027 while only that is known"
            self.fail(f'"{value}" {day_fault(str(value), form)}', param, ctx)
        return partial
