"""Values of a TOML file as it writes them, cut to fit a message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from mapgen.errors import shortened

_MOST_NESTED = 3
_LONGEST_NUMBER = 10**18


def toml_text(value: object) -> str:
    """Return a value as TOML writes it, cut to a length that fits a message."""
    return shortened(_written(value))


def _written(value: object, depth: int = _MOST_NESTED) -> str:
    if isinstance(value, Mapping | list):
        return _written_out(value, depth - 1) if depth else "…"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    # str() refuses whole numbers of more than some thousand digits; hex() has no limit.
    return hex(value) if isinstance(value, int) and abs(value) >= _LONGEST_NUMBER else str(value)


def _written_out(value: Mapping[str, object] | list[object], depth: int) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_written(one, depth) for one in value)}]"
    return f"{{ {', '.join(f'{key} = {_written(one, depth)}' for key, one in value.items())} }}"
