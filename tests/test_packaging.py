"""What is installed is what was built: the wheel, and an editable install, in environments of their own."""

from __future__ import annotations

import os
import subprocess
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent
DATA = (
    "boundaries/50m.fgb",
    "records/south-america.toml",
    "regions/south-america.toml",
    "boundaries/claims.fgb",
    "figures/factbook.csv",
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
    assert (done.returncode, done.stderr) == (0, "")
    for path in done.stdout.split():
        assert (empty / path).stat().st_size > 10_000
    where = run(python, "--version", folder=empty)
    assert where.stdout.startswith("mapgen, version ")


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
