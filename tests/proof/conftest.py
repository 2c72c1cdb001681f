"""Files that the tests of digests alter, each drawn once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mapgen.cli.main import main

_DAY = ("--as-of", "2025-12-15", "--basis", "elected", "--size", "phone")
_DAYS = ("--from", "2025-06-01", "--to", "2025-12-20", "--size", "320x400")


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with map.svg, map.png, film.gif, film.webp and film.mp4."""
    folder = tmp_path_factory.mktemp("drawn")
    films = (("--format", kind, "-o", str(folder / f"film.{kind}")) for kind in ("gif", "webp", "mp4"))
    for call in (
        ("render", *_DAY, "-o", str(folder / "map.svg"), "-o", str(folder / "map.png")),
        *(("timeline", *_DAYS, *film) for film in films),
    ):
        done = CliRunner().invoke(main, [*call])
        assert done.exit_code == 0, done.output
    return folder
