"""Tests of standard input in the place of a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapgen.disk.paths import is_file
from mapgen.disk.reading import read_bytes
from mapgen.disk.same_file import FileNames
from mapgen.disk.standard_input import (
    STANDARD_INPUT,
    is_standard_input,
    leave_standard_input,
    standard_input_bytes,
    take_standard_input,
)
from mapgen.errors import InputError

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture(autouse=True)
def _left() -> Iterator[None]:
    """Leave standard input as it was."""
    yield
    leave_standard_input()


def stream(monkeypatch: pytest.MonkeyPatch, buffer: io.IOBase) -> None:
    """Put a stream in the place of standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(buffer))  # type: ignore[type-var]


def test_a_path_is_standard_input_only_where_a_command_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of its name is a file until `-` is typed, and again for the next command."""
    stream(monkeypatch, io.BytesIO(b"streamed"))
    STANDARD_INPUT.write_bytes(b"file")
    assert read_bytes(STANDARD_INPUT) == b"file"
    assert take_standard_input()
    assert read_bytes(STANDARD_INPUT) == b"streamed"
    leave_standard_input()
    assert read_bytes(STANDARD_INPUT) == b"file"


def test_it_is_taken_once_and_its_bytes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second taker is told so; whoever asks again gets the same bytes, though the stream is at its end."""
    stream(monkeypatch, io.BytesIO(b"streamed"))
    assert (take_standard_input(), take_standard_input()) == (True, False)
    assert (standard_input_bytes(1), standard_input_bytes(1)) == (b"streamed", b"streamed")


def test_it_counts_as_a_file_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks for the file finds it, without reading; only its own path is it."""
    stream(monkeypatch, io.BytesIO())
    take_standard_input()
    assert is_file(STANDARD_INPUT)
    assert is_standard_input("standard input")
    assert not is_standard_input(Path("folder") / STANDARD_INPUT)


def test_a_stream_that_cannot_be_read_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says is passed on, for a stream that is no input and for one that is closed."""
    take_standard_input()
    with Path("written").open("wb") as file:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedWriter(file.raw)))
        with pytest.raises(InputError, match=r"^standard input: cannot be read "):
            standard_input_bytes(1)
    with pytest.raises(InputError, match=r"^standard input: cannot be read "):
        standard_input_bytes(1)


def test_a_file_that_a_shell_opened_is_one_file_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """`< FILE` reads that file, and so it is not another one to write."""
    Path("list.toml").touch()
    take_standard_input()
    with Path("list.toml").open("rb") as file:
        stream(monkeypatch, file)
        assert FileNames([STANDARD_INPUT]).known_name(Path("list.toml")) == STANDARD_INPUT
        assert FileNames([STANDARD_INPUT]).known_name(Path("map.svg")) is None
