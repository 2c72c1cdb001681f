"""What the README says is so: its commands run, its Python runs, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from datetime import date, timedelta
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from mapgen import Basis, Question, answer, read_source, render
from mapgen.batch.manifest import read_manifest
from mapgen.batch.plan import plan_of
from mapgen.cli.main import main
from mapgen.files.shipped import shipped_path
from mapgen.places.regions import read_region
from mapgen.record.file import GOVERNMENT_KEYS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the README's code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


COMMANDS = [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]
SETUP = [line for block in blocks("sh") for line in block.splitlines()]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enter a folder that has the README's paths in it."""
    (tmp_path / "geodata").symlink_to(ROOT / "geodata")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_runs(checkout: Path) -> None:
    """The `$` lines run one after the other: each exits with 0 and writes what it says it writes."""
    for command in COMMANDS:
        name, *arguments = shlex.split(command)
        if name == "cp":
            shutil.copy(arguments[0], arguments[1])
            continue
        assert name == "mapgen"
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, (command, done.stderr)
        if arguments[0] == "render":
            for path in done.stdout.split():
                assert (checkout / path).stat().st_size > 10_000


def test_the_election_night_ends_as_the_shipped_record_has_it(checkout: Path) -> None:
    """The worked example turns the record of 2025-12-13 into one that says of Chile what the shipped one says."""
    (night,) = (block for block in blocks("console") if "cp geodata" in block)
    (after,) = (block for block in blocks("console") if "--start 2026-03-11" in block)
    lines = [line[2:] for block in (night, after) for line in block.splitlines()]
    shutil.copy(shlex.split(lines[0])[1], "record.toml")
    for line in lines[1:]:
        if " update " in line:
            CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
    example, shipped = read_source(checkout / "record.toml"), read_source(None)
    for basis in Basis:
        for number in range((date(2026, 3, 12) - date(2025, 12, 13)).days + 1):
            question = Question(as_of=date(2025, 12, 13) + timedelta(days=number), basis=basis)
            mine, theirs = (answer(source, question).by_code["CHL"] for source in (example, shipped))
            assert (mine.status, mine.leader, mine.alignment) == (theirs.status, theirs.leader, theirs.alignment)


def test_the_set_up_is_two_commands() -> None:
    """One command ends with the main map drawn, the other runs the tests; each does all the set-up itself."""
    draw, test = SETUP
    venv = "python3 -m venv .venv && .venv/bin/pip install "
    assert draw == f"{venv}. && .venv/bin/mapgen render --as-of 2025-12-15 --basis elected"
    assert test == f'{venv}-e ".[test]" && .venv/bin/pytest'


def test_ci_runs_the_set_up_as_it_stands() -> None:
    """CI takes both commands out of the README, so that they cannot differ."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    patterns = re.findall(r"grep -m1 '([^']+)' README\.md", script)
    found = [next(line for line in README.splitlines() if re.search(pattern, line)) for pattern in patterns]
    assert found == SETUP


def test_the_python_runs(checkout: Path) -> None:
    """The Python example runs and saves its map."""
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 (our own README)
    assert (checkout / "today.svg").is_file()


def test_the_toml_is_valid(tmp_path: Path) -> None:
    """The example of a government has keys that a record takes, and that of a region can be read."""
    examples = {next(iter(tomllib.loads(block))): block for block in blocks("toml")}
    assert set(examples) == {"government", "region", "defaults"}
    assert set(tomllib.loads(examples["government"])["government"][0]) <= {key.name for key in GOVERNMENT_KEYS}
    path = tmp_path / "nordic.toml"
    path.write_text(examples["region"], encoding="utf-8")
    assert len(read_region(str(path)).states) == 5


def test_links_lead_somewhere() -> None:
    """Every relative link of the README is a file of the checkout."""
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_the_picture_is_of_the_shipped_record() -> None:
    """The committed map shows what the shipped record says of that day."""
    svg = (ROOT / "outputs" / "south-america-2025-12-15-elected.svg").read_text(encoding="utf-8")
    drawn = render(question=Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED))
    metadata = re.findall(r'data-iso3="[A-Z]{3}"[^>]*>', svg)
    assert metadata == re.findall(r'data-iso3="[A-Z]{3}"[^>]*>', drawn.svg)
    assert len(metadata) == 14


def command_of(name: str) -> click.Command:
    """Return a command."""
    found = main.get_command(click.Context(main), name)
    assert found is not None, name
    return found


def test_the_workflow_calls_commands_that_there_are() -> None:
    """The recipe is YAML; each command of mapgen in it exists with its options, and what it commits is what is made."""
    (text,) = blocks("yaml")
    workflow = yaml.safe_load(text)
    steps = workflow["jobs"]["maps"]["steps"]
    lines = [line.strip() for step in steps for line in step.get("run", "").splitlines()]
    commands = [shlex.split(line.removesuffix("|| true")) for line in lines if line.startswith("mapgen ")]
    assert [command[1] for command in commands] == ["check", "verify", "batch"]
    for _, name, *arguments in commands:
        known = {option for parameter in command_of(name).params for option in parameter.opts}
        assert {one for one in arguments if one.startswith("--")} <= known
    (proposal,) = (step["with"] for step in steps if "create-pull-request" in step.get("uses", ""))
    assert proposal["add-paths"].split() == ["outputs", ".maps.toml.mapgen.json"]
    assert workflow["permissions"] == {"contents": "write", "pull-requests": "write"}


def test_the_manifest_makes_the_maps_it_says(checkout: Path) -> None:
    """The example is one that can be drawn, with as many maps as its lists multiply to."""
    (text,) = (block for block in blocks("toml") if "[[map]]" in block)
    shutil.copy(shipped_path("records/south-america.toml"), "record.toml")
    (checkout / "maps.toml").write_text(text, encoding="utf-8")
    plan = plan_of(read_manifest(Path("maps.toml")))
    first = [job for job in plan.jobs if job.table.number == 0]
    assert len(first) == 3 * 2 * 3
    assert len({path for job in plan.jobs for path in job.outputs}) == 2 * len(plan.jobs)
