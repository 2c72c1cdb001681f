"""The places of headers and keys in TOML, held to tomllib: what it reads of the lines before and of the lines found."""

from __future__ import annotations

import tomllib
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.disk.shipped import shipped_path
from mapgen.files.toml_places import statements

# Lines of a string or a comment that look like something else.
_LINES = st.lists(
    st.sampled_from(
        [
            "[[government]]",
            "[a.b]",
            "a = 1",
            "# not a comment",
            "x",
            "",
            '"',
            "''",
            "]",
            "}",
            "é\u2028\x85",
            "\\\\",
            " \t",
        ]
    ),
    max_size=4,
)
_STRINGS = st.one_of(
    st.text(st.sampled_from("a#[]{}='é \t"), max_size=6).map(lambda text: f'"{text}"'),
    st.text(st.sampled_from('a#[]{}="\\'), max_size=6).map(lambda text: f"'{text}'"),
    _LINES.map(lambda lines: "'''" + "\n".join(lines).replace("'", "") + "'''"),
    _LINES.map(lambda lines: "'''" + "\n".join(lines).replace("'", "") + "''x'''''"),
    _LINES.map(lambda lines: '"""' + "\n".join(lines).replace('"', "") + '"""'),
    _LINES.map(lambda lines: '""""' + "\n".join(lines).replace('"', "") + '\\"""x"""""'),
    st.sampled_from(['"""\\  \n\n  x"""', '"\\"#\\\\"', '""', "''", '""""""', "''''''"]),
)
_SCALARS = st.sampled_from(
    ["1", "-0x1F", "1e6", "+inf", "true", "1979-05-27", "1979-05-27 07:32:00", "07:32:00.5", "1979-05-27T07:32:00Z"]
)
_GAPS = st.sampled_from(["", " ", "\n", "  # ]\n", "\n\n\t"])


def _containers(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(st.tuples(_GAPS, values, _GAPS).map("".join), max_size=3)
    inline = st.lists(values, max_size=2)
    return st.one_of(
        st.tuples(items, _GAPS).map(lambda array: f"[{','.join(array[0])}{array[1]}]"),
        inline.map(lambda row: "{" + ", ".join(f"k{number}.x = {value}" for number, value in enumerate(row)) + "}"),
    )


_VALUES = st.recursive(_SCALARS | _STRINGS, _containers, max_leaves=5)
_NAMES = st.sampled_from(["a", "b-2", '"q#"', "'l]'", "3", '"\\u00e9="', '""'])
_ENDS = st.sampled_from(["", " ", "\t# [c]", "#"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a text with headers, keys, comments and blank lines of many kinds; every key in it is new."""
    numbers = count()
    lines = []
    for _ in range(draw(st.integers(0, 7))):
        indent, name, number, end = draw(st.sampled_from(["", " ", "\t"])), draw(_NAMES), next(numbers), draw(_ENDS)
        dotted = draw(st.sampled_from(["n{0}", "n{0}.{1}", " n{0} . {1} ", '"n{0}".{1}.x'])).format(number, name)
        form = draw(st.sampled_from(["[{}]", "[[{}]]", "{} = ", "{}=", "{}=", "", "# {} = ["]))
        value = draw(_VALUES) if form.endswith(("=", "= ")) else ""
        lines.append(f"{indent}{form.format(dotted)}{value}{end}")
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


@settings(max_examples=300)
@given(documents(), st.booleans())
def test_statements_stand_where_the_text_before_is_complete(text: str, windows: bool) -> None:  # noqa: FBT001
    """A header or key begins on each line that says something and before which the text is complete TOML, and no other.

    Its lines, read alone, hold its path and nothing else.
    """
    if not _is_whole(text):
        text = "a = 1\n"  # an inline table with line breaks in it
    text = text.replace("\n", "\r\n") if windows else text
    lines = text.split("\n")
    found = list(statements(text))
    assert [statement.first for statement in found] == [
        number
        for number, line in enumerate(lines)
        if line.strip() and not line.strip().startswith("#") and _is_whole("\n".join(lines[:number]) + "\n")
    ]
    for statement in found:
        tables = tomllib.loads("\n".join(lines[statement.first : statement.stop]) + "\n")
        for part in statement.path:
            [(key, tables)] = tables.items()
            assert key == part
            tables = tables[0] if statement.is_header and isinstance(tables, list) else tables


def test_the_generated_documents_are_mostly_valid() -> None:
    """The test above says something of documents that tomllib reads: two of three at least."""
    drawn: list[bool] = []

    @settings(max_examples=200, database=None)
    @given(documents())
    def draw(text: str) -> None:
        drawn.append(_is_whole(text))

    draw()
    assert sum(drawn) > len(drawn) * 2 / 3


def test_the_shipped_record() -> None:
    """Every table and every key of it is found, in its order."""
    text = shipped_path("records/south-america.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    rows = {name: iter(rows if isinstance(rows, list) else [rows]) for name, rows in tables.items()}
    expected: list[str] = []
    for header in (one for one in statements(text) if one.is_header):
        expected += [header.path[0], *next(rows[header.path[0]])]
    assert [statement.path[0] for statement in statements(text)] == expected
    assert all(next(left, None) is None for left in rows.values())
