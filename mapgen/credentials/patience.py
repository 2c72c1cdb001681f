"""Time limits for a library that cannot be interrupted: what it reads fails after a time, or it is not waited for."""

from __future__ import annotations

import io
from collections.abc import Callable
from threading import Thread
from time import process_time
from typing import Any, TypeVar

T = TypeVar("T")


class ImpatientBytes(io.BytesIO):
    """Bytes that can no longer be read after some seconds of work, so that whoever reads them ends; `is_late` then.

    The time of the processor counts: no file is a slow one because the machine is busy.
    """

    def __init__(self, data: bytes, seconds: float) -> None:
        super().__init__(data)
        self._end = process_time() + seconds

    @property
    def is_late(self) -> bool:
        """Whether the time is up."""
        return process_time() > self._end

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (whatever holds bytes)
        """Read bytes into a buffer; raises TimeoutError when the time is up."""
        if self.is_late:
            raise TimeoutError
        return super().readinto(buffer)

    def seek(self, place: int, whence: int = 0, /) -> int:
        """Go to a place; raises TimeoutError when the time is up."""
        if self.is_late:
            raise TimeoutError
        return super().seek(place, whence)


def within(seconds: float, make: Callable[[], T]) -> T:
    """Return what `make` returns; raises TimeoutError after some seconds, and what `make` raises."""
    results: list[T] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(make())
        except Exception as error:  # noqa: BLE001 (it is raised again where it was asked for)
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError
    return results[0]
