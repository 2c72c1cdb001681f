"""Who was chosen by a parliament has won no vote, and a list of classes that are no sides counts no presidents."""

from __future__ import annotations

from datetime import date

import pytest

import mapgen
from mapgen.words.wording import wording


@pytest.mark.parametrize(("lang", "said"), [("en", "chosen on 16"), ("es", "designación fue"), ("pt", "escolha foi")])
def test_a_tooltip_says_how_somebody_was_chosen(lang: str, said: str) -> None:
    """Sagasti was chosen by a congress: his tooltip says so, and speaks of no election."""
    title = mapgen.render(as_of="2020-11-16", basis="elected", lang=lang).drawing.attributes["PER"]["title"]
    assert said in title
    assert wording(lang).say("embed.chosen", date="16") != wording(lang).say("embed.elected", date="16")


def test_a_day_in_numbers_is_short() -> None:
    """Spanish and Portuguese pictures have the day of the last check in numbers, in their own order."""
    assert wording("es").shortest_day(date(2026, 10, 7)) == "7/10/2026"
    assert wording("pt").shortest_day(date(2026, 10, 7)) == "07/10/2026"
