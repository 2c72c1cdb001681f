"""What `check` says of a valid record: two winners of one vote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mapgen.files.documents import Document
from mapgen.record.file import read_record
from mapgen.record.findings import Level, findings_of

HEAD = '[record]\ntitle = "R"\nregion = "south-america"\nbegins = 2000-01-01\ncoder = "c"\nscale = ["left"]\n'


@pytest.mark.parametrize(("void", "expected"), [("", 1), ("void = true\n", 0)])
def test_two_winners_of_one_vote(void: str, expected: int, document: Callable[[str], Document]) -> None:
    """They are named, unless all but one are void: `update` lets nobody record them, but a hand can."""
    rows = [
        f'[[government]]\ncountry = "CHL"\nleader = "{leader}"\nalignment = "left"\nelected = [2020-01-01]\n{extra}'
        for leader, extra in (("Ada", ""), ("Bo", void))
    ]
    findings = findings_of(read_record(document(HEAD + "".join(rows))), date(2020, 1, 2))
    message = "the vote of 2020-01-01 has two winners, Ada and Bo; one of them is wrong, or void"
    found = [finding for finding in findings if finding.message == message]
    assert [(finding.level, finding.where) for finding in found] == [(Level.NOTICE, "CHL")] * expected


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("elected = [2024-11-24]\nstart = 2025-03-01\n", "Bo won on 2024-11-24"),
        ("elected = [2024-11-24]\n", "Bo won on 2024-11-24"),
        ('start = 2001-02-01\ncame_by = "succession"\n', None),
        ('start = 2003-02-01\ncame_by = "succession"\n', "Bo took office on 2003-02-01"),
        ("elected = [1999-11-24]\nstart = 2000-03-01\n", None),
        ("elected = [2024-11-24]\nvoid = true\n", None),
    ],
)
def test_an_elect_that_others_have_overtaken(
    holder: str, expected: str | None, document: Callable[[str], Document]
) -> None:
    """Who won before somebody else won, or took office, is stale; before a caretaker, or after, they are awaited."""
    rows = [
        f'[[government]]\ncountry = "URY"\nleader = "{leader}"\nalignment = "left"\n{days}'
        for leader, days in (("Ada", "elected = [2001-01-01]\n"), ("Bo", holder))
    ]
    findings = findings_of(read_record(document(HEAD + "".join(rows))), date(2026, 11, 28))
    told = [(one.level, one.message) for one in findings if one.message.startswith("Ada has won")]
    if expected is None:
        assert told == [(Level.NOTICE, "Ada has won and has no `start` yet")]
    else:
        cure = "write `void = true` for who never took office, or the missing `start`"
        expected_message = f"Ada has won and has no `start`, but {expected} since; {cure}"
        assert told == [(Level.STALE, expected_message)]
