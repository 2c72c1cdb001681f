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
