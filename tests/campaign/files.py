"""The five kinds of file, good and mutated: by key and value, line by line, and byte by byte."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import tomlkit
from campaign.values import Schema, hostile, texts, values_of
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
GEODATA = ROOT / "geodata"
THEMES = ROOT / "mapgen/themes"
DATA = ROOT / "tests/data"
KINDS = ("record", "list", "region", "theme", "manifest")

_RECORD = """
[record]
title = "A record"
region = "south-america"
begins = 2020-01-01
coder = "A test"
scale = ["left", "centre-left", "centre", "centre-right", "right"]

[reviewed]
BRA = 2026-11-01
CHL = 2026-11-01

[[government]]
country = "BRA"
leader = "Luiz Inácio Lula da Silva"
party = "PT"
elected = [2022-10-30]
start = 2023-01-01
term_ends = 2027-01-05
came_by = "election"
alignment = "centre-left"
reasoning = "So it is."
sources = [{ source = "https://example.org/lula", status = "read", supports = "start" }]
readings = [{ alignment = "left", coder = "Another", source = "https://example.org/left" }]

[[government]]
country = "CHL"
leader = "Gabriel Boric"
elected = [2021-12-19]
start = 2022-03-11
end = 2026-03-11
alignment = "left"
sources = ["A book, page 3"]

[[government]]
country = "CHL"
leader = "José Antonio Kast"
elected = [2025-12-14]
start = 2026-03-11
term_ends = "2030-03"
came_by = "election"
alignment = "right"

[[vote]]
country = "BRA"
date = 2026-10-25
outcome = "not-recorded"

[[vote]]
country = "BRA"
date = "2030-10"
outcome = "scheduled"

[[vacancy]]
country = "CHL"
start = 2020-01-01
end = 2022-03-11
"""
_REGION = """
[region]
name = { en = "The cone", es = "El cono", pt = "O cone" }
states = ["ARG", "CHL", "URY", "PRY"]
territories = { FLK = "neutral" }
projection = "laea"
window = [-80, -58, -50, -18]
centre = [-65, -35]
context = "cropped"
"""
_MANIFEST = """
[defaults]
lang = ["en", "es"]
formats = ["svg"]
output = "out/{name}-{date}-{basis}-{lang}-{size}.{format}"

[[map]]
name = "one"
source = "record.toml"
as_of = [2025-12-15]
basis = ["office", "elected"]
size = ["article"]

[[map]]
name = "two"
source = "list.toml"
scale = "110m"
theme = "theme.toml"
text = { left = "The left" }

[[map]]
name = "three"
every = "year"
from = 2023-01-01
to = 2025-01-01
lang = "pt"
share = "population"
"""


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes()


@cache
def bases(kind: str) -> tuple[bytes, ...]:
    """Return the good files of a kind that mutations begin with; the first is the one that trials of others use."""
    shipped = {
        "record": (_RECORD.encode(), _bytes_of(GEODATA / "records/south-america-2025-12-13.toml")),
        "list": (
            _bytes_of(GEODATA / "snapshots/poder360-2025-12-15.toml"),
            _bytes_of(DATA / "own-classes.toml"),
            _bytes_of(DATA / "four-states.toml"),
            _bytes_of(DATA / "with-sovereigns.toml"),
        ),
        "region": (
            _REGION.encode(),
            _bytes_of(GEODATA / "regions/central-america.toml"),
            _bytes_of(GEODATA / "regions/south-america.toml"),
        ),
        "theme": tuple(_bytes_of(THEMES / f"{name}.toml") for name in ("newsprint", "print-bw", "poster")),
        "manifest": (_MANIFEST.encode(), _bytes_of(ROOT / "mapgen/editing/starter_files/maps.toml")),
    }
    return shipped[kind]


@cache
def schema_of(kind: str) -> Schema:
    """Return the JSON Schema of a kind."""
    name = {"list": "snapshot"}.get(kind, kind)
    schema: Schema = json.loads((GEODATA / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def mutated(kind: str) -> st.SearchStrategy[bytes]:
    """Return files of a kind: as its schema has them, and the good ones changed in one to four places."""
    return st.one_of(
        *[_by_key(kind, (_right,))] * 6,
        *[_by_key(kind, _CHANGES)] * 3,
        values_of(schema_of(kind)).map(written),
        _by_line(kind),
        _by_byte(kind),
    )


def written(tables: Mapping[str, Any]) -> bytes:
    """Return tables as TOML; what has no place in a TOML file (half of a surrogate pair) stands as `?`."""
    return tomlkit.dumps(tables).encode(errors="replace")


# One change most often: a second fault hides what the first would have led to.
_FEW = st.sampled_from((1, 1, 1, 1, 2, 3, 4))


@st.composite
def _by_key(draw: st.DrawFn, kind: str, changes: Sequence[Change]) -> bytes:
    tables = tomllib.loads(draw(st.sampled_from(bases(kind))).decode())
    for _ in range(draw(_FEW)):
        paths = list(islice(_paths(tables), 1, _MOST_PATHS))
        if not paths:
            break
        path = draw(st.sampled_from(paths))
        holder = _at(tables, path[:-1])
        draw(st.sampled_from(changes))(draw, holder, path, kind)
    return written(tables)


_MOST_PATHS = 300
_Keys = tuple[Any, ...]


def _paths(value: object, path: _Keys = ()) -> Iterator[_Keys]:
    yield path
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _paths(inner, (*path, key))


# A drawn value may be drawn again: what a later change does to it must not show there.
_own = deepcopy


def _at(value: Any, path: _Keys) -> Any:  # noqa: ANN401 (tables of TOML)
    for key in path:
        value = value[key]
    return value


def _right(draw: st.DrawFn, holder: Any, path: _Keys, kind: str) -> None:  # noqa: ANN401
    """Another value that the schema allows, at this key or at one beside it."""
    options = _schemas_at(schema_of(kind), path[:-1])
    names = [name for option in options for name in option.get("properties", {})]
    key = draw(st.sampled_from([path[-1], *names])) if isinstance(path[-1], str) else path[-1]
    fitting = [schema for option in options for schema in _inner(option, key)]
    if fitting:
        holder[key] = _own(draw(values_of(draw(st.sampled_from(fitting)), str(key))))


def _wrong(draw: st.DrawFn, holder: Any, path: _Keys, kind: str) -> None:  # noqa: ANN401, ARG001
    holder[path[-1]] = _own(draw(hostile))


def _removed(draw: st.DrawFn, holder: Any, path: _Keys, kind: str) -> None:  # noqa: ANN401, ARG001
    del holder[path[-1]]


def _unknown(draw: st.DrawFn, holder: Any, path: _Keys, kind: str) -> None:  # noqa: ANN401, ARG001
    if isinstance(holder, dict):
        holder[draw(texts)] = _own(draw(hostile))
    else:
        holder.append(_own(draw(hostile)))


def _repeated(draw: st.DrawFn, holder: Any, path: _Keys, kind: str) -> None:  # noqa: ANN401, ARG001
    """Write the same value once more, or a hundred times."""
    value = holder[path[-1]]
    if isinstance(holder, list):
        holder.extend([deepcopy(value) for _ in range(draw(st.sampled_from((1, 2, 100))))])
    else:
        holder[path[-1]] = draw(st.sampled_from(([value], [value, value], {"a": value}, {path[-1]: value})))


Change = Callable[[st.DrawFn, Any, _Keys, str], None]
_CHANGES = (_right, _right, _wrong, _wrong, _removed, _unknown, _repeated)


def _schemas_at(schema: Schema, path: _Keys) -> list[Schema]:
    schemas = [schema]
    for key in path:
        schemas = [inner for outer in schemas for inner in _inner(outer, key)]
    return [one for schema in schemas for one in (schema, *schema.get("anyOf", ()))]


def _inner(schema: Schema, key: object) -> list[Schema]:
    if isinstance(key, int):
        found = [schema.get("items")]
    else:
        found = [schema.get("properties", {}).get(key), schema.get("additionalProperties")]
    inner = [one for option in schema.get("anyOf", ()) for one in _inner(option, key)]
    return [*(one for one in found if isinstance(one, Mapping)), *inner]


_LINES = (
    "[record]", "[[record]]", "[government]", "[[government]]", "[[map]]", "[defaults]", "[map]", "[snapshot]",
    "[region]", "[page]", "[reviewed]", "a.b.c = 1", "record.title = 1", '"" = 1', "= 1", "a", "\t", "[", "[[",
    "a = [", 'a = """', "a = {", "a = 1e400", "a = " + "9" * 5000, "a = " + "[" * 500, "a." * 300 + "b = 1",
    "[" + "a." * 300 + "b]", "a = 2025-13-01", "a = 0001-01-01T00:00:00+23:59", "# " + "x" * 3000, "\0",
    "\x1b]0;title\a", "\ufeff",
)  # fmt: skip


@st.composite
def _by_line(draw: st.DrawFn, kind: str) -> bytes:
    lines = draw(st.sampled_from(bases(kind))).decode().split("\n")
    for _ in range(draw(_FEW)):
        number = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(("twice", "out", "in", "moved", "cut")))
        line = lines[number] if change == "twice" else lines.pop(number)
        if change == "in":
            lines.insert(number, draw(st.sampled_from(_LINES)))
        elif change in ("twice", "moved"):
            lines.insert(draw(st.integers(0, len(lines))), line)
        elif change == "cut":
            lines.insert(number, line[: draw(st.integers(0, len(line)))])
        lines = lines or [""]
    return "\n".join(lines).encode(errors="replace")


@st.composite
def _by_byte(draw: st.DrawFn, kind: str) -> bytes:
    return draw(damaged(draw(st.sampled_from(bases(kind)))))


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """Return bytes that were cut, flipped, spliced, or saved by an editor that means well."""
    places = st.integers(0, len(data))
    changes: tuple[Callable[[int, int], bytes], ...] = (
        lambda a, _: data[:a],
        lambda a, _: data[a:],
        lambda a, b: data[:a] + data[b:],
        lambda a, b: data[:a] + data[b : b + 300] + data[a:],
        lambda a, b: data[:a] + bytes([b % 256]) + data[a + 1 :],
        lambda a, b: data[:a] + bytes([b % 256]) + data[a:],
        lambda a, b: data[:a] + bytes([data[a] ^ 1 << b % 8]) + data[a + 1 :] if a < len(data) else data,
        lambda *_: b"\xef\xbb\xbf" + data,
        lambda *_: data.replace(b"\n", b"\r\n"),
        lambda *_: data.replace(b"\n", b"\r"),
        lambda *_: data.decode("utf-8", "replace").encode("utf-16"),
        lambda *_: data.decode("utf-8", "replace").encode("latin-1", "replace"),
        lambda *_: data * 2,
        lambda *_: b"",
    )
    return st.builds(lambda change, a, b: change(a, b), st.sampled_from(changes), places, places)
