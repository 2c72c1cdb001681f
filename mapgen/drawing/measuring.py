"""What measures texts in place of the shipped typeface, for a file that is to hold with others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# The width of a line at a type size of 1; the flag says whether it is bold.
Measure = Callable[[str, bool], float]
MEASURE: ContextVar[Measure | None] = ContextVar("measure", default=None)


@contextmanager
def measured_by(measure: Measure) -> Iterator[None]:
    """Let all texts that are laid out meanwhile be as wide as a function says."""
    token = MEASURE.set(measure)
    try:
        yield
    finally:
        MEASURE.reset(token)
