"""Tests of the help: groups of options, sections of commands, and what a misspelt word is answered with."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from mapgen.cli.help import OPTION_GROUPS
from mapgen.cli.main import main

COMMANDS = {name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))}


def help_of(*arguments: str) -> str:
    """Return a help as a terminal of 80 columns shows it."""
    return CliRunner().invoke(main, [*arguments, "--help"], prog_name="mapgen", terminal_width=80).stdout


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command and len(command.params) > 11])
def test_many_options_stand_in_groups(name: str) -> None:
    """A command with many options has each of its own in a group, under the heading of that group."""
    text = help_of(name)
    headings = re.findall(r"^(\S.*):$", text, re.MULTILINE)
    assert len(headings) > 2
    assert set(headings) <= {*OPTION_GROUPS, "Messages and help"}
    rest = text.partition("Messages and help:")[2]
    assert re.findall(r"--\w+", rest) == ["--quiet", "--verbose", "--help"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_help_once(name: str) -> None:
    """Grouping loses no option and shows none twice; hidden ones are there to be refused."""
    command = COMMANDS[name]
    assert command
    text = help_of(name)
    for option in (param for param in command.params if isinstance(param, click.Option) and not param.hidden):
        begins = rf"^  (?:-\w, )?{max(option.opts, key=len)}(?![-\w])(?! and )"
        assert len(re.findall(begins, text, re.MULTILINE)) == 1, option.opts


def test_a_summary_is_one_whole_line() -> None:
    """The list of commands has a line of at most 80 characters for each, and no sentence is cut."""
    text = help_of()
    for name in COMMANDS:
        (line,) = re.findall(rf"^  {name} .*$", text, re.MULTILINE)
        assert len(line) <= 80
        assert line.endswith(".")
        assert not line.endswith("..")


def test_the_help_has_the_exit_codes() -> None:
    """Each exit code that a command may end with is explained."""
    assert re.findall(r"^    (\d+) ", help_of(), re.MULTILINE) == ["0", "1", "2", "130", "143"]


def test_without_a_command_it_says_how_to_begin() -> None:
    """`mapgen` alone shows three commands that exist, on stderr, and exits with 2, as it is no question."""
    result = CliRunner().invoke(main, [], prog_name="mapgen")
    assert (result.exit_code, result.stdout) == (2, "")
    begun = re.findall(r"^ +mapgen (\w+)", result.stderr, re.MULTILINE)
    assert begun == ["render", "show", "init"]
    assert set(begun) <= set(COMMANDS)
    assert "`mapgen --help`" in result.stderr
    assert all(len(line) <= 80 for line in result.stderr.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["redner"], 'No such command "redner"; did you mean "render"?'),
        (["RENDER"], 'No such command "RENDER"; did you mean "render"?'),
        (["xyz"], 'No such command "xyz"'),
        (["--versoin"], 'No such option "--versoin"; did you mean "--version"?'),
        (["render", "--bassis", "elected"], 'No such option "--bassis"; did you mean "--basis"?'),
        (["render", "--no-pattern"], 'No such option "--no-pattern"; did you mean "--no-patterns"?'),
        (["show", "--xyz"], 'No such option "--xyz"'),
        # Hyphens, and an e in the same place, make no two words alike.
        (["embed", "--size", "og"], 'No such option "--size"'),
        (["commons", "--title", "x"], 'No such option "--title"'),
        (["render", "-theme", "dark"], 'No such option "-theme"; did you mean "--theme"?'),
        (["render", "-thme=dark"], 'No such option "-thme"; did you mean "--theme"?'),
        (["render", "-output", "x.svg"], 'No such option "-output"; did you mean "--output"?'),
        (["render", "-zzz"], 'No such option "-zzz"'),
        (["help", "redner"], 'No such command "redner"; did you mean "render"?'),
    ],
)
def test_a_misspelt_word_is_answered_with_the_nearest(arguments: list[str], message: str) -> None:
    """A command or option that does not exist is refused with the nearest one, if one is near."""
    result = CliRunner().invoke(main, arguments, prog_name="mapgen")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


def test_a_value_may_begin_with_a_hyphen() -> None:
    """What stands after an option that takes a value is that value: the message is about the file, not about it."""
    result = CliRunner().invoke(main, ["render", "no.toml", "--title", "-5 degrees", "-qv"], prog_name="mapgen")
    assert "no.toml: there is no such file" in result.stderr


@pytest.mark.parametrize("words", [["help"], ["help", "render"]])
def test_help_is_a_command(words: list[str]) -> None:
    """`mapgen help` and `mapgen help COMMAND` print what `--help` prints."""
    result = CliRunner().invoke(main, words, prog_name="mapgen", terminal_width=80)
    assert (result.exit_code, result.stdout) == (0, help_of(*words[1:]))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_help_fits_80_columns(name: str) -> None:
    """No line of a help, of its examples either, is wider than a terminal of 80 columns."""
    assert [line for line in help_of(name).splitlines() if len(line) > 80] == []
