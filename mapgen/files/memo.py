"""What was answered once, kept: to load Babel and Pillow takes longer than all that a map asks of them."""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Callable
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from msgspec import MsgspecError, msgpack

from mapgen.files.cache import cache_path, file_stamp, keep, read_cached

# More than a day's maps ask; of more, the latest are kept.
_MOST = 3000

Answer = TypeVar("Answer", str, float, list[str], dict[str, str])
Kept = dict[str, str | float | list[str] | dict[str, str]]


class DiskMemo:
    """What one library, or mapgen itself, answers to what it was asked, kept until it or a file it reads changes."""

    def __init__(self, library: str, *files: Path) -> None:
        self._library, self.files = library, files
        self._fresh: Kept = {}

    @cached_property
    def _place(self) -> Path:
        spec = find_spec(self._library)
        sources = (Path(spec.origin),) if spec and spec.origin else ()
        stamps = repr([file_stamp(path) for path in (*sources, *self.files)])
        return cache_path("answers", f"{self._library}-{hashlib.sha256(stamps.encode()).hexdigest()[:16]}.msgpack")

    @cached_property
    def _known(self) -> Kept:
        return _decoded(read_cached(self._place))

    def of(self, question: str, ask: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, which says all that it depends on; the library is asked once.

        Answers are kept when the process ends.
        """
        if question in self._known:
            return self._known[question]  # type: ignore[return-value]  # what the same question was answered
        answer = ask()
        if not self._fresh:
            atexit.register(self.keep)
        self._known[question] = self._fresh[question] = answer
        return answer

    def keep(self) -> None:
        """Keep what was asked anew."""
        # Another process may have kept some meanwhile.
        every = {**_decoded(read_cached(self._place)), **self._fresh}
        keep(self._place, msgpack.encode(dict(list(every.items())[-_MOST:])))


def _decoded(data: bytes | None) -> Kept:
    try:
        return msgpack.decode(data, type=Kept) if data is not None else {}
    except MsgspecError:  # cut short, or written by something else
        return {}
