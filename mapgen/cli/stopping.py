"""What signals do to a command with long work: the first one stops it in good order, the second one at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))


class Stop:
    """Whether a signal has asked a command to stop; a call says so."""

    number: int | None = None

    def __call__(self) -> bool:
        """Return whether the command is to stop."""
        return self.number is not None

    @property
    def name(self) -> str:
        """The name of the signal, for messages."""
        return "Ctrl-C" if self.number == signal.SIGINT else signal.Signals(self.number or 0).name

    @property
    def exit_code(self) -> int:
        """The exit code by which shells know the signal."""
        return 128 + (self.number or 0)

    def receive(self, number: int, _: FrameType | None) -> None:
        """Take note of a signal; the next one of its kind has the system's own effect."""
        self.number = number
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Let Ctrl-C, SIGTERM and SIGHUP ask the command to stop instead of ending it, unless they are ignored."""
    stop = Stop()
    # Only the main thread may say what signals do; whoever began the command with nohup wants SIGHUP ignored.
    main = threading.current_thread() is threading.main_thread()
    heard = [one for one in _SIGNALS if main and signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, stop.receive) for one in heard}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
