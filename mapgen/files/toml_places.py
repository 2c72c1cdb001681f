"""Where the headers and keys of a TOML file stand: the lines of each, found in one pass over its text.

tomllib gives no positions. tree-sitter-toml 0.7.0, of December 2024, does, but finds faults in valid TOML: a string of
several lines with spaces behind the backslash that ends one of them. So this module looks for headers and keys itself.
It judges nothing: the text is one that tomllib has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_BARE = r"[A-Za-z0-9_-]++"
_BASIC = r'"(?!"")(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'(?!'')[^'\n]*+'"
_PATH = rf"(?:{_BARE}|{_BASIC}|{_LITERAL})(?:[ \t]*\.[ \t]*(?:{_BARE}|{_BASIC}|{_LITERAL}))*+"
# What a line begins with outside of values: a header, a key with its equals sign, or neither.
_BEGINNING = re.compile(rf"[ \t]*(?:\[\[?[ \t]*({_PATH})[ \t]*\]\]?|({_PATH})[ \t]*=)?")
_REST_OF_LINE = r"[ \t\r]*(?:#[^\n]*+)?(?:\n|\Z)"
_END = re.compile(_REST_OF_LINE)
# A value on one line, without brackets.
_SHORT_VALUE = re.compile(rf"[ \t]*(?:{_BASIC}|{_LITERAL}|[^\"'#\[{{\n]*+){_REST_OF_LINE}")
# The parts of any other value. Up to two quotes may stand before the three that end a string of several lines.
_TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    rf"|{_BASIC}|{_LITERAL}|#[^\n]*+|[\[{{]|[\]}}]|\n|[^\"'#\[\]{{}}\n]++"
)
_PLAIN_KEY = re.compile(_BARE)


class Statement(Struct, frozen=True):
    """A header or a key of a TOML file.

    `path` is the name of its table, or the key, in parts: `("government", "sources")`. `first` is its line, counted
    from 0, and `stop` the line after its last.
    """

    path: tuple[str, ...]
    is_header: bool
    first: int
    stop: int


def statements(text: str) -> Iterator[Statement]:
    """Yield the headers and keys of a TOML text, in their order; those inside of values are left out."""
    position = line = 0
    while position < len(text):
        beginning = _BEGINNING.match(text, position)
        assert beginning  # noqa: S101 (the expression matches an empty text)
        header, key = beginning.groups()
        start, position = position, beginning.end()
        position = _end_of_value(text, position) if key else _end_of_line(text, position)
        stop = line + text.count("\n", start, position) + (text[position - 1] != "\n")
        if header or key:
            yield Statement(parts_of(header or key), bool(header), line, stop)
        line = stop


def value_begins(statement: str) -> int:
    """Return where the value of a key begins, in the lines of its statement."""
    beginning = _BEGINNING.match(statement)
    return beginning.end() if beginning else 0


def _end_of_line(text: str, position: int) -> int:
    """Return where the next line begins."""
    end = _END.match(text, position)
    return end.end() if end else (text.find("\n", position) + 1 or len(text))


def _end_of_value(text: str, position: int) -> int:
    """Return where the line after a value begins."""
    if short := _SHORT_VALUE.match(text, position):
        return short.end()
    depth = 0
    while token := _TOKEN.match(text, position):
        position = token.end()
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and depth == 0:
            break
    return position


def parts_of(path: str) -> tuple[str, ...]:
    """Return the parts of a name as TOML writes it, without dots and quotes."""
    if _PLAIN_KEY.fullmatch(path):
        return (path,)
    import tomllib  # noqa: PLC0415 (a plain name, which almost all are, needs no parser)

    value: object = tomllib.loads(f"{path} = 0")
    parts = []
    while isinstance(value, dict):
        [(part, value)] = value.items()
        parts.append(part)
    return tuple(parts)
