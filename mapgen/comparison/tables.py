"""A comparison as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from mapgen.comparison.compare import Comparison, Operand
from mapgen.comparison.differences import Difference, DifferenceKind, Transition
from mapgen.comparison.texts import names_of, reason, sentences_of, transition_text
from mapgen.places.countries import country_name
from mapgen.record.snapshots import Entry
from mapgen.record.tables import formatted
from mapgen.words.wording import Wording, wording

_PLACED = {DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER}


class ComparisonTable(Struct, frozen=True):
    """The states that differ, for people: what it comes to in sentences, a title, headings by key, and rows."""

    sentences: str
    title: str
    headings: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]


def comparison_table(comparison: Comparison, lang: str) -> ComparisonTable:
    """Return a comparison as a table in a language; states in which the two are the same have no row."""
    words = wording(lang)
    rows = [_terse(row) for row in comparison_rows(comparison, words) if row["kind"] != DifferenceKind.SAME]
    told = " ".join(sentences_of(comparison, words))
    return ComparisonTable(told, _title(comparison, words), _headings(comparison, words), rows)


def comparison_text(comparison: Comparison, form: str, lang: str) -> str:
    """Return a comparison as `json`, `csv` or `markdown`, ending with a line break.

    Markdown begins with what it comes to, in a sentence or a few in the language; names of countries, sentences and
    reasons are in it everywhere.
    """
    words = wording(lang)
    if form == "json":
        return json.dumps(comparison_plain(comparison, words), ensure_ascii=False, indent=2) + "\n"
    rows = comparison_rows(comparison, words)
    if form == "csv":
        return formatted(rows, "csv")
    told = " ".join(sentences_of(comparison, words))
    return f"{told}\n\n{formatted([_terse(row) for row in rows], 'markdown', _headings(comparison, words))}"


def comparison_plain(comparison: Comparison, words: Wording) -> dict[str, Any]:
    """Return a comparison as plain values.

    Keys: `question` (`change` or `agreement`), `sides` (title, coder, as_of, basis of each), `sentences`, `comparable`
    and `agreed` (numbers of states; both None for a change), `countries` (see comparison_rows).
    """
    change = comparison.is_change
    return {
        "question": "change" if change else "agreement",
        "sides": [_side(operand) for operand in (comparison.one, comparison.other)],
        "sentences": sentences_of(comparison, words),
        "comparable": None if change else comparison.comparable,
        "agreed": None if change else comparison.agreed,
        "countries": comparison_rows(comparison, words),
    }


def comparison_rows(comparison: Comparison, words: Wording) -> list[dict[str, Any]]:
    """Return one row per state in order of the codes, None where there is nothing to say.

    Keys: iso3 name kind, what either side has (`_a`, `_b`: alignment bloc status leader), `steps` (blocs to the right),
    `scale_steps` (classes to the right), and of a change `day` (of its last turn, or to B's bloc) and `turns`, else
    `cause` (basis, day, basis-and-day, judgement, untold), `reason`, and `coders` whom a record quotes as agreeing with
    the other side.
    """
    return [_row(one, comparison, words) for one in comparison.differences]


def _row(one: Difference, comparison: Comparison, words: Wording) -> dict[str, Any]:
    row: dict[str, Any] = {"iso3": one.iso3, "name": country_name(one.iso3, words.lang), "kind": one.kind.value}
    row |= {f"{key}_a": value for key, value in _entry(one.one).items()}
    row |= {f"{key}_b": value for key, value in _entry(one.other).items()}
    row |= {"steps": one.steps, "scale_steps": one.scale_steps}
    if comparison.is_change:
        # A state that only changed hands has the day on which it last did.
        last = one.transition or (one.transitions[-1] if one.transitions else None)
        transitions = [_transition(transition, words) for transition in one.transitions]
        return row | {"day": last.day.isoformat() if last else None, "turns": transitions or None}
    told = reason(one, comparison, words) if one.differs and one.kind is not DifferenceKind.SAME else None
    coders = list(dict.fromkeys(reading.coder for reading in one.readings))
    return row | {"cause": one.cause.value if one.cause else None, "reason": told, "coders": coders or None}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "alignment": entry.alignment,
        "bloc": entry.bloc.value if entry.alignment and entry.scale.folds else None,
        "status": entry.status.value,
        "leader": entry.leader,
    }


def _transition(transition: Transition, words: Wording) -> str:
    return f"{transition.day.isoformat()} {transition.kind.value}: {transition_text(transition, words)}"


def _side(operand: Operand) -> dict[str, Any]:
    snapshot = operand.snapshot
    return {
        "title": snapshot.title,
        "coder": snapshot.coder,
        "as_of": snapshot.as_of.isoformat(),
        "basis": snapshot.basis.value if snapshot.basis else None,
        "published": snapshot.published,
    }


def _title(comparison: Comparison, words: Wording) -> str:
    one, other = (operand.snapshot for operand in (comparison.one, comparison.other))
    if comparison.is_change:
        return f"{one.title}, {one.as_of} to {other.as_of}, basis: {one.basis}"
    mine, theirs = names_of(comparison, words)
    return f"A: {mine}, {one.as_of}, basis: {one.basis or 'unknown'}; B: {theirs}, {other.as_of}, basis: " + (
        other.basis or "unknown"
    )


def _headings(comparison: Comparison, words: Wording) -> dict[str, str]:
    one, other = (
        [operand.snapshot.as_of.isoformat() for operand in (comparison.one, comparison.other)]
        if comparison.is_change
        else names_of(comparison, words)
    )
    last = {"day": "Day"} if comparison.is_change else {"cause": "Cause"}
    return {"name": "Country", "kind": "Kind", "a": one, "b": other, "moved": "Moved", **last}


def _terse(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with what either side says in a cell."""
    return row | {operand: _said(row, operand) for operand in ("a", "b")} | {"moved": _moved(row["steps"])}


def _said(row: dict[str, Any], operand: str) -> str:
    parts = (row[f"alignment_{operand}"] or row[f"status_{operand}"], row[f"leader_{operand}"])
    return ", ".join(part for part in parts if part)


def _moved(steps: int | None) -> str:
    """Return how far B is from A in words; nothing where they are in one bloc, or one of them in none."""
    if not steps:
        return ""
    return f"{abs(steps)} {'bloc' if abs(steps) == 1 else 'blocs'} {'right' if steps > 0 else 'left'}"
