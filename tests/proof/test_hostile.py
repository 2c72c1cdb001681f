"""Files made to stop whoever reads them are answered soon, in bounds of memory, and in words.

Work that grows with the square of the size shows at some hundred kilobytes already; `proof.hostile` and `proof.fuzzing`
are run by hand on long files and for long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from proof.asking import FILES, MOST_MEMORY, MOST_SECONDS, Desk
from proof.forgery import UNCHANGED
from proof.fuzzing import Judge, trials
from proof.hostile import asked, hostile
from proof.readers import Readers

_LENGTH = 100_000
# As much as ten megabytes may take: what a file unpacks to does not grow with its length.
_SECONDS = MOST_SECONDS
_TRIALS = 350


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    """Return other programs, which begin when they are needed."""
    with Readers(tmp_path) as readers:
        yield readers


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_is_answered_soon(kind: str, fresh: Mapping[str, bytes], tmp_path: Path) -> None:
    """Parts without end, nested, doubled, without number; odd encodings, days and numbers; a gigabyte packed small."""
    answers = {name: answer for name, _, answer in asked({kind: fresh[kind]}, Desk(tmp_path, apart=False), _LENGTH)}
    assert {name: answer.fault for name, answer in answers.items() if answer.fault} == {}
    assert {name: answer.said for name, answer in answers.items() if answer.verdict == UNCHANGED} == {}
    assert {name: answer.seconds for name, answer in answers.items() if answer.seconds > _SECONDS} == {}
    assert {name: answer.grown for name, answer in answers.items() if answer.grown > MOST_MEMORY} == {}


def test_a_page_that_bursts_is_answered_in_bounds(fresh: Mapping[str, bytes], tmp_path: Path) -> None:
    """A page whose tree would take gigabytes or minutes: read apart, as for users, and given up."""
    desk = Desk(tmp_path)
    cases = {name: grow for kind, name, grow in hostile() if kind == "html"}
    for name in ("formatted-paragraphs", "data-keys"):
        answer = desk.ask(cases[name](fresh["html"], 600_000))
        assert (answer.fault, answer.seconds < MOST_SECONDS) == ("", True), (name, answer)
        assert answer.verdict != UNCHANGED


def test_no_random_change_passes(fresh: Mapping[str, bytes], tmp_path: Path, readers: Readers) -> None:
    """Some hundred changes: no exception, and what is called re-encoded is the same in the eyes of other programs."""
    judge = Judge(fresh, readers)
    done = [
        (trial, judge.fault(trial))
        for trial in trials(fresh, Desk(tmp_path, apart=False), _TRIALS, 22, longest=400_000)
    ]
    assert {f"{trial.kind} {trial.mutation} {trial.number}": fault for trial, fault in done if fault} == {}
    counts = Counter(trial.kind for trial, _ in done)
    assert min(counts.values()) > _TRIALS / len(FILES) / 2
