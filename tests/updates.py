"""A made-up record, an update of it held to the oracle, and what that changes."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oracle import days_until

from mapgen.editing.model import Update
from mapgen.editing.saving import diff_of
from mapgen.editing.update import updated_text
from mapgen.files.dates import PartialDate, exact, month_or_year
from mapgen.files.documents import document_of
from mapgen.record.file import read_record
from mapgen.record.model import CountryHistory, Record
from mapgen.record.snapshots import Basis
from mapgen.record.time_rules import entry_of

PATH = Path("made.toml")
BEGINS = date(2018, 1, 1)
# Chile before its election of 2025, Peru without a president, Brazil after a vote that nobody has recorded.
RECORD = """\
# Made up, and near the truth.
[record]
title   = "Made up"
region  = "south-america"
begins  = 2018-01-01
coder   = "test"
scale   = ["left", "centre-left", "centre", "centre-right", "right"]

[reviewed]
BRA = 2026-10-01 # by telephone
CHL = 2025-12-01


# ---- Brazil

[[government]]
country   = "BRA"
leader    = "Jair Bolsonaro"
elected   = [2018-10-28]
start     = 2019-01-01
end       = 2023-01-01
alignment = "right"

[[government]]
country   = "BRA"
leader    = "Luiz Inácio Lula da Silva"
elected   = [2022-10-30]
start     = 2023-01-01
term_ends = 2027-01-05 # moved by an amendment
alignment = "centre-left"
sources   = [
  { source = "one", status = "read" },
]

# Held, and its winner is not known here.
[[vote]]
country = "BRA"
date    = 2026-10-25
outcome = "not-recorded"

[[vote]]
country = "BRA"
date    = "2030-10"
outcome = "scheduled"


# ---- Chile

[[government]]
country   = "CHL"
leader    = "Sebastián Piñera"
start     = 2018-03-11
end       = 2022-03-11
alignment = "centre-right"

[[government]]
country   = "CHL"
leader    = "Gabriel Boric"
party     = "Frente Amplio"
elected   = [2021-12-19]
start     = 2022-03-11
term_ends = 2026-03-11
alignment = "left"

[[vote]]
country = "CHL"
date    = 2025-11-16
outcome = "scheduled"

[[vote]]
country = "CHL"
date    = "2025-12"
outcome = "scheduled"
note    = "Runoff."

[[vote]]
country = "CHL"
date    = "2029-11"
outcome = "scheduled"


# ---- Peru

[[government]]
country   = "PER"
leader    = "José Jerí"
start     = 2025-10-10
end       = 2026-02-17
alignment = "right"
"""
KAST = "José Antonio Kast"
LULA = "Luiz Inácio Lula da Silva"
# Chile's record after the election night, as the first test of TestElect makes it.
ELECT = {"country": "CHL", "leader": KAST, "alignment": "right", "elected": date(2025, 12, 14)}


def record_of(text: str) -> Record:
    """Return the record of a text; raises InputError where it is not a valid one."""
    return read_record(document_of(PATH, text))


def after(text: str, **values: Any) -> str:  # noqa: ANN401 (each as Update declares it)
    """Return a text after an update, and hold it valid and to the oracle on the days around each of its dates."""
    for key in ("vote", "term_ends"):
        if isinstance(values.get(key), date):
            values[key] = exact(values[key])
    changed = updated_text(text, record_of(text), Update(**values))
    agree_with_oracle(changed)
    return changed


def agree_with_oracle(text: str) -> None:
    """Hold mapgen's reading of a record to the oracle's, on both bases, for each country."""
    record, tables = record_of(text), tomllib.loads(text)
    dates = {one for one in dates_in(tables) if one >= BEGINS}
    days = sorted({day + timedelta(days=n) for day in dates for n in (-1, 0, 1) if day + timedelta(days=n) >= BEGINS})
    for country in sorted({one["country"] for table in ("government", "vote") for one in tables[table]}):
        history = record.histories.get(country, CountryHistory())
        for day, chronicle in days_until(tables, country, days[-1]):
            if day in days:
                for basis in Basis:
                    entry = entry_of(history, country, day, basis)
                    answer = (entry.status.value, entry.leader, entry.alignment)
                    assert answer == chronicle.answer(basis.value), (country, day, basis)


def dates_in(value: object) -> list[date]:
    """Return every day that stands anywhere in a value."""
    if isinstance(value, dict):
        return [day for one in value.values() for day in dates_in(one)]
    if isinstance(value, list):
        return [day for one in value for day in dates_in(one)]
    return [value] if isinstance(value, date) else []


def changes(before: str, text: str) -> list[str]:
    """Return the lines of a diff that are taken away, and then those that are added; blank ones are left out."""
    lines = diff_of(PATH, before, text).split("\n")[2:]
    return [line for sign in "-+" for line in lines if line[:1] == sign and line[1:]]


def status_and_leader(text: str, country: str, day: str, basis: Basis = Basis.OFFICE) -> tuple[str, str | None]:
    """Return the status and leader of a country on a day."""
    entry = entry_of(record_of(text).histories[country], country, date.fromisoformat(day), basis)
    return entry.status.value, entry.leader


def partial(text: str) -> PartialDate:
    """Return a month or a year."""
    day = month_or_year(text)
    assert day
    return day
