"""The values of a snapshot: the leader, the bloc and the unreviewed states."""

from __future__ import annotations

from datetime import date

from mapgen.record.alignments import STANDARD, Bloc
from mapgen.record.model import Government
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status

ADA = Government("AAA", "Ada", "centre-left", start=date(2001, 1, 1))


def snapshot(*, published: bool = False) -> Snapshot:
    """Return a snapshot of 2001-01-09 with four countries reviewed before, on and after it, and never."""
    reviewed = {"AAA": date(2001, 1, 8), "BBB": date(2001, 1, 9), "CCC": date(2001, 1, 10)}
    entries = tuple(Entry(code, Status.IN_OFFICE, "left", ADA) for code in ("AAA", "BBB", "CCC", "DDD"))
    day = date(2001, 1, 9)
    return Snapshot(
        "Made up", "here", day, Basis.OFFICE, "test", STANDARD, entries, published=published, reviewed=reviewed
    )


def test_the_words_are_those_that_others_script_against() -> None:
    """The names of statuses and bases, which `show`, snapshot files and options use, stay the same."""
    assert [basis.value for basis in Basis] == ["office", "elected"]
    assert [status.value for status in Status] == [
        "in-office",
        "elected",
        "vacant",
        "result-pending",
        "not-recorded",
        "no-data",
        "not-applicable",
        "as-published",
    ]


def test_a_snapshot_is_a_record_s_unless_it_says_otherwise() -> None:
    """By default a snapshot is not published and its basis is not inferred."""
    plain = Snapshot("Made up", "here", date(2001, 1, 9), Basis.OFFICE, "test", STANDARD, ())
    assert not plain.published
    assert not plain.basis_inferred


def test_an_entry_has_a_bloc_and_perhaps_a_leader() -> None:
    """An entry has the bloc of its alignment, and a leader only if a record names one."""
    held = Entry("AAA", Status.IN_OFFICE, "centre-left", ADA)
    assert (held.bloc, held.leader) == (Bloc.LEFT, "Ada")
    vacant = Entry("AAA", Status.VACANT)
    assert (vacant.bloc, vacant.leader) == (Bloc.NONE, None)


def test_entries_are_found_by_code() -> None:
    """`by_code` has each entry by its code."""
    assert snapshot().by_code["CCC"].iso3 == "CCC"
    assert list(snapshot().by_code) == ["AAA", "BBB", "CCC", "DDD"]


def test_countries_reviewed_before_the_day_or_never_are_unreviewed() -> None:
    """A review on the day itself counts; a published list has no unreviewed states."""
    assert snapshot().unreviewed == ("AAA", "DDD")
    assert snapshot(published=True).unreviewed == ()
