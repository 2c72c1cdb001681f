"""The operands of a comparison, as a person types them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from mapgen.comparison.operands import operands_of
from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.record.snapshots import Basis

LIST = "el-ciudadano-2025-12-15"


def answered(text_a: str, text_b: str) -> list[tuple[bool, date, Basis | None]]:
    """Return for both operands whether it is a record, its day and its basis."""
    return [
        (operand.record is not None, operand.snapshot.as_of, operand.snapshot.basis)
        for operand in operands_of(text_a, text_b)
    ]


def test_a_date_is_of_the_shipped_record() -> None:
    """With or without its name, in office unless said otherwise."""
    plain = [(True, date(2021, 12, 31), Basis.OFFICE), (True, date(2025, 12, 31), Basis.OFFICE)]
    assert answered("2021-12-31", "2025-12-31") == plain
    assert answered("record@2021-12-31", "@2025-12-31/office") == plain


def test_a_basis_given_once_is_of_both() -> None:
    """An operand without a basis takes the other one; two bases stay as given."""
    assert {basis for _, _, basis in answered("2021-12-31", "2025-12-31/elected")} == {Basis.ELECTED}
    assert [basis for _, _, basis in answered("2021-12-31/office", "2021-12-31/elected")] == [
        Basis.OFFICE,
        Basis.ELECTED,
    ]


def test_a_record_without_a_date_takes_that_of_a_list() -> None:
    """So a list is compared with its own day, on its own basis unless another is said."""
    (_, day, basis), mine = answered(LIST, "record")
    assert mine == (True, day, basis)
    assert answered("record/office", LIST)[0] == (True, day, Basis.OFFICE)


def test_the_second_date_is_today_by_default() -> None:
    """A record against itself is compared with its current day."""
    assert answered("2021-12-31", "record")[1][1] == date.today()  # noqa: DTZ011 (the user's own calendar day is meant)


def test_a_file_is_read_whatever_is_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with an @ or a slash is that file's before it is a date or a basis."""
    shutil.copy(shipped_path("records/south-america.toml"), tmp_path / "mine@2020-01-01.toml")
    (tmp_path / "office").mkdir()
    shutil.copy(shipped_path(f"snapshots/{LIST}.toml"), tmp_path / "office" / "elected")
    monkeypatch.chdir(tmp_path)
    a, b = operands_of("mine@2020-01-01.toml@2021-12-31/elected", "office/elected")
    assert (a.snapshot.as_of, a.snapshot.basis) == (date(2021, 12, 31), Basis.ELECTED)
    assert b.record is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("el-cuidadano", "there is no such file; write a date, RECORD@DATE.*el-ciudadano-2025-12-15"),
        ("record@2021-13-31", '"2021-13-31" is no day: there is no month 13'),
        ("2021-12-31/offise", '"offise" is no basis; write "?office.*office'),
        ("", "there is no such file"),
        ("nul\0byte", "there is no such file"),
        (f"{LIST}@2020-01-01", "15|2025-12-15"),
        ("1890-01-01", "1998-01-01"),
    ],
)
def test_what_is_no_operand_is_refused(text: str, message: str) -> None:
    """The message quotes what was typed and says what may be."""
    with pytest.raises(InputError, match=message):
        operands_of(text, "2025-12-31")
