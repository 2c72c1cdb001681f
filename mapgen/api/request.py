"""What is asked of mapgen from Python: plain arguments, or a Question and RenderOptions in their place."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from msgspec import Struct

from mapgen.errors import InputError, listed, nearest
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.record.sources import answer, checked_question, source_of
from mapgen.render_options import ARGUMENTS, RenderOptions, check_options, render_options

_QUESTION = ("as_of", "basis", "region")
# What arguments are when nobody gives them, where that is not None.
_USUAL = {
    "lang": "en",
    "theme": "newsprint",
    "size": "article",
    "scale": "50m",
    "shares": (),
    "svg_text": "text",
}


class Request(Struct, frozen=True):
    """A snapshot and how it is to be drawn; `record` is the record that it comes from, if any."""

    snapshot: Snapshot
    options: RenderOptions
    record: Record | None = None


def request_of(source: Any, given: MutableMapping[str, Any], function: str = "render") -> Request:  # noqa: ANN401
    """Return what is asked by the arguments of a function; raises InputError for values that are wrong.

    Raises TypeError for a name that is no argument, as Python does.
    """
    options = options_of(given)
    question = checked_question(given.pop("question", None), {name: given.pop(name, None) for name in _QUESTION})
    refuse_unknown(given, (*ARGUMENTS, *_QUESTION, "question", "options"), function)
    found = source_of(source, question)
    return Request(answer(found, question), options, found if isinstance(found, Record) else None)


def options_of(given: MutableMapping[str, Any]) -> RenderOptions:
    """Take how a map is drawn out of arguments: plain ones, or `options`; raises InputError for both."""
    options = given.pop("options", None)
    plain = {name: given.pop(name) for name in ARGUMENTS if name in given}
    if options is None:
        return render_options(plain)
    if chosen := chosen_names(plain):
        raise InputError.single(f"options and {listed(chosen)}", "both say how it is drawn; give one of the two")
    check_options(options)
    return options  # type: ignore[no-any-return]  # check_options has just said so


def chosen_names(plain: MutableMapping[str, Any]) -> list[str]:
    """Return the names of arguments that are not as usual."""
    usual = {name: _USUAL.get(name) for name in plain}
    return [
        name
        for name, value in plain.items()
        if value is not None and not (isinstance(value, str | tuple) and value == usual[name])
    ]


def refuse_unknown(given: MutableMapping[str, Any], known: tuple[str, ...], function: str) -> None:
    """Raise TypeError, as Python does, for arguments that a function does not have."""
    for name in given:
        raise TypeError(f"{function}() got an unexpected keyword argument '{name}'{nearest(name, known)}")
