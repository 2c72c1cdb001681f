"""A comparison as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from mapgen.comparison.compare import Comparison, Operand
from mapgen.comparison.differences import Difference, DifferenceKind, Transition
from mapgen.comparison.texts import operand_names, reason, sentences_of, transition_text
from mapgen.places.region_names import heading_of
from mapgen.record.snapshots import Entry, from_file
from mapgen.record.tables import formatted
from mapgen.words.wording import Wording, region_wording


class ComparisonTable(Struct, frozen=True):
    """The states that differ, for people: the result in sentences, a title, headings by key, and rows."""

    sentences: str
    title: str
    headings: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]


def comparison_table(comparison: Comparison, lang: str) -> ComparisonTable:
    """Return a comparison as a table in a language; states in which the operands are the same have no row."""
    words = region_wording(lang, comparison.region)
    rows = [_table_row(row) for row in comparison_rows(comparison, words) if row["kind"] != DifferenceKind.SAME]
    sentences = " ".join(sentences_of(comparison, words))
    return ComparisonTable(sentences, _title(comparison, words), _headings(comparison, words), rows)


def comparison_text(comparison: Comparison, form: str, lang: str, *, spreadsheet: bool = False) -> str:
    """Return a comparison as `json`, `csv` or `markdown`, ending with a line break.

    Markdown begins with the result in a few sentences in the language; all formats have names of countries, sentences
    and reasons in it. A CSV is plain, or for a `spreadsheet`, as `formatted` has it.
    """
    words = region_wording(lang, comparison.region)
    if form == "json":
        return json.dumps(comparison_plain(comparison, words), ensure_ascii=False, indent=2) + "\n"
    rows = comparison_rows(comparison, words)
    if form == "csv":
        return formatted(rows, "csv", spreadsheet=spreadsheet)
    sentences = " ".join(sentences_of(comparison, words))
    return f"{sentences}\n\n{formatted([_table_row(row) for row in rows], 'markdown', _headings(comparison, words))}"


def comparison_plain(comparison: Comparison, words: Wording) -> dict[str, Any]:
    """Return a comparison as plain values.

    Keys: `question` (`change` or `agreement`), `sides` (title, record, coder, as_of, basis of each), `sentences`,
    `comparable` and `agreed` (numbers of states; both None for a change), `countries` (see comparison_rows).
    """
    change = comparison.is_change
    return {
        "question": "change" if change else "agreement",
        "sides": [_operand_plain(operand) for operand in (comparison.a, comparison.b)],
        "sentences": sentences_of(comparison, words),
        "comparable": None if change else comparison.comparable,
        "agreed": None if change else comparison.agreed,
        "countries": comparison_rows(comparison, words),
    }


def comparison_rows(comparison: Comparison, words: Wording) -> list[dict[str, Any]]:
    """Return one row per state in order of the codes; a value that does not apply is None.

    Keys: iso3 name kind, each operand's entry (`_a`, `_b`: alignment bloc status leader), `steps` (blocs to the right),
    `scale_steps` (classes to the right), and of a change `day` (of its last transition, or of the one to B's bloc) and
    `turns`, else `cause` (basis, day, basis-and-day, judgement, untold), `reason`, and `coders` whom a record quotes as
    agreeing with the other operand.
    """
    return [_row(difference, comparison, words) for difference in comparison.differences]


def _row(difference: Difference, comparison: Comparison, words: Wording) -> dict[str, Any]:
    return {
        "iso3": difference.iso3,
        "name": words.country(difference.iso3),
        "kind": difference.kind.value,
        **{f"{key}_a": value for key, value in _entry(difference.a).items()},
        **{f"{key}_b": value for key, value in _entry(difference.b).items()},
        "steps": difference.steps,
        "scale_steps": difference.scale_steps,
        **(_changes(difference, words) if comparison.is_change else _causes(difference, comparison, words)),
    }


def _changes(difference: Difference, words: Wording) -> dict[str, Any]:
    # A state in which only the leader changed has the day of the last change.
    last = difference.transition or (difference.transitions[-1] if difference.transitions else None)
    transitions = [_transition(transition, words) for transition in difference.transitions]
    return {"day": last.day.isoformat() if last else None, "turns": transitions or None}


def _causes(difference: Difference, comparison: Comparison, words: Wording) -> dict[str, Any]:
    differs = difference.differs and difference.kind is not DifferenceKind.SAME
    coders = list(dict.fromkeys(reading.coder for reading in difference.readings))
    return {
        "cause": difference.cause.value if difference.cause else None,
        "reason": reason(difference, comparison, words) if differs else None,
        "coders": coders or None,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "alignment": entry.alignment,
        "bloc": entry.bloc.value if entry.alignment and entry.scale.folds else None,
        "status": entry.status.value,
        "leader": entry.leader,
    }


def _transition(transition: Transition, words: Wording) -> str:
    return f"{transition.day.isoformat()} {transition.kind.value}: {transition_text(transition, words)}"


def _operand_plain(operand: Operand) -> dict[str, Any]:
    snapshot = operand.snapshot
    return {
        "title": snapshot.title,
        "record": snapshot.origin or snapshot.title,
        "coder": snapshot.coder,
        "as_of": snapshot.as_of.isoformat(),
        "basis": snapshot.basis.value if snapshot.basis else None,
        "published": snapshot.published,
    }


def _title(comparison: Comparison, words: Wording) -> str:
    a, b = (operand.snapshot for operand in (comparison.a, comparison.b))
    if comparison.is_change:
        return f"{a.title}, {a.as_of} to {b.as_of}, basis: {a.basis}{from_file(a)}"
    sides = [
        f"{letter}: {name}, {side.as_of}, basis: {side.basis or 'unknown'}{from_file(side).replace(';', ',')}"
        for letter, name, side in zip("AB", operand_names(comparison, words), (a, b), strict=True)
    ]
    return "; ".join(sides)


def _headings(comparison: Comparison, words: Wording) -> dict[str, str]:
    heading_a, heading_b = (
        [operand.snapshot.as_of.isoformat() for operand in (comparison.a, comparison.b)]
        if comparison.is_change
        else operand_names(comparison, words)
    )
    last = {"day": "Day"} if comparison.is_change else {"cause": "Cause"}
    return {
        "name": heading_of(comparison.region),
        "kind": "Kind",
        "a": heading_a,
        "b": heading_b,
        "moved": "Moved",
        **last,
    }


def _table_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the content of each operand in one cell."""
    return (
        row
        | {operand: _operand_cell(row, operand) for operand in ("a", "b")}
        | {"moved": _distance_words(row["steps"])}
    )


def _operand_cell(row: dict[str, Any], operand: str) -> str:
    parts = (row[f"alignment_{operand}"] or row[f"status_{operand}"], row[f"leader_{operand}"])
    return ", ".join(part for part in parts if part)


def _distance_words(steps: int | None) -> str:
    """Return the distance from A to B in words; an empty text where they are in one bloc, or one of them in none."""
    if not steps:
        return ""
    return f"{abs(steps)} {'bloc' if abs(steps) == 1 else 'blocs'} {'right' if steps > 0 else 'left'}"
