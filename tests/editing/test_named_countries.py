"""A record that writes its countries by names is edited as one that writes codes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from updates import RECORD, record_of

from mapgen.cli.main import main
from mapgen.editing.model import Update
from mapgen.editing.update import updated_text
from mapgen.errors import InputError
from mapgen.files.dates import exact

_NAMES = {"BRA": "Brasil", "CHL": "Chile", "PER": "República del Perú", "COL": "Colômbia"}


def named(text: str) -> str:
    """Return a record's text with names in the place of the codes of its tables, and bare ones under [reviewed]."""
    text = re.sub(r'(country +=) "(\w{3})"', lambda found: f'{found[1]} "{_NAMES.get(found[2], found[2])}"', text)
    return re.sub(r"^(BRA|CHL) = ", lambda found: f"{_NAMES[found[1]]} = ", text, flags=re.MULTILINE)


NAMED = named(RECORD)


def test_a_record_of_names_is_the_record_of_codes() -> None:
    """Governments, votes, vacancies and reviews are of the same countries."""
    codes, names = (record_of(text) for text in (RECORD, NAMED))
    for rows in ("governments", "votes", "vacancies", "reviewed"):
        assert getattr(codes, rows) == getattr(names, rows)
    assert NAMED != RECORD


@pytest.mark.parametrize(
    "update",
    [
        Update(country="CHL", reviewed=date(2026, 1, 5)),
        Update(country="BRA", reviewed=date(2026, 11, 1)),
        Update(country="CHL", leader="José Antonio Kast", alignment="right", elected=date(2025, 12, 14)),
        Update(country="BRA", vote=exact(date(2026, 10, 25)), outcome="annulled"),
        Update(country="PER", leader="Ada", alignment="left", start=date(2026, 7, 28), came_by="succession"),
        Update(country="BRA", leader="Ada", alignment="left", elected=date(2026, 10, 25)),
    ],
    ids=lambda update: f"{update.country} {update.leader or update.vote or update.reviewed}",
)
def test_an_update_makes_the_same_lines(update: Update) -> None:
    """But for the names: new tables write the country as the others of it do, and stand in the same place."""
    told: list[list[str]] = [[], []]
    pairs = zip((RECORD, NAMED), told, strict=True)
    codes, names = (updated_text(text, record_of(text), update, warn=into.append) for text, into in pairs)
    assert named(codes) == names
    assert told[0] == told[1]


HEAD = """\
[record]
title = "Made"
region = "central-america"
begins = 2018-01-01
coder = "test"
scale = ["left", "right"]

[reviewed]
"Costa Rica" = 2026-01-01

[[government]]
country = "Costa Rica"
leader = "Ada"
start = 2019-01-01
alignment = "left"
"""


def run(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


def test_a_name_with_a_space_is_updated_told_and_taken_back(tmp_path: Path) -> None:
    """Its key in quotes gets the new day; `log` finds it by any name; `undo` takes the update back."""
    path = tmp_path / "record.toml"
    path.write_text(HEAD)
    assert run("update", "costa rica", "--record", path, "--reviewed", "2026-02-03", "--yes").exit_code == 0
    assert path.read_text() == HEAD.replace("2026-01-01", "2026-02-03")
    assert "Ada" in run("log", "República de Costa Rica", path).stdout
    assert run("undo", path, "--yes").exit_code == 0
    assert path.read_text() == HEAD


def test_a_country_twice_under_reviewed_is_refused() -> None:
    """By its code and by its name, with the line of the second."""
    text = NAMED.replace("Chile = 2025-12-01", "Chile = 2025-12-01\nCHL = 2025-12-02")
    with pytest.raises(InputError, match=r'line 12, .*"CHL": CHL stands twice; name it once'):
        record_of(text)
