"""The scales of the boundaries, and which shapes one scale takes from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCALES: Final = ("110m", "50m", "10m")
# Divisions of countries have one scale: at the others, the land around them alone differs.
DIVISIONS_SCALE: Final = "10m"
# For each scale, the states it lacks although it has others as small, and the scale from which they are taken.
BORROWED: Final[Mapping[str, Mapping[str, str]]] = {"50m": {"TUV": "10m"}, "10m": {"VAT": "50m"}}
