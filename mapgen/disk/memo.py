"""Values that Babel and Pillow compute, cached on disk: loading these libraries takes longer than using them."""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from mapgen.disk.cache import cache_path, cache_value, cached_value, file_stamp

# More values than a day's maps need. If there are more, the newest stay in the file.
_MOST = 3000

Value = TypeVar("Value", str, float, list[str], dict[str, str])
CachedValues = dict[str, str | float | list[str] | dict[str, str]]


class DiskMemo:
    """Values that a library, or mapgen itself, computed once, cached until the library or a file it reads changes.

    `library` is the name of an installed package; `files` are the other files that the values depend on.
    """

    def __init__(self, library: str, *files: Path) -> None:
        self._library, self.files = library, files
        self._new: CachedValues = {}

    @cached_property
    def _path(self) -> Path:
        spec = find_spec(self._library)
        sources = (Path(spec.origin),) if spec and spec.origin else ()
        stamps = repr([file_stamp(path) for path in (*sources, *self.files)])
        return cache_path("answers", f"{self._library}-{hashlib.sha256(stamps.encode()).hexdigest()[:16]}.msgpack")

    @cached_property
    def _values(self) -> CachedValues:
        return cached_value(self._path, CachedValues) or {}

    def of(self, key: str, compute: Callable[[], Value]) -> Value:
        """Return the value of a key, which must name everything the value depends on; `compute` is called once per key.

        New values are written to the cache when the process ends.
        """
        if key in self._values:
            return self._values[key]  # type: ignore[return-value]  # the type that the same key has had before
        value = compute()
        if not self._new:
            atexit.register(self.write)
        self._values[key] = self._new[key] = value
        return value

    def write(self) -> None:
        """Add the values computed in this process to the cached file."""
        # Another process may have written values since this one read the file.
        values = {**(cached_value(self._path, CachedValues) or {}), **self._new}
        cache_value(self._path, dict(list(values.items())[-_MOST:]))
