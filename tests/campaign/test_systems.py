"""Odd systems: each with one command here; `python tests/campaign/systems.py` runs every command on each."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest
from campaign.systems import COMMANDS, SYSTEMS, Ended, System, differences, ended

QUICK = ("update", "svg", "show", "check", "verify", "calendar", "log")
USUAL: dict[str, Ended] = {}


@pytest.mark.parametrize(("name", "command"), list(zip(SYSTEMS, cycle(QUICK), strict=False)))
def test_a_command_draws_or_refuses_in_words(name: str, command: str, caches: Path) -> None:
    """It ends with 0, 1 or 2, with whole files and no traceback; where it succeeds, as on any system."""
    if command not in USUAL:
        USUAL[command], faults = ended(COMMANDS[command], System(), caches)
        assert not faults
    odd, faults = ended(COMMANDS[command], SYSTEMS[name], caches)
    assert not faults, f"{faults[0].kind}\n{faults[0].detail}"
    assert not SYSTEMS[name].alike or not list(differences(USUAL[command], odd))
