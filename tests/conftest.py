"""What several test files share: how hypothesis runs, and documents made of text."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from msgspec.structs import replace

from mapgen.drawing.primitives import Drawing
from mapgen.files.documents import Document, read_document
from mapgen.places.regions import Region, read_region
from mapgen.record.model import Record
from mapgen.sources.reading import read_source

pytest_plugins = ["browsing", "firefox", "fresh_files"]

# What tests share makes a large heap, and looking through it so often for cycles took a tenth of their time.
gc.set_threshold(100_000, 50, 50)

# The same examples on every run: a failure is the change's doing and not chance's, here and on a slow machine
# (hence no deadline), and no folder of old examples has to travel along.
settings.register_profile("mapgen", derandomize=True, deadline=None, database=None)
settings.load_profile("mapgen")


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what commands keep in a folder of this run, and the user's own caches, state and record out of it.

    The processes of a run share their caches, so that each basemap is prepared once; no test clears or breaks them.
    """
    folder = tmp_path_factory.mktemp("caches")
    run = tmp_path_factory.getbasetemp()
    shared = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared / "shared-caches"))
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("MPLCONFIGDIR", str(folder / "matplotlib"))
        patch.delenv("MAPGEN_RECORD", raising=False)
        yield folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small_embeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have embeds make their PNGs a tenth as wide and otherwise as always: their pixels are most of an embed's time.

    For tests of what a command does with an embed; those of the embed itself make whole ones.
    """
    from mapgen.pens.formats import encoded  # few tests make embeds

    def small(drawing: Drawing, ending: str) -> bytes:
        return encoded(replace(drawing, factor=0.1) if ending == ".png" else drawing, ending)

    monkeypatch.setattr("mapgen.web.pictures.encoded", small)


@pytest.fixture(scope="session", autouse=True)
def _heard_signals() -> None:
    """Hear Ctrl-C: a shell that begins the tests in the background has it ignored, and so would all they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what runs the command line in a process of its own, in a folder that is empty at first.

    `folder` is another folder to run in, `before` is called in the new process, and the other keywords are
    variables of its environment.
    """

    def run(
        *arguments: str | Path, folder: Path = tmp_path, before: Callable[[], None] | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        code = "from mapgen.cli.main import main; main(prog_name='mapgen')"
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=before,
        )

    return run


@pytest.fixture
def document(tmp_path: Path) -> Callable[[str], Document]:
    """Return what makes a document of TOML text, as if it had been read from `made.toml`."""

    def made(text: str) -> Document:
        path = tmp_path / "made.toml"
        path.write_text(text, encoding="utf-8")
        return read_document(path)

    return made


@pytest.fixture(scope="session")
def shipped_record() -> Record:
    """Return the shipped record of South America."""
    record = read_source(None)
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="session")
def south_america() -> Region:
    """Return the shipped region of South America."""
    return read_region("south-america")
