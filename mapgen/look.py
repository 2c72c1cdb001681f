"""How a map is drawn: its theme, its number of classes, its words, its labels."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.theme import Theme
from mapgen.wording import Wording


@dataclass(frozen=True, slots=True)
class Look:
    """How a map is drawn: its theme, its number of classes (3 or 5), its words.

    `labels` are `names` of countries, names with their `leaders`, `codes`, or `none`.
    """

    theme: Theme
    classes: int
    words: Wording
    labels: str = "names"
