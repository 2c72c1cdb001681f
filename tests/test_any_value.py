"""Every key of every kind of file takes any TOML value: it is read, or refused in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from mapgen.batch.manifest import MAP_KEYS, read_manifest
from mapgen.batch.plan import plan_of
from mapgen.errors import InputError
from mapgen.files.fields import Key
from mapgen.places.insets import INSET_KEYS
from mapgen.places.regions import REGION_KEYS, read_region
from mapgen.record.keys import GOVERNMENT_KEYS, READING_KEYS, RECORD_KEYS, SOURCE_KEYS, VACANCY_KEYS, VOTE_KEYS
from mapgen.record.snapshot_file import CLASS_KEYS, SNAPSHOT_KEYS
from mapgen.sources.reading import read_source
from mapgen.themes.file import PATTERN_KEYS, PATTERN_TABLES, STATUS_TABLES, TABLES, read_theme

VALUES = (
    *("[]", "[3]", "[[]]", "[{}]", "[[[[[[3]]]]]]", '["a", 3]', "[2025-12-14, 2020-01-01]", "[nan]", "{}", "{ a = 1 }"),
    *("{ left = [] }", "{ en = {} }", '{ "" = "" }', '{ left = "a", right = 3 }', "3", "5", "-1", "0", "0.0", "-0.0"),
    *("1.5", "1e400", "nan", "inf", "-inf", f"1{30 * '0'}", "0x" + 5000 * "f", "-0x" + 5000 * "f", "true", "false"),
    *(
        '""',
        '" "',
        '"x"',
        "'''\na\nb'''",
        '"\\u0000"',
        '"\\u202e"',
        '"\\U0010ffff"',
        f'"{300 * "n"}"',
        f'"{9000 * "n"}"',
    ),
    *('"ARG"', '"left"', '"south-america"', '"../x.toml"', '"\\u0000.toml"', f'"{300 * "n"}.toml"', '"/dev/null"'),
    *("2025-12-14", "0001-01-01", "9999-12-31", "2025-12-14T10:00:00", "2025-12-14T10:00:00+23:59", "10:00:00.5"),
    *(
        '"2025-12-14"',
        '"0000-00"',
        '"9999"',
        '"2027-10"',
        '"+proj=nonsense"',
        '"{date}{"',
        '"{name.__class__}.{format}"',
    ),
)
# The tables of a valid file of each kind. Of a table's name the brackets are left out; a `*` marks a list of tables.
Tables = dict[str, dict[str, str]]
RECORD: Tables = {
    "record": {
        "title": '"T"',
        "region": '"south-america"',
        "begins": "2019-01-01",
        "coder": '"me"',
        "scale": '["left", "right"]',
    },
    "*government": {"country": '"ARG"', "leader": '"A B"', "start": "2019-01-01", "alignment": '"left"'},
    "*government.sources": {"source": '"A book"'},
    "*government.readings": {"coder": '"C"', "alignment": '"left"', "source": '"A book"'},
    "*vote": {"country": '"ARG"', "date": "2027-10-24", "outcome": '"scheduled"'},
    "*vacancy": {"country": '"BRA"', "start": "2020-01-01", "end": "2021-01-01"},
    "reviewed": {"ARG": "2025-01-01"},
}
LIST: Tables = {
    "snapshot": {
        "region": '"south-america"',
        "as_of": "2025-01-01",
        "coder": '"me"',
        "source": '"A book"',
        "scale": '["a", "b"]',
        "missing": '"no-data"',
    },
    "classes.a": {"label": '"A"'},
    "alignments": {"ARG": '"a"'},
}
REGION: Tables = {
    "region": {"states": '["ARG"]'},
    "region.claims": {"essequibo": '"dashed"'},
    "*inset": {"name": '"I"', "window": "[-80, -10, -70, 0]", "place": '"top-left"'},
}
MANIFEST: Tables = {"defaults": {"as_of": "2025-01-01"}, "*map": {"name": '"m"'}}
COLOUR = {"colour": '"#aabbcc"'}
THEME: Tables = {
    **{name: {key.name: '"#aabbcc"' for key in keys if key.required} for name, keys in TABLES.items()},
    "land": {**dict.fromkeys(("context", "border", "claim"), '"#aabbcc"'), "border_width": "1"},
    "patterns": {"drawn": '"always"'},
    **{
        f"patterns.{name}": {key.name: '{ pattern = "dots", colour = "#000000" }' for key in keys}
        for name, keys in PATTERN_TABLES.items()
    },
    **{
        f"status.{name}": {key.name: '"dots"' if key.name == "pattern" else '"#aabbcc"' for key in keys if key.required}
        for name, keys in STATUS_TABLES.items()
    },
}


def plan_in(path: Path) -> None:
    """Read a manifest, and plan its maps."""
    plan_of(read_manifest(path))


def keys(tables: Mapping[str, Sequence[Key]]) -> list[tuple[str, str]]:
    """Return the table and name of each key."""
    return [(table, key.name) for table, of_table in tables.items() for key in of_table]


KINDS: Mapping[str, tuple[Tables, Callable[[Path], object], list[tuple[str, str]]]] = {
    "record": (
        RECORD,
        read_source,
        [
            *keys(
                {"record": RECORD_KEYS, "*government": GOVERNMENT_KEYS, "*vote": VOTE_KEYS, "*vacancy": VACANCY_KEYS}
            ),
            *keys({"*government.sources": SOURCE_KEYS, "*government.readings": READING_KEYS}),
            *(("reviewed", "ARG"), ("", "government"), ("", "vote"), ("", "vacancy"), ("", "reviewed"), ("", "record")),
        ],
    ),
    "list": (
        LIST,
        read_source,
        [
            *keys({"snapshot": SNAPSHOT_KEYS, "classes.a": CLASS_KEYS}),
            *(("alignments", "ARG"), ("", "alignments"), ("", "classes"), ("classes", "b"), ("", "snapshot")),
        ],
    ),
    "region": (
        REGION,
        lambda path: read_region(str(path)),
        [
            *keys({"region": REGION_KEYS, "*inset": INSET_KEYS}),
            ("region.claims", "essequibo"),
            ("", "inset"),
            ("", "region"),
        ],
    ),
    "theme": (
        THEME,
        lambda path: read_theme(str(path)),
        [
            *keys(TABLES | {"patterns": PATTERN_KEYS}),
            *keys({f"patterns.{name}": of_table for name, of_table in PATTERN_TABLES.items()}),
            *keys({f"status.{name}": of_table for name, of_table in STATUS_TABLES.items()}),
            *(("", name) for name in (*TABLES, "patterns", "status")),
            *(("patterns", "three"), ("status", "elected")),
        ],
    ),
    "manifest": (MANIFEST, plan_in, [*keys({"*map": MAP_KEYS, "defaults": MAP_KEYS}), ("", "map"), ("", "defaults")]),
}
CASES = [
    pytest.param(kind, table, key, id=f"{kind}-{table}-{key}")
    for kind, (_, _, named) in KINDS.items()
    for table, key in named
]


def text_of(tables: Tables, table: str, key: str, value: str) -> str:
    """Return a file of these tables in which a key has a value: alone in its place, if it names a table."""
    whole = f"{table}.{key}".removeprefix(".")
    kept = {
        name: dict(values)
        for name, values in tables.items()
        if name.lstrip("*") != whole
        and not name.lstrip("*").startswith(f"{whole}.")
        and whole.lstrip("*") != name.lstrip("*")
    }
    begun = f"{key} = {value}\n" if not table else ""
    if table:
        kept.setdefault(table, {})[key] = value
    written = [
        (f"[[{name[1:]}]]" if name.startswith("*") else f"[{name}]")
        + "\n"
        + "".join(f"{one} = {text}\n" for one, text in values.items())
        for name, values in kept.items()
    ]
    return begun + "\n".join(written)


def message_of(read: Callable[[Path], object], path: Path) -> str:
    """Return what is wrong with a file; an empty text if it is read."""
    try:
        read(path)
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_to_be_changed_is_valid(tmp_path: Path, kind: str) -> None:
    """Without a change, the file of each kind is read: what the other test changes is the only fault."""
    tables, read, _ = KINDS[kind]
    path = tmp_path / "made.toml"
    path.write_text(text_of({**tables, "": {}}, "", "", "").split("\n", 1)[1], encoding="utf-8")
    read(path)


@pytest.mark.parametrize(("kind", "table", "key"), CASES)
def test_any_value_is_read_or_refused(tmp_path: Path, kind: str, table: str, key: str) -> None:
    """Each TOML value for a key of each kind of file is read, or an InputError says what is wrong, in a few lines."""
    tables, read, _ = KINDS[kind]
    path = tmp_path / "made.toml"
    for value in VALUES:
        path.write_text(text_of(tables, table, key, value), encoding="utf-8")
        for line in message_of(read, path).splitlines():
            assert len(line) <= 1000, value
