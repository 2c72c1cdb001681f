"""The text of a file of any usual encoding."""

from __future__ import annotations

import pytest
from table_cases import cells, fault, read

SPANISH = "país;clase\nPerú;izquierda\nMéxico;centro-izquierda\nPanamá;derecha\nHaití;—\nEspaña;izquierda\n"
POLISH = "kraj;partia\nWęgry;prawica\nWłochy;prawica\nCzęść;środek\nSłowacja;lewica\nŁotwa;centrum\n"
RUSSIAN = "страна;блок\nЧили;левые\nПеру;правые\nБразилия;левые\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "utf-8"),
        (SPANISH, "utf-8-sig"),
        (SPANISH, "utf-16"),
        (SPANISH, "utf-16-le"),
        (SPANISH, "utf-16-be"),
        (SPANISH, "utf-32"),
        (SPANISH, "cp1252"),
        (SPANISH.replace("—", "-"), "latin-1"),
        (SPANISH, "mac_roman"),
        (SPANISH.replace("—", "-"), "cp850"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
    ],
)
def test_usual_encodings_are_found_out(text: str, encoding: str) -> None:
    """With a byte order mark and without, and by the letters alone."""
    assert cells(read(text.encode(encoding))) == cells(read(text))


def test_an_encoding_that_was_guessed_is_said() -> None:
    """Whoever checks the names should know; UTF-8 and its like are certain."""
    assert read(SPANISH.encode("cp1252")).notes == ("it is no UTF-8; its letters are read as cp1252",)
    assert read(SPANISH.encode("utf-16")).notes == ()


def test_the_encoding_that_is_given_is_used() -> None:
    """Also where the letters would say another; a byte order mark is no letter."""
    assert cells(read("a;ï\n1;ó\n".encode("cp850"), encoding="cp850"))[1] == ("1", "ó")
    assert read("a;b\n1;2\n".encode("utf-8-sig"), encoding="utf-8").header == ("a", "b")


@pytest.mark.parametrize("wrong", ["utf-9", "rot13", "hex", "a\0b", "ü"])
def test_an_encoding_that_is_none_is_said(wrong: str) -> None:
    """Names of codecs that make no text of bytes are none."""
    assert "there is no such encoding; write utf-8, utf-16, cp1252 or mac-roman" in fault("a,b\n1,2\n", encoding=wrong)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("a;b\nPerú;1\nHaití;2\n".encode() + "Panamá;3\n".encode("cp1252"), "table.csv, line 4, column 6: byte 0xe1"),
        (
            "a;b\nPerú;1\nMéxico;2\nPanamá;3\n".encode("cp1252") + "Haití;4\n".encode(),
            "table.csv, line 5, column 5: some letters here are UTF-8 and others in the file cp1252",
        ),
        (b"country;class\nPer\0u;left\n" + b"Chile;left\n" * 9, "table.csv, line 2, column 4: there is a NUL (U+0000)"),
        (b"a;b\n\x81;2\n", "byte 0x81"),
        (bytes(range(256)) * 50, "this is no text, and no workbook that is known"),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_place(data: bytes, said: str) -> None:
    """Two encodings in one file, a NUL, and what no encoding has."""
    encoding = "cp1252" if b"\x81" in data[:5] else ""
    assert said in fault(data, encoding=encoding)
