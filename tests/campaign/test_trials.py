"""The short campaign of random files and command lines, and what the long one found before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from campaign.commands import commands
from campaign.files import KINDS
from campaign.judge import outcome_of
from campaign.trials import READERS, Trial, from_json, kinds, trials
from hypothesis import HealthCheck, Phase, given, settings

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))
# Readers of a good file that end with 1 or 2, as there is something to say.
TELLING = {"check", "verify", "page"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_was_found_stays_mended(path: Path) -> None:
    """A trial that was at fault once ends with its exit code and its words, and without any fault."""
    case = json.loads(path.read_text(encoding="utf-8"))
    outcome = outcome_of(from_json(path.read_text(encoding="utf-8")))
    assert not outcome.faults, outcome.faults[0]
    assert outcome.exit_code == case["exit_code"], outcome.said
    assert case["says"] in outcome.said


@pytest.mark.parametrize("kind", kinds())
def test_any_trial_ends_in_words(kind: str) -> None:
    """Files and options of any kind lead to an exit code of 0, 1 or 2, to whole files, and to a message of a screen."""

    @settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(trials(kind))
    def run(trial: Trial) -> None:
        outcome = outcome_of(trial)
        assert not outcome.faults, f"{outcome.faults[0].kind}\n{outcome.faults[0].detail}\n{trial.arguments}"

    run()


def test_trials_begin_with_good_files() -> None:
    """Without a mutation, what reads a file of a kind succeeds: a trial's refusal is its mutation's doing."""
    for words in dict.fromkeys(
        words for kind in KINDS for words in READERS[kind] if words[0] not in ("embed", "timeline")
    ):
        outcome = outcome_of(Trial("good", words))
        assert outcome.exit_code == 0 or words[0] in TELLING, outcome.said
        assert not outcome.faults, outcome.faults


def test_every_command_is_drawn_with_its_options() -> None:
    """Some hundred trials of options have each command, and most options of `render`."""
    seen: set[str] = set()

    @settings(max_examples=1600, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(trials("options"))
    def draw(trial: Trial) -> None:
        seen.add(trial.arguments[0])
        if trial.arguments[0] == "render":
            seen.update(word.partition("=")[0] for word in trial.arguments[1:])

    draw()
    options = {name for option in commands()["render"].params for name in option.opts if name.startswith("--")}
    assert seen >= set(commands())
    assert len(seen & options) > len(options) / 2
