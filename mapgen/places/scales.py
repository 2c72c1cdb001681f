"""How detailed boundaries are: the scales there are, and what one takes from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCALES: Final = ("110m", "50m", "10m")
# States that a scale lacks although it has others as small, by the scale that has them.
BORROWED: Final[Mapping[str, Mapping[str, str]]] = {"50m": {"TUV": "10m"}, "10m": {"VAT": "50m"}}
