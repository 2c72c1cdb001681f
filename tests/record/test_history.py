"""A country's history has everything its record says of it, in order, with sources, as text and as JSON."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import moments
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from mapgen.cli.main import main
from mapgen.disk.shipped import shipped_path
from mapgen.files.dates import exact
from mapgen.record.history import history_rows, history_text
from mapgen.record.model import CameBy, Government, Outcome, Reading, Record, Source, SourceStatus, Vacancy, Vote, Win
from mapgen.sources.reading import read_source

ADA = Government(
    "ARG",
    "Ada",
    "left",
    party="Party",
    wins=(Win(date(2000, 10, 1), date(2000, 10, 2)),),
    start=date(2001, 1, 1),
    end=date(2002, 1, 1),
    term_ends=exact(date(2005, 1, 1)),
    contested=True,
    reasoning="Because.",
    readings=(Reading("A paper", "centre", "https://example.org/", note="weak"),),
    sources=(Source("https://example.org/a", SourceStatus.READ, "start"),),
)
NEVER = Government("ARG", "Bo", "right", wins=(Win(date(2001, 12, 1), date(2001, 12, 1)),), void=True)
NEXT = Government("ARG", "Cy", "centre", wins=(Win(date(2003, 12, 1), date(2003, 12, 1)),))
RECORD = Record(
    "A record",
    "south-america",
    date(2000, 1, 1),
    "desk",
    ("left", "centre", "right"),
    governments=(NEXT, NEVER, ADA),
    votes=(Vote("ARG", exact(date(2002, 6, 1)), Outcome.ANNULLED, note="Fraud."),),
    vacancies=(Vacancy("ARG", date(2002, 1, 1), date(2002, 2, 1)),),
)


def log(*arguments: str) -> Result:
    """Run `mapgen log`."""
    return CliRunner().invoke(main, ["log", *arguments])


def test_it_goes_in_order_of_time() -> None:
    """Governments stand at their start, or else at their vote; vacancies and votes stand between them."""
    assert [(row["kind"], row.get("leader")) for row in history_rows(RECORD, "ARG")] == [
        ("government", "Ada"),
        ("government", "Bo"),
        ("vacancy", None),
        ("vote", None),
        ("government", "Cy"),
    ]


def test_each_entry_says_what_the_record_says() -> None:
    """An entry has days, party, alignment, votes won, reasons, other readings and sources, or says that it has none."""
    first, second, third, fourth, fifth = history_text(RECORD, "ARG", 100).split("\n\n")[1:]
    for said in (
        "2001-01-01 to 2002-01-01  Ada (Party), left\n",
        "Won on 2000-10-01.",
        "Contested: Because.",
        "A paper reads it as centre (weak): https://example.org/\n",
        "https://example.org/a (read, for start)",
    ):
        assert said in first + "\n"
    assert "2005" not in first  # the scheduled end of a term that has already ended
    assert second.startswith("Never took office  Bo, right\n")
    assert third == "2002-01-01 to 2002-02-01  Nobody in office\n    No source."
    assert fourth.startswith("2002-06-01  Vote, annulled\n    Note: Fraud.")
    assert fifth.startswith("Not yet in office  Cy, centre\n")


@pytest.mark.parametrize("width", [1, 40, 100])
def test_lines_are_as_wide_as_asked_and_addresses_whole(width: int) -> None:
    """Only an address may be wider, so that it can be copied whole; the least width is 40 characters."""
    record = read_source(None)
    assert isinstance(record, Record)
    text = history_text(record, "PER", width)
    headings = [line for line in text.splitlines() if not line.startswith("    ")]
    for line in set(text.splitlines()) - set(headings):
        assert len(line) <= max(width, 40) or " " not in line.strip(), line
    for government in record.histories["PER"].governments:
        for source in government.sources:
            assert " " in source.source or source.source in text


@pytest.mark.parametrize("code", sorted(read_source(None).histories))  # type: ignore[union-attr]
def test_nothing_of_the_shipped_record_is_left_out(code: str) -> None:
    """JSON has an entry for each government, vacancy and vote, with all its sources."""
    record = read_source(None)
    assert isinstance(record, Record)
    history = record.histories[code]
    rows = json.loads(log(code, "--format", "json").stdout)
    assert log(code).exit_code == 0
    everything = (*history.governments, *history.vacancies, *history.votes)
    assert len(rows) == len(everything)
    told = sorted(one["source"] for row in rows for one in row["sources"])
    assert told == sorted(one.source for entry in everything for one in entry.sources)


@pytest.mark.parametrize("way", CameBy)
def test_every_way_into_office_has_words(way: CameBy) -> None:
    """Each value of `came_by` has its own sentence."""
    told = history_text(replace(RECORD, governments=(replace(ADA, came_by=way),)), "ARG", 100)
    without = history_text(replace(RECORD, governments=(ADA,)), "ARG", 100)
    assert len(set(told.splitlines()) - set(without.splitlines())) == 1


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_of_a_vote_has_words(outcome: Outcome) -> None:
    """Each outcome has its own words, at the day of the vote."""
    votes = [Vote("ARG", exact(date(2002, 6, 1)), one) for one in Outcome]
    told = {vote.outcome: history_text(replace(RECORD, votes=(vote,)), "ARG", 100) for vote in votes}
    assert "\n2002-06-01  Vote" in told[outcome]
    assert sum(text == told[outcome] for text in told.values()) == 1


def test_a_country_is_a_code_or_a_name() -> None:
    """Names are found in all three languages and without accents; for others, the message has the codes."""
    said = {log(name).stdout for name in ("BRA", "bra", "Brasil", "Brazil")}
    assert len(said) == 1
    assert "Luiz Inácio Lula da Silva" in said.pop()
    refused = log("Perro")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert 'mapgen: country "Perro": it is not a state of the region south-america; they are ARG' in refused.stderr


def test_a_published_list_has_no_history() -> None:
    """A snapshot is refused, and the message has its name."""
    refused = log("Chile", str(moments.LIST))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.splitlines()[1:] == [f"mapgen: {moments.LIST}: a snapshot knows one day only; name a record"]


def test_a_country_without_entries_says_so(tmp_path: Path) -> None:
    """A country without entries has an empty history, in words and as JSON."""
    path = tmp_path / "record.toml"
    shutil.copy(shipped_path("records/south-america.toml"), path)
    text = path.read_text(encoding="utf-8")
    head, *entries = text.split("\n[[")
    kept = [entry for entry in entries if '"URY"' not in entry]
    path.write_text("\n[[".join([head.replace("URY =", "# URY ="), *kept]), encoding="utf-8")
    result = log("Uruguay", str(path))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.endswith("never reviewed; from record.toml\n\nThe record says nothing of it.\n")
    assert json.loads(log("URY", str(path), "--format", "json").stdout) == []
