"""What is installed is what was built: the wheel, and an editable install, in environments of their own."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from notes import READ_SHIPPED

ROOT = Path(__file__).resolve().parent.parent
DATA = (
    "boundaries/50m.fgb",
    "records/south-america.toml",
    "regions/south-america.toml",
    "boundaries/claims.fgb",
    "figures/factbook.csv",
    "names/codes.csv",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once."""
    folder = tmp_path_factory.mktemp("dist")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of an editable install once."""
    folder = tmp_path_factory.mktemp("editable")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["editable"])))


def installed(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a fresh environment that sees the libraries of this one, but not this mapgen.

    No network is needed: what the wheel depends on is there already. Return the environment's python.
    """
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # Appended, so that what was installed here comes first; .pth files of this environment are not followed.
    Path(site, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def run(python: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run mapgen with a python, from a folder, without this process's paths and caches."""
    environment = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(folder / "cache"), "HOME": str(folder)}
    code = "from mapgen.cli.main import main; main(prog_name='mapgen')"
    return subprocess.run(
        [python, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, env=environment, check=False
    )


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_an_installation_draws_from_an_empty_folder(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Installed either way, mapgen finds its data and draws the main map from an empty folder."""
    python = installed(request.getfixturevalue(kind), tmp_path / "environment")
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run(python, "render", "--as-of", "2025-12-15", "--basis", "elected", folder=empty)
    assert (done.returncode, done.stderr) == (0, READ_SHIPPED)
    for path in done.stdout.split():
        assert (empty / path).stat().st_size > 10_000
    where = run(python, "--version", folder=empty)
    assert where.stdout.startswith("mapgen, version ")
    module = subprocess.run(
        [python, "-m", "mapgen", "--version"], capture_output=True, text=True, check=True, cwd=empty
    )
    assert module.stdout == where.stdout


def test_the_wheel_holds_the_data_and_nothing_else(wheel: Path) -> None:
    """The wheel carries geodata, themes, languages and typeface inside the package, and no tests."""
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"mapgen/geodata/{name}" for name in DATA} <= set(names)
    assert "mapgen/drawing/fonts/SourceSans3-Regular.ttf" in names
    assert "mapgen/themes/newsprint.toml" in names
    assert "mapgen/words/languages/es.toml" in names
    assert "mapgen/web/templates/embed.html.jinja" in names
    assert {f"mapgen/web/templates/page{end}" for end in (".html.jinja", ".css", ".js", "_map.js")} <= set(names)
    assert "mapgen/py.typed" in names
    assert all(name.startswith(("mapgen/", "mapgen-")) for name in names)


def test_the_wheel_says_under_which_licences_it_is(wheel: Path) -> None:
    """Every text of a licence is in it, and the expression names each of them."""
    archive = zipfile.ZipFile(wheel)
    names = {name.partition("/licenses/")[2] for name in archive.namelist() if "/licenses/" in name}
    held = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/**/*LICENSE*") if ".venv" not in path.parts}
    assert names == {"LICENSE", *held}
    (path,) = (name for name in archive.namelist() if name.endswith("dist-info/METADATA"))
    found = re.findall(r"^License-Expression: (.+)$", archive.read(path).decode(), re.MULTILINE)
    assert [set(one.split(" AND ")) for one in found] == [{"MIT", "CC0-1.0", "OFL-1.1", "Unicode-3.0", "ISC"}]


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Of the extra `test`: programs that are called, plugins of pytest and mypy.
CALLED = {
    "build", "mypy", "pandas-stubs", "pytest-mpl", "pytest-xdist", "ruff",
    "types-defusedxml", "types-pyyaml", "types-shapely",
}  # fmt: skip


def declared(requirements: Iterable[str]) -> set[str]:
    """Return the names of distributions, as an index compares them."""
    return {canonical(re.split(r"[<>=!~ \[;]", one, maxsplit=1)[0]) for one in requirements}


def canonical(name: str) -> str:
    """Return a distribution's name in its one spelling."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(folder: str) -> set[str]:
    """Return the distributions whose modules are imported below a folder, by whatever module, however late."""
    paths = [path for path in (ROOT / folder).rglob("*.py") if "peers" not in path.parts]
    own = {"mapgen", "benchmarks", "campaign", "proof", *(path.stem for path in paths)} | set(sys.stdlib_module_names)
    modules = {module for path in paths for module in modules_of(ast.parse(path.read_text(encoding="utf-8")))}
    known = packages_distributions()
    return {canonical(known[module][0]) for module in modules - own}


def modules_of(tree: ast.Module) -> set[str]:
    """Return the top names of what a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    """Of mapgen: the dependencies and the optional libraries. Of the tests: these and the extra `test`."""
    needed, extras = declared(PROJECT["dependencies"]), PROJECT["optional-dependencies"]
    optional = declared(one for name, of_name in extras.items() if name != "test" for one in of_name)
    assert imported("mapgen") == needed | optional
    assert imported("tests") - needed == declared(extras["test"]) - CALLED


def test_nobody_is_told_to_install_a_name_that_is_not_ours() -> None:
    """Mapgen is on no index: no message and no workflow installs it from one."""
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in (ROOT / "mapgen").rglob("*")
        if path.suffix in {".py", ".md", ".toml"}
    }
    assert [path for path, text in texts.items() if re.search(r"pip install [\"']?mapgen", text)] == []
