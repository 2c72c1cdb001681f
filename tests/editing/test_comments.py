"""Comments that a change may make false, wherever they stand; and no others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from updates import LULA, RECORD, record_of

from mapgen.editing.comments import Subject
from mapgen.editing.model import Update
from mapgen.editing.update import updated_text
from mapgen.files.dates import exact

WON = {"leader": LULA, "elected": date(2026, 10, 25)}
FALSE = "may be false now: "
GONE = "removed with its table: Held, and its winner is not known here."


def told(before: str, **values: Any) -> list[str]:  # noqa: ANN401 (each as Update declares it)
    """Return what an update of Brazil says of a record's comments."""
    comments: list[str] = []
    updated_text(before, record_of(before), Update(**{"country": "BRA", **values}), warn=comments.append)
    return comments


HEAD = "# Made up, and near the truth.\n"
ABOVE_PERU = "# ---- Peru\n"


@pytest.mark.parametrize("where", [HEAD, ABOVE_PERU, 'outcome = "scheduled"\n\n\n# ---- Chile'])
@pytest.mark.parametrize(
    "comment",
    [
        "Brazil has not counted yet.",
        "In Brasil nobody knows.",
        "O resultado do BRASIL falta.",
        "BRA: to be done",
        "Brazil's vote,\n# of which more is to come",
    ],
)
def test_a_comment_that_names_the_country_is_told(comment: str, where: str) -> None:
    """In any language of the map or by its code, at the file's head and among the tables of another country."""
    before = RECORD.replace(where, f"# {comment}\n\n{where}", 1)
    assert told(before, **WON) == [GONE, FALSE + comment.replace("\n# ", " ")]


@pytest.mark.parametrize(
    "day", ["2026-10-25", "25/10/2026", "25.10.2026", "25 de outubro de 2026", "25 October 2026", "October 25th, 2026"]
)
def test_a_comment_that_names_the_day_is_told(day: str) -> None:
    """As people write days; among the tables of another country it speaks of that."""
    assert told(f"# Open on {day}: one.\n\n" + RECORD, **WON) == [GONE, f"{FALSE}Open on {day}: one."]
    assert told(RECORD.replace(ABOVE_PERU, f"{ABOVE_PERU}# Open on {day}: one.\n\n"), **WON) == [GONE]


def test_a_comment_under_the_countrys_heading_is_told() -> None:
    """It speaks of the whole country, and the heading itself of nothing."""
    before = RECORD.replace("# ---- Brazil\n", "# ---- Brazil\n# No vote is set.\n")
    assert told(before, vote=exact(date(2034, 10, 1))) == [FALSE + "No vote is set."]
    plain = RECORD.replace("# ---- Brazil\n", "# Brazil\n#\n# No vote is set.\n")
    assert told(plain, vote=exact(date(2034, 10, 1))) == [FALSE + "No vote is set."]


def test_a_comment_on_a_line_of_a_removed_table_is_told() -> None:
    """It goes with its line."""
    before = RECORD.replace("date    = 2026-10-25\n", "date    = 2026-10-25 # nobody knows who won\n")
    assert told(before, **WON) == [FALSE + "nobody knows who won", GONE]


def test_a_number_sign_in_a_text_begins_no_comment() -> None:
    """Nor in a text of several lines."""
    for note in ('"a # b"', "'a # b'", '"""\\\n# Brazil"""'):
        before = RECORD.replace('outcome = "not-recorded"\n', f'outcome = "not-recorded"\nnote = {note}\n')
        assert told(before, **WON) == [GONE]


@pytest.mark.parametrize(
    "comment",
    [
        "# How to edit\n#   - A country has voted: add a [[government]] with `elected`.\n",
        "# Chile is another.\n",
        "# On 2026-10-26 and 2026-10-251.\n",
        "# ==== Brazil ====\n",
        "#:schema Brazil.json\n",
    ],
)
def test_what_speaks_of_neither_is_not_told(comment: str) -> None:
    """A how-to, another country, other days, headings, a line for an editor."""
    assert told(comment + RECORD, **WON) == [GONE]


@pytest.mark.parametrize("values", [{"reviewed": date(2026, 11, 1)}, {"source": "two"}, {"party": "PT"}])
def test_where_no_event_is_recorded_the_file_is_not_searched(values: dict[str, Any]) -> None:
    """A review and a source make no comment false elsewhere."""
    assert FALSE + "Brazil is open." not in told("# Brazil is open.\n" + RECORD, **values)


def test_those_of_the_day_come_first() -> None:
    """Then those that name the country."""
    before = f"# Brazil is open.\n\n# So is 2026-10-25.\n\n{RECORD}"
    assert told(before, **WON) == [GONE, FALSE + "So is 2026-10-25.", FALSE + "Brazil is open."]


def test_a_name_is_a_whole_word() -> None:
    """Brazilians are not Brazil, nor is Lebra BRA; without a day, no day is named."""
    subject = Subject("BRA", [])
    assert not any(map(subject.names_country, ["Brazilians", "LEBRA", "bra"]))
    assert not subject.names_day("2026-10-25, or no day")
