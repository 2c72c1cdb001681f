"""Comparing snapshots: what kind of difference, since when, and why two coders differ."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import moments
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mapgen.comparison.compare import Comparison, Operand, comparison_of
from mapgen.comparison.differences import Cause, DifferenceKind, kind_of
from mapgen.comparison.operands import operands_of
from mapgen.disk.shipped import shipped_names, shipped_path
from mapgen.errors import InputError
from mapgen.places.regions import read_region
from mapgen.record.alignments import Bloc, Scale
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status
from mapgen.record.time_rules import snapshot_of
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source

# The lists of the record's region; that of Argentina's provinces has no record beside it.
LISTS = tuple(name for name in shipped_names("snapshots") if not name.startswith("uno-entre-rios"))
DAYS = st.dates(date(1998, 1, 1), date(2026, 12, 31))
BASES = st.sampled_from(list(Basis))
KINDS_AGREED = {DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER}


@cache
def record() -> Record:
    """Return the shipped record."""
    source = read_source(None)
    assert isinstance(source, Record)
    return source


def operand(day: date, basis: Basis) -> Operand:
    """Return a day of the shipped record."""
    return Operand(answer(record(), Question(as_of=day, basis=basis)), record())


def of_list(name: str, **changed: object) -> Operand:
    """Return a shipped list, or one like it."""
    source = read_source(shipped_path(f"snapshots/{name}.toml"))
    assert isinstance(source, Snapshot)
    return Operand(replace(source, **changed))  # type: ignore[arg-type] (fields by name)


def compared(text_a: str, text_b: str) -> Comparison:
    """Return the comparison of two operands as a person types them."""
    return comparison_of(*operands_of(text_a, text_b))


@example(date(2020, 3, 2), Basis.ELECTED)  # Guyana's result is pending on both sides
@given(DAYS, BASES)
def test_nothing_differs_from_itself(day: date, basis: Basis) -> None:
    """A snapshot compared with itself agrees in every state that it places, and differs in none."""
    comparison = comparison_of(operand(day, basis), operand(day, basis))
    assert not comparison.differs
    assert (
        comparison.agreed
        == comparison.comparable
        == sum(entry.alignment is not None for entry in comparison.a.snapshot.entries)
    )
    assert {difference.kind for difference in comparison.differences} == {DifferenceKind.SAME}


@settings(max_examples=30)
@given(DAYS, DAYS, BASES, BASES)
def test_a_comparison_the_other_way_round_is_its_mirror(
    day_a: date, day_b: date, basis_a: Basis, basis_b: Basis
) -> None:
    """Either way kinds are the same, steps the opposite, and transitions on the same days."""
    there, back = (
        comparison_of(operand(day_a, basis_a), operand(day_b, basis_b)),
        comparison_of(operand(day_b, basis_b), operand(day_a, basis_a)),
    )
    for mine, theirs in zip(there.differences, back.differences, strict=True):
        assert (mine.kind, [transition.day for transition in mine.transitions]) == (
            theirs.kind,
            [transition.day for transition in theirs.transitions],
        )
        for steps, opposite in ((mine.steps, theirs.steps), (mine.scale_steps, theirs.scale_steps)):
            assert (steps is None) == (opposite is None)
            assert (steps or 0) + (opposite or 0) == 0
    assert (there.comparable, there.agreed, there.differs) == (back.comparable, back.agreed, back.differs)


@pytest.mark.parametrize("basis", list(Basis))
def test_transitions_are_the_days_on_which_a_state_changes(basis: Basis) -> None:
    """Between two dates each day on which a state's class, leader or status differs from before has a transition."""
    first, last = date(2018, 12, 1), date(2021, 8, 1)
    comparison = comparison_of(operand(first, basis), operand(last, basis))
    states = read_region(record().region).states
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    daily = [snapshot_of(record(), states, day, basis) for day in days]
    expected: dict[str, list[date]] = {code: [] for code in states}
    for before, after in pairwise(daily):
        for entry in before.entries:
            new = after.by_code[entry.iso3]
            # Taking office after having won is no change of who governs where.
            same_leader = (entry.alignment, entry.leader) == (new.alignment, new.leader)
            if not same_leader or (entry.alignment is None and entry.status is not new.status):
                expected[entry.iso3].append(after.as_of)
    assert {
        difference.iso3: [transition.day for transition in difference.transitions]
        for difference in comparison.differences
    } == expected
    assert any(len(days) > 1 for days in expected.values())


@pytest.mark.parametrize(
    ("alignment_a", "alignment_b", "kind"),
    [
        ("left", "right", DifferenceKind.FLIP),
        ("left", "centre", DifferenceKind.FLIP),
        ("left", "centre-left", DifferenceKind.SHIFT),
        ("left", "left", DifferenceKind.SAME),
        (None, "left", DifferenceKind.UNKNOWN),
        (None, None, DifferenceKind.SAME),
    ],
)
def test_kinds_follow_blocs(alignment_a: str | None, alignment_b: str | None, kind: DifferenceKind) -> None:
    """A flip changes the bloc, a shift the class within it; without a class in one of them nothing is compared."""
    entries = [Entry("CHL", Status.IN_OFFICE if name else Status.VACANT, name) for name in (alignment_a, alignment_b)]
    assert kind_of(entries[0], entries[1]) is kind


def test_two_reasons_for_no_class_are_no_agreement() -> None:
    """A vacancy and a pending result are not the same, and cannot be compared."""
    assert kind_of(Entry("PER", Status.VACANT), Entry("PER", Status.RESULT_PENDING)) is DifferenceKind.UNKNOWN


def test_a_centre_without_a_place_on_the_other_scale_is_not_judged() -> None:
    """Against a list of two classes a government of the centre is neither agreement nor disagreement."""
    two = Scale(("left", "right"))
    assert kind_of(Entry("SUR", Status.IN_OFFICE, "centre"), Entry("SUR", Status.AS_PUBLISHED, "left", scale=two)) is (
        DifferenceKind.UNPLACED
    )


def test_against_el_ciudadano_office_differs_on_chile_because_of_the_basis() -> None:
    """The list counts Kast the day after he won; the record in office does not: no difference of judgement."""
    comparison = compared("el-ciudadano-2025-12-15", "record/office")
    (chile,) = comparison.of(DifferenceKind.FLIP)
    assert (chile.iso3, chile.cause) == ("CHL", Cause.BASIS)
    assert chile.agreed is not None
    assert (chile.agreed.leader, chile.agreed.status) == ("José Antonio Kast", Status.ELECTED)
    assert (comparison.agreed, comparison.comparable) == (11, 12)


@pytest.mark.parametrize("name", LISTS)
def test_on_the_day_and_basis_of_the_list_no_difference_is_of_either(name: str) -> None:
    """A record without date and basis takes those of a list, so what is left is judgement."""
    comparison = compared(name, "record")
    assert comparison.days[0] == comparison.days[1]
    assert comparison.a.snapshot.basis == comparison.b.snapshot.basis
    assert {difference.cause for difference in comparison.differences} <= {None, Cause.JUDGEMENT}


def test_a_changed_list_differs_in_judgement_on_every_basis_and_day() -> None:
    """A state that a list puts in a bloc where it has not been for years is a difference of judgement."""
    plain = of_list("el-ciudadano-2025-12-15").snapshot
    entries = tuple(replace(entry, alignment="right") if entry.iso3 == "VEN" else entry for entry in plain.entries)
    comparison = comparison_of(Operand(replace(plain, entries=entries)), operand(plain.as_of, Basis.OFFICE))
    assert comparison.by_code["VEN"].cause is Cause.JUDGEMENT
    assert comparison.by_code["CHL"].cause is Cause.BASIS


def test_a_difference_of_the_day_is_told_apart() -> None:
    """A list of December 2025 against a record of 2023: Milei is a question of the day, Kast of day and basis."""
    comparison = compared("el-ciudadano-2025-12-15", "record@2023-06-01/office")
    assert {code: comparison.by_code[code].cause for code in ("ARG", "CHL", "BRA")} == {
        "ARG": Cause.DAY,
        "CHL": Cause.BOTH,
        "BRA": None,
    }


def test_of_two_lists_of_different_days_nobody_can_say_why() -> None:
    """Without a record there is nothing to ask."""
    first = of_list("el-ciudadano-2025-12-15")
    entries = tuple(
        replace(entry, alignment="left" if entry.bloc is Bloc.RIGHT else "right") for entry in first.snapshot.entries
    )
    turned = replace(first.snapshot, entries=entries, coder="Another", as_of=date(2025, 12, 16))
    comparison = comparison_of(first, Operand(turned))
    assert {difference.cause for difference in comparison.differences} == {Cause.UNTOLD}
    same_day = comparison_of(first, Operand(replace(turned, as_of=first.snapshot.as_of)))
    assert {difference.cause for difference in same_day.differences} == {Cause.JUDGEMENT}


def test_readings_that_agree_with_the_other_operand_are_named() -> None:
    """Where a record quotes others who place a government as the other coder does, they are given."""
    suriname = compared("globonews-2024-11-25", "record").by_code["SUR"]
    assert suriname.kind is DifferenceKind.UNPLACED
    assert suriname.readings
    assert {Bloc(reading.alignment) for reading in suriname.readings} == {suriname.a.bloc}


def test_counts_add_up() -> None:
    """Comparable states either agree or have flipped."""
    for name in LISTS:
        for basis in Basis:
            comparison = compared(name, f"record/{basis}")
            assert comparison.comparable == len(comparison.of(*KINDS_AGREED)) + len(comparison.of(DifferenceKind.FLIP))
            assert comparison.agreed == len(comparison.of(*KINDS_AGREED))


def test_a_change_is_one_record_on_one_basis_at_two_dates() -> None:
    """Everything else is a question of agreement."""
    assert compared("2021-12-31", "2025-12-31").is_change
    assert not compared("2025-12-15/office", "2025-12-15/elected").is_change
    assert not compared("2025-12-15/office", "2024-12-15/elected").is_change
    assert not compared("el-ciudadano-2025-12-15", "record").is_change


def test_regions_and_scales_must_match() -> None:
    """The message names both, and what would be right."""
    list_ = of_list("el-ciudadano-2025-12-15").snapshot
    with pytest.raises(InputError, match=r"is of south-america, .* of central-america; give one region"):
        comparison_of(Operand(list_), Operand(replace(list_, region="central-america")))
    own_classes = moments.snapshot(moments.OWN_CLASSES)
    bare = replace(own_classes, scale=replace(own_classes.scale, blocs={}), region=list_.region)
    with pytest.raises(InputError, match=r"does not say which bloc .* is in, and the other list has another scale"):
        comparison_of(Operand(list_), Operand(bare))
