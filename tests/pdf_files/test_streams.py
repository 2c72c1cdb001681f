"""Streams with the predictors of PNG unpack as the format's rules say, worked out byte by byte."""

from __future__ import annotations

import random
import zlib

import pytest

from mapgen.pdf_files.streams import unpacked
from mapgen.pdf_files.syntax import Allowance, FaultError, Name, Numeral, Stream


def paeth(left: int, above: int, before: int) -> int:
    """Return which of three neighbours is nearest to left + above - before."""
    near = left + above - before
    return min((left, above, before), key=lambda one: abs(near - one))


def by_hand(data: bytes, row: int, step: int) -> bytes:
    """Return rows without their predictors."""
    rows, last = [], bytes(row)
    for start in range(0, len(data), row + 1):
        now = bytearray(data[start + 1 : start + 1 + row])
        for at in range(row):
            left, before = (now[at - step], last[at - step]) if at >= step else (0, 0)
            above = last[at]
            added = (0, left, above, (left + above) // 2, paeth(left, above, before))[data[start]]
            now[at] = (now[at] + added) % 256
        last = bytes(now)
        rows.append(last)
    return b"".join(rows)


def image(data: bytes, colours: int, columns: int) -> Stream:
    """Return an image of rows with predictors."""
    numbers = {b"Predictor": 15, b"Colors": colours, b"Columns": columns}
    about = {
        b"Subtype": Name(b"Image"),
        b"Filter": Name(b"FlateDecode"),
        b"DecodeParms": {key: Numeral(str(number).encode()) for key, number in numbers.items()},
    }
    return Stream(about, zlib.compress(data))


@pytest.mark.parametrize("colours", [1, 2, 3, 4])
def test_predictors_are_those_of_png(colours: int) -> None:
    """Of every kind of row, in images of up to four colours."""
    chance = random.Random(colours)  # noqa: S311 (the same numbers in each run)
    for _ in range(30):
        columns, rows = chance.randrange(1, 20), chance.randrange(1, 12)
        row = columns * colours
        data = b"".join(bytes([chance.randrange(5)]) + chance.randbytes(row) for _ in range(rows))
        assert unpacked(image(data, colours, columns), Allowance()) == by_hand(data, row, colours)


@pytest.mark.parametrize("data", [b"\5abc", b"\1abcd", b"\1ab", b""])
def test_rows_that_are_none_are_refused(data: bytes) -> None:
    """A sixth predictor, a row that is too long or too short, no row at all."""
    with pytest.raises(FaultError, match="predictor"):
        unpacked(image(data, 1, 3), Allowance())
