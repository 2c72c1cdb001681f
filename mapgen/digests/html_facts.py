"""The facts of a page: the JSON of the element that holds its metadata."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct, field

from mapgen.errors import shortened

# What the format is called, and the id of the element.
HTML, FACTS = "HTML", "mapgen-facts"


class Pairs(list[tuple[str, object]]):
    """An object of JSON, whose keys may be doubled."""


class Facts(Struct, frozen=True):
    """The facts that are text, and what stands beside them, in words."""

    metadata: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Facts:
        """Return the facts of a text; none where it is no JSON."""
        pairs = values_of(text)
        if not isinstance(pairs, Pairs):
            return cls()
        metadata = {key: value for key, value in pairs if _is_text(key) and isinstance(value, str) and _is_text(value)}
        times = Counter(key for key, _ in pairs)
        foreign = [f'the fact "{shortened(key)}", which is no text' for key in times if key not in metadata]
        foreign += [
            f'the fact "{shortened(key)}", which stands {count} times' for key, count in times.items() if count > 1
        ]
        return cls(metadata, tuple(foreign))


def values_of(text: str) -> object:
    """Return the values of a text of JSON, its objects as Pairs; None for any other text."""
    try:
        return json.loads(text, object_pairs_hook=Pairs)
    except (ValueError, RecursionError):
        return None


def _is_text(text: str) -> bool:
    """Whether a text can stand in a file: one without half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
