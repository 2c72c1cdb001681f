"""A command killed at any step leaves each file old or new, and nothing else after the next run; see kills.py."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from kills import SCENARIOS, Kills


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_kill_at_any_step_leaves_old_or_new(name: str, tmp_path: Path) -> None:
    """Some steps of each command, chosen by a seed, and one of the last, between a file's content and its move."""
    kills = Kills(SCENARIOS[name], tmp_path)
    steps = random.Random(17).sample(range(1, kills.steps + 1), 3)  # noqa: S311 (no secret)
    steps.append(kills.steps - 3)
    assert {step: list(kills.faults(step)) for step in steps} == {step: [] for step in steps}
