"""Help texts: options in groups, commands in sections, and what `mapgen` says without a command.

cloup and rich-click have groups too. They take 27 and 50 ms of a `--help` of 97 ms (medians of 25 runs), and what is
needed of them is this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

# The headings of the help, as in the manual, and under each the options by the names of their parameters.
OPTION_GROUPS: Mapping[str, Sequence[str]] = {
    "What is asked": ("as_of", "basis", "region", "first", "last", "every", "days", "spells", "readings"),
    "Which columns": ("country", "class_column", "codes", "sheet", "delimiter", "encoding", "day_order"),
    "What the rows mean": ("assume", "class_labels", "skip_unknown"),
    "Who says so": ("coder", "source_text", "licence", "begins"),
    "Files and formats": (
        *(
            "outputs",
            "output",
            "package",
            "whole",
            "folder",
            "form",
            "purpose",
            "size",
            "dpi",
            "svg_text",
            "recreate",
            "order",
            "seconds",
        ),
        *("live", "address", "scheme", "caption", "force", "exit_code"),
    ),
    "What is shown": (
        *("lang", "classes", "labels", "discs", "key", "bare", "title", "subtitle", "credit", "texts", "shares"),
        *("scale", "insets"),
        *("shapes", "codes"),
    ),
    "Disputed and dependent areas": ("view", "territories", "claims"),
    "Looks": ("theme", "patterns", "slogans", "images", "image_credits"),
    "Content Credentials": ("sign", "sign_key", "timestamp"),
    "Which record and government": ("readings", "record", "path", "government"),
    "Who governs": ("leader", "rename", "new", "party", "alignment", "came_by"),
    "Since when": ("elected", "declared", "start", "end", "term_ends", "void"),
    "A vote": ("vote", "outcome"),
    "How that is known": ("source", "source_status", "note", "reviewed"),
    "Which change": ("redo",),
    "Asking first": ("dry_run", "yes"),
}
_REST = "Messages and help"

WITHOUT_COMMAND = """\
mapgen draws left/right maps of who governs, for any date. To begin:

  mapgen render --as-of 2025-12-15   draw a map of South America on that day
  mapgen show                        print who governs where today
  mapgen init my-maps                make a folder of your own files, to edit

`mapgen --help` lists all commands, `mapgen COMMAND --help` explains one.
"""

EXIT_CODES = """\
\b
Exit codes:
  0    all is well
  1    the answer is no: something is out of date, differs or was altered
  2    the input or the call cannot be used; the message says what is wrong
  130  interrupted by Ctrl-C
  143  ended from outside (SIGTERM)

`mapgen COMMAND --help` explains a command.
"""


class GroupedCommand(click.Command):
    """A command whose help has its options in the groups of OPTION_GROUPS."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each group that has an option of this command; options without a group come last."""
        records = {
            param.name: record
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
        }
        groups = {
            heading: [records.pop(name) for name in names if name in records]
            for heading, names in OPTION_GROUPS.items()
        }
        for heading, lines in {**groups, _REST: [*records.values()]}.items():
            if lines:
                with formatter.section(heading):
                    formatter.write_dl(lines)


def write_commands(sections: Mapping[str, Mapping[str, click.Command]], formatter: click.HelpFormatter) -> None:
    """Write a section of the help for each section of commands: their names, and what they do."""
    widest = max(len(name) for commands in sections.values() for name in commands)
    for heading, commands in sections.items():
        with formatter.section(heading):
            # All sections have their second column at one place.
            formatter.write_dl([(name.ljust(widest), summary(command)) for name, command in commands.items()])


def summary(command: click.Command) -> str:
    """Return what a command does: the first sentence of its help, whole."""
    return command.get_short_help_str(limit=1000)
