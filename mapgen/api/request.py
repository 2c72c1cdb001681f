"""A request from Python: plain arguments, or a Question and RenderOptions in their place."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from msgspec import Struct

from mapgen.errors import InputError, listed, nearest
from mapgen.plain_options import ARGUMENTS, render_options
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions, check_options
from mapgen.sources.question import checked_question
from mapgen.sources.reading import answer, source_of
from mapgen.views.view import DEFAULT_VIEW

_QUESTION = ("as_of", "basis", "region")
# The defaults of arguments, where they are not None.
_DEFAULTS = {
    "lang": "en",
    "theme": "newsprint",
    "size": "article",
    "scale": "50m",
    "discs": "auto",
    "key": "members",
    "bare": False,
    "shares": (),
    "svg_text": "text",
    "view": DEFAULT_VIEW,
}


class Request(Struct, frozen=True):
    """A snapshot and the options to draw it with; `record` is the record that it comes from, if any."""

    snapshot: Snapshot
    options: RenderOptions
    record: Record | None = None


def request_of(source: Any, arguments: MutableMapping[str, Any], function: str = "render") -> Request:  # noqa: ANN401
    """Return the request that the arguments of a function make; raises InputError for values that are wrong.

    Raises TypeError for a name that is no argument, as Python does.
    """
    options = options_of(arguments)
    question = checked_question(
        arguments.pop("question", None), {name: arguments.pop(name, None) for name in _QUESTION}
    )
    refuse_unknown(arguments, (*ARGUMENTS, *_QUESTION, "question", "options"), function)
    record_or_list = source_of(source, question)
    record = record_or_list if isinstance(record_or_list, Record) else None
    return Request(answer(record_or_list, question), options, record)


def options_of(arguments: MutableMapping[str, Any]) -> RenderOptions:
    """Remove the style options from arguments and return them: plain ones, or `options`; raises InputError for both."""
    options = arguments.pop("options", None)
    plain = {name: arguments.pop(name) for name in ARGUMENTS if name in arguments}
    if options is None:
        return render_options(plain)
    if chosen := chosen_names(plain):
        raise InputError.single(f"options and {listed(chosen)}", "both say how it is drawn; give one of the two")
    check_options(options)
    return options  # type: ignore[no-any-return]  # check_options has just checked it


def chosen_names(plain: MutableMapping[str, Any]) -> list[str]:
    """Return the names of arguments whose values are not the defaults."""
    defaults = {name: _DEFAULTS.get(name) for name in plain}
    return [
        name
        for name, value in plain.items()
        if value is not None and not (isinstance(value, str | tuple | bool) and value == defaults[name])
    ]


def refuse_unknown(arguments: MutableMapping[str, Any], known: tuple[str, ...], function: str) -> None:
    """Raise TypeError, as Python does, for arguments that a function does not have."""
    for name in arguments:
        raise TypeError(f"{function}() got an unexpected keyword argument '{name}'{nearest(name, known)}")
