"""What is asked of a source: a day, a basis and a region."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from mapgen.errors import InputError, Problem, listed
from mapgen.files.arguments import day_argument, path_argument, word_argument, wrong
from mapgen.record.snapshots import Basis


class Question(Struct, frozen=True, repr_omit_defaults=True):
    """The region, day and basis to show of a source; None leaves each to the source.

    `region` is a name or the path of a .toml file; `as_of` a date (not text; mapgen.render takes that); `basis` a
    Basis. Wrong types raise InputError when a source answers the question.

    >>> from datetime import date
    >>> import mapgen
    >>> question = mapgen.Question(as_of=date(2025, 12, 15), basis=mapgen.Basis.ELECTED)
    >>> mapgen.answer(mapgen.read(), question).by_code["CHL"].leader
    'José Antonio Kast'
    """

    region: str | None = None
    as_of: date | None = None
    basis: Basis | None = None


def question_of(as_of: object = None, basis: object = None, region: object = None) -> Question:
    """Return the question of plain values: a day as day_argument takes it, a basis as a word, a region's name or path.

    Raises InputError with a problem for each that is wrong.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    readers = {"region": (region, path_argument), "as_of": (as_of, day_argument), "basis": (basis, _basis)}
    for name, (value, reader) in readers.items():
        if value is not None:
            try:
                values[name] = reader(name, value)
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    return Question(**values)


def _basis(argument: str, value: object) -> Basis:
    return Basis(word_argument(argument, value, Basis))


def checked_question(question: Question | None, plain: Mapping[str, object]) -> Question:
    """Return a question, or the question of plain values by name; raises InputError for both, and for wrong types."""
    if question is None:
        return question_of(**plain)
    if named := [name for name, value in plain.items() if value is not None]:
        raise InputError.single(f"question and {listed(named)}", "both say what is asked; give one of the two")
    if not isinstance(question, Question):
        raise wrong("question", question, "give a mapgen.Question, or write as_of, basis and region as arguments")
    types = {"region": (str, "text"), "as_of": (date, "a datetime.date"), "basis": (Basis, "a mapgen.Basis")}
    for name, (kind, called) in types.items():
        value = getattr(question, name)
        if value is not None and (not isinstance(value, kind) or isinstance(value, datetime)):
            raise wrong(name, value, f"a Question takes {called}; other forms go into {name}= of mapgen.render")
    return question
