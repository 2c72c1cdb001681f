"""Who governs on a day, as worked out by hand from the collected facts: the code and the oracle must both say so."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from cases import CASES
from oracle import answer_on

from mapgen.disk.shipped import shipped_path
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.record.time_rules import entry_of

TABLES = tomllib.loads(shipped_path("records/south-america.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("state", "day", "basis", "status", "leader"), CASES)
def test_a_case_is_as_worked_out(
    state: str, day: str, basis: str, status: str, leader: str | None, shipped_record: Record
) -> None:
    """A handover, a crisis or an odd case of the record: who is drawn, and with which status."""
    entry = entry_of(shipped_record.histories[state], state, date.fromisoformat(day), Basis(basis))
    assert (entry.status.value, entry.leader) == (status, leader)


def test_the_cases_are_many_and_of_every_state() -> None:
    """There are at least eighty, and each state has some."""
    assert len(CASES) >= 80
    assert len({case[0] for case in CASES}) == 12


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}")
def test_the_oracle_agrees_with_the_hand(case: tuple[str, str, str, str, str | None]) -> None:
    """The oracle that the code is held to is itself held to cases worked out without it."""
    state, day, basis, status, leader = case
    assert answer_on(TABLES, state, date.fromisoformat(day), basis)[:2] == (status, leader)
