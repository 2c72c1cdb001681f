"""Every forgery of a fresh file is called altered, and no honest journey is; each answer says what lies behind it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from proof.asking import Desk
from proof.forgery import FORGERIES, UNCHANGED
from proof.journeys import JOURNEYS
from proof.tables import MODULES

assert MODULES  # they fill the table of forgeries


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return what proves bytes, against the shipped record."""
    return Desk(tmp_path_factory.mktemp("desk"), apart=False)


def test_what_was_just_drawn_is_unchanged(fresh: Mapping[str, bytes], desk: Desk) -> None:
    """A file of each kind."""
    answers = {kind: desk.ask(data) for kind, data in fresh.items()}
    assert {kind: answer.verdict for kind, answer in answers.items()} == dict.fromkeys(fresh, UNCHANGED), answers


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_called_so(name: str, fresh: Mapping[str, bytes], desk: Desk) -> None:
    """One change of one file; where a reader sees another thing, the answer is neither unchanged nor re-encoded."""
    forgery = FORGERIES[name]
    data = forgery.change(fresh[forgery.kind])
    assert data != fresh[forgery.kind]
    answer = desk.ask(data)
    assert not answer.fault
    assert answer.verdict in forgery.verdicts, f"{forgery.sees}\n{answer.said}"


@pytest.mark.parametrize("name", JOURNEYS)
def test_an_honest_journey_is_no_forgery(name: str, fresh: Mapping[str, bytes], desk: Desk) -> None:
    """What an optimiser, an editor or a CMS does is told apart from a forgery, and is never called unchanged."""
    journey = JOURNEYS[name]
    data = journey.change(fresh[journey.kind])
    assert data != fresh[journey.kind]
    answer = desk.ask(data)
    assert not answer.fault
    assert answer.verdict in journey.verdicts, answer.said
