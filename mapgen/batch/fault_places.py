"""Where in a manifest the values stand that a map cannot have: errors name options and files, and here become lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mapgen.batch.manifest import MAP_KEYS
from mapgen.batch.map_table import MapTable
from mapgen.errors import Problem

# What errors call some keys, besides by their names.
_CALLED = {"no patterns": "patterns", "image credit": "image_credit", "svg text": "svg_text", "files": "every"}
_DAYS = ("as_of", "from", "to")


def placed(table: MapTable, problems: Iterable[Problem], folder: Path) -> Iterator[Problem]:
    """Yield the problems of a table's maps with the line of the key, or of the item, that each is about.

    Paths in the table are relative to `folder`.
    """
    for problem in problems:
        yield Problem(table.where(*_path(table, problem.where, folder)), str(problem))


def _path(table: MapTable, where: str, folder: Path) -> tuple[str | int, ...]:
    """Return the key, and what in its value, an error is about; its `where` begins with an option or a file."""
    called = {**_CALLED, **{key.name: key.name for key in MAP_KEYS}}
    words = [word for word in called if where == word or where.startswith(f"{word} ")]
    if words:
        word = max(words, key=len)
        key = called[word]
        return (key, *_part(table.given(key), where.removeprefix(word).strip()))
    for key in ("theme", "image"):
        for part, name in _parts(table.given(key)):
            if where.startswith(str(folder / str(name))):
                return (key, *part)
    if where.startswith("date "):
        days = [(key, _part(table.given(key), where.removeprefix("date "))) for key in _DAYS if key in table.places]
        return next(((key, *part) for key, part in days if part), days[0][:1] if days else ())
    return ()


def _part(value: object, text: str) -> tuple[str | int, ...]:
    """Return which key of a table, or which item of a list, the text of an error begins with."""
    bare = text.strip('"').casefold()
    named = [(name if isinstance(value, Mapping) else item, part) for part, item in _parts(value) for name in part]
    fitting = [(len(str(name)), part) for name, part in named if bare.startswith(str(name).casefold())]
    return max(fitting, key=lambda one: one[0], default=(0, ()))[1]


def _parts(value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Yield the key or number of each part of a value, and the part; a value that has no parts is one itself."""
    if isinstance(value, Mapping):
        yield from (((str(key),), part) for key, part in value.items())
    elif isinstance(value, list):
        yield from (((number,), part) for number, part in enumerate(value))
    else:
        yield (), value
