"""Which government of a country an update means: the running one, an elect, or the one that is named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from updates import ELECT, KAST, RECORD, after, record_of, status_and_leader

from mapgen.editing.governments import CountryGovernments
from mapgen.editing.model import Update
from mapgen.errors import InputError
from mapgen.record.snapshots import Basis


def test_an_update_must_name_one_of_two_elects() -> None:
    """Voiding one of them, which a hand has written beside another, needs its name."""
    text = after(RECORD, **ELECT) + '\n[[government]]\ncountry = "CHL"\nleader = "Bo"\nelected = [2025-12-13]\n'
    text += 'alignment = "left"\n'
    with pytest.raises(InputError, match=f"CHL: has several elects; name one by --leader: {KAST} or Bo"):
        after(text, country="CHL", void=True)
    assert (
        status_and_leader(after(text, country="CHL", leader="Bo", void=True), "CHL", "2026-01-01", Basis.ELECTED)[1]
        == KAST
    )


def test_nobody_is_in_office() -> None:
    """A field alone needs a running government."""
    with pytest.raises(InputError, match="PER: has nobody in office without an `end`; name the government by"):
        after(RECORD, country="PER", party="A")


def test_two_governments_of_one_start_are_told_apart_by_the_leader() -> None:
    """A spell of no length shares its day with another."""
    text = RECORD + '\n[[government]]\ncountry = "PER"\nleader = "Bo"\nstart = 2025-10-10\nend = 2025-10-10\n'
    text += 'alignment = "left"\n'
    day = date(2025, 10, 10)
    with pytest.raises(InputError, match=r"--government 2025-10-10: PER has not one of that start; there are 2025"):
        after(text, country="PER", government=day, party="A")
    changed = after(text, country="PER", government=day, leader="Bo", party="A")
    assert record_of(changed).governments[-1].party == "A"


@pytest.mark.parametrize(
    ("update", "leader"),
    [
        ({}, "Gabriel Boric"),
        ({"leader": "Gabriel Boric"}, "Gabriel Boric"),
        ({"leader": KAST}, KAST),
        ({"void": True}, KAST),
        ({"start": date(2026, 3, 11)}, KAST),
        ({"government": date(2018, 3, 11)}, "Sebastián Piñera"),
        ({"leader": "Ada"}, None),
    ],
)
def test_an_update_means_one_government(update: dict[str, Any], leader: str | None) -> None:
    """The running one by itself, an elect to void or to start, else the one named; a new leader means none of them."""
    governments = CountryGovernments(record_of(after(RECORD, **ELECT)), "CHL")
    meant = governments.meant(Update(country="CHL", **update))
    assert (meant[1].leader if meant else None) == leader
    if meant:
        assert record_of(after(RECORD, **ELECT)).governments[meant[0]] == meant[1]
