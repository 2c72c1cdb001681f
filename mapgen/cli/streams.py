"""The standard streams of the command line as a process: closed, full or in a narrow encoding, they end in words."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mapgen.errors import OutputError

_ESCAPES = "mapgen-escapes"
_SURROGATES = re.compile("[\ud800-\udfff]")
# The bytes of a file's name that are no text, as Python holds them.
_NAME_BYTES = range(0xDC80, 0xDD00)
_LARGEST_UNIT = 0xFFFF


@contextmanager
def own_streams() -> Iterator[None]:
    """Guard the standard streams of this process while a command runs, and keep the words of libraries off them.

    What the encoding of a stream lacks is written as its number, `\\u00e9`. Standard output that cannot be written
    raises OutputError; what cannot be written to standard error is lost. In a process of another program, such as a
    test's, nothing happens.
    """
    if sys.stdout is not sys.__stdout__:
        yield
        return
    warnings.simplefilter("ignore")
    os.environ["PYTHONWARNINGS"] = "ignore"  # for the processes of a batch
    # A map needs no window, and looks the same whatever the user's own settings of matplotlib are.
    os.environ["MPLBACKEND"] = "agg"
    os.environ["MATPLOTLIBRC"] = os.devnull
    codecs.register_error(_ESCAPES, _escaped)
    _open_closed()
    sys.stdout, sys.stderr = _guarded(sys.stdout, 1, _Output), _guarded(sys.stderr, 2, _Messages)
    try:
        yield
    finally:
        sys.stdout.flush()


def quiet_logs() -> None:
    """Keep what libraries log off standard error: none of it is for the user of a command."""
    import logging  # noqa: PLC0415 (2 ms, only for commands that load such libraries)

    if isinstance(_raw(sys.stdout), _Output):
        logging.disable(logging.CRITICAL)


def json_text(text: str) -> str:
    """Return JSON with every lone surrogate, which a file's name may hold, as its number."""
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class _Output(io.FileIO):
    """Standard output: where it cannot be written, the first attempt raises, and the rest is lost."""

    def write(self, data: Any, /) -> int:  # noqa: ANN401 (any buffer)
        try:
            return super().write(data)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            if error.errno == errno.EPIPE:  # nobody reads on: click ends without a word
                raise
            raise OutputError(f"standard output: cannot be written ({error.strerror})") from None


class _Messages(io.FileIO):
    """Standard error: what cannot be written there is lost, as there is nowhere left to say so."""

    def write(self, data: Any, /) -> int:  # noqa: ANN401 (any buffer)
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def _raw(stream: Any) -> Any:  # noqa: ANN401 (the streams of other programs may be anything)
    """Return the file under a text stream, with a buffer between them or without."""
    buffer = getattr(stream, "buffer", None)
    return getattr(buffer, "raw", buffer)


def _open_closed() -> None:
    """Open the streams that are closed, so that no file gets their number; writing to such an output is an error."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8")


def _guarded(stream: Any, number: int, raw: type[io.FileIO]) -> Any:  # noqa: ANN401 (None where it is closed)
    encoding = stream.encoding if stream else "utf-8"
    if stream and not isinstance(_raw(stream), io.FileIO):  # a console of Windows
        stream.reconfigure(errors=_ESCAPES)
        return stream
    if stream:
        stream.flush()
    buffer = io.BufferedWriter(raw(number, "w", closefd=False))
    return io.TextIOWrapper(buffer, encoding, _ESCAPES, line_buffering=stream is None or stream.line_buffering)


def _escaped(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return a character that an encoding lacks by its number, as JSON writes it; a byte of a file's name as it is."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    number, after = ord(error.object[error.start]), error.start + 1
    if number in _NAME_BYTES and not error.encoding.startswith(("utf-16", "utf-32")):
        return bytes([number - _NAME_BYTES.start + 0x80]), after
    units = (number,) if number <= _LARGEST_UNIT else (0xD7C0 + (number >> 10), 0xDC00 + (number & 0x3FF))
    return "".join(f"\\u{unit:04x}" for unit in units), after
