"""What a person types for one side of a comparison."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from mapgen.comparison.operands import operands_of
from mapgen.errors import InputError
from mapgen.files.shipped import shipped_path
from mapgen.record.snapshots import Basis

LIST = "el-ciudadano-2025-12-15"


def asked(text_a: str, text_b: str) -> list[tuple[bool, date, Basis | None]]:
    """Return of both sides whether it is a record, its day and its basis."""
    return [
        (operand.record is not None, operand.snapshot.as_of, operand.snapshot.basis)
        for operand in operands_of(text_a, text_b)
    ]


def test_a_date_is_of_the_shipped_record() -> None:
    """With or without its name, in office unless said otherwise."""
    plain = [(True, date(2021, 12, 31), Basis.OFFICE), (True, date(2025, 12, 31), Basis.OFFICE)]
    assert asked("2021-12-31", "2025-12-31") == plain
    assert asked("record@2021-12-31", "@2025-12-31/office") == plain


def test_a_basis_said_once_is_of_both() -> None:
    """One side takes the basis of the other where it says none; each has its own where both do."""
    assert {basis for _, _, basis in asked("2021-12-31", "2025-12-31/elected")} == {Basis.ELECTED}
    assert [basis for _, _, basis in asked("2021-12-31/office", "2021-12-31/elected")] == [Basis.OFFICE, Basis.ELECTED]


def test_a_record_without_a_date_takes_that_of_a_list() -> None:
    """So a list is compared with its own day, on its own basis unless another is said."""
    (_, day, basis), mine = asked(LIST, "record")
    assert mine == (True, day, basis)
    assert asked("record/office", LIST)[0] == (True, day, Basis.OFFICE)


def test_the_second_date_is_today_where_none_is_said() -> None:
    """One record against itself is asked for now."""
    assert asked("2021-12-31", "record")[1][1] == date.today()  # noqa: DTZ011 (the user's own calendar day is meant)


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
        ("record@2021-13-31", '"2021-13-31" is no date; write YYYY-MM-DD'),
        ("2021-12-31/offise", '"offise" is no basis; write "?office.*office'),
        ("", "there is no such file"),
        ("nul\0byte", "there is no such file"),
        (f"{LIST}@2020-01-01", "15|2025-12-15"),
        ("1890-01-01", "1998-01-01"),
    ],
)
def test_what_is_no_side_is_refused(text: str, message: str) -> None:
    """The message quotes what was typed and says what may be."""
    with pytest.raises(InputError, match=message):
        operands_of(text, "2025-12-31")
