"""The lines of values in TOML, held to tomllib: the line that is found holds the value that tomllib reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.files.value_places import ValuePath, line_of_value

_GAPS = st.sampled_from(["", " ", "\n", "  # ]},=\n", "\n\n\t"])
_KEYS = st.sampled_from(["a", "b-2", '"q#="', "'l]'", "3", '"\\u00e9}"', '""', "c . d", 'e."f.g"'])
_LEAVES = st.sampled_from(
    ['"{}"', "'{}'", '"[{}]"', "'#{{{}'", '"\\"{},"', '"""{}"""', "'''{},\n]'''", '"""{}\\\n """']
)


@st.composite
def _values(draw: st.DrawFn, numbers: Iterator[int], depth: int) -> str:
    """Return a value whose texts each hold a number that no other has."""
    kind = draw(st.sampled_from(["leaf", "array", "table"])) if depth else "leaf"
    if kind == "leaf":
        return draw(_LEAVES).format(f"v{next(numbers)}v")
    parts = [draw(_values(numbers, depth - 1)) for _ in range(draw(st.integers(0, 3)))]
    if kind == "array":
        return f"[{','.join(draw(_GAPS) + part + draw(_GAPS) for part in parts)}{draw(_GAPS)}]"
    return "{ " + ", ".join(f"k{number}.{draw(_KEYS)} = {part}" for number, part in enumerate(parts)) + " }"


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a text with tables, rows of arrays, dotted keys and values of several lines."""
    numbers = count()
    lines = []
    for number in range(draw(st.integers(1, 8))):
        header = draw(
            st.sampled_from(["", "", "[[row]]", "[[row.sub]]", f"[row.t{number}]", f"[t{number}.{draw(_KEYS)}]"])
        )
        if "row." in header and "[[row]]" not in lines:
            header = "[[row]]"
        lines += [header, f"k{number}.{draw(_KEYS)} = {draw(_values(numbers, 3))}"]
    return "\n".join(lines) + "\n"


def _leaves(value: object, path: ValuePath = ()) -> Iterator[tuple[ValuePath, str]]:
    """Yield the path and the number of every text."""
    if isinstance(value, str):
        yield path, f"v{value.split('v')[1]}v"
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in parts:
        yield from _leaves(inner, (*path, part))


@settings(max_examples=300)
@given(documents())
def test_the_line_of_a_value_holds_it(text: str) -> None:
    """Of every text that tomllib reads, the line found for its path is one on which its own number stands."""
    lines = text.split("\n")
    for path, number in _leaves(tomllib.loads(text)):
        line = line_of_value(text, path)
        assert line
        assert number in lines[line - 1], path


_TEXT = '''\
top.x = 1 # line 1
whole = [ { key = 1 },
  { key = 2 } ]
[record]
"title" = """
[[row]]
key = 0
"""
scale = 1
[[row]] # line 10
key = 1
[[row.more]]
key = 2
[row.more.deep]
key = 3
[[row]]
other = [
  1,
]
key.a = 1
key.b = 2
[record.sub]
key = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top", "x"), 1),
        (("record", "title"), 5),
        (("record", "scale"), 9),
        (("row", 0, "key"), 11),
        (("row", 0, "more"), 12),
        (("row", 0, "more", 0, "key"), 13),
        (("row", 0, "more", 0, "deep", "key"), 15),
        (("row", 1), 16),
        (("row", 1, "other"), 17),
        (("row", 1, "other", 0), 18),
        (("row", 1, "key"), 20),
        (("row", 1, "key", "b"), 21),
        (("record", "sub"), 22),
        (("record", "sub", "key"), 23),
        (("whole", 0, "key"), 2),
        (("whole", 1, "key"), 3),
        # What the text has not is told by the innermost table or array that it has.
        (("record", "sub", "other"), 22),
        (("row", 1, "none"), 16),
        (("whole", 1, "none", 7), 3),
        (("none", "key"), None),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_line_of_a_path(path: ValuePath, line: int | None, ends: str) -> None:
    """It is where the key, the header or the item begins, also inside a value of several lines."""
    assert line_of_value(_TEXT.replace("\n", ends), path) == line
