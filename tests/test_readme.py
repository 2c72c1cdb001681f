"""What the pages say is so: commands and Python run, links lead somewhere, pictures are those committed."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import click
import pytest
import yaml
from area_files import zipped_shapefile
from click.testing import CliRunner
from signers import desk_in

import mapgen
from mapgen import Basis, Question, answer
from mapgen.batch.manifest import read_manifest
from mapgen.batch.plan import plan_of
from mapgen.cli.main import main
from mapgen.disk.shipped import shipped_path
from mapgen.files.documents import read_document
from mapgen.places.regions import read_region
from mapgen.record.keys import GOVERNMENT_KEYS, RECORD_KEYS, VACANCY_KEYS, VOTE_KEYS
from mapgen.record.snapshot_file import read_snapshot
from mapgen.sources.reading import read_source

ROOT = Path(__file__).resolve().parent.parent
# The starter's page is of a folder that `mapgen init` makes: tests/editing/test_starter.py has its commands.
PAGES = sorted(
    str(path.relative_to(ROOT))
    for folder in ("", "mapgen", "mapgen/cli", "outputs", "tests", ".github", "geodata", "geodata/*")
    for path in ROOT.glob(f"{folder}/*.md".lstrip("/"))
)
TEXTS = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
README, MANUAL, GALLERY = "README.md", "mapgen/cli/README.md", "outputs/README.md"


def blocks(page: str, language: str) -> list[str]:
    """Return a page's code blocks of a language."""
    # A block in a list is indented as the list is.
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", TEXTS[page], re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def commands(page: str) -> list[str]:
    """Return a page's `$` lines."""
    return [line[2:] for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")]


def targets(page: str) -> Iterator[tuple[Path, str]]:
    """Yield the file and the heading of each relative link and picture of a page."""
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXTS[page]):
        if not target.startswith("http"):
            path, _, heading = target.partition("#")
            yield ((ROOT / page).parent / path).resolve() if path else ROOT / page, heading


def committed() -> set[str]:
    """Return the names of the pictures that Git keeps: those that .gitignore excepts."""
    return set(re.findall(r"^!outputs/(.+\.(?:png|svg|gif))$", (ROOT / ".gitignore").read_text(), re.MULTILINE))


SETUP = [line for block in blocks(README, "sh") for line in block.splitlines()]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enter a folder that has what commands begin with: geodata, the README's list, a desk's certificate and key."""
    (tmp_path / "geodata").symlink_to(ROOT / "geodata")
    (example,) = blocks(README, "toml")
    (tmp_path / "my-list.toml").write_text(example, encoding="utf-8")
    desk_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, folder: Path) -> None:
    """Run a `$` line in this process; it exits with 0 and writes what it says it writes."""
    name, *arguments = shlex.split(command)
    if name == "cp":
        shutil.copy(arguments[0], arguments[1])
        return
    if name == "chromium":
        # No browser is started: what it is to open is there, and it takes a picture.
        assert (folder / arguments[-1]).is_file(), command
        assert re.search(r"--screenshot=outputs/\S+\.png", command), command
        return
    assert name == "mapgen", command
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, (command, done.stderr)
    if arguments[0] in {"render", "timeline"}:
        for path in done.stdout.split():
            assert (folder / path).stat().st_size > 10_000, command


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)])
@pytest.mark.usefixtures("small_embeds")
def test_every_command_runs(page: str, checkout: Path) -> None:
    """The `$` lines of a page run one after the other, in one folder."""
    for command in commands(page):
        run(command, checkout)


def test_the_readme_is_one_page() -> None:
    """It has at most 200 lines, and ten numbered commands."""
    assert TEXTS[README].count("\n") <= 200
    numbered = re.findall(r"^# (\d+)\. .+\n\$ mapgen ", TEXTS[README], re.MULTILINE)
    assert numbered == [str(number) for number in range(1, 11)]


def test_the_election_night_ends_as_the_shipped_record_has_it(checkout: Path) -> None:
    """The worked example turns the record of 2025-12-13 into one that says of Chile what the shipped one says."""
    lines = [line for line in commands(README) if line.startswith(("cp ", "mapgen update "))]
    assert len(lines) == 4
    for line in lines:
        run(line, checkout)
    example, shipped = read_source(checkout / "night.toml"), read_source(None)
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
    """CI takes both commands out of the README, so that they cannot differ, and GitHub runs that script."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    patterns = re.findall(r"grep -m1 '([^']+)' README\.md", script)
    found = [next(line for line in TEXTS[README].splitlines() if re.search(pattern, line)) for pattern in patterns]
    assert found == SETUP
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    assert ".ci/run" in [step.get("run") for step in workflow["jobs"]["run"]["steps"]]


def test_nobody_is_told_to_install_a_name_from_an_index() -> None:
    """No page or workflow installs `mapgen` by its name: it is not published, and the name may be somebody else's."""
    workflows = (ROOT / ".github" / "workflows").glob("*.yml")
    for text in (*TEXTS.values(), *(path.read_text(encoding="utf-8") for path in workflows)):
        assert not re.search(r"(pipx?|uv|uvx)\b[^\n`]*\b(install|add|uvx|run)\b[^\n`]* [\"']?mapgen\b", text)


def test_the_python_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's Python runs, block after block, and saves its maps."""
    monkeypatch.setenv("MPLBACKEND", "agg")
    shutil.copy(shipped_path("records/south-america.toml"), "night.toml")
    names: dict[str, object] = {}
    for block in blocks(README, "python"):
        exec(compile(block, README, "exec"), names)  # noqa: S102 (our own README)
    for saved in re.findall(r'save(?:fig)?\("([^"]+)"\)', TEXTS[README]):
        assert (checkout / saved).stat().st_size > 5_000, saved


def test_the_toml_is_valid(tmp_path: Path) -> None:
    """Examples of a record have keys that a record takes; those of lists and regions can be read."""
    keys = {"record": RECORD_KEYS, "government": GOVERNMENT_KEYS, "vote": VOTE_KEYS, "vacancy": VACANCY_KEYS}
    seen = set()
    for page in PAGES:
        for number, block in enumerate(blocks(page, "toml")):
            tables = tomllib.loads(block)
            path = tmp_path / f"{page.replace('/', '-')}-{number}.toml"
            path.write_text(block, encoding="utf-8")
            for name in tables.keys() & keys.keys():
                (table,) = tables[name] if isinstance(tables[name], list) else [tables[name]]
                assert set(table) <= {key.name for key in keys[name]}
            if "snapshot" in tables:
                assert len(read_snapshot(read_document(path)).entries) == 12
            if "region" in tables:
                if file := tables["region"].get("boundaries"):
                    zipped_shapefile(tmp_path / file, [{tables["region"][name]: "1" for name in ("key", "label")}])
                assert read_region(str(path)).states
            seen |= tables.keys()
    assert {*keys, "snapshot", "classes", "region", "defaults", "map"} <= seen


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Every relative link and picture of a page is a file of the checkout, and a heading that it names is there."""
    for path, heading in targets(page):
        assert path.exists(), path
        if heading:
            # As GitHub makes an anchor of a heading.
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = [re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings]
            assert heading in anchors, (path, heading)


def test_every_committed_picture_is_in_the_gallery() -> None:
    """What Git keeps in outputs/ is what the gallery shows, each with the command that made it; all of it is light."""
    shown = {path.name for path, _ in targets(GALLERY) if path.parent == ROOT / "outputs"}
    assert shown == committed()
    made = set(re.findall(r"outputs/([\w.-]+\.(?:png|svg))", " ".join(commands(GALLERY))))
    # Named by their region and days, where nobody says.
    default = {name for name in committed() if re.match(r"south-america-\d{4}-\d\d-\d\d", name)}
    assert made | default == committed()
    assert "mapgen render --as-of 2025-12-15 --basis elected" in commands(GALLERY)
    assert sum((ROOT / "outputs" / name).stat().st_size for name in committed()) < 2_500_000
    elsewhere = {path for page in PAGES for path, _ in targets(page) if path.suffix in {".png", ".gif"}}
    assert {path.name for path in elsewhere} <= committed()


def test_the_committed_pictures_still_stand(checkout: Path) -> None:
    """`mapgen verify` finds each as it was made, and the record still says what it shows."""
    for line in commands(GALLERY):
        if line.startswith(("cp ", "mapgen update ")):
            run(line, checkout)
    # An animation and a picture of a browser hold no metadata.
    names = sorted(name for name in committed() if not name.endswith(".gif") and name != "page.png")
    night = [str(ROOT / "outputs" / name) for name in names if name.startswith("chile-")]
    shipped = [str(ROOT / "outputs" / name) for name in names if not name.startswith("chile-")]
    for arguments in (["verify", *shipped], ["verify", *night, "--record", "night.toml"]):
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.stdout


def command_of(name: str) -> click.Command:
    """Return a command."""
    found = main.get_command(click.Context(main), name)
    assert found is not None, name
    return found


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_the_manual_explains_every_command_and_option(name: str) -> None:
    """Each command has a section, and each of its options stands in the manual."""
    text = TEXTS[MANUAL]
    assert f"\n## {name}\n" in text
    for parameter in command_of(name).params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("-"):
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", text), option


def test_the_workflow_calls_commands_that_there_are() -> None:
    """The recipe is YAML; each command of mapgen in it exists with its options, and what it commits is what is made."""
    (text,) = blocks(MANUAL, "yaml")
    workflow = yaml.safe_load(text)
    steps = workflow["jobs"]["maps"]["steps"]
    lines = [line.strip() for step in steps for line in step.get("run", "").splitlines()]
    called = [shlex.split(line.removesuffix("|| true")) for line in lines if line.startswith("mapgen ")]
    assert [command[1] for command in called] == ["check", "verify", "batch"]
    for _, name, *arguments in called:
        known = {option for parameter in command_of(name).params for option in parameter.opts}
        assert {one for one in arguments if one.startswith("--")} <= known
    (proposal,) = (step["with"] for step in steps if "create-pull-request" in step.get("uses", ""))
    assert proposal["add-paths"].split() == ["outputs", ".maps.toml.mapgen.json"]
    assert workflow["permissions"] == {"contents": "write", "pull-requests": "write"}
    (folder,) = (step["with"]["path"] for step in steps if "repository" in step.get("with", {}))
    assert f"pip install ./{folder}" in lines


def test_the_manifest_makes_the_maps_it_says(checkout: Path) -> None:
    """The example is one that can be drawn, with as many maps as its lists multiply to."""
    (text,) = (block for block in blocks(MANUAL, "toml") if "[[map]]" in block)
    shutil.copy(shipped_path("records/south-america.toml"), "record.toml")
    (checkout / "maps.toml").write_text(text, encoding="utf-8")
    plan = plan_of(read_manifest(Path("maps.toml")))
    first = [job for job in plan.jobs if job.table.number == 0]
    assert len(first) == 3 * 2 * 3
    assert len({path for job in plan.jobs for path in job.outputs}) == 2 * len(plan.jobs)


@pytest.mark.parametrize("form", ["correction", "fault"])
def test_the_issue_forms_are_forms(form: str) -> None:
    """Each has a name, a description and fields of GitHub's kinds, with a label and an id of its own."""
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / f"{form}.yml"
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert found["name"]
    assert found["description"]
    fields = [one for one in found["body"] if one["type"] != "markdown"]
    assert {one["type"] for one in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert all(one["attributes"]["label"] for one in fields)
    assert all(isinstance(text, str) for one in fields for text in one["attributes"].get("options", ()))
    assert len({one["id"] for one in fields}) == len(fields)


def test_the_citation_is_of_this_version() -> None:
    """CITATION.cff has what its format requires, and names the version of the code, as does the changelog."""
    found = yaml.safe_load((ROOT / ".github" / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= found.keys()
    assert str(found["version"]) == mapgen.__version__
    assert mapgen.__version__ in TEXTS[".github/CHANGELOG.md"]
