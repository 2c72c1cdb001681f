"""The commands for a record's editor: which file they change, what they ask, and what they print."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from notes import READ_SHIPPED

from mapgen.cli import sources as cli_sources
from mapgen.cli.main import main
from mapgen.disk.cache import file_stamp
from mapgen.disk.shipped import shipped_path
from mapgen.record.model import Record
from mapgen.sources.reading import read_source

Command = Callable[..., subprocess.CompletedProcess[str]]
SHIPPED = shipped_path("records/south-america.toml").read_bytes()
REVIEW = ("--reviewed", "2026-10-06")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the record of the current folder."""
    path = tmp_path / "record.toml"
    path.write_bytes(SHIPPED)
    monkeypatch.chdir(tmp_path)
    return path


def run(*arguments: str | Path, answer: str | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(map(str, arguments)), input=answer, catch_exceptions=False)


def reviewed(path: Path, country: str = "CHL") -> str:
    """Return the day of a country's last review in a record."""
    record = read_source(path)
    assert isinstance(record, Record)
    return str(record.reviewed[country])


class TestWhichRecord:
    """The file that `update` changes."""

    def test_the_one_of_the_current_folder(self, mine: Path) -> None:
        """The default is record.toml, as `mapgen init` makes it."""
        assert run("update", "CHL", *REVIEW, "--yes").exit_code == 0
        assert reviewed(mine) == "2026-10-06"

    def test_the_one_of_a_checkout(self, mine: Path) -> None:
        """At the top of a checkout it is geodata/records/south-america.toml."""
        there = mine.parent / "geodata" / "records" / "south-america.toml"
        there.parent.mkdir(parents=True)
        mine.rename(there)
        assert run("update", "CHL", *REVIEW, "--yes").exit_code == 0
        assert reviewed(there) == "2026-10-06"

    def test_the_one_that_is_named(self, mine: Path, tmp_path: Path) -> None:
        """With --record, only the named file is changed."""
        other = tmp_path / "other.toml"
        other.write_bytes(SHIPPED)
        assert run("update", "CHL", "--record", other, *REVIEW, "--yes").exit_code == 0
        assert reviewed(other) == "2026-10-06"
        assert mine.read_bytes() == SHIPPED

    def test_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a record, the message says how to get one; the shipped record is not changed."""
        monkeypatch.chdir(tmp_path)
        done = run("update", "CHL", *REVIEW, "--yes")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == (
            "mapgen: no record here: the record shipped with mapgen is never edited; "
            "get your own by `mapgen init`, or name one by --record\n"
        )
        assert shipped_path("records/south-america.toml").read_bytes() == SHIPPED

    def test_undo_names_its_own_argument(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It has no --record."""
        monkeypatch.chdir(tmp_path)
        done = run("undo", "--yes")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.endswith("get your own by `mapgen init`, or name one by RECORD\n")

    @pytest.mark.parametrize("name", ["shipped", "south-america", "south-america-2025-12-13", "poder360-2025-12-15"])
    def test_never_a_shipped_one_by_its_name(self, name: str, mine: Path) -> None:
        """Other commands read it by that name; a file of that name is meant, where there is one."""
        for arguments in (("update", "CHL", "--record", name, *REVIEW, "--yes"), ("undo", name, "--yes")):
            done = run(*arguments)
            assert (done.exit_code, done.stdout) == (2, "")
            message = "the record shipped with mapgen is never edited; get your own by `mapgen init`"
            assert done.stderr == f"mapgen: {name}: {message}\n"
        mine.rename(name)
        assert run("update", "CHL", "--record", name, *REVIEW, "--yes").exit_code == 0

    @pytest.mark.parametrize("named", [True, False])
    def test_never_the_one_inside_an_installed_package(
        self,
        named: bool,  # noqa: FBT001
        mine: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The record inside the package is refused, by its path and from its own folder."""
        inside = mine.parent / "geodata" / "records" / "south-america.toml"
        inside.parent.mkdir(parents=True)
        mine.rename(inside)
        monkeypatch.setattr(cli_sources, "package_path", lambda name: mine.parent / name)
        done = run("update", "CHL", *REVIEW, "--yes", *(["--record", inside] if named else []))
        assert done.exit_code == 2
        assert "the record shipped with mapgen is never edited; get your own by `mapgen init`" in done.stderr
        assert inside.read_bytes() == SHIPPED


class TestCountry:
    """How a country is given."""

    @pytest.mark.parametrize("name", ["BRA", "bra", "Brazil", "brasil", "BRASIL", " Brazil "])
    def test_by_its_code_or_its_name(self, name: str, mine: Path) -> None:
        """A country is given by code or by name in English, Spanish or Portuguese, in any case."""
        assert run("update", name, *REVIEW, "--yes").exit_code == 0
        assert reviewed(mine, "BRA") == "2026-10-06"

    @pytest.mark.parametrize("name", ["Peru", "Perú", "peru", "PERÚ", "Peru\u0301"])
    def test_with_accents_or_without(self, name: str, mine: Path) -> None:
        """Accents may be left out, and any Unicode normalisation is accepted."""
        assert run("update", name, *REVIEW, "--yes").exit_code == 0
        assert reviewed(mine, "PER") == "2026-10-06"

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("Chlie", 'country "Chlie": it is not a state of the region south-america; did you mean "CHL" (Chile)?'),
            ("Parguay", 'did you mean "PRY" (Paraguay)?'),
            ("USA", 'country "USA": United States (USA) is not a state of the region south-america'),
            ("GUF", 'country "GUF": French Guiana (GUF) is not a state of the region south-america'),
        ],
    )
    def test_an_unknown_one(self, name: str, message: str, mine: Path) -> None:
        """The exit code is 2, and the message has the nearest country."""
        done = run("update", name, *REVIEW, "--yes")
        assert (done.exit_code, done.stdout) == (2, "")
        assert message in done.stderr
        assert mine.read_bytes() == SHIPPED


class TestAsking:
    """Whether the change is written."""

    def test_yes_writes(self, mine: Path) -> None:
        """The diff goes to stdout and the question to stderr."""
        done = run("update", "CHL", *REVIEW, answer="y\n")
        assert done.exit_code == 0
        assert done.stdout.startswith("--- record.toml (before)\n+++ record.toml (after)\n@@")
        assert "\n+CHL = 2026-10-06\n" in done.stdout
        assert "Write this?" in done.stderr
        assert "Write this?" not in done.stdout
        assert reviewed(mine) == "2026-10-06"

    @pytest.mark.parametrize("answer", ["n\n", "\n"])
    def test_no_does_not_and_says_so(self, answer: str, mine: Path) -> None:
        """No is the default answer; the exit code is 1."""
        done = run("update", "CHL", *REVIEW, answer=answer)
        assert done.exit_code == 1
        assert done.stderr.endswith("Nothing is written.\n")
        assert mine.read_bytes() == SHIPPED

    def test_without_anybody_to_ask_it_stops(self, mine: Path, command: Command) -> None:
        """The end of the input is a no: the message and the exit code are the same."""
        done = command("update", "CHL", *REVIEW, folder=mine.parent)
        declined = run("update", "CHL", *REVIEW, answer="n\n")
        assert done.returncode == declined.exit_code == 1
        assert done.stderr.splitlines()[-1] == declined.stderr.splitlines()[-1] == "Nothing is written."
        assert done.stdout == declined.stdout
        assert mine.read_bytes() == SHIPPED

    def test_a_dry_run_writes_nothing(self, mine: Path) -> None:
        """A dry run prints the diff, asks nothing and does not touch the file."""
        before = file_stamp(mine)
        done = run("update", "CHL", *REVIEW, "--dry-run")
        assert (done.exit_code, done.stderr) == (0, "")
        assert "\n+CHL = 2026-10-06\n" in done.stdout
        assert file_stamp(mine) == before
        assert [path.name for path in mine.parent.iterdir()] == ["record.toml"]

    def test_dry_run_and_yes_is_a_dry_run(self, mine: Path) -> None:
        """With both options, nothing is written."""
        assert run("update", "CHL", *REVIEW, "--dry-run", "--yes").exit_code == 0
        assert mine.read_bytes() == SHIPPED

    def test_a_mistake_is_told_before_the_question(self, mine: Path) -> None:
        """An impossible change is reported before the question."""
        done = run("update", "CHL", "--alignment", "far-right", answer="y\n")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "mapgen: record.toml: nothing is written, as this would make it invalid\n" in done.stderr
        assert 'alignment = "far-right": it is not one of' in done.stderr
        assert mine.read_bytes() == SHIPPED

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--elected", "14.12.2025"], '"14.12.2025" is no date; write 2025-12-14'),
            (["--vote", "2027-13"], '"2027-13" is no date; write 2027-10-24, or 2027-10 or 2027 while only that'),
            (["--vote", "2027", "--outcome", "anulled"], 'did you mean "annulled"?'),
            (["--came-by", "coup"], '"coup" is not one of election, succession, appointment, acting or de-facto'),
            (["--note", "two\nlines"], "it holds the control character U+000A; write it on one line"),
            (["--leader", " "], "it is empty"),
        ],
    )
    def test_an_option_that_cannot_be_read(self, arguments: list[str], message: str, mine: Path) -> None:
        """The exit code is 2, and the message says what would be right."""
        done = run("update", "CHL", *arguments, "--yes")
        assert (done.exit_code, done.stdout) == (2, "")
        assert message in " ".join(done.stderr.split())
        assert mine.read_bytes() == SHIPPED


class TestUnmeant:
    """What cannot be meant is refused, and what a person should look at is shown."""

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["CHL", "--reviewed", "9000-01-01"], "--reviewed 9000-01-01: this day is yet to come (today is 2"),
            (["BRA", "--leader", "Luiz Inácio Lula da Silva", "--elected", "9000-10-25"], "--elected 9000-10-25: this"),
            (["BRA", "--leader", "Lula", "--elected", "2026-10-25"], 'did you mean "Luiz Inácio Lula da Silva"?'),
            (
                ["CHL", "--new", "--leader", "José Antonio Kast", "--party", "x"],
                "is recorded in CHL already, and not new",
            ),
        ],
    )
    def test_it_is_refused_before_any_question(self, arguments: list[str], message: str, mine: Path) -> None:
        """By the local clock; the exit code is 2, and nothing is printed on stdout."""
        done = run("update", *arguments, answer="y\n")
        assert (done.exit_code, done.stdout) == (2, "")
        assert message in done.stderr
        assert mine.read_bytes() == SHIPPED

    @pytest.mark.parametrize("yes", [True, False])
    def test_a_comment_that_the_change_makes_false_is_shown(self, yes: bool, mine: Path) -> None:  # noqa: FBT001
        """Before the question, or with --yes as a warning."""
        won = ["--leader", "Flávio Bolsonaro", "--alignment", "right", "--elected", "2026-10-25"]
        done = run("update", "Brazil", *won, *(["--yes"] if yes else []), answer=None if yes else "y\n")
        assert done.exit_code == 0
        message = "mapgen: a comment removed with its table: Held, but its winner is not known here. Record the winner"
        assert message in done.stderr.split("Write this?")[0]
        assert "its winner is not known here" in SHIPPED.decode()
        assert "its winner is not known here" not in mine.read_text(encoding="utf-8")

    def test_of_many_comments_five_are_shown(self, mine: Path) -> None:
        """And the number of the others."""
        notes = "".join(f"# Brazil is open, number {number}.\n\n" for number in range(7))
        mine.write_text(notes + mine.read_text(encoding="utf-8"), encoding="utf-8")
        done = run("update", "Brazil", "--leader", "Ada Zoe", "--alignment", "left", "--elected", "2026-10-25", "--yes")
        assert done.exit_code == 0
        assert done.stderr.count("mapgen: a comment ") == 5
        assert "number 3." in done.stderr
        assert "number 4." not in done.stderr
        assert done.stderr.endswith("mapgen: and 3 more comments that may be false now\n")

    def test_no_comment_of_the_shipped_record_speaks_of_a_review(self, mine: Path) -> None:
        """Only who records an event is asked to look at comments."""
        done = run("update", "Chile", *REVIEW, "--yes")
        assert done.exit_code == 0
        assert "comment" not in done.stderr
        assert reviewed(mine) == REVIEW[1]

    def test_a_name_is_corrected(self, mine: Path) -> None:
        """In place: one line changes."""
        done = run("update", "Brazil", "--rename", "Lula", "--yes")
        assert done.exit_code == 0
        lines = [line for line in done.stdout.splitlines() if line[:1] in {"+", "-"}][2:]
        assert lines == ['-leader    = "Luiz Inácio Lula da Silva"', '+leader    = "Lula"']
        assert mine.read_bytes() != SHIPPED


class TestUndo:
    """`mapgen undo`."""

    def test_the_last_change_is_taken_back(self, mine: Path) -> None:
        """Of the record of the current folder, after a question; again, there is none to take back."""
        run("update", "CHL", *REVIEW, "--yes")
        done = run("undo", answer="y\n")
        assert done.exit_code == 0
        assert "\n-CHL = 2026-10-06\n" in done.stdout
        assert "Write this?" in done.stderr
        assert mine.read_bytes() == SHIPPED
        again = run("undo", "--yes")
        assert (again.exit_code, again.stdout) == (2, "")
        assert again.stderr == (
            "mapgen: record.toml: is not as a `mapgen update` of yours has left it: it was edited since, or never "
            "updated; nothing is written\n"
        )

    @pytest.mark.parametrize("answer", ["n\n", ""])
    def test_no_leaves_the_change(self, answer: str, mine: Path) -> None:
        """So does the end of the input."""
        run("update", "CHL", *REVIEW, "--yes")
        done = run("undo", "record.toml", answer=answer)
        assert done.exit_code == 1
        assert done.stderr.endswith("Nothing is written.\n")
        assert reviewed(mine) == "2026-10-06"

    def test_where_no_copy_can_be_kept_the_update_says_so(self, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is written all the same."""
        monkeypatch.setenv("XDG_STATE_HOME", str(mine))
        done = run("update", "CHL", *REVIEW, "--yes")
        assert done.exit_code == 0
        assert "mapgen: this change cannot be taken back by `mapgen undo`" in done.stderr
        assert reviewed(mine) == "2026-10-06"


class TestDiff:
    """What changes in the file, as other programs see it."""

    def test_git_sees_the_changed_lines_only(self, mine: Path, command: Command) -> None:
        """A review is one changed line; one more source of a government is one more line."""

        def git(*arguments: str) -> str:
            who = ["-c", "user.name=x", "-c", "user.email=x", "-c", "core.autocrlf=false"]
            done = subprocess.run(
                ["git", *who, *arguments], cwd=mine.parent, capture_output=True, text=True, check=True
            )
            return done.stdout

        git("init", "--quiet")
        git("add", "record.toml")
        assert command("update", "CHL", *REVIEW, "--yes", folder=mine.parent).returncode == 0
        assert git("diff", "--numstat") == "1\t1\trecord.toml\n"
        assert command("update", "Chile", "--source", "one", "--yes", folder=mine.parent).returncode == 0
        assert git("diff", "--numstat") == "2\t1\trecord.toml\n"
        assert [line for line in git("diff", "-U0").split("\n") if line[:1] in {"+", "-"}][2:] == [
            f"-CHL = {SHIPPED.decode().split('CHL = ')[1][:10]}",
            "+CHL = 2026-10-06",
            '+  { source = "one", status = "quoted" },',
        ]

    def test_the_diff_can_be_applied(self, mine: Path) -> None:
        """`patch` applies the diff to the old file."""
        diff = run("update", "CHL", *REVIEW, "--yes").stdout
        after = mine.read_bytes()
        mine.write_bytes(SHIPPED)
        subprocess.run(["git", "init", "--quiet"], cwd=mine.parent, check=True)
        named = diff.replace(" (before)", "").replace(" (after)", "")
        subprocess.run(["git", "apply", "-p0"], cwd=mine.parent, input=named, text=True, check=True)
        assert mine.read_bytes() == after

    @pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
    def test_a_terminal_gets_colours_unless_it_declines_them(
        self,
        variables: dict[str, str],
        coloured: bool,  # noqa: FBT001
        mine: Path,
    ) -> None:
        """Only a terminal without NO_COLOR gets colours; for other outputs see the tests above."""
        ours, theirs = pty.openpty()
        code = "from mapgen.cli.main import main; main(prog_name='mapgen')"
        environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"}
        subprocess.run(
            [sys.executable, "-c", code, "update", "CHL", *REVIEW, "--dry-run"],
            cwd=mine.parent,
            env=environment | variables,
            stdout=theirs,
            check=True,
        )
        os.close(theirs)
        shown = os.read(ours, 100_000)
        os.close(ours)
        assert (b"\x1b[32m+CHL = 2026-10-06\x1b[0m" in shown) is coloured
        assert (b"\x1b[" in shown) is coloured


class TestCalendar:
    """`mapgen calendar`."""

    def test_json(self) -> None:
        """JSON has one object per event after the given day."""
        rows = json.loads(run("calendar", "--as-of", "2026-01-01", "--format", "json").stdout)
        assert all(list(row) == ["date", "iso3", "name", "kind", "title", "note", "record"] for row in rows)
        assert {row["kind"] for row in rows} == {"vote", "inauguration", "term-ends"}
        assert all(row["date"] >= "2026" for row in rows)

    def test_ics(self) -> None:
        """The calendar goes to stdout byte for byte."""
        done = run("calendar", "--as-of", "2026-01-01", "--format", "ics")
        assert done.exit_code == 0
        assert b"\r\n" in done.stdout_bytes
        assert len(Calendar.from_ical(done.stdout_bytes).walk("VEVENT")) > 5

    def test_table(self) -> None:
        """The default is a table for people."""
        done = run("calendar", "--as-of", "2026-01-01")
        assert (done.exit_code, done.stderr) == (0, READ_SHIPPED)
        assert "Governments of South America: what is to come" in done.stdout
        assert "2030-03-11" in done.stdout

    def test_when_nothing_is_to_come(self) -> None:
        """Without events the list is empty and the exit code 0."""
        far = ("calendar", "--as-of", "2900-01-01", "--format")
        assert run(*far, "json").stdout == "[]\n"
        assert run(*far, "table").exit_code == 0
        assert Calendar.from_ical(run(*far, "ics").stdout_bytes).walk("VEVENT") == []

    def test_a_published_list_has_none(self) -> None:
        """A published list is of one day only, and is refused."""
        done = run("calendar", shipped_path("snapshots/el-ciudadano-2025-12-15.toml"))
        assert (done.exit_code, done.stdout) == (2, "")
        assert "a snapshot knows one day only; name a record" in done.stderr


class TestHelp:
    """-h."""

    @pytest.mark.parametrize("name", ["update", "undo", "calendar", "init"])
    @pytest.mark.parametrize("flag", ["-h", "--help"])
    def test_every_help_has_an_example_on_a_line_of_its_own(self, name: str, flag: str) -> None:
        """The example can be typed as it stands."""
        done = run(name, flag)
        assert done.exit_code == 0
        assert any(line.startswith(f"    mapgen {name} ") for line in done.stdout.split("\n"))
        assert "\\b" not in done.stdout

    def test_redo_is_not_among_the_options_about_asking(self) -> None:
        """It says which change is meant."""
        groups = run("undo", "-h").stdout
        assert groups.index("Which change:") < groups.index("\n  --redo") < groups.index("Asking first:")

    def test_every_option_of_update_says_what_it_is(self) -> None:
        """Every option has a help text."""
        command = main.get_command(click.Context(main), "update")
        assert all(one.help for one in command.params if isinstance(one, click.Option))


@pytest.mark.parametrize(
    "arguments",
    [
        ["update", "CHL", *REVIEW, "--yes"],
        ["update", "-h"],
        ["calendar", "--format", "json"],
        ["calendar", "--format", "ics"],
        ["show", "--from", "2000-12-31", "--to", "2001-12-31", "--format", "csv"],
        ["init", "new"],
    ],
)
def test_they_pay_for_no_maps(arguments: list[str], mine: Path) -> None:
    """None of these commands imports a module that only drawing needs."""
    code = (
        "import sys\nfrom mapgen.cli.main import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "heavy = {'geopandas', 'shapely', 'matplotlib', 'pandas', 'numpy', 'PIL'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=mine.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
