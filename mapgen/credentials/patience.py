"""A time limit for calls of a library that cannot be interrupted: what it does after that time is not waited for."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


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
