"""Region files for the tests of basemaps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def region_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that writes a region's file and returns its path."""
    folder = tmp_path_factory.mktemp("regions")

    def write(name: str, states: list[str], more: str = "") -> Path:
        path = folder / f"{name}.toml"
        listed = ", ".join(f'"{code}"' for code in states)
        path.write_text(f"[region]\nstates = [{listed}]\n{more}\n", encoding="utf-8")
        return path

    return write
