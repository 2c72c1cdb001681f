"""Signals ask long work to stop: once in good order, then with the system's own effect."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from mapgen.cli.stopping import Stop, stop_on_signals

SIGNALS = [(signal.SIGINT, "Ctrl-C", 130), (signal.SIGTERM, "SIGTERM", 143), (signal.SIGHUP, "SIGHUP", 129)]


@pytest.mark.parametrize(("number", "name", "code"), SIGNALS)
def test_the_first_signal_is_noted(number: signal.Signals, name: str, code: int) -> None:
    """The work goes on until it asks; the second signal would end it; afterwards all is as before."""
    before = signal.getsignal(number)
    with stop_on_signals() as stop:
        assert not stop()
        os.kill(os.getpid(), number)
        assert stop()
        assert (stop.name, stop.exit_code) == (name, code)
        assert signal.getsignal(number) is signal.SIG_DFL
    assert signal.getsignal(number) is before


def test_what_is_ignored_stays_ignored() -> None:
    """Whoever begins a command with nohup wants it to survive the end of the terminal."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_on_signals() as stop:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not stop()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_thread_leaves_signals_alone() -> None:
    """Python lets only the main thread say what signals do."""
    found: list[Stop] = []

    def work() -> None:
        with stop_on_signals() as stop:
            found.append(stop)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [stop() for stop in found] == [False]
