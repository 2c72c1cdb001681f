"""Tables for people on terminals of any width."""

from __future__ import annotations

import pytest
from calling import mapgen


@pytest.mark.parametrize("columns", ["1", "40", "60", "80", "200"])
def test_no_code_date_or_class_is_cut(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow terminal a table is wider than it: a code of which a part is missing would be another code."""
    monkeypatch.setenv("COLUMNS", columns)
    table = mapgen("show", "--codes", "cow,gw,wikidata", "--as-of", "2025-12-15").stdout
    chile = next(line.split() for line in table.splitlines() if "Chile" in line)
    assert chile[:6] == ["155", "155", "Q298", "Chile", "left", "in-office"]
    assert "2022-03-11" in chile


def test_long_words_wrap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of readings fits a terminal of 80 columns: names of coders take several lines."""
    monkeypatch.setenv("COLUMNS", "80")
    table = mapgen("show", "--readings").stdout
    assert max(map(len, table.splitlines())) <= 80
    assert "centre-right" in table
