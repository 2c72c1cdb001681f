"""A batch that is stopped loses nothing that it has drawn, and leaves no process behind, whatever ends it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest
from notes import READ_SHIPPED
from watching import PATIENCE, Running

MANIFEST = """
[[map]]
every = "year"
from = 1998-12-31
to = 2020-12-31
formats = "svg"
output = "out/{date}.{format}"
"""


@pytest.fixture
def running(tmp_path: Path) -> Running:
    """Return a batch of many maps on two processes, of which the first one is drawn."""
    (tmp_path / "maps.toml").write_text(MANIFEST)
    command = Running("batch", "maps.toml", "--jobs", "2", folder=tmp_path)
    until(lambda: bool(drawn(tmp_path)))
    return command


def until(true: Callable[[], bool]) -> None:
    """Return when something has become true; fail where it does not."""
    begun = monotonic()
    while not true():
        assert monotonic() - begun < PATIENCE
        sleep(0.01)


def drawn(folder: Path) -> set[str]:
    """Return the maps that are drawn."""
    return {f"out/{path.name}" for path in folder.glob("out/*.svg")}


def noted(folder: Path) -> set[str]:
    """Return the maps that the batch's state names."""
    return set(json.loads((folder / ".maps.toml.mapgen.json").read_bytes())["written"])


@pytest.mark.parametrize(
    ("number", "name"), [(signal.SIGTERM, "SIGTERM"), (signal.SIGHUP, "SIGHUP"), (signal.SIGINT, "Ctrl-C")]
)
def test_a_signal_stops_it_in_good_order(number: signal.Signals, name: str, running: Running, tmp_path: Path) -> None:
    """No map is begun, all that are drawn are noted, one line says so, and the exit code is the signal's."""
    with running:
        code, lines = running.end(number)
        until(lambda: not running.members())
    assert code == 128 + number
    assert lines.pop(0) == READ_SHIPPED.strip()
    assert set(lines[:-1]) == drawn(tmp_path) == noted(tmp_path)
    left = 23 - len(drawn(tmp_path))
    assert lines[-1] == (
        f"mapgen: stopped by {name}; {23 - left} files are drawn and noted, {left} are left for the next run"
    )
    assert 0 < left < 23
    assert not list(tmp_path.glob("out/.*"))


def test_its_processes_end_with_it(running: Running, tmp_path: Path) -> None:
    """Also where it is killed and can tell them nothing; the next batch clears up what they left."""
    with running:
        assert len(running.members()) >= 3
        running.end(signal.SIGKILL)
        until(lambda: not running.members())
    with Running("batch", "maps.toml", "--jobs", "2", folder=tmp_path) as again:
        again.until("23 files of 23 maps")
        again.process.wait(PATIENCE)
    assert len(drawn(tmp_path)) == len(list((tmp_path / "out").iterdir())) == 23
    assert noted(tmp_path) == drawn(tmp_path)


def test_two_batches_at_once_keep_each_others_notes(tmp_path: Path) -> None:
    """Two desks draw parts of one manifest at the same time: the state names the maps of both."""
    other = MANIFEST.replace("1998-12-31", "2021-12-31").replace("2020-12-31", "2024-12-31")
    (tmp_path / "maps.toml").write_text(MANIFEST)
    first = Running("batch", "maps.toml", "--jobs", "1", folder=tmp_path)
    with first:
        until(lambda: bool(drawn(tmp_path)))
        (tmp_path / "maps.toml").write_text(other)
        with Running("batch", "maps.toml", "--jobs", "1", folder=tmp_path) as second:
            second.until("4 files of 4 maps: 4 drawn")
        first.until("23 files of 23 maps: 23 drawn")
    assert noted(tmp_path) == drawn(tmp_path)
    assert len(drawn(tmp_path)) == 27
