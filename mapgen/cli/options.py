"""Options and types of values that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mapgen.disk.standard_input import STANDARD_INPUT, take_standard_input
from mapgen.errors import listed, nearest, printable
from mapgen.files import fields
from mapgen.files.dates import day_fault, day_words, typed_day
from mapgen.files.toml_text import toml_text
from mapgen.files.vocabulary import word_of
from mapgen.record.alignments import class_synonyms
from mapgen.record.snapshots import Basis

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from mapgen.cli.completion import Completable, Completer
    from mapgen.sources.question import Question

# What stands on a command line for standard input, and for standard output.
HYPHEN = "-"
STANDARD_OUTPUT = Path("standard output")
F = TypeVar("F", bound=Callable[..., object])


def completion_of(what: Completable) -> Completer:
    """Return the completion of a kind of value, which is loaded when a shell asks."""

    def complete(context: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        from mapgen.cli.completion import COMPLETERS  # noqa: PLC0415 (only a shell asks)

        return COMPLETERS[what](context, param, incomplete)

    return complete


class Day(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A day written YYYY-MM-DD, or a word such as today; click.DateTime gives a datetime, never equal to a date."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; fails with a message that says what would be right."""
        if isinstance(value, date):
            return value
        day = typed_day(str(value))
        if day is None:
            self.fail(f'"{value}" {day_fault(str(value))}', param, ctx)
        return day

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (as click declares it)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem[Any]]:
        """Return the words for days that begin as the incomplete one does."""
        from mapgen.cli.completion import matching  # noqa: PLC0415 (only a shell asks)

        return matching(day_words(), incomplete)


class FilePath(click.Path):
    """The path of a file to read; whether it can be read is checked where it is, as that message says why not.

    `-` is standard input, and a file of that name is `./-`. With `not_hyphen`, which says why, no stream can stand in
    the file's place, and `-` fails.
    """

    def __init__(self, *, not_hyphen: str = "") -> None:
        super().__init__(path_type=Path, readable=False)
        self.not_hyphen = not_hyphen

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (as click has it)
        """Return the path; fails for an empty one, which would mean the current folder, and for one with U+0000."""
        if not str(value).strip():
            self.fail(f'"{printable(str(value))}" is empty; write a path, or "." for the current folder.', param, ctx)
        if "\0" in str(value):
            self.fail(f'"{printable(str(value))}" holds U+0000, which no name can have.', param, ctx)
        if value == HYPHEN:
            return self.stream(param, ctx)
        return super().convert(value, param, ctx)

    def stream(self, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path for `-`; fails where a stream cannot be used."""
        if self.not_hyphen:
            self.fail(f'"-" means a stream, and {self.not_hyphen}; name it ("./-" where it is called "-").', param, ctx)
        return Path(standard_input_for(self, param, ctx))


class OutputPath(FilePath):
    """The path of a file to write; `-` is standard output, which outputs_to_write gives the ending of its format."""

    def stream(self, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002 (as FilePath has it)
        """Return the path for `-`."""
        return STANDARD_OUTPUT


class NameOrFile(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A name, or the path of a file to read, as text; `-` is standard input, by the name that its path has."""

    name = "NAME|FILE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        return standard_input_for(self, param, ctx) if value == HYPHEN else str(value)


class OperandText(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """An operand of a comparison, as text; `-`, also with a day or a basis after it, is standard input."""

    name = "OPERAND"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        text = str(value)
        if text != HYPHEN and not text.startswith(("-@", "-/")):
            return text
        return f"{standard_input_for(self, param, ctx)}{text.removeprefix(HYPHEN)}"


def standard_input_for(kind: click.ParamType, param: click.Parameter | None, ctx: click.Context | None) -> str:  # type: ignore[type-arg]
    """Take standard input for a parameter that is `-`, and return its path; fails if the command took it before."""
    if ctx and ctx.resilient_parsing:  # a shell asks what may follow
        return HYPHEN
    if not take_standard_input():
        kind.fail("standard input can be read once, so only one - can be given; name a file for the other.", param, ctx)
    return str(STANDARD_INPUT)


class TextLine(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """One line of text for the map."""

    name = "TEXT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text; fails if it is empty, too long or has control characters."""
        try:
            return fields.text(value)
        except fields.Unfit as error:
            self.fail(f"{toml_text(value)}: {error}", param, ctx)


class Word(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """One word from a list; the message for another word has the nearest one."""

    def __init__(self, name: str, words: Iterable[str], synonyms: Callable[[], Mapping[str, str]] = dict) -> None:
        self.name = name
        self.words = tuple(words)
        self.synonyms = synonyms

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """Return the words as the help shows them."""
        return "|".join(self.words)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; fails with the list of words and the nearest one."""
        word = word_of(str(value), self.words, {} if value in self.words else self.synonyms())
        if word is None:
            self.fail(f'"{value}" is not one of {listed(self.words)}{nearest(str(value), self.words)}', param, ctx)
        return word

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (as click declares it)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem[Any]]:
        """Return the words that begin as the incomplete one does."""
        from mapgen.cli.completion import matching  # noqa: PLC0415 (only a shell asks)

        return matching(self.words, incomplete)


class OpenWord(Word):
    """A word from a list, in any case; any other value is left to whoever reads it."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Return the word that is meant, or the value unchanged."""
        return word_of(str(value), self.words) or str(value)


class Pair(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """NAME=VALUE, as a tuple of the two; if `words` (of classes) are given, the name is one of them."""

    def __init__(self, name: str, words: Iterable[str] = ()) -> None:
        self.name = name
        self.words = tuple(words)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """Return the pair as the help shows it."""
        return self.name

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return name and value; fails without `=`, without a value, or for an unknown name."""
        if isinstance(value, tuple):
            return value
        name, equals, rest = str(value).partition("=")
        name = name.strip()
        if not equals or not name or not rest.strip():
            self.fail(f'"{value}" is no {self.name}; write a name, an equals sign and a value.', param, ctx)
        if not self.words:
            return name, rest.strip()
        word = word_of(name, self.words, class_synonyms())
        if word is None:
            self.fail(f'"{name}" is not one of {listed(self.words)}{nearest(name, self.words)}', param, ctx)
        return word, rest.strip()


class PairWithFile(Pair):
    """NAME=FILE, as a tuple of the two; a file `-` is standard input, by the name that its path has."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return name and file; fails as for any pair."""
        name, file = super().convert(value, param, ctx)
        return name, standard_input_for(self, param, ctx) if file == HYPHEN else file


def question_options(command: F) -> F:
    """Add --as-of, --basis and --region: the parts of a Question."""
    for option in (
        click.option(
            "--region",
            metavar="NAME|FILE",
            shell_complete=completion_of("region"),
            help="The region, which must be the source's own.",
        ),
        click.option("--basis", type=Word("BASIS", Basis), help="Who holds office, or who has won by then."),
        click.option("--as-of", type=Day(), help="The day asked about; today by default."),
    ):
        command = option(command)
    return command


def question_of(options: MutableMapping[str, Any]) -> Question:
    """Remove the values of question_options from a command's options, and return them as a Question."""
    from mapgen.sources.question import Question  # noqa: PLC0415 (not needed for help)

    region, as_of, basis = (options.pop(name) for name in ("region", "as_of", "basis"))
    return Question(region, as_of, Basis(basis) if basis else None)
