"""Zip archives: nothing is unpacked beyond a bound, whatever an archive says of itself."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from table_cases import fault
from workbook_files import zipped

from mapgen.errors import InputError
from mapgen.tables.archives import check_unpacked_size
from mapgen.tables.bounds import LARGEST_UNPACKED_MB, MOST_ZIP_ENTRIES

WORKBOOK = {"xl/workbook.xml": "<workbook/>"}
TOO_MUCH = f"it unpacks to more than {LARGEST_UNPACKED_MB} MB; nothing larger is read; save the sheet as CSV"


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """Return an archive of half a megabyte that unpacks to more than is read."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as file:
        for _ in range(LARGEST_UNPACKED_MB + 1):
            file.write(bytes(1_000_000))
    return made.getvalue()


def test_a_zip_bomb_is_told(bomb: bytes) -> None:
    """Unpacked in small pieces, it stops at the bound."""
    assert fault(bomb, "votes.xlsx") == f"votes.xlsx: {TOO_MUCH}"


def test_the_real_size_counts(bomb: bytes) -> None:
    """An archive that gives its files ten bytes each is not believed."""
    lying = bytearray(bomb)
    struct.pack_into("<L", lying, lying.index(b"PK\x01\x02") + 24, 10)
    with pytest.raises(InputError, match="it unpacks to more than"):
        check_unpacked_size("votes.xlsx", bytes(lying))


def test_many_small_files_count_together() -> None:
    """Each below the bound, they pass it together."""
    part = bytes(LARGEST_UNPACKED_MB * 1_000_000 // 3)
    with pytest.raises(InputError, match="it unpacks to more than"):
        check_unpacked_size("votes.xlsx", zipped({str(number): part for number in range(4)}))


def test_an_archive_of_very_many_files_is_told() -> None:
    """Before an object is made of each."""
    many = zipped(WORKBOOK | {str(number): "" for number in range(MOST_ZIP_ENTRIES)})
    assert "it is an archive of more than 5,000 files, and no workbook" in fault(many, "votes.xlsx")


@pytest.mark.parametrize("at", [0, 4, 20, 29, -1, -10, -30])
def test_a_damaged_archive_is_told(at: int) -> None:
    """Headers that point anywhere, and an end that is missing."""
    whole = zipped(WORKBOOK)
    cut = whole[:at] if at < 0 else whole[:at] + b"\xff" * 8 + whole[at + 8 :]
    assert fault(cut, "votes.xlsx").startswith("votes.xlsx")


def test_an_archive_inside_of_one_is_not_opened(bomb: bytes) -> None:
    """It is told to be unpacked."""
    assert "unpack it, and name the table in it" in fault(zipped({"inner.xlsx": bomb}), "votes.xlsx")


def test_packings_that_no_spreadsheet_uses_are_told() -> None:
    """They could unpack to anything."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", bytes(10_000))
    assert "packed in a way that no spreadsheet uses" in fault(made.getvalue(), "votes.xlsx")
