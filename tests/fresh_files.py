"""Fresh files of each kind, drawn once in a run, whichever of its processes needs them first."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from filelock import FileLock


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with a fresh file of each kind."""
    from proof.asking import draw

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "fresh-files"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            half = folder.with_suffix(".half")
            half.mkdir(exist_ok=True)
            draw(half)
            half.rename(folder)
    return folder


@pytest.fixture(scope="session")
def fresh(drawn: Path) -> Mapping[str, bytes]:
    """Return a fresh file of each kind."""
    from proof.asking import FILES

    return {kind: (drawn / name).read_bytes() for kind, name in FILES.items()}
